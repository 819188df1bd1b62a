//! What officers and the command line do, by feature: each file adds its own functions to [`Centre`](crate::Centre).
//!
//! | file | what |
//! |---|---|
//! | `units` | administrative units |
//! | `correct` | correcting a club's own record, with a reason |
//! | `club_sheet` | a club in figures |
//! | `clubs` | setting up clubs, listing them in numbers |
//! | `import` | people from a list |
//! | `reference` | the reference book |
//! | `lists` | lists of people for a purpose with its legal basis |
//! | `codes` | enrolment codes |
//! | `phones` | the phones of a club, revoking and approving them |
//! | `review` | what waits for review |
//! | `review_by` | officers looking at what waits, and deciding |
//! | `access` | the access log |
//! | `erase` | erasing a record for good |
//! | `upkeep` | rebuilding, epochs, what demo and tests compare |

pub(crate) mod access;
pub mod club_sheet;
pub(crate) mod clubs;
mod codes;
pub(crate) mod correct;
pub(crate) mod erase;
mod import;
pub(crate) mod lists;
mod phones;
pub(crate) mod reference;
mod review;
pub(crate) mod review_by;
#[cfg(test)]
mod tests;
mod units;
mod upkeep;
mod views;

pub use access::{AccessPage, Doer, Look};
pub use club_sheet::ClubSheet;
pub use correct::{ClubRecord, Corrected, Correction};
pub use reference::KnownEntries;
pub use upkeep::Closed;
pub use views::{
    ClubFilter, ClubSummary, ClubView, CodeState, CodeSummary, DeviceStanding, DeviceSummary, HeldOp, ImportRow,
    Imported, ImportedPerson, IssuedCode, NewClub, PersonSummary, Rebuilt, ReceivedOp, Refusal, RefusedLine, Unit,
    UnitKind,
};

use clubbook_model::id::RecordId;

use crate::error::{CentreError, Done};
use crate::store::Tx;

/// The club with a number.
fn club_of(tx: &dyn Tx, number: u64) -> Done<RecordId> {
    tx.club_by_number(number)?.ok_or(CentreError::NotFound("club"))
}
