//! A clock and randomness for tests.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use clubbook_model::time::{Day, Instant};

use crate::clock::{Clock, Random};

/// A clock that stands still until a test moves it.
#[derive(Debug)]
pub struct FakeClock {
    now: AtomicI64,
    with_each_look: AtomicI64,
}

impl FakeClock {
    /// Nine in the morning in Vietnam on a day.
    pub fn on(year: i32, month: u32, day: u32) -> Self {
        let day = Day::from_ymd(year, month, day).unwrap_or_default();
        Self { now: AtomicI64::new(i64::from(day.0) * 86_400 + 2 * 3600), with_each_look: AtomicI64::new(0) }
    }

    /// Time passes.
    pub fn pass(&self, seconds: i64) {
        self.now.fetch_add(seconds, Ordering::SeqCst);
    }

    /// From now on so many seconds pass before each look at the clock.
    pub fn passes_with_each_look(&self, seconds: i64) {
        self.with_each_look.store(seconds, Ordering::SeqCst);
    }
}

impl Clock for FakeClock {
    fn now(&self) -> Instant {
        let passes = self.with_each_look.load(Ordering::SeqCst);
        Instant(self.now.fetch_add(passes, Ordering::SeqCst) + passes)
    }
}

/// Randomness that repeats from its seed (SplitMix64).
#[derive(Debug)]
pub struct FakeRandom(AtomicU64);

impl FakeRandom {
    /// Randomness of a seed.
    pub fn new(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }
}

impl Random for FakeRandom {
    fn fill(&self, bytes: &mut [u8]) {
        for byte in bytes {
            let mut mixed =
                self.0.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::SeqCst).wrapping_add(0x9e37_79b9_7f4a_7c15);
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            *byte = (mixed >> 56) as u8;
        }
    }
}
