//! Notices from officers to the club: the list, and that somebody has read and answered one.

pub mod commands;
pub mod queries;
#[cfg(test)]
mod tests;
pub mod views;
