//! A request opened: who sends it, and which of its frames can be believed. Nothing is changed here.

use std::collections::HashMap;

use clubbook_model::chain::{Chain, JournalPoint, Salt, segment};
use clubbook_model::frame::{CentreFrame, FrameKind, Limits, PushFrame, PushHeader, kind_of};
use clubbook_model::id::DeviceId;
use clubbook_model::key::PublicKey;
use clubbook_model::message::SyncRequest;
use clubbook_model::op::Op;
use clubbook_model::time::Instant;

use super::{challenge, known_rights, proof};
use crate::centre::Parts;
use crate::error::{CentreError, Done};
use crate::store::Tx;
use crate::store::devices::{DeviceRow, Standing};

/// What a push frame may grow to when it is decompressed. Frames of the centre that come back may be as large as it made them.
pub(crate) const LIMITS: Limits = Limits { payload_bytes: 2 << 20, rows: 1 << 14, changes: 1 << 17 };

/// An op of a frame with its bytes and the chain value there.
#[derive(Debug, Clone)]
pub(crate) struct RunOp {
    pub(crate) op: Op,
    pub(crate) bytes: Vec<u8>,
    pub(crate) chain: Chain,
}

/// A frame whose signature holds.
#[derive(Debug, Clone)]
pub(crate) enum Frame {
    /// A run of a device's journal.
    Run { header: PushHeader, salts: Vec<(u64, Salt)>, ops: Vec<RunOp> },
    /// A run whose payload cannot be read.
    Unreadable { header: PushHeader, bytes: Vec<u8> },
    /// A frame of the centre that comes back.
    Offered(CentreFrame),
}

/// Who sends a request.
#[derive(Debug, Clone)]
pub(crate) enum Who {
    /// A device that the centre knows.
    Known(Box<DeviceRow>),
    /// A device that proves that it belongs here: by a certificate, or by the signature of the key before. The rows are
    /// to be added, in this order.
    Joins(Vec<DeviceRow>),
    /// A device that has to prove it first.
    Unknown,
}

/// An opened request.
#[derive(Debug, Clone)]
pub(crate) struct Incoming {
    pub(crate) request: SyncRequest,
    pub(crate) issued: Instant,
    pub(crate) who: Who,
    pub(crate) frames: Vec<Frame>,
    /// The device says something of its rights that the centre does not know yet.
    pub(crate) has_learned: bool,
}

impl Incoming {
    /// The device that sends.
    pub(crate) fn device(&self) -> DeviceId {
        self.request.device
    }

    /// Whether there is something to write before the answer.
    pub(crate) fn writes(&self) -> bool {
        match &self.who {
            Who::Unknown => false,
            Who::Joins(_) => true,
            Who::Known(device) => {
                !self.frames.is_empty()
                    || self.has_learned
                    || (!self.request.app.is_empty() && self.request.app != device.app)
            }
        }
    }

    /// The last op that an acknowledgement of this request may name. A device that compares journals is told all that is here
    /// of what it compares: it may have lost what it knew of that.
    pub(crate) fn last_sent(&self) -> u64 {
        let own = |frame: &Frame| match frame {
            Frame::Run { header, .. } | Frame::Unreadable { header, .. } if header.device == self.request.device => {
                Some(header.last())
            }
            _ => None,
        };
        let sent = self.frames.iter().filter_map(own).max().unwrap_or_default();
        let compared = self.request.compare_journal.map_or(0, |(_, last)| last);
        sent.max(compared).max(self.request.claim.acknowledged.seq)
    }
}

/// Reads a request, checks challenge and signature, and opens its frames.
///
/// # Errors
/// The refusals of `docs/sync-protocol.md`.
pub(crate) fn open(tx: &dyn Tx, parts: &Parts, body: &[u8], now: Instant) -> Done<Incoming> {
    let request = SyncRequest::from_bytes(body).map_err(CentreError::of_request)?;
    let Some(issued) = challenge::check(&parts.keys, &request.challenge, now, Some(request.device)) else {
        let challenge = challenge::issue(&parts.keys, parts.random(), now, Some(request.device));
        return Err(CentreError::ChallengeExpired { challenge });
    };
    let who = match tx.device(request.device)? {
        Some(device) if device.standing == Standing::Centre => return Err(CentreError::BadSignature),
        Some(device) => Who::Known(Box::new(device)),
        None => proof::of(tx, parts, &request)?,
    };
    let sender = match &who {
        Who::Known(device) => device.key,
        Who::Joins(rows) => rows.last().map(|row| row.key).ok_or(CentreError::BadCertificate)?,
        // Nothing is told and nothing taken, so there is nothing to check.
        Who::Unknown => return Ok(Incoming { request, issued, who, frames: Vec::new(), has_learned: false }),
    };
    SyncRequest::verify(body, &sender).map_err(|_| CentreError::BadSignature)?;
    let frames = open_frames(tx, parts, &request, &who, sender)?;
    let has_learned = match &who {
        Who::Known(device) => known_rights::learned(tx, device, &request)?.is_some(),
        Who::Joins(_) | Who::Unknown => false,
    };
    Ok(Incoming { request, issued, who, frames, has_learned })
}

/// The chain value of a device at a number, where the centre knows it.
pub(crate) fn point(tx: &dyn Tx, device: &DeviceRow, seq: u64) -> Done<Option<JournalPoint>> {
    let chain = match seq {
        0 => Some(Chain::start(&device.key.0)),
        seq if seq == device.head.seq => Some(device.head.chain),
        seq if seq > device.head.seq => None,
        seq => tx.chain_at(device.id, seq)?,
    };
    Ok(chain.map(|chain| JournalPoint { seq, chain }))
}

/// Frames that are opened of one request; a phone sends six. What is beyond is not acknowledged, and sent again.
const MOST_FRAMES: usize = 16;

/// Opens the frames; what is damaged, or signed by nobody whom the centre knows, is left out: nothing of it is
/// acknowledged.
fn open_frames(tx: &dyn Tx, parts: &Parts, request: &SyncRequest, who: &Who, sender: PublicKey) -> Done<Vec<Frame>> {
    let mut keys = HashMap::from([(request.device, Some(sender))]);
    if let Who::Joins(rows) = who {
        keys.extend(rows.iter().map(|row| (row.id, Some(row.key))));
    }
    let mut frames = Vec::with_capacity(request.frames.len());
    for bytes in request.frames.iter().take(MOST_FRAMES) {
        let frame = match kind_of(bytes) {
            Ok(FrameKind::Push) => open_run(tx, bytes, &mut keys)?,
            Ok(FrameKind::Pull | FrameKind::Snapshot) => {
                CentreFrame::decode(bytes, &parts.keys.signing.public(), &Limits::default()).ok().map(Frame::Offered)
            }
            Err(_) => None,
        };
        frames.extend(frame);
    }
    Ok(frames)
}

fn open_run(tx: &dyn Tx, bytes: &[u8], keys: &mut HashMap<DeviceId, Option<PublicKey>>) -> Done<Option<Frame>> {
    let Ok(header) = PushFrame::header(bytes) else { return Ok(None) };
    let key = match keys.get(&header.device) {
        Some(known) => *known,
        None => {
            let key = tx.device(header.device)?.filter(|row| row.standing != Standing::Centre).map(|row| row.key);
            keys.insert(header.device, key);
            key
        }
    };
    let Some(key) = key else { return Ok(None) };
    if PushFrame::verify(bytes, &key).is_err() {
        return Ok(None);
    }
    let frame = match read_run(bytes, &key) {
        Some(run) => run,
        None => Frame::Unreadable { header, bytes: bytes.to_vec() },
    };
    Ok(Some(frame))
}

/// Reads the payload of a run; `None` when this version cannot.
pub(crate) fn read_run(bytes: &[u8], key: &PublicKey) -> Option<Frame> {
    let PushFrame { header, salts, ops } = PushFrame::decode(bytes, key, &LIMITS).ok()?;
    let mut chain = header.before;
    let mut run = Vec::with_capacity(ops.len());
    for op in ops {
        let (_, salt) = salts.iter().find(|(number, _)| *number == segment(op.id.seq))?;
        let bytes = op.to_bytes();
        chain = chain.next(salt, &bytes);
        run.push(RunOp { op, bytes, chain });
    }
    Some(Frame::Run { header, salts, ops: run })
}
