//! Reading households.

use std::collections::BTreeMap;

use clubbook_model::id::{Book, RecordId};
use clubbook_model::registry::Household;
use clubbook_model::text::fold;
use clubbook_model::time::Day;
use rusqlite::Connection;

use super::views::HouseholdView;
use crate::features::people::directory::Directory;
use crate::features::people::queries as people;
use crate::features::people::views::PersonView;
use crate::features::{CommandError, Commanded};
use crate::store::entity;

/// The households in which somebody lives whose name, number, hamlet or address holds these words; all for no words.
///
/// # Errors
/// SQL.
pub fn find(connection: &Connection, club: RecordId, words: &str, today: Day) -> Commanded<Vec<HouseholdView>> {
    let words: Vec<String> = fold(words).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
    let mut found = all(connection, club, today)?;
    found.retain(|household| {
        let names = household.people.iter().chain(&household.head).map(|person| person.name.as_str());
        let places = [&household.hamlet, &household.address, &household.number];
        let text = fold(&names.chain(places.into_iter().flatten().map(String::as_str)).collect::<Vec<_>>().join(" "));
        words.iter().all(|word| text.contains(word.as_str()))
    });
    Ok(found)
}

/// One household.
///
/// # Errors
/// SQL, or no such household.
pub fn household(connection: &Connection, club: RecordId, id: RecordId, today: Day) -> Commanded<HouseholdView> {
    let found = all(connection, club, today)?.into_iter().find(|household| household.id == id);
    found.ok_or(CommandError::NotFound("household"))
}

/// The household in which somebody lives, under whichever of their records; `None` when nobody said.
///
/// # Errors
/// SQL.
pub fn of_person(
    connection: &Connection,
    club: RecordId,
    person: RecordId,
    today: Day,
) -> Commanded<Option<HouseholdView>> {
    let records = people::same_person(connection, club, person)?;
    let lives_in = |household: &HouseholdView| household.people.iter().any(|one| records.contains(&one.id));
    Ok(all(connection, club, today)?.into_iter().find(lives_in))
}

/// Living members of today who belong to no household, as a list of names.
///
/// # Errors
/// SQL.
pub fn without(connection: &Connection, club: RecordId, today: Day) -> Commanded<Vec<PersonView>> {
    let directory = Directory::of(connection, club, today)?;
    let has_one = |person: RecordId| {
        let records = directory.same().records(person);
        records.iter().any(|record| directory.records().get(record).is_some_and(|one| one.household.is_some()))
    };
    let members = directory.members_on(today).into_iter();
    let without = members.filter(|person| directory.is_living(*person) && !has_one(*person));
    let mut people: Vec<PersonView> = without.map(|person| directory.view(person)).collect();
    directory.sort(&mut people);
    Ok(people)
}

fn all(connection: &Connection, club: RecordId, today: Day) -> Commanded<Vec<HouseholdView>> {
    let directory = Directory::of(connection, club, today)?;
    // Who has two records in one household lives there once.
    let mut living_in: BTreeMap<RecordId, BTreeMap<RecordId, RecordId>> = BTreeMap::new();
    for person in directory.records().values().filter(|person| directory.is_living(person.id)) {
        if let Some(household) = person.household {
            let people = living_in.entry(household.id).or_default();
            people.entry(directory.same().canonical(person.id)).or_insert(person.id);
        }
    }
    let mut households = Vec::new();
    for household in entity::all::<Household>(connection, &Book::roster(club))? {
        let records = living_in.remove(&household.id).unwrap_or_default();
        let lives_there = |person: RecordId| records.contains_key(&directory.same().canonical(person));
        let head = household.head.filter(|head| lives_there(head.id)).map(|head| directory.view(head.id));
        let mut people: Vec<PersonView> = records.values().map(|person| directory.view(*person)).collect();
        directory.sort(&mut people);
        let Household { id, hamlet, address, number, .. } = household;
        households.push(HouseholdView { id, head, hamlet, address, number, people });
    }
    households.sort_by_cached_key(|household| {
        let head = household.head.as_ref().or(household.people.first());
        (head.map(|head| fold(&head.given_name)), household.id)
    });
    Ok(households)
}
