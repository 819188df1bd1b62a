//! The payload of a frame: rows by column, the rows of each kind for themselves. What a row shares with its neighbours or
//! with itself is not written: the day of a visit is the day of its clock reading, the person cared for is the part of the
//! book, the visitor is the author, a measurement belongs to the record before it and lies in the same book.

use std::collections::{BTreeMap, HashMap};

use crate::chain::Chain;
use crate::codec::{DecodeError, Decoded, Reader, Writer, unzigzag, zigzag};
use crate::frame::Limits;
use crate::frame::column::{read_numbers, write_numbers};
use crate::frame::columns::{ColumnsIn, ColumnsOut, Context, Plain};
use crate::frame::shape::{ElementIs, EntityIs, Shape, derived, element_value, groups, mask_of};
use crate::frame::table::Tables;
use crate::id::{Book, BookKind, OpId, RecordId};
use crate::op::{Change, Former, Op, Source};
use crate::time::Hlc;
use crate::value::Value;

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
/// So many kinds of record a frame may name: columns are kept for each.
const MOST_KINDS: usize = 1024;

/// The book of the row before; a book's place + 1 otherwise.
const SAME_BOOK: u64 = 0;

/// The clock of each device and the head of each book, as the rows before left them: what the next row is a step from.
#[derive(Default)]
struct Steps {
    seq: HashMap<u64, u64>,
    seconds: HashMap<u64, u64>,
    book_seq: HashMap<u64, u64>,
    book: Option<u64>,
    entity: RecordId,
}

fn step(before: Option<u64>, now: u64) -> u64 {
    zigzag(now.wrapping_sub(before.unwrap_or_default()) as i64)
}

fn stepped(before: Option<&u64>, by: u64) -> u64 {
    before.copied().unwrap_or_default().wrapping_add(unzigzag(by) as u64)
}

/// Writes tables, books and rows. Returns where columns end: what stands on either side is unlike.
pub(super) fn write(books: &[BookRange], rows: &[Row], w: &mut Writer) -> Vec<usize> {
    let mut out = Out::new(books);
    rows.iter().for_each(|row| out.push(row));
    let book_columns = out.book_columns();
    out.tables.write(w);
    w.varint(out.ranges.len() as u64);
    book_columns.iter().for_each(|column| write_numbers(column, w));
    w.varint(out.columns.len() as u64);
    out.columns.keys().for_each(|kind| w.varint(u64::from(*kind)));
    w.varint(rows.len() as u64);
    let places: HashMap<u32, u64> = out.columns.keys().copied().zip(0..).collect();
    let kinds: Vec<u64> = rows.iter().map(|row| places.get(&row.op.kind).copied().unwrap_or_default()).collect();
    write_numbers(&kinds, w);
    write_numbers(&out.devices, w);
    let mut borders = vec![w.as_bytes().len()];
    out.columns.values().for_each(|columns| columns.write(w, &mut borders));
    borders
}

struct Out {
    tables: Tables,
    ranges: Vec<BookRange>,
    book_places: HashMap<Book, u64>,
    devices: Vec<u64>,
    columns: BTreeMap<u32, ColumnsOut>,
    steps: Steps,
}

impl Out {
    fn new(books: &[BookRange]) -> Self {
        Self {
            tables: Tables::default(),
            ranges: books.to_vec(),
            book_places: books.iter().zip(0..).map(|(range, place)| (range.book, place)).collect(),
            devices: Vec::new(),
            columns: BTreeMap::new(),
            steps: Steps::default(),
        }
    }

    fn push(&mut self, row: &Row) {
        let op = &row.op;
        let (tables, steps) = (&mut self.tables, &mut self.steps);
        let device = tables.device(op.id.device);
        self.devices.push(device);
        let book = *self.book_places.entry(op.book).or_insert_with(|| {
            self.ranges.push(BookRange { book: op.book, from: 0, to: 0 });
            self.ranges.len() as u64 - 1
        });
        let shape = Shape::of(row);
        let columns = self.columns.entry(op.kind).or_default();
        columns.push_row(&shape);
        columns.push(Plain::Seq, step(steps.seq.insert(device, op.id.seq.wrapping_add(1)), op.id.seq));
        let seconds = op.hlc.seconds();
        columns.push(Plain::Seconds, step(steps.seconds.insert(device, seconds), seconds));
        columns.push(Plain::Counter, op.hlc.bits() & 0xffff);
        columns.push(Plain::Book, if steps.book == Some(book) { SAME_BOOK } else { book + 1 });
        columns.push(Plain::BookSeq, step(steps.book_seq.insert(book, row.book_seq.wrapping_add(1)), row.book_seq));
        columns.push(Plain::Author, tables.id(op.author));
        if let Some(person) = op.on_behalf_of {
            columns.push(Plain::OnBehalfOf, tables.id(person));
        }
        if let Some(effective) = row.effective {
            columns.push(Plain::Effective, effective.bits());
        }
        if let Some(former) = op.former {
            columns.push(Plain::FormerDevice, tables.device(former.op.device));
            columns.push(Plain::FormerSeq, former.op.seq);
            columns.push_former_chain(&former.chain.0);
        }
        if shape.entity == EntityIs::Named {
            columns.push(Plain::NamedEntity, tables.id(op.entity));
        }
        let context = Context { hlc: op.hlc, part: op.book.part, author: op.author, previous: steps.entity };
        for (changes, form) in groups(&op.changes).zip(&shape.changes) {
            push_changes(changes, form.element, op.id, columns, &context, tables);
        }
        steps.book = Some(book);
        steps.entity = op.entity;
    }

    fn book_columns(&mut self) -> [Vec<u64>; 5] {
        let mut columns: [Vec<u64>; 5] = Default::default();
        for range in &self.ranges {
            let book = range.book;
            let part = if book.part.is_nil() { 0 } else { self.tables.id(book.part) + 1 };
            let span = range.to.wrapping_sub(range.from);
            let row = [self.tables.id(book.club), u64::from(book.kind.0), part, range.from, span];
            columns.iter_mut().zip(row).for_each(|(column, value)| column.push(value));
        }
        columns
    }
}

/// Writes the changes that stand under one change of the shape: one, or those of a run.
fn push_changes(
    changes: &[Change],
    element_is: ElementIs,
    op: OpId,
    columns: &mut ColumnsOut,
    context: &Context,
    tables: &mut Tables,
) {
    match element_is {
        ElementIs::Mask => {
            if let (Some(first), Some(mask)) = (changes.first(), mask_of(changes)) {
                columns.push_mask(first.tag, mask);
            }
            return;
        }
        ElementIs::Run(_) => columns.push_length(changes.len()),
        ElementIs::Absent | ElementIs::Value(_) | ElementIs::Raw => {}
    }
    for change in changes {
        match element_is {
            ElementIs::Value(_) | ElementIs::Run(_) => {
                if let Some(element) = element_value(&change.element) {
                    columns.push_value(change.tag, true, &element, context, tables);
                }
            }
            ElementIs::Raw => columns.push_raw_element(change.tag, &change.element),
            ElementIs::Absent | ElementIs::Mask => {}
        }
        if !matches!(element_is, ElementIs::Run(_)) {
            columns.push_value(change.tag, false, &change.value, context, tables);
        }
        for seen in &change.over {
            columns.push(Plain::OverDevice, tables.device(seen.device));
            columns.push(Plain::OverSeq, zigzag(op.seq.wrapping_sub(seen.seq) as i64));
        }
    }
}

/// Reads what [`write()`] wrote.
///
/// # Errors
/// Damaged, or more than the limits allow.
pub(super) fn read(r: &mut Reader<'_>, limits: &Limits) -> Decoded<(Vec<BookRange>, Vec<Row>)> {
    let range = DecodeError::OutOfRange(WHAT);
    let tables = Tables::read(r)?;
    let ranges = read_books(r, &tables, limits)?;
    let kind_count = r.count(WHAT)?;
    if kind_count > MOST_KINDS {
        return Err(DecodeError::TooLarge(WHAT));
    }
    let kinds = (0..kind_count).map(|_| r.small(WHAT)).collect::<Decoded<Vec<u32>>>()?;
    let count: usize = r.small(WHAT)?;
    if count > limits.rows {
        return Err(DecodeError::TooLarge(WHAT));
    }
    let places = read_numbers(count, r)?;
    let devices = read_numbers(count, r)?;
    let mut uses = vec![0usize; kinds.len()];
    for place in &places {
        let place = usize::try_from(*place).map_err(|_| range)?;
        *uses.get_mut(place).ok_or(range)? += 1;
    }
    let mut changes_left = limits.changes;
    let mut columns = uses
        .into_iter()
        .map(|rows| ColumnsIn::read(rows, limits, &mut changes_left, r))
        .collect::<Decoded<Vec<_>>>()?;
    let mut steps = Steps::default();
    let mut rows = Vec::with_capacity(count);
    for (place, device) in places.into_iter().zip(devices) {
        let place = usize::try_from(place).map_err(|_| range)?;
        let kind = *kinds.get(place).ok_or(range)?;
        let columns = columns.get_mut(place).ok_or(range)?;
        rows.push(read_row(kind, device, &ranges, &tables, columns, &mut steps)?);
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
    kind: u32,
    device: u64,
    ranges: &[BookRange],
    tables: &Tables,
    columns: &mut ColumnsIn<'_>,
    steps: &mut Steps,
) -> Decoded<Row> {
    let range = DecodeError::OutOfRange(WHAT);
    let shape = columns.next_shape()?;
    let seq = stepped(steps.seq.get(&device), columns.next(Plain::Seq)?);
    let seconds = stepped(steps.seconds.get(&device), columns.next(Plain::Seconds)?);
    let counter = u16::try_from(columns.next(Plain::Counter)?).map_err(|_| range)?;
    let book_place = match columns.next(Plain::Book)? {
        SAME_BOOK => steps.book.ok_or(range)?,
        place => place - 1,
    };
    let book = usize::try_from(book_place).ok().and_then(|place| ranges.get(place)).ok_or(range)?.book;
    let book_seq = stepped(steps.book_seq.get(&book_place), columns.next(Plain::BookSeq)?);
    if seconds >> 40 != 0 {
        return Err(range);
    }
    let id = OpId { device: tables.device_at(device)?, seq };
    let hlc = Hlc::new(seconds, counter);
    let author = tables.id_at(columns.next(Plain::Author)?)?;
    let on_behalf_of = if shape.on_behalf_of { Some(tables.id_at(columns.next(Plain::OnBehalfOf)?)?) } else { None };
    let effective = if shape.effective { Some(Hlc::from_bits(columns.next(Plain::Effective)?)?) } else { None };
    let former = if shape.former {
        let device = tables.device_at(columns.next(Plain::FormerDevice)?)?;
        let op = OpId { device, seq: columns.next(Plain::FormerSeq)? };
        Some(Former { op, chain: Chain(columns.next_former_chain()?), keeps_name: !shape.new_name })
    } else {
        None
    };
    let named =
        if shape.entity == EntityIs::Named { Some(tables.id_at(columns.next(Plain::NamedEntity)?)?) } else { None };
    let context = Context { hlc, part: book.part, author, previous: steps.entity };
    let changes = read_changes(&shape, id, columns, &context, tables)?;
    let source = Source(shape.source);
    let entity = RecordId::NIL;
    let mut op = Op { id, hlc, author, on_behalf_of, source, book, kind, entity, former, changes };
    op.entity = match (&shape.entity, named) {
        (EntityIs::MadeByOp, _) => RecordId::of_op(id, 0),
        (EntityIs::Derived(key), _) => derived(&op, key).ok_or(range)?,
        (EntityIs::Part, _) => book.part,
        (EntityIs::Named, named) => named.ok_or(range)?,
    };
    op.check_form()?;
    steps.seq.insert(device, seq.wrapping_add(1));
    steps.seconds.insert(device, seconds);
    steps.book_seq.insert(book_place, book_seq.wrapping_add(1));
    steps.book = Some(book_place);
    steps.entity = op.entity;
    Ok(Row { op, book_seq, effective })
}

fn read_changes(
    shape: &Shape,
    op: OpId,
    columns: &mut ColumnsIn<'_>,
    context: &Context,
    tables: &Tables,
) -> Decoded<Vec<Change>> {
    let mut changes = Vec::with_capacity(shape.changes.len());
    for form in &shape.changes {
        let tag = form.tag;
        let in_set = |element: Vec<u8>| Change { tag, element, value: Value::Bool(true), over: Vec::new() };
        let element = match form.element {
            ElementIs::Absent => Vec::new(),
            ElementIs::Value(value_type) => columns.next_value(tag, true, value_type, context, tables)?.to_bytes(),
            ElementIs::Raw => columns.next_raw_element(tag)?.to_vec(),
            ElementIs::Mask => {
                let mask = columns.next_mask(tag)?;
                let chosen = (0..u64::BITS).filter(|bit| mask >> bit & 1 == 1);
                changes.extend(chosen.map(|number| in_set(Value::Enum(number).to_bytes())));
                continue;
            }
            ElementIs::Run(value_type) => {
                for _ in 0..columns.next_length()? {
                    changes.push(in_set(columns.next_value(tag, true, value_type, context, tables)?.to_bytes()));
                }
                continue;
            }
        };
        let value = columns.next_value(tag, false, form.value_type, context, tables)?;
        let mut over = Vec::new();
        for _ in 0..form.over {
            let device = tables.device_at(columns.next(Plain::OverDevice)?)?;
            let seen = op.seq.wrapping_sub(unzigzag(columns.next(Plain::OverSeq)?) as u64);
            over.push(OpId { device, seq: seen });
        }
        changes.push(Change { tag, element, value, over });
    }
    Ok(changes)
}
