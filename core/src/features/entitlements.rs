//! What people may ask for by their age (`domain.md` §6.3-§6.5): hints with the rule, its day and its document, never a
//! decision. The rules stand in the reference book ([`clubbook_model::age_rule`]).

pub mod queries;
#[cfg(test)]
mod tests;
pub mod views;
