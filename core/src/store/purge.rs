//! Books that the people of this phone may no longer read, or never might: what is in them goes as soon as none of the
//! phone's own ops there waits, in the outbox or in quarantine. The ops themselves stay in the journal, as everywhere.
//!
//! Received frames may still hold rows of such a book: they are signed as a whole, and go when the centre's backups hold
//! them.

use clubbook_model::message::Rights;
use rusqlite::{Connection, Transaction};

use super::books::{self, BookNumber};
use super::entity;
use super::error::Stored;

/// The books that have to be purged now.
///
/// # Errors
/// SQL.
pub fn due(connection: &Connection) -> Stored<Vec<BookNumber>> {
    let mut statement = connection.prepare_cached(
        "SELECT number FROM book WHERE (handle IS NOT NULL OR rights & ?2 <> 0) AND rights & ?1 = 0 \
         AND EXISTS (SELECT 1 FROM entity WHERE entity.book = number) \
         AND NOT EXISTS (SELECT 1 FROM journal INDEXED BY journal_unconfirmed WHERE state <> 1 \
                         AND coalesce(reason, '') <> 'refused' AND journal.book = number) \
         AND NOT EXISTS (SELECT 1 FROM former_journal WHERE state <> 1 \
                         AND coalesce(reason, '') <> 'refused' AND former_journal.book = number)",
    )?;
    Ok(statement
        .query_map((Rights::READ.0, books::TAKEN), |row| row.get(0).map(BookNumber))?
        .collect::<rusqlite::Result<_>>()?)
}

/// Purges them.
///
/// # Errors
/// SQL.
pub fn purge(tx: &Transaction<'_>) -> Stored<()> {
    for book in due(tx)? {
        entity::remove_all(tx, book)?;
        books::begin_anew(tx, book)?;
    }
    Ok(())
}
