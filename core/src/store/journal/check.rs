//! Looking at the journal as a whole: is it sound, and does it hold what was shown as saved?

use clubbook_model::chain::JournalPoint;
use clubbook_model::id::{DeviceId, OpId};
use clubbook_model::op::Op;
use rusqlite::{Connection, OptionalExtension, Row};

use super::{OpState, device_to_sql, rows, to_sql};
use crate::store::error::Stored;
use crate::store::{erased, renumber, segment, settings};

/// The hash of an op of this phone's and where it stands, under its own number or, after a fork, under the one that it has
/// now; no hash for the stub of an erased op. `None` when this phone does not hold it.
///
/// # Errors
/// SQL, or a phone without a key pair.
pub fn find(connection: &Connection, id: OpId) -> Stored<Option<(Option<[u8; 16]>, OpState)>> {
    let (device, _) = settings::device(connection)?;
    let mut at = id;
    let mut hash_then = None;
    while let Some((hash, now)) = renumber::renumbered(connection, at)? {
        hash_then.get_or_insert(hash);
        at = now;
    }
    let Some((bytes, state)) = anywhere(connection, device, at)? else { return Ok(None) };
    let is_stub = erased::is_erased(connection, Op::from_bytes(&bytes)?.entity)?;
    let hash = (!is_stub).then(|| hash_then.unwrap_or_else(|| Op::hash(&bytes)));
    Ok(Some((hash, OpState::from_number(state))))
}

/// An op that this phone made, under this key or a former one.
pub(in crate::store) fn op_anywhere(connection: &Connection, id: OpId) -> Stored<Option<Op>> {
    let (device, _) = settings::device(connection)?;
    let found = anywhere(connection, device, id)?;
    Ok(found.map(|(bytes, _)| Op::from_bytes(&bytes)).transpose()?)
}

/// The bytes and the state of an op in the journal, or among those of former keys.
fn anywhere(connection: &Connection, device: DeviceId, id: OpId) -> Stored<Option<(Vec<u8>, i64)>> {
    let read = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
    Ok(if id.device == device {
        let mut statement = connection.prepare_cached("SELECT op, state FROM journal WHERE seq = ?1")?;
        statement.query_row([to_sql(id.seq)?], read).optional()?
    } else {
        let mut statement =
            connection.prepare_cached("SELECT op, state FROM former_journal WHERE device = ?1 AND seq = ?2")?;
        statement.query_row((device_to_sql(id.device), to_sql(id.seq)?), read).optional()?
    })
}

/// What is wrong with a journal, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JournalFault {
    /// A number is missing.
    Hole(u64),
    /// An op's bytes do not read, or say another number.
    Op(u64),
    /// The chain does not continue.
    Chain(u64),
}

/// Checks the whole journal: numbers without holes, bytes that read, a chain that continues. Returns its end.
///
/// # Errors
/// SQL, or a phone without a key pair.
pub fn verify(connection: &Connection) -> Stored<Result<JournalPoint, JournalFault>> {
    let (device, start) = settings::device(connection)?;
    let mut at = JournalPoint { seq: 0, chain: start };
    loop {
        let batch = rows(connection, at.seq + 1, 256)?;
        if batch.is_empty() {
            return Ok(Ok(at));
        }
        for row in batch {
            if row.seq != at.seq + 1 {
                return Ok(Err(JournalFault::Hole(at.seq + 1)));
            }
            let id = OpId { device, seq: row.seq };
            let Some(op) = Op::from_bytes(&row.bytes).ok().filter(|op| op.id == id) else {
                return Ok(Err(JournalFault::Op(row.seq)));
            };
            // A run without its salt was erased: its chain values stay and are taken as they are. So is an erased op
            // whose salt is still needed by others.
            let expected = segment::salt_of(connection, row.seq)?.map(|salt| at.chain.next(&salt, &row.bytes));
            let differs = expected.is_some_and(|expected| expected != row.chain);
            if differs && !erased::is_erased(connection, op.entity)? {
                return Ok(Err(JournalFault::Chain(row.seq)));
            }
            at = JournalPoint { seq: row.seq, chain: row.chain };
        }
    }
}
