//! What becomes of an op in the log: its place in the book and in the record's state, or why it is held.

use clubbook_model::chain::segment;
use clubbook_model::id::{BookKind, RecordId};
use clubbook_model::op::Op;
use clubbook_model::time::Hlc;

use super::erasure;
use super::fold::Folder;
use super::judge::{Judge, Verdict};
use crate::error::Done;
use crate::store::Tx;
use crate::store::log::{Flags, LogRow};

/// Gives a row of the log what the verdict says: its place in the book and the record's state, or why it is held. What
/// concerns an erased record becomes a stub.
pub(crate) fn settle(
    tx: &mut dyn Tx,
    folder: &mut Folder,
    judge: &mut Judge,
    person: RecordId,
    op: &Op,
    verdict: Verdict,
    row: &mut LogRow,
) -> Done<()> {
    let stub = if folder.is_erased(tx, op.book.club, op.entity)? { Some(op.erased()) } else { None };
    if let Some(stub) = &stub {
        row.op = stub.to_bytes();
        row.flags = row.flags.with(Flags::ERASED);
        tx.destroy_salt(op.id.device, segment(op.id.seq))?;
    }
    let op = stub.as_ref().unwrap_or(op);
    match verdict {
        Verdict::Held(reason) => {
            row.reason = Some(reason.to_owned());
            row.flags = row.flags.without(Flags::RELEASED).with(Flags::WAS_HELD);
        }
        Verdict::Taken(flags) => {
            row.reason = None;
            row.flags = row.flags.with(flags);
            place(tx, folder, person, op, row.effective, row)?;
            if op.book.kind == BookKind::CARE && folder.was_opened_by(&op.book, person) {
                judge.rights.cares_for.insert(op.book.part);
            }
            if let Some(record) = erasure::named(op) {
                erasure::carry_out(tx, folder, op.book.club, record)?;
            }
        }
    }
    Ok(())
}

/// Gives an op the next place in its book and folds it.
pub(crate) fn place(
    tx: &mut dyn Tx,
    folder: &mut Folder,
    creator: RecordId,
    op: &Op,
    effective: Hlc,
    row: &mut LogRow,
) -> Done<()> {
    let book = folder.open_book(tx, &op.book, creator)?;
    row.place = folder.next_place(&op.book);
    folder.fold(tx, book.handle, op, effective)
}
