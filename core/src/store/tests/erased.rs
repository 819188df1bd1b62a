//! Erasure: stubs everywhere, for ever; and books that may not be read any longer.

use clubbook_model::message::Rights;
use clubbook_model::registry::Erasure;
use clubbook_model::sum::StateSum;

use super::ops::visit_op;
use super::*;

/// The centre's op that erases a record.
fn erasure(seq: u64, record: RecordId) -> Op {
    let id = OpId { device: DeviceId(77), seq };
    let named = Person::reference(record);
    let entity = Erasure::derived_id(&[Value::Ref(named)]);
    let mut draft = Draft::create(Erasure::DEF.number, entity);
    draft.set(Erasure::record, named).set(Erasure::on_day, Day(20_000));
    Op {
        id,
        hlc: Hlc::new(seq, 0),
        author: CLUB,
        on_behalf_of: None,
        source: Source::OFFICER,
        book: Book::roster(CLUB),
        kind: Erasure::DEF.number,
        entity,
        former: None,
        changes: draft.into_changes(),
    }
}

fn take(store: &Store, op: &Op) {
    store.write(|tx| confirm(tx, books::number(tx, &op.book)?, op, None)).unwrap();
}

fn holds(store: &Store, text: &str) -> bool {
    let count = |conn: &Connection, table: &str, column: &str| -> Stored<i64> {
        Ok(conn.query_row(
            &format!("SELECT count(*) FROM {table} WHERE instr({column}, CAST(?1 AS BLOB)) > 0"),
            [text],
            |row| row.get(0),
        )?)
    };
    store
        .read(|conn| {
            let mut found = 0;
            for (table, column) in [
                ("entity", "confirmed"),
                ("entity", "shown"),
                ("journal", "op"),
                ("former_journal", "op"),
                ("word_people", "CAST(word AS BLOB)"),
                ("given_word", "CAST(word AS BLOB)"),
                ("known_word", "CAST(word AS BLOB)"),
            ] {
                found += count(conn, table, column)?;
            }
            Stored::Ok(found > 0)
        })
        .unwrap()
}

#[test]
fn an_erased_record_is_a_stub_in_state_journal_and_search_and_its_salt_is_gone() {
    let bench = Bench::new();
    let store = bench.open();
    let lan = bench.add(&store, "Bimat").unwrap();
    let hoa = bench.add(&store, "Hoa").unwrap();
    store.write(|tx| (1..=2).try_for_each(|seq| journal::acknowledge(tx, seq, None))).unwrap();
    assert!(holds(&store, "Bimat"));
    take(&store, &erasure(1, lan.entity));

    assert!(!holds(&store, "Bimat") && !holds(&store, "bimat"));
    assert_eq!(name_of(&store, lan.entity), None);
    assert!(store.read(|conn| person_index::search(conn, "bimat", 9)).unwrap().is_empty());
    assert_eq!(name_of(&store, hoa.entity).as_deref(), Some("Hoa"), "others stay");
    assert!(store.read(|conn| segment::salt_of(conn, 1)).unwrap().is_none());
    let mut expected = EntityState::new();
    expected.fold(&lan.erased(), None);
    let held = store.read(|conn| entity::shown(conn, lan.entity)).unwrap().unwrap().state;
    assert_eq!(held, expected, "the same as folding the stubs");
    let sums = |conn: &Connection| -> Stored<(StateSum, StateSum)> {
        let roster = books::find(conn, &Book::roster(CLUB))?.unwrap();
        Ok((books::sum(conn, roster)?, recomputed_sum(conn, roster)?))
    };
    let (kept, counted) = store.read(sums).unwrap();
    assert_eq!(kept, counted);
    // The journal goes on: later ops of the same run have a salt of their own.
    let next = bench.add(&store, "Mới").unwrap();
    assert!(store.read(|conn| segment::salt_of(conn, next.id.seq)).unwrap().is_some());
    let head = store.read(journal::head).unwrap();
    assert_eq!(store.read(journal::verify).unwrap(), Ok(head));
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
}

#[test]
fn an_op_that_waits_keeps_its_bytes_until_it_is_sent_and_is_never_shown() {
    let bench = Bench::new();
    let store = bench.open();
    let lan = bench.add(&store, "Bimat").unwrap();
    take(&store, &erasure(1, lan.entity));
    assert_eq!(name_of(&store, lan.entity), None);
    let row = store.read(|conn| journal::rows(conn, 1, 1)).unwrap().remove(0);
    assert_eq!(row.bytes, lan.to_bytes(), "its frame can still be made");
    assert!(store.read(|conn| segment::salt_of(conn, 1)).unwrap().is_some());
    store
        .write(|tx| {
            journal::acknowledge(tx, 1, None)?;
            segment::destroy_doomed(tx)
        })
        .unwrap();
    assert!(!holds(&store, "Bimat"));
    assert!(store.read(|conn| segment::salt_of(conn, 1)).unwrap().is_none());
}

#[test]
fn the_salt_stays_while_another_op_of_the_run_waits() {
    let bench = Bench::new();
    let store = bench.open();
    let lan = bench.add(&store, "Bimat").unwrap();
    bench.add(&store, "Hoa").unwrap();
    store.write(|tx| journal::acknowledge(tx, 1, None)).unwrap();
    take(&store, &erasure(1, lan.entity));
    assert!(!holds(&store, "Bimat"));
    assert!(store.read(|conn| segment::salt_of(conn, 2)).unwrap().is_some());
    let head = store.read(journal::head).unwrap();
    assert_eq!(store.read(journal::verify).unwrap(), Ok(head));
    store
        .write(|tx| {
            journal::acknowledge(tx, 2, None)?;
            segment::destroy_doomed(tx)
        })
        .unwrap();
    assert!(store.read(|conn| segment::salt_of(conn, 2)).unwrap().is_none());
}

#[test]
fn erasure_beats_what_comes_later_and_what_comes_earlier_from_anywhere() {
    let bench = Bench::new();
    let store = bench.open();
    let record = RecordId([10; 16]);
    take(&store, &erasure(1, record));
    let mut op = visit_op(5, record, 20_000);
    op.entity = record;
    take(&store, &op);
    let mut state = EntityState::new();
    state.fold(&visit_op(6, record, 20_001), None);
    for row in fragments(op.book, op.kind, record, &state) {
        take(&store, &row.op);
    }
    let held = store.read(|conn| entity::shown(conn, record)).unwrap().unwrap().state;
    assert!(held.fields().all(|(_, field)| field.entries().all(|(_, entry)| entry.value == Value::Erased)));
    // An erasure whose id does not follow from the record that it names erases nothing.
    let hoa = bench.add(&store, "Hoa").unwrap();
    let mut forged = erasure(2, hoa.entity);
    forged.entity = RecordId([66; 16]);
    take(&store, &forged);
    assert_eq!(name_of(&store, hoa.entity).as_deref(), Some("Hoa"));
}

#[test]
fn a_book_that_may_not_be_read_goes_once_nothing_of_this_phone_waits_in_it() {
    let bench = Bench::new();
    let store = bench.open();
    let lan = bench.add(&store, "Đinh Thị Lan").unwrap();
    let roster = |conn: &Connection| Stored::Ok(books::find(conn, &Book::roster(CLUB))?.unwrap());
    let grant = |rights: Rights| {
        let grant = |tx: &Transaction<'_>| books::put_grant(tx, roster(tx)?, 4, i64::from(rights.0));
        store.write(grant).unwrap();
    };
    let due = || !store.read(purge::due).unwrap().is_empty();
    assert!(!due(), "the centre has not told of the book yet");
    grant(Rights::ADD);
    assert!(!due(), "an op waits");
    store.write(|tx| journal::quarantine(tx, 1, "no_right")).unwrap();
    assert!(!due(), "an op is in quarantine");
    store.write(|tx| journal::acknowledge(tx, 1, None)).unwrap();
    grant(Rights::READ);
    assert!(!due());
    grant(Rights::NONE);
    assert!(due());
    store.write(purge::purge).unwrap();
    assert!(!due());
    assert_eq!(name_of(&store, lan.entity), None);
    assert!(store.read(|conn| person_index::search(conn, "lan", 9)).unwrap().is_empty());
    let empty =
        |conn: &Connection| Stored::Ok((books::sum(conn, roster(conn)?)?, recomputed_sum(conn, roster(conn)?)?));
    assert_eq!(store.read(empty).unwrap(), (StateSum::default(), StateSum::default()));
    assert_eq!(store.read(journal::head).unwrap().seq, 1, "its own op stays in the journal");
}
