//! SIGKILL in the middle of salvaging a damaged database: the next opening takes it up, and the damaged file stays.

#![cfg(test)]
#![cfg(target_os = "linux")]

use std::path::Path;

use clubbook_core::store::journal::{self, JournalRow};
use clubbook_core::store::salvage::{open_or_salvage, salvage};
use clubbook_core::store::{Durability, Store};
use clubbook_corpus::Rng;
use clubbook_tests::durability::disk::{Files, read_folder, write_folder};
use clubbook_tests::durability::process::{Process, command};
use clubbook_tests::durability::shim::Shim;
use clubbook_tests::durability::writer::options;
use clubbook_tests::durability::{recording, seed};
use tempfile::TempDir;

const WRITER: &str = env!("CARGO_BIN_EXE_clubbook-writer");
const PAGE: usize = 4096;

/// A phone's files after some saves, with a page in the middle of the database destroyed.
fn damaged_phone() -> Files {
    let folder = TempDir::new().unwrap();
    let mut command = command(WRITER, folder.path());
    command.args(["save", "--seed", "5", "--count", "150"]);
    assert!(Process::start(&mut command).rest().1.success());
    let mut files = read_folder(folder.path()).unwrap();
    let database = files.get_mut("so.db").unwrap();
    let middle = database.len() / PAGE / 2 * PAGE;
    database[middle..middle + PAGE].fill(0x5a);
    files
}

fn journal_of(store: &Store) -> Vec<JournalRow> {
    store.read(|conn| journal::rows(conn, 1, usize::MAX)).unwrap()
}

fn is_set_aside(folder: &Path, damaged: &Files) -> bool {
    let files = read_folder(folder).unwrap();
    files.iter().any(|(name, bytes)| name.starts_with("so.db.set-aside-") && *bytes == damaged["so.db"])
}

#[test]
fn a_salvage_that_is_killed_at_a_random_step_is_taken_up_and_keeps_the_damaged_file() {
    const ROUNDS: u64 = 40;
    let seed = seed();
    println!("seed {seed}");
    let mut rng = Rng::new(seed);
    let tools = TempDir::new().unwrap();
    let shim = Shim::build(tools.path());
    let damaged = damaged_phone();

    let whole = TempDir::new().unwrap();
    write_folder(whole.path(), &damaged).unwrap();
    let log = tools.path().join("recording");
    let mut undisturbed = command(WRITER, whole.path());
    shim.record(undisturbed.arg("salvage"), whole.path(), &log);
    assert!(Process::start(&mut undisturbed).rest().1.success());
    let steps = recording::read(&log).iter().filter(|event| event.is_change()).count().try_into().unwrap();
    let expected = journal_of(&Store::open(options(whole.path(), Durability::Full)).unwrap());
    assert!(expected.len() > 100, "most of the journal can be read");

    // Every step around the renaming, which is at the end, and a choice of the many that copy.
    let last_steps = 20;
    let chosen = (0..ROUNDS).map(|_| 1 + rng.below(steps)).chain(steps - last_steps..=steps);
    for step in chosen.collect::<Vec<u64>>() {
        let folder = TempDir::new().unwrap();
        write_folder(folder.path(), &damaged).unwrap();
        let mut writer = command(WRITER, folder.path());
        shim.kill_at(writer.arg("salvage"), folder.path(), step);
        assert!(!Process::start(&mut writer).rest().1.success(), "killed at step {step}");
        let taken_up = open_or_salvage(options(folder.path(), Durability::Full));
        let (mut store, _) = taken_up.unwrap_or_else(|error| panic!("seed {seed}, step {step}: {error}"));
        if !is_set_aside(folder.path(), &damaged) {
            // Killed before it left its mark: the damage is met again, and the salvage begins anew.
            assert_eq!(step, 1, "seed {seed}");
            store.shutdown().unwrap();
            store = salvage(options(folder.path(), Durability::Full)).unwrap().0;
        }
        assert!(is_set_aside(folder.path(), &damaged), "seed {seed}, step {step}: the damaged file is kept as it was");
        assert!(journal_of(&store) == expected, "seed {seed}, step {step}: as much is saved as without the kill");
        assert_eq!(store.check().unwrap(), Vec::<String>::new(), "seed {seed}, step {step}");
    }
}
