//! The `refusal` table: what an officer said of ops that were not taken, and whether their author knows of it. That they were
//! refused stands in the journal.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use clubbook_model::id::RecordId;
use clubbook_model::message::reason;
use clubbook_model::op::Op;
use rusqlite::{Connection, Transaction};

use super::error::Stored;
use super::journal::{self, device_to_sql, from_sql, to_sql};
use super::settings;

/// What is known of a refusal.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Refusal {
    /// Why, in the officer's words; empty where the centre has not told.
    pub why: String,
    /// Its author said "Đã rõ".
    pub is_known: bool,
}

/// Notes why ops were refused. A number that is not in the journal is left out.
///
/// # Errors
/// SQL, or a phone without a key pair.
pub fn note_why(tx: &Transaction<'_>, seqs: RangeInclusive<u64>, why: &str) -> Stored<()> {
    let (device, _) = settings::device(tx)?;
    tx.prepare_cached(
        "INSERT INTO refusal (device, seq, why) SELECT ?1, seq, ?4 FROM journal WHERE seq BETWEEN ?2 AND ?3 \
         ON CONFLICT (device, seq) DO UPDATE SET why = ?4",
    )?
    .execute((device_to_sql(device), to_sql(*seqs.start())?, to_sql(*seqs.end())?, why))?;
    Ok(())
}

/// The author of refused ops says that they know of it; returns how many that were. Whatever is not refused, or is somebody
/// else's, stays as it is. The ops stay in the journal and in what is shown.
///
/// # Errors
/// SQL, or a phone without a key pair.
pub fn know(tx: &Transaction<'_>, author: RecordId, seqs: &[u64]) -> Stored<u64> {
    let (device, _) = settings::device(tx)?;
    let mut known = 0;
    for row in journal::quarantined(tx)?.iter().filter(|row| seqs.contains(&row.seq)) {
        if row.reason.as_deref() == Some(reason::REFUSED) && Op::from_bytes(&row.bytes)?.author == author {
            tx.prepare_cached(
                "INSERT INTO refusal (device, seq, known) VALUES (?1, ?2, 1) \
                 ON CONFLICT (device, seq) DO UPDATE SET known = 1",
            )?
            .execute((device_to_sql(device), to_sql(row.seq)?))?;
            known += 1;
        }
    }
    Ok(known)
}

/// Forgets what was said of ops that were taken after all, or go by other numbers now.
///
/// # Errors
/// SQL, or a phone without a key pair.
pub fn forget_settled(tx: &Transaction<'_>) -> Stored<()> {
    let (device, _) = settings::device(tx)?;
    tx.prepare_cached(
        "DELETE FROM refusal WHERE device <> ?1 OR NOT EXISTS \
         (SELECT 1 FROM journal WHERE journal.seq = refusal.seq AND state = 2)",
    )?
    .execute([device_to_sql(device)])?;
    Ok(())
}

/// Takes away the words about an erased record: they may name whom it was about.
pub(super) fn erase_words(tx: &Transaction<'_>, record: RecordId) -> Stored<()> {
    tx.prepare_cached("UPDATE refusal SET why = '' WHERE seq IN (SELECT seq FROM journal WHERE entity = ?1)")?
        .execute([record.0])?;
    Ok(())
}

/// What is known of refusals, by the op's number in the journal.
///
/// # Errors
/// SQL, or a phone without a key pair.
pub fn all(connection: &Connection) -> Stored<BTreeMap<u64, Refusal>> {
    let (device, _) = settings::device(connection)?;
    let mut statement = connection.prepare_cached("SELECT seq, why, known FROM refusal WHERE device = ?1")?;
    let rows = statement.query_map([device_to_sql(device)], |row| {
        Ok((from_sql(row.get(0)?), Refusal { why: row.get(1)?, is_known: row.get(2)? }))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
