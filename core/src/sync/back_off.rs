//! When to try again: twice as long after each failure, up to an hour, with a third of it left to chance so that the
//! phones of a hamlet do not all come back in the same second. Kept in the store, so it survives a restart.

use std::time::Duration;

use clubbook_model::time::Instant;
use rusqlite::Transaction;

use crate::clock::{Clock, Random};
use crate::store::Stored;
use crate::store::settings::{self, BackOff};

const FIRST: u64 = 15;
const LONGEST: u64 = 3600;

/// Notes a failure; `asked` is how long the centre asked to wait.
///
/// # Errors
/// SQL.
pub fn note_failure(
    tx: &Transaction<'_>,
    clock: &dyn Clock,
    random: &dyn Random,
    asked: Option<Duration>,
) -> Stored<BackOff> {
    let failures = settings::BACK_OFF.get(tx)?.unwrap_or_default().failures.saturating_add(1);
    let mut chance = [0; 1];
    random.fill(&mut chance);
    let seconds = wait(failures, u64::from(chance[0])).max(asked.unwrap_or_default().as_secs());
    let now = clock.now();
    let back_off =
        BackOff { failures, until: Instant(now.0.saturating_add(i64::try_from(seconds).unwrap_or(i64::MAX))) };
    settings::BACK_OFF.put(tx, &back_off)?;
    Ok(back_off)
}

/// Seconds to wait after so many failures; `chance` is 0 to 255.
fn wait(failures: u64, chance: u64) -> u64 {
    let doublings = u32::try_from(failures.saturating_sub(1)).unwrap_or(u32::MAX).min(16);
    let longest = (FIRST << doublings).min(LONGEST);
    longest - longest / 3 * chance / 255
}

/// How long an automatic exchange still has to wait; not at all when the clock was set back so far that it never would be
/// time.
pub fn rest(back_off: Option<BackOff>, now: Instant) -> Duration {
    let seconds = back_off.map_or(0, |back_off| back_off.until.0.saturating_sub(now.0));
    match u64::try_from(seconds) {
        Ok(seconds) if seconds <= LONGEST * 24 => Duration::from_secs(seconds),
        _ => Duration::ZERO,
    }
}

/// Whether an automatic exchange may begin.
pub fn is_over(back_off: Option<BackOff>, now: Instant) -> bool {
    rest(back_off, now).is_zero()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_up_to_an_hour_and_chance_takes_at_most_a_third() {
        assert_eq!((wait(1, 0), wait(2, 0), wait(3, 0)), (15, 30, 60));
        assert_eq!((wait(20, 0), wait(u64::MAX, 0)), (3600, 3600));
        assert_eq!((wait(1, 255), wait(20, 255)), (10, 2400));
    }

    #[test]
    fn a_clock_that_was_set_back_by_years_does_not_stop_the_exchange() {
        let back_off = Some(BackOff { failures: 1, until: Instant(2_000_000_000) });
        assert!(!is_over(back_off, Instant(1_999_999_990)));
        assert!(is_over(back_off, Instant(2_000_000_000)));
        assert!(is_over(back_off, Instant(1_900_000_000)));
    }
}
