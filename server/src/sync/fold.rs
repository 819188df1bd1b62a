//! States, sums, heads and figures kept up to date with the log, each written once for a whole push.

use std::collections::{BTreeMap, BTreeSet};

use clubbook_model::bounds;
use clubbook_model::id::{Book, RecordId};
use clubbook_model::merge::EntityState;
use clubbook_model::op::{Change, Op};
use clubbook_model::sum::{BUCKETS, StateSum, bucket};
use clubbook_model::time::Hlc;
use clubbook_model::value::EntityRef;

use crate::centre::Parts;
use crate::error::{CentreError, Done};
use crate::journal::Note;
use crate::projection;
use crate::store::Tx;
use crate::store::books::{BookRow, EntityRow};
use crate::store::log::Place;

struct Record {
    kind: u32,
    before: Option<Vec<u8>>,
    state: EntityState,
    /// What the state's bytes cannot be more than.
    most_bytes: usize,
}

/// What folding an op adds to a state's bytes at most: what is in the op, with counts of its own for each change.
const MOST_ADDED: usize = 2 * bounds::OP_BYTES;

/// Collects what a push changes. See the module's documentation; nothing is written before [`Folder::finish`] but books
/// that are opened.
#[derive(Default)]
pub(crate) struct Folder {
    books: BTreeMap<Book, BookRow>,
    opened: BTreeMap<Book, RecordId>,
    moved: BTreeSet<Book>,
    records: BTreeMap<(u64, RecordId), Record>,
    some_are_erased: Option<bool>,
    erased: Vec<Note>,
}

impl std::fmt::Debug for Folder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Folder").field("records", &self.records.len()).finish_non_exhaustive()
    }
}

impl Folder {
    /// Nothing collected yet.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    fn known_book(&mut self, tx: &dyn Tx, book: &Book) -> Done<Option<BookRow>> {
        if let Some(row) = self.books.get(book) {
            return Ok(Some(*row));
        }
        let row = tx.book(book)?;
        self.books.extend(row.map(|row| (*book, row)));
        Ok(row)
    }

    /// Whether somebody has written in the book.
    pub(crate) fn is_open(&mut self, tx: &dyn Tx, book: &Book) -> Done<bool> {
        Ok(self.known_book(tx, book)?.is_some())
    }

    /// The book; one that nobody has written in yet is opened in the name of `creator`.
    pub(crate) fn open_book(&mut self, tx: &mut dyn Tx, book: &Book, creator: RecordId) -> Done<BookRow> {
        if let Some(row) = self.known_book(tx, book)? {
            return Ok(row);
        }
        let row = tx.add_book(book, creator)?;
        self.books.insert(*book, row);
        self.opened.insert(*book, creator);
        Ok(row)
    }

    /// Whether the book was opened by this push, in the name of this person.
    pub(crate) fn was_opened_by(&self, book: &Book, person: RecordId) -> bool {
        self.opened.get(book) == Some(&person)
    }

    /// The next place in a book that is open.
    pub(crate) fn next_place(&mut self, book: &Book) -> Option<Place> {
        let row = self.books.get_mut(book)?;
        row.head += 1;
        self.moved.insert(*book);
        Some(Place { book: row.handle, seq: row.head })
    }

    /// Whether a record was written in a book.
    pub(crate) fn exists(&mut self, tx: &dyn Tx, book: &Book, id: RecordId) -> Done<bool> {
        let Some(row) = self.known_book(tx, book)? else { return Ok(false) };
        Ok(self.records.contains_key(&(row.handle, id)) || tx.entity(row.handle, id)?.is_some())
    }

    /// The kind and the state of a record of a book that was written already.
    pub(crate) fn known(&mut self, tx: &dyn Tx, book: &Book, id: RecordId) -> Done<Option<(u32, &EntityState)>> {
        let Some(row) = self.known_book(tx, book)? else { return Ok(None) };
        let is_new = !self.records.contains_key(&(row.handle, id)) && tx.entity(row.handle, id)?.is_none();
        if is_new {
            return Ok(None);
        }
        // The kind that is handed in counts for new records only.
        let record = self.record(tx, row.handle, 0, id)?;
        Ok(Some((record.kind, &record.state)))
    }

    /// Whether a record stands in another book of the same club. What another club has under this id is no matter of this
    /// one: nobody could write their own if a stranger were first.
    pub(crate) fn is_elsewhere(&self, tx: &dyn Tx, book: &Book, id: RecordId) -> Done<bool> {
        Ok(tx.books_of_entity(id)?.iter().any(|other| other.book != *book && other.book.club == book.club))
    }

    /// Whether a record of a club was erased. Most centres have erased nothing, so that is asked once.
    pub(crate) fn is_erased(&mut self, tx: &dyn Tx, club: RecordId, id: RecordId) -> Done<bool> {
        let some_are = match self.some_are_erased {
            Some(known) => known,
            None => *self.some_are_erased.insert(tx.erasures()? > 0),
        };
        Ok(some_are && tx.is_erased(club, id)?)
    }

    /// Notes that a record was erased; `false` when it was already.
    pub(crate) fn add_erased(&mut self, tx: &mut dyn Tx, club: RecordId, record: EntityRef) -> Done<bool> {
        self.some_are_erased = Some(true);
        let is_new = tx.add_erased(club, record.id)?;
        if is_new {
            self.erased.push(Note::Erased { club, kind: record.kind, record: record.id });
        }
        Ok(is_new)
    }

    fn record(&mut self, tx: &dyn Tx, book: u64, kind: u32, id: RecordId) -> Done<&mut Record> {
        use std::collections::btree_map::Entry;
        match self.records.entry((book, id)) {
            Entry::Occupied(slot) => Ok(slot.into_mut()),
            Entry::Vacant(slot) => Ok(slot.insert(match tx.entity(book, id)? {
                Some(EntityRow { kind, state, .. }) => Record {
                    kind,
                    state: EntityState::from_bytes(&state).map_err(CentreError::Damaged)?,
                    most_bytes: state.len(),
                    before: Some(state),
                },
                None => Record { kind, before: None, state: EntityState::new(), most_bytes: 0 },
            })),
        }
    }

    /// Takes an op, or a fragment of one, into the state of its record.
    pub(crate) fn fold(&mut self, tx: &dyn Tx, book: u64, op: &Op, effective: Hlc) -> Done<()> {
        let record = self.record(tx, book, op.kind, op.entity)?;
        record.state.fold(op, Some(effective));
        record.most_bytes = record.most_bytes.saturating_add(MOST_ADDED);
        Ok(())
    }

    /// Whether an op would make its record hold more than a record may. That is worked out only where it may be so.
    pub(crate) fn would_outgrow(&mut self, tx: &dyn Tx, op: &Op) -> Done<bool> {
        // An op alone never does.
        if !self.exists(tx, &op.book, op.entity)? {
            return Ok(false);
        }
        let Some(book) = self.known_book(tx, &op.book)? else { return Ok(false) };
        let record = self.record(tx, book.handle, op.kind, op.entity)?;
        let is_crowded = |change: &Change| {
            let field = record.state.field(change.tag, &change.element);
            field.is_some_and(|field| field.entries().count() >= bounds::FIELD_ENTRIES)
        };
        if record.most_bytes.saturating_add(MOST_ADDED) <= bounds::RECORD_BYTES && !op.changes.iter().any(is_crowded) {
            return Ok(false);
        }
        let mut after = record.state.clone();
        after.fold(op, None);
        let outgrows = bounds::outgrows(&record.state, &after);
        record.most_bytes = record.state.to_bytes().len();
        Ok(outgrows)
    }

    /// Whether a fragment says something that the record's state does not hold.
    pub(crate) fn is_news(&mut self, tx: &dyn Tx, book: u64, op: &Op, effective: Hlc) -> Done<bool> {
        let record = self.record(tx, book, op.kind, op.entity)?;
        let mut after = record.state.clone();
        after.fold(op, Some(effective));
        Ok(after != record.state)
    }

    /// Turns the values of a record in a book into stubs.
    pub(crate) fn erase(&mut self, tx: &dyn Tx, book: &Book, record: EntityRef) -> Done<()> {
        // Where all is held there is no book yet.
        let Some(book) = self.known_book(tx, book)? else { return Ok(()) };
        let record = self.record(tx, book.handle, record.kind, record.id)?;
        record.state = record.state.erased();
        Ok(())
    }

    /// Writes what was collected: heads, states, sums and figures; and, in the journal outside the database, what was
    /// erased.
    pub(crate) fn finish(mut self, tx: &mut dyn Tx, parts: &Parts) -> Done<()> {
        let erased = std::mem::take(&mut self.erased);
        if !erased.is_empty() {
            let noted = parts.journal.notes()?;
            erased.into_iter().filter(|note| !noted.contains(note)).try_for_each(|note| parts.journal.note(note))?;
            parts.snapshots.clear();
        }
        self.write(tx)
    }

    fn write(self, tx: &mut dyn Tx) -> Done<()> {
        let by_handle: BTreeMap<u64, BookRow> = self.books.values().map(|row| (row.handle, *row)).collect();
        for book in &self.moved {
            if let Some(row) = self.books.get(book) {
                tx.put_head(row.handle, row.head)?;
            }
        }
        let mut sums: BTreeMap<u64, [StateSum; BUCKETS]> = BTreeMap::new();
        let mut touched: BTreeSet<(u64, usize)> = BTreeSet::new();
        let mut changed = false;
        for ((handle, id), record) in &self.records {
            let state = record.state.to_bytes();
            if record.before.as_deref() == Some(state.as_slice()) || record.state.is_empty() {
                continue;
            }
            changed = true;
            let of_book = match sums.entry(*handle) {
                std::collections::btree_map::Entry::Occupied(slot) => slot.into_mut(),
                std::collections::btree_map::Entry::Vacant(slot) => slot.insert(tx.buckets(*handle)?),
            };
            if let Some(sum) = of_book.get_mut(bucket(*id)) {
                let before = record.before.as_ref().map(|bytes| StateSum::of_entity(*id, bytes));
                *sum = sum.replace(before, StateSum::of_entity(*id, &state));
                touched.insert((*handle, bucket(*id)));
            }
            tx.put_entity(*handle, &EntityRow { id: *id, kind: record.kind, state })?;
            let book = match by_handle.get(handle) {
                Some(book) => Some(*book),
                None => tx.book_by_handle(*handle)?,
            };
            if let Some(book) = book {
                projection::record_changed(tx, &book, record.kind, *id, &record.state)?;
            }
        }
        for (handle, bucket) in touched {
            if let Some(sum) = sums.get(&handle).and_then(|of_book| of_book.get(bucket)) {
                tx.put_bucket(handle, bucket, *sum)?;
            }
        }
        if changed { tx.note_shown() } else { Ok(()) }
    }
}
