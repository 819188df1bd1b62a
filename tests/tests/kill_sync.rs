//! SIGKILL at random instants of saving and exchanging: nothing that was said to be saved is lost on the phone, and the
//! centre has each of its ops exactly once.
//!
//! The phone is a process of its own with a file of its own; the centre answers on a loopback socket. The seed is printed;
//! `CLUBBOOK_SEED=… cargo test -p clubbook-tests --test kill_sync` rolls the same dice again.

#![cfg(test)]
#![cfg(target_os = "linux")]

use clubbook_corpus::Rng;
use clubbook_tests::durability::connected::{compare_with_centre, enrol, open, roster_sum, serve};
use clubbook_tests::durability::ledger::Ledger;
use clubbook_tests::durability::process::{LONGEST_WAIT, Line, Process, command, idle};
use clubbook_tests::durability::seed;
use clubbook_tests::world::schedule::Act;
use clubbook_tests::world::{Disk, World, check};
use tempfile::TempDir;

const WRITER: &str = env!("CARGO_BIN_EXE_clubbook-writer");

#[test]
fn a_phone_that_is_killed_while_it_exchanges_loses_nothing_and_the_centre_has_each_op_once() {
    const ROUNDS: u64 = 200;
    let seed = seed();
    println!("seed {seed}");
    let mut rng = Rng::new(seed);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let _inside = runtime.enter();
    let mut world = runtime.block_on(World::begin(seed, Disk::Memory));
    let address = serve(&world);
    let folder = TempDir::new().unwrap();
    let (device, begin) = runtime.block_on(enrol(&mut world, &address, folder.path()));
    let mut ledger = Ledger::since(begin);
    let (mut unsaid, mut in_exchange) = (0, 0);
    for round in 0..ROUNDS {
        // Somebody else works too, so that there is something to fetch.
        world.phone("lan").act(&Act::AddMember(u16::try_from(round).unwrap()));
        runtime.block_on(world.sync("lan", [])).unwrap();
        let mut writer =
            Process::start(command(WRITER, folder.path()).args(["exchange", "--seed", &round.to_string()]));
        let mut lines = Vec::new();
        // Up to any line; in half of the rounds on to the beginning of the next exchange.
        let (count, until_exchange) = (rng.place(9), rng.chance(500));
        while lines.len() <= count || (until_exchange && lines.last() != Some(&Line::Exchanging)) {
            lines.push(writer.next_line().expect("the writer goes on until it is killed"));
        }
        idle(&mut rng, LONGEST_WAIT);
        lines.extend(writer.kill());
        in_exchange += u64::from(lines.last() == Some(&Line::Exchanging));
        lines.into_iter().filter_map(Line::saved).for_each(|said| ledger.note(said));
        let compared =
            if rng.chance(500) { ledger.compare_copy(folder.path()) } else { ledger.compare_folder(folder.path()) };
        unsaid += compared.unwrap_or_else(|broken| panic!("seed {seed}, round {round}: {broken}"));
    }
    let phone = open(folder.path());
    runtime.block_on(phone.sync()).unwrap();
    phone.store().read(|conn| ledger.compare_all(conn)).unwrap_or_else(|broken| panic!("seed {seed}: {broken}"));
    let received = runtime.block_on(compare_with_centre(&world, &phone, device));
    for name in ["lan", "hung", "muoi", "may_chung"] {
        runtime.block_on(world.sync(name, [])).unwrap();
    }
    runtime.block_on(phone.sync()).unwrap();
    runtime.block_on(check::check(&world)).unwrap_or_else(|broken| panic!("seed {seed}: {broken}"));
    assert_eq!(roster_sum(&phone), roster_sum(world.phone("lan").phone()));
    println!(
        "{ROUNDS} kills, {in_exchange} in an exchange; {} saves said, {unsaid} more not yet said, {received} ops at the centre",
        ledger.len()
    );
    assert!(in_exchange > 0 && !ledger.is_empty());
}
