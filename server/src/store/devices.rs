//! Devices with their place in the exchange, their rights, and enrolment codes.

use clubbook_model::certificate::Certificate;
use clubbook_model::chain::{Chain, JournalPoint};
use clubbook_model::id::{DeviceId, RecordId};
use clubbook_model::key::{KeyPair, PublicKey};
use clubbook_model::time::{Hlc, Instant};

use crate::error::Done;

/// How a device stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// As it should be.
    Good,
    /// It went on under a new key after a fork and nobody has looked yet.
    AfterFork,
    /// It or its person was revoked.
    Revoked,
    /// The centre's own key of an epoch.
    Centre,
}

impl Standing {
    /// The number in the table.
    pub fn number(self) -> i64 {
        match self {
            Self::Good => 0,
            Self::AfterFork => 1,
            Self::Revoked => 2,
            Self::Centre => 3,
        }
    }

    /// The standing with a number; one that this version does not know holds the device.
    pub fn from_number(number: i64) -> Self {
        match number {
            0 => Self::Good,
            1 => Self::AfterFork,
            3 => Self::Centre,
            _ => Self::Revoked,
        }
    }
}

/// A device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceRow {
    /// The device.
    pub id: DeviceId,
    /// Its public key.
    pub key: PublicKey,
    /// Its club.
    pub club: RecordId,
    /// For whom it was connected.
    pub person: RecordId,
    /// The number of its certificate.
    pub serial: u64,
    /// When that was issued.
    pub issued_at: Instant,
    /// Name and version of the app.
    pub app: String,
    /// How it stands.
    pub standing: Standing,
    /// The device whose fork it is.
    pub succeeds: Option<DeviceId>,
    /// When its journal was last seen to differ.
    pub forked_at: Option<Instant>,
    /// Up to where its journal is here.
    pub head: JournalPoint,
    /// The largest clock reading given to it.
    pub effective: Hlc,
    /// The challenge of the last answer that moved a cursor.
    pub challenge: Vec<u8>,
    /// The cursors after that answer, by handle.
    pub cursors: Vec<(u64, u64)>,
    /// The version of its rights.
    pub rights_version: u64,
    /// When it was last heard of.
    pub last_heard: Option<Instant>,
}

impl DeviceRow {
    /// A device that has sent nothing yet.
    pub fn new(certificate: &Certificate, standing: Standing, app: &str) -> Self {
        let id = certificate.device_key.device_id();
        Self {
            id,
            key: certificate.device_key,
            club: certificate.club,
            person: certificate.person,
            serial: certificate.serial,
            issued_at: certificate.issued_at,
            app: app.to_owned(),
            standing,
            succeeds: None,
            forked_at: None,
            head: JournalPoint { seq: 0, chain: Chain::start(&certificate.device_key.0) },
            effective: Hlc::default(),
            challenge: Vec::new(),
            cursors: Vec::new(),
            rights_version: 0,
            last_heard: None,
        }
    }

    /// Its certificate: the same bytes every time.
    pub fn certificate(&self, centre: &KeyPair) -> Vec<u8> {
        let certificate = Certificate {
            device_key: self.key,
            club: self.club,
            person: self.person,
            issued_at: self.issued_at,
            serial: self.serial,
        };
        certificate.sign(centre)
    }
}

/// The rights that a device was told under a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RightsRow {
    /// The version.
    pub version: u64,
    /// Over the books and rights.
    pub digest: Vec<u8>,
    /// [`clubbook_model::rights::ClubRights`] bytes.
    pub rights: Vec<u8>,
    /// When it was first told.
    pub told_at: Instant,
    /// The last op that the device had made when it last asked without knowing of it.
    pub made_before: u64,
    /// The device has said that it has it.
    pub is_known: bool,
}

/// The `device`, `device_rights` and `revoked_person` tables.
pub trait Devices {
    /// A device.
    ///
    /// # Errors
    /// SQL.
    fn device(&self, id: DeviceId) -> Done<Option<DeviceRow>>;
    /// The devices of a club, by when they were connected.
    ///
    /// # Errors
    /// SQL.
    fn devices_of_club(&self, club: RecordId) -> Done<Vec<DeviceRow>>;
    /// Adds a device or changes everything of it but its id.
    ///
    /// # Errors
    /// SQL.
    fn put_device(&mut self, row: &DeviceRow) -> Done<()>;
    /// Notes what an answer gives a device: the challenge and the cursors after it.
    ///
    /// # Errors
    /// SQL.
    fn put_cursors(&mut self, id: DeviceId, challenge: &[u8], cursors: &[(u64, u64)]) -> Done<()>;
    /// Notes that a device was heard of.
    ///
    /// # Errors
    /// SQL.
    fn put_heard(&mut self, id: DeviceId, now: Instant) -> Done<()>;
    /// The rights of a device under a version.
    ///
    /// # Errors
    /// SQL.
    fn device_rights(&self, id: DeviceId, version: u64) -> Done<Option<RightsRow>>;
    /// All versions of a device's rights that are kept, the oldest first.
    ///
    /// # Errors
    /// SQL.
    fn all_device_rights(&self, id: DeviceId) -> Done<Vec<RightsRow>>;
    /// Changes what is known of the device's knowledge of a version.
    ///
    /// # Errors
    /// SQL.
    fn update_device_rights(&mut self, id: DeviceId, row: &RightsRow) -> Done<()>;
    /// Puts the rights of a device under a new version, and forgets those before `keep_from`.
    ///
    /// # Errors
    /// SQL.
    fn put_device_rights(&mut self, id: DeviceId, row: &RightsRow, keep_from: u64) -> Done<()>;
    /// Whether a person was revoked.
    ///
    /// # Errors
    /// SQL.
    fn is_person_revoked(&self, club: RecordId, person: RecordId) -> Done<bool>;
    /// Notes that a person was revoked.
    ///
    /// # Errors
    /// SQL.
    fn add_revoked_person(&mut self, club: RecordId, person: RecordId) -> Done<()>;
}

/// An enrolment code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeRow {
    /// Its number.
    pub id: i64,
    /// The club.
    pub club: RecordId,
    /// The person whom it is for.
    pub person: RecordId,
    /// The keyed hash of club and digits.
    pub hash: [u8; 32],
    /// When it was issued.
    pub issued_at: Instant,
    /// Until when it works.
    pub valid_until: Instant,
    /// Wrong codes tried for the club while this one was open.
    pub tries: u64,
    /// Whether it was cancelled.
    pub cancelled: bool,
    /// The device that used it.
    pub device: Option<DeviceId>,
}

/// The `code` table.
pub trait Codes {
    /// The codes of a club, the newest first.
    ///
    /// # Errors
    /// SQL.
    fn codes_of_club(&self, club: RecordId) -> Done<Vec<CodeRow>>;
    /// Adds a code; its number is given by the table.
    ///
    /// # Errors
    /// SQL.
    fn add_code(&mut self, row: &CodeRow) -> Done<i64>;
    /// Changes tries, cancellation and device.
    ///
    /// # Errors
    /// SQL.
    fn update_code(&mut self, row: &CodeRow) -> Done<()>;
    /// Marks the codes with this hash as used up: what the journal outside the database says.
    ///
    /// # Errors
    /// SQL.
    fn spend_code(&mut self, hash: &[u8; 32], device: DeviceId) -> Done<()>;
    /// Cancels every code that was not used; returns how many of them were valid until now or later.
    ///
    /// # Errors
    /// SQL.
    fn cancel_unused_codes(&mut self, now: Instant) -> Done<u64>;
}
