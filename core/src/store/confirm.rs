//! What the centre has confirmed, taken into the `entity` table: one op, or all that one transaction brings.

use std::collections::{BTreeMap, HashMap, HashSet};

use clubbook_model::id::{Book, RecordId};
use clubbook_model::merge::EntityState;
use clubbook_model::op::Op;
use clubbook_model::sum::{StateSum, bucket};
use clubbook_model::time::Hlc;
use rusqlite::Transaction;

use super::books::{self, BookNumber};
use super::entity::{self, Row};
use super::error::Stored;
use super::{erased, journal};

/// Ops that are confirmed in one transaction. What holds for all of them is read once and the sums are written once: a
/// first sync brings thousands, and a roll call of 60 is acknowledged at a stroke.
pub struct Confirming<'a> {
    tx: &'a Transaction<'a>,
    numbers: HashMap<Book, BookNumber>,
    /// What has to be added to the sums, by book and bucket.
    changes: BTreeMap<(BookNumber, usize), StateSum>,
    /// The records that are shown otherwise than they are confirmed; it may name more than there are.
    unconfirmed: HashSet<RecordId>,
    any_erased: bool,
}

impl std::fmt::Debug for Confirming<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Confirming").field("books", &self.numbers.len()).finish_non_exhaustive()
    }
}

/// Confirms whatever `work` hands in, in the caller's transaction.
///
/// # Errors
/// SQL, stored bytes that are damaged, or what `work` says.
pub fn confirming<T>(tx: &Transaction<'_>, work: impl FnOnce(&mut Confirming<'_>) -> Stored<T>) -> Stored<T> {
    let mut confirming = Confirming {
        tx,
        numbers: HashMap::new(),
        changes: BTreeMap::new(),
        unconfirmed: journal::unconfirmed_records(tx)?,
        any_erased: erased::any(tx)?,
    };
    let done = work(&mut confirming)?;
    for ((book, bucket), change) in confirming.changes {
        books::add_to_sum(tx, book, bucket, change)?;
    }
    Ok(done)
}

/// As [`Confirming::op`], for one op alone.
///
/// # Errors
/// SQL, or stored bytes that are damaged.
pub fn confirm(tx: &Transaction<'_>, book: BookNumber, op: &Op, effective: Option<Hlc>) -> Stored<()> {
    confirming(tx, |confirming| confirming.op(book, op, effective))
}

impl Confirming<'_> {
    /// The book's number here; a book that is new gets one.
    ///
    /// # Errors
    /// SQL.
    pub fn book(&mut self, book: &Book) -> Stored<BookNumber> {
        if let Some(number) = self.numbers.get(book) {
            return Ok(*number);
        }
        let number = books::number(self.tx, book)?;
        self.numbers.insert(*book, number);
        Ok(number)
    }

    /// Whether a record was erased.
    ///
    /// # Errors
    /// SQL.
    pub(super) fn is_erased(&self, record: RecordId) -> Stored<bool> {
        Ok(self.any_erased && erased::is_erased(self.tx, record)?)
    }

    /// Takes in an op that has a place in its book's sequence, or a fragment of a state; `effective` is the clock reading
    /// that the centre gave it, where it clamped the device's own. Any order and any repetition gives the same state and
    /// the same sums.
    ///
    /// # Errors
    /// SQL, or stored bytes that are damaged.
    pub fn op(&mut self, book: BookNumber, op: &Op, effective: Option<Hlc>) -> Stored<()> {
        let id = op.entity;
        let old = entity::row(self.tx, book, id)?;
        let old_bytes = old.as_ref().and_then(|row| row.confirmed.as_deref());
        let mut confirmed = match old_bytes {
            Some(bytes) => EntityState::from_bytes(bytes)?,
            None => EntityState::new(),
        };
        confirmed.fold(op, effective);
        if self.is_erased(id)? {
            confirmed = confirmed.erased();
        }
        // By what it was handed in as: nobody can shadow an erasure by writing its record first, as something else.
        self.any_erased |= erased::follow(self.tx, op.kind, id, &confirmed)?;
        let new_bytes = confirmed.to_bytes();
        let is_shown = old.as_ref().is_some_and(|row| row.shown.is_none());
        if is_shown && old_bytes == Some(new_bytes.as_slice()) {
            // A repeat.
            return Ok(());
        }
        let change = StateSum::default()
            .replace(old_bytes.map(|bytes| StateSum::of_entity(id, bytes)), StateSum::of_entity(id, &new_bytes));
        let sum = self.changes.entry((book, bucket(id))).or_default();
        *sum = [*sum, change].into_iter().sum();
        let kind = old.as_ref().map_or(op.kind, |row| row.kind);
        let (after, shown) = self.shown(book, id, confirmed)?;
        let new = Row { kind, confirmed: Some(new_bytes), shown };
        entity::write(self.tx, book, id, &new)?;
        match &old {
            // What this phone wrote itself is shown already when the centre confirms it.
            Some(old) if old.shown_bytes() == new.shown_bytes() => Ok(()),
            Some(old) => entity::reindex(self.tx, book, kind, id, Some(&old.shown_state()?), Some(&after)),
            None => entity::reindex(self.tx, book, kind, id, None, Some(&after)),
        }
    }

    /// What is shown over what is confirmed, and its bytes where it is something else.
    fn shown(&self, book: BookNumber, id: RecordId, confirmed: EntityState) -> Stored<(EntityState, Option<Vec<u8>>)> {
        if !self.unconfirmed.contains(&id) {
            return Ok((confirmed, None));
        }
        let unconfirmed = journal::unconfirmed(self.tx, book, id)?;
        if unconfirmed.is_empty() {
            return Ok((confirmed, None));
        }
        let mut after = confirmed;
        for (op, effective) in &unconfirmed {
            after.fold(op, *effective);
        }
        let after = erased::allowed(self.tx, id, after)?;
        let bytes = after.to_bytes();
        Ok((after, Some(bytes)))
    }
}
