//! Changing groups.

use clubbook_model::id::RecordId;
use clubbook_model::merge::EntityState;
use clubbook_model::registry::{Entity, Group, Membership, Person};
use clubbook_model::text::{clean, fold};
use clubbook_model::time::Day;
use clubbook_model::vocabulary::Role;

use super::queries;
use super::views::{ByGroup, GroupRequest};
use crate::features::people::directory::is_living;
use crate::features::people::queries as people;
use crate::features::{CommandError, Commanded, Invalid, Pen};
use crate::store::entity;

/// Makes a group.
///
/// # Errors
/// No name, a name that another group has, or a leader who is no member.
pub fn create(pen: &mut Pen<'_>, request: &GroupRequest) -> Commanded<RecordId> {
    let id = pen.next_record()?;
    if request.name.as_deref().map(clean).is_none_or(|name| name.is_empty()) {
        return Err(Invalid::NoName.into());
    }
    write(pen, id, request)?;
    Ok(id)
}

/// Changes the name, area or leader of a group.
///
/// # Errors
/// No such group; else as [`create`].
pub fn change(pen: &mut Pen<'_>, group: RecordId, request: &GroupRequest) -> Commanded<()> {
    entity::state::<Group>(pen.tx, group)?.ok_or(CommandError::NotFound("group"))?;
    write(pen, group, request)
}

/// Gives a group another name, over what stood in it when the form was opened.
///
/// # Errors
/// No name, or a name that another group has.
pub fn rename(pen: &mut Pen<'_>, group: RecordId, seen: &EntityState, name: &str) -> Commanded<()> {
    let name = clean(name);
    if name.is_empty() {
        return Err(Invalid::NoName.into());
    }
    is_free(pen, group, &name)?;
    let mut draft = Group::edit(group, seen);
    draft.set(Group::name, name);
    pen.record(&pen.roster(), draft)
}

/// That no other group has the name.
fn is_free(pen: &Pen<'_>, group: RecordId, name: &str) -> Commanded<()> {
    let others = queries::standing(pen.tx, pen.club)?.into_iter().filter(|other| other.id != group);
    match others.filter_map(|other| other.name).any(|other| fold(&other) == fold(name)) {
        true => Err(Invalid::NameTaken.into()),
        false => Ok(()),
    }
}

fn write(pen: &mut Pen<'_>, id: RecordId, request: &GroupRequest) -> Commanded<()> {
    let name = request.name.as_deref().map(clean).filter(|name| !name.is_empty());
    name.as_deref().map_or(Ok(()), |name| is_free(pen, id, name))?;
    let seen = entity::state::<Group>(pen.tx, id)?.unwrap_or_default();
    let former = Group::read(id, &seen).leader.map(|leader| leader.id);
    let mut draft = Group::edit(id, &seen);
    draft.set_some(Group::name, name);
    draft.set_some(Group::area, request.area.as_deref().map(clean).filter(|area| !area.is_empty()));
    draft.set_some(Group::leader, request.leader.map(Person::reference));
    pen.record(&pen.roster(), draft)?;
    if let Some(leader) = request.leader {
        lead(pen, id, former, leader)?;
    }
    Ok(())
}

/// The task of a group leader goes with the group.
fn lead(pen: &mut Pen<'_>, group: RecordId, former: Option<RecordId>, leader: RecordId) -> Commanded<()> {
    let mut membership = current(pen, leader)?;
    membership.1.add(Membership::roles, &Role::GroupLeader).set(Membership::group, Group::reference(group));
    pen.record(&pen.roster(), membership.1)?;
    let Some(former) = former.filter(|former| *former != leader) else { return Ok(()) };
    let leads_another = queries::standing(pen.tx, pen.club)?
        .iter()
        .any(|other| other.id != group && other.leader.is_some_and(|person| person.id == former));
    if let (false, Ok((_, mut draft))) = (leads_another, current(pen, former)) {
        draft.remove(Membership::roles, &Role::GroupLeader);
        pen.record(&pen.roster(), draft)?;
    }
    Ok(())
}

/// Puts a member into a group, or into none.
///
/// # Errors
/// No such group, or no member.
pub fn put(pen: &mut Pen<'_>, person: RecordId, group: Option<RecordId>) -> Commanded<ByGroup> {
    if let Some(group) = group {
        entity::state::<Group>(pen.tx, group)?.ok_or(CommandError::NotFound("group"))?;
    }
    let (_, mut draft) = current(pen, person)?;
    match group {
        Some(group) => draft.set(Membership::group, Group::reference(group)),
        None => draft.clear(Membership::group),
    };
    pen.record(&pen.roster(), draft)?;
    queries::by_group(pen.tx, pen.club, pen.today())
}

/// Gives a group up: it is listed no longer, and its members belong to none.
///
/// # Errors
/// No such group.
pub fn dissolve(pen: &mut Pen<'_>, group: RecordId, on: Day) -> Commanded<()> {
    let seen = entity::state::<Group>(pen.tx, group)?.ok_or(CommandError::NotFound("group"))?;
    let mut draft = Group::edit(group, &seen);
    draft.set(Group::dissolved_on, on);
    pen.record(&pen.roster(), draft)
}

/// The undo of [`dissolve`]: the group is listed again, with whoever has not been put into another one since.
///
/// # Errors
/// No such group, or another one has its name by now.
pub fn take_back_dissolve(pen: &mut Pen<'_>, group: RecordId) -> Commanded<()> {
    let seen = entity::state::<Group>(pen.tx, group)?.ok_or(CommandError::NotFound("group"))?;
    let name = Group::read(group, &seen).name.unwrap_or_default();
    is_free(pen, group, &name)?;
    let mut draft = Group::edit(group, &seen);
    draft.clear(Group::dissolved_on);
    pen.record(&pen.roster(), draft)
}

/// A form over the membership under which a member stands in lists.
fn current(pen: &Pen<'_>, person: RecordId) -> Commanded<(RecordId, clubbook_model::edit::Draft)> {
    if !is_living(pen.tx, pen.club, person)? {
        return Err(Invalid::HasDied.into());
    }
    let membership = people::standing_membership(pen.tx, pen.club, person, pen.today())?;
    let membership = membership.ok_or(CommandError::NotFound("membership"))?;
    let seen = entity::state::<Membership>(pen.tx, membership)?.unwrap_or_default();
    Ok((membership, Membership::edit(membership, &seen)))
}
