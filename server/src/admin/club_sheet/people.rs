//! Members by sex and age, and circumstances where the person agreed that they are recorded.

use std::collections::{BTreeMap, BTreeSet};

use clubbook_model::age::{FullYears, full_years};
use clubbook_model::id::RecordId;
use clubbook_model::merge::EntityState;
use clubbook_model::registry::{Circumstance, Consent, Entity, Person};
use clubbook_model::time::{Day, PartialDate};
use clubbook_model::value::Value;
use clubbook_model::vocabulary::{CircumstanceKind, Purpose, Sex};

use super::{Roster, state};
use crate::error::Done;
use crate::store::Tx;

/// Completed years from which somebody is an older person by law (`domain.md` §1.2).
const OLDER: i32 = 60;

/// The bands of completed years: from, and up to but not including.
const BANDS: [(i32, Option<i32>); 6] =
    [(0, Some(50)), (50, Some(60)), (60, Some(70)), (70, Some(80)), (80, Some(90)), (90, None)];

/// How many for sure, and how many more it may be: the papers of some say the year of birth alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Span {
    /// For sure.
    pub sure: u64,
    /// So many more, perhaps.
    pub perhaps: u64,
}

/// Members of some ages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Band {
    /// From so many completed years.
    pub from: i32,
    /// Up to, and not including; none for the last band.
    pub to: Option<i32>,
    /// How many.
    pub count: Span,
}

/// The members in figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeopleFigures {
    /// All.
    pub members: u64,
    /// Women.
    pub women: u64,
    /// Whose sex is not recorded.
    pub sex_unknown: u64,
    /// Of 60 completed years and more.
    pub older: Span,
    /// By age.
    pub bands: Vec<Band>,
    /// Whose day of birth is not known in full.
    pub year_only: u64,
    /// Of whom not even the year is recorded.
    pub birth_unknown: u64,
}

/// Circumstances, counted only of those who agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Circumstances {
    /// Members who agreed that their circumstances are recorded.
    pub agreed: u64,
    /// Of these, of a poor household.
    pub poor: u64,
    /// Of these, of a near-poor household.
    pub near_poor: u64,
    /// Of these, living alone.
    pub alone: u64,
}

pub(super) fn figures(roster: &Roster) -> PeopleFigures {
    let mut figures = PeopleFigures {
        members: roster.members.len() as u64,
        women: 0,
        sex_unknown: 0,
        older: Span::default(),
        bands: BANDS.iter().map(|(from, to)| Band { from: *from, to: *to, count: Span::default() }).collect(),
        year_only: 0,
        birth_unknown: 0,
    };
    for records in roster.members.values() {
        match records.iter().find_map(|person| person.sex) {
            Some(Sex::Female) => figures.women += 1,
            Some(Sex::Male) => {}
            _ => figures.sex_unknown += 1,
        }
        let Some(birth) = birth(records) else {
            figures.birth_unknown += 1;
            continue;
        };
        figures.year_only += u64::from(birth.day.is_none());
        let years = full_years(birth, roster.today);
        figures.older.add(years, OLDER, None);
        for band in &mut figures.bands {
            band.count.add(years, band.from, band.to);
        }
    }
    figures
}

/// What is known best of a person's birth.
pub(crate) fn birth(records: &[Person]) -> Option<PartialDate> {
    let births = || records.iter().filter_map(|person| person.birth);
    births().find(|birth| birth.day.is_some()).or_else(|| births().next())
}

impl Span {
    fn add(&mut self, years: FullYears, from: i32, to: Option<i32>) {
        let is_in = |age: i32| from <= age && to.is_none_or(|to| age < to);
        match (is_in(years.least), is_in(years.most)) {
            (true, true) => self.sure += 1,
            (false, false) => {}
            _ => self.perhaps += 1,
        }
    }
}

/// Who agreed that their circumstances are recorded, by the id by which they count.
pub(crate) fn agreed(tx: &dyn Tx, roster: &Roster, purpose: Purpose) -> Done<BTreeSet<RecordId>> {
    let (mut agreed, mut not) = (BTreeSet::new(), BTreeSet::new());
    for row in tx.care_entities(roster.club, Consent::DEF.number)? {
        let state = state(&row)?;
        let consent = Consent::read(row.id, &state);
        let (Some(person), Some(of)) = (consent.person, consent.purpose) else { continue };
        if of == purpose {
            let stands = stands(&consent, &state);
            (if stands { &mut agreed } else { &mut not }).insert(roster.same.canonical(person.id));
        }
    }
    // Where one record of a person refuses, the person has refused.
    Ok(agreed.difference(&not).copied().collect())
}

/// Whether a consent stands: given, and no withdrawal that nobody has taken back.
fn stands(consent: &Consent, state: &EntityState) -> bool {
    let withdrawn = state.field(Consent::withdrawn.tag, &[]).map(|field| field.heads()).unwrap_or_default();
    consent.given == Some(true) && !withdrawn.iter().any(|(_, entry)| entry.value == Value::Bool(true))
}

/// The circumstances that hold on a day, of people who agreed: by the id by which they count.
pub(crate) fn holding(tx: &dyn Tx, roster: &Roster) -> Done<BTreeMap<RecordId, BTreeSet<CircumstanceKind>>> {
    let agreed = agreed(tx, roster, Purpose::Circumstances)?;
    let mut holding: BTreeMap<RecordId, BTreeSet<CircumstanceKind>> = BTreeMap::new();
    for row in tx.care_entities(roster.club, Circumstance::DEF.number)? {
        let circumstance = Circumstance::read(row.id, &state(&row)?);
        let (Some(person), Some(kind)) = (circumstance.person, circumstance.circumstance_kind) else { continue };
        let person = roster.same.canonical(person.id);
        if agreed.contains(&person) && holds(&circumstance, roster.today) {
            holding.entry(person).or_default().insert(kind);
        }
    }
    Ok(holding)
}

/// Poverty is decided for a year; everything else lasts from a day to another.
fn holds(circumstance: &Circumstance, day: Day) -> bool {
    circumstance.year.is_none_or(|year| year == i64::from(day.ymd().0))
        && circumstance.from_day.is_none_or(|from| from <= day)
        && circumstance.to_day.is_none_or(|to| day <= to)
}

pub(super) fn circumstances(tx: &dyn Tx, roster: &Roster) -> Done<Circumstances> {
    let agreed = agreed(tx, roster, Purpose::Circumstances)?;
    let holding = holding(tx, roster)?;
    let count = |kind: CircumstanceKind| {
        let holds = |person: &&RecordId| holding.get(person).is_some_and(|kinds| kinds.contains(&kind));
        roster.members.keys().filter(holds).count() as u64
    };
    Ok(Circumstances {
        agreed: roster.members.keys().filter(|person| agreed.contains(person)).count() as u64,
        poor: count(CircumstanceKind::Poor),
        near_poor: count(CircumstanceKind::NearPoor),
        alone: count(CircumstanceKind::LivesAlone),
    })
}
