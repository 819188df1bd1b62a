//! Changing the board.

use clubbook_model::id::RecordId;
use clubbook_model::registry::{BoardTerm, Entity, Membership, Person};
use clubbook_model::text::clean;
use clubbook_model::time::Day;
use clubbook_model::vocabulary::Role;

use super::queries;
use super::views::{AppointRequest, EndPostRequest, OwnPostQuestion, PostChange, PostHeldQuestion, PostView};
use crate::features::memberships::commands::put_task;
use crate::features::people::directory::is_living;
use crate::features::people::queries as people;
use crate::features::people::views::PersonView;
use crate::features::{CommandError, Commanded, Invalid, Pen, Question, rights};
use crate::store::entity;

/// Gives somebody a post from a day on. A post that one person holds asks first when somebody does; deputies and further members
/// of the board may be several.
///
/// # Errors
/// No such person, one who died, who is no member, who holds the post already, or a role that is no post of the board.
pub fn appoint(pen: &mut Pen<'_>, request: &AppointRequest) -> Commanded<Vec<PostView>> {
    give(pen, request)?;
    queries::posts(pen.tx, pen.club, pen.today())
}

/// As [`appoint`]; returns what [`take_back`] needs. The new term is written first and what the author holds is ended last: a
/// part that reaches the centre alone leaves nobody without the right to the rest.
///
/// # Errors
/// As [`appoint`].
pub fn give(pen: &mut Pen<'_>, request: &AppointRequest) -> Commanded<PostChange> {
    let role = request.role;
    if !queries::POSTS.contains(&role) && role != Role::BoardMember {
        return Err(Invalid::NotOffered.into());
    }
    entity::get::<Person>(pen.tx, request.person)?.ok_or(CommandError::NotFound("person"))?;
    if !is_living(pen.tx, pen.club, request.person)? {
        return Err(Invalid::HasDied.into());
    }
    if people::standing_membership(pen.tx, pen.club, request.person, pen.today())?.is_none() {
        return Err(Invalid::IsNoMember.into());
    }
    let from = request.from.unwrap_or_else(|| pen.today());
    let same = people::same_people(pen.tx, pen.club)?;
    let holders = queries::holders_of(pen.tx, pen.club, role, from)?;
    if holders.iter().any(|holder| same.are_one(holder.person.id, request.person)) {
        return Err(Invalid::HoldsPost.into());
    }
    let mut former: Vec<PersonView> = holders.into_iter().map(|holder| holder.person).collect();
    former.retain(|_| is_held_by_one(role));
    let is_author = |person: &PersonView| same.are_one(person.id, pen.author());
    former.sort_by_key(is_author);
    let is_own = former.iter().any(is_author) && leads_by_this_alone(pen, role, from)?;
    if former.iter().any(|person| !request.instead_of.contains(&person.id)) {
        return Err(Question::PostHeld(PostHeldQuestion { role, holders: former, is_own }).into());
    }
    let mut change = PostChange::of(role, from, !is_own);
    let term = pen.next_record()?;
    let mut draft = BoardTerm::create(term);
    draft
        .set(BoardTerm::person, Person::reference(request.person))
        .set(BoardTerm::role, role)
        .set(BoardTerm::from_day, from);
    let decision = request.decision.as_deref().map(clean).filter(|decision| !decision.is_empty());
    draft.set_some(BoardTerm::decision, decision);
    pen.record(&pen.roster(), draft)?;
    change.begun = Some(term);
    for person in former {
        end_of(pen, person.id, &mut change)?;
    }
    change.held_by = queries::held_by(pen.tx, pen.club, role, from)?;
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
/// As [`end_post`]; asks first when the author leads by this post alone.
pub fn end(pen: &mut Pen<'_>, request: EndPostRequest) -> Commanded<PostChange> {
    let EndPostRequest { person, role, last_day, is_meant } = request;
    let from = last_day.plus(1);
    let is_author = people::same_people(pen.tx, pen.club)?.are_one(person, pen.author());
    let is_own = is_author && leads_by_this_alone(pen, role, from)?;
    if is_own && !is_meant {
        return Err(Question::OwnPost(OwnPostQuestion { role }).into());
    }
    let mut change = PostChange::of(role, from, !is_own);
    end_of(pen, person, &mut change)?;
    if change.ended.is_empty() && change.tasks.is_empty() {
        return Err(Invalid::HoldsNoPost.into());
    }
    change.held_by = queries::held_by(pen.tx, pen.club, role, from)?;
    Ok(change)
}

fn is_held_by_one(role: Role) -> bool {
    !matches!(role, Role::ClubDeputy | Role::BoardMember)
}

fn leads_by_this_alone(pen: &Pen<'_>, role: Role, from: Day) -> Commanded<bool> {
    rights::leads_by_this_alone(pen.tx, pen.club, pen.author(), role, (pen.today(), from))
}

fn end_of(pen: &mut Pen<'_>, person: RecordId, change: &mut PostChange) -> Commanded<()> {
    let (roster, role, last_day) = (pen.roster(), change.role, change.last_day());
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
                put_task(pen, membership.id, role, false)?;
                change.tasks.push(membership.id);
            }
        }
    }
    Ok(())
}

/// The undo of [`give`] and [`end`]: a term that began with it never held, those that ended with it go on as they did.
///
/// # Errors
/// A term that there is not; what was written does not stand any more, or somebody else holds the post; an author who may not
/// take it back.
pub fn take_back(pen: &mut Pen<'_>, change: &PostChange) -> Commanded<Vec<PostView>> {
    if !change.may_be_taken_back {
        return Err(CommandError::NoRight);
    }
    if !stands(pen, change)? {
        return Err(Invalid::ChangedSince.into());
    }
    for (term, until) in &change.ended {
        put_end(pen, *term, *until)?;
    }
    for membership in &change.tasks {
        put_task(pen, *membership, change.role, true)?;
    }
    if let Some(begun) = change.begun {
        put_end(pen, begun, Some(change.last_day()))?;
    }
    queries::posts(pen.tx, pen.club, pen.today())
}

/// Whether everything is as the change left it.
fn stands(pen: &Pen<'_>, change: &PostChange) -> Commanded<bool> {
    let ended = change.ended.iter().map(|(term, _)| (*term, Some(change.last_day())));
    for (term, until) in change.begun.map(|begun| (begun, None)).into_iter().chain(ended) {
        let now = entity::state::<BoardTerm>(pen.tx, term)?.ok_or(CommandError::NotFound("board_term"))?;
        let term = BoardTerm::read(term, &now);
        if term.to_day != until || term.role != Some(change.role) || now.is_unsettled(BoardTerm::to_day.tag) {
            return Ok(false);
        }
    }
    for membership in &change.tasks {
        let membership = entity::get::<Membership>(pen.tx, *membership)?;
        if membership.is_none_or(|membership| membership.roles.contains(&change.role)) {
            return Ok(false);
        }
    }
    let day = change.from.max(pen.today());
    Ok(!is_held_by_one(change.role) || queries::held_by(pen.tx, pen.club, change.role, day)? == change.held_by)
}

pub(super) fn put_end(pen: &mut Pen<'_>, term: RecordId, last_day: Option<Day>) -> Commanded<()> {
    let seen = entity::state::<BoardTerm>(pen.tx, term)?.ok_or(CommandError::NotFound("board_term"))?;
    let mut draft = BoardTerm::edit(term, &seen);
    match last_day {
        Some(day) => draft.set(BoardTerm::to_day, day),
        None => draft.clear(BoardTerm::to_day),
    };
    pen.record(&pen.roster(), draft)
}
