//! Memberships: when somebody leaves the club.

pub mod commands;
