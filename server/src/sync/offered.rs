//! What came back from a phone after a restore: frames that this centre, or the one it was before the disaster, had
//! signed. What the restored database lacks is taken, even with holes before it; the clock readings stay as they were.

use clubbook_model::chain::segment;
use clubbook_model::frame::{CentreFrame, FrameKind, Row};
use clubbook_model::id::RecordId;
use clubbook_model::time::Instant;

use super::fold::Folder;
use super::judge::reason;
use super::names;
use super::push::place;
use crate::error::Done;
use crate::store::Tx;
use crate::store::log::{Flags, LogRow};
use crate::store::renumbered::RenumberedRow;

/// Takes a frame of the centre that a phone offers again.
pub(crate) fn take(tx: &mut dyn Tx, folder: &mut Folder, frame: &CentreFrame, now: Instant) -> Done<()> {
    for row in &frame.rows {
        match frame.kind {
            FrameKind::Snapshot => take_fragment(tx, folder, row, now)?,
            FrameKind::Pull | FrameKind::Push => take_op(tx, folder, row, now)?,
        }
    }
    Ok(())
}

fn take_op(tx: &mut dyn Tx, folder: &mut Folder, row: &Row, now: Instant) -> Done<()> {
    let effective = row.effective.unwrap_or(row.op.hlc);
    let Some(mut known) = tx.log_row(row.op.id)? else { return add(tx, folder, row, 0, now) };
    let here = known.decode()?;
    if here.hlc != row.op.hlc || !names::says_the_same(&here, &row.op) {
        // A copy of the phone has used the number for something else since. Both stay, where they do not meet.
        return match here.entity == row.op.entity {
            true => put_aside(tx, folder, row, now),
            false => take_fragment(tx, folder, row, now),
        };
    }
    if known.reason.is_some() {
        // It was released before the disaster, and other phones have it: it is released again.
        known.reason = None;
        known.effective = effective;
        known.flags = known.flags.with(Flags::RELEASED);
        let op = known.decode()?;
        place(tx, folder, RecordId::NIL, &op, effective, &mut known)?;
        return tx.update_log(&known);
    }
    // The same op was clamped anew since: the earlier reading is the one that the other phones have.
    if let Some(at) = known.place
        && effective < known.effective
    {
        known.effective = effective;
        let restamped = if effective == row.op.hlc { known.flags.without(Flags::RESTAMPED) } else { known.flags };
        known.flags = restamped;
        tx.update_log(&known)?;
        folder.fold(tx, at.book, &known.decode()?, effective)?;
    }
    Ok(())
}

fn take_fragment(tx: &mut dyn Tx, folder: &mut Folder, row: &Row, now: Instant) -> Done<()> {
    let effective = row.effective.unwrap_or(row.op.hlc);
    let book = folder.open_book(tx, &row.op.book, RecordId::NIL)?;
    let stub = if folder.is_erased(tx, row.op.entity)? { Some(row.op.erased()) } else { None };
    if !folder.is_news(tx, book.handle, stub.as_ref().unwrap_or(&row.op), effective)? {
        return Ok(());
    }
    let part = tx.next_part(row.op.id)?;
    add(tx, folder, row, part, now)
}

/// Holds an op that would meet another of the same name in one record: one of them would be overwritten.
fn put_aside(tx: &mut dyn Tx, folder: &mut Folder, row: &Row, now: Instant) -> Done<()> {
    let op = if folder.is_erased(tx, row.op.entity)? { row.op.erased() } else { row.op.clone() };
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
    let stub = if folder.is_erased(tx, row.op.entity)? { Some(row.op.erased()) } else { None };
    let mut flags = if row.effective.is_some() { Flags::RESTAMPED } else { Flags::default() };
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
