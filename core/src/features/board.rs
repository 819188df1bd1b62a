//! The board of the club (Ban Chủ nhiệm): who holds which post, since when and by which decision, and which posts nobody holds.
//!
//! A post is held by a term or by a task in the membership, as older lists have it. Both count, here and at the centre.

pub mod commands;
pub mod queries;
#[cfg(test)]
mod tests;
pub mod views;
