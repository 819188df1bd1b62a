//! Changing the board.

use clubbook_model::id::RecordId;
use clubbook_model::registry::{BoardTerm, Entity, Membership, Person};
use clubbook_model::text::clean;
use clubbook_model::time::Day;
use clubbook_model::vocabulary::Role;

use super::queries;
use super::views::{AppointRequest, EndPostRequest, PostHeldQuestion, PostView};
use crate::features::people::directory::is_living;
use crate::features::people::queries as people;
use crate::features::{CommandError, Commanded, Invalid, Pen, Question};
use crate::store::entity;

/// Gives somebody a post from a day on. A post that one person holds asks first when somebody does; deputies and further members
/// of the board may be several.
///
/// # Errors
/// No such person, one who died, who holds the post already, or a role that is no post of the board.
pub fn appoint(pen: &mut Pen<'_>, request: &AppointRequest) -> Commanded<Vec<PostView>> {
    if !queries::POSTS.contains(&request.role) && request.role != Role::BoardMember {
        return Err(Invalid::NotOffered.into());
    }
    entity::get::<Person>(pen.tx, request.person)?.ok_or(CommandError::NotFound("person"))?;
    if !is_living(pen.tx, pen.club, request.person)? {
        return Err(Invalid::HasDied.into());
    }
    let from = request.from.unwrap_or_else(|| pen.today());
    let same = people::same_people(pen.tx, pen.club)?;
    let holders = queries::holders_of(pen.tx, pen.club, request.role, from)?;
    if holders.iter().any(|holder| same.are_one(holder.person.id, request.person)) {
        return Err(Invalid::HoldsPost.into());
    }
    let is_held_by_one = !matches!(request.role, Role::ClubDeputy | Role::BoardMember);
    for holder in holders.into_iter().filter(|_| is_held_by_one) {
        if !request.replaces {
            let question = PostHeldQuestion { role: request.role, holder: holder.person };
            return Err(Question::PostHeld(question).into());
        }
        end_of(pen, holder.person.id, request.role, from.plus(-1))?;
    }
    let mut draft = BoardTerm::create(pen.next_record()?);
    draft
        .set(BoardTerm::person, Person::reference(request.person))
        .set(BoardTerm::role, request.role)
        .set(BoardTerm::from_day, from);
    let decision = request.decision.as_deref().map(clean).filter(|decision| !decision.is_empty());
    draft.set_some(BoardTerm::decision, decision);
    pen.record(&pen.roster(), draft)?;
    queries::posts(pen.tx, pen.club, pen.today())
}

/// Ends whatever makes somebody hold a post: terms get their last day, and the task leaves the membership.
///
/// # Errors
/// The person does not hold the post.
pub fn end_post(pen: &mut Pen<'_>, request: EndPostRequest) -> Commanded<Vec<PostView>> {
    if !end_of(pen, request.person, request.role, request.last_day)? {
        return Err(Invalid::HoldsNoPost.into());
    }
    queries::posts(pen.tx, pen.club, pen.today())
}

fn end_of(pen: &mut Pen<'_>, person: RecordId, role: Role, last_day: Day) -> Commanded<bool> {
    let roster = pen.roster();
    let records = people::same_person(pen.tx, pen.club, person)?;
    let before = pen.written();
    for term in entity::all::<BoardTerm>(pen.tx, &roster)? {
        let is_theirs = term.person.is_some_and(|person| records.contains(&person.id)) && term.role == Some(role);
        if is_theirs && term.to_day.is_none_or(|to| to > last_day) {
            let seen = entity::state::<BoardTerm>(pen.tx, term.id)?.unwrap_or_default();
            let mut draft = BoardTerm::edit(term.id, &seen);
            draft.set(BoardTerm::to_day, last_day);
            pen.record(&roster, draft)?;
        }
    }
    for record in &records {
        for membership in people::memberships_of(pen.tx, *record)? {
            if membership.roles.contains(&role) {
                let seen = entity::state::<Membership>(pen.tx, membership.id)?.unwrap_or_default();
                let mut draft = Membership::edit(membership.id, &seen);
                draft.remove(Membership::roles, &role);
                pen.record(&roster, draft)?;
            }
        }
    }
    Ok(pen.written() > before)
}
