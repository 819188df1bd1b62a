//! The corpus as what phones write down: a club's history becomes forms, in the order in which people filled them in.
//!
//! | file | what |
//! |---|---|
//! | [`entries`] | one form with its author, device and time; the ids that the devices will give |
//! | [`mod@roster`] | the club and its people |
//! | [`mod@activity`] | who is cared for, visits with their readings, meetings, weighings |
//! | [`import`] | the list of people that a centre takes |
//! | [`mod@journals`] | the same as ops, without a store: what frames are made of |
//! | [`listed`] | a store with a list of people and nothing else |
//! | [`mod@spoken`] | what is typed by those who look for somebody |
//! | [`mod@written`] | names as they stand in lists |
//!
//! Everything is a function of the history and of the devices, so a phone that records the entries of its device in their
//! order arrives at exactly the records that the entries name.

pub mod activity;
pub mod entries;
pub mod import;
pub mod journals;
pub mod listed;
pub mod roster;
pub mod spoken;
pub mod written;

pub use activity::{activity, head, only_visits, recorders};
pub use entries::{Entry, Hands, People};
pub use journals::{Journal, journals};
pub use roster::{details, roster};
