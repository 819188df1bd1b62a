//! `GET /log`: who looked at named records, for those in charge of the whole centre.

use askama::Template;
use axum::extract::{Query as Pairs, State};
use axum::http::StatusCode;
use axum::response::Response;
use clubbook_model::entry::parse_day;
use clubbook_model::time::Day;
use serde::Deserialize;

use super::figures::Pager;
use super::frame::{Frame, administers};
use super::signed_in::SignedIn;
use super::words::Words;
use super::{Pages, format, message};
use crate::admin::access::on_day;
use crate::admin::correct::fields::correctable_named;
use crate::admin::lists::ListPurpose;
use crate::store::access::{AccessFilter, AccessRow, Deed, NewAccessRow};

/// Lines on one page.
const ON_A_PAGE: u64 = 50;

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    officer: String,
    #[serde(default)]
    day: String,
    #[serde(default)]
    page: String,
}

/// An officer who has lines.
#[derive(Debug)]
struct Choice {
    login: String,
    name: String,
    is_chosen: bool,
}

/// A line.
#[derive(Debug)]
struct Line {
    machine: String,
    day: String,
    time: String,
    name: String,
    under: String,
    deed: &'static str,
    about: String,
    of: String,
    reason: String,
}

#[derive(Template)]
#[template(path = "access_log.html")]
struct LogPage {
    frame: Frame,
    choices: Vec<Choice>,
    day: String,
    is_bad_day: bool,
    narrows: bool,
    count: String,
    lines: Vec<Line>,
    pager: Option<Pager>,
}

/// `GET /log`.
pub(crate) async fn show(
    State(pages): State<Pages>,
    frame: Frame,
    SignedIn(officer): SignedIn,
    Pairs(asked): Pairs<Asked>,
) -> Response {
    let frame = frame.for_officer(&officer);
    if !administers(&officer) {
        return message::not_yours(frame);
    }
    let words = frame.words;
    let typed_day = asked.day.trim();
    let day = parse_day(typed_day);
    let login = Some(asked.officer.clone()).filter(|login| !login.is_empty());
    let filter = AccessFilter { login, ..day.map(on_day).unwrap_or_default() };
    let page: u64 = asked.page.parse().unwrap_or(1).clamp(1, 1_000_000);
    let found = match pages.centre.access_log(filter, (page - 1) * ON_A_PAGE, ON_A_PAGE).await {
        Ok(found) => found,
        Err(error) => return message::trouble(frame, &error),
    };
    let choice = |(login, name): (String, String)| Choice { is_chosen: login == asked.officer, login, name };
    let page = LogPage {
        choices: found.officers.into_iter().map(choice).collect(),
        day: day.map_or_else(|| typed_day.to_owned(), format::day),
        is_bad_day: day.is_none() && !typed_day.is_empty(),
        narrows: day.is_some() || !asked.officer.is_empty(),
        count: words.line_count(found.count),
        lines: found.lines.into_iter().map(|row| line(row, words)).collect(),
        pager: pager(&asked.officer, day, page, found.count, words),
        frame,
    };
    message::page(StatusCode::OK, &page)
}

fn line(row: AccessRow, words: Words) -> Line {
    let NewAccessRow { at, login, name, unit, deed, club, clubs, people, about, reason } = row.line;
    let club = match club {
        Some(number) => Some(words.club_number(number)),
        None if clubs > 0 => Some(words.club_count(usize::try_from(clubs).unwrap_or(usize::MAX))),
        None => None,
    };
    let people = (people > 0).then(|| words.people_count(people));
    Line {
        machine: format::machine_moment(at),
        day: format::day(at.day_in_vietnam()),
        time: format::time_of_day(at, words.0),
        name,
        under: format!("{login}, {}", unit.as_deref().unwrap_or(words.log_whole_centre())),
        deed: words.deed(deed),
        about: what_about(deed, &about, words),
        of: people.into_iter().chain(club).collect::<Vec<_>>().join(", "),
        reason,
    }
}

/// A list by the name of its purpose, fields by their labels; everything else as it stands.
fn what_about(deed: Deed, about: &str, words: Words) -> String {
    if deed == Deed::CorrectedClub {
        let label = |name: &str| correctable_named(name).map(|one| words.field_label(one.field.name));
        return about.split(' ').filter_map(label).collect::<Vec<_>>().join(", ");
    }
    let list = about.split_once(' ').and_then(|(code, year)| Some((ListPurpose::from_code(code)?, year)));
    list.map_or_else(|| about.to_owned(), |(purpose, year)| format!("{} {year}", words.purpose(purpose)))
}

fn pager(officer: &str, day: Option<Day>, page: u64, count: u64, words: Words) -> Option<Pager> {
    let pages = count.div_ceil(ON_A_PAGE).max(1);
    let address = |page: u64| {
        let mut pairs = form_urlencoded::Serializer::new(String::new());
        if !officer.is_empty() {
            pairs.append_pair("officer", officer);
        }
        if let Some(day) = day {
            pairs.append_pair("day", &format::machine_day(day));
        }
        pairs.append_pair("page", &page.to_string());
        format!("{}?{}", super::LOG, pairs.finish())
    };
    (pages > 1).then(|| Pager {
        previous: (page > 1).then(|| address(page - 1)),
        next: (page < pages).then(|| address(page + 1)),
        place: words.page_of(usize::try_from(page).unwrap_or(usize::MAX), usize::try_from(pages).unwrap_or(usize::MAX)),
    })
}
