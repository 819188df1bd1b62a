//! New numbers after a fork, and forms that were opened before it.

use clubbook_model::certificate::Succession;
use clubbook_model::op::Former;
use clubbook_model::registry::{CareCase, Household, Meeting, SameAs};
use clubbook_model::vocabulary::MeetingKind;

use super::*;
use crate::store::renumber::{Which, renumber};

fn put(bench: &Bench, tx: &Transaction<'_>, book: &Book, draft: Draft) -> Stored<Op> {
    Ok(bench.recorder().record(tx, book, draft)?.unwrap().op)
}

/// A person of the common past whom the phone edits, and one whom only this phone knows, with all that refers to them.
fn history(bench: &Bench, store: &Store) -> (Op, Op) {
    let old = bench.add(store, "Đinh Thị Lan").unwrap();
    store.write(|tx| journal::acknowledge(tx, 1, None)).unwrap();
    bench.rename(store, old.entity, "Đinh Thị Lân");
    bench.rename(store, old.entity, "Đinh Thị Lành");
    let roster = Book::roster(CLUB);
    let new = bench.add(store, "Hồ Văn Mới").unwrap();
    store
        .write(|tx| {
            let (lan, moi) = (Person::reference(old.entity), Person::reference(new.entity));
            let mut draft = Household::create(bench.recorder().next_record(tx)?);
            draft.set(Household::head, moi);
            put(bench, tx, &roster, draft)?;
            let key = [Value::Ref(lan.min(moi)), Value::Ref(lan.max(moi))];
            let mut draft = SameAs::create(SameAs::derived_id(&key));
            draft.set(SameAs::low, lan.min(moi)).set(SameAs::high, lan.max(moi)).set(SameAs::linked, false);
            put(bench, tx, &roster, draft)?;
            let care = Book::care(CLUB, moi.id);
            let mut draft = CareCase::create(CareCase::derived_id(&[Value::Ref(moi)]));
            draft.set(CareCase::person, moi).add(CareCase::volunteers, &lan).add(CareCase::volunteers, &moi);
            put(bench, tx, &care, draft)?;
            let visit = bench.recorder().next_record(tx)?;
            let mut draft = HomeVisit::create(visit);
            draft.set(HomeVisit::person, moi).set(HomeVisit::visited_on, Day(20_000));
            put(bench, tx, &care, draft)?;
            let measured = clubbook_model::registry::HealthMeasurement::derived_id(&[
                Value::Ref(moi),
                Value::Ref(HomeVisit::reference(visit)),
            ]);
            let mut draft = clubbook_model::registry::HealthMeasurement::create(measured);
            draft
                .set(clubbook_model::registry::HealthMeasurement::person, moi)
                .set(clubbook_model::registry::HealthMeasurement::context, HomeVisit::reference(visit))
                .set(clubbook_model::registry::HealthMeasurement::systolic, 130);
            put(bench, tx, &care, draft)?;
            let key = [Value::Ref(clubbook_model::registry::Club::reference(CLUB)), Value::Int(24_322), Value::Enum(1)];
            let mut draft = Meeting::create(Meeting::derived_id(&key));
            draft
                .set(Meeting::club, clubbook_model::registry::Club::reference(CLUB))
                .set(Meeting::month, 24_322)
                .set(Meeting::meeting_kind, MeetingKind::Regular)
                .set(Meeting::chair, moi);
            put(bench, tx, &roster, draft)
        })
        .unwrap();
    (old, new)
}

fn fork_after(bench: &Bench, store: &Store, seq: u64) -> u64 {
    store
        .write(|tx| {
            let common = journal::point(tx, seq)?.unwrap();
            renumber(tx, &bench.random, Which::AllAfter(common))
        })
        .unwrap()
}

#[test]
fn everything_after_the_common_past_has_new_numbers_and_says_the_same() {
    let bench = Bench::new();
    let store = bench.open();
    let (old, new) = history(&bench, &store);
    let before: Vec<Op> = store
        .read(|conn| {
            Stored::Ok(journal::rows(conn, 1, 99)?.iter().map(|row| Op::from_bytes(&row.bytes).unwrap()).collect())
        })
        .unwrap();
    let common = store.read(|conn| journal::point(conn, 1)).unwrap().unwrap();
    let old_key = store.read(settings::key_pair).unwrap();
    assert_eq!(fork_after(&bench, &store, 1), before.len() as u64 - 1);

    let key = store.read(settings::key_pair).unwrap();
    let (device, old_device) = (key.device_id(), old_key.device_id());
    assert_ne!(device, old_device);
    let succession = store.read(|conn| settings::SUCCESSION.need(conn)).unwrap();
    let succession = Succession::verify(&succession, &old_key.public()).unwrap();
    assert_eq!((succession.common, succession.new_key), (common, key.public()));
    let head = store.read(journal::head).unwrap();
    assert_eq!(store.read(journal::verify).unwrap(), Ok(head), "a chain of its own from the first op");

    let rows = store.read(|conn| journal::rows(conn, 1, 99)).unwrap();
    let after: Vec<Op> = rows.iter().map(|row| Op::from_bytes(&row.bytes).unwrap()).collect();
    for (was, is) in before[1..].iter().zip(&after) {
        assert_eq!(is.id, OpId { device, seq: was.id.seq - 1 });
        assert_eq!(is.former, Some(Former { op: was.id, hash: Op::hash(&was.to_bytes()) }));
        assert_eq!((is.hlc, is.author, is.kind), (was.hlc, was.author, was.kind));
        let bytes = is.to_bytes();
        let mentions = |id: [u8; 8]| bytes.windows(8).filter(|window| *window == id).count();
        // The old device stands only where the op names its former self and what the common past holds.
        let lan =
            is.changes.iter().filter(|change| change.to_owned().value == Value::Ref(Person::reference(old.entity)));
        let past = usize::from(is.entity == old.entity) + lan.count();
        let over = is.changes.iter().flat_map(|change| &change.over).filter(|seen| seen.device == old_device).count();
        let elements = is.changes.iter().filter(|change| change.element.windows(16).any(|w| w == old.entity.0)).count();
        assert_eq!(mentions(old_device.0.to_be_bytes()), 1 + past + over + elements, "{is:?}");
    }
    // Lan was renamed twice: the second rename is over the first one's new number, the first over the common past.
    assert_eq!(after[0].changes[0].over, vec![old.id]);
    assert_eq!(after[1].changes[0].over, vec![after[0].id]);
    // Derived ids follow their keys.
    let moi = after[2].entity;
    assert_eq!(moi, RecordId::of_op(after[2].id, 0));
    let case = after.iter().find(|op| op.kind == CareCase::DEF.number).unwrap();
    assert_eq!(case.entity, CareCase::derived_id(&[Value::Ref(Person::reference(moi))]));
    assert_eq!(case.book, Book::care(CLUB, moi));

    assert_eq!(name_of(&store, old.entity).as_deref(), Some("Đinh Thị Lành"));
    assert_eq!(name_of(&store, new.entity), None, "the old number is gone");
    assert_eq!(name_of(&store, moi).as_deref(), Some("Hồ Văn Mới"));
    assert_eq!(store.read(|conn| name_index::search(conn, "moi", 9)).unwrap(), vec![moi]);
    let shown = |id| store.read(|conn| entity::shown(conn, id)).unwrap().unwrap().state;
    assert_eq!(CareCase::read(case.entity, &shown(case.entity)).volunteers.len(), 2);
    let key = [Value::Ref(Person::reference(moi))];
    let visits = store.read(|conn| entity::by_index::<HomeVisit>(conn, 0, &key, Scan::ALL)).unwrap();
    assert_eq!(visits.len(), 1);
    assert_eq!(store.read(journal::outbox).unwrap().waiting, after.len() as u64);
    let parts: Vec<Book> = store.read(books::all).unwrap().iter().map(|held| held.book).collect();
    assert!(!parts.contains(&Book::care(CLUB, new.entity)), "the old part is gone");
}

#[test]
fn a_form_from_before_the_fork_still_supersedes_what_was_on_it() {
    let bench = Bench::new();
    let store = bench.open();
    let (old, new) = history(&bench, &store);
    let state = |id| store.read(|conn| entity::state::<Person>(conn, id)).unwrap().unwrap();
    let (seen_old, seen_new) = (state(old.entity), state(new.entity));
    fork_after(&bench, &store, 1);
    let save = |id, seen: &EntityState, name: &str| {
        let mut draft = Person::edit(id, seen);
        draft.set(Person::full_name, name.to_owned());
        store.write(|tx| put(&bench, tx, &Book::roster(CLUB), draft)).unwrap()
    };
    save(old.entity, &seen_old, "Đinh Thị Lan Anh");
    let moi = save(new.entity, &seen_new, "Hồ Văn Mới Hơn").entity;
    for (id, name) in [(old.entity, "Đinh Thị Lan Anh"), (moi, "Hồ Văn Mới Hơn")] {
        assert_eq!(name_of(&store, id).as_deref(), Some(name));
        assert_eq!(state(id).unsettled().count(), 0);
    }
}

#[test]
fn a_second_fork_leads_from_the_first_numbers_to_the_last() {
    let bench = Bench::new();
    let store = bench.open();
    let first = bench.add(&store, "Lan").unwrap();
    fork_after(&bench, &store, 0);
    fork_after(&bench, &store, 0);
    let (hash, state) = store.read(|conn| journal::find(conn, first.id)).unwrap().unwrap();
    assert_eq!((hash, state), (Some(Op::hash(&first.to_bytes())), OpState::Waiting));
    assert!(store.read(|conn| journal::find(conn, OpId { seq: 2, ..first.id })).unwrap().is_none());
}

#[test]
fn what_is_in_quarantine_before_the_fork_stays_shown_until_it_comes_back() {
    let bench = Bench::new();
    let store = bench.open();
    let op = bench.add(&store, "Lan").unwrap();
    store.write(|tx| journal::quarantine(tx, 1, "no_right")).unwrap();
    fork_after(&bench, &store, 1);
    assert_eq!(name_of(&store, op.entity).as_deref(), Some("Lan"));
    assert_eq!(store.read(journal::outbox).unwrap().quarantined, 1);
    store
        .write(|tx| {
            journal::confirm_former(tx, op.id)?;
            confirm(tx, books::number(tx, &op.book)?, &op, None)
        })
        .unwrap();
    assert_eq!(name_of(&store, op.entity).as_deref(), Some("Lan"));
    assert_eq!(store.read(journal::outbox).unwrap().quarantined, 0);
}

#[test]
fn what_waits_behind_a_hole_that_a_salvage_left_gets_numbers_that_can_be_sent() {
    let bench = Bench::new();
    let store = bench.open();
    let ops: Vec<Op> = (0..5).map(|n| bench.add(&store, &format!("Người {n}")).unwrap()).collect();
    store.write(|tx| journal::acknowledge(tx, 1, None)).unwrap();
    store
        .write(|tx| {
            tx.execute("DELETE FROM journal WHERE seq = 3", [])?;
            let before = journal::point_before(tx, 4)?;
            assert_eq!(before.seq, 2);
            renumber(tx, &bench.random, Which::Waiting(before))
        })
        .unwrap();
    let head = store.read(journal::head).unwrap();
    assert_eq!((head.seq, store.read(journal::verify).unwrap()), (3, Ok(head)));
    assert_eq!(store.read(|conn| journal::find(conn, ops[0].id)).unwrap().unwrap().1, OpState::Acknowledged);
    assert_eq!(name_of(&store, ops[0].entity).as_deref(), Some("Người 0"));
}
