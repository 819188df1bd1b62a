//! `reference`: the reference book that every phone reads.

use std::fmt;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use clubbook_model::entry::show_decimal;
use clubbook_model::registry::Reference;
use clubbook_model::vocabulary::Vocabulary;
use serde::Serialize;

use super::CliError;
use super::folder::Folder;
use super::list;
use super::output::{Output, iso_day, table};
use crate::admin::{ImportRow, KnownEntries};

/// The reference book.
#[derive(Debug, Subcommand)]
pub(super) enum ReferenceBook {
    /// Take entries from a list: every line, or with one that cannot be taken none.
    ///
    /// The list is a CSV in UTF-8 whose first line names the fields; they stand in docs/vectors/registry.json under
    /// "reference". An entry is known by reference_kind, code and valid_from: one that is there already becomes what the list
    /// says, in the fields that the list names. A rule that changes gets a new line with the day from which it holds; a
    /// rule that ends gets its valid_to. Phones have it after their next exchange.
    Import {
        /// The list. Without it, what a new centre begins with is added where it is missing, and nothing that is there changes.
        #[arg(value_name = "FILE.csv")]
        file: Option<PathBuf>,
    },
    /// List the entries.
    List {
        /// Only this kind: age_rule, threshold, programme, target, consent_text, activity_area …
        #[arg(long, value_name = "KIND")]
        kind: Option<String>,
    },
}

/// The entries of the book that a new centre begins with.
pub(super) fn shipped() -> Result<Vec<ImportRow>, CliError> {
    list::rows(clubbook_model::reference::SHIPPED.as_bytes(), Path::new("reference.csv"))
}

#[derive(Debug, Serialize)]
struct Taken {
    changed: u64,
}

impl fmt::Display for Taken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.changed {
            0 => f.write_str("The book says all of this already."),
            1 => f.write_str("1 entry was added or changed."),
            changed => write!(f, "{changed} entries were added or changed."),
        }
    }
}

#[derive(Debug, Serialize)]
#[serde(transparent)]
struct List(Vec<Row>);

#[derive(Debug, Serialize)]
struct Row {
    kind: String,
    code: String,
    valid_from: String,
    valid_to: Option<String>,
    label: String,
    amount: Option<String>,
    at_most: Option<String>,
    document: Option<String>,
}

impl From<Reference> for Row {
    fn from(entry: Reference) -> Self {
        let kind = entry.reference_kind.map(|kind| match kind.code() {
            Some(code) => code.to_owned(),
            None => kind.number().to_string(),
        });
        Self {
            kind: kind.unwrap_or_default(),
            code: entry.code.unwrap_or_default(),
            valid_from: entry.valid_from.map(iso_day).unwrap_or_default(),
            valid_to: entry.valid_to.map(iso_day),
            label: entry.label_vi.unwrap_or_default(),
            amount: entry.amount.map(show_decimal),
            at_most: entry.at_most.map(show_decimal),
            document: entry.document,
        }
    }
}

impl fmt::Display for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str(
                "The reference book has no such entries. `reference import` adds those that a centre begins with.",
            );
        }
        let row = |row: &Row| {
            let amount = match (&row.amount, &row.at_most) {
                (Some(least), Some(most)) => format!("{least}-{most}"),
                (Some(amount), None) => amount.clone(),
                (None, most) => most.clone().unwrap_or_default(),
            };
            [
                row.kind.clone(),
                row.code.clone(),
                row.valid_from.clone(),
                row.valid_to.clone().unwrap_or_default(),
                amount,
                row.label.clone(),
                row.document.clone().unwrap_or_default(),
            ]
        };
        let head = ["kind", "code", "from", "to", "amount", "name", "document"];
        write!(f, "{}", table(head, self.0.iter().map(row)))
    }
}

impl ReferenceBook {
    pub(super) async fn run(self, folder: &Folder, output: Output) -> Result<(), CliError> {
        match self {
            Self::Import { file } => {
                let (rows, known) = match file {
                    Some(file) => (list::rows(&list::read(&file)?, &file)?, KnownEntries::Change),
                    None => (shipped()?, KnownEntries::Keep),
                };
                let centre = folder.open_or_make().await?;
                let changed = centre.import_reference(rows, known).await;
                centre.shutdown().await;
                output.say(&Taken { changed: changed? });
            }
            Self::List { kind } => {
                let centre = folder.open()?;
                let entries = centre.reference().await;
                centre.shutdown().await;
                let rows = entries?.into_iter().map(Row::from);
                output.say(&List(rows.filter(|row| kind.as_ref().is_none_or(|kind| *kind == row.kind)).collect()));
            }
        }
        Ok(())
    }
}
