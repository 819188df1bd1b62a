//! The threads that read, and the one that hears what other processes write.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, mpsc};
use std::thread::JoinHandle;
use std::time::Duration;

use rusqlite::{Connection, TransactionBehavior};
use tokio::sync::watch;

use super::{SqliteTx, lock, settings};
use crate::error::{CentreError, Done};
use crate::store::ReadJob;

/// How often the file is looked at for commits of other processes: a command beside a running server.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// Two for each processor: one may wait for the disk while the other presses frames.
pub(super) fn count() -> usize {
    std::thread::available_parallelism().map_or(2, |processors| processors.get().clamp(1, 8) * 2)
}

type Jobs = Arc<Mutex<mpsc::Receiver<Box<dyn ReadJob>>>>;

pub(super) fn start(mut connection: Connection, jobs: Jobs) -> Done<JoinHandle<()>> {
    let run = move || {
        loop {
            // The lock is let go before the job runs, so that the next thread can take the next one.
            let job = lock(&jobs).recv();
            let Ok(job) = job else { return };
            // A job that panics only lets its own waiter down.
            if catch_unwind(AssertUnwindSafe(|| run_job(&mut connection, job))).is_err() {
                tracing::error!("a reading job of the centre panicked");
            }
        }
    };
    Ok(std::thread::Builder::new().name("centre-reader".to_owned()).spawn(run)?)
}

fn run_job(connection: &mut Connection, job: Box<dyn ReadJob>) {
    match connection.transaction_with_behavior(TransactionBehavior::Deferred) {
        Ok(view) => job.run(Ok(&SqliteTx { connection: &view })),
        Err(error) => job.run(Err(CentreError::from(error))),
    }
}

/// Hears of what other processes have changed.
pub(super) fn watch(
    connection: Connection,
    stop: mpsc::Receiver<()>,
    shown: Arc<watch::Sender<u64>>,
) -> Done<JoinHandle<()>> {
    let run = move || {
        let version = || connection.query_row("PRAGMA data_version", [], |row| row.get::<_, i64>(0));
        let mut known = version().ok();
        while stop.recv_timeout(LOOK_EVERY) == Err(mpsc::RecvTimeoutError::Timeout) {
            let now = version().ok();
            if now == known {
                continue;
            }
            known = now;
            if let Ok(now_shown) = settings::shown(&connection) {
                shown.send_if_modified(|known| now_shown > std::mem::replace(known, now_shown.max(*known)));
            }
        }
    };
    Ok(std::thread::Builder::new().name("centre-watcher".to_owned()).spawn(run)?)
}
