//! What follows a device's cursors.

use std::collections::BTreeMap;

use clubbook_model::frame::{FrameKind, Row};
use clubbook_model::id::{BookKind, DeviceId};

use super::frames::{Cutter, Step};
use crate::error::Done;
use crate::store::Tx;
use crate::store::books::BookRow;
use crate::store::log::{Flags, LogRow};

/// Rows that are read from the log at a time.
const BATCH: usize = 1024;

/// The device that pulls.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reader {
    /// The device.
    pub(crate) device: DeviceId,
    /// Up to where its own ops are confirmed by the acknowledgement: they are not sent back.
    pub(crate) acknowledged: u64,
}

/// Books in the order in which they are needed: people first, then the lists, then care.
pub(crate) fn by_need(books: &mut [BookRow]) {
    books.sort_by_key(|row| {
        let need = match row.book.kind {
            BookKind::ROSTER => 0,
            BookKind::REFERENCE => 1,
            BookKind::NOTICES => 2,
            _ => 3,
        };
        (need, row.handle)
    });
}

/// Adds frames of what follows the cutter's cursors in these books, up to its limit, but at least one. Tells whether there
/// is more.
pub(crate) fn follow(tx: &dyn Tx, cutter: &mut Cutter<'_>, books: &[BookRow], reader: Reader) -> Done<bool> {
    debug_assert_eq!(cutter.kind, FrameKind::Pull);
    for book in books {
        let mut at = cutter.cursors.get(&book.handle).copied().unwrap_or_default();
        while at < book.head {
            let rows = tx.log_of_book(book.handle, at, BATCH)?;
            if rows.is_empty() {
                break;
            }
            for row in rows {
                at = row.place.map_or(at, |place| place.seq);
                let was_cut = cutter.push(step(book, at, &row, reader)?);
                if was_cut && cutter.size() >= cutter.limit {
                    return Ok(has_more(cutter, books));
                }
            }
        }
    }
    cutter.cut();
    Ok(has_more(cutter, books))
}

fn has_more(cutter: &Cutter<'_>, books: &[BookRow]) -> bool {
    books.iter().any(|book| cutter.cursors.get(&book.handle).copied().unwrap_or_default() < book.head)
}

fn step(book: &BookRow, at: u64, row: &LogRow, reader: Reader) -> Done<Step> {
    let is_confirmed = row.id.device == reader.device
        && row.part == 0
        && row.chain.is_some()
        && row.id.seq <= reader.acknowledged
        && !row.flags.has(Flags::WAS_HELD)
        && !row.flags.has(Flags::STAMPED_ANEW);
    let step = Step { handle: book.handle, book: book.book, to: at, row: None, weight: 0 };
    if is_confirmed {
        return Ok(step);
    }
    let op = row.decode()?;
    let effective = row.flags.has(Flags::RESTAMPED).then_some(row.effective);
    Ok(Step { row: Some(Row { op, book_seq: at, effective }), weight: row.op.len(), ..step })
}

/// How many rows follow the cursors in these books.
pub(crate) fn distance(cursors: &BTreeMap<u64, u64>, books: &[BookRow]) -> u64 {
    let behind = |book: &BookRow| book.head - cursors.get(&book.handle).copied().unwrap_or_default().min(book.head);
    books.iter().map(behind).sum()
}
