//! `club correct`: a club's own record, shown and corrected with a reason.

use std::collections::BTreeSet;
use std::fmt;

use clap::Args;
use clubbook_model::entry::FieldEdit;
use clubbook_model::value::Value;
use serde::Serialize;

use super::CliError;
use super::folder::Folder;
use super::output::{Output, table};
use crate::admin::correct::fields::{Correctable, Sort, correctable, correctable_named};
use crate::admin::{ClubRecord, Correction, Doer};

/// Correcting a club's own record.
#[derive(Debug, Args)]
pub(super) struct Correct {
    /// The club's number.
    #[arg(long)]
    number: u64,
    /// A field and what it becomes; may be given several times. Nothing behind the sign clears the field.
    ///
    /// The fields: name, status, hamlets (all of them, parted by ";"), meeting_day, meeting_place, health_station_phone,
    /// decision_number, decision_date, decision_issuer, launched_on, former_area, closed_on, closure_reason. Days are written
    /// as 21/11/2026. Where two people entered different things, what is said here settles it.
    #[arg(long = "set", value_name = "FIELD=VALUE", value_parser = setting, requires = "reason")]
    set: Vec<Setting>,
    /// Why: it stands in the log of the officers' pages.
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

/// A field and what it becomes.
#[derive(Debug, Clone)]
struct Setting {
    one: Correctable,
    values: Vec<Value>,
}

fn setting(text: &str) -> Result<Setting, String> {
    let (name, typed) = text.split_once('=').ok_or("a field and its value are written as meeting_day=6")?;
    let one = correctable_named(name.trim()).ok_or_else(|| {
        let known: Vec<_> = correctable().map(|one| one.field.name).collect();
        format!("the fields are {}", known.join(", "))
    })?;
    let parts: Vec<&str> = match one.sort {
        Sort::Lines => typed.split(';').filter(|part| !part.trim().is_empty()).collect(),
        _ => vec![typed],
    };
    let values = parts.into_iter().map(|part| one.value(part)).collect::<Result<_, _>>();
    Ok(Setting { one, values: values.map_err(|problem| problem.to_string())? })
}

impl Setting {
    /// What has to be written: for a set everything that is in doubt or differs.
    fn edits(&self, record: &ClubRecord) -> Vec<FieldEdit> {
        if self.one.sort != Sort::Lines {
            return self.values.iter().cloned().map(|value| self.one.edit(value)).collect();
        }
        let wanted: BTreeSet<Vec<u8>> = self.values.iter().map(Value::to_bytes).collect();
        let shown = record.values(self.one).iter().map(Value::to_bytes).collect::<BTreeSet<_>>();
        let in_doubt = record.disputed().into_iter().filter(|one| one.key.tag == self.one.field.tag);
        let all: BTreeSet<Vec<u8>> =
            in_doubt.map(|one| one.key.element).chain(shown).chain(wanted.iter().cloned()).collect();
        let edit = |element: Vec<u8>| FieldEdit {
            tag: self.one.field.tag,
            value: Value::Bool(wanted.contains(&element)),
            element,
        };
        all.into_iter().map(edit).collect()
    }
}

#[derive(Debug, Serialize)]
struct Shown {
    number: u64,
    fields: Vec<ShownField>,
}

#[derive(Debug, Serialize)]
struct ShownField {
    field: &'static str,
    values: Vec<String>,
    /// Whether two people entered different things.
    disputed: bool,
}

impl From<&ClubRecord> for Shown {
    fn from(record: &ClubRecord) -> Self {
        let disputed = record.disputed();
        let field = |one: Correctable| ShownField {
            field: one.field.name,
            values: record.values(one).iter().map(|value| one.plain(value)).collect(),
            disputed: disputed.iter().any(|question| question.key.tag == one.field.tag),
        };
        Self { number: record.number, fields: correctable().map(field).collect() }
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let row = |field: &ShownField| {
            let note = if field.disputed { "two people entered different things" } else { "" };
            [field.field.to_owned(), field.values.join("; "), note.to_owned()]
        };
        write!(f, "{}", table(["field", "value", ""], self.fields.iter().map(row)))
    }
}

#[derive(Debug, Serialize)]
struct Done {
    changed: Vec<Changed>,
    /// Fields in which somebody else entered another value at the same time.
    disputed: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
struct Changed {
    field: &'static str,
    before: Vec<String>,
    after: String,
}

impl fmt::Display for Done {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.changed.is_empty() {
            return f.write_str("Nothing differs: nothing was written.");
        }
        for Changed { field, before, after } in &self.changed {
            match (before.as_slice(), after.as_str()) {
                ([], after) => writeln!(f, "{field}: {after}")?,
                (before, "") => writeln!(f, "{field}: {} is cleared", before.join("; "))?,
                (before, after) => writeln!(f, "{field}: {} -> {after}", before.join("; "))?,
            }
        }
        if !self.disputed.is_empty() {
            writeln!(
                f,
                "Somebody entered something else at the same time; both are kept: {}.",
                self.disputed.join(", ")
            )?;
        }
        f.write_str("Corrected. The club's phones get it with their next exchange.")
    }
}

impl Correct {
    pub(super) async fn run(self, folder: &Folder, output: Output) -> Result<(), CliError> {
        let centre = folder.open()?;
        let found = centre.club_record(self.number, None).await;
        let Some(reason) = self.reason.filter(|_| !self.set.is_empty()) else {
            centre.shutdown().await;
            output.say(&Shown::from(&found?));
            return Ok(());
        };
        let done = async {
            let record = found?;
            let edits: Vec<FieldEdit> = self.set.iter().flat_map(|setting| setting.edits(&record)).collect();
            let changed = record.changes(&edits);
            let corrected = centre.correct_club(Doer::operator(), Correction { record, edits, reason }).await?;
            let written = changed.into_iter().filter(|change| corrected.fields.contains(&change.field.name));
            let changed = written.filter_map(|change| {
                let one = correctable_named(change.field.name)?;
                let after = match (&change.element, &change.after) {
                    (Some(element), Value::Bool(true)) => format!("+ {}", one.plain(element)),
                    (Some(element), _) => format!("- {}", one.plain(element)),
                    (None, after) => one.plain(after),
                };
                let before = match change.element {
                    Some(_) => Vec::new(),
                    None => change.before.iter().map(|value| one.plain(value)).collect(),
                };
                Some(Changed { field: change.field.name, before, after })
            });
            Ok(Done { changed: changed.collect(), disputed: corrected.disputed })
        }
        .await;
        centre.shutdown().await;
        match done {
            Ok(done) => output.say(&done),
            Err(error) => return Err(CliError::Centre(error)),
        }
        Ok(())
    }
}
