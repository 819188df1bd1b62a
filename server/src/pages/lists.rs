//! Lists of people for a purpose: chosen with its legal basis and a reason, shown, printed, taken out as a file.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use clubbook_model::entry::show_partial_date;
use clubbook_model::vocabulary::Language;
use serde::Deserialize;

use super::csrf::{Checked, Guarded};
use super::field::{FieldProblem, has_problem};
use super::frame::Frame;
use super::signed_in::SignedIn;
use super::words::Words;
use super::{Pages, format, message};
use crate::admin::lists::{ListPurpose, ListRequest, ListRow, PurposeList};
use crate::error::CentreError;
use crate::store::officers::OfficerRow;

/// Letters of a reason.
const LONGEST_REASON: usize = 300;

/// A list can be asked for up to so many years ahead, and back.
const YEARS_AROUND: i32 = 5;

/// A purpose that one can choose.
#[derive(Debug)]
struct Choice {
    code: &'static str,
    label: &'static str,
    basis: String,
    is_chosen: bool,
}

#[derive(Template)]
#[template(path = "lists.html")]
struct ListsPage {
    frame: Frame,
    problems: Vec<FieldProblem>,
    choices: Vec<Choice>,
    year: String,
    club: String,
    reason: String,
}

impl ListsPage {
    fn wrong(&self, field: &str) -> bool {
        has_problem(&self.problems, field)
    }
}

/// Somebody on the list.
#[derive(Debug)]
struct Row {
    name: String,
    birth: String,
    birth_note: Option<&'static str>,
    hamlet: String,
    club: String,
    why: String,
    rule: String,
    ask: Option<&'static str>,
}

#[derive(Template)]
#[template(path = "list.html")]
struct ListPage {
    frame: Frame,
    form: ListForm,
    title: &'static str,
    count: String,
    basis: String,
    made_by: String,
    as_of: String,
    rows: Vec<Row>,
}

/// What an officer asks for.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct ListForm {
    #[serde(default)]
    csrf: String,
    #[serde(default)]
    purpose: String,
    #[serde(default)]
    year: String,
    #[serde(default)]
    club: String,
    #[serde(default)]
    reason: String,
}

impl Guarded for ListForm {
    fn token(&self) -> &str {
        &self.csrf
    }
}

/// `GET /lists`.
pub(crate) async fn show(State(pages): State<Pages>, frame: Frame, SignedIn(officer): SignedIn) -> Response {
    let this_year = pages.centre.clock().now().day_in_vietnam().ymd().0;
    let form = ListForm { year: this_year.to_string(), ..ListForm::default() };
    ask(&pages, frame.for_officer(&officer), form, Vec::new()).await
}

async fn ask(pages: &Pages, frame: Frame, form: ListForm, problems: Vec<FieldProblem>) -> Response {
    let words = frame.words;
    let bases = match pages.centre.legal_bases().await {
        Ok(bases) => bases,
        Err(error) => return message::trouble(frame, &error),
    };
    let choice = |(purpose, documents): (ListPurpose, Vec<String>)| Choice {
        code: purpose.code(),
        label: words.purpose(purpose),
        basis: documents.join("; "),
        is_chosen: form.purpose == purpose.code(),
    };
    let choices = bases.into_iter().map(choice).collect();
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let ListForm { year, club, reason, .. } = form;
    message::page(status, &ListsPage { frame, problems, choices, year, club, reason })
}

/// `POST /lists`: the list as a page.
pub(crate) async fn list(
    State(pages): State<Pages>,
    frame: Frame,
    SignedIn(officer): SignedIn,
    Checked(form): Checked<ListForm>,
) -> Response {
    let frame = frame.for_officer(&officer);
    let (purpose, found) = match find(&pages, &officer, &form, frame.words, false).await {
        Ok(found) => found,
        Err(Refused::Problems(problems)) => return ask(&pages, frame, form, problems).await,
        Err(Refused::Trouble(error)) => return message::trouble(frame, &error),
    };
    let words = frame.words;
    let page = ListPage {
        title: words.purpose(purpose),
        count: words.people_count(found.rows.len() as u64),
        basis: found.legal_basis.join("; "),
        made_by: officer.name,
        as_of: format::as_of(pages.centre.clock().now(), words.0),
        rows: found.rows.iter().map(|row| shown(row, words)).collect(),
        form,
        frame,
    };
    message::page(StatusCode::OK, &page)
}

/// `POST /lists/file`: the list as a CSV file.
pub(crate) async fn file(
    State(pages): State<Pages>,
    frame: Frame,
    SignedIn(officer): SignedIn,
    Checked(form): Checked<ListForm>,
) -> Response {
    let frame = frame.for_officer(&officer);
    let words = frame.words;
    match find(&pages, &officer, &form, words, true).await {
        Ok((purpose, found)) => match csv_of(&found, words) {
            Some(bytes) => as_file(bytes, purpose, &form.year),
            None => message::trouble(frame, &CentreError::Busy),
        },
        Err(Refused::Problems(problems)) => ask(&pages, frame, form, problems).await,
        Err(Refused::Trouble(error)) => message::trouble(frame, &error),
    }
}

enum Refused {
    Problems(Vec<FieldProblem>),
    Trouble(CentreError),
}

async fn find(
    pages: &Pages,
    officer: &OfficerRow,
    form: &ListForm,
    words: Words,
    is_export: bool,
) -> Result<(ListPurpose, PurposeList), Refused> {
    let this_year = pages.centre.clock().now().day_in_vietnam().ymd().0;
    let mut problems = Vec::new();
    let purpose = ListPurpose::from_code(&form.purpose);
    if purpose.is_none() {
        problems.push(FieldProblem::new("purpose", words.lists_choose()));
    }
    let year: Option<i32> = form.year.trim().parse().ok();
    let year = year.filter(|year| (this_year - YEARS_AROUND..=this_year + YEARS_AROUND).contains(year));
    if year.is_none() {
        problems.push(FieldProblem::new("year", words.lists_bad_year()));
    }
    let club = Some(form.club.trim()).filter(|club| !club.is_empty()).map(str::parse::<u64>);
    if matches!(club, Some(Err(_))) {
        problems.push(FieldProblem::new("club", words.lists_bad_club()));
    }
    let reason = clubbook_model::text::clean(&form.reason.chars().take(LONGEST_REASON).collect::<String>());
    if reason.is_empty() {
        problems.push(FieldProblem::new("reason", words.lists_no_reason()));
    }
    let (Some(purpose), Some(year), true) = (purpose, year, problems.is_empty()) else {
        return Err(Refused::Problems(problems));
    };
    let request = ListRequest { purpose, year, club: club.and_then(Result::ok), reason, is_export };
    match pages.centre.list_for(officer.clone(), request).await {
        Ok(found) => Ok((purpose, found)),
        Err(CentreError::NotFound(_)) => {
            Err(Refused::Problems(vec![FieldProblem::new("club", words.lists_bad_club())]))
        }
        Err(CentreError::Invalid(_)) => {
            Err(Refused::Problems(vec![FieldProblem::new("purpose", words.lists_no_basis())]))
        }
        Err(CentreError::TooLarge) => Err(Refused::Problems(vec![FieldProblem::new("club", words.lists_too_long())])),
        Err(error) => Err(Refused::Trouble(error)),
    }
}

fn shown(row: &ListRow, words: Words) -> Row {
    let on = row.on.map(format::day);
    Row {
        name: row.name.clone(),
        birth: show_partial_date(row.birth),
        birth_note: row.birth.month.is_none().then(|| words.lists_year_only()),
        hamlet: row.hamlet.clone().unwrap_or_default(),
        club: format!("{} {}, {}", words.number(), row.club, row.club_name),
        why: words.completes_years(row.years, on.as_deref(), row.is_reached),
        rule: match words.0 {
            Language::Vi => row.rule.0.clone(),
            Language::En => row.rule.1.clone(),
        },
        ask: row.asks.then(|| words.lists_ask()),
    }
}

fn csv_of(list: &PurposeList, words: Words) -> Option<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let head = [
        words.list_club_column(),
        words.lists_name(),
        words.lists_birth(),
        words.lists_hamlet(),
        words.lists_why(),
        words.lists_basis(),
    ];
    writer.write_record(head).ok()?;
    let basis = list.legal_basis.join("; ");
    for row in list.rows.iter().map(|row| shown(row, words)) {
        let notes = [Some(row.why.as_str()), Some(row.rule.as_str()), row.birth_note, row.ask];
        let why = notes.into_iter().flatten().collect::<Vec<_>>().join("; ");
        let cells = [row.club.as_str(), &row.name, &row.birth, &row.hamlet, &why, &basis];
        writer.write_record(cells.map(plain)).ok()?;
    }
    let csv = writer.into_inner().ok()?;
    // Spreadsheets read a file as UTF-8 by this mark.
    Some([b"\xef\xbb\xbf".as_slice(), &csv].concat())
}

/// A cell that no spreadsheet takes for a formula.
fn plain(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

fn as_file(bytes: Vec<u8>, purpose: ListPurpose, year: &str) -> Response {
    let year: String = year.chars().filter(char::is_ascii_digit).collect();
    let disposition = format!("attachment; filename=\"{}-{year}.csv\"", purpose.code());
    let mut response = ([(header::CONTENT_TYPE, "text/csv; charset=utf-8")], bytes).into_response();
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_no_formula() {
        assert_eq!(plain("=1+1"), "'=1+1");
        assert_eq!(plain("Đinh Thị Lan"), "Đinh Thị Lan");
    }
}
