//! Books, their heads and sums, and the folded state of the records in them.

use clubbook_model::id::{Book, DeviceId, RecordId};
use clubbook_model::sum::{BUCKETS, StateSum};

use crate::error::Done;

/// A book at the centre.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BookRow {
    /// The number in cursors, digests and sums.
    pub handle: u64,
    /// Which book.
    pub book: Book,
    /// The last sequence number.
    pub head: u64,
    /// The person whose op opened it.
    pub creator: RecordId,
}

/// A record's folded state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityRow {
    /// The record.
    pub id: RecordId,
    /// The kind's number.
    pub kind: u32,
    /// Canonical state bytes.
    pub state: Vec<u8>,
}

/// The `book` and `book_sum` tables.
pub trait Books {
    /// A book, if it was opened.
    ///
    /// # Errors
    /// SQL.
    fn book(&self, book: &Book) -> Done<Option<BookRow>>;
    /// The book with a handle.
    ///
    /// # Errors
    /// SQL.
    fn book_by_handle(&self, handle: u64) -> Done<Option<BookRow>>;
    /// The books of a club, by handle.
    ///
    /// # Errors
    /// SQL.
    fn books_of_club(&self, club: RecordId) -> Done<Vec<BookRow>>;
    /// Every book, by handle.
    ///
    /// # Errors
    /// SQL.
    fn all_books(&self) -> Done<Vec<BookRow>>;
    /// Opens a book.
    ///
    /// # Errors
    /// SQL.
    fn add_book(&mut self, book: &Book, creator: RecordId) -> Done<BookRow>;
    /// Notes that a book was opened by a device that the centre does not know (any more).
    ///
    /// # Errors
    /// SQL.
    fn put_unknown_opener(&mut self, handle: u64, device: DeviceId) -> Done<()>;
    /// The device is known now: the books that it opened are its person's.
    ///
    /// # Errors
    /// SQL.
    fn claim_opened(&mut self, device: DeviceId, person: RecordId) -> Done<()>;
    /// Moves a book's head.
    ///
    /// # Errors
    /// SQL.
    fn put_head(&mut self, handle: u64, head: u64) -> Done<()>;
    /// The sums of a book's buckets.
    ///
    /// # Errors
    /// SQL.
    fn buckets(&self, handle: u64) -> Done<[StateSum; BUCKETS]>;
    /// The sum of a book.
    ///
    /// # Errors
    /// SQL.
    fn sum(&self, handle: u64) -> Done<StateSum> {
        Ok(self.buckets(handle)?.into_iter().sum())
    }
    /// Puts the sum of a bucket.
    ///
    /// # Errors
    /// SQL.
    fn put_bucket(&mut self, handle: u64, bucket: usize, sum: StateSum) -> Done<()>;
}

/// The `entity` table.
pub trait Entities {
    /// A record's state in a book.
    ///
    /// # Errors
    /// SQL.
    fn entity(&self, handle: u64, id: RecordId) -> Done<Option<EntityRow>>;
    /// The books that hold a record of this id, whichever club's.
    ///
    /// # Errors
    /// SQL.
    fn books_of_entity(&self, id: RecordId) -> Done<Vec<BookRow>>;
    /// Every record of a book, by id.
    ///
    /// # Errors
    /// SQL.
    fn entities(&self, handle: u64) -> Done<Vec<EntityRow>>;
    /// The records of a kind in a book, by id.
    ///
    /// # Errors
    /// SQL.
    fn entities_of_kind(&self, handle: u64, kind: u32) -> Done<Vec<EntityRow>>;
    /// The records of a kind in all care parts of a club, by book and id.
    ///
    /// # Errors
    /// SQL.
    fn care_entities(&self, club: RecordId, kind: u32) -> Done<Vec<EntityRow>>;
    /// Puts a record's state.
    ///
    /// # Errors
    /// SQL.
    fn put_entity(&mut self, handle: u64, row: &EntityRow) -> Done<()>;
    /// Forgets every folded state, sum and figure, and sets every head to 0: before they are rebuilt from the log.
    ///
    /// # Errors
    /// SQL.
    fn clear_folded(&mut self) -> Done<()>;
    /// Every row of everything that can be rebuilt, in a fixed order, as text: what a rebuild must arrive at again.
    ///
    /// # Errors
    /// SQL.
    fn folded_rows(&self) -> Done<Vec<String>>;
}
