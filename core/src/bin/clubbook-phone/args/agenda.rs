//! The arguments of agendas.

use clap::Subcommand;

use super::MeetingOf;

#[derive(Debug, Subcommand)]
pub(crate) enum Agenda {
    /// The agenda, with what came of each item.
    Show {
        #[command(flatten)]
        of: MeetingOf,
    },
    /// Puts down what clubs usually do, when the agenda is empty.
    Usual {
        #[command(flatten)]
        of: MeetingOf,
    },
    /// Adds an item.
    Add {
        #[command(flatten)]
        of: MeetingOf,
        /// Its title.
        title: String,
        /// Code of the area of activity, as the reference book lists it.
        #[arg(long)]
        area: Option<String>,
        /// Who presents it: a person of the book.
        #[arg(long)]
        presenter: Option<String>,
        /// Who presents it: a name, for somebody whom the book does not know.
        #[arg(long, conflicts_with = "presenter")]
        presenter_name: Option<String>,
        /// At this place, 1 first; behind the others when nothing is said.
        #[arg(long)]
        place: Option<usize>,
    },
    /// Adds a case that needs help: each group leader looks out for at least one a month.
    Case {
        #[command(flatten)]
        of: MeetingOf,
        /// Whom it is about.
        about: String,
        /// Who brings it.
        #[arg(long)]
        by: Option<String>,
        /// What it is about, in a few words. Nothing that only few may know.
        #[arg(long, default_value = "")]
        title: String,
    },
    /// Writes down what was said and decided; nothing clears it.
    Minutes {
        #[command(flatten)]
        of: MeetingOf,
        /// The item: its place in the list, or its id; `all` for the meeting as a whole.
        item: String,
        /// The text.
        text: String,
    },
    /// Moves an item to another place.
    Move {
        #[command(flatten)]
        of: MeetingOf,
        /// The item: its place in the list, or its id.
        item: String,
        /// The new place, 1 first.
        place: usize,
    },
    /// Takes an item off the agenda.
    Remove {
        #[command(flatten)]
        of: MeetingOf,
        /// The item: its place in the list, or its id.
        item: String,
    },
    /// Group leaders who have brought no case to this month's meetings.
    WithoutACase {
        #[command(flatten)]
        of: MeetingOf,
    },
}
