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
        /// The one person besides the head who hears of a suspicion of abuse.
        #[arg(long)]
        contact: Option<String>,
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
    /// Writes down the consents of many people from one signed paper, all of them or none. Who refused or withdrew before is
    /// left alone and named.
    Signed {
        /// Who signed; nobody named: every member of today.
        people: Vec<String>,
        /// For what.
        #[arg(long, value_parser = choice::<Purpose>(), value_delimiter = ',', required = true)]
        purposes: Vec<Purpose>,
        /// The day on the paper.
        #[arg(long)]
        on: Option<DayArg>,
    },
    /// The text that is read to somebody before they agree.
    Text {
        /// To what.
        #[arg(value_parser = choice::<Purpose>())]
        purpose: Purpose,
    },
    /// Why a circumstance is asked.
    Why {
        /// Which.
        #[arg(value_parser = choice::<CircumstanceKind>())]
        kind: CircumstanceKind,
    },
    /// Writes down a circumstance, of one person or of a household.
    Circumstance {
        /// The person; with --household anybody of it.
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
        /// The people of the list of 54, by number or name.
        #[arg(long)]
        code: Option<String>,
        /// A local group, or a remark.
        #[arg(long)]
        detail: Option<String>,
        /// From this day on.
        #[arg(long)]
        from: Option<DayArg>,
        /// It was decided for this household: it is noted for each person of it.
        #[arg(long, value_name = "HOUSEHOLD")]
        household: Option<String>,
        /// The one category under which officials print the person.
        #[arg(long)]
        primary: bool,
    },
    /// Notes the last day on which a circumstance held.
    EndCircumstance {
        /// The circumstance's id.
        circumstance: String,
        /// The last day.
        #[arg(long, default_value = "today")]
        on: DayArg,
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
