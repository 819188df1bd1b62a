//! The phone: encrypted store, features, outbox.
//!
//! Start at [`phone`], the facade that the apps and the command-line phone use; a feature is a folder under `features`,
//! and everything that lasts goes through [`store`]. Features never call the exchange with the centre, and it never calls
//! them: they meet in the store.

pub mod clock;
pub mod features;
pub mod phone;
pub mod store;
pub mod sync;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod wording;
