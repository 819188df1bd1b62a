//! Time: hybrid logical clocks for order, days and partial dates for what people say. No clock is read here; "now" is
//! always an argument.

use crate::codec::{DecodeError, Decoded, Reader, Writer};
use crate::id::{DeviceId, OpId};

/// A moment in UTC, in whole seconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Instant(pub i64);

impl Instant {
    /// The calendar day in Vietnam (UTC+7) at this moment.
    pub fn day_in_vietnam(self) -> Day {
        let days = (self.0.saturating_add(7 * 3600)).div_euclid(86_400);
        Day(days.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32)
    }
}

/// A calendar day (proleptic Gregorian), counted from 1 January 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Day(pub i32);

impl Day {
    /// The day of a date; `None` when there is no such date.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(1..=12).contains(&month) || day == 0 || day > days_in_month(year, month) || !(-9999..=9999).contains(&year)
        {
            return None;
        }
        // Days from civil, after H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
        let shifted = if month <= 2 { year - 1 } else { year };
        let era = shifted.div_euclid(400);
        let year_of_era = shifted.rem_euclid(400);
        let month_from_march = (month as i32 + 9) % 12;
        let day_of_year = (153 * month_from_march + 2) / 5 + day as i32 - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Some(Self(era * 146_097 + day_of_era - 719_468))
    }

    /// Year, month (1-12) and day (1-31).
    pub fn ymd(self) -> (i32, u32, u32) {
        let days = i64::from(self.0) + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = (day_of_year - (153 * month_from_march + 2) / 5 + 1) as u32;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 } as u32;
        let year = (year_of_era + era * 400) as i32 + i32::from(month <= 2);
        (year, month, day)
    }

    /// The month that this day lies in.
    pub fn month(self) -> Month {
        let (year, month, _) = self.ymd();
        Month { year, month }
    }

    /// `days` later (earlier when negative).
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// 0 = Monday … 6 = Sunday.
    pub fn weekday(self) -> u32 {
        (self.0 + 3).rem_euclid(7) as u32
    }
}

/// A calendar month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    /// The year.
    pub year: i32,
    /// 1 to 12.
    pub month: u32,
}

impl Month {
    /// Months since year 0, the form in which a month is part of a key.
    pub fn index(self) -> i64 {
        i64::from(self.year) * 12 + i64::from(self.month) - 1
    }

    /// The inverse of [`Month::index`].
    pub fn from_index(index: i64) -> Option<Self> {
        let year = i32::try_from(index.div_euclid(12)).ok()?;
        Some(Self { year, month: index.rem_euclid(12) as u32 + 1 })
    }

    /// The first day.
    pub fn first(self) -> Day {
        Day::from_ymd(self.year, self.month, 1).unwrap_or_default()
    }

    /// The last day.
    pub fn last(self) -> Day {
        Day::from_ymd(self.year, self.month, days_in_month(self.year, self.month)).unwrap_or_default()
    }
}

fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// A date of which only the year may be known: many older people's papers carry no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    /// 1 to 9999.
    pub year: u16,
    /// 1 to 12, when known.
    pub month: Option<u8>,
    /// 1 to 31, when known; only with a month.
    pub day: Option<u8>,
}

impl PartialDate {
    /// Only the year.
    pub fn year(year: u16) -> Option<Self> {
        Self::new(year, None, None)
    }

    /// A date as far as it is known; `None` when there is no such date, or a day without a month.
    pub fn new(year: u16, month: Option<u8>, day: Option<u8>) -> Option<Self> {
        let exists = match (month, day) {
            (None, None) => true,
            (Some(month), None) => (1..=12).contains(&month),
            (Some(month), Some(day)) => Day::from_ymd(i32::from(year), u32::from(month), u32::from(day)).is_some(),
            (None, Some(_)) => false,
        };
        ((1..=9999).contains(&year) && exists).then_some(Self { year, month, day })
    }

    /// A day that is known in full; `None` outside the years 1 to 9999.
    pub fn of_day(day: Day) -> Option<Self> {
        let (year, month, number) = day.ymd();
        Self::new(u16::try_from(year).ok()?, u8::try_from(month).ok(), u8::try_from(number).ok())
    }

    /// The first and the last day that it may mean; the same when it is known in full.
    pub fn span(self) -> (Day, Day) {
        let year = i32::from(self.year);
        let of_month = |month: u8| Month { year, month: u32::from(month) };
        match (self.month, self.day) {
            (Some(month), Some(day)) => {
                let day = Day::from_ymd(year, u32::from(month), u32::from(day)).unwrap_or_default();
                (day, day)
            }
            (Some(month), None) => (of_month(month).first(), of_month(month).last()),
            _ => (of_month(1).first(), of_month(12).last()),
        }
    }

    pub(crate) fn pack(self) -> u32 {
        u32::from(self.year) << 9 | u32::from(self.month.unwrap_or(0)) << 5 | u32::from(self.day.unwrap_or(0))
    }

    pub(crate) fn unpack(packed: u32) -> Option<Self> {
        let part = |n: u32| u8::try_from(n).ok().filter(|&n| n > 0);
        Self::new(u16::try_from(packed >> 9).ok()?, part(packed >> 5 & 15), part(packed & 31))
    }
}

/// A hybrid logical clock reading: 40 bits of seconds since 1970 and a 16-bit counter.
///
/// After Kulkarni et al., "Logical Physical Clocks" (2014): the seconds follow the wall clock, the counter keeps readings
/// of one device rising when the wall clock stands still or goes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Hlc(u64);

impl Hlc {
    /// The largest reading.
    pub const MAX: Self = Self((1 << 56) - 1);

    /// A reading from its parts.
    pub fn new(seconds: u64, counter: u16) -> Self {
        Self((seconds & ((1 << 40) - 1)) << 16 | u64::from(counter))
    }

    /// From its 56 bits.
    ///
    /// # Errors
    /// Out of range.
    pub fn from_bits(bits: u64) -> Decoded<Self> {
        if bits > Self::MAX.0 { Err(DecodeError::OutOfRange("a clock reading")) } else { Ok(Self(bits)) }
    }

    /// Its 56 bits.
    pub fn bits(self) -> u64 {
        self.0
    }

    /// Seconds since 1970.
    pub fn seconds(self) -> u64 {
        self.0 >> 16
    }

    /// The moment, for showing.
    pub fn instant(self) -> Instant {
        Instant(self.seconds() as i64)
    }

    /// The next larger reading.
    pub fn next(self) -> Self {
        Self((self.0 + 1).min(Self::MAX.0))
    }

    /// The reading for something that happens now on a device whose last reading was `self`.
    pub fn tick(self, now: Instant) -> Self {
        Self::new(u64::try_from(now.0).unwrap_or(0), 0).max(self.next())
    }
}

/// The total order of entries: clock, then device, then number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp {
    /// The (effective) clock reading.
    pub hlc: Hlc,
    /// The op.
    pub op: OpId,
}

impl Stamp {
    /// The device that made the op.
    pub fn device(self) -> DeviceId {
        self.op.device
    }
}

/// How far ahead of the centre's clock a stamp may be before it is clamped: 2 minutes.
pub const CLAMP_AHEAD_SECONDS: i64 = 120;

/// What the centre does with a stamp that is too far ahead: `None` when it stands as it is, else the effective reading,
/// max(server time, the device's previous effective reading + 1).
pub fn clamp(stamped: Hlc, server_now: Instant, previous_effective: Hlc) -> Option<Hlc> {
    let limit = Hlc::new(u64::try_from(server_now.0.saturating_add(CLAMP_AHEAD_SECONDS)).unwrap_or(0), u16::MAX);
    if stamped <= limit {
        return None;
    }
    Some(Hlc::new(u64::try_from(server_now.0).unwrap_or(0), 0).max(previous_effective.next()))
}

pub(crate) fn encode_hlc(hlc: Hlc, writer: &mut Writer) {
    writer.varint(hlc.bits());
}

pub(crate) fn decode_hlc(reader: &mut Reader<'_>) -> Decoded<Hlc> {
    Hlc::from_bits(reader.varint("a clock reading")?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_from_1900_to_2100_counts_up_by_one_and_back() {
        let mut day = Day::from_ymd(1900, 1, 1).unwrap();
        let end = Day::from_ymd(2101, 1, 1).unwrap();
        assert_eq!(Day::from_ymd(1970, 1, 1), Some(Day(0)));
        while day < end {
            let (y, m, d) = day.ymd();
            assert_eq!(Day::from_ymd(y, m, d), Some(day));
            day = day.plus(1);
        }
        assert_eq!(day.0 - Day::from_ymd(1900, 1, 1).unwrap().0, 73_414);
        assert_eq!(Day::from_ymd(2026, 11, 24).unwrap().weekday(), 1);
    }

    #[test]
    fn there_is_no_30th_of_february_and_no_day_without_a_month() {
        assert_eq!(Day::from_ymd(2026, 2, 30), None);
        assert_eq!(PartialDate::new(1950, None, Some(3)), None);
        assert_eq!(PartialDate::new(1950, Some(2), Some(29)), None);
        let birth = PartialDate::new(1952, Some(2), Some(29)).unwrap();
        assert_eq!(PartialDate::unpack(birth.pack()), Some(birth));
    }

    #[test]
    fn a_clock_that_goes_back_does_not_take_the_stamps_back() {
        let first = Hlc::default().tick(Instant(1000));
        let second = first.tick(Instant(10));
        assert!(second > first);
        assert_eq!(second.tick(Instant(2000)), Hlc::new(2000, 0));
    }

    #[test]
    fn a_stamp_far_ahead_is_clamped_and_stays_above_the_device_s_previous_one() {
        let now = Instant(1_000_000);
        assert_eq!(clamp(Hlc::new(1_000_100, 5), now, Hlc::default()), None);
        assert_eq!(clamp(Hlc::new(2_000_000, 0), now, Hlc::default()), Some(Hlc::new(1_000_000, 0)));
        let previous = Hlc::new(1_000_000, 7);
        assert_eq!(clamp(Hlc::new(2_000_000, 1), now, previous), Some(previous.next()));
    }

    #[test]
    fn a_day_in_vietnam_begins_seven_hours_before_utc() {
        let evening_utc = Instant(i64::from(Day::from_ymd(2026, 11, 23).unwrap().0) * 86_400 + 18 * 3600);
        assert_eq!(evening_utc.day_in_vietnam(), Day::from_ymd(2026, 11, 24).unwrap());
    }
}
