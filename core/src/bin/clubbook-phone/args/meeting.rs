//! The arguments of meetings and the roll call.

use clap::{Args, Subcommand};
use clubbook_model::time::Month;
use clubbook_model::vocabulary::{Mark, MeetingKind};

use super::parse::{DayArg, choice, field, month};

/// Which meeting.
#[derive(Debug, Clone, Args)]
pub(crate) struct MeetingOf {
    /// The month, as 2026-11; today's when nothing is said.
    #[arg(long, value_parser = month)]
    pub(crate) month: Option<Month>,
    /// What kind of meeting.
    #[arg(long, value_parser = choice::<MeetingKind>(), default_value = "regular")]
    pub(crate) kind: MeetingKind,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Meeting {
    /// Opens the month's meeting.
    Open {
        #[command(flatten)]
        of: MeetingOf,
        /// Held on.
        #[arg(long)]
        on: Option<DayArg>,
        /// Where; the club's usual place when nothing is said.
        #[arg(long)]
        place: Option<String>,
        /// Yes, this one.
        #[arg(long)]
        confirmed: bool,
    },
    /// Marks people by hand: person=mark, for example "#12=present"; unset takes a mark back.
    Mark {
        #[command(flatten)]
        of: MeetingOf,
        /// The marks.
        #[arg(required = true, value_name = "PERSON=MARK", value_parser = field)]
        marks: Vec<(String, String)>,
        /// Why excused.
        #[arg(long)]
        reason: Option<String>,
    },
    /// One mark for everybody whom nobody marks by hand.
    AllBut {
        #[command(flatten)]
        of: MeetingOf,
        /// The mark.
        #[arg(value_parser = choice::<Mark>(), default_value = "present")]
        mark: Mark,
    },
    /// Adds a guest: somebody of the book, or a name.
    Guest {
        #[command(flatten)]
        of: MeetingOf,
        /// A person of the book.
        #[arg(long, conflicts_with = "name", required_unless_present = "name")]
        person: Option<String>,
        /// A name.
        name: Option<String>,
        /// Takes the name off again.
        #[arg(long, requires = "name")]
        undo: bool,
    },
    /// Closes the roll.
    Close {
        #[command(flatten)]
        of: MeetingOf,
        /// Heads counted in the room.
        #[arg(long)]
        heads: Option<i64>,
        /// The mark of those whom nobody marked.
        #[arg(long, value_parser = choice::<Mark>())]
        rest: Option<Mark>,
    },
    /// Puts the meeting off to a day.
    Postpone {
        #[command(flatten)]
        of: MeetingOf,
        /// To.
        to: DayArg,
        /// Why.
        reason: String,
        /// Yes, that is meant.
        #[arg(long)]
        confirmed: bool,
    },
    /// No meeting this month.
    Cancel {
        #[command(flatten)]
        of: MeetingOf,
        /// Why.
        reason: String,
        /// Yes, that is meant.
        #[arg(long)]
        confirmed: bool,
    },
    /// The roll.
    Show {
        #[command(flatten)]
        of: MeetingOf,
        /// By name instead of by the paper register.
        #[arg(long)]
        by_name: bool,
    },
    /// The last meetings.
    List {
        /// At most so many.
        #[arg(long, default_value_t = 12)]
        limit: usize,
    },
}
