//! Numbers, days and moments as people in Vietnam write them. Pure.

use clubbook_model::time::{Day, Instant};
use clubbook_model::vocabulary::Language;

/// Vietnam is seven hours ahead of UTC all year.
const VIETNAM_SECONDS: i64 = 7 * 3600;

/// After so many days a phone's last word is shown as a date instead of a count.
const DAYS_AS_COUNT: i32 = 30;

/// A number with its thousands apart: 1.234 in Vietnamese, 1,234 in English.
pub(crate) fn number(number: u64, language: Language) -> String {
    let digits = number.to_string();
    let separator = match language {
        Language::Vi => '.',
        Language::En => ',',
    };
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    grouped
}

/// A share in per cent with one digit behind the comma, rounded half up; none of nothing.
pub(crate) fn percent(part: u64, whole: u64, language: Language) -> Option<String> {
    let tenths = part.checked_mul(1_000)?.checked_add(whole / 2)?.checked_div(whole)?;
    let comma = match language {
        Language::Vi => ',',
        Language::En => '.',
    };
    Some(format!("{}{comma}{}\u{a0}%", tenths / 10, tenths % 10))
}

/// A day as dd/mm/yyyy, in both languages: that is how the papers have it.
pub(crate) fn day(day: Day) -> String {
    let (year, month, day) = day.ymd();
    format!("{day:02}/{month:02}/{year}")
}

/// A day as machines read it, for `<time datetime>`.
pub(crate) fn machine_day(day: Day) -> String {
    let (year, month, day) = day.ymd();
    format!("{year:04}-{month:02}-{day:02}")
}

/// A moment as machines read it, for `<time datetime>`.
pub(crate) fn machine_moment(at: Instant) -> String {
    let seconds = local_seconds(at);
    format!("{}T{:02}:{:02}+07:00", machine_day(at.day_in_vietnam()), seconds / 3600, seconds % 3600 / 60)
}

/// The time of day: "9 giờ 15", "9 giờ", "09:15".
pub(crate) fn time_of_day(at: Instant, language: Language) -> String {
    let seconds = local_seconds(at);
    let (hour, minute) = (seconds / 3600, seconds % 3600 / 60);
    match (language, minute) {
        (Language::Vi, 0) => format!("{hour} giờ"),
        (Language::Vi, _) => format!("{hour} giờ {minute:02}"),
        (Language::En, _) => format!("{hour:02}:{minute:02}"),
    }
}

/// How long ago something was heard of: "hôm nay 9 giờ 15", "hôm qua 9 giờ 15", "3 ngày trước", then the date.
pub(crate) fn heard(at: Instant, now: Instant, language: Language) -> String {
    let time = time_of_day(at, language);
    let days = now.day_in_vietnam().0.saturating_sub(at.day_in_vietnam().0);
    match (language, days) {
        (Language::Vi, ..=0) => format!("hôm nay {time}"),
        (Language::Vi, 1) => format!("hôm qua {time}"),
        (Language::Vi, 2..=DAYS_AS_COUNT) => format!("{days} ngày trước"),
        (Language::En, ..=0) => format!("today {time}"),
        (Language::En, 1) => format!("yesterday {time}"),
        (Language::En, 2..=DAYS_AS_COUNT) => format!("{days} days ago"),
        (_, _) => day(at.day_in_vietnam()),
    }
}

/// Until when the figures are complete: "Số liệu đến 9 giờ 15, ngày 24/11/2026".
pub(crate) fn as_of(now: Instant, language: Language) -> String {
    let (time, day) = (time_of_day(now, language), day(now.day_in_vietnam()));
    match language {
        Language::Vi => format!("Số liệu đến {time}, ngày {day}"),
        Language::En => format!("Figures as of {time}, {day}"),
    }
}

fn local_seconds(at: Instant) -> i64 {
    at.0.saturating_add(VIETNAM_SECONDS).rem_euclid(86_400)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(days_before: i32, hour: i64, minute: i64) -> Instant {
        let today = Day::from_ymd(2026, 11, 24).unwrap();
        Instant(i64::from(today.plus(-days_before).0) * 86_400 - VIETNAM_SECONDS + hour * 3600 + minute * 60)
    }

    #[test]
    fn thousands_are_apart_as_the_language_has_it() {
        assert_eq!(number(0, Language::Vi), "0");
        assert_eq!(number(999, Language::Vi), "999");
        assert_eq!(number(1000, Language::Vi), "1.000");
        assert_eq!(number(1_234_567, Language::Vi), "1.234.567");
        assert_eq!(number(1_234_567, Language::En), "1,234,567");
    }

    #[test]
    fn a_share_is_rounded_to_a_tenth_and_there_is_none_of_nothing() {
        assert_eq!(percent(43, 62, Language::Vi).as_deref(), Some("69,4\u{a0}%"));
        assert_eq!(percent(1, 2_000, Language::En).as_deref(), Some("0.1\u{a0}%"));
        assert_eq!(percent(62, 62, Language::En).as_deref(), Some("100.0\u{a0}%"));
        assert_eq!(percent(0, 0, Language::Vi), None);
    }

    #[test]
    fn what_was_heard_lately_is_said_by_the_clock_and_later_by_days_and_dates() {
        let now = at(0, 16, 0);
        assert_eq!(heard(at(0, 9, 15), now, Language::Vi), "hôm nay 9 giờ 15");
        assert_eq!(heard(at(0, 0, 5), now, Language::Vi), "hôm nay 0 giờ 05");
        assert_eq!(heard(at(1, 23, 59), now, Language::Vi), "hôm qua 23 giờ 59");
        assert_eq!(heard(at(3, 9, 0), now, Language::Vi), "3 ngày trước");
        assert_eq!(heard(at(30, 9, 0), now, Language::En), "30 days ago");
        assert_eq!(heard(at(31, 9, 0), now, Language::Vi), "24/10/2026");
        // A moment that a clock puts into the future is not "minus one day ago".
        assert_eq!(heard(at(-1, 9, 0), now, Language::Vi), "hôm nay 9 giờ");
    }

    #[test]
    fn days_are_written_as_in_the_papers_and_as_machines_read_them() {
        assert_eq!(day(Day::from_ymd(2026, 3, 5).unwrap()), "05/03/2026");
        assert_eq!(machine_moment(at(0, 9, 5)), "2026-11-24T09:05+07:00");
        assert_eq!(as_of(at(0, 9, 15), Language::Vi), "Số liệu đến 9 giờ 15, ngày 24/11/2026");
    }
}
