//! The way to the centre, as the engine sees it: bytes go, bytes or a failure come back.

use std::future::Future;
use std::time::Duration;

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The media type without parameters; empty when none was given.
    pub media_type: String,
    /// How long the centre asks to wait.
    pub retry_after: Option<Duration>,
    /// The body, as far as it came.
    pub body: Vec<u8>,
    /// Whether the body came whole.
    pub is_whole: bool,
}

/// Why nothing came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
    /// No connection, or no answer in time.
    #[error("no answer from the centre")]
    NoAnswer,
    /// The certificate of whoever answered does not verify.
    #[error("the certificate of the centre does not verify")]
    Untrusted,
    /// The address is not one.
    #[error("the address of the centre is not valid")]
    Address,
}

/// Sees a reply while it arrives.
pub type Arriving<'a> = &'a mut (dyn FnMut(&Reply) + Send);

/// A way to the centre.
pub trait Transport: Send + Sync {
    /// Asks for `path` with a GET.
    fn get(&self, path: &str) -> impl Future<Output = Result<Reply, TransportError>> + Send;

    /// Sends `body` to `path` with a POST. `arriving` is shown the reply as far as it has come, whenever more of it has; it
    /// need not be shown anything, and not the whole.
    fn post(
        &self,
        path: &str,
        body: Vec<u8>,
        arriving: Arriving<'_>,
    ) -> impl Future<Output = Result<Reply, TransportError>> + Send;
}
