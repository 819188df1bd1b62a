//! The arguments of what people may ask for by their age.

use clap::Subcommand;

use super::parse::DayArg;

#[derive(Debug, Subcommand)]
pub(crate) enum Entitlements {
    /// What one person may ask for, or soon, with the rule, its day and its document.
    Of {
        /// The person.
        person: String,
        /// On this day, past or to come: by the rules in force then.
        #[arg(long, default_value = "today")]
        on: DayArg,
    },
    /// Who completes an age of a list of rules in a year, such as the longevity greetings of next year.
    List {
        /// The list: what stands before the colon in the rules' codes.
        #[arg(default_value = "longevity")]
        list: String,
        /// The year; today's when nothing is said.
        #[arg(long)]
        year: Option<i32>,
    },
}
