//! What screens show of readings, and what they send.

use clubbook_model::id::RecordId;
use clubbook_model::merge::EntityState;
use clubbook_model::time::Day;

use super::advice::AdviceView;
use super::values::Readings;
use crate::features::care::views::Sensitive;
use crate::features::people::views::PersonView;

/// Readings of an earlier day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LastReadings {
    /// The day.
    pub on: Day,
    /// What was measured.
    pub readings: Readings,
}

/// Somebody in the list of a weighing.
#[derive(Debug, Clone)]
pub struct WeighingRow {
    /// The person.
    pub person: PersonView,
    /// Whether this phone has readings of the person at this meeting. They are not shown: who weighs adds without reading.
    pub is_measured: bool,
    /// What was in the record: what is measured now names it.
    pub seen: EntityState,
}

/// What was measured of a person at a meeting.
#[derive(Debug, Clone)]
pub struct WeighRequest {
    /// The meeting.
    pub meeting: RecordId,
    /// The person.
    pub person: RecordId,
    /// What was in the record when the boxes were shown.
    pub seen: EntityState,
    /// What was measured.
    pub readings: Readings,
}

/// Readings that were written down at a meeting.
#[derive(Debug, Clone, PartialEq)]
pub struct WeighedView {
    /// The person.
    pub person: PersonView,
    /// What was measured just now.
    pub readings: Readings,
    /// What to do about them.
    pub advice: Vec<AdviceView>,
    /// How many people this phone has measured or heard of at this meeting.
    pub measured: usize,
    /// What stands in the record now: whoever takes the weighing back names it.
    pub seen: EntityState,
}

/// That somebody takes back what was just written down: it was the wrong person.
#[derive(Debug, Clone)]
pub struct TakeBackWeighingRequest {
    /// The meeting.
    pub meeting: RecordId,
    /// The person.
    pub person: RecordId,
    /// What was in the record before the weighing.
    pub before: EntityState,
    /// What was in it right after, see [`WeighedView::seen`].
    pub after: EntityState,
}

/// How the readings of a person changed, the earliest first.
pub type Trend = Sensitive<Vec<LastReadings>>;
