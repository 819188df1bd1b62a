//! The groups of the club, and who belongs to them.

use std::collections::BTreeMap;

use clubbook_core::features::CommandError;
use clubbook_core::features::groups::commands;
use clubbook_core::features::groups::queries::by_group;
use clubbook_core::features::groups::views::{GroupPut as CorePut, GroupRequest, Renamed as CoreRenamed};
use clubbook_core::features::people::queries::{self, Which};
use clubbook_model::id::RecordId;
use clubbook_model::registry::{Entity, Group};

use crate::clubbook::{Asks, Clubbook};
use crate::people::PersonView;
use crate::values::Seen;

/// A group, with whom it could have.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct GroupView {
    /// Its name.
    pub name: String,
    /// What stood in it: goes back to [`Clubbook::rename_group`].
    pub seen: Seen,
    /// It was given up.
    pub is_given_up: bool,
    /// The members of today, as a list of names.
    pub people: Vec<GroupPersonView>,
}

/// A member, and the group that they belong to.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct GroupPersonView {
    /// Who.
    pub person: PersonView,
    /// Their group.
    pub group: Option<RecordId>,
    /// What it is called.
    pub group_name: Option<String>,
}

/// What putting a member into a group, or into none, changed: goes back to [`Clubbook::take_back_put_in_group`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Record)]
pub struct GroupPut {
    /// The membership.
    pub membership: RecordId,
    /// The group that was written into it; none when they were taken out.
    pub group: Option<RecordId>,
    /// The group that stood in it before, be it given up.
    pub former: Option<RecordId>,
}

/// What naming a group changed: goes back to [`Clubbook::take_back_rename_group`].
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct GroupRename {
    /// The group.
    pub group: RecordId,
    /// Its name before.
    pub former: String,
    /// Its name, as it was written.
    pub name: String,
    /// What stood in it right after that.
    pub seen: Seen,
}

#[uniffi::export]
impl Clubbook {
    /// A group, and all members of today with the groups that they belong to.
    pub fn group(&self, group: RecordId) -> Asks<GroupView> {
        let language = self.words_in();
        self.query(|q| {
            let form = queries::form(q.connection, group)?;
            if form.kind.number != Group::DEF.number {
                return Err(CommandError::NotFound("group"));
            }
            let of = Group::read(group, &form.seen);
            let mut groups = BTreeMap::new();
            for group in by_group(q.connection, q.club, q.today)?.groups {
                groups.extend(group.members.iter().map(|member| (member.membership, (group.id, group.name.clone()))));
            }
            let members = queries::members(q.connection, q.club, Which::On(q.today), q.today)?;
            let people = members.into_iter().map(|member| {
                let (group, group_name) = groups.remove(&member.membership).unzip();
                GroupPersonView { person: PersonView::of(member.person, language), group, group_name }
            });
            Ok(GroupView {
                people: people.collect(),
                is_given_up: of.dissolved_on.is_some(),
                name: of.name.unwrap_or_default(),
                seen: Seen(form.seen),
            })
        })
    }

    /// Makes a group. [`Clubbook::give_up_group`] undoes it.
    pub fn create_group(&self, name: String) -> Asks<RecordId> {
        self.command(|pen| commands::create(pen, &GroupRequest { name: Some(name), ..GroupRequest::default() }))
    }

    /// Gives a group another name, over what was seen of it.
    pub fn rename_group(&self, group: RecordId, seen: Seen, name: String) -> Asks<GroupRename> {
        self.command(|pen| {
            let CoreRenamed { group, former, name, seen } = commands::rename(pen, group, &seen.0, &name)?;
            Ok(GroupRename { group, former, name, seen: Seen(seen) })
        })
    }

    /// The undo of [`Clubbook::rename_group`]; refused when somebody named the group since.
    pub fn take_back_rename_group(&self, renamed: GroupRename) -> Asks<()> {
        let GroupRename { group, former, name, seen } = renamed;
        self.command(|pen| commands::take_back_rename(pen, &CoreRenamed { group, former, name, seen: seen.0 }))
    }

    /// Puts a member into a group, or into none.
    pub fn put_in_group(&self, person: RecordId, group: Option<RecordId>) -> Asks<GroupPut> {
        self.command(|pen| {
            let CorePut { membership, group, former } = commands::put(pen, person, group)?;
            Ok(GroupPut { membership, group, former })
        })
    }

    /// The undo of [`Clubbook::put_in_group`]; refused when somebody put them elsewhere since.
    pub fn take_back_put_in_group(&self, slip: GroupPut) -> Asks<()> {
        let GroupPut { membership, group, former } = slip;
        self.command(|pen| commands::take_back_put(pen, &CorePut { membership, group, former }))
    }

    /// Gives a group up: it is listed no longer, and its members belong to none.
    pub fn give_up_group(&self, group: RecordId) -> Asks<()> {
        self.command(|pen| {
            let today = pen.today();
            commands::dissolve(pen, group, today)
        })
    }

    /// The undo of [`Clubbook::give_up_group`]: the group is there again with its members.
    pub fn take_back_give_up_group(&self, group: RecordId) -> Asks<()> {
        self.command(|pen| commands::take_back_dissolve(pen, group))
    }
}
