//! The payload of a frame: rows by column. What a row shares with its neighbours or with itself is not written: the day
//! of a visit is the day of its clock reading, the person cared for is the part of the book, the visitor is the author,
//! a measurement belongs to the record before it.

use std::collections::{BTreeMap, HashMap};

use crate::codec::{DecodeError, Decoded, Reader, Writer, unzigzag, zigzag};
use crate::field::Tag;
use crate::frame::Limits;
use crate::frame::column::{read_numbers, read_strings, write_numbers, write_strings};
use crate::frame::shape::{ElementIs, EntityIs, Shape, derived, element_value};
use crate::frame::table::Tables;
use crate::id::{Book, BookKind, OpId, RecordId};
use crate::op::{Change, Former, Op, Source};
use crate::time::Hlc;
use crate::value::{Payload, Value, value_type};

/// A row: an op with its place in its book, or a fragment of a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The op.
    pub op: Op,
    /// Its number in the book; 0 in push and snapshot frames.
    pub book_seq: u64,
    /// The clock reading that the centre gave it, where it is not the device's own.
    pub effective: Option<Hlc>,
}

/// From where to where a frame takes a book's cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BookRange {
    /// The book.
    pub book: Book,
    /// The cursor before.
    pub from: u64,
    /// The cursor after; the same as `from` in a snapshot frame that does not hold the book's last rows.
    pub to: u64,
}

const WHAT: &str = "a frame's rows";

// The columns that every row has, in their order.
const SHAPE: usize = 0;
const DEVICE: usize = 1;
const SEQ: usize = 2;
const SECONDS: usize = 3;
const COUNTER: usize = 4;
const BOOK: usize = 5;
const BOOK_SEQ: usize = 6;
const AUTHOR: usize = 7;
const EACH_ROW: usize = 8;
// The columns that some rows have.
const ON_BEHALF_OF: usize = 8;
const EFFECTIVE: usize = 9;
const FORMER_DEVICE: usize = 10;
const FORMER_SEQ: usize = 11;
const NAMED_ENTITY: usize = 12;
const OVER_DEVICE: usize = 13;
const OVER_SEQ: usize = 14;
const COLUMNS: usize = 15;

/// A column of values: kind, tag, whether of elements, type byte.
type ValueColumn = (u32, Tag, bool, u8);

// What a reference is written as before the places of the table begin.
const REF_PART: u64 = 0;
const REF_AUTHOR: u64 = 1;
const REF_PREVIOUS: u64 = 2;
const REF_TABLE: u64 = 3;

/// What the values of a row may lean on.
struct Context {
    hlc: Hlc,
    part: RecordId,
    author: RecordId,
    previous: RecordId,
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

/// The clock of each device and the head of each book, as the rows before left them: what the next row is a step from.
#[derive(Default)]
struct Steps {
    seq: HashMap<u64, u64>,
    seconds: HashMap<u64, u64>,
    book_seq: HashMap<u64, u64>,
}

#[derive(Default)]
struct ColumnsOut {
    plain: [Vec<u64>; COLUMNS],
    former_hashes: Vec<u8>,
    numbers: BTreeMap<ValueColumn, Vec<u64>>,
    strings: BTreeMap<ValueColumn, Vec<Vec<u8>>>,
}

impl ColumnsOut {
    fn push(&mut self, column: usize, value: u64) {
        if let Some(column) = self.plain.get_mut(column) {
            column.push(value);
        }
    }

    fn push_value(&mut self, key: ValueColumn, value: &Value, context: &Context, tables: &mut Tables) {
        let (_, payload) = value.to_payload();
        let (kind, tag, element, value_type) = key;
        match (value, payload) {
            (Value::Ref(reference), _) => {
                let code = match reference.id {
                    id if id == context.part && !id.is_nil() => REF_PART,
                    id if id == context.author => REF_AUTHOR,
                    id if id == context.previous => REF_PREVIOUS,
                    id => REF_TABLE + tables.id(id),
                };
                self.numbers.entry(key).or_default().push(code);
                // The kind of the record referred to: beside the column, under a type byte that no value has.
                self.numbers.entry((kind, tag, element, u8::MAX)).or_default().push(u64::from(reference.kind));
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
}

/// Writes tables, books and rows.
pub(super) fn write(books: &[BookRange], rows: &[Row], w: &mut Writer) {
    let mut tables = Tables::default();
    let mut ranges: Vec<BookRange> = books.to_vec();
    let mut book_places: HashMap<Book, u64> = books.iter().zip(0..).map(|(range, place)| (range.book, place)).collect();
    let mut shapes: Vec<Shape> = Vec::new();
    let mut shape_places: HashMap<Shape, u64> = HashMap::new();
    let mut columns = ColumnsOut::default();
    let mut steps = Steps::default();
    let mut previous = RecordId::NIL;
    for row in rows {
        let op = &row.op;
        let device = tables.device(op.id.device);
        let book = *book_places.entry(op.book).or_insert_with(|| {
            ranges.push(BookRange { book: op.book, from: 0, to: 0 });
            ranges.len() as u64 - 1
        });
        let shape = Shape::of(row);
        let place = *shape_places.entry(shape.clone()).or_insert_with(|| {
            shapes.push(shape.clone());
            shapes.len() as u64 - 1
        });
        columns.push(SHAPE, place);
        columns.push(DEVICE, device);
        let step = |before: Option<u64>, now: u64| zigzag(now.wrapping_sub(before.unwrap_or_default()) as i64);
        columns.push(SEQ, step(steps.seq.insert(device, op.id.seq + 1), op.id.seq));
        columns.push(SECONDS, step(steps.seconds.insert(device, op.hlc.seconds()), op.hlc.seconds()));
        columns.push(COUNTER, op.hlc.bits() & 0xffff);
        columns.push(BOOK, book);
        columns.push(BOOK_SEQ, step(steps.book_seq.insert(book, row.book_seq + 1), row.book_seq));
        columns.push(AUTHOR, tables.id(op.author));
        if let Some(person) = op.on_behalf_of {
            columns.push(ON_BEHALF_OF, tables.id(person));
        }
        if let Some(effective) = row.effective {
            columns.push(EFFECTIVE, effective.bits());
        }
        if let Some(former) = op.former {
            columns.push(FORMER_DEVICE, tables.device(former.op.device));
            columns.push(FORMER_SEQ, former.op.seq);
            columns.former_hashes.extend_from_slice(&former.hash);
        }
        if shape.entity == EntityIs::Named {
            columns.push(NAMED_ENTITY, tables.id(op.entity));
        }
        let context = Context { hlc: op.hlc, part: op.book.part, author: op.author, previous };
        for (change, form) in op.changes.iter().zip(&shape.changes) {
            match form.element {
                ElementIs::Absent => {}
                ElementIs::Value(value_type) => {
                    if let Some(element) = element_value(&change.element) {
                        columns.push_value((op.kind, change.tag, true, value_type), &element, &context, &mut tables);
                    }
                }
                ElementIs::Raw => {
                    let key = (op.kind, change.tag, true, u8::MAX);
                    columns.strings.entry(key).or_default().push(change.element.clone());
                }
            }
            let key = (op.kind, change.tag, false, form.value_type);
            columns.push_value(key, &change.value, &context, &mut tables);
            for seen in &change.over {
                columns.push(OVER_DEVICE, tables.device(seen.device));
                columns.push(OVER_SEQ, zigzag(op.id.seq.wrapping_sub(seen.seq) as i64));
            }
        }
        previous = op.entity;
    }
    let mut book_columns: [Vec<u64>; 5] = Default::default();
    for range in &ranges {
        let part = if range.book.part.is_nil() { 0 } else { tables.id(range.book.part) + 1 };
        let row = [
            tables.id(range.book.club),
            u64::from(range.book.kind.0),
            part,
            range.from,
            range.to.wrapping_sub(range.from),
        ];
        book_columns.iter_mut().zip(row).for_each(|(column, value)| column.push(value));
    }
    tables.write(w);
    w.varint(ranges.len() as u64);
    book_columns.iter().for_each(|column| write_numbers(column, w));
    w.varint(shapes.len() as u64);
    shapes.iter().for_each(|shape| shape.write(w));
    w.varint(rows.len() as u64);
    columns.plain.iter().for_each(|column| write_numbers(column, w));
    w.raw(&columns.former_hashes);
    columns.numbers.values().for_each(|column| write_numbers(column, w));
    columns.strings.values().for_each(|column| write_strings(column, w));
}

/// Numbers of a column that is read from the front.
type NumbersIn = std::vec::IntoIter<u64>;

struct ColumnsIn<'a> {
    plain: [NumbersIn; COLUMNS],
    former_hashes: Reader<'a>,
    numbers: HashMap<ValueColumn, NumbersIn>,
    strings: HashMap<ValueColumn, std::vec::IntoIter<&'a [u8]>>,
}

impl<'a> ColumnsIn<'a> {
    fn read(shapes: &[Shape], rows: usize, limits: &Limits, r: &mut Reader<'a>) -> Decoded<Self> {
        let mut plain: [NumbersIn; COLUMNS] = Default::default();
        let mut counts = [0usize; COLUMNS];
        counts.iter_mut().take(EACH_ROW).for_each(|count| *count = rows);
        let mut numbers: BTreeMap<ValueColumn, usize> = BTreeMap::new();
        let mut strings: BTreeMap<ValueColumn, usize> = BTreeMap::new();
        for column in 0..COLUMNS {
            let values = read_numbers(counts.get(column).copied().unwrap_or_default(), r)?;
            if column == SHAPE {
                count_columns(shapes, &values, limits, &mut counts, &mut numbers, &mut strings)?;
            }
            if let Some(slot) = plain.get_mut(column) {
                *slot = values.into_iter();
            }
        }
        let former = counts.get(FORMER_SEQ).copied().unwrap_or_default();
        let former_hashes = Reader::new(r.raw(former * 16, WHAT)?);
        let numbers = numbers
            .into_iter()
            .map(|(key, count)| Ok((key, read_numbers(count, r)?.into_iter())))
            .collect::<Decoded<_>>()?;
        let strings = strings
            .into_iter()
            .map(|(key, count)| Ok((key, read_strings(count, r)?.into_iter())))
            .collect::<Decoded<_>>()?;
        Ok(Self { plain, former_hashes, numbers, strings })
    }

    fn next(&mut self, column: usize) -> Decoded<u64> {
        self.plain.get_mut(column).and_then(Iterator::next).ok_or(DecodeError::Truncated(WHAT))
    }

    fn number(&mut self, key: ValueColumn) -> Decoded<u64> {
        self.numbers.get_mut(&key).and_then(Iterator::next).ok_or(DecodeError::Truncated(WHAT))
    }

    fn string(&mut self, key: ValueColumn) -> Decoded<&'a [u8]> {
        self.strings.get_mut(&key).and_then(Iterator::next).ok_or(DecodeError::Truncated(WHAT))
    }

    fn value(&mut self, key: ValueColumn, context: &Context, tables: &Tables) -> Decoded<Value> {
        let (kind, tag, element, value_type) = key;
        let payload = match value_type & 7 {
            _ if value_type == value_type::REF => {
                let id = match self.number(key)? {
                    REF_PART => context.part,
                    REF_AUTHOR => context.author,
                    REF_PREVIOUS => context.previous,
                    place => tables.id_at(place - REF_TABLE)?,
                };
                let referred = self.number((kind, tag, element, u8::MAX))?;
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

/// How many values each column has, from the shapes of the rows.
fn count_columns(
    shapes: &[Shape],
    rows: &[u64],
    limits: &Limits,
    counts: &mut [usize; COLUMNS],
    numbers: &mut BTreeMap<ValueColumn, usize>,
    strings: &mut BTreeMap<ValueColumn, usize>,
) -> Decoded<()> {
    let mut uses = vec![0usize; shapes.len()];
    for place in rows {
        let place = usize::try_from(*place).map_err(|_| DecodeError::OutOfRange(WHAT))?;
        *uses.get_mut(place).ok_or(DecodeError::OutOfRange(WHAT))? += 1;
    }
    let mut changes = 0usize;
    let mut add = |column: usize, count: usize| -> Decoded<()> {
        if let Some(slot) = counts.get_mut(column) {
            *slot = slot.saturating_add(count);
            if *slot > limits.changes {
                return Err(DecodeError::TooLarge(WHAT));
            }
        }
        Ok(())
    };
    for (shape, uses) in shapes.iter().zip(uses).filter(|(_, uses)| *uses > 0) {
        changes = changes.saturating_add(uses.saturating_mul(shape.changes.len()));
        if changes > limits.changes {
            return Err(DecodeError::TooLarge(WHAT));
        }
        add(ON_BEHALF_OF, if shape.on_behalf_of { uses } else { 0 })?;
        add(EFFECTIVE, if shape.effective { uses } else { 0 })?;
        add(FORMER_DEVICE, if shape.former { uses } else { 0 })?;
        add(FORMER_SEQ, if shape.former { uses } else { 0 })?;
        add(NAMED_ENTITY, if shape.entity == EntityIs::Named { uses } else { 0 })?;
        for change in &shape.changes {
            let over = usize::try_from(change.over).map_err(|_| DecodeError::TooLarge(WHAT))?.saturating_mul(uses);
            add(OVER_DEVICE, over)?;
            add(OVER_SEQ, over)?;
            let mut column = |element: bool, value_type: u8| {
                let key = (shape.kind, change.tag, element, value_type);
                match value_type & 7 {
                    _ if value_type == value_type::REF => {
                        *numbers.entry(key).or_default() += uses;
                        *numbers.entry((shape.kind, change.tag, element, u8::MAX)).or_default() += uses;
                    }
                    0 => {}
                    1 => *numbers.entry(key).or_default() += uses,
                    _ => *strings.entry(key).or_default() += uses,
                }
            };
            match change.element {
                ElementIs::Absent => {}
                ElementIs::Value(value_type) => column(true, value_type),
                ElementIs::Raw => column(true, u8::MAX),
            }
            column(false, change.value_type);
        }
    }
    Ok(())
}

/// Reads what [`write`] wrote.
///
/// # Errors
/// Damaged, or more than the limits allow.
pub(super) fn read(r: &mut Reader<'_>, limits: &Limits) -> Decoded<(Vec<BookRange>, Vec<Row>)> {
    let tables = Tables::read(r)?;
    let ranges = read_books(r, &tables, limits)?;
    let shapes = (0..r.count(WHAT)?).map(|_| Shape::read(r)).collect::<Decoded<Vec<_>>>()?;
    let count: usize = r.small(WHAT)?;
    if count > limits.rows {
        return Err(DecodeError::TooLarge(WHAT));
    }
    let mut columns = ColumnsIn::read(&shapes, count, limits, r)?;
    let mut steps = Steps::default();
    let mut previous = RecordId::NIL;
    let mut rows = Vec::with_capacity(count);
    for _ in 0..count {
        let row = read_row(&shapes, &ranges, &tables, &mut columns, &mut steps, previous)?;
        previous = row.op.entity;
        rows.push(row);
    }
    Ok((ranges, rows))
}

fn read_books(r: &mut Reader<'_>, tables: &Tables, limits: &Limits) -> Decoded<Vec<BookRange>> {
    let count: usize = r.small(WHAT)?;
    if count > limits.rows {
        return Err(DecodeError::TooLarge(WHAT));
    }
    let clubs = read_numbers(count, r)?;
    let kinds = read_numbers(count, r)?;
    let parts = read_numbers(count, r)?;
    let froms = read_numbers(count, r)?;
    let spans = read_numbers(count, r)?;
    let rest = kinds.into_iter().zip(parts).zip(froms.into_iter().zip(spans));
    clubs
        .into_iter()
        .zip(rest)
        .map(|(club, ((kind, part), (from, span)))| {
            let kind = BookKind(u8::try_from(kind).map_err(|_| DecodeError::OutOfRange(WHAT))?);
            let part = part.checked_sub(1).map_or(Ok(RecordId::NIL), |place| tables.id_at(place))?;
            let to = from.checked_add(span).ok_or(DecodeError::OutOfRange(WHAT))?;
            Ok(BookRange { book: Book { club: tables.id_at(club)?, kind, part }, from, to })
        })
        .collect()
}

fn read_row(
    shapes: &[Shape],
    ranges: &[BookRange],
    tables: &Tables,
    columns: &mut ColumnsIn<'_>,
    steps: &mut Steps,
    previous: RecordId,
) -> Decoded<Row> {
    let range = DecodeError::OutOfRange(WHAT);
    let place = |n: u64| usize::try_from(n).map_err(|_| range);
    let shape = shapes.get(place(columns.next(SHAPE)?)?).ok_or(range)?;
    let device = columns.next(DEVICE)?;
    let step = |before: Option<&u64>, by: u64| before.copied().unwrap_or_default().wrapping_add(unzigzag(by) as u64);
    let seq = step(steps.seq.get(&device), columns.next(SEQ)?);
    let seconds = step(steps.seconds.get(&device), columns.next(SECONDS)?);
    let counter = u16::try_from(columns.next(COUNTER)?).map_err(|_| range)?;
    let book_place = columns.next(BOOK)?;
    let book = ranges.get(place(book_place)?).ok_or(range)?.book;
    let book_seq = step(steps.book_seq.get(&book_place), columns.next(BOOK_SEQ)?);
    steps.seq.insert(device, seq.wrapping_add(1));
    steps.seconds.insert(device, seconds);
    steps.book_seq.insert(book_place, book_seq.wrapping_add(1));
    if seconds >> 40 != 0 {
        return Err(range);
    }
    let id = OpId { device: tables.device_at(device)?, seq };
    let hlc = Hlc::new(seconds, counter);
    let author = tables.id_at(columns.next(AUTHOR)?)?;
    let on_behalf_of = if shape.on_behalf_of { Some(tables.id_at(columns.next(ON_BEHALF_OF)?)?) } else { None };
    let effective = if shape.effective { Some(Hlc::from_bits(columns.next(EFFECTIVE)?)?) } else { None };
    let former = if shape.former {
        let device = tables.device_at(columns.next(FORMER_DEVICE)?)?;
        let op = OpId { device, seq: columns.next(FORMER_SEQ)? };
        Some(Former { op, hash: columns.former_hashes.array(WHAT)? })
    } else {
        None
    };
    let named = if shape.entity == EntityIs::Named { Some(tables.id_at(columns.next(NAMED_ENTITY)?)?) } else { None };
    let context = Context { hlc, part: book.part, author, previous };
    let mut changes = Vec::with_capacity(shape.changes.len());
    for form in &shape.changes {
        let element = match form.element {
            ElementIs::Absent => Vec::new(),
            ElementIs::Value(value_type) => {
                columns.value((shape.kind, form.tag, true, value_type), &context, tables)?.to_bytes()
            }
            ElementIs::Raw => columns.string((shape.kind, form.tag, true, u8::MAX))?.to_vec(),
        };
        let value = columns.value((shape.kind, form.tag, false, form.value_type), &context, tables)?;
        let mut over = Vec::new();
        for _ in 0..form.over {
            let device = tables.device_at(columns.next(OVER_DEVICE)?)?;
            let seen = seq.wrapping_sub(unzigzag(columns.next(OVER_SEQ)?) as u64);
            over.push(OpId { device, seq: seen });
        }
        changes.push(Change { tag: form.tag, element, value, over });
    }
    let source = Source(shape.source);
    let entity = RecordId::NIL;
    let kind = shape.kind;
    let mut op = Op { id, hlc, author, on_behalf_of, source, book, kind, entity, former, changes };
    op.entity = match (&shape.entity, named) {
        (EntityIs::MadeByOp, _) => RecordId::of_op(id, 0),
        (EntityIs::Derived(key), _) => derived(&op, key).ok_or(range)?,
        (EntityIs::Part, _) => book.part,
        (EntityIs::Named, named) => named.ok_or(range)?,
    };
    op.check_form()?;
    Ok(Row { op, book_seq, effective })
}
