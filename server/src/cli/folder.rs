//! The centre's folder: finding it, opening the centre in it, and holding it alone where a command needs that.

use std::fs::{File, TryLockError};
use std::path::PathBuf;
use std::sync::Arc;

use super::{CliError, reference};
use crate::admin::KnownEntries;
use crate::backup;
use crate::clock::{SystemClock, SystemRandom};
use crate::{Centre, CentreError, CentreOptions};

/// What phones show of a centre that was never named.
const UNNAMED: &str = "Sổ CLB";

/// A centre's folder.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
}

/// That this command has the folder for itself; ends when it is dropped.
#[derive(Debug)]
pub(super) struct Alone(#[expect(dead_code, reason = "the lock lasts as long as the file is open")] File);

impl Folder {
    /// The folder that was named.
    pub(super) fn new(path: Option<PathBuf>) -> Result<Self, CliError> {
        path.map(|path| Self { path }).ok_or(CliError::NoFolder)
    }

    /// Opens the centre in it.
    pub(super) fn open(&self) -> Result<Centre, CliError> {
        if !self.path.join("centre.db").exists() {
            return Err(CliError::NoCentre(self.path.clone()));
        }
        self.open_known()
    }

    /// Opens the centre in it, or makes one with the reference book that a centre begins with.
    pub(super) async fn open_or_make(&self) -> Result<Centre, CliError> {
        let is_new = !self.path.join("centre.db").exists();
        let centre = self.open_known()?;
        if is_new {
            centre.import_reference(reference::shipped()?, KnownEntries::Keep).await?;
        }
        Ok(centre)
    }

    fn open_known(&self) -> Result<Centre, CliError> {
        if backup::is_unfinished(&self.path) {
            return Err(CliError::RestoreUnfinished(self.path.clone()));
        }
        Ok(Centre::open(self.options())?)
    }

    /// How to open the centre in it.
    pub(super) fn options(&self) -> CentreOptions {
        CentreOptions {
            folder: self.path.clone(),
            name: self.name(),
            clock: Arc::new(SystemClock),
            random: Arc::new(SystemRandom),
        }
    }

    /// The centre's name, as it was last given.
    fn name(&self) -> String {
        let name = std::fs::read_to_string(self.path.join("name")).unwrap_or_default();
        let name = name.trim();
        if name.is_empty() { UNNAMED.to_owned() } else { name.to_owned() }
    }

    /// Gives the centre a name.
    pub(super) fn set_name(&self, name: &str) -> Result<(), CliError> {
        std::fs::write(self.path.join("name"), name.trim()).map_err(|_| CentreError::CannotWrite)?;
        Ok(())
    }

    /// Makes the folder if need be, and holds it: `serve` and what must not meet it take turns.
    pub(super) fn alone(&self) -> Result<Alone, CliError> {
        let cannot = |_| CentreError::CannotWrite;
        std::fs::create_dir_all(&self.path).map_err(cannot)?;
        let file = File::options().create(true).truncate(false).write(true).open(self.path.join("running.lock"));
        let file = file.map_err(cannot)?;
        match file.try_lock() {
            Ok(()) => Ok(Alone(file)),
            Err(TryLockError::WouldBlock) => Err(CliError::Running(self.path.clone())),
            Err(TryLockError::Error(error)) => Err(CliError::System(error)),
        }
    }
}
