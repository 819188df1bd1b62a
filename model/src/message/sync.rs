//! `POST /v1/sync`: one request does both directions.

use crate::chain::{Chain, JournalPoint};
use crate::codec::{DecodeError, Decoded, Reader, Writer};
use crate::id::Book;
use crate::message::fields::{FieldReader, FieldWriter};
use crate::sum::StateSum;
use crate::time::{Hlc, Instant};

mod answer;
mod arriving;
mod request;
#[cfg(test)]
mod tests;

pub use answer::SyncAnswer;
pub use arriving::{AnswerReader, Piece};
pub use request::SyncRequest;

/// What a device says of its own journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// The last op that the centre has acknowledged to it.
    pub acknowledged: JournalPoint,
    /// The last op that it ever made.
    pub made: JournalPoint,
}

/// Up to where a device has a book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// The centre's number for the book.
    pub handle: u64,
    /// The last sequence number that was applied.
    pub seq: u64,
}

/// Where in a snapshot a device stands: the parts before `next_part` are applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SnapshotPlace {
    /// The snapshot.
    pub id: [u8; 8],
    /// The next part, from 0.
    pub next_part: u64,
}

/// What the centre has taken of a device's journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acknowledgement {
    /// The last op taken and the chain value there.
    pub point: JournalPoint,
    /// Ops whose clock reading was clamped: number, effective reading.
    pub restamped: Vec<(u64, Hlc)>,
}

/// Rights on a book, as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rights(pub u8);

impl Rights {
    /// None at all: the phone purges the book once its ops are acknowledged.
    pub const NONE: Self = Self(0);
    /// May read.
    pub const READ: Self = Self(1);
    /// May write.
    pub const WRITE: Self = Self(2);
    /// May create records without reading.
    pub const ADD: Self = Self(4);

    /// Whether all of `other` is in `self`.
    pub fn allows(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Both.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// A book that the device may use: the centre's number for it and the rights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BookGrant {
    /// The number in cursors, digests and sums.
    pub handle: u64,
    /// The book.
    pub book: Book,
    /// The rights of the device's people.
    pub rights: Rights,
}

/// A book's head and sum at the centre.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BookState {
    /// The book.
    pub handle: u64,
    /// The last sequence number.
    pub seq: u64,
    /// The state sum there.
    pub sum: StateSum,
}

/// Ops that the centre has put aside, or released.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quarantined {
    /// First op.
    pub first: u64,
    /// Last op.
    pub last: u64,
    /// A code of `docs/sync-protocol.md`; empty when the ops were released.
    pub reason: String,
}

/// How the device stands with the centre.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// As it should be.
    Good,
    /// The journals disagree: the device must renumber.
    Forked,
    /// What the device sends is kept and held until somebody has looked.
    Held(Held),
    /// The centre does not know the device: it must send its certificate.
    Unknown,
}

/// Why a device is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// The device or its person was revoked.
    Revoked,
    /// It went on under a new key after a fork.
    AfterFork,
}

pub(super) fn write_point(point: JournalPoint, w: &mut Writer) {
    w.varint(point.seq);
    w.raw(&point.chain.0);
}

pub(super) fn read_point(r: &mut Reader<'_>, what: &'static str) -> Decoded<JournalPoint> {
    Ok(JournalPoint { seq: r.varint(what)?, chain: Chain(r.array(what)?) })
}

/// Handles ascend, so each is written as the distance from the one before.
pub(super) fn write_cursors(cursors: &[Cursor], w: &mut Writer) {
    let mut previous = 0u64;
    for cursor in cursors {
        w.varint(cursor.handle.wrapping_sub(previous));
        w.varint(cursor.seq);
        previous = cursor.handle;
    }
}

pub(super) fn read_cursors(bytes: &[u8], what: &'static str) -> Decoded<Vec<Cursor>> {
    let mut r = Reader::new(bytes);
    let mut cursors = Vec::new();
    let mut previous = 0u64;
    while !r.is_empty() {
        let handle = previous.checked_add(r.varint(what)?).ok_or(DecodeError::OutOfRange(what))?;
        cursors.push(Cursor { handle, seq: r.varint(what)? });
        previous = handle;
    }
    Ok(cursors)
}

pub(super) fn write_place(place: SnapshotPlace, w: &mut Writer) {
    w.raw(&place.id);
    w.varint(place.next_part);
}

pub(super) fn read_place(r: &mut Reader<'_>, what: &'static str) -> Decoded<SnapshotPlace> {
    Ok(SnapshotPlace { id: r.array(what)?, next_part: r.varint(what)? })
}

/// Why the centre refused a request as a whole: the body of every answer that is not 200.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// A code of `docs/sync-protocol.md`, for example `challenge_expired`.
    pub code: String,
    /// A new challenge, when the old one was the reason.
    pub challenge: Vec<u8>,
    /// The centre's clock.
    pub server_time: Instant,
}

impl Refusal {
    /// The bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut w = FieldWriter::new();
        w.bytes(1, self.code.as_bytes());
        w.bytes(2, &self.challenge);
        w.number(3, u64::try_from(self.server_time.0).unwrap_or_default());
        w.into_bytes()
    }

    /// Reads the bytes.
    ///
    /// # Errors
    /// Damaged, for example the page of a captive portal.
    pub fn from_bytes(bytes: &[u8]) -> Decoded<Self> {
        let f = FieldReader::new(bytes, "a refusal")?;
        f.required(1)?;
        Ok(Self {
            code: f.text(1)?,
            challenge: f.get(2).unwrap_or_default().to_vec(),
            server_time: Instant(i64::try_from(f.number(3)?).map_err(|_| DecodeError::OutOfRange("a refusal"))?),
        })
    }
}
