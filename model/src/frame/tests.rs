//! What a frame promises: the same ops come out, and nothing that is damaged, foreign or too large gets in.

use proptest::prelude::*;

use super::*;
use crate::chain::{Chain, Salt};
use crate::codec::DecodeError;
use crate::field::{MergeClass, Tag};
use crate::id::{Book, DeviceId, OpId, RecordId};
use crate::key::KeyPair;
use crate::merge::EntityState;
use crate::op::{Change, Former, Op, Source};
use crate::registry::{Attendance, Entity, HomeVisit, Person};
use crate::time::{Day, Hlc};
use crate::value::Value;
use crate::value::tests::any_value;

const SALT: Salt = [9; 16];

fn key() -> KeyPair {
    KeyPair::from_secret(&[7; 32])
}

fn any_id() -> impl Strategy<Value = RecordId> {
    prop_oneof![
        any::<[u8; 16]>().prop_map(RecordId),
        (0u64..4, 1u64..9).prop_map(|(device, seq)| RecordId::of_op(OpId { device: DeviceId(device), seq }, 0)),
    ]
}

fn any_op_id() -> impl Strategy<Value = OpId> {
    (0u64..4, 1u64..99).prop_map(|(device, seq)| OpId { device: DeviceId(device), seq })
}

fn any_change() -> impl Strategy<Value = Change> {
    let element = prop_oneof![
        3 => Just(Vec::new()),
        1 => any_value().prop_map(|value| value.to_bytes()),
        1 => any::<Vec<u8>>(),
    ];
    (0u32..20, element, any_value(), prop::collection::btree_set(any_op_id(), 0..3)).prop_map(
        |(number, element, value, over)| Change {
            tag: Tag::new(number, MergeClass::Register),
            element,
            value,
            over: over.into_iter().collect(),
        },
    )
}

prop_compose! {
    fn any_op()(
        hlc in (0u64..1 << 40, any::<u16>()),
        ids in (any_id(), any_id(), any_id(), any_id(), any_id()),
        on_behalf in any::<bool>(),
        source in 0u8..5,
        kind in 0u32..25,
        entity_is in 0u8..3,
        former in prop::option::of((any_op_id(), any::<[u8; 16]>(), any::<bool>())),
        mut changes in prop::collection::vec(any_change(), 1..5),
        seq in 1u64..1000,
        device in 0u64..4,
    ) -> Op {
        changes.sort_by(|a, b| (a.tag, &a.element).cmp(&(b.tag, &b.element)));
        changes.dedup_by(|a, b| (a.tag, &a.element) == (b.tag, &b.element));
        let (club, part, author, told_by, entity) = ids;
        let id = OpId { device: DeviceId(device), seq };
        Op {
            id,
            hlc: Hlc::new(hlc.0, hlc.1),
            author,
            on_behalf_of: on_behalf.then_some(told_by),
            source: Source(source),
            book: Book::care(club, part),
            kind,
            entity: match entity_is { 0 => RecordId::of_op(id, 0), 1 => part, _ => entity },
            former: former.map(|(op, chain, keeps_name)| Former { op, chain: Chain(chain), keeps_name }),
            changes,
        }
    }
}

fn renumbered(mut ops: Vec<Op>, first: u64) -> Vec<Op> {
    for (op, seq) in ops.iter_mut().zip(first..) {
        let made_by_op = op.entity == RecordId::of_op(op.id, 0);
        op.id = OpId { device: key().device_id(), seq };
        if made_by_op {
            op.entity = RecordId::of_op(op.id, 0);
        }
    }
    ops
}

fn push(ops: &[Op]) -> Vec<u8> {
    PushFrame::encode(&key(), Chain([1; 16]), &[(0, SALT), (1, SALT)], ops, NEWEST_DICTIONARY).unwrap()
}

proptest! {
    #[test]
    fn prop_pushed_ops_come_out_as_they_went_in(ops in prop::collection::vec(any_op(), 1..20), first in 1u64..400) {
        let ops = renumbered(ops, first);
        let frame = PushFrame::decode(&push(&ops), &key().public(), &Limits::default()).unwrap();
        prop_assert_eq!(&frame.ops, &ops);
        prop_assert_eq!(frame.header.last(), ops.last().unwrap().id.seq);
    }

    #[test]
    fn prop_pulled_rows_come_out_as_they_went_in(
        ops in prop::collection::vec((any_op(), 0u64..1 << 40, prop::option::of(0u64..1 << 56)), 0..20),
        epoch: [u8; 16],
        from: u32,
    ) {
        let mut rows: Vec<Row> = ops
            .into_iter()
            .map(|(op, book_seq, hlc)| Row { op, book_seq, effective: hlc.map(|bits| Hlc::from_bits(bits).unwrap()) })
            .collect();
        rows.sort_by_key(|row| row.op.id);
        rows.dedup_by_key(|row| row.op.id);
        let mut books: Vec<BookRange> = Vec::new();
        for row in &rows {
            if books.iter().all(|range| range.book != row.op.book) {
                books.push(BookRange { book: row.op.book, from: u64::from(from), to: u64::from(from) + row.book_seq });
            }
        }
        let frame = CentreFrame { kind: FrameKind::Pull, epoch, books, rows };
        let bytes = frame.encode(&key(), NEWEST_DICTIONARY);
        prop_assert_eq!(CentreFrame::decode(&bytes, &key().public(), &Limits::default()).unwrap(), frame);
    }

    #[test]
    fn prop_the_fragments_of_a_state_fold_into_the_state(ops in prop::collection::vec(any_op(), 1..12)) {
        let (book, kind, entity) = (ops[0].book, ops[0].kind, ops[0].entity);
        let mut state = EntityState::new();
        ops.iter().for_each(|op| state.fold(&Op { book, kind, entity, ..op.clone() }, None));
        let rows = fragments(book, kind, entity, &state);
        prop_assert!(rows.iter().all(|row| row.op.to_bytes().len() <= Op::MAX_BYTES));
        let frame = CentreFrame { kind: FrameKind::Snapshot, epoch: [0; 16], books: Vec::new(), rows };
        let bytes = frame.encode(&key(), NEWEST_DICTIONARY);
        let read = CentreFrame::decode(&bytes, &key().public(), &Limits::default()).unwrap();
        let mut again = EntityState::new();
        read.rows.iter().for_each(|row| again.fold(&row.op, row.effective));
        prop_assert_eq!(again.to_bytes(), state.to_bytes());
    }

    #[test]
    fn prop_a_payload_of_any_bytes_never_panics(bytes: Vec<u8>) {
        let _ = rows::read(&mut crate::codec::Reader::new(&bytes), &Limits::default());
    }

    #[test]
    fn prop_a_payload_with_a_changed_byte_never_panics(
        ops in prop::collection::vec(any_op(), 1..6), at: prop::sample::Index, byte: u8,
    ) {
        let rows: Vec<Row> = ops.into_iter().map(|op| Row { op, book_seq: 0, effective: None }).collect();
        let mut w = crate::codec::Writer::new();
        rows::write(&[], &rows, &mut w);
        let mut bytes = w.into_bytes();
        let index = at.index(bytes.len());
        bytes[index] = byte;
        let _ = rows::read(&mut crate::codec::Reader::new(&bytes), &Limits::default());
    }
}

/// A hundred visits with a note now and then, as a volunteer of one club makes them.
fn visits() -> Vec<Op> {
    let club = RecordId::of_op(OpId { device: DeviceId(1), seq: 1 }, 0);
    let author = RecordId::of_op(OpId { device: DeviceId(1), seq: 2 }, 0);
    let first_day = Day::from_ymd(2026, 1, 5).unwrap();
    (1..=100u64)
        .map(|seq| {
            let person = RecordId::of_op(OpId { device: DeviceId(1), seq: 10 + seq % 9 }, 0);
            let id = OpId { device: key().device_id(), seq };
            let day = first_day.plus(seq as i32);
            let mut form = HomeVisit::create(RecordId::of_op(id, 0));
            form.set(HomeVisit::person, Person::reference(person)).set(HomeVisit::visited_on, day);
            form.add(HomeVisit::visitors, &Person::reference(author));
            Op {
                id,
                hlc: Hlc::new(day.0 as u64 * 86_400 + 3600 + seq, 0),
                author,
                on_behalf_of: None,
                source: Source::APP,
                book: Book::care(club, person),
                kind: HomeVisit::DEF.number,
                entity: RecordId::of_op(id, 0),
                former: None,
                changes: form.into_changes(),
            }
        })
        .collect()
}

#[test]
fn a_cut_or_changed_frame_is_refused_at_every_byte() {
    let bytes = push(&visits()[..3]);
    for length in 0..bytes.len() {
        assert!(PushFrame::decode(&bytes[..length], &key().public(), &Limits::default()).is_err(), "cut at {length}");
    }
    for index in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[index] ^= 1;
        assert!(PushFrame::decode(&damaged, &key().public(), &Limits::default()).is_err(), "byte {index}");
    }
}

#[test]
fn a_frame_that_grows_beyond_the_limit_is_refused_before_it_is_decompressed() {
    let bytes = push(&visits());
    let small = Limits { payload_bytes: 100, ..Limits::default() };
    assert_eq!(PushFrame::decode(&bytes, &key().public(), &small), Err(DecodeError::TooLarge("a frame")));
    let few = Limits { rows: 99, ..Limits::default() };
    assert_eq!(PushFrame::decode(&bytes, &key().public(), &few), Err(DecodeError::TooLarge("a frame's rows")));
    let few = Limits { changes: 99, ..Limits::default() };
    assert_eq!(PushFrame::decode(&bytes, &key().public(), &few), Err(DecodeError::TooLarge("a frame's rows")));
}

#[test]
fn the_header_can_be_read_where_the_payload_cannot() {
    let bytes = push(&visits());
    let header = PushFrame::verify(&bytes, &key().public()).unwrap();
    assert_eq!((header.first, header.last(), header.before), (1, 100, Chain([1; 16])));
    assert!(PushFrame::verify(&bytes, &KeyPair::from_secret(&[8; 32]).public()).is_err());
}

#[test]
fn a_frame_of_every_dictionary_is_read_and_the_newest_is_smallest() {
    let ops = visits();
    let frame = |dictionary| PushFrame::encode(&key(), Chain([1; 16]), &[(0, SALT)], &ops, dictionary).unwrap();
    for dictionary in 0..=NEWEST_DICTIONARY {
        let read = PushFrame::decode(&frame(dictionary), &key().public(), &Limits::default()).unwrap();
        assert_eq!(read.ops, ops, "dictionary {dictionary}");
    }
    assert!(frame(NEWEST_DICTIONARY).len() < frame(0).len());
}

#[test]
fn a_journal_with_a_hole_or_without_its_salt_is_no_frame() {
    let mut ops = visits();
    assert_eq!(PushFrame::encode(&key(), Chain([1; 16]), &[(7, SALT)], &ops, 0), None);
    ops.remove(50);
    assert_eq!(PushFrame::encode(&key(), Chain([1; 16]), &[(0, SALT)], &ops, 0), None);
    assert_eq!(PushFrame::encode(&key(), Chain([1; 16]), &[(0, SALT)], &[], 0), None);
}

#[test]
fn a_push_frame_holds_the_salts_that_its_run_touches_once_and_in_order() {
    let ops = renumbered(visits(), 200);
    assert!(ops.len() > 57, "the run touches two segments");
    for salts in [&[(0, SALT), (0, SALT), (1, SALT)][..], &[(1, SALT), (0, SALT)]] {
        let bytes = PushFrame::encode(&key(), Chain([1; 16]), salts, &ops, 0).unwrap();
        let read = PushFrame::decode(&bytes, &key().public(), &Limits::default());
        assert_eq!(read, Err(DecodeError::NotCanonical("a push frame's salts")));
    }
}

#[test]
fn what_a_row_shares_with_its_neighbours_is_not_written() {
    let ops = visits();
    let canonical: usize = ops.iter().map(|op| op.to_bytes().len()).sum();
    let frame = push(&ops);
    assert!(frame.len() * 15 < canonical, "{} of {canonical} bytes", frame.len());
}

#[test]
fn the_entity_of_a_derived_id_is_not_written() {
    let club = RecordId([1; 16]);
    let (meeting, person) = (RecordId([2; 16]), RecordId([3; 16]));
    let mut form = Attendance::create(RecordId([0; 16]));
    form.set(Attendance::meeting, crate::registry::Meeting::reference(meeting));
    form.set(Attendance::person, Person::reference(person));
    let changes = form.into_changes();
    let key_values: Vec<Value> = changes.iter().map(|change| change.value.clone()).collect();
    let entity = Attendance::derived_id(&key_values);
    let id = OpId { device: key().device_id(), seq: 1 };
    let op = Op {
        id,
        hlc: Hlc::new(1_800_000_000, 0),
        author: person,
        on_behalf_of: None,
        source: Source::APP,
        book: Book::roster(club),
        kind: Attendance::DEF.number,
        entity,
        former: None,
        changes,
    };
    let mut w = crate::codec::Writer::new();
    rows::write(&[], &[Row { op: op.clone(), book_seq: 0, effective: None }], &mut w);
    let bytes = w.into_bytes();
    assert!(!bytes.windows(16).any(|window| window == entity.0));
    let (_, rows) = rows::read(&mut crate::codec::Reader::new(&bytes), &Limits::default()).unwrap();
    assert_eq!(rows[0].op, op);
}

/// A change of a field that has seen these ops.
fn change(number: u32, value: Value, over: impl IntoIterator<Item = u64>) -> Change {
    let seen = |seq| OpId { device: DeviceId(u64::MAX - 1), seq };
    let tag = Tag::new(number, MergeClass::Register);
    Change { tag, element: Vec::new(), value, over: over.into_iter().map(seen).collect() }
}

fn op_with(seq: u64, changes: Vec<Change>) -> Op {
    Op {
        id: OpId { device: DeviceId(7), seq },
        hlc: Hlc::new(seq, 0),
        author: RecordId([1; 16]),
        on_behalf_of: None,
        source: Source::APP,
        book: Book::roster(RecordId([2; 16])),
        kind: Person::DEF.number,
        entity: RecordId([3; 16]),
        former: None,
        changes,
    }
}

#[test]
fn no_fragment_is_larger_than_an_op_may_be_and_all_together_still_fold_into_the_state() {
    let long = |length: usize| Value::Text("a".repeat(length));
    let mut state = EntityState::new();
    // A record that was written over and over, with a long text in one field and nothing left in another.
    for round in 0..20u64 {
        let seen = |from: u64| (1 + round * 2000 + from..=2000 + round * 2000 + from).map(|n| n + (1 << 40));
        let over_text = change(1, long(30_000), seen(0));
        let over_nothing = change(2, Value::Int(1), seen(7));
        state.fold(&op_with(1000 + round, vec![over_text]), None);
        state.fold(&op_with(2000 + round, vec![over_nothing]), None);
    }
    let gone: Vec<OpId> = (2000..2020).map(|seq| OpId { device: DeviceId(7), seq }).collect();
    let mut last = op_with(3000, vec![change(2, Value::None, [])]);
    last.changes[0].over = gone.into_iter().chain([last.id]).collect();
    state.fold(&last, None);
    // And the largest text that an op can hold, beside another.
    let room = Op::MAX_BYTES - op_with(4000, vec![change(3, long(0), [])]).to_bytes().len() - 2;
    state.fold(&op_with(4000, vec![change(3, long(room), [])]), None);
    state.fold(&op_with(4001, vec![change(4, long(room / 2), []), change(5, long(room / 2 - 20), [])]), None);
    assert!(state.to_bytes().len() > 600_000);

    let template = op_with(1, Vec::new());
    let rows = fragments(template.book, template.kind, template.entity, &state);
    let mut folded = EntityState::new();
    for row in rows.iter().rev() {
        let bytes = row.op.to_bytes();
        assert!(bytes.len() <= Op::MAX_BYTES, "{} bytes", bytes.len());
        assert_eq!(Op::from_bytes(&bytes).as_ref(), Ok(&row.op));
        folded.fold(&row.op, None);
    }
    assert_eq!(folded, state);
}

#[test]
fn a_field_that_only_its_maker_may_set_survives_even_when_its_maker_has_seen_itself() {
    let mut op = op_with(9, vec![change(1, Value::Int(5), [1, 2])]);
    op.entity = RecordId::of_op(op.id, 0);
    op.changes[0].tag = Tag::new(1, MergeClass::Once);
    op.changes[0].over = vec![OpId { device: DeviceId(1), seq: 1 }, op.id];
    let mut state = EntityState::new();
    state.fold(&op, None);
    let mut folded = EntityState::new();
    for row in fragments(op.book, op.kind, op.entity, &state) {
        folded.fold(&row.op, None);
    }
    assert_eq!(folded, state);
}
