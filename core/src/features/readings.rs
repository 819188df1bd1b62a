//! Readings of people (huyết áp, cân nặng…): on a visit, at the weighing of a meeting ("cân, đo"), how they changed, and what the
//! reference book says to do about them.

pub mod advice;
pub mod commands;
pub mod queries;
#[cfg(test)]
mod tests;
mod values;
pub mod views;

pub use values::{ImpossibleReading, Reading, Readings};
