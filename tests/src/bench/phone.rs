//! What happens on the phone alone: saving a visit, opening the store, and the [`screens`].

use std::path::Path;
use std::time::Instant;

use clubbook_core::features::people::queries::{self, Which};
use clubbook_core::features::readings::Readings;
use clubbook_core::features::visits::commands as visits;
use clubbook_core::features::visits::views::RecordVisitRequest;
use clubbook_core::phone::Phone;
use clubbook_corpus::{History, LAST_DAY};
use clubbook_model::id::RecordId;
use clubbook_model::op::Op;
use clubbook_model::time::Day;
use clubbook_model::vocabulary::Service;

use super::Run;
use super::plain::{Cipher, PlainTable};
use super::report::{Gate, Row, Spread, milliseconds};
use super::screens;
use super::site::{BenchPhone, Site};
use crate::fixture;

/// A visit saved against a row inserted, the store opened, and the screens of daily work: on the phone of the club head after a first sync,
/// which is left in a folder where an app's bench is to open it.
///
/// # Errors
/// Something failed to run.
pub async fn daily(history: &History, runs: usize, leave: Option<&Path>) -> Run<Vec<Row>> {
    let mut history = history.clone();
    let visited = screens::with_few_and_many_visits(&mut history)?;
    let history = &history;
    let site = Site::open(false).await?;
    let people = site.add_club(&history.club).await?;
    site.play(history, &people).await?;
    let reader = site.phone(&history.club, people.member(fixture::head(history))).await?;
    reader.sync(&site.url()).await?;
    let opened = opening(&reader, history, runs)?;
    if let Some(folder) = leave {
        reader.leave(folder)?;
    }
    let screens = screens::screens(&reader, history, &people.members, visited)?;
    let (saved, inserted) = saving(&reader, history, &people.members)?;
    site.close().await?;
    let mut rows = vec![
        Row::alone("open the store and show 70 people with 7,000 visits", "ms", opened, Gate::AtMost(60.0)),
        Row::against(
            "one visit with readings saved",
            "ms",
            saved,
            Some(("plain insert", inserted.median)),
            Gate::RatioAtMost(3.0),
        ),
    ];
    rows.extend(screens);
    Ok(rows)
}

/// The same file, opened anew each time, until the member list is there.
fn opening(reader: &BenchPhone, history: &History, runs: usize) -> Run<Spread> {
    let mut opened = Vec::new();
    for _ in 0..runs.max(5) {
        reader.phone.pause()?;
        let begin = Instant::now();
        let phone = Phone::open(reader.options.clone())?;
        let members = phone.query(|q| queries::members(q.connection, q.club, Which::On(q.today), q.today))?;
        opened.push(milliseconds(begin));
        if members.len() != history.club.members.len() {
            return Err("the member list is not whole".into());
        }
        phone.shutdown()?;
        reader.phone.resume()?;
    }
    Ok(Spread::of(opened))
}

const SAVES: i32 = 200;

/// Visits through the feature, by turns with rows of the same weight into a plain table of a database with the same cipher
/// and the same durability.
fn saving(reader: &BenchPhone, history: &History, members: &[RecordId]) -> Run<(Spread, Spread)> {
    let mut plain = PlainTable::open(&reader.options.store.path.with_extension("plain"), Cipher::OfPhones)?;
    let person =
        history.cases.first().and_then(|case| members.get(case.person)).copied().ok_or("nobody is cared for")?;
    let (mut saved, mut inserted) = (Vec::new(), Vec::new());
    for number in 0..SAVES {
        // A day for itself, so that nobody is asked whether it is the same visit.
        let request = RecordVisitRequest {
            visited_on: Some(Day(LAST_DAY - 3000 - number)),
            services: vec![Service::Chatting, Service::BloodPressure],
            note: Some("Ăn được hai lưng chén cháo, uống ít nước".into()),
            readings: Readings { systolic: Some(138), diastolic: Some(82), pulse: Some(74), ..Readings::default() },
            ..RecordVisitRequest::of(person)
        };
        let begin = Instant::now();
        let recorded = reader.phone.command(|pen| visits::record(pen, &request))?;
        saved.push(milliseconds(begin));
        let ops = recorded.ops.len();
        if ops != 2 {
            return Err(format!("a visit with readings is two ops, not {ops}").into());
        }
        let bytes: Vec<u8> = recorded.ops.iter().flat_map(Op::to_bytes).collect();
        let begin = Instant::now();
        plain.insert([bytes.as_slice()])?;
        inserted.push(milliseconds(begin));
    }
    Ok((Spread::of(saved), Spread::of(inserted)))
}
