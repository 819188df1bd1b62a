use clubbook_model::message::{Rights, Standing};
use clubbook_model::registry::{Entity, HomeVisit, Person};

use super::clubs::other_club;
use super::restored::{backup, restore, sync_with_restored};
use crate::error::CentreError;
use crate::testing::{CLUB, HandPhone, Site};

#[tokio::test]
async fn a_restored_centre_gets_back_what_the_phones_have_and_numbers_it_anew() {
    let mut site = Site::new().await;
    let mut minh = site.phone(site.minh, 1).await;
    let mut hoa = site.phone(site.hoa, 2).await;
    let before = site.visit(&mut minh, "trước khi sao lưu");
    minh.sync(&site.centre).await.unwrap();
    hoa.sync(&site.centre).await.unwrap();
    let copy = backup(&mut site).await;
    minh.clock_offset = 400 * 86_400;
    let after = site.visit(&mut minh, "sau khi sao lưu");
    minh.sync(&site.centre).await.unwrap();
    // Connected after the backup: the restored centre knows nothing of this phone but its certificate.
    let mut thu = site.phone(site.thu, 3).await;
    site.edit(&mut thu, site.lan, Person::note, "của Thu");
    thu.sync(&site.centre).await.unwrap();
    hoa.sync(&site.centre).await.unwrap();
    let old_epoch = hoa.epoch;
    let stamp = site.centre.received_ops(minh.key.device_id()).await.unwrap()[1].effective;

    site.clock.pass(86_400);
    restore(&mut site, &copy).await;
    let care = site.care(site.lan);
    assert!(site.centre.entity_state(care, before).await.unwrap().is_some());
    assert!(site.centre.entity_state(care, after).await.unwrap().is_none());

    // The head's phone brings the ops of the others back, before they come themselves.
    sync_with_restored(&mut hoa, &site).await;
    assert_ne!(hoa.epoch, old_epoch);
    let state = site.centre.entity_state(care, after).await.unwrap().unwrap();
    assert_eq!(HomeVisit::read(after, &state).note.as_deref(), Some("sau khi sao lưu"));
    sync_with_restored(&mut minh, &site).await;
    sync_with_restored(&mut thu, &site).await;
    let received = site.centre.received_ops(minh.key.device_id()).await.unwrap();
    assert_eq!(received.iter().map(|op| op.seq).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(received[1].effective, stamp, "the reading that the other phones have stays");
    for phone in [&mut hoa, &mut minh, &mut thu] {
        phone.sync(&site.centre).await.unwrap();
    }
    assert_eq!(hoa.sum(&care), minh.sum(&care));
    assert_eq!(hoa.sum(&site.roster()), thu.sum(&site.roster()));
    assert!(hoa.sync(&site.centre).await.unwrap().sums.is_empty());
    assert_eq!(site.centre.rebuild().await.unwrap().differed, 0);
}

#[tokio::test]
async fn a_cursor_of_an_ancestor_is_cut_to_where_its_successor_began() {
    let mut site = Site::new().await;
    let mut hoa = site.phone(site.hoa, 2).await;
    hoa.sync(&site.centre).await.unwrap();
    let (handle, kept) = hoa
        .books
        .iter()
        .find(|(_, (grant, _))| grant.book == site.roster())
        .map_or_else(|| unreachable!("the head reads the roster"), |(handle, (_, cursor))| (*handle, *cursor));
    let copy = backup(&mut site).await;
    let mut minh = site.phone(site.minh, 1).await;
    site.edit(&mut minh, site.lan, Person::note, "mất");
    minh.sync(&site.centre).await.unwrap();
    hoa.sync(&site.centre).await.unwrap();
    assert!(hoa.books[&handle].1 > kept);
    restore(&mut site, &copy).await;
    // The restored centre gives the numbers behind the cut to something else: nobody may miss it.
    let fields = vec![("full_name".to_owned(), "Hồ Văn Bảy".to_owned())];
    let new = site.centre.import_people(CLUB, vec![crate::admin::ImportRow { line: 2, fields }]).await.unwrap();
    hoa.cursors_are_known = false;
    let answer = hoa.send(&site.centre, &hoa.request()).await.unwrap();
    assert!(!hoa.state(site.roster(), new.people[0].person).is_empty());
    let cut = answer.lineage.iter().find(|cursor| cursor.handle == handle).unwrap();
    assert_eq!((cut.seq, hoa.books[&handle].1), (kept, kept + 2));
    assert!(!answer.grants.is_empty());
}

#[tokio::test]
async fn what_was_revoked_spent_or_erased_after_the_backup_stays_so() {
    let mut site = Site::new().await;
    let mut minh = site.phone(site.minh, 1).await;
    let visit = site.visit(&mut minh, "phải xóa");
    minh.sync(&site.centre).await.unwrap();
    let code = site.centre.issue_code(CLUB, site.hoa).await.unwrap();
    let copy = backup(&mut site).await;
    let hoa = HandPhone::enrol(&site.centre, CLUB, &code.digits, [2; 32]).await.unwrap();
    // Connected and revoked after the backup: the restored centre has never seen it.
    let late = site.phone(site.hoa, 3).await;
    site.centre.revoke_device(minh.key.device_id()).await.unwrap();
    site.centre.revoke_device(late.key.device_id()).await.unwrap();
    site.centre.revoke_person(CLUB, site.thu).await.unwrap();
    site.centre.erase(HomeVisit::reference(visit), "đơn 12".into()).await.unwrap();

    restore(&mut site, &copy).await;
    let spent = HandPhone::enrol(&site.centre, CLUB, &code.digits, [4; 32]).await.unwrap_err();
    assert!(matches!(spent, CentreError::CodeUsed));
    for phone in [minh, late] {
        let mut request = phone.request();
        request.certificate = Some(phone.certificate.clone());
        let answer = site.centre.sync(request.sign(&phone.key)).await.unwrap();
        assert_eq!(answer.standing, Standing::Held(clubbook_model::message::Held::Revoked));
    }
    assert!(matches!(site.centre.issue_code(CLUB, site.thu).await, Err(CentreError::Revoked)));
    let state = site.centre.entity_state(site.care(site.lan), visit).await.unwrap().unwrap();
    assert_eq!(HomeVisit::read(visit, &state).note, None);
    // The code was spent by Hoa's phone: it is taken back.
    let mut request = hoa.request();
    request.certificate = Some(hoa.certificate.clone());
    assert_eq!(site.centre.sync(request.sign(&hoa.key)).await.unwrap().standing, Standing::Good);
}

#[tokio::test]
async fn no_code_from_before_a_restore_works_after_it_whatever_became_of_it_meanwhile() {
    for has_journal in [true, false] {
        let mut site = Site::new().await;
        let mut codes = Vec::new();
        for person in [site.hoa, site.minh, site.thu] {
            codes.push(site.centre.issue_code(CLUB, person).await.unwrap().digits);
        }
        let copy = backup(&mut site).await;
        HandPhone::enrol(&site.centre, CLUB, &codes[0], [2; 32]).await.unwrap();
        assert_eq!(site.centre.cancel_code(CLUB, site.minh).await.unwrap(), 1);
        if !has_journal {
            std::fs::write(site.folder.path().join("journal.log"), "").unwrap();
        }
        let cancelled = restore(&mut site, &copy).await;
        assert_eq!(cancelled, if has_journal { 2 } else { 3 });
        let mut refusals = Vec::new();
        for (code, secret) in codes.iter().zip(3..) {
            let refused = HandPhone::enrol(&site.centre, CLUB, code, [secret; 32]).await.unwrap_err();
            refusals.push(refused.code());
        }
        let first = if has_journal { "code_used" } else { "code_cancelled" };
        assert_eq!(refusals, [first, "code_cancelled", "code_cancelled"]);
        // Whoever still needs one gets a new one.
        let new = site.centre.issue_code(CLUB, site.thu).await.unwrap();
        HandPhone::enrol(&site.centre, CLUB, &new.digits, [9; 32]).await.unwrap();
    }
}

#[tokio::test]
async fn what_was_released_after_the_backup_is_released_again_by_whoever_has_it() {
    let mut site = Site::new().await;
    let mut thu = site.phone(site.thu, 3).await;
    let mut hoa = site.phone(site.hoa, 2).await;
    let case = clubbook_model::registry::CareCase::derived_id(&[clubbook_model::value::Value::Ref(Person::reference(
        site.lan,
    ))]);
    let mut draft = clubbook_model::registry::CareCase::create(case);
    draft.set(clubbook_model::registry::CareCase::assessment, "cần người nấu ăn".to_owned());
    thu.record(site.care(site.lan), draft);
    thu.sync(&site.centre).await.unwrap();
    assert_eq!(thu.held.len(), 1);
    let copy = backup(&mut site).await;
    site.centre.release(thu.key.device_id(), 1, 1).await.unwrap();
    hoa.sync(&site.centre).await.unwrap();
    restore(&mut site, &copy).await;
    assert_eq!(site.centre.quarantine(None).await.unwrap().len(), 1);
    sync_with_restored(&mut hoa, &site).await;
    assert!(site.centre.quarantine(None).await.unwrap().is_empty());
    thu.sync(&site.centre).await.unwrap();
    assert!(thu.journal[0].confirmed && thu.held.is_empty());
    assert!(hoa.sync(&site.centre).await.unwrap().sums.is_empty());
}

#[tokio::test]
async fn the_lineage_tells_a_phone_of_the_books_that_it_may_read_and_of_no_others() {
    let mut site = Site::new().await;
    let (_, mut mai) = other_club(&site).await;
    let mut hoa = site.phone(site.hoa, 2).await;
    let mut thu = site.phone(site.thu, 3).await;
    for phone in [&mut mai, &mut hoa, &mut thu] {
        phone.sync(&site.centre).await.unwrap();
    }
    let copy = backup(&mut site).await;
    restore(&mut site, &copy).await;
    for phone in [&mut mai, &mut hoa, &mut thu] {
        phone.cursors_are_known = false;
        let readable: Vec<u64> = phone
            .books
            .values()
            .filter(|(grant, cursor)| grant.rights.allows(Rights::READ) && *cursor > 0)
            .map(|(grant, _)| grant.handle)
            .collect();
        let before = phone.books.clone();
        let answer = phone.send(&site.centre, &phone.request()).await.unwrap();
        let told: Vec<u64> =
            answer.lineage.iter().filter(|cursor| cursor.seq > 0).map(|cursor| cursor.handle).collect();
        assert_eq!(told, readable);
        assert!(answer.lineage.iter().all(|cursor| before[&cursor.handle].0.rights.allows(Rights::READ)));
        assert!(answer.frames.is_empty(), "their cursors hold");
    }
}

#[tokio::test]
async fn an_answer_is_not_dated_before_what_it_holds_was_committed() {
    let site = Site::new().await;
    let mut minh = site.phone(site.minh, 1).await;
    minh.sync(&site.centre).await.unwrap();
    site.visit(&mut minh, "trong lúc sao lưu");
    // While a request waits its turn, time passes and a backup may be taken: a phone must not count what came with the answer
    // to what was there before the backup.
    site.clock.passes_with_each_look(100);
    let answer = minh.send(&site.centre, &minh.request()).await.unwrap();
    let received = site.centre.received_ops(minh.key.device_id()).await.unwrap();
    assert!(answer.server_time > received[0].received_at, "{:?} and {:?}", answer.server_time, received[0].received_at);
}
