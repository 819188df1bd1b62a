//! The second step of signing in: what an app's codes follow from, and the codes on paper.

use clubbook_model::time::Instant;

use super::officers::{Digest, OfficerId};
use crate::error::Done;

/// An officer's app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SecondStepRow {
    /// The secret follows from this and from the centre's key.
    pub salt: [u8; 16],
    /// When it was set up.
    pub set_up_at: Instant,
    /// The half minute, counted from 1970, whose code was used last.
    pub last_step: u64,
}

/// The `second_step` and `paper_code` tables.
pub trait SecondSteps {
    /// An officer's app.
    ///
    /// # Errors
    /// SQL.
    fn second_step(&self, officer: OfficerId) -> Done<Option<SecondStepRow>>;
    /// Puts an officer's app.
    ///
    /// # Errors
    /// SQL.
    fn put_second_step(&mut self, officer: OfficerId, row: &SecondStepRow) -> Done<()>;
    /// Takes an officer's app and codes on paper away.
    ///
    /// # Errors
    /// SQL.
    fn remove_second_step(&mut self, officer: OfficerId) -> Done<()>;
    /// Replaces an officer's codes on paper.
    ///
    /// # Errors
    /// SQL.
    fn put_paper_codes(&mut self, officer: OfficerId, hashes: &[Digest]) -> Done<()>;
    /// Uses a code on paper up; `false` where there is none, or it was used.
    ///
    /// # Errors
    /// SQL.
    fn use_paper_code(&mut self, officer: OfficerId, hash: &Digest, now: Instant) -> Done<bool>;
    /// How many codes on paper were not used.
    ///
    /// # Errors
    /// SQL.
    fn paper_codes_left(&self, officer: OfficerId) -> Done<u64>;
}
