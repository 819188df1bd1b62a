//! Changing memberships. What is done to a membership is done to the person, under whichever of their records it stands.

use std::collections::BTreeSet;

use clubbook_model::field::Scalar;
use clubbook_model::id::RecordId;
use clubbook_model::registry::{Entity, Group, Membership, Person};
use clubbook_model::text::clean;
use clubbook_model::time::{Day, PartialDate};
use clubbook_model::value::Value;
use clubbook_model::vocabulary::{LeavingReason, Role};

use super::queries;
pub use super::views::EndMembershipRequest;
use super::views::{CorrectMembershipRequest, JoinRequest, MembershipForm, MoveRequest, TransferView};
use crate::features::board::queries as board;
use crate::features::groups::commands as groups;
use crate::features::people::directory::is_living;
use crate::features::people::queries as people;
use crate::features::{CommandError, Commanded, Invalid, Pen, Question, rights};
use crate::store::entity;

/// Makes somebody whom the book knows a member, for the first time or again: a person who comes back has a membership for
/// each time.
///
/// # Errors
/// No such person, one who is a member or died; asks first when somebody else has the number in the register.
pub fn join(pen: &mut Pen<'_>, request: &JoinRequest) -> Commanded<RecordId> {
    entity::state::<Person>(pen.tx, request.person)?.ok_or(CommandError::NotFound("person"))?;
    if !is_living(pen.tx, pen.club, request.person)? {
        return Err(Invalid::HasDied.into());
    }
    if people::standing_membership(pen.tx, pen.club, request.person, pen.today())?.is_some() {
        return Err(Invalid::IsMember.into());
    }
    let number = request.fields.iter().rev().find(|field| field.tag == Membership::register_no.tag);
    if let Some(number) = number.and_then(|field| i64::from_value(&field.value)) {
        ask_about_number(pen, request.person, number, request.is_number_meant)?;
    }
    let id = pen.next_record()?;
    let mut draft = Membership::create(id);
    draft.set(Membership::person, Person::reference(request.person));
    draft.set_some(Membership::joined_on, PartialDate::of_day(pen.today()));
    request.fields.iter().for_each(|field| field.apply(&mut draft));
    pen.record(&pen.roster(), draft)?;
    Ok(id)
}

/// Gives a member a number in the register.
///
/// # Errors
/// No member; asks first when somebody else has the number.
pub fn set_number(pen: &mut Pen<'_>, person: RecordId, number: i64, is_meant: bool) -> Commanded<RecordId> {
    let membership = people::standing_membership(pen.tx, pen.club, person, pen.today())?;
    let membership = membership.ok_or(CommandError::NotFound("membership"))?;
    ask_about_number(pen, person, number, is_meant)?;
    let seen = entity::state::<Membership>(pen.tx, membership)?.unwrap_or_default();
    let mut draft = Membership::edit(membership, &seen);
    draft.set(Membership::register_no, number);
    pen.record(&pen.roster(), draft)?;
    Ok(membership)
}

/// Corrects number, group and whether somebody visits people at home, over what was on the screen when the form opened. The other
/// tasks are given on the board and with a group.
///
/// # Errors
/// No such group, or one that was given up; somebody at a shared phone who may not give tasks; asks first when somebody else has the number.
pub fn correct(pen: &mut Pen<'_>, request: &CorrectMembershipRequest) -> Commanded<()> {
    let MembershipForm { membership, person, seen } = &request.form;
    let stands = Membership::read(*membership, seen);
    let mut draft = Membership::edit(*membership, seen);
    if let Some(number) = request.register_no.filter(|number| stands.register_no != Some(*number)) {
        ask_about_number(pen, *person, number, request.is_number_meant)?;
    }
    if let Some(group) = request.group.filter(|group| stands.group.is_none_or(|former| former.id != *group)) {
        groups::standing(pen, group)?;
    }
    draft.put(Membership::register_no.tag, Vec::new(), request.register_no.map_or(Value::None, Value::Int));
    let group = request.group.map_or(Value::None, |group| Value::Ref(Group::reference(group)));
    draft.put(Membership::group.tag, Vec::new(), group);
    match (stands.roles.contains(&Role::Volunteer), request.is_volunteer) {
        (false, true) => draft.add(Membership::roles, &Role::Volunteer),
        (true, false) => draft.remove(Membership::roles, &Role::Volunteer),
        _ => &mut draft,
    };
    pen.record(&pen.roster(), draft)
}

/// Gives a membership a task, or takes it.
pub(crate) fn put_task(pen: &mut Pen<'_>, membership: RecordId, role: Role, has: bool) -> Commanded<()> {
    let seen = entity::state::<Membership>(pen.tx, membership)?.unwrap_or_default();
    let mut draft = Membership::edit(membership, &seen);
    match has {
        true => draft.add(Membership::roles, &role),
        false => draft.remove(Membership::roles, &role),
    };
    pen.record(&pen.roster(), draft)
}

pub(crate) fn ask_about_number(pen: &Pen<'_>, person: RecordId, number: i64, is_meant: bool) -> Commanded<()> {
    if number < 1 {
        return Err(Invalid::NotOffered.into());
    }
    let taken = queries::number_taken(pen.tx, pen.club, person, number, pen.today())?;
    match taken.filter(|_| !is_meant) {
        Some(question) => Err(Question::RegisterNo(question).into()),
        None => Ok(()),
    }
}

/// Ends the membership of a person. Somebody who died also gets the day of death, as far as the record has none.
///
/// # Errors
/// No membership, one that has ended already, a day that has not come yet, posts on the board that last, or the author's own
/// membership while they have a task: it ends with the membership, and with it the right to take that back. Who died holds no
/// post, and is asked for none.
pub fn end(pen: &mut Pen<'_>, request: EndMembershipRequest) -> Commanded<RecordId> {
    let ended = end_with(pen, request, None)?;
    if request.reason == LeavingReason::Died {
        note_death(pen, request.person, request.left_on)?;
    }
    Ok(ended)
}

/// Ends the membership of somebody who goes on in another club, and says what that club needs.
///
/// # Errors
/// As [`end`]; no club to move to.
pub fn move_to_another_club(pen: &mut Pen<'_>, request: &MoveRequest) -> Commanded<TransferView> {
    let to = clean(&request.to);
    if to.is_empty() {
        return Err(Invalid::NoName.into());
    }
    let (person, left_on) = (request.person, request.left_on);
    end_with(pen, EndMembershipRequest { person, left_on, reason: LeavingReason::OtherClub }, Some(&to))?;
    queries::transfer(pen.tx, pen.club, person)
}

fn end_with(pen: &mut Pen<'_>, request: EndMembershipRequest, moved_to: Option<&str>) -> Commanded<RecordId> {
    if request.left_on > pen.today() {
        return Err(Invalid::InTheFuture.into());
    }
    not_their_own(pen, request.person)?;
    if request.reason != LeavingReason::Died {
        let posts = board::lasting_posts(pen.tx, pen.club, request.person, pen.today())?;
        if !posts.is_empty() {
            return Err(Invalid::HoldsPosts(posts).into());
        }
    }
    let memberships = of_person(pen, request.person)?;
    let lasting: Vec<&Membership> = memberships.iter().filter(|membership| membership.left_on.is_none()).collect();
    let Some(last) = lasting.last().map(|membership| membership.id) else { return Err(Invalid::HasEnded.into()) };
    for membership in lasting {
        let seen = entity::state::<Membership>(pen.tx, membership.id)?.unwrap_or_default();
        let mut draft = Membership::edit(membership.id, &seen);
        draft.set(Membership::left_on, request.left_on).set(Membership::leaving_reason, request.reason);
        draft.set_some(Membership::moved_to, moved_to.map(str::to_owned));
        pen.record(&pen.roster(), draft)?;
    }
    Ok(last)
}

/// That it is not the author's own membership which ends, and their tasks with it.
pub(crate) fn not_their_own(pen: &Pen<'_>, person: RecordId) -> Commanded<()> {
    let is_own = people::same_people(pen.tx, pen.club)?.are_one(person, pen.author());
    match is_own && rights::of(pen.tx, pen.club, pen.author(), pen.today())?.works {
        true => Err(Invalid::OwnMembership.into()),
        false => Ok(()),
    }
}

/// Takes the end of a person's latest membership back: somebody pressed the wrong name. A day of death that came with
/// the end goes with it; one that was entered otherwise stays.
///
/// # Errors
/// No membership, or one that has not ended.
pub fn take_back_end(pen: &mut Pen<'_>, person: RecordId) -> Commanded<RecordId> {
    let memberships = of_person(pen, person)?;
    let last = memberships.last().ok_or(CommandError::NotFound("membership"))?;
    let (Some(left_on), last, reason) = (last.left_on, last.id, last.leaving_reason) else {
        return Err(Invalid::HasNotEnded.into());
    };
    for membership in memberships.iter().filter(|one| one.left_on == Some(left_on) && one.leaving_reason == reason) {
        let seen = entity::state::<Membership>(pen.tx, membership.id)?.unwrap_or_default();
        let mut draft = Membership::edit(membership.id, &seen);
        draft.clear(Membership::left_on).clear(Membership::leaving_reason).clear(Membership::moved_to);
        pen.record(&pen.roster(), draft)?;
    }
    if reason == Some(LeavingReason::Died)
        && let Some(seen) = entity::state::<Person>(pen.tx, person)?
        && seen.shown(Person::died_on.tag, &[]) == PartialDate::of_day(left_on).map(Value::PartialDate).as_ref()
    {
        let mut draft = Person::edit(person, &seen);
        draft.clear(Person::died_on);
        pen.record(&pen.roster(), draft)?;
    }
    Ok(last)
}

/// The memberships under all records of a person, the one that stands last.
fn of_person(pen: &Pen<'_>, person: RecordId) -> Commanded<Vec<Membership>> {
    let records: BTreeSet<RecordId> = people::same_person(pen.tx, pen.club, person)?;
    let mut memberships = Vec::new();
    for record in records {
        memberships.extend(people::memberships_of(pen.tx, record)?);
    }
    memberships.sort_by_key(people::standing_order);
    if memberships.is_empty() { Err(CommandError::NotFound("membership")) } else { Ok(memberships) }
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
