//! The tables behind a trait. Nothing above this module writes SQL.
//!
//! A [`Store`] takes jobs. Jobs that write run one after another on one thread, each inside a savepoint; as many as wait
//! are committed together with one sync to the disk, and only then answered (group commit). Jobs that read run beside
//! them on an unchanging view. A job gets a [`Tx`]: reading takes `&dyn Tx`, writing `&mut dyn Tx`.

pub mod access;
pub mod books;
pub mod decisions;
pub mod devices;
pub mod figures;
pub mod log;
pub mod officers;
pub mod renumbered;
pub mod second_step;
pub mod settings;
pub mod sqlite;

use std::sync::Arc;

use tokio::sync::{oneshot, watch};

use crate::error::{CentreError, Done};

/// What a job may do with the tables: each part of it stands beside its rows.
pub trait Tx:
    settings::Settings
    + settings::Epochs
    + books::Books
    + books::Entities
    + log::Log
    + renumbered::Renumbered
    + devices::Devices
    + devices::Codes
    + figures::Units
    + figures::TaskFigures
    + figures::ClubFigures
    + officers::Officers
    + second_step::SecondSteps
    + access::AccessLog
    + decisions::Decisions
{
}

/// A job that writes.
pub trait WriteJob: Send {
    /// Does its work inside a savepoint; an error takes all of it back.
    ///
    /// # Errors
    /// What the work says.
    fn run(&mut self, tx: &mut dyn Tx) -> Done<()>;
    /// Hears the end, after the commit.
    fn settle(self: Box<Self>, outcome: Done<()>);
}

/// A job that reads.
pub trait ReadJob: Send {
    /// Does its work and tells whoever waits; `Err` when there is no view to read.
    fn run(self: Box<Self>, tx: Done<&dyn Tx>);
}

/// Where the centre keeps everything.
pub trait Store: Send + Sync {
    /// Puts a job that writes into the queue.
    fn write(&self, job: Box<dyn WriteJob>);
    /// Puts a job that reads into the queue.
    fn read(&self, job: Box<dyn ReadJob>);
    /// Ticks after each commit that changed something that pages show, those of other processes included.
    fn changes(&self) -> watch::Receiver<u64>;
    /// Finishes what is in the queue, writes the log back into the database and closes it; waits until that is done.
    fn close(&self);
}

struct Write<F, T> {
    work: Option<F>,
    done: Option<T>,
    answer: oneshot::Sender<Done<T>>,
}

impl<F, T> WriteJob for Write<F, T>
where
    F: FnOnce(&mut dyn Tx) -> Done<T> + Send,
    T: Send,
{
    fn run(&mut self, tx: &mut dyn Tx) -> Done<()> {
        let work = self.work.take().ok_or(CentreError::Stopped)?;
        self.done = Some(work(tx)?);
        Ok(())
    }

    fn settle(self: Box<Self>, outcome: Done<()>) {
        let done = self.done;
        // Nobody may be waiting any more: the work is committed all the same.
        let _ = self.answer.send(outcome.and_then(|()| done.ok_or(CentreError::Stopped)));
    }
}

struct Read<F, T> {
    work: F,
    answer: oneshot::Sender<Done<T>>,
}

impl<F, T> ReadJob for Read<F, T>
where
    F: FnOnce(&dyn Tx) -> Done<T> + Send,
    T: Send,
{
    fn run(self: Box<Self>, tx: Done<&dyn Tx>) {
        let work = self.work;
        let _ = self.answer.send(tx.and_then(work));
    }
}

/// Runs `work` in a transaction. When this returns `Ok`, what was written survives a power cut; when it returns `Err`,
/// nothing was written.
///
/// # Errors
/// What `work` returns, what the commit says, or [`CentreError::Stopped`].
pub async fn write<T: Send + 'static>(
    store: &Arc<dyn Store>,
    work: impl FnOnce(&mut dyn Tx) -> Done<T> + Send + 'static,
) -> Done<T> {
    let (answer, waiting) = oneshot::channel();
    store.write(Box::new(Write { work: Some(work), done: None, answer }));
    waiting.await.unwrap_or(Err(CentreError::Stopped))
}

/// Runs `work` in a transaction and waits for it without a runtime: while the centre is being opened.
pub(crate) fn write_now(store: &dyn Store, work: impl FnOnce(&mut dyn Tx) -> Done<()> + Send + 'static) -> Done<()> {
    let (answer, waiting) = oneshot::channel();
    store.write(Box::new(Write { work: Some(work), done: None, answer }));
    // On a thread of its own: whoever opens the centre may stand inside a runtime, where tokio's channels refuse to block.
    let waited = std::thread::spawn(move || waiting.blocking_recv()).join();
    waited.map_or(Err(CentreError::Stopped), |answer| answer.unwrap_or(Err(CentreError::Stopped)))
}

/// Runs `work` in a transaction for which nobody waits: what is lost with it is worked out anew.
pub fn write_later(store: &Arc<dyn Store>, work: impl FnOnce(&mut dyn Tx) -> Done<()> + Send + 'static) {
    let (answer, _) = oneshot::channel();
    store.write(Box::new(Write { work: Some(work), done: None, answer }));
}

/// Runs `work` over one unchanging view of the store.
///
/// # Errors
/// What `work` returns, or [`CentreError::Stopped`].
pub async fn read<T: Send + 'static>(
    store: &Arc<dyn Store>,
    work: impl FnOnce(&dyn Tx) -> Done<T> + Send + 'static,
) -> Done<T> {
    let (answer, waiting) = oneshot::channel();
    store.read(Box::new(Read { work, answer }));
    waiting.await.unwrap_or(Err(CentreError::Stopped))
}
