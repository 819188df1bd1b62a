//! What a phone asks, as bytes.

use super::{
    Claim, Cursor, SnapshotPlace, read_cursors, read_place, read_point, write_cursors, write_place, write_point,
};
use crate::codec::{DecodeError, Decoded, Reader};
use crate::id::{DeviceId, OpId};
use crate::key::{KeyPair, PublicKey, SIGNATURE_LENGTH, SignedFor};
use crate::message::PROTOCOL_VERSION;
use crate::message::fields::{FieldReader, FieldWriter};
use crate::sum::StateSum;
use crate::time::{Hlc, decode_hlc, encode_hlc};

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
    /// [`crate::certificate::Succession`] bytes of every change of key, the first one first, until the centre has acknowledged
    /// an op of the new key and whenever it does not know the device.
    pub successions: Vec<Vec<u8>>,
    /// The device looks for the last op that its journal and the centre's have in common, from this number to that one.
    pub compare_journal: Option<(u64, u64)>,
    /// The clock readings that the centre gave to ops of the push frames in this request, where they are not the
    /// device's own: a restored centre may have forgotten them.
    pub readings: Vec<(OpId, Hlc)>,
    /// Push frames in the order of the journal, and received frames that are offered again.
    pub frames: Vec<Vec<u8>>,
}

const REQUEST: &str = "a sync request";

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
        self.successions.iter().for_each(|succession| w.bytes(17, succession));
        if let Some((from, to)) = self.compare_journal {
            w.with(18, |w| {
                w.varint(from);
                w.varint(to);
            });
        }
        if !self.readings.is_empty() {
            w.with(19, |w| {
                for (op, reading) in &self.readings {
                    op.encode(w);
                    encode_hlc(*reading, w);
                }
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
            successions: f.all(17).map(<[u8]>::to_vec).collect(),
            compare_journal: f.read(18, |r, what| Ok((r.varint(what)?, r.varint(what)?)))?,
            readings: f.list(19, |r, _| Ok((OpId::decode(r)?, decode_hlc(r)?)))?,
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
