//! Power cuts while a damaged database is salvaged: the damaged file is kept, and as much is saved as without the cut.
//!
//! The seed is printed; `CLUBBOOK_SEED=… cargo test -p clubbook-tests --test power_cut_salvage` rolls the same dice again.

#![cfg(test)]
#![cfg(target_os = "linux")]

use std::collections::BTreeSet;

use clubbook_corpus::Rng;
use clubbook_tests::durability::damaged::DamagedPhone;
use clubbook_tests::durability::disk::write_folder;
use clubbook_tests::durability::life::Life;
use clubbook_tests::durability::seed;
use clubbook_tests::durability::shim::Shim;
use tempfile::TempDir;

const WRITER: &str = env!("CARGO_BIN_EXE_clubbook-writer");

#[test]
fn a_power_cut_while_a_phone_is_salvaged_loses_neither_the_damaged_file_nor_what_can_be_read_of_it() {
    const CUTS: u64 = 60;
    let seed = seed();
    println!("seed {seed}");
    let mut rng = Rng::new(seed);
    let tools = TempDir::new().unwrap();
    let phone = DamagedPhone::after_saves(WRITER);
    let salvaged = Life::record(&Shim::build(tools.path()), WRITER, phone.files.clone(), &["salvage"]);

    // Every step of the renaming, which is at the end, several times, and a choice of those that copy.
    let end = salvaged.events.len();
    let last_steps: BTreeSet<usize> = (end.saturating_sub(30)..=end).collect();
    let rounds = [salvaged.points(&mut rng, CUTS), last_steps.clone(), last_steps.clone(), last_steps];
    let mut cut = 0;
    for points in &rounds {
        for ((left, _), point) in salvaged.cuts(points, &mut rng).zip(points) {
            let at = format!("seed {seed}, event {point} of {end}");
            assert!(phone.is_kept_in(&left), "{at}: the damaged file is kept as it was");
            let folder = TempDir::new().unwrap();
            write_folder(folder.path(), &left).unwrap();
            phone.is_taken_up(folder.path(), &at);
            cut += 1;
        }
    }
    println!("{cut} cuts of a salvage of {end} events");
}
