//! Who is signed in: what a handler of a closed page takes as an argument.

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use serde::{Deserialize, Serialize};
use tower_sessions::Session;

use super::{Pages, cookies, sessions};
use crate::error::{CentreError, Done};
use crate::store;
use crate::store::officers::{OfficerId, OfficerRow};

/// Where the session keeps the officer.
const KEY: &str = "officer";

/// What a session holds. Never who it is in words: the account is read anew for every page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Holder {
    id: OfficerId,
    version: i64,
}

/// The officer who is signed in.
#[derive(Debug, Clone)]
pub(crate) struct SignedIn(pub(crate) OfficerRow);

/// Begins a session under a new id, so that an id known from before is worth nothing.
pub(crate) async fn begin(session: &Session, officer: &OfficerRow) -> Result<(), tower_sessions::session::Error> {
    session.cycle_id().await?;
    session.insert(KEY, Holder { id: officer.id, version: officer.version }).await
}

/// The officer of a session, if the account and its password are still the same.
pub(crate) async fn look(pages: &Pages, session: &Session) -> Done<Option<SignedIn>> {
    let holder: Option<Holder> = session.get(KEY).await.map_err(|error| {
        tracing::warn!(%error, "a session cannot be read");
        CentreError::Busy
    })?;
    let Some(holder) = holder else { return Ok(None) };
    let officer = store::read(pages.centre.store(), move |tx| tx.officer(holder.id)).await?;
    Ok(officer.filter(|officer| officer.version == holder.version).map(SignedIn))
}

/// Why a closed page stays closed.
#[derive(Debug)]
pub(crate) enum Closed {
    /// Not signed in; the way is to the sign-in page.
    SignIn {
        /// There was a session, which ended.
        ended: bool,
    },
    /// The centre could not tell.
    Trouble(CentreError),
}

impl FromRequestParts<Pages> for SignedIn {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, pages: &Pages) -> Result<Self, Response> {
        let closed = match parts.extensions.get::<Session>() {
            None => Closed::SignIn { ended: false },
            Some(session) => match look(pages, session).await {
                Ok(Some(officer)) => return Ok(officer),
                Ok(None) => Closed::SignIn {
                    ended: cookies::value(&parts.headers, sessions::cookie_name(pages.options.is_secure)).is_some(),
                },
                Err(error) => Closed::Trouble(error),
            },
        };
        Err(match closed {
            Closed::SignIn { .. } if is_fetched(parts) => StatusCode::UNAUTHORIZED.into_response(),
            Closed::SignIn { ended: true } => Redirect::to("/sign-in?why=ended").into_response(),
            Closed::SignIn { ended: false } => Redirect::to("/sign-in").into_response(),
            Closed::Trouble(error) => super::message::trouble(super::frame::of_parts(parts), &error),
        })
    }
}

/// Whether the page itself asks, and not a person who could be sent to another page.
fn is_fetched(parts: &Parts) -> bool {
    parts.uri.path() == super::FIGURES || parts.uri.path() == super::LIVE
}
