//! People: the member list, search, the card; adding and correcting a person, settling what two people entered
//! differently, and linking two records of one person.

pub mod apart;
pub mod birthdays;
pub mod card;
pub mod commands;
pub mod death;
pub mod directory;
pub mod doubles;
pub mod looked_for;
pub mod queries;
#[cfg(test)]
mod tests;
pub mod views;
