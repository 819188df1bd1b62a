//! What the centre takes: phones push at once, each op is checked, folded and on the disk before it is acknowledged.

use std::time::Instant;

use clubbook_core::store::{Stored, journal};
use clubbook_core::sync::Transport;
use clubbook_core::sync::http::Http;
use clubbook_core::sync::request::{Budget, Wanted, prepare};
use clubbook_model::message::SyncAnswer;

use super::Run;
use super::exchange::push_history;
use super::report::{Gate, Row, Spread};
use super::site::{BenchPhone, Site};
use crate::fixture::{self, Hands};

const PHONES: usize = 16;
const VISITS: usize = 60;

/// A phone's next request, ready to be sent, and the last op that must be acknowledged.
struct Ready {
    body: Vec<u8>,
    made: u64,
}

/// Ops a second that the centre takes from phones which push at once over loopback. The requests are made before: what the
/// phones do is not measured.
///
/// # Errors
/// Something failed to run.
pub async fn ops_per_second(runs: usize) -> Run<Vec<Row>> {
    let mut rates = Vec::new();
    for _ in 0..runs {
        let site = Site::open(false).await?;
        let mut ready = Vec::new();
        for number in 0..PHONES {
            ready.push(prepared(&site, 200 + number).await?);
        }
        let ops: u64 = ready.iter().map(|one| one.made).sum();
        let way = Http::new(&site.url(), None)?;
        let begin = Instant::now();
        let posts = ready.into_iter().map(|one| tokio::spawn(post(way.clone(), one)));
        for post in posts.collect::<Vec<_>>() {
            post.await??;
        }
        rates.push(ops as f64 / begin.elapsed().as_secs_f64());
        site.close().await?;
    }
    Ok(vec![Row::alone("the centre takes, durable and checked", "ops/s", Spread::of(rates), Gate::AtLeast(2000.0))])
}

async fn prepared(site: &Site, club: usize) -> Run<Ready> {
    let history = push_history(club);
    let people = site.add_club(&history.club).await?;
    let place = fixture::head(&history);
    let phone: BenchPhone = site.phone(&history.club, people.member(place)).await?;
    phone.sync(&site.url()).await?;
    phone.forget_the_time()?;
    let mut hands = Hands::default();
    phone.give_to(&mut hands, place)?;
    phone.write(&fixture::activity(&fixture::only_visits(&history, 0..VISITS, place), &people, &mut hands))?;
    let (prepared, made) = phone.phone.store().read(|connection| {
        let prepared = prepare(connection, &Wanted::default(), Budget::FULL, "clubbook-bench 1")?;
        Stored::Ok((prepared, journal::head(connection)?.seq))
    })?;
    Ok(Ready { body: prepared.bytes, made })
}

async fn post(way: Http, ready: Ready) -> Run<()> {
    let reply = way.post("/v1/sync", ready.body, &mut |_| ()).await?;
    if reply.status != 200 || !reply.is_whole {
        return Err(format!("the centre answered {}", reply.status).into());
    }
    let answer = SyncAnswer::from_bytes(&reply.body)?;
    if answer.acknowledged.point.seq != ready.made || !answer.quarantine.is_empty() {
        return Err(format!("{} of {} ops were taken", answer.acknowledged.point.seq, ready.made).into());
    }
    Ok(())
}
