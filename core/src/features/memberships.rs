//! Memberships: when somebody leaves the club, and when that was a mistake.

pub mod commands;
#[cfg(test)]
mod tests;
