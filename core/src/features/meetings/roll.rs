//! Working out a roll: who is on it, and which mark counts. Pure.

use std::collections::{BTreeMap, BTreeSet};

use clubbook_model::id::RecordId;
use clubbook_model::merge::EntityState;
use clubbook_model::registry::{Attendance, Meeting};
use clubbook_model::time::Stamp;
use clubbook_model::value::Value;
use clubbook_model::vocabulary::{Mark, MeetingStatus, Vocabulary};

/// A mark by hand.
#[derive(Debug, Clone, PartialEq)]
pub struct HandMark {
    /// The mark.
    pub mark: Mark,
    /// When and by which op.
    pub stamp: Stamp,
}

/// The mark by hand in the state of an attendance, if somebody made one.
pub fn hand_mark(state: &EntityState) -> Option<HandMark> {
    let heads = state.field(Attendance::mark.tag, &[])?.heads();
    let (stamp, entry) = heads.first()?;
    match entry.value {
        Value::Enum(number) => Some(HandMark { mark: Mark::from_number(number), stamp: *stamp }),
        _ => None,
    }
}

/// When the meeting was closed, while it is.
pub fn closed_at(state: &EntityState) -> Option<Stamp> {
    let heads = state.field(Meeting::status.tag, &[])?.heads();
    let (stamp, entry) = heads.first()?;
    (entry.value == Value::Enum(MeetingStatus::Closed.number())).then_some(*stamp)
}

/// The mark of somebody on the roll: by hand before the meeting's default, which covers only the people named with it.
pub fn effective(hand: Option<&HandMark>, meeting: &Meeting, person: RecordId) -> Mark {
    match hand {
        Some(hand) => hand.mark,
        None if meeting.roll.iter().any(|on_roll| on_roll.id == person) => meeting.default_mark.unwrap_or(Mark::Unset),
        None => Mark::Unset,
    }
}

/// The members on the roll. Once a meeting is closed, these are the people that its roll covers and those who were marked:
/// who joins the club or is entered later does not become absent from it.
pub fn people_on(
    meeting: &Meeting,
    members_of_the_day: impl IntoIterator<Item = RecordId>,
    marked: impl IntoIterator<Item = RecordId>,
) -> BTreeSet<RecordId> {
    let mut people: BTreeSet<RecordId> = meeting.roll.iter().map(|person| person.id).chain(marked).collect();
    if meeting.status != Some(MeetingStatus::Closed) || meeting.roll.is_empty() {
        people.extend(members_of_the_day);
    }
    people
}

/// Of the records of one person, the one that stands in the roll: the one whose mark by hand says most (present beats
/// late, excused, absent, unset), else the one with the smallest id. Writes go to it.
pub fn representatives(
    people: &BTreeSet<RecordId>,
    components: &[BTreeSet<RecordId>],
    marks: &BTreeMap<RecordId, HandMark>,
) -> BTreeSet<RecordId> {
    let mut chosen = people.clone();
    for component in components {
        let records: Vec<RecordId> = component.intersection(people).copied().collect();
        let best =
            records.iter().min_by_key(|record| (marks.get(*record).map_or(u32::MAX, |m| m.mark.number()), **record));
        let best = best.copied();
        chosen.retain(|record| Some(*record) == best || !records.contains(record));
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use clubbook_model::id::{DeviceId, OpId};
    use clubbook_model::time::Hlc;

    fn id(n: u8) -> RecordId {
        RecordId([n; 16])
    }

    fn by_hand(mark: Mark) -> HandMark {
        let op = OpId { device: DeviceId(1), seq: 1 };
        HandMark { mark, stamp: Stamp { hlc: Hlc::default(), op } }
    }

    #[test]
    fn two_records_of_one_person_stand_in_the_roll_once_and_the_mark_that_says_most_counts() {
        let people: BTreeSet<_> = [id(1), id(2), id(3)].into();
        let one_person = [BTreeSet::from([id(1), id(2), id(9)])];
        assert_eq!(representatives(&people, &one_person, &BTreeMap::new()), [id(1), id(3)].into());
        let marks = BTreeMap::from([(id(1), by_hand(Mark::Absent)), (id(2), by_hand(Mark::Present))]);
        assert_eq!(representatives(&people, &one_person, &marks), [id(2), id(3)].into());
    }
}
