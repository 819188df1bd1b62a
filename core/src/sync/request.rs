//! What is asked: a request, put together from the store.

use clubbook_model::chain::{JournalPoint, Salt, segment as segment_of};
use clubbook_model::frame::{NEWEST_DICTIONARY, PushFrame};
use clubbook_model::id::OpId;
use clubbook_model::key::KeyPair;
use clubbook_model::message::{Claim, Cursor, Rights, SnapshotPlace, SyncRequest};
use clubbook_model::op::Op;
use clubbook_model::sum::digest_of_books;
use clubbook_model::time::Hlc;
use rusqlite::Connection;

use crate::store::books::{self, HeldBook};
use crate::store::settings::{self, Setting, SettingValue, Standing};
use crate::store::{Stored, journal, readings, received, segment};

/// 1 when the centre knows this phone's cursors: the last answer was applied whole and no book has moved since.
pub(super) const CURSORS_ARE_KNOWN: Setting<u64> = Setting::new("cursors_are_known");
/// The version of the rights that this phone has.
pub(super) const RIGHTS_VERSION: Setting<u64> = Setting::new("rights_version");
/// Where this phone stands in a snapshot that it has begun.
pub(super) const SNAPSHOT: Setting<SnapshotPlace> = Setting::new("snapshot");
/// The next received frame to offer to a centre that was restored; absent when there is none.
pub(super) const OFFER_FROM: Setting<u64> = Setting::new("offer_from");

impl SettingValue for SnapshotPlace {
    fn to_bytes(&self) -> Vec<u8> {
        [&self.id[..], &self.next_part.to_be_bytes()].concat()
    }
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (id, part) = bytes.split_first_chunk::<8>()?;
        Some(Self { id: *id, next_part: u64::from_bytes(part)? })
    }
}

/// How much goes into one request, and how much may come back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Ops in one frame.
    pub frame_ops: usize,
    /// Canonical bytes of ops in one frame: about ten times what they weigh when compressed.
    pub frame_op_bytes: usize,
    /// Frames in one request.
    pub frames: usize,
    /// Bytes of received frames that are offered again in one request.
    pub offered_bytes: usize,
    /// Bytes of frames in an answer.
    pub answer_bytes: u64,
    /// Books whose bucket sums are told in one request: a KB each.
    pub compared_books: usize,
}

impl Budget {
    /// What a good link carries: frames of up to 32 KB.
    pub const FULL: Self = Self {
        frame_ops: 2048,
        frame_op_bytes: 400 << 10,
        frames: 6,
        offered_bytes: 256 << 10,
        answer_bytes: 1 << 20,
        compared_books: 64,
    };
    const SMALLEST: Self = Self {
        frame_ops: 64,
        frame_op_bytes: 16 << 10,
        frames: 1,
        offered_bytes: 16 << 10,
        answer_bytes: 16 << 10,
        compared_books: 8,
    };

    /// The budget after so many failures in a row: each halves it, so that something gets through a bad link.
    pub fn after(failures: u64) -> Self {
        let halvings = u32::try_from(failures).unwrap_or(u32::MAX).min(8);
        let (full, least) = (Self::FULL, Self::SMALLEST);
        Self {
            frame_ops: (full.frame_ops >> halvings).max(least.frame_ops),
            frame_op_bytes: (full.frame_op_bytes >> halvings).max(least.frame_op_bytes),
            frames: (full.frames >> halvings).max(least.frames),
            offered_bytes: (full.offered_bytes >> halvings).max(least.offered_bytes),
            answer_bytes: (full.answer_bytes >> halvings).max(least.answer_bytes),
            compared_books: (full.compared_books >> halvings).max(least.compared_books),
        }
    }
}

/// What the answer before asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The journal from this op on.
    pub send_from: Option<u64>,
    /// The certificate.
    pub certificate: bool,
    /// The bucket sums of these books, as many of them as fit one request.
    pub buckets: Vec<u64>,
    /// Points of the journal between these numbers, both included: the phone looks for where a fork began.
    pub compare_journal: Option<(u64, u64)>,
}

/// A request, and what the answer to it is held against.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// The signed bytes.
    pub bytes: Vec<u8>,
    /// The last op that this phone had made.
    pub made: u64,
    /// Ops in the frames.
    pub ops: u64,
    /// Received frames that are offered again.
    pub offered: Option<Offered>,
    /// How many of the books whose bucket sums are wanted it tells them of: the first so many.
    pub compared: usize,
    /// Ops from this number on cannot be sent as they are: the journal has a hole there, or an op was erased that the
    /// centre lacks. The request asks instead what the centre has, see [`super::fork::go_round`].
    pub stuck_at: Option<u64>,
}

/// Which received frames a request offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offered {
    /// Up to this number.
    pub up_to: i64,
    /// None are left behind them.
    pub is_last: bool,
}

/// Puts the next request together.
///
/// # Errors
/// SQL, or a phone that is not connected with a club.
pub fn prepare(connection: &Connection, wanted: &Wanted, budget: Budget, app: &str) -> Stored<Prepared> {
    let key = settings::key_pair(connection)?;
    let made = journal::head(connection)?;
    let acknowledged = acknowledged(connection, made)?;
    let from = wanted.send_from.unwrap_or(acknowledged.seq + 1);
    let (mut frames, last_sent) = push_frames(connection, &key, from, budget)?;
    let ops = last_sent.saturating_sub(from.saturating_sub(1));
    let stuck_at = (frames.is_empty() && from <= made.seq).then_some(from);
    // Who looks for where a fork began is heard in nothing else, and of who is held nothing is taken that others wrote.
    let is_held = settings::STANDING.get(connection)?.unwrap_or_default() != Standing::Good;
    let offered = match wanted.compare_journal {
        None if !is_held => offer_again(connection, budget, &mut frames)?,
        _ => None,
    };
    let held = granted(&books::all(connection)?);
    let cursors_are_known = CURSORS_ARE_KNOWN.get(connection)?.unwrap_or(0) == 1;
    let digest = if acknowledged == made { Some(digest(connection, &held)?) } else { None };
    let mut buckets = Vec::new();
    let compared = wanted.buckets.len().min(budget.compared_books);
    for handle in wanted.buckets.iter().take(compared) {
        if let Some(book) = books::by_handle(connection, *handle)? {
            buckets.push((*handle, books::buckets(connection, book.number)?.to_vec()));
        }
    }
    let request = SyncRequest {
        device: key.device_id(),
        challenge: settings::CHALLENGE.get(connection)?.unwrap_or_default(),
        claim: Claim { acknowledged, made },
        epoch: settings::EPOCH.get(connection)?,
        cursors: (!cursors_are_known).then(|| cursors(&held)),
        digest,
        answer_limit: budget.answer_bytes,
        dictionary: NEWEST_DICTIONARY,
        rights_version: RIGHTS_VERSION.get(connection)?.unwrap_or(0),
        snapshot: SNAPSHOT.get(connection)?,
        certificate: if wanted.certificate { settings::CERTIFICATE.get(connection)? } else { None },
        buckets,
        // Said once, with the cursors: the list of phones needs it, a request that asks for news does not.
        app: if cursors_are_known { String::new() } else { app.to_owned() },
        successions: if acknowledged.seq == 0 || wanted.certificate {
            settings::SUCCESSIONS.get(connection)?.unwrap_or_default()
        } else {
            Vec::new()
        },
        compare_journal: wanted.compare_journal,
        readings: readings_of(connection, &frames)?,
        frames,
    };
    Ok(Prepared { bytes: request.sign(&key), made: made.seq, ops, offered, compared, stuck_at })
}

/// The end of what the centre has acknowledged. Where a hole in the journal hides the chain value there, the last one
/// before the hole.
///
/// # Errors
/// SQL.
pub fn acknowledged(connection: &Connection, made: JournalPoint) -> Stored<JournalPoint> {
    match journal::first_waiting(connection)? {
        None => Ok(made),
        Some(first) => match journal::point(connection, first - 1)? {
            Some(point) => Ok(point),
            None => journal::point_before(connection, first),
        },
    }
}

/// The readable books that the centre has told a handle for, ascending by it.
fn granted(all: &[HeldBook]) -> Vec<(u64, HeldBook)> {
    let may_read = |book: &HeldBook| book.rights & i64::from(Rights::READ.0) != 0;
    let mut held: Vec<(u64, HeldBook)> =
        all.iter().filter(|book| may_read(book)).filter_map(|book| Some((book.handle?, *book))).collect();
    held.sort_by_key(|(handle, _)| *handle);
    held
}

fn cursors(held: &[(u64, HeldBook)]) -> Vec<Cursor> {
    held.iter().map(|(handle, book)| Cursor { handle: *handle, seq: book.cursor }).collect()
}

fn digest(connection: &Connection, held: &[(u64, HeldBook)]) -> Stored<[u8; 16]> {
    let mut sums = Vec::with_capacity(held.len());
    for (handle, book) in held {
        sums.push((*handle, book.cursor, books::sum(connection, book.number)?));
    }
    Ok(digest_of_books(sums))
}

/// Cuts the journal from number `from` on into frames, as far as it is whole; returns the last number that they hold.
pub(super) fn push_frames(
    connection: &Connection,
    key: &KeyPair,
    from: u64,
    budget: Budget,
) -> Stored<(Vec<Vec<u8>>, u64)> {
    let mut frames = Vec::new();
    let mut next = from;
    while frames.len() < budget.frames {
        let Some(before) = journal::point(connection, next - 1)? else { break };
        let mut ops: Vec<Op> = Vec::new();
        let mut salts: Vec<(u64, Salt)> = Vec::new();
        let mut weight = 0usize;
        let mut at = before;
        for row in journal::rows(connection, next, budget.frame_ops)? {
            weight += row.bytes.len();
            if weight > budget.frame_op_bytes && !ops.is_empty() {
                break;
            }
            // A hole, or the stub of an erased op: what comes after does not continue the chain that the centre knows.
            let Some(salt) = segment::salt_of(connection, row.seq)? else { break };
            if row.seq != at.seq + 1 || at.chain.next(&salt, &row.bytes) != row.chain {
                break;
            }
            at = JournalPoint { seq: row.seq, chain: row.chain };
            if salts.last().is_none_or(|(number, _)| *number != segment_of(row.seq)) {
                salts.push((segment_of(row.seq), salt));
            }
            ops.push(Op::from_bytes(&row.bytes)?);
        }
        let Some(frame) = PushFrame::encode(key, before.chain, &salts, &ops, NEWEST_DICTIONARY) else { break };
        frames.push(frame);
        next = at.seq + 1;
    }
    Ok((frames, next - 1))
}

/// The clock readings that the centre once gave to ops of these frames.
fn readings_of(connection: &Connection, frames: &[Vec<u8>]) -> Stored<Vec<(OpId, Hlc)>> {
    let mut given = Vec::new();
    // Frames of the centre carry the readings themselves.
    for header in frames.iter().filter_map(|frame| PushFrame::header(frame).ok()) {
        given.extend(readings::of_run(connection, header.device, header.first, header.last())?);
    }
    Ok(given)
}

/// Adds received frames that a restored centre may lack, where the journal leaves room for them. A centre that holds what this
/// phone sends does not take them: then they wait.
fn offer_again(connection: &Connection, budget: Budget, frames: &mut Vec<Vec<u8>>) -> Stored<Option<Offered>> {
    let Some(from) = OFFER_FROM.get(connection)? else { return Ok(None) };
    let (Some(epoch), Standing::Good) =
        (settings::EPOCH.get(connection)?, settings::STANDING.get(connection)?.unwrap_or_default())
    else {
        return Ok(None);
    };
    let room = budget.frames.saturating_sub(frames.len());
    if room == 0 {
        return Ok(None);
    }
    let from = i64::try_from(from).unwrap_or(i64::MAX);
    let portion = received::portion(connection, epoch, from, room, budget.offered_bytes)?;
    frames.extend(portion.frames);
    Ok(Some(Offered { up_to: portion.up_to, is_last: portion.is_last }))
}
