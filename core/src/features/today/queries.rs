//! Working out what is due. Each list is a query of its own, for screens that show one of them in full.

use std::collections::BTreeSet;

use clubbook_model::id::RecordId;
use clubbook_model::time::Day;
use clubbook_model::vocabulary::Purpose;
use rusqlite::Connection;

use super::views::{ConsentsMissing, TodayView};
use crate::features::care::queries as care;
use crate::features::care::views::ConsentState;
use crate::features::entitlements::queries::{LONGEVITY, completing};
use crate::features::entitlements::views::CompletingView;
use crate::features::meetings::queries as meetings;
use crate::features::people::birthdays;
use crate::features::people::directory::Directory;
use crate::features::people::queries::{Which, members};
use crate::features::visits::due::{DueRequest, due};
use crate::features::visits::follow_up;
use crate::features::{Commanded, rights};

/// Who missed so many meetings in a row is asked after.
pub const MISSED_IN_A_ROW: usize = 3;

/// What is due for who looks: who leads the club sees all of it, anybody else the visits that are theirs.
///
/// # Errors
/// SQL.
pub fn today(connection: &Connection, club: RecordId, viewer: RecordId, today: Day) -> Commanded<TodayView> {
    let leads = rights::is_head(connection, club, viewer, today)?;
    let request = DueRequest { until: today, viewer, only_theirs: !leads };
    let mut follow_ups = follow_up::open(connection, club, viewer, today)?;
    follow_ups.retain(|one| leads || one.is_mine);
    let mut birthdays = birthdays::of_month(connection, club, today.month(), today)?;
    birthdays.retain(|birthday| birthday.on.is_none_or(|on| on >= today));
    let (absent, consents) = match leads {
        true => {
            (meetings::missed(connection, club, MISSED_IN_A_ROW, today)?, consents_missing(connection, club, today)?)
        }
        false => (Vec::new(), Vec::new()),
    };
    Ok(TodayView {
        today,
        visits: due(connection, club, request, today)?,
        follow_ups,
        birthdays,
        absent,
        longevity: coming_of_age(connection, club, today)?,
        consents,
    })
}

/// Members of whom a consent is missing: for the list of members of everybody, for home care and readings of who is cared for.
/// Somebody who refused or withdrew has been asked.
///
/// # Errors
/// SQL.
pub fn consents_missing(connection: &Connection, club: RecordId, today: Day) -> Commanded<Vec<ConsentsMissing>> {
    let directory = Directory::of(connection, club, today)?;
    let cases = care::open_cases(connection)?;
    let cared_for: BTreeSet<RecordId> =
        cases.iter().filter_map(|case| case.person).map(|person| directory.same().canonical(person.id)).collect();
    let mut found = Vec::new();
    for member in members(connection, club, Which::On(today), today)? {
        let person = member.person.id;
        if !directory.is_living(person) {
            continue;
        }
        let needed: &[Purpose] = match cared_for.contains(&directory.same().canonical(person)) {
            true => &[Purpose::Membership, Purpose::HomeCare, Purpose::Health],
            false => &[Purpose::Membership],
        };
        let mut purposes = Vec::new();
        for purpose in needed {
            if care::consent(connection, person, *purpose)? == ConsentState::Missing {
                purposes.push(*purpose);
            }
        }
        if !purposes.is_empty() {
            found.push(ConsentsMissing { person: member.person, purposes });
        }
    }
    Ok(found)
}

/// Who completes an age of the longevity greetings from today to the end of next month. Of whom only the year is known stands
/// in the list of the year and not here.
fn coming_of_age(connection: &Connection, club: RecordId, today: Day) -> Commanded<Vec<CompletingView>> {
    let until = today.month().last().plus(1).month().last();
    let mut found = Vec::new();
    for year in today.ymd().0..=until.ymd().0 {
        found.extend(completing(connection, club, LONGEVITY, year, today)?);
    }
    found.retain(|one| one.first == one.last && one.first >= today && one.first <= until);
    Ok(found)
}
