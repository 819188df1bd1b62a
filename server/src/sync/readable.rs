//! Frames that could not be read when they came, and can be now: a newer version of the program knows how. Where a centre was
//! restored meanwhile, other phones may have brought some of their ops already.

use clubbook_model::chain::Salt;

use super::fold::Folder;
use super::incoming::RunOp;
use super::push::JournalTaker;
use super::stamps::Stamps;
use crate::centre::Parts;
use crate::error::{CentreError, Done};
use crate::store::Tx;
use crate::store::devices::DeviceRow;
use crate::store::log::{Flags, UnreadableRow};

/// Takes the ops of such a frame; returns how many. They keep the moment at which they came and the clock readings that they
/// would have got then.
pub(crate) fn take(
    tx: &mut dyn Tx,
    parts: &Parts,
    device: &DeviceRow,
    frame: &UnreadableRow,
    salts: &[(u64, Salt)],
    ops: &[RunOp],
) -> Done<u64> {
    let within = || ops.iter().filter(|taken| (frame.first..=frame.last).contains(&taken.op.id.seq));
    let mut taker = JournalTaker::new(tx, device.clone(), Stamps::default(), frame.received_at)?;
    let Some(fragments) = taker.fragments_among(&taker.loose(tx, within())?, within())? else {
        return Err(CentreError::Invalid(
            "other phones have brought other records under these numbers: ask for support",
        ));
    };
    tx.remove_unreadable(device.id, frame.first)?;
    let mut folder = Folder::new();
    taker.take_ops(tx, &mut folder, salts, fragments, within(), Flags::RELEASED.with(Flags::WAS_HELD))?;
    folder.finish(tx, parts)?;
    Ok(within().count() as u64)
}
