//! What the person at a shared phone may do, by the rule that the centre goes by ([`clubbook_model::rights`]): tasks in the
//! club, and who is assigned to whom.
//!
//! Tasks count under the very id under which they were given: whoever links two records must not become who the other one is. And
//! who opened a care book counts for nothing here: in the centre's book that is the person whom the opening phone is connected
//! for, and this phone shows that person everything it holds.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use clubbook_model::edit::Draft;
use clubbook_model::id::{Book, BookKind, RecordId};
use clubbook_model::message::Rights;
use clubbook_model::registry::{BoardTerm, CareCase, Entity, Membership};
use clubbook_model::rights::{self, CarePart, ClubRights, Task};
use clubbook_model::time::Day;
use clubbook_model::vocabulary::Role;
use rusqlite::Connection;

use super::Commanded;
use super::people::directory::Directory;
use super::people::views::PersonView;
use crate::store::{books, entity};

/// What somebody may do in the club on a day.
///
/// # Errors
/// SQL.
pub fn of(connection: &Connection, club: RecordId, person: RecordId, today: Day) -> Commanded<ClubRights> {
    let tasks = tasks(connection, club, person)?;
    let rights = ClubRights::of(person, tasks.iter().copied(), [], today);
    if rights.leads || !rights.works {
        return Ok(rights);
    }
    Ok(ClubRights::of(person, tasks, care_parts(connection)?, today))
}

/// Whether somebody is head or deputy of the club on a day.
///
/// # Errors
/// SQL.
pub fn is_head(connection: &Connection, club: RecordId, person: RecordId, today: Day) -> Commanded<bool> {
    let of_head = |task: &Task| matches!(task.role, Role::ClubHead | Role::ClubDeputy);
    Ok(tasks(connection, club, person)?.iter().any(|task| of_head(task) && task.days.contains(today)))
}

/// Whether somebody leads today, and from a day on would not without this task.
///
/// # Errors
/// SQL.
pub fn leads_by_this_alone(
    connection: &Connection,
    club: RecordId,
    person: RecordId,
    role: Role,
    (today, from): (Day, Day),
) -> Commanded<bool> {
    let tasks = tasks(connection, club, person)?;
    let others = tasks.iter().copied().filter(|task| task.role != role);
    let leads_still = ClubRights::of(person, others, [], from).leads;
    Ok(!leads_still && ClubRights::of(person, tasks.iter().copied(), [], today).leads)
}

/// Somebody who has a task in the club.
#[derive(Debug, Clone, PartialEq)]
pub struct WithTaskView {
    /// The person, by the record under which the task was given.
    pub person: PersonView,
    /// Their tasks.
    pub roles: Vec<Role>,
}

/// Everybody living who has a task in the club on a day, as a list of names: each person once, under the record whose tasks say
/// most.
///
/// # Errors
/// SQL.
pub fn with_task(
    connection: &Connection,
    club: RecordId,
    directory: &Directory,
    today: Day,
) -> Commanded<Vec<WithTaskView>> {
    let mut given: BTreeMap<RecordId, Vec<Task>> = BTreeMap::new();
    for (of, task) in all_tasks(connection, club)? {
        if task.days.contains(today) && directory.is_living(of) {
            given.entry(of).or_default().push(task);
        }
    }
    let mut standing: BTreeMap<RecordId, (Reverse<bool>, RecordId)> = BTreeMap::new();
    for (of, tasks) in &given {
        let rights = ClubRights::of(*of, tasks.iter().copied(), [], today);
        if rights.works {
            let says = (Reverse(rights.leads), *of);
            let most = standing.entry(directory.same().canonical(*of)).or_insert(says);
            *most = says.min(*most);
        }
    }
    let mut people: Vec<PersonView> = standing.values().map(|(_, record)| directory.view(*record)).collect();
    directory.sort(&mut people);
    let with_roles = |person: PersonView| {
        let mut roles: Vec<Role> = Vec::new();
        for task in given.get(&person.id).into_iter().flatten() {
            if !roles.contains(&task.role) {
                roles.push(task.role);
            }
        }
        WithTaskView { person, roles }
    };
    Ok(people.into_iter().map(with_roles).collect())
}

fn tasks(connection: &Connection, club: RecordId, person: RecordId) -> Commanded<Vec<Task>> {
    let all = all_tasks(connection, club)?.into_iter();
    Ok(all.filter(|(of, _)| *of == person).map(|(_, task)| task).collect())
}

fn all_tasks(connection: &Connection, club: RecordId) -> Commanded<Vec<(RecordId, Task)>> {
    let roster = Book::roster(club);
    let memberships = entity::all::<Membership>(connection, &roster)?;
    let terms = entity::all::<BoardTerm>(connection, &roster)?;
    Ok(memberships.iter().flat_map(Task::of_membership).chain(terms.iter().filter_map(Task::of_term)).collect())
}

/// The care books that this phone holds.
fn care_parts(connection: &Connection) -> Commanded<Vec<CarePart>> {
    let mut volunteers: BTreeMap<RecordId, Vec<RecordId>> = BTreeMap::new();
    for case in entity::all_books::<CareCase>(connection)? {
        let assigned = case.volunteers.iter().map(|volunteer| volunteer.id);
        volunteers.entry(case.person.map(|person| person.id).unwrap_or_default()).or_default().extend(assigned);
    }
    let care = books::all(connection)?.into_iter().filter(|held| held.book.kind == BookKind::CARE);
    let part = |of: RecordId| CarePart { of, creator: None, volunteers: volunteers.remove(&of).unwrap_or_default() };
    Ok(care.map(|held| held.book.part).map(part).collect())
}

/// Whether somebody with these rights may write a form down. Who may only add makes records, and goes on with those that
/// they may see.
///
/// # Errors
/// SQL.
pub(super) fn may_record(connection: &Connection, rights: &ClubRights, book: &Book, draft: &Draft) -> Commanded<bool> {
    let before = || Ok::<_, super::CommandError>(entity::shown(connection, draft.entity())?.map(|shown| shown.state));
    let changes = draft.clone().into_changes();
    if !rights.leads && rights::needs_to_lead(draft.kind(), &changes, before)? {
        return Ok(false);
    }
    let on_book = rights.on(book);
    // Somebody has this case in their care: what is planned for it is theirs to say.
    let is_others_case = draft.kind() == CareCase::DEF.number && entity::is_held(connection, draft.entity())?;
    Ok(on_book.allows(Rights::WRITE) || (on_book.allows(Rights::ADD) && !is_others_case))
}
