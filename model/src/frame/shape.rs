//! Shapes: what a row is made of, without the values. A frame has few, however many rows it has.

use crate::codec::{DecodeError, Decoded, Reader, Writer};
use crate::field::Tag;
use crate::frame::Row;
use crate::id::RecordId;
use crate::op::Op;
use crate::registry;
use crate::value::Value;

const WHAT: &str = "a frame's shape";
const ON_BEHALF_OF: u8 = 1;
const FORMER: u8 = 2;
const EFFECTIVE: u8 = 4;

/// How a reader finds the entity of a row.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum EntityIs {
    /// The first record that the row's own op makes.
    MadeByOp,
    /// Derived from the values of these fields in the row.
    Derived(Vec<Tag>),
    /// The part of the row's book.
    Part,
    /// Named by its place in the table.
    Named,
}

/// The element of a set in a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum ElementIs {
    /// The field is not a set.
    Absent,
    /// An encoded value of this type.
    Value(u8),
    /// Bytes that are not.
    Raw,
}

/// One change of a shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct ChangeShape {
    pub(super) tag: Tag,
    pub(super) element: ElementIs,
    pub(super) value_type: u8,
    pub(super) over: u64,
}

/// A shape.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Shape {
    pub(super) kind: u32,
    pub(super) source: u8,
    pub(super) on_behalf_of: bool,
    pub(super) former: bool,
    pub(super) effective: bool,
    pub(super) entity: EntityIs,
    pub(super) changes: Vec<ChangeShape>,
}

/// An element that is the bytes of a value, as that value.
pub(super) fn element_value(element: &[u8]) -> Option<Value> {
    let mut r = Reader::new(element);
    let value = Value::decode(&mut r).ok()?;
    (r.is_empty() && value.to_bytes() == element).then_some(value)
}

impl Shape {
    pub(super) fn of(row: &Row) -> Self {
        let op = &row.op;
        let changes = op.changes.iter().map(|change| ChangeShape {
            tag: change.tag,
            element: match element_value(&change.element) {
                _ if change.element.is_empty() => ElementIs::Absent,
                Some(value) => ElementIs::Value(value.to_payload().0),
                None => ElementIs::Raw,
            },
            value_type: change.value.to_payload().0,
            over: change.over.len() as u64,
        });
        Self {
            kind: op.kind,
            source: op.source.0,
            on_behalf_of: op.on_behalf_of.is_some(),
            former: op.former.is_some(),
            effective: row.effective.is_some(),
            entity: entity_is(op),
            changes: changes.collect(),
        }
    }

    pub(super) fn write(&self, w: &mut Writer) {
        w.varint(u64::from(self.kind));
        w.u8(self.source);
        let flag = |set: bool, bit: u8| if set { bit } else { 0 };
        w.u8(flag(self.on_behalf_of, ON_BEHALF_OF) | flag(self.former, FORMER) | flag(self.effective, EFFECTIVE));
        match &self.entity {
            EntityIs::MadeByOp => w.u8(0),
            EntityIs::Derived(key) => {
                w.u8(1);
                w.varint(key.len() as u64);
                key.iter().for_each(|tag| w.varint(u64::from(tag.0)));
            }
            EntityIs::Part => w.u8(2),
            EntityIs::Named => w.u8(3),
        }
        w.varint(self.changes.len() as u64);
        for change in &self.changes {
            w.varint(u64::from(change.tag.0));
            match change.element {
                ElementIs::Absent => w.u8(0),
                ElementIs::Value(value_type) => {
                    w.u8(1);
                    w.u8(value_type);
                }
                ElementIs::Raw => w.u8(2),
            }
            w.u8(change.value_type);
            w.varint(change.over);
        }
    }

    pub(super) fn read(r: &mut Reader<'_>) -> Decoded<Self> {
        let kind = r.small(WHAT)?;
        let source = r.u8(WHAT)?;
        let flags = r.u8(WHAT)?;
        if flags & !(ON_BEHALF_OF | FORMER | EFFECTIVE) != 0 {
            return Err(DecodeError::UnknownVersion(WHAT));
        }
        let entity = match r.u8(WHAT)? {
            0 => EntityIs::MadeByOp,
            1 => EntityIs::Derived((0..r.count(WHAT)?).map(|_| Ok(Tag(r.small(WHAT)?))).collect::<Decoded<Vec<_>>>()?),
            2 => EntityIs::Part,
            3 => EntityIs::Named,
            _ => return Err(DecodeError::UnknownVersion(WHAT)),
        };
        let count = r.count(WHAT)?;
        let mut changes = Vec::with_capacity(count.min(256));
        for _ in 0..count {
            let tag = Tag(r.small(WHAT)?);
            let element = match r.u8(WHAT)? {
                0 => ElementIs::Absent,
                1 => ElementIs::Value(r.u8(WHAT)?),
                2 => ElementIs::Raw,
                _ => return Err(DecodeError::UnknownVersion(WHAT)),
            };
            let (value_type, over) = (r.u8(WHAT)?, r.varint(WHAT)?);
            // Three length classes are known; a value of another could not be carried.
            let classes = [Some(value_type), if let ElementIs::Value(t) = element { Some(t) } else { None }];
            if classes.into_iter().flatten().any(|t| t & 7 > 2) {
                return Err(DecodeError::UnknownVersion(WHAT));
            }
            changes.push(ChangeShape { tag, element, value_type, over });
        }
        Ok(Self {
            kind,
            source,
            on_behalf_of: flags & ON_BEHALF_OF != 0,
            former: flags & FORMER != 0,
            effective: flags & EFFECTIVE != 0,
            entity,
            changes,
        })
    }
}

fn entity_is(op: &Op) -> EntityIs {
    if op.entity == RecordId::of_op(op.id, 0) {
        return EntityIs::MadeByOp;
    }
    if let Some(def) = registry::kind(op.kind)
        && !def.key.is_empty()
        && derived(op, def.key) == Some(op.entity)
    {
        return EntityIs::Derived(def.key.to_vec());
    }
    if op.entity == op.book.part { EntityIs::Part } else { EntityIs::Named }
}

/// The id that follows from the values of `key` in the op's own changes; `None` when one of them is not there.
pub(super) fn derived(op: &Op, key: &[Tag]) -> Option<RecordId> {
    let values: Option<Vec<&Value>> = key
        .iter()
        .map(|tag| op.changes.iter().find(|c| c.tag == *tag && c.element.is_empty()).map(|change| &change.value))
        .collect();
    values.map(|values| RecordId::derived(op.kind, values))
}
