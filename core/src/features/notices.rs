//! Notices from officers to the club: the list, and that somebody has read and answered one.

pub mod commands;
pub mod queries;
pub mod views;
