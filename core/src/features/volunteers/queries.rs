//! Reading volunteers.

use std::collections::{BTreeMap, BTreeSet};

use clubbook_model::id::RecordId;
use clubbook_model::time::Day;
use clubbook_model::vocabulary::Role;
use rusqlite::Connection;

use super::views::{ShortHanded, VolunteerView, VolunteersView};
use crate::features::Commanded;
use crate::features::care::queries as care;
use crate::features::people::directory::Directory;
use crate::features::people::queries::is_member_on;
use crate::features::people::views::PersonView;

/// The volunteers of today, by task or because they are named with somebody who is cared for; and to whom fewer than two go.
/// Care books that this phone does not hold are not counted.
///
/// # Errors
/// SQL.
pub fn volunteers(connection: &Connection, club: RecordId, today: Day) -> Commanded<VolunteersView> {
    let directory = Directory::of(connection, club, today)?;
    let canonical = |person: RecordId| directory.same().canonical(person);
    let mut with_task: BTreeMap<RecordId, RecordId> = BTreeMap::new();
    for membership in directory.memberships().iter().filter(|one| is_member_on(one, today)) {
        if let Some(person) = membership.person.filter(|_| membership.roles.contains(&Role::Volunteer)) {
            with_task.entry(canonical(person.id)).or_insert(person.id);
        }
    }
    with_task.retain(|person, _| directory.is_living(*person));

    // Who goes to whom, by persons: (cared for, the volunteers).
    let mut cases: BTreeMap<RecordId, BTreeMap<RecordId, RecordId>> = BTreeMap::new();
    for case in care::open_cases(connection)? {
        let Some(person) = case.person.filter(|person| directory.is_living(person.id)) else { continue };
        let going = cases.entry(canonical(person.id)).or_default();
        for volunteer in case.volunteers.iter().filter(|volunteer| directory.is_living(volunteer.id)) {
            going.entry(canonical(volunteer.id)).or_insert(volunteer.id);
        }
    }

    let mut everybody = with_task.clone();
    everybody.extend(cases.values().flatten().map(|(person, record)| (*person, *record)));
    let mut volunteers = Vec::with_capacity(everybody.len());
    for (person, record) in &everybody {
        let theirs = || cases.iter().filter(|(_, going)| going.contains_key(person));
        let goes_to: Vec<RecordId> = theirs().map(|(cared_for, _)| *cared_for).collect();
        let partners: BTreeSet<RecordId> =
            theirs().flat_map(|(_, going)| going.keys()).filter(|other| *other != person).copied().collect();
        volunteers.push(VolunteerView {
            person: directory.view(*record),
            has_task: with_task.contains_key(person),
            goes_to: sorted(&directory, goes_to),
            partners: sorted(&directory, partners),
        });
    }
    let mut order: Vec<PersonView> = volunteers.iter().map(|volunteer| volunteer.person.clone()).collect();
    directory.sort(&mut order);
    volunteers.sort_by_key(|volunteer| order.iter().position(|person| person.id == volunteer.person.id));

    let short = cases.iter().filter(|(_, going)| going.len() < 2);
    let short_handed = short.map(|(person, going)| ShortHanded {
        person: directory.view(*person),
        volunteer: going.values().next().map(|volunteer| directory.view(*volunteer)),
    });
    Ok(VolunteersView { volunteers, short_handed: short_handed.collect() })
}

fn sorted(directory: &Directory, people: impl IntoIterator<Item = RecordId>) -> Vec<PersonView> {
    let mut views: Vec<PersonView> = people.into_iter().map(|person| directory.view(person)).collect();
    directory.sort(&mut views);
    views
}
