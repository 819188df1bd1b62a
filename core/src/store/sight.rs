//! What the person at a shared phone sees of the store: only what a phone of their own would hold.
//!
//! The store is narrowed and not each query: every statement that reads records for people asks two SQL functions of the
//! connection, so that no query can forget it. `may_read(book, record)` is false for what is hidden; with an empty record it asks
//! for the book alone. `own_words(book, record)` is what the person wrote themselves in a record that is hidden otherwise, and
//! `NULL` for every other one. The exchange with the centre and salvage go by other statements and see everything.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use clubbook_model::id::RecordId;
use clubbook_model::merge::EntityState;
use clubbook_model::message::Rights;
use clubbook_model::op::Op;
use clubbook_model::rights::ClubRights;
use rusqlite::Connection;
use rusqlite::functions::{Context, FunctionFlags};

use super::books;
use super::error::Stored;

/// What one connection shows. It shows everything until it is narrowed.
#[derive(Debug, Clone, Default)]
pub struct Sight(Arc<Mutex<Narrowed>>);

#[derive(Debug, Default)]
struct Narrowed {
    /// Numbers of the books that the person may not read.
    hidden: BTreeSet<i64>,
    /// What they wrote themselves in records of those books, as far as the centre has not taken it.
    own: BTreeMap<RecordId, EntityState>,
}

impl Narrowed {
    fn own_state(&self, row: &Context<'_>) -> rusqlite::Result<Option<&EntityState>> {
        let record = row.get_raw(1).as_blob()?.try_into().map(RecordId).ok();
        Ok(record.and_then(|id| self.own.get(&id)))
    }
}

impl Sight {
    /// Gives a connection the functions that statements ask.
    pub(super) fn install(connection: &Connection) -> Stored<Self> {
        let sight = Self::default();
        let asked = sight.clone();
        connection.create_scalar_function("may_read", 2, FunctionFlags::SQLITE_UTF8, move |row| {
            let narrowed = asked.narrowed();
            Ok(!narrowed.hidden.contains(&row.get(0)?) || narrowed.own_state(row)?.is_some())
        })?;
        let asked = sight.clone();
        connection.create_scalar_function("own_words", 2, FunctionFlags::SQLITE_UTF8, move |row| {
            let narrowed = asked.narrowed();
            match narrowed.hidden.contains(&row.get(0)?) {
                true => Ok(narrowed.own_state(row)?.map(EntityState::to_bytes)),
                false => Ok(None),
            }
        })?;
        Ok(sight)
    }

    fn narrowed(&self) -> MutexGuard<'_, Narrowed> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Hides the books that somebody may not read. What they recorded there themselves is shown until the centre has it, as
    /// on a phone of their own, and nothing else of those records. The connection shows everything again when its transaction
    /// has ended.
    ///
    /// # Errors
    /// SQL, or stored bytes that are damaged.
    pub fn narrow(&self, connection: &Connection, person: RecordId, rights: &ClubRights) -> Stored<()> {
        let all = books::all(connection)?;
        let may_not_read = all.iter().filter(|held| !rights.on(&held.book).allows(Rights::READ));
        let hidden: BTreeSet<i64> = may_not_read.map(|held| held.number.0).collect();
        let own = match hidden.is_empty() {
            true => BTreeMap::new(),
            false => written_by(connection, person, &hidden)?,
        };
        *self.narrowed() = Narrowed { hidden, own };
        Ok(())
    }

    /// Shows what the person has just written, too.
    pub fn wrote(&self, op: &Op) {
        let mut narrowed = self.narrowed();
        if !narrowed.hidden.is_empty() {
            narrowed.own.entry(op.entity).or_default().fold(op, None);
        }
    }

    /// Shows everything again.
    pub(super) fn widen(&self) {
        *self.narrowed() = Narrowed::default();
    }
}

/// What ops of somebody that wait or are in quarantine make of the records of some books, taken alone.
fn written_by(
    connection: &Connection,
    person: RecordId,
    books: &BTreeSet<i64>,
) -> Stored<BTreeMap<RecordId, EntityState>> {
    let mut records: BTreeMap<RecordId, EntityState> = BTreeMap::new();
    for sql in [
        "SELECT book, op, seq FROM former_journal INDEXED BY former_journal_unconfirmed WHERE state <> 1 ORDER BY 3",
        "SELECT book, op, seq FROM journal INDEXED BY journal_unconfirmed WHERE state <> 1 ORDER BY 3",
    ] {
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if books.contains(&row.get(0)?) {
                let op = Op::from_bytes(&row.get::<_, Vec<u8>>(1)?)?;
                if op.author == person {
                    records.entry(op.entity).or_default().fold(&op, None);
                }
            }
        }
    }
    Ok(records)
}
