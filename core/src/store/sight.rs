//! What the person at a shared phone sees of the store: only what a phone of their own would hold.
//!
//! The store is narrowed and not each query: every statement that reads records for people asks `may_read(book, record)`, an
//! SQL function of the connection, so that no query can forget it; with an empty record it asks for the book alone. The exchange with the centre and salvage go by other
//! statements and see everything.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use clubbook_model::id::RecordId;
use clubbook_model::message::Rights;
use clubbook_model::op::Op;
use clubbook_model::rights::ClubRights;
use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;

use super::books;
use super::error::Stored;

/// What one connection shows. It shows everything until it is narrowed.
#[derive(Debug, Clone, Default)]
pub struct Sight(Arc<Mutex<Narrowed>>);

#[derive(Debug, Default)]
struct Narrowed {
    /// Numbers of the books that the person may not read.
    hidden: BTreeSet<i64>,
    /// Records in them that are shown all the same.
    own: BTreeSet<RecordId>,
}

impl Sight {
    /// Gives a connection the function that statements ask.
    pub(super) fn install(connection: &Connection) -> Stored<Self> {
        let sight = Self::default();
        let asked = sight.clone();
        connection.create_scalar_function("may_read", 2, FunctionFlags::SQLITE_UTF8, move |row| {
            let narrowed = asked.narrowed();
            let record = row.get_raw(1).as_blob()?.try_into().map(RecordId).ok();
            Ok(!narrowed.hidden.contains(&row.get(0)?) || record.is_some_and(|id| narrowed.own.contains(&id)))
        })?;
        Ok(sight)
    }

    fn narrowed(&self) -> MutexGuard<'_, Narrowed> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Hides the books that somebody may not read. What they recorded there themselves is shown until the centre has it, as
    /// on a phone of their own. The connection shows everything again when its transaction has ended.
    ///
    /// # Errors
    /// SQL, or stored bytes that are damaged.
    pub fn narrow(&self, connection: &Connection, person: RecordId, rights: &ClubRights) -> Stored<()> {
        let all = books::all(connection)?;
        let may_not_read = all.iter().filter(|held| !rights.on(&held.book).allows(Rights::READ));
        let hidden: BTreeSet<i64> = may_not_read.map(|held| held.number.0).collect();
        let own = match hidden.is_empty() {
            true => BTreeSet::new(),
            false => recorded_by(connection, person, &hidden)?,
        };
        *self.narrowed() = Narrowed { hidden, own };
        Ok(())
    }

    /// Shows a record in spite of its book: the person is just writing it.
    pub fn include(&self, record: RecordId) {
        let mut narrowed = self.narrowed();
        if !narrowed.hidden.is_empty() {
            narrowed.own.insert(record);
        }
    }

    /// Shows everything again.
    pub(super) fn widen(&self) {
        *self.narrowed() = Narrowed::default();
    }
}

/// The records in some books on which ops of somebody wait or are in quarantine.
fn recorded_by(connection: &Connection, person: RecordId, books: &BTreeSet<i64>) -> Stored<BTreeSet<RecordId>> {
    let mut records = BTreeSet::new();
    for sql in [
        "SELECT book, op FROM journal INDEXED BY journal_unconfirmed WHERE state <> 1",
        "SELECT book, op FROM former_journal INDEXED BY former_journal_unconfirmed WHERE state <> 1",
    ] {
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if books.contains(&row.get(0)?) {
                let op = Op::from_bytes(&row.get::<_, Vec<u8>>(1)?)?;
                records.extend((op.author == person).then_some(op.entity));
            }
        }
    }
    Ok(records)
}
