//! Words around the domain's own vocabulary: titles, days, moments. Pure; the sentences themselves stand in the features.

use clubbook_model::age;
use clubbook_model::time::{Day, Instant, Month, PartialDate};
use clubbook_model::vocabulary::{Language, Sex};

/// Vietnam is seven hours ahead of UTC all year.
const VIETNAM_SECONDS: i64 = 7 * 3600;

/// How a person is addressed: as was set for them, else by sex and age (60 and over ông/bà; younger cô/chú, anh/chị).
/// Without a year of birth the elder form, which offends nobody; nothing without the sex.
pub fn title(
    address_as: Option<&str>,
    sex: Option<Sex>,
    birth: Option<PartialDate>,
    today: Day,
    language: Language,
) -> Option<String> {
    if let Some(own) = address_as {
        return Some(own.to_owned());
    }
    let age = birth.map_or(60, |birth| age::by_year(birth, today));
    let title = match (sex?, language) {
        (Sex::Female, Language::En) => "Ms",
        (Sex::Male, Language::En) => "Mr",
        (Sex::Female, Language::Vi) if age >= 60 => "bà",
        (Sex::Male, Language::Vi) if age >= 60 => "ông",
        (Sex::Female, Language::Vi) if age >= 40 => "cô",
        (Sex::Male, Language::Vi) if age >= 40 => "chú",
        (Sex::Female, Language::Vi) => "chị",
        (Sex::Male, Language::Vi) => "anh",
        (Sex::Unknown(_), _) => return None,
    };
    Some(title.to_owned())
}

/// "thứ Bảy".
fn weekday(day: Day, language: Language) -> &'static str {
    const VI: [&str; 7] = ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"];
    const EN: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let names = match language {
        Language::Vi => VI,
        Language::En => EN,
    };
    names.get(day.weekday() as usize).copied().unwrap_or_default()
}

/// A day with its weekday: "thứ Bảy 21/11"; with the year when it is another one than today's.
pub fn day(day: Day, today: Day, language: Language) -> String {
    let (year, month, number) = day.ymd();
    if year == today.ymd().0 { format!("{} {number}/{month}", weekday(day, language)) } else { long_day(day, language) }
}

/// A day in full: "thứ Bảy 21/11/2026".
pub fn long_day(day: Day, language: Language) -> String {
    let (year, month, number) = day.ymd();
    format!("{} {number}/{month}/{year}", weekday(day, language))
}

/// A day in short: "17/11"; with the year when it is another one than today's.
pub fn short_day(day: Day, today: Day) -> String {
    let (year, month, number) = day.ymd();
    if year == today.ymd().0 { format!("{number}/{month}") } else { format!("{number}/{month}/{year}") }
}

/// A day as people say it near by: "hôm nay", "hôm qua", else with its weekday.
pub fn day_near(on: Day, today: Day, language: Language) -> String {
    match (today.0.saturating_sub(on.0), language) {
        (0, Language::Vi) => "hôm nay".to_owned(),
        (0, Language::En) => "today".to_owned(),
        (1, Language::Vi) => "hôm qua".to_owned(),
        (1, Language::En) => "yesterday".to_owned(),
        (_, Language::Vi) => day(on, today, language),
        (_, Language::En) => format!("on {}", day(on, today, language)),
    }
}

/// A month: "Tháng 11/2026", "November 2026".
pub fn month(month: Month, language: Language) -> String {
    const EN: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    match language {
        Language::Vi => format!("Tháng {}/{}", month.month, month.year),
        Language::En => {
            let name = EN.get(month.month.saturating_sub(1) as usize).copied().unwrap_or_default();
            format!("{name} {}", month.year)
        }
    }
}

/// A moment: "9 giờ 15 sáng nay", "3 giờ chiều thứ Bảy 21/11".
pub fn moment(at: Instant, now: Instant, language: Language) -> String {
    let local = at.0.saturating_add(VIETNAM_SECONDS).rem_euclid(86_400);
    let (hour, minute) = (local / 3600, local % 3600 / 60);
    let is_today = at.day_in_vietnam() == now.day_in_vietnam();
    let on = day(at.day_in_vietnam(), now.day_in_vietnam(), language);
    match language {
        Language::Vi => {
            let part = match hour {
                0..4 => "đêm",
                4..11 => "sáng",
                11..13 => "trưa",
                13..18 => "chiều",
                _ => "tối",
            };
            let clock_hour = if hour > 12 { hour - 12 } else { hour };
            let minutes = if minute == 0 { String::new() } else { format!(" {minute}") };
            if is_today {
                format!("{clock_hour} giờ{minutes} {part} nay")
            } else {
                format!("{clock_hour} giờ{minutes} {part} {on}")
            }
        }
        Language::En if is_today => format!("{hour:02}:{minute:02} today"),
        Language::En => format!("{hour:02}:{minute:02} on {on}"),
    }
}

/// A name with its title: "bà Đinh Thị Lan".
pub fn titled(title: Option<&str>, name: &str) -> String {
    match title {
        Some(title) => format!("{title} {name}"),
        None => name.to_owned(),
    }
}

/// The sentence with a capital first letter.
pub fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: Day, hour: i64, minute: i64) -> Instant {
        Instant(i64::from(day.0) * 86_400 - VIETNAM_SECONDS + hour * 3600 + minute * 60)
    }

    #[test]
    fn moments_are_said_as_people_say_them() {
        let today = Day::from_ymd(2026, 11, 24).unwrap();
        let now = at(today, 16, 0);
        assert_eq!(moment(at(today, 9, 15), now, Language::Vi), "9 giờ 15 sáng nay");
        assert_eq!(moment(at(today.plus(-3), 15, 0), now, Language::Vi), "3 giờ chiều thứ Bảy 21/11");
        assert_eq!(moment(at(today, 0, 5), now, Language::Vi), "0 giờ 5 đêm nay");
        assert_eq!(moment(at(today, 9, 15), now, Language::En), "09:15 today");
        assert_eq!(day(Day::from_ymd(2025, 1, 5).unwrap(), today, Language::Vi), "Chủ nhật 5/1/2025");
    }

    #[test]
    fn titles_follow_sex_and_age_unless_somebody_set_one() {
        let today = Day::from_ymd(2026, 11, 24).unwrap();
        let title = |own, sex, year| title(own, sex, PartialDate::year(year), today, Language::Vi);
        assert_eq!(title(None, Some(Sex::Female), 1955).as_deref(), Some("bà"));
        assert_eq!(title(None, Some(Sex::Male), 1967).as_deref(), Some("chú"));
        assert_eq!(title(None, Some(Sex::Male), 1966).as_deref(), Some("ông"));
        assert_eq!(title(None, Some(Sex::Female), 1990).as_deref(), Some("chị"));
        assert_eq!(title(Some("già làng"), Some(Sex::Male), 1955).as_deref(), Some("già làng"));
        assert_eq!(title(None, None, 1955), None);
    }
}
