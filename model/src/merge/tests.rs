//! Random histories: several devices with wrong clocks edit one record, each having seen some of what the others wrote.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::chain::Chain;
use crate::edit::Draft;
use crate::id::{Book, DeviceId};
use crate::op::{Change, Former};
use crate::registry::{Club, Entity, Person};
use crate::time::Instant;

/// One thing that happens on one of the devices.
#[derive(Debug, Clone)]
enum Event {
    /// Somebody opens the form, and sees what is there now.
    Open,
    /// Somebody writes this text into the form that was opened last.
    Write(u8),
    /// The device hears of the first so many ops of another.
    Hear(usize, usize),
}

#[derive(Debug, Default, Clone)]
struct Replica {
    clock_is_off_by: i64,
    state: EntityState,
    form: EntityState,
    last: Hlc,
    made: Vec<Op>,
}

#[derive(Debug)]
struct History {
    ops: Vec<Op>,
    /// For each op, the ops whose values were on the screen, and the ops before those.
    seen: BTreeMap<OpId, BTreeSet<OpId>>,
    replicas: Vec<Replica>,
}

const DEVICES: usize = 4;
const PERSON: RecordId = RecordId([5; 16]);
const FIELD: Tag = Person::note.tag;

fn play(clocks: &[i64], events: &[(usize, Event)]) -> History {
    let mut replicas: Vec<Replica> =
        clocks.iter().map(|off| Replica { clock_is_off_by: *off, ..Replica::default() }).collect();
    let (mut ops, mut seen) = (Vec::new(), BTreeMap::<OpId, BTreeSet<OpId>>::new());
    for (at, (device, event)) in events.iter().enumerate() {
        match event {
            Event::Open => replicas[*device].form = replicas[*device].state.clone(),
            Event::Hear(other, count) => {
                let heard: Vec<Op> = replicas[*other].made.iter().take(*count).cloned().collect();
                heard.iter().for_each(|op| replicas[*device].state.fold(op, None));
            }
            Event::Write(text) => {
                let replica = &mut replicas[*device];
                let now = Instant(1_800_000_000 + at as i64 * 60 + replica.clock_is_off_by);
                replica.last = replica.last.tick(now);
                let mut form = Draft::edit(Person::DEF.number, PERSON, &replica.form);
                form.set(Person::note, format!("ghi chú {}", text % 3));
                let changes = form.into_changes();
                if changes.is_empty() {
                    continue;
                }
                let id = OpId { device: DeviceId(*device as u64), seq: replica.made.len() as u64 + 1 };
                let before: BTreeSet<OpId> = changes[0].over.iter().copied().collect();
                let all = before.iter().flat_map(|op| seen[op].iter().copied()).chain(before.iter().copied()).collect();
                seen.insert(id, all);
                let op = Op {
                    id,
                    hlc: replica.last,
                    author: RecordId([*device as u8; 16]),
                    on_behalf_of: (at % 3 == 0).then_some(RecordId([at as u8; 16])),
                    source: Source::APP,
                    book: Book::roster(RecordId([1; 16])),
                    kind: Person::DEF.number,
                    entity: PERSON,
                    former: None,
                    changes,
                };
                replica.state.fold(&op, None);
                replica.made.push(op.clone());
                ops.push(op);
            }
        }
    }
    History { ops, seen, replicas }
}

fn any_history() -> impl Strategy<Value = History> {
    let event = prop_oneof![
        2 => Just(Event::Open),
        4 => any::<u8>().prop_map(Event::Write),
        2 => (0..DEVICES, 0usize..8).prop_map(|(other, count)| Event::Hear(other, count)),
    ];
    // Clocks that are right, minutes off, and a year off in either direction.
    let clock = prop_oneof![Just(0i64), -600i64..600, Just(31_536_000), Just(-31_536_000)];
    (prop::collection::vec(clock, DEVICES), prop::collection::vec((0..DEVICES, event), 1..40))
        .prop_map(|(clocks, events)| play(&clocks, &events))
}

fn folded<'a>(ops: impl IntoIterator<Item = &'a Op>) -> EntityState {
    let mut state = EntityState::new();
    ops.into_iter().for_each(|op| state.fold(op, None));
    state
}

fn heads_of(state: &EntityState) -> BTreeSet<OpId> {
    state.field(FIELD, &[]).map(|field| field.head_ids().into_iter().collect()).unwrap_or_default()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn prop_any_order_and_repetition_gives_the_same_state(
        (history, orders) in any_history().prop_flat_map(|history| {
            let places: Vec<usize> = (0..history.ops.len()).chain(0..history.ops.len()).collect();
            (Just(history.ops), Just(places).prop_shuffle())
        })
    ) {
        let straight = folded(&history);
        let shuffled = folded(orders.iter().map(|place| &history[*place]));
        prop_assert_eq!(shuffled.to_bytes(), straight.to_bytes());
    }

    #[test]
    fn prop_merging_states_is_folding_their_ops(
        (ops, split) in any_history().prop_flat_map(|history| {
            let length = history.ops.len();
            (Just(history.ops), prop::collection::vec(0u8..3, length))
        })
    ) {
        // Each op goes to the one side, to the other, or to both.
        let side = |wanted: u8| folded(ops.iter().zip(&split).filter(|(_, s)| **s == wanted || **s == 2).map(|(op, _)| op));
        let (left, right) = (side(0), side(1));
        let (mut one, mut two) = (left.clone(), right.clone());
        one.merge(&right);
        two.merge(&left);
        prop_assert_eq!(one.to_bytes(), two.to_bytes());
        prop_assert_eq!(one.to_bytes(), folded(&ops).to_bytes());
    }

    #[test]
    fn prop_an_op_that_comes_under_several_numbers_is_one(
        (ops, orders, keeps_name) in any_history().prop_flat_map(|history| {
            let places: Vec<(usize, u64)> = (0..history.ops.len()).flat_map(|place| [(place, 1), (place, 2)]).collect();
            (Just(history.ops), Just(places).prop_shuffle(), any::<bool>())
        })
    ) {
        let former = |op: &Op| Former { op: op.id, chain: Chain([op.id.seq as u8; 16]), keeps_name };
        let names: BTreeMap<OpId, OpId> = ops.iter().map(|op| (op.id, former(op).name())).collect();
        let renumbered = |place: usize, device: u64| {
            let op = &ops[place];
            let mut changes = op.changes.clone();
            for change in &mut changes {
                change.over = change.over.iter().map(|seen| names[seen]).collect();
                change.over.sort_unstable();
            }
            let id = OpId { device: DeviceId(1000 + device), seq: place as u64 + 1 };
            Op { id, former: Some(former(op)), changes, ..op.clone() }
        };
        let once = folded(&(0..ops.len()).map(|place| renumbered(place, 1)).collect::<Vec<_>>());
        let twice: Vec<Op> = orders.iter().map(|(place, device)| renumbered(*place, *device)).collect();
        prop_assert_eq!(folded(&twice).to_bytes(), once.to_bytes());
        if keeps_name {
            prop_assert_eq!(folded(&ops).to_bytes(), once.to_bytes());
            prop_assert_eq!(folded(ops.iter().chain(&twice)).to_bytes(), once.to_bytes());
        }
    }

    #[test]
    fn prop_what_is_withdrawn_is_gone_and_what_others_say_comes_back(
        (ops, withdrawn) in any_history().prop_flat_map(|history| {
            let length = history.ops.len();
            (Just(history.ops), prop::collection::vec(any::<bool>(), length))
        })
    ) {
        let mut state = folded(&ops);
        ops.iter().zip(&withdrawn).filter(|(_, gone)| **gone).for_each(|(op, _)| state.withdraw(op));
        let rest = folded(ops.iter().zip(&withdrawn).filter(|(_, gone)| !**gone).map(|(op, _)| op));
        state.merge(&rest);
        prop_assert_eq!(state.to_bytes(), rest.to_bytes());
    }

    #[test]
    fn prop_who_had_seen_a_value_always_wins_over_it_whatever_the_clocks_say(history in any_history()) {
        let state = folded(&history.ops);
        let heads = heads_of(&state);
        for (later, seen) in &history.seen {
            for earlier in seen {
                prop_assert!(!heads.contains(earlier), "{earlier:?} was seen by the author of {later:?}");
            }
        }
    }

    #[test]
    fn prop_a_value_that_nobody_had_seen_is_visible_everywhere_until_somebody_settles(history in any_history()) {
        let state = folded(&history.ops);
        let seen_by_somebody: BTreeSet<OpId> = history.seen.values().flatten().copied().collect();
        let unseen: BTreeSet<OpId> = history.ops.iter().map(|op| op.id).filter(|op| !seen_by_somebody.contains(op)).collect();
        prop_assert_eq!(&heads_of(&state), &unseen);
        for replica in &history.replicas {
            let mut all = replica.state.clone();
            history.ops.iter().for_each(|op| all.fold(op, None));
            prop_assert_eq!(all.to_bytes(), state.to_bytes());
        }
        if history.ops.is_empty() {
            return Ok(());
        }
        // A person settles: the op names every head, also those of equal value, and one value is left.
        let mut form = Draft::edit(Person::DEF.number, PERSON, &state);
        form.put(FIELD, Vec::new(), Value::Text("đã hỏi lại".into()));
        let id = OpId { device: DeviceId(0), seq: 1000 };
        let mut settled = state.clone();
        settled.fold(&Op { id, hlc: Hlc::default(), changes: form.into_changes(), ..history.ops[0].clone() }, None);
        prop_assert_eq!(heads_of(&settled), BTreeSet::from([id]));
        prop_assert_eq!(settled.unsettled().count(), 0);
    }

    #[test]
    fn prop_erasing_a_state_is_folding_the_stubs_of_its_ops_and_beats_the_values_in_any_order(
        (ops, orders) in any_history().prop_flat_map(|history| {
            let places: Vec<usize> = (0..history.ops.len()).collect();
            (Just(history.ops), Just(places).prop_shuffle())
        })
    ) {
        let stubs: Vec<Op> = ops.iter().map(Op::erased).collect();
        let erased = folded(&ops).erased();
        prop_assert_eq!(erased.to_bytes(), folded(&stubs).to_bytes());
        let with_values_again = folded(orders.iter().flat_map(|place| [&stubs[*place], &ops[*place]]));
        prop_assert_eq!(with_values_again.to_bytes(), erased.to_bytes());
        prop_assert!(erased.shown(FIELD, &[]).is_none());
    }

    #[test]
    fn prop_a_state_survives_its_bytes(history in any_history()) {
        let state = folded(&history.ops);
        prop_assert_eq!(EntityState::from_bytes(&state.to_bytes()).unwrap(), state);
    }

    #[test]
    fn prop_damaged_state_bytes_never_panic(bytes: Vec<u8>) {
        let _ = EntityState::from_bytes(&bytes);
    }
}

fn op(seq: u64, hlc: u64, change: Change) -> Op {
    Op {
        id: OpId { device: DeviceId(9), seq },
        hlc: Hlc::new(hlc, 0),
        author: RecordId([1; 16]),
        on_behalf_of: None,
        source: Source::APP,
        book: Book::roster(RecordId([1; 16])),
        kind: Club::DEF.number,
        entity: RecordId([2; 16]),
        former: None,
        changes: vec![change],
    }
}

#[test]
fn a_clamped_op_has_its_effective_reading_whichever_copy_comes_first() {
    let change = Change { tag: Club::name.tag, element: Vec::new(), value: Value::Text("A".into()), over: Vec::new() };
    let written = op(1, 2_000_000_000, change);
    let effective = Some(Hlc::new(1_800_000_000, 3));
    let (mut one, mut two) = (EntityState::new(), EntityState::new());
    one.fold(&written, None);
    one.fold(&written, effective);
    two.fold(&written, effective);
    two.fold(&written, None);
    assert_eq!(one, two);
    assert_eq!(one.last_change().unwrap().0.hlc, Hlc::new(1_800_000_000, 3));
}

#[test]
fn each_element_of_a_set_merges_for_itself() {
    let hamlet = |name: &str, is_in: bool, seq: u64, over: Vec<OpId>| {
        let element = Value::Text(name.into()).to_bytes();
        op(seq, 1_800_000_000 + seq, Change { tag: Club::hamlets.tag, element, value: Value::Bool(is_in), over })
    };
    let added = hamlet("Gò Deo", true, 1, Vec::new());
    let removed = hamlet("Gò Deo", false, 2, vec![added.id]);
    let other = hamlet("Đồng Giữa", true, 3, Vec::new());
    let state = folded([&removed, &other, &added]);
    assert_eq!(state.elements(Club::hamlets.tag).collect::<Vec<_>>(), [Value::Text("Đồng Giữa".into())]);
}

#[test]
fn a_field_that_is_set_once_takes_no_second_op() {
    use crate::registry::Posting;
    let change =
        |amount| Change { tag: Posting::amount.tag, element: Vec::new(), value: Value::Int(amount), over: Vec::new() };
    let first = Op { entity: RecordId::of_op(OpId { device: DeviceId(9), seq: 1 }, 0), ..op(1, 5, change(100)) };
    let second = Op { entity: first.entity, ..op(2, 6, change(900)) };
    let state = folded([&second, &first]);
    assert_eq!(state.shown(Posting::amount.tag, &[]), Some(&Value::Int(100)));
    // Under another number it is the same op: the record is its own.
    for keeps_name in [true, false] {
        let former = Former { op: first.id, chain: Chain([7; 16]), keeps_name };
        let id = OpId { device: DeviceId(10), seq: 4 };
        let renumbered = Op { id, former: Some(former), ..first.clone() };
        let state = folded([&Op { entity: renumbered.makes(), ..renumbered }]);
        assert_eq!(state.shown(Posting::amount.tag, &[]), Some(&Value::Int(100)));
    }
}
