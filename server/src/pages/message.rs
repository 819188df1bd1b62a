//! Pages that only say something: no such page, an old form, trouble.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use super::frame::Frame;
use crate::error::CentreError;

/// A title and a text.
#[derive(Template)]
#[template(path = "message.html")]
struct MessagePage {
    frame: Frame,
    title: &'static str,
    text: &'static str,
}

/// Renders a page.
pub(crate) fn page(status: StatusCode, template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(error) => {
            tracing::error!(%error, "a page cannot be rendered");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

fn say(status: StatusCode, frame: Frame, title: &'static str, text: &'static str) -> Response {
    page(status, &MessagePage { frame, title, text })
}

/// There is no such page.
pub(crate) async fn not_found(frame: Frame) -> Response {
    let words = frame.words;
    say(StatusCode::NOT_FOUND, frame, words.not_found_title(), words.not_found())
}

/// A page for those in charge of the whole centre.
pub(crate) fn not_yours(frame: Frame) -> Response {
    let words = frame.words;
    say(StatusCode::FORBIDDEN, frame, words.not_yours_title(), words.not_yours())
}

/// The form's token is not this browser's.
pub(crate) fn stale_form(frame: Frame) -> Response {
    let words = frame.words;
    say(StatusCode::FORBIDDEN, frame, words.stale_form_title(), words.stale_form())
}

/// A set-up link that does not work any more.
pub(crate) fn dead_link(frame: Frame) -> Response {
    let words = frame.words;
    say(StatusCode::NOT_FOUND, frame, words.link_dead_title(), words.link_dead())
}

/// An enrolment link with parts missing.
pub(crate) fn bad_enrol_link(frame: Frame) -> Response {
    let words = frame.words;
    say(StatusCode::NOT_FOUND, frame, words.enrol_bad_title(), words.enrol_bad())
}

/// The centre cannot answer. What went wrong goes to the log, which the officer does not read.
pub(crate) fn trouble(frame: Frame, error: &CentreError) -> Response {
    let words = frame.words;
    match error {
        CentreError::Busy | CentreError::Stopped => {
            say(StatusCode::SERVICE_UNAVAILABLE, frame, words.busy_title(), words.busy())
        }
        CentreError::NotFound(_) => say(StatusCode::NOT_FOUND, frame, words.not_found_title(), words.not_found()),
        _ => {
            tracing::error!(%error, code = error.code(), "a page could not be made");
            say(StatusCode::INTERNAL_SERVER_ERROR, frame, words.trouble_title(), words.trouble())
        }
    }
}
