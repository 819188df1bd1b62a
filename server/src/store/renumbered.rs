//! Ops that have another number than the one under which they were first written.

use clubbook_model::id::{DeviceId, OpId};
use clubbook_model::op::Former;

use crate::error::Done;

/// A renumbered op.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RenumberedRow {
    /// Its number in the log.
    pub id: OpId,
    /// Where it was first written.
    pub former: Former,
}

/// The `renumbered` table.
pub trait Renumbered {
    /// Notes a renumbered op; a repeat changes nothing.
    ///
    /// # Errors
    /// SQL.
    fn add_renumbered(&mut self, row: &RenumberedRow) -> Done<()>;
    /// The ops that were first written under this number.
    ///
    /// # Errors
    /// SQL.
    fn renumbered_from(&self, former: OpId) -> Done<Vec<RenumberedRow>>;
    /// Whether there are ops that were first written by this device.
    ///
    /// # Errors
    /// SQL.
    fn has_renumbered_from(&self, former: DeviceId) -> Done<bool>;
    /// The numbers under which the op of this name came besides its first one.
    ///
    /// # Errors
    /// SQL.
    fn numbers_of_name(&self, name: OpId) -> Done<Vec<OpId>>;
}
