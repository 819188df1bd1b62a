//! Reading entitlements.

use std::collections::BTreeSet;

use clubbook_model::age_rule::{AgeRule, ByAge, Conditions};
use clubbook_model::id::RecordId;
use clubbook_model::registry::{Person, Reference};
use clubbook_model::time::Day;
use clubbook_model::vocabulary::ReferenceKind;
use rusqlite::Connection;

use super::views::{CompletingView, HintView};
use crate::features::care::views::Sensitive;
use crate::features::people::directory::{Directory, is_living};
use crate::features::people::views::PersonView;
use crate::features::{CommandError, Commanded, care, reference};
use crate::store::entity;

/// How long before the age is reached a hint begins: a paper takes its time, days.
const AHEAD_DAYS: i32 = 90;

/// The list of longevity greetings in the rules' codes.
pub const LONGEVITY: &str = "longevity";
/// The rule that says who is an older person: for counting, not for asking.
const OLDER_PERSON: &str = "older_person";

/// What somebody may ask for on a day, or soon, by rules that were in force then. A rule that asks for circumstances is left
/// out where one of the same list that asks for none has been reached as well. Greetings show in their own year. None for
/// the dead, and for who has no year of birth.
///
/// # Errors
/// SQL, or no such person.
pub fn hints(connection: &Connection, club: RecordId, person: RecordId, on: Day) -> Commanded<Vec<HintView>> {
    let record = entity::get::<Person>(connection, person)?.ok_or(CommandError::NotFound("person"))?;
    let Some(birth) = record.birth else { return Ok(Vec::new()) };
    if !is_living(connection, club, person)? {
        return Ok(Vec::new());
    }
    let holding = match care::queries::holding(connection, person, on)? {
        Sensitive::Shown(kinds) => Some(kinds),
        Sensitive::Hidden(_) => None,
    };
    let entries = reference::queries::in_force(connection, ReferenceKind::AgeRule, on)?;
    let mut standing = Vec::new();
    for rule in entries.iter().filter_map(AgeRule::read).filter(|rule| rule.list != OLDER_PERSON) {
        let conditions = rule.conditions(holding.as_deref());
        let by_age = rule.by_age(birth, on);
        let is_near = !matches!(by_age, ByAge::From(from) if from > on.plus(AHEAD_DAYS));
        let is_its_year = rule.list != LONGEVITY || rule.in_year(birth, on.ymd().0).is_some();
        if conditions != Conditions::NotMet && is_near && is_its_year {
            standing.push((rule, by_age, conditions));
        }
    }
    let is_said_by_another = |rule: &AgeRule<'_>, by_age: ByAge| {
        standing.iter().any(|(other, other_by_age, _)| {
            let is_plainer =
                other.entry.any_of.is_empty() && (!rule.entry.any_of.is_empty() || other.years > rule.years);
            other.list == rule.list && is_plainer && reach(*other_by_age) >= reach(by_age)
        })
    };
    let said = standing.iter().filter(|(rule, by_age, _)| !is_said_by_another(rule, *by_age));
    Ok(said.map(|(rule, by_age, conditions)| hint(rule, *by_age, *conditions, on)).collect())
}

/// How far somebody is with a rule's age.
fn reach(by_age: ByAge) -> u8 {
    match by_age {
        ByAge::From(_) => 0,
        ByAge::InThisYear => 1,
        ByAge::Since(_) => 2,
    }
}

fn hint(rule: &AgeRule<'_>, by_age: ByAge, conditions: Conditions, on: Day) -> HintView {
    let entry = rule.entry;
    HintView {
        code: entry.code.clone().unwrap_or_default(),
        label_vi: entry.label_vi.clone().unwrap_or_default(),
        label_en: entry.label_en.clone().unwrap_or_default(),
        years: rule.years,
        by_age,
        conditions,
        instruction: entry.text.clone(),
        document: entry.document.clone(),
        on,
    }
}

/// Who completes an age of a list of rules in a year, such as the longevity greetings of next year, by day; who is known by
/// the year of birth alone stands at its end, with the whole year as the span. Members and people who are helped without being
/// one; not who left, and not the dead.
///
/// # Errors
/// SQL.
pub fn completing(
    connection: &Connection,
    club: RecordId,
    list: &str,
    year: i32,
    today: Day,
) -> Commanded<Vec<CompletingView>> {
    let last = Day::from_ymd(year, 12, 31).ok_or(CommandError::NotFound("year"))?;
    let entries = reference::queries::in_force(connection, ReferenceKind::AgeRule, last)?;
    let rules: Vec<AgeRule<'_>> = entries.iter().filter_map(AgeRule::read).filter(|rule| rule.list == list).collect();
    let directory = Directory::of(connection, club, today)?;
    let mut found = Vec::new();
    let members = directory.members_on(today);
    let ever = directory.memberships().iter().filter_map(|membership| membership.person);
    let ever: BTreeSet<RecordId> = ever.map(|person| directory.same().canonical(person.id)).collect();
    let is_listed = |record: &RecordId| {
        let is_canonical = directory.same().canonical(*record) == *record;
        is_canonical && directory.is_living(*record) && (members.contains(record) || !ever.contains(record))
    };
    for (record, person) in directory.records().iter().filter(|(record, _)| is_listed(record)) {
        let birth =
            directory.same().records(*record).into_iter().filter_map(|one| directory.records().get(&one)?.birth);
        let Some(birth) = birth.max_by_key(|birth| (birth.day.is_some(), birth.month.is_some())) else { continue };
        for rule in &rules {
            let Some((years, first, last)) = rule.in_year(birth, year) else { continue };
            found.push(completing_view(person, rule.entry, years, (first, last), today));
        }
    }
    found.sort_by_key(|one: &CompletingView| (one.last, one.first, one.person.id));
    Ok(found)
}

fn completing_view(person: &Person, rule: &Reference, years: i32, span: (Day, Day), today: Day) -> CompletingView {
    CompletingView {
        person: PersonView::of(person, today),
        years,
        first: span.0,
        last: span.1,
        label_vi: rule.label_vi.clone().unwrap_or_default(),
        label_en: rule.label_en.clone().unwrap_or_default(),
    }
}
