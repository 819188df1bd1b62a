//! The `name_word` table: people's names word by word, for search without marks.

use clubbook_model::field::{Field, Scalar};
use clubbook_model::id::RecordId;
use clubbook_model::merge::EntityState;
use clubbook_model::registry::{Entity, Person};
use clubbook_model::text;
use rusqlite::{Connection, OptionalExtension, Transaction};

use super::error::{StoreError, Stored};
use super::settings::Setting;

/// One word of a name, with what ranks it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct NameWord {
    place: u8,
    word: String,
    name_order: Vec<u8>,
    folded: String,
}

/// The words under which a person is found: those of the full name and of the other names. A name with a hyphen or an
/// apostrophe is found by its parts and as one word.
fn name_words(state: &EntityState) -> Vec<NameWord> {
    let entered = |field: Field<String>| state.shown(field.tag, &[]).and_then(String::from_value);
    let full_name = entered(Person::full_name).unwrap_or_default();
    let own_given_name = entered(Person::given_name);
    let given_name = text::given_name(&full_name, own_given_name.as_deref());
    let name_order = text::order_key(&full_name, &given_name);
    let others = [entered(Person::common_name), entered(Person::religious_name), own_given_name];
    let folded_names: Vec<String> =
        std::iter::once(full_name).chain(others.into_iter().flatten()).map(|name| searched(&name)).collect();
    let folded = folded_names.join(" ");
    let given = searched(&given_name);
    let mut words: Vec<NameWord> = Vec::new();
    for (index, name) in folded_names.iter().enumerate() {
        for word in name.split(' ').filter(|word| !word.is_empty()) {
            let in_given = given.split(' ').any(|part| part == word);
            let place = if in_given { 0 } else { 1 + u8::from(index > 0) };
            if !words.iter().any(|known| known.word == word) {
                words.push(NameWord {
                    place,
                    word: word.to_owned(),
                    name_order: name_order.clone(),
                    folded: folded.clone(),
                });
            }
        }
    }
    words
}

/// A name as it is searched, with the words that are also written as one.
fn searched(name: &str) -> String {
    std::iter::once(text::fold(name)).chain(text::joined_words(name)).collect::<Vec<_>>().join(" ")
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
        insert(tx, RecordId(row.get(0)?), name_words(&EntityState::from_bytes(bytes)?))?;
    }
    ORDER_VERSION.put(tx, &text::ORDER_VERSION)
}

fn insert(tx: &Transaction<'_>, person: RecordId, words: Vec<NameWord>) -> Stored<()> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO name_word (place, word, name_order, person, folded) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for row in words {
        insert.execute((row.place, row.word, row.name_order, person.0, row.folded))?;
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
    let before = old.map(name_words).unwrap_or_default();
    let after = name_words(new);
    if before == after {
        return Ok(());
    }
    if !before.is_empty() {
        remove(tx, kind, entity)?;
    }
    insert(tx, entity, after)
}

/// Takes away a person's rows.
pub(super) fn remove(tx: &Transaction<'_>, kind: u32, entity: RecordId) -> Stored<()> {
    if kind == Person::DEF.number {
        tx.prepare_cached("DELETE FROM name_word WHERE person = ?1")?.execute([entity.0])?;
    }
    Ok(())
}

/// The fewest letters that a search takes.
const FEWEST_LETTERS: usize = 2;

/// So many rows of a word are counted to find the rarest word of a search.
const COUNTED_ROWS: usize = 2_000;

/// People by name, without marks, each word of `query` the beginning of a word of the name: matches of the given name
/// first, whole words before beginnings, then in the order of a list of names.
///
/// # Errors
/// SQL.
pub fn search(connection: &Connection, query: &str, limit: usize) -> Stored<Vec<RecordId>> {
    let folded = text::fold(query);
    if folded.chars().filter(|letter| *letter != ' ').count() < FEWEST_LETTERS {
        return Ok(Vec::new());
    }
    let mut words: Vec<&str> = folded.split(' ').collect();
    let mut counts = Vec::with_capacity(words.len());
    for word in &words {
        counts.push(if words.len() > 1 { count(connection, word)? } else { 0 });
    }
    let rarest = counts.iter().enumerate().min_by_key(|(_, count)| **count).map_or(0, |(index, _)| index);
    let driving = words.swap_remove(rarest);
    let mut found: Vec<RecordId> = Vec::new();
    for place in 0..=2u8 {
        let mut longer: Vec<(Vec<u8>, RecordId)> = Vec::new();
        let mut next = first_word(connection, place, driving, true)?;
        while let Some(word) = next.filter(|word| word.starts_with(driving)) {
            let rows = people_with(connection, place, &word, &words, limit)?;
            if word == driving {
                add(&mut found, rows);
            } else {
                longer.extend(rows);
            }
            next = first_word(connection, place, &word, false)?;
        }
        longer.sort_unstable();
        add(&mut found, longer);
        if found.len() >= limit {
            break;
        }
    }
    found.truncate(limit);
    Ok(found)
}

fn add(found: &mut Vec<RecordId>, rows: Vec<(Vec<u8>, RecordId)>) {
    for (_, person) in rows {
        if !found.contains(&person) {
            found.push(person);
        }
    }
}

/// How many rows begin with this word, as far as they are counted.
fn count(connection: &Connection, prefix: &str) -> Stored<usize> {
    let mut total = 0usize;
    for place in 0..=2u8 {
        let rows: u32 = connection
            .prepare_cached(
                "SELECT count(*) FROM (SELECT 1 FROM name_word WHERE place = ?1 AND word >= ?2 AND word < ?2 || char(0x10FFFF) \
                 LIMIT ?3)",
            )?
            .query_row((place, prefix, COUNTED_ROWS as u32), |row| row.get(0))?;
        total += rows as usize;
    }
    Ok(total)
}

/// The first word there from `word` on (`inclusive`) or after it.
fn first_word(connection: &Connection, place: u8, word: &str, inclusive: bool) -> Stored<Option<String>> {
    let sql = if inclusive {
        "SELECT word FROM name_word WHERE place = ?1 AND word >= ?2 ORDER BY word LIMIT 1"
    } else {
        "SELECT word FROM name_word WHERE place = ?1 AND word > ?2 ORDER BY word LIMIT 1"
    };
    Ok(connection.prepare_cached(sql)?.query_row((place, word), |row| row.get(0)).optional()?)
}

/// The first `limit` people with exactly this word there, in the order of names, whose names have all the other words.
fn people_with(
    connection: &Connection,
    place: u8,
    word: &str,
    others: &[&str],
    limit: usize,
) -> Stored<Vec<(Vec<u8>, RecordId)>> {
    let mut statement = connection.prepare_cached(
        "SELECT name_order, person, folded FROM name_word WHERE place = ?1 AND word = ?2 ORDER BY name_order, person",
    )?;
    let mut rows = statement.query((place, word))?;
    let mut found = Vec::new();
    while found.len() < limit {
        let Some(row) = rows.next()? else { break };
        let folded = row.get_ref(2)?.as_str().unwrap_or_default();
        if others.iter().all(|other| folded.split(' ').any(|word| word.starts_with(other))) {
            found.push((row.get(0)?, RecordId(row.get(1)?)));
        }
    }
    Ok(found)
}
