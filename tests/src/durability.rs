//! What is left of a phone's records after the process is killed or the power is cut.
//!
//! A [`writer`] is a real process with a real encrypted store; it says each save once it is committed, as an app shows it
//! to a person. [`ledger`] compares what was said with what a file holds. A [`process`] can be killed at any instant; its
//! writing can be recorded by the C library's calls ([`shim`], [`recording`]), [`disk`] builds what a cut would leave,
//! and [`life`] cuts at random points. [`damaged`] is a phone to salvage.

pub mod connected;
pub mod damaged;
pub mod disk;
pub mod ledger;
pub mod life;
pub mod process;
pub mod recording;
pub mod shim;
pub mod writer;

use clubbook_core::clock::{Random, SystemRandom};

/// The seed of a test that rolls dice: `CLUBBOOK_SEED`, or a new one. Print it.
///
/// # Panics
/// When `CLUBBOOK_SEED` is not a number.
pub fn seed() -> u64 {
    if let Ok(given) = std::env::var("CLUBBOOK_SEED") {
        return given.parse().expect("CLUBBOOK_SEED is a number");
    }
    let mut bytes = [0; 4];
    SystemRandom.fill(&mut bytes);
    u64::from(u32::from_be_bytes(bytes))
}
