//! Reading groups.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use clubbook_model::id::{Book, RecordId};
use clubbook_model::registry::{Group, Membership};
use clubbook_model::time::Day;
use rusqlite::Connection;

use super::views::{ByGroup, GivenUpView, GoneLeader, GroupView};
use crate::features::Commanded;
use crate::features::people::directory::Directory;
use crate::features::people::queries::{self as people, Which};
use crate::features::people::views::MemberView;
use crate::store::entity;

/// The groups with the members of today, the members who belong to none, and the groups that were given up.
///
/// # Errors
/// SQL.
pub fn by_group(connection: &Connection, club: RecordId, today: Day) -> Commanded<ByGroup> {
    let directory = Directory::of(connection, club, today)?;
    let group_of: BTreeMap<RecordId, RecordId> = directory.memberships().iter().filter_map(of_group).collect();
    let (mut members, mut without) = (BTreeMap::<RecordId, Vec<MemberView>>::new(), Vec::new());
    let (standing, given_up): (Vec<Group>, Vec<Group>) = all(connection, club)?.into_iter().partition(is_standing);
    let mut again = BTreeMap::<RecordId, usize>::new();
    for member in people::members(connection, club, Which::On(today), today)? {
        match group_of.get(&member.membership) {
            Some(group) if standing.iter().any(|one| one.id == *group) => {
                members.entry(*group).or_default().push(member);
            }
            group => {
                group.into_iter().for_each(|group| *again.entry(*group).or_default() += 1);
                without.push(member);
            }
        }
    }
    let mut groups: Vec<GroupView> = standing
        .into_iter()
        .map(|group| view(&directory, members.remove(&group.id).unwrap_or_default(), group, today))
        .collect();
    groups.sort_by_cached_key(|group| (natural(&group.name), group.id));
    let view = |group: Group| {
        let members = again.get(&group.id).copied().unwrap_or_default();
        if members == 0 && group.leader.is_none() && group.area.is_none() {
            return None;
        }
        let (name, given_up_on) = (group.name.unwrap_or_default(), group.dissolved_on?);
        Some(GivenUpView { id: group.id, name, given_up_on, members })
    };
    let mut given_up: Vec<GivenUpView> = given_up.into_iter().filter_map(view).collect();
    given_up.sort_by_cached_key(|group| (Reverse(group.given_up_on), natural(&group.name), group.id));
    Ok(ByGroup { groups, without, given_up })
}

fn of_group(membership: &Membership) -> Option<(RecordId, RecordId)> {
    Some((membership.id, membership.group?.id))
}

/// The groups that were not given up.
pub(super) fn standing(connection: &Connection, club: RecordId) -> Commanded<Vec<Group>> {
    Ok(all(connection, club)?.into_iter().filter(is_standing).collect())
}

fn all(connection: &Connection, club: RecordId) -> Commanded<Vec<Group>> {
    Ok(entity::all::<Group>(connection, &Book::roster(club))?)
}

fn is_standing(group: &Group) -> bool {
    group.dissolved_on.is_none()
}

fn view(directory: &Directory, members: Vec<MemberView>, group: Group, today: Day) -> GroupView {
    let named = group.leader.map(|leader| leader.id).filter(|leader| directory.is_living(*leader));
    let is_named = |member: &MemberView| named.is_some_and(|named| directory.same().are_one(member.person.id, named));
    let leader = members.iter().find(|member| is_named(member)).map(|member| member.person.clone());
    let gone = named.filter(|_| leader.is_none()).map(|named| GoneLeader {
        person: directory.view(named),
        is_member: directory.members_on(today).contains(&directory.same().canonical(named)),
    });
    GroupView { id: group.id, name: group.name.unwrap_or_default(), area: group.area, leader, gone, members }
}

/// "Tổ 2" before "Tổ 10".
fn natural(name: &str) -> (String, u64) {
    let number: String = name.chars().filter(char::is_ascii_digit).take(9).collect();
    let words = clubbook_model::text::fold(name).chars().filter(|letter| !letter.is_ascii_digit()).collect();
    (words, number.parse().unwrap_or(0))
}
