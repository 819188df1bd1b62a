//! Who leads a group (tổ trưởng), and that the task goes with it.
//!
//! Whoever is no longer of the group leads it no longer. They are still told of, as one who left, and keep the task until somebody who
//! may give tasks names another leader, or none: taking somebody out of a group is everybody's, their rights are not.
//!
//! So it is with a group that is given up: its leader's task ends when somebody who leads the club gives it up, and whoever is still
//! shown as its leader has it again when somebody who leads the club brings it back. Anybody else leaves the task as it is; who leads
//! the club may then name nobody the leader, also of a group that was given up.

use clubbook_model::id::RecordId;
use clubbook_model::merge::EntityState;
use clubbook_model::registry::{Entity, Group, Membership, Person};
use clubbook_model::value::Value;
use clubbook_model::vocabulary::Role;

use super::commands::{current, standing, state};
use super::queries::{self, by_group};
use super::views::LeaderNamed;
use crate::features::memberships::commands::put_task;
use crate::features::people::queries as people;
use crate::features::{Commanded, Invalid, Pen, rights};
use crate::store::entity;

/// Names the leader of a group, one of its members, or none.
///
/// # Errors
/// No such group, or a leader for one that was given up; no member of it; at a shared phone, somebody who may not give tasks.
pub fn name(pen: &mut Pen<'_>, group: RecordId, leader: Option<RecordId>) -> Commanded<LeaderNamed> {
    let seen = state(pen, group)?;
    if let Some(leader) = leader {
        standing(pen, group)?;
        let (membership, _) = current(pen, leader)?;
        let membership = entity::get::<Membership>(pen.tx, membership)?;
        if membership.and_then(|membership| membership.group).is_none_or(|of| of.id != group) {
            return Err(Invalid::NotOffered.into());
        }
    }
    let former = Group::read(group, &seen).leader.map(|former| former.id);
    write(pen, group, &seen, leader)?;
    let (given, taken) = hand_over(pen, group, &seen, leader)?;
    Ok(LeaderNamed { group, leader, former, given, taken })
}

/// The undo of [`name`]. Who leads another group since keeps the task.
///
/// # Errors
/// No such group; somebody named another leader since, or gave or took the task; at a shared phone, somebody who may not give tasks.
pub fn take_back(pen: &mut Pen<'_>, named: &LeaderNamed) -> Commanded<()> {
    let now = state(pen, named.group)?;
    let stands = Group::read(named.group, &now).leader.map(|leader| leader.id) == named.leader;
    if !stands || now.is_unsettled(Group::leader.tag) {
        return Err(Invalid::ChangedSince.into());
    }
    let tasks = || named.given.iter().map(|id| (*id, true)).chain(named.taken.iter().map(|id| (*id, false)));
    for (membership, has) in tasks() {
        let membership = entity::get::<Membership>(pen.tx, membership)?;
        if membership.is_none_or(|membership| membership.roles.contains(&Role::GroupLeader) != has) {
            return Err(Invalid::ChangedSince.into());
        }
    }
    write(pen, named.group, &now, named.former)?;
    let same = people::same_people(pen.tx, pen.club)?;
    let leads_on = leaders_of_others(pen, named.group)?;
    for (membership, has) in tasks() {
        let of = entity::get::<Membership>(pen.tx, membership)?.and_then(|membership| membership.person);
        if !has || !of.is_some_and(|of| leads_on.iter().any(|one| same.are_one(*one, of.id))) {
            put_task(pen, membership, Role::GroupLeader, !has)?;
        }
    }
    Ok(())
}

/// Ends the task of who led a group by what was `seen` of it, where the author may.
pub(super) fn end_task(pen: &mut Pen<'_>, group: RecordId, seen: &EntityState) -> Commanded<()> {
    if may_give_tasks(pen)? {
        hand_over(pen, group, seen, None)?;
    }
    Ok(())
}

/// Gives the task to whoever is shown as leader of a group, where the author may.
pub(super) fn give_task_again(pen: &mut Pen<'_>, group: RecordId) -> Commanded<()> {
    if may_give_tasks(pen)? {
        let groups = by_group(pen.tx, pen.club, pen.today())?.groups;
        let leader = groups.into_iter().find(|one| one.id == group).and_then(|one| one.leader);
        hand_over(pen, group, &EntityState::default(), leader.map(|leader| leader.id))?;
    }
    Ok(())
}

fn may_give_tasks(pen: &Pen<'_>) -> Commanded<bool> {
    Ok(rights::of(pen.tx, pen.club, pen.author(), pen.today())?.leads)
}

fn write(pen: &mut Pen<'_>, group: RecordId, seen: &EntityState, leader: Option<RecordId>) -> Commanded<()> {
    let mut draft = Group::edit(group, seen);
    match leader {
        Some(leader) => draft.set(Group::leader, Person::reference(leader)),
        None => draft.clear(Group::leader),
    };
    pen.record(&pen.roster(), draft)
}

/// Gives the task to the leader, and takes it from whoever led by what was `seen` of the group and leads no other: returns the
/// memberships that got it and those that lost it.
pub(super) fn hand_over(
    pen: &mut Pen<'_>,
    group: RecordId,
    seen: &EntityState,
    leader: Option<RecordId>,
) -> Commanded<(Vec<RecordId>, Vec<RecordId>)> {
    let (mut given, mut taken) = (Vec::new(), Vec::new());
    if let Some(leader) = leader {
        let (membership, _) = current(pen, leader)?;
        if !has_task(pen, membership)? {
            put_task(pen, membership, Role::GroupLeader, true)?;
            given.push(membership);
        }
    }
    let same = people::same_people(pen.tx, pen.club)?;
    let leads_on: Vec<RecordId> = leaders_of_others(pen, group)?.into_iter().chain(leader).collect();
    for former in leaders(seen).into_iter().filter(|former| !leads_on.iter().any(|one| same.are_one(*one, *former))) {
        for record in same.records(former) {
            for membership in people::memberships_of(pen.tx, record)? {
                if membership.left_on.is_none() && membership.roles.contains(&Role::GroupLeader) {
                    put_task(pen, membership.id, Role::GroupLeader, false)?;
                    taken.push(membership.id);
                }
            }
        }
    }
    Ok((given, taken))
}

/// Who leads the other groups that stand.
fn leaders_of_others(pen: &Pen<'_>, group: RecordId) -> Commanded<Vec<RecordId>> {
    let others = queries::standing(pen.tx, pen.club)?.into_iter().filter(|other| other.id != group);
    Ok(others.filter_map(|other| other.leader).map(|leader| leader.id).collect())
}

/// Whoever was named, by two phones at once, too.
fn leaders(of: &EntityState) -> Vec<RecordId> {
    let Some(field) = of.field(Group::leader.tag, &[]) else { return Vec::new() };
    let named = field.heads().into_iter().filter_map(|(_, entry)| match entry.value {
        Value::Ref(person) => Some(person.id),
        _ => None,
    });
    named.collect()
}

fn has_task(pen: &Pen<'_>, membership: RecordId) -> Commanded<bool> {
    let membership = entity::get::<Membership>(pen.tx, membership)?;
    Ok(membership.is_some_and(|membership| membership.roles.contains(&Role::GroupLeader)))
}

#[cfg(test)]
mod tests {
    use clubbook_model::vocabulary::{Language, LeavingReason};

    use super::*;
    use crate::features::CommandError;
    use crate::features::groups::commands::{bring_back, create, dissolve, put, take_back_begun, take_back_put};
    use crate::features::groups::views::{GroupRequest, GroupView};
    use crate::features::memberships::commands::{EndMembershipRequest, end, take_back_end};
    use crate::features::people::commands::link;
    use crate::features::people::death::{RecordDeathRequest, record_death};
    use crate::features::testing::{CLUB, Club, Handset};

    fn of(phone: &Handset, group: RecordId) -> GroupView {
        let groups = phone.sees(|conn| by_group(conn, CLUB, phone.today())).groups;
        groups.into_iter().find(|one| one.id == group).unwrap()
    }

    fn words(phone: &Handset, group: RecordId) -> String {
        of(phone, group).leader_words(Language::Vi)
    }

    /// A group of Lan and Tùng.
    fn group(club: &Club) -> RecordId {
        let request = GroupRequest { name: Some("Tổ 2".into()), ..GroupRequest::default() };
        let two = club.hoa.does(|pen| create(pen, &request));
        for person in [club.lan, club.tung] {
            club.hoa.does(|pen| put(pen, person, Some(two)));
        }
        two
    }

    fn another_group(phone: &Handset) -> RecordId {
        let three = GroupRequest { name: Some("Tổ 3".into()), ..GroupRequest::default() };
        phone.does(|pen| create(pen, &three))
    }

    /// Whether somebody has a task in the club, which a group leader has.
    fn works(phone: &Handset, person: RecordId) -> bool {
        phone.sees(|conn| rights::of(conn, CLUB, person, phone.today())).works
    }

    fn is_changed_since(refused: &CommandError) -> bool {
        matches!(refused, CommandError::Invalid(Invalid::ChangedSince))
    }

    #[test]
    fn one_of_the_group_is_named_leader_and_the_task_goes_along_and_back() {
        let club = Club::new();
        let (phone, two) = (&club.hoa, group(&club));
        assert_eq!(words(phone, two), "Chưa có tổ trưởng.");
        let first = phone.does(|pen| name(pen, two, Some(club.lan)));
        assert_eq!(words(phone, two), "Tổ trưởng: bà Đinh Thị Lan.");
        assert_eq!([club.lan, club.tung].map(|one| works(phone, one)), [true, false]);
        let second = phone.does(|pen| name(pen, two, Some(club.tung)));
        assert_eq!((second.leader, second.former), (Some(club.tung), Some(club.lan)));
        assert_eq!([club.lan, club.tung].map(|one| works(phone, one)), [false, true]);
        phone.does(|pen| take_back(pen, &second));
        assert_eq!(of(phone, two).leader.unwrap().id, club.lan);
        assert_eq!([club.lan, club.tung].map(|one| works(phone, one)), [true, false]);
        let none = phone.does(|pen| name(pen, two, None));
        assert_eq!((words(phone, two).as_str(), works(phone, club.lan)), ("Chưa có tổ trưởng.", false));
        phone.does(|pen| take_back(pen, &none));
        phone.does(|pen| take_back(pen, &first));
        assert_eq!((words(phone, two).as_str(), works(phone, club.lan)), ("Chưa có tổ trưởng.", false));
    }

    #[test]
    fn only_one_of_the_group_is_named() {
        let club = Club::new();
        let (phone, two) = (&club.hoa, group(&club));
        let three = another_group(phone);
        for elsewhere in [None, Some(three)] {
            phone.does(|pen| put(pen, club.lan, elsewhere));
            let refused = phone.refuses(|pen| name(pen, two, Some(club.lan)));
            assert!(matches!(refused, CommandError::Invalid(Invalid::NotOffered)), "{refused}");
        }
    }

    #[test]
    fn a_leader_who_leaves_the_group_or_the_club_leads_it_no_longer_and_that_is_told() {
        let club = Club::new();
        let (phone, two) = (&club.hoa, group(&club));
        phone.does(|pen| name(pen, two, Some(club.lan)));
        let slip = phone.does(|pen| put(pen, club.lan, None));
        assert_eq!(of(phone, two).leader, None);
        assert_eq!(words(phone, two), "Tổ trưởng: bà Đinh Thị Lan, đã ra khỏi tổ.");
        assert_eq!(of(phone, two).words(Language::Vi), "Tổ 2: 1 người, tổ trưởng bà Đinh Thị Lan đã ra khỏi tổ");
        phone.does(|pen| take_back_put(pen, &slip));
        assert_eq!(words(phone, two), "Tổ trưởng: bà Đinh Thị Lan.");
        phone.does(|pen| {
            end(pen, EndMembershipRequest { person: club.lan, left_on: pen.today(), reason: LeavingReason::OwnWish })
        });
        assert_eq!(words(phone, two), "Tổ trưởng: bà Đinh Thị Lan, đã thôi là thành viên.");
        phone.does(|pen| take_back_end(pen, club.lan));
        phone.does(|pen| put(pen, club.lan, None));
        // Whoever names the next one, or none, ends the task of who left.
        assert!(works(phone, club.lan));
        phone.does(|pen| name(pen, two, None));
        assert_eq!((words(phone, two).as_str(), works(phone, club.lan)), ("Chưa có tổ trưởng.", false));
        phone.does(|pen| name(pen, two, Some(club.tung)));
        let died =
            RecordDeathRequest { person: club.tung, died_on: clubbook_model::time::PartialDate::year(2026).unwrap() };
        phone.does(|pen| record_death(pen, died));
        assert_eq!(words(phone, two), "Chưa có tổ trưởng.");
    }

    #[test]
    fn the_undo_never_writes_over_a_leader_or_a_task_of_later() {
        let club = Club::new();
        let (phone, two) = (&club.hoa, group(&club));
        let slip = phone.does(|pen| name(pen, two, Some(club.lan)));
        club.meet();
        club.minh.does(|pen| name(pen, two, Some(club.tung)));
        club.meet();
        assert!(is_changed_since(&phone.refuses(|pen| take_back(pen, &slip))));
        assert_eq!(of(phone, two).leader.unwrap().id, club.tung);
        let none = phone.does(|pen| name(pen, two, None));
        put_task_of(phone, club.tung);
        assert!(is_changed_since(&phone.refuses(|pen| take_back(pen, &none))), "they have the task already");
    }

    #[test]
    fn the_undo_leaves_a_later_leader_also_where_no_task_changed() {
        let club = Club::new();
        let (phone, two) = (&club.hoa, group(&club));
        put_task_of(phone, club.lan);
        let slip = phone.does(|pen| name(pen, two, Some(club.lan)));
        assert_eq!((slip.given.len(), slip.taken.len()), (0, 0));
        phone.does(|pen| name(pen, two, Some(club.tung)));
        assert!(is_changed_since(&phone.refuses(|pen| take_back(pen, &slip))));
    }

    #[test]
    fn of_two_leaders_named_at_once_an_undo_chooses_none_and_both_give_the_task_up_to_the_next() {
        let club = Club::new();
        let (phone, two) = (&club.hoa, group(&club));
        club.meet();
        let mine = phone.does(|pen| name(pen, two, Some(club.lan)));
        let theirs = club.minh.does(|pen| name(pen, two, Some(club.tung)));
        club.meet();
        for slip in [mine, theirs] {
            assert!(is_changed_since(&phone.refuses(|pen| take_back(pen, &slip))));
        }
        phone.does(|pen| name(pen, two, None));
        assert_eq!([club.lan, club.tung].map(|one| works(phone, one)), [false, false]);
    }

    fn put_task_of(phone: &Handset, person: RecordId) {
        phone.does(|pen| {
            let (membership, _) = current(pen, person)?;
            put_task(pen, membership, Role::GroupLeader, true)
        });
    }

    #[test]
    fn who_leads_another_group_keeps_the_task_and_two_records_of_one_leader_are_one() {
        let club = Club::new();
        let (phone, two) = (&club.hoa, group(&club));
        phone.does(|pen| name(pen, two, Some(club.lan)));
        let three = GroupRequest { name: Some("Tổ 3".into()), leader: Some(club.lan), ..GroupRequest::default() };
        let three = phone.does(|pen| create(pen, &three));
        assert_eq!((of(phone, two).leader, of(phone, three).leader.unwrap().id), (None, club.lan));
        phone.does(|pen| name(pen, two, None));
        assert!(works(phone, club.lan));
        let again = phone.adds("Đinh Thị Lan", &[("membership.joined_on", "2025")]);
        phone.does(|pen| link(pen, club.lan, again, true));
        let slip = phone.does(|pen| name(pen, three, Some(club.lan.max(again))));
        assert!(of(phone, three).leader.is_some() && works(phone, club.lan), "{slip:?}");
    }

    #[test]
    fn the_undo_leaves_the_task_of_who_leads_another_group_since() {
        let club = Club::new();
        let (phone, two) = (&club.hoa, group(&club));
        let three = another_group(phone);
        let slip = phone.does(|pen| name(pen, two, Some(club.lan)));
        club.meet();
        club.minh.does(|pen| put(pen, club.lan, Some(three)));
        club.minh.does(|pen| name(pen, three, Some(club.lan)));
        club.meet();
        phone.does(|pen| take_back(pen, &slip));
        assert_eq!(
            (words(phone, two).as_str(), words(phone, three).as_str()),
            ("Chưa có tổ trưởng.", "Tổ trưởng: bà Đinh Thị Lan.")
        );
        assert!(works(phone, club.lan));
        phone.does(|pen| name(pen, three, None));
        assert!(!works(phone, club.lan));
    }

    #[test]
    fn the_task_ends_with_a_group_that_is_given_up_and_comes_back_with_it() {
        let club = Club::new();
        let (phone, two) = (&club.hoa, group(&club));
        phone.does(|pen| name(pen, two, Some(club.lan)));
        phone.does(|pen| dissolve(pen, two, pen.today()));
        assert!(!works(phone, club.lan));
        let slip = phone.does(|pen| bring_back(pen, two)).unwrap();
        assert_eq!((words(phone, two).as_str(), works(phone, club.lan)), ("Tổ trưởng: bà Đinh Thị Lan.", true));
        phone.does(|pen| take_back_begun(pen, &slip));
        assert!(!works(phone, club.lan));
        // Out of the group meanwhile, she is no longer shown as its leader.
        phone.does(|pen| put(pen, club.lan, None));
        phone.does(|pen| bring_back(pen, two));
        assert_eq!((of(phone, two).leader, works(phone, club.lan)), (None, false));
    }

    #[test]
    fn who_does_not_lead_the_club_leaves_the_task_of_a_group_that_they_give_up_or_bring_back_as_it_is() {
        let club = Club::new();
        let (phone, two) = (&club.hoa, group(&club));
        phone.does(|pen| name(pen, two, Some(club.lan)));
        club.meet();
        club.minh.does(|pen| dissolve(pen, two, pen.today()));
        club.meet();
        assert!(works(phone, club.lan));
        phone.does(|pen| name(pen, two, None));
        assert!(!works(phone, club.lan));
        let refused = phone.refuses(|pen| name(pen, two, Some(club.lan)));
        assert!(matches!(refused, CommandError::NotFound("group")), "{refused}");
        phone.does(|pen| bring_back(pen, two));
        phone.does(|pen| name(pen, two, Some(club.lan)));
        phone.does(|pen| dissolve(pen, two, pen.today()));
        club.meet();
        club.minh.does(|pen| bring_back(pen, two));
        assert_eq!(
            (words(&club.minh, two).as_str(), works(&club.minh, club.lan)),
            ("Tổ trưởng: bà Đinh Thị Lan.", false)
        );
    }
}
