//! `code`: the codes by which phones are connected to a club.

use std::fmt;

use clap::{Args, Subcommand};
use clubbook_model::id::RecordId;
use clubbook_model::vocabulary::{Language, Role, Vocabulary};
use serde::Serialize;

use super::CliError;
use super::folder::Folder;
use super::output::{Output, iso, moment, table};
use crate::Centre;
use crate::admin::{CodeState, CodeSummary, IssuedCode, PersonSummary};

/// Codes.
#[derive(Debug, Subcommand)]
pub(super) enum Code {
    /// Issue a code for one person with a task in the club. It works once, for 7 days.
    Issue {
        /// The club's number.
        #[arg(long, value_name = "NUMBER")]
        club: u64,
        #[command(flatten)]
        who: Who,
        /// The centre's address as phones reach it, for a link that opens the app. The officers' pages print it with a
        /// QR code.
        #[arg(long, value_name = "URL")]
        address: Option<String>,
    },
    /// List a club's codes, without their digits.
    List {
        /// The club's number.
        #[arg(long, value_name = "NUMBER")]
        club: u64,
    },
    /// Cancel a person's open codes.
    Cancel {
        /// The club's number.
        #[arg(long, value_name = "NUMBER")]
        club: u64,
        #[command(flatten)]
        who: Who,
    },
    /// List who can be given a code: the members with a task.
    People {
        /// The club's number.
        #[arg(long, value_name = "NUMBER")]
        club: u64,
    },
}

/// Who is meant.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(super) struct Who {
    /// The person, by id.
    #[arg(long, value_name = "ID", value_parser = record)]
    person: Option<RecordId>,
    /// The one person with this task.
    #[arg(long, value_name = "ROLE", value_parser = role)]
    role: Option<Role>,
    /// The one person with this name.
    #[arg(long)]
    name: Option<String>,
}

/// A record's id as it is typed: 32 hexadecimal digits.
pub(super) fn record(text: &str) -> Result<RecordId, String> {
    RecordId::from_hex(text).ok_or_else(|| "an id has 32 hexadecimal digits".to_owned())
}

fn role(text: &str) -> Result<Role, String> {
    Role::from_code(text).ok_or_else(|| {
        let known: Vec<_> = Role::ALL.iter().filter_map(|role| role.code()).collect();
        format!("the tasks are {}", known.join(", "))
    })
}

impl Who {
    /// The person, if the words mean exactly one.
    async fn find(self, centre: &Centre, club: u64) -> Result<RecordId, CliError> {
        if let Some(person) = self.person {
            return Ok(person);
        }
        let wanted = self.name.as_deref().map(clubbook_model::text::clean);
        let is_meant = |person: &PersonSummary| match (&wanted, self.role) {
            (Some(name), _) => clubbook_model::text::clean(&person.name) == *name,
            (None, Some(role)) => person.roles.contains(&role),
            (None, None) => false,
        };
        let people = centre.people_with_tasks(club).await?;
        let meant: Vec<_> = people.iter().filter(|person| is_meant(person)).collect();
        match meant.as_slice() {
            [one] => Ok(one.person),
            [] => Err(CliError::Which(
                "nobody with a task in this club is meant: `code people` lists who can be given a code".to_owned(),
            )),
            several => {
                let ids: Vec<_> = several.iter().map(|person| person.person.to_string()).collect();
                Err(CliError::Which(format!("several people are meant, choose by --person: {}", ids.join(", "))))
            }
        }
    }
}

#[derive(Debug, Serialize)]
struct Issued {
    club: u64,
    digits: String,
    person: String,
    valid_until: String,
    link: Option<String>,
    #[serde(skip)]
    until: String,
}

impl Issued {
    fn new(code: IssuedCode, address: Option<&str>) -> Self {
        let link = |address: &str| format!("{}/e/{}-{}", address.trim_end_matches('/'), code.club_number, code.digits);
        Self {
            club: code.club_number,
            link: address.map(link),
            person: code.person.to_string(),
            valid_until: iso(code.valid_until),
            until: moment(code.valid_until),
            digits: code.digits,
        }
    }
}

impl fmt::Display for Issued {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, last) = self.digits.split_at_checked(4).unwrap_or((&self.digits, ""));
        writeln!(f, "Club {}, code {first} {last}", self.club)?;
        if let Some(link) = &self.link {
            writeln!(f, "Link {link}")?;
        }
        write!(f, "It works once, until {}, and is not shown again.", self.until)
    }
}

#[derive(Debug, Serialize)]
struct Row {
    person: String,
    name: String,
    issued_at: String,
    valid_until: String,
    state: &'static str,
    device: Option<String>,
    #[serde(skip)]
    until: String,
}

impl From<CodeSummary> for Row {
    fn from(code: CodeSummary) -> Self {
        let (state, device) = match code.state {
            CodeState::Open => ("open", None),
            CodeState::Used(device) => ("used", Some(device.to_string())),
            CodeState::Cancelled => ("cancelled", None),
            CodeState::Blocked => ("blocked", None),
            CodeState::Expired => ("expired", None),
        };
        Self {
            person: code.person.to_string(),
            name: code.name,
            issued_at: iso(code.issued_at),
            valid_until: iso(code.valid_until),
            state,
            device,
            until: moment(code.valid_until),
        }
    }
}

#[derive(Debug, Serialize)]
#[serde(transparent)]
struct List(Vec<Row>);

impl fmt::Display for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("No codes.");
        }
        let row = |code: &Row| {
            let device = code.device.clone().unwrap_or_default();
            [code.name.clone(), code.person.clone(), code.state.to_owned(), code.until.clone(), device]
        };
        write!(f, "{}", table(["name", "person", "state", "works until", "phone"], self.0.iter().map(row)))
    }
}

#[derive(Debug, Serialize)]
struct Cancelled {
    cancelled: u64,
}

impl fmt::Display for Cancelled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.cancelled {
            0 => f.write_str("There was no open code."),
            1 => f.write_str("1 code no longer works."),
            count => write!(f, "{count} codes no longer work."),
        }
    }
}

#[derive(Debug, Serialize)]
#[serde(transparent)]
struct People(Vec<PersonRow>);

#[derive(Debug, Serialize)]
struct PersonRow {
    person: String,
    name: String,
    roles: Vec<&'static str>,
    #[serde(skip)]
    labels: String,
}

impl From<PersonSummary> for PersonRow {
    fn from(person: PersonSummary) -> Self {
        let labels: Vec<_> = person.roles.iter().map(|role| role.label(Language::En)).collect();
        Self {
            person: person.person.to_string(),
            name: person.name,
            roles: person.roles.iter().filter_map(|role| role.code()).collect(),
            labels: labels.join(", "),
        }
    }
}

impl fmt::Display for People {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("No member of this club has a task.");
        }
        let row = |person: &PersonRow| [person.name.clone(), person.labels.clone(), person.person.clone()];
        write!(f, "{}", table(["name", "tasks", "person"], self.0.iter().map(row)))
    }
}

impl Code {
    pub(super) async fn run(self, folder: &Folder, output: Output) -> Result<(), CliError> {
        let centre = folder.open()?;
        let done = self.ask(&centre, output).await;
        centre.shutdown().await;
        done
    }

    async fn ask(self, centre: &Centre, output: Output) -> Result<(), CliError> {
        match self {
            Self::Issue { club, who, address } => {
                let person = who.find(centre, club).await?;
                output.say(&Issued::new(centre.issue_code(club, person).await?, address.as_deref()));
            }
            Self::List { club } => output.say(&List(centre.codes(club).await?.into_iter().map(Row::from).collect())),
            Self::Cancel { club, who } => {
                let person = who.find(centre, club).await?;
                output.say(&Cancelled { cancelled: centre.cancel_code(club, person).await? });
            }
            Self::People { club } => {
                let people = centre.people_with_tasks(club).await?;
                output.say(&People(people.into_iter().map(PersonRow::from).collect()));
            }
        }
        Ok(())
    }
}
