//! The `name_word` table: people's names word by word, for search without marks.

use clubbook_model::id::RecordId;
use clubbook_model::merge::EntityState;
use clubbook_model::registry::{Entity, Person};
use rusqlite::Transaction;

use super::error::Stored;
use crate::names;

/// One word of a name, with what ranks it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct NameWord {
    place: u8,
    word: String,
    name_order: Vec<u8>,
    folded: String,
}

/// The words under which a person is found: those of the full name and of the other names.
fn name_words(state: &EntityState) -> Vec<NameWord> {
    let text = |field: clubbook_model::field::Field<String>| -> Option<String> {
        state.shown(field.tag, &[]).and_then(<String as clubbook_model::field::Scalar>::from_value)
    };
    let full_name = text(Person::full_name).unwrap_or_default();
    let given_name = names::given_name(&full_name, text(Person::given_name).as_deref());
    let others = [text(Person::common_name), text(Person::religious_name), text(Person::given_name)];
    let folded_names: Vec<String> =
        std::iter::once(full_name.clone()).chain(others.into_iter().flatten()).map(|name| names::fold(&name)).collect();
    let folded = folded_names.join(" ");
    let name_order = names::order_key(&full_name, &given_name);
    let given: Vec<String> = names::fold(&given_name).split(' ').map(str::to_owned).collect();
    let mut words: Vec<NameWord> = Vec::new();
    for (index, name) in folded_names.iter().enumerate() {
        for word in name.split(' ').filter(|word| !word.is_empty()) {
            let in_given = given.iter().any(|part| part == word);
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
        tx.prepare_cached("DELETE FROM name_word WHERE person = ?1")?.execute([entity.0])?;
    }
    let mut insert = tx.prepare_cached(
        "INSERT INTO name_word (place, word, name_order, person, folded) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for row in after {
        insert.execute((row.place, row.word, row.name_order, entity.0, row.folded))?;
    }
    Ok(())
}
