//! Weighing and measuring at a meeting.

use clubbook_core::features::meetings::views;
use clubbook_core::features::readings::commands;
use clubbook_core::features::readings::queries::weighing;
use clubbook_core::features::readings::views::{TakeBackWeighingRequest, WeighRequest, WeighingRow};
use clubbook_model::id::RecordId;

use crate::clubbook::{Asks, Clubbook};
use crate::people::PersonView;
use crate::readings::{AdviceView, Readings};
use crate::values::Seen;

/// Somebody in the list of those who are weighed.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct WeighView {
    /// The person.
    pub person: PersonView,
    /// Measured at this meeting already.
    pub is_measured: bool,
    /// The roll says that they came.
    pub is_here: bool,
    /// What the roll says, when it says that they did not come: "vắng có lý do".
    pub away: Option<String>,
    /// Goes back with the numbers.
    pub seen: Seen,
}

/// The list of those who are weighed.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct WeighingView {
    /// Those who are there first, then everybody else; within each half in the order of the register.
    pub rows: Vec<WeighView>,
    /// How many have been measured.
    pub measured: u32,
    /// Of how many: those who are there, everybody where no roll was called.
    pub expected: u32,
}

/// A weighing that was saved.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct WeighedView {
    /// The person.
    pub person: PersonView,
    /// "huyết áp 130/85, cân nặng 54,3".
    pub words: String,
    /// What to do about the numbers.
    pub advice: Vec<AdviceView>,
    /// What stands in the record now: goes back when the weighing is taken back.
    pub seen: Seen,
}

#[uniffi::export]
impl Clubbook {
    /// Who is weighed at a meeting.
    pub fn weighing(&self, meeting: RecordId) -> Asks<WeighingView> {
        let language = self.words_in();
        self.query(|q| {
            let weighing = weighing(q.connection, q.club, meeting, views::RollOrder::Register, q.today)?;
            let small = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
            let view = |row: WeighingRow| WeighView {
                is_here: row.is_here(),
                away: row.away(language).map(str::to_owned),
                person: PersonView::of(row.person, language),
                is_measured: row.is_measured,
                seen: Seen(row.seen),
            };
            Ok(WeighingView {
                measured: small(weighing.measured()),
                expected: small(weighing.expected()),
                rows: weighing.rows.into_iter().map(view).collect(),
            })
        })
    }

    /// Saves what was measured of somebody.
    pub fn weigh(&self, meeting: RecordId, person: RecordId, seen: Seen, readings: Readings) -> Asks<WeighedView> {
        let language = self.words_in();
        let readings = self.readings(&readings)?;
        let request = WeighRequest { meeting, person, seen: seen.0, readings };
        self.command(|pen| {
            let weighed = commands::weigh(pen, &request)?;
            Ok(WeighedView {
                words: weighed.readings.said(language),
                advice: weighed.advice.iter().map(|one| AdviceView::of(one, language)).collect(),
                person: PersonView::of(weighed.person, language),
                seen: Seen(weighed.seen),
            })
        })
    }

    /// Takes a weighing back that was just saved: the readings are again what they were. `before` is of the list, `after` of
    /// [`WeighedView`].
    pub fn take_back_weighing(&self, meeting: RecordId, person: RecordId, before: Seen, after: Seen) -> Asks<()> {
        let request = TakeBackWeighingRequest { meeting, person, before: before.0, after: after.0 };
        self.command(|pen| commands::take_back(pen, &request))
    }
}
