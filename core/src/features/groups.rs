//! Groups (tổ của CLB): who belongs to which, who leads it, and which area it covers.

pub mod commands;
pub mod leader;
pub mod queries;
#[cfg(test)]
mod tests;
pub mod views;
