//! Copying the live database, and looking whether a copy is whole.

use std::path::Path;

use clubbook_model::id::RecordId;
use clubbook_model::sum::{BUCKETS, StateSum, bucket};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use super::error::{Backed, BackupError};
use crate::CentreError;
use crate::store::sqlite::SCHEMA_VERSION;

/// What was counted in a copy that is whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Verified {
    /// Ops in the log.
    pub ops: u64,
    /// Records.
    pub entities: u64,
    /// Books.
    pub books: u64,
}

fn open(path: &Path, flags: OpenFlags) -> Backed<Connection> {
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(sql)?;
    connection.busy_timeout(std::time::Duration::from_secs(10)).map_err(sql)?;
    Ok(connection)
}

fn sql(error: rusqlite::Error) -> BackupError {
    BackupError::Centre(CentreError::from(error))
}

/// Copies the database as of one moment; the centre goes on writing meanwhile.
pub(super) fn copy(live: &Path, to: &Path) -> Backed<()> {
    let source = open(live, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let mut target = open(to, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
    let backup = Backup::new(&source, &mut target).map_err(sql)?;
    // All pages in one step: one view of the database. In WAL mode it stops no writer.
    match backup.step(-1).map_err(sql)? {
        StepResult::Done => Ok(()),
        _ => Err(BackupError::Centre(CentreError::Busy)),
    }
}

/// The version of the tables.
pub(super) fn schema(path: &Path) -> Backed<i64> {
    let connection = open(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    connection.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(sql)
}

/// Looks at every page and every record of a copy.
///
/// # Errors
/// [`BackupError::NotWhole`], or a database of a newer version.
pub(super) fn verify(path: &Path) -> Backed<Verified> {
    let connection = open(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let found: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(sql)?;
    if found > SCHEMA_VERSION {
        return Err(BackupError::Centre(CentreError::NewerVersion { found, known: SCHEMA_VERSION }));
    }
    let integrity: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0)).map_err(sql)?;
    if integrity != "ok" {
        return Err(BackupError::NotWhole("pages of the database are damaged"));
    }
    let mut orphans = connection.prepare("PRAGMA foreign_key_check").map_err(sql)?;
    if orphans.exists([]).map_err(sql)? {
        return Err(BackupError::NotWhole("rows name others that are not there"));
    }
    let count = |sql_text: &str| -> Backed<u64> {
        let count: i64 = connection.query_row(sql_text, [], |row| row.get(0)).map_err(sql)?;
        Ok(count.unsigned_abs())
    };
    Ok(Verified {
        ops: count("SELECT count(*) FROM log WHERE part = 0")?,
        books: count("SELECT count(*) FROM book")?,
        entities: compare_sums(&connection)?,
    })
}

/// Works out the sums of every book from its records and compares them with those that are kept; counts the records.
fn compare_sums(connection: &Connection) -> Backed<u64> {
    let mut books = connection.prepare("SELECT handle FROM book ORDER BY handle").map_err(sql)?;
    let handles: Vec<i64> =
        books.query_map([], |row| row.get(0)).and_then(Iterator::collect::<Result<_, _>>).map_err(sql)?;
    let mut records = connection.prepare("SELECT id, state FROM entity WHERE book = ?1").map_err(sql)?;
    let mut kept = connection.prepare("SELECT bucket, sum FROM book_sum WHERE book = ?1").map_err(sql)?;
    let mut count = 0;
    for handle in handles {
        let mut sums = [StateSum::default(); BUCKETS];
        let mut rows = records.query([handle]).map_err(sql)?;
        while let Some(row) = rows.next().map_err(sql)? {
            let id = RecordId(row.get(0).map_err(sql)?);
            let state: Vec<u8> = row.get(1).map_err(sql)?;
            if let Some(sum) = sums.get_mut(bucket(id)) {
                *sum = sum.replace(None, StateSum::of_entity(id, &state));
            }
            count += 1;
        }
        let mut rows = kept.query([handle]).map_err(sql)?;
        while let Some(row) = rows.next().map_err(sql)? {
            let number: u8 = row.get(0).map_err(sql)?;
            let bytes: [u8; 16] = row.get(1).map_err(sql)?;
            let sum = sums.get_mut(usize::from(number)).ok_or(BackupError::NotWhole("a sum stands for no records"))?;
            if sum.to_bytes() != bytes {
                return Err(BackupError::NotWhole("records do not add up to their sums"));
            }
            *sum = StateSum::default();
        }
        if sums.iter().any(|sum| *sum != StateSum::default()) {
            return Err(BackupError::NotWhole("records do not add up to their sums"));
        }
    }
    Ok(count)
}
