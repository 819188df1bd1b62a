//! Repair: where the sums of a book differ, the device gets the states of the buckets that do. It only adds.

use std::collections::BTreeMap;

use clubbook_model::frame::FrameKind;
use clubbook_model::sum::{StateSum, bucket};

use super::frames::Cutter;
use super::snapshot::{Maker, push_state};
use crate::error::Done;
use crate::store::Tx;
use crate::store::books::BookRow;

/// Frames with the records of the buckets of these books whose sums are not the device's. Cursors stay.
pub(crate) fn frames(
    tx: &dyn Tx,
    maker: Maker<'_>,
    books: &[BookRow],
    theirs: &[(u64, Vec<StateSum>)],
) -> Done<Vec<Vec<u8>>> {
    let mut cutter = Cutter::new(maker.key, FrameKind::Snapshot, maker.epoch, maker.dictionary, BTreeMap::new());
    for (handle, sums) in theirs {
        let Some(book) = books.iter().find(|book| book.handle == *handle) else { continue };
        let ours = tx.buckets(*handle)?;
        let differs = |number: usize| ours.get(number) != sums.get(number);
        for row in tx.entities(*handle)? {
            if differs(bucket(row.id)) {
                push_state(&mut cutter, book, &row)?;
            }
        }
    }
    cutter.cut();
    Ok(cutter.frames)
}
