//! Where this phone stands with the centre, in plain words that are never better than the truth.

pub mod exchanges;
pub mod queries;
#[cfg(test)]
mod tests;
mod things;
pub mod unsent;
pub mod views;
pub mod words;
