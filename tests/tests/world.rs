//! Seeded schedules of faults: nothing that was shown as saved is lost, doubled or different anywhere.
//!
//! A failing schedule is shrunk and printed with its seed. `SEEDS=100000 cargo test -p clubbook-tests --test world` plays so
//! many (`make soak`), `SEED=17` plays one alone.
#![cfg(test)]

use std::sync::atomic::{AtomicU64, Ordering};

use clubbook_tests::world::check::Compared;
use clubbook_tests::world::schedule::Schedule;
use clubbook_tests::world::{Disk, run, shrink};

/// A long run says how far it is whenever so many schedules are played.
const PROGRESS: u64 = 5_000;

fn number_from(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().and_then(|text| text.parse().ok())
}

/// Plays a schedule; when it fails, panics with the shortest one that fails.
fn play(schedule: &Schedule, disk: Disk) -> Compared {
    let seed = schedule.seed;
    let outcome = |schedule: &Schedule| std::panic::catch_unwind(|| run(schedule, disk));
    match outcome(schedule) {
        Ok(Ok(compared)) => compared,
        failed => {
            let shortest = shrink(schedule, |shorter| !matches!(outcome(shorter), Ok(Ok(_))));
            let why = match outcome(&shortest) {
                Ok(Err(broken)) => broken.to_string(),
                Ok(Ok(_)) => format!("{failed:?}, but not every time"),
                Err(_) => "a panic, printed above".to_owned(),
            };
            panic!("SEED={seed} on {disk:?}: {why}\nshortest schedule that fails: {:#?}", shortest.events);
        }
    }
}

/// Plays the seeds on as many threads as there are cores.
fn play_all(first: u64, count: u64, disk: Disk, schedule: fn(u64) -> Schedule) -> Compared {
    if let Some(seed) = number_from("SEED") {
        return play(&schedule(seed), disk);
    }
    let next = AtomicU64::new(first);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let work = || {
        let mut total = Compared::default();
        loop {
            let seed = next.fetch_add(1, Ordering::SeqCst);
            if seed >= first + count {
                return total;
            }
            let compared = play(&schedule(seed), disk);
            let played = seed + 1 - first;
            if played.is_multiple_of(PROGRESS) && played < count {
                println!("{disk:?}: {played} of {count} schedules");
            }
            total.confirmed += compared.confirmed;
            total.received += compared.received;
            total.renumbered += compared.renumbered;
            total.entities += compared.entities;
            total.books += compared.books;
            total.linked += compared.linked;
        }
    };
    let totals: Vec<Compared> = std::thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        // The first that fails ends the others: its words are the ones to read.
        running
            .into_iter()
            .map(|thread| {
                thread.join().unwrap_or_else(|panic| {
                    next.store(u64::MAX / 2, Ordering::SeqCst);
                    std::panic::resume_unwind(panic)
                })
            })
            .collect()
    });
    totals.into_iter().fold(Compared::default(), |sum, one| Compared {
        confirmed: sum.confirmed + one.confirmed,
        received: sum.received + one.received,
        renumbered: sum.renumbered + one.renumbered,
        entities: sum.entities + one.entities,
        books: sum.books + one.books,
        linked: sum.linked + one.linked,
    })
}

#[test]
fn after_any_schedule_of_faults_all_phones_equal_the_centre_and_nothing_is_lost_or_doubled() {
    let count = number_from("SEEDS").unwrap_or(1000);
    let compared = play_all(number_from("FIRST_SEED").unwrap_or(1), count, Disk::Memory, Schedule::of_seed);
    println!("{count} schedules in memory: {compared:?}");
    // A world in which nothing happens would pass, too.
    let is_enough = compared.confirmed > count * 5
        && compared.entities > count * 20
        && compared.renumbered > count / 5
        && compared.linked > count / 20;
    assert!(is_enough || number_from("SEED").is_some(), "{compared:?}");
}

#[test]
fn the_same_holds_on_the_disk_with_every_commit_written_through() {
    let count = number_from("SEEDS").map_or(200, |seeds| seeds.div_ceil(10));
    let compared = play_all(number_from("FIRST_SEED").unwrap_or(1) + 1_000_000, count, Disk::Real, Schedule::of_seed);
    println!("{count} schedules on the disk: {compared:?}");
    let is_enough = compared.confirmed > count * 5
        && compared.entities > count * 20
        && compared.renumbered > count / 5
        && compared.linked > count / 20;
    assert!(is_enough || number_from("SEED").is_some(), "{compared:?}");
}

#[test]
fn the_same_holds_when_the_centre_is_lost_and_put_back_from_a_backup() {
    let count = number_from("SEEDS").map_or(200, |seeds| seeds.div_ceil(5));
    let first = number_from("FIRST_SEED").unwrap_or(1) + 2_000_000;
    let compared = play_all(first, count, Disk::Memory, Schedule::with_restores);
    println!("{count} schedules with restores: {compared:?}");
    let is_enough = compared.confirmed > count * 5 && compared.entities > count * 20;
    assert!(is_enough || number_from("SEED").is_some(), "{compared:?}");
}
