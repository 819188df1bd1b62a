//! A month of visits from somebody's paper: one person, the days of the month, those ticked on which somebody went.

use std::collections::BTreeSet;

use clubbook_model::id::RecordId;
use clubbook_model::merge::EntityState;
use clubbook_model::registry::{Entity, HomeVisit, Person};
use clubbook_model::time::Day;
use clubbook_model::vocabulary::Language;
use rusqlite::Connection;

use super::queries;
use crate::features::people::queries as people;
use crate::features::people::views::PersonView;
use crate::features::{CommandError, Commanded, Invalid, Pen, Question};
use crate::store::entity;
use crate::wording;

/// The days on which something is recorded already.
#[derive(Debug, Clone, PartialEq)]
pub struct PaperDaysQuestion {
    /// The person visited.
    pub person: PersonView,
    /// The days.
    pub days: Vec<Day>,
    /// Today, for the words.
    pub today: Day,
}

impl PaperDaysQuestion {
    /// "Trong sổ đã có lần thăm bà Lan: thứ Ba 3/11, thứ Sáu 6/11. Những ngày này là cùng một lần thăm?"
    pub fn words(&self, language: Language) -> String {
        let days: Vec<String> = self.days.iter().map(|day| wording::day(*day, self.today, language)).collect();
        let (person, days) = (self.person.said(language), days.join(", "));
        match language {
            Language::Vi => format!("Trong sổ đã có lần thăm {person}: {days}. Những ngày này là cùng một lần thăm?"),
            Language::En => format!("The book has visits to {person} on {days}. Are these the same visits?"),
        }
    }
}

/// The answer to [`PaperDaysQuestion`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OnRecordedDays {
    /// Nobody was asked.
    #[default]
    NotAsked,
    /// They are the same visits: these days are left out.
    Same,
    /// They are other visits.
    Others,
}

/// A month on paper.
#[derive(Debug, Clone, PartialEq)]
pub struct PaperMonthRequest {
    /// The person visited.
    pub person: RecordId,
    /// Who went.
    pub visitors: Vec<RecordId>,
    /// The days that are ticked.
    pub days: Vec<Day>,
    /// The answer to [`PaperDaysQuestion`].
    pub recorded: OnRecordedDays,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperMonthView {
    /// The visits that were recorded, by day.
    pub recorded: Vec<RecordId>,
    /// The days that were left out: they were recorded before.
    pub left_out: Vec<Day>,
}

/// Records the visits of a month from paper, all of them or none. The op says whose paper it is: see
/// [`crate::phone::Phone::command_entered`].
///
/// # Errors
/// Asks first about days on which something is recorded already, as it is when one paper is entered twice. Refuses nobody
/// who went, no day, and days that have not come.
pub fn enter(pen: &mut Pen<'_>, request: &PaperMonthRequest) -> Commanded<PaperMonthView> {
    let person = request.person;
    entity::get::<Person>(pen.tx, person)?.ok_or(CommandError::NotFound("person"))?;
    let days: BTreeSet<Day> = request.days.iter().copied().collect();
    if request.visitors.is_empty() {
        return Err(Invalid::NoVisitor.into());
    }
    if days.is_empty() {
        return Err(Invalid::NoDay.into());
    }
    if days.iter().any(|day| *day > pen.today()) {
        return Err(Invalid::InTheFuture.into());
    }
    let known = recorded_days(pen.tx, pen.club, person, &days)?;
    if !known.is_empty() && request.recorded == OnRecordedDays::NotAsked {
        let person = people::person(pen.tx, person, pen.today())?;
        return Err(Question::PaperDays(PaperDaysQuestion { person, days: known, today: pen.today() }).into());
    }
    let is_left_out = |day: &Day| request.recorded == OnRecordedDays::Same && known.contains(day);
    let mut recorded = Vec::new();
    for day in days.iter().filter(|day| !is_left_out(day)) {
        let id = pen.next_record()?;
        let mut draft = HomeVisit::edit(id, &EntityState::new());
        draft.set(HomeVisit::person, Person::reference(person)).set(HomeVisit::visited_on, *day);
        if known.contains(day) {
            draft.set(HomeVisit::same_visit_as, HomeVisit::reference(id));
        }
        for visitor in &request.visitors {
            draft.add(HomeVisit::visitors, &Person::reference(*visitor));
        }
        pen.record(&pen.care(person), draft)?;
        recorded.push(id);
    }
    Ok(PaperMonthView { recorded, left_out: days.into_iter().filter(is_left_out).collect() })
}

/// Those of the days on which a visit to the person is recorded, under any of their records.
fn recorded_days(
    connection: &Connection,
    club: RecordId,
    person: RecordId,
    days: &BTreeSet<Day>,
) -> Commanded<Vec<Day>> {
    let records = people::same_person(connection, club, person)?;
    let mut known = Vec::new();
    for day in days {
        if !queries::of_day(connection, &records, *day)?.is_empty() {
            known.push(*day);
        }
    }
    Ok(known)
}
