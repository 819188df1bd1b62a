//! Enrolment codes of a club: who may be given one, making one, cancelling one. The digits are shown once, in the answer that
//! makes them; opening the page again makes no other.

use askama::Template;
use axum::extract::{Path, Query as Pairs, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use clubbook_model::id::RecordId;
use clubbook_model::vocabulary::Vocabulary;
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};
use serde::Deserialize;

use super::csrf::{Checked, Guarded};
use super::frame::Frame;
use super::signed_in::SignedIn;
use super::words::Words;
use super::{Pages, format, message};
use crate::admin::{CodeSummary, IssuedCode, PersonSummary};
use crate::enrol::MOST_TRIES;
use crate::error::CentreError;

/// Somebody who may be given a code.
#[derive(Debug)]
struct Choice {
    person: String,
    label: String,
}

/// A code that works.
#[derive(Debug)]
struct Open {
    person: String,
    name: String,
    until: String,
    until_machine: String,
    tries: String,
}

#[derive(Template)]
#[template(path = "codes.html")]
struct CodesPage {
    frame: Frame,
    number: u64,
    club_name: String,
    notice: Option<&'static str>,
    problem: Option<&'static str>,
    choices: Vec<Choice>,
    open: Vec<Open>,
}

#[derive(Template)]
#[template(path = "code_slip.html")]
struct SlipPage {
    frame: Frame,
    number: u64,
    name: String,
    first: String,
    second: String,
    aloud: String,
    until: String,
    until_machine: String,
    centre_name: String,
    fingerprint: String,
    address: Option<String>,
    qr: Option<String>,
}

/// What was just done.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    done: String,
}

/// `GET /clubs/{number}/codes`.
pub(crate) async fn show(
    State(pages): State<Pages>,
    frame: Frame,
    officer: SignedIn,
    Path(number): Path<u64>,
    Pairs(asked): Pairs<Asked>,
) -> Response {
    let notice = (asked.done == "cancelled").then(|| frame.words.codes_cancelled());
    list(&pages, frame, officer, number, notice, None).await
}

async fn list(
    pages: &Pages,
    frame: Frame,
    SignedIn(officer): SignedIn,
    number: u64,
    notice: Option<&'static str>,
    problem: Option<&'static str>,
) -> Response {
    let frame = frame.for_officer(&officer);
    let words = frame.words;
    let found = match pages.centre.codes_for(officer, number).await {
        Ok(found) => found,
        Err(error) => return message::trouble(frame, &error),
    };
    let page = CodesPage {
        frame,
        number,
        club_name: found.club_name,
        notice,
        problem,
        choices: found.people.into_iter().map(|person| choice(&person, words)).collect(),
        open: found.open.into_iter().map(|code| open(code, words)).collect(),
    };
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    message::page(status, &page)
}

fn choice(person: &PersonSummary, words: Words) -> Choice {
    let roles: Vec<&str> = person.roles.iter().map(|role| role.label(words.0)).collect();
    Choice { person: person.person.to_string(), label: format!("{} ({})", person.name, roles.join(", ")) }
}

fn open(code: CodeSummary, words: Words) -> Open {
    Open {
        person: code.person.to_string(),
        name: code.name,
        until: format::day(code.valid_until.day_in_vietnam()),
        until_machine: format::machine_moment(code.valid_until),
        tries: words.codes_tries(code.tries, MOST_TRIES),
    }
}

/// Whom a code is for.
#[derive(Debug, Deserialize)]
pub(crate) struct PersonForm {
    #[serde(default)]
    csrf: String,
    #[serde(default)]
    person: String,
}

impl Guarded for PersonForm {
    fn token(&self) -> &str {
        &self.csrf
    }
}

/// `POST /clubs/{number}/codes`: makes a code and shows it.
pub(crate) async fn issue(
    State(pages): State<Pages>,
    frame: Frame,
    officer: SignedIn,
    Path(number): Path<u64>,
    Checked(form): Checked<PersonForm>,
) -> Response {
    let words = frame.words;
    let Some(person) = RecordId::from_hex(&form.person) else {
        return list(&pages, frame, officer, number, None, Some(words.codes_choose())).await;
    };
    match pages.centre.issue_code_by(officer.0.clone(), number, person).await {
        Ok((code, name)) => slip(&pages, frame.for_officer(&officer.0), &code, name),
        // The task ended, or the person was revoked, since the page was opened.
        Err(CentreError::Invalid(_) | CentreError::Revoked) => {
            list(&pages, frame, officer, number, None, Some(words.codes_not_now())).await
        }
        Err(error) => message::trouble(frame.for_officer(&officer.0), &error),
    }
}

/// `POST /clubs/{number}/codes/cancel`.
pub(crate) async fn cancel(
    State(pages): State<Pages>,
    frame: Frame,
    SignedIn(officer): SignedIn,
    Path(number): Path<u64>,
    Checked(form): Checked<PersonForm>,
) -> Response {
    let Some(person) = RecordId::from_hex(&form.person) else { return message::stale_form(frame) };
    match pages.centre.cancel_code_by(officer.clone(), number, person).await {
        Ok(_) => Redirect::to(&format!("/clubs/{number}/codes?done=cancelled")).into_response(),
        Err(error) => message::trouble(frame.for_officer(&officer), &error),
    }
}

fn slip(pages: &Pages, frame: Frame, code: &IssuedCode, name: String) -> Response {
    let (first, second) = code.digits.split_at_checked(4).unwrap_or((&code.digits, ""));
    let address = pages.options.public_address.as_deref().map(|address| address.trim_end_matches('/').to_owned());
    let link = address.as_deref().map(|address| format!("{address}/e/{}-{}", code.club_number, code.digits));
    let page = SlipPage {
        number: code.club_number,
        name,
        first: first.to_owned(),
        second: second.to_owned(),
        aloud: frame.words.digits_aloud(&code.digits),
        until: format::day(code.valid_until.day_in_vietnam()),
        until_machine: format::machine_moment(code.valid_until),
        centre_name: pages.centre.name().to_owned(),
        fingerprint: pages.centre.public_key().fingerprint(),
        qr: link.and_then(|link| qr(&link)),
        address,
        frame,
    };
    message::page(StatusCode::OK, &page)
}

/// A text as a QR code, SVG to stand inside a page; `None` for a text longer than a code holds.
pub(super) fn qr(text: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let drawn = code.render::<svg::Color<'_>>().min_dimensions(240, 240).quiet_zone(true).build();
    // Inside HTML there is no XML declaration.
    Some(drawn.split_once("?>").map_or(drawn.as_str(), |(_, svg)| svg).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_qr_code_is_plain_svg_without_anything_that_the_page_s_rules_refuse() {
        let drawn = qr("https://clb.example.vn/e/17-12345678").unwrap();
        assert!(drawn.starts_with("<svg ") && drawn.ends_with("</svg>"));
        assert!(!drawn.contains("style") && !drawn.contains("<?"));
        assert_eq!(qr(&"x".repeat(5_000)), None);
    }
}
