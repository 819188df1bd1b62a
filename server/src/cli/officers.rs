//! `officer`: accounts for the officers' pages.

use std::fmt;

use clap::Subcommand;
use serde::Serialize;

use super::CliError;
use super::folder::Folder;
use super::output::{Output, iso, moment, table};
use crate::Centre;
use crate::pages::officers::{self, NewOfficer, OfficerSummary, SetupLink};
use crate::pages::second_step;

/// Officers.
#[derive(Debug, Subcommand)]
pub(super) enum Officer {
    /// Add an officer, and show the one-time link for setting a password.
    Add {
        /// What is typed to sign in.
        #[arg(long)]
        login: String,
        /// The full name.
        #[arg(long)]
        name: String,
        /// The code of the unit whose clubs the officer sees, with those of the units below; all clubs without it.
        #[arg(long, value_name = "CODE")]
        unit: Option<String>,
        /// The centre's address as officers reach it, for the link.
        #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8080")]
        address: String,
    },
    /// Show a new link for an officer who forgot the password.
    Reset {
        /// What is typed to sign in.
        #[arg(long)]
        login: String,
        /// The centre's address as officers reach it, for the link.
        #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8080")]
        address: String,
    },
    /// Take away the app and the paper codes that an officer signs in with, after a lost phone; a new app is set up with
    /// the next sign-in.
    ResetCode {
        /// What is typed to sign in.
        #[arg(long)]
        login: String,
    },
    /// Take an officer's account away; open sessions end at once.
    Remove {
        /// What is typed to sign in.
        #[arg(long)]
        login: String,
    },
    /// List the officers.
    List,
}

/// A one-time link for setting a password.
#[derive(Debug, Serialize)]
pub(super) struct Link {
    setup_link: String,
    valid_until: String,
    #[serde(skip)]
    until: String,
}

impl Link {
    /// The link under the centre's address.
    pub(super) fn new(link: &SetupLink, address: &str) -> Self {
        Self {
            setup_link: format!("{}{}", address.trim_end_matches('/'), link.path()),
            valid_until: iso(link.valid_until),
            until: moment(link.valid_until),
        }
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Setting the password: {}", self.setup_link)?;
        write!(f, "The link works once, until {}, and is not shown again.", self.until)
    }
}

#[derive(Debug, Serialize)]
struct Removed {
    removed: String,
}

impl fmt::Display for Removed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("The account is gone.")
    }
}

#[derive(Debug, Serialize)]
struct CodeReset {
    reset: String,
}

impl fmt::Display for CodeReset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("The app and the paper codes no longer work. A new app is set up with the next sign-in.")
    }
}

#[derive(Debug, Serialize)]
#[serde(transparent)]
struct List(Vec<Row>);

#[derive(Debug, Serialize)]
struct Row {
    login: String,
    name: String,
    unit: Option<String>,
    has_password: bool,
    has_second_step: bool,
    created_at: String,
}

impl From<OfficerSummary> for Row {
    fn from(officer: OfficerSummary) -> Self {
        Self {
            login: officer.login,
            name: officer.name,
            unit: officer.unit,
            has_password: officer.has_password,
            has_second_step: officer.has_second_step,
            created_at: iso(officer.created_at),
        }
    }
}

impl fmt::Display for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("No officers.");
        }
        let row = |officer: &Row| {
            let unit = officer.unit.clone().unwrap_or_else(|| "all".to_owned());
            let password = if officer.has_password { "set" } else { "waits for the link" };
            let code = if officer.has_second_step { "set up" } else { "not yet" };
            [officer.login.clone(), officer.name.clone(), unit, password.to_owned(), code.to_owned()]
        };
        write!(f, "{}", table(["login", "name", "unit", "password", "code"], self.0.iter().map(row)))
    }
}

impl Officer {
    pub(super) async fn run(self, folder: &Folder, output: Output) -> Result<(), CliError> {
        let centre = if matches!(self, Self::Add { .. }) { folder.open_or_make().await? } else { folder.open()? };
        let done = self.ask(&centre, output).await;
        centre.shutdown().await;
        done
    }

    async fn ask(self, centre: &Centre, output: Output) -> Result<(), CliError> {
        match self {
            Self::Add { login, name, unit, address } => {
                let link = officers::add(centre, NewOfficer { login, name, unit }).await?;
                output.say(&Link::new(&link, &address));
            }
            Self::Reset { login, address } => {
                output.say(&Link::new(&officers::reset(centre, &login).await?, &address));
            }
            Self::ResetCode { login } => {
                second_step::reset(centre, &login).await?;
                output.say(&CodeReset { reset: login });
            }
            Self::Remove { login } => {
                officers::remove(centre, &login).await?;
                output.say(&Removed { removed: login });
            }
            Self::List => output.say(&List(officers::list(centre).await?.into_iter().map(Row::from).collect())),
        }
        Ok(())
    }
}
