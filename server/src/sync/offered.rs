//! What came back from a phone after a restore: frames that this centre, or the one it was before the disaster, had
//! signed. What the restored database lacks is taken, even with holes before it; the clock readings stay as they were.

use std::collections::BTreeMap;

use clubbook_model::chain::segment;
use clubbook_model::frame::{CentreFrame, FrameKind, Row};
use clubbook_model::id::{Book, RecordId};
use clubbook_model::time::Instant;

use super::erasure;
use super::fold::Folder;
use super::push::place;
use super::stamps::{self, stamped};
use crate::error::Done;
use crate::store::Tx;
use crate::store::log::{Flags, LogRow};

/// Takes a frame of the centre that a phone offers again.
pub(crate) fn take(tx: &mut dyn Tx, folder: &mut Folder, frame: &CentreFrame, now: Instant) -> Done<()> {
    open_books(tx, folder, &frame.rows)?;
    for row in &frame.rows {
        match frame.kind {
            FrameKind::Snapshot => {
                erasure::follow_stub(tx, folder, &row.op, None)?;
                take_fragment(tx, folder, row, now)?;
            }
            FrameKind::Pull | FrameKind::Push => {
                let known = tx.log_row(row.op.id)?;
                erasure::follow_stub(tx, folder, &row.op, known.as_ref())?;
                take_op(tx, folder, row, now)?;
            }
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
    let effective = row.effective.unwrap_or(row.op.hlc);
    let Some(mut known) = tx.log_row(row.op.id)? else { return add(tx, folder, row, 0, now) };
    if known.reason.is_some() {
        // It was released before the disaster, and other phones have it: it is released again.
        let op = known.decode()?;
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
    let effective = row.effective.unwrap_or(row.op.hlc);
    let book = folder.open_book(tx, &row.op.book, RecordId::NIL)?;
    let stub = if folder.is_erased(tx, row.op.book.club, row.op.entity)? { Some(row.op.erased()) } else { None };
    if !folder.is_news(tx, book.handle, stub.as_ref().unwrap_or(&row.op), effective)? {
        return Ok(());
    }
    let part = tx.next_part(row.op.id)?;
    add(tx, folder, row, part, now)
}

fn add(tx: &mut dyn Tx, folder: &mut Folder, row: &Row, part: u64, now: Instant) -> Done<()> {
    let stub = if folder.is_erased(tx, row.op.book.club, row.op.entity)? { Some(row.op.erased()) } else { None };
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
    place(tx, folder, RecordId::NIL, op, log.effective, &mut log)?;
    tx.add_log(&log)
}
