//! Numbers and ids as SQLite keeps them.

use clubbook_model::chain::{Chain, JournalPoint};
use clubbook_model::id::{DeviceId, OpId, RecordId};
use clubbook_model::time::{Day, Hlc, Instant};
use rusqlite::Row;

/// A number that is below 2^63 everywhere it is made.
pub(super) fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

pub(super) fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}

/// The 64 bits of a device id as a signed integer.
pub(super) fn device(id: DeviceId) -> i64 {
    i64::from_ne_bytes(id.0.to_ne_bytes())
}

pub(super) fn device_id(number: i64) -> DeviceId {
    DeviceId(u64::from_ne_bytes(number.to_ne_bytes()))
}

pub(super) fn hlc(number: i64) -> Hlc {
    Hlc::from_bits(unsigned(number)).unwrap_or_default()
}

pub(super) fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

/// A row, read column by column from the left.
pub(super) struct Columns<'a, 'b> {
    row: &'a Row<'b>,
    next: usize,
}

impl<'a, 'b> Columns<'a, 'b> {
    pub(super) fn new(row: &'a Row<'b>) -> Self {
        Self { row, next: 0 }
    }

    pub(super) fn get<T: rusqlite::types::FromSql>(&mut self) -> rusqlite::Result<T> {
        let value = self.row.get(self.next);
        self.next += 1;
        value
    }

    pub(super) fn number(&mut self) -> rusqlite::Result<u64> {
        self.get().map(unsigned)
    }

    pub(super) fn record(&mut self) -> rusqlite::Result<RecordId> {
        self.get().map(RecordId)
    }

    pub(super) fn device(&mut self) -> rusqlite::Result<DeviceId> {
        self.get().map(device_id)
    }

    pub(super) fn op_id(&mut self) -> rusqlite::Result<OpId> {
        Ok(OpId { device: self.device()?, seq: self.number()? })
    }

    pub(super) fn point(&mut self) -> rusqlite::Result<JournalPoint> {
        Ok(JournalPoint { seq: self.number()?, chain: Chain(self.get()?) })
    }

    pub(super) fn instant(&mut self) -> rusqlite::Result<Instant> {
        self.get().map(Instant)
    }

    pub(super) fn day(&mut self) -> rusqlite::Result<Option<Day>> {
        Ok(self.get::<Option<i32>>()?.map(Day))
    }
}
