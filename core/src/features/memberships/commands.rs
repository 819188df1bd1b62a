//! Changing memberships.

use clubbook_model::id::RecordId;
use clubbook_model::merge::EntityState;
use clubbook_model::registry::{Entity, Membership, Person};
use clubbook_model::time::{Day, PartialDate};
use clubbook_model::value::Value;
use clubbook_model::vocabulary::LeavingReason;

use crate::features::people::queries;
use crate::features::{CommandError, Commanded, Invalid, Pen};
use crate::store::entity;

/// That a membership ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EndMembershipRequest {
    /// The person whose membership ends.
    pub person: RecordId,
    /// The first day on which the person is no longer a member.
    pub left_on: Day,
    /// Why.
    pub reason: LeavingReason,
}

/// Ends the membership of a person. Somebody who died also gets the day of death, as far as the record has none.
///
/// # Errors
/// No membership, one that has ended already, or a day that has not come yet.
pub fn end(pen: &mut Pen<'_>, request: EndMembershipRequest) -> Commanded<RecordId> {
    if request.left_on > pen.today() {
        return Err(Invalid::InTheFuture.into());
    }
    let (membership, seen) = latest(pen, request.person)?;
    if membership.left_on.is_some() {
        return Err(Invalid::HasEnded.into());
    }
    let mut draft = Membership::edit(membership.id, &seen);
    draft.set(Membership::left_on, request.left_on).set(Membership::leaving_reason, request.reason);
    pen.record(&pen.roster(), draft)?;
    if request.reason == LeavingReason::Died {
        note_death(pen, request.person, request.left_on)?;
    }
    Ok(membership.id)
}

/// Takes the end of a person's latest membership back: somebody pressed the wrong name. A day of death that came with
/// the end goes with it; one that was entered otherwise stays.
///
/// # Errors
/// No membership, or one that has not ended.
pub fn take_back_end(pen: &mut Pen<'_>, person: RecordId) -> Commanded<RecordId> {
    let (membership, seen) = latest(pen, person)?;
    let Some(left_on) = membership.left_on else { return Err(Invalid::HasNotEnded.into()) };
    let mut draft = Membership::edit(membership.id, &seen);
    draft.clear(Membership::left_on).clear(Membership::leaving_reason);
    pen.record(&pen.roster(), draft)?;
    if membership.leaving_reason == Some(LeavingReason::Died)
        && let Some(seen) = entity::state::<Person>(pen.tx, person)?
        && seen.shown(Person::died_on.tag, &[]) == PartialDate::of_day(left_on).map(Value::PartialDate).as_ref()
    {
        let mut draft = Person::edit(person, &seen);
        draft.clear(Person::died_on);
        pen.record(&pen.roster(), draft)?;
    }
    Ok(membership.id)
}

fn latest(pen: &Pen<'_>, person: RecordId) -> Commanded<(Membership, EntityState)> {
    let not_found = || CommandError::NotFound("membership");
    let membership = queries::memberships_of(pen.tx, person)?.pop().ok_or_else(not_found)?;
    let seen = entity::state::<Membership>(pen.tx, membership.id)?.ok_or_else(not_found)?;
    Ok((membership, seen))
}

fn note_death(pen: &mut Pen<'_>, person: RecordId, day: Day) -> Commanded<()> {
    let Some(seen) = entity::state::<Person>(pen.tx, person)? else { return Ok(()) };
    if Person::read(person, &seen).died_on.is_some() {
        return Ok(());
    }
    let mut draft = Person::edit(person, &seen);
    draft.set_some(Person::died_on, PartialDate::of_day(day));
    pen.record(&pen.roster(), draft)
}
