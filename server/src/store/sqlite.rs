//! The store in one SQLite file: one thread that writes, a few that read.

mod access;
mod books;
mod decisions;
mod devices;
mod figures;
mod log;
mod officers;
mod open;
mod reader;
mod renumbered;
mod row;
mod second_step;
mod settings;
#[cfg(test)]
mod tests;
mod writer;

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread::JoinHandle;

use rusqlite::Connection;
use tokio::sync::watch;

use super::{ReadJob, Store, Tx, WriteJob};
use crate::error::{CentreError, Done};

pub use open::SCHEMA_VERSION;

/// A transaction on a connection. A connection that reads refuses to write.
struct SqliteTx<'a> {
    connection: &'a Connection,
}

impl Tx for SqliteTx<'_> {}

/// The store. See the module's documentation.
pub struct SqliteStore {
    writer: Mutex<Option<mpsc::Sender<Box<dyn WriteJob>>>>,
    readers: Mutex<Option<mpsc::Sender<Box<dyn ReadJob>>>>,
    watcher: Mutex<Option<mpsc::Sender<()>>>,
    threads: Mutex<Vec<JoinHandle<()>>>,
    shown: Arc<watch::Sender<u64>>,
}

impl std::fmt::Debug for SqliteStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SqliteStore")
    }
}

impl SqliteStore {
    /// Opens the file, creating or migrating its tables.
    ///
    /// # Errors
    /// [`CentreError::NewerVersion`], [`CentreError::NotADatabase`], [`CentreError::CannotWrite`] and the like.
    pub fn open(path: &Path) -> Done<Self> {
        let connection = open::open_writer(path)?;
        let shown = Arc::new(watch::Sender::new(settings::shown(&connection)?));
        let (writer, jobs) = mpsc::channel();
        let mut threads = vec![writer::start(connection, jobs, Arc::clone(&shown))?];
        let (readers, jobs) = mpsc::channel();
        let jobs = Arc::new(Mutex::new(jobs));
        for _ in 0..reader::count() {
            threads.push(reader::start(open::open_reader(path)?, Arc::clone(&jobs))?);
        }
        let (watcher, stop) = mpsc::channel();
        threads.push(reader::watch(open::open_reader(path)?, stop, Arc::clone(&shown))?);
        Ok(Self {
            writer: Mutex::new(Some(writer)),
            readers: Mutex::new(Some(readers)),
            watcher: Mutex::new(Some(watcher)),
            threads: Mutex::new(threads),
            shown,
        })
    }
}

/// What is behind these locks is whole after a panic, too: each is set in one step.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Store for SqliteStore {
    fn write(&self, job: Box<dyn WriteJob>) {
        let refused = match lock(&self.writer).as_ref() {
            Some(writer) => writer.send(job).err().map(|unsent| unsent.0),
            None => Some(job),
        };
        if let Some(job) = refused {
            job.settle(Err(CentreError::Stopped));
        }
    }

    fn read(&self, job: Box<dyn ReadJob>) {
        let refused = match lock(&self.readers).as_ref() {
            Some(readers) => readers.send(job).err().map(|unsent| unsent.0),
            None => Some(job),
        };
        if let Some(job) = refused {
            job.run(Err(CentreError::Stopped));
        }
    }

    fn changes(&self) -> watch::Receiver<u64> {
        self.shown.subscribe()
    }

    fn close(&self) {
        // Each thread ends when it has done what was sent before. The writer does so last and alone: the connection that
        // closes last takes the log's file away.
        drop(lock(&self.readers).take());
        drop(lock(&self.watcher).take());
        let mut threads = lock(&self.threads);
        let writes = threads.len().min(1);
        for thread in threads.drain(writes..) {
            // A thread that panicked has nothing left to finish.
            let _ = thread.join();
        }
        drop(lock(&self.writer).take());
        for thread in threads.drain(..) {
            let _ = thread.join();
        }
    }
}

impl Drop for SqliteStore {
    fn drop(&mut self) {
        self.close();
    }
}
