//! SIGKILL in the middle of salvaging a damaged database: the next opening takes it up, and the damaged file stays.

#![cfg(test)]
#![cfg(target_os = "linux")]

use clubbook_corpus::Rng;
use clubbook_tests::durability::damaged::DamagedPhone;
use clubbook_tests::durability::disk::write_folder;
use clubbook_tests::durability::life::Life;
use clubbook_tests::durability::process::{Process, command};
use clubbook_tests::durability::seed;
use clubbook_tests::durability::shim::Shim;
use tempfile::TempDir;

const WRITER: &str = env!("CARGO_BIN_EXE_clubbook-writer");

#[test]
fn a_salvage_that_is_killed_at_a_random_step_is_taken_up_and_keeps_the_damaged_file() {
    const ROUNDS: u64 = 40;
    let seed = seed();
    println!("seed {seed}");
    let mut rng = Rng::new(seed);
    let tools = TempDir::new().unwrap();
    let shim = Shim::build(tools.path());
    let phone = DamagedPhone::after_saves(WRITER);
    let undisturbed = Life::record(&shim, WRITER, phone.files.clone(), &["salvage"]);
    let steps = undisturbed.events.iter().filter(|event| event.is_change()).count().try_into().unwrap();

    // Every step around the renaming, which is at the end, and a choice of the many that copy.
    let last_steps = 20;
    let chosen = (0..ROUNDS).map(|_| 1 + rng.below(steps)).chain(steps - last_steps..=steps);
    for step in chosen.collect::<Vec<u64>>() {
        let folder = TempDir::new().unwrap();
        write_folder(folder.path(), &phone.files).unwrap();
        let mut writer = command(WRITER, folder.path());
        shim.kill_at(writer.arg("salvage"), folder.path(), step);
        assert!(!Process::start(&mut writer).rest().1.success(), "killed at step {step}");
        let begins_anew = phone.is_taken_up(folder.path(), &format!("seed {seed}, step {step}"));
        // Killed before it left its mark.
        assert!(!begins_anew || step == 1, "seed {seed}, step {step}");
    }
}
