//! Reading care cases, consents and circumstances.

use std::collections::BTreeSet;

use clubbook_model::id::{BookKind, RecordId};
use clubbook_model::merge::EntityState;
use clubbook_model::registry::{CareCase, Circumstance, Consent, Entity, HealthMeasurement, KindDef, Person};
use clubbook_model::time::Day;
use clubbook_model::value::Value;
use clubbook_model::vocabulary::{CareStatus, CircumstanceKind, Purpose, Vocabulary};
use rusqlite::Connection;

use super::views::{CareCaseView, CareReasons, CircumstanceView, ConsentState, Sensitive};
use crate::features::people::queries as people;
use crate::features::people::views::PersonView;
use crate::features::{CommandError, Commanded};
use crate::store::books;
use crate::store::entity::{self, Scan};

/// The index of care cases by status.
const CASES_BY_STATUS: u32 = 0;
/// The index of circumstances by person.
const CIRCUMSTANCES_BY_PERSON: u32 = 0;

/// The consent without which records of this kind are not shown; `None` for what is not sensitive.
pub fn purpose_of(kind: &KindDef) -> Option<Purpose> {
    if kind.book != BookKind::CARE || kind.number == Consent::DEF.number {
        return None;
    }
    Some(match kind.number {
        number if number == HealthMeasurement::DEF.number => Purpose::Health,
        number if number == Circumstance::DEF.number => Purpose::Circumstances,
        _ => Purpose::HomeCare,
    })
}

/// Where a person's consent for a purpose stands, under all of their records: a withdrawal wins over a refusal, a refusal over
/// what was given, and that over what stands out of sight.
///
/// # Errors
/// SQL.
pub fn consent(connection: &Connection, person: RecordId, purpose: Purpose) -> Commanded<ConsentState> {
    let mut standing = Vec::new();
    for record in people::records_of(connection, person)? {
        standing.push(consent_of_record(connection, record, purpose)?);
    }
    let wins = [ConsentState::Withdrawn, ConsentState::Refused, ConsentState::Given, ConsentState::OutOfSight];
    Ok(wins.into_iter().find(|state| standing.contains(state)).unwrap_or(ConsentState::Missing))
}

/// Where the consent of one record stands. Any withdrawal that nobody has taken back wins.
pub(super) fn consent_of_record(
    connection: &Connection,
    person: RecordId,
    purpose: Purpose,
) -> Commanded<ConsentState> {
    let key = [Value::Ref(Person::reference(person)), Value::Enum(purpose.number())];
    let Some(state) = entity::state::<Consent>(connection, Consent::derived_id(&key))? else {
        let is_out_of_sight = books::is_care_out_of_sight(connection, person)?;
        return Ok(if is_out_of_sight { ConsentState::OutOfSight } else { ConsentState::Missing });
    };
    Ok(standing_of(&state))
}

/// Whether somebody said no to a purpose, under any of their records, also where the person at the phone may not read the rest:
/// whoever asks again has to know that they were asked (design §7).
///
/// # Errors
/// SQL.
pub(super) fn said_no(connection: &Connection, person: RecordId, purpose: Purpose) -> Commanded<Option<ConsentState>> {
    let mut standing = Vec::new();
    for record in people::records_of(connection, person)? {
        let key = [Value::Ref(Person::reference(record)), Value::Enum(purpose.number())];
        standing
            .extend(entity::held::<Consent>(connection, Consent::derived_id(&key))?.map(|state| standing_of(&state)));
    }
    let noes = [ConsentState::Withdrawn, ConsentState::Refused];
    Ok(noes.into_iter().find(|state| standing.contains(state)))
}

fn standing_of(state: &EntityState) -> ConsentState {
    let withdrawn = state.field(Consent::withdrawn.tag, &[]).map(|field| field.heads()).unwrap_or_default();
    if withdrawn.iter().any(|(_, entry)| entry.value == Value::Bool(true)) {
        return ConsentState::Withdrawn;
    }
    match state.shown(Consent::given.tag, &[]) {
        Some(Value::Bool(true)) => ConsentState::Given,
        Some(_) => ConsentState::Refused,
        None => ConsentState::Missing,
    }
}

/// What `read` reads, if the person's consent for the purpose stands; else nothing is read.
///
/// # Errors
/// SQL, or what `read` says.
pub fn with_consent<T>(
    connection: &Connection,
    person: RecordId,
    purpose: Purpose,
    read: impl FnOnce() -> Commanded<T>,
) -> Commanded<Sensitive<T>> {
    Ok(match consent(connection, person, purpose)? {
        ConsentState::Given => Sensitive::Shown(read()?),
        state => Sensitive::Hidden(state),
    })
}

/// The circumstances of a person.
///
/// # Errors
/// SQL.
pub fn circumstances(connection: &Connection, person: RecordId) -> Commanded<Sensitive<Vec<CircumstanceView>>> {
    with_consent(connection, person, Purpose::Circumstances, || {
        let key = [Value::Ref(Person::reference(person))];
        let found = entity::by_index::<Circumstance>(connection, CIRCUMSTANCES_BY_PERSON, &key, Scan::ALL)?;
        let view = |circumstance: Circumstance| CircumstanceView {
            id: circumstance.id,
            kind: circumstance.circumstance_kind,
            year: circumstance.year,
            document: circumstance.document,
            from_day: circumstance.from_day,
            to_day: circumstance.to_day,
            code: circumstance.code,
            detail: circumstance.detail,
            is_primary: circumstance.is_primary == Some(true),
        };
        Ok(found.into_iter().map(view).collect())
    })
}

/// The circumstances of a person as they are kept: for commands, which show none of it.
pub(super) fn circumstance_states(
    connection: &Connection,
    person: RecordId,
) -> Commanded<Vec<(RecordId, EntityState)>> {
    let key = [Value::Ref(Person::reference(person))];
    Ok(entity::states_by_index::<Circumstance>(connection, CIRCUMSTANCES_BY_PERSON, &key, Scan::ALL)?)
}

/// What holds of a person on a day, under any of their records: poverty in the year that it was decided for, anything else from its
/// first day to its last. Each kind once.
///
/// # Errors
/// SQL.
pub fn holding(connection: &Connection, person: RecordId, on: Day) -> Commanded<Sensitive<Vec<CircumstanceKind>>> {
    with_consent(connection, person, Purpose::Circumstances, || {
        let mut kinds = Vec::new();
        for record in people::records_of(connection, person)? {
            let key = [Value::Ref(Person::reference(record))];
            let found = entity::by_index::<Circumstance>(connection, CIRCUMSTANCES_BY_PERSON, &key, Scan::ALL)?;
            kinds.extend(found.iter().filter(|one| holds_on(one, on)).filter_map(|one| one.circumstance_kind));
        }
        kinds.sort_unstable();
        kinds.dedup();
        Ok(kinds)
    })
}

/// Whether a circumstance holds on a day.
pub(crate) fn holds_on(circumstance: &Circumstance, on: Day) -> bool {
    let year = i64::from(on.ymd().0);
    circumstance.from_day.is_none_or(|from| from <= on)
        && circumstance.to_day.is_none_or(|to| to >= on)
        && circumstance.year.is_none_or(|of| of == year)
}

/// The people who live alone on a day, as far as it is known and they agreed that it is shown; each once, under one of their records.
///
/// # Errors
/// SQL.
pub fn living_alone(connection: &Connection, club: RecordId, day: Day) -> Commanded<Vec<RecordId>> {
    let same = people::same_people(connection, club)?;
    let mut found = Vec::new();
    let mut counted = BTreeSet::new();
    for circumstance in entity::all_books::<Circumstance>(connection)? {
        let Some(person) = circumstance.person else { continue };
        let holds =
            holds_on(&circumstance, day) && circumstance.circumstance_kind == Some(CircumstanceKind::LivesAlone);
        if holds
            && !counted.contains(&same.canonical(person.id))
            && consent(connection, person.id, Purpose::Circumstances)? == ConsentState::Given
        {
            counted.insert(same.canonical(person.id));
            found.push(person.id);
        }
    }
    Ok(found)
}

/// The care case of a person.
///
/// # Errors
/// SQL.
pub fn case_of(connection: &Connection, person: RecordId) -> Commanded<Option<CareCase>> {
    Ok(entity::get::<CareCase>(connection, case_id(person))?)
}

/// The id of the care case of a person.
pub fn case_id(person: RecordId) -> RecordId {
    CareCase::derived_id(&[Value::Ref(Person::reference(person))])
}

/// The open care cases of every care book that this phone holds.
///
/// # Errors
/// SQL.
pub fn open_cases(connection: &Connection) -> Commanded<Vec<CareCase>> {
    Ok(entity::by_index::<CareCase>(connection, CASES_BY_STATUS, &open(), Scan::ALL)?)
}

fn open() -> [Value; 1] {
    [Value::Enum(CareStatus::Open.number())]
}

/// Somebody who is cared for at home.
///
/// # Errors
/// SQL, or nobody is.
pub fn case(connection: &Connection, person: RecordId, today: Day) -> Commanded<CareCaseView> {
    let id = case_id(person);
    let seen = entity::state::<CareCase>(connection, id)?.ok_or(CommandError::NotFound("care_case"))?;
    view(connection, person, CareCase::read(id, &seen), seen, today)
}

/// Everybody who is cared for at home.
///
/// # Errors
/// SQL.
pub fn cases(connection: &Connection, today: Day) -> Commanded<Vec<CareCaseView>> {
    let mut views = Vec::new();
    for (id, seen) in entity::states_by_index::<CareCase>(connection, CASES_BY_STATUS, &open(), Scan::ALL)? {
        let case = CareCase::read(id, &seen);
        if let Some(person) = case.person {
            views.push(view(connection, person.id, case, seen, today)?);
        }
    }
    Ok(views)
}

fn view(
    connection: &Connection,
    person: RecordId,
    case: CareCase,
    seen: EntityState,
    today: Day,
) -> Commanded<CareCaseView> {
    let mut volunteers = Vec::new();
    for volunteer in &case.volunteers {
        volunteers.push(person_or_blank(connection, volunteer.id, today)?);
    }
    let reasons = CareReasons { reason: case.reason, assessment: case.assessment, stratum: case.stratum };
    Ok(CareCaseView {
        id: case.id,
        person: person_or_blank(connection, person, today)?,
        status: case.status,
        opened_on: case.opened_on,
        services: case.services,
        every_days: case.every_days,
        volunteers,
        reasons: with_consent(connection, person, Purpose::HomeCare, || Ok(reasons))?,
        closed_on: case.closed_on,
        seen,
    })
}

/// A person as lists show them; without a name when their record has not arrived yet.
pub(crate) fn person_or_blank(connection: &Connection, id: RecordId, today: Day) -> Commanded<PersonView> {
    let state = entity::state::<Person>(connection, id)?.unwrap_or_default();
    Ok(PersonView::of(&Person::read(id, &state), today))
}
