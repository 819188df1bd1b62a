//! What the time is, as well as a phone can know it whose owner may have set the clock to anything.
//!
//! At each answer of the centre the phone notes three clocks that belong together: the centre's, its own wall clock, and the
//! monotonic clock, which nobody can set. In the same run of the monotonic clock the time since then is counted by it. In
//! another run the wall clock is taken with what it was wrong by, unless it looks as if somebody has set it right meanwhile:
//! then it is taken as it is, never before the last moment that is known. What is changed on the wall clock in the run in which
//! the centre told the time is noticed with the next command, so that the correction goes with it.

use clubbook_model::time::{CLAMP_AHEAD_SECONDS, Hlc, Instant};
use rusqlite::{Connection, Transaction};

use super::error::Stored;
use super::settings::{self, KnownTime, ServerTime};
use crate::clock::{Clock, Monotonic};

/// By how many seconds a wall clock may drift from what is known before that is written down.
const NOTED_DRIFT: i64 = 60;
/// A clock that is wrong by less is taken to be as wrong after a restart, seconds: thirty days.
const LONG: i64 = 30 * 86_400;

/// The moment, corrected: what business days are told by.
///
/// # Errors
/// SQL.
pub fn now(connection: &Connection, clock: &dyn Clock) -> Stored<Instant> {
    if let Some(told) = clock.told_by_network() {
        return Ok(told);
    }
    let known = settings::KNOWN_TIME.get(connection)?;
    Ok(known.map_or_else(|| clock.now(), |known| corrected(known, clock.now(), clock.monotonic())))
}

/// [`now`] for a command, which also notes that somebody has set the clock since the centre told the time, in the same run.
/// What a later run guesses is not noted: a guess must not become what is known.
///
/// # Errors
/// SQL.
pub fn noted_now(tx: &Transaction<'_>, clock: &dyn Clock) -> Stored<Instant> {
    let now = now(tx, clock)?;
    let Some(known) = settings::KNOWN_TIME.get(tx)? else { return Ok(now) };
    let wrong_by = |wall: Instant, at: Instant| wall.0.saturating_sub(at.0);
    let drift = wrong_by(clock.now(), now).saturating_sub(wrong_by(known.wall, known.at));
    let is_sure = known.run == clock.monotonic().run && clock.told_by_network().is_none();
    if is_sure && drift.saturating_abs() > NOTED_DRIFT {
        put_known(tx, clock, now)?;
    }
    Ok(now)
}

/// Notes the time that the centre told.
///
/// # Errors
/// SQL.
pub fn put_server_time(tx: &Transaction<'_>, clock: &dyn Clock, server: Instant) -> Stored<()> {
    let monotonic = clock.monotonic();
    settings::SERVER_TIME.put(tx, &ServerTime { server, run: monotonic.run, seconds: monotonic.seconds })?;
    put_known(tx, clock, server)
}

fn put_known(tx: &Transaction<'_>, clock: &dyn Clock, at: Instant) -> Stored<()> {
    let Monotonic { run, seconds } = clock.monotonic();
    settings::KNOWN_TIME.put(tx, &KnownTime { at, wall: clock.now(), run, seconds })
}

fn corrected(known: KnownTime, wall: Instant, monotonic: Monotonic) -> Instant {
    if known.run == monotonic.run {
        return Instant(known.at.0.saturating_add(elapsed(monotonic, known.seconds)));
    }
    let behind = known.at.0.saturating_sub(known.wall.0);
    let shifted = Instant(wall.0.saturating_add(behind));
    // A clock that was far behind and now shows a moment after the last known one has been set right: that the phone has not
    // run for as long as it was wrong by is the less likely of the two.
    let was_set_right = shifted < known.at || behind > LONG && wall >= known.at;
    if was_set_right { wall.max(known.at) } else { shifted }
}

fn elapsed(monotonic: Monotonic, since: u64) -> i64 {
    i64::try_from(monotonic.seconds.saturating_sub(since)).unwrap_or(0)
}

/// The next clock reading of this phone, above its last one and above the last time that the centre told.
pub(in crate::store) fn stamp(tx: &Transaction<'_>, clock: &dyn Clock) -> Stored<Hlc> {
    let last = settings::LAST_HLC.get(tx)?.unwrap_or_default();
    let next = last.tick(best_time(clock, settings::SERVER_TIME.get(tx)?));
    settings::LAST_HLC.put(tx, &next)?;
    Ok(next)
}

/// The time for stamps. In the run of the monotonic clock in which the centre told its time, a wall clock that is ahead of
/// it by more than the centre accepts is not believed; otherwise the later of the two holds.
fn best_time(clock: &dyn Clock, told: Option<ServerTime>) -> Instant {
    let wall = clock.now();
    let Some(told) = told else { return wall };
    let monotonic = clock.monotonic();
    if told.run != monotonic.run {
        return wall.max(told.server);
    }
    let centre = Instant(told.server.0.saturating_add(elapsed(monotonic, told.seconds)));
    if wall.0 > centre.0.saturating_add(CLAMP_AHEAD_SECONDS) { centre } else { wall.max(centre) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HOUR: i64 = 3600;
    const DAY: i64 = 24 * HOUR;
    const NOON: i64 = 20_000 * DAY;

    fn known(wrong_by: i64) -> KnownTime {
        KnownTime { at: Instant(NOON), wall: Instant(NOON + wrong_by), run: 1, seconds: 100 }
    }

    fn run(run: u64, seconds: u64) -> Monotonic {
        Monotonic { run, seconds }
    }

    #[test]
    fn in_one_run_nothing_that_is_done_to_the_wall_clock_matters() {
        for wall in [0, NOON - 400 * DAY, NOON + HOUR, NOON + 400 * DAY] {
            assert_eq!(corrected(known(0), Instant(wall), run(1, 100 + 7200)), Instant(NOON + 2 * HOUR));
        }
    }

    #[test]
    fn after_a_restart_a_clock_that_is_a_year_ahead_or_behind_is_put_right() {
        for wrong_by in [-365 * DAY, -20 * HOUR, 0, 20 * HOUR, 365 * DAY] {
            let later = Instant(NOON + wrong_by + 3 * DAY);
            assert_eq!(corrected(known(wrong_by), later, run(2, 0)), Instant(NOON + 3 * DAY), "{wrong_by}");
        }
    }

    #[test]
    fn a_clock_that_was_set_right_is_believed_and_one_that_fell_back_is_not() {
        for wrong_by in [-365 * DAY, 365 * DAY] {
            assert_eq!(corrected(known(wrong_by), Instant(NOON + DAY), run(2, 0)), Instant(NOON + DAY));
        }
        assert_eq!(corrected(known(0), Instant(NOON - 10 * DAY), run(2, 0)), Instant(NOON));
    }

    proptest! {
        #[test]
        fn the_time_never_stands_before_the_last_moment_that_is_known(
            wrong_by in -800 * DAY..800 * DAY, wall in 0..NOON * 2, other_run: bool, passed in 0u64..1_000_000,
        ) {
            let at = corrected(known(wrong_by), Instant(wall), run(u64::from(other_run) + 1, 100 + passed));
            prop_assert!(at >= Instant(NOON));
        }
    }
}
