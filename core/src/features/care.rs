//! What the law calls sensitive and is kept in a person's care book: who is cared for at home, consents, circumstances.
//!
//! A missing consent hides values and never refuses what is recorded: it may arrive later, from another phone.

pub mod commands;
pub mod lives_alone;
pub mod queries;
pub mod signed_paper;
#[cfg(test)]
mod tests;
pub mod views;
pub mod why_asked;
