//! Making ops: the next number, the next clock reading, one transaction.

use clubbook_model::chain::JournalPoint;
use clubbook_model::edit::Draft;
use clubbook_model::id::{Book, OpId, RecordId};
use clubbook_model::op::{Op, Source};
use clubbook_model::time::Instant;
use rusqlite::Transaction;

use super::{head, to_sql};
use crate::clock::{Clock, Random};
use crate::store::books::{self, BookNumber};
use crate::store::entity::{self, Room};
use crate::store::error::{StoreError, Stored};
use crate::store::{renumber, segment, settings, time};

/// Who says what is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Author {
    /// The person who uses the phone.
    pub person: RecordId,
    /// The person who told, when somebody else's paper is entered.
    pub on_behalf_of: Option<RecordId>,
    /// Where it comes from.
    pub source: Source,
}

impl Author {
    /// Somebody who records what they saw themselves.
    pub fn of_app(person: RecordId) -> Self {
        Self { person, on_behalf_of: None, source: Source::APP }
    }
}

/// What was recorded: what a person was told is saved.
#[derive(Debug, Clone, PartialEq)]
pub struct Recorded {
    /// The op.
    pub op: Op,
}

/// Makes ops: the clocks, the randomness and the author of one command.
#[derive(Clone, Copy)]
pub struct Recorder<'a> {
    /// The phone's clocks.
    pub clock: &'a dyn Clock,
    /// Its randomness.
    pub random: &'a dyn Random,
    /// Who says so.
    pub author: Author,
}

impl std::fmt::Debug for Recorder<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Recorder").field("author", &self.author).finish_non_exhaustive()
    }
}

impl Recorder<'_> {
    /// The id of the record that the next op creates. Record that op before asking again.
    ///
    /// # Errors
    /// SQL, or a phone without a key pair.
    pub fn next_record(&self, tx: &Transaction<'_>) -> Stored<RecordId> {
        let (device, _) = settings::device(tx)?;
        Ok(RecordId::of_op(OpId { device, seq: next(tx, head(tx)?)? }, 0))
    }

    /// Writes a form down as the next op: journal, what is shown, and the indexes, in the caller's transaction. A form
    /// in which nothing was changed records nothing.
    ///
    /// # Errors
    /// SQL, a phone without a key pair, or more than an op or a record may hold: then the transaction must not be committed.
    pub fn record(&self, tx: &Transaction<'_>, book: &Book, draft: Draft) -> Stored<Option<Recorded>> {
        if draft.is_unchanged() {
            return Ok(None);
        }
        let (device, _) = settings::device(tx)?;
        let head = head(tx)?;
        let seq = next(tx, head)?;
        if seq > OpId::MAX_SEQ {
            return Err(StoreError::OutOfRange("an op's number"));
        }
        // A form may have been opened before a fork gave new numbers to what stood in it.
        let now = renumber::Now::of(tx)?;
        let book = Book { part: now.record(tx, book.part)?, ..*book };
        let number = books::number(tx, &book)?;
        let (kind, before) = (draft.kind(), draft.entity());
        let changes = draft.into_changes();
        let entity = now.entity(tx, kind, before, &changes)?;
        let op = Op {
            id: OpId { device, seq },
            hlc: time::stamp(tx, self.clock)?,
            author: self.author.person,
            on_behalf_of: self.author.on_behalf_of,
            source: self.author.source,
            book,
            kind,
            entity,
            former: None,
            changes: now.changes(tx, kind, entity, changes)?,
        };
        op.check_form()?;
        if op.to_bytes().len() > Op::MAX_BYTES - ROOM_FOR_FORMER {
            return Err(StoreError::TooLong);
        }
        append(tx, self.random, head, number, &op, self.clock.now())?;
        if entity::fold_local(tx, number, &op)? == Room::Outgrown {
            return Err(StoreError::RecordFull);
        }
        Ok(Some(Recorded { op }))
    }
}

/// The number of the next op. Behind a salvage that could not read the end of the journal it is not the one after the last
/// row: what was shown as saved under that one may have been handed on, and is shown still.
fn next(tx: &Transaction<'_>, head: JournalPoint) -> Stored<u64> {
    Ok(settings::LAST_USED.get(tx)?.unwrap_or(0).max(head.seq) + 1)
}

/// After a fork an op names its former number and chain value besides: it must not grow too large by that.
const ROOM_FOR_FORMER: usize = 64;

/// Writes an op behind the end of the journal; returns the new end.
pub(in crate::store) fn append(
    tx: &Transaction<'_>,
    random: &dyn Random,
    head: JournalPoint,
    book: BookNumber,
    op: &Op,
    made_at: Instant,
) -> Stored<JournalPoint> {
    let bytes = op.to_bytes();
    if bytes.len() > Op::MAX_BYTES {
        return Err(StoreError::TooLong);
    }
    let seq = op.id.seq;
    let chain = head.chain.next(&segment::salt_for(tx, random, seq)?, &bytes);
    tx.prepare_cached(
        "INSERT INTO journal (seq, op, chain, state, book, entity, made_at) VALUES (?1, ?2, ?3, 0, ?4, ?5, ?6)",
    )?
    .execute((to_sql(seq)?, &bytes, chain.0, book.0, op.entity.0, made_at.0))?;
    Ok(JournalPoint { seq, chain })
}
