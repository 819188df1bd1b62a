//! `GET /live`: tells a page that figures changed, so that it fetches them. The figures themselves do not travel here:
//! the page asks for them with its own filter and rights.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderName, HeaderValue};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use tokio::sync::watch;
use tower_sessions::Session;

use super::signed_in::{self, SignedIn};
use super::{Pages, Version};

/// At most one word in so long: a busy evening must not make a page flicker.
const CALM: Duration = Duration::from_secs(2);

/// How often it is looked whether the session still stands.
const SESSION_CHECK: Duration = Duration::from_secs(60);

/// What the stream of one page knows.
struct Watching {
    pages: Pages,
    session: Session,
    changes: watch::Receiver<u64>,
    is_first: bool,
    is_over: bool,
}

/// `GET /live`.
pub(crate) async fn listen(State(pages): State<Pages>, _officer: SignedIn, session: Session) -> Response {
    let changes = pages.centre.changes();
    let watching = Watching { pages, session, changes, is_first: true, is_over: false };
    let events = stream::unfold(watching, next);
    let mut response = Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(25))).into_response();
    // Proxies that collect answers would hold the news back.
    response.headers_mut().insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    response
}

async fn next(mut watching: Watching) -> Option<(Result<Event, Infallible>, Watching)> {
    if watching.is_over {
        return None;
    }
    // The first word says at once what is current: something may have changed since the page was made.
    if !std::mem::take(&mut watching.is_first) && !watching.wait().await? {
        watching.is_over = true;
        return Some((Ok(Event::default().event("signed-out").data("")), watching));
    }
    let version = Version { run: watching.pages.run, tick: *watching.changes.borrow_and_update() };
    Some((Ok(Event::default().event("changed").data(version.to_string())), watching))
}

impl Watching {
    /// Waits for a change: `true`; `false` when the session has ended, `None` when the centre stops.
    async fn wait(&mut self) -> Option<bool> {
        let stop = self.pages.options.stop.clone().stopped();
        tokio::pin!(stop);
        // The first word went out just now.
        tokio::select! {
            () = &mut stop => return None,
            () = tokio::time::sleep(CALM) => {}
        }
        loop {
            tokio::select! {
                () = &mut stop => return None,
                changed = self.changes.changed() => return changed.ok().map(|()| true),
                () = tokio::time::sleep(SESSION_CHECK) => {
                    // A new look at the store: the session's own copy would say what it said before.
                    let session = Session::new(self.session.id(), self.pages.sessions.clone(), None);
                    if let Ok(None) = signed_in::look(&self.pages, &session).await {
                        return Some(false);
                    }
                }
            }
        }
    }
}
