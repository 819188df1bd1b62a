//! Ops put together to what people take for one thing.

use std::collections::{BTreeMap, BTreeSet};

use clubbook_model::id::RecordId;
use clubbook_model::op::Op;
use clubbook_model::registry::{
    AgendaItem, Attendance, BoardTerm, CareCase, Circumstance, Club, Consent, Entity, Group, HealthMeasurement,
    HomeVisit, Household, Meeting, Membership, MonthReport, Person, Receipt, SameAs,
};
use clubbook_model::time::{Day, Instant, Month};
use rusqlite::Connection;

use super::unsent::{Change, Outcome, ThingView, What};
use crate::features::Commanded;
use crate::features::people::views::PersonView;
use crate::store::entity;

/// Things, in the order in which they were first recorded.
#[derive(Debug, Default)]
pub(super) struct Things {
    order: Vec<(Thing, Outcome)>,
    parts: BTreeMap<(Thing, Outcome), Parts>,
}

/// What makes ops one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Thing {
    Visit(RecordId),
    Person(Option<RecordId>),
    Meeting(RecordId),
    Agenda(Option<RecordId>),
    Weighing(RecordId),
    Readings(Option<RecordId>),
    Care(Option<RecordId>),
    Circumstances(Option<RecordId>),
    /// Those that were taken on one day.
    Consents(Day),
    MonthReport(RecordId),
    Doubles,
    Households,
    Groups,
    Board,
    Notices,
    Club,
    Other,
}

/// What belongs to one thing.
#[derive(Debug)]
struct Parts {
    made_at: Instant,
    seqs: Vec<u64>,
    people: BTreeSet<RecordId>,
    is_new: bool,
}

impl Things {
    /// Adds an op; those of which something else became are another thing.
    pub(super) fn add(
        &mut self,
        connection: &Connection,
        op: &Op,
        outcome: Outcome,
        made_at: Instant,
    ) -> Commanded<()> {
        let (thing, about) = thing_of(connection, op, made_at)?;
        let key = (thing, outcome);
        if !self.parts.contains_key(&key) {
            self.order.push(key.clone());
        }
        let none = || Parts { made_at, seqs: Vec::new(), people: BTreeSet::new(), is_new: false };
        let parts = self.parts.entry(key).or_insert_with(none);
        parts.seqs.push(op.id.seq);
        parts.people.extend(about);
        let is_main = match thing {
            Thing::Visit(record) | Thing::Person(Some(record)) => op.entity == record,
            _ => false,
        };
        // A record without a key of its own has the id of the op that made it.
        parts.is_new |= is_main && op.entity == RecordId::of_op(op.id, 0);
        Ok(())
    }

    /// What screens show of them.
    pub(super) fn views(self, connection: &Connection) -> Commanded<Vec<ThingView>> {
        let Self { order, mut parts } = self;
        let mut views = Vec::new();
        for key in order {
            let Some(parts) = parts.remove(&key) else { continue };
            let what = what(connection, key.0, &parts)?;
            views.push(ThingView { what, made_at: parts.made_at, seqs: parts.seqs, outcome: key.1 });
        }
        Ok(views)
    }
}

/// What an op belongs to, and whom it counts for there.
fn thing_of(connection: &Connection, op: &Op, made_at: Instant) -> Commanded<(Thing, Option<RecordId>)> {
    let id = op.entity;
    let is = |kind: u32| op.kind == kind;
    let person = |person: Option<clubbook_model::value::EntityRef>| person.map(|person| person.id);
    Ok(if is(HomeVisit::DEF.number) {
        (Thing::Visit(id), None)
    } else if is(Person::DEF.number) {
        (Thing::Person(Some(id)), None)
    } else if is(Membership::DEF.number) {
        (Thing::Person(entity::get::<Membership>(connection, id)?.and_then(|it| person(it.person))), None)
    } else if is(Meeting::DEF.number) {
        (Thing::Meeting(id), None)
    } else if is(Attendance::DEF.number) {
        let mark = entity::get::<Attendance>(connection, id)?;
        let meeting = mark.as_ref().and_then(|mark| person(mark.meeting));
        (meeting.map_or(Thing::Other, Thing::Meeting), mark.and_then(|mark| person(mark.person)))
    } else if is(AgendaItem::DEF.number) {
        (Thing::Agenda(entity::get::<AgendaItem>(connection, id)?.and_then(|item| person(item.meeting))), None)
    } else if is(HealthMeasurement::DEF.number) {
        readings(entity::get::<HealthMeasurement>(connection, id)?)
    } else if is(CareCase::DEF.number) {
        (Thing::Care(entity::get::<CareCase>(connection, id)?.and_then(|case| person(case.person))), None)
    } else if is(Circumstance::DEF.number) {
        let circumstance = entity::get::<Circumstance>(connection, id)?;
        (Thing::Circumstances(circumstance.and_then(|it| person(it.person))), None)
    } else if is(Consent::DEF.number) {
        let of = entity::get::<Consent>(connection, id)?.and_then(|consent| person(consent.person));
        (Thing::Consents(made_at.day_in_vietnam()), of)
    } else if is(MonthReport::DEF.number) {
        (Thing::MonthReport(id), None)
    } else {
        let others = [
            (SameAs::DEF.number, Thing::Doubles),
            (Household::DEF.number, Thing::Households),
            (Group::DEF.number, Thing::Groups),
            (BoardTerm::DEF.number, Thing::Board),
            (Receipt::DEF.number, Thing::Notices),
            (Club::DEF.number, Thing::Club),
        ];
        (others.into_iter().find(|(kind, _)| is(*kind)).map_or(Thing::Other, |(_, thing)| thing), None)
    })
}

/// Readings of a visit belong to it, those of a meeting to its weighing.
fn readings(readings: Option<HealthMeasurement>) -> (Thing, Option<RecordId>) {
    let Some(readings) = readings else { return (Thing::Readings(None), None) };
    let of = readings.person.map(|person| person.id);
    match readings.context {
        Some(context) if context.kind == HomeVisit::DEF.number => (Thing::Visit(context.id), None),
        Some(context) if context.kind == Meeting::DEF.number => (Thing::Weighing(context.id), of),
        _ => (Thing::Readings(of), None),
    }
}

fn what(connection: &Connection, thing: Thing, parts: &Parts) -> Commanded<What> {
    let people = u64::try_from(parts.people.len()).unwrap_or(u64::MAX);
    let change = if parts.is_new { Change::New } else { Change::Corrected };
    let named = |person: Option<RecordId>| name(connection, person, parts.made_at.day_in_vietnam());
    Ok(match thing {
        Thing::Visit(visit) => {
            let visit = entity::get::<HomeVisit>(connection, visit)?;
            let of = visit.as_ref().and_then(|visit| visit.person).map(|person| person.id);
            let is_voided = visit.as_ref().is_some_and(|visit| visit.voided == Some(true));
            let change = if is_voided { Change::Voided } else { change };
            What::Visit { person: named(of)?, on: visit.and_then(|visit| visit.visited_on), change }
        }
        Thing::Person(person) => What::Person { person: named(person)?, change },
        Thing::Meeting(meeting) => {
            let on = day_of(connection, Some(meeting))?;
            if people > 0 { What::Roll { on, people } } else { What::Meeting { on } }
        }
        Thing::Agenda(meeting) => What::Agenda { on: day_of(connection, meeting)? },
        Thing::Weighing(meeting) => What::Weighing { on: day_of(connection, Some(meeting))?, people },
        Thing::Readings(person) => What::Readings(named(person)?),
        Thing::Care(person) => What::Care(named(person)?),
        Thing::Circumstances(person) => What::Circumstances(named(person)?),
        Thing::Consents(_) => What::Consents { person: named(parts.people.first().copied())?, people },
        Thing::MonthReport(report) => {
            let month = entity::get::<MonthReport>(connection, report)?.and_then(|report| report.month);
            What::MonthReport(month.and_then(Month::from_index))
        }
        Thing::Doubles => What::Doubles,
        Thing::Households => What::Households,
        Thing::Groups => What::Groups,
        Thing::Board => What::Board,
        Thing::Notices => What::Notices,
        Thing::Club => What::Club,
        Thing::Other => What::Other,
    })
}

/// A person with a name; `None` where the phone knows none.
fn name(connection: &Connection, person: Option<RecordId>, today: Day) -> Commanded<Option<PersonView>> {
    let Some(person) = person else { return Ok(None) };
    let person = entity::get::<Person>(connection, person)?.map(|person| PersonView::of(&person, today));
    Ok(person.filter(|person| !person.name.is_empty()))
}

fn day_of(connection: &Connection, meeting: Option<RecordId>) -> Commanded<Option<Day>> {
    let Some(meeting) = meeting else { return Ok(None) };
    let meeting = entity::get::<Meeting>(connection, meeting)?;
    Ok(meeting.and_then(|meeting| meeting.held_on.or(meeting.planned_on)))
}
