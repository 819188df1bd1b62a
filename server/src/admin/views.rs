//! What the command line and the pages give and get.

use clubbook_model::chain::Chain;
use clubbook_model::id::{Book, DeviceId, RecordId};
use clubbook_model::op::Former;
use clubbook_model::time::{Day, Hlc, Instant};
use clubbook_model::vocabulary::{ClubStatus, Role};

/// The level of an administrative unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnitKind {
    /// Tỉnh, thành phố.
    Province,
    /// Xã, phường, đặc khu.
    Commune,
}

/// An administrative unit of today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// The code of the public list: five digits for a commune, two for a province.
    pub code: String,
    /// The name with its kind, for example "Xã Ia Tơi".
    pub name: String,
    /// The level.
    pub kind: UnitKind,
    /// The code of the unit above; none for a province.
    pub parent: Option<String>,
}

/// A club to set up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewClub {
    /// The commune's code.
    pub unit_code: String,
    /// The number that people type when they connect a phone; unique at this centre.
    pub number: u64,
    /// The name.
    pub name: String,
    /// Day of the month on which it meets, 1 to 31.
    pub meeting_day: Option<u8>,
    /// The hamlets that it covers.
    pub hamlets: Vec<String>,
}

/// A club, as its keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClubView {
    /// The record.
    pub club: RecordId,
    /// Its number.
    pub number: u64,
    /// Its name.
    pub name: String,
    /// The commune's code.
    pub unit_code: String,
}

/// A line of a list of people: field names with what stands under them. Fields of the person stand plain, those of the
/// membership behind `membership.`, those of a care case behind `care.`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRow {
    /// The line in the list, for messages.
    pub line: u64,
    /// (field, text); an empty text sets nothing. In a set several elements are parted by `;`.
    pub fields: Vec<(String, String)>,
}

/// Why a line cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedLine {
    /// The line.
    pub line: u64,
    /// The field.
    pub field: String,
    /// Why.
    pub why: String,
}

/// A person who was taken from a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedPerson {
    /// The line.
    pub line: u64,
    /// The record.
    pub person: RecordId,
}

/// What was taken from a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Imported {
    /// The people, in the order of the lines.
    pub people: Vec<ImportedPerson>,
    /// How many care cases were opened.
    pub care_cases: u64,
}

/// A member with tasks, for issuing a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonSummary {
    /// The person.
    pub person: RecordId,
    /// The full name.
    pub name: String,
    /// The tasks in the club today.
    pub roles: Vec<Role>,
}

/// A code, to be read out once: only its hash is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct IssuedCode {
    /// Eight digits.
    pub digits: String,
    /// The club's number, which is typed before them.
    pub club_number: u64,
    /// The person whom it is for.
    pub person: RecordId,
    /// Until when it works.
    pub valid_until: Instant,
}

impl std::fmt::Debug for IssuedCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("IssuedCode").field("club_number", &self.club_number).finish_non_exhaustive()
    }
}

/// Where a code stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeState {
    /// Works.
    Open,
    /// Was used by this device.
    Used(DeviceId),
    /// Was cancelled.
    Cancelled,
    /// Too many wrong codes were tried.
    Blocked,
    /// Older than 7 days.
    Expired,
}

/// A code without its digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeSummary {
    /// The code's number.
    pub id: i64,
    /// The person whom it is for.
    pub person: RecordId,
    /// The person's name.
    pub name: String,
    /// When it was issued.
    pub issued_at: Instant,
    /// Until when it works.
    pub valid_until: Instant,
    /// How many wrong codes were tried for the club while this one worked.
    pub tries: u64,
    /// Where it stands.
    pub state: CodeState,
}

/// How a device stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeviceStanding {
    /// As it should be.
    Good,
    /// Its journal is not what the centre has of it.
    Forked,
    /// It went on under a new key and waits to be approved.
    AfterFork,
    /// It was revoked, or its person.
    Revoked,
    /// The centre's own key of an epoch.
    Centre,
}

/// A phone of a club.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceSummary {
    /// The device.
    pub device: DeviceId,
    /// The person whom it was connected for.
    pub person: RecordId,
    /// The person's name; empty for the centre itself.
    pub name: String,
    /// Name and version of the app.
    pub app: String,
    /// When it was connected.
    pub enrolled_at: Instant,
    /// When it was last heard of.
    pub last_heard: Option<Instant>,
    /// How it stands.
    pub standing: DeviceStanding,
    /// Ops that were taken of it, the held ones included.
    pub ops: u64,
    /// Ops of it that wait for review.
    pub held: u64,
}

/// A run of ops that waits for review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldOp {
    /// The device.
    pub device: DeviceId,
    /// The first op.
    pub first: u64,
    /// The last op.
    pub last: u64,
    /// A code of `docs/sync-protocol.md`.
    pub reason: String,
    /// When it was received.
    pub received_at: Instant,
    /// Who entered it.
    pub authors: Vec<RecordId>,
    /// The book and the kind of the record; none when it could not be read.
    pub on: Option<(Book, u32)>,
    /// Set aside by somebody who has looked.
    pub refused: Option<Refusal>,
}

/// That somebody has looked, and does not take it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// When.
    pub at: Instant,
    /// Who.
    pub name: String,
    /// Why.
    pub reason: String,
}

/// Which clubs to list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClubFilter {
    /// Only clubs of this unit and the units below it.
    pub unit: Option<String>,
    /// Only clubs whose name or commune holds this text; marks and case do not matter.
    pub text: Option<String>,
}

/// A club in numbers. No named people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClubSummary {
    /// The record.
    pub club: RecordId,
    /// Its number.
    pub number: u64,
    /// Its name.
    pub name: String,
    /// The commune's code.
    pub unit_code: String,
    /// The commune's name; the code where the list of units does not have it.
    pub unit_name: String,
    /// Where it stands in its life.
    pub status: Option<ClubStatus>,
    /// Members today.
    pub members: u64,
    /// The day of the last meeting that was held.
    pub last_meeting: Option<Day>,
    /// Present (late included) and on the roll at that meeting.
    pub last_attendance: Option<(u64, u64)>,
    /// Home visits in this calendar month on which the person was met; what was struck out and second records of one visit are
    /// left out.
    pub visits_this_month: u64,
    /// Home visits in this calendar month that found nobody at home.
    pub not_at_home_this_month: u64,
    /// Phones that may sync.
    pub phones: u64,
    /// When a phone of the club was last heard of.
    pub last_heard: Option<Instant>,
    /// Ops that wait for review.
    pub waiting_quarantine: u64,
}

/// An op that the centre has of a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedOp {
    /// The number in the device's journal.
    pub seq: u64,
    /// The book; none for an op that cannot be read.
    pub book: Option<Book>,
    /// The kind of the record.
    pub kind: u32,
    /// The record.
    pub entity: RecordId,
    /// The number in the book; none while it waits for review.
    pub book_seq: Option<u64>,
    /// The clock reading that counts.
    pub effective: Hlc,
    /// The first 128 bits of SHA-256 over the op's bytes, see [`clubbook_model::op::Op::hash`].
    pub hash: [u8; 16],
    /// The chain value there, once the device's journal has come up to it.
    pub chain: Option<Chain>,
    /// Where it was first written, when it was renumbered.
    pub former: Option<Former>,
    /// Why it waits for review.
    pub held: Option<String>,
    /// When it was received.
    pub received_at: Instant,
}

/// What rebuilding from the log found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rebuilt {
    /// Ops of the log.
    pub ops: u64,
    /// Entities.
    pub entities: u64,
    /// Entities, sums and club figures that were not what the log says.
    pub differed: u64,
}
