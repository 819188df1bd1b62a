//! What the screens of daily work ask for, on the phone of a club with years of visits.

use std::collections::BTreeMap;
use std::time::Instant;

use clubbook_core::features::people::queries::{self as people, Which};
use clubbook_core::features::today::queries as today;
use clubbook_core::features::visits::queries as visits;
use clubbook_corpus::History;
use clubbook_model::id::RecordId;

use super::Run;
use super::report::{Gate, Row, Spread, milliseconds};
use super::site::BenchPhone;

/// How often each screen is opened.
const OPENINGS: usize = 100;
/// So many visits stand on the first page of somebody's history.
const FIRST_PAGE: usize = 5;
/// Somebody with many visits has at least so many, somebody with few exactly so many.
const MANY: usize = 500;
const FEW: usize = 5;

/// Somebody with many visits and somebody with few, by place in the members.
#[derive(Debug, Clone, Copy)]
pub struct Visited {
    many: usize,
    few: usize,
}

/// The same history, but that most visits to one person were to another: one has 500 and more then, the other 5.
///
/// # Errors
/// Nobody has so many visits.
pub fn with_few_and_many_visits(history: &mut History) -> Run<Visited> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for visit in &history.visits {
        *counts.entry(visit.person).or_default() += 1;
    }
    let mut by_count: Vec<(usize, usize)> = counts.into_iter().map(|(person, count)| (count, person)).collect();
    by_count.sort_unstable();
    let (Some((fewest, few)), Some((most, many))) = (by_count.first().copied(), by_count.last().copied()) else {
        return Err("nobody is visited".into());
    };
    if few == many || fewest < FEW || most + fewest - FEW < MANY {
        return Err(format!("nobody has {MANY} visits: {most} and {fewest}").into());
    }
    for visit in history.visits.iter_mut().rev().filter(|visit| visit.person == few).skip(FEW) {
        visit.person = many;
    }
    Ok(Visited { many, few })
}

/// How long the screens of the club take: the list of members, somebody's card with the first page of visits, what is due today.
///
/// # Errors
/// Something failed to run.
pub fn screens(reader: &BenchPhone, history: &History, members: &[RecordId], visited: Visited) -> Run<Vec<Row>> {
    let count = history.club.members.len();
    let mut listed = Vec::new();
    let mut due = Vec::new();
    let mut opened: [Vec<f64>; 2] = Default::default();
    let ids = [visited.many, visited.few].map(|place| members.get(place).copied());
    for opening in 0..OPENINGS {
        let begin = Instant::now();
        let list = reader.phone.query(|q| people::members(q.connection, q.club, Which::On(q.today), q.today))?;
        listed.push(milliseconds(begin));
        if list.len() != count {
            return Err("the member list is not whole".into());
        }
        // By turns, so that neither always comes behind the list.
        for turn in [opening % 2, (opening + 1) % 2] {
            let (Some(id), Some(times)) = (ids.get(turn), opened.get_mut(turn)) else { continue };
            let id = id.ok_or("somebody who is visited is no member")?;
            let begin = Instant::now();
            let page = reader.phone.query(|q| {
                people::card(q.connection, q.club, id, q.today)?;
                visits::visits_of(q.connection, q.club, id, FIRST_PAGE, q.today)
            })?;
            times.push(milliseconds(begin));
            if page.len() != FIRST_PAGE {
                return Err("the first page is not full".into());
            }
        }
        let begin = Instant::now();
        reader.phone.query(|q| today::today(q.connection, q.club, q.person, q.today))?;
        due.push(milliseconds(begin));
    }
    let shared = today_at_a_shared_phone(reader, members)?;
    let [many, few] = opened.map(Spread::of);
    let visits = history.visits.len();
    Ok(vec![
        Row::alone(&format!("the list of all {count} members"), "ms", Spread::of(listed), Gate::AtMost(2.0)),
        Row::against(
            &format!("open somebody with {MANY} visits"),
            "ms",
            many,
            Some(("somebody with 5", few.median)),
            Gate::RatioAtMost(1.2),
        ),
        Row::alone(
            &format!("what is due today for {count} members with {visits} visits"),
            "ms",
            Spread::of(due),
            Gate::AtMost(15.0),
        ),
        Row::alone("the same for a volunteer who shares the phone", "ms", Spread::of(shared), Gate::AtMost(15.0)),
    ])
}

/// What is due for a volunteer at the phone of somebody else: of the store they see their own part.
fn today_at_a_shared_phone(reader: &BenchPhone, members: &[RecordId]) -> Run<Vec<f64>> {
    const PIN: &str = "2468";
    let owner = reader.phone.user()?;
    reader.phone.set_pin(Some(PIN))?;
    let others = members.iter().copied().filter(|member| *member != owner);
    let volunteer = others.into_iter().find(|member| reader.phone.add_user(*member, PIN).is_ok());
    let volunteer = volunteer.ok_or("nobody else has a task in the club")?;
    reader.phone.sign_in(volunteer, PIN)?;
    let mut due = Vec::new();
    for _ in 0..OPENINGS {
        let begin = Instant::now();
        reader.phone.query(|q| today::today(q.connection, q.club, q.person, q.today))?;
        due.push(milliseconds(begin));
    }
    reader.phone.sign_in(owner, PIN)?;
    Ok(due)
}
