//! The arguments of care at home, consents and circumstances.

use clap::{Subcommand, ValueEnum};
use clubbook_model::vocabulary::{CircumstanceKind, ConsentMethod, Purpose, Service};

use super::parse::{DayArg, choice};

#[derive(Debug, Subcommand)]
pub(crate) enum Care {
    /// Opens a care case.
    Open {
        /// The person.
        person: String,
        /// Why care is needed.
        #[arg(long)]
        reason: Option<String>,
        /// Services that are planned.
        #[arg(long, value_parser = choice::<Service>(), value_delimiter = ',')]
        services: Vec<Service>,
        /// A visit is due every so many days.
        #[arg(long)]
        every_days: Option<i64>,
        /// The volunteers who go.
        #[arg(long, value_delimiter = ',')]
        volunteers: Vec<String>,
    },
    /// Names the volunteers who go; nobody, when none is named.
    Assign {
        /// The person cared for.
        person: String,
        /// The volunteers.
        volunteers: Vec<String>,
    },
    /// Pauses care.
    Pause {
        /// The person.
        person: String,
    },
    /// Ends care.
    Close {
        /// The person.
        person: String,
        /// Why.
        reason: String,
        /// On.
        #[arg(long, default_value = "today")]
        on: DayArg,
    },
    /// Writes down what a person said to one purpose.
    Consent {
        /// The person.
        person: String,
        /// What for.
        #[arg(value_parser = choice::<Purpose>())]
        purpose: Purpose,
        /// What was said.
        #[arg(value_enum)]
        said: Said,
        /// How.
        #[arg(long, value_parser = choice::<ConsentMethod>(), default_value = "spoken")]
        method: ConsentMethod,
        /// Version of the text that was read.
        #[arg(long)]
        text_version: Option<String>,
        /// Yes, given anew after it was withdrawn.
        #[arg(long)]
        confirmed: bool,
    },
    /// Writes down a circumstance.
    Circumstance {
        /// The person.
        person: String,
        /// What.
        #[arg(value_parser = choice::<CircumstanceKind>())]
        kind: CircumstanceKind,
        /// Year it holds for.
        #[arg(long)]
        year: Option<i64>,
        /// The deciding document.
        #[arg(long)]
        document: Option<String>,
        /// A remark.
        #[arg(long)]
        detail: Option<String>,
    },
    /// A care case, or all of them.
    Show {
        /// The person.
        person: Option<String>,
    },
}

/// What somebody said when asked for a consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Said {
    /// Yes.
    Given,
    /// No.
    Refused,
    /// No longer.
    Withdrawn,
}
