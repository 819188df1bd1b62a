//! What officers decided about what waits: refused records, and phones that are left waiting.

use clubbook_model::id::DeviceId;
use clubbook_model::time::Instant;

use crate::error::Done;

/// The number under which the decision about the phone itself stands.
pub const THE_PHONE: u64 = 0;

/// A decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionRow {
    /// The device.
    pub device: DeviceId,
    /// The op, or [`THE_PHONE`].
    pub seq: u64,
    /// When.
    pub at: Instant,
    /// The officer's name.
    pub name: String,
    /// Why.
    pub reason: String,
}

/// The `decision` table.
pub trait Decisions {
    /// Notes a decision; a newer one replaces it.
    ///
    /// # Errors
    /// SQL.
    fn put_decision(&mut self, decision: &DecisionRow) -> Done<()>;
    /// Takes a decision away: it was made the other way.
    ///
    /// # Errors
    /// SQL.
    fn remove_decision(&mut self, device: DeviceId, seq: u64) -> Done<()>;
    /// The decisions about a device and its ops, by number.
    ///
    /// # Errors
    /// SQL.
    fn decisions(&self, device: DeviceId) -> Done<Vec<DecisionRow>>;
}
