//! The `renumbered` table.

use clubbook_model::chain::Chain;
use clubbook_model::id::{DeviceId, OpId};
use clubbook_model::op::Former;

use super::SqliteTx;
use super::row::{self, Columns, signed};
use crate::error::Done;
use crate::store::renumbered::{Renumbered, RenumberedRow};

impl Renumbered for SqliteTx<'_> {
    fn add_renumbered(&mut self, renumbered: &RenumberedRow) -> Done<()> {
        let RenumberedRow { id, former } = renumbered;
        let name = former.name();
        self.connection
            .prepare_cached(
                "INSERT OR IGNORE INTO renumbered \
                 (device, seq, former_device, former_seq, former_chain, name_device, name_seq) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute((
                row::device(id.device),
                signed(id.seq),
                row::device(former.op.device),
                signed(former.op.seq),
                former.chain.0,
                row::device(name.device),
                signed(name.seq),
            ))?;
        Ok(())
    }

    fn renumbered_from(&self, former: OpId) -> Done<Vec<RenumberedRow>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT device, seq, former_chain, name_device, name_seq FROM renumbered INDEXED BY renumbered_by_former \
             WHERE former_device = ?1 AND former_seq = ?2 ORDER BY device, seq",
        )?;
        let rows = statement.query_map((row::device(former.device), signed(former.seq)), |row| {
            let mut columns = Columns::new(row);
            let (id, chain) = (columns.op_id()?, Chain(columns.get()?));
            let keeps_name = columns.op_id()? == former;
            Ok(RenumberedRow { id, former: Former { op: former, chain, keeps_name } })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn has_renumbered_from(&self, former: DeviceId) -> Done<bool> {
        Ok(self
            .connection
            .prepare_cached("SELECT 1 FROM renumbered INDEXED BY renumbered_by_former WHERE former_device = ?1")?
            .exists([row::device(former)])?)
    }

    fn numbers_of_name(&self, name: OpId) -> Done<Vec<OpId>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT device, seq FROM renumbered INDEXED BY renumbered_by_name WHERE name_device = ?1 AND name_seq = ?2 \
             ORDER BY device, seq",
        )?;
        let rows =
            statement.query_map((row::device(name.device), signed(name.seq)), |row| Columns::new(row).op_id())?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
