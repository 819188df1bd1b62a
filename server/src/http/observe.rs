//! What the operator sees of each request, and asks of the program: the log, `/health`, `/metrics`.
//!
//! The log names routes, statuses, durations, sizes and devices. It never names a path, an address or a person.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant as Moment;

use axum::body::{Body, HttpBody};
use axum::extract::{MatchedPath, State};
use axum::http::header::CONTENT_LENGTH;
use axum::http::{Request, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tracing::Instrument;

use super::HttpOptions;
use super::api::Exchanged;
use super::limits::{ClientAddress, RateLimit};
use super::metrics::{Metrics, Served};
use crate::Centre;
use crate::admin::ClubFilter;

/// After so many requests, counts and limits are tidied up.
const TIDY_EVERY: u64 = 4_096;

/// What watches the requests of a router.
#[derive(Debug, Clone)]
pub(super) struct Observer(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    centre: Centre,
    metrics: Metrics,
    by: ClientAddress,
    metrics_for_all: bool,
    limits: Vec<RateLimit>,
    requests: AtomicU64,
}

impl Observer {
    /// An observer that has seen nothing yet.
    pub(super) fn new(centre: Centre, by: ClientAddress, options: &HttpOptions, limits: Vec<RateLimit>) -> Self {
        Self(Arc::new(Inner {
            centre,
            metrics: Metrics::default(),
            by,
            metrics_for_all: options.metrics_for_all,
            limits,
            requests: AtomicU64::new(0),
        }))
    }

    /// The counts.
    pub(super) fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    /// The number of a request since the start, by which the lines of the log that belong to it are found.
    fn number(&self) -> u64 {
        let number = self.0.requests.fetch_add(1, Ordering::Relaxed) + 1;
        if number.is_multiple_of(TIDY_EVERY) {
            self.0.metrics.tidy();
            self.0.limits.iter().for_each(RateLimit::tidy);
        }
        number
    }
}

/// Counts and logs a request.
pub(super) async fn observe(State(observer): State<Observer>, request: Request<Body>, next: Next) -> Response {
    let matched = request.extensions().get::<MatchedPath>().cloned();
    let route = matched.as_ref().map_or("none", MatchedPath::as_str);
    let length = |headers: &axum::http::HeaderMap| -> u64 {
        headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok()).unwrap_or_default()
    };
    let bytes_in = length(request.headers());
    let begun = Moment::now();
    let span = tracing::info_span!("request", number = observer.number(), method = %request.method(), route);
    let response = next.run(request).instrument(span.clone()).await;
    let bytes_out = response.body().size_hint().exact().unwrap_or_default();
    let served = Served { route, status: response.status().as_u16(), duration: begun.elapsed(), bytes_in, bytes_out };
    observer.0.metrics.served(&served);
    let exchanged = response.extensions().get::<Exchanged>();
    if let Some(exchanged) = exchanged {
        observer.0.metrics.exchanged(exchanged.device, exchanged.acknowledged, observer.0.centre.clock().now());
    }
    span.in_scope(|| log(&served, exchanged));
    response
}

fn log(served: &Served<'_>, exchanged: Option<&Exchanged>) {
    let Served { status, bytes_in, bytes_out, .. } = *served;
    let milliseconds = u64::try_from(served.duration.as_millis()).unwrap_or(u64::MAX);
    match exchanged {
        Some(Exchanged { device, frames_in, frames_out, acknowledged, held }) => tracing::info!(
            status, milliseconds, bytes_in, bytes_out, %device, frames_in, frames_out, acknowledged, held, "synced"
        ),
        None if matches!(served.route, "/health" | "/metrics") => tracing::debug!(status, milliseconds, "served"),
        None => tracing::info!(status, milliseconds, bytes_in, bytes_out, "served"),
    }
}

/// `GET /health`: whether the program runs and the database answers.
pub(super) async fn health(State(observer): State<Observer>) -> Response {
    match observer.0.centre.read(|tx, _| tx.epochs()).await {
        Ok(_) => (StatusCode::OK, "ok\n").into_response(),
        Err(error) => {
            tracing::error!(code = error.code(), %error, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response()
        }
    }
}

/// `GET /metrics`: the counts, for this machine unless the operator opens them.
pub(super) async fn metrics(State(observer): State<Observer>, request: Request<Body>) -> Response {
    let Inner { centre, metrics, by, metrics_for_all, .. } = &*observer.0;
    let is_local = by.of(&request);
    let is_local = is_local.is_loopback() || is_local.is_unspecified();
    if !is_local && !metrics_for_all {
        return StatusCode::NOT_FOUND.into_response();
    }
    let now = centre.clock().now();
    match centre.clubs(ClubFilter::default()).await {
        Ok(clubs) => metrics.clubs(&clubs, now),
        Err(error) => tracing::warn!(code = error.code(), "the clubs could not be counted"),
    }
    metrics.devices(now);
    ([("content-type", "text/plain; version=0.0.4; charset=utf-8")], metrics.render()).into_response()
}
