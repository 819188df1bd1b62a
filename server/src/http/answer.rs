//! How answers and refusals go over HTTP: the protocol's media type, the status, and no header more than a phone needs.

use std::time::Duration;

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use clubbook_model::message::{MEDIA_TYPE, Refusal};

use crate::{Centre, CentreError};

/// How long a phone is asked to wait when the centre has too much to do, or is being restarted.
const COME_BACK_AFTER: Duration = Duration::from_secs(15);

/// A message of the protocol.
pub(super) fn message(bytes: Vec<u8>) -> Response {
    response(StatusCode::OK, bytes)
}

fn response(status: StatusCode, bytes: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
    response
}

/// A refusal that HTTP itself is the reason of, with its code of `docs/sync-protocol.md`.
pub(super) fn refusal(centre: &Centre, status: u16, code: &str, retry_after: Option<Duration>) -> Response {
    let refusal = Refusal { code: code.to_owned(), challenge: Vec::new(), server_time: centre.clock().now() };
    refused(status, &refusal, retry_after)
}

fn refused(status: u16, refusal: &Refusal, retry_after: Option<Duration>) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = response(status, refusal.to_bytes());
    if let Some(wait) = retry_after {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(wait.as_secs().max(1)));
    }
    response
}

/// A refusal that is nobody's fault at the other end: come back later.
pub(super) fn unavailable(centre: &Centre, status: u16, code: &str) -> Response {
    refusal(centre, status, code, Some(COME_BACK_AFTER))
}

/// The refusal of a request that failed, and a line in the log where the operator has to act.
pub(super) fn failed(centre: &Centre, error: &CentreError) -> Response {
    let (status, code) = (error.status(), error.code());
    let retry_after = (status >= 500).then_some(COME_BACK_AFTER);
    if status >= 500 {
        tracing::error!(code, %error, "a request failed");
    } else {
        tracing::debug!(code, %error, "a request was refused");
    }
    refused(status, &centre.refusal(error), retry_after)
}

/// The words that stand in for a page that could not be made.
pub(super) fn page_refusal(status: u16, wait: Duration) -> Response {
    let words = match status {
        429 => {
            "Bấm nhiều quá. Đợi một lát rồi mở lại trang.\nToo many requests. Wait a moment, then open the page again.\n"
        }
        _ => {
            "Trang bị lỗi. Không có gì bị mất. Đợi một lát rồi mở lại.\n\
              The page failed. Nothing was lost. Wait a moment, then open it again.\n"
        }
    };
    let mut response = Response::new(Body::from(words));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    if !wait.is_zero() {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(wait.as_secs().max(1)));
    }
    response
}
