//! People word by word, by their names, initials, hamlet, year of birth and telephones, for search without marks: for each word
//! the set of those who have it (`word_people`), and the orders in which people are shown.

mod search;
mod set;
mod spoken;
#[cfg(test)]
mod tests;

pub use search::search;
pub use spoken::{Found, find, is_enough};

use std::collections::BTreeSet;

use clubbook_model::field::{Field, Scalar};
use clubbook_model::id::RecordId;
use clubbook_model::merge::EntityState;
use clubbook_model::registry::{Entity, Person};
use clubbook_model::text;
use clubbook_model::time::PartialDate;
use rusqlite::{Connection, OptionalExtension, Transaction};

use super::books::BookNumber;
use super::error::{StoreError, Stored};
use super::settings::Setting;

/// Where a word of a person stands, each before the next when people are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// The given name.
    Given,
    /// The rest of the name.
    Name,
    /// Another name: the one people use, the religious one.
    Other,
    /// The first letters of the name's words, as one word.
    Initials,
    /// The hamlet, and the year of birth in four digits and in two.
    Home,
    /// What is left of a telephone number from some digit on, so that any part of it is a beginning.
    Telephone,
}

impl Place {
    const ALL: [Self; 6] = [Self::Given, Self::Name, Self::Other, Self::Initials, Self::Home, Self::Telephone];

    /// Whether its words are words of the language that somebody can mistype.
    fn has_words(self) -> bool {
        matches!(self, Self::Given | Self::Name | Self::Other | Self::Home)
    }
}

/// The fewest digits that are looked for in telephone numbers: so many are a word of them.
const FEWEST_DIGITS: usize = 3;

/// The words of a person as they are searched.
#[derive(Debug, Default, PartialEq, Eq)]
struct Words {
    /// Sorts as a Vietnamese list of names.
    order: Vec<u8>,
    /// Each word once, at the first place where it stands.
    rows: Vec<(Place, String)>,
    /// What is left of the telephone numbers from each digit on, while it is long enough to be looked for.
    telephone_ends: BTreeSet<String>,
}

/// What is kept of a person for search. A field can be as long as an op: nobody is found by more, and no text may fill a phone.
const MOST_WORDS: usize = 24;
const MOST_HOME_WORDS: usize = 8;
const MOST_WORD_BYTES: usize = 48;
const MOST_TEXT_BYTES: usize = 512;
const MOST_ORDER_BYTES: usize = 255;

impl Words {
    /// The words under which a person is found. A name with a hyphen or an apostrophe is found by its parts and as one word.
    fn of(state: &EntityState) -> Self {
        let entered = |field: Field<String>| state.shown(field.tag, &[]).and_then(String::from_value);
        let full_name = entered(Person::full_name).unwrap_or_default();
        let own_given_name = entered(Person::given_name);
        let given_name = text::given_name(&full_name, own_given_name.as_deref());
        let mut order =
            text::order_key(beginning(&full_name, MOST_TEXT_BYTES), beginning(&given_name, MOST_TEXT_BYTES));
        order.truncate(MOST_ORDER_BYTES);
        let initials = initials(beginning(&full_name, MOST_TEXT_BYTES));
        let others = [entered(Person::common_name), entered(Person::religious_name), own_given_name];
        let mut words = Self { order, ..Self::default() };
        words.put(Place::Given, &given_name, MOST_WORDS);
        words.put(Place::Name, &full_name, MOST_WORDS);
        others.into_iter().flatten().for_each(|name| words.put(Place::Other, &name, MOST_WORDS));
        initials.into_iter().for_each(|initials| words.put(Place::Initials, &initials, MOST_WORDS + 1));
        let most = words.rows.len() + MOST_HOME_WORDS;
        let birth = state.shown(Person::birth.tag, &[]).and_then(PartialDate::from_value);
        if let Some(year) = birth.map(|birth| birth.year) {
            words.put(Place::Home, &format!("{year} {:02}", year % 100), most);
        }
        entered(Person::hamlet).into_iter().for_each(|hamlet| words.put(Place::Home, &hamlet, most));
        let telephones = [entered(Person::phone), entered(Person::relative_phone)];
        for number in telephones.into_iter().flatten() {
            for number in text::telephones(beginning(&number, MOST_TEXT_BYTES)) {
                let ends = (0..=number.len().saturating_sub(FEWEST_DIGITS)).filter_map(|from| number.get(from..));
                words.telephone_ends.extend(ends.filter(|end| end.len() >= FEWEST_DIGITS).map(str::to_owned));
            }
        }
        let runs: BTreeSet<&str> = words.telephone_ends.iter().filter_map(|end| end.get(..FEWEST_DIGITS)).collect();
        words.rows.extend(runs.into_iter().map(|run| (Place::Telephone, run.to_owned())));
        words
    }

    /// Puts the words of a text at a place, unless they stand at one before.
    fn put(&mut self, place: Place, text: &str, most: usize) {
        for word in searched(beginning(text, MOST_TEXT_BYTES)) {
            let word = beginning(&word, MOST_WORD_BYTES).to_owned();
            if self.rows.len() < most && !self.rows.iter().any(|(_, known)| *known == word) {
                self.rows.push((place, word));
            }
        }
    }
}

/// The first bytes of a text, up to the end of a letter.
fn beginning(text: &str, most: usize) -> &str {
    text.get(..text.floor_char_boundary(most)).unwrap_or_default()
}

/// The words of a text as they are searched, with those that are also written as one.
fn searched(text: &str) -> Vec<String> {
    let apart = text::fold(text);
    apart.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).chain(text::joined_words(text)).collect()
}

/// "dtl" for "Đinh Thị Lan"; one letter says nothing.
fn initials(full_name: &str) -> Option<String> {
    let written = full_name.split(['(', '[']).next().unwrap_or_default();
    let letters: String = text::fold(written).split(' ').filter_map(|word| word.chars().next()).collect();
    (letters.chars().count() > 1).then_some(letters)
}

/// What the rows were made by: the version of the order of names, and that of this module's rules.
const VERSION: u64 = text::ORDER_VERSION << 16 | 3;
const MADE_BY: Setting<u64> = Setting::new("person_index_version");

/// Whether this version of the rules made the rows.
pub(super) fn is_current(connection: &Connection) -> Stored<bool> {
    Ok(MADE_BY.get(connection)? == Some(VERSION))
}

/// Makes the rows anew, after another version of the rules made them: two orders do not mix.
pub(super) fn renew(tx: &Transaction<'_>) -> Stored<()> {
    for table in ["found_person", "word_people", "given_word", "telephone_end", "known_word"] {
        tx.execute(&format!("DELETE FROM {table}"), [])?;
    }
    let mut people = tx.prepare("SELECT id, book, coalesce(shown, confirmed) FROM entity WHERE kind = ?1")?;
    let mut rows = people.query([Person::DEF.number])?;
    while let Some(row) = rows.next()? {
        let bytes = row.get_ref(2)?.as_blob().map_err(|_| StoreError::Corrupt)?;
        let (person, book) = (RecordId(row.get(0)?), BookNumber(row.get(1)?));
        rewrite(tx, book, person, &Words::default(), &Words::of(&EntityState::from_bytes(bytes)?))?;
    }
    MADE_BY.put(tx, &VERSION)
}

/// Rewrites a person's rows when what they are made of changed.
pub(super) fn refresh(
    tx: &Transaction<'_>,
    (kind, book): (u32, BookNumber),
    entity: RecordId,
    old: Option<&EntityState>,
    new: Option<&EntityState>,
) -> Stored<()> {
    if kind != Person::DEF.number {
        return Ok(());
    }
    let words = |state: Option<&EntityState>| state.map(Words::of).unwrap_or_default();
    rewrite(tx, book, entity, &words(old), &words(new))
}

fn rewrite(tx: &Transaction<'_>, book: BookNumber, person: RecordId, before: &Words, after: &Words) -> Stored<()> {
    if before == after {
        return Ok(());
    }
    let number = number(tx, book, person, &after.order)?;
    for (place, word) in before.rows.iter().filter(|row| !after.rows.contains(row)) {
        change_set(tx, *place, word, number, set::without)?;
        if is_known(*place, word) {
            forget(tx, word)?;
        }
    }
    for (place, word) in after.rows.iter().filter(|row| !before.rows.contains(row)) {
        change_set(tx, *place, word, number, set::with)?;
        if is_known(*place, word) {
            know(tx, word)?;
        }
    }
    let given = |words: &Words| -> Vec<(String, Vec<u8>)> {
        let rows = words.rows.iter().filter(|row| row.0 == Place::Given);
        rows.map(|row| (row.1.clone(), words.order.clone())).collect()
    };
    let (given_before, given_after) = (given(before), given(after));
    for (word, order) in given_before.iter().filter(|row| !given_after.contains(row)) {
        tx.prepare_cached(
            "DELETE FROM given_word WHERE word = ?1 AND name_order = ?2 AND person = ?3 AND number = ?4",
        )?
        .execute((word, order, person.0, number))?;
    }
    for (word, order) in given_after.iter().filter(|row| !given_before.contains(row)) {
        tx.prepare_cached(
            "INSERT OR IGNORE INTO given_word (word, name_order, person, number) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute((word, order, person.0, number))?;
    }
    for end in before.telephone_ends.difference(&after.telephone_ends) {
        tx.prepare_cached("DELETE FROM telephone_end WHERE digits = ?1 AND number = ?2")?.execute((end, number))?;
    }
    for end in after.telephone_ends.difference(&before.telephone_ends) {
        tx.prepare_cached("INSERT OR IGNORE INTO telephone_end (digits, number) VALUES (?1, ?2)")?
            .execute((end, number))?;
    }
    if after.rows.is_empty() {
        tx.prepare_cached("DELETE FROM found_person WHERE number = ?1")?.execute([number])?;
    }
    Ok(())
}

/// The person's number on this phone, a new one when there is none; the order is noted beside it.
fn number(tx: &Transaction<'_>, book: BookNumber, person: RecordId, order: &[u8]) -> Stored<i64> {
    let mut put = tx.prepare_cached(
        "INSERT INTO found_person (person, book, name_order) VALUES (?1, ?2, ?3) \
         ON CONFLICT (person, book) DO UPDATE SET name_order = excluded.name_order RETURNING number",
    )?;
    Ok(put.query_row((person.0, book.0, order), |row| row.get(0))?)
}

/// Puts a person into the set of a word, or takes them out.
fn change_set(
    tx: &Transaction<'_>,
    place: Place,
    word: &str,
    number: i64,
    change: fn(&[u8], u16) -> Vec<u8>,
) -> Stored<()> {
    let (block, at) = set::block_of(u64::try_from(number).map_err(|_| StoreError::Corrupt)?);
    let key = (word, place as u8, block as i64);
    let people: Option<Vec<u8>> = tx
        .prepare_cached("SELECT people FROM word_people WHERE word = ?1 AND place = ?2 AND block = ?3")?
        .query_row(key, |row| row.get(0))
        .optional()?;
    let people = change(&people.unwrap_or_default(), at);
    if people.is_empty() {
        tx.prepare_cached("DELETE FROM word_people WHERE word = ?1 AND place = ?2 AND block = ?3")?.execute(key)?;
        return Ok(());
    }
    tx.prepare_cached("INSERT OR REPLACE INTO word_people (word, place, block, people) VALUES (?1, ?2, ?3, ?4)")?
        .execute((word, place as u8, block as i64, people))?;
    Ok(())
}

/// Whether a word goes into the list of those that somebody can mean.
fn is_known(place: Place, word: &str) -> bool {
    place.has_words() && !word.starts_with(|letter: char| letter.is_ascii_digit())
}

fn know(tx: &Transaction<'_>, word: &str) -> Stored<()> {
    tx.prepare_cached(
        "INSERT INTO known_word (word, people) VALUES (?1, 1) ON CONFLICT (word) DO UPDATE SET people = people + 1",
    )?
    .execute([word])?;
    Ok(())
}

fn forget(tx: &Transaction<'_>, word: &str) -> Stored<()> {
    let left: Option<i64> = tx
        .prepare_cached("UPDATE known_word SET people = people - 1 WHERE word = ?1 RETURNING people")?
        .query_row([word], |row| row.get(0))
        .optional()?;
    if left.is_some_and(|people| people <= 0) {
        tx.prepare_cached("DELETE FROM known_word WHERE word = ?1")?.execute([word])?;
    }
    Ok(())
}
