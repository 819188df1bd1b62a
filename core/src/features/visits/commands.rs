//! Recording, correcting and voiding visits.

use clubbook_model::edit::Draft;
use clubbook_model::entry::FieldEdit;
use clubbook_model::field::Scalar;
use clubbook_model::id::RecordId;
use clubbook_model::merge::EntityState;
use clubbook_model::registry::{Entity, HealthMeasurement, HomeVisit, Person};
use clubbook_model::text::clean;
use clubbook_model::time::Day;
use clubbook_model::value::Value;
use clubbook_model::vocabulary::{VisitAlert, Vocabulary};

use super::correction::needs_reason_for;
use super::follow_up;
use super::queries::{self, Kept};
use super::views::{
    CorrectVisitRequest, RecordVisitRequest, RecordedVisitView, SameVisit, SameVisitQuestion, VisitView,
};
use crate::features::care::queries::person_or_blank;
use crate::features::people::queries as people;
use crate::features::readings::advice::advice;
use crate::features::readings::queries::measurement_id;
use crate::features::readings::{Readings, commands as readings};
use crate::features::{CommandError, Commanded, Invalid, Pen, Question, month_report, rights};
use crate::store::entity;

/// Records a visit with what was measured on it.
///
/// # Errors
/// Asks first when a visit to the person on that day is recorded already; refuses a day that has not come and readings
/// that cannot be.
pub fn record(pen: &mut Pen<'_>, request: &RecordVisitRequest) -> Commanded<RecordedVisitView> {
    let request = &request.as_it_counts();
    let person = request.person;
    entity::get::<Person>(pen.tx, person)?.ok_or(CommandError::NotFound("person"))?;
    let visited_on = request.visited_on.unwrap_or_else(|| pen.today());
    check_days(pen, visited_on, request.next_due)?;
    request.readings.check().map_err(Invalid::from)?;

    let id = pen.next_record()?;
    let same_visit_as = match request.same_visit {
        SameVisit::NotAsked => {
            ask_whether_same(pen, person, visited_on)?;
            None
        }
        SameVisit::SameAs(other) => Some(other_visit(pen, id, other)?),
        SameVisit::Another => Some(id),
    };
    let visitors = match request.visitors.as_slice() {
        [] => vec![pen.recorder.author.on_behalf_of.unwrap_or(pen.author())],
        named => named.to_vec(),
    };
    let text = |text: &Option<String>| text.as_deref().map(clean).filter(|text| !text.is_empty());
    let mut draft = HomeVisit::create(id);
    draft
        .set(HomeVisit::person, Person::reference(person))
        .set(HomeVisit::visited_on, visited_on)
        .set_some(HomeVisit::duration, request.duration)
        .set_some(HomeVisit::condition, request.condition)
        .set_some(HomeVisit::note, text(&request.note))
        .set_some(HomeVisit::next_due, request.next_due)
        .set_some(HomeVisit::partner, text(&request.partner))
        .set_some(HomeVisit::not_at_home, request.not_at_home.then_some(true))
        .set_some(HomeVisit::same_visit_as, same_visit_as.map(HomeVisit::reference));
    for visitor in visitors {
        draft.add(HomeVisit::visitors, &Person::reference(visitor));
    }
    for service in &request.services {
        draft.add(HomeVisit::services, service);
    }
    for alert in &request.alerts {
        draft.add(HomeVisit::alerts, alert);
    }
    follow_up::begin(&mut draft, &[], request.alerts.iter().copied());
    draft
        .set_some(HomeVisit::follow_up_by, request.follow_up_by.map(Person::reference))
        .set_some(HomeVisit::follow_up_until, request.follow_up_until);
    pen.record(&pen.care(person), draft)?;
    if !request.readings.is_empty() {
        readings::put(pen, person, HomeVisit::reference(id), &EntityState::new(), visited_on, &request.readings)?;
    }
    recorded(pen, id, visited_on, (&request.readings, &request.alerts))
}

/// Corrects a visit, and what was measured on it, over what was on the screen when the form opened. Who recorded it or went
/// corrects it until the month is reported; the head at any time, then with a reason.
///
/// # Errors
/// No such visit, somebody else's, a day that has not come, no visitor left, or readings that cannot be.
pub fn correct(pen: &mut Pen<'_>, request: &CorrectVisitRequest) -> Commanded<RecordedVisitView> {
    let form = &request.form;
    let id = form.visit.entity;
    let mut draft = HomeVisit::edit(id, &form.visit.seen);
    for field in &request.fields {
        field.apply(&mut draft);
    }
    let kept = Kept::read(&(id, form.visit.seen.clone()));
    if let Some(reason) = may_change(pen, &kept, request.reason.as_deref())? {
        draft.set(HomeVisit::correction_reason, reason);
    }
    let noticed = ticked(&request.fields);
    follow_up::begin(&mut draft, &kept.visit.alerts, noticed.iter().copied());
    let before = kept.visit;
    let day: Option<Day> = entered(&request.fields, HomeVisit::visited_on.tag);
    if let Some(day) = day {
        check_reported(pen, Some(day))?;
    }
    let visited_on = day.or(before.visited_on).unwrap_or_else(|| pen.today());
    let next_due = entered(&request.fields, HomeVisit::next_due.tag).or(before.next_due);
    check_days(pen, visited_on, next_due.filter(|_| !request.fields.is_empty()))?;
    if visitors_left(&before, &request.fields) == 0 {
        return Err(Invalid::NoVisitor.into());
    }
    if let Some(readings) = &request.readings {
        readings.check().map_err(Invalid::from)?;
    }
    pen.record(&pen.care(form.person), draft)?;
    let before = Readings::of(&HealthMeasurement::read(id, &form.measurement));
    let measured = request.readings.unwrap_or(before);
    if !form.measurement.is_empty() || !measured.is_empty() {
        readings::put(pen, form.person, HomeVisit::reference(id), &form.measurement, visited_on, &measured)?;
    }
    recorded(pen, id, visited_on, (&measured, &noticed))
}

/// Voids a record: it stays, with the reason, and does not count. What was measured goes with it.
///
/// # Errors
/// No such visit, no reason, or a record that somebody voided before.
pub fn void(pen: &mut Pen<'_>, visit: RecordId, reason: &str) -> Commanded<VisitView> {
    let reason = clean(reason);
    if reason.is_empty() {
        return Err(Invalid::NoReason.into());
    }
    let kept = existing(pen, visit)?;
    if kept.is_voided() {
        return Err(Invalid::IsVoided.into());
    }
    may_change(pen, &kept, Some(&reason))?;
    put_voided(pen, visit, Some(reason))
}

/// Takes the voiding of a record back.
///
/// # Errors
/// No such visit.
pub fn take_back_void(pen: &mut Pen<'_>, visit: RecordId) -> Commanded<VisitView> {
    let kept = existing(pen, visit)?;
    let reason = kept.visit.void_reason.clone();
    may_change(pen, &kept, reason.as_deref())?;
    put_voided(pen, visit, None)
}

/// Says whether a record is the same visit as another one's: for records that met only when two phones had sent theirs.
///
/// # Errors
/// No such visit, or a visit that is not to the same person on the same day.
pub fn answer_same_visit(pen: &mut Pen<'_>, visit: RecordId, answer: SameVisit) -> Commanded<VisitView> {
    let seen = entity::state::<HomeVisit>(pen.tx, visit)?.ok_or(CommandError::NotFound("home_visit"))?;
    let known = HomeVisit::read(visit, &seen);
    let person = known.person.ok_or(CommandError::NotFound("person"))?.id;
    check_reported(pen, known.visited_on)?;
    let mut draft = HomeVisit::edit(visit, &seen);
    match answer {
        SameVisit::NotAsked if known.same_visit_as.is_some() => draft.clear(HomeVisit::same_visit_as),
        SameVisit::NotAsked => &mut draft,
        SameVisit::Another => draft.set(HomeVisit::same_visit_as, HomeVisit::reference(visit)),
        SameVisit::SameAs(other) => {
            let other = other_visit(pen, visit, other)?;
            let of = entity::get::<HomeVisit>(pen.tx, other)?;
            let whose = of.as_ref().and_then(|of| of.person).map(|of| of.id);
            let records = people::same_person(pen.tx, pen.club, person)?;
            let is_same_day = of.as_ref().is_some_and(|of| of.visited_on == known.visited_on);
            if !is_same_day || !whose.is_some_and(|whose| records.contains(&whose)) {
                return Err(Invalid::NotOffered.into());
            }
            draft.set(HomeVisit::same_visit_as, HomeVisit::reference(other))
        }
    };
    pen.record(&pen.care(person), draft)?;
    queries::visit(pen.tx, pen.club, visit, pen.today())
}

fn existing(pen: &Pen<'_>, visit: RecordId) -> Commanded<Kept> {
    let state = entity::state::<HomeVisit>(pen.tx, visit)?.ok_or(CommandError::NotFound("home_visit"))?;
    Ok(Kept::read(&(visit, state)))
}

/// Once a month is reported, what counts in it is the head's to change.
fn check_reported(pen: &Pen<'_>, on: Option<Day>) -> Commanded<()> {
    let reported = on.map(|day| month_report::reported_on(pen.tx, pen.club, day.month())).transpose()?.flatten();
    if reported.is_some() && !rights::is_head(pen.tx, pen.club, pen.author(), pen.today())? {
        return Err(Invalid::MonthReported.into());
    }
    Ok(())
}

/// Whether the person at the phone may change a record: who recorded it or went until the month is reported, and the head,
/// then with a reason. What comes back is the reason that has to be kept.
fn may_change(pen: &Pen<'_>, kept: &Kept, reason: Option<&str>) -> Commanded<Option<String>> {
    let needs_reason = needs_reason_for(pen.tx, pen.club, pen.author(), kept, pen.today())?;
    match (needs_reason, reason.map(clean).filter(|reason| !reason.is_empty())) {
        (false, _) => Ok(None),
        (true, Some(reason)) => Ok(Some(reason)),
        (true, None) => Err(Invalid::NoReason.into()),
    }
}

fn check_days(pen: &Pen<'_>, visited_on: Day, next_due: Option<Day>) -> Result<(), Invalid> {
    if visited_on > pen.today() {
        return Err(Invalid::InTheFuture);
    }
    if next_due.is_some_and(|due| due < visited_on) {
        return Err(Invalid::DueBeforeVisit);
    }
    Ok(())
}

/// Whether the person was visited on that day already, by anybody, under any of their records.
fn ask_whether_same(pen: &Pen<'_>, person: RecordId, on: Day) -> Commanded<()> {
    let records = people::same_person(pen.tx, pen.club, person)?;
    let recorded = queries::of_day(pen.tx, &records, on)?;
    if recorded.is_empty() {
        return Ok(());
    }
    let mut authors = Vec::with_capacity(recorded.len());
    for kept in recorded {
        let author = kept.author.map(|author| person_or_blank(pen.tx, author, pen.today())).transpose()?;
        authors.push((kept.visit.id, author));
    }
    let question = SameVisitQuestion {
        person: people::person(pen.tx, person, pen.today())?,
        recorded: authors,
        on,
        today: pen.today(),
        asked: pen.author(),
    };
    Err(Question::SameVisit(question).into())
}

/// The visit that `visit` is said to repeat, which must be another one that the book has.
fn other_visit(pen: &Pen<'_>, visit: RecordId, other: RecordId) -> Commanded<RecordId> {
    if visit == other {
        return Err(Invalid::SameRecord.into());
    }
    entity::get::<HomeVisit>(pen.tx, other)?.ok_or(CommandError::NotFound("home_visit"))?;
    Ok(other)
}

fn put_voided(pen: &mut Pen<'_>, visit: RecordId, reason: Option<String>) -> Commanded<VisitView> {
    let form = queries::form(pen.tx, visit)?;
    let is_voided = reason.is_some();
    let void = |draft: &mut Draft, field: clubbook_model::field::Field<bool>, seen: &EntityState| {
        if is_voided || seen.field(field.tag, &[]).is_some() {
            draft.set(field, is_voided);
        }
    };
    let mut draft = HomeVisit::edit(visit, &form.visit.seen);
    void(&mut draft, HomeVisit::voided, &form.visit.seen);
    match reason {
        Some(reason) => draft.set(HomeVisit::void_reason, reason),
        None => draft.clear(HomeVisit::void_reason),
    };
    pen.record(&pen.care(form.person), draft)?;
    if !form.measurement.is_empty() {
        let measurement = measurement_id(form.person, HomeVisit::reference(visit));
        let mut draft = HealthMeasurement::edit(measurement, &form.measurement);
        void(&mut draft, HealthMeasurement::voided, &form.measurement);
        pen.record(&pen.care(form.person), draft)?;
    }
    queries::visit(pen.tx, pen.club, visit, pen.today())
}

/// What was noticed, as somebody ticks it now.
fn ticked(fields: &[FieldEdit]) -> Vec<VisitAlert> {
    let now = fields.iter().filter(|field| field.tag == HomeVisit::alerts.tag && field.value == Value::Bool(true));
    let is_it = |alert: &VisitAlert, field: &FieldEdit| alert.to_value().to_bytes() == field.element;
    now.filter_map(|field| VisitAlert::ALL.iter().copied().find(|alert| is_it(alert, field))).collect()
}

fn recorded(
    pen: &Pen<'_>,
    visit: RecordId,
    on: Day,
    (readings, noticed): (&Readings, &[VisitAlert]),
) -> Commanded<RecordedVisitView> {
    Ok(RecordedVisitView {
        visit: queries::visit(pen.tx, pen.club, visit, pen.today())?,
        advice: advice(pen.tx, pen.club, readings, on)?,
        is_confidential: noticed.iter().any(|alert| follow_up::is_confidential(*alert)),
    })
}

fn entered<T: Scalar>(fields: &[FieldEdit], tag: clubbook_model::field::Tag) -> Option<T> {
    fields.iter().rev().find(|field| field.tag == tag).and_then(|field| T::from_value(&field.value))
}

/// How many visitors are left once the changes are made.
fn visitors_left(before: &HomeVisit, fields: &[FieldEdit]) -> usize {
    let mut visitors: Vec<Vec<u8>> = before.visitors.iter().map(|visitor| Value::Ref(*visitor).to_bytes()).collect();
    for field in fields.iter().filter(|field| field.tag == HomeVisit::visitors.tag) {
        visitors.retain(|visitor| *visitor != field.element);
        if field.value == Value::Bool(true) {
            visitors.push(field.element.clone());
        }
    }
    visitors.len()
}
