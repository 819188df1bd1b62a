//! The access log: whoever looks at named records leaves a line with who, when, what and why, before the answer goes out.

use clubbook_model::time::{Day, Instant};

use crate::centre::Centre;
use crate::error::Done;
use crate::store::Tx;
use crate::store::access::{AccessFilter, AccessRow, Deed, NewAccessRow};
use crate::store::officers::OfficerRow;

/// Vietnam is seven hours ahead of UTC all year.
const VIETNAM_SECONDS: i64 = 7 * 3600;

/// What an officer looked at or did, for the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// What.
    pub deed: Deed,
    /// The club's number; `None` for several clubs, or none.
    pub club: Option<u64>,
    /// Of how many clubs.
    pub clubs: u64,
    /// How many people were named.
    pub people: u64,
    /// Which list or record; never whose.
    pub about: String,
    /// Why, as the officer said it.
    pub reason: String,
}

impl Look {
    /// A look at something of one club.
    pub fn at_club(deed: Deed, club: u64, people: u64) -> Self {
        Self { deed, club: Some(club), clubs: 1, people, about: String::new(), reason: String::new() }
    }
}

/// Who did it, as a line says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doer {
    /// The login.
    pub login: String,
    /// The name.
    pub name: String,
    /// The unit; `None` for all.
    pub unit: Option<String>,
}

impl Doer {
    /// The operator at the command line.
    pub fn operator() -> Self {
        Self { login: "clubbook-server".to_owned(), name: "clubbook-server".to_owned(), unit: None }
    }
}

impl From<&OfficerRow> for Doer {
    fn from(officer: &OfficerRow) -> Self {
        Self { login: officer.login.clone(), name: officer.name.clone(), unit: officer.unit.clone() }
    }
}

/// A part of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessPage {
    /// The lines, the newest first.
    pub lines: Vec<AccessRow>,
    /// How many there are in all.
    pub count: u64,
    /// Who has lines: login and name.
    pub officers: Vec<(String, String)>,
}

/// The lines of a day in Vietnam.
pub(crate) fn on_day(day: Day) -> AccessFilter {
    let begins = |day: Day| Instant(i64::from(day.0) * 86_400 - VIETNAM_SECONDS);
    AccessFilter { login: None, from: Some(begins(day)), before: Some(begins(day.plus(1))) }
}

impl Centre {
    /// A part of the access log, the newest lines first, without the first `skip` of them.
    ///
    /// # Errors
    /// The store's.
    pub async fn access_log(&self, filter: AccessFilter, skip: u64, limit: u64) -> Done<AccessPage> {
        self.read(move |tx, _| {
            Ok(AccessPage {
                lines: tx.accesses(&filter, skip, limit)?,
                count: tx.count_accesses(&filter)?,
                officers: tx.access_officers()?,
            })
        })
        .await
    }

    /// Reads named records for an officer. What is read and the line that says so are one transaction: a look that cannot be
    /// written down finds nothing.
    ///
    /// # Errors
    /// What reading says, or the store's.
    pub(crate) async fn look<T: Send + 'static>(
        &self,
        officer: OfficerRow,
        read: impl FnOnce(&dyn Tx, Instant) -> Done<(T, Look)> + Send + 'static,
    ) -> Done<T> {
        self.write(move |tx, _, now| {
            let (found, look) = read(tx, now)?;
            note(tx, &officer, look, now)?;
            Ok(found)
        })
        .await
    }
}

/// Writes a line.
///
/// # Errors
/// The store's.
pub(crate) fn note(tx: &mut dyn Tx, officer: &OfficerRow, look: Look, now: Instant) -> Done<()> {
    note_by(tx, &Doer::from(officer), look, now)
}

/// Writes a line for whoever it was, also for the operator at the command line.
///
/// # Errors
/// The store's.
pub(crate) fn note_by(tx: &mut dyn Tx, by: &Doer, look: Look, now: Instant) -> Done<()> {
    let Look { deed, club, clubs, people, about, reason } = look;
    let Doer { login, name, unit } = by.clone();
    tx.add_access(&NewAccessRow { at: now, login, name, unit, deed, club, clubs, people, about, reason })
}
