//! The `access_log` table.

use rusqlite::Row;

use super::SqliteTx;
use super::row::{Columns, signed, unsigned};
use crate::error::Done;
use crate::store::access::{AccessFilter, AccessLog, AccessRow, Deed, NewAccessRow};

const LINE: &str = "at, login, name, unit, deed, club, clubs, people, about, reason";

/// What a filter asks for: its three parameters come first.
const WHERE: &str = "(?1 IS NULL OR login = ?1) AND (?2 IS NULL OR at >= ?2) AND (?3 IS NULL OR at < ?3)";

fn access(row: &Row<'_>) -> rusqlite::Result<AccessRow> {
    let mut columns = Columns::new(row);
    Ok(AccessRow {
        id: columns.number()?,
        line: NewAccessRow {
            at: columns.instant()?,
            login: columns.get()?,
            name: columns.get()?,
            unit: columns.get()?,
            deed: Deed::from_number(columns.get()?),
            club: columns.get::<Option<i64>>()?.map(unsigned),
            clubs: columns.number()?,
            people: columns.number()?,
            about: columns.get()?,
            reason: columns.get()?,
        },
    })
}

impl AccessLog for SqliteTx<'_> {
    fn add_access(&mut self, line: &NewAccessRow) -> Done<()> {
        self.connection
            .prepare_cached(&format!(
                "INSERT INTO access_log ({LINE}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
            ))?
            .execute((
                line.at.0,
                &line.login,
                &line.name,
                &line.unit,
                line.deed.number(),
                line.club.map(signed),
                signed(line.clubs),
                signed(line.people),
                &line.about,
                &line.reason,
            ))?;
        Ok(())
    }

    fn accesses(&self, filter: &AccessFilter, skip: u64, limit: u64) -> Done<Vec<AccessRow>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT id, {LINE} FROM access_log WHERE {WHERE} ORDER BY id DESC LIMIT ?4 OFFSET ?5"
        ))?;
        let (from, before) = (filter.from.map(|at| at.0), filter.before.map(|at| at.0));
        let rows = statement.query_map((&filter.login, from, before, signed(limit), signed(skip)), access)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn count_accesses(&self, filter: &AccessFilter) -> Done<u64> {
        let (from, before) = (filter.from.map(|at| at.0), filter.before.map(|at| at.0));
        let count = self
            .connection
            .prepare_cached(&format!("SELECT count(*) FROM access_log WHERE {WHERE}"))?
            .query_row((&filter.login, from, before), |row| row.get(0))?;
        Ok(unsigned(count))
    }

    fn access_officers(&self) -> Done<Vec<(String, String)>> {
        // SQLite gives the other columns from the row of the largest id.
        let mut statement = self
            .connection
            .prepare_cached("SELECT login, name, max(id) FROM access_log GROUP BY login ORDER BY login")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
