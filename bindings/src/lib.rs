//! The phone's core for Kotlin and Swift. This page is the app developer's guide.
//!
//! # One object
//!
//! An app opens one [`Clubbook`] for its file and keeps it for the life of the process. It may be called from any thread. What is
//! not `async` reads or writes the local file and takes milliseconds; call it off the main thread all the same. What is `async`
//! talks to the centre: it runs on threads of the core's and goes on when the app no longer waits (a rotated screen, a
//! finished worker), until it is done or [`Clubbook::cancel`] ends it. Cut off anywhere, it loses nothing.
//!
//! | to | call |
//! |---|---|
//! | begin | [`Clubbook::open`], or [`Clubbook::open_practice`] for a training |
//! | connect | [`Clubbook::look_up`], show name and fingerprint, then [`Clubbook::connect`] |
//! | know who is at the phone | [`Clubbook::users`], [`Clubbook::sign_in`], [`Clubbook::sign_out`] |
//! | show | queries: [`Clubbook::today`], [`Clubbook::members`], [`Clubbook::find`], [`Clubbook::roll`], … |
//! | change | commands: [`Clubbook::record_visit`], [`Clubbook::mark`], [`Clubbook::correct_person`], … |
//! | tell the truth | [`Clubbook::status`]: its sentence, and "all sent" only by its `is_all_sent`; [`Clubbook::unsent`], [`Clubbook::last_exchanges`] |
//! | remind of what waits | [`Clubbook::reminders`], once a day |
//! | erase the book | [`Clubbook::may_erase`], once more just before |
//! | exchange | [`Clubbook::sync`], from the platform's background job |
//! | follow changes | [`Clubbook::subscribe`]: topics come, screens ask again |
//! | follow the app's life | [`Clubbook::pause`] before the system sleeps, [`Clubbook::resume`], [`Clubbook::shutdown`] |
//!
//! # Commands
//!
//! When a command returns, what it recorded is on the disk: then, and only then, a screen says "Đã lưu". A command that fails has
//! recorded nothing. [`ClubbookError::AskFirst`] is no failure: show the question's words, and call again with the answer in
//! the request.
//!
//! # Forms
//!
//! A form comes with `seen`: what stood on the screen when it opened. Keep the bytes with the form's other state, through rotation
//! and the end of the process, and hand them back. Two people who write the same field then both stay visible, and nobody writes over
//! what they had not seen.
//!
//! # Time
//!
//! Days are told by a clock that the core corrects by what the centre told (ADR 0016). Where the system has a time from the network
//! (Android 13), [`OpenRequest`] hands it in as a [`clock::NetworkClock`], and it holds.
//!
//! # Words
//!
//! Sentences about the club's records come from the core in the language of [`Clubbook::speak`], so that both apps and the centre's
//! pages say the same. Titles and buttons around them are each platform's resources.
//!
//! # After a change here
//!
//! `cargo test -p clubbook-ffi` compares the exported surface with its snapshot; `cargo insta review` accepts a wanted change.
//! This crate decides nothing about the domain: what a function does stands in `clubbook-core`.

pub mod board;
pub mod card;
pub mod changes;
pub mod clock;
pub mod clubbook;
pub mod connect;
pub mod consents;
pub mod decide;
pub mod error;
pub mod groups;
pub mod households;
pub mod meetings;
pub mod memberships;
pub mod people;
pub mod person_form;
pub mod question;
pub mod readings;
pub mod reminders;
pub mod status;
pub mod today;
pub mod unsent;
pub mod values;
pub mod visit_correction;
pub mod visits;
pub mod weighing;

pub use clubbook::{Clubbook, OpenRequest};
pub use error::ClubbookError;
pub use people::EnteredView;
pub use question::Question;

uniffi::setup_scaffolding!();
