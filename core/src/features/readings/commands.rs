//! Writing down what was measured.

use clubbook_model::edit::Draft;
use clubbook_model::id::RecordId;
use clubbook_model::merge::EntityState;
use clubbook_model::registry::{Entity, HealthMeasurement, Meeting, Person};
use clubbook_model::time::Day;
use clubbook_model::value::EntityRef;

use super::advice::advice;
use super::queries::{measurement_id, state_at, weighing};
use super::values::Readings;
use super::views::{TakeBackWeighingRequest, WeighRequest, WeighedView};
use crate::features::meetings::views::RollOrder;
use crate::features::people::queries as people;
use crate::features::{CommandError, Commanded, Invalid, Pen};
use crate::store::entity;

/// Writes down what was measured of a person at a meeting; what was not measured now stays as it is. Two helpers who measured one person without hearing of each other
/// leave two readings, of which a person chooses later. What comes back are the readings just typed, and none from before.
///
/// # Errors
/// No such meeting or person, nothing measured, or readings that cannot be.
pub fn weigh(pen: &mut Pen<'_>, request: &WeighRequest) -> Commanded<WeighedView> {
    let meeting = entity::get::<Meeting>(pen.tx, request.meeting)?.ok_or(CommandError::NotFound("meeting"))?;
    let person = people::person(pen.tx, request.person, pen.today())?;
    if request.readings.is_empty() {
        return Err(Invalid::NothingMeasured.into());
    }
    request.readings.check().map_err(Invalid::from)?;
    let on = meeting.held_on.or(meeting.planned_on).unwrap_or_else(|| pen.today());
    let mut draft = form(pen, request.person, Meeting::reference(meeting.id), &request.seen, on);
    request.readings.add_to(&mut draft);
    pen.record(&pen.care(request.person), draft)?;
    Ok(WeighedView {
        person,
        readings: request.readings,
        advice: advice(pen.tx, pen.club, &request.readings, on)?,
        measured: weighing(pen.tx, pen.club, meeting.id, RollOrder::default(), pen.today())?.measured(),
        seen: state_at(pen.tx, meeting.id, request.person)?,
    })
}

/// Takes a weighing back that was just written down: the readings are again what they were before it. What somebody else wrote
/// down since stays, and shows as a second value.
///
/// # Errors
/// No such meeting or person.
pub fn take_back(pen: &mut Pen<'_>, request: &TakeBackWeighingRequest) -> Commanded<()> {
    let meeting = entity::get::<Meeting>(pen.tx, request.meeting)?.ok_or(CommandError::NotFound("meeting"))?;
    let id = measurement_id(request.person, Meeting::reference(meeting.id));
    let mut draft = HealthMeasurement::edit(id, &request.after);
    Readings::of(&HealthMeasurement::read(id, &request.before)).apply(&mut draft);
    pen.record(&pen.care(request.person), draft)
}

/// Writes down the readings of a visit as they should be, over what was in the record: one that is not there any longer is
/// cleared.
pub(crate) fn put(
    pen: &mut Pen<'_>,
    person: RecordId,
    context: EntityRef,
    seen: &EntityState,
    on: Day,
    readings: &Readings,
) -> Commanded<()> {
    let mut draft = form(pen, person, context, seen, on);
    readings.apply(&mut draft);
    pen.record(&pen.care(person), draft)
}

/// A form over what was measured of a person.
fn form(pen: &Pen<'_>, person: RecordId, context: EntityRef, seen: &EntityState, on: Day) -> Draft {
    let mut draft = HealthMeasurement::edit(measurement_id(person, context), seen);
    draft
        .set(HealthMeasurement::person, Person::reference(person))
        .set(HealthMeasurement::context, context)
        .set(HealthMeasurement::measured_on, on);
    if seen.shown(HealthMeasurement::measured_by.tag, &[]).is_none() {
        draft.set(HealthMeasurement::measured_by, Person::reference(pen.author()));
    }
    draft
}
