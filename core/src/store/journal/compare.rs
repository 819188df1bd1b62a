//! This phone's journal held against what the centre has of it.

use clubbook_model::chain::JournalPoint;
use clubbook_model::op::Op;
use rusqlite::{Connection, Transaction};

use super::{head, point, point_before, rows};
use crate::store::error::Stored;
use crate::store::{erased, segment, settings};

/// How a point of the centre's copy stands to this phone's journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// Both have the same up to there.
    Same,
    /// They differ there or before.
    Other,
    /// The journal has a hole there, and nothing behind it tells.
    Unknown,
}

/// Compares a point that the centre told.
///
/// # Errors
/// SQL, or stored bytes that are damaged.
pub fn agreement(connection: &Connection, told: JournalPoint) -> Stored<Agreement> {
    match point(connection, told.seq)? {
        Some(ours) if ours == told => Ok(Agreement::Same),
        Some(_) => Ok(Agreement::Other),
        None if told.seq > head(connection)?.seq => Ok(Agreement::Other),
        None => continues(connection, told),
    }
}

/// Whether the op behind a hole continues the chain from the point that the hole hides.
fn continues(connection: &Connection, told: JournalPoint) -> Stored<Agreement> {
    let Some(row) = rows(connection, told.seq + 1, 1)?.into_iter().find(|row| row.seq == told.seq + 1) else {
        return Ok(Agreement::Unknown);
    };
    let Some(salt) = segment::salt_of(connection, row.seq)? else { return Ok(Agreement::Unknown) };
    if told.chain.next(&salt, &row.bytes) == row.chain {
        return Ok(Agreement::Same);
    }
    // The stub of an erased op continues no chain.
    let is_stub = erased::is_erased(connection, Op::from_bytes(&row.bytes)?.entity)?;
    Ok(if is_stub { Agreement::Unknown } else { Agreement::Other })
}

/// The last number, at most `limit`, of which [`agreement`] may be able to tell: there is an op, or one behind it.
///
/// # Errors
/// SQL.
pub fn tells_up_to(connection: &Connection, limit: u64) -> Stored<u64> {
    let behind = rows(connection, limit + 1, 1)?.first().is_some_and(|row| row.seq == limit + 1);
    Ok(if behind { limit } else { point_before(connection, limit + 1)?.seq })
}

/// Keeps a point that a hole hides and with which this journal agrees: what comes behind it can be sent on from there.
///
/// # Errors
/// SQL.
pub fn bridge(tx: &Transaction<'_>, told: JournalPoint) -> Stored<()> {
    settings::JOURNAL_BRIDGE.put(tx, &told)
}
