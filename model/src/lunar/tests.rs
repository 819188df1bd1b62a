use super::*;
use proptest::prelude::*;

fn day(year: i32, month: u32, day: u32) -> Day {
    Day::from_ymd(year, month, day).unwrap()
}

fn lunar(year: u16, month: u8, is_leap: bool, day: u8) -> LunarDate {
    LunarDate { year, month, is_leap, day }
}

fn tet(year: u16, zone: Zone) -> Day {
    lunar(year, 1, false, 1).to_day(zone).unwrap()
}

fn all_days() -> impl Iterator<Item = Day> {
    (FIRST_DAY.0..=LAST_DAY.0).map(Day)
}

/// The month after which the leap month came.
fn leap_month(year: u16, zone: Zone) -> Option<u8> {
    (1..=12).find(|month| lunar(year, *month, true, 1).to_day(zone).is_ok())
}

#[test]
fn every_day_from_1900_to_2100_has_a_lunar_date_and_comes_back_from_it() {
    assert_eq!((FIRST_DAY, LAST_DAY), (day(1900, 1, 1), day(2100, 12, 31)));
    for zone in [Zone::Utc7, Zone::Utc8] {
        for day in all_days() {
            assert_eq!(LunarDate::from_day(day, zone).unwrap().to_day(zone), Ok(day));
        }
    }
    for region in [Region::North, Region::South] {
        for day in all_days() {
            assert_eq!(region.day(region.lunar_date(day).unwrap()), Ok(day));
        }
    }
}

#[test]
fn the_day_after_is_the_next_date_of_the_month_or_the_first_of_the_next_month() {
    for zone in [Zone::Utc7, Zone::Utc8] {
        let mut before = LunarDate::from_day(FIRST_DAY, zone).unwrap();
        for day in all_days().skip(1) {
            let date = LunarDate::from_day(day, zone).unwrap();
            assert!(date > before);
            let same_month = (before.year, before.month, before.is_leap) == (date.year, date.month, date.is_leap);
            if same_month {
                assert_eq!(date.day, before.day + 1);
            } else {
                assert!(date.day == 1 && before.day >= 29);
                let next_number =
                    if before.month == 12 { (before.year + 1, 1) } else { (before.year, before.month + 1) };
                let expected = if date.is_leap { (before.year, before.month) } else { next_number };
                assert_eq!((date.year, date.month), expected);
            }
            before = date;
        }
    }
}

#[test]
fn nineteen_years_have_seven_leap_months() {
    for zone in [Zone::Utc7, Zone::Utc8] {
        let leap_years: Vec<u16> = (1900..=2100).filter(|year| leap_month(*year, zone).is_some()).collect();
        // 201 · 7 / 19, and never in two years running.
        assert_eq!(leap_years.len(), 74);
        assert!(leap_years.windows(2).all(|pair| matches!(pair[1] - pair[0], 2 | 3)));
    }
}

/// Days on which Tết was, or is announced to be.
#[test]
fn tet_is_on_the_days_that_calendars_print() {
    for (year, month, number) in [
        (1976, 1, 31),
        (1985, 1, 21),
        (2000, 2, 5),
        (2007, 2, 17),
        (2020, 1, 25),
        (2021, 2, 12),
        (2022, 2, 1),
        (2023, 1, 22),
        (2024, 2, 10),
        (2025, 1, 29),
        (2026, 2, 17),
        (2027, 2, 6),
        (2030, 2, 2),
        (2053, 2, 18),
    ] {
        assert_eq!(tet(year, Zone::Utc7), day(i32::from(year), month, number), "{year}");
    }
}

#[test]
fn tet_of_mau_than_and_ky_dau_was_a_day_earlier_in_the_north() {
    let mau_than = lunar(1968, 1, false, 1);
    assert_eq!(Region::North.day(mau_than), Ok(day(1968, 1, 29)));
    assert_eq!(Region::South.day(mau_than), Ok(day(1968, 1, 30)));
    let ky_dau = lunar(1969, 1, false, 1);
    assert_eq!(Region::North.day(ky_dau), Ok(day(1969, 2, 16)));
    assert_eq!(Region::South.day(ky_dau), Ok(day(1969, 2, 17)));
    // The last day of the year of the goat had a number only in the South.
    assert_eq!(Region::South.day(lunar(1967, 12, false, 30)), Ok(day(1968, 1, 29)));
    assert_eq!(Region::North.day(lunar(1967, 12, false, 30)), Err(LunarError::NoThirtiethDay));
}

#[test]
fn north_and_south_have_one_calendar_before_1968_and_from_1976() {
    let differ: Vec<Day> =
        all_days().filter(|day| Region::North.lunar_date(*day) != Region::South.lunar_date(*day)).collect();
    let months: Vec<(Day, Day)> = differ.chunks(30).map(|run| (run[0], run[run.len() - 1])).collect();
    assert_eq!(
        months,
        [
            (day(1968, 1, 29), day(1968, 2, 27)),
            (day(1969, 2, 16), day(1969, 3, 17)),
            (day(1974, 12, 13), day(1975, 1, 11)),
            (day(1975, 4, 11), day(1975, 5, 10)),
        ]
    );
    for (region, change) in [(Region::North, day(1968, 1, 1)), (Region::South, day(1976, 1, 1))] {
        assert_eq!((region.zone_on(change.plus(-1)), region.zone_on(change)), (Zone::Utc8, Zone::Utc7));
        assert_eq!(LunarDate::from_day(change, Zone::Utc7), LunarDate::from_day(change, Zone::Utc8));
    }
}

#[test]
fn tet_differs_from_china_in_six_years_between_1968_and_2100() {
    let differ: Vec<(u16, i32)> = (1968..=2100)
        .map(|year| (year, tet(year, Zone::Utc8).0 - tet(year, Zone::Utc7).0))
        .filter(|(_, days)| *days != 0)
        .collect();
    // In 1984 China had a leap month 10; in Vietnam the solstice fell a day earlier and the leap month was 2 of Ất Sửu.
    assert_eq!(differ, [(1968, 1), (1969, 1), (1985, 30), (2007, 1), (2030, 1), (2053, 1)]);
    assert_eq!((leap_month(1984, Zone::Utc8), leap_month(1984, Zone::Utc7)), (Some(10), None));
    assert_eq!((leap_month(1985, Zone::Utc8), leap_month(1985, Zone::Utc7)), (None, Some(2)));
}

#[test]
fn leap_months_come_after_the_months_that_calendars_print() {
    let leap =
        [(1987, 7), (2004, 2), (2006, 7), (2009, 5), (2012, 4), (2014, 9), (2017, 6), (2020, 4), (2023, 2), (2025, 6)];
    for (year, month) in leap {
        assert_eq!(leap_month(year, Zone::Utc7), Some(month), "{year}");
    }
    // The winter of 2033: a month without a principal term alone makes no leap month.
    assert_eq!(leap_month(2033, Zone::Utc7), Some(11));
    assert_eq!(tet(2034, Zone::Utc7), day(2034, 2, 19));
}

#[test]
fn three_months_before_1929_began_as_beijing_printed_them() {
    for (first, date) in [
        (day(1914, 11, 17), lunar(1914, 10, false, 1)),
        (day(1916, 2, 3), lunar(1916, 1, false, 1)),
        (day(1920, 11, 10), lunar(1920, 10, false, 1)),
    ] {
        assert_eq!(LunarDate::from_day(first, Zone::Utc8), Ok(date));
        assert_eq!(Region::South.day(date), Ok(first));
    }
}

#[test]
fn what_was_no_date_is_told_by_its_reason() {
    let by_utc7 = |year, month, is_leap, day| lunar(year, month, is_leap, day).to_day(Zone::Utc7);
    assert_eq!(by_utc7(2024, 1, true, 1), Err(LunarError::NoSuchLeapMonth));
    assert_eq!(by_utc7(2025, 5, true, 1), Err(LunarError::NoSuchLeapMonth));
    assert_eq!(by_utc7(2025, 6, true, 30), Err(LunarError::NoThirtiethDay));
    assert_eq!(by_utc7(2025, 6, true, 29), Ok(day(2025, 8, 22)));
    assert_eq!(by_utc7(2024, 12, false, 30), Err(LunarError::NoThirtiethDay));
    for (month, number) in [(0, 1), (13, 1), (1, 0), (1, 31), (1, 255), (255, 1)] {
        assert_eq!(by_utc7(2024, month, false, number), Err(LunarError::NoSuchDate));
    }
}

#[test]
fn the_calendar_ends_where_it_is_said_to_end() {
    assert_eq!(LunarDate::from_day(FIRST_DAY, Zone::Utc7), Ok(lunar(1899, 12, false, 1)));
    assert_eq!(LunarDate::from_day(LAST_DAY, Zone::Utc7), Ok(lunar(2100, 12, false, 1)));
    for out in [FIRST_DAY.plus(-1), LAST_DAY.plus(1), Day(i32::MIN), Day(i32::MAX)] {
        assert_eq!(LunarDate::from_day(out, Zone::Utc7), Err(LunarError::OutOfRange));
    }
    for out in
        [lunar(1899, 11, false, 29), lunar(2100, 12, false, 2), lunar(0, 1, false, 1), lunar(u16::MAX, 1, false, 1)]
    {
        assert_eq!(out.to_day(Zone::Utc7), Err(LunarError::OutOfRange));
        assert_eq!(Region::South.day(out), Err(LunarError::OutOfRange));
    }
}

#[test]
fn dates_are_said_as_people_say_them() {
    for (date, said) in [
        (lunar(2024, 1, false, 5), "mùng 5 tháng Giêng"),
        (lunar(2024, 2, false, 10), "mùng 10 tháng Hai"),
        (lunar(2024, 8, false, 15), "rằm tháng Tám"),
        (lunar(2024, 11, false, 16), "16 tháng Mười một"),
        (lunar(2023, 12, false, 30), "30 tháng Chạp"),
        (lunar(2020, 4, true, 1), "mùng 1 tháng Tư nhuận"),
        (lunar(2020, 13, false, 40), "40 tháng 13"),
    ] {
        assert_eq!(date.spoken(), said);
    }
    assert_eq!(lunar(1968, 1, false, 1).to_string(), "mùng 1 tháng Giêng năm Mậu Thân");
    // The date of 30 April 1975, as Saigon's calendars had it.
    assert_eq!(Region::South.lunar_date(day(1975, 4, 30)).unwrap().to_string(), "19 tháng Ba năm Ất Mão");
}

#[test]
fn years_have_their_names_in_the_cycle_of_sixty() {
    for (year, name) in [
        (4, "Giáp Tý"),
        (1936, "Bính Tý"),
        (1945, "Ất Dậu"),
        (1968, "Mậu Thân"),
        (1984, "Giáp Tý"),
        (1985, "Ất Sửu"),
        (2023, "Quý Mão"),
        (2043, "Quý Hợi"),
        (3, "Quý Hợi"),
    ] {
        assert_eq!(CanChi::of_year(year).to_string(), name);
    }
}

proptest! {
    #[test]
    fn prop_whatever_is_said_is_a_day_that_says_it_back_or_an_error(
        year in 1890u16..2110, month in 0u8..15, is_leap: bool, number in 0u8..33
    ) {
        let date = lunar(year, month, is_leap, number);
        for zone in [Zone::Utc7, Zone::Utc8] {
            if let Ok(day) = date.to_day(zone) {
                prop_assert_eq!(LunarDate::from_day(day, zone), Ok(date));
            }
        }
        for region in [Region::North, Region::South] {
            if let Ok(day) = region.day(date) {
                prop_assert_eq!(region.lunar_date(day), Ok(date));
            }
        }
        prop_assert!(date.to_string().contains(" tháng "));
    }
}
