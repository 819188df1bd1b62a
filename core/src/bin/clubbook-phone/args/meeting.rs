//! The arguments of meetings and the roll call.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use clubbook_core::features::meetings::paper::numbers;
use clubbook_model::time::Month;
use clubbook_model::vocabulary::{Mark, MeetingKind};

use super::Agenda;
use super::parse::{DayArg, choice, field, month};

/// Numbers as they are read off a sheet.
fn sheet_numbers(text: &str) -> Result<BTreeSet<i64>, String> {
    numbers(text).ok_or_else(|| "numbers of the register are \"1 2 5-9 12\"".to_owned())
}

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
    /// The coming meeting, and what else is planned.
    Next,
    /// The day of the month on which the club meets. A month that is too short meets on its last day.
    Day {
        /// 1 to 31.
        day: i64,
    },
    /// Plans a meeting, or moves one that is planned.
    Plan {
        /// On.
        on: DayArg,
        /// What kind of meeting.
        #[arg(long, value_parser = choice::<MeetingKind>(), default_value = "regular")]
        kind: MeetingKind,
        /// Where; the club's usual place when nothing is said.
        #[arg(long)]
        place: Option<String>,
        /// Yes, that is meant.
        #[arg(long)]
        confirmed: bool,
    },
    /// The agenda, its minutes, and the cases that group leaders bring.
    #[command(subcommand)]
    Agenda(Agenda),
    /// The sign-in sheet for a meeting, to print: members in the order of the paper register, with room for signatures,
    /// and a page of its own for weight and blood pressure. Plain text, or with --html pages for A4.
    Sheet {
        /// For this day; the coming meeting's when nothing is said.
        #[arg(long)]
        on: Option<DayArg>,
        /// Writes HTML that browsers print on A4.
        #[arg(long, value_name = "FILE")]
        html: Option<PathBuf>,
    },
    /// Enters a sheet that was signed, in one go, by the numbers of the register: meeting enter "1 2 5-9 12".
    Enter {
        #[command(flatten)]
        of: MeetingOf,
        /// Who signed.
        #[arg(value_parser = sheet_numbers)]
        present: BTreeSet<i64>,
        /// Who signed and came late.
        #[arg(long, value_parser = sheet_numbers, default_value = "")]
        late: BTreeSet<i64>,
        /// Who had themselves excused.
        #[arg(long, value_parser = sheet_numbers, default_value = "")]
        excused: BTreeSet<i64>,
        /// Who kept the sheet, when that is not who enters it.
        #[arg(long, value_name = "PERSON")]
        for_person: Option<String>,
        /// Yes, once more: a sheet of this meeting was entered here before.
        #[arg(long)]
        again: bool,
        /// Yes, as the sheet says.
        #[arg(long)]
        confirmed: bool,
    },
    /// Marks that were made after a meeting was closed: they count, and the club head is told.
    Late {
        /// Of so many meetings.
        #[arg(long, default_value_t = 6)]
        meetings: usize,
    },
    /// How often somebody was there.
    Attended {
        /// The person.
        person: String,
        /// At so many meetings.
        #[arg(long, default_value_t = 12)]
        limit: usize,
    },
    /// Members who were away from the last meetings, one after the other.
    Missed {
        /// From so many at least.
        #[arg(long, default_value_t = 3)]
        least: usize,
    },
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
        /// Who chaired.
        #[arg(long)]
        chair: Option<String>,
        /// Who wrote the minutes.
        #[arg(long)]
        secretary: Option<String>,
        /// What somebody is whom nobody marked, one by one: --mark "#3=excused" --mark "#7=absent".
        #[arg(long = "mark", value_name = "PERSON=MARK", value_parser = field)]
        marks: Vec<(String, String)>,
        /// The mark of those who are left then.
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
