//! The list of the clubs of an officer's unit, as a page and as the table alone.

use askama::Template;
use axum::extract::{Query as Pairs, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::figures::{Figures, Input};
use super::frame::Frame;
use super::query::{Asked, Query, Sort};
use super::signed_in::SignedIn;
use super::words::Words;
use super::{Pages, Version, message};
use crate::admin::{ClubFilter, ClubSummary};
use crate::error::Done;

/// A commune that one can choose.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct UnitChoice {
    name: String,
    code: String,
}

/// An order that one can choose.
#[derive(Debug, Clone, Copy)]
struct SortChoice {
    key: &'static str,
    label: &'static str,
    is_chosen: bool,
}

#[derive(Template)]
#[template(path = "clubs.html")]
struct ClubsPage {
    frame: Frame,
    unit_name: String,
    units: Vec<UnitChoice>,
    sorts: Vec<SortChoice>,
    figures: Figures,
}

#[derive(Template)]
#[template(path = "figures.html")]
struct FiguresPart {
    figures: Figures,
}

/// `GET /clubs`.
pub(crate) async fn show(
    State(pages): State<Pages>,
    frame: Frame,
    SignedIn(officer): SignedIn,
    Pairs(asked): Pairs<Asked>,
) -> Response {
    let frame = frame.for_officer(&officer);
    let (unit, words) = (officer.unit.as_deref(), frame.words);
    let made = async {
        let unit_name = unit_name(&pages, unit, words.everywhere()).await?;
        let seen = see(&pages, unit).await?;
        let units = unit_choices(&seen.clubs);
        Ok((unit_name, units, figures_of(&pages, seen, asked.into(), words).await?))
    };
    match made.await {
        Ok((unit_name, units, figures)) => {
            let sorts = sort_choices(figures.query.sort, words);
            message::page(StatusCode::OK, &ClubsPage { frame, unit_name, units, sorts, figures })
        }
        Err(error) => message::trouble(frame, &error),
    }
}

/// `GET /clubs/figures`.
pub(crate) async fn figures(
    State(pages): State<Pages>,
    frame: Frame,
    SignedIn(officer): SignedIn,
    Pairs(asked): Pairs<Asked>,
) -> Response {
    let made = async {
        let seen = see(&pages, officer.unit.as_deref()).await?;
        figures_of(&pages, seen, asked.into(), frame.words).await
    };
    match made.await {
        Ok(figures) => message::page(StatusCode::OK, &FiguresPart { figures }),
        Err(error) => message::trouble(frame, &error),
    }
}

/// The clubs that an officer sees, and which state of them that is.
struct Seen {
    clubs: Vec<ClubSummary>,
    version: Version,
}

async fn see(pages: &Pages, unit: Option<&str>) -> Done<Seen> {
    // Asked before the figures are read: they may be newer than this says, never older.
    let version = Version { run: pages.run, tick: *pages.centre.changes().borrow() };
    let clubs = pages.centre.clubs(ClubFilter { unit: unit.map(str::to_owned), text: None }).await?;
    Ok(Seen { clubs, version })
}

async fn figures_of(pages: &Pages, seen: Seen, query: Query, words: Words) -> Done<Figures> {
    let now = pages.centre.clock().now();
    let input = Input { clubs: seen.clubs, version: seen.version.to_string(), now, query, words };
    let mut figures = Figures::new(input);
    for row in &mut figures.rows {
        row.put_phones(pages.centre.devices(Some(row.number)).await?, now, words);
    }
    Ok(figures)
}

fn sort_choices(chosen: Sort, words: Words) -> Vec<SortChoice> {
    let choice = |sort: Sort| SortChoice { key: sort.key(), label: sort.label(words), is_chosen: sort == chosen };
    Sort::ALL.into_iter().map(choice).collect()
}

/// The communes that have clubs, by name.
fn unit_choices(clubs: &[ClubSummary]) -> Vec<UnitChoice> {
    let mut units: Vec<UnitChoice> =
        clubs.iter().map(|club| UnitChoice { name: club.unit_name.clone(), code: club.unit_code.clone() }).collect();
    units.sort_by(|a, b| super::figures::by_name(&a.name, &b.name).then_with(|| a.code.cmp(&b.code)));
    units.dedup_by(|a, b| a.code == b.code);
    units
}

async fn unit_name(pages: &Pages, unit: Option<&str>, everywhere: &str) -> Done<String> {
    let Some(code) = unit else { return Ok(everywhere.to_owned()) };
    let units = pages.centre.units().await?;
    let known = units.into_iter().find(|known| known.code == code);
    Ok(known.map_or_else(|| code.to_owned(), |unit| unit.name))
}
