//! Birthdays of a month: of living members whose day of birth is known, by the sun or by the moon as they told it.

use clubbook_model::id::RecordId;
use clubbook_model::lunar::{LunarDate, LunarError, Zone};
use clubbook_model::registry::Person;
use clubbook_model::time::{Day, Month, PartialDate};
use clubbook_model::vocabulary::Language;
use rusqlite::Connection;

use super::directory::Directory;
use super::queries::{self, Which};
use super::views::{PersonView, lunar_birth};
use crate::features::Commanded;
use crate::wording;

/// A birthday.
#[derive(Debug, Clone, PartialEq)]
pub struct BirthdayView {
    /// Whose.
    pub person: PersonView,
    /// On; none when the papers say the month alone.
    pub on: Option<Day>,
    /// How old they are by calendar years.
    pub turns: i32,
    /// The birthday is told by the moon: as it was said.
    pub lunar: Option<LunarDate>,
}

impl BirthdayView {
    /// "thứ Bảy 21/11: bà Đinh Thị Lan, 71 tuổi (rằm tháng Mười)".
    pub fn words(&self, today: Day, language: Language) -> String {
        let on = match (self.on, language) {
            (Some(day), _) => wording::day(day, today, language),
            (None, Language::Vi) => "trong tháng".to_owned(),
            (None, Language::En) => "this month".to_owned(),
        };
        let told = self.lunar.map(|date| format!(" ({})", date.spoken())).unwrap_or_default();
        match language {
            Language::Vi => format!("{on}: {}, {} tuổi{told}", self.person.titled(), self.turns),
            Language::En => format!("{on}: {}, {} years{told}", self.person.name, self.turns),
        }
    }
}

/// The birthdays of a month, in its order; who was born at an unknown day of the month comes last. Of whom only the year is
/// known has none, and neither has who died.
///
/// # Errors
/// SQL.
pub fn of_month(connection: &Connection, club: RecordId, month: Month, today: Day) -> Commanded<Vec<BirthdayView>> {
    let directory = Directory::of(connection, club, today)?;
    let mut birthdays = Vec::new();
    for member in queries::members(connection, club, Which::On(month.first().max(today)), today)? {
        if !directory.is_living(member.person.id) {
            continue;
        }
        let records = directory.same().records(member.person.id);
        let told = records.iter().filter_map(|record| directory.records().get(record)).max_by_key(|one| known(one));
        let Some(birth) = told.and_then(|person| person.birth) else { continue };
        let turns = month.year - i32::from(birth.year);
        let lunar = told.and_then(lunar_birth);
        let on = match lunar {
            Some(date) => lunar_birthday(date, month),
            None => solar_birthday(birth, month),
        };
        match on {
            Falls::On(day) => birthdays.push(BirthdayView { person: member.person, on: Some(day), turns, lunar }),
            Falls::InMonth => birthdays.push(BirthdayView { person: member.person, on: None, turns, lunar }),
            Falls::Elsewhere => {}
        }
    }
    birthdays.retain(|birthday| birthday.turns > 0);
    birthdays.sort_by_key(|birthday| (birthday.on.is_none(), birthday.on, birthday.person.id));
    Ok(birthdays)
}

/// Of several records of a person the one that says most of the birth counts.
fn known(person: &Person) -> (bool, bool, bool) {
    let birth = person.birth;
    (lunar_birth(person).is_some(), birth.is_some_and(|birth| birth.day.is_some()), birth.is_some())
}

/// When a birthday falls, next to a month.
#[derive(Debug, PartialEq, Eq)]
enum Falls {
    On(Day),
    InMonth,
    Elsewhere,
}

fn solar_birthday(birth: PartialDate, month: Month) -> Falls {
    match (birth.month, birth.day) {
        (Some(of), Some(day)) if u32::from(of) == month.month => {
            // 29 February is the last day of February where there is none.
            Falls::On(Day::from_ymd(month.year, month.month, u32::from(day)).unwrap_or_else(|| month.last()))
        }
        (Some(of), None) if u32::from(of) == month.month => Falls::InMonth,
        _ => Falls::Elsewhere,
    }
}

/// The day of this lunar day in the calendar of today. Who was born in a leap month has it in the month of that number, and
/// who was born on a 30th on the 29th of a month that has no more.
fn lunar_birthday(born: LunarDate, month: Month) -> Falls {
    let of_year = |year: i32| {
        let date = LunarDate { year: u16::try_from(year).ok()?, is_leap: false, ..born };
        match date.to_day(Zone::Utc7) {
            Err(LunarError::NoThirtiethDay) => LunarDate { day: 29, ..date }.to_day(Zone::Utc7).ok(),
            found => found.ok(),
        }
    };
    let days = [month.year - 1, month.year].into_iter().filter_map(of_year);
    days.filter(|day| day.month() == month).map(Falls::On).next().unwrap_or(Falls::Elsewhere)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, number: u32) -> Day {
        Day::from_ymd(year, month, number).unwrap()
    }

    #[test]
    fn birthdays_by_sun_and_moon_fall_where_the_calendars_of_today_say() {
        let month = |year, month| Month { year, month };
        let solar = |birth: PartialDate, at| solar_birthday(birth, at);
        let leap = PartialDate::new(1956, Some(2), Some(29)).unwrap();
        assert_eq!(solar(leap, month(2026, 2)), Falls::On(day(2026, 2, 28)));
        assert_eq!(solar(leap, month(2028, 2)), Falls::On(day(2028, 2, 29)));
        assert_eq!(solar(PartialDate::year(1956).unwrap(), month(2026, 1)), Falls::Elsewhere);
        assert_eq!(solar(PartialDate::new(1956, Some(3), None).unwrap(), month(2026, 3)), Falls::InMonth);

        // Mid-Autumn 2026 is on 25 September; the 23rd of Chạp of Ất Tỵ on 10 February 2026.
        let born = |month, day| LunarDate { year: 1955, month, is_leap: false, day };
        assert_eq!(lunar_birthday(born(8, 15), month(2026, 9)), Falls::On(day(2026, 9, 25)));
        assert_eq!(lunar_birthday(born(8, 15), month(2026, 8)), Falls::Elsewhere);
        assert_eq!(lunar_birthday(born(12, 23), month(2026, 2)), Falls::On(day(2026, 2, 10)));
        // Born on a 30th: the last day of the month, whether it has 29 days or 30.
        for number in 1..=12 {
            let days = (0..14).filter_map(|ahead| Month::from_index(month(2026, 1).index() + ahead));
            let Some(Falls::On(last)) =
                days.map(|at| lunar_birthday(born(number, 30), at)).find(|at| *at != Falls::Elsewhere)
            else {
                panic!("a birthday in month {number}")
            };
            assert_eq!(LunarDate::from_day(last.plus(1), Zone::Utc7).unwrap().day, 1, "month {number}");
        }
        // Born in a leap third month: the third month of every year.
        let in_leap = LunarDate { is_leap: true, ..born(3, 1) };
        assert_eq!(lunar_birthday(in_leap, day(2026, 4, 17).month()), Falls::On(day(2026, 4, 17)));
    }
}
