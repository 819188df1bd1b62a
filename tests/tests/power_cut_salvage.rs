//! Power cuts while a damaged database is salvaged: the damaged file is kept, and as much is saved as without the cut.
//!
//! The seed is printed; `CLUBBOOK_SEED=… cargo test -p clubbook-tests --test power_cut_salvage` rolls the same dice again.

#![cfg(test)]
#![cfg(target_os = "linux")]

use std::collections::BTreeSet;

use clubbook_core::store::journal::{self, JournalRow};
use clubbook_core::store::salvage::{open_or_salvage, salvage};
use clubbook_core::store::{Durability, Store};
use clubbook_corpus::Rng;
use clubbook_tests::durability::disk::{Files, read_folder, write_folder};
use clubbook_tests::durability::life::Life;
use clubbook_tests::durability::seed;
use clubbook_tests::durability::shim::Shim;
use clubbook_tests::durability::writer::options;
use tempfile::TempDir;

const WRITER: &str = env!("CARGO_BIN_EXE_clubbook-writer");
const PAGE: usize = 4096;

/// A phone's files after some saves, with a page in the middle of the database destroyed.
fn damaged_phone(shim: &Shim) -> Files {
    let mut files = Life::record(shim, WRITER, Files::new(), &["save", "--seed", "6", "--count", "150"]).after();
    let database = files.get_mut("so.db").unwrap();
    let middle = database.len() / PAGE / 2 * PAGE;
    database[middle..middle + PAGE].fill(0x5a);
    files
}

fn journal_of(store: &Store) -> Vec<JournalRow> {
    store.read(|conn| journal::rows(conn, 1, usize::MAX)).unwrap()
}

fn holds_the_damaged_file(files: &Files, damaged: &Files) -> bool {
    let is_its_name = |name: &str| name == "so.db" || name.starts_with("so.db.set-aside-");
    files.iter().any(|(name, bytes)| is_its_name(name) && *bytes == damaged["so.db"])
}

#[test]
fn a_power_cut_while_a_phone_is_salvaged_loses_neither_the_damaged_file_nor_what_can_be_read_of_it() {
    const CUTS: u64 = 60;
    let seed = seed();
    println!("seed {seed}");
    let mut rng = Rng::new(seed);
    let tools = TempDir::new().unwrap();
    let shim = Shim::build(tools.path());
    let damaged = damaged_phone(&shim);
    let salvaged = Life::record(&shim, WRITER, damaged.clone(), &["salvage"]);
    let whole = TempDir::new().unwrap();
    write_folder(whole.path(), &salvaged.after()).unwrap();
    let expected = journal_of(&Store::open(options(whole.path(), Durability::Full)).unwrap());
    assert!(expected.len() > 100, "most of the journal can be read");

    // Every step of the renaming, which is at the end, several times, and a choice of those that copy.
    let end = salvaged.events.len();
    let last_steps: BTreeSet<usize> = (end.saturating_sub(30)..=end).collect();
    let rounds = [salvaged.points(&mut rng, CUTS), last_steps.clone(), last_steps.clone(), last_steps];
    let mut cut = 0;
    for points in &rounds {
        for ((left, _), point) in salvaged.cuts(points, &mut rng).zip(points) {
            let at = format!("seed {seed}, event {point} of {end}");
            assert!(holds_the_damaged_file(&left, &damaged), "{at}: the damaged file is kept as it was");
            let folder = TempDir::new().unwrap();
            write_folder(folder.path(), &left).unwrap();
            let opened = open_or_salvage(options(folder.path(), Durability::Full));
            let (mut store, _) = opened.unwrap_or_else(|error| panic!("{at}: {error}"));
            let is_back = read_folder(folder.path()).unwrap().keys().any(|name| name.starts_with("so.db.set-aside-"));
            if !is_back {
                // The cut took the mark: the damage is met again, and the salvage begins anew.
                store.shutdown().unwrap();
                store = salvage(options(folder.path(), Durability::Full)).unwrap().0;
            }
            assert!(journal_of(&store) == expected, "{at}: as much is saved as without the cut");
            assert_eq!(store.check().unwrap(), Vec::<String>::new(), "{at}");
            store.shutdown().unwrap();
            assert!(holds_the_damaged_file(&read_folder(folder.path()).unwrap(), &damaged), "{at}: and afterwards");
            cut += 1;
        }
    }
    println!("{cut} cuts of a salvage of {end} events");
}
