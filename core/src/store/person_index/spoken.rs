//! People found as people say and type them: with a title, by initials, with what a keyboard left of Telex or VNI, spelt by
//! ear, with slips of the finger, without blanks.
//!
//! What the words say as they stand comes first and is no guess. Only where that finds nobody (or, of one word, hardly
//! anybody) the words are read in other ways, the likeliest first, until somebody is found.

use clubbook_model::id::RecordId;
use clubbook_model::text::{self, Slip};
use rusqlite::Connection;

use super::search::{Asked, EFFORT, FEWEST_LETTERS, Form, beginning_of_query, search_words};
use crate::store::error::Stored;

/// Somebody who was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// The person's record.
    pub person: RecordId,
    /// The words do not say this person as they stand.
    pub is_guess: bool,
}

/// With so many found, one word is not read in other ways.
const ENOUGH: usize = 3;

/// More words than this are not corrected: it is a text, not a name.
const MOST_WORDS: usize = 8;

/// Words shorter than this are no names in a row without blanks.
const FEWEST_LETTERS_JOINED: usize = 5;
/// A longer one is no name at all.
const MOST_BYTES_JOINED: usize = 48;
/// So many ways of taking such a word apart are looked at.
const MOST_WAYS: usize = 8;

/// Whether enough is typed to look for anybody.
pub fn is_enough(query: &str) -> bool {
    text::fold(beginning_of_query(query)).chars().filter(|letter| *letter != ' ').count() >= FEWEST_LETTERS
}

/// People as somebody says or types them, at most `limit`, the likeliest first. Fewer than two letters find nobody.
///
/// # Errors
/// SQL.
pub fn find(connection: &Connection, query: &str, limit: usize) -> Stored<Vec<Found>> {
    let query = beginning_of_query(query);
    let mut found: Vec<Found> = Vec::new();
    for words in said(query) {
        if found.len() < limit {
            take(&mut found, search_words(connection, &words, limit, EFFORT)?, false, limit);
        }
    }
    let guessed = guessed_words(query);
    let enough = if guessed.iter().all(|words| words.len() == 1) { ENOUGH.min(limit) } else { 1 };
    if found.len() >= enough || !is_enough(query) || guessed.iter().any(|words| words.len() > MOST_WORDS) {
        return Ok(found);
    }
    let known = Known::read(connection)?;
    for words in &guessed {
        for reading in known.readings(words) {
            take(&mut found, search_words(connection, &reading, limit, EFFORT)?, true, limit);
            if found.len() >= enough {
                return Ok(found);
            }
        }
    }
    Ok(found)
}

fn take(found: &mut Vec<Found>, people: Vec<RecordId>, is_guess: bool, limit: usize) {
    for person in people {
        if found.len() < limit && !found.iter().any(|known| known.person == person) {
            found.push(Found { person, is_guess });
        }
    }
}

fn asked(folded: &str) -> Vec<Asked> {
    folded.split(' ').filter(|word| !word.is_empty()).map(asked_word).collect()
}

/// A word as it stands; a number that begins as from abroad is also looked for as it is dialled here.
fn asked_word(word: &str) -> Asked {
    let dialled = word.strip_prefix("84").filter(|rest| is_number(rest) && rest.len() > 2);
    [Form::begun(word)].into_iter().chain(dialled.map(|rest| Form::begun(&format!("0{rest}")))).collect()
}

/// What the words say as they stand, in the order in which it is meant.
fn said(query: &str) -> Vec<Vec<Asked>> {
    let folded = text::fold(query);
    let as_typed = asked(&folded);
    let mut sayings = Vec::new();
    // A number as people write it, with blanks.
    if as_typed.len() > 1 && is_number(&folded.replace(' ', "")) {
        sayings.extend(text::telephones(query).map(|number| vec![vec![Form::begun(&number)]]));
    }
    if as_typed.len() > 1 && folded.split(' ').all(|word| word.chars().count() == 1) {
        sayings.push(vec![vec![Form::begun(&folded.replace(' ', ""))]]);
    }
    match text::titled(query) {
        Some(titled) if titled.is_sure => sayings.push(asked(&text::fold(titled.name))),
        Some(titled) => {
            // Those who are called so, and then those who are addressed so.
            let mut named = as_typed.clone();
            if let Some(title) = named.first_mut() {
                title.iter_mut().for_each(|form| form.is_whole = true);
            }
            sayings.extend([named, asked(&text::fold(titled.name))]);
        }
        None => {}
    }
    sayings.push(as_typed);
    sayings
}

/// The words as they were typed, to be read in other ways: those behind a title, and with it where it may be a name.
fn guessed_words(query: &str) -> Vec<Vec<String>> {
    let words = |said: &str| -> Vec<String> {
        let apart = |letter: char| !(letter.is_alphanumeric() || is_mark(letter));
        said.split(apart).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    match text::titled(query) {
        Some(titled) if titled.is_sure => vec![words(titled.name)],
        Some(titled) => vec![words(query), words(titled.name)],
        None => vec![words(query)],
    }
}

/// Marks that a keyboard sent apart from their letter.
fn is_mark(letter: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&letter)
}

/// The words of the names and hamlets of this phone, in order.
struct Known {
    words: Vec<String>,
}

impl Known {
    fn read(connection: &Connection) -> Stored<Self> {
        let mut statement = connection.prepare_cached("SELECT word FROM known_word ORDER BY word")?;
        let words = statement.query_map([], |row| row.get(0))?;
        Ok(Self { words: words.collect::<rusqlite::Result<_>>()? })
    }

    /// The known words from this one on.
    fn from(&self, word: &str) -> &[String] {
        let place = self.words.partition_point(|known| known.as_str() < word);
        self.words.get(place..).unwrap_or_default()
    }

    fn begins(&self, word: &str) -> bool {
        self.from(word).first().is_some_and(|known| known.starts_with(word))
    }

    fn has(&self, word: &str) -> bool {
        self.from(word).first().is_some_and(|known| known == word)
    }

    /// Other ways to read the words, the likeliest first.
    fn readings(&self, typed: &[String]) -> impl Iterator<Item = Vec<Asked>> {
        let folded: Vec<String> = typed.iter().map(|word| text::fold(word)).collect();
        let keys: Vec<String> = typed.iter().zip(&folded).map(|(word, folded)| self.keyed(word, folded)).collect();
        let mut readings: Vec<Vec<Asked>> = Vec::new();
        if keys != folded {
            readings.push(keys.iter().map(|word| vec![Form::begun(word)]).collect());
        }
        if let [word] = folded.as_slice() {
            let parts = [Some(word), keys.first()].map(|word| word.map(|word| self.apart(word)).unwrap_or_default());
            let whole = |parts: Vec<String>| parts.iter().map(|part| vec![Form::whole(part)]).collect();
            readings.extend(parts.into_iter().flatten().map(whole));
        }
        // Slips are looked for behind the keyboard's keys: "nguyeenx" and "nguyeen" are one word for whoever typed them. They
        // are worked out only when nobody is found without.
        let corrections = std::iter::once_with(move || self.corrections(&keys)).flatten();
        readings.into_iter().chain(corrections)
    }

    /// The words with slips taken back: those that nobody has, or else each in turn.
    fn corrections(&self, words: &[String]) -> Vec<Vec<Asked>> {
        let is_strange = |word: &String| !is_number(word) && !self.begins(word);
        let strange: Vec<usize> =
            words.iter().zip(0..).filter(|(word, _)| is_strange(word)).map(|(_, at)| at).collect();
        let places: Vec<Vec<usize>> =
            if strange.is_empty() { (0..words.len()).map(|place| vec![place]).collect() } else { vec![strange] };
        let near: Vec<Vec<(Slip, &str)>> = words
            .iter()
            .zip(0..)
            .map(
                |(word, at)| {
                    if places.iter().flatten().any(|place| *place == at) { self.near(word) } else { Vec::new() }
                },
            )
            .collect();
        let mut corrections = Vec::new();
        for most in [Slip::Sound, Slip::Finger, Slip::Letter, Slip::Two] {
            for places in &places {
                let word = |(at, word): (usize, &String)| -> Asked {
                    if !places.contains(&at) {
                        return vec![Form::begun(word)];
                    }
                    let near = near.get(at).into_iter().flatten().filter(|(slip, _)| *slip <= most);
                    near.map(|(_, known)| Form::whole(known)).collect()
                };
                let reading: Vec<Asked> = words.iter().enumerate().map(word).collect();
                if reading.iter().all(|word| !word.is_empty()) && !corrections.contains(&reading) {
                    corrections.push(reading);
                }
            }
        }
        corrections
    }

    /// The known words that can have become this one, with how.
    fn near(&self, word: &str) -> Vec<(Slip, &str)> {
        if is_number(word) {
            return Vec::new();
        }
        let typed = text::TypedWord::new(word);
        self.words.iter().filter_map(|known| Some((typed.slip_from(known)?, known.as_str()))).collect()
    }

    /// The word without the keys of Telex or VNI, where that makes it a known one.
    fn keyed(&self, word: &str, folded: &str) -> String {
        if self.begins(folded) {
            return folded.to_owned();
        }
        let meant = [text::telex(word), text::vni(word)].into_iter().flatten();
        // Where neither is known there may be a slip besides: fewer letters are nearer to a name.
        let mut meant: Vec<String> = meant.collect();
        meant.sort_by_key(|meant| (!self.begins(meant), meant.len()));
        meant.into_iter().next().unwrap_or_else(|| folded.to_owned())
    }

    /// The ways in which a word is several known ones without a blank, those of the fewest parts first.
    fn apart(&self, word: &str) -> Vec<Vec<String>> {
        if word.chars().count() < FEWEST_LETTERS_JOINED || word.len() > MOST_BYTES_JOINED {
            return Vec::new();
        }
        // By where a part ends: the ways that lead there.
        let mut ways: Vec<Vec<Vec<String>>> = vec![Vec::new(); word.len() + 1];
        if let Some(begin) = ways.first_mut() {
            begin.push(Vec::new());
        }
        for end in (1..=word.len()).filter(|end| word.is_char_boundary(*end)) {
            let mut leading: Vec<Vec<String>> = Vec::new();
            for (begin, before) in ways.iter().enumerate().take(end) {
                let Some(part) = word.get(begin..end).filter(|part| !before.is_empty() && self.has(part)) else {
                    continue;
                };
                leading.extend(before.iter().map(|parts| parts.iter().cloned().chain([part.to_owned()]).collect()));
            }
            leading.sort_by_key(|parts: &Vec<String>| parts.len());
            leading.truncate(MOST_WAYS);
            if let Some(place) = ways.get_mut(end) {
                *place = leading;
            }
        }
        let mut ways = ways.pop().unwrap_or_default();
        ways.retain(|parts| parts.len() > 1);
        ways
    }
}

fn is_number(word: &str) -> bool {
    word.chars().all(|letter| letter.is_ascii_digit())
}
