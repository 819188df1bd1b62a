//! Households: who lives with whom, and who is the head.

pub mod commands;
pub mod queries;
#[cfg(test)]
mod tests;
pub mod views;
