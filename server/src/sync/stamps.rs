//! The clock reading that counts for an op of a journal: the device's own; that which an earlier epoch of the centre gave
//! it, when the device tells; or, where that lies too far ahead, the centre's.

use std::collections::BTreeMap;

use clubbook_model::id::RecordId;
use clubbook_model::message::SyncRequest;
use clubbook_model::op::Op;
use clubbook_model::time::{Hlc, Instant, clamp};

use super::fold::Folder;
use super::place::place;
use crate::error::Done;
use crate::store::Tx;
use crate::store::devices::DeviceRow;
use crate::store::log::{Flags, LogRow};

/// What is known of the readings of a journal before its ops are looked at.
#[derive(Debug, Clone, Default)]
pub(crate) struct Stamps {
    /// By number: what the centre gave before it was restored.
    given: BTreeMap<u64, Hlc>,
    /// Ops up to this number are confirmed for their device already: an acknowledgement does not tell it their readings.
    confirmed: u64,
}

impl Stamps {
    /// What a request tells of the journal of a device. It is believed of the sender itself and of whom it succeeds: a
    /// device may stamp its ops as early as it likes, but not those of others.
    pub(crate) fn told(tx: &dyn Tx, sender: &DeviceRow, device: &DeviceRow, request: &SyncRequest) -> Done<Self> {
        if sender.id == device.id {
            return Ok(Self { given: given(device, request), confirmed: request.claim.acknowledged.seq });
        }
        let given = if succeeds(tx, sender, device)? { given(device, request) } else { BTreeMap::new() };
        // Of a frame that another phone carries nobody says what its own device has.
        Ok(Self { given, confirmed: u64::MAX })
    }

    /// The reading of the next op, and the flags that say what it is. `before` is the largest one of the device so far.
    pub(crate) fn of(&self, op: &Op, now: Instant, before: Hlc) -> (Hlc, Flags) {
        let believed = self.believed(op);
        let effective = clamp(believed, now, before).unwrap_or(believed);
        let restamped = stamped(Flags::default(), op, effective);
        let is_news = effective != believed && op.id.seq <= self.confirmed;
        (effective, if is_news { restamped.with(Flags::STAMPED_ANEW) } else { restamped })
    }

    /// The reading that the device believes in.
    fn believed(&self, op: &Op) -> Hlc {
        self.given.get(&op.id.seq).copied().filter(|given| *given < op.hlc).unwrap_or(op.hlc)
    }

    /// Settles the reading of an op that was here before its journal came: the earlier one counts, and whoever has the
    /// other hears of it.
    pub(crate) fn settle(&self, tx: &mut dyn Tx, folder: &mut Folder, op: &Op, row: &mut LogRow) -> Done<()> {
        let believed = self.believed(op);
        if believed < row.effective {
            return lower(tx, folder, row, believed);
        }
        if believed != row.effective && op.id.seq <= self.confirmed {
            row.flags = row.flags.with(Flags::STAMPED_ANEW);
        }
        Ok(())
    }
}

/// The flags of an op with a reading: whether that is its own.
pub(crate) fn stamped(flags: Flags, op: &Op, effective: Hlc) -> Flags {
    if effective == op.hlc { flags.without(Flags::RESTAMPED) } else { flags.with(Flags::RESTAMPED) }
}

/// Gives an op of the log an earlier reading, and a place behind all others, so that whoever has the later one hears of it.
/// The caller updates the row.
pub(crate) fn lower(tx: &mut dyn Tx, folder: &mut Folder, row: &mut LogRow, effective: Hlc) -> Done<()> {
    let op = row.decode()?;
    row.effective = effective;
    row.flags = stamped(row.flags, &op, effective).with(Flags::STAMPED_ANEW);
    if row.place.is_some() {
        place(tx, folder, RecordId::NIL, &op, effective, row)?;
    }
    Ok(())
}

fn given(device: &DeviceRow, request: &SyncRequest) -> BTreeMap<u64, Hlc> {
    request.readings.iter().filter(|(op, _)| op.device == device.id).map(|(op, given)| (op.seq, *given)).collect()
}

/// Whether a device goes on where another one ended, over however many forks.
fn succeeds(tx: &dyn Tx, sender: &DeviceRow, device: &DeviceRow) -> Done<bool> {
    let mut before = sender.succeeds;
    // A chain of successions has no circle: each key was new when it was signed. The bound only ends damaged rows.
    for _ in 0..64 {
        match before {
            None => return Ok(false),
            Some(id) if id == device.id => return Ok(true),
            Some(id) => before = tx.device(id)?.and_then(|row| row.succeeds),
        }
    }
    Ok(false)
}
