//! `log`: who looked at named records on the officers' pages, and who decided what.

use std::fmt;

use clap::Args;
use clubbook_model::time::Day;
use serde::Serialize;

use super::CliError;
use super::folder::Folder;
use super::output::{Output, iso, moment, table};
use crate::admin::access::on_day;
use crate::store::access::{AccessFilter, AccessRow};

/// The access log.
#[derive(Debug, Args)]
pub(super) struct Log {
    /// Only what this officer did: what is typed to sign in.
    #[arg(long, value_name = "LOGIN")]
    officer: Option<String>,
    /// Only this day in Vietnam, as 2026-11-24.
    #[arg(long, value_name = "DAY", value_parser = day)]
    day: Option<Day>,
    /// At most so many lines, the newest first.
    #[arg(long, value_name = "COUNT", default_value_t = 100)]
    last: u64,
}

fn day(text: &str) -> Result<Day, String> {
    let parts: Option<Vec<i32>> = text.split('-').map(|part| part.parse().ok()).collect();
    let day = match parts.as_deref() {
        Some([year, month, day]) => u32::try_from(*month).ok().zip(u32::try_from(*day).ok()).map(|md| (*year, md)),
        _ => None,
    };
    day.and_then(|(year, (month, day))| Day::from_ymd(year, month, day))
        .ok_or_else(|| "a day is written as 2026-11-24".to_owned())
}

#[derive(Debug, Serialize)]
struct Row {
    number: u64,
    at: String,
    officer: String,
    name: String,
    unit: Option<String>,
    deed: &'static str,
    club: Option<u64>,
    clubs: u64,
    people: u64,
    about: String,
    reason: String,
    #[serde(skip)]
    when: String,
}

impl From<AccessRow> for Row {
    fn from(row: AccessRow) -> Self {
        let line = row.line;
        Self {
            number: row.id,
            at: iso(line.at),
            when: moment(line.at),
            officer: line.login,
            name: line.name,
            unit: line.unit,
            deed: line.deed.code(),
            club: line.club,
            clubs: line.clubs,
            people: line.people,
            about: line.about,
            reason: line.reason,
        }
    }
}

#[derive(Debug, Serialize)]
#[serde(transparent)]
struct List(Vec<Row>);

impl fmt::Display for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("Nobody looked at anything with names.");
        }
        let row = |line: &Row| {
            [
                line.when.clone(),
                line.officer.clone(),
                line.deed.replace('_', " "),
                line.club.map_or_else(|| format!("{} clubs", line.clubs), |number| number.to_string()),
                line.people.to_string(),
                line.about.clone(),
                line.reason.clone(),
            ]
        };
        write!(f, "{}", table(["when", "officer", "what", "club", "people", "which", "why"], self.0.iter().map(row)))
    }
}

impl Log {
    pub(super) async fn run(self, folder: &Folder, output: Output) -> Result<(), CliError> {
        let centre = folder.open()?;
        let filter = AccessFilter { login: self.officer, ..self.day.map(on_day).unwrap_or_default() };
        let found = centre.access_log(filter, 0, self.last).await;
        centre.shutdown().await;
        output.say(&List(found?.lines.into_iter().map(Row::from).collect()));
        Ok(())
    }
}
