//! Ops, the chain over them, and the states that they make.

use clubbook_model::chain::Chain;
use clubbook_model::field::{MergeClass, Tag};
use clubbook_model::id::{Book, RecordId};
use clubbook_model::merge::EntityState;
use clubbook_model::op::{Change, Former, Op, Source};
use clubbook_model::registry::{Entity, Posting};
use clubbook_model::sum::{StateSum, bucket};
use clubbook_model::time::Hlc;
use clubbook_model::value::Value;
use serde_json::{Value as Json, json};

use super::describe::{self, hex, named, op_id};
use super::story;

/// Ops in all their forms.
pub(crate) fn ops() -> Json {
    let [visit, measurement, correction] = story::journal_of_hung().try_into().unwrap();
    let mai = story::op_of_mai();
    let [renumbered, forked] = under_new_numbers();
    let mut vectors: Vec<Json> = [
        ("visit", &visit),
        ("measurement", &measurement),
        ("correction", &correction),
        ("from_paper", &mai),
        ("renumbered", &renumbered),
        ("renumbered_after_a_fork", &forked),
        ("visit_erased", &visit.erased()),
        ("correction_erased", &correction.erased()),
    ]
    .into_iter()
    .map(|(name, op)| {
        let bytes = op.to_bytes();
        assert_eq!(Op::from_bytes(&bytes).as_ref(), Ok(op));
        named(name, bytes, describe::op(op))
    })
    .collect();
    let good = visit.to_bytes();
    let mut swapped = visit.clone();
    swapped.changes.swap(0, 1);
    let refused = [
        ([&good[..], &[0]].concat(), "a byte too many"),
        (good[..good.len() - 1].to_vec(), "cut"),
        ([&[2], &good[1..]].concat(), "another version"),
        (swapped.to_bytes(), "changes out of order"),
        (Op { changes: Vec::new(), ..visit }.to_bytes(), "no change"),
    ];
    for (bytes, why) in refused {
        assert!(Op::from_bytes(&bytes).is_err(), "{why}");
        vectors.push(named("refused", bytes, json!(why)));
    }
    Json::Array(vectors)
}

/// Mai's op and Hùng's visit under new numbers: the one keeps its name, the other has one of its own.
pub(crate) fn under_new_numbers() -> [Op; 2] {
    let (visit, mai) = (story::journal_of_hung().swap_remove(0), story::op_of_mai());
    let kept = Former { op: mai.id, chain: Chain([0x6d; 16]), keeps_name: true };
    let renumbered = Op { id: story::id(&story::hung(), 4), former: Some(kept), ..mai };
    let used_twice = Former { op: visit.id, chain: story::chain_at(1), keeps_name: false };
    let forked = Op { id: story::id(&story::mai(), 9), former: Some(used_twice), ..visit };
    [renumbered, Op { entity: forked.makes(), ..forked }]
}

/// The chain over Hùng's three ops.
pub(crate) fn chain() -> Json {
    let key = story::hung().public();
    let mut vectors =
        vec![named("c0", story::start().0, json!({"key": hex(key.0), "salt": hex(story::SALT), "op": null}))];
    for (op, at) in story::journal_of_hung().iter().zip(1..) {
        let means = json!({"key": hex(key.0), "salt": hex(story::SALT), "op": hex(op.to_bytes())});
        vectors.push(named(&format!("c{at}"), story::chain_at(at).0, means));
    }
    Json::Array(vectors)
}

struct Case {
    name: &'static str,
    /// What is folded, with the clock reading that the centre gave where it clamped the device's.
    ops: Vec<(Op, Option<Hlc>)>,
    erased: bool,
}

/// States: what is folded, in any order and however often, and what comes out.
pub(crate) fn states() -> Json {
    let [visit, measurement, correction] = story::journal_of_hung().try_into().unwrap();
    let mai = story::op_of_mai();
    let [renumbered, forked] = under_new_numbers();
    let as_is = |ops: &[&Op]| ops.iter().map(|op| ((*op).clone(), None)).collect::<Vec<_>>();
    let clamped = Hlc::new(story::MORNING + 30, 0);
    let mut unknown = visit.clone();
    unknown.changes.push(Change {
        tag: Tag(999 << 3 | 5),
        element: Vec::new(),
        value: Value::Unknown { value_type: 20 << 3 | 2, payload: vec![1, 2, 3] },
        over: Vec::new(),
    });
    let case = |name, ops| Case { name, ops, erased: false };
    let cases = [
        case("visit", as_is(&[&visit])),
        case("measurement", as_is(&[&measurement])),
        case("corrected", as_is(&[&visit, &correction])),
        case("concurrent", as_is(&[&visit, &correction, &mai])),
        case("under_two_numbers", as_is(&[&visit, &correction, &mai, &renumbered])),
        case("named_anew", as_is(&[&forked])),
        case("clamped", vec![(visit.clone(), None), (mai.clone(), Some(clamped)), (mai.clone(), None)]),
        case("unknown_field", as_is(&[&unknown])),
        case("once", posting().map(|op| (op, None)).to_vec()),
        Case { name: "erased", ops: as_is(&[&visit, &correction, &mai]), erased: true },
    ];
    cases.iter().map(state).collect()
}

fn state(case: &Case) -> Json {
    let mut state = EntityState::new();
    let mut backwards = EntityState::new();
    case.ops.iter().for_each(|(op, effective)| state.fold(op, *effective));
    case.ops.iter().rev().for_each(|(op, effective)| backwards.fold(op, *effective));
    assert_eq!(state, backwards, "{}", case.name);
    if case.erased {
        let mut stubs = EntityState::new();
        case.ops.iter().for_each(|(op, effective)| stubs.fold(&op.erased(), *effective));
        state = state.erased();
        assert_eq!(state, stubs, "{}", case.name);
    }
    let entity = case.ops[0].0.entity;
    let bytes = state.to_bytes();
    assert_eq!(EntityState::from_bytes(&bytes).as_ref(), Ok(&state));
    let ops: Vec<Json> = case
        .ops
        .iter()
        .map(|(op, effective)| json!({"op": hex(op.to_bytes()), "effective": effective.map(|hlc| hlc.bits().to_string())}))
        .collect();
    json!({
        "name": case.name,
        "entity": entity.to_string(),
        "ops": ops,
        "erased": case.erased,
        "hex": hex(&bytes),
        "sum": hex(StateSum::of_entity(entity, &bytes).to_bytes()),
        "bucket": bucket(entity),
        "means": describe::state(&state),
    })
}

/// A posting, and somebody's try to change its amount afterwards: a field of class `once` keeps what the creating op said.
fn posting() -> [Op; 2] {
    let key = story::hung();
    let entity = RecordId::of_op(story::id(&key, 7), 0);
    let fund = Book { kind: clubbook_model::id::BookKind::FUND, ..Book::roster(story::club()) };
    let op = |seq: u64, amount: i64| {
        let mut form = Posting::create(entity);
        form.put(Tag::new(1, MergeClass::Once), Vec::new(), Value::Int(amount));
        Op {
            id: story::id(&key, seq),
            hlc: Hlc::new(story::MORNING + seq, 0),
            author: story::hung_person(),
            on_behalf_of: None,
            source: Source::APP,
            book: fund,
            kind: Posting::DEF.number,
            entity,
            former: None,
            changes: form.into_changes(),
        }
    };
    let ops = [op(7, 200_000), op(8, 900_000)];
    assert_ne!(op_id(ops[0].id), op_id(ops[1].id));
    ops
}
