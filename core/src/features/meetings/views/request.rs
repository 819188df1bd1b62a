//! What screens send of meetings.

use clubbook_model::id::RecordId;
use clubbook_model::merge::EntityState;
use clubbook_model::time::{Day, Month};
use clubbook_model::vocabulary::{Mark, MeetingKind};

#[cfg(doc)]
use super::MeetingQuestion;
use super::{RollRow, RollView};

/// That a meeting begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenMeetingRequest {
    /// What kind. Of each kind there is one in a month.
    pub kind: MeetingKind,
    /// The month that it belongs to; today's when nothing is said.
    pub month: Option<Month>,
    /// The day; today when nothing is said.
    pub held_on: Option<Day>,
    /// Where; the club's usual place when nothing is said.
    pub place: Option<String>,
    /// "Yes, open it": the answer to [`MeetingQuestion`].
    pub confirmed: bool,
}

impl OpenMeetingRequest {
    /// This month's regular meeting, today.
    pub fn regular() -> Self {
        Self { kind: MeetingKind::Regular, month: None, held_on: None, place: None, confirmed: false }
    }
}

/// A mark of one person by hand.
#[derive(Debug, Clone, PartialEq)]
pub struct MarkRequest {
    /// The meeting.
    pub meeting: RecordId,
    /// The person.
    pub person: RecordId,
    /// The mark; [`Mark::Unset`] undoes.
    pub mark: Mark,
    /// Why excused.
    pub reason: Option<String>,
    /// What was in the record of the mark when the roll was shown.
    pub seen: EntityState,
}

impl MarkRequest {
    /// A mark over a row of the roll as it was shown.
    pub fn over(meeting: RecordId, row: &RollRow, mark: Mark) -> Self {
        Self { meeting, person: row.person.id, mark, reason: None, seen: row.seen.clone() }
    }
}

/// One mark for everybody whom nobody marks by hand: "tất cả có mặt, trừ…".
#[derive(Debug, Clone, PartialEq)]
pub struct AllButRequest {
    /// The meeting.
    pub meeting: RecordId,
    /// The mark.
    pub mark: Mark,
    /// What was in the record of the meeting when the roll was shown.
    pub seen: EntityState,
}

/// What somebody is whom nobody marked: excused, absent, or late after all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnmarkedAnswer {
    /// The person.
    pub person: RecordId,
    /// The mark.
    pub mark: Mark,
    /// Why excused.
    pub reason: Option<String>,
}

/// That the roll is called and the meeting over.
#[derive(Debug, Clone, PartialEq)]
pub struct CloseMeetingRequest {
    /// The meeting.
    pub meeting: RecordId,
    /// Heads counted in the room.
    pub head_count: Option<i64>,
    /// What some of those are whom nobody marked, one by one: the answer to [`MeetingQuestion::Unmarked`].
    pub answers: Vec<UnmarkedAnswer>,
    /// The mark of those who are left then.
    pub rest: Option<Mark>,
    /// Who chaired.
    pub chair: Option<RecordId>,
    /// Who wrote the minutes.
    pub secretary: Option<RecordId>,
    /// What was in the record of the meeting when the roll was shown.
    pub seen: EntityState,
}

impl CloseMeetingRequest {
    /// Closes the meeting of a roll as it was shown.
    pub fn over(roll: &RollView) -> Self {
        Self {
            meeting: roll.meeting.id,
            head_count: None,
            answers: Vec::new(),
            rest: None,
            chair: None,
            secretary: None,
            seen: roll.seen.clone(),
        }
    }
}

/// That the month's meeting is held later, or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PutOffRequest {
    /// What kind.
    pub kind: MeetingKind,
    /// The month; today's when nothing is said.
    pub month: Option<Month>,
    /// Why.
    pub reason: String,
    /// "Yes, put it off": the answer to [`MeetingQuestion::RollBegun`].
    pub confirmed: bool,
}
