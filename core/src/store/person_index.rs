//! The `person_word` table: people word by word, by their names, initials, hamlet, year of birth and telephones, for search
//! without marks.

mod search;
mod spoken;
#[cfg(test)]
mod tests;

pub use search::search;
pub use spoken::{Found, find};

use clubbook_model::field::{Field, Scalar};
use clubbook_model::id::RecordId;
use clubbook_model::merge::EntityState;
use clubbook_model::registry::{Entity, Person};
use clubbook_model::text;
use clubbook_model::time::PartialDate;
use rusqlite::{Connection, OptionalExtension, Transaction};

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

/// What parts the places in [`Words::folded`]; [`text::fold`] leaves no such sign.
const PLACE_END: char = '|';

/// The fewest digits that are looked for in telephone numbers.
const FEWEST_DIGITS: usize = 3;

/// The words of a person as they are searched.
#[derive(Debug, Default, PartialEq, Eq)]
struct Words {
    /// Sorts as a Vietnamese list of names.
    order: Vec<u8>,
    /// Each word once, at the first place where it stands.
    rows: Vec<(Place, String)>,
    /// The words place by place.
    folded: String,
}

/// What is kept of a person for search. Each row repeats all of it, and a field can be as long as an op: nobody is found by
/// more, and no text may fill a phone.
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
        let telephones: Vec<String> = telephones
            .into_iter()
            .flatten()
            .flat_map(|field| text::telephones(beginning(&field, MOST_TEXT_BYTES)).collect::<Vec<_>>())
            .collect();
        words.folded = words.fold_places(&telephones);
        for number in telephones {
            for from in 0..=number.len().saturating_sub(FEWEST_DIGITS) {
                let part = number.get(from..).unwrap_or_default().to_owned();
                if part.len() >= FEWEST_DIGITS && !words.rows.contains(&(Place::Telephone, part.clone())) {
                    words.rows.push((Place::Telephone, part));
                }
            }
        }
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

    fn fold_places(&self, telephones: &[String]) -> String {
        let at =
            |place| -> Vec<&str> { self.rows.iter().filter(|row| row.0 == place).map(|row| row.1.as_str()).collect() };
        let places = Place::ALL.map(|place| match place {
            Place::Telephone => telephones.join(" "),
            place => at(place).join(" "),
        });
        places.join(&PLACE_END.to_string())
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
const VERSION: u64 = text::ORDER_VERSION << 16 | 2;
const MADE_BY: Setting<u64> = Setting::new("person_index_version");

/// Whether this version of the rules made the rows.
pub(super) fn is_current(connection: &Connection) -> Stored<bool> {
    Ok(MADE_BY.get(connection)? == Some(VERSION))
}

/// Makes the rows anew, after another version of the rules made them: two orders do not mix.
pub(super) fn renew(tx: &Transaction<'_>) -> Stored<()> {
    tx.execute("DELETE FROM person_word", [])?;
    tx.execute("DELETE FROM known_word", [])?;
    let mut people = tx.prepare("SELECT id, coalesce(shown, confirmed) FROM entity WHERE kind = ?1")?;
    let mut rows = people.query([Person::DEF.number])?;
    while let Some(row) = rows.next()? {
        let bytes = row.get_ref(1)?.as_blob().map_err(|_| StoreError::Corrupt)?;
        insert(tx, RecordId(row.get(0)?), &Words::of(&EntityState::from_bytes(bytes)?))?;
    }
    MADE_BY.put(tx, &VERSION)
}

fn insert(tx: &Transaction<'_>, person: RecordId, words: &Words) -> Stored<()> {
    let mut insert = tx.prepare_cached(
        "INSERT OR IGNORE INTO person_word (place, word, name_order, person, folded) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    let mut know = tx.prepare_cached(
        "INSERT INTO known_word (word, people) VALUES (?1, 1) ON CONFLICT (word) DO UPDATE SET people = people + 1",
    )?;
    for (place, word) in &words.rows {
        // Two clubs on one phone may have a record of the same id, which says the same of itself in both: one row.
        let inserted = insert.execute((*place as u8, word, &words.order, person.0, &words.folded))?;
        if inserted > 0 && is_known(*place, word) {
            know.execute([word])?;
        }
    }
    Ok(())
}

/// Whether a word goes into the list of those that somebody can mean.
fn is_known(place: Place, word: &str) -> bool {
    place.has_words() && !word.starts_with(|letter: char| letter.is_ascii_digit())
}

/// Rewrites a person's rows when what they are made of changed.
pub(super) fn refresh(
    tx: &Transaction<'_>,
    kind: u32,
    entity: RecordId,
    old: Option<&EntityState>,
    new: &EntityState,
) -> Stored<()> {
    if kind != Person::DEF.number {
        return Ok(());
    }
    let before = old.map(Words::of).unwrap_or_default();
    let after = Words::of(new);
    if before == after {
        return Ok(());
    }
    if !before.rows.is_empty() {
        remove(tx, kind, entity)?;
    }
    insert(tx, entity, &after)
}

/// Takes away a person's rows, and the words that nobody else has.
pub(super) fn remove(tx: &Transaction<'_>, kind: u32, entity: RecordId) -> Stored<()> {
    if kind != Person::DEF.number {
        return Ok(());
    }
    let mut rows = tx.prepare_cached("SELECT place, word FROM person_word WHERE person = ?1")?;
    let rows: Vec<(u8, String)> =
        rows.query_map([entity.0], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    for (place, word) in rows {
        let place = Place::ALL.get(usize::from(place)).copied().ok_or(StoreError::Corrupt)?;
        if is_known(place, &word) {
            forget(tx, &word)?;
        }
    }
    tx.prepare_cached("DELETE FROM person_word WHERE person = ?1")?.execute([entity.0])?;
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
