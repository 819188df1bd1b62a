//! What screens show of readings, and what they send.

use clubbook_model::id::RecordId;
use clubbook_model::merge::EntityState;
use clubbook_model::time::Day;
use clubbook_model::vocabulary::{Language, Mark, Vocabulary};

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
    /// What the roll says of them.
    pub mark: Mark,
    /// What was in the record: what is measured now names it.
    pub seen: EntityState,
}

impl WeighingRow {
    /// Whether the roll says that they came, in time or not.
    pub fn is_here(&self) -> bool {
        matches!(self.mark, Mark::Present | Mark::Late)
    }

    /// What the roll says, when it says that they did not come: "vắng có lý do".
    pub fn away(&self, language: Language) -> Option<&'static str> {
        matches!(self.mark, Mark::Absent | Mark::Excused).then(|| self.mark.label(language))
    }
}

/// The list of a weighing.
#[derive(Debug, Clone)]
pub struct WeighingView {
    /// The people of the meeting's roll; those who are there come first.
    pub rows: Vec<WeighingRow>,
}

impl WeighingView {
    /// How many people were measured, as far as this phone has heard.
    pub fn measured(&self) -> usize {
        self.rows.iter().filter(|row| row.is_measured).count()
    }

    /// How many people there are to be measured: those who are there, and whoever was measured without a mark; everybody where no
    /// roll was called.
    pub fn expected(&self) -> usize {
        match self.rows.iter().any(WeighingRow::is_here) {
            true => self.rows.iter().filter(|row| row.is_here() || row.is_measured).count(),
            false => self.rows.len(),
        }
    }
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
