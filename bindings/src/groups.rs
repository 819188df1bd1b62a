//! The groups of the club, and who belongs to them.

use std::collections::BTreeMap;

use clubbook_core::features::groups::queries::by_group;
use clubbook_core::features::groups::views::{GivenUpView, GroupBegun as CoreBegun, GroupPut as CorePut, GroupRequest};
use clubbook_core::features::groups::views::{LeaderNamed as CoreNamed, Renamed as CoreRenamed, given_up_words};
use clubbook_core::features::groups::{commands, leader};
use clubbook_core::features::people::queries::{self, Which};
use clubbook_core::features::{CommandError, rights};
use clubbook_model::id::RecordId;
use clubbook_model::registry::{Entity, Group};
use clubbook_model::time::Day;

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
    /// It was given up: "Tổ này đã bỏ từ thứ Bảy 21/11. Lập lại thì có lại 5 người."
    #[uniffi(default = None)]
    pub given_up: Option<String>,
    /// "Tổ trưởng: bà Đinh Thị Lan.", "Tổ trưởng: bà Đinh Thị Lan, đã ra khỏi tổ.", "Chưa có tổ trưởng."
    pub leader_words: String,
    /// Who leads it: one of its people.
    #[uniffi(default = None)]
    pub leader: Option<RecordId>,
    /// Somebody was named leader, be it one who left since.
    pub has_named_leader: bool,
    /// Whether the person at the phone may name a leader.
    pub may_name_leader: bool,
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

/// A group that was given up, and can be had again.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct GivenUpGroupView {
    /// Which.
    pub group: RecordId,
    /// Its name.
    pub name: String,
    /// "bỏ từ thứ Bảy 21/11".
    pub since: String,
}

/// What making a group, or bringing one back, changed: goes back to [`Clubbook::take_back_group_begun`].
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct GroupBegun {
    /// The group.
    pub group: RecordId,
    /// Since when it is given up once that is taken back: the day on which it had been, or on which it was made.
    pub given_up_on: Day,
    /// What stood in it right after that.
    pub seen: Seen,
    /// The memberships in which it stood.
    pub memberships: Vec<RecordId>,
}

impl From<CoreBegun> for GroupBegun {
    fn from(CoreBegun { group, given_up_on, seen, memberships }: CoreBegun) -> Self {
        Self { group, given_up_on, seen: Seen(seen), memberships }
    }
}

/// What naming the leader of a group changed: goes back to [`Clubbook::take_back_name_group_leader`].
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct GroupLeaderNamed {
    /// The group.
    pub group: RecordId,
    /// Who was named; nobody, where the group was left without a leader.
    pub leader: Option<RecordId>,
    /// Who was named before.
    pub former: Option<RecordId>,
    /// The memberships that got the task.
    pub given: Vec<RecordId>,
    /// The memberships that lost the task.
    pub taken: Vec<RecordId>,
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
            let by_group = by_group(q.connection, q.club, q.today)?;
            let stands = by_group.groups.iter().find(|one| one.id == group);
            let leader = stands.and_then(|stands| stands.leader.as_ref()).map(|leader| leader.id);
            let leader_words = stands.map(|stands| stands.leader_words(language)).unwrap_or_default();
            let has_named_leader = stands.is_some_and(|stands| stands.leader.is_some() || stands.gone.is_some());
            let given_up = of.dissolved_on.map(|given_up_on| {
                let members = by_group.given_up.iter().find(|one| one.id == group).map_or(0, |one| one.members);
                given_up_words(given_up_on, members, q.today, language)
            });
            let mut groups = BTreeMap::new();
            for group in by_group.groups {
                groups.extend(group.members.iter().map(|member| (member.membership, (group.id, group.name.clone()))));
            }
            let members = queries::members(q.connection, q.club, Which::On(q.today), q.today)?;
            let people = members.into_iter().map(|member| {
                let (group, group_name) = groups.remove(&member.membership).unzip();
                GroupPersonView { person: PersonView::of(member.person, language), group, group_name }
            });
            Ok(GroupView {
                people: people.collect(),
                given_up,
                leader_words,
                leader,
                has_named_leader,
                may_name_leader: rights::of(q.connection, q.club, q.person, q.today)?.leads,
                name: of.name.unwrap_or_default(),
                seen: Seen(form.seen),
            })
        })
    }

    /// The groups that were given up and have more than a name to be had again, the latest first.
    pub fn given_up_groups(&self) -> Asks<Vec<GivenUpGroupView>> {
        let language = self.words_in();
        self.query(|q| {
            let view = |group: GivenUpView| GivenUpGroupView {
                group: group.id,
                since: group.since(q.today, language),
                name: group.name,
            };
            Ok(by_group(q.connection, q.club, q.today)?.given_up.into_iter().map(view).collect())
        })
    }

    /// Makes a group.
    pub fn create_group(&self, name: String) -> Asks<GroupBegun> {
        let request = GroupRequest { name: Some(name), ..GroupRequest::default() };
        self.command(|pen| commands::make(pen, &request).map(GroupBegun::from))
    }

    /// The undo of [`Clubbook::create_group`] and of [`Clubbook::bring_group_back`]; refused when somebody filled or changed the group
    /// since.
    pub fn take_back_group_begun(&self, begun: GroupBegun) -> Asks<()> {
        let GroupBegun { group, given_up_on, seen, memberships } = begun;
        let begun = CoreBegun { group, given_up_on, seen: seen.0, memberships };
        self.command(|pen| commands::take_back_begun(pen, &begun))
    }

    /// Names the leader of a group, one of its people, or none.
    pub fn name_group_leader(&self, group: RecordId, leader: Option<RecordId>) -> Asks<GroupLeaderNamed> {
        self.command(|pen| {
            let CoreNamed { group, leader, former, given, taken } = leader::name(pen, group, leader)?;
            Ok(GroupLeaderNamed { group, leader, former, given, taken })
        })
    }

    /// The undo of [`Clubbook::name_group_leader`]; refused when somebody named another leader since.
    pub fn take_back_name_group_leader(&self, named: GroupLeaderNamed) -> Asks<()> {
        let GroupLeaderNamed { group, leader, former, given, taken } = named;
        self.command(|pen| leader::take_back(pen, &CoreNamed { group, leader, former, given, taken }))
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

    /// Gives a group up: it is listed no longer, its members belong to none, and its leader's task ends where the person at the phone
    /// may give tasks.
    pub fn give_up_group(&self, group: RecordId) -> Asks<()> {
        self.command(|pen| {
            let today = pen.today();
            commands::dissolve(pen, group, today)
        })
    }

    /// The undo of [`Clubbook::give_up_group`], however long ago that was: the group is there again with its members. None
    /// where it stood already: there is nothing to take back.
    pub fn bring_group_back(&self, group: RecordId) -> Asks<Option<GroupBegun>> {
        self.command(|pen| Ok(commands::bring_back(pen, group)?.map(GroupBegun::from)))
    }
}
