//! The chain hash over a device's journal: c(0) from the public key, c(seq) = H(c(seq-1), H(salt, op)).
//!
//! Phone and centre both keep it. Equal c at equal seq means equal journals up to there; anything else is a fork. The
//! salt is random per segment of [`SEGMENT`] ops and is destroyed when one of them is erased: the chain values stay and
//! then tell nothing of what was erased.

use sha2::{Digest, Sha256};

/// How many ops share a salt.
pub const SEGMENT: u64 = 256;

/// A salt.
pub type Salt = [u8; 16];

/// A chain value: the first 128 bits of a SHA-256.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Chain(pub [u8; 16]);

impl Chain {
    /// c(0) of the device with this public key.
    pub fn start(public_key: &[u8; 32]) -> Self {
        let mut hash = Sha256::new();
        hash.update(b"clubbook/chain/1");
        hash.update(public_key);
        Self(hash.finalize().first_chunk::<16>().copied().unwrap_or_default())
    }

    /// c(seq) from c(seq-1).
    #[must_use]
    pub fn next(self, salt: &Salt, op_bytes: &[u8]) -> Self {
        let mut inner = Sha256::new();
        inner.update(salt);
        inner.update(op_bytes);
        let mut outer = Sha256::new();
        outer.update(self.0);
        outer.update(inner.finalize());
        Self(outer.finalize().first_chunk::<16>().copied().unwrap_or_default())
    }
}

/// The segment of an op: 0 for seq 1 to 256.
pub fn segment(seq: u64) -> u64 {
    seq.saturating_sub(1) / SEGMENT
}

/// A point of a journal: the number of an op and the chain value there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JournalPoint {
    /// The op's number; 0 before the first.
    pub seq: u64,
    /// The chain value.
    pub chain: Chain,
}
