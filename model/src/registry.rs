//! The one registry: every entity kind, its book, its fields with number, type and merge class, and the typed struct
//! that people program against. Fields follow `domain.md` §13.
//!
//! To add a field, add one line to a kind below `registry/kinds`. It is then stored, merged, sent, received and shown by every part
//! of the system: nothing else names fields one by one. Numbers are never reused; a field that is no longer wanted stays.

mod kinds;

pub use kinds::*;

use crate::edit::Draft;
use crate::field::Tag;
use crate::id::{BookKind, RecordId};
use crate::merge::EntityState;
use crate::value::{EntityRef, Value};

/// A field, as the registry lists it.
#[derive(Debug, Clone, Copy)]
pub struct FieldDef {
    /// The name, the same in Rust, SQL, JSON and on the pages.
    pub name: &'static str,
    /// The tag with its merge class.
    pub tag: Tag,
    /// The type byte of its values (of the elements, for a set).
    pub value_type: u8,
}

/// A kind of entity, as the registry lists it.
#[derive(Debug, Clone, Copy)]
pub struct KindDef {
    /// The number on the wire.
    pub number: u32,
    /// The name.
    pub name: &'static str,
    /// The book that its entities live in.
    pub book: BookKind,
    /// The fields whose values make the id, when two phones must arrive at the same entity without talking; else empty.
    pub key: &'static [Tag],
    /// The indexes that a store keeps, each over the shown values of these fields in this order.
    pub indexes: &'static [&'static [Tag]],
    /// The fields.
    pub fields: &'static [FieldDef],
}

/// A kind with its typed struct.
pub trait Entity: Sized {
    /// The registry's entry.
    const DEF: &'static KindDef;

    /// The typed struct of a state.
    fn read(id: RecordId, state: &EntityState) -> Self;

    /// A reference to the record of this kind with this id.
    fn reference(id: RecordId) -> EntityRef {
        EntityRef { kind: Self::DEF.number, id }
    }

    /// The id that follows from the key.
    fn derived_id(key: &[Value]) -> RecordId {
        RecordId::derived(Self::DEF.number, key)
    }

    /// A form for a new record.
    fn create(id: RecordId) -> Draft {
        Draft::create(Self::DEF.number, id)
    }

    /// A form over what is shown now.
    fn edit(id: RecordId, state: &EntityState) -> Draft {
        Draft::edit(Self::DEF.number, id, state)
    }
}

/// Every kind of entity.
pub fn kinds() -> impl Iterator<Item = &'static KindDef> {
    [ROSTER, MEETINGS, CARE, OTHERS].into_iter().flatten().copied()
}

/// The kind with this number, if this version knows it.
pub fn kind(number: u32) -> Option<&'static KindDef> {
    kinds().find(|kind| kind.number == number)
}

/// The kind with this name.
pub fn kind_by_name(name: &str) -> Option<&'static KindDef> {
    kinds().find(|kind| kind.name == name)
}

impl KindDef {
    /// The field with this tag, if this version knows it.
    pub fn field(&self, tag: Tag) -> Option<&'static FieldDef> {
        self.fields.iter().find(|field| field.tag == tag)
    }

    /// The field with this name.
    pub fn field_by_name(&self, name: &str) -> Option<&'static FieldDef> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// Declares kinds and the list of them: see `registry/kinds/` for the form.
macro_rules! define_kinds {
    ($list:ident; $(
        $(#[$doc:meta])*
        $name:ident $text:literal = $number:literal in $book:ident, key ($($key:ident),*), index [$(($($indexed:ident),+)),*] {
            $($(#[$field_doc:meta])* $field:ident: $type:ty = $field_number:literal,)+
        }
    )+) => {
        /// The kinds that are declared here.
        pub const $list: &[&KindDef] = &[$(<$name as Entity>::DEF),+];

        $(
            $(#[$doc])*
            #[derive(Debug, Clone, PartialEq)]
            pub struct $name {
                /// The record.
                pub id: RecordId,
                $($(#[$field_doc])* pub $field: <$type as FieldType>::Shown,)+
            }

            #[allow(non_upper_case_globals, reason = "a field is named alike as a constant and as a member")]
            impl $name {
                $($(#[$field_doc])* pub const $field: Field<$type> = Field::new($field_number);)+
            }

            impl Entity for $name {
                const DEF: &'static KindDef = &KindDef {
                    number: $number,
                    name: $text,
                    book: BookKind::$book,
                    key: &[$($name::$key.tag),*],
                    indexes: &[$(&[$($name::$indexed.tag),+]),*],
                    fields: &[$(FieldDef {
                        name: stringify!($field),
                        tag: $name::$field.tag,
                        value_type: <$type as FieldType>::TYPE,
                    }),+],
                };

                fn read(id: RecordId, state: &EntityState) -> Self {
                    Self { id, $($field: <$type as FieldType>::read(state, Self::$field.tag),)+ }
                }
            }
        )+
    };
}
use define_kinds;

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn numbers_and_names_are_unique() {
        let numbers: BTreeSet<u32> = kinds().map(|kind| kind.number).collect();
        let names: BTreeSet<&str> = kinds().map(|kind| kind.name).collect();
        assert_eq!((numbers.len(), names.len()), (kinds().count(), kinds().count()));
        for kind in kinds() {
            let tags: BTreeSet<u32> = kind.fields.iter().map(|field| field.tag.number()).collect();
            assert_eq!(tags.len(), kind.fields.len(), "{}", kind.name);
        }
    }

    /// The registry as one text: a released line never changes, lines are only added.
    #[test]
    fn the_registry_is_what_was_released() {
        let mut text = String::new();
        for kind in kinds() {
            text += &format!("{} {} in {} key {:?}\n", kind.number, kind.name, kind.book.name(), kind.key);
            for field in kind.fields {
                text += &format!(
                    "  {} {} {:?} type {}\n",
                    field.tag.number(),
                    field.name,
                    field.tag.class(),
                    field.value_type
                );
            }
        }
        for (list, number, code, vi, en) in crate::vocabulary::all() {
            text += &format!("{list} {number} {code} {vi} {en}\n");
        }
        insta::assert_snapshot!(text);
    }
}
