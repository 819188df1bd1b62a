//! The `book` and `book_sum` tables: which books this phone holds, how far it has read them, and their state sums.

use clubbook_model::id::{Book, BookKind, RecordId};
use clubbook_model::message::Rights;
use clubbook_model::sum::{BUCKETS, StateSum};
use rusqlite::{Connection, OptionalExtension, Row, Transaction};

use super::error::{StoreError, Stored};

/// A book's number on this phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BookNumber(pub i64);

/// A book with its place in the exchange with the centre.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeldBook {
    /// The number on this phone.
    pub number: BookNumber,
    /// Which book.
    pub book: Book,
    /// The centre's number for it, once it has told.
    pub handle: Option<u64>,
    /// The bits of the rights that this phone's person has in it.
    pub rights: i64,
    /// Everything up to this sequence number has been applied.
    pub cursor: u64,
}

const COLUMNS: &str = "number, club, kind, part, handle, rights, cursor";

fn read(row: &Row<'_>) -> rusqlite::Result<HeldBook> {
    let unsigned = |number: i64| u64::try_from(number).unwrap_or_default();
    Ok(HeldBook {
        number: BookNumber(row.get(0)?),
        book: Book { club: RecordId(row.get(1)?), kind: BookKind(row.get(2)?), part: RecordId(row.get(3)?) },
        handle: row.get::<_, Option<i64>>(4)?.map(unsigned),
        rights: row.get(5)?,
        cursor: unsigned(row.get(6)?),
    })
}

fn signed(number: u64, what: &'static str) -> Stored<i64> {
    i64::try_from(number).map_err(|_| StoreError::OutOfRange(what))
}

/// The book's number here; a book that is new gets one.
///
/// # Errors
/// SQL.
pub fn number(tx: &Transaction<'_>, book: &Book) -> Stored<BookNumber> {
    if let Some(number) = find(tx, book)? {
        return Ok(number);
    }
    tx.prepare_cached("INSERT INTO book (club, kind, part) VALUES (?1, ?2, ?3)")?.execute((
        book.club.0,
        book.kind.0,
        book.part.0,
    ))?;
    Ok(BookNumber(tx.last_insert_rowid()))
}

/// The book's number here, if it is held.
///
/// # Errors
/// SQL.
pub fn find(connection: &Connection, book: &Book) -> Stored<Option<BookNumber>> {
    Ok(connection
        .prepare_cached("SELECT number FROM book WHERE club = ?1 AND kind = ?2 AND part = ?3")?
        .query_row((book.club.0, book.kind.0, book.part.0), |row| row.get(0).map(BookNumber))
        .optional()?)
}

/// The book with this number.
///
/// # Errors
/// SQL, or no such book.
pub fn get(connection: &Connection, number: BookNumber) -> Stored<HeldBook> {
    Ok(connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM book WHERE number = ?1"))?
        .query_row([number.0], read)?)
}

/// The book that the centre calls `handle`.
///
/// # Errors
/// SQL.
pub fn by_handle(connection: &Connection, handle: u64) -> Stored<Option<HeldBook>> {
    Ok(connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM book WHERE handle = ?1"))?
        .query_row([signed(handle, "a book's handle")?], read)
        .optional()?)
}

/// Whether something may stand in the care book of a person that the person at the phone cannot read: the phone does not
/// hold it, or shows it to others who share it.
///
/// # Errors
/// SQL.
pub fn is_care_out_of_sight(connection: &Connection, person: RecordId) -> Stored<bool> {
    Ok(connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM book WHERE kind = ?1 AND part = ?2 \
             AND (NOT may_read(number, x'') OR (handle IS NOT NULL AND rights & ?3 = 0)))",
        )?
        .query_row((BookKind::CARE.0, person.0, Rights::READ.0), |row| row.get(0))?)
}

/// Every book, in the order in which this phone met them.
///
/// # Errors
/// SQL.
pub fn all(connection: &Connection) -> Stored<Vec<HeldBook>> {
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM book ORDER BY number"))?;
    Ok(statement.query_map([], read)?.collect::<rusqlite::Result<_>>()?)
}

/// Notes what the centre tells of a book: its handle and this phone's rights.
///
/// # Errors
/// SQL.
pub fn put_grant(tx: &Transaction<'_>, number: BookNumber, handle: u64, rights: i64) -> Stored<()> {
    tx.prepare_cached("UPDATE book SET handle = ?2, rights = ?3 WHERE number = ?1")?.execute((
        number.0,
        signed(handle, "a book's handle")?,
        rights,
    ))?;
    Ok(())
}

/// The mark, among the bits of the rights, of a book that this phone had rights in once: it is purged.
pub(super) const TAKEN: i64 = 1 << 7;

/// Notes that this phone has no rights in a book any longer.
///
/// # Errors
/// SQL.
pub fn take_grant(tx: &Transaction<'_>, number: BookNumber) -> Stored<()> {
    tx.prepare_cached("UPDATE book SET rights = ?2 WHERE number = ?1")?.execute((number.0, TAKEN))?;
    Ok(())
}

/// Forgets the centre's numbers of all books: a restored centre may have given them to others since.
///
/// # Errors
/// SQL.
pub fn forget_handles(tx: &Transaction<'_>) -> Stored<()> {
    tx.execute("UPDATE book SET handle = NULL", [])?;
    Ok(())
}

/// Notes how far a book has been applied; in the same transaction as what was applied.
///
/// # Errors
/// SQL.
pub fn put_cursor(tx: &Transaction<'_>, number: BookNumber, cursor: u64) -> Stored<()> {
    tx.prepare_cached("UPDATE book SET cursor = ?2 WHERE number = ?1")?
        .execute((number.0, signed(cursor, "a cursor")?))?;
    Ok(())
}

/// Takes away books that nothing belongs to any longer and that the centre has never told of.
pub(super) fn remove_unused(tx: &Transaction<'_>) -> Stored<()> {
    tx.execute(
        "DELETE FROM book WHERE handle IS NULL AND cursor = 0 \
         AND NOT EXISTS (SELECT 1 FROM entity WHERE entity.book = number) \
         AND NOT EXISTS (SELECT 1 FROM journal WHERE journal.book = number) \
         AND NOT EXISTS (SELECT 1 FROM former_journal WHERE former_journal.book = number) \
         AND NOT EXISTS (SELECT 1 FROM book_sum WHERE book_sum.book = number)",
        [],
    )?;
    Ok(())
}

/// Forgets a book's sums, and that anything of it was applied.
pub(super) fn begin_anew(tx: &Transaction<'_>, number: BookNumber) -> Stored<()> {
    tx.prepare_cached("DELETE FROM book_sum WHERE book = ?1")?.execute([number.0])?;
    put_cursor(tx, number, 0)
}

/// The sums of a book's buckets over what is confirmed.
///
/// # Errors
/// SQL.
pub fn buckets(connection: &Connection, number: BookNumber) -> Stored<[StateSum; BUCKETS]> {
    let mut sums = [StateSum::default(); BUCKETS];
    let mut statement = connection.prepare_cached("SELECT bucket, sum FROM book_sum WHERE book = ?1")?;
    let mut rows = statement.query([number.0])?;
    while let Some(row) = rows.next()? {
        let bucket: u32 = row.get(0)?;
        if let Some(sum) = sums.get_mut(bucket as usize) {
            *sum = StateSum::from_bytes(row.get(1)?);
        }
    }
    Ok(sums)
}

/// The sum of a whole book over what is confirmed.
///
/// # Errors
/// SQL.
pub fn sum(connection: &Connection, number: BookNumber) -> Stored<StateSum> {
    Ok(buckets(connection, number)?.into_iter().sum())
}

/// Adds to the sum of a bucket: what an entity contributes now, less what it contributed before.
pub(super) fn add_to_sum(tx: &Transaction<'_>, number: BookNumber, bucket: usize, change: StateSum) -> Stored<()> {
    let bucket = i64::try_from(bucket).map_err(|_| StoreError::OutOfRange("a bucket"))?;
    let old: Option<[u8; 16]> = tx
        .prepare_cached("SELECT sum FROM book_sum WHERE book = ?1 AND bucket = ?2")?
        .query_row((number.0, bucket), |row| row.get(0))
        .optional()?;
    let sum: StateSum = [old.map(StateSum::from_bytes).unwrap_or_default(), change].into_iter().sum();
    tx.prepare_cached(
        "INSERT INTO book_sum (book, bucket, sum) VALUES (?1, ?2, ?3) ON CONFLICT (book, bucket) DO UPDATE SET sum = ?3",
    )?
    .execute((number.0, bucket, sum.to_bytes()))?;
    Ok(())
}
