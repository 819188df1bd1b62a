//! The `log`, `unreadable`, `segment` and `erased` tables.

use std::collections::BTreeSet;

use clubbook_model::chain::{Chain, Salt};
use clubbook_model::id::{DeviceId, OpId, RecordId};
use clubbook_model::time::Hlc;
use rusqlite::{OptionalExtension, Row};

use super::SqliteTx;
use super::row::{self, Columns, count, signed, unsigned};
use crate::error::Done;
use crate::store::log::{Flags, Log, LogRow, Place, UnreadableRow};

const LOG: &str = "device, seq, part, chain, op, kind, entity, book, book_seq, effective, reason, flags, received_at";

fn log(row: &Row<'_>) -> rusqlite::Result<LogRow> {
    let mut columns = Columns::new(row);
    Ok(LogRow {
        id: columns.op_id()?,
        part: columns.number()?,
        chain: columns.get::<Option<[u8; 16]>>()?.map(Chain),
        op: columns.get()?,
        kind: columns.get()?,
        entity: columns.record()?,
        place: match (columns.get::<Option<i64>>()?, columns.get::<Option<i64>>()?) {
            (Some(book), Some(seq)) => Some(Place { book: unsigned(book), seq: unsigned(seq) }),
            _ => None,
        },
        effective: row::hlc(columns.get()?),
        reason: columns.get()?,
        flags: Flags(columns.get()?),
        received_at: columns.instant()?,
    })
}

fn unreadable(row: &Row<'_>) -> rusqlite::Result<UnreadableRow> {
    let mut columns = Columns::new(row);
    Ok(UnreadableRow {
        device: columns.device()?,
        first: columns.number()?,
        last: columns.number()?,
        chain: Chain(columns.get()?),
        frame: columns.get()?,
        received_at: columns.instant()?,
    })
}

impl SqliteTx<'_> {
    fn log_rows(&self, rest: &str, parameters: impl rusqlite::Params) -> Done<Vec<LogRow>> {
        let mut statement = self.connection.prepare_cached(&format!("SELECT {LOG} FROM log {rest}"))?;
        Ok(statement.query_map(parameters, log)?.collect::<rusqlite::Result<_>>()?)
    }
}

impl Log for SqliteTx<'_> {
    fn log_row(&self, id: OpId) -> Done<Option<LogRow>> {
        let rows =
            self.log_rows("WHERE device = ?1 AND seq = ?2 AND part = 0", (row::device(id.device), signed(id.seq)))?;
        Ok(rows.into_iter().next())
    }

    fn add_log(&mut self, row: &LogRow) -> Done<()> {
        self.connection
            .prepare_cached(&format!(
                "INSERT INTO log ({LOG}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"
            ))?
            .execute((
                row::device(row.id.device),
                signed(row.id.seq),
                signed(row.part),
                row.chain.map(|chain| chain.0),
                &row.op,
                row.kind,
                row.entity.0,
                row.place.map(|place| signed(place.book)),
                row.place.map(|place| signed(place.seq)),
                signed(row.effective.bits()),
                &row.reason,
                row.flags.0,
                row.received_at.0,
            ))?;
        Ok(())
    }

    fn update_log(&mut self, row: &LogRow) -> Done<()> {
        self.connection
            .prepare_cached(
                "UPDATE log SET chain = ?4, op = ?5, book = ?6, book_seq = ?7, effective = ?8, reason = ?9, flags = ?10 \
                 WHERE device = ?1 AND seq = ?2 AND part = ?3",
            )?
            .execute((
                row::device(row.id.device),
                signed(row.id.seq),
                signed(row.part),
                row.chain.map(|chain| chain.0),
                &row.op,
                row.place.map(|place| signed(place.book)),
                row.place.map(|place| signed(place.seq)),
                signed(row.effective.bits()),
                &row.reason,
                row.flags.0,
            ))?;
        Ok(())
    }

    fn next_part(&self, id: OpId) -> Done<u64> {
        let last: Option<i64> = self
            .connection
            .prepare_cached("SELECT max(part) FROM log WHERE device = ?1 AND seq = ?2")?
            .query_row((row::device(id.device), signed(id.seq)), |row| row.get(0))?;
        Ok(last.map_or(1, |last| unsigned(last) + 1))
    }

    fn make_fragment(&mut self, id: OpId) -> Done<()> {
        let part = self.next_part(id)?;
        self.connection
            .prepare_cached("UPDATE log SET part = ?3 WHERE device = ?1 AND seq = ?2 AND part = 0")?
            .execute((row::device(id.device), signed(id.seq), signed(part)))?;
        Ok(())
    }

    fn log_of_device(&self, device: DeviceId, from: u64, limit: usize) -> Done<Vec<LogRow>> {
        self.log_rows(
            "WHERE device = ?1 AND seq >= ?2 AND part = 0 ORDER BY seq LIMIT ?3",
            (row::device(device), signed(from), count(limit)),
        )
    }

    fn log_of_book(&self, book: u64, after: u64, limit: usize) -> Done<Vec<LogRow>> {
        self.log_rows(
            "WHERE book = ?1 AND book_seq > ?2 AND book_seq IS NOT NULL ORDER BY book_seq LIMIT ?3",
            (signed(book), signed(after), count(limit)),
        )
    }

    fn held(&self, device: DeviceId) -> Done<Vec<LogRow>> {
        self.log_rows(
            "INDEXED BY log_held WHERE device = ?1 AND reason IS NOT NULL ORDER BY seq",
            [row::device(device)],
        )
    }

    fn held_entities(&self, device: DeviceId) -> Done<BTreeSet<RecordId>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT entity FROM log INDEXED BY log_held WHERE device = ?1 AND reason IS NOT NULL AND part = 0",
        )?;
        Ok(statement
            .query_map([row::device(device)], |row| Ok(RecordId(row.get(0)?)))?
            .collect::<rusqlite::Result<_>>()?)
    }

    fn held_reasons(&self, device: DeviceId) -> Done<Vec<(u64, String)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT seq, reason FROM log INDEXED BY log_held \
             WHERE device = ?1 AND reason IS NOT NULL AND part = 0 ORDER BY seq",
        )?;
        let rows = statement.query_map([row::device(device)], |row| {
            let mut columns = Columns::new(row);
            Ok((columns.number()?, columns.get()?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn devices_with_held(&self) -> Done<Vec<DeviceId>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT device FROM log INDEXED BY log_held WHERE reason IS NOT NULL \
             UNION SELECT DISTINCT device FROM unreadable ORDER BY 1",
        )?;
        Ok(statement.query_map([], |row| row.get(0).map(row::device_id))?.collect::<rusqlite::Result<_>>()?)
    }

    fn released(&self, device: DeviceId) -> Done<Vec<LogRow>> {
        self.log_rows("INDEXED BY log_released WHERE device = ?1 AND flags & 1 ORDER BY seq", [row::device(device)])
    }

    fn restamped(&self, device: DeviceId, after: u64, up_to: u64) -> Done<Vec<(u64, Hlc)>> {
        // The op's own reading stands in its bytes; the flag says that another one counts.
        let rows = self.log_rows(
            "WHERE device = ?1 AND seq > ?2 AND seq <= ?3 AND part = 0 AND flags & 32 ORDER BY seq",
            (row::device(device), signed(after), signed(up_to)),
        )?;
        Ok(rows.into_iter().map(|row| (row.id.seq, row.effective)).collect())
    }

    fn chain_at(&self, device: DeviceId, seq: u64) -> Done<Option<Chain>> {
        let chain: Option<Option<[u8; 16]>> = self
            .connection
            .prepare_cached(
                "SELECT chain FROM log WHERE device = ?1 AND seq = ?2 AND part = 0 \
                 UNION ALL SELECT chain FROM unreadable WHERE device = ?1 AND last = ?2 LIMIT 1",
            )?
            .query_row((row::device(device), signed(seq)), |row| row.get(0))
            .optional()?;
        Ok(chain.flatten().map(Chain))
    }

    fn log_of_entity(&self, id: RecordId) -> Done<Vec<LogRow>> {
        self.log_rows("WHERE entity = ?1 ORDER BY device, seq, part", [id.0])
    }

    fn unreadable(&self, device: DeviceId) -> Done<Vec<UnreadableRow>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT device, first, last, chain, frame, received_at FROM unreadable WHERE device = ?1 ORDER BY first",
        )?;
        Ok(statement.query_map([row::device(device)], unreadable)?.collect::<rusqlite::Result<_>>()?)
    }

    fn add_unreadable(&mut self, row: &UnreadableRow) -> Done<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO unreadable (device, first, last, chain, frame, received_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute((
                row::device(row.device),
                signed(row.first),
                signed(row.last),
                row.chain.0,
                &row.frame,
                row.received_at.0,
            ))?;
        Ok(())
    }

    fn remove_unreadable(&mut self, device: DeviceId, first: u64) -> Done<()> {
        self.connection
            .prepare_cached("DELETE FROM unreadable WHERE device = ?1 AND first = ?2")?
            .execute((row::device(device), signed(first)))?;
        Ok(())
    }

    fn put_salt(&mut self, device: DeviceId, segment: u64, salt: &Salt) -> Done<()> {
        self.connection
            .prepare_cached("INSERT OR IGNORE INTO segment (device, number, salt) VALUES (?1, ?2, ?3)")?
            .execute((row::device(device), signed(segment), salt))?;
        Ok(())
    }

    fn destroy_salt(&mut self, device: DeviceId, segment: u64) -> Done<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO segment (device, number, salt) VALUES (?1, ?2, NULL) \
                 ON CONFLICT (device, number) DO UPDATE SET salt = NULL",
            )?
            .execute((row::device(device), signed(segment)))?;
        Ok(())
    }

    fn salt(&self, device: DeviceId, segment: u64) -> Done<Option<Salt>> {
        let salt: Option<Option<Salt>> = self
            .connection
            .prepare_cached("SELECT salt FROM segment WHERE device = ?1 AND number = ?2")?
            .query_row((row::device(device), signed(segment)), |row| row.get(0))
            .optional()?;
        Ok(salt.flatten())
    }

    fn is_erased(&self, club: RecordId, record: RecordId) -> Done<bool> {
        let mut statement = self.connection.prepare_cached("SELECT 1 FROM erased WHERE club = ?1 AND record = ?2")?;
        Ok(statement.exists((club.0, record.0))?)
    }

    fn add_erased(&mut self, club: RecordId, record: RecordId) -> Done<bool> {
        let added = self
            .connection
            .prepare_cached("INSERT OR IGNORE INTO erased (club, record) VALUES (?1, ?2)")?
            .execute((club.0, record.0))?;
        Ok(added > 0)
    }

    fn erasures(&self) -> Done<u64> {
        let count = self.connection.prepare_cached("SELECT count(*) FROM erased")?.query_row([], |row| row.get(0))?;
        Ok(unsigned(count))
    }
}
