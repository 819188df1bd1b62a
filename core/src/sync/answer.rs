//! What an answer changes in the store: first what it says of this phone's journal, then frame by frame what is new.

use std::collections::{BTreeMap, BTreeSet};

use clubbook_model::frame::{CentreFrame, FrameKind, Limits};
use clubbook_model::key::PublicKey;
use clubbook_model::message::reason;
use clubbook_model::message::{BookGrant, Held, SnapshotPlace, Standing, SyncAnswer};
use rusqlite::{Connection, Transaction};

use super::request::{self, CURSORS_ARE_KNOWN, OFFER_FROM, Offered, Prepared, RIGHTS_VERSION, SNAPSHOT};
use crate::clock::Clock;
use crate::store::confirm::confirming;
use crate::store::journal::Agreement;
use crate::store::settings::{self, Standing as KnownStanding};
use crate::store::{StoreError, Stored, books, journal, readings, received, refusals, segment, time};

/// What an answer changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Applied {
    /// Ops that the centre has taken for good.
    pub acknowledged: u64,
    /// Ops that the centre has put aside.
    pub quarantined: u64,
    /// Rows of frames.
    pub rows: u64,
    /// Frames.
    pub frames: u64,
    /// The centre's journal of this phone is not this phone's journal.
    pub forked: bool,
    /// Received frames that were offered again are at the centre.
    pub offered: bool,
}

/// Takes what the answer says besides its frames, in one transaction, before the first of them.
///
/// # Errors
/// SQL.
pub fn apply_head(
    tx: &Transaction<'_>,
    clock: &dyn Clock,
    answer: &SyncAnswer,
    prepared: &Prepared,
    has_frames: bool,
) -> Stored<Applied> {
    settings::CHALLENGE.put(tx, &answer.challenge)?;
    time::put_server_time(tx, clock, answer.server_time)?;
    let mut applied = acknowledge(tx, answer)?;
    let standing = match answer.standing {
        Standing::Held(Held::Revoked) => KnownStanding::Revoked,
        Standing::Forked | Standing::Held(Held::AfterFork) => KnownStanding::Forked,
        Standing::Good | Standing::Unknown if applied.forked => KnownStanding::Forked,
        Standing::Good | Standing::Unknown => KnownStanding::Good,
    };
    settings::STANDING.put(tx, &standing)?;
    applied.forked |= answer.standing == Standing::Forked;
    if let (Some(offered), Standing::Good) = (prepared.offered, answer.standing) {
        go_on_offering(tx, answer, offered)?;
        applied.offered = true;
    }
    let was_of_other_epoch = follow_epoch(tx, answer)?;
    if !answer.grants.is_empty() {
        put_grants(tx, &answer.grants)?;
        // What was recorded while the answer was on its way was made without knowing of them: the centre has to be told of it
        // before it is told that they are known. It repeats them then.
        if journal::head(tx)?.seq == prepared.made {
            RIGHTS_VERSION.put(tx, &answer.rights_version)?;
        }
    }
    if answer.snapshot.is_none() && !answer.more {
        SNAPSHOT.remove(tx)?;
    } else if let Some(place) = answer.snapshot {
        SNAPSHOT.put(tx, &place)?;
    }
    // What follows may move the cursors, or did: until all of it is applied the centre has to be told them.
    let are_known = !has_frames
        && answer.grants.is_empty()
        && !answer.more
        && !answer.send_cursors
        && !was_of_other_epoch
        && answer.standing == Standing::Good;
    CURSORS_ARE_KNOWN.put(tx, &u64::from(are_known))?;
    Ok(applied)
}

/// All frames of a whole answer are applied: the centre knows the cursors now.
///
/// # Errors
/// SQL.
pub fn finish(tx: &Transaction<'_>, answer: &SyncAnswer) -> Stored<()> {
    let are_known = answer.grants.is_empty() && answer.standing == Standing::Good && !answer.send_cursors;
    CURSORS_ARE_KNOWN.put(tx, &u64::from(are_known))
}

/// An acknowledgement counts for any op that this phone has made, with the same chain value. It may name a later one than this
/// request carried: the answer to an earlier, larger request was lost. Equal chain values say that the centre has the
/// journal up to there; another one is a fork. Where a hole of the journal hides the value, nothing is believed.
fn acknowledge(tx: &Transaction<'_>, answer: &SyncAnswer) -> Stored<Applied> {
    let mut applied = Applied::default();
    let point = answer.acknowledged.point;
    match journal::agreement(tx, point)? {
        Agreement::Same => {}
        Agreement::Unknown => return Ok(applied),
        Agreement::Other => {
            // A centre that does not know the device says nothing of its journal.
            applied.forked = answer.standing != Standing::Unknown;
            return Ok(applied);
        }
    }
    let quarantined: BTreeMap<u64, &str> = answer
        .quarantine
        .iter()
        .filter(|run| !run.reason.is_empty() && reason::because(&run.reason).is_none())
        .flat_map(|run| (run.first..=run.last.min(point.seq)).map(|seq| (seq, run.reason.as_str())))
        .collect();
    let released: BTreeSet<u64> = answer
        .quarantine
        .iter()
        .filter(|run| run.reason.is_empty())
        .flat_map(|run| run.first..=run.last.min(point.seq))
        .collect();
    let restamped: BTreeMap<u64, _> = answer.acknowledged.restamped.iter().copied().collect();
    let before = request::acknowledged(tx, journal::head(tx)?)?.seq;
    let new: Vec<u64> = (before + 1..=point.seq).filter(|seq| !quarantined.contains_key(seq)).collect();
    // The list is complete: what was put aside and is no longer on it has been taken, also by a centre that was restored.
    let taken: Vec<u64> = match answer.standing {
        Standing::Unknown | Standing::Forked => Vec::new(),
        Standing::Good | Standing::Held(_) => journal::quarantined(tx)?.iter().map(|row| row.seq).collect(),
    };
    let taken = taken.into_iter().filter(|seq| *seq <= point.seq && !quarantined.contains_key(seq));
    let all: BTreeSet<u64> = new.into_iter().chain(released).chain(taken).collect();
    applied.acknowledged = all.len() as u64;
    journal::acknowledge_all(tx, all.into_iter().map(|seq| (seq, restamped.get(&seq).copied())))?;
    segment::destroy_doomed(tx)?;
    for (seq, reason) in quarantined {
        applied.quarantined += u64::from(seq > before);
        journal::quarantine(tx, seq, reason)?;
    }
    for run in &answer.quarantine {
        if let Some(words) = reason::because(&run.reason) {
            refusals::note_why(tx, run.first..=run.last.min(point.seq), words)?;
        }
    }
    refusals::forget_settled(tx)?;
    if let Some((_, effective)) = restamped.range(..=point.seq).next_back()
        && point.seq > before
    {
        journal::go_on_from(tx, *effective)?;
    }
    Ok(applied)
}

/// The centre has taken what was offered: that is not offered once more in this epoch.
fn go_on_offering(tx: &Transaction<'_>, answer: &SyncAnswer, offered: Offered) -> Stored<()> {
    received::put_offered(tx, answer.epoch, offered.up_to, answer.server_time)?;
    match offered.is_last {
        true => OFFER_FROM.remove(tx),
        false => OFFER_FROM.put(tx, &u64::try_from(offered.up_to.saturating_add(1)).unwrap_or_default()),
    }
}

/// A centre that was restored has another epoch: cursors go back to where the old epoch still holds, the books' numbers
/// are told anew, and what it may lack is offered again.
fn follow_epoch(tx: &Transaction<'_>, answer: &SyncAnswer) -> Stored<bool> {
    let known = settings::EPOCH.get(tx)?;
    if known == Some(answer.epoch) {
        return Ok(false);
    }
    settings::EPOCH.put(tx, &answer.epoch)?;
    if known.is_none() {
        return Ok(false);
    }
    let holds_up_to: BTreeMap<u64, u64> = answer.lineage.iter().map(|cursor| (cursor.handle, cursor.seq)).collect();
    for book in books::all(tx)? {
        let up_to = book.handle.and_then(|handle| holds_up_to.get(&handle)).copied().unwrap_or(0);
        books::put_cursor(tx, book.number, book.cursor.min(up_to))?;
    }
    books::forget_handles(tx)?;
    RIGHTS_VERSION.put(tx, &0)?;
    SNAPSHOT.remove(tx)?;
    OFFER_FROM.put(tx, &0)?;
    Ok(true)
}

/// The grants are all there are: a book that is not among them may no longer be used.
fn put_grants(tx: &Transaction<'_>, grants: &[BookGrant]) -> Stored<()> {
    // By the books themselves: after a restore their numbers have been forgotten.
    let granted: Vec<_> = grants.iter().map(|grant| grant.book).collect();
    for book in books::all(tx)?.into_iter().filter(|book| book.rights != 0 && !granted.contains(&book.book)) {
        books::take_grant(tx, book.number)?;
    }
    for grant in grants {
        let number = books::number(tx, &grant.book)?;
        books::put_grant(tx, number, grant.handle, i64::from(grant.rights.0))?;
    }
    Ok(())
}

/// Reads a frame; nothing of it is believed before its signature.
///
/// # Errors
/// Damaged, or not the centre's.
pub fn open_frame(bytes: &[u8], centre: &PublicKey) -> Stored<CentreFrame> {
    Ok(CentreFrame::decode(bytes, centre, &Limits::default())?)
}

/// Applies a frame together with its cursors and, in a snapshot, its place: all of it or, after a cut, nothing.
///
/// # Errors
/// SQL.
pub fn apply_frame(tx: &Transaction<'_>, bytes: &[u8], frame: &CentreFrame) -> Stored<u64> {
    let has_former = settings::SUCCESSIONS.get(tx)?.is_some() || journal::first_lost(tx)?.is_some();
    confirming(tx, |confirming| {
        for row in &frame.rows {
            if has_former {
                journal::confirm_former(tx, row.op.id)?;
            }
            if let Some(reading) = row.effective {
                readings::note(tx, row.op.id, reading)?;
            }
            let book = confirming.book(&row.op.book)?;
            confirming.op(book, &row.op, row.effective)?;
        }
        Ok(())
    })?;
    for range in &frame.books {
        let number = books::number(tx, &range.book)?;
        let held = books::get(tx, number)?;
        // A frame that begins behind the cursor would leave a hole; its rows do no harm.
        if range.from <= held.cursor && range.to > held.cursor {
            books::put_cursor(tx, number, range.to)?;
        }
    }
    if frame.kind == FrameKind::Snapshot
        && let Some(place) = SNAPSHOT.get(tx)?
    {
        SNAPSHOT.put(tx, &SnapshotPlace { next_part: place.next_part + 1, ..place })?;
    }
    received::keep(tx, frame.epoch, bytes)?;
    Ok(frame.rows.len() as u64)
}

/// The handles of the books whose sum here is not the centre's, among those that stand at the same sequence number.
///
/// # Errors
/// SQL.
pub fn differing(connection: &Connection, answer: &SyncAnswer) -> Stored<Vec<u64>> {
    let mut handles = Vec::new();
    for state in &answer.sums {
        let Some(book) = books::by_handle(connection, state.handle)? else { continue };
        if book.cursor == state.seq && books::sum(connection, book.number)? != state.sum {
            handles.push(state.handle);
        }
    }
    Ok(handles)
}

/// Notes that the centre has to be told the cursors, when it believes a book further on than it is here although the answer is
/// over: a frame of it was lost where no checksum noticed, or the answer that the centre counts from never came.
///
/// # Errors
/// SQL.
pub fn forget_known_cursors_where_behind(tx: &Transaction<'_>, answer: &SyncAnswer) -> Stored<bool> {
    for state in &answer.sums {
        if books::by_handle(tx, state.handle)?.is_some_and(|book| book.cursor < state.seq) {
            CURSORS_ARE_KNOWN.put(tx, &0)?;
            return Ok(true);
        }
    }
    Ok(false)
}

/// Forgets received frames that the centre's backups hold. A backup of a moment that is still to come is none: the centre's
/// clock ran ahead when it was made.
///
/// # Errors
/// SQL.
pub fn forget_backup_safe(tx: &Transaction<'_>, answer: &SyncAnswer) -> Stored<()> {
    match answer.backup_safe {
        Some(moment) if moment <= answer.server_time => received::forget_before(tx, answer.epoch, moment),
        _ => Ok(()),
    }
}

impl From<StoreError> for super::engine::SyncError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotEnrolled => Self::NotEnrolled,
            other => Self::Store(other),
        }
    }
}
