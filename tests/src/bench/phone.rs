//! What happens on the phone alone: saving a visit, opening the store, finding a person.

use std::collections::BTreeSet;
use std::time::Instant;

use clubbook_core::features::people::queries::{self, Which};
use clubbook_core::features::visits::commands as visits;
use clubbook_core::features::visits::readings::Readings;
use clubbook_core::features::visits::views::RecordVisitRequest;
use clubbook_core::phone::Phone;
use clubbook_core::store::{DatabaseKey, Store, StoreError, StoreOptions, books, confirm, name_index};
use clubbook_corpus::{History, LAST_DAY, Person as Member, Rng, people};
use clubbook_model::id::{Book, DeviceId, OpId, RecordId};
use clubbook_model::op::{Op, Source};
use clubbook_model::registry::{Entity, Person};
use clubbook_model::text;
use clubbook_model::time::{Day, Hlc};
use clubbook_model::vocabulary::Service;

use super::Run;
use super::plain::{Cipher, PlainTable};
use super::report::{Gate, Row, Spread};
use super::site::{BenchPhone, Site};
use crate::fixture;

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1000.0
}

/// The value below which `share` of the runs lie.
fn percentile(mut runs: Vec<f64>, share: f64) -> f64 {
    runs.sort_by(f64::total_cmp);
    let place = (runs.len() as f64 * share).ceil() as usize;
    runs.get(place.saturating_sub(1)).copied().unwrap_or_default()
}

/// A visit saved against a row inserted, and the store opened: on the phone of the club head after a first sync.
///
/// # Errors
/// Something failed to run.
pub async fn daily(history: &History, runs: usize) -> Run<Vec<Row>> {
    let site = Site::open(false).await?;
    let people = site.add_club(&history.club).await?;
    site.play(history, &people).await?;
    let reader = site.phone(&history.club, people.member(fixture::head(history))).await?;
    reader.sync(&site.url()).await?;
    let opened = opening(&reader, history, runs)?;
    let (saved, inserted) = saving(&reader, history, &people.members)?;
    site.close().await?;
    Ok(vec![
        Row::alone("open the store and show 70 people with 7,000 visits", "ms", opened, Gate::AtMost(60.0)),
        Row::against(
            "one visit with readings saved",
            "ms",
            saved,
            Some(("plain insert", inserted.median)),
            Gate::RatioAtMost(3.0),
        ),
    ])
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

/// How many people a search returns at most.
const SHOWN: usize = 20;
const SEARCHES: usize = 500;

/// People found by name without marks from two letters on, among so many.
///
/// # Errors
/// Something failed to run.
pub fn finding(count: usize) -> Run<Vec<Row>> {
    let folder = tempfile::tempdir()?;
    let store = Store::open(StoreOptions::new(folder.path().join("so.db"), DatabaseKey::new([7; 32])))?;
    let members = people(7, count);
    fill(&store, &members)?;
    let reference: Vec<Reference> = members.iter().map(Reference::of).collect();
    let mut rng = Rng::of(count as u64, "searches");
    let queries: Vec<String> = (0..SEARCHES).map(|_| typed(&mut rng, &members)).collect();
    let mut times = Vec::new();
    let (mut expected, mut found) = (0usize, 0usize);
    for query in queries.iter().filter(|query| query.chars().count() > 1) {
        let begin = Instant::now();
        let results = store.read(|connection| name_index::search(connection, query, SHOWN))?;
        times.push(milliseconds(begin));
        let shown: BTreeSet<RecordId> = results.into_iter().collect();
        let (want, got) = recall(&reference, query, &shown);
        expected += want;
        found += got;
    }
    let slowest = percentile(times.clone(), 0.99);
    let recall = 100.0 * found as f64 / expected.max(1) as f64;
    let spread = Spread { min: Spread::of(times.clone()).min, median: slowest, max: Spread::of(times).max };
    Ok(vec![
        Row::alone(&format!("find a person among {count}, p99"), "ms", spread, Gate::AtMost(5.0)),
        Row::alone(&format!("find a person among {count}, recall@20"), "%", Spread::of([recall]), Gate::AtLeast(100.0)),
    ])
}

fn record(place: usize) -> RecordId {
    RecordId::of_op(OpId { device: DeviceId(1), seq: place as u64 + 1 }, 0)
}

/// The people as the centre would have sent them.
fn fill(store: &Store, members: &[Member]) -> Run<()> {
    let club = RecordId([1; 16]);
    for (chunk, first) in members.chunks(2000).zip((0usize..).step_by(2000)) {
        store.write(|tx| {
            let book = books::number(tx, &Book::roster(club))?;
            for (member, place) in chunk.iter().zip(first..) {
                let mut form = Person::create(record(place));
                form.set(Person::full_name, member.full_name.clone())
                    .set_some(Person::common_name, member.common_name.clone());
                let op = Op {
                    id: OpId { device: DeviceId(1), seq: place as u64 + 1 },
                    hlc: Hlc::new(1_795_000_000, 0),
                    author: club,
                    on_behalf_of: None,
                    source: Source::IMPORT,
                    book: Book::roster(club),
                    kind: Person::DEF.number,
                    entity: record(place),
                    former: None,
                    changes: form.into_changes(),
                };
                confirm::confirm(tx, book, &op, None)?;
            }
            Ok::<(), StoreError>(())
        })?;
    }
    Ok(())
}

/// What somebody types who looks for one of the people: the beginning of the given name, or of two words of the name in
/// any order, from two letters on, mostly without marks.
fn typed(rng: &mut Rng, members: &[Member]) -> String {
    let name = rng.pick(members).full_name.clone();
    let name = if rng.chance(800) { text::fold(&name) } else { name };
    let words: Vec<&str> = name.split_whitespace().filter(|word| word.chars().count() > 1).collect();
    let mut begin = |word: &str, least: usize| -> String {
        let letters = word.chars().count();
        let take = least + rng.place(letters.saturating_sub(least) + 1);
        word.chars().take(take).collect()
    };
    let given = words.last().copied().unwrap_or_default();
    let first = begin(given, 2);
    if first.chars().count() >= 2 && begin(given, 1).len() % 2 == 0 {
        return first;
    }
    let other = words.first().copied().unwrap_or_default();
    format!("{} {first}", begin(other, 2))
}

/// A person as the plainest search would see them: a list of words, no index.
struct Reference {
    given: Vec<String>,
    full: Vec<String>,
    other: Vec<String>,
}

impl Reference {
    fn of(member: &Member) -> Self {
        let words = |name: &str| text::fold(name).split(' ').map(str::to_owned).collect::<Vec<String>>();
        let other = member.common_name.as_deref().map(words).unwrap_or_default();
        let given = text::given_name(&member.full_name, None);
        Self { given: words(&given), full: words(&member.full_name), other }
    }

    /// How well this person answers the words: the smaller the better; `None` when they do not.
    fn rank(&self, words: &[String]) -> Option<u32> {
        let all: Vec<&String> = self.full.iter().chain(&self.other).collect();
        let everything = words.iter().all(|word| all.iter().any(|name| name.starts_with(word.as_str())));
        if !everything {
            return None;
        }
        let place = |word: &String| {
            let in_given = self.given.iter().any(|name| name.starts_with(word.as_str()));
            let in_full = self.full.iter().any(|name| name.starts_with(word.as_str()));
            if in_given { 0 } else { 2 - u32::from(in_full) }
        };
        words.iter().map(place).min()
    }
}

/// How many people should be shown, and how many of those that are shown are among the best.
fn recall(reference: &[Reference], query: &str, shown: &BTreeSet<RecordId>) -> (usize, usize) {
    let words: Vec<String> = text::fold(query).split(' ').map(str::to_owned).collect();
    let ranks: Vec<Option<u32>> = reference.iter().map(|person| person.rank(&words)).collect();
    let mut sorted: Vec<u32> = ranks.iter().copied().flatten().collect();
    sorted.sort_unstable();
    let want = sorted.len().min(SHOWN);
    // With one word the last place shown has a rank, and nobody of a worse one may stand before it. With several, whose
    // rank is which word's is the search's own business: whoever answers all of them is right.
    let worst = match (words.len(), sorted.get(want.saturating_sub(1))) {
        (1, Some(rank)) => *rank,
        _ => u32::MAX,
    };
    let is_right =
        |(place, rank): (usize, &Option<u32>)| rank.is_some_and(|rank| rank <= worst) && shown.contains(&record(place));
    let got = ranks.iter().enumerate().filter(|person| is_right(*person)).count();
    (want, got.min(want))
}
