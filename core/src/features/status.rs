//! Where this phone stands with the centre, in plain words that are never better than the truth.

pub mod queries;
#[cfg(test)]
mod tests;
pub mod views;
pub mod words;
