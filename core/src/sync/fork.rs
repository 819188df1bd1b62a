//! Forks: the centre has another journal under this phone's key, because the phone was cloned or restored from a copy. And
//! holes: the journal cannot be sent as it is.
//!
//! After a fork the phone looks for the last op that both journals have, by asking for points of the centre's copy and
//! narrowing the range until it is found; then [`renumber`] gives everything after it new numbers under a new key. Before a
//! hole it asks what the centre has of the journal, for that may be more than this phone knows: what it has is acknowledged,
//! what the hole hides is told, and only what is left gets new numbers.
//!
//! What a new key sends is held until the head or an officer agrees, for a thief's copy looks the same; nothing is lost
//! meanwhile.

use clubbook_model::chain::JournalPoint;
use clubbook_model::key::KeyPair;
use clubbook_model::op::Op;
use rusqlite::{Connection, Transaction};

use super::request::{Budget, CURSORS_ARE_KNOWN, RIGHTS_VERSION, push_frames};
use crate::clock::Random;
use crate::store::journal::Agreement;
use crate::store::renumber::{self, Why};
use crate::store::{StoreError, Stored, journal, received, settings};

/// The search for the last op in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Search {
    /// Both journals have this op; 0 is before the first, which all journals of one key have.
    common: u64,
    /// They have none in common after this one.
    limit: u64,
    /// From here on is asked next: `common`, or an op in a hole behind it.
    from: u64,
}

impl Search {
    /// Begins a search in a journal of so many ops.
    pub fn new(made: u64) -> Self {
        Self { common: 0, limit: made, from: 0 }
    }

    /// The range to ask about, both ends included; `None` once the op is found.
    pub fn range(self) -> Option<(u64, u64)> {
        (self.common < self.limit).then_some((self.from, self.limit))
    }

    /// The last op in common, once it is found.
    pub fn found(self) -> Option<u64> {
        self.range().is_none().then_some(self.common)
    }

    /// Narrows the range by what the centre answered. `agreement` holds a point against this phone's journal, `tells_up_to`
    /// says which is the last number, at most the given one, of which that can tell: where a hole hides the last op in
    /// common, the one before the hole has to do.
    ///
    /// # Errors
    /// What `agreement` and `tells_up_to` return.
    pub fn narrow(
        self,
        theirs: &[JournalPoint],
        mut agreement: impl FnMut(JournalPoint) -> Stored<Agreement>,
        tells_up_to: impl FnOnce(u64) -> Stored<u64>,
    ) -> Stored<Self> {
        let within = |point: &&JournalPoint| (self.from..=self.limit).contains(&point.seq);
        let (mut common, mut from) = (self.common, self.common);
        let mut limit = None;
        for point in theirs.iter().filter(within) {
            // The points end where the centre's journal ends, when that is before the end of what was asked.
            match agreement(*point)? {
                Agreement::Same => (common, limit) = (point.seq, Some(point.seq)),
                Agreement::Unknown => (from, limit) = (point.seq, Some(point.seq.saturating_sub(1))),
                Agreement::Other => {
                    limit = Some(point.seq.saturating_sub(1));
                    break;
                }
            }
        }
        match limit {
            Some(limit) => {
                let limit = tells_up_to(limit)?.max(common);
                Ok(Self { common, limit, from: if from < limit { from.max(common) } else { common } })
            }
            None => Ok(self),
        }
    }
}

/// Narrows a search by this phone's journal.
///
/// # Errors
/// SQL, or stored bytes that are damaged.
pub fn narrow(connection: &Connection, search: Search, theirs: &[JournalPoint]) -> Stored<Search> {
    search.narrow(theirs, |told| journal::agreement(connection, told), |limit| journal::tells_up_to(connection, limit))
}

/// Goes on under a new key after op `common`. What the centre has of the old key stays as frames that a restored centre
/// can be offered. Returns how many ops got new numbers.
///
/// # Errors
/// SQL, or stored bytes that are damaged; then nothing was changed.
pub fn go_on_after(tx: &Transaction<'_>, random: &dyn Random, common: u64) -> Stored<u64> {
    let point = journal::point(tx, common)?.ok_or(StoreError::Corrupt)?;
    begin(tx, random, point, common, Why::Fork)
}

/// Goes on under a new key where ops that kept their names behind a hole cannot have them, because a copy of this phone has
/// used the numbers since: they get names of their own, what is behind them keeps its names. Returns how many ops got new
/// numbers, 0 where there are none such.
///
/// # Errors
/// SQL, or stored bytes that are damaged; then nothing was changed.
pub fn leave_lost_names(tx: &Transaction<'_>, random: &dyn Random) -> Stored<u64> {
    for row in journal::quarantined(tx)? {
        if renumber::has_lost_its_name(&Op::from_bytes(&row.bytes)?, &row) {
            let common = journal::point_before(tx, row.seq)?;
            return begin(tx, random, common, row.seq - 1, Why::Hole);
        }
    }
    Ok(0)
}

/// What became of a journal that could not be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Round {
    /// The centre has told what the hole hides: it can be sent on.
    Bridged,
    /// It goes on under a new key; so many ops got new numbers.
    Renumbered(u64),
    /// The centre has another journal.
    Forked,
}

/// Finds a way where op `stuck_at` cannot be sent as it is, see [`super::request::Prepared::stuck_at`]. `theirs` are the
/// points that the centre told from the op before on, as far as its copy goes.
///
/// # Errors
/// SQL, or stored bytes that are damaged; then nothing was changed.
pub fn go_round(tx: &Transaction<'_>, random: &dyn Random, stuck_at: u64, theirs: &[JournalPoint]) -> Stored<Round> {
    let before = stuck_at.saturating_sub(1);
    let (mut common, mut end) = (None, None);
    for told in theirs {
        let agreement = journal::agreement(tx, *told)?;
        match agreement {
            Agreement::Same => common = Some(*told),
            Agreement::Unknown => {}
            Agreement::Other => return Ok(Round::Forked),
        }
        end = Some((*told, agreement));
    }
    if let Some((told, Agreement::Same)) = end
        && journal::point(tx, told.seq)?.is_none()
    {
        journal::bridge(tx, told)?;
        return Ok(Round::Bridged);
    }
    let common = match common {
        Some(common) => common,
        None => journal::point_before(tx, stuck_at)?,
    };
    // Where the centre's copy ends in a hole, nothing says that what is there is this phone's: the numbers behind it may be
    // used for something else.
    let (after, why) = match end {
        Some((told, Agreement::Same)) => (told.seq, Why::Hole),
        Some((told, _)) => (told.seq, Why::Fork),
        None => (before, Why::Fork),
    };
    Ok(Round::Renumbered(begin(tx, random, common, after, why)?))
}

fn begin(tx: &Transaction<'_>, random: &dyn Random, common: JournalPoint, after: u64, why: Why) -> Stored<u64> {
    let key = settings::key_pair(tx)?;
    for frame in frames_up_to(tx, &key, common.seq)? {
        received::keep(tx, settings::EPOCH.get(tx)?.unwrap_or_default(), &frame)?;
    }
    CURSORS_ARE_KNOWN.put(tx, &0)?;
    // Versions of the rights are numbered for each key anew.
    RIGHTS_VERSION.put(tx, &0)?;
    renumber::renumber(tx, random, common, after, why)
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
                let ours = |told: JournalPoint| {
                    let is_same = told.seq <= made && told == point(told.seq, if told.seq > common { 2 } else { 0 });
                    Ok(if is_same { Agreement::Same } else { Agreement::Other })
                };
                search = search.narrow(&answer(common, has, range), ours, Ok).unwrap();
            }
            prop_assert_eq!(search.found(), Some(common));
        }

        #[test]
        fn prop_where_a_hole_hides_it_the_search_finds_the_last_op_before_the_hole(
            common in some(), ours in some(), theirs in some(), hole in (some(), some()),
        ) {
            let (made, has) = (common + ours, common + theirs);
            let is_lost = |seq: u64| (hole.0 + 1..=hole.0 + hole.1).contains(&seq);
            let mut search = Search::new(made);
            let mut questions = 0;
            while let Some(range) = search.range() {
                questions += 1;
                prop_assert!(questions <= 10);
                let ours = |told: JournalPoint| Ok(match told.seq {
                    seq if seq > made => Agreement::Other,
                    seq if is_lost(seq) => Agreement::Unknown,
                    seq if told == point(seq, if seq > common { 2 } else { 0 }) => Agreement::Same,
                    _ => Agreement::Other,
                });
                let tells_up_to = |seq| Ok(if is_lost(seq) { hole.0 } else { seq });
                search = search.narrow(&answer(common, has, range), ours, tells_up_to).unwrap();
            }
            prop_assert_eq!(search.found(), Some(if is_lost(common) { hole.0 } else { common }));
        }
    }

    #[test]
    fn an_answer_that_says_nothing_changes_nothing() {
        let search = Search::new(50);
        assert_eq!(search.narrow(&[], |_| Ok(Agreement::Other), Ok).unwrap(), search);
        assert_eq!(search.narrow(&[point(60, 0)], |_| Ok(Agreement::Other), Ok).unwrap(), search);
        assert_eq!(Search::new(0).found(), Some(0));
    }
}
