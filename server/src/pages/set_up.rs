//! Setting a password by a one-time link. Looking at the page does not use the link up: messengers fetch what they show
//! a preview of.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::csrf::{Checked, Guarded};
use super::field::{FieldProblem, has_problem};
use super::frame::Frame;
use super::officers::{self, LinkFor, Problem, SetUp, Typed};
use super::password::Weakness;
use super::words::Words;
use super::{Pages, message};

#[derive(Template)]
#[template(path = "set_up.html")]
struct SetUpPage {
    frame: Frame,
    problems: Vec<FieldProblem>,
    name: String,
    login: String,
    login_is_fixed: bool,
}

impl SetUpPage {
    fn wrong(&self, field: &str) -> bool {
        has_problem(&self.problems, field)
    }
}

/// `GET /setup/{token}`.
pub(crate) async fn show(State(pages): State<Pages>, frame: Frame, Path(token): Path<String>) -> Response {
    let (name, login, login_is_fixed) = match officers::look_at_link(&pages.centre, &token).await {
        Ok(Some(LinkFor::First)) => (String::new(), String::new(), false),
        Ok(Some(LinkFor::Officer { login, name })) => (name, login, true),
        Ok(None) => return message::dead_link(frame),
        Err(error) => return message::trouble(frame, &error),
    };
    message::page(StatusCode::OK, &SetUpPage { frame, problems: Vec::new(), name, login, login_is_fixed })
}

/// What was typed.
#[derive(Deserialize)]
pub(crate) struct SetUpForm {
    #[serde(default)]
    csrf: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    login: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    repeat: String,
}

impl Guarded for SetUpForm {
    fn token(&self) -> &str {
        &self.csrf
    }
}

/// `POST /setup/{token}`.
pub(crate) async fn save(
    State(pages): State<Pages>,
    frame: Frame,
    Path(token): Path<String>,
    Checked(form): Checked<SetUpForm>,
) -> Response {
    let words = frame.words;
    let (fixed, login) = match officers::look_at_link(&pages.centre, &token).await {
        Ok(Some(LinkFor::First)) => (false, form.login),
        Ok(Some(LinkFor::Officer { login, .. })) => (true, login),
        Ok(None) => return message::dead_link(frame),
        Err(error) => return message::trouble(frame, &error),
    };
    let typed = Typed { name: form.name, login, password: form.password, repeat: form.repeat };
    let mut problems: Vec<FieldProblem> = typed.problems().into_iter().map(|problem| say(problem, words)).collect();
    if problems.is_empty() {
        match officers::use_link(&pages.centre, &pages.hashing, &token, &typed).await {
            Ok(SetUp::Done) => return Redirect::to("/sign-in?why=ready").into_response(),
            Ok(SetUp::Dead) => return message::dead_link(frame),
            Ok(SetUp::LoginTaken) => problems.push(FieldProblem::new("login", words.login_taken())),
            Err(error) => return message::trouble(frame, &error),
        }
    }
    let Typed { name, login, .. } = typed;
    let page = SetUpPage { frame, problems, name, login: login.trim().to_owned(), login_is_fixed: fixed };
    message::page(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

fn say(problem: Problem, words: Words) -> FieldProblem {
    match problem {
        Problem::Name => FieldProblem::new("name", words.enter_name()),
        Problem::Login => FieldProblem::new("login", words.bad_login()),
        Problem::Password(Weakness::Short) => FieldProblem::new("password", words.password_short()),
        Problem::Password(Weakness::Long) => FieldProblem::new("password", words.password_long()),
        Problem::Password(Weakness::Simple) => FieldProblem::new("password", words.password_simple()),
        Problem::Password(Weakness::LikeLogin) => FieldProblem::new("password", words.password_like_login()),
        Problem::Repeat => FieldProblem::new("repeat", words.repeat_differs()),
    }
}
