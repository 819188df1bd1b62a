//! What screens show of visits, and what they send.

use clubbook_model::entry::FieldEdit;
use clubbook_model::id::RecordId;
use clubbook_model::merge::EntityState;
use clubbook_model::time::Day;
use clubbook_model::vocabulary::{Condition, Duration, Language, Service, VisitAlert};

use crate::features::care::views::Sensitive;
use crate::features::people::views::{FormView, PersonView};
use crate::features::readings::Readings;
use crate::features::readings::advice::AdviceView;
use crate::features::readings::views::LastReadings;
use crate::wording;

/// What a visitor noticed: shown only with a consent to home care.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RemarksView {
    /// How the person is.
    pub condition: Option<Condition>,
    /// What was noticed, without what is for the head and one contact only ([`super::follow_up`]).
    pub alerts: Vec<VisitAlert>,
    /// A note.
    pub note: Option<String>,
}

/// Where a record stands among those of the same person and day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sameness {
    /// The only one, or the first.
    Counts,
    /// Nobody has said yet whether it is the same visit as this one: it does not count.
    Unanswered(RecordId),
    /// It says this visit again: it does not count.
    Says(RecordId),
}

/// A visit.
#[derive(Debug, Clone, PartialEq)]
pub struct VisitView {
    /// The record.
    pub id: RecordId,
    /// The person visited.
    pub person: PersonView,
    /// Who recorded it.
    pub author: Option<PersonView>,
    /// All who went.
    pub visitors: Vec<PersonView>,
    /// The day.
    pub visited_on: Option<Day>,
    /// How long.
    pub duration: Option<Duration>,
    /// What was done.
    pub services: Vec<Service>,
    /// Nobody was at home.
    pub not_at_home: bool,
    /// Next visit.
    pub next_due: Option<Day>,
    /// What was noticed.
    pub remarks: Sensitive<RemarksView>,
    /// What was measured; `None` inside when nothing was.
    pub readings: Sensitive<Option<Readings>>,
    /// Voided, with the reason.
    pub voided: Option<String>,
    /// Where it stands among those of the same day; `None` for a voided one.
    pub sameness: Option<Sameness>,
    /// The last correction; `None` while it stands as it was recorded.
    pub corrected: Option<CorrectedView>,
}

/// That a visit was corrected.
#[derive(Debug, Clone, PartialEq)]
pub struct CorrectedView {
    /// Who did so last.
    pub by: PersonView,
    /// When.
    pub on: Day,
    /// Why, when that had to be said.
    pub reason: Option<String>,
}

impl CorrectedView {
    /// "bà Hoa đã sửa hôm nay: nhầm ngày".
    pub fn words(&self, today: Day, language: Language) -> String {
        let (by, on) = (self.by.said(language), wording::day_near(self.on, today, language));
        let words = match language {
            Language::Vi if by.is_empty() => format!("đã sửa {on}"),
            Language::Vi => format!("{by} đã sửa {on}"),
            Language::En if by.is_empty() => format!("corrected {on}"),
            Language::En => format!("corrected by {by} {on}"),
        };
        match &self.reason {
            Some(reason) => format!("{words}: {reason}"),
            None => words,
        }
    }
}

/// The answer to [`SameVisitQuestion`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SameVisit {
    /// Nobody was asked.
    #[default]
    NotAsked,
    /// It is the same visit as this record's.
    SameAs(RecordId),
    /// It is another visit.
    Another,
}

/// A visit as it was told.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RecordVisitRequest {
    /// The person visited.
    pub person: RecordId,
    /// All who went; who records it when nobody is named.
    pub visitors: Vec<RecordId>,
    /// The day; today when nothing is said.
    pub visited_on: Option<Day>,
    /// How long.
    pub duration: Option<Duration>,
    /// What was done.
    pub services: Vec<Service>,
    /// How the person is.
    pub condition: Option<Condition>,
    /// What was noticed.
    pub alerts: Vec<VisitAlert>,
    /// Who has to act on what was noticed.
    pub follow_up_by: Option<RecordId>,
    /// Until when.
    pub follow_up_until: Option<Day>,
    /// A note.
    pub note: Option<String>,
    /// Nobody was at home.
    pub not_at_home: bool,
    /// Next visit.
    pub next_due: Option<Day>,
    /// Who of the commune went along.
    pub partner: Option<String>,
    /// What was measured.
    pub readings: Readings,
    /// The answer to [`SameVisitQuestion`].
    pub same_visit: SameVisit,
}

impl RecordVisitRequest {
    /// A visit today by who records it.
    pub fn of(person: RecordId) -> Self {
        Self { person, ..Self::default() }
    }

    /// As it counts. Of somebody who was not at home nothing is told but that, and nobody acts on what was not noticed: what a form
    /// still holds of it is not written down.
    pub(super) fn as_it_counts(&self) -> Self {
        let mut told = self.clone();
        if told.not_at_home {
            told.services.clear();
            told.alerts.clear();
            (told.condition, told.duration, told.readings) = (None, None, Readings::default());
        }
        if told.alerts.is_empty() {
            (told.follow_up_by, told.follow_up_until) = (None, None);
        }
        told
    }
}

/// A visit that was recorded, corrected or voided.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordedVisitView {
    /// The visit as it is now.
    pub visit: VisitView,
    /// What to do about the readings.
    pub advice: Vec<AdviceView>,
    /// Whether a suspicion was recorded that only the head and one contact get to read.
    pub is_confidential: bool,
}

/// What an empty form for a visit begins with.
#[derive(Debug, Clone, PartialEq)]
pub struct NewVisitView {
    /// The person.
    pub person: PersonView,
    /// Today.
    pub visited_on: Day,
    /// As on the last visit.
    pub duration: Option<Duration>,
    /// As on the last visit; before the first one as the care case plans.
    pub services: Vec<Service>,
    /// Who went together on the last visit; before the first one who is assigned.
    pub visitors: Vec<PersonView>,
    /// Who of the commune went along on the last visit.
    pub partner: Option<String>,
    /// Today and the rhythm of the care case.
    pub next_due: Option<Day>,
    /// The last readings, to stand beside the empty boxes: they are never filled in.
    pub last_readings: Sensitive<Option<LastReadings>>,
}

/// A form over a visit and what was measured on it.
#[derive(Debug, Clone)]
pub struct VisitForm {
    /// The visit.
    pub visit: FormView,
    /// The person visited.
    pub person: RecordId,
    /// What was in the record of the measurement; empty when nothing was measured.
    pub measurement: EntityState,
}

/// What somebody corrects in a visit.
#[derive(Debug, Clone)]
pub struct CorrectVisitRequest {
    /// The form as it was opened.
    pub form: VisitForm,
    /// The fields of the visit that were changed.
    pub fields: Vec<FieldEdit>,
    /// The readings as they should be, all of them; `None` leaves them.
    pub readings: Option<Readings>,
    /// Why, once the month was reported.
    pub reason: Option<String>,
}

/// The visits of a month.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MonthOfVisits {
    /// The records, voided ones too, by day.
    pub visits: Vec<VisitView>,
    /// How many visits they make, nobody at home included.
    pub counted: usize,
    /// Of these, how many found nobody at home.
    pub not_at_home: usize,
    /// How many people were seen.
    pub people: usize,
}

/// "Chú Minh đã ghi lần thăm bà Lan hôm nay. Cùng một lần thăm?"
#[derive(Debug, Clone, PartialEq)]
pub struct SameVisitQuestion {
    /// The person visited.
    pub person: PersonView,
    /// What is recorded of that day already: the record, and who recorded it.
    pub recorded: Vec<(RecordId, Option<PersonView>)>,
    /// The day.
    pub on: Day,
    /// Today.
    pub today: Day,
    /// Who asks now.
    pub asked: RecordId,
}

impl SameVisitQuestion {
    /// The question as people read it.
    pub fn words(&self, language: Language) -> String {
        let on = wording::day_near(self.on, self.today, language);
        let whom = self.person.said(language);
        let other = self.recorded.first().and_then(|(_, author)| author.as_ref());
        let other = other.filter(|author| author.id != self.asked && !author.name.is_empty());
        match (other, language) {
            (Some(author), Language::Vi) => {
                let who = wording::sentence(&author.said(language));
                format!("{who} đã ghi lần thăm {whom} {on}. Cùng một lần thăm?")
            }
            (None, Language::Vi) => format!("Đã có một lần thăm {whom} {on}. Cùng một lần thăm?"),
            (Some(author), Language::En) => {
                format!("{} has recorded a visit to {whom} {on}. Is it the same visit?", author.said(language))
            }
            (None, Language::En) => format!("There is a visit to {whom} {on} already. Is it the same visit?"),
        }
    }
}
