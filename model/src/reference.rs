//! What the reference book says on a day. Its entries are dated, so a rule is read as it was in force then, and a rule that
//! changed needs no new app.

use std::collections::BTreeMap;

use crate::entry::FieldEdit;
use crate::field::Tag;
use crate::id::RecordId;
use crate::registry::{Entity, Reference};
use crate::time::Day;
use crate::value::Value;
use crate::vocabulary::{Language, ReferenceKind};

/// The book that a new centre and the practice club begin with, a CSV whose first line names the fields; `model/data/README.md` has
/// the sources.
pub const SHIPPED: &str = include_str!("../data/reference.csv");

/// The entries of a kind that are in force on a day, by code; where two entries of one code are, the one that came later.
pub fn in_force<'a>(
    entries: impl IntoIterator<Item = &'a Reference>,
    kind: ReferenceKind,
    on: Day,
) -> BTreeMap<&'a str, &'a Reference> {
    let mut found: BTreeMap<&str, &Reference> = BTreeMap::new();
    for entry in entries {
        let Some(code) = entry.code.as_deref() else { continue };
        let is_in_force = entry.reference_kind == Some(kind)
            && entry.valid_from.is_none_or(|from| from <= on)
            && entry.valid_to.is_none_or(|to| on <= to);
        if is_in_force && found.get(code).is_none_or(|known| known.valid_from <= entry.valid_from) {
            found.insert(code, entry);
        }
    }
    found
}

/// The id of the entry that a list describes, from its kind, its code and the day from which it holds; `None` where one of
/// them is missing.
pub fn entry_id(fields: &[FieldEdit]) -> Option<RecordId> {
    let value = |tag: &Tag| fields.iter().find(|field| field.tag == *tag && field.value != Value::None);
    let key: Option<Vec<Value>> =
        Reference::DEF.key.iter().map(|tag| value(tag).map(|field| field.value.clone())).collect();
    key.map(|key| Reference::derived_id(&key))
}

/// What an entry is called; its code where the book has no label.
pub fn label(entry: &Reference, language: Language) -> &str {
    let label = match language {
        Language::Vi => entry.label_vi.as_deref(),
        Language::En => entry.label_en.as_deref(),
    };
    label.or(entry.code.as_deref()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::merge::EntityState;

    fn entry(code: &str, from: i32, to: Option<i32>) -> Reference {
        let empty = Reference::read(RecordId::NIL, &EntityState::new());
        Reference {
            reference_kind: Some(ReferenceKind::AgeRule),
            code: Some(code.to_owned()),
            valid_from: Some(Day(from)),
            valid_to: to.map(Day),
            ..empty
        }
    }

    #[test]
    fn of_one_code_the_entry_in_force_is_the_latest_that_has_begun_and_not_ended() {
        let entries = [entry("pension", 200, None), entry("pension", 100, Some(300)), entry("older", 100, Some(150))];
        let from_of = |on| in_force(&entries, ReferenceKind::AgeRule, Day(on)).get("pension").map(|e| e.valid_from);
        assert_eq!(from_of(99), None);
        assert_eq!(from_of(100), Some(Some(Day(100))));
        assert_eq!(from_of(199), Some(Some(Day(100))));
        assert_eq!(from_of(200), Some(Some(Day(200))));
        assert_eq!(from_of(301), Some(Some(Day(200))));
        assert_eq!(in_force(&entries, ReferenceKind::AgeRule, Day(150)).len(), 2);
        assert_eq!(in_force(&entries, ReferenceKind::AgeRule, Day(151)).len(), 1);
        assert!(in_force(&entries, ReferenceKind::Threshold, Day(150)).is_empty());
    }
    #[test]
    fn an_entry_is_known_by_its_kind_its_code_and_the_day_from_which_it_holds() {
        let fields = |rows: &[(&str, &str)]| -> Vec<FieldEdit> {
            let parsed =
                rows.iter().flat_map(|(name, text)| FieldEdit::parse_listed(Reference::DEF, name, text).unwrap());
            parsed.collect()
        };
        let key = [("reference_kind", "age_rule"), ("code", "older_person:60"), ("valid_from", "2010-07-01")];
        let with_more = [&key[..], &[("any_of", "poor; near_poor"), ("amount", "60")]].concat();
        assert_eq!(fields(&with_more).len(), 6, "two elements of one set");
        assert!(entry_id(&fields(&key)).is_some());
        assert_eq!(entry_id(&fields(&key)), entry_id(&fields(&with_more)));
        assert_eq!(entry_id(&fields(&key[..2])), None);
        assert_eq!(entry_id(&fields(&[key[0], key[1], ("valid_from", "")])), None);
    }
}
