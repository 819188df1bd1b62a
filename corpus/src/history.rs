//! What happened in a club: who is cared for, visits, meetings with their marks, weighings, postings.

use crate::club::{Club, club, meeting_on};
use crate::ledger::{Posting, postings};
use crate::person::{LAST_DAY, Role};
use crate::rng::Rng;
use crate::visits::{CareCase, Visit, care_cases, visits};
use crate::vitals::{Body, Vitals};

/// How much happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Members.
    pub people: usize,
    /// Home visits in the two years before the last day.
    pub visits: usize,
    /// Blood pressure is taken on every visit; otherwise on those visits whose services include it (about half).
    pub vitals_on_every_visit: bool,
    /// Regular meetings, one a month, the last in the month before the last day.
    pub meetings: usize,
    /// People marked by hand at each meeting.
    pub marks: usize,
    /// People weighed for each meeting.
    pub weighings: usize,
    /// Lines of the ledger.
    pub postings: usize,
}

/// The club of the first-sync row of the bench.
pub const BENCH_SHAPE: Shape = Shape {
    people: 70,
    visits: 7000,
    vitals_on_every_visit: true,
    meetings: 24,
    marks: 60,
    weighings: 60,
    postings: 5000,
};

/// The club set of the bench.
pub const SMALL_SHAPE: Shape = Shape {
    people: 70,
    visits: 1040,
    vitals_on_every_visit: false,
    meetings: 24,
    marks: 60,
    weighings: 0,
    postings: 0,
};

/// What one phone pushes in the bench: 1,000 visits, all with vitals.
pub const PUSH_SHAPE: Shape =
    Shape { people: 70, visits: 1000, vitals_on_every_visit: true, meetings: 0, marks: 0, weighings: 0, postings: 0 };

/// A mark of the roll call; the numbers and codes are those of the model's list `mark`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Có mặt.
    Present,
    /// Đến trễ.
    Late,
    /// Vắng có lý do.
    Excused,
    /// Vắng.
    Absent,
}

impl Mark {
    /// The number in the model's list.
    pub fn number(self) -> u32 {
        match self {
            Self::Present => 1,
            Self::Late => 2,
            Self::Excused => 3,
            Self::Absent => 4,
        }
    }

    /// The code in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Late => "late",
            Self::Excused => "excused",
            Self::Absent => "absent",
        }
    }
}

/// A mark by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attendance {
    /// Place in the club's members.
    pub person: usize,
    /// The mark.
    pub mark: Mark,
    /// Why excused.
    pub reason: Option<String>,
    /// When it was made, seconds since 1970 UTC.
    pub recorded_at: i64,
}

/// A monthly meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// Months since year 0: year × 12 + month − 1.
    pub month: i64,
    /// The day.
    pub held_on: i32,
    /// Where.
    pub place: String,
    /// Heads counted.
    pub head_count: i64,
    /// Who chaired: place in the members.
    pub chair: usize,
    /// Who called the roll.
    pub recorded_by: usize,
    /// When it was opened, seconds since 1970 UTC.
    pub recorded_at: i64,
    /// The marks by hand.
    pub attendance: Vec<Attendance>,
}

/// Somebody on the scales at a meeting, or in the days after when absent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weighing {
    /// Place in the meetings.
    pub meeting: usize,
    /// Place in the members.
    pub person: usize,
    /// The day.
    pub measured_on: i32,
    /// The readings; the weight is always there.
    pub vitals: Vitals,
    /// Who measured.
    pub recorded_by: usize,
    /// When, seconds since 1970 UTC.
    pub recorded_at: i64,
}

/// A club and what happened in it. Everything names people by their place in `club.members`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// The club.
    pub club: Club,
    /// Who is cared for at home.
    pub cases: Vec<CareCase>,
    /// The visits in the order in which they were recorded.
    pub visits: Vec<Visit>,
    /// The meetings, oldest first.
    pub meetings: Vec<Meeting>,
    /// The weighings, in the order of the meetings.
    pub weighings: Vec<Weighing>,
    /// The ledger in the order of its entries.
    pub postings: Vec<Posting>,
}

impl History {
    /// The notes of all visits.
    pub fn notes(&self) -> impl Iterator<Item = &str> {
        self.visits.iter().filter_map(|visit| visit.note.as_deref())
    }
}

/// What happened in a club. The number of people is the club's own.
pub fn history(club: Club, shape: &Shape) -> History {
    let mut rng = Rng::of(club.seed, "bodies");
    let mut bodies: Vec<Body> = club.members.iter().map(|person| Body::of(&mut rng, person)).collect();
    let cases = care_cases(&club, shape.visits);
    let visits = visits(&club, &cases, shape, &mut bodies);
    let meetings = meetings(&club, shape);
    let weighings = weighings(&club, shape, &meetings, &mut bodies);
    let postings = postings(&club, shape.postings);
    History { club, cases, visits, meetings, weighings, postings }
}

/// 70 people, 7,000 visits with vitals, 24 meetings × 60 marks, 24 × 60 weighings, 5,000 postings.
pub fn bench_club(seed: u64) -> History {
    history(club(seed, 0, BENCH_SHAPE.people), &BENCH_SHAPE)
}

/// 70 people, 1,040 visits (vitals on about half of them), 24 meetings × 60 marks.
pub fn small_club(seed: u64) -> History {
    history(club(seed, 1, SMALL_SHAPE.people), &SMALL_SHAPE)
}

/// Seconds since 1970 UTC of a time of day in Vietnam, given in minutes.
pub(crate) fn instant(day: i32, minutes: i64, seconds: i64) -> i64 {
    i64::from(day) * 86_400 + (minutes - 7 * 60) * 60 + seconds
}

fn first_with(club: &Club, role: Role) -> usize {
    club.with_role(role).first().copied().unwrap_or(0)
}

fn meetings(club: &Club, shape: &Shape) -> Vec<Meeting> {
    let mut rng = Rng::of(club.seed, "meetings");
    let propensity: Vec<u64> = club.members.iter().map(|_| 700 + rng.below(290)).collect();
    let count = i32::try_from(shape.meetings).expect("few meetings");
    (0..count).rev().map(|before_last| meeting(&mut rng, club, shape, &propensity, before_last)).collect()
}

fn meeting(rng: &mut Rng, club: &Club, shape: &Shape, propensity: &[u64], before_last: i32) -> Meeting {
    let (month, day) = meeting_on(club, before_last);
    let start = rng.between(7 * 60 + 10, 8 * 60);
    let mut places: Vec<usize> = (0..club.members.len()).collect();
    rng.shuffle(&mut places);
    places.truncate(shape.marks);
    let mut at = instant(day, start, 0);
    let mut attendance = Vec::with_capacity(places.len());
    for person in places {
        at += rng.between(2, 40);
        let comes = rng.chance(propensity.get(person).copied().unwrap_or(800));
        let mark = match (comes, rng.below(100)) {
            (true, 0..9) => Mark::Late,
            (true, _) => Mark::Present,
            (false, 0..60) => Mark::Excused,
            (false, _) => Mark::Absent,
        };
        let reasons = [
            "đau",
            "đi rẫy",
            "bận giỗ",
            "giữ cháu",
            "đi khám bệnh",
            "đi xa",
            "đám cưới",
            "mưa, không đi được",
            "đi làm",
        ];
        let reason = (mark == Mark::Excused && rng.chance(550)).then(|| (*rng.pick(&reasons)).to_owned());
        attendance.push(Attendance { person, mark, reason, recorded_at: at });
    }
    let came = attendance.iter().filter(|a| matches!(a.mark, Mark::Present | Mark::Late)).count();
    let hamlet = club.hamlets.first().map_or("", String::as_str);
    Meeting {
        month,
        held_on: day,
        place: format!("Nhà văn hóa {}", hamlet.replace("Thôn", "thôn").replace("Tổ", "tổ")),
        head_count: i64::try_from(came).expect("few people") + rng.between(0, 4),
        chair: first_with(club, if rng.chance(850) { Role::ClubHead } else { Role::ClubDeputy }),
        recorded_by: first_with(club, Role::Secretary),
        recorded_at: instant(day, start, 0),
        attendance,
    }
}

fn weighings(club: &Club, shape: &Shape, meetings: &[Meeting], bodies: &mut [Body]) -> Vec<Weighing> {
    let mut rng = Rng::of(club.seed, "weighings");
    let volunteers = club.with_role(Role::Volunteer);
    let mut weighings = Vec::new();
    for (place, meeting) in meetings.iter().enumerate() {
        let by = volunteers.get(place % volunteers.len().max(1)).copied().unwrap_or(0);
        let mut at = meeting.recorded_at + 35 * 60;
        for mark in meeting.attendance.iter().take(shape.weighings) {
            let Some(body) = bodies.get_mut(mark.person) else { continue };
            at += rng.between(25, 140);
            let came = matches!(mark.mark, Mark::Present | Mark::Late);
            let later = if came { 0 } else { i32::try_from(rng.between(1, 6)).expect("days") };
            weighings.push(Weighing {
                meeting: place,
                person: mark.person,
                measured_on: (meeting.held_on + later).min(LAST_DAY),
                vitals: body.at_meeting(&mut rng),
                recorded_by: by,
                recorded_at: at + i64::from(later) * 86_400,
            });
        }
    }
    weighings
}
