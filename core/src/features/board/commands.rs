//! Changing the board.

use clubbook_model::id::RecordId;
use clubbook_model::registry::{BoardTerm, Entity, Membership, Person};
use clubbook_model::text::clean;
use clubbook_model::time::Day;
use clubbook_model::vocabulary::Role;

use super::queries;
use super::views::{AppointRequest, EndPostRequest, PostChange, PostHeldQuestion, PostView};
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
    give(pen, request)?;
    queries::posts(pen.tx, pen.club, pen.today())
}

/// As [`appoint`]; returns what [`take_back`] needs.
///
/// # Errors
/// As [`appoint`].
pub fn give(pen: &mut Pen<'_>, request: &AppointRequest) -> Commanded<PostChange> {
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
    let mut change = PostChange::of(request.role);
    let is_held_by_one = !matches!(request.role, Role::ClubDeputy | Role::BoardMember);
    for holder in holders.into_iter().filter(|_| is_held_by_one) {
        if !request.replaces {
            let question = PostHeldQuestion { role: request.role, holder: holder.person };
            return Err(Question::PostHeld(question).into());
        }
        end_of(pen, holder.person.id, from.plus(-1), &mut change)?;
    }
    let term = pen.next_record()?;
    let mut draft = BoardTerm::create(term);
    draft
        .set(BoardTerm::person, Person::reference(request.person))
        .set(BoardTerm::role, request.role)
        .set(BoardTerm::from_day, from);
    let decision = request.decision.as_deref().map(clean).filter(|decision| !decision.is_empty());
    draft.set_some(BoardTerm::decision, decision);
    pen.record(&pen.roster(), draft)?;
    change.begun = Some(term);
    Ok(change)
}

/// Ends whatever makes somebody hold a post: terms get their last day, and the task leaves the membership.
///
/// # Errors
/// The person does not hold the post.
pub fn end_post(pen: &mut Pen<'_>, request: EndPostRequest) -> Commanded<Vec<PostView>> {
    end(pen, request)?;
    queries::posts(pen.tx, pen.club, pen.today())
}

/// As [`end_post`]; returns what [`take_back`] needs.
///
/// # Errors
/// As [`end_post`].
pub fn end(pen: &mut Pen<'_>, request: EndPostRequest) -> Commanded<PostChange> {
    let mut change = PostChange::of(request.role);
    end_of(pen, request.person, request.last_day, &mut change)?;
    match change.ended.is_empty() && change.tasks.is_empty() {
        true => Err(Invalid::HoldsNoPost.into()),
        false => Ok(change),
    }
}

fn end_of(pen: &mut Pen<'_>, person: RecordId, last_day: Day, change: &mut PostChange) -> Commanded<()> {
    let (roster, role) = (pen.roster(), change.role);
    let records = people::same_person(pen.tx, pen.club, person)?;
    for term in entity::all::<BoardTerm>(pen.tx, &roster)? {
        let is_theirs = term.person.is_some_and(|person| records.contains(&person.id)) && term.role == Some(role);
        if is_theirs && term.to_day.is_none_or(|to| to > last_day) {
            put_end(pen, term.id, Some(last_day))?;
            change.ended.push((term.id, term.to_day));
        }
    }
    for record in &records {
        for membership in people::memberships_of(pen.tx, *record)? {
            if membership.roles.contains(&role) {
                let seen = entity::state::<Membership>(pen.tx, membership.id)?.unwrap_or_default();
                let mut draft = Membership::edit(membership.id, &seen);
                draft.remove(Membership::roles, &role);
                pen.record(&roster, draft)?;
                change.tasks.push(membership.id);
            }
        }
    }
    Ok(())
}

/// The undo of [`give`] and [`end`]: a term that began with it never held, those that ended with it go on as they did.
///
/// # Errors
/// A term that there is not.
pub fn take_back(pen: &mut Pen<'_>, change: &PostChange) -> Commanded<Vec<PostView>> {
    if let Some(begun) = change.begun {
        let term = entity::get::<BoardTerm>(pen.tx, begun)?.ok_or(CommandError::NotFound("board_term"))?;
        put_end(pen, begun, Some(term.from_day.unwrap_or_else(|| pen.today()).plus(-1)))?;
    }
    for (term, until) in &change.ended {
        put_end(pen, *term, *until)?;
    }
    for membership in &change.tasks {
        let seen = entity::state::<Membership>(pen.tx, *membership)?.unwrap_or_default();
        let mut draft = Membership::edit(*membership, &seen);
        draft.add(Membership::roles, &change.role);
        pen.record(&pen.roster(), draft)?;
    }
    queries::posts(pen.tx, pen.club, pen.today())
}

fn put_end(pen: &mut Pen<'_>, term: RecordId, last_day: Option<Day>) -> Commanded<()> {
    let seen = entity::state::<BoardTerm>(pen.tx, term)?.ok_or(CommandError::NotFound("board_term"))?;
    let mut draft = BoardTerm::edit(term, &seen);
    match last_day {
        Some(day) => draft.set(BoardTerm::to_day, day),
        None => draft.clear(BoardTerm::to_day),
    };
    pen.record(&pen.roster(), draft)
}
