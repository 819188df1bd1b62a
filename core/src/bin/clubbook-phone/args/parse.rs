//! Words of the command line: days, moments, months, choices, fields.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clubbook_model::entry::{parse_day, parse_partial_date};
use clubbook_model::time::{Day, Instant, Month};
use clubbook_model::vocabulary::{Language, Vocabulary};

/// A day as people say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DayArg {
    Today,
    Yesterday,
    On(Day),
}

impl DayArg {
    pub(crate) fn on(self, today: Day) -> Day {
        match self {
            Self::Today => today,
            Self::Yesterday => today.plus(-1),
            Self::On(day) => day,
        }
    }
}

impl std::str::FromStr for DayArg {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "today" => Ok(Self::Today),
            "yesterday" => Ok(Self::Yesterday),
            _ => parse_day(text).map(Self::On).ok_or_else(|| "a day is 21/11/2026 or 2026-11-21".to_owned()),
        }
    }
}

/// A choice by its code; `--help` lists them with what they mean.
pub(super) fn choice<V: Vocabulary + Send + Sync>() -> impl TypedValueParser<Value = V> {
    let offered =
        V::ALL.iter().filter_map(|choice| Some(PossibleValue::new(choice.code()?).help(choice.label(Language::En))));
    PossibleValuesParser::new(offered).try_map(|code| V::from_code(&code).ok_or("there is no such choice"))
}

pub(super) fn field(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("name=value is wanted")?;
    Ok((name.trim().to_owned(), value.to_owned()))
}

pub(super) fn month(text: &str) -> Result<Month, String> {
    let wanted = || "a month is 2026-11 or 11/2026".to_owned();
    let date = parse_partial_date(text).filter(|date| date.day.is_none()).ok_or_else(wanted)?;
    let month = date.month.ok_or_else(wanted)?;
    Ok(Month { year: i32::from(date.year), month: u32::from(month) })
}

/// Seconds since 1970, or a day and an hour in Vietnam.
pub(crate) fn moment(text: &str) -> Result<Instant, String> {
    if let Ok(seconds) = text.parse() {
        return Ok(Instant(seconds));
    }
    let parsed = || {
        let (day, time) = text.split_once(['T', ' '])?;
        let (hour, minute) = time.split_once(':')?;
        let (hour, minute): (u8, u8) = (hour.parse().ok()?, minute.parse().ok()?);
        let seconds = (hour < 24 && minute < 60).then(|| i64::from(hour) * 3600 + i64::from(minute) * 60)?;
        Some(Instant(i64::from(parse_day(day)?.0) * 86_400 + seconds - 7 * 3600))
    };
    parsed().ok_or_else(|| "seconds since 1970, or 2026-11-24T09:15".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clubbook_model::vocabulary::Mark;

    #[test]
    fn moments_and_months_are_read_as_they_are_written() {
        assert_eq!(moment("1795486500"), Ok(Instant(1_795_486_500)));
        assert_eq!(moment("2026-11-24T09:15").unwrap().day_in_vietnam(), parse_day("2026-11-24").unwrap());
        assert!(moment("2026-11-24T25:00").is_err() && moment("morgen").is_err());
        assert_eq!(month("2026-11"), month("11/2026"));
        assert!(month("2026").is_err() && month("2026-11-24").is_err());
    }

    #[test]
    fn a_choice_that_is_none_is_told_which_there_are() {
        let arg = || clap::Arg::new("mark").value_parser(choice::<Mark>());
        let command = || clap::Command::new("roll").no_binary_name(true).arg(arg());
        let found = command().try_get_matches_from(["present"]).unwrap();
        assert_eq!(found.get_one::<Mark>("mark"), Some(&Mark::Present));
        let wrong = command().try_get_matches_from(["here"]).unwrap_err();
        assert!(wrong.to_string().contains("present"), "{wrong}");
    }
}
