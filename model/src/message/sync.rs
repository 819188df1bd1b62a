//! `POST /v1/sync`: one request does both directions.

use crate::chain::{Chain, JournalPoint};
use crate::codec::{DecodeError, Decoded, Reader, Writer};
use crate::id::{Book, DeviceId};
use crate::key::{KeyPair, PublicKey, SIGNATURE_LENGTH, SignedFor};
use crate::message::PROTOCOL_VERSION;
use crate::message::fields::{FieldReader, FieldWriter};
use crate::sum::StateSum;
use crate::time::{Hlc, Instant, decode_hlc, encode_hlc};

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

/// What a phone asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncRequest {
    /// The device.
    pub device: DeviceId,
    /// From an answer of the last 35 days; empty when the device has none.
    pub challenge: Vec<u8>,
    /// The device's journal.
    pub claim: Claim,
    /// The epoch of the cursors; none before the first answer.
    pub epoch: Option<[u8; 16]>,
    /// The cursors, ascending by handle. `None`: as they stood after the answer that gave the challenge.
    pub cursors: Option<Vec<Cursor>>,
    /// [`crate::sum::digest_of_books`] over all books that have a handle; none while ops wait or cursors are behind.
    pub digest: Option<[u8; 16]>,
    /// Bytes of frames that the device wants at most in one answer; at least one frame always comes.
    pub answer_limit: u64,
    /// The newest zstd dictionary that the device has; 0 none.
    pub dictionary: u8,
    /// The version of the rights that the device has.
    pub rights_version: u64,
    /// Where the device stands in a snapshot that it has begun.
    pub snapshot: Option<SnapshotPlace>,
    /// The device's certificate, when the centre said that it does not know the device.
    pub certificate: Option<Vec<u8>>,
    /// Bucket sums of books whose sums differed: handle, 64 sums.
    pub buckets: Vec<(u64, Vec<StateSum>)>,
    /// Name and version of the app, for the list of phones.
    pub app: String,
    /// After a fork: [`crate::certificate::Succession`] bytes, until the centre has acknowledged an op of the new key.
    pub succession: Option<Vec<u8>>,
    /// The device looks for the last op that its journal and the centre's have in common, from this number to that one.
    pub compare_journal: Option<(u64, u64)>,
    /// Push frames in the order of the journal, and received frames that are offered again.
    pub frames: Vec<Vec<u8>>,
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

/// What the centre answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncAnswer {
    /// The centre's clock.
    pub server_time: Instant,
    /// For the next request.
    pub challenge: Vec<u8>,
    /// The centre's epoch.
    pub epoch: [u8; 16],
    /// Ancestors of the epoch that the device named: up to where each book's cursor still holds (handle, seq).
    pub lineage: Vec<Cursor>,
    /// How the device stands.
    pub standing: Standing,
    /// What was taken of the device's journal.
    pub acknowledged: Acknowledgement,
    /// The centre wants the journal from this op on.
    pub send_from: Option<u64>,
    /// The request must be repeated with all cursors.
    pub send_cursors: bool,
    /// Every run of the device's ops that is in quarantine now, and the runs that were released since its last request.
    pub quarantine: Vec<Quarantined>,
    /// The version of the rights, and the books when the device's version was another.
    pub rights_version: u64,
    /// The books; empty when nothing changed.
    pub grants: Vec<BookGrant>,
    /// The books whose head the device reaches with this answer, for comparison.
    pub sums: Vec<BookState>,
    /// Books whose bucket sums the device should send.
    pub send_buckets: Vec<u64>,
    /// The snapshot that the snapshot frames belong to, and which part the first of them is: each one that the device
    /// applies takes its place one further.
    pub snapshot: Option<SnapshotPlace>,
    /// Whether there is more to fetch.
    pub more: bool,
    /// Ops up to this moment are in a backup that was test-restored.
    pub backup_safe: Option<Instant>,
    /// Points of the device's journal as the centre has it, spread over the range that the device asked to compare: at
    /// most 32, ascending, both ends included.
    pub journal_points: Vec<JournalPoint>,
    /// Pull and snapshot frames.
    pub frames: Vec<Vec<u8>>,
}

fn write_point(point: JournalPoint, w: &mut Writer) {
    w.varint(point.seq);
    w.raw(&point.chain.0);
}

fn read_point(r: &mut Reader<'_>, what: &'static str) -> Decoded<JournalPoint> {
    Ok(JournalPoint { seq: r.varint(what)?, chain: Chain(r.array(what)?) })
}

/// Handles ascend, so each is written as the distance from the one before.
fn write_cursors(cursors: &[Cursor], w: &mut Writer) {
    let mut previous = 0u64;
    for cursor in cursors {
        w.varint(cursor.handle.wrapping_sub(previous));
        w.varint(cursor.seq);
        previous = cursor.handle;
    }
}

fn read_cursors(bytes: &[u8], what: &'static str) -> Decoded<Vec<Cursor>> {
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

fn write_place(place: SnapshotPlace, w: &mut Writer) {
    w.raw(&place.id);
    w.varint(place.next_part);
}

fn read_place(r: &mut Reader<'_>, what: &'static str) -> Decoded<SnapshotPlace> {
    Ok(SnapshotPlace { id: r.array(what)?, next_part: r.varint(what)? })
}

const REQUEST: &str = "a sync request";
const ANSWER: &str = "a sync answer";
/// The field of an answer with the CRC-32 of all fields before it.
const HEAD_CHECKSUM: u64 = 19;
/// The field of an answer with a frame.
const FRAMES: u64 = 20;

impl SyncRequest {
    /// The bytes with the device's signature behind them.
    pub fn sign(&self, key: &KeyPair) -> Vec<u8> {
        let mut w = FieldWriter::new();
        w.number(1, PROTOCOL_VERSION);
        w.bytes(2, &self.device.0.to_be_bytes());
        w.bytes(3, &self.challenge);
        w.with(4, |w| write_point(self.claim.made, w));
        if self.claim.acknowledged != self.claim.made {
            w.with(5, |w| write_point(self.claim.acknowledged, w));
        }
        if let Some(epoch) = &self.epoch {
            w.bytes(6, epoch);
        }
        if let Some(cursors) = &self.cursors {
            w.with(7, |w| write_cursors(cursors, w));
        }
        if let Some(digest) = &self.digest {
            w.bytes(8, digest);
        }
        w.number(9, self.answer_limit);
        if self.dictionary != 0 {
            w.number(10, u64::from(self.dictionary));
        }
        w.number(11, self.rights_version);
        if let Some(place) = self.snapshot {
            w.with(12, |w| write_place(place, w));
        }
        if let Some(certificate) = &self.certificate {
            w.bytes(13, certificate);
        }
        for (handle, sums) in &self.buckets {
            w.with(14, |w| {
                w.varint(*handle);
                for sum in sums {
                    w.raw(&sum.to_bytes());
                }
            });
        }
        if !self.app.is_empty() {
            w.bytes(15, self.app.as_bytes());
        }
        for frame in &self.frames {
            w.bytes(16, frame);
        }
        if let Some(succession) = &self.succession {
            w.bytes(17, succession);
        }
        if let Some((from, to)) = self.compare_journal {
            w.with(18, |w| {
                w.varint(from);
                w.varint(to);
            });
        }
        let mut bytes = w.into_bytes();
        let signature = key.sign(SignedFor::Request, &bytes);
        bytes.extend_from_slice(&signature);
        bytes
    }

    /// Reads a request without checking its signature: who says so is in it.
    ///
    /// # Errors
    /// Damaged, or of a version that this program does not know.
    pub fn from_bytes(bytes: &[u8]) -> Decoded<Self> {
        let (body, _) = split_signature(bytes)?;
        let f = FieldReader::new(body, REQUEST)?;
        if f.number(1)? != PROTOCOL_VERSION {
            return Err(DecodeError::UnknownVersion(REQUEST));
        }
        let made = f.read(4, read_point)?.ok_or(DecodeError::Truncated(REQUEST))?;
        let mut buckets = Vec::new();
        for field in f.all(14) {
            let mut r = Reader::new(field);
            let handle = r.varint(REQUEST)?;
            let mut sums = Vec::new();
            while !r.is_empty() {
                sums.push(StateSum::from_bytes(r.array(REQUEST)?));
            }
            buckets.push((handle, sums));
        }
        Ok(Self {
            device: DeviceId(u64::from_be_bytes(f.array(2)?)),
            challenge: f.get(3).unwrap_or_default().to_vec(),
            claim: Claim { acknowledged: f.read(5, read_point)?.unwrap_or(made), made },
            epoch: f.array_if(6)?,
            cursors: f.get(7).map(|bytes| read_cursors(bytes, REQUEST)).transpose()?,
            digest: f.array_if(8)?,
            answer_limit: f.number_or(9, 0)?,
            dictionary: u8::try_from(f.number_or(10, 0)?).map_err(|_| DecodeError::OutOfRange(REQUEST))?,
            rights_version: f.number_or(11, 0)?,
            snapshot: f.read(12, read_place)?,
            certificate: f.get(13).map(<[u8]>::to_vec),
            buckets,
            app: f.text(15)?,
            succession: f.get(17).map(<[u8]>::to_vec),
            compare_journal: f.read(18, |r, what| Ok((r.varint(what)?, r.varint(what)?)))?,
            frames: f.all(16).map(<[u8]>::to_vec).collect(),
        })
    }

    /// Checks the signature of a request's bytes.
    ///
    /// # Errors
    /// It does not verify.
    pub fn verify(bytes: &[u8], key: &PublicKey) -> Decoded<()> {
        let (body, signature) = split_signature(bytes)?;
        key.verify(SignedFor::Request, body, signature)
    }
}

fn split_signature(bytes: &[u8]) -> Decoded<(&[u8], &[u8; SIGNATURE_LENGTH])> {
    let length = bytes.len().checked_sub(SIGNATURE_LENGTH).ok_or(DecodeError::Truncated(REQUEST))?;
    let (body, signature) = bytes.split_at(length);
    Ok((body, signature.first_chunk().ok_or(DecodeError::Truncated(REQUEST))?))
}

impl SyncAnswer {
    /// The bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut w = FieldWriter::new();
        w.number(1, u64::try_from(self.server_time.0).unwrap_or_default());
        w.bytes(2, &self.challenge);
        w.bytes(3, &self.epoch);
        if !self.lineage.is_empty() {
            w.with(4, |w| write_cursors(&self.lineage, w));
        }
        let standing = match self.standing {
            Standing::Good => 0,
            Standing::Forked => 1,
            Standing::Held(Held::Revoked) => 2,
            Standing::Held(Held::AfterFork) => 3,
            Standing::Unknown => 4,
        };
        if standing != 0 {
            w.number(5, standing);
        }
        w.with(6, |w| write_point(self.acknowledged.point, w));
        if !self.acknowledged.restamped.is_empty() {
            w.with(7, |w| {
                for (seq, hlc) in &self.acknowledged.restamped {
                    w.varint(*seq);
                    encode_hlc(*hlc, w);
                }
            });
        }
        if let Some(seq) = self.send_from {
            w.number(8, seq);
        }
        if self.send_cursors {
            w.number(9, 1);
        }
        for quarantined in &self.quarantine {
            w.with(10, |w| {
                w.varint(quarantined.first);
                w.varint(quarantined.last);
                w.raw(quarantined.reason.as_bytes());
            });
        }
        w.number(11, self.rights_version);
        if !self.grants.is_empty() {
            w.with(12, |w| {
                for grant in &self.grants {
                    w.varint(grant.handle);
                    w.raw(&grant.book.to_bytes());
                    w.u8(grant.rights.0);
                }
            });
        }
        if !self.sums.is_empty() {
            w.with(13, |w| {
                for state in &self.sums {
                    w.varint(state.handle);
                    w.varint(state.seq);
                    w.raw(&state.sum.to_bytes());
                }
            });
        }
        if !self.send_buckets.is_empty() {
            w.with(14, |w| self.send_buckets.iter().for_each(|handle| w.varint(*handle)));
        }
        if let Some(place) = self.snapshot {
            w.with(15, |w| write_place(place, w));
        }
        if self.more {
            w.number(16, 1);
        }
        if let Some(moment) = self.backup_safe {
            w.number(17, u64::try_from(moment.0).unwrap_or_default());
        }
        if !self.journal_points.is_empty() {
            w.with(18, |w| self.journal_points.iter().for_each(|point| write_point(*point, w)));
        }
        // Frames are signed each for itself and come last: of a cut answer, all that is before them may be believed when its
        // checksum holds. What guards it against more than accidents is TLS.
        let head = w.into_bytes();
        let mut rest = FieldWriter::new();
        rest.bytes(HEAD_CHECKSUM, &crc32fast::hash(&head).to_be_bytes());
        for frame in &self.frames {
            rest.bytes(FRAMES, frame);
        }
        [head, rest.into_bytes()].concat()
    }

    /// Reads an answer that has arrived whole.
    ///
    /// # Errors
    /// Damaged.
    pub fn from_bytes(bytes: &[u8]) -> Decoded<Self> {
        Self::from_fields(&FieldReader::new(bytes, ANSWER)?)
    }

    /// Reads what has arrived of an answer that was cut: the frames that are complete. Everything before the frames must
    /// be there. What says that the answer is done (`more`, sums) is of no use then, so it is left out.
    ///
    /// # Errors
    /// Cut before the first frame.
    pub fn from_prefix(bytes: &[u8]) -> Decoded<Self> {
        let (fields, whole) = FieldReader::of_prefix(bytes, ANSWER);
        let mut answer = Self::from_fields(&fields)?;
        if !whole {
            answer.more = true;
            answer.sums.clear();
        }
        Ok(answer)
    }

    fn from_fields(f: &FieldReader<'_>) -> Decoded<Self> {
        if crc32fast::hash(f.before(HEAD_CHECKSUM)?).to_be_bytes() != f.array::<4>(HEAD_CHECKSUM)? {
            return Err(DecodeError::Checksum(ANSWER));
        }
        let range = DecodeError::OutOfRange(ANSWER);
        let instant = |n: u64| i64::try_from(n).map(Instant).map_err(|_| range);
        let mut quarantine = Vec::new();
        for field in f.all(10) {
            let mut r = Reader::new(field);
            let (first, last) = (r.varint(ANSWER)?, r.varint(ANSWER)?);
            let reason = String::from_utf8(r.rest().to_vec()).map_err(|_| range)?;
            quarantine.push(Quarantined { first, last, reason });
        }
        Ok(Self {
            server_time: instant(f.number(1)?)?,
            challenge: f.required(2)?.to_vec(),
            epoch: f.array(3)?,
            lineage: read_cursors(f.get(4).unwrap_or_default(), ANSWER)?,
            standing: match f.number_or(5, 0)? {
                0 => Standing::Good,
                1 => Standing::Forked,
                3 => Standing::Held(Held::AfterFork),
                4 => Standing::Unknown,
                _ => Standing::Held(Held::Revoked),
            },
            acknowledged: Acknowledgement {
                point: f.read(6, read_point)?.ok_or(DecodeError::Truncated(ANSWER))?,
                restamped: f.list(7, |r, what| Ok((r.varint(what)?, decode_hlc(r)?)))?,
            },
            send_from: f.read(8, super::super::codec::Reader::varint)?,
            send_cursors: f.number_or(9, 0)? != 0,
            quarantine,
            rights_version: f.number_or(11, 0)?,
            grants: f.list(12, |r, what| {
                Ok(BookGrant { handle: r.varint(what)?, book: Book::decode(r)?, rights: Rights(r.u8(what)?) })
            })?,
            sums: f.list(13, |r, what| {
                let (handle, seq) = (r.varint(what)?, r.varint(what)?);
                Ok(BookState { handle, seq, sum: StateSum::from_bytes(r.array(what)?) })
            })?,
            send_buckets: f.list(14, super::super::codec::Reader::varint)?,
            snapshot: f.read(15, read_place)?,
            more: f.number_or(16, 0)? != 0,
            backup_safe: f.read(17, super::super::codec::Reader::varint)?.map(instant).transpose()?,
            journal_points: f.list(18, read_point)?,
            frames: f.all(FRAMES).map(<[u8]>::to_vec).collect(),
        })
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn answer() -> SyncAnswer {
        SyncAnswer {
            server_time: Instant(1_800_000_000),
            challenge: vec![9; 40],
            epoch: [3; 16],
            lineage: vec![Cursor { handle: 4, seq: 9 }, Cursor { handle: 7, seq: 1 }],
            standing: Standing::Held(Held::AfterFork),
            acknowledged: Acknowledgement {
                point: JournalPoint { seq: 300, chain: Chain([5; 16]) },
                restamped: vec![(299, Hlc::new(1_800_000_000, 4))],
            },
            send_from: Some(301),
            send_cursors: true,
            quarantine: vec![Quarantined { first: 4, last: 6, reason: "no_right".into() }],
            rights_version: 12,
            grants: vec![BookGrant { handle: 4, book: Book::reference(), rights: Rights::READ }],
            sums: vec![BookState { handle: 4, seq: 9, sum: StateSum(77) }],
            send_buckets: vec![4],
            snapshot: Some(SnapshotPlace { id: [1; 8], next_part: 2 }),
            more: true,
            backup_safe: Some(Instant(1_799_000_000)),
            journal_points: vec![JournalPoint { seq: 8, chain: Chain([6; 16]) }],
            frames: vec![vec![1, 2, 3], vec![4; 300]],
        }
    }

    #[test]
    fn an_answer_survives_its_bytes_and_a_cut_leaves_its_whole_frames() {
        let bytes = answer().to_bytes();
        assert_eq!(SyncAnswer::from_bytes(&bytes), Ok(answer()));
        let cut = SyncAnswer::from_prefix(&bytes[..bytes.len() - 1]).unwrap();
        assert_eq!((cut.frames.len(), cut.more, cut.sums.len()), (1, true, 0));
        assert_eq!(cut.acknowledged, answer().acknowledged);
    }

    #[test]
    fn no_flipped_bit_outside_the_frames_goes_unnoticed_and_no_cut_there_is_believed() {
        let whole = answer().to_bytes();
        let head = whole.len() - 3 - 300 - 5;
        for place in 0..head {
            for bit in 0..8 {
                let mut damaged = whole.clone();
                damaged[place] ^= 1 << bit;
                assert_ne!(SyncAnswer::from_bytes(&damaged).ok(), Some(answer()), "bit {bit} of byte {place}");
                if let Ok(read) = SyncAnswer::from_bytes(&damaged) {
                    // The number or the length of the checksum's own field: an answer without one is refused.
                    panic!("bit {bit} of byte {place} gives {read:?}");
                }
            }
            assert!(SyncAnswer::from_prefix(&whole[..place]).is_err(), "cut at {place}");
        }
    }

    #[test]
    fn a_request_survives_its_bytes_and_is_believed_only_with_its_signature() {
        let key = KeyPair::from_secret(&[4; 32]);
        let point = |seq| JournalPoint { seq, chain: Chain([seq as u8; 16]) };
        let request = SyncRequest {
            device: key.device_id(),
            challenge: vec![1; 40],
            claim: Claim { acknowledged: point(3), made: point(9) },
            epoch: Some([2; 16]),
            cursors: Some(vec![Cursor { handle: 1, seq: 2 }, Cursor { handle: 9, seq: 700 }]),
            digest: Some([3; 16]),
            answer_limit: 1 << 20,
            dictionary: 1,
            rights_version: 5,
            snapshot: Some(SnapshotPlace { id: [8; 8], next_part: 1 }),
            certificate: Some(vec![7; 90]),
            buckets: vec![(9, vec![StateSum(1), StateSum(2)])],
            app: "clubbook-phone 0.1".into(),
            succession: Some(vec![6; 20]),
            compare_journal: Some((4, 9)),
            frames: vec![vec![1; 10], vec![2; 20]],
        };
        let bytes = request.sign(&key);
        assert_eq!(SyncRequest::from_bytes(&bytes), Ok(request));
        assert_eq!(SyncRequest::verify(&bytes, &key.public()), Ok(()));
        for place in [0, 5, bytes.len() / 2, bytes.len() - 1] {
            let mut damaged = bytes.clone();
            damaged[place] ^= 1;
            assert!(SyncRequest::verify(&damaged, &key.public()).is_err(), "byte {place}");
        }
    }
}
