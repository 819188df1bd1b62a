//! `device` and `person`: the phones, and taking access away.

use std::fmt;

use clap::Subcommand;
use clubbook_model::id::{DeviceId, RecordId};
use serde::Serialize;

use super::CliError;
use super::codes::record;
use super::folder::Folder;
use super::output::{Output, iso, moment_or_never, table};
use crate::Centre;
use crate::admin::{ClubFilter, DeviceStanding, DeviceSummary};

/// Phones.
#[derive(Debug, Subcommand)]
pub(super) enum Device {
    /// List the phones of a club, or of all clubs.
    List {
        /// The club's number.
        #[arg(long, value_name = "NUMBER")]
        club: Option<u64>,
    },
    /// Take a phone's access away. What it still sends is kept and waits for review.
    Revoke {
        /// The device, as `device list` shows it.
        #[arg(value_parser = device)]
        device: DeviceId,
    },
    /// Let in a phone that goes on under a new key after its journal and the centre's disagreed.
    Approve {
        /// The device, as `device list` shows it.
        #[arg(value_parser = device)]
        device: DeviceId,
    },
}

/// People's access.
#[derive(Debug, Subcommand)]
pub(super) enum Person {
    /// Take a person's access away, with all their phones and open codes.
    Revoke {
        /// The club's number.
        #[arg(long, value_name = "NUMBER")]
        club: u64,
        /// The person, by id.
        #[arg(long, value_name = "ID", value_parser = record)]
        person: RecordId,
    },
}

/// A device's id as it is typed: 16 hexadecimal digits.
pub(super) fn device(text: &str) -> Result<DeviceId, String> {
    let is_id = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let id = if is_id { u64::from_str_radix(text, 16).ok() } else { None };
    id.map(DeviceId).ok_or_else(|| "a device has 16 hexadecimal digits".to_owned())
}

#[derive(Debug, Serialize)]
struct Row {
    club: u64,
    device: String,
    person: String,
    name: String,
    app: String,
    enrolled_at: String,
    last_heard: Option<String>,
    standing: &'static str,
    ops: u64,
    held: u64,
    #[serde(skip)]
    last_heard_words: String,
}

impl Row {
    fn new(club: u64, device: DeviceSummary) -> Self {
        Self {
            club,
            device: device.device.to_string(),
            person: device.person.to_string(),
            name: device.name,
            app: device.app,
            enrolled_at: iso(device.enrolled_at),
            last_heard: device.last_heard.map(iso),
            standing: match device.standing {
                DeviceStanding::Good => "good",
                DeviceStanding::Forked => "forked",
                DeviceStanding::AfterFork => "after_fork",
                DeviceStanding::Revoked => "revoked",
                DeviceStanding::Centre => "centre",
            },
            ops: device.ops,
            held: device.held,
            last_heard_words: moment_or_never(device.last_heard),
        }
    }
}

#[derive(Debug, Serialize)]
#[serde(transparent)]
struct List(Vec<Row>);

impl fmt::Display for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("No phones.");
        }
        let row = |device: &Row| {
            [
                device.club.to_string(),
                device.device.clone(),
                device.name.clone(),
                device.app.clone(),
                device.standing.replace('_', " "),
                device.last_heard_words.clone(),
                device.ops.to_string(),
                device.held.to_string(),
            ]
        };
        let head = ["club", "device", "name", "app", "standing", "last heard", "records", "waiting"];
        write!(f, "{}", table(head, self.0.iter().map(row)))
    }
}

#[derive(Debug, Serialize)]
struct Revoked {
    devices: u64,
}

impl fmt::Display for Revoked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.devices {
            0 => f.write_str("Access is taken away. There was no phone."),
            1 => f.write_str("Access is taken away, of 1 phone. What it still sends waits for review."),
            count => write!(f, "Access is taken away, of {count} phones. What they still send waits for review."),
        }
    }
}

#[derive(Debug, Serialize)]
struct Approved {
    released: u64,
}

impl fmt::Display for Approved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "The phone is let in; {} records that waited are taken.", self.released)
    }
}

impl Device {
    pub(super) async fn run(self, folder: &Folder, output: Output) -> Result<(), CliError> {
        let centre = folder.open()?;
        let done = self.ask(&centre, output).await;
        centre.shutdown().await;
        done
    }

    async fn ask(self, centre: &Centre, output: Output) -> Result<(), CliError> {
        match self {
            Self::List { club } => {
                let clubs = match club {
                    Some(number) => vec![number],
                    None => centre.clubs(ClubFilter::default()).await?.iter().map(|club| club.number).collect(),
                };
                let mut rows = Vec::new();
                for number in clubs {
                    rows.extend(centre.devices(Some(number)).await?.into_iter().map(|device| Row::new(number, device)));
                }
                output.say(&List(rows));
            }
            Self::Revoke { device } => {
                centre.revoke_device(device).await?;
                output.say(&Revoked { devices: 1 });
            }
            Self::Approve { device } => output.say(&Approved { released: centre.approve_device(device).await? }),
        }
        Ok(())
    }
}

impl Person {
    pub(super) async fn run(self, folder: &Folder, output: Output) -> Result<(), CliError> {
        let Self::Revoke { club, person } = self;
        let centre = folder.open()?;
        let devices = centre.revoke_person(club, person).await;
        centre.shutdown().await;
        output.say(&Revoked { devices: devices? });
        Ok(())
    }
}
