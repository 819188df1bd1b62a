//! Reading meetings and rolls.

use std::collections::BTreeMap;

use clubbook_model::id::{Book, RecordId};
use clubbook_model::merge::EntityState;
use clubbook_model::registry::{Attendance, Club, Entity, Meeting, Membership, Person};
use clubbook_model::roll_call::{self, HandMark, RollCall};
use clubbook_model::time::{Day, Month, Stamp};
use clubbook_model::value::Value;
use clubbook_model::vocabulary::{Mark, MeetingKind, MeetingStatus, Vocabulary};
use rusqlite::Connection;

use super::roll;
use super::views::{CountsView, MeetingView, RollOrder, RollRow, RollView};
use crate::features::people::queries as people;
use crate::features::people::views::PersonView;
use crate::features::{CommandError, Commanded, care};
use crate::store::entity::{self, Scan};

/// The index of meetings by the day on which they were held.
const MEETINGS_BY_DAY: u32 = 0;
/// The index of marks by meeting.
const ATTENDANCE_BY_MEETING: u32 = 0;

/// The id of the meeting of this kind in this month: the same on every phone.
pub fn meeting_id(club: RecordId, month: Month, kind: MeetingKind) -> RecordId {
    let club = Value::Ref(Club::reference(club));
    Meeting::derived_id(&[club, Value::Int(month.index()), Value::Enum(kind.number())])
}

/// The id of the mark of a person at a meeting: the same on every phone.
pub fn attendance_id(meeting: RecordId, person: RecordId) -> RecordId {
    Attendance::derived_id(&[Value::Ref(Meeting::reference(meeting)), Value::Ref(Person::reference(person))])
}

/// The month's meeting of this kind, if anybody opened, planned or cancelled it.
///
/// # Errors
/// SQL.
pub fn of_month(
    connection: &Connection,
    club: RecordId,
    month: Month,
    kind: MeetingKind,
) -> Commanded<Option<MeetingView>> {
    let meeting = entity::get::<Meeting>(connection, meeting_id(club, month, kind))?;
    Ok(meeting.as_ref().map(MeetingView::of))
}

/// The meetings that were held, the latest first.
///
/// # Errors
/// SQL.
pub fn held(connection: &Connection, limit: usize) -> Commanded<Vec<MeetingView>> {
    let meetings = entity::by_index::<Meeting>(connection, MEETINGS_BY_DAY, &[], Scan::last(limit))?;
    Ok(meetings.iter().map(MeetingView::of).collect())
}

/// The roll of a meeting.
///
/// # Errors
/// SQL, or no such meeting.
pub fn roll(
    connection: &Connection,
    club: RecordId,
    meeting: RecordId,
    order: RollOrder,
    today: Day,
) -> Commanded<RollView> {
    let seen = entity::state::<Meeting>(connection, meeting)?.ok_or(CommandError::NotFound("meeting"))?;
    let record = Meeting::read(meeting, &seen);
    let marks = Marks::of(connection, meeting)?;
    let register = register(connection, club, day_of(&record, today))?;
    let same = people::same_people(connection, club)?;
    let call = RollCall {
        is_closed: record.status == Some(MeetingStatus::Closed),
        default_mark: record.default_mark,
        covered: &record.roll.iter().map(|person| person.id).collect(),
        members: &register.keys().copied().collect(),
        marks: &marks.by_hand,
    };
    let lines = roll_call::roll(&call, &same);

    let known: BTreeMap<RecordId, Person> =
        entity::all::<Person>(connection, &Book::roster(club))?.into_iter().map(|person| (person.id, person)).collect();
    let closed_at = roll::closed_at(&seen);
    let mut rows = Vec::with_capacity(lines.len());
    for line in lines {
        let id = line.record;
        let blank;
        let person = match known.get(&id) {
            Some(person) => person,
            None => {
                blank = Person::read(id, &EntityState::new());
                &blank
            }
        };
        let records = same.records(id);
        let stamp = marks.stamps.get(&id);
        let state = marks.states.get(&id).cloned().unwrap_or_default();
        let row = RollRow {
            person: PersonView::of(person, today),
            register_no: records.iter().find_map(|record| register.get(record).copied().flatten()),
            mark: line.mark,
            by_hand: line.by_hand,
            reason: Attendance::read(attendance_id(meeting, id), &state).reason,
            guest: line.guest,
            after_closing: matches!((stamp, closed_at), (Some(stamp), Some(closed)) if *stamp > closed),
            same_person: records.into_iter().filter(|record| *record != id).collect(),
            seen: state,
        };
        rows.push((people::order_key(person), row));
    }
    rows.sort_by(|(a_name, a), (b_name, b)| {
        let place = |row: &RollRow| match order {
            RollOrder::Register => (row.guest, row.register_no.is_none(), row.register_no),
            RollOrder::Name => (row.guest, false, None),
        };
        (place(a), a_name, a.person.id).cmp(&(place(b), b_name, b.person.id))
    });
    let rows: Vec<RollRow> = rows.into_iter().map(|(_, row)| row).collect();

    let mut unsettled = people::unsettled_in(connection, Meeting::DEF.number, meeting, &seen)?;
    for row in &rows {
        let attendance = attendance_id(meeting, row.person.id);
        unsettled.extend(people::unsettled_in(connection, Attendance::DEF.number, attendance, &row.seen)?);
    }
    Ok(RollView { counts: counts(&rows, &record), meeting: MeetingView::of(&record), rows, unsettled, seen })
}

/// The day whose members are called: the day of the meeting, or the one that it is planned for.
fn day_of(meeting: &Meeting, today: Day) -> Day {
    meeting.held_on.or(meeting.planned_on).unwrap_or(today)
}

/// The members on a day, with their numbers in the paper register.
fn register(connection: &Connection, club: RecordId, day: Day) -> Commanded<BTreeMap<RecordId, Option<i64>>> {
    let mut register = BTreeMap::new();
    for membership in entity::all::<Membership>(connection, &Book::roster(club))? {
        if let Some(person) = membership.person.filter(|_| people::is_member_on(&membership, day)) {
            let number: &mut Option<i64> = register.entry(person.id).or_default();
            *number = number.or(membership.register_no);
        }
    }
    Ok(register)
}

/// What was recorded of people at a meeting.
#[derive(Default)]
struct Marks {
    by_hand: BTreeMap<RecordId, HandMark>,
    stamps: BTreeMap<RecordId, Stamp>,
    states: BTreeMap<RecordId, EntityState>,
}

impl Marks {
    fn of(connection: &Connection, meeting: RecordId) -> Commanded<Self> {
        let key = [Value::Ref(Meeting::reference(meeting))];
        let mut marks = Self::default();
        for (id, state) in entity::states_by_index::<Attendance>(connection, ATTENDANCE_BY_MEETING, &key, Scan::ALL)? {
            let attendance = Attendance::read(id, &state);
            let Some(person) = attendance.person else { continue };
            if let Some(hand) = roll::hand_mark(&state) {
                let guest = attendance.guest == Some(true);
                marks.by_hand.insert(person.id, HandMark { mark: hand.mark, guest });
                marks.stamps.insert(person.id, hand.stamp);
            }
            marks.states.insert(person.id, state);
        }
        Ok(marks)
    }
}

fn counts(rows: &[RollRow], meeting: &Meeting) -> CountsView {
    let mut counts =
        CountsView { guests: meeting.guests.len(), head_count: meeting.head_count, ..CountsView::default() };
    for row in rows {
        let here = matches!(row.mark, Mark::Present | Mark::Late);
        if row.guest {
            counts.guests += usize::from(here);
            continue;
        }
        counts.present += usize::from(here);
        match row.mark {
            Mark::Late => counts.late += 1,
            Mark::Excused => counts.excused += 1,
            Mark::Absent => counts.absent += 1,
            Mark::Unset => counts.unmarked += 1,
            Mark::Present | Mark::Unknown(_) => {}
        }
    }
    counts
}

/// What was recorded of a person who does not stand in the roll: a guest whose mark was undone, or a second record of
/// somebody who stands in it under another.
pub(crate) fn unlisted_row(
    connection: &Connection,
    meeting: RecordId,
    person: RecordId,
    today: Day,
) -> Commanded<RollRow> {
    let attendance = attendance_id(meeting, person);
    let seen = entity::state::<Attendance>(connection, attendance)?.unwrap_or_default();
    let hand = roll::hand_mark(&seen);
    let record = Attendance::read(attendance, &seen);
    Ok(RollRow {
        person: care::queries::person_or_blank(connection, person, today)?,
        register_no: None,
        mark: hand.as_ref().map_or(Mark::Unset, |hand| hand.mark),
        by_hand: hand.is_some(),
        reason: record.reason,
        guest: record.guest == Some(true),
        after_closing: false,
        same_person: Vec::new(),
        seen,
    })
}
