//! New numbers after a fork, and forms that were opened before it.

use clubbook_model::certificate::Succession;
use clubbook_model::chain::Chain;
use clubbook_model::op::Former;
use clubbook_model::registry::{CareCase, Household, Meeting, SameAs};
use clubbook_model::vocabulary::MeetingKind;

use super::*;
use crate::store::renumber::{Why, renumber};

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
            renumber(tx, &bench.random, common, seq, Why::Fork)
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
    let chains: Vec<Chain> =
        store.read(|conn| Stored::Ok(journal::rows(conn, 1, 99)?.iter().map(|row| row.chain).collect())).unwrap();
    let common = store.read(|conn| journal::point(conn, 1)).unwrap().unwrap();
    let old_key = store.read(settings::key_pair).unwrap();
    assert_eq!(fork_after(&bench, &store, 1), before.len() as u64 - 1);

    let key = store.read(settings::key_pair).unwrap();
    let (device, old_device) = (key.device_id(), old_key.device_id());
    assert_ne!(device, old_device);
    let successions = store.read(|conn| settings::SUCCESSIONS.need(conn)).unwrap();
    let [succession] = &successions[..] else { panic!("{} successions", successions.len()) };
    let succession = Succession::verify(succession, &old_key.public()).unwrap();
    assert_eq!((succession.common, succession.new_key), (common, key.public()));
    let head = store.read(journal::head).unwrap();
    assert_eq!(store.read(journal::verify).unwrap(), Ok(head), "a chain of its own from the first op");

    let rows = store.read(|conn| journal::rows(conn, 1, 99)).unwrap();
    let after: Vec<Op> = rows.iter().map(|row| Op::from_bytes(&row.bytes).unwrap()).collect();
    for ((was, is), chain) in before[1..].iter().zip(&after).zip(&chains[1..]) {
        assert_eq!(is.id, OpId { device, seq: was.id.seq - 1 });
        assert_eq!(is.former, Some(Former { op: was.id, chain: *chain, keeps_name: false }));
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
    assert_eq!(after[1].changes[0].over, vec![after[0].name()]);
    // Derived ids follow their keys.
    let moi = after[2].entity;
    assert_eq!(moi, after[2].makes());
    let case = after.iter().find(|op| op.kind == CareCase::DEF.number).unwrap();
    assert_eq!(case.entity, CareCase::derived_id(&[Value::Ref(Person::reference(moi))]));
    assert_eq!(case.book, Book::care(CLUB, moi));

    assert_eq!(name_of(&store, old.entity).as_deref(), Some("Đinh Thị Lành"));
    assert_eq!(name_of(&store, new.entity), None, "the old number is gone");
    assert_eq!(name_of(&store, moi).as_deref(), Some("Hồ Văn Mới"));
    assert_eq!(store.read(|conn| person_index::search(conn, "moi", 9)).unwrap(), vec![moi]);
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
fn a_pair_of_people_is_in_order_under_new_numbers() {
    let bench = Bench::new();
    let store = bench.open();
    let (old, new) = history(&bench, &store);
    let (lan, moi_before) = (Person::reference(old.entity), Person::reference(new.entity));
    let pair = || -> SameAs {
        let ops = store.read(|conn| journal::rows(conn, 1, 99)).unwrap();
        let said = ops.iter().map(|row| Op::from_bytes(&row.bytes).unwrap()).find(|op| op.kind == SameAs::DEF.number);
        let entity = said.unwrap().entity;
        SameAs::read(entity, &store.read(|conn| entity::shown(conn, entity)).unwrap().unwrap().state)
    };
    assert_eq!((pair().low, pair().high), (Some(lan), Some(moi_before)));
    fork_after(&bench, &store, 1);
    let after = pair();
    let moi = after.low.unwrap();
    assert_eq!(after.high, Some(lan), "the new number is below");
    assert_eq!(after.id, SameAs::derived_id(&[Value::Ref(moi), Value::Ref(lan)]));

    // Said from a form that was opened before, in the order of before: the same record.
    let key = [Value::Ref(lan), Value::Ref(moi_before)];
    let mut draft = SameAs::create(SameAs::derived_id(&key));
    draft.set(SameAs::low, lan).set(SameAs::high, moi_before).set(SameAs::linked, true);
    let said = store.write(|tx| put(&bench, tx, &Book::roster(CLUB), draft)).unwrap();
    assert_eq!((said.entity, pair().low, pair().high), (after.id, Some(moi), Some(lan)));
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
            let common = journal::point(tx, 1)?.unwrap();
            renumber(tx, &bench.random, common, 1, Why::Hole)
        })
        .unwrap();
    let head = store.read(journal::head).unwrap();
    assert_eq!((head.seq, store.read(journal::verify).unwrap()), (3, Ok(head)));
    assert_eq!(store.read(|conn| journal::find(conn, ops[0].id)).unwrap().unwrap().1, OpState::Acknowledged);
    assert_eq!(name_of(&store, ops[0].entity).as_deref(), Some("Người 0"));
    // They are what they were: the numbers were used for nothing else.
    let rows = store.read(|conn| journal::rows(conn, 1, 99)).unwrap();
    for (row, was) in rows.iter().zip([1, 3, 4].map(|place: usize| &ops[place])) {
        let is = Op::from_bytes(&row.bytes).unwrap();
        assert_eq!((is.name(), is.entity), (was.id, was.entity));
        assert_eq!(Op { id: was.id, former: None, ..is }, *was);
    }
}

#[test]
fn two_copies_of_a_phone_that_renumber_the_same_op_arrive_at_the_same_name_and_record() {
    let bench = Bench::new();
    let store = bench.open();
    history(&bench, &store);
    store.pause().unwrap();
    let path = bench.folder.path().join("copy.db");
    std::fs::copy(bench.path(), &path).unwrap();
    store.resume().unwrap();
    let copy = Store::open(StoreOptions { path, ..bench.options() }).unwrap();
    let renumbered = |store: &Store| -> Vec<Op> {
        fork_after(&bench, store, 1);
        let rows = store.read(|conn| journal::rows(conn, 1, 99)).unwrap();
        rows.iter().map(|row| Op::from_bytes(&row.bytes).unwrap()).collect()
    };
    let (ours, theirs) = (renumbered(&store), renumbered(&copy));
    assert_ne!(ours[0].id.device, theirs[0].id.device);
    for (one, other) in ours.iter().zip(&theirs) {
        assert_eq!(one.name(), other.name());
        assert_eq!(Op { id: other.id, ..one.clone() }, *other, "and say the same");
    }
    // Once more, and nothing of it changes.
    fork_after(&bench, &store, 0);
    let rows = store.read(|conn| journal::rows(conn, 1, 99)).unwrap();
    for (row, before) in rows.iter().zip(&ours) {
        let again = Op::from_bytes(&row.bytes).unwrap();
        assert_eq!(Op { id: before.id, ..again }, *before);
    }
}

#[test]
fn what_was_confirmed_under_a_number_that_the_centre_gave_to_another_op_is_confirmed_no_longer() {
    let bench = Bench::new();
    let store = bench.open();
    let old = bench.add(&store, "Đinh Thị Lan").unwrap();
    store.write(|tx| journal::acknowledge(tx, 1, None)).unwrap();
    let roster = store.write(|tx| books::number(tx, &Book::roster(CLUB))).unwrap();
    let before = store.read(|conn| books::sum(conn, roster)).unwrap();
    let new = bench.add(&store, "Hồ Văn Mới").unwrap();
    bench.rename(&store, old.entity, "Đinh Thị Lành");
    let clamped = Hlc::new(1_000_000, 7);
    store
        .write(|tx| {
            journal::acknowledge(tx, 2, None)?;
            journal::acknowledge(tx, 3, Some(clamped))
        })
        .unwrap();
    assert_eq!(fork_after(&bench, &store, 1), 2);
    // The name that was seen does not come back by itself: the centre's state brings it.
    store.write(|tx| confirm(tx, roster, &old, None)).unwrap();
    assert_eq!(store.read(|conn| books::sum(conn, roster)).unwrap(), before);
    assert_eq!(store.read(|conn| entity::recomputed_sum(conn, roster)).unwrap(), before);
    // All of it waits and is shown, once.
    assert_eq!(store.read(journal::outbox).unwrap().waiting, 2);
    assert_eq!(name_of(&store, old.entity).as_deref(), Some("Đinh Thị Lành"));
    assert_eq!(store.read(|conn| person_index::search(conn, "moi", 9)).unwrap().len(), 1);
    assert!(store.read(|conn| person_index::search(conn, "moi", 9)).unwrap() != vec![new.entity]);
    let rows = store.read(|conn| journal::rows(conn, 2, 1)).unwrap();
    assert_eq!(Op::from_bytes(&rows[0].bytes).unwrap().hlc, clamped, "the reading that it has since is its own");
}

#[test]
fn an_op_that_has_seen_a_thousand_others_grows_by_its_former_number_alone() {
    let bench = Bench::new();
    let store = bench.open();
    let lan = bench.add(&store, "Đinh Thị Lan").unwrap();
    store
        .write(|tx| {
            let mut over: Vec<OpId> = (0..1000).map(|n| OpId { device: DeviceId(n % 7), seq: 1 + n }).collect();
            over.push(lan.id);
            over.sort_unstable();
            let change = Change { tag: Person::note.tag, element: Vec::new(), value: Value::Text("x".into()), over };
            let head = journal::head(tx)?;
            let id = OpId { device: lan.id.device, seq: head.seq + 1 };
            let op = Op { id, changes: vec![change], ..lan.clone() };
            journal::append(tx, &bench.random, head, books::number(tx, &op.book)?, &op, Instant(0))
        })
        .unwrap();
    let size = || store.read(|conn| Stored::Ok(journal::rows(conn, 2, 1)?[0].bytes.len())).unwrap();
    let before = size();
    fork_after(&bench, &store, 0);
    assert!(size() <= before + 32, "{before} -> {}", size());
}
