//! The journal, what is shown and what is confirmed, sums and indexes.

use super::*;

#[test]
fn a_command_that_fails_half_way_leaves_nothing() {
    let bench = Bench::new();
    let store = bench.open();
    let failed: Stored<()> = store.write(|tx| {
        let mut draft = Person::create(bench.recorder().next_record(tx)?);
        draft.set(Person::full_name, "Lan".to_owned());
        bench.recorder().record(tx, &Book::roster(CLUB), draft)?;
        Err(StoreError::OutOfRange("a test"))
    });
    assert!(failed.is_err());
    assert_eq!(store.read(journal::head).unwrap().seq, 0);
    assert!(store.read(|conn| entity::all::<Person>(conn, &Book::roster(CLUB))).unwrap().is_empty());
}

#[test]
fn the_journal_s_chain_continues_over_segments_and_shows_what_was_changed() {
    let bench = Bench::new();
    let store = bench.open();
    for n in 0..300 {
        bench.add(&store, &format!("Người {n}")).unwrap();
    }
    let head = store.read(journal::head).unwrap();
    assert_eq!(store.read(journal::verify).unwrap(), Ok(head));
    let salts = store.read(|conn| Stored::Ok((segment::salt_of(conn, 1)?, segment::salt_of(conn, 257)?))).unwrap();
    assert!(salts.0.is_some() && salts.1.is_some() && salts.0 != salts.1);
    store
        .write(|tx| {
            Stored::Ok(tx.execute("UPDATE journal SET op = (SELECT op FROM journal WHERE seq = 4) WHERE seq = 3", [])?)
        })
        .unwrap();
    assert_eq!(store.read(journal::verify).unwrap(), Err(JournalFault::Op(3)));
    store.write(|tx| Stored::Ok(tx.execute("DELETE FROM journal WHERE seq = 2", [])?)).unwrap();
    assert_eq!(store.read(journal::verify).unwrap(), Err(JournalFault::Hole(2)));
}

#[test]
fn stamps_rise_whatever_the_wall_clock_does() {
    let bench = Bench::new();
    let store = bench.open();
    let mut last = Hlc::default();
    for jump in [0i64, -86_400 * 400, 5, 86_400 * 365, -10] {
        bench.clock.set_wall(Instant(bench.clock.now().0 + jump));
        let op = bench.add(&store, "Lan").unwrap();
        assert!(op.hlc > last);
        last = op.hlc;
    }
}

#[test]
fn once_the_centre_told_its_time_a_wrong_wall_clock_is_not_believed_either_way() {
    let bench = Bench::new();
    let store = bench.open();
    let right = bench.clock.now();
    store.write(|tx| time::put_server_time(tx, &bench.clock, right)).unwrap();
    bench.clock.set_wall(Instant(right.0 - 86_400 * 365));
    bench.clock.pass(60);
    assert_eq!(bench.add(&store, "a").unwrap().hlc.instant(), Instant(right.0 + 60));
    bench.clock.set_wall(Instant(right.0 + 86_400 * 365));
    assert_eq!(bench.add(&store, "b").unwrap().hlc.instant(), Instant(right.0 + 60));
    bench.clock.restart();
    bench.clock.set_wall(Instant(right.0 - 86_400 * 365));
    assert!(bench.add(&store, "c").unwrap().hlc.instant() >= right, "after a restart the told time is still a floor");
}

#[test]
fn an_acknowledged_op_is_confirmed_and_the_waiting_ones_stay_shown() {
    let bench = Bench::new();
    let store = bench.open();
    let first = bench.add(&store, "Lan").unwrap();
    let second = bench.rename(&store, first.entity, "Đinh Thị Lan");
    let roster = |conn: &Connection| Stored::Ok(books::find(conn, &Book::roster(CLUB))?.unwrap());
    let sums = || {
        store.read(|conn| Stored::Ok((books::sum(conn, roster(conn)?)?, recomputed_sum(conn, roster(conn)?)?))).unwrap()
    };
    assert_eq!(sums().0, clubbook_model::sum::StateSum::default());
    store.write(|tx| journal::acknowledge(tx, first.id.seq, None)).unwrap();
    assert_eq!(name_of(&store, first.entity).as_deref(), Some("Đinh Thị Lan"));
    let mut confirmed = EntityState::new();
    confirmed.fold(&first, None);
    assert_eq!(sums().0, clubbook_model::sum::StateSum::of_entity(first.entity, &confirmed.to_bytes()));
    let waiting = store.read(journal::outbox).unwrap();
    assert_eq!((waiting.waiting, waiting.oldest), (1, Some(bench.clock.now())));
    assert_eq!(store.read(journal::first_waiting).unwrap(), Some(2));
    store.write(|tx| journal::acknowledge(tx, second.id.seq, Some(Hlc::new(5, 5)))).unwrap();
    store.write(|tx| journal::acknowledge(tx, second.id.seq, Some(Hlc::new(5, 5)))).unwrap();
    confirmed.fold(&second, Some(Hlc::new(5, 5)));
    assert_eq!(sums().0, clubbook_model::sum::StateSum::of_entity(first.entity, &confirmed.to_bytes()));
    assert_eq!(sums().0, sums().1);
    assert_eq!(store.read(journal::outbox).unwrap(), journal::Outbox::default());
}

#[test]
fn an_op_in_quarantine_stays_visible_with_its_reason() {
    let bench = Bench::new();
    let store = bench.open();
    let op = bench.add(&store, "Lan").unwrap();
    store.write(|tx| journal::quarantine(tx, 1, "no right to write")).unwrap();
    assert_eq!(name_of(&store, op.entity).as_deref(), Some("Lan"));
    let held = store.read(journal::quarantined).unwrap();
    assert_eq!((held[0].state, held[0].reason.as_deref()), (OpState::Quarantined, Some("no right to write")));
    store.write(|tx| journal::acknowledge(tx, 1, None)).unwrap();
    assert!(store.read(journal::quarantined).unwrap().is_empty(), "released");
}

#[test]
fn an_op_that_a_salvage_lost_is_acknowledged_without_holding_up_the_exchange() {
    let bench = Bench::new();
    let store = bench.open();
    let (first, second) = (bench.add(&store, "Lan").unwrap(), bench.add(&store, "Hoa").unwrap());
    store.write(|tx| Stored::Ok(tx.execute("DELETE FROM journal WHERE seq = 1", [])?)).unwrap();
    store
        .write(|tx| {
            journal::acknowledge(tx, first.id.seq, None)?;
            journal::acknowledge(tx, second.id.seq, None)
        })
        .unwrap();
    assert_eq!(store.read(journal::outbox).unwrap().waiting, 0);
}

#[test]
fn a_book_whose_rights_were_taken_is_purged_although_its_number_was_forgotten_with_the_old_centre() {
    let bench = Bench::new();
    let store = bench.open();
    let op = bench.add(&store, "Lan").unwrap();
    let held = |conn: &Connection| entity::all::<Person>(conn, &Book::roster(CLUB)).map(|people| people.len());
    store
        .write(|tx| {
            let book = books::number(tx, &Book::roster(CLUB))?;
            journal::acknowledge(tx, op.id.seq, None)?;
            books::put_grant(tx, book, 7, 3)?;
            books::forget_handles(tx)?;
            purge::purge(tx)?;
            assert_eq!(held(tx)?, 1, "with rights nothing goes");
            books::take_grant(tx, book)?;
            purge::purge(tx)
        })
        .unwrap();
    assert_eq!(store.read(held).unwrap(), 0);
}

#[test]
fn a_record_too_long_for_one_request_is_refused_and_holds_nothing_up() {
    let bench = Bench::new();
    let store = bench.open();
    let refused = bench.add(&store, &"Lan ".repeat(20_000));
    assert!(matches!(refused, Err(StoreError::TooLong)));
    assert!(StoreError::TooLong.words(Language::Vi).contains("Chưa lưu"));
    assert_eq!(bench.add(&store, "Lan").unwrap().id.seq, 1, "no number was used up");
}

#[test]
fn a_record_that_holds_as_much_as_it_may_takes_no_more_and_holds_nothing_up() {
    let bench = Bench::new();
    let store = bench.open();
    let lan = bench.add(&store, "Lan").unwrap().entity;
    // Other phones have written its note without seeing each other.
    let roster = store.write(|tx| books::number(tx, &Book::roster(CLUB))).unwrap();
    store
        .write(|tx| {
            for seq in 1..=bounds::FIELD_ENTRIES as u64 {
                let mut draft = Person::create(lan);
                draft.set(Person::note, format!("ghi {seq}"));
                let template = visit_op(seq, lan, 1);
                let op = Op {
                    id: OpId { device: DeviceId(9), seq },
                    book: Book::roster(CLUB),
                    kind: Person::DEF.number,
                    entity: lan,
                    changes: draft.into_changes(),
                    ..template
                };
                confirm(tx, roster, &op, None)?;
            }
            Stored::Ok(())
        })
        .unwrap();
    let note = |over: bool| {
        store.write(|tx| {
            let state = entity::state::<Person>(tx, lan)?.unwrap();
            let mut draft = if over { Person::edit(lan, &state) } else { Person::create(lan) };
            draft.set(Person::note, "thêm".to_owned());
            bench.recorder().record(tx, &Book::roster(CLUB), draft)
        })
    };
    assert!(matches!(note(false), Err(StoreError::RecordFull)));
    assert!(StoreError::RecordFull.words(Language::Vi).contains("Chưa lưu"));
    assert_eq!(store.read(journal::head).unwrap().seq, 1, "no number was used up");
    // Who has all of it on the screen settles it.
    assert!(note(true).unwrap().is_some());
    let state = store.read(|c| entity::state::<Person>(c, lan)).unwrap().unwrap();
    assert_eq!(state.field(Person::note.tag, &[]).unwrap().entries().count(), 1);
}

pub(super) fn visit_op(seq: u64, person: RecordId, day: i32) -> Op {
    let id = OpId { device: DeviceId(3), seq };
    let mut draft = Draft::create(HomeVisit::DEF.number, RecordId::of_op(id, 0));
    draft.set(HomeVisit::person, Person::reference(person)).set(HomeVisit::visited_on, Day(day));
    let changes = draft.into_changes();
    let hlc = Hlc::new(seq, 0);
    let entity = RecordId::of_op(id, 0);
    let book = Book::care(CLUB, person);
    Op {
        id,
        hlc,
        author: CLUB,
        on_behalf_of: None,
        source: Source::APP,
        book,
        kind: HomeVisit::DEF.number,
        entity,
        former: None,
        changes,
    }
}

#[test]
fn an_index_gives_the_last_days_of_one_person_and_follows_changes() {
    let bench = Bench::new();
    let store = bench.open();
    let (lan, hoa) = (RecordId([10; 16]), RecordId([11; 16]));
    let last_days = |person: RecordId| -> Vec<i32> {
        let key = [Value::Ref(Person::reference(person))];
        let visits = store.read(|conn| entity::by_index::<HomeVisit>(conn, 0, &key, Scan::last(2))).unwrap();
        visits.iter().map(|visit| visit.visited_on.unwrap().0).collect()
    };
    store
        .write(|tx| {
            for (seq, person, day) in [(1, lan, 20), (2, lan, -5), (3, hoa, 90), (4, lan, 30)] {
                let op = visit_op(seq, person, day);
                confirm(tx, books::number(tx, &op.book)?, &op, None)?;
            }
            Stored::Ok(())
        })
        .unwrap();
    assert_eq!((last_days(lan), last_days(hoa)), (vec![30, 20], vec![90]));
    let mut change = visit_op(4, lan, -7);
    change.id.seq = 9;
    change.changes.retain(|change| change.tag == HomeVisit::visited_on.tag);
    change.changes[0].over = vec![OpId { device: DeviceId(3), seq: 4 }];
    store.write(|tx| confirm(tx, books::number(tx, &change.book)?, &change, None)).unwrap();
    assert_eq!(last_days(lan), vec![20, -5]);
}

#[test]
fn names_of_the_highlands_are_found_by_their_parts_and_as_one_word() {
    let bench = Bench::new();
    let store = bench.open();
    let bang = bench.add(&store, "Đinh K'Bang").unwrap().entity;
    let blo = bench.add(&store, "Y-Blô").unwrap().entity;
    let found = |query: &str| store.read(|conn| person_index::search(conn, query, 9)).unwrap();
    for query in ["k bang", "kbang", "Kbang dinh", "K’Ban", "bang"] {
        assert_eq!(found(query), [bang], "{query}");
    }
    for query in ["y blo", "iblo", "Y-Blô", "yblo"] {
        assert_eq!(found(query), [blo], "{query}");
    }
}

#[test]
fn names_that_an_older_version_put_in_order_are_put_in_order_anew() {
    let bench = Bench::new();
    let store = bench.open();
    let lan = bench.add(&store, "Đinh Thị Lan").unwrap().entity;
    store
        .write(|tx| {
            tx.execute("UPDATE word_people SET word = 'x' || word", [])?;
            tx.execute("UPDATE found_person SET name_order = x'00'", [])?;
            Stored::Ok(
                tx.execute("UPDATE setting SET value = x'0000000000000000' WHERE name = 'person_index_version'", [])?,
            )
        })
        .unwrap();
    assert!(store.read(|conn| person_index::search(conn, "lan", 9)).unwrap().is_empty());
    store.shutdown().unwrap();
    let store = Store::open(bench.options()).unwrap();
    assert_eq!(store.read(|conn| person_index::search(conn, "lan", 9)).unwrap(), [lan]);
}

#[test]
fn the_hot_queries_use_their_indexes() {
    let bench = Bench::new();
    let store = bench.open();
    let plan = |sql: &str| -> String {
        let explain = |conn: &Connection| -> Stored<Vec<String>> {
            let mut statement = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
            Ok(statement.query_map([], |row| row.get(3))?.collect::<rusqlite::Result<_>>()?)
        };
        store.read(explain).unwrap().join("; ")
    };
    let list = plan("SELECT id, coalesce(shown, confirmed) FROM entity WHERE kind = 2 AND book = 1 ORDER BY id");
    assert!(list.contains("entity_by_kind (kind=? AND book=?)") && !list.contains("TEMP"), "{list}");
    let index = plan(
        "SELECT e.id, coalesce(e.shown, e.confirmed) FROM entity_index AS i JOIN entity AS e ON e.id = i.entity AND e.book = i.book \
         WHERE i.kind = 1 AND i.number = 0 AND i.key >= x'00' AND i.key < x'ff' AND e.kind = 1 ORDER BY i.key DESC, i.entity DESC",
    );
    assert!(
        index.contains("i USING PRIMARY KEY") && index.contains("(id=? AND book=?)") && !index.contains("TEMP"),
        "{index}"
    );
}

/// A few ops on a few entities, as other devices made them.
fn any_op() -> impl Strategy<Value = Op> {
    (1u64..40, 0u8..3, 0u32..3, 0i64..4, proptest::option::of(1u64..40)).prop_map(
        |(seq, entity, field, value, over)| {
            let device = DeviceId(u64::from(entity) + 1);
            let over = over.filter(|over| *over < seq).map(|seq| OpId { device, seq }).into_iter().collect();
            Op {
                id: OpId { device, seq },
                hlc: Hlc::new(seq / 3, field as u16),
                author: CLUB,
                on_behalf_of: None,
                source: Source::APP,
                book: Book::roster(CLUB),
                kind: Person::DEF.number,
                entity: RecordId([entity; 16]),
                former: None,
                changes: vec![Change {
                    tag: clubbook_model::field::Tag::new(field + 1, clubbook_model::field::MergeClass::Register),
                    element: Vec::new(),
                    value: Value::Int(value),
                    over,
                }],
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn prop_any_order_of_confirming_gives_the_same_sums(ops in proptest::collection::vec(any_op(), 1..25), seed: u64) {
        // One op has one content.
        let ops: Vec<Op> = ops.into_iter().map(|op| (op.id, op)).collect::<BTreeMap<_, _>>().into_values().collect();
        let mut shuffled = ops.clone();
        shuffled.sort_by_key(|op| (op.id.seq.wrapping_mul(seed | 1).rotate_left(17), op.id));
        shuffled.extend(ops.iter().take(3).cloned());
        let sums: Vec<_> = [&ops, &shuffled].map(|order| {
            let bench = Bench::new();
            let store = bench.open();
            store.write(|tx| {
                let book = books::number(tx, &Book::roster(CLUB))?;
                for (place, op) in order.iter().enumerate() {
                    if place % 5 == 4 {
                        let mut state = EntityState::new();
                        state.fold(op, None);
                        for row in fragments(op.book, op.kind, op.entity, &state) {
                            confirm(tx, book, &row.op, row.effective)?;
                        }
                    } else {
                        confirm(tx, book, op, None)?;
                    }
                }
                assert_eq!(books::sum(tx, book)?, recomputed_sum(tx, book)?);
                books::buckets(tx, book)
            }).unwrap()
        }).to_vec();
        prop_assert_eq!(sums[0], sums[1]);
    }
}
