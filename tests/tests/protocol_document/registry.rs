//! The registry as a file: kinds, books, fields, lists of choices, units, types.

use clubbook_model::field::MergeClass;
use clubbook_model::id::BookKind;
use clubbook_model::registry::{KindDef, kinds};
use clubbook_model::vocabulary;
use serde_json::{Value as Json, json};

fn class_name(class: MergeClass) -> &'static str {
    match class {
        MergeClass::Register => "register",
        MergeClass::Once => "once",
        MergeClass::Set => "set",
    }
}

fn type_name(type_byte: u8) -> &'static str {
    match type_byte {
        9 => "bool",
        17 => "int",
        25 => "instant",
        33 => "day",
        41 => "partial_date",
        49 => "enum",
        58 => "text",
        65 => "decimal",
        74 => "ref",
        82 => "blob",
        other => panic!("the type byte {other} has no name in the document"),
    }
}

/// Everything that the registry says, as JSON.
pub(crate) fn registry() -> Json {
    let books: Vec<Json> = [BookKind::ROSTER, BookKind::CARE, BookKind::FUND, BookKind::NOTICES, BookKind::REFERENCE]
        .map(|kind| json!({"number": kind.0, "name": kind.name()}))
        .to_vec();
    let mut kinds: Vec<&KindDef> = kinds().collect();
    kinds.sort_unstable_by_key(|kind| kind.number);
    let kinds: Vec<Json> = kinds
        .into_iter()
        .map(|kind| {
            let fields: Vec<Json> = kind
                .fields
                .iter()
                .map(|field| {
                    json!({
                        "number": field.tag.number(),
                        "name": field.name,
                        "class": class_name(field.tag.class()),
                        "tag": field.tag.0,
                        "type": type_name(field.value_type),
                        "type_byte": field.value_type,
                    })
                })
                .collect();
            let key: Vec<&str> = kind.key.iter().map(|tag| kind.field(*tag).unwrap().name).collect();
            json!({"number": kind.number, "name": kind.name, "book": kind.book.name(), "key": key, "fields": fields})
        })
        .collect();
    let mut lists = serde_json::Map::new();
    for (list, number, code, vi, en) in vocabulary::all() {
        let choice = json!({"number": number, "code": code, "vi": vi, "en": en});
        lists.entry(list).or_insert_with(|| json!([])).as_array_mut().unwrap().push(choice);
    }
    json!({"books": books, "kinds": kinds, "lists": lists})
}
