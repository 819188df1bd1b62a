//! A damaged file is set aside, never deleted, and what can still be read of it goes into a new one.
//!
//! First of all the settings and the journal: they hold what has not been sent. Then the entities; the sums are worked
//! out anew over those that could be read, so the next comparison with the centre finds and repairs what is missing.

mod lost;

use std::path::{Path, PathBuf};

use clubbook_model::id::RecordId;
use clubbook_model::merge::EntityState;
use clubbook_model::op::Op;
use clubbook_model::sum::{StateSum, bucket};
use rusqlite::types::Value as SqlValue;
use rusqlite::{Connection, OptionalExtension, Transaction, params_from_iter};

use super::books::{self, BookNumber};
use super::error::Stored;
use super::open::{StoreOptions, beside};
use super::{Store, entity, journal, settings};

/// What a salvage brought.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SalvageReport {
    /// Where the damaged file lies now.
    pub set_aside: PathBuf,
    /// Rows of the journal that were read.
    pub journal_rows: u64,
    /// The first number of the journal that could not be read although it, or later ones, were used.
    pub first_gap: Option<u64>,
    /// Ops that the journal lost and of which only what is shown was left: it stays shown, and cannot be sent.
    pub shown_only: u64,
    /// Whether everything was read that was ever recorded on this phone. Without it the damaged file may hold the only
    /// copy of something that has not been sent.
    pub is_journal_whole: bool,
    /// Entities that were read.
    pub entities: u64,
    /// Whether the file could not be opened at all, so that the new one is empty and the phone has to be enrolled again.
    pub unreadable: bool,
}

fn mark_path(database: &Path) -> PathBuf {
    beside(database, ".damaged")
}

/// Whether damage was met in an earlier run.
pub(super) fn is_marked(database: &Path) -> bool {
    mark_path(database).exists()
}

/// Leaves the mark. Without room for it, the damage is simply met again.
pub(super) fn mark(database: &Path) {
    let _ = std::fs::write(mark_path(database), b"");
}

/// Opens the store; a damaged file is set aside and salvaged first.
///
/// # Errors
/// As [`Store::open`], but for damage only when setting the file aside or writing the new one fails.
pub fn open_or_salvage(options: StoreOptions) -> Stored<(Store, Option<SalvageReport>)> {
    match Store::open(options.clone()) {
        Ok(store) => Ok((store, None)),
        Err(error) if error.is_damage() && !options.read_only => {
            let (store, report) = salvage(options)?;
            Ok((store, Some(report)))
        }
        Err(error) => Err(error),
    }
}

/// Sets the file aside and copies what can be read into a new one.
///
/// The new file is complete before it takes the place of the old one, and the mark stays until it has, so a salvage that
/// is cut short is taken up again by the next opening.
///
/// # Errors
/// Renaming, or writing the new file.
pub fn salvage(options: StoreOptions) -> Stored<(Store, SalvageReport)> {
    std::fs::write(mark_path(&options.path), b"")?;
    let fresh_path = beside(&options.path, ".salvage");
    let mut report = if options.path.exists() {
        for suffix in ["", "-wal", "-shm"] {
            remove(&beside(&fresh_path, suffix))?;
        }
        copy_to(&options, &fresh_path)?
    } else {
        // Cut short after the damaged file was set aside: the new one is complete.
        SalvageReport::default()
    };
    // Each step is on the disk before the next one: nobody promises in which order a power cut keeps names.
    sync_names(&options.path)?;
    report.set_aside = set_aside(&options.path)?;
    sync_names(&options.path)?;
    std::fs::rename(&fresh_path, &options.path)?;
    remove(&beside(&fresh_path, ".key-check"))?;
    sync_names(&options.path)?;
    remove(&mark_path(&options.path))?;
    let store = Store::open(options)?;
    if report.is_journal_whole {
        store.write(|tx| note_read(tx, &report.set_aside))?;
    }
    Ok((store, report))
}

/// Notes that nothing is in a file that was set aside but what is here, too. Where a power cut comes before that, the file
/// counts as one that nobody has read.
fn note_read(tx: &Transaction<'_>, set_aside: &Path) -> Stored<()> {
    let mut read = settings::FILES_READ.get(tx)?.unwrap_or_default();
    read.extend(set_aside.file_name().map(|name| name.as_encoded_bytes().to_vec()));
    settings::FILES_READ.put(tx, &read)
}

/// Whether something beside the database may hold records that are nowhere else: a damaged file whose journal could not be
/// read whole, or damage that was met and is salvaged by the next opening.
///
/// # Errors
/// SQL, or the folder cannot be read.
pub fn may_hold_more(connection: &Connection, database: &Path) -> Stored<bool> {
    if is_marked(database) {
        return Ok(true);
    }
    let (Some(folder), Some(name)) = (database.parent(), database.file_name()) else { return Ok(false) };
    let read = settings::FILES_READ.get(connection)?.unwrap_or_default();
    let set_aside = [name.as_encoded_bytes(), SET_ASIDE.as_bytes()].concat();
    for file in std::fs::read_dir(if folder.as_os_str().is_empty() { Path::new(".") } else { folder })? {
        let file = file?.file_name();
        let name = file.as_encoded_bytes();
        let is_log = name.ends_with(b"-wal") || name.ends_with(b"-shm");
        if name.starts_with(&set_aside) && !is_log && !read.iter().any(|known| known == name) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Brings the names of the files beside a database to the disk.
fn sync_names(database: &Path) -> Stored<()> {
    if let Some(folder) = database.parent().filter(|folder| folder.is_dir()) {
        std::fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}

fn copy_to(options: &StoreOptions, fresh_path: &Path) -> Stored<SalvageReport> {
    let fresh = Store::open(StoreOptions { path: fresh_path.to_owned(), ..options.clone() })?;
    // Opened for writing: the log beside the damaged file holds commits that have to be read with it.
    let report = match Damaged::open(options) {
        Ok(mut damaged) => fresh.write(|tx| copy(&mut damaged, tx))?,
        Err(_) => SalvageReport { unreadable: true, ..SalvageReport::default() },
    };
    fresh.shutdown()?;
    Ok(report)
}

/// The damaged file. After it has met one damaged page, a connection of SQLCipher reads nothing any longer, so each
/// failure asks for another one.
struct Damaged<'a> {
    options: &'a StoreOptions,
    connection: Connection,
    /// Whether a damaged page stood in the way since this was last put to `false`.
    has_failed: bool,
}

impl<'a> Damaged<'a> {
    fn open(options: &'a StoreOptions) -> Stored<Self> {
        Ok(Self { options, connection: super::open::open_for_salvage(options)?, has_failed: false })
    }

    /// What `look` finds; `None` where a damaged page stands in the way.
    fn look<T>(&mut self, look: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Stored<Option<T>> {
        match look(&self.connection) {
            Ok(found) => Ok(Some(found)),
            Err(_) => {
                self.has_failed = true;
                self.connection = super::open::open_for_salvage(self.options)?;
                Ok(None)
            }
        }
    }

    /// Hands every row of a query to `take`, up to the first damaged page.
    fn each_row(&mut self, sql: &str, mut take: impl FnMut(&rusqlite::Row<'_>) -> Stored<()>) -> Stored<()> {
        let mut taken = Ok(());
        self.look(|connection| {
            let mut statement = connection.prepare(sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                taken = take(row);
                if taken.is_err() {
                    break;
                }
            }
            Ok(())
        })?;
        taken
    }
}

fn remove(path: &Path) -> Stored<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// What stands behind the name of a file that was set aside, before its number.
const SET_ASIDE: &str = ".set-aside-";

/// Renames the database and its log to the first free name; takes up a renaming that was cut short.
fn set_aside(database: &Path) -> Stored<PathBuf> {
    let name = |number: u32| beside(database, &format!("{SET_ASIDE}{number}"));
    let first_free = (1u32..).find(|number| !name(*number).exists()).unwrap_or(1);
    let aside = if database.exists() {
        std::fs::rename(database, name(first_free))?;
        name(first_free)
    } else {
        name(first_free.saturating_sub(1).max(1))
    };
    let log = beside(database, "-wal");
    if log.exists() {
        // A database without its log would be salvaged anew, and lack what only the log holds.
        sync_names(database)?;
        std::fs::rename(&log, beside(&aside, "-wal"))?;
    }
    remove(&beside(database, "-shm"))?;
    Ok(aside)
}

/// Small tables that are copied row by row, each with its columns.
const SMALL_TABLES: &[(&str, &str)] = &[
    ("setting", "name, value"),
    ("book", "number, club, kind, part, handle, rights, cursor"),
    ("segment", "number, salt, first_seq, doomed"),
    ("phone_user", "person, pin_hash, wrong_tries, locked_until"),
    ("renumbered", "device, seq, hash, now_device, now_seq"),
    ("erased", "record"),
    ("received_frame", "number, epoch, received_at, bytes"),
    ("exchange", "number, first_at, last_at, times, trouble, sent, put_aside, received"),
    ("refusal", "device, seq, why, known"),
];

fn copy(damaged: &mut Damaged<'_>, tx: &Transaction<'_>) -> Stored<SalvageReport> {
    let mut report = SalvageReport::default();
    for (table, columns) in SMALL_TABLES {
        copy_readable(damaged, tx, table, columns)?;
    }
    damaged.has_failed = false;
    copy_journal(damaged, tx, &mut report)?;
    copy_former_journal(damaged, tx)?;
    let is_read = !damaged.has_failed;
    copy_entities(damaged, tx, &mut report)?;
    lost::keep(damaged, tx, &mut report)?;
    // The rows of the journal that wait are shown even where the damaged file had lost the entity.
    let held: Vec<_> = journal::rows(tx, 1, usize::MAX)?;
    for row in held.iter().filter(|row| row.state != journal::OpState::Acknowledged) {
        if let Ok(op) = Op::from_bytes(&row.bytes) {
            let book = books::number(tx, &op.book)?;
            // However much it holds: what was told to be saved is kept.
            _ = entity::fold_local(tx, book, &op)?;
            entity::reshow(tx, book, op.entity)?;
        }
    }
    if let Some(gap) = report.first_gap {
        settings::SALVAGE_GAP.put(tx, &gap)?;
    }
    report.is_journal_whole = is_read && report.first_gap.is_none() && report.shown_only == 0;
    Ok(report)
}

/// Copies the rows of a table as far as it can be read from either end.
fn copy_readable(damaged: &mut Damaged<'_>, tx: &Transaction<'_>, table: &str, columns: &str) -> Stored<()> {
    let count = columns.split(',').count();
    let places: Vec<String> = (1..=count).map(|number| format!("?{number}")).collect();
    let insert = format!("INSERT OR IGNORE INTO {table} ({columns}) VALUES ({})", places.join(", "));
    for order in ["ASC", "DESC"] {
        damaged.each_row(&format!("SELECT {columns} FROM {table} ORDER BY 1 {order}"), |row| {
            let values: rusqlite::Result<Vec<SqlValue>> = (0..count).map(|index| row.get(index)).collect();
            if let Ok(values) = values {
                tx.prepare_cached(&insert)?.execute(params_from_iter(values))?;
            }
            Ok(())
        })?;
    }
    Ok(())
}

/// Reads the journal number by number, so that a damaged page costs only the rows on it.
fn copy_journal(damaged: &mut Damaged<'_>, tx: &Transaction<'_>, report: &mut SalvageReport) -> Stored<()> {
    const COLUMNS: &str = "seq, op, chain, effective, state, reason, book, entity, made_at";
    let from_top = damaged.look(|connection| {
        let sql = "SELECT seq FROM journal ORDER BY seq DESC LIMIT 1";
        Ok(connection.query_row(sql, [], |row| row.get(0)).optional()?.unwrap_or(0))
    })?;
    let last: i64 = match from_top {
        Some(last) => last,
        None => last_readable(damaged)?,
    };
    let mut missing = None;
    for seq in 1..=last {
        let row: Option<Vec<SqlValue>> = damaged.look(|connection| {
            let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM journal WHERE seq = ?1"))?;
            statement.query_row([seq], |row| (0..9).map(|index| row.get(index)).collect())
        })?;
        match row {
            Some(values) => {
                restore_book(tx, values.get(1), values.get(6))?;
                tx.prepare_cached(&format!(
                    "INSERT INTO journal ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
                ))?
                .execute(params_from_iter(values))?;
                report.journal_rows += 1;
                report.first_gap = report.first_gap.or(missing);
            }
            None => missing = missing.or(u64::try_from(seq).ok()),
        }
    }
    Ok(())
}

/// The book of an op under its number, where the table of books lost it.
fn restore_book(tx: &Transaction<'_>, op: Option<&SqlValue>, number: Option<&SqlValue>) -> Stored<()> {
    let (Some(SqlValue::Blob(op)), Some(SqlValue::Integer(number))) = (op, number) else { return Ok(()) };
    if let Ok(op) = Op::from_bytes(op) {
        tx.prepare_cached("INSERT OR IGNORE INTO book (number, club, kind, part) VALUES (?1, ?2, ?3, ?4)")?
            .execute((number, op.book.club.0, op.book.kind.0, op.book.part.0))?;
    }
    Ok(())
}

/// Copies the ops under former keys.
fn copy_former_journal(damaged: &mut Damaged<'_>, tx: &Transaction<'_>) -> Stored<()> {
    for order in ["ASC", "DESC"] {
        let sql = format!(
            "SELECT device, seq, op, effective, state, reason, book, entity, made_at FROM former_journal \
             ORDER BY device {order}, seq {order}"
        );
        damaged.each_row(&sql, |row| {
            let values: rusqlite::Result<Vec<SqlValue>> = (0..9).map(|index| row.get(index)).collect();
            let Ok(values) = values else { return Ok(()) };
            restore_book(tx, values.get(2), values.get(6))?;
            tx.prepare_cached(
                "INSERT OR IGNORE INTO former_journal (device, seq, op, effective, state, reason, book, entity, made_at) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .execute(params_from_iter(values))?;
            Ok(())
        })?;
    }
    Ok(())
}

/// The largest number of the journal below which a doubling search finds rows.
fn last_readable(damaged: &mut Damaged<'_>) -> Stored<i64> {
    const SQL: &str = "SELECT 1 FROM journal WHERE seq >= ?1 ORDER BY seq LIMIT 1";
    let mut last = 0;
    let mut step = 1i64 << 24;
    while step > 0 {
        if damaged.look(|connection| connection.prepare_cached(SQL)?.exists([last + step]))? == Some(true) {
            last += step;
        }
        step >>= 1;
    }
    Ok(last)
}

/// Copies what was confirmed of the entities, and works out the sums and the indexes anew.
fn copy_entities(damaged: &mut Damaged<'_>, tx: &Transaction<'_>, report: &mut SalvageReport) -> Stored<()> {
    type Row = ([u8; 16], i64, u32, Option<Vec<u8>>, Option<Vec<u8>>);
    for order in ["ASC", "DESC"] {
        let sql = format!("SELECT id, book, kind, confirmed, shown FROM entity ORDER BY id {order}");
        damaged.each_row(&sql, |row| {
            let values =
                || -> rusqlite::Result<Row> { Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)) };
            let Ok((id, book, kind, confirmed, shown)) = values() else { return Ok(()) };
            let visible = shown.as_ref().or(confirmed.as_ref()).map(|bytes| EntityState::from_bytes(bytes));
            let Some(Ok(visible)) = visible else { return Ok(()) };
            let inserted = tx
                .prepare_cached(
                    "INSERT OR IGNORE INTO entity (id, book, kind, confirmed, shown) VALUES (?1, ?2, ?3, ?4, ?5)",
                )?
                .execute((id, book, kind, &confirmed, &shown));
            // A book that could not be read leaves its entities without a place: the centre sends them again.
            if !matches!(inserted, Ok(1)) {
                return Ok(());
            }
            report.entities += 1;
            let id = RecordId(id);
            if let Some(bytes) = &confirmed {
                books::add_to_sum(tx, BookNumber(book), bucket(id), StateSum::of_entity(id, bytes))?;
            }
            entity::reindex(tx, BookNumber(book), kind, id, None, Some(&visible))
        })?;
    }
    Ok(())
}
