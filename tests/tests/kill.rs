//! SIGKILL at random instants: what was said to be saved is there, and the database opens.
//!
//! Each test prints its seed; `CLUBBOOK_SEED=… cargo test -p clubbook-tests --test kill` rolls the same dice again. No
//! instant is chosen by time: a writer is killed after it has said something, and after a random count of idle steps.

#![cfg(test)]
#![cfg(target_os = "linux")]

use std::path::Path;

use clubbook_core::store::{Durability, Store};
use clubbook_corpus::Rng;
use clubbook_tests::durability::disk::{Files, read_folder, write_folder};
use clubbook_tests::durability::ledger::Ledger;
use clubbook_tests::durability::process::{LONGEST_WAIT, Line, Process, command, idle};
use clubbook_tests::durability::shim::Shim;
use clubbook_tests::durability::writer::{migrate, open_phone, options, save_visits};
use clubbook_tests::durability::{recording, seed};
use tempfile::TempDir;

const WRITER: &str = env!("CARGO_BIN_EXE_clubbook-writer");

#[test]
fn a_phone_that_is_killed_while_it_saves_keeps_every_save_that_it_has_shown() {
    const ROUNDS: u64 = 240;
    let seed = seed();
    println!("seed {seed}");
    let mut rng = Rng::new(seed);
    let folder = TempDir::new().unwrap();
    let mut ledger = Ledger::default();
    let mut unsaid = 0;
    for round in 0..ROUNDS {
        let rest_every = rng.below(6).to_string();
        let mut command = command(WRITER, folder.path());
        command.args(["save", "--seed", &round.to_string(), "--rest-every", &rest_every]);
        let mut writer = Process::start(&mut command);
        // From the first line, before the database is open, to the twelfth: up to ten saves.
        for _ in 0..rng.between(1, 12) {
            let line = writer.next_line().expect("the writer goes on until it is killed");
            line.saved().into_iter().for_each(|said| ledger.note(said));
        }
        idle(&mut rng, LONGEST_WAIT);
        writer.kill().into_iter().filter_map(Line::saved).for_each(|said| ledger.note(said));
        let compared =
            if rng.chance(500) { ledger.compare_copy(folder.path()) } else { ledger.compare_folder(folder.path()) };
        unsaid += compared.unwrap_or_else(|broken| panic!("seed {seed}, round {round}: {broken}"));
    }
    let store = Store::open(options(folder.path(), Durability::Full)).unwrap();
    store.read(|conn| ledger.compare_all(conn)).unwrap_or_else(|broken| panic!("seed {seed}, at the end: {broken}"));
    println!("{ROUNDS} kills, {} saves said and there, {unsaid} more committed and not yet said", ledger.len());
    assert!(!ledger.is_empty());
}

#[test]
fn a_phone_that_is_killed_at_any_step_of_its_first_opening_opens_the_next_time() {
    let tools = TempDir::new().unwrap();
    let shim = Shim::build(tools.path());
    let steps = changes_of(&shim, tools.path(), &Files::new(), &["save", "--seed", "1", "--count", "1"]);
    for step in 1..=steps {
        let folder = TempDir::new().unwrap();
        let mut command = command(WRITER, folder.path());
        command.args(["save", "--seed", "1", "--count", "1"]);
        shim.kill_at(&mut command, folder.path(), step);
        let mut ledger = Ledger::default();
        let (lines, status) = Process::start(&mut command).rest();
        assert!(!status.success(), "killed at step {step}");
        lines.into_iter().filter_map(Line::saved).for_each(|said| ledger.note(said));
        ledger.compare_folder(folder.path()).unwrap_or_else(|broken| panic!("killed at step {step}: {broken}"));
        let store = open_phone(options(folder.path(), Durability::Full)).unwrap();
        save_visits(&store, &mut Rng::new(2), 1, 0, &mut std::io::sink()).unwrap();
    }
    println!("killed at each of {steps} steps of creating the database and saving once");
}

#[test]
fn a_phone_that_is_killed_while_it_migrates_goes_on_and_keeps_every_save() {
    const ROUNDS: u64 = 200;
    let seed = seed();
    println!("seed {seed}");
    let mut rng = Rng::new(seed);
    let tools = TempDir::new().unwrap();
    let shim = Shim::build(tools.path());
    let (old, ledger) = old_phone(&tools, 150);
    let steps = changes_of(&shim, tools.path(), &old, &["migrate"]);
    let longest_wait = idle_steps_of_a_migration(&old);
    let mut cut_short = 0;
    for round in 0..ROUNDS {
        let folder = TempDir::new().unwrap();
        write_folder(folder.path(), &old).unwrap();
        let mut command = command(WRITER, folder.path());
        command.arg("migrate");
        // From outside, wherever that meets the writer; and at a step, so that each kind of step has its share.
        let lines = if rng.chance(500) {
            let mut writer = Process::start(&mut command);
            assert_eq!(writer.next_line(), Some(Line::Opening));
            idle(&mut rng, longest_wait);
            writer.kill()
        } else {
            shim.kill_at(&mut command, folder.path(), 1 + rng.below(steps));
            Process::start(&mut command).rest().0
        };
        cut_short += u64::from(!lines.contains(&Line::Opened));
        let migrated = migrate(folder.path());
        let migrated = migrated.unwrap_or_else(|error| panic!("seed {seed}, round {round}: {error}"));
        let compared = ledger.clone().compare_all(&migrated);
        assert_eq!(compared.unwrap_or_else(|broken| panic!("seed {seed}, round {round}: {broken}")), 0);
    }
    println!("{ROUNDS} kills of a migration of {steps} steps, {cut_short} before its end");
    assert!(cut_short > 0);
}

/// The files of a phone that has saved some visits and was closed, and what it said.
fn old_phone(tools: &TempDir, saves: u64) -> (Files, Ledger) {
    let folder = tools.path().join("old");
    std::fs::create_dir(&folder).unwrap();
    let mut command = command(WRITER, &folder);
    command.args(["save", "--seed", "3", "--count", &saves.to_string()]);
    let (lines, status) = Process::start(&mut command).rest();
    assert!(status.success());
    let mut ledger = Ledger::default();
    lines.into_iter().filter_map(Line::saved).for_each(|said| ledger.note(said));
    assert_eq!(ledger.compare_folder(&folder).unwrap(), 0);
    (read_folder(&folder).unwrap(), ledger)
}

/// How many idle steps pass here while a writer migrates these files.
fn idle_steps_of_a_migration(files: &Files) -> u64 {
    const AT_ONCE: u64 = 1000;
    let folder = TempDir::new().unwrap();
    write_folder(folder.path(), files).unwrap();
    let mut writer = Process::start(command(WRITER, folder.path()).arg("migrate"));
    assert_eq!(writer.next_line(), Some(Line::Opening));
    let mut steps = AT_ONCE;
    while writer.is_running() {
        (0..AT_ONCE).for_each(|_| std::hint::spin_loop());
        steps += AT_ONCE;
    }
    steps
}

/// How many changes a writer makes to a folder that begins with these files.
fn changes_of(shim: &Shim, tools: &Path, files: &Files, work: &[&str]) -> u64 {
    let folder = TempDir::new().unwrap();
    write_folder(folder.path(), files).unwrap();
    let log = tools.join("recording");
    let mut command = command(WRITER, folder.path());
    command.args(work);
    shim.record(&mut command, folder.path(), &log);
    let (_, status) = Process::start(&mut command).rest();
    assert!(status.success());
    recording::read(&log).iter().filter(|event| event.is_change()).count().try_into().unwrap()
}
