//! Reading memberships and the numbers of the register.

use std::collections::BTreeMap;

use clubbook_model::id::{Book, RecordId};
use clubbook_model::registry::{Club, Entity, Membership, Person};
use clubbook_model::time::Day;
use rusqlite::Connection;

use super::views::{MembershipForm, NumberTwice, RegisterNoQuestion, TransferView};
use crate::features::people::directory::Directory;
use crate::features::people::queries::{self as people, Which};
use crate::features::people::views::{MemberView, PersonView, shown_fields};
use crate::features::{CommandError, Commanded};
use crate::store::entity;

/// The number that a form suggests for somebody: the one that they had before, else the next that nobody ever had, as paper
/// registers are kept.
///
/// # Errors
/// SQL.
pub fn suggested_number(connection: &Connection, club: RecordId, person: Option<RecordId>) -> Commanded<i64> {
    if let Some(person) = person {
        for record in people::same_person(connection, club, person)? {
            let memberships = people::memberships_of(connection, record)?;
            if let Some(number) = memberships.iter().rev().find_map(|membership| membership.register_no) {
                return Ok(number);
            }
        }
    }
    let memberships = entity::all::<Membership>(connection, &Book::roster(club))?;
    let largest = memberships.iter().filter_map(|membership| membership.register_no).max();
    Ok(largest.unwrap_or(0).saturating_add(1))
}

/// A form over the membership of a member of today.
///
/// # Errors
/// SQL, or no member.
pub fn form(connection: &Connection, club: RecordId, person: RecordId, today: Day) -> Commanded<MembershipForm> {
    let membership = people::standing_membership(connection, club, person, today)?;
    let membership = membership.ok_or(CommandError::NotFound("membership"))?;
    let seen = entity::state::<Membership>(connection, membership)?.ok_or(CommandError::NotFound("membership"))?;
    let person = Membership::read(membership, &seen).person.map_or(person, |person| person.id);
    Ok(MembershipForm { membership, person, seen })
}

/// Asks when somebody else has, or had, this number in the register.
///
/// # Errors
/// SQL.
pub(crate) fn number_taken(
    connection: &Connection,
    club: RecordId,
    person: RecordId,
    number: i64,
    today: Day,
) -> Commanded<Option<RegisterNoQuestion>> {
    let directory = Directory::of(connection, club, today)?;
    let with_number = directory.memberships().iter().filter(|membership| membership.register_no == Some(number));
    let mut holders: BTreeMap<RecordId, PersonView> = BTreeMap::new();
    for holder in with_number.filter_map(|membership| membership.person) {
        if !directory.same().are_one(holder.id, person) {
            holders.entry(directory.same().canonical(holder.id)).or_insert_with(|| directory.view(holder.id));
        }
    }
    if holders.is_empty() {
        return Ok(None);
    }
    let next_free = suggested_number(connection, club, None)?;
    Ok(Some(RegisterNoQuestion { number, holders: holders.into_values().collect(), next_free }))
}

/// Numbers of the register that several members of today have, in their order.
///
/// # Errors
/// SQL.
pub fn numbers_twice(connection: &Connection, club: RecordId, today: Day) -> Commanded<Vec<NumberTwice>> {
    let mut by_number: BTreeMap<i64, Vec<MemberView>> = BTreeMap::new();
    for member in people::members(connection, club, Which::On(today), today)? {
        if let Some(number) = member.register_no {
            by_number.entry(number).or_default().push(member);
        }
    }
    let twice = by_number.into_iter().filter(|(_, members)| members.len() > 1);
    Ok(twice.map(|(number, members)| NumberTwice { number, members }).collect())
}

/// What another club needs to go on with somebody: who they are, without what belongs to this club (household, remarks) and
/// without the number of the citizen card, which is asked for only where a paper needs it.
///
/// # Errors
/// SQL, or no such person.
pub fn transfer(connection: &Connection, club: RecordId, person: RecordId) -> Commanded<TransferView> {
    let state = entity::state::<Person>(connection, person)?.ok_or(CommandError::NotFound("person"))?;
    let stays_here =
        [Person::household.tag, Person::note.tag, Person::moved_from.tag, Person::died_on.tag, Person::citizen_id.tag];
    let mut fields = shown_fields(Person::DEF, &state);
    fields.retain(|(name, _)| Person::DEF.field_by_name(name).is_some_and(|field| !stays_here.contains(&field.tag)));
    let home = entity::get::<Club>(connection, club)?;
    let joined_on = people::memberships_of(connection, person)?.first().and_then(|membership| membership.joined_on);
    Ok(TransferView {
        from_club: home.as_ref().and_then(|home| home.name.clone()).unwrap_or_default(),
        from_number: home.and_then(|home| home.number),
        person,
        name: Person::read(person, &state).full_name.unwrap_or_default(),
        fields,
        joined_on,
    })
}
