//! Frames as they came from the centre, kept until its backups hold them.

use clubbook_model::time::Instant;
use rusqlite::{Connection, Transaction};

use super::error::Stored;
use super::settings;

/// A kept frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedFrame {
    /// Its number on this phone, rising.
    pub number: i64,
    /// The centre's epoch when it came.
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

/// Forgets the frames that came before this moment of the centre's clock: its backups hold what is in them.
///
/// # Errors
/// SQL.
pub fn forget_before(tx: &Transaction<'_>, backup_safe: Instant) -> Stored<()> {
    tx.prepare_cached("DELETE FROM received_frame WHERE received_at < ?1")?.execute([backup_safe.0])?;
    Ok(())
}
