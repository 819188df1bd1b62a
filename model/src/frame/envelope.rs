//! The outside of a frame: what kind, the signed header, the compressed payload, checksum and signature.

use std::io::Write as _;
use std::ops::RangeInclusive;

use crate::chain::{Chain, Salt, segment};
use crate::codec::{DecodeError, Decoded, Reader, Writer};
use crate::frame::dictionary::{self, Prepared};
use crate::frame::rows::{self, BookRange, Row};
use crate::id::{DeviceId, OpId};
use crate::key::{KeyPair, PublicKey, SIGNATURE_LENGTH, SignedFor};
use crate::op::Op;

const MAGIC: &[u8; 4] = b"CLBF";
const VERSION: u8 = 1;
const WHAT: &str = "a frame";
/// A part of a payload that is as long as this begins a zstd block of its own: each block codes its bytes by their own
/// frequencies, and columns are unlike. Shorter ones cost more in tables than they save.
const BLOCK_BYTES: usize = 512;

/// The kind of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrameKind {
    /// A run of one device's journal, signed by the device.
    Push,
    /// What follows cursors, signed by the centre.
    Pull,
    /// State at a sequence number, signed by the centre.
    Snapshot,
}

impl FrameKind {
    fn byte(self) -> u8 {
        match self {
            Self::Push => 1,
            Self::Pull => 2,
            Self::Snapshot => 3,
        }
    }
}

/// How much a reader lets a frame grow when it is decompressed.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of the decompressed payload.
    pub payload_bytes: usize,
    /// Rows.
    pub rows: usize,
    /// Changes in all rows together.
    pub changes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { payload_bytes: 4 << 20, rows: 1 << 16, changes: 1 << 18 }
    }
}

/// What stands in the signed header of a push frame, readable even where the payload is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PushHeader {
    /// The device whose journal it is.
    pub device: DeviceId,
    /// The number of the first op.
    pub first: u64,
    /// How many ops, at least one.
    pub count: u64,
    /// The chain value before the first op.
    pub before: Chain,
    /// The chain value at the last op.
    pub after: Chain,
}

impl PushHeader {
    /// The number of the last op.
    pub fn last(&self) -> u64 {
        self.first.saturating_add(self.count).saturating_sub(1)
    }
}

/// A run of a device's journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushFrame {
    /// The header.
    pub header: PushHeader,
    /// The salts of the segments that the run touches.
    pub salts: Vec<(u64, Salt)>,
    /// The ops, in order.
    pub ops: Vec<Op>,
}

/// Ops or state from the centre.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CentreFrame {
    /// [`FrameKind::Pull`] or [`FrameKind::Snapshot`].
    pub kind: FrameKind,
    /// The epoch of the sequence numbers.
    pub epoch: [u8; 16],
    /// The books, and from where to where the frame takes the cursor of each.
    pub books: Vec<BookRange>,
    /// The rows; in a frame that was read, by device and number.
    pub rows: Vec<Row>,
}

/// The kind of a frame.
///
/// # Errors
/// Not a frame, or of a version or kind that this program does not know.
pub fn kind_of(bytes: &[u8]) -> Decoded<FrameKind> {
    let mut r = Reader::new(bytes);
    if &r.array::<4>(WHAT)? != MAGIC {
        return Err(DecodeError::NotCanonical(WHAT));
    }
    if r.u8(WHAT)? != VERSION {
        return Err(DecodeError::UnknownVersion(WHAT));
    }
    match r.u8(WHAT)? {
        1 => Ok(FrameKind::Push),
        2 => Ok(FrameKind::Pull),
        3 => Ok(FrameKind::Snapshot),
        _ => Err(DecodeError::UnknownVersion(WHAT)),
    }
}

struct Parts<'a> {
    kind: FrameKind,
    header: &'a [u8],
    dictionary: u8,
    raw_length: usize,
    payload: &'a [u8],
    checksum: [u8; 4],
    signature: &'a [u8; SIGNATURE_LENGTH],
    signed: &'a [u8],
}

impl<'a> Parts<'a> {
    fn read(bytes: &'a [u8]) -> Decoded<Self> {
        let kind = kind_of(bytes)?;
        let mut r = Reader::new(bytes);
        r.raw(MAGIC.len() + 2, WHAT)?;
        let header = r.bytes(WHAT)?;
        let dictionary = r.u8(WHAT)?;
        let raw_length = r.small(WHAT)?;
        let payload = r.bytes(WHAT)?;
        let signed_length = bytes.len() - r.rest().len();
        let checksum = r.array(WHAT)?;
        let signature = r.raw(SIGNATURE_LENGTH, WHAT)?;
        r.finish(WHAT)?;
        let signed = bytes.get(..signed_length).ok_or(DecodeError::Truncated(WHAT))?;
        let signature = signature.first_chunk().ok_or(DecodeError::Truncated(WHAT))?;
        Ok(Self { kind, header, dictionary, raw_length, payload, checksum, signature, signed })
    }

    fn verify(&self, key: &PublicKey, signed_for: SignedFor) -> Decoded<()> {
        if crc32fast::hash(self.signed).to_be_bytes() != self.checksum {
            return Err(DecodeError::Checksum(WHAT));
        }
        key.verify(signed_for, self.signed, self.signature)
    }

    fn decompress(&self, limits: &Limits) -> Decoded<Vec<u8>> {
        if self.raw_length > limits.payload_bytes {
            return Err(DecodeError::TooLarge(WHAT));
        }
        let dictionary =
            dictionary::prepared(self.dictionary).ok_or(DecodeError::UnknownVersion("a frame's dictionary"))?;
        let raw = zstd::bulk::Decompressor::with_prepared_dictionary(&dictionary.decoder)
            .and_then(|mut decompressor| decompressor.decompress(self.payload, self.raw_length))
            .map_err(|_| DecodeError::NotCanonical("a frame's compressed payload"))?;
        if raw.len() == self.raw_length { Ok(raw) } else { Err(DecodeError::Truncated(WHAT)) }
    }
}

/// Compresses a payload in blocks that end at some of the `borders`.
fn press(payload: &[u8], borders: &[usize], dictionary: &Prepared) -> std::io::Result<Vec<u8>> {
    let mut encoder = zstd::stream::write::Encoder::with_prepared_dictionary(Vec::new(), &dictionary.encoder)?;
    encoder.set_pledged_src_size(Some(payload.len() as u64))?;
    let mut begin = 0;
    for end in borders.iter().copied().filter(|end| *end < payload.len()) {
        if let Some(part) = payload.get(begin..end).filter(|part| part.len() >= BLOCK_BYTES) {
            encoder.write_all(part)?;
            encoder.flush()?;
            begin = end;
        }
    }
    encoder.write_all(payload.get(begin..).unwrap_or_default())?;
    encoder.finish()
}

fn assemble(
    kind: FrameKind,
    header: &[u8],
    payload: &[u8],
    borders: &[usize],
    dictionary: u8,
    key: &KeyPair,
) -> Vec<u8> {
    // Who has a newer version has the older ones, too.
    let version = dictionary.min(dictionary::NEWEST);
    let dictionary = dictionary::prepared(version).expect("every version up to the newest is here");
    let pressed = press(payload, borders, dictionary).expect("zstd presses a buffer in memory into one that it grows");
    let mut w = Writer::new();
    w.raw(MAGIC);
    w.u8(VERSION);
    w.u8(kind.byte());
    w.bytes(header);
    w.u8(version);
    w.varint(payload.len() as u64);
    w.bytes(&pressed);
    let checksum = crc32fast::hash(w.as_bytes()).to_be_bytes();
    let signed_for = if kind == FrameKind::Push { SignedFor::PushFrame } else { SignedFor::PullFrame };
    let signature = key.sign(signed_for, w.as_bytes());
    w.raw(&checksum);
    w.raw(&signature);
    w.into_bytes()
}

impl PushFrame {
    /// The bytes of the run `ops` of the journal of `key`'s device, which must be contiguous. `before` is the chain value
    /// before the first; `salts` holds at least those of the segments that the run touches.
    ///
    /// `None` when there is no op, a salt is missing or the numbers have a hole.
    pub fn encode(key: &KeyPair, before: Chain, salts: &[(u64, Salt)], ops: &[Op], dictionary: u8) -> Option<Vec<u8>> {
        let first = ops.first()?.id.seq;
        let after = chain_over(before, salts, key.device_id(), first, ops)?;
        let last = ops.last()?.id.seq;
        let mut header = Writer::new();
        header.raw(&key.device_id().0.to_be_bytes());
        header.varint(first);
        header.varint(ops.len() as u64);
        header.raw(&before.0);
        header.raw(&after.0);
        let mut payload = Writer::new();
        let used: Vec<&(u64, Salt)> =
            salts.iter().filter(|(number, _)| (segment(first)..=segment(last)).contains(number)).collect();
        payload.varint(used.len() as u64);
        for (number, salt) in used {
            payload.varint(*number);
            payload.raw(salt);
        }
        let rows: Vec<Row> = ops.iter().map(|op| Row { op: op.clone(), book_seq: 0, effective: None }).collect();
        let borders = rows::write(&[], &rows, &mut payload);
        Some(assemble(FrameKind::Push, header.as_bytes(), payload.as_bytes(), &borders, dictionary, key))
    }

    /// Reads the header alone; neither checksum nor signature is looked at.
    ///
    /// # Errors
    /// Not a push frame.
    pub fn header(bytes: &[u8]) -> Decoded<PushHeader> {
        let parts = Parts::read(bytes)?;
        if parts.kind != FrameKind::Push {
            return Err(DecodeError::UnknownVersion("a push frame"));
        }
        let mut r = Reader::new(parts.header);
        let device = DeviceId(u64::from_be_bytes(r.array(WHAT)?));
        let (first, count) = (r.varint(WHAT)?, r.varint(WHAT)?);
        let (before, after) = (Chain(r.array(WHAT)?), Chain(r.array(WHAT)?));
        if first == 0 || count == 0 || first.checked_add(count).is_none_or(|end| end > OpId::MAX_SEQ) {
            return Err(DecodeError::OutOfRange("a push frame's numbers"));
        }
        Ok(PushHeader { device, first, count, before, after })
    }

    /// Checks checksum and signature and leaves the payload alone: whether the device really said this.
    ///
    /// # Errors
    /// It did not, or the bytes are damaged.
    pub fn verify(bytes: &[u8], key: &PublicKey) -> Decoded<PushHeader> {
        let header = Self::header(bytes)?;
        Parts::read(bytes)?.verify(key, SignedFor::PushFrame)?;
        if header.device == key.device_id() { Ok(header) } else { Err(DecodeError::Signature("a push frame")) }
    }

    /// Reads a frame of the device with this key and checks everything that can be checked without the journal.
    ///
    /// # Errors
    /// Damaged, signed by somebody else, too large, or the ops are not the run that the header says.
    pub fn decode(bytes: &[u8], key: &PublicKey, limits: &Limits) -> Decoded<Self> {
        let header = Self::verify(bytes, key)?;
        let payload = Parts::read(bytes)?.decompress(limits)?;
        let mut r = Reader::new(&payload);
        let salts = read_salts(&mut r, segment(header.first)..=segment(header.first + (header.count - 1)))?;
        let (_, rows) = rows::read(&mut r, limits)?;
        r.finish(WHAT)?;
        let ops: Vec<Op> = rows.into_iter().map(|row| row.op).collect();
        if ops.len() as u64 != header.count {
            return Err(DecodeError::OutOfRange("a push frame's count"));
        }
        match chain_over(header.before, &salts, header.device, header.first, &ops) {
            Some(after) if after == header.after => Ok(Self { header, salts, ops }),
            _ => Err(DecodeError::Checksum("a journal")),
        }
    }
}

/// One salt for each segment that the run touches, in order. More would be work for nothing: every op looks for its own.
fn read_salts(r: &mut Reader<'_>, mut touched: RangeInclusive<u64>) -> Decoded<Vec<(u64, Salt)>> {
    let mut salts = Vec::new();
    for _ in 0..r.count(WHAT)? {
        let number = r.varint(WHAT)?;
        if touched.next() != Some(number) {
            return Err(DecodeError::NotCanonical("a push frame's salts"));
        }
        salts.push((number, r.array(WHAT)?));
    }
    if touched.next().is_some() { Err(DecodeError::NotCanonical("a push frame's salts")) } else { Ok(salts) }
}

/// The chain value at the last of `ops`; `None` when they are not the run from `first`, one is too large, or a salt is missing.
fn chain_over(before: Chain, salts: &[(u64, Salt)], device: DeviceId, first: u64, ops: &[Op]) -> Option<Chain> {
    let mut chain = before;
    for (op, seq) in ops.iter().zip(first..) {
        if op.id != (OpId { device, seq }) {
            return None;
        }
        let (_, salt) = salts.iter().find(|(number, _)| *number == segment(seq))?;
        let bytes = op.to_bytes();
        if bytes.len() > Op::MAX_BYTES {
            return None;
        }
        chain = chain.next(salt, &bytes);
    }
    Some(chain)
}

impl CentreFrame {
    /// The bytes, signed by the centre.
    pub fn encode(&self, key: &KeyPair, dictionary: u8) -> Vec<u8> {
        let mut rows: Vec<Row> = self.rows.clone();
        rows.sort_by_key(|row| row.op.id);
        let mut payload = Writer::new();
        let borders = rows::write(&self.books, &rows, &mut payload);
        assemble(self.kind, &self.epoch, payload.as_bytes(), &borders, dictionary, key)
    }

    /// Reads a frame of the centre with this key.
    ///
    /// # Errors
    /// Damaged, signed by somebody else, or too large.
    pub fn decode(bytes: &[u8], key: &PublicKey, limits: &Limits) -> Decoded<Self> {
        let parts = Parts::read(bytes)?;
        if parts.kind == FrameKind::Push {
            return Err(DecodeError::UnknownVersion("a centre's frame"));
        }
        parts.verify(key, SignedFor::PullFrame)?;
        let epoch = parts.header.try_into().map_err(|_| DecodeError::OutOfRange("a frame's epoch"))?;
        let payload = parts.decompress(limits)?;
        let mut r = Reader::new(&payload);
        let (books, rows) = rows::read(&mut r, limits)?;
        r.finish(WHAT)?;
        Ok(Self { kind: parts.kind, epoch, books, rows })
    }
}
