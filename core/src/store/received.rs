//! Frames as they came from the centre, kept until its backups hold them.

use rusqlite::{Connection, Transaction};

use super::error::Stored;

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
    tx.prepare_cached("INSERT INTO received_frame (epoch, bytes) VALUES (?1, ?2)")?.execute((epoch, bytes))?;
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

/// Forgets the frames up to a number: the centre has called them backup-safe.
///
/// # Errors
/// SQL.
pub fn forget_up_to(tx: &Transaction<'_>, number: i64) -> Stored<()> {
    tx.prepare_cached("DELETE FROM received_frame WHERE number <= ?1")?.execute([number])?;
    Ok(())
}
