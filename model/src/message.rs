//! The messages of the sync protocol: what a phone asks in one request and what the centre answers.
//!
//! `docs/sync-protocol.md` describes the same bytes with worked examples. Frames inside are opaque here; see
//! [`crate::frame`].

pub mod enrol;
pub mod fields;
pub mod reason;
pub mod sync;

pub use enrol::{CentreCard, EnrolAnswer, EnrolRequest};
pub use sync::{
    Acknowledgement, AnswerReader, BookGrant, BookState, Claim, Cursor, Held, Piece, Quarantined, Refusal, Rights,
    SnapshotPlace, Standing, SyncAnswer, SyncRequest,
};

/// The version of the protocol that this program speaks.
pub const PROTOCOL_VERSION: u64 = 1;

/// The media type of requests and answers.
pub const MEDIA_TYPE: &str = "application/vnd.clubbook.sync";

/// The largest request body that a centre must accept.
pub const MAX_REQUEST_BYTES: usize = 1 << 20;
