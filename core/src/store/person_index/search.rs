//! People found by words: one order, and exactly the first of it, however many people there are.

use std::collections::BTreeSet;

use clubbook_model::id::RecordId;
use clubbook_model::text;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension};

use super::{PLACE_END, Place};
use crate::store::error::{StoreError, Stored};

/// The fewest letters or digits that a search takes.
pub(super) const FEWEST_LETTERS: usize = 2;

/// What a search of several words may read before it goes another way. The answer is the same either way, unless it is let
/// go.
#[derive(Debug, Clone, Copy)]
pub(super) struct Effort {
    /// A word with fewer rows than this is rare: all who have it are read and ranked.
    pub(super) rare: usize,
    /// Rows that are read in the order of what is found before the search turns to all rows of the rarest word: frequent
    /// words that rarely meet would be looked for everywhere.
    pub(super) walked_rows: usize,
    /// Where the rarest word has about so many rows or more, nobody is found rather than all of them read.
    pub(super) ranked_rows: usize,
}

pub(super) const EFFORT: Effort = Effort { rare: 1_000, walked_rows: 3_000, ranked_rows: usize::MAX };

/// A word that is looked for, folded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Form {
    pub(super) text: String,
    /// Only the whole word is meant, not one that begins with it.
    pub(super) is_whole: bool,
}

impl Form {
    pub(super) fn begun(text: &str) -> Self {
        Self { text: text.to_owned(), is_whole: false }
    }

    pub(super) fn whole(text: &str) -> Self {
        Self { text: text.to_owned(), is_whole: true }
    }
}

/// One word of a search: whoever has any of these is met by it.
pub(super) type Asked = Vec<Form>;

/// How a word of a search meets a person. The lesser is the better: first the place, and there a whole word before the
/// beginning of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Match {
    place: Place,
    is_beginning: bool,
}

impl Match {
    /// How a form meets words that are folded place by place; `None` when it does not.
    fn of_form(form: &Form, folded: &str) -> Option<Self> {
        let word = form.text.as_str();
        Place::ALL.into_iter().zip(folded.split(PLACE_END)).find_map(|(place, words)| {
            let mut words = words.split(' ');
            // Any part of a telephone number is the beginning of what is left of it from there.
            let (is_met, is_whole) = if place == Place::Telephone {
                let met = words.clone().any(|number| number.contains(word));
                (met && word.len() >= super::FEWEST_DIGITS, words.any(|number| number.ends_with(word)))
            } else {
                (words.clone().any(|other| other.starts_with(word)), words.any(|other| other == word))
            };
            (is_met && (is_whole || !form.is_whole)).then_some(Self { place, is_beginning: !is_whole })
        })
    }

    fn of(asked: &Asked, folded: &str) -> Option<Self> {
        asked.iter().filter_map(|form| Self::of_form(form, folded)).min()
    }
}

/// How several words meet a person; the lesser is the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    /// Some word is in none of the names: "Lan" of the hamlet "Định" comes behind "Đinh Thị Lan".
    is_beyond_names: bool,
    /// The best match of any of the words.
    best: Match,
}

impl Rank {
    /// `None` unless every word meets the person.
    fn of(words: &[Asked], folded: &str) -> Option<Self> {
        // Most rows lack one of the words altogether, and are left soonest.
        if words.iter().any(|word| !word.iter().any(|form| folded.contains(form.text.as_str()))) {
            return None;
        }
        let mut rank: Option<Self> = None;
        for word in words {
            let best = Match::of(word, folded)?;
            let is_beyond_names = words.len() > 1 && best.place > Place::Initials;
            rank = Some(rank.map_or(Self { is_beyond_names, best }, |rank| Self {
                is_beyond_names: rank.is_beyond_names || is_beyond_names,
                best: rank.best.min(best),
            }));
        }
        rank
    }

    /// All ranks that a search of so many words can have, the best first.
    fn all(words: usize) -> impl Iterator<Item = Self> {
        let scopes: &[bool] = if words == 1 { &[false] } else { &[false, true] };
        scopes.iter().flat_map(move |is_beyond_names| {
            // Where all words are in names, the best is.
            let is_possible = move |place: &Place| words == 1 || *is_beyond_names || *place <= Place::Initials;
            Place::ALL.into_iter().filter(is_possible).flat_map(|place| {
                let rank =
                    |is_beginning| Self { is_beyond_names: *is_beyond_names, best: Match { place, is_beginning } };
                [rank(false), rank(true)]
            })
        })
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
type Standing = (Vec<u8>, RecordId);

/// People by words without marks, each word of `query` the beginning of a word of theirs. Those come first whose names have
/// all of them. Then counts who is met best by any of the words (in the given name, the rest of the name, another name, the
/// initials, hamlet or year of birth, a telephone; whole, begun), then the order of a list of names. Fewer than two letters
/// find nobody.
///
/// # Errors
/// SQL.
pub fn search(connection: &Connection, query: &str, limit: usize) -> Stored<Vec<RecordId>> {
    search_with(connection, query, limit, EFFORT)
}

pub(super) fn search_with(connection: &Connection, query: &str, limit: usize, effort: Effort) -> Stored<Vec<RecordId>> {
    let folded = text::fold(beginning_of_query(query));
    let words: Vec<Asked> = folded.split(' ').map(|word| vec![Form::begun(word)]).collect();
    search_words(connection, &words, limit, effort)
}

/// As much of a query as anybody types: a text that was pasted there is not looked for word by word.
pub(super) fn beginning_of_query(query: &str) -> &str {
    const MOST_BYTES: usize = 160;
    query.get(..query.floor_char_boundary(MOST_BYTES)).unwrap_or_default()
}

/// The same for words each of which may be one of several.
pub(super) fn search_words(
    connection: &Connection,
    words: &[Asked],
    limit: usize,
    effort: Effort,
) -> Stored<Vec<RecordId>> {
    let letters = |word: &Asked| word.iter().map(|form| form.text.chars().count()).max().unwrap_or_default();
    if words.iter().map(letters).sum::<usize>() < FEWEST_LETTERS {
        return Ok(Vec::new());
    }
    let [_, _, ..] = words else {
        return Ok(walk(connection, words, limit, usize::MAX)?.unwrap_or_default());
    };
    let Some((rows, rarest)) = rarest(connection, words)? else { return Ok(Vec::new()) };
    if rows >= effort.rare
        && let Some(found) = walk(connection, words, limit, effort.walked_rows)?
    {
        return Ok(found);
    }
    if rows >= effort.ranked_rows { Ok(Vec::new()) } else { rank_all(connection, rarest, words, limit) }
}

/// The word that meets the fewest rows, and about how many.
fn rarest<'a>(connection: &Connection, words: &'a [Asked]) -> Stored<Option<(usize, &'a Asked)>> {
    let mut rarest: Option<(usize, &Asked)> = None;
    for word in words {
        let rows = count(connection, word)?;
        if rarest.is_none_or(|(fewest, _)| rows < fewest) {
            rarest = Some((rows, word));
        }
    }
    Ok(rarest)
}

/// The end of the words that a form meets at a place: the words from the form's text on, up to here.
fn end_of(form: &Form) -> String {
    // Above every letter, or only above the word itself.
    format!("{}{}", form.text, if form.is_whole { '\0' } else { char::MAX })
}

/// Numbers and initials are counted up to this.
const MOST_COUNTED: usize = 5_000;

/// About how many rows a word meets: names and hamlets by the list of known words, and only what is none of them one by one.
fn count(connection: &Connection, word: &Asked) -> Stored<usize> {
    let mut known =
        connection.prepare_cached("SELECT coalesce(sum(people), 0) FROM known_word WHERE word >= ?1 AND word < ?2")?;
    let mut rows = connection.prepare_cached(
        "SELECT count(*) FROM (SELECT 1 FROM person_word WHERE place = ?1 AND word >= ?2 AND word < ?3 LIMIT ?4)",
    )?;
    let mut total = 0;
    for form in word {
        let end = end_of(form);
        let people: i64 = known.query_row((&form.text, &end), |row| row.get(0))?;
        total += people as usize;
        if people > 0 {
            continue;
        }
        for place in Place::ALL {
            let counted: i64 =
                rows.query_row((place as u8, &form.text, &end, MOST_COUNTED as i64), |row| row.get(0))?;
            total += counted as usize;
        }
    }
    Ok(total)
}

/// The people as they come in the order of what is found, rank by rank; `None` once more than `most_rows` were read.
fn walk(connection: &Connection, words: &[Asked], limit: usize, most_rows: usize) -> Stored<Option<Vec<RecordId>>> {
    let mut walk = Walk { connection, words, limit, rows_left: most_rows, found: Vec::new() };
    for rank in Rank::all(words.len()) {
        if walk.found.len() < limit && !walk.take(rank)? {
            return Ok(None);
        }
    }
    Ok(Some(walk.found))
}

struct Walk<'a> {
    connection: &'a Connection,
    words: &'a [Asked],
    limit: usize,
    rows_left: usize,
    found: Vec<RecordId>,
}

impl Walk<'_> {
    /// Takes the people of this rank, as many as are still wanted; says whether the rows that may be read were enough.
    fn take(&mut self, rank: Rank) -> Stored<bool> {
        let Match { place, is_beginning } = rank.best;
        let mut first: First<Standing> = First::of(self.limit - self.found.len());
        for form in self.words.iter().flatten() {
            if place == Place::Telephone && form.text.len() < super::FEWEST_DIGITS {
                continue;
            }
            let indexed = match (is_beginning, form.is_whole) {
                (false, _) => vec![form.text.clone()],
                (true, false) => longer_words(self.connection, place, &form.text)?,
                (true, true) => continue,
            };
            for indexed in indexed {
                let mut statement = self.connection.prepare_cached(
                    "SELECT name_order, person, folded FROM person_word WHERE place = ?1 AND word = ?2 \
                     ORDER BY name_order, person",
                )?;
                let mut rows = statement.query((place as u8, indexed))?;
                while let Some(row) = rows.next()? {
                    let Some(left) = self.rows_left.checked_sub(1) else { return Ok(false) };
                    self.rows_left = left;
                    let person = (row.get(0)?, RecordId(row.get(1)?));
                    if first.ends_before(&person) {
                        break;
                    }
                    let is_met = self.words.len() == 1
                        || Rank::of(self.words, text_of(row.get_ref(2)?)?)
                            .is_some_and(|found| found.is_beyond_names == rank.is_beyond_names);
                    if is_met && !self.found.contains(&person.1) {
                        first.put(person);
                    }
                }
            }
        }
        self.found.extend(first.kept.into_iter().map(|(_, person)| person));
        Ok(true)
    }
}

fn text_of(value: ValueRef<'_>) -> Stored<&str> {
    value.as_str().map_err(|_| StoreError::Corrupt)
}

/// The words there that begin with this one and go on.
fn longer_words(connection: &Connection, place: Place, word: &str) -> Stored<Vec<String>> {
    let mut next = connection
        .prepare_cached("SELECT word FROM person_word WHERE place = ?1 AND word > ?2 ORDER BY word LIMIT 1")?;
    let mut longer: Vec<String> = Vec::new();
    loop {
        let after = longer.last().map_or(word, String::as_str);
        let found: Option<String> = next.query_row((place as u8, after), |row| row.get(0)).optional()?;
        match found {
            Some(found) if found.starts_with(word) => longer.push(found),
            _ => return Ok(longer),
        }
    }
}

/// All people whom the rarest of the words meets, ranked.
fn rank_all(connection: &Connection, rarest: &Asked, words: &[Asked], limit: usize) -> Stored<Vec<RecordId>> {
    let mut statement = connection.prepare_cached(
        "SELECT name_order, person, folded FROM person_word WHERE place = ?1 AND word >= ?2 AND word < ?3",
    )?;
    let mut first: First<(Rank, Standing)> = First::of(limit);
    for form in rarest {
        let end = end_of(form);
        for place in Place::ALL {
            let mut rows = statement.query((place as u8, &form.text, &end))?;
            while let Some(row) = rows.next()? {
                if let Some(rank) = Rank::of(words, text_of(row.get_ref(2)?)?) {
                    first.put((rank, (row.get(0)?, RecordId(row.get(1)?))));
                }
            }
        }
    }
    Ok(first.kept.into_iter().map(|(_, (_, person))| person).collect())
}
