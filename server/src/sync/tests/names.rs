//! Ops that come under several numbers, in every order.

use clubbook_model::certificate::Succession;
use clubbook_model::chain::Chain;
use clubbook_model::id::OpId;
use clubbook_model::key::KeyPair;
use clubbook_model::merge::EntityState;
use clubbook_model::message::{Standing, reason};
use clubbook_model::op::{Former, Op};
use clubbook_model::registry::{CareCase, Entity, HomeVisit, Person};
use clubbook_model::value::Value;

use super::notes;
use super::restored::{backup, restore, sync_with_restored};
use crate::testing::{HandPhone, Site};

/// The phone under a new key that the centre knows and an officer has let in, with nothing made yet.
async fn under_a_new_key(site: &Site, old: &HandPhone, secret: u8) -> HandPhone {
    let key = KeyPair::from_secret(&[secret; 32]);
    let succession = Succession { old_device: old.key.device_id(), common: old.point(0), new_key: key.public() };
    let mut new = old.clone().under(key);
    let refusal = site.centre.refusal(&site.centre.sync(new.request().sign(&new.key)).await.unwrap_err());
    new.challenge = refusal.challenge;
    let mut request = new.request();
    request.successions = vec![succession.sign(&old.key)];
    new.send(&site.centre, &request).await.unwrap();
    site.centre.approve_device(new.key.device_id()).await.unwrap();
    new
}

/// The op with this number of a phone's journal as the next one of another phone.
fn renumbered(old: &HandPhone, seq: u64, new: &HandPhone, keeps_name: bool) -> Op {
    let op = old.journal[seq as usize - 1].op.clone();
    let id = OpId { device: new.key.device_id(), seq: new.journal.len() as u64 + 1 };
    let former = Former { op: op.id, chain: old.point(seq).chain, keeps_name };
    let is_made = op.has_made(op.entity);
    let renumbered = Op { id, former: Some(former), ..op };
    let entity = if is_made { renumbered.makes() } else { renumbered.entity };
    Op { entity, ..renumbered }
}

/// Another phone carries a frame.
async fn carry(site: &Site, carrier: &mut HandPhone, frame: Vec<u8>) {
    let mut request = carrier.request();
    request.frames.push(frame);
    carrier.send(&site.centre, &request).await.unwrap();
    carrier.sync(&site.centre).await.unwrap();
}

#[tokio::test]
async fn an_op_that_comes_under_its_former_number_and_a_new_one_is_one_op_in_either_order() {
    for new_first in [true, false] {
        let site = Site::new().await;
        let mut minh = site.phone(site.minh, 1).await;
        let mut hoa = site.phone(site.hoa, 2).await;
        let visit = site.visit(&mut minh, "một");
        let handed_over = minh.push_frame(1, 1);
        let mut new = under_a_new_key(&site, &minh, 5).await;
        let op = renumbered(&minh, 1, &new, true);
        assert_eq!(op.entity, visit, "the record stays what it is");
        new.record_op(op);
        if new_first {
            new.sync(&site.centre).await.unwrap();
            carry(&site, &mut hoa, handed_over).await;
        } else {
            carry(&site, &mut hoa, handed_over).await;
            new.sync(&site.centre).await.unwrap();
        }
        new.sync(&site.centre).await.unwrap();
        hoa.sync(&site.centre).await.unwrap();
        assert_eq!(notes(&site, visit).await, [Value::Text("một".into())]);
        let care = site.care(site.lan);
        assert_eq!((new.held.len(), new.sum(&care)), (0, hoa.sum(&care)), "new first: {new_first}");
        for phone in [&mut new, &mut hoa] {
            assert!(phone.sync(&site.centre).await.unwrap().sums.is_empty(), "the digest is the centre's");
        }
        assert_eq!(site.centre.rebuild().await.unwrap().differed, 0);
    }
}

#[tokio::test]
async fn two_copies_that_renumber_one_op_send_one() {
    let site = Site::new().await;
    let mut first = site.phone(site.minh, 1).await;
    let mut copy = first.clone();
    site.visit(&mut first, "máy này");
    first.sync(&site.centre).await.unwrap();
    site.visit(&mut copy, "máy kia");
    let mut visits = Vec::new();
    for secret in [5, 6] {
        let mut new = under_a_new_key(&site, &copy, secret).await;
        let op = renumbered(&copy, 1, &new, false);
        visits.push(op.entity);
        new.record_op(op);
        new.sync(&site.centre).await.unwrap();
        assert!(new.held.is_empty());
    }
    assert_eq!(visits[0], visits[1], "one record");
    assert_eq!(notes(&site, visits[0]).await, [Value::Text("máy kia".into())]);
    assert_eq!(notes(&site, first.journal[0].op.entity).await, [Value::Text("máy này".into())]);
}

#[tokio::test]
async fn what_is_released_under_both_numbers_is_one_op() {
    for is_released_first in [true, false] {
        let site = Site::new().await;
        let mut thu = site.phone(site.thu, 3).await;
        let case = CareCase::derived_id(&[Value::Ref(Person::reference(site.lan))]);
        let mut draft = CareCase::create(case);
        draft.set(CareCase::assessment, "cần người nấu ăn".to_owned());
        thu.record(site.care(site.lan), draft);
        let mut new = under_a_new_key(&site, &thu, 5).await;
        new.record_op(renumbered(&thu, 1, &new, true));
        new.sync(&site.centre).await.unwrap();
        assert_eq!(new.held.get(&1).map(String::as_str), Some(reason::NO_RIGHT));
        if !is_released_first {
            thu.sync(&site.centre).await.unwrap();
            assert_eq!(thu.held.get(&1).map(String::as_str), Some(reason::NO_RIGHT));
            assert_eq!(site.centre.release(thu.key.device_id(), 1, 1).await.unwrap(), 1);
        }
        assert_eq!(site.centre.release(new.key.device_id(), 1, 1).await.unwrap(), 1);
        for phone in [&mut thu, &mut new] {
            phone.sync(&site.centre).await.unwrap();
            assert!(phone.held.is_empty(), "what was released under one number is not held under the other");
        }
        let state = site.centre.entity_state(site.care(site.lan), case).await.unwrap().unwrap();
        assert_eq!(state.field(CareCase::assessment.tag, &[]).unwrap().entries().count(), 1);
    }
}

#[tokio::test]
async fn a_name_that_is_another_op_s_is_not_taken_and_cannot_be_released() {
    let site = Site::new().await;
    let mut minh = site.phone(site.minh, 1).await;
    let mut copy = minh.clone();
    let kept = site.visit(&mut minh, "máy này");
    site.visit(&mut copy, "máy kia");
    let mut new = under_a_new_key(&site, &minh, 5).await;
    minh.sync(&site.centre).await.unwrap();
    // The number was used for something else meanwhile.
    new.record_op(renumbered(&copy, 1, &new, true));
    // And somebody else's op is nobody's to renumber.
    let mut thu = site.phone(site.thu, 3).await;
    site.edit(&mut thu, site.tu, Person::note, "của Thu");
    new.record_op(renumbered(&thu, 1, &new, true));
    new.record_op(renumbered(&thu, 1, &new, false));
    new.sync(&site.centre).await.unwrap();
    assert_eq!(new.held.values().collect::<Vec<_>>(), [reason::WRONG_NAME; 3]);
    let device = new.key.device_id();
    let refused = site.centre.refuse(device, 1, 3, "Cán bộ".to_owned(), "ghi nhầm".to_owned()).await;
    assert_eq!(refused.unwrap(), 3);
    new.sync(&site.centre).await.unwrap();
    assert_eq!(new.held.values().collect::<Vec<_>>(), [reason::WRONG_NAME; 3], "the phone has to know it all the same");
    assert_eq!(site.centre.release(device, 1, 3).await.unwrap(), 0);
    assert_eq!(notes(&site, kept).await, [Value::Text("máy này".into())]);
}

#[tokio::test]
async fn a_number_by_which_a_renumbered_op_goes_is_not_given_to_another_op() {
    let site = Site::new().await;
    let mut minh = site.phone(site.minh, 1).await;
    let mut copy = minh.clone();
    let kept = site.visit(&mut minh, "máy này");
    let mut new = under_a_new_key(&site, &minh, 5).await;
    new.record_op(renumbered(&minh, 1, &new, true));
    new.sync(&site.centre).await.unwrap();
    site.visit(&mut copy, "máy kia");
    assert_eq!(copy.sync(&site.centre).await.unwrap().standing, Standing::Forked);
    assert_eq!(notes(&site, kept).await, [Value::Text("máy này".into())]);
    // The op itself is welcome.
    assert_eq!(minh.sync(&site.centre).await.unwrap().standing, Standing::Good);
    assert_eq!(notes(&site, kept).await, [Value::Text("máy này".into())]);
}

#[tokio::test]
async fn who_only_adds_goes_on_with_its_own_records_under_a_new_key() {
    for keeps_name in [true, false] {
        let site = Site::new().await;
        // Minh writes in Lan's part, Thu only adds to it.
        let mut thu = site.phone(site.thu, 3).await;
        let mut copy = thu.clone();
        if !keeps_name {
            site.edit(&mut thu, site.tu, Person::note, "máy này");
            thu.sync(&site.centre).await.unwrap();
        }
        site.visit(&mut copy, "máy kia");
        let mut new = under_a_new_key(&site, &copy, 5).await;
        let op = renumbered(&copy, 1, &new, keeps_name);
        new.record_op(op.clone());
        let mut shown = EntityState::new();
        shown.fold(&op, None);
        let mut draft = HomeVisit::edit(op.entity, &shown);
        draft.set(HomeVisit::note, "viết thêm".to_owned());
        new.record(site.care(site.lan), draft);
        new.sync(&site.centre).await.unwrap();
        assert!(new.held.is_empty(), "{:?}", new.held);
        assert_eq!(notes(&site, op.entity).await, [Value::Text("viết thêm".into())]);
    }
}

#[tokio::test]
async fn what_comes_back_under_a_number_that_was_used_again_since_stays_besides() {
    let mut site = Site::new().await;
    let mut minh = site.phone(site.minh, 1).await;
    let mut hoa = site.phone(site.hoa, 2).await;
    for phone in [&mut minh, &mut hoa] {
        phone.sync(&site.centre).await.unwrap();
    }
    let copy = backup(&mut site).await;
    let mut older = minh.clone();
    site.visit(&mut minh, "trước khi mất");
    let before = minh.journal[0].op.entity;
    minh.sync(&site.centre).await.unwrap();
    hoa.sync(&site.centre).await.unwrap();
    restore(&mut site, &copy).await;
    // Minh's phone is gone; an older copy of its file goes on from the same number.
    site.edit(&mut older, site.minh, Person::note, "sau đó");
    older.sync(&site.centre).await.unwrap();
    older.sync(&site.centre).await.unwrap();
    sync_with_restored(&mut hoa, &site).await;
    assert_eq!(notes(&site, before).await, [Value::Text("trước khi mất".into())]);
    hoa.sync(&site.centre).await.unwrap();
    assert!(hoa.sync(&site.centre).await.unwrap().sums.is_empty());
    assert_eq!(site.centre.rebuild().await.unwrap().differed, 0);
}

#[tokio::test]
async fn what_comes_back_waits_where_it_would_overwrite_what_has_its_number_now() {
    let mut site = Site::new().await;
    let mut minh = site.phone(site.minh, 1).await;
    let mut hoa = site.phone(site.hoa, 2).await;
    let copy = backup(&mut site).await;
    let mut older = minh.clone();
    let record = site.visit(&mut minh, "trước khi mất");
    minh.sync(&site.centre).await.unwrap();
    hoa.sync(&site.centre).await.unwrap();
    restore(&mut site, &copy).await;
    assert_eq!(site.visit(&mut older, "sau đó"), record, "the number is used twice");
    older.sync(&site.centre).await.unwrap();
    sync_with_restored(&mut hoa, &site).await;
    assert_eq!(notes(&site, record).await, [Value::Text("sau đó".into())]);
    let held = site.centre.quarantine(None).await.unwrap();
    assert_eq!((held.len(), held[0].first, held[0].reason.as_str()), (1, 1, reason::WRONG_NAME), "and is kept once");
    assert_eq!(site.centre.release(older.key.device_id(), 1, 1).await.unwrap(), 0);
    // That is no affair of the phone that has the number now, nor of what it writes next.
    site.visit(&mut older, "còn nữa");
    let mut draft = HomeVisit::edit(record, &older.state(site.care(site.lan), record));
    draft.set(HomeVisit::note, "viết thêm".to_owned());
    older.record(site.care(site.lan), draft);
    older.sync(&site.centre).await.unwrap();
    assert!(older.held.is_empty());
    assert_eq!(notes(&site, record).await, [Value::Text("viết thêm".into())]);
}

#[tokio::test]
async fn who_compares_journals_is_told_all_that_was_taken() {
    let site = Site::new().await;
    let mut minh = site.phone(site.minh, 1).await;
    for note in ["một", "hai", "ba"] {
        site.visit(&mut minh, note);
    }
    // The answer was lost: the phone does not know that anything was taken.
    site.centre.sync(minh.request().sign(&minh.key)).await.unwrap();
    let mut request = minh.request();
    request.frames.clear();
    request.compare_journal = Some((1, 3));
    let answer = minh.send(&site.centre, &request).await.unwrap();
    assert_eq!((answer.standing, answer.acknowledged.point), (Standing::Good, minh.made()));
    assert!(minh.journal.iter().all(|made| made.confirmed));
    // A point that the phone does not have stays its own affair: it compares.
    request.compare_journal = Some((0, 9));
    assert_eq!(site.centre.sync(request.sign(&minh.key)).await.unwrap().acknowledged.point, minh.made());
    assert_ne!(minh.made().chain, Chain([0; 16]));
}
