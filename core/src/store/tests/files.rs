//! Bad keys, bad files, full disks, pauses, many readers.

use super::*;

#[test]
fn what_was_recorded_is_there_after_opening_again() {
    let bench = Bench::new();
    let store = bench.open();
    let op = bench.add(&store, "Đinh Thị Lan").unwrap();
    store.shutdown().unwrap();
    let store = Store::open(bench.options()).unwrap();
    assert_eq!(name_of(&store, op.entity).as_deref(), Some("Đinh Thị Lan"));
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
    let bytes = std::fs::read(bench.path()).unwrap();
    let name = "Đinh Thị Lan".as_bytes();
    assert!(!bytes.windows(name.len()).any(|window| window == name), "the file is encrypted");
}

#[test]
fn a_wrong_key_is_told_and_changes_nothing() {
    let bench = Bench::new();
    let store = bench.open();
    bench.add(&store, "Lan").unwrap();
    store.shutdown().unwrap();
    let before = std::fs::read(bench.path()).unwrap();
    let wrong = StoreOptions::new(bench.path(), DatabaseKey::new([6; 32]));
    assert!(matches!(Store::open(wrong.clone()), Err(StoreError::WrongKey)));
    std::fs::remove_file(open::key_check_path(&bench.path())).unwrap();
    assert!(matches!(Store::open(wrong.clone()), Err(StoreError::WrongKey)));
    assert!(matches!(salvage::open_or_salvage(wrong), Err(StoreError::WrongKey)));
    assert_eq!(std::fs::read(bench.path()).unwrap(), before);
    assert!(StoreError::WrongKey.words(Language::Vi).contains("còn nguyên"));
}

#[test]
fn a_key_check_that_a_power_cut_tore_is_made_anew() {
    let bench = Bench::new();
    bench.open().shutdown().unwrap();
    let check = std::fs::read(open::key_check_path(&bench.path())).unwrap();
    std::fs::write(open::key_check_path(&bench.path()), check.get(..3).unwrap()).unwrap();
    Store::open(bench.options()).unwrap().shutdown().unwrap();
    assert_eq!(std::fs::read(open::key_check_path(&bench.path())).unwrap(), check);
}

#[test]
fn another_file_is_not_taken_for_a_database() {
    let bench = Bench::new();
    std::fs::write(bench.path(), "Danh sách thành viên\n".repeat(300)).unwrap();
    assert!(matches!(Store::open(bench.options()), Err(StoreError::NotADatabase)));
    std::fs::remove_file(bench.path()).unwrap();
    rusqlite::Connection::open(bench.path()).unwrap().execute_batch("CREATE TABLE t (n)").unwrap();
    assert!(matches!(Store::open(bench.options()), Err(StoreError::NotADatabase)));
    let missing = StoreOptions::new(bench.folder.path().join("khong/co.db"), DatabaseKey::new([5; 32]));
    assert!(matches!(Store::open(missing), Err(StoreError::CannotOpen)));
}

#[test]
fn a_database_of_a_newer_version_is_refused_untouched() {
    let bench = Bench::new();
    let store = bench.open();
    store.write(|tx| Stored::Ok(tx.pragma_update(None, "user_version", 99)?)).unwrap();
    store.shutdown().unwrap();
    let before = std::fs::read(bench.path()).unwrap();
    let refused = Store::open(bench.options());
    assert!(matches!(refused, Err(StoreError::NewerVersion { found: 99, known: open::SCHEMA_VERSION })));
    assert_eq!(std::fs::read(bench.path()).unwrap(), before);
}

#[test]
fn a_full_disk_refuses_the_record_whole_and_keeps_the_others() {
    let bench = Bench::new();
    let store = bench.open();
    let kept = bench.add(&store, "Lan").unwrap();
    let pages: i64 = store.read(|conn| Stored::Ok(conn.query_row("PRAGMA page_count", [], |row| row.get(0))?)).unwrap();
    store.write(|tx| Stored::Ok(tx.pragma_update(None, "max_page_count", pages + 2)?)).unwrap();
    let mut saved = 1;
    let refused = loop {
        match bench.add(&store, &"Nguyễn Thị Hoa ".repeat(40)) {
            Ok(_) => saved += 1,
            Err(error) => break error,
        }
        assert!(saved < 100, "the limit was reached");
    };
    assert!(matches!(refused, StoreError::DiskFull), "{refused:?}");
    assert_eq!(name_of(&store, kept.entity).as_deref(), Some("Lan"));
    let head = store.read(journal::head).unwrap();
    assert_eq!(head.seq, saved, "the refused op took no number");
    assert_eq!(store.read(journal::verify).unwrap(), Ok(head));
    store.write(|tx| Stored::Ok(tx.pragma_update(None, "max_page_count", 1_000_000)?)).unwrap();
    assert_eq!(bench.add(&store, "Hoa").unwrap().id.seq, saved + 1);
}

#[test]
fn a_read_only_file_is_read_and_not_written() {
    let bench = Bench::new();
    let store = bench.open();
    let op = bench.add(&store, "Lan").unwrap();
    store.shutdown().unwrap();
    let store = Store::open(StoreOptions { read_only: true, ..bench.options() }).unwrap();
    assert_eq!(name_of(&store, op.entity).as_deref(), Some("Lan"));
    assert!(matches!(bench.add(&store, "Hoa"), Err(StoreError::ReadOnly)));
    drop(store);
    let mut locked = std::fs::metadata(bench.path()).unwrap().permissions();
    locked.set_readonly(true);
    std::fs::set_permissions(bench.path(), locked).unwrap();
    // The superuser writes all the same.
    if std::fs::OpenOptions::new().write(true).open(bench.path()).is_err() {
        assert!(matches!(Store::open(bench.options()), Err(StoreError::ReadOnly)));
    }
}

/// Fills pages of the file in the middle with other bytes.
fn damage(path: &std::path::Path, from_page: usize, pages: usize) {
    let mut bytes = std::fs::read(path).unwrap();
    let end = ((from_page + pages) * 4096).min(bytes.len());
    bytes[from_page * 4096..end].fill(0xa5);
    std::fs::write(path, bytes).unwrap();
}

#[test]
fn a_damaged_file_is_set_aside_and_what_can_be_read_is_saved() {
    let bench = Bench::new();
    let store = bench.open();
    for n in 0..400 {
        bench.add(&store, &format!("Đinh Thị {n}")).unwrap();
    }
    store.shutdown().unwrap();
    let pages = std::fs::metadata(bench.path()).unwrap().len() as usize / 4096;
    damage(&bench.path(), pages / 2, 3);
    let damaged = std::fs::read(bench.path()).unwrap();
    let store = Store::open(bench.options()).unwrap();
    let found = store.read(|conn| {
        entity::all::<Person>(conn, &Book::roster(CLUB)).map(|_| ()).and_then(|()| journal::verify(conn).map(|_| ()))
    });
    let error = found.err().unwrap_or(StoreError::Corrupt);
    assert!(error.is_damage(), "{error:?}");
    store.note(&error);
    drop(store);
    let (store, report) = salvage::open_or_salvage(bench.options()).unwrap();
    let report = report.expect("the damage was noted");
    assert_eq!(std::fs::read(&report.set_aside).unwrap(), damaged, "nothing of the damaged file is gone");
    assert!(report.journal_rows > 300 && report.entities > 300, "{report:?}");
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
    let shown = store.read(|conn| entity::all::<Person>(conn, &Book::roster(CLUB))).unwrap();
    assert!(shown.len() as u64 >= report.journal_rows, "what waits is shown");
    let next = bench.add(&store, "Hoa").unwrap();
    assert_eq!(next.id.seq, 401, "no number is given twice");
}

/// But for the pages with the text of the schema, of which there are two more than the first page holds (17 and 18 of a new
/// file): without them SQLite reads no table, and the file is set aside whole.
#[test]
fn damage_anywhere_among_the_rows_costs_what_stood_on_it_and_no_more() {
    let bench = Bench::new();
    let store = bench.open();
    for n in 0..400 {
        bench.add(&store, &format!("Đinh Thị {n}")).unwrap();
    }
    store.shutdown().unwrap();
    let sound = std::fs::read(bench.path()).unwrap();
    let pages = sound.len() / 4096;
    for from_page in [3, pages / 3, pages * 2 / 5, pages / 2, pages * 4 / 5] {
        std::fs::write(bench.path(), &sound).unwrap();
        damage(&bench.path(), from_page, 3);
        let (store, report) = salvage::salvage(bench.options()).unwrap();
        assert!(report.journal_rows > 300 && report.entities > 300, "{from_page}: {report:?}");
        store.shutdown().unwrap();
    }
}

#[test]
fn a_salvage_that_was_cut_short_is_taken_up_again() {
    let bench = Bench::new();
    let store = bench.open();
    let op = bench.add(&store, "Lan").unwrap();
    store.shutdown().unwrap();
    // The state between the two renamings: the damaged file is aside, the new one is complete under its other name.
    std::fs::rename(bench.path(), open::beside(&bench.path(), ".salvage")).unwrap();
    std::fs::write(open::beside(&bench.path(), ".set-aside-1"), b"damaged").unwrap();
    std::fs::write(open::beside(&bench.path(), ".damaged"), b"").unwrap();
    let (store, report) = salvage::open_or_salvage(bench.options()).unwrap();
    assert!(report.is_some());
    assert_eq!(name_of(&store, op.entity).as_deref(), Some("Lan"));
}

#[test]
fn damage_to_the_first_page_is_not_taken_for_a_wrong_key() {
    let bench = Bench::new();
    let store = bench.open();
    store.shutdown().unwrap();
    damage(&bench.path(), 0, 1);
    assert!(matches!(Store::open(bench.options()), Err(StoreError::Corrupt)));
    let (store, report) = salvage::open_or_salvage(bench.options()).unwrap();
    assert!(report.is_some_and(|report| report.unreadable && report.set_aside.exists()));
    assert!(matches!(store.read(journal::head), Err(StoreError::NotEnrolled)));
}

#[test]
fn readers_see_one_state_while_the_writer_goes_on() {
    let bench = Bench::new();
    let store = bench.open();
    let first = bench.add(&store, "Lan").unwrap();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..50 {
                    let counts = |conn: &Connection| -> Stored<(usize, usize)> {
                        let people = entity::all::<Person>(conn, &Book::roster(CLUB))?.len();
                        let ops = journal::rows(conn, 1, usize::MAX)?.len();
                        Ok((people, ops))
                    };
                    let (people, ops) = store.read(counts).unwrap();
                    assert_eq!(people, ops);
                }
            });
        }
        for n in 0..40 {
            bench.add(&store, &format!("Người {n}")).unwrap();
        }
    });
    assert_eq!(first.id.seq, 1);
    assert_eq!(store.read(journal::head).unwrap().seq, 41);
}

#[test]
fn readers_cannot_write() {
    let bench = Bench::new();
    let store = bench.open();
    let written = store.read(|conn| Stored::Ok(conn.execute("DELETE FROM setting", [])?));
    assert!(matches!(written, Err(StoreError::ReadOnly)));
}

#[test]
fn a_paused_store_refuses_and_a_resumed_one_goes_on() {
    let bench = Bench::new();
    let store = bench.open();
    bench.add(&store, "Lan").unwrap();
    store.pause().unwrap();
    assert!(matches!(bench.add(&store, "Hoa"), Err(StoreError::Paused)));
    assert!(matches!(store.read(journal::head), Err(StoreError::Paused)));
    let log = open::beside(&bench.path(), "-wal");
    assert!(std::fs::metadata(log).map_or(true, |file| file.len() == 0), "the log is written back");
    store.resume().unwrap();
    assert_eq!(bench.add(&store, "Hoa").unwrap().id.seq, 2);
}

/// Eight ops, of which the centre has taken two; then the end of the journal is lost: a new person, a new name, a new person.
fn without_its_end(bench: &Bench) -> (Store, salvage::SalvageReport, Vec<Op>) {
    let store = bench.open();
    let mut ops: Vec<Op> = (1..=6).map(|n| bench.add(&store, &format!("Người {n}")).unwrap()).collect();
    ops.push(bench.rename(&store, ops[0].entity, "Người một"));
    ops.push(bench.add(&store, "Người 8").unwrap());
    store.write(|tx| journal::acknowledge_all(tx, [(1, None), (2, None)])).unwrap();
    store.write(|tx| Stored::Ok(tx.execute("DELETE FROM journal WHERE seq > 5", [])?)).unwrap();
    store.shutdown().unwrap();
    let (store, report) = salvage::salvage(bench.options()).unwrap();
    (store, report, ops)
}

#[test]
fn behind_an_end_that_a_salvage_could_not_read_no_number_is_given_twice() {
    let bench = Bench::new();
    let (store, report, ops) = without_its_end(&bench);
    assert_eq!((report.journal_rows, report.first_gap), (5, Some(6)));
    let told = store.read(|conn| settings::SALVAGE_GAP.get(conn)).unwrap();
    assert_eq!(told, Some(6), "the status says so");
    let next = bench.add(&store, "Người mới").unwrap();
    assert_eq!(next.id.seq, 9);
    assert_eq!(next.entity, RecordId::of_op(next.id, 0));
    assert_eq!(name_of(&store, ops[5].entity).as_deref(), Some("Người 6"));
    assert_eq!(bench.add(&store, "Và nữa").unwrap().id.seq, 10);
}

#[test]
fn what_the_journal_lost_stays_shown_and_is_told_until_the_centre_brings_it() {
    let bench = Bench::new();
    let (store, report, ops) = without_its_end(&bench);
    assert_eq!(report.shown_only, 3);
    let next = bench.add(&store, "Người mới").unwrap();
    let roster = store.write(|tx| books::number(tx, &Book::roster(CLUB))).unwrap();
    let all_is_shown = |store: &Store| {
        for (op, name) in [(&ops[5], "Người 6"), (&ops[0], "Người một"), (&ops[7], "Người 8"), (&next, "Người mới")]
        {
            assert_eq!(name_of(store, op.entity).as_deref(), Some(name));
        }
    };
    all_is_shown(&store);
    // Neither what others write, nor a new key, nor another salvage takes it away, or makes it look sent.
    store.write(|tx| confirm(tx, roster, &ops[0], None)).unwrap();
    all_is_shown(&store);
    store
        .write(|tx| {
            let common = journal::point(tx, 5)?.unwrap();
            renumber::renumber(tx, &bench.random, common, 5, renumber::Why::Hole)
        })
        .unwrap();
    all_is_shown(&store);
    assert_eq!(store.read(journal::first_lost).unwrap(), Some(6));
    assert_eq!(store.read(journal::outbox).unwrap().waiting, 1, "only the new one can be sent");
    store.shutdown().unwrap();
    let (store, report) = salvage::salvage(bench.options()).unwrap();
    assert_eq!(report.shown_only, 3);
    all_is_shown(&store);
    // It had been sent, or was carried in by somebody.
    for op in &ops[5..] {
        store.write(|tx| journal::confirm_former(tx, op.id).and_then(|()| confirm(tx, roster, op, None))).unwrap();
    }
    assert_eq!(store.read(journal::first_lost).unwrap(), None);
    assert_eq!(name_of(&store, ops[0].entity).as_deref(), Some("Người một"));
    assert_eq!(
        store.read(|conn| entity::state::<Person>(conn, ops[0].entity)).unwrap().unwrap().unsettled().count(),
        0
    );
}

#[test]
fn whichever_page_is_damaged_no_number_is_given_twice() {
    let bench = Bench::new();
    let store = bench.open();
    for n in 1..=60 {
        bench.add(&store, &format!("Đinh Thị {n}")).unwrap();
    }
    store.shutdown().unwrap();
    let sound = std::fs::read(bench.path()).unwrap();
    for page in 1..sound.len() / 4096 {
        std::fs::write(bench.path(), &sound).unwrap();
        damage(&bench.path(), page, 1);
        let Ok((store, report)) = salvage::salvage(bench.options()) else { panic!("page {page}") };
        if report.unreadable {
            continue;
        }
        // Without the page of the settings the phone has no key, and with another one other numbers.
        if store.read(settings::device).is_ok() {
            assert_eq!(bench.add(&store, "Hoa").unwrap().id.seq, 61, "page {page}: {report:?}");
        }
        store.shutdown().unwrap();
    }
}
