//! What waits for review: held ops, listed and released. A release keeps the stamps and the order.

use std::collections::BTreeMap;

use clubbook_model::id::{Book, DeviceId};
use clubbook_model::message::reason;
use clubbook_model::time::Instant;

use super::{HeldOp, Refusal, club_of};
use crate::centre::{Centre, Parts};
use crate::error::{CentreError, Done};
use crate::store::Tx;
use crate::store::decisions::DecisionRow;
use crate::store::log::Flags;
use crate::sync::fold::Folder;
use crate::sync::incoming::{Frame, read_run};
use crate::sync::judge::Verdict;
use crate::sync::names;
use crate::sync::push::judge_of;
use crate::sync::{readable, rejudge};

impl Centre {
    /// What waits for review, of one club or of all, by device and number.
    ///
    /// # Errors
    /// No such club, or the store's.
    pub async fn quarantine(&self, club_number: Option<u64>) -> Done<Vec<HeldOp>> {
        self.read(move |tx, _| {
            let devices = match club_number {
                Some(number) => tx.devices_of_club(club_of(tx, number)?)?.into_iter().map(|row| row.id).collect(),
                None => tx.devices_with_held()?,
            };
            let mut runs = Vec::new();
            for device in devices {
                list(tx, device, &mut runs)?;
            }
            Ok(runs)
        })
        .await
    }

    /// Refuses held ops of a device from one number to another: they stay where they are, and no longer wait; returns how many.
    /// They can still be released.
    ///
    /// # Errors
    /// No such device, nothing held there, no reason, or the store's.
    pub async fn refuse(&self, device: DeviceId, first: u64, last: u64, name: String, reason: String) -> Done<u64> {
        self.write(move |tx, _, now| refuse(tx, device, (first, last), &Refusal { at: now, name, reason })).await
    }

    /// Releases held ops of a device from one number to another; returns how many. Those that were held only because
    /// they stand behind them follow by themselves.
    ///
    /// # Errors
    /// No such device, a frame that this version cannot read, or the store's.
    pub async fn release(&self, device: DeviceId, first: u64, last: u64) -> Done<u64> {
        self.write(move |tx, parts, now| release(tx, parts, device, first, last, now)).await
    }
}

fn refusal(row: DecisionRow) -> (u64, Refusal) {
    (row.seq, Refusal { at: row.at, name: row.name, reason: row.reason })
}

pub(super) fn list(tx: &dyn Tx, device: DeviceId, runs: &mut Vec<HeldOp>) -> Done<()> {
    let decisions: BTreeMap<u64, Refusal> = tx.decisions(device)?.into_iter().map(refusal).collect();
    let mut held: Vec<HeldOp> = Vec::new();
    for row in tx.held(device)? {
        let op = row.decode()?;
        let on: Option<(Book, u32)> = Some((op.book, row.kind));
        let reason = row.reason.unwrap_or_default();
        let refused = decisions.get(&row.id.seq).cloned();
        match held.last_mut() {
            Some(run)
                if run.last + 1 == row.id.seq && run.reason == reason && run.on == on && run.refused == refused =>
            {
                run.last = row.id.seq;
                if !run.authors.contains(&op.author) {
                    run.authors.push(op.author);
                }
            }
            _ => held.push(HeldOp {
                device,
                first: row.id.seq,
                last: row.id.seq,
                reason,
                received_at: row.received_at,
                authors: vec![op.author],
                on,
                refused,
            }),
        }
    }
    held.extend(tx.unreadable(device)?.into_iter().map(|row| HeldOp {
        device,
        first: row.first,
        last: row.last,
        reason: reason::UNREADABLE.to_owned(),
        received_at: row.received_at,
        authors: Vec::new(),
        on: None,
        refused: None,
    }));
    held.sort_by_key(|run| run.first);
    runs.append(&mut held);
    Ok(())
}

pub(super) fn release(tx: &mut dyn Tx, parts: &Parts, id: DeviceId, first: u64, last: u64, now: Instant) -> Done<u64> {
    let device = tx.device(id)?.ok_or(CentreError::NotFound("device"))?;
    let mut released = 0;
    for unreadable in tx.unreadable(id)?.into_iter().filter(|row| first <= row.first && row.last <= last) {
        let Some(Frame::Run { salts, ops, .. }) = read_run(&unreadable.frame, &device.key) else {
            return Err(CentreError::Invalid("this version of the program cannot read the frame: update it first"));
        };
        released += readable::take(tx, parts, &device, &unreadable, &salts, &ops)?;
    }
    let mut folder = Folder::new();
    let mut judge = judge_of(tx, &device, now)?;
    for mut row in tx.held(id)?.into_iter().filter(|row| (first..=last).contains(&row.id.seq)) {
        let op = row.decode()?;
        // Nobody can decide that one name means two ops, and somebody's word gives rights, not room.
        if row.part > 0 || !names::is_its_own(tx, &judge.keys_before, &op)? || folder.would_outgrow(tx, &op)? {
            continue;
        }
        rejudge::put(tx, &mut folder, &mut judge, &device, &op, Verdict::Taken(Flags::default()), &mut row)?;
        tx.remove_decision(id, row.id.seq)?;
        released += 1;
    }
    folder.finish(tx, parts)?;
    Ok(released + rejudge::held_for_others(tx, parts, id, now)?)
}

pub(super) fn refuse(tx: &mut dyn Tx, id: DeviceId, (first, last): (u64, u64), refusal: &Refusal) -> Done<u64> {
    if refusal.reason.trim().is_empty() {
        return Err(CentreError::Invalid("a refusal needs a reason"));
    }
    tx.device(id)?.ok_or(CentreError::NotFound("device"))?;
    let mut refused = 0;
    for row in tx.held(id)?.into_iter().filter(|row| (first..=last).contains(&row.id.seq)) {
        let Refusal { at, name, reason } = refusal.clone();
        tx.put_decision(&DecisionRow { device: id, seq: row.id.seq, at, name, reason })?;
        refused += 1;
    }
    if refused == 0 {
        return Err(CentreError::NotFound("record that waits"));
    }
    tx.note_shown()?;
    Ok(refused)
}
