//! Reading the reference book.

use clubbook_model::reference;
use clubbook_model::registry::Reference;
use clubbook_model::time::Day;
use clubbook_model::value::Value;
use clubbook_model::vocabulary::{Purpose, ReferenceKind, Vocabulary};
use rusqlite::Connection;

use super::views::ConsentTextView;
use crate::features::Commanded;
use crate::store::entity::{self, Scan};

/// The index of reference entries by kind.
const BY_KIND: u32 = 0;

/// The entries of a kind that are in force on a day, by code.
///
/// # Errors
/// SQL.
pub fn in_force(connection: &Connection, kind: ReferenceKind, on: Day) -> Commanded<Vec<Reference>> {
    let entries = of_kind(connection, kind)?;
    Ok(reference::in_force(&entries, kind, on).into_values().cloned().collect())
}

/// The entry of a code that is in force on a day.
///
/// # Errors
/// SQL.
pub fn entry(connection: &Connection, kind: ReferenceKind, code: &str, on: Day) -> Commanded<Option<Reference>> {
    let entries = of_kind(connection, kind)?;
    Ok(reference::in_force(&entries, kind, on).get(code).map(|entry| (*entry).clone()))
}

/// The text that is read to somebody before they agree to a purpose.
///
/// # Errors
/// SQL.
pub fn consent_text(connection: &Connection, purpose: Purpose, on: Day) -> Commanded<Option<ConsentTextView>> {
    let Some(code) = purpose.code() else { return Ok(None) };
    Ok(entry(connection, ReferenceKind::ConsentText, code, on)?.and_then(|entry| {
        let (year, month, day) = entry.valid_from?.ymd();
        let version = format!("{code}@{year:04}-{month:02}-{day:02}");
        Some(ConsentTextView { version, text: entry.text?, document: entry.document })
    }))
}

fn of_kind(connection: &Connection, kind: ReferenceKind) -> Commanded<Vec<Reference>> {
    let key = [Value::Enum(kind.number())];
    Ok(entity::by_index::<Reference>(connection, BY_KIND, &key, Scan::ALL)?)
}
