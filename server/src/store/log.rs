//! The log: every op as received, held ones included. The truth.

use std::collections::BTreeSet;

use clubbook_model::chain::{Chain, Salt};
use clubbook_model::id::{DeviceId, OpId, RecordId};
use clubbook_model::op::Op;
use clubbook_model::time::{Hlc, Instant};

use crate::error::{CentreError, Done};

/// What is remarkable about an op, as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Flags(pub u8);

impl Flags {
    /// It was held and then released; its device has not heard so yet.
    pub const RELEASED: Self = Self(1);
    /// It was made before the phone learned that its rights had shrunk.
    pub const BEFORE_SHRINKING: Self = Self(2);
    /// The answer that told the release is on its way.
    pub const RELEASE_TOLD: Self = Self(8);
    /// It was held once: its device does not count it as confirmed by the acknowledgement alone.
    pub const WAS_HELD: Self = Self(16);
    /// The clock reading that counts is not the device's own.
    pub const RESTAMPED: Self = Self(32);
    /// Its record was erased: the bytes are a stub.
    pub const ERASED: Self = Self(64);
    /// The clock reading was given or changed where the acknowledgement does not tell it: its own device gets it back, too.
    pub const STAMPED_ANEW: Self = Self(128);

    /// Whether all of `other` is in `self`.
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Both.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Without `other`.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

/// A place in a book's sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The book's handle.
    pub book: u64,
    /// The sequence number.
    pub seq: u64,
}

/// A row of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogRow {
    /// The op.
    pub id: OpId,
    /// 0 for the whole op; from 1 for fragments of it, and for another op that others brought under its number.
    pub part: u64,
    /// c(seq), once the device's journal has come up to here.
    pub chain: Option<Chain>,
    /// The op's bytes.
    pub op: Vec<u8>,
    /// The kind of the record.
    pub kind: u32,
    /// The record.
    pub entity: RecordId,
    /// Where it stands in its book; none while it is held.
    pub place: Option<Place>,
    /// The clock reading that counts.
    pub effective: Hlc,
    /// Why it is held.
    pub reason: Option<String>,
    /// What is remarkable.
    pub flags: Flags,
    /// When it was received.
    pub received_at: Instant,
}

impl LogRow {
    /// The op.
    ///
    /// # Errors
    /// Damaged bytes.
    pub fn decode(&self) -> Done<Op> {
        Op::from_bytes(&self.op).map_err(CentreError::Damaged)
    }
}

/// A frame that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadableRow {
    /// The device.
    pub device: DeviceId,
    /// The first op that it holds beyond what was here.
    pub first: u64,
    /// The last op.
    pub last: u64,
    /// c(last), as the device signed it.
    pub chain: Chain,
    /// The frame.
    pub frame: Vec<u8>,
    /// When it was received.
    pub received_at: Instant,
}

/// The `log`, `unreadable` and `segment` tables.
pub trait Log {
    /// A whole op.
    ///
    /// # Errors
    /// SQL.
    fn log_row(&self, id: OpId) -> Done<Option<LogRow>>;
    /// Adds an op.
    ///
    /// # Errors
    /// SQL.
    fn add_log(&mut self, row: &LogRow) -> Done<()>;
    /// Changes everything of an op but its identity.
    ///
    /// # Errors
    /// SQL.
    fn update_log(&mut self, row: &LogRow) -> Done<()>;
    /// The next fragment number of an op.
    ///
    /// # Errors
    /// SQL.
    fn next_part(&self, id: OpId) -> Done<u64>;
    /// Makes the next fragment of what stands as a whole op.
    ///
    /// # Errors
    /// SQL.
    fn make_fragment(&mut self, id: OpId) -> Done<()>;
    /// Whole ops of a device from a number on.
    ///
    /// # Errors
    /// SQL.
    fn log_of_device(&self, device: DeviceId, from: u64, limit: usize) -> Done<Vec<LogRow>>;
    /// What follows a sequence number in a book, in order.
    ///
    /// # Errors
    /// SQL.
    fn log_of_book(&self, book: u64, after: u64, limit: usize) -> Done<Vec<LogRow>>;
    /// The held ops of a device, by number.
    ///
    /// # Errors
    /// SQL.
    fn held(&self, device: DeviceId) -> Done<Vec<LogRow>>;
    /// The records on which ops of a device are held; without those that others brought, as below.
    ///
    /// # Errors
    /// SQL.
    fn held_entities(&self, device: DeviceId) -> Done<BTreeSet<RecordId>>;
    /// The held ops of a device by number, with the reason alone; without those that others brought under numbers that the
    /// device has used for something else.
    ///
    /// # Errors
    /// SQL.
    fn held_reasons(&self, device: DeviceId) -> Done<Vec<(u64, String)>>;
    /// The devices with held ops or unreadable frames.
    ///
    /// # Errors
    /// SQL.
    fn devices_with_held(&self) -> Done<Vec<DeviceId>>;
    /// The released ops whose device has not heard so yet.
    ///
    /// # Errors
    /// SQL.
    fn released(&self, device: DeviceId) -> Done<Vec<LogRow>>;
    /// The ops of a device between two numbers whose clock reading is not its own: (number, reading).
    ///
    /// # Errors
    /// SQL.
    fn restamped(&self, device: DeviceId, after: u64, up_to: u64) -> Done<Vec<(u64, Hlc)>>;
    /// c(seq) of a device where it is known.
    ///
    /// # Errors
    /// SQL.
    fn chain_at(&self, device: DeviceId, seq: u64) -> Done<Option<Chain>>;
    /// Every op on a record of this id, whichever club's, held ones and fragments included.
    ///
    /// # Errors
    /// SQL.
    fn log_of_entity(&self, id: RecordId) -> Done<Vec<LogRow>>;
    /// The frames of a device that cannot be read, by first number.
    ///
    /// # Errors
    /// SQL.
    fn unreadable(&self, device: DeviceId) -> Done<Vec<UnreadableRow>>;
    /// Adds a frame that cannot be read.
    ///
    /// # Errors
    /// SQL.
    fn add_unreadable(&mut self, row: &UnreadableRow) -> Done<()>;
    /// Takes a frame away that can be read now.
    ///
    /// # Errors
    /// SQL.
    fn remove_unreadable(&mut self, device: DeviceId, first: u64) -> Done<()>;
    /// Keeps the salt of a segment, unless one is known or it was destroyed.
    ///
    /// # Errors
    /// SQL.
    fn put_salt(&mut self, device: DeviceId, segment: u64, salt: &Salt) -> Done<()>;
    /// Destroys the salt of a segment for good.
    ///
    /// # Errors
    /// SQL.
    fn destroy_salt(&mut self, device: DeviceId, segment: u64) -> Done<()>;
    /// The salt of a segment.
    ///
    /// # Errors
    /// SQL.
    fn salt(&self, device: DeviceId, segment: u64) -> Done<Option<Salt>>;
    /// Whether a record of a club was erased.
    ///
    /// # Errors
    /// SQL.
    fn is_erased(&self, club: RecordId, record: RecordId) -> Done<bool>;
    /// Notes that a record of a club was erased; `false` when it was already.
    ///
    /// # Errors
    /// SQL.
    fn add_erased(&mut self, club: RecordId, record: RecordId) -> Done<bool>;
    /// How many records were erased.
    ///
    /// # Errors
    /// SQL.
    fn erasures(&self) -> Done<u64>;
}
