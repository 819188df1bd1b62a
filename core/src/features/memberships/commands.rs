//! Changing memberships.

use clubbook_model::id::RecordId;
use clubbook_model::registry::{Entity, Membership, Person};
use clubbook_model::time::{Day, PartialDate};
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
    let membership = queries::memberships_of(pen.tx, request.person)?.pop().ok_or(CommandError::NotFound("membership"))?;
    if membership.left_on.is_some() {
        return Err(Invalid::HasEnded.into());
    }
    let seen = entity::state::<Membership>(pen.tx, membership.id)?.ok_or(CommandError::NotFound("membership"))?;
    let mut draft = Membership::edit(membership.id, &seen);
    draft.set(Membership::left_on, request.left_on).set(Membership::leaving_reason, request.reason);
    let roster = pen.roster();
    pen.record(&roster, draft)?;
    if request.reason == LeavingReason::Died {
        note_death(pen, request.person, request.left_on)?;
    }
    Ok(membership.id)
}

fn note_death(pen: &mut Pen<'_>, person: RecordId, day: Day) -> Commanded<()> {
    let Some(seen) = entity::state::<Person>(pen.tx, person)? else { return Ok(()) };
    if Person::read(person, &seen).died_on.is_some() {
        return Ok(());
    }
    let (year, month, number) = day.ymd();
    let narrow = |part: u32| u8::try_from(part).ok();
    let died_on = u16::try_from(year).ok().and_then(|year| PartialDate::new(year, narrow(month), narrow(number)));
    let mut draft = Person::edit(person, &seen);
    draft.set_some(Person::died_on, died_on);
    let roster = pen.roster();
    pen.record(&roster, draft)
}
