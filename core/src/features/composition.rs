//! Who the members are, held against what the programme of the club asks for (`domain.md` §1.2): how many they are, and the
//! shares of women, older and poor people. Real clubs deviate, so these are hints and never stop anybody.

pub mod queries;
#[cfg(test)]
mod tests;
pub mod views;
