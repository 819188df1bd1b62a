//! Held ops judged anew, because what they were held for may be over. Stamps and order stay.

use std::collections::BTreeSet;

use clubbook_model::id::DeviceId;
use clubbook_model::message::reason;
use clubbook_model::op::Op;
use clubbook_model::time::Instant;

use super::fold::Folder;
use super::judge::{Judge, Verdict};
use super::names;
use super::place::settle;
use super::push::judge_of;
use crate::centre::Parts;
use crate::error::{CentreError, Done};
use crate::store::Tx;
use crate::store::devices::{DeviceRow, Standing};
use crate::store::log::{Flags, LogRow};

/// Judges the ops of a device anew that are held for what stands before them, or because of a fork that was looked at;
/// returns how many of them are released.
pub(crate) fn held_for_others(tx: &mut dyn Tx, parts: &Parts, id: DeviceId, now: Instant) -> Done<u64> {
    let is_over = |row: &LogRow| is_for_others(row) || row.reason.as_deref() == Some(reason::HELD_AFTER_FORK);
    let released = judge(tx, parts, id, now, is_over)?;
    tx.note_shown()?;
    Ok(released)
}

/// Judges the ops of a device, and of the same phone under former keys, anew that a restored centre held because it lacked
/// what they are about, or what gave the right to write them. Call it when the device has brought back some of what it received:
/// its ops can only be about that, or about its own.
pub(crate) fn held_for_what_was_lost(tx: &mut dyn Tx, parts: &Parts, device: &DeviceRow, now: Instant) -> Done<()> {
    let epochs = tx.epochs()?;
    let Some(epoch) = epochs.last().filter(|_| epochs.len() > 1) else { return Ok(()) };
    let began_at = epoch.began_at;
    // What was held before the disaster was held for what it was.
    let is_over = |row: &LogRow| {
        let is_about_what_was_lost = matches!(row.reason.as_deref(), Some(reason::WRONG_KEY | reason::NO_RIGHT));
        is_for_others(row) || (is_about_what_was_lost && row.received_at >= began_at)
    };
    let mut released = 0;
    for id in names::keys_before(tx, device)?.into_iter().rev().chain([device.id]) {
        released += judge(tx, parts, id, now, is_over)?;
    }
    if released > 0 { tx.note_shown() } else { Ok(()) }
}

fn is_for_others(row: &LogRow) -> bool {
    row.reason.as_deref() == Some(reason::BEHIND_QUARANTINED)
}

fn judge(tx: &mut dyn Tx, parts: &Parts, id: DeviceId, now: Instant, is_over: impl Fn(&LogRow) -> bool) -> Done<u64> {
    let device = tx.device(id)?.ok_or(CentreError::NotFound("device"))?;
    let held: Vec<LogRow> = tx.held(id)?.into_iter().filter(|row| row.part == 0).collect();
    if device.standing != Standing::Good || !held.iter().any(&is_over) {
        return Ok(0);
    }
    // What somebody has refused is not taken because something else was.
    let refused: BTreeSet<u64> = tx.decisions(id)?.into_iter().map(|decision| decision.seq).collect();
    let mut folder = Folder::new();
    let mut judge = judge_of(tx, &device, now)?;
    judge.held.clear();
    let mut released = 0;
    for mut row in held {
        let op = row.decode()?;
        judge.received_at = row.received_at;
        if !is_over(&row) || refused.contains(&row.id.seq) {
            judge.held.insert(row.entity);
            continue;
        }
        let verdict = judge.verdict(tx, &mut folder, &op)?;
        if let Verdict::Held(reason) = verdict {
            judge.held.insert(row.entity);
            row.reason = Some(reason.to_owned());
            tx.update_log(&row)?;
            continue;
        }
        put(tx, &mut folder, &mut judge, &device, &op, verdict, &mut row)?;
        released += 1;
    }
    folder.finish(tx, parts)?;
    Ok(released)
}

/// Releases one row.
pub(crate) fn put(
    tx: &mut dyn Tx,
    folder: &mut Folder,
    judge: &mut Judge,
    device: &DeviceRow,
    op: &Op,
    verdict: Verdict,
    row: &mut LogRow,
) -> Done<()> {
    row.flags = row.flags.with(Flags::RELEASED);
    settle(tx, folder, judge, device.person, op, verdict, row)?;
    tx.update_log(row)
}
