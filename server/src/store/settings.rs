//! Small values by name, and the epochs.

use clubbook_model::id::DeviceId;
use clubbook_model::time::Instant;

use super::Tx;
use crate::error::Done;

/// Names of the `setting` table.
pub mod name {
    /// The number of the next certificate, 8 bytes.
    pub const NEXT_SERIAL: &str = "next_serial";
    /// Up to which moment ops are in a backup that was test-restored, 8 bytes.
    pub const BACKUP_SAFE: &str = "backup_safe";
    /// Counts the commits that changed something that pages show, 8 bytes.
    pub const SHOWN: &str = "shown";
}

/// An epoch of the centre.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EpochRow {
    /// Its number in this database, from 1.
    pub number: u64,
    /// Its random id.
    pub id: [u8; 16],
    /// The centre's own device in it.
    pub device: DeviceId,
    /// When it began.
    pub began_at: Instant,
}

/// The moment up to which ops are in a backup that was test-restored; none where no backup says so.
///
/// # Errors
/// SQL.
pub(crate) fn backup_safe(tx: &dyn Tx) -> Done<Option<Instant>> {
    let bytes = tx.setting(name::BACKUP_SAFE)?;
    Ok(bytes.and_then(|bytes| bytes.try_into().ok()).map(|bytes| Instant(i64::from_be_bytes(bytes))))
}

/// The `setting` table.
pub trait Settings {
    /// What stands under a name.
    ///
    /// # Errors
    /// SQL.
    fn setting(&self, name: &str) -> Done<Option<Vec<u8>>>;
    /// Puts a value there.
    ///
    /// # Errors
    /// SQL.
    fn put_setting(&mut self, name: &str, value: &[u8]) -> Done<()>;
    /// Takes a value away.
    ///
    /// # Errors
    /// SQL.
    fn remove_setting(&mut self, name: &str) -> Done<()>;
    /// Something that pages show has changed: whoever looks hears of it after the commit.
    ///
    /// # Errors
    /// SQL.
    fn note_shown(&mut self) -> Done<()>;
}

/// The `epoch` and `epoch_book` tables.
pub trait Epochs {
    /// All epochs, the oldest first; the last one is in force.
    ///
    /// # Errors
    /// SQL.
    fn epochs(&self) -> Done<Vec<EpochRow>>;
    /// The head of a book when an epoch began, if there was such a book then.
    ///
    /// # Errors
    /// SQL.
    fn epoch_head(&self, number: u64, handle: u64) -> Done<Option<u64>>;
    /// Begins an epoch at the heads of now.
    ///
    /// # Errors
    /// SQL.
    fn begin_epoch(&mut self, id: [u8; 16], device: DeviceId, now: Instant) -> Done<()>;
}
