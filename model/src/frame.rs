//! Frames: ops on the wire, by column, compressed and signed.
//!
//! Three kinds, one form. A **push** frame is a run of one device's journal. A **pull** frame is what follows the cursors
//! of several books. A **snapshot** frame is the state of books at a sequence number, as the *fragments* that make it: an
//! op-shaped row for each (entity, writing op), with the fields where that op is still a head, and in `over` the ids that
//! were superseded there. Folding ops and folding fragments is the same thing.

mod column;
mod columns;
mod dictionary;
mod envelope;
mod rows;
mod shape;
mod snapshot;
mod table;

pub use dictionary::NEWEST as NEWEST_DICTIONARY;
pub use envelope::{CentreFrame, FrameKind, Limits, PushFrame, PushHeader, kind_of};
pub use rows::{BookRange, Row};
pub use snapshot::{fragments, pieces};

#[cfg(test)]
mod tests;
