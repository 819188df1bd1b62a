//! The centre over HTTP: one router for the phones' API, what the operator watches, and the officers' pages.
//!
//! | route | what |
//! |---|---|
//! | `GET /v1/centre` | who is this centre? ([`clubbook_model::message::CentreCard`]) |
//! | `POST /v1/enrol` | a phone is connected by a code |
//! | `POST /v1/sync` | one exchange, both directions |
//! | `GET /health` | 200 while the program runs and the database answers |
//! | `GET /metrics` | counts for Prometheus; for the local machine unless the operator opens it |
//!
//! [`router`] is used by the program, by the tests with virtual phones and by the browser tests alike; `serve` puts it on
//! a socket. The answers under `/v1/` carry no header that a phone does not need: an exchange with nothing new has to fit
//! into 600 bytes.

mod answer;
mod api;
mod limits;
mod metrics;
mod observe;
mod serve;
#[cfg(test)]
mod tests;

use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;

use crate::Centre;
use crate::pages::{self, PagesOptions};
use answer::{page_refusal, refusal, unavailable};
use api::Api;
use limits::{ClientAddress, Gate, RateLimit};
use observe::Observer;

pub use limits::Rate;
pub use metrics::{Metrics, Served};
pub use serve::{Listening, ServeError, Stop, TlsFiles, listen, stop_on_signal};

/// Bytes that a form of the pages may send.
const FORM_LIMIT: usize = 64 << 10;

/// What the operator decides about the router.
#[derive(Debug, Clone)]
pub struct HttpOptions {
    /// A proxy of the operator stands before the centre, so its `X-Forwarded-For` tells who asks.
    pub behind_proxy: bool,
    /// How often one address may ask; `None` for no limit: benches, or a proxy that limits itself.
    pub rate: Option<Rate>,
    /// How often one address may try to connect a phone. Each try costs one of a code's five, too.
    pub enrol_rate: Option<Rate>,
    /// Requests whose bodies are received at a time; each may take [`clubbook_model::message::MAX_REQUEST_BYTES`].
    pub receiving: usize,
    /// Requests that are worked on at a time; more wait for their turn.
    pub working: usize,
    /// How long a request waits for its turn, and how long for the centre's answer, before it is asked to come back later.
    pub patience: Duration,
    /// A body of which nothing has come for so long is given up.
    pub body_idle: Duration,
    /// Whether `/metrics` answers machines other than this one.
    pub metrics_for_all: bool,
    /// The officers' pages.
    pub pages: PagesOptions,
}

impl Default for HttpOptions {
    fn default() -> Self {
        Self {
            behind_proxy: false,
            rate: Rate::new(1_200, Duration::from_millis(20)),
            enrol_rate: Rate::new(30, Duration::from_secs(2)),
            receiving: 2_048,
            working: 256,
            patience: Duration::from_secs(30),
            body_idle: Duration::from_secs(20),
            metrics_for_all: false,
            pages: PagesOptions::default(),
        }
    }
}

/// The one router: the API of the phones, what the operator watches, and the officers' pages.
pub fn router(centre: Centre, options: HttpOptions) -> Router {
    let by = ClientAddress { behind_proxy: options.behind_proxy };
    let rate = options.rate.map(|rate| RateLimit::new(rate, by));
    let enrol_rate = options.enrol_rate.map(|rate| RateLimit::new(rate, by));
    let limits = rate.iter().chain(&enrol_rate).cloned().collect();
    let observer = Observer::new(centre.clone(), by, &options, limits);
    let api = Api {
        centre: centre.clone(),
        receiving: Gate::new(options.receiving, options.patience),
        working: Gate::new(options.working, options.patience),
        patience: options.patience,
        body_idle: options.body_idle,
    };

    let mut enrol = Router::new().route("/v1/enrol", post(api::enrol));
    if let Some(limit) = enrol_rate {
        enrol = enrol.route_layer(limit.layer(too_often(&centre)));
    }
    let mut phones =
        Router::new().route("/v1/centre", get(api::centre_card)).route("/v1/sync", post(api::sync)).merge(enrol);
    if let Some(limit) = &rate {
        phones = phones.route_layer(limit.layer(too_often(&centre)));
    }
    let panicked = (observer.metrics().clone(), centre.clone());
    let phones = phones.with_state(api).layer(CatchPanicLayer::custom(move |_| {
        let (metrics, centre) = &panicked;
        metrics.panicked();
        tracing::error!("a request ended in an error of the program; nothing of it was taken");
        unavailable(centre, 500, "internal")
    }));

    let operator = Router::new()
        .route("/health", get(observe::health))
        .route("/metrics", get(observe::metrics))
        .with_state(observer.clone());

    let mut officers = pages::routes(centre, options.pages);
    if let Some(limit) = &rate {
        officers = officers.route_layer(limit.layer(|wait| page_refusal(429, wait)));
    }
    let panicked = observer.metrics().clone();
    let officers = officers
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, options.patience))
        .layer(DefaultBodyLimit::max(FORM_LIMIT))
        .layer(CatchPanicLayer::custom(move |_| {
            panicked.panicked();
            tracing::error!("a page ended in an error of the program");
            page_refusal(500, Duration::ZERO)
        }));

    officers.merge(phones).merge(operator).layer(from_fn_with_state(observer, observe::observe))
}

fn too_often(centre: &Centre) -> impl Fn(Duration) -> axum::response::Response + Send + Sync + 'static + use<> {
    let centre = centre.clone();
    move |wait| refusal(&centre, 429, "too_often", Some(wait))
}
