//! The `name_word` table: people's names word by word, for search without marks.

mod search;
#[cfg(test)]
mod tests;

pub use search::search;

use clubbook_model::field::{Field, Scalar};
use clubbook_model::id::RecordId;
use clubbook_model::merge::EntityState;
use clubbook_model::registry::{Entity, Person};
use clubbook_model::text;
use rusqlite::{Connection, Transaction};

use super::error::{StoreError, Stored};
use super::settings::Setting;

/// The places of a name, each before the next when people are found: the given name, the rest of the name, other names.
const PLACES: std::ops::RangeInclusive<u8> = 0..=2;

/// What parts the places in [`Names::folded`]; [`text::fold`] leaves no such sign.
const PLACE_END: char = '|';

/// The names of a person as they are searched.
#[derive(Debug, Default, PartialEq, Eq)]
struct Names {
    /// Sorts as a Vietnamese list of names.
    order: Vec<u8>,
    /// Each word once, at the first place where it stands.
    words: Vec<(u8, String)>,
    /// The words place by place.
    folded: String,
}

/// What is kept of a name for search. Each row of a person repeats all of it, and a name can be as long as an op: nobody is
/// found by more, and no name may fill a phone.
const MOST_WORDS: usize = 24;
const MOST_WORD_BYTES: usize = 48;
const MOST_NAME_BYTES: usize = 512;
const MOST_ORDER_BYTES: usize = 255;

impl Names {
    /// The words under which a person is found: those of the full name and of the other names. A name with a hyphen or an
    /// apostrophe is found by its parts and as one word.
    fn of(state: &EntityState) -> Self {
        let entered = |field: Field<String>| state.shown(field.tag, &[]).and_then(String::from_value);
        let full_name = entered(Person::full_name).unwrap_or_default();
        let own_given_name = entered(Person::given_name);
        let given_name = text::given_name(&full_name, own_given_name.as_deref());
        let mut order =
            text::order_key(beginning(&full_name, MOST_NAME_BYTES), beginning(&given_name, MOST_NAME_BYTES));
        order.truncate(MOST_ORDER_BYTES);
        let others = [entered(Person::common_name), entered(Person::religious_name), own_given_name];
        let places = [vec![given_name], vec![full_name], others.into_iter().flatten().collect()];
        let mut names = Self { order, ..Self::default() };
        for (place, written) in PLACES.zip(places) {
            for word in written.iter().flat_map(|name| searched(beginning(name, MOST_NAME_BYTES))) {
                let word = beginning(&word, MOST_WORD_BYTES).to_owned();
                if names.words.len() < MOST_WORDS && !names.words.iter().any(|(_, known)| *known == word) {
                    names.words.push((place, word));
                }
            }
        }
        let at = |place| names.words.iter().filter(move |word| word.0 == place).map(|word| word.1.as_str());
        let places: Vec<String> = PLACES.map(|place| at(place).collect::<Vec<_>>().join(" ")).collect();
        names.folded = places.join(&PLACE_END.to_string());
        names
    }
}

/// The first bytes of a text, up to the end of a letter.
fn beginning(text: &str, most: usize) -> &str {
    text.get(..text.floor_char_boundary(most)).unwrap_or_default()
}

/// The words of a name as they are searched, with those that are also written as one.
fn searched(name: &str) -> Vec<String> {
    let apart = text::fold(name);
    apart.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).chain(text::joined_words(name)).collect()
}

/// The version of the order that the rows were made with, see [`text::ORDER_VERSION`].
const ORDER_VERSION: Setting<u64> = Setting::new("name_order_version");

/// Whether this version of the text rules made the rows.
pub(super) fn is_current(connection: &Connection) -> Stored<bool> {
    Ok(ORDER_VERSION.get(connection)? == Some(text::ORDER_VERSION))
}

/// Makes the rows anew, after another version of the text rules made them: two orders do not mix.
pub(super) fn renew(tx: &Transaction<'_>) -> Stored<()> {
    tx.execute("DELETE FROM name_word", [])?;
    let mut people = tx.prepare("SELECT id, coalesce(shown, confirmed) FROM entity WHERE kind = ?1")?;
    let mut rows = people.query([Person::DEF.number])?;
    while let Some(row) = rows.next()? {
        let bytes = row.get_ref(1)?.as_blob().map_err(|_| StoreError::Corrupt)?;
        insert(tx, RecordId(row.get(0)?), &Names::of(&EntityState::from_bytes(bytes)?))?;
    }
    ORDER_VERSION.put(tx, &text::ORDER_VERSION)
}

fn insert(tx: &Transaction<'_>, person: RecordId, names: &Names) -> Stored<()> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO name_word (place, word, name_order, person, folded) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for (place, word) in &names.words {
        insert.execute((place, word, &names.order, person.0, &names.folded))?;
    }
    Ok(())
}

/// Rewrites a person's rows when the names changed.
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
    let before = old.map(Names::of).unwrap_or_default();
    let after = Names::of(new);
    if before == after {
        return Ok(());
    }
    if !before.words.is_empty() {
        remove(tx, kind, entity)?;
    }
    insert(tx, entity, &after)
}

/// Takes away a person's rows.
pub(super) fn remove(tx: &Transaction<'_>, kind: u32, entity: RecordId) -> Stored<()> {
    if kind == Person::DEF.number {
        tx.prepare_cached("DELETE FROM name_word WHERE person = ?1")?.execute([entity.0])?;
    }
    Ok(())
}
