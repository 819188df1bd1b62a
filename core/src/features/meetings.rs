//! Meetings: opening the month's meeting, calling the roll, closing it; postponing and cancelling.
//!
//! A mark by hand always beats the meeting's default mark, whatever the clocks say: "all but" and closing set only the
//! default and the people that it covers. So two phones that call the same roll without signal add up.

pub mod commands;
pub mod queries;
pub mod roll;
#[cfg(test)]
mod tests;
pub mod views;
