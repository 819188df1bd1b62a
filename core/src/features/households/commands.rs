//! Changing households.

use clubbook_model::id::RecordId;
use clubbook_model::registry::{Entity, Household, Person};
use clubbook_model::text::clean;

use super::queries;
use super::views::{CreateHouseholdRequest, HouseholdView, MovedView};
use crate::features::people::directory::is_living;
use crate::features::people::queries as people;
use crate::features::{CommandError, Commanded, Invalid, Pen};
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

/// Says that somebody lives with somebody else: in their household, which is made with them as its head where the book has none.
///
/// # Errors
/// No such person, one who died, or twice the same one.
pub fn live_with(pen: &mut Pen<'_>, person: RecordId, other: RecordId) -> Commanded<MovedView> {
    for one in [person, other] {
        entity::get::<Person>(pen.tx, one)?.ok_or(CommandError::NotFound("person"))?;
        if !is_living(pen.tx, pen.club, one)? {
            return Err(Invalid::HasDied.into());
        }
    }
    if people::same_people(pen.tx, pen.club)?.are_one(person, other) {
        return Err(Invalid::SameRecord.into());
    }
    let theirs = queries::of_person(pen.tx, pen.club, other, pen.today())?;
    let founded_with = theirs.is_none().then_some(other);
    let household = match theirs {
        Some(household) => household.id,
        None => create(pen, &CreateHouseholdRequest { head: other, ..CreateHouseholdRequest::default() })?.id,
    };
    let former = move_to(pen, person, Some(household))?;
    Ok(MovedView { person, former, founded_with })
}

/// Says that somebody lives in no household of the book.
///
/// # Errors
/// No such person.
pub fn live_apart(pen: &mut Pen<'_>, person: RecordId) -> Commanded<MovedView> {
    let former = move_to(pen, person, None)?;
    Ok(MovedView { person, former, founded_with: None })
}

/// The undo of [`live_with`] and [`live_apart`].
///
/// # Errors
/// No such person.
pub fn take_back_move(pen: &mut Pen<'_>, moved: &MovedView) -> Commanded<()> {
    move_to(pen, moved.person, moved.former)?;
    moved.founded_with.map_or(Ok(()), |other| move_to(pen, other, None).map(|_| ()))
}

/// Moves somebody, under each of their records that says where they live; returns where they lived.
fn move_to(pen: &mut Pen<'_>, person: RecordId, to: Option<RecordId>) -> Commanded<Option<RecordId>> {
    let former = queries::of_person(pen.tx, pen.club, person, pen.today())?.map(|household| household.id);
    for record in people::same_person(pen.tx, pen.club, person)? {
        let lives_somewhere = entity::get::<Person>(pen.tx, record)?.is_some_and(|one| one.household.is_some());
        if record == person || lives_somewhere {
            live_in(pen, record, to)?;
        }
    }
    Ok(former)
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
