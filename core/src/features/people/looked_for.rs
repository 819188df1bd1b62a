//! Somebody is looked for while a list of people stands on the screen.

use clubbook_model::id::RecordId;
use clubbook_model::registry::Membership;
use clubbook_model::time::Day;
use rusqlite::Connection;

use super::directory::Directory;
use super::queries::{find, is_member_on, standing_order};
use super::views::{FoundView, PersonView};
use crate::features::Commanded;
use crate::store::person_index;

/// Somebody who was looked for.
#[derive(Debug, Clone, PartialEq)]
pub struct LookedForView {
    /// The person, by the record that was found.
    pub person: PersonView,
    /// All records of the person: a list that shows them under another one has found them, too.
    pub records: Vec<RecordId>,
    /// The words do not say this person as they stand.
    pub is_guess: bool,
    /// A member of today, under any of their records.
    pub is_member: bool,
    /// Number in the register, while they are.
    pub register_no: Option<i64>,
}

/// Who fits what was typed, the likeliest first; `None` while so little is typed that nobody is looked for, and the list stays whole.
///
/// # Errors
/// SQL.
pub fn look_for(
    connection: &Connection,
    club: RecordId,
    typed: &str,
    limit: usize,
    today: Day,
) -> Commanded<Option<Vec<LookedForView>>> {
    if !person_index::is_enough(typed) {
        return Ok(None);
    }
    let directory = Directory::of(connection, club, today)?;
    let mut held: Vec<&Membership> =
        directory.memberships().iter().filter(|membership| is_member_on(membership, today)).collect();
    held.sort_by_key(|membership| standing_order(membership));
    let view = |FoundView { person, is_guess }: FoundView| {
        let mut records: Vec<RecordId> = directory.same().records(person.id).into_iter().collect();
        records.retain(|record| *record != person.id);
        records.insert(0, person.id);
        let is_theirs = |one: &&&Membership| one.person.is_some_and(|of| records.contains(&of.id));
        let theirs: Vec<_> = held.iter().filter(is_theirs).collect();
        LookedForView {
            is_member: !theirs.is_empty(),
            register_no: theirs.iter().rev().find_map(|membership| membership.register_no),
            records,
            is_guess,
            person,
        }
    };
    Ok(Some(find(connection, typed, limit, today)?.into_iter().map(view).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::people::commands::link;
    use crate::features::testing::{CLUB, Club};

    #[test]
    fn from_two_letters_on_people_are_found_with_number_and_other_records_and_before_that_nobody_is_looked_for() {
        let club = Club::new();
        let phone = &club.hoa;
        let guest = phone.adds("DINH LAN", &[]);
        let look = |typed: &str| phone.sees(|conn| look_for(conn, CLUB, typed, 9, phone.today()));
        for little in ["", " ", "l", " l . "] {
            assert_eq!(look(little), None, "{little}");
        }
        assert_eq!(look("xq"), Some(Vec::new()));
        phone.does(|pen| link(pen, club.lan, guest, true));
        let found = look("dinh lan").unwrap();
        assert_eq!(found.len(), 2);
        for one in &found {
            assert_eq!((one.is_guess, one.is_member, one.register_no), (false, true, Some(2)));
            assert_eq!((one.records[0], one.records.len()), (one.person.id, 2));
        }
    }
}
