//! The first stores of a process, opened at once by many threads: each opens.
//!
//! Only the first moment of a process counts, so the test starts itself again and again.
#![cfg(test)]

use std::process::Command;
use std::sync::{Arc, Barrier};

use clubbook_core::store::{DatabaseKey, Store, StoreOptions};

const PROCESSES: usize = 40;
const THREADS: usize = 8;
const IS_CHILD: &str = "CLUBBOOK_FIRST_OPEN";

fn open_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let barrier = Arc::new(Barrier::new(THREADS));
    let threads: Vec<_> = (0..THREADS)
        .map(|number| {
            let (barrier, path) = (Arc::clone(&barrier), folder.path().join(format!("{number}.db")));
            std::thread::spawn(move || {
                barrier.wait();
                Store::open(StoreOptions::new(path, DatabaseKey::new([5; 32]))).map(|_| ())
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap().unwrap();
    }
}

#[test]
fn many_stores_can_be_the_first_of_a_process() {
    if std::env::var_os(IS_CHILD).is_some() {
        return open_at_once();
    }
    for number in 0..PROCESSES {
        let itself = std::env::current_exe().unwrap();
        let output = Command::new(itself).env(IS_CHILD, "1").output().unwrap();
        assert!(output.status.success(), "process {number}: {}", String::from_utf8_lossy(&output.stdout));
    }
}
