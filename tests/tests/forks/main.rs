//! Forks: a phone that was cloned or put back to an older copy of its file, a journal with a hole, and a centre that was
//! restored meanwhile. In every order of arrival nothing is lost and nothing doubled: the real phone and the real centre.
//!
//! | file | what |
//! |---|---|
//! | `scene` | what the schedules are told with |
//! | `copies` | two phones with one file, and one phone with an older one |
//! | `holes` | a journal that cannot be sent as it is |
//! | `restored` | a centre that was put back from a backup |
#![cfg(test)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly, its functions too")]

mod copies;
mod holes;
mod restored;
mod scene;
