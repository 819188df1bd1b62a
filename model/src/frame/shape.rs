//! Shapes: what a row is made of, without the values. A frame has few, however many rows it has.

use crate::codec::{DecodeError, Decoded, Reader, Writer};
use crate::field::Tag;
use crate::frame::Row;
use crate::id::RecordId;
use crate::op::{Change, Op};
use crate::registry;
use crate::value::{Value, value_type};

const WHAT: &str = "a frame's shape";
const ON_BEHALF_OF: u8 = 1;
const FORMER: u8 = 2;
const EFFECTIVE: u8 = 4;
const NEW_NAME: u8 = 8;

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
    /// Elements of this type that are put into the set, one behind the other: how many stands in a column of its own.
    Run(u8),
    /// Choices up to number 63 that are put into the set, as the bits of one number.
    Mask,
}

/// One change of a shape, or all those of a run.
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
    pub(super) source: u8,
    pub(super) on_behalf_of: bool,
    pub(super) former: bool,
    pub(super) new_name: bool,
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

/// The type of the element that a change puts into a set without having seen anything there: what a run is made of.
fn run_type(change: &Change) -> Option<u8> {
    if change.value != Value::Bool(true) || !change.over.is_empty() || change.element.is_empty() {
        return None;
    }
    element_value(&change.element).map(|value| value.to_payload().0)
}

/// The changes of an op one by one, but those of a run together.
pub(super) fn groups(changes: &[Change]) -> impl Iterator<Item = &[Change]> {
    let together = |a: &Change, b: &Change| a.tag == b.tag && run_type(a).is_some() && run_type(a) == run_type(b);
    changes.chunk_by(together)
}

/// The elements of a run as bits; `None` when they are no choices, or not all of them have a bit.
pub(super) fn mask_of(run: &[Change]) -> Option<u64> {
    let bit = |change: &Change| match element_value(&change.element) {
        Some(Value::Enum(number)) => 1u64.checked_shl(number),
        _ => None,
    };
    run.iter().try_fold(0, |mask, change| Some(mask | bit(change)?))
}

impl Shape {
    pub(super) fn of(row: &Row) -> Self {
        let op = &row.op;
        let changes = groups(&op.changes).filter_map(|group| {
            let change = group.first()?;
            let element = match (run_type(change), element_value(&change.element)) {
                (Some(_), _) if mask_of(group).is_some() => ElementIs::Mask,
                (Some(value_type), _) => ElementIs::Run(value_type),
                _ if change.element.is_empty() => ElementIs::Absent,
                (None, Some(value)) => ElementIs::Value(value.to_payload().0),
                (None, None) => ElementIs::Raw,
            };
            let value_type = change.value.to_payload().0;
            Some(ChangeShape { tag: change.tag, element, value_type, over: change.over.len() as u64 })
        });
        Self {
            source: op.source.0,
            on_behalf_of: op.on_behalf_of.is_some(),
            former: op.former.is_some(),
            new_name: op.former.is_some_and(|former| !former.keeps_name),
            effective: row.effective.is_some(),
            entity: entity_is(op),
            changes: changes.collect(),
        }
    }

    pub(super) fn write(&self, w: &mut Writer) {
        w.u8(self.source);
        let flag = |set: bool, bit: u8| if set { bit } else { 0 };
        let former = flag(self.former, FORMER) | flag(self.new_name, NEW_NAME);
        w.u8(flag(self.on_behalf_of, ON_BEHALF_OF) | former | flag(self.effective, EFFECTIVE));
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
                ElementIs::Run(value_type) => {
                    w.u8(3);
                    w.u8(value_type);
                    continue;
                }
                ElementIs::Mask => {
                    w.u8(4);
                    continue;
                }
            }
            w.u8(change.value_type);
            w.varint(change.over);
        }
    }

    pub(super) fn read(r: &mut Reader<'_>) -> Decoded<Self> {
        let source = r.u8(WHAT)?;
        let flags = r.u8(WHAT)?;
        if flags & !(ON_BEHALF_OF | FORMER | EFFECTIVE | NEW_NAME) != 0 {
            return Err(DecodeError::UnknownVersion(WHAT));
        }
        if flags & (FORMER | NEW_NAME) == NEW_NAME {
            return Err(DecodeError::NotCanonical(WHAT));
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
                3 => ElementIs::Run(r.u8(WHAT)?),
                4 => ElementIs::Mask,
                _ => return Err(DecodeError::UnknownVersion(WHAT)),
            };
            let (value_type, over) = match element {
                ElementIs::Run(_) | ElementIs::Mask => (value_type::BOOL, 0),
                _ => (r.u8(WHAT)?, r.varint(WHAT)?),
            };
            // Three length classes are known; a value of another could not be carried.
            let of_element = if let ElementIs::Value(t) | ElementIs::Run(t) = element { Some(t) } else { None };
            if [Some(value_type), of_element].into_iter().flatten().any(|t| t & 7 > 2) {
                return Err(DecodeError::UnknownVersion(WHAT));
            }
            changes.push(ChangeShape { tag, element, value_type, over });
        }
        Ok(Self {
            source,
            on_behalf_of: flags & ON_BEHALF_OF != 0,
            former: flags & FORMER != 0,
            new_name: flags & NEW_NAME != 0,
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
