//! Frames as they came from the centre, kept until its backups hold them.
//!
//! A frame belongs to the epoch in which the centre had what is in it: the one in which it came, or in which it was last
//! offered. A centre that was restored has another epoch and may lack it; until it has been offered there, no backup of that
//! centre can hold it, whatever moment the backup is of.

use clubbook_model::message::MAX_REQUEST_BYTES;
use clubbook_model::time::Instant;
use rusqlite::{Connection, Transaction};

use super::error::Stored;
use super::settings;

/// A kept frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedFrame {
    /// Its number on this phone, rising.
    pub number: i64,
    /// The epoch in which the centre is known to have had what is in it.
    pub epoch: [u8; 16],
    /// The frame.
    pub bytes: Vec<u8>,
}

/// Keeps a frame; in the transaction that applies it.
///
/// # Errors
/// SQL.
pub fn keep(tx: &Transaction<'_>, epoch: [u8; 16], bytes: &[u8]) -> Stored<i64> {
    let received_at = settings::SERVER_TIME.get(tx)?.map_or(0, |time| time.server.0);
    tx.prepare_cached("INSERT INTO received_frame (epoch, received_at, bytes) VALUES (?1, ?2, ?3)")?.execute((
        epoch,
        received_at,
        bytes,
    ))?;
    Ok(tx.last_insert_rowid())
}

/// All kept frames, the oldest first.
///
/// # Errors
/// SQL.
pub fn all(connection: &Connection) -> Stored<Vec<ReceivedFrame>> {
    let mut statement = connection.prepare_cached("SELECT number, epoch, bytes FROM received_frame ORDER BY number")?;
    let rows = statement
        .query_map([], |row| Ok(ReceivedFrame { number: row.get(0)?, epoch: row.get(1)?, bytes: row.get(2)? }))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A few frames that a centre in another epoch may lack.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Portion {
    /// The frames, the oldest first.
    pub frames: Vec<Vec<u8>>,
    /// The number of the last one; 0 without any.
    pub up_to: i64,
    /// Whether there are none behind it.
    pub is_last: bool,
}

/// The next frames from a number on that do not belong to this epoch: at most so many, and of at most so many bytes together,
/// but one if there is room for one. Those behind them are not read.
///
/// # Errors
/// SQL.
pub fn portion(connection: &Connection, epoch: [u8; 16], from: i64, frames: usize, bytes: usize) -> Stored<Portion> {
    let mut statement = connection.prepare_cached(
        "SELECT number, bytes FROM received_frame WHERE number >= ?1 AND epoch <> ?2 AND length(bytes) <= ?3 \
         ORDER BY number LIMIT ?4",
    )?;
    let most = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    // One more than wanted tells whether there are more.
    let mut rows = statement.query((from, epoch, most(LARGEST), most(frames.saturating_add(1))))?;
    let mut portion = Portion { is_last: true, ..Portion::default() };
    let mut left = bytes;
    while let Some(row) = rows.next()? {
        let frame: Vec<u8> = row.get(1)?;
        let is_full = portion.frames.len() >= frames || (frame.len() > left && !portion.frames.is_empty());
        if is_full {
            portion.is_last = false;
            break;
        }
        left = left.saturating_sub(frame.len());
        portion.up_to = row.get(0)?;
        portion.frames.push(frame);
    }
    Ok(portion)
}

/// A frame that is larger fits no request. The centre makes none: it cuts what it sends to a few dozen KB.
const LARGEST: usize = MAX_REQUEST_BYTES / 2;

/// The centre was offered the frames up to a number and has what is in them now, at this moment of its clock.
///
/// # Errors
/// SQL.
pub fn put_offered(tx: &Transaction<'_>, epoch: [u8; 16], up_to: i64, at: Instant) -> Stored<()> {
    tx.prepare_cached("UPDATE received_frame SET epoch = ?1, received_at = ?3 WHERE number <= ?2 AND epoch <> ?1")?
        .execute((epoch, up_to, at.0))?;
    Ok(())
}

/// Forgets the frames of an epoch that the centre had before this moment of its clock: its backups hold what is in them.
///
/// # Errors
/// SQL.
pub fn forget_before(tx: &Transaction<'_>, epoch: [u8; 16], backup_safe: Instant) -> Stored<()> {
    tx.prepare_cached("DELETE FROM received_frame WHERE received_at < ?1 AND epoch = ?2")?
        .execute((backup_safe.0, epoch))?;
    Ok(())
}
