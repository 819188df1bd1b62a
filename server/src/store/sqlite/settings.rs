//! The `setting`, `epoch` and `epoch_book` tables.

use clubbook_model::id::DeviceId;
use clubbook_model::time::Instant;
use rusqlite::{Connection, OptionalExtension};

use super::SqliteTx;
use super::row::{self, Columns, signed, unsigned};
use crate::error::Done;
use crate::store::settings::{EpochRow, Epochs, Settings, name};

/// How often something that pages show has changed.
pub(super) fn shown(connection: &Connection) -> rusqlite::Result<u64> {
    let bytes: Option<Vec<u8>> = connection
        .prepare_cached("SELECT value FROM setting WHERE name = ?1")?
        .query_row([name::SHOWN], |row| row.get(0))
        .optional()?;
    Ok(bytes.and_then(|bytes| bytes.try_into().ok()).map_or(0, u64::from_be_bytes))
}

impl Settings for SqliteTx<'_> {
    fn setting(&self, name: &str) -> Done<Option<Vec<u8>>> {
        Ok(self
            .connection
            .prepare_cached("SELECT value FROM setting WHERE name = ?1")?
            .query_row([name], |row| row.get(0))
            .optional()?)
    }

    fn remove_setting(&mut self, name: &str) -> Done<()> {
        self.connection.prepare_cached("DELETE FROM setting WHERE name = ?1")?.execute([name])?;
        Ok(())
    }

    fn put_setting(&mut self, name: &str, value: &[u8]) -> Done<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO setting (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2",
            )?
            .execute((name, value))?;
        Ok(())
    }

    fn note_shown(&mut self) -> Done<()> {
        let next = shown(self.connection)? + 1;
        self.put_setting(name::SHOWN, &next.to_be_bytes())
    }
}

impl Epochs for SqliteTx<'_> {
    fn epochs(&self) -> Done<Vec<EpochRow>> {
        let mut statement =
            self.connection.prepare_cached("SELECT number, id, device, began_at FROM epoch ORDER BY number")?;
        let rows = statement.query_map([], |row| {
            let mut columns = Columns::new(row);
            Ok(EpochRow {
                number: columns.number()?,
                id: columns.get()?,
                device: columns.device()?,
                began_at: columns.instant()?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn epoch_head(&self, number: u64, handle: u64) -> Done<Option<u64>> {
        Ok(self
            .connection
            .prepare_cached("SELECT head FROM epoch_book WHERE epoch = ?1 AND book = ?2")?
            .query_row((signed(number), signed(handle)), |row| row.get(0).map(unsigned))
            .optional()?)
    }

    fn begin_epoch(&mut self, id: [u8; 16], device: DeviceId, now: Instant) -> Done<()> {
        self.connection.prepare_cached("INSERT INTO epoch (id, device, began_at) VALUES (?1, ?2, ?3)")?.execute((
            id,
            row::device(device),
            now.0,
        ))?;
        let number = self.connection.last_insert_rowid();
        self.connection
            .prepare_cached("INSERT INTO epoch_book (epoch, book, head) SELECT ?1, handle, head FROM book")?
            .execute([number])?;
        Ok(())
    }
}
