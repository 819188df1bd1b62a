//! The vocabulary that the phones and the centre share.
//!
//! What is here is a function of its arguments: no I/O, no async, no clock, no randomness. Start at [`registry`] for what
//! is recorded, [`op`] and [`merge`] for how it changes, [`frame`] and [`message`] for how it travels, [`text`] for
//! Vietnamese names, [`lunar`] for dates as older people tell them, [`age`] for how old they are. `docs/sync-protocol.md`
//! describes the same bytes for a reader who writes another client.

pub mod age;
pub mod age_rule;
pub mod bounds;
pub mod certificate;
pub mod chain;
pub mod codec;
pub mod edit;
pub mod entry;
pub mod ethnicity;
pub mod field;
pub mod frame;
pub mod id;
pub mod key;
pub mod label;
pub mod lunar;
pub mod membership;
pub mod merge;
pub mod message;
pub mod op;
pub mod reference;
pub mod registry;
pub mod rights;
pub mod roll_call;
pub mod same_person;
pub mod same_visit;
pub mod sum;
pub mod text;
pub mod time;
pub mod value;
pub mod vocabulary;
