//! Who is signed in: what a handler of a closed page takes as an argument.

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use clubbook_model::time::Instant;
use serde::{Deserialize, Serialize};
use tower_sessions::Session;

use super::{Pages, cookies, sessions};
use crate::error::{CentreError, Done};
use crate::store;
use crate::store::officers::{OfficerId, OfficerRow};

/// Where the session keeps the officer.
const KEY: &str = "officer";

/// Where the session keeps an officer whose second step is still to come.
const HALF: &str = "half";

/// How long the second step may take, seconds.
const HALF_LIVES: i64 = 600;

/// An officer whose password was right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Half {
    holder: Holder,
    since: i64,
}

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
    session.remove::<Half>(HALF).await?;
    session.insert(KEY, Holder { id: officer.id, version: officer.version }).await
}

/// Notes that the password was right and the second step is still to come.
pub(crate) async fn begin_half(
    session: &Session,
    officer: &OfficerRow,
    now: Instant,
) -> Result<(), tower_sessions::session::Error> {
    session.cycle_id().await?;
    session.insert(HALF, Half { holder: Holder { id: officer.id, version: officer.version }, since: now.0 }).await
}

/// The officer whose password was right a moment ago; none after [`HALF_LIVES`].
pub(crate) async fn look_half(pages: &Pages, session: &Session) -> Done<Option<OfficerRow>> {
    let half: Option<Half> = session.get(HALF).await.map_err(|error| {
        tracing::warn!(%error, "a session cannot be read");
        CentreError::Busy
    })?;
    let now = pages.centre.clock().now();
    let Some(half) = half.filter(|half| now.0 - half.since < HALF_LIVES) else { return Ok(None) };
    let officer = store::read(pages.centre.store(), move |tx| tx.officer(half.holder.id)).await?;
    Ok(officer.filter(|officer| officer.version == half.holder.version))
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
