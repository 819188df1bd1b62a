//! Signing in and out.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use tower_sessions::Session;

use super::csrf::{Checked, Guarded};
use super::field::{FieldProblem, has_problem};
use super::frame::Frame;
use super::officers::{self, SignIn};
use super::{Pages, message};
use super::{second_step_pages as second_step, signed_in};

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage {
    frame: Frame,
    notice: Option<&'static str>,
    problems: Vec<FieldProblem>,
    login: String,
}

impl SignInPage {
    fn wrong(&self, field: &str) -> bool {
        has_problem(&self.problems, field)
    }
}

/// Why somebody comes to this page.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Why {
    #[serde(default)]
    why: String,
}

/// `GET /sign-in`.
pub(crate) async fn show(
    State(pages): State<Pages>,
    frame: Frame,
    session: Session,
    Query(why): Query<Why>,
) -> Response {
    if let Ok(Some(_)) = signed_in::look(&pages, &session).await {
        return Redirect::to(super::CLUBS).into_response();
    }
    let notice = match why.why.as_str() {
        "ready" => Some(frame.words.ready()),
        "out" => Some(frame.words.signed_out()),
        "ended" => Some(frame.words.ended()),
        _ => None,
    };
    message::page(StatusCode::OK, &SignInPage { frame, notice, problems: Vec::new(), login: String::new() })
}

/// What was typed.
#[derive(Deserialize)]
pub(crate) struct SignInForm {
    #[serde(default)]
    csrf: String,
    #[serde(default)]
    login: String,
    #[serde(default)]
    password: String,
}

impl Guarded for SignInForm {
    fn token(&self) -> &str {
        &self.csrf
    }
}

/// `POST /sign-in`.
pub(crate) async fn enter(
    State(pages): State<Pages>,
    frame: Frame,
    session: Session,
    Checked(form): Checked<SignInForm>,
) -> Response {
    let words = frame.words;
    let mut problems = Vec::new();
    if form.login.trim().is_empty() {
        problems.push(FieldProblem::new("login", words.enter_login()));
    }
    if form.password.is_empty() {
        problems.push(FieldProblem::new("password", words.enter_password()));
    }
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    if problems.is_empty() {
        // Longer than any password: not worth the hashing, and as wrong as any other.
        let password: String = form.password.chars().take(super::password::LONGEST + 1).collect();
        match officers::sign_in(&pages.centre, &pages.hashing, &form.login, &password).await {
            Ok(SignIn::Welcome(officer)) => {
                return second_step::after_password(&pages, frame, &session, &officer).await;
            }
            Ok(SignIn::Wrong) => problems.push(FieldProblem::new("login", words.wrong())),
            Ok(SignIn::Locked { minutes }) => {
                status = StatusCode::TOO_MANY_REQUESTS;
                problems.push(FieldProblem::new("", words.locked(minutes)));
            }
            Err(error) => return message::trouble(frame, &error),
        }
    }
    message::page(status, &SignInPage { frame, notice: None, problems, login: form.login.trim().to_owned() })
}

/// Nothing but the token.
#[derive(Debug, Deserialize)]
pub(crate) struct SignOutForm {
    #[serde(default)]
    csrf: String,
}

impl Guarded for SignOutForm {
    fn token(&self) -> &str {
        &self.csrf
    }
}

/// `POST /sign-out`.
pub(crate) async fn leave(session: Session, Checked(_): Checked<SignOutForm>) -> Response {
    if let Err(error) = session.flush().await {
        tracing::error!(%error, "a session could not be ended");
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    }
    Redirect::to("/sign-in?why=out").into_response()
}
