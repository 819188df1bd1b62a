//! The officers' pages: rendered on the server, readable on a phone and on paper, complete without script.
//!
//! | route | what |
//! |---|---|
//! | `GET /` | to the list of clubs |
//! | `/setup/{token}` | setting a password by a one-time link |
//! | `/sign-in`, `/sign-out` | coming and going |
//! | `/sign-in/code`, `/sign-in/app` | the second step of signing in: a code, and setting up the app that makes it |
//! | `/officers`, `/officers/{login}/second-step` | accounts, for those in charge of the whole centre |
//! | `GET /clubs` | the clubs of the officer's unit, in figures; never people |
//! | `GET /clubs/figures`, `GET /live` | the table alone, and the word that it changed |
//! | `GET /clubs/{number}` | a club in figures |
//! | `/clubs/{number}/correct` | correcting the club's own record, with a reason |
//! | `/clubs/{number}/codes` | codes by which phones are connected |
//! | `/review`, `/review/…` | what waits for review: records, and phones after a fork |
//! | `/lists`, `/lists/file` | lists of people for a purpose with its legal basis |
//! | `GET /log` | who looked at named records, for those in charge of the whole centre |
//! | `GET /e/{club}-{digits}` | the page behind an enrolment link |
//! | `GET /.well-known/…` | which apps open such a link by themselves |
//! | `GET /assets/…` | style, script, mark |
//!
//! Looks live in `templates/` and `assets/`, words in `words`. Accounts are in [`officers`], which the command line
//! uses too.

mod access_log;
mod app_links;
mod assets;
mod club;
mod clubs;
mod codes;
mod cookies;
mod correct;
mod csrf;
mod enrol_link;
mod field;
mod figures;
mod format;
mod frame;
mod headers;
mod language;
mod lists;
mod live;
mod message;
pub mod officers;
mod password;
mod query;
mod review;
pub mod second_step;
mod second_step_pages;
mod sessions;
mod set_up;
mod sign_in;
mod signed_in;
#[cfg(test)]
mod tests;
mod tries;
mod words;

use std::sync::Arc;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::Redirect;
use axum::routing::{get, post};

use crate::Centre;
use crate::clock::random_bytes;
use crate::http::Stop;
pub use app_links::{AndroidCertificate, AppLinksError, IosTeam};
use password::Hashing;
use sessions::Sessions;

/// The list of clubs.
const CLUBS: &str = "/clubs";
/// What waits for review.
const REVIEW: &str = "/review";
/// Lists for a purpose.
const LISTS: &str = "/lists";
/// Who looked at what.
const LOG: &str = "/log";
/// The table of the list, for the script.
const FIGURES: &str = "/clubs/figures";
/// The stream that says that something changed.
const LIVE: &str = "/live";

/// What the operator decides about the pages.
#[derive(Debug, Clone, Default)]
pub struct PagesOptions {
    /// Officers come over TLS, here or at the operator's proxy: cookies are for TLS alone.
    pub is_secure: bool,
    /// The centre's address as phones type it, shown on the enrolment page; for example `https://clb.example.vn`.
    pub public_address: Option<String>,
    /// Where the app can be had, for the button on the enrolment page.
    pub app_link: Option<String>,
    /// Who signs the iPhone app, so that it opens enrolment links by itself.
    pub ios_teams: Vec<IosTeam>,
    /// By what the Android app is signed, likewise.
    pub android_certificates: Vec<AndroidCertificate>,
    /// Officers may sign in by the password alone: for demonstrations and tests. Else an app's code is asked for after it.
    pub allows_password_alone: bool,
    /// Ends the streams of live pages when the centre stops.
    pub stop: Stop,
}

/// What the handlers share.
#[derive(Debug, Clone)]
struct Pages {
    centre: Centre,
    options: Arc<PagesOptions>,
    hashing: Hashing,
    sessions: Arc<Sessions>,
    /// Which run of the program this is: its count of changes begins anew with each.
    run: u32,
}

/// Which state of the figures a page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Version {
    run: u32,
    tick: u64,
}

impl std::fmt::Display for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:08x}-{}", self.run, self.tick)
    }
}

/// The pages' routes, with a page for addresses that do not exist.
pub fn routes(centre: Centre, options: PagesOptions) -> Router {
    let sessions = Sessions::new(&centre);
    let run = u32::from_be_bytes(random_bytes(centre.random().as_ref()));
    let is_secure = options.is_secure;
    let pages = Pages {
        sessions: Arc::new(sessions.clone()),
        centre,
        options: Arc::new(options),
        hashing: Hashing::default(),
        run,
    };

    // What people open counts as use of the session; what the page fetches by itself does not.
    let opened = Router::new()
        .route("/sign-in", get(sign_in::show).post(sign_in::enter))
        .route(second_step_pages::CODE, get(second_step_pages::ask).post(second_step_pages::check))
        .route(second_step_pages::APP, get(second_step_pages::show_app).post(second_step_pages::set_up))
        .route("/officers", get(second_step_pages::officers_list))
        .route("/officers/{login}/second-step", get(second_step_pages::ask_reset).post(second_step_pages::reset))
        .route("/sign-out", post(sign_in::leave))
        .route(CLUBS, get(clubs::show))
        .route(LOG, get(access_log::show))
        .route(LISTS, get(lists::show).post(lists::list))
        .route("/lists/file", post(lists::file))
        .route(REVIEW, get(review::show))
        .route("/review/{device}/{first}", get(review::look).post(review::decide))
        .route("/review/phones/{device}", get(review::look_at_phone).post(review::decide_phone))
        .route("/clubs/{number}", get(club::show))
        .route("/clubs/{number}/correct", get(correct::show).post(correct::correct))
        .route("/clubs/{number}/codes", get(codes::show).post(codes::issue))
        .route("/clubs/{number}/codes/cancel", post(codes::cancel))
        .layer(sessions::layer(&sessions, is_secure, true));
    let fetched = Router::new()
        .route(FIGURES, get(clubs::figures))
        .route(LIVE, get(live::listen))
        .layer(sessions::layer(&sessions, is_secure, false));

    Router::new()
        .route("/", get(async || Redirect::to(CLUBS)))
        .route("/setup/{token}", get(set_up::show).post(set_up::save))
        .route("/e/{link}", get(enrol_link::show))
        .route("/.well-known/apple-app-site-association", get(app_links::ios))
        .route("/.well-known/assetlinks.json", get(app_links::android))
        .route("/assets/{name}", get(assets::get))
        .merge(opened)
        .merge(fetched)
        .fallback(message::not_found)
        .layer(from_fn_with_state(pages.clone(), csrf::provide))
        .layer(from_fn(language::choose))
        .layer(from_fn(headers::guard))
        .with_state(pages)
}
