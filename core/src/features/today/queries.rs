//! Working out what is due. Each list is a query of its own, for screens that show one of them in full.

use std::collections::{BTreeMap, BTreeSet};

use clubbook_model::id::RecordId;
use clubbook_model::time::Day;
use clubbook_model::vocabulary::{Mark, MeetingKind, MeetingStatus, Purpose};
use rusqlite::Connection;

use super::views::{AbsentView, ConsentsMissing, TodayView};
use crate::features::care::queries as care;
use crate::features::care::views::ConsentState;
use crate::features::entitlements::queries::{LONGEVITY, completing};
use crate::features::entitlements::views::CompletingView;
use crate::features::meetings::queries as meetings;
use crate::features::meetings::views::RollOrder;
use crate::features::people::birthdays;
use crate::features::people::directory::Directory;
use crate::features::people::queries::{Which, members};
use crate::features::people::views::PersonView;
use crate::features::visits::due::{DueRequest, due};
use crate::features::visits::follow_up;
use crate::features::{Commanded, board};

/// Who missed so many meetings in a row is asked after.
pub const MISSED_IN_A_ROW: usize = 3;
/// How many held meetings are read: a year, with those of the board among them.
const LOOKED_BACK: usize = 24;

/// What is due for who looks: who leads the club sees all of it, anybody else the visits that are theirs.
///
/// # Errors
/// SQL.
pub fn today(connection: &Connection, club: RecordId, viewer: RecordId, today: Day) -> Commanded<TodayView> {
    let leads = board::queries::leads(connection, club, viewer, today)?;
    let request = DueRequest { until: today, volunteer: (!leads).then_some(viewer) };
    let mut follow_ups = follow_up::open(connection, club, viewer, today)?;
    if !leads {
        let is_theirs = |person: &Option<PersonView>| person.as_ref().is_some_and(|person| person.id == viewer);
        follow_ups.retain(|one| is_theirs(&one.by) || is_theirs(&one.noticed_by));
    }
    let mut birthdays = birthdays::of_month(connection, club, today.month(), today)?;
    birthdays.retain(|birthday| birthday.on.is_none_or(|on| on >= today));
    let (absent, consents) = match leads {
        true => (missed(connection, club, MISSED_IN_A_ROW, today)?, consents_missing(connection, club, today)?),
        false => (Vec::new(), Vec::new()),
    };
    Ok(TodayView {
        today,
        visits: due(connection, request, today)?,
        follow_ups,
        birthdays,
        absent,
        longevity: coming_of_age(connection, club, today)?,
        consents,
    })
}

/// Members of today who missed the last `in_a_row` regular meetings that were closed, with a reason or without, the longest
/// absent first. Whoever was not on the roll of one of them was not absent from it.
///
/// # Errors
/// SQL.
pub fn missed(connection: &Connection, club: RecordId, in_a_row: usize, today: Day) -> Commanded<Vec<AbsentView>> {
    let mut held = meetings::held(connection, LOOKED_BACK)?;
    held.retain(|meeting| meeting.kind == Some(MeetingKind::Regular) && meeting.status == Some(MeetingStatus::Closed));
    if held.len() < in_a_row {
        return Ok(Vec::new());
    }
    let directory = Directory::of(connection, club, today)?;
    let mut absent: BTreeMap<RecordId, AbsentView> = BTreeMap::new();
    let mut still: BTreeSet<RecordId> = directory.members_on(today);
    still.retain(|person| directory.is_living(*person));
    for (number, meeting) in held.iter().enumerate() {
        if still.is_empty() {
            break;
        }
        let roll = meetings::roll(connection, club, meeting.id, RollOrder::default(), today)?;
        let marks: BTreeMap<RecordId, Mark> =
            roll.rows.iter().map(|row| (directory.same().canonical(row.person.id), row.mark)).collect();
        still.retain(|person| match marks.get(person) {
            Some(Mark::Absent | Mark::Excused) => {
                let known = absent.entry(*person).or_insert_with(|| AbsentView {
                    person: directory.view(*person),
                    meetings: 0,
                    excused: 0,
                    last_seen: None,
                });
                known.meetings += 1;
                known.excused += usize::from(marks.get(person) == Some(&Mark::Excused));
                true
            }
            Some(Mark::Present | Mark::Late) => {
                if let Some(known) = absent.get_mut(person) {
                    known.last_seen = meeting.held_on;
                }
                false
            }
            _ => false,
        });
        // Nobody else can have missed as many by now.
        if number + 1 == in_a_row {
            absent.retain(|person, _| still.contains(person));
        }
    }
    let mut found: Vec<AbsentView> = absent.into_values().filter(|one| one.meetings >= in_a_row).collect();
    found.sort_by(|a, b| (b.meetings, &a.person.name, a.person.id).cmp(&(a.meetings, &b.person.name, b.person.id)));
    Ok(found)
}

/// Members of whom a consent is missing: for the list of members of everybody, for home care and its circumstances of who is
/// cared for. Somebody who refused or withdrew has been asked.
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
            let asked =
                directory.same().records(person).into_iter().map(|record| care::consent(connection, record, *purpose));
            let asked: Vec<ConsentState> = asked.collect::<Commanded<_>>()?;
            if asked.iter().all(|state| *state == ConsentState::Missing) {
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
