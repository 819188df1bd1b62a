//! Home visits (lần thăm) with their measurements: recording, correcting, voiding; who is due.
//!
//! A visit lists everybody who went. A second visit to the same person on the same day asks whether it is the same one,
//! and counts once until somebody has answered.

pub mod commands;
pub mod correction;
pub mod due;
pub mod follow_up;
pub mod offered;
pub mod paper;
pub mod queries;
#[cfg(test)]
mod tests;
pub mod views;
