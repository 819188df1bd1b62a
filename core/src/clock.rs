//! Clocks and randomness, passed in so that tests can move and repeat them.

use std::sync::OnceLock;
use std::time::{SystemTime, UNIX_EPOCH};

use clubbook_model::time::Instant;

/// A reading of a clock that never goes back, good for comparing within one run only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Monotonic {
    /// Which run: readings of two runs have nothing to do with each other.
    pub run: u64,
    /// Seconds since some moment of that run.
    pub seconds: u64,
}

/// The clock that also counts while the phone sleeps, which Rust's own `Instant` does not.
#[cfg(any(target_os = "linux", target_os = "android"))]
const SINCE_BOOT: rustix::time::ClockId = rustix::time::ClockId::Boottime;
/// On Apple's systems `CLOCK_MONOTONIC` counts while the phone sleeps.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
const SINCE_BOOT: rustix::time::ClockId = rustix::time::ClockId::Monotonic;

/// The phone's clocks.
pub trait Clock: Send + Sync {
    /// The wall clock, as the owner has set it.
    fn now(&self) -> Instant;
    /// The monotonic clock.
    fn monotonic(&self) -> Monotonic;
    /// The time as the system has it from the network or from satellites, whatever the owner has set; `None` where it has
    /// none.
    fn told_by_network(&self) -> Option<Instant> {
        None
    }
}

/// A source of unpredictable bytes.
pub trait Random: Send + Sync {
    /// Fills `bytes`.
    fn fill(&self, bytes: &mut [u8]);
}

/// The system's clocks; the wall clock may be shifted, to show what a wrong clock does.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock {
    /// Seconds added to the wall clock.
    pub offset: i64,
}

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        Instant(i64::try_from(seconds).unwrap_or(i64::MAX).saturating_add(self.offset))
    }

    fn monotonic(&self) -> Monotonic {
        // A run is the life of this process: what another one measured cannot be compared with it.
        static RUN: OnceLock<u64> = OnceLock::new();
        let run = RUN.get_or_init(|| {
            let mut run = [0; 8];
            SystemRandom.fill(&mut run);
            u64::from_be_bytes(run)
        });
        let seconds = rustix::time::clock_gettime(SINCE_BOOT).tv_sec;
        Monotonic { run: *run, seconds: u64::try_from(seconds).unwrap_or(0) }
    }
}

/// The system's randomness.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemRandom;

impl Random for SystemRandom {
    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the system has no randomness: no key may be made without it");
    }
}
