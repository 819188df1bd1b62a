//! The phone's encrypted store: one file, one connection that writes, a few that only read.
//!
//! Features and the sync engine meet here and nowhere else. Everything that changes is a function over `&Transaction`
//! inside [`Store::write`], everything that reads a function over `&Connection` inside [`Store::read`]; neither may be
//! nested in a [`Store::write`], and no transaction may stay open across a wait for the network.
//!
//! # What a sync engine needs
//!
//! | to | call |
//! |---|---|
//! | know itself | [`settings::key_pair`], [`settings::device`], [`settings::CERTIFICATE`], [`settings::EPOCH`], [`settings::CHALLENGE`]… (`.get(conn)`, `.put(tx, &value)`) |
//! | enrol | [`settings::put_key_pair`], then [`settings::CENTRE_URL`], `CENTRE_KEY`, `CENTRE_NAME`, `RECOVERY_KEY`, `CLUB`, `PERSON`; [`seal::seal_key`] into [`open::sealed_key_path`] |
//! | say where the journal ends | [`journal::head`]`(conn) -> JournalPoint`, [`journal::point`]`(conn, seq)` |
//! | cut push frames | [`journal::first_waiting`]`(conn)`, [`journal::rows`]`(conn, from, limit)`, [`segment::salt_of`]`(conn, seq)` |
//! | take an acknowledgement | [`journal::acknowledge_all`]`(tx, ops)`, [`journal::go_on_from`]`(tx, effective)` where stamps were clamped |
//! | tell a restored centre the clock readings that it gave | [`readings::of_run`], [`readings::note`] |
//! | take a quarantine notice | [`journal::quarantine`]`(tx, seq, reason)`, [`refusals::note_why`] |
//! | compare journals with the centre | [`journal::agreement`]`(conn, told)` |
//! | go on after a fork, or behind a hole | [`renumber::renumber`]`(tx, random, common, after, why)`, [`settings::SUCCESSIONS`] |
//! | give up books that may not be read any longer | [`purge::due`]`(conn)`, [`purge::purge`]`(tx)` |
//! | know the books | [`books::number`]`(tx, &book)`, [`books::by_handle`], [`books::all`], [`books::put_grant`], [`books::put_cursor`] |
//! | apply a frame: pulled ops, a snapshot, a repair | [`confirm::confirming`]`(tx, work)` |
//! | compare sums | [`books::sum`], [`books::buckets`], [`entity::confirmed_in_bucket`] |
//! | keep frames for a restored centre | [`received::keep`], [`received::portion`], [`received::put_offered`], [`received::forget_before`] |
//! | remember the centre's time | [`time::put_server_time`]`(tx, clock, server)`; what the time is: [`time::now`]`(c, clock)` |
//! | tell people the truth | [`settings::STANDING`], [`settings::TROUBLE`], [`settings::LAST_EXCHANGE`], [`settings::BACK_OFF`], [`exchanges::note`] |

pub mod books;
pub mod confirm;
pub mod entity;
pub mod erased;
pub mod error;
pub mod exchanges;
mod index_key;
pub mod journal;
pub mod open;
pub mod person_index;
pub mod purge;
pub mod readings;
pub mod received;
pub mod refusals;
pub mod renumber;
pub mod salvage;
pub mod seal;
pub mod segment;
pub mod settings;
pub mod sight;
#[cfg(test)]
mod tests;
pub mod time;

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, Transaction, TransactionBehavior};

pub use error::{StoreError, Stored};
pub use index_key::Direction;
pub use open::{DatabaseKey, Durability, StoreOptions};
use sight::Sight;

/// How many idle connections for reading are kept.
const IDLE_READERS: usize = 2;

/// The connections for reading.
#[derive(Debug, Default)]
struct Readers {
    idle: Vec<(Connection, Sight)>,
    in_use: usize,
    open: bool,
}

/// The store. See the module's documentation.
#[derive(Debug)]
pub struct Store {
    options: StoreOptions,
    writer: Mutex<Option<(Connection, Sight)>>,
    readers: Mutex<Readers>,
    returned: Condvar,
}

/// A panic inside a transaction rolled it back, so the connection behind the lock is sound.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Store {
    /// Opens the store, creating or migrating its tables.
    ///
    /// # Errors
    /// Each kind of unusable file has its own [`StoreError`]. Damage met in an earlier run is reported at once, so that
    /// [`salvage::open_or_salvage`] can deal with it.
    pub fn open(options: StoreOptions) -> Stored<Self> {
        if !options.read_only && salvage::is_marked(&options.path) {
            return Err(StoreError::Corrupt);
        }
        let writer = open::open_writer(&options)?;
        Ok(Self {
            options,
            writer: Mutex::new(Some(writer)),
            readers: Mutex::new(Readers { open: true, ..Readers::default() }),
            returned: Condvar::new(),
        })
    }

    /// How it was opened.
    pub fn options(&self) -> &StoreOptions {
        &self.options
    }

    /// Runs `change` in one transaction and commits it. When this returns `Ok`, what was written survives a power cut;
    /// when it returns `Err`, nothing was written.
    ///
    /// # Errors
    /// What `change` returns, or what the commit says.
    pub fn write<T, E: From<StoreError>>(&self, change: impl FnOnce(&Transaction<'_>) -> Result<T, E>) -> Result<T, E> {
        self.write_by_sight(|transaction, _| change(transaction))
    }

    /// As [`Store::write`], for somebody who may not see everything: `change` narrows the [`Sight`] first.
    ///
    /// # Errors
    /// As [`Store::write`].
    pub fn write_by_sight<T, E: From<StoreError>>(
        &self,
        change: impl FnOnce(&Transaction<'_>, &Sight) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut writer = lock(&self.writer);
        let (connection, sight) = writer.as_mut().ok_or(StoreError::Paused)?;
        let begin = connection.transaction_with_behavior(TransactionBehavior::Immediate);
        let transaction = begin.map_err(|error| self.noticed(error.into()))?;
        let _until_the_end = Narrowing(sight);
        let result = change(&transaction, sight)?;
        transaction.commit().map_err(|error| self.noticed(error.into()))?;
        Ok(result)
    }

    /// Runs `look` over one unchanging view of the store.
    ///
    /// # Errors
    /// What `look` returns.
    pub fn read<T, E: From<StoreError>>(&self, look: impl FnOnce(&Connection) -> Result<T, E>) -> Result<T, E> {
        self.read_by_sight(|connection, _| look(connection))
    }

    /// As [`Store::read`], for somebody who may not see everything: `look` narrows the [`Sight`] first.
    ///
    /// # Errors
    /// As [`Store::read`].
    pub fn read_by_sight<T, E: From<StoreError>>(
        &self,
        look: impl FnOnce(&Connection, &Sight) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut reader = self.take_reader()?;
        let (connection, sight) = reader.connection.as_mut().ok_or(StoreError::Paused)?;
        let transaction = connection.transaction().map_err(|error| self.noticed(error.into()))?;
        let _until_the_end = Narrowing(sight);
        look(&transaction, sight)
    }

    /// Leaves a mark beside a damaged file, so that the next opening salvages it.
    fn noticed(&self, error: StoreError) -> StoreError {
        if error.is_damage() && !self.options.read_only {
            salvage::mark(&self.options.path);
        }
        error
    }

    /// Notes an error that a command or a query met: when it means damage, the next opening salvages the file.
    pub fn note(&self, error: &StoreError) {
        if error.is_damage() && !self.options.read_only {
            salvage::mark(&self.options.path);
        }
    }

    fn take_reader(&self) -> Stored<Reader<'_>> {
        let mut readers = lock(&self.readers);
        if !readers.open {
            return Err(StoreError::Paused);
        }
        let idle = readers.idle.pop();
        readers.in_use += 1;
        drop(readers);
        // From here on the count goes down again whatever happens: `Reader` does it when it is dropped.
        let mut reader = Reader { store: self, connection: idle };
        if reader.connection.is_none() {
            reader.connection = Some(open::open_reader(&self.options)?);
        }
        Ok(reader)
    }

    /// Closes every connection after writing the log back into the database, so that no lock is held while the system
    /// has put the app to sleep. Waits for what is running.
    ///
    /// # Errors
    /// SQL. The store is paused all the same.
    pub fn pause(&self) -> Stored<()> {
        let mut readers = lock(&self.readers);
        readers.open = false;
        while readers.in_use > 0 {
            readers = self.returned.wait(readers).unwrap_or_else(PoisonError::into_inner);
        }
        readers.idle.clear();
        drop(readers);
        let Some((connection, _)) = lock(&self.writer).take() else { return Ok(()) };
        if !self.options.read_only {
            connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        }
        connection.close().map_err(|(_, error)| error)?;
        Ok(())
    }

    /// Opens what [`Store::pause`] closed.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn resume(&self) -> Stored<()> {
        let mut writer = lock(&self.writer);
        if writer.is_none() {
            *writer = Some(open::open_writer(&self.options)?);
        }
        lock(&self.readers).open = true;
        Ok(())
    }

    /// Closes the store for good.
    ///
    /// # Errors
    /// SQL. The store is closed all the same.
    pub fn shutdown(self) -> Stored<()> {
        self.pause()
    }

    /// Reads every page and every index: for support, not for every day. `Ok` holds what is wrong, line by line.
    ///
    /// # Errors
    /// SQL.
    pub fn check(&self) -> Stored<Vec<String>> {
        // SQLCipher checks the pages of the database itself. After a power cut those that were being written back may be
        // torn while the log still has them whole, so the log is written back first.
        if let Some((writer, _)) = lock(&self.writer).as_ref().filter(|_| !self.options.read_only) {
            writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        }
        self.read(|connection| {
            let mut lines = Vec::new();
            for pragma in ["PRAGMA cipher_integrity_check", "PRAGMA integrity_check"] {
                let mut statement = connection.prepare(pragma)?;
                let found = statement.query_map([], |row| row.get::<_, String>(0))?;
                lines.extend(found.collect::<rusqlite::Result<Vec<_>>>()?);
            }
            lines.retain(|line| line != "ok");
            Ok(lines)
        })
    }
}

/// A connection for reading, on loan.
struct Reader<'a> {
    store: &'a Store,
    connection: Option<(Connection, Sight)>,
}

/// Widens a sight again, whatever happens in between.
struct Narrowing<'a>(&'a Sight);

impl Drop for Narrowing<'_> {
    fn drop(&mut self) {
        self.0.widen();
    }
}

impl Drop for Reader<'_> {
    fn drop(&mut self) {
        let mut readers = lock(&self.store.readers);
        readers.in_use -= 1;
        if let Some(connection) = self.connection.take()
            && readers.open
            && readers.idle.len() < IDLE_READERS
        {
            readers.idle.push(connection);
        }
        drop(readers);
        self.store.returned.notify_all();
    }
}
