//! The columns of one kind: what its rows are made of, each part beside the same part of the kind's other rows, so that zstd
//! meets like beside like.

use std::collections::{BTreeMap, HashMap};

use crate::codec::{DecodeError, Decoded, Reader, Writer, unzigzag, zigzag};
use crate::field::Tag;
use crate::frame::Limits;
use crate::frame::column::{read_numbers, read_strings, write_numbers, write_strings};
use crate::frame::shape::{ElementIs, EntityIs, Shape};
use crate::frame::table::Tables;
use crate::id::RecordId;
use crate::time::Hlc;
use crate::value::{Payload, Value, value_type};

const WHAT: &str = "a frame's rows";

/// The columns of a kind besides those of its values, in their order on the wire. Up to `Author` each row has a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Plain {
    Seq,
    Seconds,
    Counter,
    Book,
    BookSeq,
    Author,
    OnBehalfOf,
    Effective,
    FormerDevice,
    FormerSeq,
    NamedEntity,
    OverDevice,
    OverSeq,
}

const PLAIN: usize = 13;
const EACH_ROW: usize = Plain::Author as usize + 1;

/// A column of values: tag, whether of elements, type byte.
type ValueColumn = (Tag, bool, u8);

// Columns beside the values, under type bytes that no value has.
/// The kinds of the records that references name; elements that are no values.
const BESIDE: u8 = u8::MAX;
/// Sets of choices as bits.
const MASK: u8 = u8::MAX - 1;

// What a reference is written as before the places of the table begin.
const REF_PART: u64 = 0;
const REF_AUTHOR: u64 = 1;
const REF_PREVIOUS: u64 = 2;
const REF_TABLE: u64 = 3;

/// What the values of a row may lean on.
pub(super) struct Context {
    pub(super) hlc: Hlc,
    pub(super) part: RecordId,
    pub(super) author: RecordId,
    /// The entity of the row before.
    pub(super) previous: RecordId,
}

impl Context {
    fn base(&self, value_type: u8) -> i64 {
        match value_type {
            value_type::DAY => i64::from(self.hlc.instant().day_in_vietnam().0),
            value_type::INSTANT => self.hlc.instant().0,
            _ => 0,
        }
    }
}

/// The columns of a kind as they are filled.
#[derive(Default)]
pub(super) struct ColumnsOut {
    shapes: Vec<Shape>,
    shape_places: HashMap<Shape, u64>,
    rows: Vec<u64>,
    lengths: Vec<u64>,
    plain: [Vec<u64>; PLAIN],
    former_chains: Vec<u8>,
    numbers: BTreeMap<ValueColumn, Vec<u64>>,
    strings: BTreeMap<ValueColumn, Vec<Vec<u8>>>,
}

impl ColumnsOut {
    /// Begins a row of this shape.
    pub(super) fn push_row(&mut self, shape: &Shape) {
        let next = self.shapes.len() as u64;
        let place = *self.shape_places.entry(shape.clone()).or_insert_with(|| {
            self.shapes.push(shape.clone());
            next
        });
        self.rows.push(place);
    }

    pub(super) fn push(&mut self, column: Plain, value: u64) {
        if let Some(column) = self.plain.get_mut(column as usize) {
            column.push(value);
        }
    }

    pub(super) fn push_former_chain(&mut self, chain: &[u8; 16]) {
        self.former_chains.extend_from_slice(chain);
    }

    /// How many elements a run has.
    pub(super) fn push_length(&mut self, length: usize) {
        self.lengths.push(length as u64);
    }

    pub(super) fn push_mask(&mut self, tag: Tag, mask: u64) {
        self.numbers.entry((tag, true, MASK)).or_default().push(mask);
    }

    pub(super) fn push_raw_element(&mut self, tag: Tag, element: &[u8]) {
        self.strings.entry((tag, true, BESIDE)).or_default().push(element.to_vec());
    }

    pub(super) fn push_value(
        &mut self,
        tag: Tag,
        is_element: bool,
        value: &Value,
        context: &Context,
        tables: &mut Tables,
    ) {
        let (value_type, payload) = value.to_payload();
        let key = (tag, is_element, value_type);
        match (value, payload) {
            (Value::Ref(reference), _) => {
                let code = match reference.id {
                    id if id == context.part && !id.is_nil() => REF_PART,
                    id if id == context.author => REF_AUTHOR,
                    id if id == context.previous => REF_PREVIOUS,
                    id => REF_TABLE + tables.id(id),
                };
                self.numbers.entry(key).or_default().push(code);
                self.numbers.entry((tag, is_element, BESIDE)).or_default().push(u64::from(reference.kind));
            }
            (_, Payload::Empty) => {}
            (_, Payload::Varint(number)) => {
                let base = context.base(value_type);
                let number = if base == 0 { number } else { zigzag(unzigzag(number).wrapping_sub(base)) };
                self.numbers.entry(key).or_default().push(number);
            }
            (_, Payload::Bytes(bytes)) => self.strings.entry(key).or_default().push(bytes),
        }
    }

    /// Writes the columns, and notes in `borders` where each ends.
    pub(super) fn write(&self, w: &mut Writer, borders: &mut Vec<usize>) {
        let mut numbers = |column: &[u64], w: &mut Writer| {
            write_numbers(column, w);
            borders.push(w.as_bytes().len());
        };
        w.varint(self.shapes.len() as u64);
        self.shapes.iter().for_each(|shape| shape.write(w));
        numbers(&self.rows, w);
        numbers(&self.lengths, w);
        self.plain.iter().for_each(|column| numbers(column, w));
        w.raw(&self.former_chains);
        self.numbers.values().for_each(|column| numbers(column, w));
        for column in self.strings.values() {
            write_strings(column, w);
            borders.push(w.as_bytes().len());
        }
    }
}

/// Numbers of a column that is read from the front.
type NumbersIn = std::vec::IntoIter<u64>;

/// The columns of a kind as they are emptied.
pub(super) struct ColumnsIn<'a> {
    shapes: Vec<Shape>,
    rows: NumbersIn,
    lengths: NumbersIn,
    plain: [NumbersIn; PLAIN],
    former_chains: Reader<'a>,
    numbers: HashMap<ValueColumn, NumbersIn>,
    strings: HashMap<ValueColumn, std::vec::IntoIter<&'a [u8]>>,
}

impl<'a> ColumnsIn<'a> {
    /// Reads the columns of `rows` rows; `changes` is how many changes the frame may still hold, and is counted down.
    pub(super) fn read(rows: usize, limits: &Limits, changes: &mut usize, r: &mut Reader<'a>) -> Decoded<Self> {
        let shapes = (0..r.count(WHAT)?).map(|_| Shape::read(r)).collect::<Decoded<Vec<_>>>()?;
        let places = read_numbers(rows, r)?;
        let runs = runs(&shapes, &places, limits)?;
        let lengths = read_numbers(runs, r)?;
        let mut counts = Counts::default();
        counts.plain.iter_mut().take(EACH_ROW).for_each(|count| *count = rows);
        counts.add_rows(&shapes, &places, &lengths, changes)?;
        let mut plain: [NumbersIn; PLAIN] = Default::default();
        for (slot, count) in plain.iter_mut().zip(counts.plain) {
            *slot = read_numbers(count, r)?.into_iter();
        }
        let former = counts.plain.get(Plain::FormerSeq as usize).copied().unwrap_or_default();
        let former_chains = Reader::new(r.raw(former * 16, WHAT)?);
        let read_number = |(key, count)| Ok((key, read_numbers(count, r)?.into_iter()));
        let numbers =
            counts.numbers.into_iter().map(read_number).collect::<Decoded<HashMap<ValueColumn, NumbersIn>>>()?;
        // A bit of a mask is a change, too.
        let masks = numbers.iter().filter(|((_, _, value_type), _)| *value_type == MASK);
        for mask in masks.flat_map(|(_, column)| column.as_slice()) {
            *changes = changes.checked_sub(mask.count_ones() as usize).ok_or(DecodeError::TooLarge(WHAT))?;
        }
        let read_string = |(key, count)| Ok((key, read_strings(count, r)?.into_iter()));
        let strings = counts.strings.into_iter().map(read_string).collect::<Decoded<_>>()?;
        let (rows, lengths) = (places.into_iter(), lengths.into_iter());
        Ok(Self { shapes, rows, lengths, plain, former_chains, numbers, strings })
    }

    /// The shape of the next row.
    pub(super) fn next_shape(&mut self) -> Decoded<Shape> {
        let place = self.rows.next().and_then(|place| usize::try_from(place).ok());
        place.and_then(|place| self.shapes.get(place)).cloned().ok_or(DecodeError::OutOfRange(WHAT))
    }

    pub(super) fn next(&mut self, column: Plain) -> Decoded<u64> {
        self.plain.get_mut(column as usize).and_then(Iterator::next).ok_or(DecodeError::Truncated(WHAT))
    }

    pub(super) fn next_former_chain(&mut self) -> Decoded<[u8; 16]> {
        self.former_chains.array(WHAT)
    }

    pub(super) fn next_length(&mut self) -> Decoded<u64> {
        self.lengths.next().ok_or(DecodeError::Truncated(WHAT))
    }

    pub(super) fn next_mask(&mut self, tag: Tag) -> Decoded<u64> {
        self.number((tag, true, MASK))
    }

    pub(super) fn next_raw_element(&mut self, tag: Tag) -> Decoded<&'a [u8]> {
        self.string((tag, true, BESIDE))
    }

    fn number(&mut self, key: ValueColumn) -> Decoded<u64> {
        self.numbers.get_mut(&key).and_then(Iterator::next).ok_or(DecodeError::Truncated(WHAT))
    }

    fn string(&mut self, key: ValueColumn) -> Decoded<&'a [u8]> {
        self.strings.get_mut(&key).and_then(Iterator::next).ok_or(DecodeError::Truncated(WHAT))
    }

    pub(super) fn next_value(
        &mut self,
        tag: Tag,
        is_element: bool,
        value_type: u8,
        context: &Context,
        tables: &Tables,
    ) -> Decoded<Value> {
        let key = (tag, is_element, value_type);
        let payload = match value_type & 7 {
            _ if value_type == value_type::REF => {
                let id = match self.number(key)? {
                    REF_PART => context.part,
                    REF_AUTHOR => context.author,
                    REF_PREVIOUS => context.previous,
                    place => tables.id_at(place - REF_TABLE)?,
                };
                let referred = self.number((tag, is_element, BESIDE))?;
                let kind = u32::try_from(referred).map_err(|_| DecodeError::OutOfRange(WHAT))?;
                return Ok(Value::Ref(crate::value::EntityRef { kind, id }));
            }
            0 => Payload::Empty,
            1 => {
                let base = context.base(value_type);
                let number = self.number(key)?;
                Payload::Varint(if base == 0 { number } else { zigzag(unzigzag(number).wrapping_add(base)) })
            }
            _ => Payload::Bytes(self.string(key)?.to_vec()),
        };
        Value::from_payload(value_type, payload)
    }
}

/// How many runs the rows have.
fn runs(shapes: &[Shape], rows: &[u64], limits: &Limits) -> Decoded<usize> {
    let (mut runs, mut steps) = (0usize, 0usize);
    for place in rows {
        let shape = usize::try_from(*place).ok().and_then(|place| shapes.get(place));
        let changes = &shape.ok_or(DecodeError::OutOfRange(WHAT))?.changes;
        // Also what is no run is walked through: a shape of many changes may be named by many rows.
        steps += changes.len();
        if steps > limits.changes {
            return Err(DecodeError::TooLarge(WHAT));
        }
        runs += changes.iter().filter(|change| matches!(change.element, ElementIs::Run(_))).count();
        if runs > limits.changes {
            return Err(DecodeError::TooLarge(WHAT));
        }
    }
    Ok(runs)
}

/// How many values each column has, from the shapes of the rows.
#[derive(Default)]
struct Counts {
    plain: [usize; PLAIN],
    numbers: BTreeMap<ValueColumn, usize>,
    strings: BTreeMap<ValueColumn, usize>,
}

impl Counts {
    fn add_rows(&mut self, shapes: &[Shape], rows: &[u64], lengths: &[u64], changes_left: &mut usize) -> Decoded<()> {
        let mut lengths = lengths.iter();
        for place in rows {
            let shape = usize::try_from(*place).ok().and_then(|place| shapes.get(place));
            let shape = shape.ok_or(DecodeError::OutOfRange(WHAT))?;
            self.add(Plain::OnBehalfOf, usize::from(shape.on_behalf_of));
            self.add(Plain::Effective, usize::from(shape.effective));
            self.add(Plain::FormerDevice, usize::from(shape.former));
            self.add(Plain::FormerSeq, usize::from(shape.former));
            self.add(Plain::NamedEntity, usize::from(shape.entity == EntityIs::Named));
            for change in &shape.changes {
                let mut spend = |count: u64| -> Decoded<usize> {
                    let count = usize::try_from(count).map_err(|_| DecodeError::TooLarge(WHAT))?;
                    *changes_left = changes_left.checked_sub(count).ok_or(DecodeError::TooLarge(WHAT))?;
                    Ok(count)
                };
                spend(1)?;
                let over = spend(change.over)?;
                self.add(Plain::OverDevice, over);
                self.add(Plain::OverSeq, over);
                match change.element {
                    ElementIs::Absent => {}
                    ElementIs::Value(value_type) => self.add_values(change.tag, true, value_type, 1),
                    ElementIs::Raw => *self.strings.entry((change.tag, true, BESIDE)).or_default() += 1,
                    ElementIs::Run(value_type) => {
                        let length = spend(*lengths.next().ok_or(DecodeError::Truncated(WHAT))?)?;
                        self.add_values(change.tag, true, value_type, length);
                        continue;
                    }
                    ElementIs::Mask => {
                        *self.numbers.entry((change.tag, true, MASK)).or_default() += 1;
                        continue;
                    }
                }
                self.add_values(change.tag, false, change.value_type, 1);
            }
        }
        Ok(())
    }

    fn add(&mut self, column: Plain, count: usize) {
        if let Some(slot) = self.plain.get_mut(column as usize) {
            *slot += count;
        }
    }

    fn add_values(&mut self, tag: Tag, is_element: bool, value_type: u8, count: usize) {
        let key = (tag, is_element, value_type);
        match value_type & 7 {
            _ if value_type == value_type::REF => {
                *self.numbers.entry(key).or_default() += count;
                *self.numbers.entry((tag, is_element, BESIDE)).or_default() += count;
            }
            0 => {}
            1 => *self.numbers.entry(key).or_default() += count,
            _ => *self.strings.entry(key).or_default() += count,
        }
    }
}
