//! The access log: who looked at named records or changed something on the pages, when and why. It is only added to.

use clubbook_model::time::Instant;

use crate::error::Done;

/// What an officer did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Looked at the list of what waits for review, which names who entered it.
    SawHeldList,
    /// Looked at a record that waits for review.
    SawHeld,
    /// Released records that waited.
    Released,
    /// Refused records that waited.
    Refused,
    /// Let a phone in that waited after a fork.
    LetPhoneIn,
    /// Left a phone waiting after a fork.
    KeptPhoneOut,
    /// Looked at the people of a club who may be given a code.
    SawWorkers,
    /// Made an enrolment code.
    IssuedCode,
    /// Cancelled enrolment codes.
    CancelledCode,
    /// Looked at a list for a purpose.
    SawList,
    /// Took a list for a purpose out as a file.
    ExportedList,
    /// Corrected a club's own record.
    CorrectedClub,
    /// Took an officer's second step of signing in away.
    ResetSecondStep,
    /// Something of a newer version.
    Unknown(i64),
}

impl Deed {
    /// What this version knows.
    pub const ALL: [Self; 13] = [
        Self::SawHeldList,
        Self::SawHeld,
        Self::Released,
        Self::Refused,
        Self::LetPhoneIn,
        Self::KeptPhoneOut,
        Self::SawWorkers,
        Self::IssuedCode,
        Self::CancelledCode,
        Self::SawList,
        Self::ExportedList,
        Self::CorrectedClub,
        Self::ResetSecondStep,
    ];

    /// The number in the table.
    pub fn number(self) -> i64 {
        match self {
            Self::SawHeldList => 1,
            Self::SawHeld => 2,
            Self::Released => 3,
            Self::Refused => 4,
            Self::LetPhoneIn => 5,
            Self::KeptPhoneOut => 6,
            Self::SawWorkers => 7,
            Self::IssuedCode => 8,
            Self::CancelledCode => 9,
            Self::SawList => 10,
            Self::ExportedList => 11,
            Self::CorrectedClub => 12,
            Self::ResetSecondStep => 13,
            Self::Unknown(number) => number,
        }
    }

    /// The word of command lines and JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::SawHeldList => "saw_held_list",
            Self::SawHeld => "saw_held",
            Self::Released => "released",
            Self::Refused => "refused",
            Self::LetPhoneIn => "let_phone_in",
            Self::KeptPhoneOut => "kept_phone_out",
            Self::SawWorkers => "saw_workers",
            Self::IssuedCode => "issued_code",
            Self::CancelledCode => "cancelled_code",
            Self::SawList => "saw_list",
            Self::ExportedList => "exported_list",
            Self::CorrectedClub => "corrected_club",
            Self::ResetSecondStep => "reset_second_step",
            Self::Unknown(_) => "unknown",
        }
    }

    /// The deed with a number.
    pub fn from_number(number: i64) -> Self {
        Self::ALL.into_iter().find(|deed| deed.number() == number).unwrap_or(Self::Unknown(number))
    }
}

/// A line to add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAccessRow {
    /// When.
    pub at: Instant,
    /// The officer's login.
    pub login: String,
    /// The officer's name.
    pub name: String,
    /// The officer's unit; `None` for all.
    pub unit: Option<String>,
    /// What was done.
    pub deed: Deed,
    /// The club's number; `None` for several clubs, or none.
    pub club: Option<u64>,
    /// Of how many clubs.
    pub clubs: u64,
    /// How many people were named.
    pub people: u64,
    /// Which list or record; never whose.
    pub about: String,
    /// Why, as the officer said it; empty where the page asks for no reason.
    pub reason: String,
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessRow {
    /// Its number, from 1, without holes.
    pub id: u64,
    /// What it says.
    pub line: NewAccessRow,
}

/// Which lines.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AccessFilter {
    /// Only this login's.
    pub login: Option<String>,
    /// From this moment on.
    pub from: Option<Instant>,
    /// Before this moment.
    pub before: Option<Instant>,
}

/// The `access_log` table.
pub trait AccessLog {
    /// Adds a line.
    ///
    /// # Errors
    /// SQL.
    fn add_access(&mut self, line: &NewAccessRow) -> Done<()>;
    /// Lines, the newest first, without the first `skip` of them.
    ///
    /// # Errors
    /// SQL.
    fn accesses(&self, filter: &AccessFilter, skip: u64, limit: u64) -> Done<Vec<AccessRow>>;
    /// How many lines.
    ///
    /// # Errors
    /// SQL.
    fn count_accesses(&self, filter: &AccessFilter) -> Done<u64>;
    /// Who has lines: (login, the name of the last one), by login.
    ///
    /// # Errors
    /// SQL.
    fn access_officers(&self) -> Done<Vec<(String, String)>>;
}
