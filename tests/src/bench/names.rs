//! People found by name on the phone, against the plainest search.

use std::time::Instant;

use clubbook_core::store::{DatabaseKey, Store, StoreError, StoreOptions, books, confirm, name_index};
use clubbook_corpus::{Person as Member, Rng, people};
use clubbook_model::id::{Book, DeviceId, OpId, RecordId};
use clubbook_model::op::{Op, Source};
use clubbook_model::registry::{Entity, Person};
use clubbook_model::text;
use clubbook_model::time::Hlc;

use super::Run;
use super::report::{Gate, Row, Spread, milliseconds};

/// The value below which `share` of the runs lie.
fn percentile(mut runs: Vec<f64>, share: f64) -> f64 {
    runs.sort_by(f64::total_cmp);
    let place = (runs.len() as f64 * share).ceil() as usize;
    runs.get(place.saturating_sub(1)).copied().unwrap_or_default()
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
    let reference: Vec<Reference> =
        members.iter().enumerate().map(|(place, member)| Reference::of(place, member)).collect();
    let mut rng = Rng::of(count as u64, "searches");
    let queries: Vec<String> = (0..SEARCHES).map(|_| typed(&mut rng, &members)).collect();
    let mut times = Vec::new();
    let (mut expected, mut found) = (0usize, 0usize);
    for query in &queries {
        let begin = Instant::now();
        let results = store.read(|connection| name_index::search(connection, query, SHOWN))?;
        times.push(milliseconds(begin));
        let best = best(&reference, query);
        expected += best.len();
        found += best.iter().filter(|person| results.contains(person)).count();
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
    // "H'" is one letter.
    let letters = text::fold(&first).chars().filter(|letter| *letter != ' ').count();
    if letters >= 2 && begin(given, 1).len() % 2 == 0 {
        return first;
    }
    let other = words.first().copied().unwrap_or_default();
    format!("{} {first}", begin(other, 2))
}

/// A person as the plainest search would see them: a list of words by place, no index.
struct Reference {
    id: RecordId,
    places: [Vec<String>; 3],
    order: Vec<u8>,
}

impl Reference {
    fn of(place: usize, member: &Member) -> Self {
        // "H'Yil" is written and typed as two words and as one.
        let words = |name: &str| -> Vec<String> {
            text::fold(name).split(' ').map(str::to_owned).chain(text::joined_words(name)).collect()
        };
        let given = text::given_name(&member.full_name, None);
        let other = member.common_name.as_deref().map(words).unwrap_or_default();
        let order = text::order_key(&member.full_name, &given);
        Self { id: record(place), places: [words(&given), words(&member.full_name), other], order }
    }

    /// How well this person answers the words, the smaller the better; `None` when they do not.
    fn rank(&self, words: &[&str]) -> Option<(usize, bool)> {
        let mut best = None;
        for word in words {
            let place = self.places.iter().position(|names| names.iter().any(|name| name.starts_with(word)))?;
            let is_begun = !self.places.get(place)?.iter().any(|name| name == word);
            best = Some(best.map_or((place, is_begun), |best: (usize, bool)| best.min((place, is_begun))));
        }
        best
    }
}

/// Who should be shown: everybody looked at, ranked, sorted.
fn best(reference: &[Reference], query: &str) -> Vec<RecordId> {
    let folded = text::fold(query);
    let words: Vec<&str> = folded.split(' ').collect();
    let mut ranked: Vec<_> = reference
        .iter()
        .filter_map(|person| Some((person.rank(&words)?, person.order.as_slice(), person.id)))
        .collect();
    ranked.sort_unstable();
    ranked.into_iter().take(SHOWN).map(|(_, _, id)| id).collect()
}
