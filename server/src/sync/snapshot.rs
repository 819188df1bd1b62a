//! Snapshots: the state of books at their heads, cut into frames, kept for the next phone that begins or was cut.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use clubbook_model::frame::{FrameKind, Row, fragments};
use clubbook_model::key::KeyPair;
use clubbook_model::merge::EntityState;
use clubbook_model::registry::{BoardTerm, CareCase, Club, Entity, Group, Household, Membership, Person, Reference};
use sha2::{Digest, Sha256};

use super::frames::{Cutter, Step};
use super::pull;
use crate::error::{CentreError, Done};
use crate::store::Tx;
use crate::store::books::{BookRow, EntityRow};

/// With fewer rows than this behind, the log itself is shorter.
const WORTH_IT: u64 = 256;
/// A device whose cursor is this far behind gets the state in place of its history.
const FAR_BEHIND: u64 = 4096;
/// Bytes of snapshots that are kept.
const KEPT_BYTES: usize = 64 << 20;

/// A snapshot.
#[derive(Debug)]
pub(crate) struct Snapshot {
    /// The same for the same books at the same heads.
    pub(crate) id: [u8; 8],
    /// Handle and head of each book.
    pub(crate) books: Vec<(u64, u64)>,
    /// How many records were erased when it was made: it must not bring back what was erased since.
    pub(crate) erasures: u64,
    /// The parts.
    pub(crate) parts: Vec<Vec<u8>>,
}

/// The snapshots that are kept, the last used first.
#[derive(Debug, Default)]
pub(crate) struct Snapshots(Mutex<VecDeque<Arc<Snapshot>>>);

impl Snapshots {
    /// The snapshot with an id, if it is still here.
    pub(crate) fn get(&self, id: [u8; 8]) -> Option<Arc<Snapshot>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let position = kept.iter().position(|snapshot| snapshot.id == id)?;
        let snapshot = kept.remove(position)?;
        kept.push_front(Arc::clone(&snapshot));
        Some(snapshot)
    }

    fn keep(&self, snapshot: Arc<Snapshot>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push_front(snapshot);
        let mut bytes = 0;
        let fit = kept.iter().take_while(|snapshot| {
            bytes += snapshot.parts.iter().map(Vec::len).sum::<usize>();
            bytes <= KEPT_BYTES
        });
        let count = fit.count().max(1);
        kept.truncate(count);
    }

    /// Forgets all: what was erased must not come back from here.
    pub(crate) fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// The books of which a device that stands at these cursors should get the state; empty when the log is shorter. `own` of
/// the rows that it lacks are ops of its own, which it does not get back.
pub(crate) fn worth_it(cursors: &BTreeMap<u64, u64>, books: &[BookRow], own: u64) -> Vec<BookRow> {
    let is_far = |book: &&BookRow| {
        let cursor = cursors.get(&book.handle).copied().unwrap_or_default();
        book.head > 0 && (cursor == 0 || book.head.saturating_sub(cursor) > FAR_BEHIND)
    };
    let far: Vec<BookRow> = books.iter().filter(is_far).copied().collect();
    if pull::distance(cursors, &far).saturating_sub(own) < WORTH_IT { Vec::new() } else { far }
}

/// How a snapshot is made.
#[derive(Clone, Copy)]
pub(crate) struct Maker<'a> {
    pub(crate) key: &'a KeyPair,
    pub(crate) epoch: [u8; 16],
    pub(crate) dictionary: u8,
    pub(crate) erasures: u64,
}

/// The snapshot of these books at their heads: a kept one, or made now.
pub(crate) fn of_books(tx: &dyn Tx, kept: &Snapshots, maker: Maker<'_>, books: &[BookRow]) -> Done<Arc<Snapshot>> {
    let id = identity(maker, books);
    if let Some(snapshot) = kept.get(id) {
        return Ok(snapshot);
    }
    let mut rows: Vec<(u32, BookRow, Row)> = Vec::new();
    for book in books {
        for entity in tx.entities(book.handle)? {
            let fragments = state_rows(book, &entity)?;
            rows.extend(fragments.into_iter().map(|row| (need(entity.kind), *book, row)));
        }
    }
    // In the order in which they were written, as a frame keeps them: what was measured on a visit stands behind the visit.
    rows.sort_by_key(|(need, _, row)| (*need, row.op.id));
    let mut cutter = Cutter::new(maker.key, FrameKind::Snapshot, maker.epoch, maker.dictionary, BTreeMap::new());
    let mut left: BTreeMap<u64, usize> = BTreeMap::new();
    for (_, book, _) in &rows {
        *left.entry(book.handle).or_default() += 1;
    }
    let listed = rows.partition_point(|(need, ..)| *need == LIST);
    for (place, (_, book, row)) in rows.into_iter().enumerate() {
        // The member list is a frame of its own: on a slow link it can be read long before the history is here.
        if place == listed {
            cutter.cut();
        }
        let rest = left.entry(book.handle).or_default();
        *rest -= 1;
        let is_last = *rest == 0;
        push_row(&mut cutter, &book, row, is_last);
    }
    // A book whose every record is gone from the state still moves its cursor.
    for book in books.iter().filter(|book| !left.contains_key(&book.handle)) {
        cutter.push(Step { handle: book.handle, book: book.book, to: book.head, row: None, weight: 0 });
    }
    cutter.cut();
    let heads = books.iter().map(|book| (book.handle, book.head)).collect();
    let snapshot = Arc::new(Snapshot { id, books: heads, erasures: maker.erasures, parts: cutter.frames });
    kept.keep(Arc::clone(&snapshot));
    Ok(snapshot)
}

/// The fragments of a record's state.
fn state_rows(book: &BookRow, entity: &EntityRow) -> Done<Vec<Row>> {
    let state = EntityState::from_bytes(&entity.state).map_err(CentreError::Damaged)?;
    Ok(fragments(book.book, entity.kind, entity.id, &state))
}

/// Adds a fragment; the last one of a book takes the cursor to the head.
fn push_row(cutter: &mut Cutter<'_>, book: &BookRow, row: Row, is_last: bool) {
    let to = if is_last { book.head } else { 0 };
    let weight = row.op.to_bytes().len();
    cutter.push(Step { handle: book.handle, book: book.book, to, row: Some(row), weight });
}

/// Adds the fragments of a record, without moving the cursor.
///
/// # Errors
/// The stored state is damaged.
pub(crate) fn push_state(cutter: &mut Cutter<'_>, book: &BookRow, entity: &EntityRow) -> Done<()> {
    state_rows(book, entity)?.into_iter().for_each(|row| push_row(cutter, book, row, false));
    Ok(())
}

fn identity(maker: Maker<'_>, books: &[BookRow]) -> [u8; 8] {
    let mut hash = Sha256::new();
    hash.update(b"clubbook/snapshot/1");
    hash.update(maker.epoch);
    hash.update([maker.dictionary]);
    hash.update(maker.erasures.to_be_bytes());
    for book in books {
        hash.update(book.handle.to_be_bytes());
        hash.update(book.head.to_be_bytes());
    }
    hash.finalize().first_chunk::<8>().copied().unwrap_or_default()
}

/// The need of what the member list shows.
const LIST: u32 = 0;

/// The member list first, then what else is read every day, then the history.
fn need(kind: u32) -> u32 {
    const FIRST: [u32; 3] = [Club::DEF.number, Person::DEF.number, Membership::DEF.number];
    const NEXT: [u32; 5] =
        [Household::DEF.number, Group::DEF.number, BoardTerm::DEF.number, Reference::DEF.number, CareCase::DEF.number];
    if FIRST.contains(&kind) {
        LIST
    } else if NEXT.contains(&kind) {
        1
    } else {
        2
    }
}
