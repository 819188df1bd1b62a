//! What phones ask: `/v1/centre`, `/v1/enrol`, `/v1/sync`.

use std::future::Future;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{FromRef, State};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderMap, Request};
use axum::response::Response;
use clubbook_model::id::DeviceId;
use clubbook_model::message::{MAX_REQUEST_BYTES, MEDIA_TYPE, Standing, SyncAnswer, SyncRequest};
use http_body_util::BodyExt;
use tokio::time::timeout;

use super::answer::{failed, message, refusal, unavailable};
use super::limits::Gate;
use crate::{Centre, CentreError, Done};

/// Bytes of a body beyond the limit that are read and thrown away, so that the phone reads why and not that the connection
/// broke.
const DRAINED: usize = 7 * MAX_REQUEST_BYTES;

/// A body that is not whole after so long is given up, however steadily it drips: 1 MiB over the slowest mobile network
/// takes less.
const BODY_DEADLINE: Duration = Duration::from_secs(300);

/// What the handlers of the API need.
#[derive(Debug, Clone)]
pub(super) struct Api {
    pub(super) centre: Centre,
    pub(super) receiving: Gate,
    pub(super) working: Gate,
    pub(super) patience: Duration,
    pub(super) body_idle: Duration,
}

impl FromRef<Api> for Centre {
    fn from_ref(api: &Api) -> Self {
        api.centre.clone()
    }
}

/// What is noted of an exchange beside its status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Exchanged {
    /// The device.
    pub(super) device: DeviceId,
    /// Frames that it sent.
    pub(super) frames_in: usize,
    /// Frames that it got.
    pub(super) frames_out: usize,
    /// Ops of its journal that it now knows to be at the centre and did not before.
    pub(super) acknowledged: u64,
    /// Runs of its ops that wait for review.
    pub(super) held: usize,
}

/// `GET /v1/centre`.
pub(super) async fn centre_card(State(centre): State<Centre>) -> Response {
    match centre.card().await {
        Ok(card) => message(card.to_bytes()),
        Err(error) => failed(&centre, &error),
    }
}

/// `POST /v1/enrol`.
pub(super) async fn enrol(State(api): State<Api>, request: Request<Body>) -> Response {
    let centre = api.centre.clone();
    let work = |body| async move { centre.enrol(body).await };
    match api.exchange(request, work).await {
        Ok(answer) => message(answer.to_bytes()),
        Err(response) => response,
    }
}

/// `POST /v1/sync`.
pub(super) async fn sync(State(api): State<Api>, request: Request<Body>) -> Response {
    let centre = api.centre.clone();
    let work = |body: Vec<u8>| async move {
        let asked = SyncRequest::from_bytes(&body).ok().map(|asked| Asked::of(&asked));
        centre.sync(body).await.map(|answer| (asked, answer))
    };
    match api.exchange(request, work).await {
        Ok((asked, answer)) => {
            let mut response = message(answer.to_bytes());
            if let Some(asked) = asked {
                response.extensions_mut().insert(asked.with(&answer));
            }
            response
        }
        Err(response) => response,
    }
}

/// What is noted of a request before its answer is there.
#[derive(Debug, Clone, Copy)]
struct Asked {
    device: DeviceId,
    frames: usize,
    acknowledged: u64,
}

impl Asked {
    fn of(request: &SyncRequest) -> Self {
        let acknowledged = request.claim.acknowledged.seq;
        Self { device: request.device, frames: request.frames.len(), acknowledged }
    }

    fn with(self, answer: &SyncAnswer) -> Exchanged {
        let ops = if answer.standing == Standing::Unknown { 0 } else { answer.acknowledged.point.seq };
        Exchanged {
            device: self.device,
            frames_in: self.frames,
            frames_out: answer.frames.len(),
            acknowledged: ops.saturating_sub(self.acknowledged),
            held: answer.quarantine.iter().filter(|run| !run.reason.is_empty()).count(),
        }
    }
}

impl Api {
    /// Receives a body, waits for a turn, and does the work with it.
    async fn exchange<T, F>(&self, request: Request<Body>, work: impl FnOnce(Vec<u8>) -> F) -> Result<T, Response>
    where
        F: Future<Output = Done<T>> + Send,
    {
        let centre = &self.centre;
        let declared = declared_length(request.headers()).map_err(|why| why.answer(centre))?;
        let busy = || unavailable(centre, 503, "busy");
        let body = {
            let _place = self.receiving.enter().await.ok_or_else(busy)?;
            timeout(BODY_DEADLINE, receive(request.into_body(), declared, self.body_idle))
                .await
                .unwrap_or(Err(Unreceived::Slow))
                .map_err(|why| why.answer(centre))?
        };
        let _place = self.working.enter().await.ok_or_else(busy)?;
        // Work that was begun is finished even if nobody waits for it: its answer is given to the repeat.
        match timeout(self.patience, work(body)).await {
            Ok(done) => done.map_err(|error| failed(centre, &error)),
            Err(_) => Err(busy()),
        }
    }
}

/// The length that the head declares, 0 if it does not.
fn declared_length(headers: &HeaderMap) -> Result<usize, Unreceived> {
    let header = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if header(CONTENT_TYPE).and_then(|value| value.split(';').next()).map(str::trim) != Some(MEDIA_TYPE) {
        return Err(Unreceived::MediaType);
    }
    let declared = header(CONTENT_LENGTH).and_then(|value| value.parse::<usize>().ok()).unwrap_or_default();
    if declared > MAX_REQUEST_BYTES + DRAINED { Err(Unreceived::TooLarge) } else { Ok(declared) }
}

/// Why a body was not received.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unreceived {
    MediaType,
    TooLarge,
    Slow,
    Cut,
}

impl Unreceived {
    fn answer(self, centre: &Centre) -> Response {
        match self {
            Self::MediaType => refusal(centre, 415, "media_type", None),
            Self::TooLarge => failed(centre, &CentreError::TooLarge),
            Self::Slow => refusal(centre, 408, "too_slow", None),
            Self::Cut => refusal(centre, 400, "malformed", None),
        }
    }
}

/// The whole body, within the limits of size and patience.
async fn receive(mut body: Body, declared: usize, idle: Duration) -> Result<Vec<u8>, Unreceived> {
    let mut bytes = Vec::with_capacity(declared.min(MAX_REQUEST_BYTES));
    let mut length = 0usize;
    while let Some(frame) = timeout(idle, body.frame()).await.map_err(|_| Unreceived::Slow)? {
        let Ok(data) = frame.map_err(|_| Unreceived::Cut)?.into_data() else { continue };
        length = length.saturating_add(data.len());
        if length > MAX_REQUEST_BYTES + DRAINED {
            break;
        }
        if length <= MAX_REQUEST_BYTES {
            bytes.extend_from_slice(&data);
        }
    }
    if length > MAX_REQUEST_BYTES { Err(Unreceived::TooLarge) } else { Ok(bytes) }
}
