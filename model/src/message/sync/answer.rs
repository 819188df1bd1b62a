//! What the centre answers, as bytes.

use super::{
    Acknowledgement, BookGrant, BookState, Cursor, Held, Quarantined, Rights, SnapshotPlace, Standing, read_cursors,
    read_place, read_point, write_cursors, write_place, write_point,
};
use crate::chain::JournalPoint;
use crate::codec::{DecodeError, Decoded, Reader};
use crate::id::Book;
use crate::message::fields::{FieldReader, FieldWriter};
use crate::sum::StateSum;
use crate::time::{Instant, decode_hlc, encode_hlc};

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

pub(super) const ANSWER: &str = "a sync answer";
/// The field of an answer with the CRC-32 of all fields before it.
const HEAD_CHECKSUM: u64 = 19;
/// The field of an answer with a frame.
pub(super) const FRAMES: u64 = 20;

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
            send_from: f.read(8, Reader::varint)?,
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
            send_buckets: f.list(14, Reader::varint)?,
            snapshot: f.read(15, read_place)?,
            more: f.number_or(16, 0)? != 0,
            backup_safe: f.read(17, Reader::varint)?.map(instant).transpose()?,
            journal_points: f.list(18, read_point)?,
            frames: f.all(FRAMES).map(<[u8]>::to_vec).collect(),
        })
    }
}
