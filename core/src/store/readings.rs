//! The clock readings that the centre gave to ops of this phone in place of its own, beside the ops in `journal` and
//! `former_journal`. A restored centre may have forgotten them: whoever sends the ops again tells them.

use clubbook_model::id::{DeviceId, OpId};
use clubbook_model::time::Hlc;
use rusqlite::{Connection, Row, Transaction};

use super::error::Stored;
use super::journal::{device_to_sql, from_sql, to_sql};
use super::settings;

/// The readings that the centre gave to ops of a run of this phone's journal, or of one that it had before a fork.
///
/// # Errors
/// SQL, or stored readings that are damaged.
pub fn of_run(connection: &Connection, device: DeviceId, first: u64, last: u64) -> Stored<Vec<(OpId, Hlc)>> {
    let (first, last) = (to_sql(first)?, to_sql(last)?);
    let read = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
    let found: Vec<(i64, i64)> = if settings::device(connection)?.0 == device {
        connection
            .prepare_cached("SELECT seq, effective FROM journal WHERE seq BETWEEN ?1 AND ?2 AND effective IS NOT NULL")?
            .query_map((first, last), read)?
            .collect::<rusqlite::Result<_>>()?
    } else {
        connection
            .prepare_cached(
                "SELECT seq, effective FROM former_journal \
                 WHERE device = ?1 AND seq BETWEEN ?2 AND ?3 AND effective IS NOT NULL",
            )?
            .query_map((device_to_sql(device), first, last), read)?
            .collect::<rusqlite::Result<_>>()?
    };
    let reading = |(seq, bits)| Ok((OpId { device, seq: from_sql(seq) }, Hlc::from_bits(from_sql(bits))?));
    found.into_iter().map(reading).collect()
}

/// Notes the reading with which an op came in a frame, when it is one of this phone and the earliest so far.
///
/// # Errors
/// SQL.
pub fn note(tx: &Transaction<'_>, op: OpId, reading: Hlc) -> Stored<()> {
    let (seq, device, bits) = (to_sql(op.seq)?, device_to_sql(op.device), to_sql(reading.bits())?);
    if settings::device(tx)?.0 == op.device {
        tx.prepare_cached("UPDATE journal SET effective = ?2 WHERE seq = ?1 AND coalesce(effective, ?2) >= ?2")?
            .execute((seq, bits))?;
    } else {
        tx.prepare_cached(
            "UPDATE former_journal SET effective = ?3 \
             WHERE device = ?1 AND seq = ?2 AND coalesce(effective, ?3) >= ?3",
        )?
        .execute((device, seq, bits))?;
    }
    Ok(())
}
