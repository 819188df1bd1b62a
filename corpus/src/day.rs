//! Days as numbers since 1 January 1970 and back: the proleptic Gregorian calendar, no time zone.

/// Days before the first of each month in a year that is not a leap year, and the length of the year.
const BEFORE: [i32; 13] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];

fn leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn before_month(year: i32, month: u8) -> i32 {
    let plain = BEFORE.get(usize::from(month.saturating_sub(1))).copied().unwrap_or(365);
    plain + i32::from(month > 2 && leap(year))
}

fn before_year(year: i32) -> i32 {
    let past = year - 1;
    past * 365 + past / 4 - past / 100 + past / 400
}

/// Days of a month.
pub fn days_in_month(year: i32, month: u8) -> u8 {
    let days = before_month(year, month + 1) - before_month(year, month);
    u8::try_from(days).unwrap_or(31)
}

/// The number of a day of the years 1 to 9999.
pub fn number(year: i32, month: u8, day: u8) -> i32 {
    before_year(year) + before_month(year, month) + i32::from(day) - 1 - before_year(1970)
}

/// Year, month and day of a number.
pub fn civil(number: i32) -> (i32, u8, u8) {
    // One year early at the most on either side of 1970, then forward.
    let mut year = 1969 + number.div_euclid(366);
    while before_year(year + 1) - before_year(1970) <= number {
        year += 1;
    }
    let of_year = number - (before_year(year) - before_year(1970));
    let month = (1..=12).rev().find(|month| before_month(year, *month) <= of_year).unwrap_or(1);
    let day = of_year - before_month(year, month) + 1;
    (year, month, u8::try_from(day).expect("a day of a month is at most 31"))
}

/// As ISO 8601 writes it.
pub fn iso(number: i32) -> String {
    let (year, month, day) = civil(number);
    format!("{year:04}-{month:02}-{day:02}")
}

/// An instant in seconds since 1970, as RFC 3339 writes it in UTC.
pub fn iso_instant(seconds: i64) -> String {
    let day = i32::try_from(seconds.div_euclid(86_400)).expect("the corpus stays in this century");
    let of_day = seconds.rem_euclid(86_400);
    format!("{}T{:02}:{:02}:{:02}Z", iso(day), of_day / 3600, of_day / 60 % 60, of_day % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_days_have_their_numbers() {
        assert_eq!(number(1970, 1, 1), 0);
        assert_eq!(number(2000, 3, 1), 11_017);
        assert_eq!(number(2026, 11, 20), 20_777);
        assert_eq!(iso(20_777), "2026-11-20");
        assert_eq!(iso_instant(951_782_400), "2000-02-29T00:00:00Z");
    }

    #[test]
    fn every_day_of_two_centuries_comes_back() {
        for day in number(1900, 1, 1)..number(2100, 1, 1) {
            let (year, month, of_month) = civil(day);
            assert_eq!(number(year, month, of_month), day);
            assert!((1..=days_in_month(year, month)).contains(&of_month));
        }
    }
}
