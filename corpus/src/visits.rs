//! Home visits: a few people are cared for, each by two or three volunteers, at a rhythm of their own.

use crate::club::Club;
use crate::history::{Shape, instant};
use crate::notes::{About, note};
use crate::person::{LAST_DAY, Role, age};
use crate::rng::Rng;
use crate::vitals::{Body, Vitals};

/// The codes of the model's list `service`; the number is the place from 1.
pub const SERVICE_CODES: [&str; 15] = [
    "chatting",
    "housework",
    "cooking",
    "laundry",
    "hygiene",
    "massage",
    "blood_pressure",
    "medicine_reminder",
    "buying_medicine",
    "walking_practice",
    "nutrition",
    "farm_work",
    "errand",
    "bring_to_meeting",
    "storm_preparation",
];

const BLOOD_PRESSURE: u32 = 7;
const STORM_PREPARATION: u32 = 15;

/// How often each service is done, in thousandths, by its number.
const SERVICE_RATES: [(u32, u64); 14] = [
    (1, 720),
    (2, 330),
    (3, 210),
    (4, 120),
    (5, 130),
    (6, 250),
    (BLOOD_PRESSURE, 700),
    (8, 300),
    (9, 60),
    (10, 150),
    (11, 140),
    (12, 60),
    (13, 120),
    (14, 25),
];

/// How the person is, next to the last visit; numbers and codes are those of the model's list `condition`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// Khá hơn.
    Better,
    /// Như cũ.
    Same,
    /// Yếu hơn.
    Worse,
}

impl Condition {
    /// The number in the model's list.
    pub fn number(self) -> u32 {
        match self {
            Self::Better => 1,
            Self::Same => 2,
            Self::Worse => 3,
        }
    }

    /// The code in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Same => "same",
            Self::Worse => "worse",
        }
    }
}

/// What was noticed; numbers and codes are those of the model's list `visit_alert`.
pub const ALERT_CODES: [&str; 6] = ["fall", "no_food", "no_medicine", "low_mood", "suspected_abuse", "urgent_medical"];

/// That somebody is cared for at home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CareCase {
    /// Place in the members.
    pub person: usize,
    /// Since.
    pub opened_on: i32,
    /// A visit is due every so many days.
    pub every_days: i64,
    /// The volunteers: places in the members.
    pub volunteers: Vec<usize>,
    /// Services that are planned, by number.
    pub services: Vec<u32>,
    /// Why care is needed.
    pub reason: String,
}

/// A home visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// Who was visited: place in the members.
    pub person: usize,
    /// Who went: places in the members.
    pub visitors: Vec<usize>,
    /// The day.
    pub visited_on: i32,
    /// How long, in minutes; none when it was not written down.
    pub minutes: Option<i64>,
    /// What was done, by number in the model's list `service`, ascending.
    pub services: Vec<u32>,
    /// How the person is.
    pub condition: Option<Condition>,
    /// What was noticed, by number in the model's list `visit_alert`.
    pub alerts: Vec<u32>,
    /// The readings; none when nothing was measured.
    pub vitals: Option<Vitals>,
    /// A note, on three of ten visits.
    pub note: Option<String>,
    /// Nobody was at home.
    pub not_at_home: bool,
    /// Next visit, when one was agreed.
    pub next_due: Option<i32>,
    /// Who of the commune went along.
    pub partner: Option<String>,
    /// Who wrote it down: place in the members.
    pub recorded_by: usize,
    /// When, seconds since 1970 UTC.
    pub recorded_at: i64,
}

impl Visit {
    /// The number in the model's list `duration`: up to 15, 30, 60 minutes, longer.
    pub fn duration_number(&self) -> Option<u32> {
        self.minutes.map(|minutes| match minutes {
            ..=15 => 1,
            16..=30 => 2,
            31..=60 => 3,
            _ => 4,
        })
    }
}

/// One person cared for per 350 visits, at least five: the frailest first.
pub(crate) fn care_cases(club: &Club, visits: usize) -> Vec<CareCase> {
    let mut rng = Rng::of(club.seed, "care cases");
    let mut oldest: Vec<usize> = (0..club.members.len()).collect();
    let jitter: Vec<i64> = club.members.iter().map(|_| rng.between(0, 22)).collect();
    oldest.sort_by_key(|place| {
        let years = club.members.get(*place).map_or(0, |person| i64::from(age(person.birth)));
        std::cmp::Reverse((years + jitter.get(*place).copied().unwrap_or(0), *place))
    });
    let volunteers = club.with_role(Role::Volunteer);
    let reasons = [
        "sống một mình",
        "yếu chân, đi lại khó khăn",
        "tai biến liệt nửa người",
        "lẫn",
        "mù hai mắt",
        "hai vợ chồng già",
        "bệnh lâu năm",
    ];
    oldest
        .into_iter()
        .filter(|place| !volunteers.contains(place))
        .take((visits / 350).max(5))
        .map(|person| {
            let mut assigned = volunteers.clone();
            rng.shuffle(&mut assigned);
            assigned.truncate(usize::try_from(rng.between(2, 3)).expect("two or three"));
            let services =
                SERVICE_RATES.iter().filter(|(_, rate)| rng.chance(*rate)).map(|(number, _)| *number).collect();
            CareCase {
                person,
                opened_on: club.founded_on + i32::try_from(rng.between(10, 160)).expect("days"),
                every_days: *rng.weighted(&[(1, 2), (2, 3), (3, 4), (7, 5)]),
                volunteers: assigned,
                services,
                reason: (*rng.pick(&reasons)).to_owned(),
            }
        })
        .collect()
}

pub(crate) fn visits(club: &Club, cases: &[CareCase], shape: &Shape, bodies: &mut [Body]) -> Vec<Visit> {
    let mut rng = Rng::of(club.seed, "visits");
    // Who is due often is visited often; days are spread evenly and then made uneven, as weather and harvests do.
    let shares: Vec<(usize, u32)> = (cases.iter().enumerate())
        .map(|(place, case)| (place, 12 / u32::try_from(case.every_days).expect("a few days").max(1)))
        .collect();
    let span = i64::from(LAST_DAY) - 730;
    let mut plan: Vec<(i32, usize)> = (0..shape.visits)
        .map(|_| (i32::try_from(rng.between(span, i64::from(LAST_DAY) - 3)).expect("a day"), *rng.weighted(&shares)))
        .collect();
    plan.sort_unstable();
    let mut noted = Vec::new();
    let mut visits: Vec<Visit> = Vec::with_capacity(plan.len());
    for (day, case) in plan {
        if noted.is_empty() {
            // Three of every ten, so that the rate of notes holds for any length.
            noted = vec![true, true, true, false, false, false, false, false, false, false];
            rng.shuffle(&mut noted);
        }
        let with_note = noted.pop().unwrap_or(false);
        let Some(case) = cases.get(case) else { continue };
        visits.push(visit(&mut rng, club, case, day, shape, with_note, bodies));
    }
    visits.sort_by_key(|visit| visit.recorded_at);
    visits
}

fn visit(
    rng: &mut Rng,
    club: &Club,
    case: &CareCase,
    day: i32,
    shape: &Shape,
    with_note: bool,
    bodies: &mut [Body],
) -> Visit {
    let not_at_home = !shape.vitals_on_every_visit && rng.chance(35);
    let mut services = if not_at_home { Vec::new() } else { services(rng, case, day) };
    if shape.vitals_on_every_visit && !services.contains(&BLOOD_PRESSURE) {
        services.push(BLOOD_PRESSURE);
        services.sort_unstable();
    }
    let measured = services.contains(&BLOOD_PRESSURE);
    let person = club.members.get(case.person).expect("a case is of a member");
    let mut visitors: Vec<usize> = case.volunteers.clone();
    rng.shuffle(&mut visitors);
    visitors.truncate(*rng.weighted(&[(1, 62), (2, 33), (3, 5)]));
    let writer = visitors.first().copied().unwrap_or(0);
    let secretary = club.with_role(Role::Secretary).first().copied().unwrap_or(writer);
    let late = if rng.chance(170) { rng.between(1, 3) } else { 0 };
    let at = instant(day, rng.between(6 * 60 + 30, 18 * 60 + 30), rng.between(0, 59));
    Visit {
        person: case.person,
        minutes: (!not_at_home && rng.chance(850)).then(|| rng.between(2, 18) * 5),
        condition: (!not_at_home && rng.chance(900)).then(|| match rng.below(100) {
            0..14 => Condition::Better,
            14..84 => Condition::Same,
            _ => Condition::Worse,
        }),
        alerts: if rng.chance(55) {
            vec![*rng.weighted(&[(1, 18), (2, 14), (3, 30), (4, 26), (5, 2), (6, 10)])]
        } else {
            vec![]
        },
        vitals: if measured { bodies.get_mut(case.person).map(|body| body.on_visit(rng)) } else { None },
        note: with_note.then(|| note(rng, &About { person, on: day, not_at_home })),
        next_due: rng.chance(320).then(|| day + i32::try_from(case.every_days + rng.between(0, 2)).expect("days")),
        partner: rng
            .chance(20)
            .then(|| (*rng.pick(&["trạm y tế", "Hội Phụ nữ", "trưởng thôn", "Hội NCT xã", "Đoàn xã"])).to_owned()),
        // Who has no smartphone of their own tells the secretary.
        recorded_by: if rng.chance(180) { secretary } else { writer },
        recorded_at: at + late * 86_400,
        visited_on: day,
        services,
        visitors,
        not_at_home,
    }
}

/// Mostly what is planned for the person, now and then something else; branches are cut when the storms come.
fn services(rng: &mut Rng, case: &CareCase, day: i32) -> Vec<u32> {
    let mut done: Vec<u32> = (SERVICE_RATES.iter())
        .filter(|(number, rate)| {
            let planned = case.services.contains(number);
            rng.chance(if planned { 350 + rate / 2 } else { rate / 5 })
        })
        .map(|(number, _)| *number)
        .collect();
    if done.is_empty() {
        done.push(1);
    }
    let (_, month, _) = crate::day::civil(day);
    if (9..=11).contains(&month) && rng.chance(70) {
        done.push(STORM_PREPARATION);
    }
    done
}
