//! The second step of signing in, setting an app up for it, and taking a lost one away.

use askama::Template;
use axum::extract::{Path, Query as Pairs, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use tower_sessions::Session;

use super::csrf::{Checked as CheckedForm, Guarded};
use super::field::{FieldProblem, has_problem};
use super::frame::{Frame, administers};
use super::officers::{self, OfficerSummary};
use super::second_step::{self, AppSecret, Checked, Salt};
use super::signed_in::{self, SignedIn};
use super::{Pages, codes, message};
use crate::error::{CentreError, Done};
use crate::store::officers::OfficerRow;

/// Asking for a code.
pub(super) const CODE: &str = "/sign-in/code";
/// Setting the app up.
pub(super) const APP: &str = "/sign-in/app";

/// Where the session keeps the salt of an app that is being set up.
const SALT: &str = "salt";

/// Letters of a reason.
const LONGEST_REASON: usize = 300;

#[derive(Template)]
#[template(path = "code.html")]
struct CodePage {
    frame: Frame,
    problems: Vec<FieldProblem>,
}

#[derive(Template)]
#[template(path = "app.html")]
struct AppPage {
    frame: Frame,
    problems: Vec<FieldProblem>,
    login: String,
    typed: String,
    qr: Option<String>,
}

#[derive(Template)]
#[template(path = "paper_codes.html")]
struct PaperCodesPage {
    frame: Frame,
    login: String,
    codes: Vec<String>,
}

#[derive(Template)]
#[template(path = "officers.html")]
struct OfficersPage {
    frame: Frame,
    notice: Option<&'static str>,
    own: String,
    officers: Vec<OfficerSummary>,
}

#[derive(Template)]
#[template(path = "reset_code.html")]
struct ResetPage {
    frame: Frame,
    problem: Option<&'static str>,
    login: String,
    name: String,
    reason: String,
}

impl CodePage {
    fn wrong(&self, field: &str) -> bool {
        has_problem(&self.problems, field)
    }
}

impl AppPage {
    fn wrong(&self, field: &str) -> bool {
        has_problem(&self.problems, field)
    }
}

/// Goes on after the right password: to the code, to setting an app up, or in.
pub(crate) async fn after_password(pages: &Pages, frame: Frame, session: &Session, officer: &OfficerRow) -> Response {
    let is_set_up = match second_step::is_set_up(&pages.centre, officer.id).await {
        Ok(is_set_up) => is_set_up,
        Err(error) => return message::trouble(frame, &error),
    };
    if !is_set_up && pages.options.allows_password_alone {
        return enter(frame, session, officer, Redirect::to(super::CLUBS).into_response()).await;
    }
    match signed_in::begin_half(session, officer, pages.centre.clock().now()).await {
        Ok(()) => Redirect::to(if is_set_up { CODE } else { APP }).into_response(),
        Err(error) => no_session(frame, &error),
    }
}

async fn enter(frame: Frame, session: &Session, officer: &OfficerRow, welcome: Response) -> Response {
    match signed_in::begin(session, officer).await {
        Ok(()) => welcome,
        Err(error) => no_session(frame, &error),
    }
}

fn no_session(frame: Frame, error: &tower_sessions::session::Error) -> Response {
    tracing::error!(%error, "a session could not be begun");
    message::trouble(frame, &CentreError::Busy)
}

/// The officer whose password was right a moment ago; else the way to the beginning.
async fn half(pages: &Pages, session: &Session) -> Result<OfficerRow, Response> {
    match signed_in::look_half(pages, session).await {
        Ok(Some(officer)) => Ok(officer),
        Ok(None) => Err(Redirect::to("/sign-in").into_response()),
        Err(error) => {
            tracing::error!(%error, "a session cannot be read");
            Err(StatusCode::SERVICE_UNAVAILABLE.into_response())
        }
    }
}

/// What was typed.
#[derive(Deserialize)]
pub(crate) struct CodeForm {
    #[serde(default)]
    csrf: String,
    #[serde(default)]
    code: String,
}

impl Guarded for CodeForm {
    fn token(&self) -> &str {
        &self.csrf
    }
}

/// `GET /sign-in/code`.
pub(crate) async fn ask(State(pages): State<Pages>, frame: Frame, session: Session) -> Response {
    match half(&pages, &session).await {
        Ok(_) => message::page(StatusCode::OK, &CodePage { frame, problems: Vec::new() }),
        Err(elsewhere) => elsewhere,
    }
}

/// `POST /sign-in/code`.
pub(crate) async fn check(
    State(pages): State<Pages>,
    frame: Frame,
    session: Session,
    CheckedForm(form): CheckedForm<CodeForm>,
) -> Response {
    let officer = match half(&pages, &session).await {
        Ok(officer) => officer,
        Err(elsewhere) => return elsewhere,
    };
    let words = frame.words;
    let (status, problem) = match second_step::check(&pages.centre, &officer, &form.code).await {
        Ok(Checked::Right) => {
            return enter(frame, &session, &officer, Redirect::to(super::CLUBS).into_response()).await;
        }
        Ok(Checked::Wrong) => (StatusCode::UNPROCESSABLE_ENTITY, FieldProblem::new("code", words.code_wrong())),
        Ok(Checked::Locked { minutes }) => {
            (StatusCode::TOO_MANY_REQUESTS, FieldProblem::new("", words.locked(minutes)))
        }
        Err(error) => return message::trouble(frame, &error),
    };
    message::page(status, &CodePage { frame, problems: vec![problem] })
}

/// The salt of the app that this session sets up; the same until it is done.
async fn salt_of(pages: &Pages, session: &Session) -> Result<Salt, tower_sessions::session::Error> {
    if let Some(salt) = session.get::<Salt>(SALT).await? {
        return Ok(salt);
    }
    let salt = second_step::new_salt(&pages.centre);
    session.insert(SALT, salt).await?;
    Ok(salt)
}

/// `GET /sign-in/app`.
pub(crate) async fn show_app(State(pages): State<Pages>, frame: Frame, session: Session) -> Response {
    app(&pages, frame, &session, Vec::new()).await
}

async fn app(pages: &Pages, frame: Frame, session: &Session, problems: Vec<FieldProblem>) -> Response {
    let officer = match half(pages, session).await {
        Ok(officer) => officer,
        Err(elsewhere) => return elsewhere,
    };
    match second_step::is_set_up(&pages.centre, officer.id).await {
        Ok(false) => {}
        // The secret of an app that is in use is shown to nobody.
        Ok(true) => return Redirect::to(CODE).into_response(),
        Err(error) => return message::trouble(frame, &error),
    }
    let salt = match salt_of(pages, session).await {
        Ok(salt) => salt,
        Err(error) => return no_session(frame, &error),
    };
    let AppSecret { typed, link } = second_step::app_secret(&pages.centre, &officer, &salt);
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    message::page(status, &AppPage { frame, problems, login: officer.login, typed, qr: codes::qr(&link) })
}

/// `POST /sign-in/app`.
pub(crate) async fn set_up(
    State(pages): State<Pages>,
    frame: Frame,
    session: Session,
    CheckedForm(form): CheckedForm<CodeForm>,
) -> Response {
    let officer = match half(&pages, &session).await {
        Ok(officer) => officer,
        Err(elsewhere) => return elsewhere,
    };
    let salt = match salt_of(&pages, &session).await {
        Ok(salt) => salt,
        Err(error) => return no_session(frame, &error),
    };
    match second_step::set_up(&pages.centre, &officer, salt, &form.code).await {
        Ok(Some(codes)) => {
            let codes = codes.iter().map(|code| spaced(code)).collect();
            let page = PaperCodesPage { frame: frame.clone(), login: officer.login.clone(), codes };
            enter(frame, &session, &officer, message::page(StatusCode::OK, &page)).await
        }
        Ok(None) => {
            let problem = FieldProblem::new("code", frame.words.app_wrong());
            app(&pages, frame, &session, vec![problem]).await
        }
        Err(CentreError::Invalid(_)) => Redirect::to(CODE).into_response(),
        Err(error) => message::trouble(frame, &error),
    }
}

fn spaced(code: &str) -> String {
    code.split_at_checked(code.len() / 2).map_or_else(|| code.to_owned(), |(first, second)| format!("{first} {second}"))
}

/// What was just done.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    done: String,
}

/// `GET /officers`.
pub(crate) async fn officers_list(
    State(pages): State<Pages>,
    frame: Frame,
    SignedIn(officer): SignedIn,
    Pairs(asked): Pairs<Asked>,
) -> Response {
    let frame = frame.for_officer(&officer);
    if !administers(&officer) {
        return message::not_yours(frame);
    }
    let notice = (asked.done == "reset").then(|| frame.words.reset_done());
    match officers::list(&pages.centre).await {
        Ok(officers) => message::page(StatusCode::OK, &OfficersPage { frame, notice, own: officer.login, officers }),
        Err(error) => message::trouble(frame, &error),
    }
}

/// Why the app is taken away.
#[derive(Debug, Deserialize)]
pub(crate) struct ResetForm {
    #[serde(default)]
    csrf: String,
    #[serde(default)]
    reason: String,
}

impl Guarded for ResetForm {
    fn token(&self) -> &str {
        &self.csrf
    }
}

/// `GET /officers/{login}/second-step`.
pub(crate) async fn ask_reset(
    State(pages): State<Pages>,
    frame: Frame,
    SignedIn(officer): SignedIn,
    Path(login): Path<String>,
) -> Response {
    ask_why(&pages, frame.for_officer(&officer), &officer, &login, None).await
}

async fn ask_why(
    pages: &Pages,
    frame: Frame,
    officer: &OfficerRow,
    login: &str,
    problem: Option<&'static str>,
) -> Response {
    if !administers(officer) {
        return message::not_yours(frame);
    }
    let known: Done<Option<OfficerSummary>> =
        officers::list(&pages.centre).await.map(|all| all.into_iter().find(|known| known.login == login));
    match known {
        Ok(Some(known)) => {
            let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
            let page = ResetPage { frame, problem, login: known.login, name: known.name, reason: String::new() };
            message::page(status, &page)
        }
        Ok(None) => message::not_found(frame).await,
        Err(error) => message::trouble(frame, &error),
    }
}

/// `POST /officers/{login}/second-step`.
pub(crate) async fn reset(
    State(pages): State<Pages>,
    frame: Frame,
    SignedIn(officer): SignedIn,
    Path(login): Path<String>,
    CheckedForm(form): CheckedForm<ResetForm>,
) -> Response {
    let frame = frame.for_officer(&officer);
    if !administers(&officer) {
        return message::not_yours(frame);
    }
    let words = frame.words;
    let reason = clubbook_model::text::clean(&form.reason.chars().take(LONGEST_REASON).collect::<String>());
    if reason.is_empty() {
        return ask_why(&pages, frame, &officer, &login, Some(words.decide_reason_missing())).await;
    }
    match second_step::reset_by(&pages.centre, officer.clone(), &login, reason).await {
        Ok(()) => Redirect::to("/officers?done=reset").into_response(),
        Err(CentreError::Invalid(_)) => ask_why(&pages, frame, &officer, &login, Some(words.reset_not_own())).await,
        Err(error) => message::trouble(frame, &error),
    }
}
