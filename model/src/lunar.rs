//! The Vietnamese lunar calendar from 1900 to 2100, both ways: births and death days of older people are told in it
//! (`domain.md` §11.4).
//!
//! A [`LunarDate`] is what was said; which solar day that was depends on the calendar that hung on the wall there and then,
//! see [`Region`]. The years are a table (ADR 0015), so every phone and the
//! centre resolve a date alike, for ever. What is not here: solar terms, good and bad days, hours.

mod table;
#[cfg(test)]
mod tests;
mod wording;

pub use wording::{CanChi, told_by_lunar};

use crate::time::Day;

/// The first solar day that has a lunar date here: 1 January 1900.
pub const FIRST_DAY: Day = Day(-25_567);
/// The last solar day that has a lunar date here: 31 December 2100.
pub const LAST_DAY: Day = Day(47_846);

/// By whose midnight the days of new moons and solar terms begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Zone {
    /// UTC+7, Vietnam's calendar today.
    Utc7,
    /// UTC+8, as it was printed before: China's calendar. Until 1928 that went by Beijing's own clock, so three months begin a
    /// day before UTC+8 has them: on 17 November 1914, 3 February 1916 and 10 November 1920.
    Utc8,
}

/// Under whose calendar somebody lived before the country had one.
///
/// The North has reckoned by UTC+7 since 1 January 1968 (Decision 121-CP of 8 August 1967), and with it the liberated areas
/// of the South; under the Saigon government calendars followed UTC+8 to the end (Sài Gòn Giải Phóng, "Giờ Việt Nam"). So
/// Tết Mậu Thân was on 29 January 1968 in the North and on 30 January in the South. From 11 May to the end of 1975 both
/// zones have the same dates, so it does not matter on which day of that year the South changed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Region {
    /// North of the 17th parallel, and the liberated areas south of it.
    North,
    /// South of the 17th parallel, under the Saigon government.
    South,
}

/// Why a lunar date is no day, or a day has no lunar date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LunarError {
    /// Before 1900 or after 2100.
    #[error("the lunar calendar is known from 1 January 1900 to 31 December 2100")]
    OutOfRange,
    /// Never: months are 1 to 12, days 1 to 30.
    #[error("no lunar year has this month or this day")]
    NoSuchDate,
    /// The year has no leap month, or another one.
    #[error("this month had no leap month after it that year")]
    NoSuchLeapMonth,
    /// The month had 29 days that year.
    #[error("this month had 29 days that year")]
    NoThirtiethDay,
}

/// A lunar date as somebody said it. Dates are in the order of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LunarDate {
    /// The solar year in which its Tết lies: Giáp Thìn is 2024, to its last day, 28 January 2025.
    pub year: u16,
    /// 1 (Giêng) to 12 (Chạp).
    pub month: u8,
    /// Whether it is the leap month (tháng nhuận) after the month of this number.
    pub is_leap: bool,
    /// 1 to 30.
    pub day: u8,
}

impl LunarDate {
    /// The lunar date of a day.
    ///
    /// # Errors
    /// [`LunarError::OutOfRange`].
    pub fn from_day(day: Day, zone: Zone) -> Result<Self, LunarError> {
        let solar_year = within_range(day)?.ymd().0;
        // The lunar year of this solar year, or the one that was not over yet.
        let years =
            [solar_year, solar_year - 1].into_iter().filter_map(|year| Year::read(u16::try_from(year).ok()?, zone));
        let month = years.flat_map(Year::months).find(|month| month.first <= day && day < month.end());
        let Month { year, number, is_leap, first, .. } = month.ok_or(LunarError::OutOfRange)?;
        let day = u8::try_from(day.0 - first.0 + 1).map_err(|_| LunarError::OutOfRange)?;
        Ok(Self { year, month: number, is_leap, day })
    }

    /// The day of this date.
    ///
    /// # Errors
    /// There was no such date, or it is out of range.
    pub fn to_day(self, zone: Zone) -> Result<Day, LunarError> {
        if !(1..=12).contains(&self.month) || !(1..=30).contains(&self.day) {
            return Err(LunarError::NoSuchDate);
        }
        let mut months = Year::read(self.year, zone).ok_or(LunarError::OutOfRange)?.months();
        let month = months.find(|month| (month.number, month.is_leap) == (self.month, self.is_leap));
        let month = month.ok_or(LunarError::NoSuchLeapMonth)?;
        if self.day > month.length {
            return Err(LunarError::NoThirtiethDay);
        }
        within_range(month.first.plus(i32::from(self.day) - 1))
    }
}

impl Region {
    /// The zone of the calendar in force on a day.
    pub fn zone_on(self, day: Day) -> Zone {
        if day < self.first_day_by_utc7() { Zone::Utc8 } else { Zone::Utc7 }
    }

    /// The lunar date of a day, by the calendar in force.
    ///
    /// # Errors
    /// [`LunarError::OutOfRange`].
    pub fn lunar_date(self, day: Day) -> Result<LunarDate, LunarError> {
        LunarDate::from_day(day, self.zone_on(day))
    }

    /// The day of a lunar date, by the calendar in force. On the day of the change both calendars had the same date, so no
    /// date was skipped and none came twice.
    ///
    /// # Errors
    /// There was no such date, or it is out of range.
    pub fn day(self, date: LunarDate) -> Result<Day, LunarError> {
        let change = LunarDate::from_day(self.first_day_by_utc7(), Zone::Utc7)?;
        date.to_day(if date < change { Zone::Utc8 } else { Zone::Utc7 })
    }

    /// The region of a commune by the five digits of its code: they were given out from north to south, and those of Quảng
    /// Trị begin with 19330. Its places north of the Bến Hải are taken for the South here, which matters for dates of 1968 to
    /// 1975 alone.
    pub fn of_unit(code: &str) -> Self {
        const FIRST_OF_QUANG_TRI: u32 = 19_330;
        match code.parse::<u32>() {
            Ok(number) if number < FIRST_OF_QUANG_TRI => Self::North,
            _ => Self::South,
        }
    }

    /// 1 January 1968 and 1 January 1976.
    fn first_day_by_utc7(self) -> Day {
        match self {
            Self::North => Day(-731),
            Self::South => Day(2191),
        }
    }
}

fn within_range(day: Day) -> Result<Day, LunarError> {
    if (FIRST_DAY..=LAST_DAY).contains(&day) { Ok(day) } else { Err(LunarError::OutOfRange) }
}

/// A lunar year as the table has it.
#[derive(Clone, Copy)]
struct Year {
    number: u16,
    new_year: Day,
    row: u32,
}

#[derive(Clone, Copy)]
struct Month {
    year: u16,
    number: u8,
    is_leap: bool,
    first: Day,
    length: u8,
}

impl Year {
    fn read(number: u16, zone: Zone) -> Option<Self> {
        let rows = match zone {
            Zone::Utc7 => &table::UTC_7,
            Zone::Utc8 => &table::UTC_8,
        };
        let row = *rows.get(usize::from(number.checked_sub(table::FIRST_YEAR)?))?;
        let new_year = Day::from_ymd(i32::from(number), 1, 1)?.plus((row >> 17) as i32);
        Some(Self { number, new_year, row })
    }

    fn months(self) -> impl Iterator<Item = Month> {
        let leap = (self.row & 15) as u8;
        let numbers = (1..=12).flat_map(move |number| {
            let leap = (number == leap).then_some((number, true));
            std::iter::once((number, false)).chain(leap)
        });
        let mut first = self.new_year;
        numbers.enumerate().map(move |(index, (number, is_leap))| {
            let length = if self.row >> (4 + index) & 1 == 1 { 30 } else { 29 };
            let month = Month { year: self.number, number, is_leap, first, length };
            first = month.end();
            month
        })
    }
}

impl Month {
    /// The day after the last.
    fn end(self) -> Day {
        self.first.plus(i32::from(self.length))
    }
}
