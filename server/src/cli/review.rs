//! `quarantine` and `erase`: what waits for somebody to look, and what has to go for good.

use std::fmt;

use clap::{Args, Subcommand};
use clubbook_model::id::{DeviceId, RecordId};
use clubbook_model::registry;
use clubbook_model::value::EntityRef;
use serde::Serialize;

use super::CliError;
use super::codes::record;
use super::devices::device;
use super::folder::Folder;
use super::output::{Output, iso, moment, table};
use crate::admin::HeldOp;

/// What waits for review.
#[derive(Debug, Subcommand)]
pub(super) enum Quarantine {
    /// List what waits for review.
    List {
        /// The club's number; all clubs without it.
        #[arg(long, value_name = "NUMBER")]
        club: Option<u64>,
    },
    /// Take records that waited: as they were made, in their order.
    Release {
        /// The device, as `quarantine list` shows it.
        #[arg(value_parser = device)]
        device: DeviceId,
        /// The first record.
        first: u64,
        /// The last record; only the first one without it.
        last: Option<u64>,
    },
    /// Set records aside that waited: they stay here and can still be released.
    Refuse {
        /// The device, as `quarantine list` shows it.
        #[arg(value_parser = device)]
        device: DeviceId,
        /// The first record.
        first: u64,
        /// The last record; only the first one without it.
        last: Option<u64>,
        /// Why.
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}

/// Erasing a record.
#[derive(Debug, Args)]
pub(super) struct Erase {
    /// The kind of the record, for example person.
    #[arg(long, value_parser = kind)]
    kind: u32,
    /// The record's id.
    #[arg(long, value_name = "ID", value_parser = record)]
    id: RecordId,
    /// The club's number; needed only where several clubs have a record of this id.
    #[arg(long, value_name = "NUMBER")]
    club: Option<u64>,
    /// The document that orders it: number, date and office. It is kept for ever; name nobody in it.
    #[arg(long, value_name = "TEXT")]
    document: String,
    /// Says that you know: this cannot be undone.
    #[arg(long, required = true)]
    yes_for_good: bool,
}

fn kind(text: &str) -> Result<u32, String> {
    registry::kind_by_name(text).map(|kind| kind.number).ok_or_else(|| {
        let known: Vec<_> = registry::kinds().map(|kind| kind.name).collect();
        format!("the kinds are {}", known.join(", "))
    })
}

#[derive(Debug, Serialize)]
struct Row {
    device: String,
    first: u64,
    last: u64,
    reason: String,
    received_at: String,
    club: Option<String>,
    book: Option<&'static str>,
    kind: Option<&'static str>,
    refused: Option<String>,
    #[serde(skip)]
    received: String,
}

impl From<HeldOp> for Row {
    fn from(held: HeldOp) -> Self {
        let kind = held.on.and_then(|(_, number)| registry::kind(number)).map(|kind| kind.name);
        Self {
            device: held.device.to_string(),
            first: held.first,
            last: held.last,
            reason: held.reason,
            received_at: iso(held.received_at),
            club: held.on.map(|(book, _)| book.club.to_string()),
            book: held.on.map(|(book, _)| book.kind.name()),
            kind,
            refused: held.refused.map(|refusal| refusal.reason),
            received: moment(held.received_at),
        }
    }
}

#[derive(Debug, Serialize)]
#[serde(transparent)]
struct List(Vec<Row>);

impl fmt::Display for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("Nothing waits for review.");
        }
        let row = |held: &Row| {
            [
                held.device.clone(),
                held.first.to_string(),
                held.last.to_string(),
                held.reason.replace('_', " "),
                held.kind.unwrap_or("?").replace('_', " "),
                held.received.clone(),
                held.refused.clone().unwrap_or_default(),
            ]
        };
        write!(
            f,
            "{}",
            table(["device", "first", "last", "why", "kind", "received", "refused"], self.0.iter().map(row))
        )
    }
}

#[derive(Debug, Serialize)]
struct Released {
    released: u64,
}

impl fmt::Display for Released {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} records that waited are taken.", self.released)
    }
}

#[derive(Debug, Serialize)]
struct Refused {
    refused: u64,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} records are set aside. `quarantine release` still takes them.", self.refused)
    }
}

#[derive(Debug, Serialize)]
struct Erased {
    erased: String,
}

impl fmt::Display for Erased {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "The record is erased here. Phones erase it when they next sync; later copies of it are erased on arrival."
        )
    }
}

impl Quarantine {
    pub(super) async fn run(self, folder: &Folder, output: Output) -> Result<(), CliError> {
        let centre = folder.open()?;
        match self {
            Self::List { club } => {
                let held = centre.quarantine(club).await;
                centre.shutdown().await;
                output.say(&List(held?.into_iter().map(Row::from).collect()));
            }
            Self::Release { device, first, last } => {
                let released = centre.release(device, first, last.unwrap_or(first)).await;
                centre.shutdown().await;
                output.say(&Released { released: released? });
            }
            Self::Refuse { device, first, last, reason } => {
                let refused = centre.refuse(device, first, last.unwrap_or(first), "clubbook-server".to_owned(), reason);
                let refused = refused.await;
                centre.shutdown().await;
                output.say(&Refused { refused: refused? });
            }
        }
        Ok(())
    }
}

impl Erase {
    pub(super) async fn run(self, folder: &Folder, output: Output) -> Result<(), CliError> {
        let centre = folder.open()?;
        let record = EntityRef { kind: self.kind, id: self.id };
        let erased = match self.club {
            Some(club) => centre.erase_in(club, record, self.document).await,
            None => centre.erase(record, self.document).await,
        };
        centre.shutdown().await;
        erased?;
        output.say(&Erased { erased: self.id.to_string() });
        Ok(())
    }
}
