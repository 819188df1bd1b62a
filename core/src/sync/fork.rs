//! Forks: the centre has another journal under this phone's key, because the phone was cloned or restored from a copy.
//!
//! The phone looks for the last op that both journals have, by asking for points of the centre's copy and narrowing the
//! range until it is found; then [`renumber`] gives everything after it new numbers under a new key.
//! What the new key sends is held until the head or an officer agrees, for a thief's copy looks the same; nothing is lost
//! meanwhile.

use clubbook_model::chain::JournalPoint;
use clubbook_model::key::KeyPair;
use rusqlite::{Connection, Transaction};

use super::request::{Budget, CURSORS_ARE_KNOWN, push_frames};
use crate::clock::Random;
use crate::store::renumber::{self, Which};
use crate::store::{StoreError, Stored, journal, received, settings};

/// The search for the last op in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Search {
    /// Both journals have this op; 0 is before the first, which all journals of one key have.
    common: u64,
    /// They have none in common after this one.
    limit: u64,
}

impl Search {
    /// Begins a search in a journal of so many ops.
    pub fn new(made: u64) -> Self {
        Self { common: 0, limit: made }
    }

    /// The range to ask about, both ends included; `None` once the op is found.
    pub fn range(self) -> Option<(u64, u64)> {
        (self.common < self.limit).then_some((self.common, self.limit))
    }

    /// The last op in common, once it is found.
    pub fn found(self) -> Option<u64> {
        self.range().is_none().then_some(self.common)
    }

    /// Narrows the range by what the centre answered; `ours` is this phone's point at a number, if it has one.
    ///
    /// # Errors
    /// What `ours` returns.
    pub fn narrow(
        self,
        theirs: &[JournalPoint],
        mut ours: impl FnMut(u64) -> Stored<Option<JournalPoint>>,
    ) -> Stored<Self> {
        let mut narrowed = self;
        let within = |point: &&JournalPoint| (self.common..=self.limit).contains(&point.seq);
        let mut last = None;
        for point in theirs.iter().filter(within) {
            if ours(point.seq)? == Some(*point) {
                narrowed.common = point.seq.max(narrowed.common);
                last = Some(point.seq);
            } else {
                narrowed.limit = narrowed.limit.min(point.seq.saturating_sub(1)).max(narrowed.common);
                return Ok(narrowed);
            }
        }
        // The points end where the centre's journal ends, when that is before the end of what was asked.
        if let Some(last) = last {
            narrowed.limit = last;
        }
        Ok(narrowed)
    }
}

/// Goes on under a new key after op `common`. What the centre has of the old key stays as frames that a restored centre
/// can be offered. Returns how many ops got new numbers.
///
/// # Errors
/// SQL, or stored bytes that are damaged; then nothing was changed.
pub fn go_on_after(tx: &Transaction<'_>, random: &dyn Random, common: u64) -> Stored<u64> {
    let point = journal::point(tx, common)?.ok_or(StoreError::Corrupt)?;
    begin(tx, random, common, Which::AllAfter(point))
}

/// Goes on under a new key where op `stuck_at` cannot be sent as it is, see [`super::request::Prepared::stuck_at`].
///
/// # Errors
/// SQL, or stored bytes that are damaged; then nothing was changed.
pub fn go_round(tx: &Transaction<'_>, random: &dyn Random, stuck_at: u64) -> Stored<u64> {
    let which = match journal::point(tx, stuck_at.saturating_sub(1))? {
        Some(point) => Which::AllAfter(point),
        None => Which::Waiting(journal::point_before(tx, stuck_at)?),
    };
    begin(tx, random, stuck_at.saturating_sub(1), which)
}

fn begin(tx: &Transaction<'_>, random: &dyn Random, common: u64, which: Which) -> Stored<u64> {
    let key = settings::key_pair(tx)?;
    for frame in frames_up_to(tx, &key, common)? {
        received::keep(tx, settings::EPOCH.get(tx)?.unwrap_or_default(), &frame)?;
    }
    CURSORS_ARE_KNOWN.put(tx, &0)?;
    renumber::renumber(tx, random, which)
}

/// The journal up to op `last` as push frames under its own key, as far as it is whole.
fn frames_up_to(connection: &Connection, key: &KeyPair, last: u64) -> Stored<Vec<Vec<u8>>> {
    let mut frames = Vec::new();
    let mut next = 1;
    while next <= last {
        let left = usize::try_from(last - next + 1).unwrap_or(usize::MAX);
        let budget = Budget { frames: 1, frame_ops: Budget::FULL.frame_ops.min(left), ..Budget::FULL };
        let (cut, reached) = push_frames(connection, key, next, budget)?;
        if cut.is_empty() {
            break;
        }
        frames.extend(cut);
        next = reached + 1;
    }
    Ok(frames)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clubbook_model::chain::Chain;
    use proptest::prelude::*;

    fn point(seq: u64, branch: u8) -> JournalPoint {
        let mut chain = [branch; 16];
        chain[..8].copy_from_slice(&seq.to_be_bytes());
        JournalPoint { seq, chain: Chain(chain) }
    }

    /// What a centre answers: at most 32 points of its own journal in the range, both ends included.
    fn answer(common: u64, theirs: u64, (from, to): (u64, u64)) -> Vec<JournalPoint> {
        let to = to.min(theirs);
        if to < from {
            return Vec::new();
        }
        let steps = (to - from).clamp(1, 31);
        let mut seqs: Vec<u64> = (0..=steps).map(|step| from + (to - from) * step / steps).collect();
        seqs.dedup();
        seqs.into_iter().map(|seq| point(seq, u8::from(seq > common))).collect()
    }

    /// Ops in common, or of one side alone: often none or a few.
    fn some() -> impl Strategy<Value = u64> {
        prop_oneof![Just(0), 1u64..4, 0u64..40_000]
    }

    proptest! {
        #[test]
        fn prop_the_search_finds_the_last_op_in_common_in_few_questions(
            common in some(), ours in some(), theirs in some(),
        ) {
            let (made, has) = (common + ours, common + theirs);
            let mut search = Search::new(made);
            let mut questions = 0;
            while let Some(range) = search.range() {
                questions += 1;
                prop_assert!(questions <= 5);
                let ours = |seq| Ok((seq <= made).then(|| point(seq, if seq > common { 2 } else { 0 })));
                search = search.narrow(&answer(common, has, range), ours).unwrap();
            }
            prop_assert_eq!(search.found(), Some(common));
        }
    }

    #[test]
    fn an_answer_that_says_nothing_changes_nothing() {
        let search = Search::new(50);
        assert_eq!(search.narrow(&[], |_| Ok(None)).unwrap(), search);
        assert_eq!(search.narrow(&[point(60, 0)], |_| Ok(None)).unwrap(), search);
        assert_eq!(Search::new(0).found(), Some(0));
    }
}
