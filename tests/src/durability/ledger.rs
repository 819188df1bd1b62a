//! What a writer said is saved, and whether a database still holds it.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use clubbook_core::store::journal::{self, JournalFault};
use clubbook_core::store::{Durability, Store, StoreError, Stored, entity};
use clubbook_model::chain::{Chain, JournalPoint};
use clubbook_model::id::RecordId;
use clubbook_model::op::Op;
use rusqlite::Connection;

use super::writer::options;

/// How many ops a save makes: a visit and its measurement.
pub const OPS_OF_A_SAVE: u64 = 2;

/// One save that was said to be done. The chain value of its last op stands for the bytes of every op up to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    /// The end of the journal after the save.
    pub point: JournalPoint,
    /// The visit.
    pub visit: RecordId,
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "saved {} {} {}", self.point.seq, RecordId(self.point.chain.0), self.visit)
    }
}

/// A line that a writer does not write.
#[derive(Debug, thiserror::Error)]
#[error("the writer said {0:?}")]
pub struct NotSaid(String);

impl FromStr for Said {
    type Err = NotSaid;

    fn from_str(line: &str) -> Result<Self, NotSaid> {
        let read = || {
            let mut words = line.strip_prefix("saved ")?.split(' ');
            let seq = words.next()?.parse().ok()?;
            let chain = Chain(RecordId::from_hex(words.next()?)?.0);
            let visit = RecordId::from_hex(words.next()?)?;
            words.next().is_none().then_some(Self { point: JournalPoint { seq, chain }, visit })
        };
        read().ok_or_else(|| NotSaid(line.to_owned()))
    }
}

/// What is wrong with a database.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    /// It does not open, or cannot be read.
    #[error("the database cannot be used: {0}")]
    Unusable(#[from] StoreError),
    /// Pages or indexes are damaged.
    #[error("the database is damaged: {0:?}")]
    Damaged(Vec<String>),
    /// The journal is not whole.
    #[error("the journal is not whole: {0:?}")]
    Journal(JournalFault),
    /// A save that was said to be done is not there.
    #[error("lost: the save that ended with op {0}")]
    Lost(u64),
    /// Another op stands in the place of one that was said to be saved.
    #[error("op {0} is not the one that was said to be saved")]
    Another(u64),
    /// An op is in the journal and its record does not show it.
    #[error("op {0} is not in what is shown")]
    NotShown(u64),
    /// A part of a transaction is there.
    #[error("the journal ends with op {0}, in the middle of a save")]
    HalfASave(u64),
    /// More was saved than a writer can have had under way.
    #[error("{0} saves beyond what was said")]
    TooMany(u64),
}

impl From<rusqlite::Error> for Broken {
    fn from(error: rusqlite::Error) -> Self {
        Self::Unusable(error.into())
    }
}

/// All that was said about one database, over the lives of several writers.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    said: Vec<Said>,
    /// The journal's end before the first save.
    begin: u64,
    /// The journal's end when it was last looked at: saves up to here need not have been said.
    settled: u64,
    /// How many of `said` have been compared record by record.
    shown: usize,
}

impl Ledger {
    /// A ledger of a database in which the journal ends here.
    pub fn since(begin: u64) -> Self {
        Self { begin, settled: begin, ..Self::default() }
    }

    /// Notes a save.
    pub fn note(&mut self, said: Said) {
        self.said.push(said);
    }

    /// How many saves were said to be done.
    pub fn len(&self) -> usize {
        self.said.len()
    }

    /// Whether nothing was said yet.
    pub fn is_empty(&self) -> bool {
        self.said.is_empty()
    }

    /// Compares a database with the ledger: no damage, a whole journal, every save that was said, and beyond them at most
    /// the one that was under way, whole. Returns how many saves there are beyond: 0 or 1.
    ///
    /// Records are compared since the last call; [`Ledger::compare_all`] begins anew.
    ///
    /// # Errors
    /// See [`Broken`].
    pub fn compare(&mut self, connection: &Connection) -> Result<u64, Broken> {
        let damage = damage(connection)?;
        if !damage.is_empty() {
            return Err(Broken::Damaged(damage));
        }
        let head = match journal::verify(connection) {
            // Killed before the phone had its key pair.
            Err(StoreError::NotEnrolled) if self.is_empty() => return Ok(0),
            checked => checked?.map_err(Broken::Journal)?,
        };
        for said in &self.said {
            match journal::point(connection, said.point.seq)? {
                None => return Err(Broken::Lost(said.point.seq)),
                Some(point) if point != said.point => return Err(Broken::Another(said.point.seq)),
                Some(_) => {}
            }
        }
        for said in self.said.iter().skip(self.shown) {
            compare_shown(connection, said)?;
        }
        self.shown = self.said.len();
        if !head.seq.abs_diff(self.begin).is_multiple_of(OPS_OF_A_SAVE) {
            return Err(Broken::HalfASave(head.seq));
        }
        let expected = self.said.last().map_or(0, |said| said.point.seq).max(self.settled);
        let beyond = head.seq.saturating_sub(expected) / OPS_OF_A_SAVE;
        self.settled = head.seq;
        if beyond > 1 { Err(Broken::TooMany(beyond)) } else { Ok(beyond) }
    }

    /// As [`Ledger::compare`], with every record.
    ///
    /// # Errors
    /// See [`Broken`].
    pub fn compare_all(&mut self, connection: &Connection) -> Result<u64, Broken> {
        self.shown = 0;
        self.compare(connection)
    }

    /// Opens the database of a folder, as the app does after a kill, and compares it.
    ///
    /// # Errors
    /// See [`Broken`].
    pub fn compare_folder(&mut self, folder: &Path) -> Result<u64, Broken> {
        let store = Store::open(options(folder, Durability::Full))?;
        let beyond = store.read(|conn| self.compare(conn))?;
        store.shutdown()?;
        Ok(beyond)
    }

    /// The same for a copy, so that the next writer has to recover the file by itself.
    ///
    /// # Errors
    /// See [`Broken`].
    pub fn compare_copy(&mut self, folder: &Path) -> Result<u64, Broken> {
        let copy = tempfile::tempdir().map_err(StoreError::from)?;
        for entry in std::fs::read_dir(folder).map_err(StoreError::from)? {
            let entry = entry.map_err(StoreError::from)?;
            std::fs::copy(entry.path(), copy.path().join(entry.file_name())).map_err(StoreError::from)?;
        }
        self.compare_folder(copy.path())
    }
}

/// Each op of a save is in the record that it changed.
fn compare_shown(connection: &Connection, said: &Said) -> Result<(), Broken> {
    let first = said.point.seq + 1 - OPS_OF_A_SAVE;
    let rows = journal::rows(connection, first, usize::try_from(OPS_OF_A_SAVE).unwrap_or(usize::MAX))?;
    for row in &rows {
        let op = Op::from_bytes(&row.bytes).map_err(StoreError::from)?;
        let shown = entity::shown(connection, op.entity)?.ok_or(Broken::NotShown(row.seq))?;
        let holds =
            |tag, element: &[u8]| shown.state.field(tag, element).is_some_and(|field| field.head_ids() == [op.id]);
        if op.changes.is_empty() || !op.changes.iter().all(|change| holds(change.tag, &change.element)) {
            return Err(Broken::NotShown(row.seq));
        }
    }
    match rows.first().map(|row| Op::from_bytes(&row.bytes)) {
        Some(Ok(op)) if op.entity == said.visit => Ok(()),
        _ => Err(Broken::Another(first)),
    }
}

/// What SQLCipher and SQLite find wrong with the file. The log is written back first, because SQLCipher checks the pages
/// of the database itself, also those that the log has newer ones for.
fn damage(connection: &Connection) -> Stored<Vec<String>> {
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    let mut lines = Vec::new();
    for pragma in ["PRAGMA cipher_integrity_check", "PRAGMA integrity_check"] {
        let mut statement = connection.prepare(pragma)?;
        let found = statement.query_map([], |row| row.get::<_, String>(0))?;
        lines.extend(found.collect::<rusqlite::Result<Vec<_>>>()?);
    }
    lines.retain(|line| line != "ok");
    Ok(lines)
}
