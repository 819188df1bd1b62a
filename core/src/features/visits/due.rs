//! Who is due for a visit: by the rhythm of the care case, by what the last visitor said, and people alone whom nobody
//! has seen this month.

use std::collections::BTreeSet;

use clubbook_model::id::RecordId;
use clubbook_model::registry::{CareCase, HomeVisit};
use clubbook_model::time::Day;
use clubbook_model::vocabulary::{Language, Service};
use rusqlite::Connection;

use super::queries;
use crate::features::Commanded;
use crate::features::care::queries as care;
use crate::features::people::directory::Directory;
use crate::features::people::views::PersonView;
use crate::wording;

/// Why somebody is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DueReason {
    /// The rhythm of the care case.
    Rhythm,
    /// The last visitor said so.
    Agreed,
    /// Nobody has been there yet.
    NeverVisited,
    /// Lives alone, and nobody has been there this month.
    AloneThisMonth,
}

/// Somebody who is due for a visit.
#[derive(Debug, Clone, PartialEq)]
pub struct DueView {
    /// The person.
    pub person: PersonView,
    /// Due on.
    pub due_on: Day,
    /// Why.
    pub reason: DueReason,
    /// The last visit on which the person was met.
    pub last_visit: Option<Day>,
    /// The volunteers assigned.
    pub volunteers: Vec<RecordId>,
    /// Services that are planned.
    pub services: Vec<Service>,
    /// Who looks goes there.
    pub is_mine: bool,
}

impl DueView {
    /// Why, as it stands under the name: "trễ 5 ngày", "chưa ai đến thăm lần nào".
    pub fn why(&self, today: Day, language: Language) -> String {
        let vi = language == Language::Vi;
        match (self.reason, self.overdue(today)) {
            (DueReason::AloneThisMonth, _) if vi => "sống một mình, tháng này chưa ai đến thăm".to_owned(),
            (DueReason::AloneThisMonth, _) => "lives alone, nobody has been there this month".to_owned(),
            (DueReason::NeverVisited, _) if vi => "chưa ai đến thăm lần nào".to_owned(),
            (DueReason::NeverVisited, _) => "nobody has been there yet".to_owned(),
            (_, 0) if vi => format!("đến hẹn {}", wording::day_near(self.due_on, today, language)),
            (_, 0) => format!("due {}", wording::day_near(self.due_on, today, language)),
            (_, days) if vi => format!("trễ {days} ngày"),
            (_, 1) => "1 day late".to_owned(),
            (_, days) => format!("{days} days late"),
        }
    }

    /// For how many days the visit is overdue; 0 when it is not.
    pub fn overdue(&self, today: Day) -> u32 {
        u32::try_from(today.0.saturating_sub(self.due_on.0)).unwrap_or(0)
    }
}

/// Whose visits are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueRequest {
    /// Due up to this day. People alone whom nobody has seen this month are named from its first day on.
    pub until: Day,
    /// Who looks: those to whom they go come first.
    pub viewer: RecordId,
    /// Only those.
    pub only_theirs: bool,
}

/// Who is due for a visit, those to whom who looks goes first, then the longest overdue.
///
/// # Errors
/// SQL.
pub fn due(connection: &Connection, club: RecordId, request: DueRequest, today: Day) -> Commanded<Vec<DueView>> {
    let directory = Directory::of(connection, club, today)?;
    let same = directory.same();
    let mut found = Vec::new();
    let mut cared_for = BTreeSet::new();
    for case in care::open_cases(connection)? {
        let Some(person) = case.person.map(|person| person.id) else { continue };
        if directory.is_living(person) && cared_for.insert(same.canonical(person)) {
            found.extend(of_case(connection, &directory, person, case, today)?);
        }
    }
    for person in care::living_alone(connection, club, today)? {
        if directory.is_living(person) && cared_for.insert(same.canonical(person)) {
            found.extend(alone(connection, &directory, person, today)?);
        }
    }
    for due in &mut found {
        due.is_mine = due.volunteers.iter().any(|volunteer| same.are_one(*volunteer, request.viewer));
    }
    found.retain(|due| {
        (due.due_on <= request.until || due.reason == DueReason::AloneThisMonth)
            && (due.is_mine || !request.only_theirs)
    });
    let place = |due: &DueView| (!due.is_mine, due.due_on);
    found.sort_by(|a, b| (place(a), &a.person.name, a.person.id).cmp(&(place(b), &b.person.name, b.person.id)));
    Ok(found)
}

fn of_case(
    connection: &Connection,
    directory: &Directory,
    person: RecordId,
    case: CareCase,
    today: Day,
) -> Commanded<Option<DueView>> {
    let met = last_met(connection, directory, person)?;
    let agreed = last_visit(connection, directory, person)?.and_then(|visit| visit.next_due);
    let person = directory.view(person);
    let every_days = case.every_days.and_then(|days| i32::try_from(days).ok());
    let (due_on, reason) = match (agreed, met, every_days) {
        (Some(agreed), _, _) => (agreed, DueReason::Agreed),
        (None, Some(met), Some(days)) => (met.plus(days), DueReason::Rhythm),
        (None, None, _) => (case.opened_on.unwrap_or(today), DueReason::NeverVisited),
        (None, Some(_), None) => return Ok(None),
    };
    let volunteers = case.volunteers.iter().map(|volunteer| volunteer.id).collect();
    let services = case.services;
    Ok(Some(DueView { person, due_on, reason, last_visit: met, volunteers, services, is_mine: false }))
}

fn alone(connection: &Connection, directory: &Directory, person: RecordId, today: Day) -> Commanded<Option<DueView>> {
    let met = last_met(connection, directory, person)?;
    let person = directory.view(person);
    if met.is_some_and(|met| met >= today.month().first()) {
        return Ok(None);
    }
    let reason = DueReason::AloneThisMonth;
    let due_on = today.month().last();
    let (volunteers, services) = (Vec::new(), Vec::new());
    Ok(Some(DueView { person, due_on, reason, last_visit: met, volunteers, services, is_mine: false }))
}

/// The day on which somebody was last met at home, under any of their records.
fn last_met(connection: &Connection, directory: &Directory, person: RecordId) -> Commanded<Option<Day>> {
    let mut last = None;
    for record in directory.same().records(person) {
        last = last.max(queries::last_meeting_at_home(connection, record)?.and_then(|visit| visit.visited_on));
    }
    Ok(last)
}

/// The last visit to somebody, under any of their records.
fn last_visit(connection: &Connection, directory: &Directory, person: RecordId) -> Commanded<Option<HomeVisit>> {
    let mut last: Option<HomeVisit> = None;
    for record in directory.same().records(person) {
        let visit = queries::last_visit(connection, record)?;
        if visit.as_ref().is_some_and(|visit| last.as_ref().is_none_or(|known| known.visited_on < visit.visited_on)) {
            last = visit;
        }
    }
    Ok(last)
}

/// "Hôm nay không có ai cần đến thăm."
pub fn sentence(due: &[DueView], today: Day, language: Language) -> String {
    match (due, language) {
        ([], Language::Vi) => "Hôm nay không có ai cần đến thăm.".to_owned(),
        ([], Language::En) => "Nobody is due for a visit today.".to_owned(),
        ([first, ..], Language::Vi) if first.reason == DueReason::AloneThisMonth => {
            format!("Cần đến thăm {} người. Trước hết: {}.", due.len(), first.person.titled())
        }
        ([first, ..], Language::En) if first.reason == DueReason::AloneThisMonth => {
            format!("Due for a visit: {}. First: {}.", due.len(), first.person.name)
        }
        ([first, ..], Language::Vi) => {
            let since = wording::day_near(first.due_on, today, language);
            format!("Cần đến thăm {} người. Trước hết: {}, từ {since}.", due.len(), first.person.titled())
        }
        ([first, ..], Language::En) => {
            let since = wording::day(first.due_on, today, language);
            format!("Due for a visit: {}. First: {}, since {since}.", due.len(), first.person.name)
        }
    }
}
