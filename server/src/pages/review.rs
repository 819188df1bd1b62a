//! What waits for review, looked at and decided: records that the centre put aside, and phones that wait after a fork. A decision
//! takes a reason, and a second step.

use askama::Template;
use axum::extract::{Path, Query as Pairs, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use clubbook_model::codec::Reader;
use clubbook_model::entry::show_value;
use clubbook_model::field::MergeClass;
use clubbook_model::id::{BookKind, DeviceId};
use clubbook_model::op::Op;
use clubbook_model::registry;
use clubbook_model::value::Value;
use serde::Deserialize;

use super::csrf::{Checked, Guarded};
use super::frame::Frame;
use super::signed_in::SignedIn;
use super::words::Words;
use super::{Pages, format, message};
use crate::admin::Refusal;
use crate::admin::review_by::{Decision, HeldRun, Waiting, WaitingPhone, WaitingRun};
use crate::error::CentreError;

/// Letters of a reason.
const LONGEST_REASON: usize = 300;

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    club: String,
    #[serde(default)]
    done: String,
}

/// Something that waits, as the list shows it.
#[derive(Debug)]
struct Item {
    to: String,
    what: String,
    club: String,
    why: String,
    people_label: &'static str,
    people: String,
    since: String,
    since_machine: String,
    phone: String,
    set_aside: Option<String>,
}

#[derive(Template)]
#[template(path = "review.html")]
struct ReviewPage {
    frame: Frame,
    one_club: bool,
    notice: Option<&'static str>,
    records: Vec<Item>,
    phones: Vec<Item>,
    set_aside: Vec<Item>,
}

/// An op that waits.
#[derive(Debug)]
struct Entry {
    title: String,
    fields: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "held.html")]
struct HeldPage {
    frame: Frame,
    item: Item,
    entries: Vec<Entry>,
    is_unreadable: bool,
    is_private: bool,
    has_more: bool,
    problem: Option<&'static str>,
    reason: String,
    take: &'static str,
    aside: &'static str,
}

#[derive(Template)]
#[template(path = "confirm.html")]
struct ConfirmPage {
    frame: Frame,
    to: String,
    text: &'static str,
    what: String,
    reason: String,
    decision: &'static str,
}

/// `GET /review`.
pub(crate) async fn show(
    State(pages): State<Pages>,
    frame: Frame,
    SignedIn(officer): SignedIn,
    Pairs(asked): Pairs<Asked>,
) -> Response {
    let frame = frame.for_officer(&officer);
    let words = frame.words;
    let club = asked.club.parse().ok();
    let Waiting { runs, phones } = match pages.centre.waiting_for(officer, club).await {
        Ok(waiting) => waiting,
        Err(error) => return message::trouble(frame, &error),
    };
    let (set_aside, records): (Vec<_>, Vec<_>) = runs.into_iter().partition(|run| run.held.refused.is_some());
    let page = ReviewPage {
        one_club: club.is_some(),
        notice: match asked.done.as_str() {
            "taken" => Some(words.done_taken()),
            "refused" => Some(words.done_refused()),
            "let-in" => Some(words.done_let_in()),
            "kept" => Some(words.done_kept()),
            _ => None,
        },
        records: records.iter().map(|run| item(run, words)).collect(),
        phones: phones.iter().map(|phone| phone_item(phone, words)).collect(),
        set_aside: set_aside.iter().map(|run| item(run, words)).collect(),
        frame,
    };
    message::page(StatusCode::OK, &page)
}

fn item(run: &WaitingRun, words: Words) -> Item {
    let held = &run.held;
    let kind =
        held.on.map(|(_, number)| registry::kind(number).map_or(words.kind_unknown(), |kind| words.kind(kind.name)));
    let count = words.run_of(held.first, held.last);
    Item {
        to: format!("{}/{}/{}", super::REVIEW, held.device, held.first),
        what: kind.map_or_else(|| count.clone(), |kind| format!("{kind}: {count}")),
        club: format!("{} {}, {}", words.number(), run.club, run.club_name),
        why: words.held_reason(&held.reason).to_owned(),
        people_label: words.review_entered_by(),
        people: run.entered_by.join(", "),
        since: format::day(held.received_at.day_in_vietnam()),
        since_machine: format::machine_moment(held.received_at),
        phone: held.device.to_string(),
        set_aside: held.refused.as_ref().map(|refusal| aside(refusal, words)),
    }
}

fn phone_item(phone: &WaitingPhone, words: Words) -> Item {
    Item {
        to: format!("{}/phones/{}", super::REVIEW, phone.device),
        what: words.waiting_count(phone.held),
        club: format!("{} {}, {}", words.number(), phone.club, phone.club_name),
        why: words.review_phones_lead().to_owned(),
        people_label: words.review_holder(),
        people: phone.holder.clone(),
        since: format::day(phone.since.day_in_vietnam()),
        since_machine: format::machine_moment(phone.since),
        phone: phone.device.to_string(),
        set_aside: phone.kept.as_ref().map(|kept| aside(kept, words)),
    }
}

fn aside(refusal: &Refusal, words: Words) -> String {
    words.set_aside_by(&refusal.name, &format::day(refusal.at.day_in_vietnam()), &refusal.reason)
}

/// `GET /review/{device}/{first}`.
pub(crate) async fn look(
    State(pages): State<Pages>,
    frame: Frame,
    officer: SignedIn,
    Path((device, first)): Path<(String, u64)>,
) -> Response {
    held(&pages, frame, officer, &device, first, (None, String::new())).await
}

async fn held(
    pages: &Pages,
    frame: Frame,
    SignedIn(officer): SignedIn,
    device: &str,
    first: u64,
    (problem, reason): (Option<&'static str>, String),
) -> Response {
    let frame = frame.for_officer(&officer);
    let words = frame.words;
    let Some(device) = device_id(device) else { return message::not_found(frame).await };
    match pages.centre.held_run(officer, device, first).await {
        Ok(HeldRun { run, ops }) => {
            let count = usize::try_from(run.held.last + 1 - run.held.first).unwrap_or(usize::MAX);
            let page = HeldPage {
                item: item(&run, words),
                is_unreadable: run.held.on.is_none(),
                is_private: ops.iter().any(|op| op.book.kind != BookKind::ROSTER),
                has_more: ops.len() < count && run.held.on.is_some(),
                entries: ops.iter().map(|op| entry(op, words)).collect(),
                problem,
                reason,
                take: words.decide_take(),
                aside: words.decide_refuse(),
                frame,
            };
            message::page(status_of(problem), &page)
        }
        Err(error) => message::trouble(frame, &error),
    }
}

fn status_of(problem: Option<&str>) -> StatusCode {
    if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }
}

fn entry(op: &Op, words: Words) -> Entry {
    let kind = registry::kind(op.kind);
    let title = kind.map_or(words.kind_unknown(), |kind| words.kind(kind.name)).to_owned();
    let is_private = op.book.kind != BookKind::ROSTER;
    let field = |change: &clubbook_model::op::Change| {
        let known = kind.and_then(|kind| kind.field(change.tag));
        let label = known.map_or_else(|| words.kind_unknown().to_owned(), |field| words.field_label(field.name));
        let element = match change.tag.class() {
            MergeClass::Set => Value::decode(&mut Reader::new(&change.element)).ok(),
            _ => None,
        };
        let value = match (&change.value, element) {
            _ if is_private => words.held_hidden().to_owned(),
            (Value::Bool(false), Some(element)) => format!("− {}", show_value(known, &element, words.0)),
            (_, Some(element)) => show_value(known, &element, words.0),
            (Value::None, None) => words.held_cleared().to_owned(),
            (value, None) => show_value(known, value, words.0),
        };
        (label, value)
    };
    let mut fields: Vec<(String, String)> = op.changes.iter().map(field).collect();
    fields.dedup();
    Entry { title: format!("{title}, {}", words.run_of(op.id.seq, op.id.seq)), fields }
}

/// `GET /review/phones/{device}`.
pub(crate) async fn look_at_phone(
    State(pages): State<Pages>,
    frame: Frame,
    officer: SignedIn,
    Path(device): Path<String>,
) -> Response {
    phone(&pages, frame, officer, &device, (None, String::new())).await
}

async fn phone(
    pages: &Pages,
    frame: Frame,
    SignedIn(officer): SignedIn,
    device: &str,
    (problem, reason): (Option<&'static str>, String),
) -> Response {
    let frame = frame.for_officer(&officer);
    let words = frame.words;
    let Some(device) = device_id(device) else { return message::not_found(frame).await };
    match pages.centre.waiting_phone(officer, device).await {
        Ok(found) => {
            let page = HeldPage {
                item: phone_item(&found, words),
                entries: Vec::new(),
                is_unreadable: false,
                is_private: false,
                has_more: false,
                problem,
                reason,
                take: words.decide_let_in(),
                aside: words.decide_keep(),
                frame,
            };
            message::page(status_of(problem), &page)
        }
        Err(error) => message::trouble(frame, &error),
    }
}

fn device_id(text: &str) -> Option<DeviceId> {
    let is_id = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_id { u64::from_str_radix(text, 16).ok().map(DeviceId) } else { None }
}

/// What an officer decides, with why; `sure` at the second step.
#[derive(Debug, Deserialize)]
pub(crate) struct DecideForm {
    #[serde(default)]
    csrf: String,
    #[serde(default)]
    decision: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    sure: String,
}

impl Guarded for DecideForm {
    fn token(&self) -> &str {
        &self.csrf
    }
}

impl DecideForm {
    fn decision(&self) -> Option<(Decision, &'static str)> {
        match self.decision.as_str() {
            "take" => Some((Decision::Take, "take")),
            "aside" => Some((Decision::SetAside, "aside")),
            _ => None,
        }
    }

    fn reason(&self) -> String {
        clubbook_model::text::clean(&self.reason.chars().take(LONGEST_REASON).collect::<String>())
    }
}

/// `POST /review/{device}/{first}`.
pub(crate) async fn decide(
    State(pages): State<Pages>,
    frame: Frame,
    officer: SignedIn,
    Path((device, first)): Path<(String, u64)>,
    Checked(form): Checked<DecideForm>,
) -> Response {
    let words = frame.words;
    let (Some((decision, code)), Some(id)) = (form.decision(), device_id(&device)) else {
        return message::stale_form(frame);
    };
    let reason = form.reason();
    if reason.is_empty() {
        let problem = (Some(words.decide_reason_missing()), reason);
        return held(&pages, frame, officer, &device, first, problem).await;
    }
    let to = format!("{}/{device}/{first}", super::REVIEW);
    if form.sure != "yes" {
        let text = if decision == Decision::Take { words.confirm_take() } else { words.confirm_refuse() };
        let what = if decision == Decision::Take { words.decide_take() } else { words.decide_refuse() };
        return confirm(frame.for_officer(&officer.0), to, text, what, reason, code);
    }
    match pages.centre.decide_run(officer.0.clone(), id, first, decision, reason.clone()).await {
        Ok(0) | Err(CentreError::Invalid(_)) => {
            held(&pages, frame, officer, &device, first, (Some(words.cannot_take()), reason)).await
        }
        Ok(_) => done(if decision == Decision::Take { "taken" } else { "refused" }),
        Err(error) => message::trouble(frame.for_officer(&officer.0), &error),
    }
}

/// `POST /review/phones/{device}`.
pub(crate) async fn decide_phone(
    State(pages): State<Pages>,
    frame: Frame,
    officer: SignedIn,
    Path(device): Path<String>,
    Checked(form): Checked<DecideForm>,
) -> Response {
    let words = frame.words;
    let (Some((decision, code)), Some(id)) = (form.decision(), device_id(&device)) else {
        return message::stale_form(frame);
    };
    let reason = form.reason();
    if reason.is_empty() {
        return phone(&pages, frame, officer, &device, (Some(words.decide_reason_missing()), reason)).await;
    }
    let to = format!("{}/phones/{device}", super::REVIEW);
    if form.sure != "yes" {
        let text = if decision == Decision::Take { words.confirm_let_in() } else { words.confirm_keep() };
        let what = if decision == Decision::Take { words.decide_let_in() } else { words.decide_keep() };
        return confirm(frame.for_officer(&officer.0), to, text, what, reason, code);
    }
    match pages.centre.decide_phone(officer.0.clone(), id, decision, reason).await {
        Ok(_) => done(if decision == Decision::Take { "let-in" } else { "kept" }),
        Err(error) => message::trouble(frame.for_officer(&officer.0), &error),
    }
}

fn confirm(
    frame: Frame,
    to: String,
    text: &'static str,
    what: &'static str,
    reason: String,
    decision: &'static str,
) -> Response {
    message::page(StatusCode::OK, &ConfirmPage { frame, to, text, what: what.to_owned(), reason, decision })
}

fn done(what: &str) -> Response {
    Redirect::to(&format!("{}?done={what}", super::REVIEW)).into_response()
}
