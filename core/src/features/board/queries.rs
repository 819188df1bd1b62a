//! Reading the board.

use clubbook_model::id::{Book, RecordId};
use clubbook_model::registry::{BoardTerm, Membership};
use clubbook_model::time::Day;
use clubbook_model::vocabulary::Role;
use rusqlite::Connection;

use super::views::{HolderView, PostView, TermView};
use crate::features::Commanded;
use crate::features::people::directory::Directory;
use crate::features::people::queries::{is_member_on, same_person};
use crate::features::people::views::PersonView;
use crate::store::entity;

/// The posts that every club has to fill.
pub const POSTS: [Role; 5] = [Role::ClubHead, Role::ClubDeputy, Role::Secretary, Role::Bookkeeper, Role::Cashier];

/// The posts of the board on a day, the vacant ones among them; further members of the board last.
///
/// # Errors
/// SQL.
pub fn posts(connection: &Connection, club: RecordId, day: Day) -> Commanded<Vec<PostView>> {
    let directory = Directory::of(connection, club, day)?;
    let terms = entity::all::<BoardTerm>(connection, &Book::roster(club))?;
    let post = |role: Role| PostView { role, holders: holders(&directory, &terms, role, day) };
    let mut posts: Vec<PostView> = POSTS.into_iter().map(post).collect();
    posts.extend(Some(post(Role::BoardMember)).filter(|post| !post.is_vacant()));
    Ok(posts)
}

/// Who holds a post on a day, the longest first.
///
/// # Errors
/// SQL.
pub fn holders_of(connection: &Connection, club: RecordId, role: Role, day: Day) -> Commanded<Vec<HolderView>> {
    let directory = Directory::of(connection, club, day)?;
    let terms = entity::all::<BoardTerm>(connection, &Book::roster(club))?;
    Ok(holders(&directory, &terms, role, day))
}

/// The records by which a post is held on a day: terms, and memberships with the task.
///
/// # Errors
/// SQL.
pub fn held_by(connection: &Connection, club: RecordId, role: Role, day: Day) -> Commanded<Vec<RecordId>> {
    let roster = Book::roster(club);
    let terms = entity::all::<BoardTerm>(connection, &roster)?.into_iter();
    let terms = terms.filter(|term| term.role == Some(role) && lasts(term, day)).map(|term| term.id);
    let memberships = entity::all::<Membership>(connection, &roster)?.into_iter();
    let with_task = memberships.filter(|one| one.roles.contains(&role) && is_member_on(one, day)).map(|one| one.id);
    let mut records: Vec<RecordId> = terms.chain(with_task).collect();
    records.sort_unstable();
    Ok(records)
}

/// The posts that somebody holds by a term which is not over, under whichever of their records.
///
/// # Errors
/// SQL.
pub fn lasting_posts(connection: &Connection, club: RecordId, person: RecordId, today: Day) -> Commanded<Vec<Role>> {
    let records = same_person(connection, club, person)?;
    let terms = entity::all::<BoardTerm>(connection, &Book::roster(club))?.into_iter();
    let is_theirs = |term: &BoardTerm| term.person.is_some_and(|holder| records.contains(&holder.id));
    let lasting = terms.filter(|term| is_theirs(term) && term.to_day.is_none_or(|to| today < to));
    let mut roles: Vec<Role> = lasting.filter_map(|term| term.role).collect();
    roles.sort_unstable();
    roles.dedup();
    Ok(roles)
}

/// The club head on a day: whom to ask. Of several, whoever can be called.
///
/// # Errors
/// SQL.
pub fn head(connection: &Connection, club: RecordId, day: Day) -> Commanded<Option<PersonView>> {
    let mut heads = holders_of(connection, club, Role::ClubHead, day)?;
    heads.sort_by_key(|head| head.person.phone.is_none());
    Ok(heads.into_iter().next().map(|head| head.person))
}

/// All terms, the latest first; not those that were taken back.
///
/// # Errors
/// SQL.
pub fn terms(connection: &Connection, club: RecordId, today: Day) -> Commanded<Vec<TermView>> {
    let directory = Directory::of(connection, club, today)?;
    let mut terms = entity::all::<BoardTerm>(connection, &Book::roster(club))?;
    terms.retain(|term| term.to_day.is_none_or(|to| term.from_day.is_none_or(|from| from <= to)));
    terms.sort_by_key(|term| std::cmp::Reverse((term.from_day, term.id)));
    let view = |term: BoardTerm| Some(TermView { role: term.role, holder: of_term(&directory, &term)? });
    Ok(terms.into_iter().filter_map(view).collect())
}

fn holders(directory: &Directory, terms: &[BoardTerm], role: Role, day: Day) -> Vec<HolderView> {
    let by_term = terms.iter().filter(|term| term.role == Some(role) && lasts(term, day));
    let mut holders: Vec<HolderView> = by_term.filter_map(|term| of_term(directory, term)).collect();
    holders.sort_by_key(|holder| (holder.since, holder.term));
    let has_task = directory.memberships().iter().filter(|one| one.roles.contains(&role) && is_member_on(one, day));
    for person in has_task.filter_map(|membership| membership.person) {
        let person = directory.view(person.id);
        holders.push(HolderView { person, term: None, since: None, until: None, decision: None });
    }
    let mut seen = std::collections::BTreeSet::new();
    holders.retain(|holder| {
        directory.is_living(holder.person.id) && seen.insert(directory.same().canonical(holder.person.id))
    });
    holders
}

fn lasts(term: &BoardTerm, day: Day) -> bool {
    term.from_day.is_none_or(|from| from <= day) && term.to_day.is_none_or(|to| day <= to)
}

fn of_term(directory: &Directory, term: &BoardTerm) -> Option<HolderView> {
    Some(HolderView {
        person: directory.view(term.person?.id),
        term: Some(term.id),
        since: term.from_day,
        until: term.to_day,
        decision: term.decision.clone(),
    })
}
