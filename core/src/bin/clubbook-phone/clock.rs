//! The program's clock: the system's, shifted to show what a wrong clock does, or standing where a script says.

use std::sync::atomic::{AtomicI64, Ordering};

use clubbook_core::clock::{Clock, Monotonic, SystemClock};
use clubbook_model::time::Instant;

/// No moment that a script names.
const RUNNING: i64 = i64::MIN;

/// A clock that a script can hold.
#[derive(Debug)]
pub(crate) struct ScriptClock {
    system: SystemClock,
    at: AtomicI64,
}

impl ScriptClock {
    pub(crate) fn new(offset: i64) -> Self {
        Self { system: SystemClock { offset }, at: AtomicI64::new(RUNNING) }
    }

    /// Stands at a moment; the offset, which makes the clock wrong, is added to it as well.
    pub(crate) fn stand_at(&self, at: Instant) {
        self.at.store(at.0, Ordering::SeqCst);
    }

    /// Runs again.
    pub(crate) fn run(&self) {
        self.at.store(RUNNING, Ordering::SeqCst);
    }
}

impl Clock for ScriptClock {
    fn now(&self) -> Instant {
        match self.at.load(Ordering::SeqCst) {
            RUNNING => self.system.now(),
            at => Instant(at.saturating_add(self.system.offset)),
        }
    }

    fn monotonic(&self) -> Monotonic {
        self.system.monotonic()
    }

    /// Where a script says what the time is, that is what it is; how wrong the wall clock stands is another matter.
    fn told_by_network(&self) -> Option<Instant> {
        match self.at.load(Ordering::SeqCst) {
            RUNNING => None,
            at => Some(Instant(at)),
        }
    }
}
