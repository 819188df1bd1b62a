//! Reading meetings and rolls.

use std::collections::BTreeMap;

use clubbook_model::id::{Book, RecordId};
use clubbook_model::merge::EntityState;
use clubbook_model::registry::{Attendance, Club, Entity, Meeting, Membership, Person};
use clubbook_model::roll_call::{self, HandMark, RollCall, RollLine};
use clubbook_model::same_person::SamePeople;
use clubbook_model::time::{Day, Month, Stamp};
use clubbook_model::value::Value;
use clubbook_model::vocabulary::{Mark, MeetingKind, MeetingStatus, Vocabulary};
use rusqlite::Connection;

use super::roll;
use super::views::{AttendedView, CountsView, LateMarkView, MeetingView, MissedView, RollOrder, RollRow, RollView};
use crate::features::people::directory::Directory;
use crate::features::people::queries::{self as people, Which};
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
    let caller = Caller::of(connection, club, today)?;
    let marks = Marks::of(connection, meeting)?;
    let register = caller.register(&record);
    let lines = caller.lines(&record, &register, &marks);
    let same = &caller.same;

    let known: BTreeMap<RecordId, Person> =
        entity::all::<Person>(connection, &Book::roster(club))?.into_iter().map(|person| (person.id, person)).collect();
    let closed_at = roll::closed_at(&seen);
    let mut rows = Vec::with_capacity(lines.len());
    for line in lines {
        let id = line.record;
        let blank;
        let person = match known.get(&caller.shown_as(&record, id)) {
            Some(person) => person,
            None => {
                blank = Person::read(id, &EntityState::new());
                &blank
            }
        };
        let records = same.records(id);
        let stamp = marks.stamps.get(&id);
        let state = marks.states.get(&id).cloned().unwrap_or_default();
        let number = |record: &RecordId| register.get(record).copied().flatten();
        let row = RollRow {
            person: PersonView { id, ..PersonView::of(person, today) },
            register_no: number(&person.id).or_else(|| records.iter().find_map(number)),
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

/// Calls rolls: who is a member when, and which records are of one person.
struct Caller {
    memberships: Vec<Membership>,
    same: SamePeople,
    today: Day,
}

impl Caller {
    fn of(connection: &Connection, club: RecordId, today: Day) -> Commanded<Self> {
        let memberships = entity::all::<Membership>(connection, &Book::roster(club))?;
        Ok(Self { memberships, same: people::same_people(connection, club)?, today })
    }

    /// The day whose members are called: that of the meeting, or the one that it is planned for.
    fn day_of(&self, meeting: &Meeting) -> Day {
        meeting.held_on.or(meeting.planned_on).unwrap_or(self.today)
    }

    /// Of the records of a person the one whose name the roll shows: the same as the member list.
    fn shown_as(&self, meeting: &Meeting, record: RecordId) -> RecordId {
        let day = self.day_of(meeting);
        let is_theirs = |one: &&Membership| one.person.is_some_and(|person| self.same.are_one(person.id, record));
        let held = self.memberships.iter().filter(is_theirs).filter(|membership| people::is_member_on(membership, day));
        let standing = held.max_by_key(|membership| people::standing_order(membership));
        standing.and_then(|membership| membership.person).map_or(record, |person| person.id)
    }

    /// The members of the day, with their numbers in the paper register.
    fn register(&self, meeting: &Meeting) -> BTreeMap<RecordId, Option<i64>> {
        let day = self.day_of(meeting);
        let mut register = BTreeMap::new();
        for membership in self.memberships.iter().filter(|membership| people::is_member_on(membership, day)) {
            if let Some(person) = membership.person {
                let number: &mut Option<i64> = register.entry(person.id).or_default();
                *number = number.or(membership.register_no);
            }
        }
        register
    }

    fn lines(&self, meeting: &Meeting, register: &BTreeMap<RecordId, Option<i64>>, marks: &Marks) -> Vec<RollLine> {
        let call = RollCall {
            is_closed: meeting.status == Some(MeetingStatus::Closed),
            default_mark: meeting.default_mark,
            covered: &meeting.roll.iter().map(|person| person.id).collect(),
            members: &register.keys().copied().collect(),
            marks: &marks.by_hand,
        };
        roll_call::roll(&call, &self.same)
    }
}

/// The members on a day in the order of the paper register, with their numbers; who has none there comes after, by name.
///
/// # Errors
/// SQL.
pub fn register_order(
    connection: &Connection,
    club: RecordId,
    on: Day,
    today: Day,
) -> Commanded<Vec<(Option<i64>, PersonView)>> {
    let mut members = people::members(connection, club, Which::On(on), today)?;
    members.sort_by_key(|member| (member.register_no.is_none(), member.register_no));
    Ok(members.into_iter().map(|member| (member.register_no, member.person)).collect())
}

/// The last meetings that were closed, the latest first, each with its roll.
fn closed(connection: &Connection, caller: &Caller, limit: usize) -> Commanded<Vec<(Meeting, Vec<RollLine>)>> {
    let mut meetings = entity::by_index::<Meeting>(connection, MEETINGS_BY_DAY, &[], Scan::last(usize::MAX))?;
    meetings.retain(|meeting| {
        meeting.status == Some(MeetingStatus::Closed) && meeting.meeting_kind == Some(MeetingKind::Regular)
    });
    meetings.truncate(limit);
    let mut called = Vec::with_capacity(meetings.len());
    for meeting in meetings {
        let marks = Marks::of(connection, meeting.id)?;
        let lines = caller.lines(&meeting, &caller.register(&meeting), &marks);
        called.push((meeting, lines));
    }
    Ok(called)
}

/// What a person's marks were at the last regular meetings that were closed, the latest first, under whichever record.
///
/// # Errors
/// SQL.
pub fn attended(
    connection: &Connection,
    club: RecordId,
    person: RecordId,
    limit: usize,
    today: Day,
) -> Commanded<Vec<AttendedView>> {
    let caller = Caller::of(connection, club, today)?;
    let of = |(meeting, lines): (Meeting, Vec<RollLine>)| {
        let line = lines.iter().find(|line| !line.guest && caller.same.are_one(line.record, person));
        AttendedView { meeting: MeetingView::of(&meeting), mark: line.map(|line| line.mark) }
    };
    Ok(closed(connection, &caller, limit)?.into_iter().map(of).collect())
}

/// How far back is looked for the last meeting at which somebody was.
const MEETINGS_LOOKED_AT: usize = 24;

/// Members who live and were away from at least `least` of the last regular meetings in a row, the longest first. Meetings on whose
/// roll they did not stand are passed over.
///
/// # Errors
/// SQL.
pub fn missed(connection: &Connection, club: RecordId, least: usize, today: Day) -> Commanded<Vec<MissedView>> {
    let caller = Caller::of(connection, club, today)?;
    let meetings = closed(connection, &caller, MEETINGS_LOOKED_AT)?;
    let directory = Directory::of(connection, club, today)?;
    let mut found = Vec::new();
    for member in people::members(connection, club, Which::On(today), today)? {
        let (mut missed, mut excused, mut last_attended) = (0, 0, None);
        for (meeting, lines) in &meetings {
            let line = lines.iter().find(|line| !line.guest && caller.same.are_one(line.record, member.person.id));
            match line.map(|line| line.mark) {
                Some(Mark::Present | Mark::Late) => {
                    last_attended = meeting.held_on;
                    break;
                }
                Some(mark @ (Mark::Excused | Mark::Absent)) => {
                    missed += 1;
                    excused += usize::from(mark == Mark::Excused);
                }
                _ => {}
            }
        }
        if missed >= least.max(1) && directory.is_living(member.person.id) {
            found.push(MissedView { person: member.person, missed, excused, last_attended });
        }
    }
    found.sort_by_key(|one| std::cmp::Reverse(one.missed));
    Ok(found)
}

/// Marks that were made after one of the last meetings was closed, the latest first: what the club head is told.
///
/// # Errors
/// SQL.
pub fn late_marks(
    connection: &Connection,
    club: RecordId,
    meetings: usize,
    today: Day,
) -> Commanded<Vec<LateMarkView>> {
    let mut late = Vec::new();
    for meeting in held(connection, meetings)? {
        let roll = roll(connection, club, meeting.id, RollOrder::Register, today)?;
        for row in roll.late_marks() {
            let heads = row.seen.field(Attendance::mark.tag, &[]).map(|field| field.heads()).unwrap_or_default();
            let Some((stamp, entry)) = heads.first() else { continue };
            let by = entity::get::<Person>(connection, entry.author)?.map(|author| PersonView::of(&author, today));
            let at = stamp.hlc.instant();
            late.push(LateMarkView { meeting: meeting.clone(), person: row.person.clone(), mark: row.mark, by, at });
        }
    }
    late.sort_by_key(|mark| std::cmp::Reverse(mark.at));
    Ok(late)
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
        if row.guest {
            counts.guests += usize::from(row.is_here());
            continue;
        }
        counts.members += 1;
        counts.present += usize::from(row.is_here());
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
