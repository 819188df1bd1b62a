//! Reading what was recorded of a roll. Which of it counts stands in [`clubbook_model::roll_call`]. Pure.

use clubbook_model::merge::EntityState;
use clubbook_model::registry::{Attendance, Meeting};
use clubbook_model::time::Stamp;
use clubbook_model::value::Value;
use clubbook_model::vocabulary::{Mark, MeetingStatus, Vocabulary};

/// A mark by hand, with when it was made.
#[derive(Debug, Clone, PartialEq)]
pub struct StampedMark {
    /// The mark.
    pub mark: Mark,
    /// When and by which op.
    pub stamp: Stamp,
}

/// The mark by hand in the state of an attendance, if somebody made one.
pub fn hand_mark(state: &EntityState) -> Option<StampedMark> {
    let heads = state.field(Attendance::mark.tag, &[])?.heads();
    let (stamp, entry) = heads.first()?;
    match entry.value {
        Value::Enum(number) => Some(StampedMark { mark: Mark::from_number(number), stamp: *stamp }),
        _ => None,
    }
}

/// When the meeting was closed, while it is.
pub fn closed_at(state: &EntityState) -> Option<Stamp> {
    let heads = state.field(Meeting::status.tag, &[])?.heads();
    let (stamp, entry) = heads.first()?;
    (entry.value == Value::Enum(MeetingStatus::Closed.number())).then_some(*stamp)
}
