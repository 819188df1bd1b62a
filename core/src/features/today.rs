//! What is due, on one screen: visits, people alone whom nobody has seen, what was noticed and waits for somebody to act, who
//! stayed away from meetings, birthdays, ages, consents that nobody has asked for. Each line says why it is there, and none of
//! it speaks of who has died.

pub mod queries;
#[cfg(test)]
mod tests;
pub mod views;
