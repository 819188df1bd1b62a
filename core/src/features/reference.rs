//! The reference book, as features ask it: dated rules, programmes, limits and texts of the centre. Nothing here is written
//! by phones.

pub mod queries;
#[cfg(test)]
mod tests;
pub mod views;
