//! Visits of twelve months, and what is due.

use std::collections::{BTreeMap, BTreeSet};

use clubbook_model::id::RecordId;
use clubbook_model::registry::{CareCase, Entity};
use clubbook_model::time::{Day, Month};
use clubbook_model::vocabulary::{CareStatus, CircumstanceKind};

use super::people::holding;
use super::{Roster, state};
use crate::error::Done;
use crate::projection::standing_visits;
use crate::store::Tx;

/// A month of visits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VisitMonth {
    /// The month.
    pub month: Month,
    /// Visits on which the person was met.
    pub met: u64,
    /// Visits that found nobody at home.
    pub not_at_home: u64,
    /// How many different people were met.
    pub people: u64,
}

/// What is due in a club, in figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DueFigures {
    /// People who are cared for at home.
    pub cases: u64,
    /// Of these, whose last visit is longer ago than their rhythm.
    pub overdue: u64,
    /// Of these, whom nobody has met on a visit yet.
    pub never: u64,
    /// Of these, who were visited and have no rhythm set.
    pub without_rhythm: u64,
    /// Members who live alone and agreed that this is recorded.
    pub alone: u64,
    /// Of these, whom nobody has met on a visit this month.
    pub alone_without_visit: u64,
}

pub(super) fn months(tx: &dyn Tx, roster: &Roster) -> Done<Vec<VisitMonth>> {
    let months = roster.months();
    let from = months.last().map_or(roster.today, |month| month.first());
    let mut of_month: BTreeMap<i64, (VisitMonth, BTreeSet<RecordId>)> = months
        .iter()
        .map(|month| {
            (month.index(), (VisitMonth { month: *month, met: 0, not_at_home: 0, people: 0 }, BTreeSet::new()))
        })
        .collect();
    for visit in standing_visits(tx, roster.club, from, roster.today.month().last())? {
        let Some((figures, people)) = of_month.get_mut(&visit.day.month().index()) else { continue };
        if visit.not_at_home {
            figures.not_at_home += 1;
        } else {
            figures.met += 1;
            people.insert(visit.person);
        }
    }
    let month =
        |(figures, people): (VisitMonth, BTreeSet<RecordId>)| VisitMonth { people: people.len() as u64, ..figures };
    Ok(of_month.into_values().rev().map(month).collect())
}

pub(super) fn due(tx: &dyn Tx, roster: &Roster) -> Done<DueFigures> {
    let mut met: BTreeMap<RecordId, Day> = BTreeMap::new();
    for (person, day) in tx.last_met(roster.club)? {
        let last = met.entry(roster.same.canonical(person)).or_insert(day);
        *last = day.max(*last);
    }
    let mut due = DueFigures::default();
    let mut counted = BTreeSet::new();
    for row in tx.care_entities(roster.club, CareCase::DEF.number)? {
        let case = CareCase::read(row.id, &state(&row)?);
        let Some(person) = case.person.filter(|_| case.status == Some(CareStatus::Open)) else { continue };
        let person = roster.same.canonical(person.id);
        if roster.died.contains(&person) || !counted.insert(person) {
            continue;
        }
        due.cases += 1;
        let every_days = case.every_days.and_then(|days| i32::try_from(days).ok());
        match (met.get(&person), every_days) {
            (None, _) => due.never += 1,
            (Some(_), None) => due.without_rhythm += 1,
            (Some(last), Some(days)) => due.overdue += u64::from(last.plus(days) < roster.today),
        }
    }
    let month = roster.today.month().first();
    let is_alone = |kinds: &BTreeSet<CircumstanceKind>| kinds.contains(&CircumstanceKind::LivesAlone);
    for (person, _) in holding(tx, roster)?.iter().filter(|(_, kinds)| is_alone(kinds)) {
        if roster.members.contains_key(person) {
            due.alone += 1;
            due.alone_without_visit += u64::from(met.get(person).is_none_or(|last| *last < month));
        }
    }
    Ok(due)
}
