//! The one way to open the database: pragmas, then first set-up or stepwise migration.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use crate::error::{CentreError, Done};

/// The migrations: the n-th leads from version n-1 to n.
const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/0001.sql"),
    include_str!("../migrations/0002_officers.sql"),
    include_str!("../migrations/0003_by_club.sql"),
    include_str!("../migrations/0004_opener.sql"),
    include_str!("../migrations/0005_known_rights.sql"),
    include_str!("../migrations/0006_renumbered.sql"),
    include_str!("../migrations/0007_visits.sql"),
    include_str!("../migrations/0008_log_by_entity.sql"),
    include_str!("../migrations/0009_counted_alike.sql"),
    include_str!("../migrations/0010_access_log.sql"),
    include_str!("../migrations/0011_decision.sql"),
    include_str!("../migrations/0012_second_step.sql"),
];

/// The newest version of the tables that this program knows.
pub const SCHEMA_VERSION: i64 = MIGRATIONS.len() as i64;

/// How long a connection waits for another process's lock: a command beside a running server.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

pub(super) fn open_writer(path: &Path) -> Done<Connection> {
    let mut connection = connect(path)?;
    let found = version(&connection)?;
    if found > SCHEMA_VERSION {
        return Err(CentreError::NewerVersion { found, known: SCHEMA_VERSION });
    }
    if connection.is_readonly("main")? {
        return Err(CentreError::CannotWrite);
    }
    // fullfsync has an effect on Apple's systems only, where fsync alone does not reach the disk.
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; \
         PRAGMA checkpoint_fullfsync = ON; PRAGMA secure_delete = ON; PRAGMA journal_size_limit = 67108864; \
         PRAGMA cache_size = -32000;",
    )?;
    migrate(&mut connection, MIGRATIONS)?;
    Ok(connection)
}

/// Opens a connection that only reads. The tables exist already.
pub(super) fn open_reader(path: &Path) -> Done<Connection> {
    let connection = connect(path)?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

fn connect(path: &Path) -> Done<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.execute_batch(
        "PRAGMA cache_size = -4000; PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;",
    )?;
    // Without this a statement whose plan might depend on a value is planned anew each time it is bound.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(connection)
}

fn version(connection: &Connection) -> Done<i64> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// Brings the tables up to date, each step in a transaction of its own.
fn migrate(connection: &mut Connection, migrations: &[&str]) -> Done<()> {
    for (number, sql) in (1i64..).zip(migrations) {
        if version(connection)? >= number {
            continue;
        }
        let step = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Another process may have taken the step while this one waited for the lock.
        if version(&step)? < number {
            step.execute_batch(sql)?;
            step.pragma_update(None, "user_version", number)?;
        }
        step.commit()?;
    }
    Ok(())
}
