//! The `book`, `book_sum` and `entity` tables.

use clubbook_model::id::{Book, BookKind, DeviceId, RecordId};
use clubbook_model::sum::{BUCKETS, StateSum};
use rusqlite::types::ValueRef;
use rusqlite::{OptionalExtension, Row};

use super::SqliteTx;
use super::row::{self, Columns, count, signed, unsigned};
use crate::error::Done;
use crate::store::books::{BookRow, Books, Entities, EntityRow};

const BOOK: &str = "handle, club, kind, part, head, creator";

fn book(row: &Row<'_>) -> rusqlite::Result<BookRow> {
    let mut columns = Columns::new(row);
    Ok(BookRow {
        handle: columns.number()?,
        book: Book { club: columns.record()?, kind: BookKind(columns.get()?), part: columns.record()? },
        head: columns.number()?,
        creator: columns.record()?,
    })
}

impl Books for SqliteTx<'_> {
    fn book(&self, wanted: &Book) -> Done<Option<BookRow>> {
        Ok(self
            .connection
            .prepare_cached(&format!("SELECT {BOOK} FROM book WHERE club = ?1 AND kind = ?2 AND part = ?3"))?
            .query_row((wanted.club.0, wanted.kind.0, wanted.part.0), book)
            .optional()?)
    }

    fn book_by_handle(&self, handle: u64) -> Done<Option<BookRow>> {
        Ok(self
            .connection
            .prepare_cached(&format!("SELECT {BOOK} FROM book WHERE handle = ?1"))?
            .query_row([signed(handle)], book)
            .optional()?)
    }

    fn books_of_club(&self, club: RecordId) -> Done<Vec<BookRow>> {
        let mut statement =
            self.connection.prepare_cached(&format!("SELECT {BOOK} FROM book WHERE club = ?1 ORDER BY handle"))?;
        Ok(statement.query_map([club.0], book)?.collect::<rusqlite::Result<_>>()?)
    }

    fn all_books(&self) -> Done<Vec<BookRow>> {
        let mut statement = self.connection.prepare_cached(&format!("SELECT {BOOK} FROM book ORDER BY handle"))?;
        Ok(statement.query_map([], book)?.collect::<rusqlite::Result<_>>()?)
    }

    fn add_book(&mut self, book: &Book, creator: RecordId) -> Done<BookRow> {
        self.connection
            .prepare_cached("INSERT INTO book (club, kind, part, head, creator) VALUES (?1, ?2, ?3, 0, ?4)")?
            .execute((book.club.0, book.kind.0, book.part.0, creator.0))?;
        let handle = unsigned(self.connection.last_insert_rowid());
        Ok(BookRow { handle, book: *book, head: 0, creator })
    }

    fn put_unknown_opener(&mut self, handle: u64, device: DeviceId) -> Done<()> {
        self.connection
            .prepare_cached("UPDATE book SET unknown_opener = ?2 WHERE handle = ?1")?
            .execute((signed(handle), row::device(device)))?;
        Ok(())
    }

    fn claim_opened(&mut self, device: DeviceId, person: RecordId) -> Done<()> {
        self.connection
            .prepare_cached("UPDATE book SET creator = ?2, unknown_opener = NULL WHERE unknown_opener = ?1")?
            .execute((row::device(device), person.0))?;
        Ok(())
    }

    fn put_head(&mut self, handle: u64, head: u64) -> Done<()> {
        self.connection
            .prepare_cached("UPDATE book SET head = ?2 WHERE handle = ?1")?
            .execute((signed(handle), signed(head)))?;
        Ok(())
    }

    fn buckets(&self, handle: u64) -> Done<[StateSum; BUCKETS]> {
        let mut sums = [StateSum::default(); BUCKETS];
        let mut statement = self.connection.prepare_cached("SELECT bucket, sum FROM book_sum WHERE book = ?1")?;
        let mut rows = statement.query([signed(handle)])?;
        while let Some(row) = rows.next()? {
            let mut columns = Columns::new(row);
            let bucket = usize::try_from(columns.number()?).unwrap_or(BUCKETS);
            if let Some(sum) = sums.get_mut(bucket) {
                *sum = StateSum::from_bytes(columns.get()?);
            }
        }
        Ok(sums)
    }

    fn put_bucket(&mut self, handle: u64, bucket: usize, sum: StateSum) -> Done<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO book_sum (book, bucket, sum) VALUES (?1, ?2, ?3) \
                 ON CONFLICT (book, bucket) DO UPDATE SET sum = ?3",
            )?
            .execute((signed(handle), count(bucket), sum.to_bytes()))?;
        Ok(())
    }
}

fn entity(row: &Row<'_>) -> rusqlite::Result<EntityRow> {
    let mut columns = Columns::new(row);
    Ok(EntityRow { id: columns.record()?, kind: columns.get()?, state: columns.get()? })
}

/// Every table that can be rebuilt from the log, with its key.
const FOLDED: &[(&str, &str)] = &[
    ("book_sum", "book, bucket"),
    ("entity", "book, id"),
    ("task_figure", "club, record, role"),
    ("volunteer_figure", "book, record, person"),
    ("club_figure", "club"),
    ("member_figure", "club, record"),
    ("same_figure", "club, record"),
    ("meeting_figure", "club, record"),
    ("attendance_figure", "club, record"),
    ("visit_figure", "book, record"),
];

impl Entities for SqliteTx<'_> {
    fn entity(&self, handle: u64, id: RecordId) -> Done<Option<EntityRow>> {
        Ok(self
            .connection
            .prepare_cached("SELECT id, kind, state FROM entity WHERE book = ?1 AND id = ?2")?
            .query_row((signed(handle), id.0), entity)
            .optional()?)
    }

    fn books_of_entity(&self, id: RecordId) -> Done<Vec<BookRow>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {BOOK} FROM book WHERE handle IN (SELECT book FROM entity WHERE id = ?1) ORDER BY handle"
        ))?;
        Ok(statement.query_map([id.0], book)?.collect::<rusqlite::Result<_>>()?)
    }

    fn entities(&self, handle: u64) -> Done<Vec<EntityRow>> {
        let mut statement =
            self.connection.prepare_cached("SELECT id, kind, state FROM entity WHERE book = ?1 ORDER BY id")?;
        Ok(statement.query_map([signed(handle)], entity)?.collect::<rusqlite::Result<_>>()?)
    }

    fn entities_of_kind(&self, handle: u64, kind: u32) -> Done<Vec<EntityRow>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id, kind, state FROM entity WHERE book = ?1 AND kind = ?2 ORDER BY id")?;
        Ok(statement.query_map((signed(handle), kind), entity)?.collect::<rusqlite::Result<_>>()?)
    }

    fn care_entities(&self, club: RecordId, kind: u32) -> Done<Vec<EntityRow>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT e.id, e.kind, e.state FROM book AS b JOIN entity AS e ON e.book = b.handle \
             WHERE b.club = ?1 AND b.kind = ?2 AND e.kind = ?3 ORDER BY b.handle, e.id",
        )?;
        let rows = statement.query_map((club.0, BookKind::CARE.0, kind), entity)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn put_entity(&mut self, handle: u64, row: &EntityRow) -> Done<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO entity (book, id, kind, state) VALUES (?1, ?2, ?3, ?4) \
                 ON CONFLICT (book, id) DO UPDATE SET state = ?4",
            )?
            .execute((signed(handle), row.id.0, row.kind, &row.state))?;
        Ok(())
    }

    fn clear_folded(&mut self) -> Done<()> {
        for (table, _) in FOLDED {
            self.connection.execute(&format!("DELETE FROM {table}"), [])?;
        }
        Ok(())
    }

    fn folded_rows(&self) -> Done<Vec<String>> {
        let mut lines = Vec::new();
        for (table, key) in FOLDED {
            let mut statement = self.connection.prepare(&format!("SELECT * FROM {table} ORDER BY {key}"))?;
            let columns = statement.column_count();
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let mut line = (*table).to_owned();
                for column in 0..columns {
                    line.push(' ');
                    line.push_str(&text(row.get_ref(column)?));
                }
                lines.push(line);
            }
        }
        Ok(lines)
    }
}

fn text(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null => "-".to_owned(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
    }
}
