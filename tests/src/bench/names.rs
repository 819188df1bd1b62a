//! People found by name on the phone, against the plainest search.

use std::time::Instant;

use clubbook_core::store::person_index::{self, Found};
use clubbook_corpus::{Person as Member, Rng, people};
use clubbook_model::id::RecordId;
use clubbook_model::text;

use crate::fixture::listed;
use crate::fixture::spoken::{Spoken, plain_words, spoken};

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
/// All searches are made so often, one after the other, and the fastest of each counts: what else the machine does is not
/// the search's.
const ROUNDS: usize = 3;

/// How long each of the searches takes, in milliseconds, and what it finds.
fn timed<Q, F>(queries: &[Q], search: impl Fn(&Q) -> Run<F>) -> Run<(Vec<f64>, Vec<F>)> {
    let mut times = vec![f64::INFINITY; queries.len()];
    let mut found = Vec::new();
    for _ in 0..ROUNDS {
        found.clear();
        for (query, least) in queries.iter().zip(&mut times) {
            let begin = Instant::now();
            found.push(search(query)?);
            *least = least.min(milliseconds(begin));
        }
    }
    Ok((times, found))
}

/// People found by name without marks from two letters on, among so many.
///
/// # Errors
/// Something failed to run.
pub fn finding(count: usize) -> Run<Vec<Row>> {
    let members = people(7, count);
    let (_folder, store) = listed::store_of(&members)?;
    let reference: Vec<Reference> =
        members.iter().enumerate().map(|(place, member)| Reference::of(place, member)).collect();
    let mut rng = Rng::of(count as u64, "searches");
    let queries: Vec<String> = (0..SEARCHES).map(|_| typed(&mut rng, &members)).collect();
    let search = |query: &String| Ok(store.read(|connection| person_index::search(connection, query, SHOWN))?);
    let (times, results) = timed(&queries, search)?;
    let (mut expected, mut found) = (0usize, 0usize);
    for (query, results) in queries.iter().zip(results) {
        let best = best(&reference, query);
        expected += best.len();
        found += best.iter().filter(|person| results.contains(person)).count();
    }
    let recall = 100.0 * found as f64 / expected.max(1) as f64;
    let sayings = spoken(11, &members, SEARCHES);
    let find = |spoken: &Spoken| Ok(store.read(|connection| person_index::find(connection, &spoken.query, SHOWN))?);
    let (said, results) = timed(&sayings, find)?;
    let is_right = |(spoken, results): &(&Spoken, Vec<Found>)| {
        results.iter().take(3).any(|found| found.person == listed::record(spoken.person))
    };
    let right = sayings.iter().zip(results).filter(is_right).count();
    let right = 100.0 * right as f64 / SEARCHES as f64;
    let row = |what: &str| format!("find a person among {count}, {what}");
    Ok(vec![
        Row::alone(&row("p99"), "ms", slowest(times), Gate::AtMost(5.0)),
        Row::alone(&row("recall@20"), "%", Spread::of([recall]), Gate::AtLeast(100.0)),
        Row::alone(&row("as it is said, p99"), "ms", slowest(said), Gate::AtMost(5.0)),
        Row::alone(&row("as it is said, in the first three"), "%", Spread::of([right]), Gate::AtLeast(98.0)),
    ])
}

/// The fastest, the one of a hundred that is slower than the others, and the slowest.
fn slowest(times: Vec<f64>) -> Spread {
    let all = Spread::of(times.clone());
    Spread { median: percentile(times, 0.99), ..all }
}

/// What somebody types who looks for one of the people: the beginning of the given name, or of two words of the name in
/// any order, from two letters on, mostly without marks.
fn typed(rng: &mut Rng, members: &[Member]) -> String {
    let name = rng.pick(members).full_name.clone();
    let name = if rng.chance(800) { plain_words(&name).join(" ") } else { name };
    let words: Vec<&str> = name.split_whitespace().filter(|word| word.chars().count() > 1).collect();
    let mut begin = |word: &str, least: usize| -> String {
        let letters = word.chars().count();
        let take = least + rng.place(letters.saturating_sub(least) + 1);
        word.chars().take(take).collect()
    };
    let given = words.last().copied().unwrap_or_default();
    let first = begin(given, 2);
    // "H'" is one letter.
    let letters = plain_words(&first).concat().chars().count();
    if letters >= 2 && begin(given, 1).len() % 2 == 0 {
        return first;
    }
    let other = words.first().copied().unwrap_or_default();
    format!("{} {first}", begin(other, 2))
}

/// A person as the plainest search would see them: a list of words by place, no index.
struct Reference {
    id: RecordId,
    /// Given name, full name, other name, initials, hamlet and year of birth.
    places: [Vec<String>; 5],
    phones: Vec<String>,
    order: Vec<u8>,
}

/// The first place that is none of the names.
const HOME: usize = 4;
/// The place of telephones, behind all others.
const TELEPHONE: usize = 5;

impl Reference {
    fn of(place: usize, member: &Member) -> Self {
        // "H'Yil" is written and typed as two words and as one.
        let words = |name: &str| -> Vec<String> {
            text::fold(name).split(' ').map(str::to_owned).chain(text::joined_words(name)).collect()
        };
        let given = text::given_name(&member.full_name, None);
        let other = member.common_name.as_deref().map(words).unwrap_or_default();
        let initials: String =
            text::fold(&member.full_name).split(' ').filter_map(|word| word.chars().next()).collect();
        let year = member.birth.year;
        let home = words(&member.hamlet).into_iter().chain([year.to_string(), format!("{:02}", year % 100)]).collect();
        let order = text::order_key(&member.full_name, &given);
        let phones = [member.phone.as_ref(), member.relative.as_ref().map(|relative| &relative.0)];
        let digits = |phone: &String| phone.chars().filter(char::is_ascii_digit).collect();
        Self {
            id: listed::record(place),
            places: [words(&given), words(&member.full_name), other, vec![initials], home],
            phones: phones.into_iter().flatten().map(digits).collect(),
            order,
        }
    }

    /// How well this person answers the words, the smaller the better; `None` when they do not.
    fn rank(&self, words: &[&str]) -> Option<(bool, (usize, bool))> {
        let mut ranks = Vec::new();
        for word in words {
            let place = self.places.iter().position(|names| names.iter().any(|name| name.starts_with(word)));
            let is_dialled = word.len() > 2 && self.phones.iter().any(|phone| phone.contains(word));
            let place = place.or(is_dialled.then_some(TELEPHONE))?;
            let is_begun = match self.places.get(place) {
                Some(names) => !names.iter().any(|name| name == word),
                None => !self.phones.iter().any(|phone| phone.ends_with(word)),
            };
            ranks.push((place, is_begun));
        }
        let is_beyond_names = words.len() > 1 && ranks.iter().any(|rank| rank.0 >= HOME);
        Some((is_beyond_names, ranks.into_iter().min()?))
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
