//! Putting a backup back: into a folder that has the keys and no database, as a new epoch.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::archive::{self, Manifest};
use super::create::{private_folder, sync_folder};
use super::database::{self, Verified};
use super::error::{Backed, BackupError, at};
use super::seal::Opener;
use crate::admin::Closed;
use crate::keys::{self, Keys};
use crate::{Centre, CentreError, CentreOptions};

/// What was put back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// What the backup says of itself.
    pub manifest: Manifest,
    /// What was counted in it.
    pub verified: Verified,
    /// Whether revocations, spent codes and erasures since the backup are known: the folder had its journal.
    pub had_journal: bool,
    /// What was closed, because nobody knows what became of it since the backup.
    pub closed: Closed,
}

/// Lies in the folder from before the database takes its place until its new epoch has begun: a restored database under
/// its old epoch would let phones skip what it lacks.
const MARK: &str = "restore.unfinished";

/// Whether a restore into this folder was cut short.
pub fn is_unfinished(folder: &Path) -> bool {
    folder.join(MARK).exists()
}

/// Puts a backup into the folder of `options`, begins a new epoch and replays the journal.
///
/// Nothing takes its place before the backup was read to its last bit and its records add up. A restore that is cut short
/// is begun again by the next one, and until then no command opens the centre.
///
/// # Errors
/// See [`BackupError`].
pub async fn restore(options: CentreOptions, from: PathBuf, opener: Opener) -> Result<Restored, BackupError> {
    let folder = options.folder.clone();
    let work = options.clone();
    let prepared = tokio::task::spawn_blocking(move || prepare(&work, &from, &opener)).await;
    let restored = prepared.unwrap_or_else(|panic| std::panic::resume_unwind(panic.into_panic()))?;
    let centre = Centre::open(options)?;
    let begun = centre.begin_epoch_after_restore().await;
    centre.shutdown().await;
    let closed = begun?;
    fs::remove_file(folder.join(MARK)).map_err(at(folder.join(MARK)))?;
    sync_folder(&folder)?;
    Ok(Restored { closed, ..restored })
}

/// Everything up to the database in its place.
fn prepare(options: &CentreOptions, from: &Path, opener: &Opener) -> Backed<Restored> {
    let folder = &options.folder;
    let database = folder.join("centre.db");
    if database.exists() && !is_unfinished(folder) {
        return Err(BackupError::NotEmpty(folder.clone()));
    }
    let keys = Keys::open(folder, false, options.random.as_ref()).map_err(|error| match error {
        CentreError::Keys => BackupError::NoKeys(keys::folder(folder)),
        other => BackupError::Centre(other),
    })?;
    let work = folder.join("restore.tmp");
    private_folder(&work)?;
    let opened = open(from, opener, &keys, &work).and_then(|restored| place(folder, restored, &work, &database));
    // What stays behind is removed by the next restore.
    let _ = fs::remove_dir_all(&work);
    opened
}

/// Reads the backup to its last bit and looks whether it is whole, and of the centre whose keys these are.
fn open(from: &Path, opener: &Opener, keys: &Keys, work: &Path) -> Backed<Restored> {
    let fresh = work.join("centre.db");
    let manifest = archive::read(from, opener, &fresh, &work.join("journal.log"))?;
    let keys = keys.signing.public().fingerprint();
    if manifest.centre != keys {
        return Err(BackupError::OtherCentre { backup: manifest.centre, keys });
    }
    let verified = database::verify(&fresh)?;
    Ok(Restored { manifest, verified, had_journal: false, closed: Closed::default() })
}

fn place(folder: &Path, restored: Restored, work: &Path, database: &Path) -> Backed<Restored> {
    let had_journal = merge_journal(&folder.join("journal.log"), &work.join("journal.log"))?;
    archive::private(&folder.join(MARK))?.sync_all().map_err(at(folder.join(MARK)))?;
    sync_folder(folder)?;
    // The log of a lost database must not be read into this one.
    for suffix in ["-wal", "-shm"] {
        set_aside(&folder.join(format!("centre.db{suffix}")))?;
    }
    fs::rename(work.join("centre.db"), database).map_err(at(database))?;
    sync_folder(folder)?;
    Ok(Restored { had_journal, ..restored })
}

/// The folder's own journal knows more than the one in the backup; without it the backup's has to do. Tells whether the
/// folder had one.
fn merge_journal(own: &Path, from_backup: &Path) -> Backed<bool> {
    let backed_up = fs::read(from_backup).map_err(at(from_backup))?;
    let had_journal = own.exists();
    let mut merged = if had_journal { fs::read(own).map_err(at(own))? } else { Vec::new() };
    if merged.starts_with(&backed_up) && had_journal {
        return Ok(true);
    }
    // Lines only ever add, so those of two journals may stand behind one another, and some of them twice.
    if merged.last().is_some_and(|last| *last != b'\n') {
        merged.push(b'\n');
    }
    merged.extend_from_slice(&backed_up);
    let fresh = own.with_extension("new");
    let mut file = archive::private(&fresh)?;
    file.write_all(&merged).and_then(|()| file.sync_all()).map_err(at(&fresh))?;
    fs::rename(&fresh, own).map_err(at(own))?;
    Ok(had_journal)
}

fn set_aside(path: &Path) -> Backed<()> {
    if !path.exists() {
        return Ok(());
    }
    let name = |number: u32| PathBuf::from(format!("{}.set-aside-{number}", path.display()));
    let free = (1u32..).map(name).find(|name| !name.exists()).unwrap_or_else(|| name(0));
    fs::rename(path, free).map_err(at(path))
}
