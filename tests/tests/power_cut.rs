//! Power cuts: what was written and not synced is dropped or torn; what was said to be saved is there.
//!
//! A writer is recorded by a shim, the recording is played onto a disk that forgets, and the power is cut at random points
//! of it: see `clubbook_tests::durability::disk` for what is promised. Each test prints its seed;
//! `CLUBBOOK_SEED=… cargo test -p clubbook-tests --test power_cut` rolls the same dice again.

#![cfg(test)]
#![cfg(target_os = "linux")]

use clubbook_core::store::{Durability, open};
use clubbook_corpus::Rng;
use clubbook_tests::durability::disk::{Files, write_folder};
use clubbook_tests::durability::ledger::{Broken, Ledger};
use clubbook_tests::durability::life::{Life, said_by};
use clubbook_tests::durability::seed;
use clubbook_tests::durability::shim::Shim;
use clubbook_tests::durability::writer::{database, migrate, open_phone, options};
use tempfile::TempDir;

const WRITER: &str = env!("CARGO_BIN_EXE_clubbook-writer");

/// Opens what a cut left, as the app does when the power is back, and compares it with what was said.
fn compare(left: &Files, ledger: &mut Ledger) -> Result<u64, Broken> {
    let folder = TempDir::new().unwrap();
    write_folder(folder.path(), left).unwrap();
    let store = open_phone(options(folder.path(), Durability::Full))?;
    // As support would look at it: pages that the cut tore and that the log has whole are no damage.
    let found = store.check()?;
    if !found.is_empty() {
        return Err(Broken::Damaged(found));
    }
    let beyond = store.read(|conn| ledger.compare_all(conn))?;
    let key_check = std::fs::read(open::key_check_path(&database(folder.path()))).unwrap();
    assert_eq!(key_check.len(), 16, "what tells a wrong key from damage is whole again");
    store.shutdown()?;
    Ok(beyond)
}

/// What the saves of one life are made of: some dozens, with the app going to the background now and then.
fn saving(rng: &mut Rng) -> Vec<String> {
    let rest_every = *rng.pick(&[0, 0, 7, 15]);
    let words = format!(
        "save --say-in-folder --seed {} --count {} --rest-every {rest_every}",
        rng.below(1 << 32),
        rng.between(5, 60)
    );
    words.split(' ').map(str::to_owned).collect()
}

fn as_strs(words: &[String]) -> Vec<&str> {
    words.iter().map(String::as_str).collect()
}

#[test]
fn a_power_cut_while_a_phone_saves_loses_nothing_that_it_has_shown() {
    const LIVES: u64 = 24;
    const CUTS: u64 = 10;
    let seed = seed();
    println!("seed {seed}");
    let mut rng = Rng::new(seed);
    let tools = TempDir::new().unwrap();
    let shim = Shim::build(tools.path());
    let (mut files, mut ledger) = (Files::new(), Ledger::default());
    let (mut cut, mut compared, mut unsaid) = (0, 0, 0);
    for life in 0..LIVES {
        if life % 6 == 0 {
            (files, ledger) = (Files::new(), Ledger::default());
        }
        let recorded = Life::record(&shim, WRITER, files.clone(), &as_strs(&saving(&mut rng)));
        let points = recorded.points(&mut rng, CUTS);
        let goes_on_from = rng.place(points.len());
        let mut next = None;
        for (number, (left, said)) in recorded.cuts(&points, &mut rng).enumerate() {
            let mut of_cut = ledger.clone();
            said.into_iter().for_each(|said| of_cut.note(said));
            unsaid += compare(&left, &mut of_cut).unwrap_or_else(|broken| {
                panic!("seed {seed}, life {life}, cut {number} at event {:?}: {broken}", points.iter().nth(number));
            });
            cut += 1;
            compared += of_cut.len();
            if number == goes_on_from {
                next = Some((left, of_cut));
            }
        }
        // The next life begins with what one of these cuts left, so damage would pile up.
        (files, ledger) = next.unwrap();
    }
    println!("{cut} cuts, {compared} saves said and there, {unsaid} more committed and not yet said");
    assert!(cut >= 200 && compared > 0);
}

#[test]
fn a_power_cut_while_a_phone_migrates_loses_nothing_and_the_migration_goes_on() {
    const CUTS: u64 = 100;
    let seed = seed();
    println!("seed {seed}");
    let mut rng = Rng::new(seed);
    let tools = TempDir::new().unwrap();
    let shim = Shim::build(tools.path());
    let saved = Life::record(&shim, WRITER, Files::new(), &["save", "--say-in-folder", "--seed", "3", "--count", "60"]);
    let mut ledger = Ledger::default();
    said_by(&saved.events).for_each(|(_, said)| ledger.note(said));
    assert_eq!(ledger.len(), 60);
    let migrated = Life::record(&shim, WRITER, saved.after(), &["migrate"]);
    let points = migrated.points(&mut rng, CUTS);
    for (number, (left, _)) in migrated.cuts(&points, &mut rng).enumerate() {
        let folder = TempDir::new().unwrap();
        write_folder(folder.path(), &left).unwrap();
        let connection = migrate(folder.path()).unwrap_or_else(|error| panic!("seed {seed}, cut {number}: {error}"));
        let beyond = ledger.clone().compare_all(&connection);
        assert_eq!(beyond.unwrap_or_else(|broken| panic!("seed {seed}, cut {number}: {broken}")), 0);
    }
    println!("{} cuts of a migration of {} events", points.len(), migrated.events.len());
}

/// Shows that the cuts above can fail: without syncs they find losses.
#[test]
fn without_syncs_power_cuts_lose_what_was_shown() {
    const CUTS: u64 = 200;
    let seed = seed();
    println!("seed {seed}");
    let mut rng = Rng::new(seed);
    let tools = TempDir::new().unwrap();
    let shim = Shim::build(tools.path());
    let work = ["save", "--say-in-folder", "--seed", "4", "--count", "60", "--rest-every", "25", "--without-syncs"];
    let recorded = Life::record(&shim, WRITER, Files::new(), &work);
    let points = recorded.points(&mut rng, CUTS);
    let (mut lost, mut unusable, mut whole) = (0, 0, 0);
    for (left, said) in recorded.cuts(&points, &mut rng) {
        let mut ledger = Ledger::default();
        said.into_iter().for_each(|said| ledger.note(said));
        match compare(&left, &mut ledger) {
            Ok(_) => whole += 1,
            Err(Broken::Lost(_)) => lost += 1,
            Err(_) => unusable += 1,
        }
    }
    println!(
        "{} cuts without syncs: {lost} lost saves, {unusable} left a damaged file, {whole} did no harm",
        points.len()
    );
    assert_eq!(points.len(), 200);
    assert!(lost + unusable > 0, "cuts without syncs do harm, or these tests see nothing");
}
