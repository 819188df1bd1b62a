//! The arguments of what was noticed on visits.

use clap::Subcommand;

use super::parse::DayArg;

#[derive(Debug, Subcommand)]
pub(crate) enum FollowUp {
    /// What was noticed and nobody has finished with, as far as who is at the phone may hear of it.
    List,
    /// Says who acts, and until when.
    Assign {
        /// The visit on which it was noticed.
        visit: String,
        /// Who acts.
        person: String,
        /// The last day.
        #[arg(long)]
        until: Option<DayArg>,
        /// Of the suspicion of abuse, not of what else was noticed.
        #[arg(long)]
        suspicion: bool,
    },
    /// Says what was done.
    Done {
        /// The visit.
        visit: String,
        /// What.
        #[arg(default_value = "")]
        what: String,
        /// Takes it back.
        #[arg(long, conflicts_with = "what")]
        undo: bool,
        /// Of the suspicion of abuse, not of what else was noticed.
        #[arg(long)]
        suspicion: bool,
    },
}
