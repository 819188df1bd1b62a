//! Reading a club's composition.

use clubbook_model::age;
use clubbook_model::id::RecordId;
use clubbook_model::reference::label;
use clubbook_model::registry::{Club, Reference};
use clubbook_model::time::Day;
use clubbook_model::value::Decimal;
use clubbook_model::vocabulary::{CircumstanceKind, Language, ReferenceKind, Sex};
use rusqlite::Connection;

use super::views::{CompositionView, Indicator, Span, Standing};
use crate::features::care::views::Sensitive;
use crate::features::people::directory::Directory;
use crate::features::{Commanded, care, reference};
use crate::store::entity;

/// The rule of the reference book from which age somebody is an older person, and that age in the law of 2009.
const OLDER_PERSON: &str = "older_person";
const OLDER_PERSON_YEARS: i32 = 60;

/// The members of a day held against the targets of the club's programme, or of every programme in force when the club names
/// none. People of whom the sex, the age or the circumstances are not known, or may not be shown, make a span.
///
/// # Errors
/// SQL.
pub fn composition(connection: &Connection, club: RecordId, on: Day) -> Commanded<Vec<CompositionView>> {
    let members = members(connection, club, on)?;
    let programmes = reference::queries::in_force(connection, ReferenceKind::Programme, on)?;
    let own = entity::get::<Club>(connection, club)?.and_then(|club| club.programme);
    let own = own.and_then(|own| programmes.iter().find(|programme| programme.id == own.id));
    let applies = |target: &Reference| match target.belongs_to.as_deref() {
        None => true,
        Some(programme) => match own {
            Some(own) => own.code.as_deref() == Some(programme),
            None => programmes.iter().any(|one| one.code.as_deref() == Some(programme)),
        },
    };
    let targets = reference::queries::in_force(connection, ReferenceKind::Target, on)?;
    Ok(targets.iter().filter(|target| applies(target)).filter_map(|target| view(&members, target)).collect())
}

/// What is known of a member: yes, no, or not known.
struct Member {
    is_woman: Option<bool>,
    is_older: Option<bool>,
    is_poor: Option<bool>,
}

fn members(connection: &Connection, club: RecordId, on: Day) -> Commanded<Vec<Member>> {
    let directory = Directory::of(connection, club, on)?;
    let years = older_person_years(connection, on)?;
    let mut members = Vec::new();
    for person in directory.members_on(on) {
        let records = directory.same().records(person);
        let known = || records.iter().filter_map(|record| directory.records().get(record));
        let sex = known().find_map(|record| record.sex);
        let birth = known().filter_map(|record| record.birth).max_by_key(|birth| birth.day.is_some());
        let is_older = birth.and_then(|birth| {
            let age = age::full_years(birth, on);
            (age.least >= years || age.most < years).then_some(age.least >= years)
        });
        let mut is_poor = None;
        for record in &records {
            if let Sensitive::Shown(kinds) = care::queries::holding(connection, *record, on)? {
                let poor = [CircumstanceKind::Poor, CircumstanceKind::NearPoor].iter().any(|kind| kinds.contains(kind));
                is_poor = Some(is_poor.unwrap_or(false) || poor);
            }
        }
        let is_woman = match sex {
            Some(Sex::Female) => Some(true),
            Some(Sex::Male) => Some(false),
            _ => None,
        };
        members.push(Member { is_woman, is_older, is_poor });
    }
    Ok(members)
}

fn older_person_years(connection: &Connection, on: Day) -> Commanded<i32> {
    let rules = reference::queries::in_force(connection, ReferenceKind::AgeRule, on)?;
    let of_rule = |rule: &Reference| {
        let (list, years) = rule.code.as_deref()?.split_once(':')?;
        (list == OLDER_PERSON).then(|| years.parse().ok()).flatten()
    };
    Ok(rules.iter().find_map(of_rule).unwrap_or(OLDER_PERSON_YEARS))
}

fn view(members: &[Member], target: &Reference) -> Option<CompositionView> {
    let code = target.code.clone()?;
    let indicator = Indicator::of_code(&code)?;
    let count = |holds: &dyn Fn(&Member) -> Option<bool>| {
        let least = members.iter().filter(|member| holds(member) == Some(true)).count();
        let most = members.iter().filter(|member| holds(member) != Some(false)).count();
        Span { least, most }
    };
    let everybody = Span { least: members.len(), most: members.len() };
    let older = count(&|member| member.is_older);
    let (part, whole) = match indicator {
        Indicator::Members => (everybody, None),
        Indicator::Women => (count(&|member| member.is_woman), Some(everybody)),
        Indicator::Older => (older, Some(everybody)),
        Indicator::Younger => (count(&|member| member.is_older.map(|older| !older)), Some(everybody)),
        Indicator::OlderWomen => (count(&|member| both(member.is_older, member.is_woman)), Some(older)),
        Indicator::Poor => (count(&|member| member.is_poor), Some(everybody)),
    };
    let shares = shares(members, indicator, part, whole);
    let standing = match shares {
        Some((least, most)) => standing(least, most, 100, target),
        None if whole.is_none() => standing((part.least, 1), (part.most, 1), 1, target),
        None => Standing::Open,
    };
    let percent = shares.map(|((least, of_least), (most, of_most))| Span {
        least: least * 100 / of_least.max(1),
        most: (most * 100).div_ceil(of_most.max(1)),
    });
    let percent = percent.map(|span| match shares {
        // Of everybody: rounded to the nearest, not down and up.
        Some((one, other)) if one == other => {
            let nearest = (one.0 * 200 / one.1.max(1)).div_ceil(2);
            Span { least: nearest, most: nearest }
        }
        _ => span,
    });
    Some(CompositionView {
        indicator,
        label_vi: label(target, Language::Vi).to_owned(),
        label_en: label(target, Language::En).to_owned(),
        part,
        whole,
        percent,
        at_least: target.amount,
        at_most: target.at_most,
        standing,
        document: target.document.clone(),
        code,
    })
}

fn both(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    match (one, other) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

/// A share as a fraction.
type Fraction = (usize, usize);

/// The smallest and the largest share that may be; `None` for a plain number, or of nobody. Where the whole is a span, too,
/// the same person counts above and below.
fn shares(members: &[Member], indicator: Indicator, part: Span, whole: Option<Span>) -> Option<(Fraction, Fraction)> {
    let whole = whole?;
    if indicator != Indicator::OlderWomen {
        return (whole.most > 0).then_some(((part.least, whole.least), (part.most, whole.most)));
    }
    let not_women = |sure: bool| {
        let holds = |member: &&Member| match sure {
            true => member.is_older == Some(true) && member.is_woman == Some(false),
            false => member.is_older != Some(false) && member.is_woman != Some(true),
        };
        members.iter().filter(holds).count()
    };
    let (least, most) = ((part.least, part.least + not_women(false)), (part.most, part.most + not_women(true)));
    (least.1 > 0 && most.1 > 0).then_some((least, most))
}

/// How a share or number between two stands to a target; `scale` is 100 for per cent.
fn standing(least: Fraction, most: Fraction, scale: i128, target: &Reference) -> Standing {
    let reaches = |share: Fraction, bound: Decimal| compare(share, scale, bound);
    let below = |share: Fraction| target.amount.is_some_and(|bound| reaches(share, bound).is_lt());
    let above = |share: Fraction| target.at_most.is_some_and(|bound| reaches(share, bound).is_gt());
    match ((below(least), above(least)), (below(most), above(most))) {
        ((false, false), (false, false)) => Standing::Within,
        ((true, _), (true, _)) => Standing::Below,
        ((_, true), (_, true)) => Standing::Above,
        _ => Standing::Open,
    }
}

fn compare(share: Fraction, scale: i128, bound: Decimal) -> std::cmp::Ordering {
    let ten = 10i128.saturating_pow(u32::from(bound.scale));
    let (part, whole) = (share.0 as i128, share.1.max(1) as i128);
    (part * scale * ten).cmp(&(i128::from(bound.mantissa) * whole))
}
