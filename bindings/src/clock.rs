//! The time that the system has from elsewhere, where it has one.

use std::fmt;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use clubbook_core::clock::{Clock, Monotonic, SystemClock};
use clubbook_model::time::Instant;

use crate::error::ListenerError;

/// Before there was this program: 1 January 2026, seconds since 1970. A network time from before is none.
const BEFORE_THE_FIRST_VERSION: i64 = 1_767_225_600;

/// What an app gives where the system has a time from the network or from satellites, whatever the owner has set the phone's
/// clock to. It is asked at each command and each query that has to know the day, from whichever thread asks.
#[uniffi::export(with_foreign)]
pub trait NetworkClock: Send + Sync {
    /// The time, or none at the moment.
    fn now(&self) -> Result<Option<SystemTime>, ListenerError>;
}

/// The phone's clocks, and the network's where there is one.
pub(crate) struct PhoneClock {
    system: SystemClock,
    network: Arc<dyn NetworkClock>,
}

impl PhoneClock {
    pub(crate) fn beside(network: Arc<dyn NetworkClock>) -> Self {
        Self { system: SystemClock::default(), network }
    }
}

impl fmt::Debug for PhoneClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PhoneClock").field("system", &self.system).finish_non_exhaustive()
    }
}

impl Clock for PhoneClock {
    fn now(&self) -> Instant {
        self.system.now()
    }

    fn monotonic(&self) -> Monotonic {
        self.system.monotonic()
    }

    /// One that fails is none, and so is one that has only just started to count.
    fn told_by_network(&self) -> Option<Instant> {
        let since = self.network.now().ok()??.duration_since(UNIX_EPOCH).ok()?;
        let told = Instant(i64::try_from(since.as_secs()).ok()?);
        Some(told).filter(|told| told.0 > BEFORE_THE_FIRST_VERSION)
    }
}
