//! Wrong tries: counted before what was typed is looked at, so that many at once gain nothing; from the fifth on one waits,
//! longer and longer.

use clubbook_model::time::Instant;

use crate::error::Done;
use crate::store::Tx;
use crate::store::officers::{Digest, TryRow};

/// From so many wrong tries on one has to wait.
const FREE_TRIES: u32 = 5;

/// How long one waits after the fifth wrong try, the sixth, …, minutes; the last one from then on.
const WAITS: [i64; 6] = [1, 2, 5, 15, 30, 60];

/// Wrong tries are forgotten after so long without another one, seconds.
const TRIES_LIVE: i64 = 24 * 3600;

/// A try that may be made.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counted {
    /// Until when the next one waits, should this one be wrong.
    pub(super) locked_until: Instant,
}

/// Counts a try of a key; `Err` with the moment before which none counts.
///
/// # Errors
/// The store's.
pub(super) fn count(tx: &mut dyn Tx, key: &Digest, now: Instant) -> Done<Result<Counted, Instant>> {
    tx.forget_sign_in_tries(Instant(now.0 - TRIES_LIVE))?;
    let before = tx.sign_in_try(key)?;
    if let Some(row) = before.filter(|row| row.locked_until > now) {
        return Ok(Err(row.locked_until));
    }
    let failed = before.map_or(0, |row| row.failed).saturating_add(1);
    let row = TryRow { failed, locked_until: Instant(now.0 + wait(failed) * 60), last_at: now };
    tx.put_sign_in_try(key, row)?;
    Ok(Ok(Counted { locked_until: row.locked_until }))
}

/// Minutes to wait after so many wrong tries.
fn wait(failed: u32) -> i64 {
    let Some(over) = failed.checked_sub(FREE_TRIES) else { return 0 };
    let place = usize::try_from(over).unwrap_or(usize::MAX).min(WAITS.len() - 1);
    WAITS.get(place).copied().unwrap_or_default()
}

/// Minutes from now until a moment, rounded up: who waits for so long finds the way open.
pub(super) fn minutes_until(until: Instant, now: Instant) -> i64 {
    (until.0 - now.0 + 59).div_euclid(60)
}
