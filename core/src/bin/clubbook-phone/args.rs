//! The command line.

mod agenda;
mod care;
mod entitlements;
mod follow_up;
mod meeting;
mod parse;
mod readings;
mod roster;
mod visit;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use clubbook_model::time::{Instant, Month};
use clubbook_model::vocabulary::{Language, LeavingReason};

pub(crate) use agenda::Agenda;
pub(crate) use care::{Care, Said};
pub(crate) use entitlements::Entitlements;
pub(crate) use follow_up::FollowUp;
pub(crate) use meeting::{Meeting, MeetingOf};
pub(crate) use parse::{DayArg, moment};
use parse::{choice, field, month};
pub(crate) use readings::Readings;
pub(crate) use roster::{Board, Group, Household, Member};
pub(crate) use visit::{Measured, Visit};

/// A phone of Sổ CLB on the command line.
///
/// It does what the apps do, on an encrypted database of its own: it records without a network and exchanges with the
/// centre when asked to. People are named by the id of their record, by `#` and their number in the paper register, or by
/// a name that only one person has; days as 21/11/2026 or 2026-11-21, `today` or `yesterday`.
#[derive(Debug, Parser)]
#[command(
    name = "clubbook-phone",
    version,
    max_term_width = 110,
    after_help = "\
Exit codes: 0 done; 1 failed (the words say what was kept); 2 the command cannot be meant; 3 a question has to be answered \
first (repeat with the answer); 4 the phone is not connected, locked or revoked; 5 the centre was not reached, refused (a \
wrong code, for example) or broke off (nothing is lost); 6 a check found something wrong."
)]
pub(crate) struct Arguments {
    /// The encrypted database; it is made when it is not there.
    #[arg(long, value_name = "FILE", env = "CLUBBOOK_DB")]
    pub(crate) db: PathBuf,
    /// The file with the database's key, made with mode 0600 when it is not there: it stands in for the phone's Keystore.
    /// Without this, the database's name with `.key`.
    #[arg(long, value_name = "FILE", env = "CLUBBOOK_KEY_FILE")]
    pub(crate) key_file: Option<PathBuf>,
    /// Makes the phone's clock wrong by so many seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 0, allow_negative_numbers = true)]
    pub(crate) clock_offset: i64,
    /// Lets the phone's clock stand at a moment: seconds since 1970, or 2026-11-24T09:15 in Vietnam.
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    pub(crate) at: Option<Instant>,
    /// Writes down each record that was shown as saved, one line of JSON each, on the disk before "saved" is said.
    #[arg(long, value_name = "FILE")]
    pub(crate) journal: Option<PathBuf>,
    /// The PEM of a centre's own certificate authority.
    #[arg(long, value_name = "FILE")]
    pub(crate) authority: Option<PathBuf>,
    /// The language of what is said.
    #[arg(long, value_enum, default_value_t = Lang::Vi)]
    pub(crate) lang: Lang,
    /// Answers in JSON.
    #[arg(long)]
    pub(crate) json: bool,
    /// Who is at the phone, when several people use it.
    #[arg(long, value_name = "PERSON")]
    pub(crate) user: Option<String>,
    /// The PIN of that person.
    #[arg(long, value_name = "FOUR DIGITS", requires = "user", env = "CLUBBOOK_PIN", hide_env_values = true)]
    pub(crate) pin: Option<String>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// A line of a script: a command without the options that hold for the whole program.
#[derive(Debug, Parser)]
#[command(no_binary_name = true, name = "")]
pub(crate) struct Line {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The languages.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Lang {
    /// Vietnamese.
    Vi,
    /// English.
    En,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Vi => Self::Vi,
            Lang::En => Self::En,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Asks the centre at an address who it is: look at its name and fingerprint before you enrol.
    LookUp {
        /// https://…, or http:// on this machine.
        url: String,
    },
    /// Connects this phone with a club.
    Enrol {
        /// The centre's address.
        url: String,
        /// The club's number.
        club: String,
        /// The code: eight digits.
        code: String,
        /// Go on only with the centre that has this fingerprint.
        #[arg(long)]
        fingerprint: Option<String>,
    },
    /// The members, in the order of a Vietnamese list. Who has several records stands there once, with the others beneath.
    Members {
        /// Those who left, too.
        #[arg(long)]
        all: bool,
    },
    /// People as they are said: names with or without accents, initials, a title, hamlet, year of birth, part of a
    /// telephone number; slips of the finger are forgiven, and such answers marked.
    Find {
        /// From two letters on.
        name: Vec<String>,
        /// At most so many.
        #[arg(long, default_value_t = 20)]
        limit: usize,
    },
    /// People in the list who may be one person, with the reasons; `link` says whether they are.
    Doubles {
        /// Instead, what was answered so far; where two people answered differently, answer once more with `link`.
        #[arg(long)]
        answered: bool,
    },
    /// Everything about one person.
    Card {
        /// The person.
        person: String,
    },
    /// Adds a person.
    Add {
        /// Full name.
        name: String,
        /// Fields of the person, as name=value: birth=1955, birth="15/8/1955 âm" as it is told by the moon, sex=female, hamlet=…
        #[arg(value_name = "FIELD=VALUE", value_parser = field)]
        fields: Vec<(String, String)>,
        /// Fields of the membership, as name=value: register_no=12, roles=volunteer, joined_on=2020.
        #[arg(long = "membership", value_name = "FIELD=VALUE", value_parser = field)]
        membership: Vec<(String, String)>,
        /// Not a member.
        #[arg(long, conflicts_with = "membership")]
        no_member: bool,
        /// No, it is another person of that name.
        #[arg(long)]
        another: bool,
        /// Yes, this number of the register, although somebody else has it.
        #[arg(long)]
        number_meant: bool,
    },
    /// Corrects a record.
    Correct {
        /// The person, or the id of any record.
        record: String,
        /// Fields, as name=value; nothing after the = clears. For sets, -element takes out.
        #[arg(required = true, value_name = "FIELD=VALUE", value_parser = field)]
        fields: Vec<(String, String)>,
        /// Corrects the person's membership.
        #[arg(long)]
        membership: bool,
    },
    /// Settles a field in which two people entered different values.
    Settle {
        /// The person, or the id of any record.
        record: String,
        /// The field.
        field: String,
        /// One of the values that were entered.
        value: String,
    },
    /// Says that two records are of one person, or with --undo that they are not. Both are kept whole; lists and counts
    /// take them for one.
    Link {
        /// One.
        one: String,
        /// The other.
        other: String,
        /// No, they are not.
        #[arg(long)]
        undo: bool,
    },
    /// Ends a membership.
    EndMembership {
        /// The person.
        person: String,
        /// Why.
        #[arg(long, value_parser = choice::<LeavingReason>())]
        reason: Option<LeavingReason>,
        /// The first day on which the person is no longer a member.
        #[arg(long, default_value = "today")]
        on: DayArg,
        /// Takes the end back.
        #[arg(long, conflicts_with = "reason")]
        undo: bool,
    },
    /// Joining and coming back, numbers of the register, deaths, moving between clubs, volunteers, and who is no member.
    #[command(subcommand)]
    Member(Member),
    /// The board (Ban Chủ nhiệm): who holds which post, and which nobody holds.
    #[command(subcommand)]
    Board(Board),
    /// Groups (tổ) of the club.
    #[command(subcommand)]
    Group(Group),
    /// Households.
    #[command(subcommand)]
    Household(Household),
    /// Care at home, consents and circumstances.
    #[command(subcommand)]
    Care(Care),
    /// Meetings and the roll call.
    #[command(subcommand)]
    Meeting(Meeting),
    /// Who the members are, held against the targets of the club's programme, with counts, formula and source. Hints: real
    /// clubs deviate, and nothing is ever refused for it.
    Composition {
        /// On this day.
        #[arg(long, default_value = "today")]
        on: DayArg,
    },
    /// Birthdays of a month: of living members whose day of birth is known, by the sun or by the moon.
    Birthdays {
        /// The month, as 2026-11; today's when nothing is said.
        #[arg(long, value_parser = month)]
        month: Option<Month>,
    },
    /// Home visits.
    #[command(subcommand)]
    Visit(Visit),
    /// Readings: the weighing of a meeting, and how they changed.
    #[command(subcommand)]
    Readings(Readings),
    /// What was noticed on visits, and who acts on it until when.
    #[command(subcommand)]
    FollowUp(FollowUp),
    /// What is due: visits, what waits for somebody to act, birthdays, who stayed away, ages, consents not asked for.
    Today,
    /// Notes that the club has reported a month: from then on the head corrects its records, with a reason.
    MonthReport {
        /// The month, as 2026-10.
        #[arg(value_parser = month)]
        month: Month,
        /// Takes the report back.
        #[arg(long)]
        undo: bool,
    },
    /// Who is due for a visit.
    Due {
        /// Due up to this day.
        #[arg(long, default_value = "today")]
        until: DayArg,
        /// Only people to whom this volunteer goes.
        #[arg(long)]
        volunteer: Option<String>,
    },
    /// What people may ask for by their age.
    #[command(subcommand)]
    Entitlements(Entitlements),
    /// Notices from officers.
    Notices {
        /// Marks this one as read.
        #[arg(long)]
        read: Option<String>,
        /// The answer to it.
        #[arg(long, requires = "read")]
        answer: Option<String>,
    },
    /// Sends what waits and fetches what is new.
    Sync,
    /// Where this phone stands with the centre.
    Status,
    /// Exchanges in the background until it is interrupted.
    Watch,
    /// Runs commands from a file, `-` for stdin: each line is JSON, {"args": ["visit", "add", "#12"], "at": 1795486500},
    /// and is answered by one line of JSON. `at` lets the clock stand for that command; `id` comes back with the answer.
    Play {
        /// The file.
        file: PathBuf,
    },
    /// Opens the practice club in the database of --db, for trainings: every feature, invented people, nothing is ever sent.
    Practice {
        /// Ends the practice that is there and begins anew.
        #[arg(long)]
        anew: bool,
    },
    /// The people who use this phone.
    #[command(subcommand)]
    Users(Users),
    /// Writes a report for support: no names, no notes, no readings.
    Export {
        /// What.
        #[arg(value_enum)]
        what: Export,
    },
    /// Checks the database page by page, the journal's chain and the state sums.
    Check,
    /// Compares a journal of saved records with the database.
    JournalVerify {
        /// The journal; without it the one of --journal.
        file: Option<PathBuf>,
    },
}

/// What can be exported.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Export {
    /// For support.
    Support,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Users {
    /// Who uses this phone.
    List,
    /// Lets one more person use it, with a PIN that they choose. For whom the phone is connected for, the head or the deputy, who
    /// need one of their own.
    Add {
        /// The person.
        person: String,
        /// Four digits.
        pin: String,
    },
    /// Chooses the PIN of who is at the phone; without digits, goes without where nobody else uses it.
    Pin {
        /// Four digits.
        pin: Option<String>,
    },
    /// Takes somebody off the phone; what they recorded stays. Others than oneself: for the head or the deputy.
    Remove {
        /// The person.
        person: String,
    },
    /// Lets somebody who forgot their PIN choose another; for the head or the deputy.
    Reset {
        /// The person.
        person: String,
        /// Four digits.
        pin: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Arguments::command().debug_assert();
        Line::command().debug_assert();
    }
}
