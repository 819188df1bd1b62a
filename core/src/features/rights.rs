//! What the person at a shared phone may do, by the rule that the centre goes by ([`clubbook_model::rights`]): tasks in the
//! club, and who is assigned to whom.

use std::collections::BTreeMap;

use clubbook_model::edit::Draft;
use clubbook_model::id::{Book, BookKind, RecordId};
use clubbook_model::message::Rights;
use clubbook_model::registry::{BoardTerm, CareCase, Entity, Membership};
use clubbook_model::rights::{self, CarePart, ClubRights, Task};
use clubbook_model::time::Day;
use rusqlite::Connection;

use super::Commanded;
use super::people::queries as people;
use crate::store::{books, entity};

/// What somebody may do in the club on a day.
///
/// # Errors
/// SQL.
pub fn of(connection: &Connection, club: RecordId, person: RecordId, today: Day) -> Commanded<ClubRights> {
    let roster = Book::roster(club);
    let records = people::records_of(connection, person)?;
    let memberships = entity::all::<Membership>(connection, &roster)?;
    let terms = entity::all::<BoardTerm>(connection, &roster)?;
    let tasks = memberships.iter().flat_map(Task::of_membership).chain(terms.iter().filter_map(Task::of_term));
    let own: Vec<Task> = tasks.filter(|(of, _)| records.contains(of)).map(|(_, task)| task).collect();
    let rights = ClubRights::of(&records, own.iter().copied(), [], today);
    if rights.leads || !rights.works {
        return Ok(rights);
    }
    Ok(ClubRights::of(&records, own, care_parts(connection)?, today))
}

/// The care books that this phone holds.
fn care_parts(connection: &Connection) -> Commanded<Vec<CarePart>> {
    let mut volunteers: BTreeMap<RecordId, Vec<RecordId>> = BTreeMap::new();
    for case in entity::all_books::<CareCase>(connection)? {
        let assigned = case.volunteers.iter().map(|volunteer| volunteer.id);
        volunteers.entry(case.person.map(|person| person.id).unwrap_or_default()).or_default().extend(assigned);
    }
    let mut parts = Vec::new();
    for held in books::all(connection)?.into_iter().filter(|held| held.book.kind == BookKind::CARE) {
        let volunteers = volunteers.remove(&held.book.part).unwrap_or_default();
        // Whoever opened it counts only while nobody is assigned.
        let creator = if volunteers.is_empty() { entity::first_author(connection, held.number)? } else { None };
        parts.push(CarePart { of: held.book.part, creator: creator.unwrap_or_default(), volunteers });
    }
    Ok(parts)
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
