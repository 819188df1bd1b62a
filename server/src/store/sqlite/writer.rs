//! The thread that writes: as many jobs as wait share one transaction and one sync to the disk.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;

use rusqlite::Connection;
use tokio::sync::watch;

use super::{SqliteTx, settings};
use crate::error::{CentreError, Done};
use crate::store::WriteJob;

/// Jobs in one transaction at most: more would make the first one wait too long.
const LARGEST_GROUP: usize = 256;

pub(super) fn start(
    mut connection: Connection,
    jobs: mpsc::Receiver<Box<dyn WriteJob>>,
    shown: Arc<watch::Sender<u64>>,
) -> Done<JoinHandle<()>> {
    let run = move || {
        while let Ok(first) = jobs.recv() {
            let mut group = vec![first];
            while group.len() < LARGEST_GROUP
                && let Ok(job) = jobs.try_recv()
            {
                group.push(job);
            }
            commit(&mut connection, group, &shown);
        }
        // The log stays valid without the checkpoint; it only makes the next opening quicker.
        let _ = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    };
    Ok(std::thread::Builder::new().name("centre-writer".to_owned()).spawn(run)?)
}

/// Runs a group in one transaction and answers each of its jobs after the commit.
fn commit(connection: &mut Connection, mut group: Vec<Box<dyn WriteJob>>, shown: &watch::Sender<u64>) {
    let mut outcomes = Vec::with_capacity(group.len());
    match run_group(connection, &mut group, &mut outcomes) {
        Ok(now_shown) => {
            for (job, outcome) in group.into_iter().zip(outcomes) {
                job.settle(outcome);
            }
            shown.send_if_modified(|known| std::mem::replace(known, now_shown) != now_shown);
        }
        Err(error) => {
            if !connection.is_autocommit() {
                // A failed commit may leave the transaction open; nothing of it counts.
                let _ = connection.execute_batch("ROLLBACK");
            }
            tracing::error!(%error, "a transaction of the centre failed");
            for job in group {
                job.settle(Err(again(&error)));
            }
        }
    }
}

fn run_group(
    connection: &mut Connection,
    group: &mut [Box<dyn WriteJob>],
    outcomes: &mut Vec<Done<()>>,
) -> rusqlite::Result<u64> {
    connection.execute_batch("BEGIN IMMEDIATE")?;
    for job in group {
        connection.execute_batch("SAVEPOINT job")?;
        let mut tx = SqliteTx { connection };
        // What a job breaks by panicking is taken back with its savepoint, so the next one finds a sound transaction.
        let outcome = catch_unwind(AssertUnwindSafe(|| job.run(&mut tx))).unwrap_or_else(|_| {
            tracing::error!("a job of the centre panicked; it was taken back");
            Err(CentreError::Busy)
        });
        if outcome.is_err() {
            connection.execute_batch("ROLLBACK TO job")?;
        }
        connection.execute_batch("RELEASE job")?;
        outcomes.push(outcome);
    }
    let now_shown = settings::shown(connection)?;
    connection.execute_batch("COMMIT")?;
    Ok(now_shown)
}

/// The same error for each job of a group: SQLite's own cannot be copied whole.
fn again(error: &rusqlite::Error) -> CentreError {
    match error.sqlite_error() {
        Some(code) => CentreError::from(rusqlite::Error::SqliteFailure(*code, None)),
        None => CentreError::Busy,
    }
}
