//! People found by name: one order, and exactly the first of it, however many people there are.

use std::collections::BTreeSet;

use clubbook_model::id::RecordId;
use clubbook_model::text;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension};

use super::{PLACE_END, PLACES};
use crate::store::error::{StoreError, Stored};

/// The fewest letters that a search takes.
const FEWEST_LETTERS: usize = 2;

/// What a search of several words may read before it goes another way. The answer is the same either way.
#[derive(Debug, Clone, Copy)]
pub(super) struct Effort {
    /// A word with fewer rows than this is rare: all who have it are read and ranked.
    pub(super) rare: usize,
    /// Rows that are read in the order of what is found before the search turns to all rows of the rarest word: frequent
    /// words that rarely meet would be looked for everywhere.
    pub(super) walked_rows: usize,
}

const EFFORT: Effort = Effort { rare: 600, walked_rows: 3_000 };

/// How a word of a search meets a name. The lesser is the better: the given name, then the rest of the name, then other
/// names; at the same place a whole word before the beginning of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Match {
    place: u8,
    is_beginning: bool,
}

impl Match {
    /// How `word` meets names that are folded place by place; `None` when it does not.
    fn of(word: &str, folded: &str) -> Option<Self> {
        PLACES.zip(folded.split(PLACE_END)).find_map(|(place, names)| {
            let begun = || names.split(' ').filter(|name| name.starts_with(word));
            begun().next()?;
            Some(Self { place, is_beginning: !begun().any(|name| name == word) })
        })
    }

    /// How the best of `words` meets the names, when all of them do.
    fn of_all(words: &[&str], folded: &str) -> Option<Self> {
        words.iter().map(|word| Self::of(word, folded)).collect::<Option<Vec<_>>>()?.into_iter().min()
    }
}

/// The first `limit` of what is put in, in order.
struct First<T> {
    limit: usize,
    kept: BTreeSet<T>,
}

impl<T: Ord> First<T> {
    fn of(limit: usize) -> Self {
        Self { limit, kept: BTreeSet::new() }
    }

    /// Whether this and whatever comes after it would be left out.
    fn ends_before(&self, one: &T) -> bool {
        self.kept.len() >= self.limit && self.kept.last().is_none_or(|last| one > last)
    }

    fn put(&mut self, one: T) {
        if !self.ends_before(&one) {
            self.kept.insert(one);
            if self.kept.len() > self.limit {
                self.kept.pop_last();
            }
        }
    }
}

/// Where people of equal matches stand: the order of a list of names, then the id.
type Place = (Vec<u8>, RecordId);

/// People by name, without marks, each word of `query` the beginning of a word of their names. Who is met best comes first
/// (by the best of the words: in the given name, the rest of the name, another name; whole, begun), then the order of a list
/// of names. Fewer than two letters find nobody.
///
/// # Errors
/// SQL.
pub fn search(connection: &Connection, query: &str, limit: usize) -> Stored<Vec<RecordId>> {
    search_with(connection, query, limit, EFFORT)
}

pub(super) fn search_with(connection: &Connection, query: &str, limit: usize, effort: Effort) -> Stored<Vec<RecordId>> {
    let folded = text::fold(query);
    if folded.chars().filter(|letter| *letter != ' ').count() < FEWEST_LETTERS {
        return Ok(Vec::new());
    }
    let words: Vec<&str> = folded.split(' ').collect();
    if words.len() == 1 {
        return Ok(walk(connection, &words, limit, usize::MAX)?.unwrap_or_default());
    }
    let (mut rarest, mut fewest) = (folded.as_str(), usize::MAX);
    for word in &words {
        let rows = count(connection, word, effort.rare)?;
        if rows < fewest {
            (rarest, fewest) = (word, rows);
        }
    }
    if fewest >= effort.rare
        && let Some(found) = walk(connection, &words, limit, effort.walked_rows)?
    {
        return Ok(found);
    }
    rank_all(connection, rarest, &words, limit)
}

/// How many rows begin with this word; each place is counted up to `most`.
fn count(connection: &Connection, word: &str, most: usize) -> Stored<usize> {
    let mut statement = connection.prepare_cached(
        "SELECT count(*) FROM (SELECT 1 FROM name_word WHERE place = ?1 AND word >= ?2 AND word < ?2 || char(0x10FFFF) LIMIT ?3)",
    )?;
    let mut total = 0;
    for place in PLACES {
        let rows: i64 = statement.query_row((place, word, most as i64), |row| row.get(0))?;
        total += rows as usize;
    }
    Ok(total)
}

/// The people as they come in the order of what is found, match by match; `None` once more than `most_rows` were read.
fn walk(connection: &Connection, words: &[&str], limit: usize, most_rows: usize) -> Stored<Option<Vec<RecordId>>> {
    let mut found: Vec<RecordId> = Vec::new();
    let mut rows_read = 0;
    for (place, is_beginning) in PLACES.flat_map(|place| [(place, false), (place, true)]) {
        let mut first: First<Place> = First::of(limit - found.len());
        for word in words {
            let indexed = if is_beginning { longer_words(connection, place, word)? } else { vec![(*word).to_owned()] };
            for indexed in indexed {
                let mut statement = connection.prepare_cached(
                    "SELECT name_order, person, folded FROM name_word WHERE place = ?1 AND word = ?2 \
                     ORDER BY name_order, person",
                )?;
                let mut rows = statement.query((place, indexed))?;
                while let Some(row) = rows.next()? {
                    rows_read += 1;
                    if rows_read > most_rows {
                        return Ok(None);
                    }
                    let person = (row.get(0)?, RecordId(row.get(1)?));
                    if first.ends_before(&person) {
                        break;
                    }
                    let is_met = words.len() == 1 || Match::of_all(words, text_of(row.get_ref(2)?)?).is_some();
                    if is_met && !found.contains(&person.1) {
                        first.put(person);
                    }
                }
            }
        }
        found.extend(first.kept.into_iter().map(|(_, person)| person));
        if found.len() >= limit {
            break;
        }
    }
    Ok(Some(found))
}

fn text_of(value: ValueRef<'_>) -> Stored<&str> {
    value.as_str().map_err(|_| StoreError::Corrupt)
}

/// The words there that begin with this one and go on.
fn longer_words(connection: &Connection, place: u8, word: &str) -> Stored<Vec<String>> {
    let mut next =
        connection.prepare_cached("SELECT word FROM name_word WHERE place = ?1 AND word > ?2 ORDER BY word LIMIT 1")?;
    let mut longer: Vec<String> = Vec::new();
    loop {
        let after = longer.last().map_or(word, String::as_str);
        let found: Option<String> = next.query_row((place, after), |row| row.get(0)).optional()?;
        match found {
            Some(found) if found.starts_with(word) => longer.push(found),
            _ => return Ok(longer),
        }
    }
}

/// All people who have a word that begins with `rarest`, ranked.
fn rank_all(connection: &Connection, rarest: &str, words: &[&str], limit: usize) -> Stored<Vec<RecordId>> {
    let mut statement = connection.prepare_cached(
        "SELECT name_order, person, folded FROM name_word \
         WHERE place = ?1 AND word >= ?2 AND word < ?2 || char(0x10FFFF)",
    )?;
    let mut first: First<(Match, Place)> = First::of(limit);
    for place in PLACES {
        let mut rows = statement.query((place, rarest))?;
        while let Some(row) = rows.next()? {
            if let Some(found) = Match::of_all(words, text_of(row.get_ref(2)?)?) {
                first.put((found, (row.get(0)?, RecordId(row.get(1)?))));
            }
        }
    }
    Ok(first.kept.into_iter().map(|(_, (_, person))| person).collect())
}
