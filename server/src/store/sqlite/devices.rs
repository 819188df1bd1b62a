//! The `device`, `device_rights`, `revoked_person` and `code` tables.

use clubbook_model::codec::{Reader, Writer};
use clubbook_model::id::{DeviceId, RecordId};
use clubbook_model::key::PublicKey;
use clubbook_model::time::Instant;
use rusqlite::{OptionalExtension, Row};

use super::SqliteTx;
use super::row::{self, Columns, signed, unsigned};
use crate::error::Done;
use crate::store::devices::{CodeRow, Codes, DeviceRow, Devices, RightsRow, Standing};

const DEVICE: &str = "id, key, club, person, serial, issued_at, app, standing, succeeds, forked_at, seq, chain, effective, \
                      challenge, cursors, rights_version, last_heard";

fn device(row: &Row<'_>) -> rusqlite::Result<DeviceRow> {
    let mut columns = Columns::new(row);
    Ok(DeviceRow {
        id: columns.device()?,
        key: PublicKey(columns.get()?),
        club: columns.record()?,
        person: columns.record()?,
        serial: columns.number()?,
        issued_at: columns.instant()?,
        app: columns.get()?,
        standing: Standing::from_number(columns.get()?),
        succeeds: columns.get::<Option<i64>>()?.map(row::device_id),
        forked_at: columns.get::<Option<i64>>()?.map(Instant),
        head: columns.point()?,
        effective: row::hlc(columns.get()?),
        challenge: columns.get()?,
        cursors: read_cursors(&columns.get::<Vec<u8>>()?),
        rights_version: columns.number()?,
        last_heard: columns.get::<Option<i64>>()?.map(Instant),
    })
}

const RIGHTS: &str = "version, digest, rights, told_at, made_before, is_known";

fn rights(row: &Row<'_>) -> rusqlite::Result<RightsRow> {
    let mut columns = Columns::new(row);
    Ok(RightsRow {
        version: columns.number()?,
        digest: columns.get()?,
        rights: columns.get()?,
        told_at: columns.instant()?,
        made_before: columns.number()?,
        is_known: columns.get()?,
    })
}

fn cursor_bytes(cursors: &[(u64, u64)]) -> Vec<u8> {
    let mut w = Writer::new();
    for (handle, seq) in cursors {
        w.varint(*handle);
        w.varint(*seq);
    }
    w.into_bytes()
}

/// What cannot be read is none: the phone is asked for its cursors then.
fn read_cursors(bytes: &[u8]) -> Vec<(u64, u64)> {
    let mut r = Reader::new(bytes);
    let mut cursors = Vec::new();
    while let (Ok(handle), Ok(seq)) = (r.varint("a cursor"), r.varint("a cursor")) {
        cursors.push((handle, seq));
    }
    cursors
}

impl Devices for SqliteTx<'_> {
    fn device(&self, id: DeviceId) -> Done<Option<DeviceRow>> {
        Ok(self
            .connection
            .prepare_cached(&format!("SELECT {DEVICE} FROM device WHERE id = ?1"))?
            .query_row([row::device(id)], device)
            .optional()?)
    }

    fn devices_of_club(&self, club: RecordId) -> Done<Vec<DeviceRow>> {
        let mut statement = self
            .connection
            .prepare_cached(&format!("SELECT {DEVICE} FROM device WHERE club = ?1 ORDER BY issued_at, serial, id"))?;
        Ok(statement.query_map([club.0], device)?.collect::<rusqlite::Result<_>>()?)
    }

    fn put_device(&mut self, device: &DeviceRow) -> Done<()> {
        self.connection
            .prepare_cached(&format!(
                "INSERT INTO device ({DEVICE}) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, x'', x'', ?14, ?15) \
                 ON CONFLICT (id) DO UPDATE SET club = ?3, person = ?4, serial = ?5, issued_at = ?6, app = ?7, \
                 standing = ?8, succeeds = ?9, forked_at = ?10, seq = ?11, chain = ?12, effective = ?13, \
                 rights_version = ?14, last_heard = ?15"
            ))?
            .execute(rusqlite::params![
                row::device(device.id),
                device.key.0,
                device.club.0,
                device.person.0,
                signed(device.serial),
                device.issued_at.0,
                device.app,
                device.standing.number(),
                device.succeeds.map(row::device),
                device.forked_at.map(|at| at.0),
                signed(device.head.seq),
                device.head.chain.0,
                signed(device.effective.bits()),
                signed(device.rights_version),
                device.last_heard.map(|at| at.0),
            ])?;
        Ok(())
    }

    fn put_cursors(&mut self, id: DeviceId, challenge: &[u8], cursors: &[(u64, u64)]) -> Done<()> {
        self.connection.prepare_cached("UPDATE device SET challenge = ?2, cursors = ?3 WHERE id = ?1")?.execute((
            row::device(id),
            challenge,
            cursor_bytes(cursors),
        ))?;
        Ok(())
    }

    fn put_heard(&mut self, id: DeviceId, now: Instant) -> Done<()> {
        self.connection
            .prepare_cached("UPDATE device SET last_heard = ?2 WHERE id = ?1")?
            .execute((row::device(id), now.0))?;
        Ok(())
    }

    fn device_rights(&self, id: DeviceId, version: u64) -> Done<Option<RightsRow>> {
        Ok(self
            .connection
            .prepare_cached(&format!("SELECT {RIGHTS} FROM device_rights WHERE device = ?1 AND version = ?2"))?
            .query_row((row::device(id), signed(version)), rights)
            .optional()?)
    }

    fn all_device_rights(&self, id: DeviceId) -> Done<Vec<RightsRow>> {
        let mut statement = self
            .connection
            .prepare_cached(&format!("SELECT {RIGHTS} FROM device_rights WHERE device = ?1 ORDER BY version"))?;
        Ok(statement.query_map([row::device(id)], rights)?.collect::<rusqlite::Result<_>>()?)
    }

    fn update_device_rights(&mut self, id: DeviceId, rights: &RightsRow) -> Done<()> {
        self.connection
            .prepare_cached(
                "UPDATE device_rights SET made_before = ?3, is_known = ?4 WHERE device = ?1 AND version = ?2",
            )?
            .execute((row::device(id), signed(rights.version), signed(rights.made_before), rights.is_known))?;
        Ok(())
    }

    fn put_device_rights(&mut self, id: DeviceId, rights: &RightsRow, keep_from: u64) -> Done<()> {
        self.connection
            .prepare_cached("DELETE FROM device_rights WHERE device = ?1 AND version < ?2")?
            .execute((row::device(id), signed(keep_from)))?;
        self.connection
            .prepare_cached(&format!(
                "INSERT INTO device_rights (device, {RIGHTS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
            ))?
            .execute((
                row::device(id),
                signed(rights.version),
                &rights.digest,
                &rights.rights,
                rights.told_at.0,
                signed(rights.made_before),
                rights.is_known,
            ))?;
        self.connection
            .prepare_cached("UPDATE device SET rights_version = ?2 WHERE id = ?1")?
            .execute((row::device(id), signed(rights.version)))?;
        Ok(())
    }

    fn is_person_revoked(&self, club: RecordId, person: RecordId) -> Done<bool> {
        let mut statement =
            self.connection.prepare_cached("SELECT 1 FROM revoked_person WHERE club = ?1 AND person = ?2")?;
        Ok(statement.exists((club.0, person.0))?)
    }

    fn add_revoked_person(&mut self, club: RecordId, person: RecordId) -> Done<()> {
        self.connection
            .prepare_cached("INSERT OR IGNORE INTO revoked_person (club, person) VALUES (?1, ?2)")?
            .execute((club.0, person.0))?;
        Ok(())
    }
}

fn code(row: &Row<'_>) -> rusqlite::Result<CodeRow> {
    let mut columns = Columns::new(row);
    Ok(CodeRow {
        id: columns.get()?,
        club: columns.record()?,
        person: columns.record()?,
        hash: columns.get()?,
        issued_at: columns.instant()?,
        valid_until: columns.instant()?,
        tries: columns.number()?,
        cancelled: columns.get()?,
        device: columns.get::<Option<i64>>()?.map(row::device_id),
    })
}

impl Codes for SqliteTx<'_> {
    fn codes_of_club(&self, club: RecordId) -> Done<Vec<CodeRow>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, club, person, hash, issued_at, valid_until, tries, cancelled, device FROM code \
             WHERE club = ?1 ORDER BY id DESC",
        )?;
        Ok(statement.query_map([club.0], code)?.collect::<rusqlite::Result<_>>()?)
    }

    fn add_code(&mut self, code: &CodeRow) -> Done<i64> {
        self.connection
            .prepare_cached(
                "INSERT INTO code (club, person, hash, issued_at, valid_until, tries, cancelled, device) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute((
                code.club.0,
                code.person.0,
                code.hash,
                code.issued_at.0,
                code.valid_until.0,
                signed(code.tries),
                code.cancelled,
                code.device.map(row::device),
            ))?;
        Ok(self.connection.last_insert_rowid())
    }

    fn update_code(&mut self, code: &CodeRow) -> Done<()> {
        self.connection
            .prepare_cached("UPDATE code SET tries = ?2, cancelled = ?3, device = ?4 WHERE id = ?1")?
            .execute((code.id, signed(code.tries), code.cancelled, code.device.map(row::device)))?;
        Ok(())
    }

    fn spend_code(&mut self, hash: &[u8; 32], device: DeviceId) -> Done<()> {
        self.connection
            .prepare_cached("UPDATE code SET device = ?2 WHERE hash = ?1 AND device IS NULL")?
            .execute((hash, row::device(device)))?;
        Ok(())
    }

    fn cancel_unused_codes(&mut self, now: Instant) -> Done<u64> {
        let valid: i64 = self
            .connection
            .prepare_cached("SELECT count(*) FROM code WHERE device IS NULL AND NOT cancelled AND valid_until >= ?1")?
            .query_row([now.0], |row| row.get(0))?;
        // The clock of a centre that was put together again may be wrong: those that seem to have expired, too.
        self.connection.execute("UPDATE code SET cancelled = 1 WHERE device IS NULL", [])?;
        Ok(unsigned(valid))
    }
}
