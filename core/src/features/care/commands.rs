//! Changing care cases, consents and circumstances.

use clubbook_model::edit::Draft;
use clubbook_model::entry::EntryError;
use clubbook_model::ethnicity;
use clubbook_model::id::RecordId;
use clubbook_model::registry::{CareCase, Circumstance, Consent, Entity, Household, Person};
use clubbook_model::text::clean;
use clubbook_model::time::Day;
use clubbook_model::value::Value;
use clubbook_model::vocabulary::{CareStatus, CircumstanceKind, Purpose, Vocabulary};

use super::queries::{self, person_or_blank};
use super::views::{
    CareCaseView, CircumstanceRequest, ConsentRequest, ConsentState, OpenCareRequest, WithdrawnQuestion,
};
use crate::features::people::queries as people;
use crate::features::{CommandError, Commanded, Invalid, Pen, Question};
use crate::store::entity;

/// The longest time between two visits that a plan may say, in days.
const LONGEST_EVERY_DAYS: i64 = 366;

/// Opens care for a person, or opens it again. What the request leaves out stays as it is.
///
/// # Errors
/// No such person, a day that has not come yet, or a rhythm that is none.
pub fn open(pen: &mut Pen<'_>, request: &OpenCareRequest) -> Commanded<CareCaseView> {
    let person = request.person;
    entity::get::<Person>(pen.tx, person)?.ok_or(CommandError::NotFound("person"))?;
    let opened_on = request.opened_on.unwrap_or_else(|| pen.today());
    if opened_on > pen.today() {
        return Err(Invalid::InTheFuture.into());
    }
    if request.every_days.is_some_and(|days| !(1..=LONGEST_EVERY_DAYS).contains(&days)) {
        return Err(Invalid::Entry(EntryError::Value("every_days")).into());
    }
    let id = queries::case_id(person);
    let seen = entity::state::<CareCase>(pen.tx, id)?.unwrap_or_default();
    let known = CareCase::read(id, &seen);
    let is_open = matches!(known.status, Some(CareStatus::Open));
    let mut draft = CareCase::edit(id, &seen);
    draft.set(CareCase::person, Person::reference(person)).set(CareCase::status, CareStatus::Open);
    if !is_open || request.opened_on.is_some() {
        draft.set(CareCase::opened_on, opened_on);
    }
    let text = |text: &Option<String>| text.as_deref().map(clean).filter(|text| !text.is_empty());
    draft
        .set_some(CareCase::reason, text(&request.reason))
        .set_some(CareCase::assessment, text(&request.assessment))
        .set_some(CareCase::stratum, text(&request.stratum))
        .set_some(CareCase::every_days, request.every_days)
        .set_some(CareCase::contact, request.contact.map(Person::reference));
    for service in &request.services {
        draft.add(CareCase::services, service);
    }
    for volunteer in &request.volunteers {
        draft.add(CareCase::volunteers, &Person::reference(*volunteer));
    }
    if known.closed_on.is_some() {
        draft.clear(CareCase::closed_on).clear(CareCase::closure_reason);
    }
    pen.record(&pen.care(person), draft)?;
    queries::case(pen.tx, person, pen.today())
}

/// Says who goes to a person from now on: exactly these. A volunteer whom another phone added since the case was shown
/// stays.
///
/// # Errors
/// SQL, or a phone that is not enrolled.
pub fn assign(pen: &mut Pen<'_>, shown: &CareCaseView, volunteers: &[RecordId]) -> Commanded<CareCaseView> {
    let volunteers: Vec<_> = volunteers.iter().map(|volunteer| Person::reference(*volunteer)).collect();
    let mut draft = CareCase::edit(shown.id, &shown.seen);
    draft.set_all(CareCase::volunteers, &volunteers);
    put(pen, shown, draft)
}

/// Pauses care, for example while the person is in hospital; [`open`] goes on with it.
///
/// # Errors
/// SQL, or a phone that is not enrolled.
pub fn pause(pen: &mut Pen<'_>, shown: &CareCaseView) -> Commanded<CareCaseView> {
    let mut draft = CareCase::edit(shown.id, &shown.seen);
    draft.set(CareCase::status, CareStatus::Paused);
    put(pen, shown, draft)
}

/// Ends care on a day, for a reason.
///
/// # Errors
/// No reason, or a day that has not come yet.
pub fn close(pen: &mut Pen<'_>, shown: &CareCaseView, closed_on: Day, reason: &str) -> Commanded<CareCaseView> {
    let reason = clean(reason);
    if reason.is_empty() {
        return Err(Invalid::NoReason.into());
    }
    if closed_on > pen.today() {
        return Err(Invalid::InTheFuture.into());
    }
    let mut draft = CareCase::edit(shown.id, &shown.seen);
    draft
        .set(CareCase::status, CareStatus::Closed)
        .set(CareCase::closed_on, closed_on)
        .set(CareCase::closure_reason, reason);
    put(pen, shown, draft)
}

fn put(pen: &mut Pen<'_>, shown: &CareCaseView, draft: Draft) -> Commanded<CareCaseView> {
    pen.record(&pen.care(shown.person.id), draft)?;
    queries::case(pen.tx, shown.person.id, pen.today())
}

/// Notes what a person said to one purpose. Giving again after a withdrawal takes the withdrawal back; refusing one
/// purpose changes no other and keeps the membership.
///
/// # Errors
/// No such person; asks first when the consent was withdrawn before.
pub fn consent(pen: &mut Pen<'_>, request: &ConsentRequest) -> Commanded<ConsentState> {
    let person = request.person;
    entity::get::<Person>(pen.tx, person)?.ok_or(CommandError::NotFound("person"))?;
    let said_no = queries::said_no(pen.tx, person, request.purpose)?;
    if let Some(was) = said_no.filter(|_| request.given && !request.confirmed) {
        let person = person_or_blank(pen.tx, person, pen.today())?;
        return Err(Question::Withdrawn(WithdrawnQuestion { person, purpose: request.purpose, was }).into());
    }
    put_consent(pen, request, pen.today())?;
    for record in people::records_of(pen.tx, person)?.into_iter().filter(|record| *record != person) {
        let stands = queries::consent_of_record(pen.tx, record, request.purpose)?;
        if request.given && matches!(stands, ConsentState::Withdrawn | ConsentState::Refused) {
            put_consent(pen, &ConsentRequest { person: record, ..request.clone() }, pen.today())?;
        }
    }
    queries::consent(pen.tx, person, request.purpose)
}

/// Writes down what a person said on a day; giving takes a withdrawal back.
pub(super) fn put_consent(pen: &mut Pen<'_>, request: &ConsentRequest, on: Day) -> Commanded<()> {
    let person = request.person;
    let id = consent_id(person, request.purpose);
    let seen = entity::state::<Consent>(pen.tx, id)?.unwrap_or_default();
    let was_withdrawn = queries::consent_of_record(pen.tx, person, request.purpose)? == ConsentState::Withdrawn;
    let mut draft = Consent::edit(id, &seen);
    draft
        .set(Consent::person, Person::reference(person))
        .set(Consent::purpose, request.purpose)
        .set(Consent::given, request.given)
        .set(Consent::method, request.method)
        .set(Consent::taken_by, Person::reference(pen.author()))
        .set(Consent::relation, request.relation)
        .set(Consent::on_day, on)
        .set_some(Consent::text_version, request.text_version.clone());
    match request.given_by.as_deref().map(clean).filter(|name| !name.is_empty()) {
        Some(name) => draft.set(Consent::given_by, name),
        None if seen.shown(Consent::given_by.tag, &[]).is_some() => draft.clear(Consent::given_by),
        None => &mut draft,
    };
    if was_withdrawn && request.given {
        draft.set(Consent::withdrawn, false);
    }
    pen.record(&pen.care(person), draft)
}

/// Notes that a person withdrew a consent: what it covered is hidden at once, on every phone that hears of it.
///
/// # Errors
/// There was none.
pub fn withdraw(pen: &mut Pen<'_>, person: RecordId, purpose: Purpose) -> Commanded<ConsentState> {
    let id = consent_id(person, purpose);
    let seen = entity::state::<Consent>(pen.tx, id)?;
    if seen.is_none() && queries::consent(pen.tx, person, purpose)? != ConsentState::OutOfSight {
        return Err(CommandError::NotFound("consent"));
    }
    let mut draft = Consent::edit(id, &seen.unwrap_or_default());
    // Where nothing is seen the record is made once more by its key.
    draft.set(Consent::person, Person::reference(person)).set(Consent::purpose, purpose).set(Consent::withdrawn, true);
    pen.record(&pen.care(person), draft)?;
    queries::consent(pen.tx, person, purpose)
}

fn consent_id(person: RecordId, purpose: Purpose) -> RecordId {
    Consent::derived_id(&[Value::Ref(Person::reference(person)), Value::Enum(purpose.number())])
}

/// Notes a circumstance of a person. The people of the list of 54 are understood by number and by name, and kept by number.
///
/// # Errors
/// No such person, or an ethnicity that the list does not have.
pub fn add_circumstance(pen: &mut Pen<'_>, request: &CircumstanceRequest) -> Commanded<RecordId> {
    entity::get::<Person>(pen.tx, request.person)?.ok_or(CommandError::NotFound("person"))?;
    let code = match (request.kind, &request.code) {
        (CircumstanceKind::Ethnicity, Some(said)) => {
            let number = ethnicity::read(said).ok_or(Invalid::Entry(EntryError::Value("code")))?;
            Some(format!("{number:02}"))
        }
        (_, code) => code.as_deref().map(clean).filter(|code| !code.is_empty()),
    };
    if request.is_primary {
        take_primary_away(pen, request.person)?;
    }
    let text = |text: &Option<String>| text.as_deref().map(clean).filter(|text| !text.is_empty());
    let id = pen.next_record()?;
    let mut draft = Circumstance::create(id);
    draft
        .set(Circumstance::person, Person::reference(request.person))
        .set(Circumstance::circumstance_kind, request.kind)
        .set(Circumstance::assessed_by, Person::reference(pen.author()))
        .set_some(Circumstance::year, request.year)
        .set_some(Circumstance::document, text(&request.document))
        .set_some(Circumstance::from_day, request.from_day)
        .set_some(Circumstance::code, code)
        .set_some(Circumstance::household, request.household.map(Household::reference))
        .set_some(Circumstance::is_primary, request.is_primary.then_some(true))
        .set_some(Circumstance::detail, text(&request.detail));
    pen.record(&pen.care(request.person), draft)?;
    Ok(id)
}

/// Notes what was decided for a household, such as poverty in a year, for each person of it whom the book has. Returns how many
/// they are.
///
/// # Errors
/// Nobody in the book belongs to the household.
pub fn add_for_household(pen: &mut Pen<'_>, household: RecordId, request: &CircumstanceRequest) -> Commanded<usize> {
    let everybody = entity::all::<Person>(pen.tx, &pen.roster())?;
    let is_theirs =
        |person: &&Person| person.household.is_some_and(|own| own.id == household) && person.died_on.is_none();
    let people: Vec<RecordId> = everybody.iter().filter(is_theirs).map(|person| person.id).collect();
    if people.is_empty() {
        return Err(CommandError::NotFound("household"));
    }
    for person in &people {
        let of_person = CircumstanceRequest { person: *person, household: Some(household), ..request.clone() };
        add_circumstance(pen, &of_person)?;
    }
    Ok(people.len())
}

/// There is one primary category of a person: the one before is no longer it.
fn take_primary_away(pen: &mut Pen<'_>, person: RecordId) -> Commanded<()> {
    for (id, seen) in queries::circumstance_states(pen.tx, person)? {
        if Circumstance::read(id, &seen).is_primary == Some(true) {
            let mut draft = Circumstance::edit(id, &seen);
            draft.set(Circumstance::is_primary, false);
            pen.record(&pen.care(person), draft)?;
        }
    }
    Ok(())
}

/// Notes the last day on which a circumstance held.
///
/// # Errors
/// No such circumstance.
pub fn end_circumstance(pen: &mut Pen<'_>, circumstance: RecordId, to_day: Day) -> Commanded<()> {
    let seen = entity::state::<Circumstance>(pen.tx, circumstance)?.ok_or(CommandError::NotFound("circumstance"))?;
    let person = Circumstance::read(circumstance, &seen).person.ok_or(CommandError::NotFound("person"))?;
    let mut draft = Circumstance::edit(circumstance, &seen);
    draft.set(Circumstance::to_day, to_day);
    pen.record(&pen.care(person.id), draft)
}
