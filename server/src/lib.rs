//! The central endpoint: what the phones of the clubs sync with, and where officers see which clubs work.
//!
//! | module | what |
//! |---|---|
//! | [`centre`] | the centre as one value: open, sync, enrol, shut down |
//! | [`sync`] | one exchange with a phone, in both directions |
//! | [`enrol`] | connecting a phone by a code |
//! | [`rights`] | who may do what in which book |
//! | [`admin`] | what officers and the command line do |
//! | [`projection`] | the figures that pages show, kept up to date with every push |
//! | [`pages`] | the officers' pages |
//! | [`http`] | the router, its limits, metrics, TLS and the graceful stop |
//! | [`cli`] | the command line |
//! | [`backup`] | encrypted backups, proven by a restore, and putting them back |
//! | [`store`] | the tables behind a trait; the log in them is the truth |
//! | [`keys`] | keys and the journal outside the database |
//!
//! Services are synchronous functions over a transaction; effects stand at the edge.

pub mod admin;
pub mod backup;
pub mod centre;
pub mod cli;
pub mod clock;
pub mod enrol;
pub mod error;
pub mod http;
pub mod journal;
pub mod keys;
pub mod pages;
pub mod projection;
pub mod rights;
pub mod store;
pub mod sync;
#[cfg(any(test, feature = "testing"))]
pub mod testing;

pub use centre::{Centre, CentreOptions};
pub use error::{CentreError, Done};
