//! Reading visits.

use std::collections::{BTreeMap, BTreeSet};

use clubbook_model::id::{BookKind, RecordId};
use clubbook_model::merge::EntityState;
use clubbook_model::registry::{Entity, HealthMeasurement, HomeVisit, Person};
use clubbook_model::same_visit::{self, Told};
use clubbook_model::time::{Day, Month};
use clubbook_model::value::Value;
use clubbook_model::vocabulary::{Purpose, VisitAlert, Vocabulary};
use rusqlite::Connection;

use super::correction::{Corrected, last_correction};
use super::follow_up;
use super::views::{CorrectedView, MonthOfVisits, NewVisitView, RemarksView, Sameness, VisitForm, VisitView};
use crate::features::care::queries as care;
use crate::features::care::views::Sensitive;
use crate::features::people::queries as people;
use crate::features::people::views::PersonView;
use crate::features::readings::Readings;
use crate::features::readings::queries::{last_readings, measurement_id};
use crate::features::{CommandError, Commanded};
use crate::store::books;
use crate::store::entity::{self, Scan};

/// The index of visits by person and day.
const VISITS_BY_PERSON: u32 = 0;
/// How many records of a person are read at first when only the last that holds is wanted: few are voided.
const FIRST_LOOK: usize = 8;

/// A visit as it is kept, with who recorded it.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub(super) visit: HomeVisit,
    pub(super) author: Option<RecordId>,
    state: EntityState,
}

impl Kept {
    pub(super) fn read((id, state): &(RecordId, EntityState)) -> Self {
        let visit = HomeVisit::read(*id, state);
        // Who recorded it said of whom; who corrects the day is not its author.
        let heads = state.field(HomeVisit::person.tag, &[]).map(|field| field.heads()).unwrap_or_default();
        Self { visit, author: heads.first().map(|(_, entry)| entry.author), state: state.clone() }
    }

    pub(super) fn is_voided(&self) -> bool {
        self.visit.voided == Some(true)
    }
}

fn of_person(person: RecordId) -> [Value; 1] {
    [Value::Ref(Person::reference(person))]
}

/// The last visit to a person that was not voided.
///
/// # Errors
/// SQL.
pub fn last_visit(connection: &Connection, person: RecordId) -> Commanded<Option<HomeVisit>> {
    last_that(connection, person, |visit| visit.voided != Some(true))
}

/// The last visit on which the person was met.
///
/// # Errors
/// SQL.
pub fn last_meeting_at_home(connection: &Connection, person: RecordId) -> Commanded<Option<HomeVisit>> {
    last_that(connection, person, |visit| visit.voided != Some(true) && visit.not_at_home != Some(true))
}

fn last_that(
    connection: &Connection,
    person: RecordId,
    holds: impl Fn(&HomeVisit) -> bool,
) -> Commanded<Option<HomeVisit>> {
    for limit in [1, FIRST_LOOK, usize::MAX] {
        let visits =
            entity::by_index::<HomeVisit>(connection, VISITS_BY_PERSON, &of_person(person), Scan::last(limit))?;
        let read = visits.len();
        let found = visits.into_iter().find(&holds);
        if found.is_some() || read < limit {
            return Ok(found);
        }
    }
    Ok(None)
}

/// The records of visits to a person, under any of their records, on one day.
pub(super) fn of_day(connection: &Connection, records: &BTreeSet<RecordId>, day: Day) -> Commanded<Vec<Kept>> {
    let mut found = Vec::new();
    for record in records {
        let key = [Value::Ref(Person::reference(*record)), Value::Day(day)];
        let states = entity::states_by_index::<HomeVisit>(connection, VISITS_BY_PERSON, &key, Scan::ALL)?;
        found.extend(states.iter().map(Kept::read));
    }
    found.retain(|kept| !kept.is_voided());
    Ok(found)
}

/// One visit.
///
/// # Errors
/// SQL, or no such visit.
pub fn visit(connection: &Connection, club: RecordId, visit: RecordId, today: Day) -> Commanded<VisitView> {
    let state = entity::state::<HomeVisit>(connection, visit)?.ok_or(CommandError::NotFound("home_visit"))?;
    let kept = Kept::read(&(visit, state));
    let mut day = vec![kept.clone()];
    if let (Some(person), Some(on)) = (kept.visit.person, kept.visit.visited_on) {
        let records = people::same_person(connection, club, person.id)?;
        day = of_day(connection, &records, on)?;
    }
    Desk::new(connection, today).view(&kept, sameness(&day).get(&visit).copied())
}

/// The visits to a person, the latest first, voided ones too.
///
/// # Errors
/// SQL.
pub fn visits_of(
    connection: &Connection,
    club: RecordId,
    person: RecordId,
    limit: usize,
    today: Day,
) -> Commanded<Vec<VisitView>> {
    let records = people::same_person(connection, club, person)?;
    let mut found = Vec::new();
    for record in &records {
        let scan = Scan::last(limit);
        let states = entity::states_by_index::<HomeVisit>(connection, VISITS_BY_PERSON, &of_person(*record), scan)?;
        found.extend(states.iter().map(Kept::read));
    }
    found.sort_by_key(|kept| std::cmp::Reverse((kept.visit.visited_on, kept.visit.id)));
    found.truncate(limit);
    let mut by_day: BTreeMap<Option<Day>, Vec<Kept>> = BTreeMap::new();
    for kept in &found {
        by_day.entry(kept.visit.visited_on).or_default().push(kept.clone());
    }
    // The page may end within a day, and which of its records count says the whole day.
    if let Some(last) = found.last().and_then(|last| last.visit.visited_on) {
        by_day.insert(Some(last), of_day(connection, &records, last)?);
    }
    let same: BTreeMap<RecordId, Sameness> = by_day.values().flat_map(|day| sameness(day)).collect();
    let mut desk = Desk::new(connection, today);
    found.iter().map(|kept| desk.view(kept, same.get(&kept.visit.id).copied())).collect()
}

/// The visits of a month to everybody whose care book this phone holds.
///
/// # Errors
/// SQL.
pub fn month(connection: &Connection, club: RecordId, month: Month, today: Day) -> Commanded<MonthOfVisits> {
    let (first, last) = (Value::Day(month.first()), Value::Day(month.last()));
    let components = people::components(connection, club)?;
    let canonical = |person: RecordId| {
        let component = components.iter().find(|component| component.contains(&person));
        component.and_then(|component| component.first().copied()).unwrap_or(person)
    };
    let mut by_day: BTreeMap<(Day, RecordId), Vec<Kept>> = BTreeMap::new();
    for held in books::all(connection)? {
        if held.book.kind != BookKind::CARE || held.book.club != club {
            continue;
        }
        let person = held.book.part;
        let key = of_person(person);
        for state in entity::states_between::<HomeVisit>(connection, VISITS_BY_PERSON, &key, &first, &last)? {
            let kept = Kept::read(&state);
            let Some(day) = kept.visit.visited_on else { continue };
            by_day.entry((day, canonical(person))).or_default().push(kept);
        }
    }
    let mut desk = Desk::new(connection, today);
    let mut found = MonthOfVisits::default();
    let mut people_met = BTreeSet::new();
    for ((_, person), day) in &by_day {
        let same = sameness(day);
        for kept in day {
            let sameness = same.get(&kept.visit.id).copied();
            if sameness == Some(Sameness::Counts) {
                found.counted += 1;
                if kept.visit.not_at_home == Some(true) {
                    found.not_at_home += 1;
                } else {
                    people_met.insert(*person);
                }
            }
            found.visits.push(desk.view(kept, sameness)?);
        }
    }
    found.people = people_met.len();
    Ok(found)
}

/// What an empty form for a visit to a person begins with. Readings are shown beside the boxes and never filled in.
///
/// # Errors
/// SQL, or no such person.
pub fn new_visit(connection: &Connection, person: RecordId, today: Day) -> Commanded<NewVisitView> {
    let last = last_meeting_at_home(connection, person)?;
    let case = care::case_of(connection, person)?;
    let every_days = case.as_ref().and_then(|case| case.every_days).and_then(|days| i32::try_from(days).ok());
    let (planned, assigned) = case.map(|case| (case.services, case.volunteers)).unwrap_or_default();
    let went = last.as_ref().map_or(assigned, |visit| visit.visitors.clone());
    let mut visitors = Vec::with_capacity(went.len());
    for visitor in went {
        visitors.push(care::person_or_blank(connection, visitor.id, today)?);
    }
    let partner = last.as_ref().and_then(|visit| visit.partner.clone());
    let (duration, services) = match last {
        Some(visit) if !visit.services.is_empty() => (visit.duration, visit.services),
        Some(visit) => (visit.duration, planned),
        None => (None, planned),
    };
    Ok(NewVisitView {
        person: people::person(connection, person, today)?,
        visited_on: today,
        duration,
        services,
        visitors,
        partner,
        next_due: every_days.map(|days| today.plus(days)),
        last_readings: last_readings(connection, person)?,
    })
}

/// Opens a form over a visit and what was measured on it.
///
/// # Errors
/// SQL, or no such visit.
pub fn form(connection: &Connection, visit: RecordId) -> Commanded<VisitForm> {
    let mut form = people::form(connection, visit)?;
    if let Sensitive::Shown(values) = &mut form.values {
        let confidential = |alert: &VisitAlert| follow_up::is_confidential(*alert);
        let hidden: Vec<Value> = VisitAlert::ALL
            .iter()
            .filter(|alert| confidential(alert))
            .map(|alert| Value::Enum(alert.number()))
            .collect();
        values.retain(|(name, value)| {
            !follow_up::CONFIDENTIAL_FIELDS.contains(name) && (*name != "alerts" || !hidden.contains(value))
        });
    }
    let person = HomeVisit::read(visit, &form.seen).person.filter(|_| form.kind.number == HomeVisit::DEF.number);
    let person = person.ok_or(CommandError::NotFound("home_visit"))?.id;
    let measurement = measurement_id(person, HomeVisit::reference(visit));
    let measurement = entity::state::<HealthMeasurement>(connection, measurement)?.unwrap_or_default();
    Ok(VisitForm { visit: form, person, measurement })
}

/// Which of the records of one person and day count, which repeat another, and which nobody has answered for.
pub(super) fn sameness(day: &[Kept]) -> BTreeMap<RecordId, Sameness> {
    let standing = day.iter().filter(|kept| !kept.is_voided());
    let answers: BTreeMap<RecordId, Option<RecordId>> =
        standing.map(|kept| (kept.visit.id, kept.visit.same_visit_as.map(|other| other.id))).collect();
    let told: Vec<Told> = answers.iter().map(|(visit, same_as)| Told { visit: *visit, same_as: *same_as }).collect();
    let says_other = |visit: &RecordId| {
        answers.get(visit).copied().flatten().filter(|other| other != visit && answers.contains_key(other))
    };
    let mut found = BTreeMap::new();
    for group in same_visit::visits(&told) {
        let first = same_visit::standing(&group, &told);
        for visit in &group {
            let is = match (first, says_other(visit)) {
                (Some(first), _) if first == *visit => Sameness::Counts,
                (_, Some(other)) => Sameness::Says(other),
                (Some(first), None) => Sameness::Unanswered(first),
                (None, None) => Sameness::Counts,
            };
            found.insert(*visit, is);
        }
    }
    found
}

/// Makes views of visits, reading each person and each consent once.
struct Desk<'a> {
    connection: &'a Connection,
    today: Day,
    people: BTreeMap<RecordId, PersonView>,
}

impl<'a> Desk<'a> {
    fn new(connection: &'a Connection, today: Day) -> Self {
        Self { connection, today, people: BTreeMap::new() }
    }

    fn person(&mut self, id: RecordId) -> Commanded<PersonView> {
        if let Some(known) = self.people.get(&id) {
            return Ok(known.clone());
        }
        let view = care::person_or_blank(self.connection, id, self.today)?;
        self.people.insert(id, view.clone());
        Ok(view)
    }

    fn view(&mut self, kept: &Kept, sameness: Option<Sameness>) -> Commanded<VisitView> {
        let visit = &kept.visit;
        let person = visit.person.map(|person| person.id).unwrap_or_default();
        let alerts = visit.alerts.iter().copied().filter(|alert| !follow_up::is_confidential(*alert)).collect();
        let remarks = || Ok(RemarksView { condition: visit.condition, alerts, note: visit.note.clone() });
        let connection = self.connection;
        let measurement = measurement_id(person, HomeVisit::reference(visit.id));
        let measured = entity::state::<HealthMeasurement>(connection, measurement)?;
        let readings = || {
            let readings = measured.as_ref().map(|state| Readings::of(&HealthMeasurement::read(measurement, state)));
            Ok(readings.filter(|readings| !readings.is_empty()))
        };
        let mut visitors = Vec::with_capacity(visit.visitors.len());
        for visitor in &visit.visitors {
            visitors.push(self.person(visitor.id)?);
        }
        let corrected = match last_correction(&kept.state, measured.as_ref()) {
            Some(Corrected { by, on }) => {
                Some(CorrectedView { by: self.person(by)?, on, reason: visit.correction_reason.clone() })
            }
            None => None,
        };
        Ok(VisitView {
            id: visit.id,
            corrected,
            person: self.person(person)?,
            author: kept.author.map(|author| self.person(author)).transpose()?,
            visitors,
            visited_on: visit.visited_on,
            duration: visit.duration,
            services: visit.services.clone(),
            not_at_home: visit.not_at_home == Some(true),
            next_due: visit.next_due,
            remarks: care::with_consent(connection, person, Purpose::HomeCare, remarks)?,
            readings: care::with_consent(connection, person, Purpose::Health, readings)?,
            voided: kept.is_voided().then(|| visit.void_reason.clone().unwrap_or_default()),
            sameness: sameness.filter(|_| !kept.is_voided()),
        })
    }
}
