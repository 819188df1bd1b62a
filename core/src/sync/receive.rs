//! An answer applied while it arrives: its head first, then frame by frame, each in a transaction of its own. On a slow link
//! the member list can be read when the first frame is here.

use clubbook_model::key::PublicKey;
use clubbook_model::message::{AnswerReader, MEDIA_TYPE, Piece, Standing, SyncAnswer};

use super::answer::{self, Applied};
use super::engine::{Failure, Party, SyncReport};
use super::fork;
use super::request::Prepared;
use super::transport::Reply;
use crate::store::settings::{self, Trouble};
use crate::store::{Stored, purge};

/// An answer of which a part has been applied.
pub(super) struct Receiving<'a> {
    party: Party<'a>,
    prepared: &'a Prepared,
    centre: PublicKey,
    reader: AnswerReader,
    head: Option<SyncAnswer>,
    applied: Applied,
    failed: Option<Failure>,
    pub(super) report: &'a mut SyncReport,
    progress: &'a mut (dyn FnMut(&SyncReport) + Send),
}

impl<'a> Receiving<'a> {
    /// Nothing has arrived of the answer to this request. `report` and `progress` hear of every frame.
    pub(super) fn new(
        party: Party<'a>,
        prepared: &'a Prepared,
        report: &'a mut SyncReport,
        progress: &'a mut (dyn FnMut(&SyncReport) + Send),
    ) -> Result<Self, Failure> {
        let centre = party.store.read(|c| settings::CENTRE_KEY.need(c))?;
        Ok(Self {
            party,
            prepared,
            centre,
            reader: AnswerReader::default(),
            head: None,
            applied: Applied::default(),
            failed: None,
            report,
            progress,
        })
    }

    /// Applies what is whole of what has arrived so far. After a failure nothing more is taken from this answer.
    pub(super) fn arrived(&mut self, reply: &Reply) {
        if reply.status != 200 || reply.media_type != MEDIA_TYPE || self.failed.is_some() {
            return;
        }
        if let Err(failure) = self.apply(&reply.body) {
            self.failed = Some(failure);
        }
    }

    fn apply(&mut self, body: &[u8]) -> Result<(), Failure> {
        while let Some(piece) = self.reader.next(body).map_err(|_| Trouble::Damaged)? {
            match piece {
                Piece::Head(head) => self.take_head(*head, true)?,
                Piece::Frame(bytes) => self.take_frame(bytes)?,
            }
        }
        Ok(())
    }

    fn take_head(&mut self, head: SyncAnswer, has_frames: bool) -> Result<(), Failure> {
        let Party { store, clock, random, .. } = self.party;
        // Before the frames: they may bring the record that has the place of one of this phone.
        let (applied, renumbered) = store.write(|tx| {
            let applied = answer::apply_head(tx, clock, &head, self.prepared, has_frames)?;
            let is_good = head.standing == Standing::Good && !applied.forked;
            let renumbered = if is_good { fork::leave_lost_names(tx, random)? } else { 0 };
            Stored::Ok((applied, renumbered))
        })?;
        self.report.renumbered += renumbered;
        self.report.sent += applied.acknowledged;
        self.report.quarantined += applied.quarantined;
        self.report.forked |= applied.forked;
        self.applied = applied;
        self.head = Some(head);
        Ok(())
    }

    fn take_frame(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        // A frame that does not verify ends the exchange before its transaction begins; what came before it stays.
        let frame = answer::open_frame(bytes, &self.centre).map_err(|_| Trouble::Damaged)?;
        let rows = self.party.store.write(|tx| answer::apply_frame(tx, bytes, &frame))?;
        self.applied.rows += rows;
        self.applied.frames += 1;
        self.report.received += rows;
        (self.progress)(self.report);
        Ok(())
    }

    /// Nothing more will arrive: applies the rest, and what the answer says of itself as a whole.
    pub(super) fn finish(mut self, reply: &Reply) -> Result<(SyncAnswer, Applied), Failure> {
        self.arrived(reply);
        if let Some(failure) = self.failed {
            return Err(failure);
        }
        let cut = if reply.is_whole { Trouble::Damaged } else { Trouble::NoAnswer };
        if self.head.is_none() {
            let read = if reply.is_whole { SyncAnswer::from_bytes } else { SyncAnswer::from_prefix };
            let head = read(&reply.body).map_err(|_| cut)?;
            self.take_head(head, false)?;
        } else if reply.is_whole && !self.reader.is_at_end(&reply.body) {
            return Err(Trouble::Damaged.into());
        }
        let Some(mut answer) = self.head.take() else { return Err(cut.into()) };
        let store = self.party.store;
        if !store.read(purge::due)?.is_empty() {
            store.write(purge::purge)?;
        }
        if !reply.is_whole {
            // What says that the answer is done is of no use.
            answer.more = true;
            answer.sums.clear();
        } else if !answer.more && (self.applied.frames > 0 || answer.backup_safe.is_some()) {
            store.write(|tx| {
                answer::forget_backup_safe(tx, &answer)?;
                answer::finish(tx, &answer)
            })?;
        }
        (self.progress)(self.report);
        Ok((answer, self.applied))
    }
}
