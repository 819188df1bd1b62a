//! Changing households.

use clubbook_model::id::RecordId;
use clubbook_model::registry::{Entity, Household, Person};
use clubbook_model::text::clean;

use super::queries;
use super::views::{CreateHouseholdRequest, HouseholdView};
use crate::features::{CommandError, Commanded, Pen};
use crate::store::entity;

/// Makes a household of its head and who lives with them. Who lived in another one leaves it.
///
/// # Errors
/// No such person.
pub fn create(pen: &mut Pen<'_>, request: &CreateHouseholdRequest) -> Commanded<HouseholdView> {
    let head = entity::get::<Person>(pen.tx, request.head)?.ok_or(CommandError::NotFound("person"))?;
    let written = |text: &Option<String>| text.as_deref().map(clean).filter(|text| !text.is_empty());
    let id = pen.next_record()?;
    let mut draft = Household::create(id);
    draft
        .set(Household::head, Person::reference(request.head))
        .set_some(Household::hamlet, written(&request.hamlet).or(head.hamlet))
        .set_some(Household::address, written(&request.address).or(head.address))
        .set_some(Household::number, written(&request.number));
    pen.record(&pen.roster(), draft)?;
    for person in [request.head].iter().chain(&request.people) {
        live_in(pen, *person, Some(id))?;
    }
    queries::household(pen.tx, pen.club, id, pen.today())
}

/// Says in which household somebody lives, or that it is in none.
///
/// # Errors
/// No such person or household.
pub fn put(pen: &mut Pen<'_>, person: RecordId, household: Option<RecordId>) -> Commanded<Option<HouseholdView>> {
    if let Some(household) = household {
        entity::state::<Household>(pen.tx, household)?.ok_or(CommandError::NotFound("household"))?;
    }
    live_in(pen, person, household)?;
    household.map(|household| queries::household(pen.tx, pen.club, household, pen.today())).transpose()
}

/// Says who is the head of a household. They live in it.
///
/// # Errors
/// No such person or household.
pub fn set_head(pen: &mut Pen<'_>, household: RecordId, head: RecordId) -> Commanded<HouseholdView> {
    let seen = entity::state::<Household>(pen.tx, household)?.ok_or(CommandError::NotFound("household"))?;
    let mut draft = Household::edit(household, &seen);
    draft.set(Household::head, Person::reference(head));
    pen.record(&pen.roster(), draft)?;
    live_in(pen, head, Some(household))?;
    queries::household(pen.tx, pen.club, household, pen.today())
}

fn live_in(pen: &mut Pen<'_>, person: RecordId, household: Option<RecordId>) -> Commanded<()> {
    let seen = entity::state::<Person>(pen.tx, person)?.ok_or(CommandError::NotFound("person"))?;
    let mut draft = Person::edit(person, &seen);
    match household {
        Some(household) => draft.set(Person::household, Household::reference(household)),
        None => draft.clear(Person::household),
    };
    pen.record(&pen.roster(), draft)
}
