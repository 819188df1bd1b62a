//! The one way to open the database: key, pragmas, then first set-up or stepwise migration.

use std::path::{Path, PathBuf};
use std::sync::Once;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, Zeroizing};

use super::error::{StoreError, Stored};
use super::person_index;
use super::sight::Sight;

/// The 256-bit key of the database. The phone's keystore wraps it; it is never written in the clear.
#[derive(Clone)]
pub struct DatabaseKey(pub(super) [u8; 32]);

impl DatabaseKey {
    /// A key of 32 random bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl Drop for DatabaseKey {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl std::fmt::Debug for DatabaseKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DatabaseKey(..)")
    }
}

/// What survives a power cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Durability {
    /// Every commit is on the disk before it returns.
    #[default]
    Full,
    /// Nothing is promised. Only for the test that shows that the power-cut test can fail.
    Off,
}

/// How to open a store.
#[derive(Debug, Clone)]
pub struct StoreOptions {
    /// The database file.
    pub path: PathBuf,
    /// Its key.
    pub key: DatabaseKey,
    /// A registered SQLite VFS to go through; `None` for the system's own.
    pub vfs: Option<String>,
    /// Only look: for a file that was set aside.
    pub read_only: bool,
    /// What survives a power cut.
    pub durability: Durability,
}

impl StoreOptions {
    /// The options of a phone.
    pub fn new(path: impl Into<PathBuf>, key: DatabaseKey) -> Self {
        Self { path: path.into(), key, vfs: None, read_only: false, durability: Durability::Full }
    }

    /// Goes through a registered VFS.
    #[must_use]
    pub fn with_vfs(mut self, name: &str) -> Self {
        self.vfs = Some(name.to_owned());
        self
    }
}

/// The migrations: the n-th leads from version n-1 to n.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001.sql"),
    include_str!("migrations/0002.sql"),
    include_str!("migrations/0003.sql"),
    include_str!("migrations/0004.sql"),
];

/// The newest version of the tables that this program knows.
pub const SCHEMA_VERSION: i64 = MIGRATIONS.len() as i64;

/// How long a connection waits for another one's lock, milliseconds.
const BUSY_TIMEOUT_MS: u32 = 5_000;

/// Opens the connection that writes: creates or migrates the tables first.
///
/// # Errors
/// See [`StoreError`]: every kind of unusable file has its own variant.
pub(super) fn open_writer(options: &StoreOptions) -> Stored<(Connection, Sight)> {
    if options.read_only && !options.path.exists() {
        return Err(StoreError::CannotOpen);
    }
    let (mut connection, sight) = connect(options, options.read_only)?;
    let found = version(&connection)?;
    if found > SCHEMA_VERSION {
        return Err(StoreError::NewerVersion { found, known: SCHEMA_VERSION });
    }
    if options.read_only {
        connection.pragma_update(None, "query_only", true)?;
        return Ok((connection, sight));
    }
    if connection.is_readonly("main")? {
        return Err(StoreError::ReadOnly);
    }
    for_writing(&connection, options.durability)?;
    migrate(&mut connection, MIGRATIONS)?;
    if !person_index::is_current(&connection)? {
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        person_index::renew(&tx)?;
        tx.commit()?;
    }
    // The key has just opened the database, so this is its check; one that a power cut tore is made anew.
    let check = key_check(&options.key);
    if std::fs::read(key_check_path(&options.path)).map_or(true, |found| found != check) {
        // The check only makes one message clearer; a phone without room for it still works.
        let _ = std::fs::write(key_check_path(&options.path), check);
    }
    Ok((connection, sight))
}

/// Opens a database and takes it through steps beyond the released ones, so that tests can end a process in the middle of
/// a migration.
///
/// # Errors
/// As [`super::Store::open`], or what a step says.
#[cfg(any(test, feature = "testing"))]
#[doc(hidden)]
pub fn migrate_further(options: &StoreOptions, further: &[&str]) -> Stored<Connection> {
    let (mut connection, _) = connect(options, false)?;
    for_writing(&connection, options.durability)?;
    let steps: Vec<&str> = MIGRATIONS.iter().chain(further).copied().collect();
    migrate(&mut connection, &steps)?;
    Ok(connection)
}

/// Opens a connection that only reads. The tables exist already.
pub(super) fn open_reader(options: &StoreOptions) -> Stored<(Connection, Sight)> {
    let (connection, sight) = connect(options, options.read_only)?;
    connection.pragma_update(None, "query_only", true)?;
    Ok((connection, sight))
}

/// Opens a damaged file as it is: no migration, no check beyond its first page.
///
/// # Errors
/// Not even the first page can be read.
pub(super) fn open_for_salvage(options: &StoreOptions) -> Stored<Connection> {
    let (connection, _) = connect(options, false)?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

/// Waits until SQLCipher can take keys. SQLite calls itself ready before it lets SQLCipher make itself so: who opens a file
/// on another thread in between gets a connection that refuses every key.
fn make_cipher_ready() {
    static READY: Once = Once::new();
    let takes_key = || Connection::open_in_memory().is_ok_and(|it| it.execute_batch(TRY_KEY).is_ok());
    READY.call_once(|| {
        let mut tries = 0;
        while !takes_key() && tries < MOST_TRIES {
            std::thread::sleep(BETWEEN_TRIES);
            tries += 1;
        }
    });
}

/// How often and how long it is waited for, at most: what keeps it longer is a fault that opening the file will name.
const MOST_TRIES: u32 = 1_000;
const TRY_KEY: &str = "PRAGMA cipher_log_level = NONE; PRAGMA key = 'any'";
const BETWEEN_TRIES: Duration = Duration::from_millis(1);

fn connect(options: &StoreOptions, read_only: bool) -> Stored<(Connection, Sight)> {
    make_cipher_ready();
    let access = if read_only {
        OpenFlags::SQLITE_OPEN_READ_ONLY
    } else {
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE
    };
    let flags = access | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = match &options.vfs {
        Some(vfs) => Connection::open_with_flags_and_vfs(&options.path, flags, vfs.as_str())?,
        None => Connection::open_with_flags(&options.path, flags)?,
    };
    let mut hex = Zeroizing::new(String::with_capacity(160));
    hex.push_str("PRAGMA cipher_log_level = NONE; PRAGMA cipher_memory_security = OFF; PRAGMA key = \"x'");
    for byte in options.key.0 {
        for digit in [byte >> 4, byte & 15] {
            hex.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
        }
    }
    hex.push_str("'\";");
    connection.execute_batch(&hex)?;
    check_readable(options, &connection)?;
    connection.busy_timeout(Duration::from_millis(u64::from(BUSY_TIMEOUT_MS)))?;
    // 2 MB of pages for each connection that reads: a phone of 2 GB has room for that. Encrypted pages cannot be mapped
    // into memory, so there is no mmap_size to set.
    connection.execute_batch(
        "PRAGMA cache_size = -2000; PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;",
    )?;
    // Without this a statement whose plan might depend on a value is planned anew each time it is bound, which costs more
    // than it takes to run.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(64);
    let sight = Sight::install(&connection)?;
    Ok((connection, sight))
}

/// Pages of the one connection that writes. A first sync touches most pages with every frame: pages that do not fit are
/// encrypted and written more than once.
const WRITER_CACHE_KIB: u32 = 8_000;

fn for_writing(connection: &Connection, durability: Durability) -> Stored<()> {
    let synchronous = match durability {
        Durability::Full => "FULL",
        Durability::Off => "OFF",
    };
    // fullfsync has an effect on Apple's systems only, where fsync alone does not reach the disk.
    connection.execute_batch(&format!(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = {synchronous}; PRAGMA fullfsync = ON; \
         PRAGMA checkpoint_fullfsync = ON; PRAGMA secure_delete = ON; PRAGMA journal_size_limit = 4194304; \
         PRAGMA cache_size = -{WRITER_CACHE_KIB};"
    ))?;
    Ok(())
}

/// SQLite says "not a database" for a wrong key, for damage to the first page and for any other file. They ask for
/// different help, so tell them apart by what lies beside and inside.
fn check_readable(options: &StoreOptions, connection: &Connection) -> Stored<()> {
    let read: rusqlite::Result<i64> = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0));
    let Err(error) = read else { return Ok(()) };
    match StoreError::from(error) {
        StoreError::NotADatabase => Err(why_unreadable(options)),
        other => Err(other),
    }
}

/// Bytes of a page of the database.
const PAGE: u64 = 4096;

fn why_unreadable(options: &StoreOptions) -> StoreError {
    match std::fs::read(key_check_path(&options.path)) {
        Ok(check) if check == key_check(&options.key) => return StoreError::Corrupt,
        Ok(check) if check.len() == KEY_CHECK => return StoreError::WrongKey,
        // None, or one that a power cut tore.
        _ => {}
    }
    let whole_pages = std::fs::metadata(&options.path).is_ok_and(|file| file.len() > 0 && file.len() % PAGE == 0);
    let is_plain = std::fs::read(&options.path).is_ok_and(|bytes| bytes.starts_with(b"SQLite format 3\0"));
    if whole_pages && !is_plain { StoreError::WrongKey } else { StoreError::NotADatabase }
}

/// Bytes of the check of a key.
const KEY_CHECK: usize = 16;

/// A hash by which a key is recognised. The key is 256 random bits, so its hash tells nothing of it.
fn key_check(key: &DatabaseKey) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(b"clubbook/key-check/1");
    hash.update(key.0);
    hash.finalize().iter().copied().take(KEY_CHECK).collect()
}

/// The file beside the database by which a wrong key is told from a damaged file.
pub fn key_check_path(database: &Path) -> PathBuf {
    beside(database, ".key-check")
}

/// The file beside the database that holds its key, sealed to the centre's recovery key.
pub fn sealed_key_path(database: &Path) -> PathBuf {
    beside(database, ".sealed-key")
}

/// A file beside the database: its name with a suffix.
pub(super) fn beside(database: &Path, suffix: &str) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

fn version(connection: &Connection) -> Stored<i64> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// Brings the tables up to date, each step in a transaction of its own.
fn migrate(connection: &mut Connection, migrations: &[&str]) -> Stored<()> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_migration_that_fails_leaves_the_version_before_it() {
        let mut connection = Connection::open_in_memory().unwrap();
        let steps = ["CREATE TABLE one (n INTEGER) STRICT;", "CREATE TABLE two (n INTEGER) STRICT; CREATE NONSENSE;"];
        assert!(migrate(&mut connection, &steps).is_err());
        assert_eq!(version(&connection).unwrap(), 1);
        let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).unwrap();
        assert_eq!(tables, 1);
    }

    #[test]
    fn a_key_does_not_show_itself() {
        assert_eq!(format!("{:?}", DatabaseKey::new([7; 32])), "DatabaseKey(..)");
    }
}
