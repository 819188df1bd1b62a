//! The `decision` table.

use clubbook_model::id::DeviceId;
use rusqlite::Row;

use super::SqliteTx;
use super::row::{self, Columns, signed};
use crate::error::Done;
use crate::store::decisions::{DecisionRow, Decisions};

fn decision(row: &Row<'_>) -> rusqlite::Result<DecisionRow> {
    let mut columns = Columns::new(row);
    Ok(DecisionRow {
        device: columns.device()?,
        seq: columns.number()?,
        at: columns.instant()?,
        name: columns.get()?,
        reason: columns.get()?,
    })
}

impl Decisions for SqliteTx<'_> {
    fn put_decision(&mut self, decision: &DecisionRow) -> Done<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO decision (device, seq, at, name, reason) VALUES (?1, ?2, ?3, ?4, ?5) \
                 ON CONFLICT (device, seq) DO UPDATE SET at = ?3, name = ?4, reason = ?5",
            )?
            .execute((
                row::device(decision.device),
                signed(decision.seq),
                decision.at.0,
                &decision.name,
                &decision.reason,
            ))?;
        Ok(())
    }

    fn remove_decision(&mut self, device: DeviceId, seq: u64) -> Done<()> {
        self.connection
            .prepare_cached("DELETE FROM decision WHERE device = ?1 AND seq = ?2")?
            .execute((row::device(device), signed(seq)))?;
        Ok(())
    }

    fn decisions(&self, device: DeviceId) -> Done<Vec<DecisionRow>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT device, seq, at, name, reason FROM decision WHERE device = ?1 ORDER BY seq")?;
        Ok(statement.query_map([row::device(device)], decision)?.collect::<rusqlite::Result<_>>()?)
    }
}
