//! The exchange with the centre: what waits goes up, what is new comes down, in as few requests as the centre allows.
//!
//! | file | what |
//! |---|---|
//! | [`enrol`] | connecting a new phone to a club |
//! | [`engine`] | one exchange from its first request to its last, and what it says when it cannot |
//! | [`request`] | what is asked, from the store |
//! | `receive` | an answer applied while it arrives |
//! | [`answer`] | what an answer changes in the store |
//! | [`fork`] | going on when the centre has another journal under this phone's key, or when this one cannot be sent |
//! | `recovery` | when an exchange does which of these steps |
//! | [`back_off`] | when to try again |
//! | [`transport`], [`http`] | the way to the centre |
//!
//! No transaction is open across a wait for the network. Every frame is applied in one transaction with its cursors, so
//! a cut costs at most one frame. Features never appear here: both sides meet in the [`store`](crate::store).

pub mod answer;
pub mod back_off;
pub mod engine;
pub mod enrol;
pub mod fork;
pub mod http;
mod receive;
mod recovery;
pub mod request;
pub mod transport;

pub use engine::{SyncError, SyncReport, sync};
pub use transport::{Arriving, Reply, Transport, TransportError};
