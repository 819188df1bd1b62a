//! The `erased` table: records that were erased for good. It beats every stamp for ever: values become stubs in what is
//! confirmed and shown, in the journal and in the indexes, and on arrival from anywhere.
//!
//! Two things of an erased record outlive it here for a while: an op of this phone that has not been sent yet keeps its
//! bytes until the centre has acknowledged it, because its signed frame cannot be made otherwise; and received frames,
//! which are signed by the centre, are kept whole until its backups hold them. Both stand in the encrypted file only.

use clubbook_model::id::RecordId;
use clubbook_model::merge::EntityState;
use clubbook_model::op::Op;
use clubbook_model::registry::{Entity, Erasure};
use clubbook_model::value::Value;
use rusqlite::{Connection, Transaction};

use super::books::BookNumber;
use super::error::{StoreError, Stored};
use super::journal::{OpState, from_sql};
use super::{entity, refusals, segment};

/// Whether a record was erased.
///
/// # Errors
/// SQL.
pub fn is_erased(connection: &Connection, record: RecordId) -> Stored<bool> {
    Ok(connection.prepare_cached("SELECT 1 FROM erased WHERE record = ?1")?.exists([record.0])?)
}

/// Whether anything was ever erased here.
pub(super) fn any(connection: &Connection) -> Stored<bool> {
    Ok(connection.prepare_cached("SELECT 1 FROM erased")?.exists([])?)
}

/// The state as it may be kept: a stub, when the record was erased.
pub(super) fn allowed(connection: &Connection, record: RecordId, state: EntityState) -> Stored<EntityState> {
    Ok(if is_erased(connection, record)? { state.erased() } else { state })
}

/// Follows a confirmed `erasure`, whose id must follow from the record that it names. Whether there was one to follow.
pub(super) fn follow(tx: &Transaction<'_>, kind: u32, erasure: RecordId, state: &EntityState) -> Stored<bool> {
    if kind != Erasure::DEF.number {
        return Ok(false);
    }
    match state.shown(Erasure::record.tag, &[]) {
        Some(named @ Value::Ref(record)) if Erasure::derived_id(std::slice::from_ref(named)) == erasure => {
            erase(tx, record.id).map(|()| true)
        }
        _ => Ok(false),
    }
}

fn erase(tx: &Transaction<'_>, record: RecordId) -> Stored<()> {
    if tx.prepare_cached("INSERT OR IGNORE INTO erased (record) VALUES (?1)")?.execute([record.0])? == 0 {
        return Ok(());
    }
    let mut statement = tx.prepare_cached("SELECT book FROM entity WHERE id = ?1")?;
    let held =
        statement.query_map([record.0], |row| row.get(0).map(BookNumber))?.collect::<rusqlite::Result<Vec<_>>>()?;
    for book in held {
        entity::stub(tx, book, record)?;
    }
    let mut statement = tx.prepare_cached("SELECT seq FROM journal WHERE entity = ?1 AND state <> ?2")?;
    let sent = statement.query_map((record.0, OpState::Waiting.number()), |row| row.get(0))?;
    for seq in sent.collect::<rusqlite::Result<Vec<i64>>>()? {
        stub_sent(tx, from_sql(seq))?;
    }
    let mut statement = tx.prepare_cached("SELECT device, seq, op FROM former_journal WHERE entity = ?1")?;
    let former = statement.query_map([record.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    for (device, seq, op) in former.collect::<rusqlite::Result<Vec<(i64, i64, Vec<u8>)>>>()? {
        tx.prepare_cached("UPDATE former_journal SET op = ?3 WHERE device = ?1 AND seq = ?2")?.execute((
            device,
            seq,
            Op::from_bytes(&op)?.erased().to_bytes(),
        ))?;
    }
    refusals::erase_words(tx, record)?;
    segment::destroy_doomed(tx)
}

/// Makes a stub of an op that the centre has, and dooms its salt.
pub(super) fn stub_sent(tx: &Transaction<'_>, seq: u64) -> Stored<()> {
    let number = i64::try_from(seq).map_err(|_| StoreError::OutOfRange("an op's number"))?;
    let op: Vec<u8> =
        tx.prepare_cached("SELECT op FROM journal WHERE seq = ?1")?.query_row([number], |row| row.get(0))?;
    tx.prepare_cached("UPDATE journal SET op = ?2 WHERE seq = ?1")?
        .execute((number, Op::from_bytes(&op)?.erased().to_bytes()))?;
    segment::doom(tx, seq)
}
