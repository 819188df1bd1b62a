//! When Sổ CLB may be erased from a phone.

use std::path::Path;

use clubbook_model::vocabulary::Language;

use super::*;
use crate::phone::erase::Erasable;

/// Everything that waits is acknowledged.
fn all_is_sent(phone: &Phone) {
    let last = phone.store().read(journal::head).unwrap().seq;
    phone
        .store()
        .write(|tx| {
            journal::acknowledge_all(tx, (1..=last).map(|seq| (seq, None)))?;
            settings::LAST_EXCHANGE.put(tx, &phone.clock().now())
        })
        .unwrap();
}

/// Writes over a page of the file, as a bad memory card does.
fn damage(path: &Path, page: usize) {
    let mut bytes = std::fs::read(path).unwrap();
    bytes[page * 4096..(page + 1) * 4096].fill(0x55);
    std::fs::write(path, bytes).unwrap();
}

fn next(erasable: &Erasable) -> &'static str {
    erasable.next(Language::Vi)
}

#[test]
fn it_may_be_erased_only_when_the_centre_has_everything() {
    let bench = Bench::new();
    assert_eq!(bench.open().may_erase().unwrap(), Erasable::Yes { refused: 0 }, "nothing is on it");
    let phone = bench.enrolled();
    assert_eq!(phone.may_erase().unwrap(), Erasable::Yes { refused: 0 });
    add(&phone, "Hoa").unwrap();
    let waits = phone.may_erase().unwrap();
    assert!(waits.sentence(Language::Vi).starts_with("Còn 1 lần ghi chưa gửi"), "{waits:?}");
    assert_eq!(next(&waits), "Phải gửi hết rồi mới xóa được.");
    all_is_sent(&phone);
    assert_eq!(phone.may_erase().unwrap().sentence(Language::Vi), "Trung tâm đã có mọi thứ ghi trong máy này.");

    add(&phone, "Minh").unwrap();
    phone.store().write(|tx| journal::quarantine(tx, 2, "no_right")).unwrap();
    assert_eq!(next(&phone.may_erase().unwrap()), "Đợi cán bộ xem lại rồi mới xóa được.");
    phone.store().write(|tx| journal::quarantine(tx, 2, "refused")).unwrap();
    let refused = phone.may_erase().unwrap();
    assert_eq!(refused, Erasable::Yes { refused: 1 });
    assert!(refused.sentence(Language::Vi).ends_with("cả 1 lần ghi mà cán bộ không nhận."));
    for (standing, may) in [(Standing::Revoked, true), (Standing::Forked, false), (Standing::Unknown(9), false)] {
        phone.store().write(|tx| settings::STANDING.put(tx, &standing)).unwrap();
        assert_eq!(matches!(phone.may_erase().unwrap(), Erasable::Yes { .. }), may, "{standing:?}");
    }
}

#[test]
fn a_damaged_file_that_could_not_be_read_whole_keeps_it_from_being_erased() {
    let bench = Bench::new();
    let phone = bench.enrolled();
    for n in 1..=60 {
        add(&phone, &format!("Đinh Thị {n}")).unwrap();
    }
    phone.shutdown().unwrap();
    let path = bench.folder.path().join("so.db");
    let sound = std::fs::read(&path).unwrap();
    let (mut whole, mut lost) = (0, 0);
    for page in 0..sound.len() / 4096 {
        for old in std::fs::read_dir(bench.folder.path()).unwrap() {
            let old = old.unwrap().path();
            if old.to_string_lossy().contains("set-aside") {
                std::fs::remove_file(old).unwrap();
            }
        }
        std::fs::write(&path, &sound).unwrap();
        damage(&path, page);
        // Damage that no query has met yet is met later; here it is salvaged at once.
        std::fs::write(bench.folder.path().join("so.db.damaged"), b"").unwrap();
        let phone = bench.open();
        let report = phone.salvage().unwrap().clone();
        if phone.store().read(|c| settings::DEVICE_PUBLIC.get(c)).unwrap().is_some() {
            all_is_sent(&phone);
        }
        let may = matches!(phone.may_erase().unwrap(), Erasable::Yes { .. });
        assert_eq!(may, report.is_journal_whole, "page {page}: {report:?}");
        if may {
            assert_eq!(report.journal_rows, 60, "page {page}: {report:?}");
            whole += 1;
        } else {
            assert_eq!(next(&phone.may_erase().unwrap()), "Đưa máy cho cán bộ trước. Tệp ấy vẫn giữ trong máy.");
            lost += 1;
        }
        phone.shutdown().unwrap();
        // What was found out outlives the process.
        let later = bench.open();
        assert_eq!(matches!(later.may_erase().unwrap(), Erasable::Yes { .. }), may, "page {page}, later");
        later.shutdown().unwrap();
    }
    assert!(whole > 3 && lost > 3, "both happen: {whole} read, {lost} not");
}

#[test]
fn the_practice_club_says_nothing_of_the_club_s_own_book() {
    let bench = Bench::new();
    let store = StoreOptions::new(bench.folder.path().join("tap.db"), DatabaseKey::new([5; 32]));
    let phone = Phone::open_practice(PhoneOptions::new(store, "test 1")).unwrap();
    assert_eq!(phone.may_erase().unwrap_err().code(), "practice");
}
