//! Rules that go by age: who is an older person, who is greeted at which age, from when somebody may ask for the social
//! pension (`domain.md` §6.3-§6.5). The rules themselves stand in the reference book, dated and with their documents; here
//! is how they are read and applied.
//!
//! An entry of the kind `age_rule` says one rule. Its code names the list and the age, `longevity:90`; a plus behind it,
//! `longevity:100+`, means each year from there on. `amount` is the age in completed years, `any_of` and `none_of` the
//! circumstances that it asks for, the label how it is called, `text` what to do, `document` where it stands.

use crate::age::{self, Reached};
use crate::registry::Reference;
use crate::time::{Day, PartialDate};
use crate::vocabulary::CircumstanceKind;

/// A rule that goes by age.
#[derive(Debug, Clone, Copy)]
pub struct AgeRule<'a> {
    /// The entry: labels, what to do, the document.
    pub entry: &'a Reference,
    /// The list that it belongs to: what stands before the colon.
    pub list: &'a str,
    /// Completed years.
    pub years: i32,
    /// Whether it holds again at each later birthday.
    pub is_yearly: bool,
}

/// From when the age that a rule asks for is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ByAge {
    /// Since this day at the latest.
    Since(Day),
    /// At some time of this year; the papers do not say when.
    InThisYear,
    /// From this day on at the earliest.
    From(Day),
}

/// Whether the circumstances that a rule asks for hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conditions {
    /// It asks for none, or they hold.
    Met,
    /// They do not hold, or one that shuts it out does.
    NotMet,
    /// They are not known, or may not be looked at.
    Unknown,
}

impl<'a> AgeRule<'a> {
    /// The rule of an entry; `None` for one of a form that this version does not know.
    pub fn read(entry: &'a Reference) -> Option<Self> {
        let code = entry.code.as_deref()?;
        let amount = entry.amount?;
        let years =
            i32::try_from(amount.mantissa).ok().filter(|years| amount.scale == 0 && (0..=150).contains(years))?;
        let list = code.split(':').next()?;
        Some(Self { entry, list, years, is_yearly: code.ends_with('+') })
    }

    /// From when somebody has the age on a day. A rule that came into force after the birthday holds from its first day.
    pub fn by_age(&self, birth: PartialDate, on: Day) -> ByAge {
        let begun = |day: Day| self.entry.valid_from.map_or(day, |from| from.max(day));
        match age::has_reached(birth, self.years, on) {
            Reached::Yes => ByAge::Since(begun(age::completes(birth, self.years).1)),
            Reached::InThisYear => ByAge::InThisYear,
            Reached::From(day) => ByAge::From(begun(day)),
        }
    }

    /// Whether its circumstances hold, from those that are known to; `None` when they may not be looked at.
    pub fn conditions(&self, holding: Option<&[CircumstanceKind]>) -> Conditions {
        let asks = !self.entry.any_of.is_empty() || !self.entry.none_of.is_empty();
        let Some(holding) = holding else { return if asks { Conditions::Unknown } else { Conditions::Met } };
        let holds = |kind: &CircumstanceKind| holding.contains(kind);
        if self.entry.none_of.iter().any(holds) {
            return Conditions::NotMet;
        }
        match self.entry.any_of.is_empty() || self.entry.any_of.iter().any(holds) {
            true => Conditions::Met,
            false => Conditions::NotMet,
        }
    }

    /// The age that this rule marks in a calendar year, with the first and the last possible day; `None` in other years.
    pub fn in_year(&self, birth: PartialDate, year: i32) -> Option<(i32, Day, Day)> {
        let age = year - i32::from(birth.year);
        let is_marked = age == self.years || self.is_yearly && age > self.years;
        let (first, last) = age::completes(birth, age);
        is_marked.then_some((age, first, last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::RecordId;
    use crate::merge::EntityState;
    use crate::registry::Entity;
    use crate::value::{Decimal, Unit};

    fn day(year: i32, month: u32, day: u32) -> Day {
        Day::from_ymd(year, month, day).unwrap()
    }

    fn entry(code: &str, years: i64) -> Reference {
        Reference {
            code: Some(code.to_owned()),
            amount: Decimal::new(years, 0, Unit::One),
            ..Reference::read(RecordId::NIL, &EntityState::new())
        }
    }

    #[test]
    fn the_age_is_reached_on_the_birthday_and_a_rule_holds_from_its_own_first_day_at_the_earliest() {
        let pension = Reference { valid_from: Some(day(2025, 7, 1)), ..entry("social_pension:75", 75) };
        let rule = AgeRule::read(&pension).unwrap();
        let lan = PartialDate::new(1951, Some(3), Some(12)).unwrap();
        assert_eq!(rule.by_age(lan, day(2026, 3, 11)), ByAge::From(day(2026, 3, 12)));
        assert_eq!(rule.by_age(lan, day(2026, 3, 12)), ByAge::Since(day(2026, 3, 12)));
        let older = PartialDate::new(1940, Some(3), Some(12)).unwrap();
        assert_eq!(rule.by_age(older, day(2026, 3, 12)), ByAge::Since(day(2025, 7, 1)));
    }

    #[test]
    fn a_year_of_birth_alone_says_in_this_year_and_never_the_first_of_january() {
        let greeted = entry("longevity:90", 90);
        let rule = AgeRule::read(&greeted).unwrap();
        let year = PartialDate::new(1936, None, None).unwrap();
        assert_eq!(rule.by_age(year, day(2025, 12, 31)), ByAge::From(day(2026, 1, 1)));
        assert_eq!(rule.by_age(year, day(2026, 1, 1)), ByAge::InThisYear);
        assert_eq!(rule.by_age(year, day(2026, 12, 31)), ByAge::Since(day(2026, 12, 31)));
    }

    #[test]
    fn circumstances_are_asked_for_shut_out_or_unknown() {
        use CircumstanceKind::{NearPoor, Pension, Poor};
        let pension =
            Reference { any_of: vec![Poor, NearPoor], none_of: vec![Pension], ..entry("social_pension:70", 70) };
        let rule = AgeRule::read(&pension).unwrap();
        assert_eq!(rule.conditions(Some(&[NearPoor])), Conditions::Met);
        assert_eq!(rule.conditions(Some(&[NearPoor, Pension])), Conditions::NotMet);
        assert_eq!(rule.conditions(Some(&[])), Conditions::NotMet);
        assert_eq!(rule.conditions(None), Conditions::Unknown);
        assert_eq!(AgeRule::read(&entry("older_person:60", 60)).unwrap().conditions(None), Conditions::Met);
    }

    #[test]
    fn a_rule_marks_its_year_and_a_yearly_one_every_year_from_there_on() {
        let (ninety, hundred) = (entry("longevity:90", 90), entry("longevity:100+", 100));
        let (ninety, hundred) = (AgeRule::read(&ninety).unwrap(), AgeRule::read(&hundred).unwrap());
        let born = PartialDate::new(1924, Some(2), Some(29)).unwrap();
        assert_eq!(ninety.in_year(born, 2014), Some((90, day(2014, 2, 28), day(2014, 2, 28))));
        assert_eq!(ninety.in_year(born, 2015), None);
        assert_eq!(hundred.in_year(born, 2023), None);
        assert_eq!(hundred.in_year(born, 2024), Some((100, day(2024, 2, 29), day(2024, 2, 29))));
        assert_eq!(hundred.in_year(born, 2026).unwrap().0, 102);
        let list = |rule: AgeRule<'_>| rule.list.to_owned();
        assert_eq!((list(ninety), list(hundred)), ("longevity".to_owned(), "longevity".to_owned()));
    }

    #[test]
    fn what_is_no_age_is_no_rule() {
        assert!(AgeRule::read(&entry("older_person", -1)).is_none());
        assert!(AgeRule::read(&Reference { amount: Decimal::new(605, 1, Unit::One), ..entry("x", 0) }).is_none());
        assert!(AgeRule::read(&Reference { amount: None, ..entry("x", 0) }).is_none());
    }
}
