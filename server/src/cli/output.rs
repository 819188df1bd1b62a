//! What commands say: words and tables for people, JSON for scripts.

use std::fmt::Display;
use std::io::Write;

use clubbook_model::time::{Day, Instant};
use comfy_table::{Table, presets};
use jiff::Timestamp;
use jiff::tz::{TimeZone, offset};
use serde::Serialize;

use super::CliError;

/// Where a command says what it did.
#[derive(Debug, Clone, Copy)]
pub(super) struct Output {
    json: bool,
}

impl Output {
    /// Words, or JSON.
    pub(super) fn new(json: bool) -> Self {
        Self { json }
    }

    /// Says what was done. A reader that has gone away is no failure of what was done.
    pub(super) fn say(self, report: &(impl Display + Serialize)) {
        let text = if self.json { json(report) } else { report.to_string() };
        let mut out = std::io::stdout().lock();
        let _ = writeln!(out, "{}", text.trim_end()).and_then(|()| out.flush());
    }

    /// Says why nothing was done.
    pub(super) fn failed(self, error: &CliError) {
        let text = if self.json { json(&Failure::of(error)) } else { Failure::of(error).words() };
        let _ = writeln!(std::io::stderr().lock(), "{text}");
    }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("reports have text for keys")
}

/// A failure, as scripts read it.
#[derive(Debug, Serialize)]
struct Failure {
    error: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    lines: Vec<LineRefused>,
}

/// A line of a list that cannot be taken.
#[derive(Debug, Serialize)]
struct LineRefused {
    line: u64,
    field: String,
    why: String,
}

impl Failure {
    fn of(error: &CliError) -> Self {
        let lines = match error {
            CliError::Centre(crate::CentreError::Import(lines)) => lines
                .iter()
                .map(|refused| LineRefused {
                    line: refused.line,
                    field: refused.field.clone(),
                    why: refused.why.clone(),
                })
                .collect(),
            _ => Vec::new(),
        };
        Self { error: error.code(), message: error.to_string(), lines }
    }

    fn words(&self) -> String {
        let mut text = format!("clubbook-server: {}", self.message);
        for LineRefused { line, field, why } in &self.lines {
            text.push_str(&format!("\n  line {line}, {field}: {why}"));
        }
        text
    }
}

/// A table without lines, readable on a terminal and by a screen reader.
pub(super) fn table<const N: usize>(head: [&str; N], rows: impl IntoIterator<Item = [String; N]>) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_header(head).add_rows(rows);
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    table.trim_fmt()
}

/// A moment for people: day and time in Vietnam.
pub(super) fn moment(at: Instant) -> String {
    let zone = TimeZone::fixed(offset(7));
    Timestamp::from_second(at.0)
        .map_or_else(|_| "?".to_owned(), |at| at.to_zoned_datetime(zone).strftime("%d/%m/%Y %H:%M").to_string())
}

/// A moment that may not have come yet.
pub(super) fn moment_or_never(at: Option<Instant>) -> String {
    at.map_or_else(|| "never".to_owned(), moment)
}

/// A moment for scripts, as RFC 3339 in UTC.
pub(super) fn iso(at: Instant) -> String {
    Timestamp::from_second(at.0).map_or_else(|_| String::new(), |at| at.to_string())
}

/// A day, for JSON and tables.
pub(super) fn iso_day(day: Day) -> String {
    let (year, month, day) = day.ymd();
    format!("{year:04}-{month:02}-{day:02}")
}
