//! `GET /clubs/{number}`: a club in figures.

use std::borrow::Cow;

use askama::Template;
use axum::extract::{Path, Query as Pairs, State};
use axum::http::StatusCode;
use axum::response::Response;
use clubbook_model::vocabulary::{MeetingKind, Vocabulary};
use serde::Deserialize;

use super::frame::Frame;
use super::signed_in::SignedIn;
use super::words::Words;
use super::{Pages, correct, format, message};
use crate::admin::ClubSheet;
use crate::admin::club_sheet::{DueFigures, MeetingMonth, PhoneFigures, VisitMonth};
use crate::admin::correct::fields::{Sort, correctable_named};

/// A figure with its name, and what it is made of.
#[derive(Debug)]
struct Fact {
    label: Cow<'static, str>,
    figure: String,
    under: Option<String>,
    /// Something to look after.
    warns: bool,
}

impl Fact {
    fn new(label: impl Into<Cow<'static, str>>, figure: String) -> Self {
        Self { label: label.into(), figure, under: None, warns: false }
    }

    fn count(label: &'static str, count: u64, words: Words) -> Self {
        Self::new(label, format::number(count, words.0))
    }

    fn warning(mut self, warns: bool) -> Self {
        self.warns = warns;
        self
    }
}

/// A row of the table of ages.
#[derive(Debug)]
struct AgeRow {
    ages: String,
    sure: String,
    perhaps: String,
}

/// A month of meetings.
#[derive(Debug)]
struct MeetingRow {
    month: String,
    meetings: Vec<MeetingCell>,
}

#[derive(Debug)]
struct MeetingCell {
    what: String,
    day: Option<String>,
    present: Option<String>,
    late: Option<String>,
}

/// A month of visits.
#[derive(Debug)]
struct VisitRow {
    month: String,
    met: String,
    not_at_home: Option<String>,
    people: String,
}

#[derive(Template)]
#[template(path = "club.html")]
struct ClubPage {
    frame: Frame,
    number: u64,
    name: String,
    unit: String,
    as_of: String,
    as_of_machine: String,
    last_word: String,
    own: Vec<Fact>,
    has_members: bool,
    people: Vec<Fact>,
    ages: Vec<AgeRow>,
    hardship: Vec<Fact>,
    meetings: Vec<MeetingRow>,
    visits: Vec<VisitRow>,
    due: Vec<Fact>,
    nobody_alone: bool,
    phones: Vec<Fact>,
    board: Vec<Fact>,
    waiting: Option<String>,
    notice: Option<&'static str>,
    disputed: Vec<String>,
}

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    done: String,
}

/// `GET /clubs/{number}`.
pub(crate) async fn show(
    State(pages): State<Pages>,
    frame: Frame,
    SignedIn(officer): SignedIn,
    Path(number): Path<u64>,
    Pairs(asked): Pairs<Asked>,
) -> Response {
    let frame = frame.for_officer(&officer);
    let notice = match asked.done.as_str() {
        "corrected" => Some(frame.words.correct_done()),
        "disputed" => Some(frame.words.correct_done_disputed()),
        _ => None,
    };
    match pages.centre.club_sheet(number, officer.unit).await {
        Ok(sheet) => message::page(StatusCode::OK, &page(frame, sheet, notice)),
        Err(error) => message::trouble(frame, &error),
    }
}

fn page(frame: Frame, sheet: ClubSheet, notice: Option<&'static str>) -> ClubPage {
    let words = frame.words;
    let heard = sheet.summary.last_heard.map(|at| format::heard(at, sheet.now, words.0));
    ClubPage {
        number: sheet.summary.number,
        as_of: format::as_of(sheet.now, words.0),
        as_of_machine: format::machine_moment(sheet.now),
        last_word: heard.map_or_else(|| words.club_no_phone_yet().to_owned(), |when| words.last_word(&when)),
        own: own(&sheet, words),
        has_members: sheet.people.members > 0,
        people: people(&sheet, words),
        ages: ages(&sheet, words),
        hardship: hardship(&sheet, words),
        meetings: sheet.meetings.iter().map(|month| meeting_row(month, words)).collect(),
        visits: sheet.visits.iter().map(|month| visit_row(month, words)).collect(),
        due: due(&sheet.due, words),
        nobody_alone: sheet.due.alone == 0,
        phones: phones(&sheet.phones, words),
        board: board(&sheet.posts, words),
        waiting: (sheet.summary.waiting_quarantine > 0).then(|| words.waiting_count(sheet.summary.waiting_quarantine)),
        disputed: disputed(&sheet, words),
        notice,
        name: sheet.summary.name,
        unit: sheet.summary.unit_name,
        frame,
    }
}

/// What is always shown of the club's own record; the rest where it is recorded. Not who signed the decision: that may be a
/// person's name.
const ALWAYS: [&str; 4] = ["status", "hamlets", "meeting_day", "decision_number"];
const WHERE_RECORDED: [&str; 7] = [
    "meeting_place",
    "health_station_phone",
    "decision_date",
    "launched_on",
    "former_area",
    "closed_on",
    "closure_reason",
];

fn own(sheet: &ClubSheet, words: Words) -> Vec<Fact> {
    let shown = |name: &&str| {
        let one = correctable_named(name)?;
        let values: Vec<String> =
            sheet.record.values(one).iter().map(|value| correct::shown(one.field, value, words)).collect();
        let text = match one.sort {
            Sort::Lines => values.join(", "),
            _ => values.first().cloned().unwrap_or_default(),
        };
        Some((one, text))
    };
    let facts = ALWAYS.iter().filter_map(shown).map(|(one, text)| {
        let text = if text.is_empty() { words.club_not_recorded().to_owned() } else { text };
        (one, text)
    });
    let rest = WHERE_RECORDED.iter().filter_map(shown).filter(|(_, text)| !text.is_empty());
    facts.chain(rest).map(|(one, text)| Fact::new(words.field_label(one.field.name), text)).collect()
}

/// The fields of the club's own record in which people differ.
fn disputed(sheet: &ClubSheet, words: Words) -> Vec<String> {
    let mut fields: Vec<&'static str> = sheet.record.disputed().iter().map(|one| one.field.name).collect();
    fields.dedup();
    fields.into_iter().map(|name| words.field_label(name)).collect()
}

fn people(sheet: &ClubSheet, words: Words) -> Vec<Fact> {
    let people = &sheet.people;
    let mut facts = vec![
        Fact::count(words.people_title(), people.members, words),
        Fact::new(words.people_women(), words.share(people.women, people.members)),
        Fact {
            under: words.perhaps_more(people.older),
            ..Fact::new(words.people_older(), words.share(people.older.sure, people.members))
        },
    ];
    let gaps = [
        (words.people_year_only(), people.year_only),
        (words.people_birth_unknown(), people.birth_unknown),
        (words.people_sex_unknown(), people.sex_unknown),
    ];
    facts.extend(gaps.into_iter().filter(|gap| gap.1 > 0).map(|(label, count)| Fact::count(label, count, words)));
    facts
}

fn ages(sheet: &ClubSheet, words: Words) -> Vec<AgeRow> {
    let row = |band: &crate::admin::club_sheet::Band| AgeRow {
        ages: words.ages(band.from, band.to),
        sure: format::number(band.count.sure, words.0),
        perhaps: format::number(band.count.perhaps, words.0),
    };
    sheet.people.bands.iter().map(row).collect()
}

fn hardship(sheet: &ClubSheet, words: Words) -> Vec<Fact> {
    let counts = &sheet.circumstances;
    if counts.agreed == 0 {
        return Vec::new();
    }
    vec![
        Fact::new(words.hardship_agreed(), words.share(counts.agreed, sheet.people.members)),
        Fact::new(words.hardship_poor(), words.share(counts.poor, counts.agreed)),
        Fact::new(words.hardship_near_poor(), words.share(counts.near_poor, counts.agreed)),
        Fact::new(words.hardship_alone(), words.share(counts.alone, counts.agreed)),
    ]
}

fn meeting_row(month: &MeetingMonth, words: Words) -> MeetingRow {
    let cell = |meeting: &crate::admin::club_sheet::MeetingFigures| MeetingCell {
        what: match meeting.kind {
            MeetingKind::Regular => meeting.status.label(words.0).to_owned(),
            kind => format!("{}: {}", kind.label(words.0), meeting.status.label(words.0)),
        },
        day: meeting.day.map(format::day),
        present: meeting.attendance.map(|(present, roll)| words.share(present, roll)),
        late: (meeting.late_marks > 0).then(|| words.late_marks(meeting.late_marks)),
    };
    MeetingRow {
        month: words.month(month.month.year, month.month.month),
        meetings: month.meetings.iter().map(cell).collect(),
    }
}

fn visit_row(month: &VisitMonth, words: Words) -> VisitRow {
    VisitRow {
        month: words.month(month.month.year, month.month.month),
        met: format::number(month.met, words.0),
        not_at_home: (month.not_at_home > 0).then(|| words.not_at_home_count(month.not_at_home)),
        people: format::number(month.people, words.0),
    }
}

fn due(due: &DueFigures, words: Words) -> Vec<Fact> {
    let mut facts = vec![
        Fact::count(words.due_cases(), due.cases, words),
        Fact::new(words.due_overdue(), words.share(due.overdue, due.cases)).warning(due.overdue > 0),
        Fact::new(words.due_never(), words.share(due.never, due.cases)).warning(due.never > 0),
    ];
    if due.without_rhythm > 0 {
        facts.push(Fact::new(words.due_no_rhythm(), words.share(due.without_rhythm, due.cases)));
    }
    if due.alone > 0 {
        facts.push(
            Fact::new(words.due_alone(), words.share(due.alone_without_visit, due.alone))
                .warning(due.alone_without_visit > 0),
        );
    }
    facts
}

fn phones(phones: &PhoneFigures, words: Words) -> Vec<Fact> {
    let mut facts = vec![
        Fact::count(words.phones_good(), phones.good, words),
        Fact::new(words.phones_lately(), words.share(phones.lately, phones.good)).warning(phones.lately < phones.good),
    ];
    let rest = [
        (words.phones_never(), phones.never, true),
        (words.phones_held_back(), phones.held, true),
        (words.phones_stopped(), phones.revoked, false),
    ];
    facts.extend(
        rest.into_iter()
            .filter(|(_, count, _)| *count > 0)
            .map(|(label, count, warns)| Fact::count(label, count, words).warning(warns)),
    );
    facts
}

fn board(posts: &[u64], words: Words) -> Vec<Fact> {
    let labels = [words.board_head(), words.board_deputy(), words.board_secretary(), words.board_cashier()];
    let fact = |(label, count): (&'static str, &u64)| match count {
        0 => Fact::new(label, words.board_vacant().to_owned()).warning(true),
        count => Fact::new(label, words.people_count(*count)),
    };
    labels.into_iter().zip(posts).map(fact).collect()
}
