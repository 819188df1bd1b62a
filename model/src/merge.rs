//! Merge: the state of an entity is, for each field, its heads and the ids of what was superseded.
//!
//! Both grow by union and a superseded entry never comes back, so any order and any repetition of ops gives the same
//! state (`prop_any_order_and_repetition_gives_the_same_state`). What an author had seen is in `over`, so what was seen
//! beats what the clocks say; clocks only order what is truly concurrent.

use std::collections::btree_map::Entry as MapEntry;
use std::collections::{BTreeMap, BTreeSet};

use crate::codec::{DecodeError, Decoded, Reader, Writer};
use crate::field::{MergeClass, Tag};
use crate::id::{OpId, RecordId};
use crate::op::{Op, Source};
use crate::time::{Hlc, Stamp, decode_hlc, encode_hlc};
use crate::value::Value;

/// The flag of an op in a state's bytes that somebody is named on whose behalf it was written.
const HAS_ON_BEHALF_OF: u8 = 1;

/// One value that somebody entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The effective clock reading: the device's own, unless the centre clamped it.
    pub hlc: Hlc,
    /// Who says so.
    pub author: RecordId,
    /// Who told the author, when somebody else's words or paper were entered.
    pub on_behalf_of: Option<RecordId>,
    /// Where it comes from.
    pub source: Source,
    /// The value.
    pub value: Value,
}

/// The entries of one field that nobody who wrote later had seen, and the ids of the others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FieldState {
    heads: BTreeMap<OpId, Entry>,
    superseded: BTreeSet<OpId>,
}

impl FieldState {
    fn supersede(&mut self, op: OpId) {
        self.heads.remove(&op);
        self.superseded.insert(op);
    }

    fn enter(&mut self, op: OpId, entry: Entry) {
        if !self.superseded.contains(&op) {
            // The same op may come twice: once with the effective stamp, which is always the smaller one, and once as the
            // stub of an erasure, which stays a stub.
            match self.heads.entry(op) {
                MapEntry::Vacant(slot) => {
                    slot.insert(entry);
                }
                MapEntry::Occupied(mut slot) => {
                    let known = slot.get_mut();
                    if entry.value == Value::Erased {
                        known.value = Value::Erased;
                    }
                    if entry.hlc < known.hlc {
                        let value = if known.value == Value::Erased { Value::Erased } else { entry.value };
                        *known = Entry { value, ..entry };
                    }
                }
            }
        }
    }

    fn merge(&mut self, other: &Self) {
        for op in &other.superseded {
            self.supersede(*op);
        }
        for (op, entry) in &other.heads {
            self.enter(*op, entry.clone());
        }
    }

    /// The heads with the latest first: it is shown, the others are "also entered". Entries of equal value count as one,
    /// under the latest of their stamps.
    pub fn heads(&self) -> Vec<(Stamp, &Entry)> {
        let mut heads: Vec<(Stamp, &Entry)> =
            self.heads.iter().map(|(op, entry)| (Stamp { hlc: entry.hlc, op: *op }, entry)).collect();
        heads.sort_unstable_by_key(|head| std::cmp::Reverse(head.0));
        let mut distinct: Vec<(Stamp, &Entry)> = Vec::with_capacity(heads.len());
        for head in heads {
            if distinct.iter().all(|(_, entry)| entry.value != head.1.value) {
                distinct.push(head);
            }
        }
        distinct
    }

    /// Whether more than one value stands that nobody has settled.
    pub fn is_unsettled(&self) -> bool {
        self.heads.len() > 1 && self.heads().len() > 1
    }

    /// The ids of all heads, equal values included: what an edit that settles the field must name in `over`.
    pub fn head_ids(&self) -> Vec<OpId> {
        self.heads.keys().copied().collect()
    }

    /// The ids of what was superseded.
    pub fn superseded(&self) -> impl Iterator<Item = OpId> + '_ {
        self.superseded.iter().copied()
    }

    /// All heads with their op ids, in the order of the ids.
    pub fn entries(&self) -> impl Iterator<Item = (OpId, &Entry)> + '_ {
        self.heads.iter().map(|(op, entry)| (*op, entry))
    }

    /// Whether the op of this name has written the field, or was superseded in it.
    pub fn knows(&self, op: OpId) -> bool {
        self.heads.contains_key(&op) || self.superseded.contains(&op)
    }

    fn latest(&self) -> Option<&Entry> {
        self.heads.iter().max_by_key(|(op, entry)| Stamp { hlc: entry.hlc, op: **op }).map(|(_, entry)| entry)
    }
}

/// Which field: the tag, and the element for a set.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldKey {
    /// The field's tag.
    pub tag: Tag,
    /// The element of a set as encoded value bytes; else empty.
    pub element: Vec<u8>,
}

/// The state of one entity: what a phone or the centre keeps of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EntityState {
    fields: BTreeMap<FieldKey, FieldState>,
}

impl EntityState {
    /// An entity that nobody has written yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// Takes an op in; `effective` is the clock reading that the centre gave it, when it clamped the device's own.
    ///
    /// A change of a [`MergeClass::Once`] field counts only from the op that created the entity. An op that comes under
    /// several numbers goes by one name ([`Op::name`]), so it changes nothing the second time.
    pub fn fold(&mut self, op: &Op, effective: Option<Hlc>) {
        let name = op.name();
        for change in &op.changes {
            if change.tag.class() == MergeClass::Once && !op.has_made(op.entity) {
                continue;
            }
            let key = FieldKey { tag: change.tag, element: change.element.clone() };
            let field = self.fields.entry(key).or_default();
            for seen in &change.over {
                field.supersede(*seen);
            }
            let entry = Entry {
                hlc: effective.unwrap_or(op.hlc),
                author: op.author,
                on_behalf_of: op.on_behalf_of,
                source: op.source,
                value: change.value.clone(),
            };
            field.enter(name, entry);
        }
    }

    /// Takes an op out again that was folded, as far as that can be told from the state: its entries, and what it had seen.
    /// What others say of the same comes back by [`EntityState::merge`] with a state that holds it.
    pub fn withdraw(&mut self, op: &Op) {
        let name = op.name();
        for change in &op.changes {
            let key = FieldKey { tag: change.tag, element: change.element.clone() };
            if let Some(field) = self.fields.get_mut(&key) {
                field.heads.remove(&name);
                field.superseded.remove(&name);
                change.over.iter().for_each(|seen| {
                    field.superseded.remove(seen);
                });
            }
        }
        self.fields.retain(|_, field| !field.heads.is_empty() || !field.superseded.is_empty());
    }

    /// The union of two states of the same entity.
    pub fn merge(&mut self, other: &Self) {
        for (key, field) in &other.fields {
            self.fields.entry(key.clone()).or_default().merge(field);
        }
    }

    /// What is left of the state after the entity was erased: the same as folding the stubs of all its ops
    /// ([`Op::erased`]), so every replica arrives at it, whether it knew the values or not.
    #[must_use]
    pub fn erased(&self) -> Self {
        let mut erased = Self::new();
        for (key, field) in &self.fields {
            let stub = erased.fields.entry(FieldKey { tag: key.tag, element: Vec::new() }).or_default();
            let without_values = FieldState {
                heads: field.heads.iter().map(|(op, e)| (*op, Entry { value: Value::Erased, ..e.clone() })).collect(),
                superseded: field.superseded.clone(),
            };
            stub.merge(&without_values);
        }
        erased
    }

    /// A field's entries, for building a state from a snapshot.
    pub fn insert(&mut self, key: FieldKey, op: OpId, entry: Entry) {
        self.fields.entry(key).or_default().enter(op, entry);
    }

    /// An id superseded in a field, for building a state from a snapshot.
    pub fn insert_superseded(&mut self, key: FieldKey, op: OpId) {
        self.fields.entry(key).or_default().supersede(op);
    }

    /// Every field.
    pub fn fields(&self) -> impl Iterator<Item = (&FieldKey, &FieldState)> {
        self.fields.iter()
    }

    /// One field.
    pub fn field(&self, tag: Tag, element: &[u8]) -> Option<&FieldState> {
        self.fields.get(&FieldKey { tag, element: element.to_vec() })
    }

    /// Whether one field, which is no set, holds more than one value that nobody has settled.
    pub fn is_unsettled(&self, tag: Tag) -> bool {
        self.field(tag, &[]).is_some_and(FieldState::is_unsettled)
    }

    /// The value that is shown; `None` when there is none or it was cleared.
    pub fn shown(&self, tag: Tag, element: &[u8]) -> Option<&Value> {
        let value = &self.field(tag, element)?.latest()?.value;
        (!matches!(value, Value::None | Value::Erased)).then_some(value)
    }

    /// The elements that are in a set, in the order of their bytes.
    pub fn elements(&self, tag: Tag) -> impl Iterator<Item = Value> + '_ {
        let first = FieldKey { tag, element: Vec::new() };
        self.fields
            .range(first..)
            .take_while(move |(key, _)| key.tag == tag)
            .filter(|(_, field)| field.latest().is_some_and(|entry| entry.value == Value::Bool(true)))
            .filter_map(|(key, _)| Value::decode(&mut Reader::new(&key.element)).ok())
    }

    /// The fields that hold more than one value that nobody has settled.
    pub fn unsettled(&self) -> impl Iterator<Item = (&FieldKey, &FieldState)> {
        self.fields.iter().filter(|(_, field)| field.is_unsettled())
    }

    /// The first and the last clock reading among the heads: when the entity was last changed.
    pub fn last_change(&self) -> Option<(Stamp, &Entry)> {
        self.fields
            .values()
            .flat_map(|field| field.heads.iter())
            .map(|(op, entry)| (Stamp { hlc: entry.hlc, op: *op }, entry))
            .max_by_key(|(stamp, _)| *stamp)
    }

    /// The canonical bytes of the state: equal states have equal bytes. They are what the stores keep and what
    /// [`crate::sum`] hashes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut w = Writer::new();
        // A table of the writing ops: most fields of an entity were set by one and the same op.
        let mut ops: BTreeMap<OpId, &Entry> = BTreeMap::new();
        for field in self.fields.values() {
            ops.extend(field.heads.iter().map(|(op, entry)| (*op, entry)));
        }
        w.varint(ops.len() as u64);
        for (op, entry) in &ops {
            op.encode(&mut w);
            encode_hlc(entry.hlc, &mut w);
            w.raw(&entry.author.0);
            w.u8(if entry.on_behalf_of.is_some() { HAS_ON_BEHALF_OF } else { 0 });
            if let Some(person) = entry.on_behalf_of {
                w.raw(&person.0);
            }
            w.u8(entry.source.0);
        }
        let index: BTreeMap<OpId, u64> = ops.keys().copied().zip(0..).collect();
        w.varint(self.fields.len() as u64);
        for (key, field) in &self.fields {
            w.varint(u64::from(key.tag.0));
            w.bytes(&key.element);
            w.varint(field.heads.len() as u64);
            for (op, entry) in &field.heads {
                w.varint(index.get(op).copied().unwrap_or_default());
                entry.value.encode(&mut w);
            }
            w.varint(field.superseded.len() as u64);
            for op in &field.superseded {
                op.encode(&mut w);
            }
        }
        w.into_bytes()
    }

    /// Reads what [`EntityState::to_bytes`] wrote.
    ///
    /// # Errors
    /// The bytes are damaged.
    pub fn from_bytes(bytes: &[u8]) -> Decoded<Self> {
        let mut r = Reader::new(bytes);
        let op_count = r.count("a state's ops")?;
        let mut ops = Vec::with_capacity(op_count);
        for _ in 0..op_count {
            let op = OpId::decode(&mut r)?;
            let hlc = decode_hlc(&mut r)?;
            let author = RecordId::decode(&mut r, "a state's author")?;
            let on_behalf_of = match r.u8("a state's flags")? {
                0 => None,
                HAS_ON_BEHALF_OF => Some(RecordId::decode(&mut r, "a state's author")?),
                _ => return Err(DecodeError::OutOfRange("a state's flags")),
            };
            let source = Source(r.u8("a state's source")?);
            ops.push((op, Entry { hlc, author, on_behalf_of, source, value: Value::None }));
        }
        let mut fields = BTreeMap::new();
        for _ in 0..r.count("a state's fields")? {
            let tag = Tag(r.small("a state's tag")?);
            let element = r.bytes("a state's element")?.to_vec();
            let mut field = FieldState::default();
            for _ in 0..r.count("a field's heads")? {
                let index: usize = r.small("a head's op")?;
                let (op, of_op) = ops.get(index).ok_or(DecodeError::OutOfRange("a head's op"))?;
                field.heads.insert(*op, Entry { value: Value::decode(&mut r)?, ..of_op.clone() });
            }
            for _ in 0..r.count("a field's superseded ids")? {
                field.superseded.insert(OpId::decode(&mut r)?);
            }
            fields.insert(FieldKey { tag, element }, field);
        }
        r.finish("a state")?;
        Ok(Self { fields })
    }
}

#[cfg(test)]
mod tests;
