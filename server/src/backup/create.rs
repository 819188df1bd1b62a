//! Making a backup, proving it, and keeping the newest ones.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use clubbook_model::time::Instant;
use jiff::Timestamp;

use super::archive::{self, Content, Manifest};
use super::database::{self, Verified};
use super::error::{Backed, BackupError, at};
use super::seal::Sealer;
use crate::Centre;

/// So many seconds before the oldest backup that is kept, an hour, all that phones have is in it: they compare moments of this
/// clock, and a clock that was ahead may have been put right by so much since.
pub(super) const MARGIN_SECONDS: i64 = 3600;

/// What to make.
#[derive(Debug)]
pub struct BackupPlan {
    /// The folder for backups: best on another machine's disk.
    pub to: PathBuf,
    /// To whom it is encrypted.
    pub sealer: Sealer,
    /// How many of this centre's backups stay in the folder, the new one included.
    pub keep: usize,
}

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupReport {
    /// The file.
    pub path: PathBuf,
    /// Its bytes.
    pub bytes: u64,
    /// What it says of itself.
    pub manifest: Manifest,
    /// What the test restore counted.
    pub verified: Verified,
    /// Up to this moment, what phones sent is in every backup that is kept.
    pub backup_safe: Instant,
    /// Older backups that were removed.
    pub removed: usize,
}

/// Makes a backup of a running or resting centre, proves that it can be restored, and only then says that what is in it
/// is safe.
///
/// # Errors
/// See [`BackupError`]; a file that was not proven is removed.
pub async fn create(centre: &Centre, plan: BackupPlan) -> Result<BackupReport, BackupError> {
    centre.forget_backup_from_the_future().await?;
    let (work, now) = (centre.clone(), centre.clock().now());
    let made = tokio::task::spawn_blocking(move || make(&work, &plan, now)).await;
    let report = made.unwrap_or_else(|panic| std::panic::resume_unwind(panic.into_panic()))?;
    centre.set_backup_safe(report.backup_safe).await?;
    Ok(report)
}

fn make(centre: &Centre, plan: &BackupPlan, now: Instant) -> Backed<BackupReport> {
    let work = WorkFolder::take(centre.folder())?;
    fs::create_dir_all(&plan.to).map_err(at(&plan.to))?;
    let database = work.path.join("copy.db");
    let journal = centre.folder().join("journal.log");
    database::copy(&centre.database(), &database)?;
    let manifest = Manifest {
        centre: centre.public_key().fingerprint(),
        name: centre.name().to_owned(),
        // Moments are whole seconds: what comes later in this one is not in the copy.
        taken_at: now.0 - 1,
        schema: database::schema(&database)?,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        database: Content::of(&database)?,
        journal: Content::of(&journal)?,
    };
    let series = Series { folder: &plan.to, centre: &manifest.centre };
    // One of the two is wrong about the time. The newest is what is kept, and what phones are told goes by it.
    if let Some((_, path)) = series.kept()?.into_iter().find(|(taken_at, _)| *taken_at > manifest.taken_at) {
        return Err(BackupError::FromTheFuture(path));
    }
    let path = series.path(manifest.taken_at);
    let unproven = Unproven(path.with_extension("unproven"));
    let opener = archive::write(&unproven.0, &manifest, &database, &journal, &plan.sealer)?;
    let (restored, restored_journal) = (work.path.join("test.db"), work.path.join("test.log"));
    let read_back = archive::read(&unproven.0, &opener, &restored, &restored_journal)?;
    if read_back != manifest {
        return Err(BackupError::Damaged("it does not say of itself what it should"));
    }
    let verified = database::verify(&restored)?;
    let bytes = fs::metadata(&unproven.0).map_err(at(&unproven.0))?.len();
    fs::rename(&unproven.0, &path).map_err(at(&path))?;
    sync_folder(&plan.to)?;
    let removed = series.prune(plan.keep.max(1))?;
    let oldest = series.kept()?.first().map_or(manifest.taken_at, |(taken_at, _)| *taken_at);
    let backup_safe = Instant(oldest.saturating_sub(MARGIN_SECONDS));
    Ok(BackupReport { path, bytes, verified, backup_safe, removed, manifest })
}

/// The backups of one centre in a folder. Their names tell when they were taken, and that they were proven.
struct Series<'a> {
    folder: &'a Path,
    centre: &'a str,
}

impl Series<'_> {
    fn prefix(&self) -> String {
        format!("clubbook-{}-", self.centre)
    }

    fn path(&self, taken_at: i64) -> PathBuf {
        let at = Timestamp::from_second(taken_at).unwrap_or_default();
        self.folder.join(format!("{}{}.age", self.prefix(), at.strftime("%Y%m%dT%H%M%SZ")))
    }

    /// When they were taken and where they are, the oldest first.
    fn kept(&self) -> Backed<Vec<(i64, PathBuf)>> {
        let prefix = self.prefix();
        let mut kept = Vec::new();
        for entry in fs::read_dir(self.folder).map_err(at(self.folder))? {
            let entry = entry.map_err(at(self.folder))?;
            let name = entry.file_name();
            let moment = name.to_str().and_then(|name| name.strip_prefix(&prefix)?.strip_suffix(".age"));
            let taken_at = moment.and_then(|moment| jiff::civil::DateTime::strptime("%Y%m%dT%H%M%SZ", moment).ok());
            if let Some(at) = taken_at.and_then(|taken_at| taken_at.to_zoned_datetime(jiff::tz::TimeZone::UTC).ok()) {
                kept.push((at.timestamp().as_second(), entry.path()));
            }
        }
        kept.sort();
        Ok(kept)
    }

    /// Removes all but the newest; tells how many.
    fn prune(&self, keep: usize) -> Backed<usize> {
        let kept = self.kept()?;
        let old = kept.len().saturating_sub(keep);
        for (_, path) in kept.iter().take(old) {
            fs::remove_file(path).map_err(at(path))?;
        }
        Ok(old)
    }
}

/// A file that is removed unless it was renamed.
struct Unproven(PathBuf);

impl Drop for Unproven {
    fn drop(&mut self) {
        // After the renaming there is nothing to remove.
        let _ = fs::remove_file(&self.0);
    }
}

/// Where copies lie in the clear, beside the database that does, too; emptied at the end, and at the next beginning.
struct WorkFolder {
    path: PathBuf,
    _lock: File,
}

impl WorkFolder {
    fn take(folder: &Path) -> Backed<Self> {
        let lock_path = folder.join("backup.lock");
        let lock = archive::private(&lock_path)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(BackupError::Underway),
            Err(TryLockError::Error(why)) => return Err(BackupError::File { path: lock_path, why }),
        }
        let path = folder.join("backup.tmp");
        private_folder(&path)?;
        Ok(Self { path, _lock: lock })
    }
}

impl Drop for WorkFolder {
    fn drop(&mut self) {
        // What stays behind is removed by the next backup.
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// An empty folder that nobody else may look into.
pub(super) fn private_folder(path: &Path) -> Backed<()> {
    use std::os::unix::fs::DirBuilderExt;
    if path.exists() {
        fs::remove_dir_all(path).map_err(at(path))?;
    }
    fs::DirBuilder::new().mode(0o700).create(path).map_err(at(path))
}

/// Makes the names in a folder durable.
pub(super) fn sync_folder(path: &Path) -> Backed<()> {
    File::open(path).and_then(|folder| folder.sync_all()).map_err(at(path))
}
