//! Forms: what a person changes, collected together with what was on the screen when the form opened.

use std::collections::BTreeMap;

use crate::field::{Field, FieldType, MergeClass, Scalar, Set, Tag};
use crate::id::{OpId, RecordId};
use crate::merge::{EntityState, FieldKey};
use crate::op::Change;
use crate::value::Value;

/// A form over one entity. It writes only what the person changed, and names in `over` what the person had seen.
#[derive(Debug, Clone)]
pub struct Draft {
    kind: u32,
    entity: RecordId,
    seen: EntityState,
    changed: BTreeMap<FieldKey, Value>,
}

impl Draft {
    /// A form for a record that does not exist yet.
    pub fn create(kind: u32, entity: RecordId) -> Self {
        Self { kind, entity, seen: EntityState::new(), changed: BTreeMap::new() }
    }

    /// A form over what is shown now.
    pub fn edit(kind: u32, entity: RecordId, seen: &EntityState) -> Self {
        Self { kind, entity, seen: seen.clone(), changed: BTreeMap::new() }
    }

    /// The kind.
    pub fn kind(&self) -> u32 {
        self.kind
    }

    /// The entity.
    pub fn entity(&self) -> RecordId {
        self.entity
    }

    /// Sets a field; the same value as the only one shown is no change.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "most values are made for this call: a reference would only add `&`"
    )]
    pub fn set<T: Scalar + FieldType>(&mut self, field: Field<T>, value: T) -> &mut Self {
        self.put(field.tag, Vec::new(), value.to_value())
    }

    /// Sets a field when there is something to set.
    pub fn set_some<T: Scalar + FieldType>(&mut self, field: Field<T>, value: Option<T>) -> &mut Self {
        match value {
            Some(value) => self.set(field, value),
            None => self,
        }
    }

    /// Clears a field.
    pub fn clear<T: Scalar + FieldType>(&mut self, field: Field<T>) -> &mut Self {
        self.put(field.tag, Vec::new(), Value::None)
    }

    /// Puts an element into a set.
    pub fn add<T: Scalar + PartialEq>(&mut self, field: Field<Set<T>>, element: &T) -> &mut Self {
        self.put(field.tag, element.to_value().to_bytes(), Value::Bool(true))
    }

    /// Takes an element out of a set.
    pub fn remove<T: Scalar + PartialEq>(&mut self, field: Field<Set<T>>, element: &T) -> &mut Self {
        self.put(field.tag, element.to_value().to_bytes(), Value::Bool(false))
    }

    /// Makes a set hold exactly `elements`.
    pub fn set_all<T: Scalar + PartialEq>(&mut self, field: Field<Set<T>>, elements: &[T]) -> &mut Self {
        let wanted: Vec<Vec<u8>> = elements.iter().map(|element| element.to_value().to_bytes()).collect();
        let shown: Vec<Vec<u8>> = self.seen.elements(field.tag).map(|value| value.to_bytes()).collect();
        for gone in shown.iter().filter(|element| !wanted.contains(element)) {
            self.put(field.tag, gone.clone(), Value::Bool(false));
        }
        for element in wanted {
            self.put(field.tag, element, Value::Bool(true));
        }
        self
    }

    /// Sets any field by its tag: what a generic editor uses.
    pub fn put(&mut self, tag: Tag, element: Vec<u8>, value: Value) -> &mut Self {
        let key = FieldKey { tag, element };
        let unchanged = match self.seen.field(tag, &key.element).map(|field| field.heads()) {
            Some(heads) => heads.len() == 1 && heads.first().is_some_and(|(_, entry)| entry.value == value),
            None => value == Value::None || (tag.class() == MergeClass::Set && value == Value::Bool(false)),
        };
        if unchanged {
            self.changed.remove(&key);
        } else {
            self.changed.insert(key, value);
        }
        self
    }

    /// Whether nothing was changed.
    pub fn is_unchanged(&self) -> bool {
        self.changed.is_empty()
    }

    /// The changes, in an op's order.
    pub fn into_changes(self) -> Vec<Change> {
        let seen = self.seen;
        let over = |key: &FieldKey| -> Vec<OpId> {
            seen.field(key.tag, &key.element).map(super::merge::FieldState::head_ids).unwrap_or_default()
        };
        self.changed
            .into_iter()
            .map(|(key, value)| Change { over: over(&key), tag: key.tag, element: key.element, value })
            .collect()
    }
}
