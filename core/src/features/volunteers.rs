//! Volunteers who go to people at home: who they are, to whom each goes, and with whom. They go in pairs.

pub mod queries;
#[cfg(test)]
mod tests;
pub mod views;
