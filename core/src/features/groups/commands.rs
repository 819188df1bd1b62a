//! Changing groups.

use clubbook_model::edit::Draft;
use clubbook_model::id::{OpId, RecordId};
use clubbook_model::merge::{EntityState, FieldKey, FieldState};
use clubbook_model::registry::{Entity, Group, Membership, Person};
use clubbook_model::text::{clean, fold};
use clubbook_model::time::Day;
use clubbook_model::value::Value;

use super::views::{GroupBegun, GroupPut, GroupRequest, Renamed};
use super::{leader, queries};
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
        return Err(Invalid::NoGroupName.into());
    }
    write(pen, id, request)?;
    Ok(id)
}

/// As [`create`]; returns what [`take_back_begun`] needs.
///
/// # Errors
/// As [`create`].
pub fn make(pen: &mut Pen<'_>, request: &GroupRequest) -> Commanded<GroupBegun> {
    let group = create(pen, request)?;
    begun(pen, group, pen.today())
}

/// Changes the name, area or leader of a group.
///
/// # Errors
/// No such group, or one that was given up; else as [`create`].
pub fn change(pen: &mut Pen<'_>, group: RecordId, request: &GroupRequest) -> Commanded<()> {
    standing(pen, group)?;
    write(pen, group, request)
}

/// Gives a group another name, over what stood in it when the form was opened.
///
/// # Errors
/// No such group, or one that was given up; no name, or a name that another group has.
pub fn rename(pen: &mut Pen<'_>, group: RecordId, seen: &EntityState, name: &str) -> Commanded<Renamed> {
    let former = Group::read(group, &standing(pen, group)?).name.unwrap_or_default();
    let name = clean(name);
    if name.is_empty() {
        return Err(Invalid::NoGroupName.into());
    }
    is_free(pen, group, &name)?;
    let mut draft = Group::edit(group, seen);
    draft.set(Group::name, name.clone());
    pen.record(&pen.roster(), draft)?;
    Ok(Renamed { group, former, name, seen: standing(pen, group)? })
}

/// The undo of [`rename`].
///
/// # Errors
/// No such group, or somebody named it since.
pub fn take_back_rename(pen: &mut Pen<'_>, renamed: &Renamed) -> Commanded<()> {
    let now = state(pen, renamed.group)?;
    let heads = |state: &EntityState| state.field(Group::name.tag, &[]).map(FieldState::head_ids);
    if heads(&now) != heads(&renamed.seen) {
        return Err(Invalid::ChangedSince.into());
    }
    let mut draft = Group::edit(renamed.group, &now);
    draft.set(Group::name, renamed.former.clone());
    pen.record(&pen.roster(), draft)
}

pub(super) fn state(pen: &Pen<'_>, group: RecordId) -> Commanded<EntityState> {
    entity::state::<Group>(pen.tx, group)?.ok_or(CommandError::NotFound("group"))
}

/// What stands in a group that was not given up.
pub(crate) fn standing(pen: &Pen<'_>, group: RecordId) -> Commanded<EntityState> {
    let state = state(pen, group)?;
    match Group::read(group, &state).dissolved_on {
        Some(_) => Err(CommandError::NotFound("group")),
        None => Ok(state),
    }
}

/// That no other group has the name. A group goes on under its own, though another one was named so elsewhere at the same time.
fn is_free(pen: &Pen<'_>, group: RecordId, name: &str) -> Commanded<()> {
    let groups = queries::standing(pen.tx, pen.club)?.into_iter();
    let bearers: Vec<_> = groups.filter(|one| one.name.as_deref().map(fold) == Some(fold(name))).collect();
    match !bearers.is_empty() && bearers.iter().all(|bearer| bearer.id != group) {
        true => Err(Invalid::NameTaken.into()),
        false => Ok(()),
    }
}

fn write(pen: &mut Pen<'_>, id: RecordId, request: &GroupRequest) -> Commanded<()> {
    let name = request.name.as_deref().map(clean).filter(|name| !name.is_empty());
    name.as_deref().map_or(Ok(()), |name| is_free(pen, id, name))?;
    let seen = entity::state::<Group>(pen.tx, id)?.unwrap_or_default();
    let mut draft = Group::edit(id, &seen);
    draft.set_some(Group::name, name);
    draft.set_some(Group::area, request.area.as_deref().map(clean).filter(|area| !area.is_empty()));
    draft.set_some(Group::leader, request.leader.map(Person::reference));
    pen.record(&pen.roster(), draft)?;
    if let Some(leader) = request.leader {
        let (_, membership) = current(pen, leader)?;
        belong(pen, membership, Some(id))?;
        leader::hand_over(pen, id, &seen, Some(leader))?;
    }
    Ok(())
}

/// Puts a member into a group, or into none.
///
/// # Errors
/// No such group, or one that was given up; no member.
pub fn put(pen: &mut Pen<'_>, person: RecordId, group: Option<RecordId>) -> Commanded<GroupPut> {
    if let Some(group) = group {
        standing(pen, group)?;
    }
    let (membership, draft) = current(pen, person)?;
    let seen = entity::state::<Membership>(pen.tx, membership)?.unwrap_or_default();
    let former = Membership::read(membership, &seen).group.map(|group| group.id);
    belong(pen, draft, group)?;
    Ok(GroupPut { membership, group, former })
}

/// The undo of [`put`]: also into a group that was given up, with which they come back.
///
/// # Errors
/// No such membership, or somebody put them elsewhere since.
pub fn take_back_put(pen: &mut Pen<'_>, slip: &GroupPut) -> Commanded<()> {
    let now = entity::state::<Membership>(pen.tx, slip.membership)?.ok_or(CommandError::NotFound("membership"))?;
    let stands = Membership::read(slip.membership, &now).group.map(|group| group.id) == slip.group;
    if !stands || now.is_unsettled(Membership::group.tag) {
        return Err(Invalid::ChangedSince.into());
    }
    belong(pen, Membership::edit(slip.membership, &now), slip.former)
}

fn belong(pen: &mut Pen<'_>, mut membership: Draft, group: Option<RecordId>) -> Commanded<()> {
    match group {
        Some(group) => membership.set(Membership::group, Group::reference(group)),
        None => membership.clear(Membership::group),
    };
    pen.record(&pen.roster(), membership)
}

/// Gives a group up: it is listed no longer, its members belong to none, and its leader's task ends where the
/// author may end it.
///
/// # Errors
/// No such group.
pub fn dissolve(pen: &mut Pen<'_>, group: RecordId, on: Day) -> Commanded<()> {
    let seen = state(pen, group)?;
    let mut draft = Group::edit(group, &seen);
    draft.set(Group::dissolved_on, on);
    pen.record(&pen.roster(), draft)?;
    leader::end_task(pen, group, &seen)
}

/// The undo of [`dissolve`], however long ago that was: the group is listed again, with whoever has not been put into another one
/// since, and who leads it has the task again where the author may give it. It keeps its name, though another group was called so in
/// the meantime. Returns what [`take_back_begun`] needs; none of a group that stood already, as when somebody else brought it back
/// first.
///
/// # Errors
/// No such group.
pub fn bring_back(pen: &mut Pen<'_>, group: RecordId) -> Commanded<Option<GroupBegun>> {
    let seen = state(pen, group)?;
    let Some(given_up_on) = Group::read(group, &seen).dissolved_on else { return Ok(None) };
    let mut draft = Group::edit(group, &seen);
    draft.clear(Group::dissolved_on);
    pen.record(&pen.roster(), draft)?;
    leader::give_task_again(pen, group)?;
    begun(pen, group, given_up_on).map(Some)
}

/// The undo of [`make`] and of [`bring_back`]: the group is given up as by [`dissolve`]. One that was made by mistake keeps its name,
/// by which it is had again where somebody put people into it elsewhere at the same time.
///
/// # Errors
/// No such group; somebody changed it since, put somebody into it, or took somebody out.
pub fn take_back_begun(pen: &mut Pen<'_>, begun: &GroupBegun) -> Commanded<()> {
    let now = state(pen, begun.group)?;
    if entered(&now) != entered(&begun.seen) || memberships_in(pen, begun.group)? != begun.memberships {
        return Err(Invalid::ChangedSince.into());
    }
    dissolve(pen, begun.group, begun.given_up_on)
}

fn begun(pen: &Pen<'_>, group: RecordId, given_up_on: Day) -> Commanded<GroupBegun> {
    Ok(GroupBegun { group, given_up_on, seen: state(pen, group)?, memberships: memberships_in(pen, group)? })
}

/// By which ops every field stands.
fn entered(state: &EntityState) -> Vec<(&FieldKey, Vec<OpId>)> {
    state.fields().map(|(key, field)| (key, field.head_ids())).collect()
}

/// The memberships in which the group stands, beside another one that somebody wrote at the same time, too.
fn memberships_in(pen: &Pen<'_>, group: RecordId) -> Commanded<Vec<RecordId>> {
    let group = Value::Ref(Group::reference(group));
    let names_it = |field: &FieldState| field.heads().iter().any(|(_, entry)| entry.value == group);
    let mut states = entity::states::<Membership>(pen.tx, &pen.roster())?;
    states.retain(|(_, state)| state.field(Membership::group.tag, &[]).is_some_and(names_it));
    let mut memberships: Vec<RecordId> = states.into_iter().map(|(id, _)| id).collect();
    memberships.sort_unstable();
    Ok(memberships)
}

/// A form over the membership under which a member stands in lists.
pub(super) fn current(pen: &Pen<'_>, person: RecordId) -> Commanded<(RecordId, Draft)> {
    if !is_living(pen.tx, pen.club, person)? {
        return Err(Invalid::HasDied.into());
    }
    let membership = people::standing_membership(pen.tx, pen.club, person, pen.today())?;
    let membership = membership.ok_or(CommandError::NotFound("membership"))?;
    let seen = entity::state::<Membership>(pen.tx, membership)?.unwrap_or_default();
    Ok((membership, Membership::edit(membership, &seen)))
}
