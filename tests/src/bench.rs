//! What the bench measures, and how: real phones, the real centre on a real socket, and the same work done by others.
//!
//! | file | what |
//! |---|---|
//! | [`report`] | rows, their gates, the table and `results.json` |
//! | [`wire`] | a TCP proxy that counts what passes and may delay it |
//! | [`site`] | a centre on a socket, clubs of the corpus, enrolled phones |
//! | [`peer`] | PouchDB with its server, and gzip JSON |
//! | [`exchange`] | first sync, club set, nothing new, ten new, push |
//! | [`phone`] | saving, opening |
//! | [`screens`] | the list, somebody's card, what is due today |
//! | [`names`] | finding people, against the plainest search |
//! | [`capacity`] | what the centre takes |
//!
//! Figures are flags: a gate that is not held is shown, and fails the program only when it is asked to be strict.

pub mod capacity;
pub mod exchange;
pub mod names;
pub mod peer;
pub mod phone;
pub mod plain;
pub mod report;
pub mod screens;
pub mod site;
pub mod wire;

/// Why a bench could not run.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// The result of something that a bench does.
pub type Run<T> = Result<T, Failure>;
