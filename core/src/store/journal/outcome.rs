//! What the centre says became of ops of this phone.

use clubbook_model::id::OpId;
use clubbook_model::op::Op;
use clubbook_model::time::Hlc;
use rusqlite::{OptionalExtension, Transaction};

use super::{OpState, device_to_sql, from_sql, to_sql};
use crate::store::books::BookNumber;
use crate::store::confirm::confirming;
use crate::store::error::Stored;
use crate::store::{erased, settings};

/// As [`acknowledge_all`], for one op alone.
///
/// # Errors
/// SQL.
pub fn acknowledge(tx: &Transaction<'_>, seq: u64, effective: Option<Hlc>) -> Stored<()> {
    acknowledge_all(tx, [(seq, effective)])
}

/// The centre has these ops in their books' sequences: they are confirmed, with the clock reading that the centre gave
/// them where it clamped this phone's. A repeat changes nothing.
///
/// # Errors
/// SQL.
pub fn acknowledge_all(tx: &Transaction<'_>, ops: impl IntoIterator<Item = (u64, Option<Hlc>)>) -> Stored<()> {
    confirming(tx, |confirming| {
        for (seq, effective) in ops {
            let row: Option<(Vec<u8>, i64, Option<i64>)> = tx
                .prepare_cached("SELECT op, book, effective FROM journal WHERE seq = ?1")?
                .query_row([to_sql(seq)?], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
                .optional()?;
            // A row that a salvage could not read: the centre has the op, and it comes back in a frame.
            let Some((bytes, book, known)) = row else { continue };
            let known = known.map(|bits| Hlc::from_bits(from_sql(bits))).transpose()?;
            let effective = [effective, known].into_iter().flatten().min();
            let effective_bits = effective.map(|hlc| to_sql(hlc.bits())).transpose()?;
            tx.prepare_cached("UPDATE journal SET state = 1, reason = NULL, effective = ?2 WHERE seq = ?1")?
                .execute((to_sql(seq)?, effective_bits))?;
            let op = Op::from_bytes(&bytes)?;
            if confirming.is_erased(op.entity)? {
                erased::stub_sent(tx, seq)?;
            }
            confirming.op(BookNumber(book), &op, effective)?;
        }
        Ok(())
    })
}

/// An op that this phone made under a key before a fork has come back from the centre: it is confirmed.
///
/// # Errors
/// SQL.
pub fn confirm_former(tx: &Transaction<'_>, op: OpId) -> Stored<()> {
    tx.prepare_cached(
        "UPDATE former_journal SET state = 1, reason = NULL WHERE device = ?1 AND seq = ?2 AND state <> 1",
    )?
    .execute((device_to_sql(op.device), to_sql(op.seq)?))?;
    Ok(())
}

/// The centre clamped this phone's clock: stamps go on from the effective reading. For the last op of an acknowledgement.
///
/// # Errors
/// SQL.
pub fn go_on_from(tx: &Transaction<'_>, effective: Hlc) -> Stored<()> {
    settings::LAST_HLC.put(tx, &effective)
}

/// The centre holds this op in quarantine: it stays visible here, with the reason.
///
/// # Errors
/// SQL.
pub fn quarantine(tx: &Transaction<'_>, seq: u64, reason: &str) -> Stored<()> {
    tx.prepare_cached("UPDATE journal SET state = ?2, reason = ?3 WHERE seq = ?1 AND state <> 1")?.execute((
        to_sql(seq)?,
        OpState::Quarantined.number(),
        reason,
    ))?;
    Ok(())
}
