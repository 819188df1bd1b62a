//! Who stands in the roll of a meeting and which mark counts: the one rule by which phones and centre count a roll.
//!
//! A mark by hand always beats the meeting's default mark, whatever the clocks say. Once a meeting is closed, its roll are the
//! people that it covers and those who were marked: who joins the club or is entered later does not become absent from it.
//! A person with several records stands there once.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::RecordId;
use crate::same_person::SamePeople;
use crate::vocabulary::{Mark, Vocabulary};

/// A mark that somebody made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HandMark {
    /// The mark.
    pub mark: Mark,
    /// Made for a guest.
    pub guest: bool,
}

/// What was recorded of a meeting, as far as its roll goes.
#[derive(Debug, Clone, Copy)]
pub struct RollCall<'a> {
    /// Closed.
    pub is_closed: bool,
    /// The mark of those whom nobody marked by hand.
    pub default_mark: Option<Mark>,
    /// The people that the default covers.
    pub covered: &'a BTreeSet<RecordId>,
    /// The members of the day.
    pub members: &'a BTreeSet<RecordId>,
    /// The marks by hand.
    pub marks: &'a BTreeMap<RecordId, HandMark>,
}

/// A person in the roll.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RollLine {
    /// The record that stands for the person: the one whose mark by hand says most (present beats late, excused, absent,
    /// unset), else the one with the smallest id. Marks are made on it.
    pub record: RecordId,
    /// The mark.
    pub mark: Mark,
    /// Somebody made it by hand.
    pub by_hand: bool,
    /// No member. A guest whose mark was undone does not stand in the roll.
    pub guest: bool,
}

impl RollLine {
    /// Was there, in time or not.
    pub fn is_present(&self) -> bool {
        matches!(self.mark, Mark::Present | Mark::Late)
    }
}

/// The roll: one line for each person.
pub fn roll(call: &RollCall<'_>, same: &SamePeople) -> Vec<RollLine> {
    let is_fixed = call.is_closed && !call.covered.is_empty();
    let of_the_day = call.members.iter().filter(|_| !is_fixed);
    let mut people: BTreeMap<RecordId, BTreeSet<RecordId>> = BTreeMap::new();
    for record in call.covered.iter().chain(of_the_day).chain(call.marks.keys()) {
        people.entry(same.canonical(*record)).or_default().insert(*record);
    }
    people.values().filter_map(|records| line(call, same, records)).collect()
}

fn line(call: &RollCall<'_>, same: &SamePeople, records: &BTreeSet<RecordId>) -> Option<RollLine> {
    let says = |record: &&RecordId| (call.marks.get(*record).map_or(u32::MAX, |hand| hand.mark.number()), **record);
    let record = *records.iter().min_by_key(says)?;
    let all = same.records(record);
    let is_covered = !all.is_disjoint(call.covered);
    let hand = call.marks.get(&record);
    let of_guests = |record: &RecordId| call.marks.get(record).is_some_and(|hand| hand.guest);
    let guest = !is_covered && all.is_disjoint(call.members) && records.iter().all(of_guests);
    let mark = match hand {
        Some(hand) => hand.mark,
        None if is_covered => call.default_mark.unwrap_or(Mark::Unset),
        None => Mark::Unset,
    };
    if guest && mark == Mark::Unset {
        return None;
    }
    Some(RollLine { record, mark, by_hand: hand.is_some(), guest })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(n: u8) -> RecordId {
        RecordId([n; 16])
    }

    fn set(ids: &[u8]) -> BTreeSet<RecordId> {
        ids.iter().copied().map(id).collect()
    }

    fn by_hand(marks: &[(u8, Mark, bool)]) -> BTreeMap<RecordId, HandMark> {
        marks.iter().map(|(n, mark, guest)| (id(*n), HandMark { mark: *mark, guest: *guest })).collect()
    }

    /// The lines as (record, mark, guest).
    fn lines(call: &RollCall<'_>, pairs: &[(u8, u8)]) -> Vec<(RecordId, Mark, bool)> {
        let same = SamePeople::of(pairs.iter().map(|(one, other)| (id(*one), id(*other))));
        roll(call, &same).iter().map(|line| (line.record, line.mark, line.guest)).collect()
    }

    #[test]
    fn two_records_of_one_person_stand_in_the_roll_once_and_the_mark_that_says_most_counts() {
        let (covered, members) = (set(&[]), set(&[1, 2, 3]));
        let none = by_hand(&[]);
        let call =
            RollCall { is_closed: false, default_mark: None, covered: &covered, members: &members, marks: &none };
        let pairs = [(1, 2), (2, 9)];
        assert_eq!(lines(&call, &pairs), [(id(1), Mark::Unset, false), (id(3), Mark::Unset, false)]);
        let marks = by_hand(&[(1, Mark::Absent, false), (2, Mark::Present, false)]);
        let marked = RollCall { marks: &marks, ..call };
        assert_eq!(lines(&marked, &pairs), [(id(2), Mark::Present, false), (id(3), Mark::Unset, false)]);
        // Parted again, each has what was said of it.
        let parted = [(id(1), Mark::Absent, false), (id(2), Mark::Present, false), (id(3), Mark::Unset, false)];
        assert_eq!(lines(&marked, &[]), parted);
    }

    #[test]
    fn the_default_covers_a_person_by_any_of_their_records() {
        let (covered, members, none) = (set(&[5]), set(&[2, 5, 6]), by_hand(&[]));
        let default_mark = Some(Mark::Present);
        let call = RollCall { is_closed: false, default_mark, covered: &covered, members: &members, marks: &none };
        assert_eq!(lines(&call, &[(2, 5)]), [(id(2), Mark::Present, false), (id(6), Mark::Unset, false)]);
        // Closed: who is not covered is not on the roll.
        let closed = RollCall { is_closed: true, ..call };
        assert_eq!(lines(&closed, &[(2, 5)]), [(id(5), Mark::Present, false)]);
    }

    #[test]
    fn a_guest_is_one_person_too_and_none_once_one_of_their_records_is_a_member_s() {
        let (covered, members) = (set(&[]), set(&[1]));
        let marks = by_hand(&[(7, Mark::Present, true), (8, Mark::Present, true), (9, Mark::Unset, true)]);
        let call =
            RollCall { is_closed: false, default_mark: None, covered: &covered, members: &members, marks: &marks };
        let one = (id(1), Mark::Unset, false);
        assert_eq!(lines(&call, &[(7, 8)]), [one, (id(7), Mark::Present, true)]);
        assert_eq!(lines(&call, &[(7, 8), (8, 1)]), [(id(7), Mark::Present, false)]);
    }
}
