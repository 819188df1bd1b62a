//! The answer put together: what was taken, what is held, what is new.

mod books;

use std::collections::{BTreeMap, BTreeSet};

use clubbook_model::chain::{Chain, JournalPoint};
use clubbook_model::message::{
    Acknowledgement, Cursor, Held, Quarantined, Rights, Standing as Told, SyncAnswer, reason,
};
use clubbook_model::time::{Hlc, Instant};

use super::challenge;
use super::incoming::{Incoming, Who, point};
use super::known_rights::rights_of;
use super::pull;
use super::push::{Pushed, contradicts};
use crate::centre::Parts;
use crate::error::{CentreError, Done};
use crate::rights::{self, digest};
use crate::store::Tx;
use crate::store::books::BookRow;
use crate::store::devices::{DeviceRow, Standing};
use crate::store::log::Flags;
use crate::store::settings::{EpochRow, backup_safe};

/// Points of a journal in one answer.
const MOST_POINTS: u64 = 32;

/// What has to be noted of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct AnswerNote {
    /// The cursors after it, when its challenge is a new one.
    pub(crate) cursors: Option<Vec<(u64, u64)>>,
    /// The released ops that it tells of.
    pub(crate) told: Vec<u64>,
    /// The released ops of which the device has heard.
    pub(crate) heard: Vec<u64>,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Composed {
    pub(crate) answer: SyncAnswer,
    pub(crate) note: AnswerNote,
    pub(crate) last_heard: Option<Instant>,
    pub(crate) is_unknown: bool,
}

/// Puts the answer together; `None` when the device's rights have changed and have no version yet.
pub(crate) fn compose(
    tx: &dyn Tx,
    parts: &Parts,
    incoming: &Incoming,
    pushed: &Pushed,
    now: Instant,
) -> Done<Option<Composed>> {
    let epochs = tx.epochs()?;
    let epoch = epochs.last().copied().ok_or(CentreError::NotADatabase)?;
    let known = match &incoming.who {
        Who::Unknown => None,
        Who::Known(_) | Who::Joins(_) => tx.device(incoming.device())?,
    };
    let Some(device) = known else {
        let answer = blank(parts, incoming, epoch.id, now);
        return Ok(Some(Composed { answer, note: AnswerNote::default(), last_heard: None, is_unknown: true }));
    };
    let composer = Composer { tx, parts, incoming, pushed, device: &device, epochs: &epochs, epoch, now };
    composer.compose()
}

/// An answer that says nothing: for a device that the centre does not know.
fn blank(parts: &Parts, incoming: &Incoming, epoch: [u8; 16], now: Instant) -> SyncAnswer {
    let is_fresh = challenge::is_fresh(incoming.issued, now);
    SyncAnswer {
        server_time: now,
        challenge: match is_fresh {
            true => incoming.request.challenge.clone(),
            false => challenge::issue(&parts.keys, parts.random(), now, Some(incoming.device())),
        },
        epoch,
        lineage: Vec::new(),
        standing: Told::Unknown,
        acknowledged: Acknowledgement { point: JournalPoint { seq: 0, chain: Chain([0; 16]) }, restamped: Vec::new() },
        send_from: None,
        send_cursors: false,
        quarantine: Vec::new(),
        rights_version: incoming.request.rights_version,
        grants: Vec::new(),
        sums: Vec::new(),
        send_buckets: Vec::new(),
        snapshot: None,
        more: false,
        backup_safe: None,
        journal_points: Vec::new(),
        frames: Vec::new(),
    }
}

/// What a device is told of why an op is held. Whatever an officer decides, a device has to know that a name is lost: it goes on
/// under a new key then.
fn told_reason(reason: &str, is_refused: bool) -> &str {
    if is_refused && reason != reason::WRONG_NAME { reason::REFUSED } else { reason }
}

struct Composer<'a> {
    tx: &'a dyn Tx,
    parts: &'a Parts,
    incoming: &'a Incoming,
    pushed: &'a Pushed,
    device: &'a DeviceRow,
    epochs: &'a [EpochRow],
    epoch: EpochRow,
    now: Instant,
}

impl Composer<'_> {
    fn compose(&self) -> Done<Option<Composed>> {
        let (request, device) = (&self.incoming.request, self.device);
        let mut answer = blank(self.parts, self.incoming, self.epoch.id, self.now);
        let mut note = AnswerNote::default();
        answer.journal_points = self.journal_points()?;
        if self.pushed.forked || contradicts(self.tx, device, &request.claim)? {
            answer.standing = Told::Forked;
            // What both journals have is here: from where the device compares it knows that its journal is the same up to there.
            let compared = request.compare_journal.map_or(0, |(from, _)| from);
            let start = JournalPoint { seq: 0, chain: Chain::start(&device.key.0) };
            answer.acknowledged.point = point(self.tx, device, compared)?.unwrap_or(start);
            // Which copy of the phone hears of it is not known, so nothing counts as told.
            self.tell_of_held(&mut answer, &mut AnswerNote::default())?;
            return Ok(Some(self.composed(answer, note)));
        }
        answer.acknowledged.point = self.acknowledged()?;
        answer.send_from = self.pushed.send_from.or_else(|| {
            let lacks = request.claim.acknowledged.seq > device.head.seq;
            lacks.then_some(device.head.seq + 1)
        });
        self.tell_of_held(&mut answer, &mut note)?;
        answer.backup_safe = backup_safe(self.tx)?;
        match device.standing {
            Standing::Good => {
                answer.standing = Told::Good;
                if !self.tell_what_is_new(&mut answer, &mut note)? {
                    return Ok(None);
                }
            }
            Standing::AfterFork => answer.standing = Told::Held(Held::AfterFork),
            Standing::Revoked | Standing::Centre => answer.standing = Told::Held(Held::Revoked),
        }
        if !note.told.is_empty() && note.cursors.is_none() {
            // Its next request shows by the challenge that it has heard; the cursors stay as they were.
            answer.challenge = self.new_challenge();
            note.cursors = Some(device.cursors.clone());
        }
        Ok(Some(self.composed(answer, note)))
    }

    fn composed(&self, answer: SyncAnswer, note: AnswerNote) -> Composed {
        Composed { answer, note, last_heard: self.device.last_heard, is_unknown: false }
    }

    fn new_challenge(&self) -> Vec<u8> {
        challenge::issue(&self.parts.keys, self.parts.random(), self.now, Some(self.device.id))
    }

    /// The last op that is here, but none beyond what this request sent or knows as acknowledged.
    fn acknowledged(&self) -> Done<JournalPoint> {
        let device = self.device;
        let seq = device.head.seq.min(self.pushed.last_sent);
        if let Some(point) = point(self.tx, device, seq)? {
            return Ok(point);
        }
        if let Some(repeated) = self.pushed.repeated.filter(|repeated| repeated.seq == seq) {
            return Ok(repeated);
        }
        // In the middle of a frame that cannot be read: up to where that begins.
        let unreadable = self.tx.unreadable(device.id)?;
        let before = unreadable.iter().find(|row| (row.first..=row.last).contains(&seq)).map_or(0, |row| row.first - 1);
        let start = JournalPoint { seq: 0, chain: Chain::start(&device.key.0) };
        Ok(point(self.tx, device, before)?.unwrap_or(start))
    }

    /// Quarantine, releases, and clock readings that were changed.
    fn tell_of_held(&self, answer: &mut SyncAnswer, note: &mut AnswerNote) -> Done<()> {
        let (tx, device) = (self.tx, self.device);
        let mut runs: Vec<Quarantined> = Vec::new();
        let mut add = |first: u64, last: u64, reason: &str| match runs.last_mut() {
            Some(run) if run.last + 1 == first && run.reason == reason => run.last = last,
            _ => runs.push(Quarantined { first, last, reason: reason.to_owned() }),
        };
        let decisions: BTreeMap<u64, String> =
            tx.decisions(device.id)?.into_iter().map(|decision| (decision.seq, decision.reason)).collect();
        let held = tx.held_reasons(device.id)?;
        // First, so that the state that follows is the last word for a phone that does not know of them.
        for (seq, reason) in &held {
            if told_reason(reason, decisions.contains_key(seq)) == reason::REFUSED {
                add(*seq, *seq, &reason::refused_because(decisions.get(seq).map_or("", String::as_str)));
            }
        }
        for (seq, reason) in &held {
            add(*seq, *seq, told_reason(reason, decisions.contains_key(seq)));
        }
        for row in tx.unreadable(device.id)? {
            add(row.first, row.last, reason::UNREADABLE);
        }
        let has_heard = self.incoming.request.challenge == device.challenge;
        let after = self.incoming.request.claim.acknowledged.seq;
        let mut restamped: BTreeMap<u64, Hlc> =
            tx.restamped(device.id, after, answer.acknowledged.point.seq)?.into_iter().collect();
        for row in tx.released(device.id)? {
            let seq = row.id.seq;
            if has_heard && row.flags.has(Flags::RELEASE_TOLD) {
                note.heard.push(seq);
                continue;
            }
            add(seq, seq, "");
            note.told.push(seq);
            if row.flags.has(Flags::RESTAMPED) {
                restamped.insert(seq, row.effective);
            }
        }
        answer.quarantine = runs;
        answer.acknowledged.restamped = restamped.into_iter().collect();
        Ok(())
    }

    /// Points of the device's journal as it is here, spread over what the device asked for.
    fn journal_points(&self) -> Done<Vec<JournalPoint>> {
        let Some((from, to)) = self.incoming.request.compare_journal else { return Ok(Vec::new()) };
        let to = to.min(self.device.head.seq);
        if from > to {
            return Ok(Vec::new());
        }
        let steps = (to - from).min(MOST_POINTS - 1);
        let wanted: BTreeSet<u64> =
            (0..=steps).map(|step| from + ((to - from) * step).checked_div(steps).unwrap_or_default()).collect();
        let mut points = Vec::new();
        for seq in wanted {
            points.extend(point(self.tx, self.device, seq)?);
        }
        Ok(points)
    }

    /// Grants, frames and sums; `false` when the rights have changed and have no version yet.
    fn tell_what_is_new(&self, answer: &mut SyncAnswer, note: &mut AnswerNote) -> Done<bool> {
        let (tx, device, request) = (self.tx, self.device, &self.incoming.request);
        let (rights, books) = rights_of(tx, device.club, device.person, self.now)?;
        let grants = rights::grants(&rights, &books);
        let known = tx.device_rights(device.id, device.rights_version)?;
        if known.is_none_or(|known| known.digest != digest(&rights, &grants)) {
            return Ok(false);
        }
        answer.rights_version = device.rights_version;
        let is_other_epoch = request.epoch.is_some_and(|epoch| epoch != self.epoch.id);
        let mut readable: Vec<BookRow> =
            books.into_iter().filter(|book| rights.on(&book.book).allows(Rights::READ)).collect();
        pull::by_need(&mut readable);
        if is_other_epoch || request.rights_version != device.rights_version {
            answer.grants = grants;
        }
        if is_other_epoch {
            answer.lineage = self.lineage(&readable)?;
        }
        let Some(before) = self.cursors(is_other_epoch, &answer.lineage, &readable) else {
            answer.send_cursors = true;
            return Ok(true);
        };
        let after = self.add_frames(answer, &readable, &before)?;
        self.add_sums(answer, &readable, &before, &after)?;
        let after: Vec<(u64, u64)> = after.into_iter().collect();
        let is_as_noted = request.challenge == device.challenge && after == device.cursors;
        if !is_as_noted || !challenge::is_fresh(self.incoming.issued, self.now) {
            answer.challenge = self.new_challenge();
            note.cursors = Some(after);
        }
        Ok(true)
    }

    /// Up to where the cursors of an ancestor epoch hold in these books: the smallest head at which an epoch since has begun.
    /// A book that an epoch since did not have when it began is left out, as are those of others.
    fn lineage(&self, books: &[BookRow]) -> Done<Vec<Cursor>> {
        let named = self.incoming.request.epoch;
        let Some(position) = self.epochs.iter().position(|epoch| Some(epoch.id) == named) else {
            return Ok(Vec::new());
        };
        let mut lineage = Vec::new();
        for book in books {
            let mut holds = Some(u64::MAX);
            for epoch in self.epochs.iter().skip(position + 1) {
                let head = self.tx.epoch_head(epoch.number, book.handle)?;
                holds = holds.zip(head).map(|(holds, head)| holds.min(head));
            }
            lineage.extend(holds.map(|seq| Cursor { handle: book.handle, seq }));
        }
        lineage.sort_by_key(|cursor| cursor.handle);
        Ok(lineage)
    }

    /// The device's cursors of the books that it may read; `None` when it has to tell them.
    fn cursors(&self, is_other_epoch: bool, lineage: &[Cursor], books: &[BookRow]) -> Option<BTreeMap<u64, u64>> {
        let request = &self.incoming.request;
        let told: BTreeMap<u64, u64> = match &request.cursors {
            Some(cursors) => cursors.iter().map(|cursor| (cursor.handle, cursor.seq)).collect(),
            None if is_other_epoch || request.challenge != self.device.challenge => return None,
            None => self.device.cursors.iter().copied().collect(),
        };
        let holds: BTreeMap<u64, u64> = lineage.iter().map(|cursor| (cursor.handle, cursor.seq)).collect();
        let cursor = |book: &BookRow| {
            let told = told.get(&book.handle).copied().unwrap_or_default();
            let holds = if is_other_epoch { holds.get(&book.handle).copied().unwrap_or_default() } else { told };
            // A cursor beyond the head can only be one of another epoch, or a mistake: it must not skip what is to come.
            (book.handle, told.min(holds).min(book.head))
        };
        Some(books.iter().map(cursor).collect())
    }
}
