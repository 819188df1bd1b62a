//! What came back from a phone after a restore: frames that this centre, or the one it was before the disaster, had
//! signed. What the restored database lacks is taken, even with holes before it; the clock readings stay as they were.

use std::collections::BTreeMap;

use clubbook_model::chain::segment;
use clubbook_model::frame::{CentreFrame, FrameKind, Row, pieces};
use clubbook_model::id::{Book, RecordId};
use clubbook_model::message::reason;
use clubbook_model::op::Op;
use clubbook_model::time::Instant;

use super::erasure;
use super::fold::Folder;
use super::fragment::is_fragment_of;
use super::names;
use super::place::place;
use super::stamps::{self, stamped};
use crate::error::Done;
use crate::store::Tx;
use crate::store::log::{Flags, LogRow};
use crate::store::renumbered::RenumberedRow;

/// Takes a frame of the centre that a phone offers again.
pub(crate) fn take(tx: &mut dyn Tx, folder: &mut Folder, frame: &CentreFrame, now: Instant) -> Done<()> {
    open_books(tx, folder, &frame.rows)?;
    for row in &frame.rows {
        // No op is larger than may be: what is can only be the state of a record that was written very often.
        let is_op = frame.kind != FrameKind::Snapshot && row.op.to_bytes().len() <= Op::MAX_BYTES;
        match is_op {
            true => take_op(tx, folder, row, now)?,
            false => take_fragment(tx, folder, row, now)?,
        }
        if let Some(record) = erasure::named(&row.op) {
            erasure::carry_out(tx, folder, row.op.book.club, record)?;
        }
    }
    Ok(())
}

/// Opens the books of a frame that are not here, each in the name of whoever opened it: the first one in the book's order or,
/// in a snapshot, by the clock.
fn open_books(tx: &mut dyn Tx, folder: &mut Folder, rows: &[Row]) -> Done<()> {
    let mut first: BTreeMap<Book, &Row> = BTreeMap::new();
    let order = |row: &Row| (row.book_seq, row.effective.unwrap_or(row.op.hlc), row.op.id);
    for row in rows {
        let known = first.entry(row.op.book).or_insert(row);
        if order(row) < order(known) {
            *known = row;
        }
    }
    for (book, row) in first {
        if folder.is_open(tx, &book)? {
            continue;
        }
        match tx.device(row.op.id.device)? {
            Some(device) => _ = folder.open_book(tx, &book, device.person)?,
            // It was connected after the backup. Until it comes, the author is the best guess at who uses it.
            None => {
                let opened = folder.open_book(tx, &book, row.op.author)?;
                tx.put_unknown_opener(opened.handle, row.op.id.device)?;
            }
        }
    }
    Ok(())
}

fn take_op(tx: &mut dyn Tx, folder: &mut Folder, row: &Row, now: Instant) -> Done<()> {
    let id = row.op.id;
    let known = tx.log_row(id)?;
    erasure::follow_offered(tx, folder, &row.op, known.as_ref())?;
    let Some(mut known) = tx.log_row(id)? else { return add(tx, folder, row, 0, now) };
    let effective = row.effective.unwrap_or(row.op.hlc);
    let op = known.decode()?;
    if known.flags.has(Flags::ERASED) && op.entity == row.op.entity {
        // Whatever it said, it is a stub.
    } else if op != row.op && known.chain.is_none() && is_fragment_of(&op, &row.op) {
        // What is here is a fragment that a log of an earlier epoch sent on like an op.
        tx.make_fragment(id)?;
        return add(tx, folder, row, 0, now);
    } else if op != row.op && is_fragment_of(&row.op, &op) {
        return take_fragment(tx, folder, row, now);
    } else if op.hlc != row.op.hlc || !names::says_the_same(&op, &row.op) {
        // A copy of the phone has used the number for something else since. Both stay, where they do not meet.
        return match op.entity == row.op.entity {
            true => put_aside(tx, folder, row, now),
            false => take_fragment(tx, folder, row, now),
        };
    }
    if known.reason.is_some() {
        // It was released before the disaster, and other phones have it: it is released again.
        known.reason = None;
        known.effective = effective;
        known.flags = stamped(known.flags.with(Flags::RELEASED), &op, effective);
        place(tx, folder, RecordId::NIL, &op, effective, &mut known)?;
        return tx.update_log(&known);
    }
    // The op was given another reading since: the earlier one is that of the phones which had it before the disaster.
    if known.place.is_some() && effective < known.effective {
        stamps::lower(tx, folder, &mut known, effective)?;
        return tx.update_log(&known);
    }
    Ok(())
}

fn take_fragment(tx: &mut dyn Tx, folder: &mut Folder, row: &Row, now: Instant) -> Done<()> {
    erasure::follow_offered(tx, folder, &row.op, None)?;
    for op in pieces(row.op.clone()) {
        let piece = Row { op, ..row.clone() };
        let effective = piece.effective.unwrap_or(piece.op.hlc);
        let book = folder.open_book(tx, &piece.op.book, RecordId::NIL)?;
        let stub = stub(tx, folder, &piece.op)?;
        if folder.is_news(tx, book.handle, stub.as_ref().unwrap_or(&piece.op), effective)? {
            let part = tx.next_part(piece.op.id)?;
            add(tx, folder, &piece, part, now)?;
        }
    }
    Ok(())
}

/// What stands in place of an op on a record that was erased.
fn stub(tx: &dyn Tx, folder: &mut Folder, op: &Op) -> Done<Option<Op>> {
    Ok(if folder.is_erased(tx, op.book.club, op.entity)? { Some(op.erased()) } else { None })
}

/// Holds an op that would meet another of the same name in one record: one of them would be overwritten.
fn put_aside(tx: &mut dyn Tx, folder: &mut Folder, row: &Row, now: Instant) -> Done<()> {
    let op = stub(tx, folder, &row.op)?.unwrap_or_else(|| row.op.clone());
    let bytes = op.to_bytes();
    if tx.log_of_entity(op.entity)?.iter().any(|held| held.id == op.id && held.op == bytes) {
        return Ok(());
    }
    tx.note_shown()?;
    tx.add_log(&LogRow {
        id: op.id,
        part: tx.next_part(op.id)?,
        chain: None,
        op: bytes,
        kind: op.kind,
        entity: op.entity,
        place: None,
        effective: row.effective.unwrap_or(op.hlc),
        reason: Some(reason::WRONG_NAME.to_owned()),
        flags: Flags::default(),
        received_at: now,
    })
}

fn add(tx: &mut dyn Tx, folder: &mut Folder, row: &Row, part: u64, now: Instant) -> Done<()> {
    let stub = stub(tx, folder, &row.op)?;
    let mut flags = stamped(Flags::default(), &row.op, row.effective.unwrap_or(row.op.hlc));
    if stub.is_some() {
        flags = flags.with(Flags::ERASED);
        tx.destroy_salt(row.op.id.device, segment(row.op.id.seq))?;
    }
    let op = stub.as_ref().unwrap_or(&row.op);
    let mut log = LogRow {
        id: op.id,
        part,
        chain: None,
        op: op.to_bytes(),
        kind: op.kind,
        entity: op.entity,
        place: None,
        effective: row.effective.unwrap_or(op.hlc),
        reason: None,
        flags,
        received_at: now,
    };
    if let Some(former) = op.former {
        tx.add_renumbered(&RenumberedRow { id: op.id, former })?;
    }
    place(tx, folder, RecordId::NIL, op, log.effective, &mut log)?;
    tx.add_log(&log)
}
