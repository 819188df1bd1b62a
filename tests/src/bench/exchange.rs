//! What passes between a phone and the centre, and how long it takes.

use std::time::{Duration, Instant};

use clubbook_core::store::{journal, received};
use clubbook_corpus::{History, PUSH_SHAPE, club, history};
use clubbook_model::frame::{CentreFrame, Limits};
use clubbook_model::key::KeyPair;

use super::Run;
use super::peer::{PeerResults, gzip_json_bytes, median};
use super::plain::{Cipher, PlainTable};
use super::report::{Gate, Row, Spread, milliseconds};
use super::site::{BenchPhone, Site, expect_all_sent};
use super::wire::{Passed, Wire};
use crate::fixture::{self, Hands, People};

/// One exchange as the wire saw it.
#[derive(Debug, Clone, Copy)]
struct Seen {
    passed: Passed,
    requests: u64,
    ms: f64,
}

fn spread(seen: &[Seen], figure: impl Fn(&Seen) -> f64) -> Spread {
    Spread::of(seen.iter().map(figure))
}

async fn exchange(site: &Site, wire: &Wire, phone: &BenchPhone) -> Run<Seen> {
    wire.take();
    let begin = Instant::now();
    let report = phone.sync(&site.url_at(wire.address())).await?;
    let ms = milliseconds(begin);
    expect_all_sent(phone, &report)?;
    Ok(Seen { passed: wire.take(), requests: report.requests, ms })
}

/// A first sync as the wire saw it, and the milliseconds until every member stood in the list.
#[derive(Debug, Clone, Copy)]
struct FirstSync {
    whole: Seen,
    list_ms: f64,
}

/// A new phone fetches the club; the list is looked at after each frame until everybody stands in it.
async fn first_sync(site: &Site, wire: &Wire, history: &History, people: &People) -> Run<(BenchPhone, FirstSync)> {
    let phone = site.phone(&history.club, people.member(fixture::head(history))).await?;
    let wanted = history.club.members.len();
    let mut list_ms = None;
    wire.take();
    let begin = Instant::now();
    let report = phone
        .sync_and_tell(&site.url_at(wire.address()), |_| {
            if list_ms.is_none() && phone.members_shown().is_ok_and(|shown| shown == wanted) {
                list_ms = Some(milliseconds(begin));
            }
        })
        .await?;
    let ms = milliseconds(begin);
    let shown = phone.members_shown()?;
    let list_ms = list_ms.filter(|_| shown == wanted).ok_or(format!("{shown} of {wanted} members came"))?;
    let whole = Seen { passed: wire.take(), requests: report.requests, ms };
    Ok((phone, FirstSync { whole, list_ms }))
}

/// The frames that a phone received, had they been made without the dictionary: how much of the figure is the corpus' own
/// language, which real notes share only in part.
fn bytes_without_dictionary(site: &Site, phone: &BenchPhone) -> Run<f64> {
    let centre = site.centre.public_key();
    let any_key = KeyPair::from_secret(&[1; 32]);
    let mut bytes = 0;
    for frame in phone.phone.store().read(received::all)? {
        bytes += CentreFrame::decode(&frame.bytes, &centre, &Limits::default())?.encode(&any_key, 0).len();
    }
    Ok(bytes as f64)
}

/// First sync of the bench club, then nothing new, ten new visits and ten pushed.
///
/// # Errors
/// Something failed to run.
pub async fn whole_club(history: &History, runs: usize, peer: Option<&PeerResults>) -> Run<Vec<Row>> {
    let site = Site::open(false).await?;
    let people = site.add_club(&history.club).await?;
    let writers = site.play(history, &people).await?;
    let wire = Wire::before(site.address, Duration::ZERO).await?;
    let (mut seen, mut list_ms) = (Vec::new(), Vec::new());
    let mut reader = None;
    for _ in 0..runs {
        let (phone, first) = first_sync(&site, &wire, history, &people).await?;
        seen.push(first.whole);
        list_ms.push(first.list_ms);
        reader = Some(phone);
    }
    let reader = reader.ok_or("a bench runs at least once")?;
    let json = gzip_json_bytes(history)?;
    let peer_ms = peer.and_then(|peer| median(&peer.first_sync, |run| run.ms));
    let peer_bytes = peer.and_then(|peer| median(&peer.first_sync, |run| run.bytes_up + run.bytes_down));
    let bytes = spread(&seen, |one| one.passed.both());
    let without_dictionary = bytes_without_dictionary(&site, &reader)?;
    let mut rows = vec![
        Row::against("first sync, without postings", "B", bytes, Some(("gzip JSON", json)), Gate::RatioAtMost(0.30)),
        Row::against(
            "first sync, its frames without the dictionary",
            "B",
            Spread::of([without_dictionary]),
            Some(("gzip JSON", json)),
            Gate::None,
        ),
        Row::against("first sync, bytes", "B", bytes, peer_bytes.map(|bytes| ("PouchDB", bytes)), Gate::None),
        Row::alone("first sync, requests", "", spread(&seen, |one| one.requests as f64), Gate::AtMost(6.0)),
        Row::against(
            "first sync until the member list shows",
            "ms",
            Spread::of(list_ms),
            peer_ms.map(|ms| ("PouchDB", ms)),
            Gate::RatioAtMost(0.05),
        ),
        Row::against(
            "first sync until all of it is there",
            "ms",
            spread(&seen, |one| one.ms),
            peer_ms.map(|ms| ("PouchDB", ms)),
            Gate::None,
        ),
    ];
    let writer = writers.values().next().ok_or("somebody writes")?;
    rows.extend(small_exchanges(&site, &wire, history, &people, writer, &reader, runs).await?);
    site.close().await?;
    Ok(rows)
}

/// Nothing new, ten new visits, ten pushed: one request each.
async fn small_exchanges(
    site: &Site,
    wire: &Wire,
    history: &History,
    people: &People,
    writer: &BenchPhone,
    reader: &BenchPhone,
    runs: usize,
) -> Run<Vec<Row>> {
    // In step, so that what follows is what a phone sees every day.
    exchange(site, wire, writer).await?;
    exchange(site, wire, reader).await?;
    exchange(site, wire, reader).await?;
    let more = clubbook_corpus::history(history.club.clone(), &PUSH_SHAPE);
    let place = fixture::recorders(history).first().copied().unwrap_or_default();
    let (mut nothing, mut pushed, mut fetched) = (Vec::new(), Vec::new(), Vec::new());
    for run in 0..runs {
        let mut hands = Hands::default();
        writer.give_to(&mut hands, place)?;
        let ten = fixture::only_visits(&more, run * 10..run * 10 + 10, place);
        writer.write(&fixture::activity(&ten, people, &mut hands))?;
        pushed.push(exchange(site, wire, writer).await?);
        fetched.push(exchange(site, wire, reader).await?);
        nothing.push(exchange(site, wire, reader).await?);
    }
    let requests = |seen: &[Seen]| spread(seen, |one| one.requests as f64);
    Ok(vec![
        Row::alone("nothing new, both ways", "B", spread(&nothing, |one| one.passed.both()), Gate::AtMost(600.0)),
        Row::alone("nothing new, requests", "", requests(&nothing), Gate::AtMost(1.0)),
        Row::alone("10 new visits, both ways", "B", spread(&fetched, |one| one.passed.both()), Gate::AtMost(3072.0)),
        Row::alone("10 new visits, requests", "", requests(&fetched), Gate::AtMost(1.0)),
        Row::alone("push 10 visits, up", "B", spread(&pushed, |one| one.passed.up as f64), Gate::AtMost(3072.0)),
        Row::alone("push 10 visits, down", "B", spread(&pushed, |one| one.passed.down as f64), Gate::AtMost(1024.0)),
        Row::alone("push 10 visits, requests", "", requests(&pushed), Gate::AtMost(1.0)),
    ])
}

/// First sync of the club set.
///
/// # Errors
/// Something failed to run.
pub async fn club_set(history: &History, runs: usize) -> Run<Vec<Row>> {
    let site = Site::open(false).await?;
    let people = site.add_club(&history.club).await?;
    site.play(history, &people).await?;
    let wire = Wire::before(site.address, Duration::ZERO).await?;
    let (mut seen, mut list_ms) = (Vec::new(), Vec::new());
    for _ in 0..runs {
        let first = first_sync(&site, &wire, history, &people).await?.1;
        seen.push(first.whole);
        list_ms.push(first.list_ms);
    }
    let bytes = spread(&seen, |one| one.passed.both());
    site.close().await?;
    Ok(vec![
        Row::alone("club set", "B", bytes, Gate::AtMost(45.0 * 1024.0)),
        Row::alone("club set, requests", "", spread(&seen, |one| one.requests as f64), Gate::AtMost(6.0)),
        Row::alone("club set until the member list shows", "ms", Spread::of(list_ms), Gate::None),
        Row::alone("club set until all of it is there", "ms", spread(&seen, |one| one.ms), Gate::None),
    ])
}

/// The club of which one phone sends visits.
pub fn push_history(place: usize) -> History {
    history(club(1, place, PUSH_SHAPE.people), &PUSH_SHAPE)
}

/// A phone with so many unsent visits, connected and in step before it wrote them.
async fn phone_with_visits(site: &Site, history: &History, visits: usize) -> Run<BenchPhone> {
    let people = site.add_club(&history.club).await?;
    let place = fixture::head(history);
    let phone = site.phone(&history.club, people.member(place)).await?;
    phone.sync(&site.url()).await?;
    // What the centre told of its time would keep the stamps of the past from being written.
    phone.forget_the_time()?;
    let mut hands = Hands::default();
    phone.give_to(&mut hands, place)?;
    phone.write(&fixture::activity(&fixture::only_visits(history, 0..visits, place), &people, &mut hands))?;
    Ok(phone)
}

/// One phone pushes 1,000 visits with their readings, and all of them are on the centre's disk.
///
/// # Errors
/// Something failed to run.
pub async fn push_many(runs: usize, peer: Option<&PeerResults>) -> Run<Vec<Row>> {
    let site = Site::open(false).await?;
    let wire = Wire::before(site.address, Duration::ZERO).await?;
    let (mut seen, mut rows_alone) = (Vec::new(), Vec::new());
    for run in 0..runs {
        let phone = phone_with_visits(&site, &push_history(2 + run), 1000).await?;
        let made = phone.phone.store().read(journal::head)?.seq;
        if made != 2000 {
            return Err(format!("1,000 visits with readings are 2,000 ops, not {made}").into());
        }
        rows_alone.push(rows_of(&phone)?);
        seen.push(exchange(&site, &wire, &phone).await?);
    }
    site.close().await?;
    let rows_alone = Spread::of(rows_alone);
    let peer_ms = peer.and_then(|peer| median(&peer.push, |run| run.ms));
    let peer_bytes = peer.and_then(|peer| median(&peer.push, |run| run.bytes_up + run.bytes_down));
    let bytes = spread(&seen, |one| one.passed.both());
    Ok(vec![
        Row::against(
            "push 1,000 visits, both ways",
            "B",
            bytes,
            peer_bytes.map(|bytes| ("PouchDB", bytes)),
            Gate::AtMost(60.0 * 1024.0),
        ),
        Row::alone("push 1,000 visits, up", "B", spread(&seen, |one| one.passed.up as f64), Gate::None),
        Row::alone("push 1,000 visits, requests", "", spread(&seen, |one| one.requests as f64), Gate::AtMost(6.0)),
        Row::against(
            "push 1,000 visits, durable",
            "ms",
            spread(&seen, |one| one.ms),
            peer_ms.map(|ms| ("PouchDB", ms)),
            // ADR 0011.
            Gate::RatioAtMost(0.60),
        ),
        Row::against(
            "push 1,000 visits, against its rows alone",
            "ms",
            spread(&seen, |one| one.ms),
            Some(("plain inserts", rows_alone.median)),
            Gate::None,
        ),
    ])
}

/// Milliseconds for no more than the rows of what waits: each op once into an encrypted table, as the phone notes that it
/// was taken, then twice into a plain one, as the centre keeps log and state; one durable transaction on each side.
fn rows_of(phone: &BenchPhone) -> Run<f64> {
    let rows = phone.phone.store().read(|connection| journal::rows(connection, 1, usize::MAX))?;
    let folder = tempfile::tempdir()?;
    let mut on_the_phone = PlainTable::open(&folder.path().join("phone.db"), Cipher::OfPhones)?;
    let mut at_the_centre = PlainTable::open(&folder.path().join("centre.db"), Cipher::None)?;
    let begin = Instant::now();
    on_the_phone.insert(rows.iter().map(|row| row.bytes.as_slice()))?;
    at_the_centre.insert(rows.iter().chain(&rows).map(|row| row.bytes.as_slice()))?;
    Ok(milliseconds(begin))
}

/// 100 visits over a link on which each round trip takes 300 ms, by TLS, from a closed connection; and what TLS adds.
///
/// # Errors
/// Something failed to run.
pub async fn slow_link(runs: usize) -> Run<Vec<Row>> {
    let site = Site::open(true).await?;
    let wire = Wire::before(site.address, Duration::from_millis(300)).await?;
    let mut seen = Vec::new();
    let mut nothing = Vec::new();
    for run in 0..runs {
        let phone = phone_with_visits(&site, &push_history(100 + run), 100).await?;
        seen.push(exchange(&site, &wire, &phone).await?);
        nothing.push(exchange(&site, &wire, &phone).await?);
    }
    site.close().await?;
    let plain = Site::open(false).await?;
    let plain_wire = Wire::before(plain.address, Duration::ZERO).await?;
    let mut plainly = Vec::new();
    for run in 0..runs {
        let phone = phone_with_visits(&plain, &push_history(100 + run), 100).await?;
        exchange(&plain, &plain_wire, &phone).await?;
        plainly.push(exchange(&plain, &plain_wire, &phone).await?);
    }
    plain.close().await?;
    let handshake = nothing.iter().zip(&plainly).map(|(tls, plain)| tls.passed.both() - plain.passed.both());
    Ok(vec![
        Row::alone(
            "push 100 visits at 300 ms round trip, TLS",
            "ms",
            spread(&seen, |one| one.ms),
            Gate::AtMost(1500.0),
        ),
        Row::alone("TLS adds, handshake included", "B", Spread::of(handshake), Gate::None),
    ])
}
