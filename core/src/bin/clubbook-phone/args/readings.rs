//! The arguments of readings: the weighing of a meeting, and how they changed.

use clap::Subcommand;

use super::meeting::MeetingOf;
use super::visit::Measured;

#[derive(Debug, Subcommand)]
pub(crate) enum Readings {
    /// The list of the weighing: the people of the meeting's roll, and who was measured. No reading is shown.
    List {
        #[command(flatten)]
        of: MeetingOf,
    },
    /// Writes down what was measured of one person at the meeting; who weighs adds without reading what was before.
    Weigh {
        /// The person.
        person: String,
        #[command(flatten)]
        of: MeetingOf,
        #[command(flatten)]
        measured: Measured,
    },
    /// How the readings of a person changed, the earliest first.
    Trend {
        /// The person.
        person: String,
        /// The latest so many.
        #[arg(long, default_value_t = 12)]
        limit: usize,
    },
}
