//! The people of a roster, read at once: for lists that name many of them. People are persons here, not records: whoever
//! has several stands for all of them.

use std::collections::{BTreeMap, BTreeSet};

use clubbook_model::id::{Book, RecordId};
use clubbook_model::merge::EntityState;
use clubbook_model::registry::{Entity, Membership, Person};
use clubbook_model::same_person::SamePeople;
use clubbook_model::time::Day;
use clubbook_model::vocabulary::LeavingReason;
use rusqlite::Connection;

use super::queries;
use super::views::PersonView;
use crate::features::Commanded;
use crate::store::entity;

/// Everybody in the roster of a club.
#[derive(Debug)]
pub struct Directory {
    records: BTreeMap<RecordId, Person>,
    memberships: Vec<Membership>,
    same: SamePeople,
    dead: BTreeSet<RecordId>,
    today: Day,
}

impl Directory {
    /// Reads the roster.
    ///
    /// # Errors
    /// SQL.
    pub fn of(connection: &Connection, club: RecordId, today: Day) -> Commanded<Self> {
        let roster = Book::roster(club);
        let people = entity::all::<Person>(connection, &roster)?;
        let records: BTreeMap<RecordId, Person> = people.into_iter().map(|person| (person.id, person)).collect();
        let memberships = entity::all::<Membership>(connection, &roster)?;
        let same = queries::same_people(connection, club)?;
        let died = records.values().filter(|person| person.died_on.is_some()).map(|person| person.id);
        let left = memberships.iter().filter(|membership| membership.leaving_reason == Some(LeavingReason::Died));
        let left = left.filter_map(|membership| membership.person).map(|person| person.id);
        let dead = died.chain(left).map(|record| same.canonical(record)).collect();
        Ok(Self { records, memberships, same, dead, today })
    }

    /// The records, by id.
    pub fn records(&self) -> &BTreeMap<RecordId, Person> {
        &self.records
    }

    /// The memberships of everybody.
    pub fn memberships(&self) -> &[Membership] {
        &self.memberships
    }

    /// Which records are of one person.
    pub fn same(&self) -> &SamePeople {
        &self.same
    }

    /// Whether nobody wrote down, under any of their records, that this person died.
    pub fn is_living(&self, record: RecordId) -> bool {
        !self.dead.contains(&self.same.canonical(record))
    }

    /// A person as lists show them; without a name when their record has not arrived yet.
    pub fn view(&self, record: RecordId) -> PersonView {
        match self.records.get(&record) {
            Some(person) => PersonView::of(person, self.today),
            None => PersonView::of(&Person::read(record, &EntityState::new()), self.today),
        }
    }

    /// The other records of a person.
    pub fn others(&self, record: RecordId) -> Vec<PersonView> {
        let others = self.same.records(record).into_iter().filter(|other| *other != record);
        others.filter(|other| self.records.contains_key(other)).map(|other| self.view(other)).collect()
    }

    /// The members on a day, each by the canonical record.
    pub fn members_on(&self, day: Day) -> BTreeSet<RecordId> {
        let held = self.memberships.iter().filter(|membership| queries::is_member_on(membership, day));
        held.filter_map(|membership| membership.person).map(|person| self.same.canonical(person.id)).collect()
    }

    /// Sorts people as a Vietnamese list of names.
    pub fn sort(&self, people: &mut [PersonView]) {
        people.sort_by_cached_key(|view| (self.records.get(&view.id).map(queries::order_key), view.id));
    }
}

/// Whether a person lives, as far as the book knows: no reminders, no birthdays and nothing due for whoever died.
///
/// # Errors
/// SQL.
pub fn is_living(connection: &Connection, club: RecordId, person: RecordId) -> Commanded<bool> {
    for record in queries::same_person(connection, club, person)? {
        if entity::get::<Person>(connection, record)?.is_some_and(|person| person.died_on.is_some()) {
            return Ok(false);
        }
        let memberships = queries::memberships_of(connection, record)?;
        if memberships.iter().any(|membership| membership.leaving_reason == Some(LeavingReason::Died)) {
            return Ok(false);
        }
    }
    Ok(true)
}
