//! Power cuts while a phone exchanges with the centre: whatever the disk forgets of the exchange is made good by the next one,
//! and the centre has each op once.
//!
//! The seed is printed; `CLUBBOOK_SEED=… cargo test -p clubbook-tests --test power_cut_sync` rolls the same dice again.

#![cfg(test)]
#![cfg(target_os = "linux")]

use std::path::Path;

use clubbook_core::store::Durability;
use clubbook_corpus::Rng;
use clubbook_tests::durability::connected::{compare_with_centre, enrol, open, roster_sum, serve};
use clubbook_tests::durability::disk::{Files, read_folder, write_folder};
use clubbook_tests::durability::ledger::Ledger;
use clubbook_tests::durability::life::Life;
use clubbook_tests::durability::seed;
use clubbook_tests::durability::shim::Shim;
use clubbook_tests::durability::writer::{open_phone, options, record_visit};
use clubbook_tests::world::schedule::Act;
use clubbook_tests::world::{Disk, World, check};
use tempfile::TempDir;

const WRITER: &str = env!("CARGO_BIN_EXE_clubbook-writer");

/// The phone of a folder records some visits. Returns its files.
fn record(folder: &Path, rng: &mut Rng, ledger: &mut Ledger) -> Files {
    let phone = open(folder);
    for _ in 0..rng.between(1, 12) {
        ledger.note(record_visit(&phone, rng).unwrap());
    }
    phone.shutdown().unwrap();
    read_folder(folder).unwrap()
}

#[test]
fn a_power_cut_while_a_phone_exchanges_loses_nothing_and_the_centre_has_each_op_once() {
    const ROUNDS: u64 = 8;
    const CUTS: u64 = 12;
    let seed = seed();
    println!("seed {seed}");
    let mut rng = Rng::new(seed);
    let tools = TempDir::new().unwrap();
    let shim = Shim::build(tools.path());
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let _inside = runtime.enter();
    let mut world = runtime.block_on(World::begin(seed, Disk::Memory));
    let address = serve(&world);
    let mut folder = TempDir::new().unwrap();
    let (device, begin) = runtime.block_on(enrol(&mut world, &address, folder.path()));
    let mut ledger = Ledger::since(begin);
    let (mut cut, mut received) = (0, 0);
    for round in 0..ROUNDS {
        // Somebody else works too, so that there is something to fetch.
        for number in 0..rng.between(1, 5) {
            world.phone("lan").act(&Act::AddMember(u16::try_from(round * 8 + number as u64).unwrap()));
        }
        runtime.block_on(world.sync("lan", [])).unwrap();
        let files = record(folder.path(), &mut rng, &mut ledger);
        let sent = Life::record(&shim, WRITER, files, &["send"]);
        let points = sent.points(&mut rng, CUTS);
        let goes_on_from = rng.place(points.len());
        let mut next = None;
        for (number, ((left, _), point)) in sent.cuts(&points, &mut rng).zip(&points).enumerate() {
            let at = format!("seed {seed}, round {round}, event {point} of {}", sent.events.len());
            let after = TempDir::new().unwrap();
            write_folder(after.path(), &left).unwrap();
            let store = open_phone(options(after.path(), Durability::Full)).unwrap();
            assert_eq!(store.check().unwrap(), Vec::<String>::new(), "{at}");
            let beyond = store.read(|conn| ledger.clone().compare_all(conn));
            assert_eq!(beyond.unwrap_or_else(|broken| panic!("{at}: {broken}")), 0, "{at}");
            store.shutdown().unwrap();
            let phone = open(after.path());
            let report = runtime.block_on(phone.sync()).unwrap_or_else(|error| panic!("{at}: {error}"));
            assert!(!report.forked && report.renumbered == 0 && report.repaired == 0, "{at}: {report:?}");
            received = runtime.block_on(compare_with_centre(&world, &phone, device));
            assert_eq!(roster_sum(&phone), roster_sum(world.phone("lan").phone()), "{at}");
            assert!(phone.check().unwrap().is_sound(), "{at}");
            phone.shutdown().unwrap();
            cut += 1;
            if number == goes_on_from {
                next = Some(after);
            }
        }
        folder = next.unwrap();
    }
    for name in ["lan", "hung", "muoi", "may_chung"] {
        runtime.block_on(world.sync(name, [])).unwrap();
    }
    runtime.block_on(check::check(&world)).unwrap_or_else(|broken| panic!("seed {seed}: {broken}"));
    println!("{cut} cuts of {ROUNDS} exchanges, {} saves said, {received} ops at the centre", ledger.len());
    assert!(cut >= ROUNDS * CUTS / 2 && !ledger.is_empty());
}
