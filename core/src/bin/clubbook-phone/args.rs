//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clubbook_model::entry::{parse_day, parse_partial_date};
use clubbook_model::time::{Day, Instant, Month};
use clubbook_model::vocabulary::{
    CircumstanceKind, Condition, ConsentMethod, Duration, Language, LeavingReason, Mark, MeetingKind, Purpose, Service,
    VisitAlert, Vocabulary,
};

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
first (repeat with the answer); 4 the phone is not connected, locked or revoked; 5 the exchange with the centre did not come \
to its end (nothing is lost); 6 a check found something wrong."
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
#[expect(clippy::large_enum_variant, reason = "one is parsed for each command and none is kept")]
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
    /// The members, in the order of a Vietnamese list.
    Members {
        /// Those who left, too.
        #[arg(long)]
        all: bool,
    },
    /// People by name, without marks.
    Find {
        /// From two letters on.
        name: Vec<String>,
        /// At most so many.
        #[arg(long, default_value_t = 20)]
        limit: usize,
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
        /// Fields of the person, as name=value: birth=1955, sex=female, hamlet=…
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
    /// Says that two records are of one person.
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
        #[arg(long, value_parser = choice::<LeavingReason>)]
        reason: Option<LeavingReason>,
        /// The first day on which the person is no longer a member.
        #[arg(long, default_value = "today")]
        on: DayArg,
        /// Takes the end back.
        #[arg(long, conflicts_with = "reason")]
        undo: bool,
    },
    /// Care at home, consents and circumstances.
    #[command(subcommand)]
    Care(Care),
    /// Meetings and the roll call.
    #[command(subcommand)]
    Meeting(Meeting),
    /// Home visits.
    #[command(subcommand)]
    Visit(Visit),
    /// Who is due for a visit.
    Due {
        /// Due up to this day.
        #[arg(long, default_value = "today")]
        until: DayArg,
        /// Only people to whom this volunteer goes.
        #[arg(long)]
        volunteer: Option<String>,
    },
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
pub(crate) enum Care {
    /// Opens a care case.
    Open {
        /// The person.
        person: String,
        /// Why care is needed.
        #[arg(long)]
        reason: Option<String>,
        /// Services that are planned.
        #[arg(long, value_parser = choice::<Service>, value_delimiter = ',')]
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
        #[arg(value_parser = choice::<Purpose>)]
        purpose: Purpose,
        /// What was said.
        #[arg(value_enum)]
        said: Said,
        /// How.
        #[arg(long, value_parser = choice::<ConsentMethod>, default_value = "spoken")]
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
        #[arg(value_parser = choice::<CircumstanceKind>)]
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

/// Which meeting.
#[derive(Debug, Clone, Args)]
pub(crate) struct MeetingOf {
    /// The month, as 2026-11; today's when nothing is said.
    #[arg(long, value_parser = month)]
    pub(crate) month: Option<Month>,
    /// What kind of meeting.
    #[arg(long, value_parser = choice::<MeetingKind>, default_value = "regular")]
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
        #[arg(value_parser = choice::<Mark>, default_value = "present")]
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
        #[arg(long, value_parser = choice::<Mark>)]
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

/// What was measured.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct Measured {
    /// Blood pressure, as 130/80.
    #[arg(long, value_name = "UPPER/LOWER")]
    pub(crate) pressure: Option<String>,
    /// Beats a minute.
    #[arg(long)]
    pub(crate) pulse: Option<i64>,
    /// Weight in kg, as 54,3.
    #[arg(long)]
    pub(crate) weight: Option<String>,
    /// Blood glucose, mmol/l.
    #[arg(long)]
    pub(crate) glucose: Option<String>,
    /// Waist in cm.
    #[arg(long)]
    pub(crate) waist: Option<String>,
    /// Temperature in °C.
    #[arg(long)]
    pub(crate) temperature: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Visit {
    /// What an empty form begins with.
    New {
        /// The person.
        person: String,
    },
    /// Records a visit.
    Add {
        /// The person visited.
        person: String,
        /// All who went; who is at the phone when nobody is named.
        #[arg(long, value_delimiter = ',')]
        visitors: Vec<String>,
        /// The day.
        #[arg(long)]
        on: Option<DayArg>,
        /// How long.
        #[arg(long, value_parser = choice::<Duration>)]
        duration: Option<Duration>,
        /// What was done; as on the last visit when nothing is said.
        #[arg(long, value_parser = choice::<Service>, value_delimiter = ',')]
        services: Vec<Service>,
        /// How the person is.
        #[arg(long, value_parser = choice::<Condition>)]
        condition: Option<Condition>,
        /// What was noticed.
        #[arg(long, value_parser = choice::<VisitAlert>, value_delimiter = ',')]
        alerts: Vec<VisitAlert>,
        /// A note.
        #[arg(long)]
        note: Option<String>,
        /// Nobody was at home.
        #[arg(long)]
        not_at_home: bool,
        /// Next visit.
        #[arg(long)]
        next_due: Option<DayArg>,
        /// Who of the commune went along.
        #[arg(long)]
        partner: Option<String>,
        #[command(flatten)]
        measured: Measured,
        /// It is the same visit as this record's.
        #[arg(long, value_name = "VISIT")]
        same_as: Option<String>,
        /// It is another visit on the same day.
        #[arg(long, conflicts_with = "same_as")]
        another: bool,
    },
    /// Corrects a visit.
    Correct {
        /// The visit's id.
        visit: String,
        /// Fields, as name=value.
        #[arg(value_name = "FIELD=VALUE", value_parser = field)]
        fields: Vec<(String, String)>,
        #[command(flatten)]
        measured: Measured,
    },
    /// Voids a record of a visit.
    Void {
        /// The visit's id.
        visit: String,
        /// Why.
        #[arg(default_value = "")]
        reason: String,
        /// Takes it back.
        #[arg(long)]
        undo: bool,
    },
    /// Answers whether two records are one visit.
    Same {
        /// The visit's id.
        visit: String,
        /// The other record; without it, they are two visits.
        other: Option<String>,
    },
    /// The visits of a person, or of a month.
    List {
        /// The person.
        person: Option<String>,
        /// The month, as 2026-11; today's when nothing is said.
        #[arg(long, value_parser = month, conflicts_with = "person")]
        month: Option<Month>,
        /// At most so many.
        #[arg(long, default_value_t = 50)]
        limit: usize,
    },
    /// One visit.
    Show {
        /// The visit's id.
        visit: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Users {
    /// Who uses this phone.
    List,
    /// Lets one more person use it.
    Add {
        /// The person.
        person: String,
    },
    /// Chooses the PIN of who is at the phone; without digits, goes without.
    Pin {
        /// Four digits.
        pin: Option<String>,
    },
    /// Takes away somebody's forgotten PIN; for the head or the deputy.
    Reset {
        /// The person.
        person: String,
    },
}

/// A day as people say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DayArg {
    Today,
    Yesterday,
    On(Day),
}

impl DayArg {
    pub(crate) fn on(self, today: Day) -> Day {
        match self {
            Self::Today => today,
            Self::Yesterday => today.plus(-1),
            Self::On(day) => day,
        }
    }
}

impl std::str::FromStr for DayArg {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "today" => Ok(Self::Today),
            "yesterday" => Ok(Self::Yesterday),
            _ => parse_day(text).map(Self::On).ok_or_else(|| "a day is 21/11/2026 or 2026-11-21".to_owned()),
        }
    }
}

fn choice<V: Vocabulary>(code: &str) -> Result<V, String> {
    V::from_code(code).ok_or_else(|| {
        let codes: Vec<&str> = V::ALL.iter().filter_map(|choice| choice.code()).collect();
        format!("one of {}", codes.join(", "))
    })
}

fn field(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("name=value is wanted")?;
    Ok((name.trim().to_owned(), value.to_owned()))
}

fn month(text: &str) -> Result<Month, String> {
    let wanted = || "a month is 2026-11 or 11/2026".to_owned();
    let date = parse_partial_date(text).filter(|date| date.day.is_none()).ok_or_else(wanted)?;
    let month = date.month.ok_or_else(wanted)?;
    Ok(Month { year: i32::from(date.year), month: u32::from(month) })
}

/// Seconds since 1970, or a day and an hour in Vietnam.
pub(crate) fn moment(text: &str) -> Result<Instant, String> {
    if let Ok(seconds) = text.parse() {
        return Ok(Instant(seconds));
    }
    let parsed = || {
        let (day, time) = text.split_once(['T', ' '])?;
        let (hour, minute) = time.split_once(':')?;
        let (hour, minute): (u8, u8) = (hour.parse().ok()?, minute.parse().ok()?);
        let seconds = (hour < 24 && minute < 60).then(|| i64::from(hour) * 3600 + i64::from(minute) * 60)?;
        Some(Instant(i64::from(parse_day(day)?.0) * 86_400 + seconds - 7 * 3600))
    };
    parsed().ok_or_else(|| "seconds since 1970, or 2026-11-24T09:15".to_owned())
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

    #[test]
    fn moments_and_months_are_read_as_they_are_written() {
        assert_eq!(moment("1795486500"), Ok(Instant(1_795_486_500)));
        assert_eq!(moment("2026-11-24T09:15").unwrap().day_in_vietnam(), parse_day("2026-11-24").unwrap());
        assert!(moment("2026-11-24T25:00").is_err() && moment("morgen").is_err());
        assert_eq!(month("2026-11"), month("11/2026"));
        assert!(month("2026").is_err() && month("2026-11-24").is_err());
        assert!(choice::<Mark>("here").unwrap_err().contains("present"));
    }
}
