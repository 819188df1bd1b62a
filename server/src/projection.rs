//! The figures that pages show and that rights are made of: each record that changes puts its own lines, so that a push
//! costs what it changes. All of it follows from the folded states and can be rebuilt from the log.

use std::collections::{BTreeMap, BTreeSet};

use clubbook_model::id::{BookKind, RecordId};
use clubbook_model::membership;
use clubbook_model::merge::EntityState;
use clubbook_model::registry::{Attendance, BoardTerm, CareCase, Club, Entity, HomeVisit, Meeting, Membership, SameAs};
use clubbook_model::rights::Task;
use clubbook_model::roll_call::{self, HandMark, RollCall};
use clubbook_model::same_person::SamePeople;
use clubbook_model::same_visit::{self, Told};
use clubbook_model::time::Day;
use clubbook_model::vocabulary::{Mark, MeetingStatus, Vocabulary};

use crate::error::Done;
use crate::store::Tx;
use crate::store::books::BookRow;
use crate::store::figures::{AttendanceFigure, ClubFigure, MeetingFigure, TaskFigure, VisitFigure};

/// Puts the lines of a record that has changed.
///
/// # Errors
/// SQL.
pub fn record_changed(tx: &mut dyn Tx, book: &BookRow, kind: u32, id: RecordId, state: &EntityState) -> Done<()> {
    let club = book.book.club;
    match book.book.kind {
        BookKind::ROSTER if kind == Club::DEF.number && id == club => put_club(tx, &Club::read(id, state)),
        BookKind::ROSTER if kind == Membership::DEF.number => put_membership(tx, club, &Membership::read(id, state)),
        BookKind::ROSTER if kind == BoardTerm::DEF.number => put_term(tx, club, &BoardTerm::read(id, state)),
        BookKind::ROSTER if kind == SameAs::DEF.number => put_same(tx, club, &SameAs::read(id, state)),
        BookKind::ROSTER if kind == Meeting::DEF.number => put_meeting(tx, club, &Meeting::read(id, state)),
        BookKind::ROSTER if kind == Attendance::DEF.number => put_attendance(tx, club, &Attendance::read(id, state)),
        BookKind::CARE if kind == CareCase::DEF.number => {
            let people: Vec<RecordId> = CareCase::read(id, state).volunteers.iter().map(|person| person.id).collect();
            tx.put_volunteers(book.handle, id, &people)
        }
        BookKind::CARE if kind == HomeVisit::DEF.number => put_visit(tx, book, &HomeVisit::read(id, state)),
        _ => Ok(()),
    }
}

fn put_club(tx: &mut dyn Tx, club: &Club) -> Done<()> {
    tx.put_club_figure(&ClubFigure {
        club: club.id,
        number: 0,
        name: club.name.clone().unwrap_or_default(),
        unit: club.unit_code.clone().unwrap_or_default(),
        status: club.status.map(Vocabulary::number),
    })
}

fn put_membership(tx: &mut dyn Tx, club: RecordId, membership: &Membership) -> Done<()> {
    let days = membership::days(membership);
    let person = membership.person.map(|person| person.id).filter(|_| days.is_some());
    tx.put_member(membership.id, club, person.zip(days))?;
    let tasks: Vec<TaskFigure> = Task::of_membership(membership).into_iter().map(task_figure).collect();
    tx.put_tasks(membership.id, club, &tasks)
}

fn put_term(tx: &mut dyn Tx, club: RecordId, term: &BoardTerm) -> Done<()> {
    let tasks: Vec<TaskFigure> = Task::of_term(term).into_iter().map(task_figure).collect();
    tx.put_tasks(term.id, club, &tasks)
}

fn task_figure((person, task): (RecordId, Task)) -> TaskFigure {
    TaskFigure { person, role: task.role.number(), from: task.days.from, to: task.days.to }
}

fn put_same(tx: &mut dyn Tx, club: RecordId, same: &SameAs) -> Done<()> {
    let pair = match (same.low, same.high, same.linked) {
        (Some(low), Some(high), Some(true)) => Some((low.id, high.id)),
        _ => None,
    };
    tx.put_same(same.id, club, pair)
}

fn put_meeting(tx: &mut dyn Tx, club: RecordId, meeting: &Meeting) -> Done<()> {
    let took_place = !matches!(
        meeting.status,
        Some(MeetingStatus::Planned | MeetingStatus::Postponed | MeetingStatus::Cancelled) | None
    );
    let mut roll: Vec<RecordId> = meeting.roll.iter().map(|person| person.id).collect();
    roll.sort_unstable();
    tx.put_meeting(
        club,
        &MeetingFigure {
            meeting: meeting.id,
            held_on: meeting.held_on.or(meeting.planned_on).filter(|_| took_place),
            is_closed: meeting.status == Some(MeetingStatus::Closed),
            default_mark: meeting.default_mark.map(Vocabulary::number),
            roll,
        },
    )
}

fn put_attendance(tx: &mut dyn Tx, club: RecordId, attendance: &Attendance) -> Done<()> {
    let figure = match (attendance.meeting, attendance.person) {
        (Some(meeting), Some(person)) => Some(AttendanceFigure {
            meeting: meeting.id,
            person: person.id,
            mark: attendance.mark.map(Vocabulary::number),
            guest: attendance.guest.unwrap_or(false),
        }),
        _ => None,
    };
    tx.put_attendance(attendance.id, club, figure.as_ref())
}

fn put_visit(tx: &mut dyn Tx, book: &BookRow, visit: &HomeVisit) -> Done<()> {
    let stands = visit.visited_on.filter(|_| visit.voided != Some(true));
    let figure = stands.map(|day| VisitFigure {
        visit: visit.id,
        day,
        person: visit.person.map_or(book.book.part, |person| person.id),
        same_as: visit.same_visit_as.map(|other| other.id),
        not_at_home: visit.not_at_home == Some(true),
    });
    tx.put_visit(visit.id, book, figure.as_ref())
}

/// The visits of some days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Visits {
    /// Visits on which the person was met.
    pub met: u64,
    /// Visits that found nobody at home.
    pub not_at_home: u64,
}

/// A visit that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StandingVisit {
    /// The day.
    pub day: Day,
    /// The person; of several records of one person the smallest id.
    pub person: RecordId,
    /// Nobody was at home.
    pub not_at_home: bool,
}

/// The visits from one day to another, by the rule of the phones: what was told twice counts once, unless somebody said that
/// it was another visit; two records of one person are one.
///
/// # Errors
/// SQL.
pub fn standing_visits(tx: &dyn Tx, club: RecordId, from: Day, to: Day) -> Done<Vec<StandingVisit>> {
    let same = same_people(tx, club)?;
    let mut of_day: BTreeMap<(Day, RecordId), Vec<VisitFigure>> = BTreeMap::new();
    for visit in tx.visits(club, from, to)? {
        of_day.entry((visit.day, same.canonical(visit.person))).or_default().push(visit);
    }
    let mut visits = Vec::new();
    for ((day, person), figures) in of_day {
        let told: Vec<Told> =
            figures.iter().map(|figure| Told { visit: figure.visit, same_as: figure.same_as }).collect();
        for group in same_visit::visits(&told) {
            let stands = same_visit::standing(&group, &told);
            let not_at_home = figures.iter().any(|figure| Some(figure.visit) == stands && figure.not_at_home);
            visits.push(StandingVisit { day, person, not_at_home });
        }
    }
    Ok(visits)
}

/// How many visits from one day to another, see [`standing_visits`].
///
/// # Errors
/// SQL.
pub fn visits(tx: &dyn Tx, club: RecordId, from: Day, to: Day) -> Done<Visits> {
    let standing = standing_visits(tx, club, from, to)?;
    let not_at_home = standing.iter().filter(|visit| visit.not_at_home).count() as u64;
    Ok(Visits { met: standing.len() as u64 - not_at_home, not_at_home })
}

/// How many people are members on a day; two records of one person are one.
///
/// # Errors
/// SQL.
pub fn members(tx: &dyn Tx, club: RecordId, day: Day) -> Done<u64> {
    let members = tx.members(club, day)?;
    let same = same_people(tx, club)?;
    let people: BTreeSet<RecordId> = members.iter().map(|person| same.canonical(*person)).collect();
    Ok(people.len() as u64)
}

/// Present (late included) and on the roll at a meeting, people with several records once, by the rule of the phones
/// ([`roll_call`]). Guests do not count.
///
/// # Errors
/// SQL.
pub fn attendance(tx: &dyn Tx, club: RecordId, meeting: &MeetingFigure) -> Done<(u64, u64)> {
    let mut marks: BTreeMap<RecordId, HandMark> = BTreeMap::new();
    for line in tx.attendances(club, meeting.meeting)? {
        if let Some(mark) = line.mark {
            marks.insert(line.person, HandMark { mark: Mark::from_number(mark), guest: line.guest });
        }
    }
    let members = match meeting.held_on {
        Some(day) => tx.members(club, day)?.into_iter().collect(),
        None => BTreeSet::new(),
    };
    let call = RollCall {
        is_closed: meeting.is_closed,
        default_mark: meeting.default_mark.map(Mark::from_number),
        covered: &meeting.roll.iter().copied().collect(),
        members: &members,
        marks: &marks,
    };
    let mut lines = roll_call::roll(&call, &same_people(tx, club)?);
    lines.retain(|line| !line.guest);
    let present = lines.iter().filter(|line| line.is_present()).count();
    Ok((present as u64, lines.len() as u64))
}

fn same_people(tx: &dyn Tx, club: RecordId) -> Done<SamePeople> {
    Ok(SamePeople::of(tx.same_pairs(club)?))
}
