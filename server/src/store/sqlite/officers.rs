//! The officers' tables.

use clubbook_model::time::Instant;
use rusqlite::{OptionalExtension, Row};

use super::SqliteTx;
use super::row::{Columns, unsigned};
use crate::error::Done;
use crate::store::officers::{Digest, LinkRow, NewOfficerRow, OfficerId, OfficerRow, Officers, SessionRow, TryRow};

const OFFICER: &str = "id, login, name, unit, password, version, created_at";

fn officer(row: &Row<'_>) -> rusqlite::Result<OfficerRow> {
    let mut columns = Columns::new(row);
    Ok(OfficerRow {
        id: OfficerId(columns.get()?),
        login: columns.get()?,
        name: columns.get()?,
        unit: columns.get()?,
        password: columns.get()?,
        version: columns.get()?,
        created_at: columns.instant()?,
    })
}

impl Officers for SqliteTx<'_> {
    fn officers(&self) -> Done<Vec<OfficerRow>> {
        let mut statement = self.connection.prepare_cached(&format!("SELECT {OFFICER} FROM officer ORDER BY login"))?;
        Ok(statement.query_map([], officer)?.collect::<rusqlite::Result<_>>()?)
    }

    fn officer(&self, id: OfficerId) -> Done<Option<OfficerRow>> {
        Ok(self
            .connection
            .prepare_cached(&format!("SELECT {OFFICER} FROM officer WHERE id = ?1"))?
            .query_row([id.0], officer)
            .optional()?)
    }

    fn officer_by_login(&self, login: &str) -> Done<Option<OfficerRow>> {
        Ok(self
            .connection
            .prepare_cached(&format!("SELECT {OFFICER} FROM officer WHERE login = ?1"))?
            .query_row([login], officer)
            .optional()?)
    }

    fn add_officer(&mut self, new: &NewOfficerRow) -> Done<OfficerId> {
        self.connection
            .prepare_cached("INSERT INTO officer (login, name, unit, created_at) VALUES (?1, ?2, ?3, ?4)")?
            .execute((&new.login, &new.name, &new.unit, new.created_at.0))?;
        Ok(OfficerId(self.connection.last_insert_rowid()))
    }

    fn set_officer_password(&mut self, id: OfficerId, name: &str, password: &str) -> Done<()> {
        self.connection
            .prepare_cached("UPDATE officer SET name = ?2, password = ?3, version = version + 1 WHERE id = ?1")?
            .execute((id.0, name, password))?;
        Ok(())
    }

    fn close_officers(&mut self) -> Done<u64> {
        let closed: i64 = self.connection.query_row(
            "SELECT count(*) FROM officer WHERE password IS NOT NULL OR id IN (SELECT officer FROM officer_link)",
            [],
            |row| row.get(0),
        )?;
        self.connection.execute_batch(
            "DELETE FROM officer_session; DELETE FROM officer_link; \
             UPDATE officer SET password = NULL, version = version + 1 WHERE password IS NOT NULL",
        )?;
        Ok(unsigned(closed))
    }

    fn remove_officer(&mut self, id: OfficerId) -> Done<()> {
        self.connection.prepare_cached("DELETE FROM officer WHERE id = ?1")?.execute([id.0])?;
        Ok(())
    }

    fn officer_link(&self, token: &Digest) -> Done<Option<LinkRow>> {
        Ok(self
            .connection
            .prepare_cached("SELECT officer, expires_at FROM officer_link WHERE token = ?1")?
            .query_row([token], |row| {
                let mut columns = Columns::new(row);
                Ok(LinkRow { officer: columns.get::<Option<i64>>()?.map(OfficerId), expires_at: columns.instant()? })
            })
            .optional()?)
    }

    fn put_officer_link(&mut self, token: &Digest, link: LinkRow) -> Done<()> {
        self.remove_officer_links(link.officer)?;
        self.connection
            .prepare_cached("INSERT INTO officer_link (token, officer, expires_at) VALUES (?1, ?2, ?3)")?
            .execute((token, link.officer.map(|id| id.0), link.expires_at.0))?;
        Ok(())
    }

    fn remove_officer_links(&mut self, officer: Option<OfficerId>) -> Done<()> {
        self.connection
            .prepare_cached("DELETE FROM officer_link WHERE officer IS ?1")?
            .execute([officer.map(|id| id.0)])?;
        Ok(())
    }

    fn sign_in_try(&self, login: &Digest) -> Done<Option<TryRow>> {
        Ok(self
            .connection
            .prepare_cached("SELECT failed, locked_until, last_at FROM sign_in_try WHERE login = ?1")?
            .query_row([login], |row| {
                let mut columns = Columns::new(row);
                Ok(TryRow { failed: columns.get()?, locked_until: columns.instant()?, last_at: columns.instant()? })
            })
            .optional()?)
    }

    fn put_sign_in_try(&mut self, login: &Digest, row: TryRow) -> Done<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO sign_in_try (login, failed, locked_until, last_at) VALUES (?1, ?2, ?3, ?4) \
                 ON CONFLICT (login) DO UPDATE SET failed = ?2, locked_until = ?3, last_at = ?4",
            )?
            .execute((login, row.failed, row.locked_until.0, row.last_at.0))?;
        Ok(())
    }

    fn remove_sign_in_try(&mut self, login: &Digest) -> Done<()> {
        self.connection.prepare_cached("DELETE FROM sign_in_try WHERE login = ?1")?.execute([login])?;
        Ok(())
    }

    fn forget_sign_in_tries(&mut self, before: Instant) -> Done<()> {
        self.connection.prepare_cached("DELETE FROM sign_in_try WHERE last_at < ?1")?.execute([before.0])?;
        Ok(())
    }

    fn officer_session(&self, id: &Digest) -> Done<Option<SessionRow>> {
        Ok(self
            .connection
            .prepare_cached("SELECT record, expires_at FROM officer_session WHERE id = ?1")?
            .query_row([id], |row| {
                let mut columns = Columns::new(row);
                Ok(SessionRow { record: columns.get()?, expires_at: columns.instant()? })
            })
            .optional()?)
    }

    fn put_officer_session(&mut self, id: &Digest, row: &SessionRow) -> Done<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO officer_session (id, record, expires_at) VALUES (?1, ?2, ?3) \
                 ON CONFLICT (id) DO UPDATE SET record = ?2, expires_at = ?3",
            )?
            .execute((id, &row.record, row.expires_at.0))?;
        Ok(())
    }

    fn remove_officer_session(&mut self, id: &Digest) -> Done<()> {
        self.connection.prepare_cached("DELETE FROM officer_session WHERE id = ?1")?.execute([id])?;
        Ok(())
    }

    fn forget_officer_sessions(&mut self, before: Instant) -> Done<()> {
        self.connection.prepare_cached("DELETE FROM officer_session WHERE expires_at < ?1")?.execute([before.0])?;
        Ok(())
    }
}
