//! `club`: setting up clubs, and taking their members from a list.

use std::fmt;
use std::path::PathBuf;

use clap::Subcommand;
use clubbook_model::vocabulary::Vocabulary;
use serde::Serialize;

use super::CliError;
use super::correct::Correct;
use super::folder::Folder;
use super::list;
use super::output::{Output, iso, iso_day, moment_or_never, table};
use crate::admin::{ClubFilter, ClubSummary, ClubView, Imported, NewClub};

/// Clubs.
#[derive(Debug, Subcommand)]
pub(super) enum Club {
    /// Set up a club.
    Add {
        /// The code of its commune.
        #[arg(long, value_name = "CODE")]
        unit: String,
        /// The number that people type when they connect a phone; each club has its own.
        #[arg(long)]
        number: u64,
        /// Its name.
        #[arg(long)]
        name: String,
        /// The day of the month on which it meets.
        #[arg(long, value_name = "DAY", value_parser = clap::value_parser!(u8).range(1..=31))]
        meeting_day: Option<u8>,
        /// A hamlet that it covers; may be given several times.
        #[arg(long = "hamlet", value_name = "NAME")]
        hamlets: Vec<String>,
    },
    /// List the clubs in figures.
    List {
        /// Only those of this unit and the units below it.
        #[arg(long, value_name = "CODE")]
        unit: Option<String>,
        /// Only those whose name or commune holds this text; marks and case do not matter.
        #[arg(long)]
        text: Option<String>,
    },
    /// Correct a club's own record with a reason; without --set, show it as it is.
    ///
    /// The correction reaches the phones with their next exchange. What somebody enters on a phone at the same time is not
    /// lost: both stay until somebody chooses. It cannot change the club's number or commune.
    Correct(Correct),
    /// Take members from a list: every line, or with one that cannot be taken none.
    ///
    /// The list is a CSV in UTF-8 whose first line names the fields. Fields of the person stand plain (full_name,
    /// given_name, sex, birth, hamlet, phone …), those of the membership behind "membership." (membership.register_no,
    /// membership.roles …), those of a care case behind "care." (care.volunteers), which opens one. All of them stand in
    /// docs/vectors/registry.json under person, membership and care_case. Several values in one field are parted by ";".
    Import {
        /// The club's number.
        #[arg(long)]
        number: u64,
        /// The list.
        #[arg(value_name = "FILE.csv")]
        file: PathBuf,
    },
}

#[derive(Debug, Serialize)]
struct Added {
    club: String,
    number: u64,
    name: String,
    unit: String,
}

impl From<ClubView> for Added {
    fn from(club: ClubView) -> Self {
        Self { club: club.club.to_string(), number: club.number, name: club.name, unit: club.unit_code }
    }
}

impl fmt::Display for Added {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Club {}, {}, is set up in {}.", self.number, self.name, self.unit)
    }
}

#[derive(Debug, Serialize)]
struct Row {
    club: String,
    number: u64,
    name: String,
    unit: String,
    unit_name: String,
    status: Option<&'static str>,
    members: u64,
    last_meeting: Option<String>,
    present: Option<u64>,
    roll: Option<u64>,
    visits_this_month: u64,
    not_at_home_this_month: u64,
    phones: u64,
    last_heard: Option<String>,
    waiting: u64,
    #[serde(skip)]
    last_heard_words: String,
}

impl From<ClubSummary> for Row {
    fn from(club: ClubSummary) -> Self {
        Self {
            club: club.club.to_string(),
            number: club.number,
            name: club.name,
            unit: club.unit_code,
            unit_name: club.unit_name,
            status: club.status.and_then(Vocabulary::code),
            members: club.members,
            last_meeting: club.last_meeting.map(iso_day),
            present: club.last_attendance.map(|(present, _)| present),
            roll: club.last_attendance.map(|(_, roll)| roll),
            visits_this_month: club.visits_this_month,
            not_at_home_this_month: club.not_at_home_this_month,
            phones: club.phones,
            last_heard: club.last_heard.map(iso),
            waiting: club.waiting_quarantine,
            last_heard_words: moment_or_never(club.last_heard),
        }
    }
}

#[derive(Debug, Serialize)]
#[serde(transparent)]
struct List(Vec<Row>);

impl fmt::Display for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("No clubs.");
        }
        let row = |club: &Row| {
            let attendance = match (club.present, club.roll) {
                (Some(present), Some(roll)) => format!("{present} of {roll}"),
                _ => String::new(),
            };
            [
                club.number.to_string(),
                club.name.clone(),
                club.unit_name.clone(),
                club.members.to_string(),
                club.last_meeting.clone().unwrap_or_default(),
                attendance,
                club.visits_this_month.to_string(),
                club.phones.to_string(),
                club.last_heard_words.clone(),
                club.waiting.to_string(),
            ]
        };
        let head = [
            "no.",
            "name",
            "commune",
            "members",
            "last meeting",
            "present",
            "visits",
            "phones",
            "last heard",
            "waiting",
        ];
        write!(f, "{}", table(head, self.0.iter().map(row)))
    }
}

#[derive(Debug, Serialize)]
struct Taken {
    people: Vec<TakenPerson>,
    care_cases: u64,
}

#[derive(Debug, Serialize)]
struct TakenPerson {
    line: u64,
    person: String,
}

impl From<Imported> for Taken {
    fn from(imported: Imported) -> Self {
        let person =
            |taken: crate::admin::ImportedPerson| TakenPerson { line: taken.line, person: taken.person.to_string() };
        Self { people: imported.people.into_iter().map(person).collect(), care_cases: imported.care_cases }
    }
}

impl fmt::Display for Taken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} people were taken, {} of them with a care case.", self.people.len(), self.care_cases)
    }
}

impl Club {
    pub(super) async fn run(self, folder: &Folder, output: Output) -> Result<(), CliError> {
        match self {
            Self::Add { unit, number, name, meeting_day, hamlets } => {
                let centre = folder.open_or_make().await?;
                let club = centre.create_club(NewClub { unit_code: unit, number, name, meeting_day, hamlets }).await;
                centre.shutdown().await;
                output.say(&Added::from(club?));
            }
            Self::List { unit, text } => {
                let centre = folder.open()?;
                let clubs = centre.clubs(ClubFilter { unit, text }).await;
                centre.shutdown().await;
                output.say(&List(clubs?.into_iter().map(Row::from).collect()));
            }
            Self::Correct(correct) => correct.run(folder, output).await?,
            Self::Import { number, file } => {
                let rows = list::rows(&list::read(&file)?, &file)?;
                let centre = folder.open()?;
                let imported = centre.import_people(number, rows).await;
                centre.shutdown().await;
                output.say(&Taken::from(imported?));
            }
        }
        Ok(())
    }
}
