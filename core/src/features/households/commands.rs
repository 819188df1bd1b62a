//! Changing households.

use clubbook_model::id::RecordId;
use clubbook_model::registry::{Entity, Household, Person};
use clubbook_model::text::clean;

use super::queries;
use super::views::{CreateHouseholdRequest, HouseholdView, Move, MovedView};
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
    lives(pen, person)?;
    lives(pen, other)?;
    if people::same_people(pen.tx, pen.club)?.are_one(person, other) {
        return Err(Invalid::SamePerson.into());
    }
    let (household, founder) = match queries::of_person(pen.tx, pen.club, other, pen.today())? {
        Some(theirs) => (theirs.id, None),
        None => {
            let from = of_record(pen, other)?;
            let made = create(pen, &CreateHouseholdRequest { head: other, ..CreateHouseholdRequest::default() })?.id;
            (made, Some(Move { record: other, from, to: Some(made) }))
        }
    };
    Ok(MovedView { moves: move_to(pen, person, Some(household))?, founder })
}

/// Says that somebody lives in no household of the book.
///
/// # Errors
/// No such person, or one who died.
pub fn live_apart(pen: &mut Pen<'_>, person: RecordId) -> Commanded<MovedView> {
    lives(pen, person)?;
    Ok(MovedView { moves: move_to(pen, person, None)?, founder: None })
}

/// The undo of [`live_with`] and [`live_apart`]. The household that was made for it goes on where somebody else came into it since.
///
/// # Errors
/// No such person, or somebody moved them elsewhere since.
pub fn take_back_move(pen: &mut Pen<'_>, moved: &MovedView) -> Commanded<()> {
    for one in &moved.moves {
        if !stands(pen, one)? {
            return Err(Invalid::ChangedSince.into());
        }
        live_in(pen, one.record, one.from)?;
    }
    let Some(founder @ Move { record, to: Some(household), .. }) = &moved.founder else { return Ok(()) };
    let people = queries::household(pen.tx, pen.club, *household, pen.today())?.people;
    let same = people::same_people(pen.tx, pen.club)?;
    let is_alone = people.iter().all(|one| same.are_one(one.id, *record));
    if is_alone && stands(pen, founder)? { live_in(pen, *record, founder.from) } else { Ok(()) }
}

fn lives(pen: &Pen<'_>, person: RecordId) -> Commanded<()> {
    entity::get::<Person>(pen.tx, person)?.ok_or(CommandError::NotFound("person"))?;
    match is_living(pen.tx, pen.club, person)? {
        true => Ok(()),
        false => Err(Invalid::HasDied.into()),
    }
}

/// Moves somebody, under each of their records that says where they live, and this one; returns what had to be written.
fn move_to(pen: &mut Pen<'_>, person: RecordId, to: Option<RecordId>) -> Commanded<Vec<Move>> {
    let mut moves = Vec::new();
    for record in people::same_person(pen.tx, pen.club, person)? {
        let from = of_record(pen, record)?;
        if record != person && from.is_none() {
            continue;
        }
        let written = pen.written();
        live_in(pen, record, to)?;
        if pen.written() > written {
            moves.push(Move { record, from, to });
        }
    }
    Ok(moves)
}

/// The household that a record names.
fn of_record(pen: &Pen<'_>, record: RecordId) -> Commanded<Option<RecordId>> {
    let person = entity::get::<Person>(pen.tx, record)?;
    Ok(person.and_then(|person| person.household).map(|household| household.id))
}

/// Whether a move is what its record says to this day.
fn stands(pen: &Pen<'_>, made: &Move) -> Commanded<bool> {
    let now = entity::state::<Person>(pen.tx, made.record)?.ok_or(CommandError::NotFound("person"))?;
    Ok(!now.is_unsettled(Person::household.tag) && of_record(pen, made.record)? == made.to)
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
