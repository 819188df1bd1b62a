//! Reading what was measured.

use std::collections::BTreeSet;

use clubbook_model::id::RecordId;
use clubbook_model::merge::EntityState;
use clubbook_model::registry::{Entity, HealthMeasurement, Meeting, Person};
use clubbook_model::time::Day;
use clubbook_model::value::{EntityRef, Value};
use clubbook_model::vocabulary::Purpose;
use rusqlite::Connection;

use super::values::Readings;
use super::views::{LastReadings, Trend, WeighingRow, WeighingView};
use crate::features::Commanded;
use crate::features::care::queries as care;
use crate::features::care::views::Sensitive;
use crate::features::meetings::queries::roll;
use crate::features::meetings::views::RollOrder;
use crate::store::entity::{self, Scan};

/// The index of measurements by person and day.
const BY_PERSON: u32 = 0;
/// How many records of a person are read at first when only the last that holds is wanted: few are voided.
const FIRST_LOOK: usize = 8;

/// The id of what was measured of a person on a visit or at a meeting: the same on every phone.
pub fn measurement_id(person: RecordId, context: EntityRef) -> RecordId {
    HealthMeasurement::derived_id(&[Value::Ref(Person::reference(person)), Value::Ref(context)])
}

/// The last readings of a person that were not voided, if the person's consent to health readings stands.
///
/// # Errors
/// SQL.
pub fn last_readings(connection: &Connection, person: RecordId) -> Commanded<Sensitive<Option<LastReadings>>> {
    care::with_consent(connection, person, Purpose::Health, || {
        for limit in [FIRST_LOOK, usize::MAX] {
            let measured = latest(connection, person, limit)?;
            let read = measured.len();
            let last = measured.iter().find_map(standing);
            if last.is_some() || read < limit {
                return Ok(last);
            }
        }
        Ok(None)
    })
}

/// What was measured of a person under any of their records, the latest `limit` times, the earliest first; if the person's
/// consent to health readings stands.
///
/// # Errors
/// SQL.
pub fn trend(connection: &Connection, records: &BTreeSet<RecordId>, limit: usize) -> Commanded<Trend> {
    let mut points = Vec::new();
    let mut hidden = None;
    for record in records {
        let measured = || latest(connection, *record, limit);
        match care::with_consent(connection, *record, Purpose::Health, measured)? {
            Sensitive::Shown(measured) => points.extend(measured.iter().filter_map(standing)),
            Sensitive::Hidden(state) => hidden = Some(state),
        }
    }
    if let (Some(state), true) = (hidden, points.is_empty()) {
        return Ok(Sensitive::Hidden(state));
    }
    points.sort_by_key(|point| point.on);
    let surplus = points.len().saturating_sub(limit);
    points.drain(..surplus);
    Ok(Sensitive::Shown(points))
}

fn latest(connection: &Connection, person: RecordId, limit: usize) -> Commanded<Vec<HealthMeasurement>> {
    let key = [Value::Ref(Person::reference(person))];
    Ok(entity::by_index::<HealthMeasurement>(connection, BY_PERSON, &key, Scan::last(limit))?)
}

/// The readings of a measurement that was not voided and holds some.
fn standing(measurement: &HealthMeasurement) -> Option<LastReadings> {
    let readings = Readings::of(measurement);
    let on = measurement.measured_on.filter(|_| measurement.voided != Some(true) && !readings.is_empty())?;
    Some(LastReadings { on, readings })
}

/// The people of a meeting's roll with whether they were measured there, as far as this phone has heard: for the list of
/// "cân, đo". Those who are there come first, each half in the order that was asked for. No reading is shown.
///
/// # Errors
/// SQL, or no such meeting.
pub fn weighing(
    connection: &Connection,
    club: RecordId,
    meeting: RecordId,
    order: RollOrder,
    today: Day,
) -> Commanded<WeighingView> {
    let roll = roll(connection, club, meeting, order, today)?;
    let mut rows = Vec::with_capacity(roll.rows.len());
    for row in roll.rows {
        let seen = state_at(connection, meeting, row.person.id)?;
        let measured = HealthMeasurement::read(RecordId::NIL, &seen);
        rows.push(WeighingRow { person: row.person, is_measured: standing(&measured).is_some(), mark: row.mark, seen });
    }
    rows.sort_by_key(|row| !row.is_here());
    Ok(WeighingView { rows })
}

/// What was written down of a person at a meeting.
pub(super) fn state_at(connection: &Connection, meeting: RecordId, person: RecordId) -> Commanded<EntityState> {
    let id = measurement_id(person, Meeting::reference(meeting));
    Ok(entity::state::<HealthMeasurement>(connection, id)?.unwrap_or_default())
}
