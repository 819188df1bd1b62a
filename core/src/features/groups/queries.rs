//! Reading groups.

use std::collections::BTreeMap;

use clubbook_model::id::{Book, RecordId};
use clubbook_model::registry::{Group, Membership};
use clubbook_model::time::Day;
use rusqlite::Connection;

use super::views::{ByGroup, GroupView};
use crate::features::Commanded;
use crate::features::people::directory::Directory;
use crate::features::people::queries::{self as people, Which};
use crate::store::entity;

/// The groups that were not given up, with the members of today, and the members who belong to none.
///
/// # Errors
/// SQL.
pub fn by_group(connection: &Connection, club: RecordId, today: Day) -> Commanded<ByGroup> {
    let directory = Directory::of(connection, club, today)?;
    let mut groups: Vec<GroupView> =
        standing(connection, club)?.into_iter().map(|group| view(&directory, group)).collect();
    groups.sort_by_cached_key(|group| (natural(&group.name), group.id));
    let group_of: BTreeMap<RecordId, RecordId> = directory.memberships().iter().filter_map(of_group).collect();
    let mut found = ByGroup { groups, without: Vec::new() };
    for member in people::members(connection, club, Which::On(today), today)? {
        let belongs = group_of.get(&member.membership);
        match found.groups.iter_mut().find(|group| Some(&group.id) == belongs) {
            Some(group) => group.members.push(member),
            None => found.without.push(member),
        }
    }
    Ok(found)
}

fn of_group(membership: &Membership) -> Option<(RecordId, RecordId)> {
    Some((membership.id, membership.group?.id))
}

/// The groups that were not given up.
pub(super) fn standing(connection: &Connection, club: RecordId) -> Commanded<Vec<Group>> {
    let mut groups = entity::all::<Group>(connection, &Book::roster(club))?;
    groups.retain(|group| group.dissolved_on.is_none());
    Ok(groups)
}

fn view(directory: &Directory, group: Group) -> GroupView {
    let leader = group.leader.filter(|leader| directory.is_living(leader.id));
    GroupView {
        id: group.id,
        name: group.name.unwrap_or_default(),
        area: group.area,
        leader: leader.map(|leader| directory.view(leader.id)),
        members: Vec::new(),
    }
}

/// "Tổ 2" before "Tổ 10".
fn natural(name: &str) -> (String, u64) {
    let number: String = name.chars().filter(char::is_ascii_digit).take(9).collect();
    let words = clubbook_model::text::fold(name).chars().filter(|letter| !letter.is_ascii_digit()).collect();
    (words, number.parse().unwrap_or(0))
}
