//! Correcting a club's own record: a form that carries what stood on the screen, a look at what changes, then it is written.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use clubbook_model::entry::{FieldEdit, show_value};
use clubbook_model::registry::FieldDef;
use clubbook_model::text;
use clubbook_model::value::Value;
use clubbook_model::vocabulary::{ClubStatus, Vocabulary};
use serde::Deserialize;

use super::csrf::{Checked, Guarded};
use super::field::{FieldProblem, has_problem};
use super::frame::Frame;
use super::officers::hex;
use super::signed_in::SignedIn;
use super::words::Words;
use super::{Pages, message};
use crate::admin::correct::fields::{Correctable, LONGEST_VALUE, Sort, correctable, correctable_field};
use crate::admin::correct::{Disputed, FieldChange, News};
use crate::admin::{ClubRecord, Correction, Doer};

/// Letters of a reason.
const LONGEST_REASON: usize = 300;

/// What of the form is no field: the token, the sealed record, the reason, the step.
const SEEN: &str = "seen";
/// What of others' words the check page told.
const TOLD: &str = "told";

/// A field that one types, or chooses.
#[derive(Debug)]
struct Input {
    name: &'static str,
    label: String,
    hint: Option<&'static str>,
    value: String,
    is_lines: bool,
    mode: &'static str,
    longest: usize,
    /// The choices of a list; none for what is typed.
    choices: Vec<(u32, &'static str, bool)>,
}

/// A field of which two people say different things.
#[derive(Debug)]
struct Question {
    name: String,
    label: String,
    options: Vec<(usize, String, bool)>,
    is_left: bool,
}

#[derive(Template)]
#[template(path = "correct.html")]
struct CorrectPage {
    frame: Frame,
    number: u64,
    problems: Vec<FieldProblem>,
    notice: Option<&'static str>,
    seen: String,
    questions: Vec<Question>,
    inputs: Vec<Input>,
    reason: String,
}

impl CorrectPage {
    fn wrong(&self, field: &str) -> bool {
        has_problem(&self.problems, field)
    }
}

/// A field as it was and as it will be.
#[derive(Debug)]
struct Row {
    label: String,
    before: Option<String>,
    after_label: &'static str,
    after: String,
    meanwhile: Option<String>,
}

#[derive(Template)]
#[template(path = "correct_check.html")]
struct CheckPage {
    frame: Frame,
    number: u64,
    rows: Vec<Row>,
    reason: String,
    fields: BTreeMap<String, String>,
}

/// What the form says, by the names of its fields.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(transparent)]
pub(crate) struct CorrectForm(BTreeMap<String, String>);

impl Guarded for CorrectForm {
    fn token(&self) -> &str {
        self.get("csrf")
    }
}

impl CorrectForm {
    fn get(&self, name: &str) -> &str {
        self.0.get(name).map(String::as_str).unwrap_or_default()
    }

    fn reason(&self) -> String {
        text::clean(&self.get("reason").chars().take(LONGEST_REASON).collect::<String>())
    }

    /// What was chosen of the values of a disputed field; `None` where both stay.
    fn chosen(&self, place: usize, disputed: &Disputed) -> Option<Value> {
        let index: usize = self.get(&question_name(place)).parse().ok()?;
        disputed.values.get(index).cloned()
    }
}

fn question_name(place: usize) -> String {
    format!("settle-{place}")
}

/// `GET /clubs/{number}/correct`.
pub(crate) async fn show(
    State(pages): State<Pages>,
    frame: Frame,
    SignedIn(officer): SignedIn,
    Path(number): Path<u64>,
) -> Response {
    let frame = frame.for_officer(&officer);
    match pages.centre.club_record(number, officer.unit).await {
        Ok(record) => ask(&pages, frame, &record, None, Vec::new(), None),
        Err(error) => message::trouble(frame, &error),
    }
}

/// `POST /clubs/{number}/correct`.
pub(crate) async fn correct(
    State(pages): State<Pages>,
    frame: Frame,
    SignedIn(officer): SignedIn,
    Path(number): Path<u64>,
    Checked(form): Checked<CorrectForm>,
) -> Response {
    let frame = frame.for_officer(&officer);
    let words = frame.words;
    let now = match pages.centre.club_record(number, officer.unit.clone()).await {
        Ok(record) => record,
        Err(error) => return message::trouble(frame, &error),
    };
    let opened = unhex(form.get(SEEN)).and_then(|sealed| now.clone().unseal(pages.centre.keys(), &sealed));
    let Some(opened) = opened else { return message::stale_form(frame) };
    let (edits, mut problems) = read(&opened, &form, words);
    let changes = opened.changes(&edits);
    if problems.is_empty() && changes.is_empty() {
        return ask(&pages, frame, &opened, Some(&form), problems, Some(words.correct_nothing()));
    }
    let reason = form.reason();
    if reason.is_empty() {
        problems.push(FieldProblem::new("reason", words.decide_reason_missing()));
    }
    if !problems.is_empty() || form.get("sure") == "back" {
        return ask(&pages, frame, &opened, Some(&form), problems, None);
    }
    let meanwhile = opened.meanwhile(&now, &edits);
    let rows: Vec<Row> = changes.iter().map(|change| row(change, &meanwhile, words)).collect();
    let told = told(&rows);
    // What came after the officer looked is told before anything is saved.
    if form.get("sure") != "yes" || form.get(TOLD) != told {
        let mut fields = form.0;
        fields.retain(|name, _| name != "csrf" && name != "sure");
        fields.insert(TOLD.to_owned(), told);
        return message::page(StatusCode::OK, &CheckPage { frame, number, rows, reason, fields });
    }
    let correction = Correction { record: opened, edits, reason };
    match pages.centre.correct_club(Doer::from(&officer), correction).await {
        Ok(corrected) => {
            let done = if corrected.disputed.is_empty() { "corrected" } else { "disputed" };
            Redirect::to(&format!("{}/{number}?done={done}", super::CLUBS)).into_response()
        }
        Err(error) => message::trouble(frame, &error),
    }
}

/// What was changed, and what of it cannot be.
fn read(opened: &ClubRecord, form: &CorrectForm, words: Words) -> (Vec<FieldEdit>, Vec<FieldProblem>) {
    let (mut edits, mut problems) = (Vec::new(), Vec::new());
    let disputed = opened.disputed();
    for (place, one) in disputed.iter().enumerate() {
        let edit = |value| FieldEdit { tag: one.key.tag, element: one.key.element.clone(), value };
        edits.extend(form.chosen(place, one).map(edit));
    }
    for one in correctable().filter(|one| !is_asked(*one, &disputed)) {
        match form.0.get(one.field.name).map(|typed| one.read(&opened.seen, typed)) {
            Some(Ok(changed)) => edits.extend(changed),
            Some(Err(problem)) => problems.push(FieldProblem::new(one.field.name, words.entry_problem(problem))),
            None => {}
        }
    }
    (edits, problems)
}

/// Whether a question stands in the place of the field.
fn is_asked(one: Correctable, disputed: &[Disputed]) -> bool {
    one.sort != Sort::Lines && disputed.iter().any(|question| question.key.tag == one.field.tag)
}

fn ask(
    pages: &Pages,
    frame: Frame,
    opened: &ClubRecord,
    form: Option<&CorrectForm>,
    problems: Vec<FieldProblem>,
    notice: Option<&'static str>,
) -> Response {
    let words = frame.words;
    let disputed = opened.disputed();
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = CorrectPage {
        number: opened.number,
        seen: hex(&opened.seal(pages.centre.keys())),
        questions: disputed.iter().enumerate().map(|(place, one)| question(place, one, form, words)).collect(),
        inputs: correctable()
            .filter(|one| !is_asked(*one, &disputed))
            .map(|one| input(one, opened, form, words))
            .collect(),
        reason: form.map(CorrectForm::reason).unwrap_or_default(),
        problems,
        notice,
        frame,
    };
    message::page(status, &page)
}

fn question(place: usize, disputed: &Disputed, form: Option<&CorrectForm>, words: Words) -> Question {
    let chosen = form.and_then(|form| form.chosen(place, disputed));
    let option =
        |(index, value): (usize, &Value)| (index, shown(disputed.field, value, words), chosen.as_ref() == Some(value));
    let label = words.field_label(disputed.field.name);
    let element = disputed.element().map(|element| shown(disputed.field, &element, words));
    Question {
        name: question_name(place),
        label: element.map_or_else(|| label.clone(), |element| format!("{label}: {element}")),
        options: disputed.values.iter().enumerate().map(option).collect(),
        is_left: chosen.is_none(),
    }
}

fn input(one: Correctable, opened: &ClubRecord, form: Option<&CorrectForm>, words: Words) -> Input {
    let typed = form.and_then(|form| form.0.get(one.field.name)).cloned();
    let before = opened.seen.shown(one.field.tag, &[]);
    let status = match (&typed, before) {
        (Some(typed), _) => typed.parse().ok(),
        (None, Some(Value::Enum(number))) => Some(*number),
        (None, _) => None,
    };
    let choice = |choice: &ClubStatus| (choice.number(), choice.label(words.0), Some(choice.number()) == status);
    let choices = if one.sort == Sort::Status { ClubStatus::ALL } else { &[] };
    Input {
        name: one.field.name,
        label: words.field_label(one.field.name),
        hint: match one.sort {
            Sort::Lines => Some(words.correct_hint_lines()),
            Sort::DayOfMonth => Some(words.correct_hint_day_of_month()),
            Sort::Day => Some(words.correct_hint_day()),
            Sort::Name | Sort::Text | Sort::Status | Sort::Phone => None,
        },
        value: typed.unwrap_or_else(|| one.typed(&opened.seen)),
        is_lines: one.sort == Sort::Lines,
        mode: match one.sort {
            Sort::DayOfMonth => "numeric",
            Sort::Phone => "tel",
            _ => "text",
        },
        longest: LONGEST_VALUE,
        choices: choices.iter().map(choice).collect(),
    }
}

/// What the check page told of what others wrote meanwhile.
fn told(rows: &[Row]) -> String {
    rows.iter()
        .filter_map(|row| Some(format!("{}: {}", row.label, row.meanwhile.as_ref()?)))
        .collect::<Vec<_>>()
        .join("; ")
}

fn row(change: &FieldChange, meanwhile: &[News], words: Words) -> Row {
    let value = |value: &Value| shown(change.field, value, words);
    let (before, after_label, after) = match (&change.element, &change.after) {
        (Some(element), Value::Bool(true)) => (None, words.correct_added(), value(element)),
        (Some(element), _) => (None, words.correct_removed(), value(element)),
        (None, Value::None) => {
            (Some(all(&change.before, value, words)), words.correct_after(), words.correct_cleared().to_owned())
        }
        (None, after) => (Some(all(&change.before, value, words)), words.correct_after(), value(after)),
    };
    let news: Vec<String> =
        meanwhile.iter().filter(|news| news.is_about(change)).map(|news| value(&news.value)).collect();
    Row {
        label: words.field_label(change.field.name),
        before,
        after_label,
        after,
        meanwhile: (!news.is_empty()).then(|| news.join("; ")),
    }
}

fn all(values: &[Value], shown: impl Fn(&Value) -> String, words: Words) -> String {
    match values {
        [] => words.correct_empty().to_owned(),
        values => values.iter().map(shown).collect::<Vec<_>>().join("; "),
    }
}

/// A value of a club's record as people read it.
pub(crate) fn shown(field: &FieldDef, value: &Value, words: Words) -> String {
    match (correctable_field(field.tag).map(|one| one.sort), value) {
        (Some(Sort::Status), Value::Enum(number)) => ClubStatus::from_number(*number).label(words.0).to_owned(),
        (Some(Sort::DayOfMonth), Value::Int(day)) => words.day_of_month(*day),
        (Some(Sort::Lines), Value::Bool(is_in)) => {
            if *is_in { words.correct_is_in() } else { words.correct_is_out() }.to_owned()
        }
        (_, Value::None) => words.correct_cleared().to_owned(),
        (_, value) => show_value(Some(field), value, words.0),
    }
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Vec<u8> =
        text.chars().map(|letter| letter.to_digit(16).map(|digit| digit as u8)).collect::<Option<_>>()?;
    let is_whole = digits.len().is_multiple_of(2);
    is_whole.then(|| digits.chunks_exact(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect())
}
