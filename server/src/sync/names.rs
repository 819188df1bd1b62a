//! Ops that come under several numbers: a phone went on under a new key and renumbered what it could not send, and what it
//! had sent or handed over before comes as well. An op of one name is the same op ([`Op::name`]), so folding it twice does
//! nothing; what has to be looked at is that a name means one op only.

use clubbook_model::chain::Chain;
use clubbook_model::id::{DeviceId, OpId};
use clubbook_model::op::Op;

use crate::error::Done;
use crate::store::Tx;
use crate::store::devices::DeviceRow;

/// The devices under whose keys a phone was before, the last one first.
pub(crate) fn keys_before(tx: &dyn Tx, device: &DeviceRow) -> Done<Vec<DeviceId>> {
    let mut before: Vec<DeviceId> = Vec::new();
    let mut at = device.succeeds;
    while let Some(id) = at.filter(|id| *id != device.id && !before.contains(id)) {
        before.push(id);
        at = tx.device(id)?.and_then(|row| row.succeeds);
    }
    Ok(before)
}

/// Whether the name of a renumbered op is its own: first written under a key of the same phone, and not the name of another
/// op that a copy of the phone sent under that number meanwhile.
pub(crate) fn is_its_own(tx: &dyn Tx, keys_before: &[DeviceId], op: &Op) -> Done<bool> {
    let Some(former) = op.former else { return Ok(true) };
    if !keys_before.contains(&former.op.device) {
        return Ok(false);
    }
    if !former.keeps_name {
        return Ok(true);
    }
    if is_claimed(tx, former.op, former.chain)? {
        return Ok(false);
    }
    match tx.log_row(former.op)? {
        None => Ok(true),
        Some(row) => match row.chain {
            Some(chain) => Ok(chain == former.chain),
            // It came back from another phone, which knows no chain values.
            None => Ok(says_the_same(&row.decode()?, op)),
        },
    }
}

/// Whether an op has its place already under another number: whatever was decided of it there holds. It would be judged
/// otherwise now, because what it makes is there.
pub(crate) fn is_placed_already(tx: &dyn Tx, op: &Op) -> Done<bool> {
    let name = op.name();
    for number in tx.numbers_of_name(name)?.into_iter().chain([name]).filter(|number| *number != op.id) {
        if let Some(row) = tx.log_row(number)?.filter(|row| row.place.is_some()) {
            let placed = row.decode()?;
            if placed.name() == name && says_the_same(&placed, op) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Whether a renumbered op goes by this number although it is another op than the one with this chain value there.
pub(crate) fn is_claimed(tx: &dyn Tx, number: OpId, chain: Chain) -> Done<bool> {
    let renumbered = tx.renumbered_from(number)?;
    Ok(renumbered.iter().any(|row| row.former.keeps_name && row.former.chain != chain))
}

/// Whether two ops that claim one name say the same of the same record. Either may be the stub of an erased one.
pub(crate) fn says_the_same(one: &Op, other: &Op) -> bool {
    let about = |op: &Op| (op.book, op.kind, op.entity, op.author, op.source);
    let tags = |op: &Op| op.erased().changes.into_iter().map(|change| change.tag).collect::<Vec<_>>();
    about(one) == about(other)
        && if one.says_erased() || other.says_erased() {
            tags(one) == tags(other)
        } else {
            one.changes == other.changes
        }
}
