//! Memberships: who joins, with which number in the register, who leaves, moves to another club and comes back, and when
//! that was a mistake.

pub mod commands;
pub mod queries;
#[cfg(test)]
mod tests;
pub mod views;
