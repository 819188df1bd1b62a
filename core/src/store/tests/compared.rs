//! The journal held against what the centre says of it, with and without holes.

use clubbook_model::chain::{Chain, JournalPoint};

use super::journal::{Agreement, agreement, bridge, tells_up_to};
use super::*;

fn told(store: &Store, seq: u64) -> JournalPoint {
    store.read(|conn| journal::point(conn, seq)).unwrap().unwrap()
}

fn agrees(store: &Store, told: JournalPoint) -> Agreement {
    store.read(|conn| agreement(conn, told)).unwrap()
}

fn change(store: &Store, sql: &str) {
    store.write(|tx| Stored::Ok(tx.execute_batch(sql)?)).unwrap();
}

#[test]
fn a_point_is_the_same_another_or_hidden_by_a_hole() {
    let bench = Bench::new();
    let store = bench.open();
    let ops: Vec<Op> = (1..=6).map(|n| bench.add(&store, &format!("Người {n}")).unwrap()).collect();
    let points: Vec<JournalPoint> = (0..=6).map(|seq| told(&store, seq)).collect();
    let other = |seq: u64| JournalPoint { seq, chain: Chain([9; 16]) };
    assert!(points.iter().all(|point| agrees(&store, *point) == Agreement::Same));
    assert!((0..=6).all(|seq| agrees(&store, other(seq)) == Agreement::Other));
    assert_eq!(agrees(&store, other(7)), Agreement::Other, "more than was ever made");

    change(&store, "DELETE FROM journal WHERE seq IN (3, 4)");
    assert_eq!(agrees(&store, points[3]), Agreement::Unknown);
    assert_eq!(agrees(&store, points[4]), Agreement::Same, "what comes behind it tells");
    assert_eq!(agrees(&store, other(4)), Agreement::Other);
    let tells = |limit| store.read(|conn| tells_up_to(conn, limit)).unwrap();
    assert_eq!([2, 3, 4, 5, 6].map(tells), [2, 2, 4, 5, 6]);
    assert_eq!(store.read(|conn| journal::point(conn, 4)).unwrap(), None);
    store.write(|tx| bridge(tx, points[4])).unwrap();
    assert_eq!(told(&store, 4), points[4]);
    assert_eq!(store.read(|conn| journal::point(conn, 3)).unwrap(), None);

    // Without its salt, or as a stub, an op tells nothing of what stood before it.
    change(&store, "DELETE FROM setting WHERE name = 'journal_bridge'");
    store.write(|tx| Stored::Ok(tx.execute("INSERT INTO erased (record) VALUES (?1)", [ops[4].entity.0])?)).unwrap();
    let stub = ops[4].erased().to_bytes();
    store.write(|tx| Stored::Ok(tx.execute("UPDATE journal SET op = ?1 WHERE seq = 5", [stub])?)).unwrap();
    assert_eq!(agrees(&store, points[4]), Agreement::Unknown);
    change(&store, "DELETE FROM erased; DELETE FROM segment");
    assert_eq!(agrees(&store, points[4]), Agreement::Unknown);
}
