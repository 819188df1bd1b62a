//! State sums: a 128-bit number over the confirmed state of a book, the same in any order, kept up to date by adding and
//! subtracting one hash per changed entity, and compared at every sync.
//!
//! The sum is over hashes of whole entities (their canonical state bytes), not of single entries: it detects the same
//! differences with one hash per change instead of one per field (ADR 0003). It guards against faults, not against
//! somebody who can choose states freely: signatures do that.

use sha2::{Digest, Sha256};

use crate::id::RecordId;

/// How many buckets a book's sum is kept in. The book's sum is the sum of its buckets.
pub const BUCKETS: usize = 64;

/// A sum modulo 2^128.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct StateSum(pub u128);

impl StateSum {
    /// What one entity contributes: the first 128 bits of SHA-256 over its id and its canonical state bytes.
    pub fn of_entity(entity: RecordId, state_bytes: &[u8]) -> Self {
        let mut hash = Sha256::new();
        hash.update(b"clubbook/sum/1");
        hash.update(entity.0);
        hash.update(state_bytes);
        let digest = hash.finalize();
        Self(u128::from_be_bytes(digest.first_chunk::<16>().copied().unwrap_or_default()))
    }

    /// The sum after an entity's contribution changed from `before` (nothing, when it is new) to `after`.
    #[must_use]
    pub fn replace(self, before: Option<Self>, after: Self) -> Self {
        Self(self.0.wrapping_sub(before.unwrap_or_default().0).wrapping_add(after.0))
    }

    /// 16 bytes, big-endian.
    pub fn to_bytes(self) -> [u8; 16] {
        self.0.to_be_bytes()
    }

    /// From 16 bytes.
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(u128::from_be_bytes(bytes))
    }
}

impl std::iter::Sum for StateSum {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        Self(iter.fold(0, |total, part| total.wrapping_add(part.0)))
    }
}

/// The bucket of an entity: the exclusive-or of its id's bytes, modulo 64.
pub fn bucket(entity: RecordId) -> usize {
    usize::from(entity.0.iter().fold(0u8, |mixed, byte| mixed ^ byte)) % BUCKETS
}

/// One digest over many books at once, for the request that says "I believe I have everything": the first 128 bits of
/// SHA-256 over (handle, cursor, sum) of each book in the order of the handles.
pub fn digest_of_books(books: impl IntoIterator<Item = (u64, u64, StateSum)>) -> [u8; 16] {
    let mut hash = Sha256::new();
    hash.update(b"clubbook/books/1");
    for (handle, cursor, sum) in books {
        hash.update(handle.to_be_bytes());
        hash.update(cursor.to_be_bytes());
        hash.update(sum.to_bytes());
    }
    hash.finalize().first_chunk::<16>().copied().unwrap_or_default()
}
