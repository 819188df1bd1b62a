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
    /// Goes back with the numbers.
    pub seen: Seen,
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
    /// How many people have been measured.
    pub measured: u32,
    /// What stands in the record now: goes back when the weighing is taken back.
    pub seen: Seen,
}

#[uniffi::export]
impl Clubbook {
    /// Who is weighed at a meeting, in the order of the register.
    pub fn weighing(&self, meeting: RecordId) -> Asks<Vec<WeighView>> {
        let language = self.words_in();
        self.query(|q| {
            let rows = weighing(q.connection, q.club, meeting, views::RollOrder::Register, q.today)?;
            let view = |row: WeighingRow| WeighView {
                person: PersonView::of(row.person, language),
                is_measured: row.is_measured,
                seen: Seen(row.seen),
            };
            Ok(rows.into_iter().map(view).collect())
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
                measured: u32::try_from(weighed.measured).unwrap_or(u32::MAX),
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
