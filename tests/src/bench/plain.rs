//! A table without anything: what durable rows alone cost on this machine.

use std::path::Path;

use rusqlite::Connection;

use super::Run;

/// Whether the file is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cipher {
    /// As phones keep it.
    OfPhones,
    /// Not, as the centre keeps it.
    None,
}

/// A table of bytes by number, with the durability of both stores.
#[derive(Debug)]
pub struct PlainTable(Connection);

impl PlainTable {
    /// A new file.
    ///
    /// # Errors
    /// SQL.
    pub fn open(path: &Path, cipher: Cipher) -> Run<Self> {
        let connection = Connection::open(path)?;
        if cipher == Cipher::OfPhones {
            connection.execute_batch(&format!("PRAGMA key = \"x'{}'\"", "07".repeat(32)))?;
        }
        connection.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
             CREATE TABLE visit (number INTEGER PRIMARY KEY, said BLOB NOT NULL) STRICT;",
        )?;
        Ok(Self(connection))
    }

    /// Inserts rows in one transaction.
    ///
    /// # Errors
    /// SQL.
    pub fn insert<'a>(&mut self, rows: impl IntoIterator<Item = &'a [u8]>) -> Run<()> {
        let tx = self.0.transaction()?;
        {
            let mut insert = tx.prepare_cached("INSERT INTO visit (said) VALUES (?1)")?;
            for row in rows {
                insert.execute([row])?;
            }
        }
        Ok(tx.commit()?)
    }
}
