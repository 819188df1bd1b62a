//! How old somebody is on a day, when the papers may say the year alone.
//!
//! Rules go by completed years ("đủ tuổi", `domain.md` §6.3), lists are made by calendar years ("tuổi theo năm"), and
//! everyday talk counts the year in which one was born ("tuổi mụ"). A date of which only the year is known is never read as
//! 1 January: what follows from it is a span, and an age that is reached at some time of a year is said so.

use crate::time::{Day, Month, PartialDate};

/// How many completed years somebody is old: exactly, or between two numbers that differ by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct FullYears {
    /// At least.
    pub least: i32,
    /// At most.
    pub most: i32,
}

impl FullYears {
    /// The number, when it is known for sure.
    pub fn exact(self) -> Option<i32> {
        (self.least == self.most).then_some(self.least)
    }
}

/// Whether somebody has completed so many years on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reached {
    /// Yes.
    Yes,
    /// In this calendar year ("đủ tuổi trong năm"), before this day or after it: the papers do not say which.
    InThisYear,
    /// Later, from this day on at the earliest.
    From(Day),
}

/// The day on which somebody born on this date completes `years`: its day and month again. Who was born on 29 February
/// completes a year on the last day of February, as a term of months ends that has no such day (Civil Code 2015, article 148.3,
/// by analogy). The first and the last possible one; the same when the date is known in full.
pub fn completes(birth: PartialDate, years: i32) -> (Day, Day) {
    // A year that no calendar here has is as good as the last one: never.
    let year = i32::from(birth.year).saturating_add(years).clamp(1, 9999);
    let months = match birth.month {
        Some(month) => (u32::from(month), u32::from(month)),
        None => (1, 12),
    };
    let (first, last) = (Month { year, month: months.0 }, Month { year, month: months.1 });
    match birth.day {
        Some(day) => {
            let day = Day::from_ymd(year, first.month, u32::from(day)).unwrap_or_else(|| first.last());
            (day, day)
        }
        None => (first.first(), last.last()),
    }
}

/// Completed years on a day; none before the birth.
pub fn full_years(birth: PartialDate, on: Day) -> FullYears {
    let by_year = by_year(birth, on);
    let completed = |is_completed: &dyn Fn((Day, Day)) -> bool| {
        if is_completed(completes(birth, by_year)) { by_year } else { by_year - 1 }
    };
    let least = completed(&|(_, last)| last <= on).max(0);
    let most = completed(&|(first, _)| first <= on).max(0);
    FullYears { least, most }
}

/// The age by calendar years ("tuổi theo năm"): this year less the year of birth.
pub fn by_year(birth: PartialDate, on: Day) -> i32 {
    on.ymd().0 - i32::from(birth.year)
}

/// The age of everyday talk ("tuổi mụ"): the year of birth is the first.
pub fn counted_from_birth(birth: PartialDate, on: Day) -> i32 {
    by_year(birth, on) + 1
}

/// Whether somebody has completed `years` on a day.
pub fn has_reached(birth: PartialDate, years: i32, on: Day) -> Reached {
    let (first, last) = completes(birth, years);
    if last <= on {
        Reached::Yes
    } else if first <= on {
        Reached::InThisYear
    } else {
        Reached::From(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(year: i32, month: u32, day: u32) -> Day {
        Day::from_ymd(year, month, day).unwrap()
    }

    fn date(year: u16, month: Option<u8>, day: Option<u8>) -> PartialDate {
        PartialDate::new(year, month, day).unwrap()
    }

    /// The plainest count: how many birthdays there were, looked for day by day.
    fn birthdays(birth: PartialDate, on: Day) -> i32 {
        let (year, month, number) =
            (i32::from(birth.year), u32::from(birth.month.unwrap()), u32::from(birth.day.unwrap()));
        let mut count = 0;
        let mut at = day(year, month, number).plus(1);
        while at <= on {
            let (_, at_month, at_number) = at.ymd();
            let is_leap_day = (month, number) == (2, 29);
            let has_leap_day = Day::from_ymd(at.ymd().0, 2, 29).is_some();
            let is_birthday = (at_month, at_number) == (month, number)
                || is_leap_day && !has_leap_day && (at_month, at_number) == (2, 28);
            count += i32::from(is_birthday);
            at = at.plus(1);
        }
        count
    }

    #[test]
    fn the_years_are_full_on_the_birthday_and_not_the_day_before() {
        let lan = date(1955, Some(3), Some(12));
        assert_eq!(full_years(lan, day(2026, 3, 11)).exact(), Some(70));
        assert_eq!(full_years(lan, day(2026, 3, 12)).exact(), Some(71));
        assert_eq!(by_year(lan, day(2026, 3, 11)), 71);
        assert_eq!(counted_from_birth(lan, day(2026, 3, 11)), 72);
        assert_eq!(has_reached(lan, 71, day(2026, 3, 11)), Reached::From(day(2026, 3, 12)));
        assert_eq!(has_reached(lan, 71, day(2026, 3, 12)), Reached::Yes);
    }

    #[test]
    fn who_was_born_on_29_february_is_a_year_older_on_the_last_day_of_february() {
        let leap = date(1956, Some(2), Some(29));
        assert_eq!(full_years(leap, day(2026, 2, 27)).exact(), Some(69));
        assert_eq!(full_years(leap, day(2026, 2, 28)).exact(), Some(70));
        assert_eq!(full_years(leap, day(2028, 2, 28)).exact(), Some(71));
        assert_eq!(full_years(leap, day(2028, 2, 29)).exact(), Some(72));
    }

    #[test]
    fn a_year_alone_gives_a_span_and_an_age_that_is_reached_in_the_year() {
        let year = date(1951, None, None);
        assert_eq!(full_years(year, day(2026, 1, 1)), FullYears { least: 74, most: 75 });
        assert_eq!(full_years(year, day(2026, 12, 30)), FullYears { least: 74, most: 75 });
        assert_eq!(full_years(year, day(2026, 12, 31)).exact(), Some(75));
        assert_eq!(has_reached(year, 75, day(2025, 12, 31)), Reached::From(day(2026, 1, 1)));
        assert_eq!(has_reached(year, 75, day(2026, 7, 1)), Reached::InThisYear);
        assert_eq!(has_reached(year, 75, day(2026, 12, 31)), Reached::Yes);
        let month = date(1951, Some(6), None);
        assert_eq!(has_reached(month, 75, day(2026, 5, 31)), Reached::From(day(2026, 6, 1)));
        assert_eq!(has_reached(month, 75, day(2026, 6, 1)), Reached::InThisYear);
        assert_eq!(has_reached(month, 75, day(2026, 6, 30)), Reached::Yes);
    }

    #[test]
    fn nobody_is_younger_than_nothing() {
        assert_eq!(full_years(date(2026, Some(5), Some(1)), day(2026, 4, 1)), FullYears { least: 0, most: 0 });
        assert_eq!(full_years(date(2026, None, None), day(2020, 4, 1)).exact(), Some(0));
    }

    #[test]
    fn day_by_day_around_each_birthday_the_count_is_that_of_birthdays() {
        for birth in [date(1952, Some(2), Some(29)), date(1955, Some(12), Some(31)), date(1950, Some(1), Some(1))] {
            for year in [1960, 1999, 2000, 2024, 2026, 2027] {
                let around = Day::from_ymd(year, u32::from(birth.month.unwrap()), 28).unwrap();
                for shift in -5..=5 {
                    let on = around.plus(shift);
                    assert_eq!(
                        full_years(birth, on).exact(),
                        Some(birthdays(birth, on)),
                        "{birth:?} on {:?}",
                        on.ymd()
                    );
                }
            }
        }
    }

    fn any_birth() -> impl Strategy<Value = PartialDate> {
        (1900u16..2026, prop::option::of((1u8..=12, prop::option::of(1u8..=31))))
            .prop_filter_map("a date", |(year, rest)| PartialDate::new(year, rest.map(|r| r.0), rest.and_then(|r| r.1)))
    }

    proptest! {
        #[test]
        fn prop_whatever_the_date_was_the_age_is_in_the_span(birth in any_birth(), month in 1u8..=12, number in 1u8..=31, on in -10_000i32..40_000) {
            // A full date that the partial one may stand for.
            let full = PartialDate::new(birth.year, birth.month.or(Some(month)), birth.day.or(Some(number)));
            let Some(full) = full else { return Ok(()) };
            let (span, exact) = (full_years(birth, Day(on)), full_years(full, Day(on)).exact().unwrap());
            prop_assert!((span.least..=span.most).contains(&exact) && span.most - span.least <= 1);
            for years in [60, 70, 75] {
                let exactly = has_reached(full, years, Day(on));
                match has_reached(birth, years, Day(on)) {
                    Reached::Yes => prop_assert_eq!(exactly, Reached::Yes),
                    Reached::InThisYear => prop_assert_eq!(i32::from(birth.year) + years, Day(on).ymd().0),
                    Reached::From(first) => prop_assert!(matches!(exactly, Reached::From(day) if day >= first)),
                }
            }
        }

        #[test]
        fn prop_nobody_grows_younger(birth in any_birth(), on in -10_000i32..40_000) {
            let (today, tomorrow) = (full_years(birth, Day(on)), full_years(birth, Day(on + 1)));
            prop_assert!(today.least <= tomorrow.least && today.most <= tomorrow.most);
        }
    }
}
