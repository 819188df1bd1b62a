//! Meetings: when the next one is, its agenda, opening the month's meeting, calling the roll on the screen or from paper,
//! closing it; postponing and cancelling.
//!
//! A mark by hand always beats the meeting's default mark, whatever the clocks say: "all but" and closing set only the
//! default and the people that it covers. So two phones that call the same roll without signal add up.

pub mod agenda;
pub mod commands;
pub mod paper;
pub mod plan;
pub mod queries;
pub mod roll;
pub mod sheet_print;
#[cfg(test)]
mod tests;
pub mod views;
