//! Clock readings that the centre gave, after it was restored: whoever comes first, all end with the same.

use clubbook_model::id::{OpId, RecordId};
use clubbook_model::time::Hlc;

use super::restored::{backup, restore, sync_with_restored};
use crate::testing::{HandPhone, Site};

const DAY: i64 = 86_400;

/// The reading of an op in a record as a phone has it.
fn reading(phone: &HandPhone, site: &Site, record: RecordId, op: OpId) -> Option<Hlc> {
    let state = phone.state(site.care(site.lan), record);
    let entries: Vec<_> = state.fields().flat_map(|(_, field)| field.entries()).collect();
    entries.iter().find(|(id, _)| *id == op).map(|(_, entry)| entry.hlc)
}

/// Every phone has the reading, the sums of all are the centre's, and the log says the same as the states.
async fn all_have(site: &Site, phones: &[&HandPhone], record: RecordId, op: OpId, expected: Hlc) {
    let received = site.centre.received_ops(op.device).await.unwrap();
    let at_centre = received.iter().find(|received| received.seq == op.seq).unwrap();
    assert_eq!(at_centre.effective, expected, "the centre");
    let state = site.centre.entity_state(site.care(site.lan), record).await.unwrap().unwrap();
    for phone in phones {
        assert_eq!(reading(phone, site, record, op), Some(expected), "{phone:?}");
        assert_eq!(phone.state(site.care(site.lan), record), state, "{phone:?}");
    }
    assert_eq!(site.centre.rebuild().await.unwrap().differed, 0);
}

/// A visit of a phone whose clock is 400 days ahead, and the reading that the centre gave it after the backup.
async fn clamped_after_backup(site: &mut Site, minh: &mut HandPhone, hoa: &mut HandPhone) -> (Vec<u8>, RecordId, Hlc) {
    minh.sync(&site.centre).await.unwrap();
    hoa.sync(&site.centre).await.unwrap();
    let copy = backup(site).await;
    minh.clock_offset = 400 * DAY;
    let visit = site.visit(minh, "đồng hồ sai");
    minh.clock_offset = 0;
    minh.sync(&site.centre).await.unwrap();
    hoa.sync(&site.centre).await.unwrap();
    let given = site.centre.received_ops(minh.key.device_id()).await.unwrap()[0].effective;
    assert!(given < minh.journal[0].op.hlc);
    (copy, visit, given)
}

#[tokio::test]
async fn a_phone_that_sends_again_what_was_clamped_brings_its_reading_with_it() {
    for later in [DAY, 500 * DAY] {
        let mut site = Site::new().await;
        let mut minh = site.phone(site.minh, 1).await;
        let mut hoa = site.phone(site.hoa, 2).await;
        let (copy, visit, given) = clamped_after_backup(&mut site, &mut minh, &mut hoa).await;
        site.clock.pass(later);
        restore(&mut site, &copy).await;
        // Nobody offers anything: the phone that made it is the only one to come, and then a new one.
        minh.received.clear();
        hoa.received.clear();
        for phone in [&mut minh, &mut hoa] {
            sync_with_restored(phone, &site).await;
        }
        let mut new = site.phone(site.hoa, 3).await;
        new.sync(&site.centre).await.unwrap();
        let op = minh.journal[0].op.id;
        all_have(&site, &[&minh, &hoa, &new], visit, op, given).await;
    }
}

#[tokio::test]
async fn a_reading_that_is_offered_after_another_was_given_reaches_everybody_who_has_the_other() {
    for later in [DAY, 500 * DAY] {
        let mut site = Site::new().await;
        let mut minh = site.phone(site.minh, 1).await;
        let mut hoa = site.phone(site.hoa, 2).await;
        minh.sync(&site.centre).await.unwrap();
        hoa.sync(&site.centre).await.unwrap();
        let copy = backup(&mut site).await;
        minh.clock_offset = 400 * DAY;
        let visit = site.visit(&mut minh, "câu trả lời bị mất");
        minh.clock_offset = 0;
        // The centre takes it and the answer is lost: this phone never hears of the reading.
        site.centre.sync(minh.request().sign(&minh.key)).await.unwrap();
        hoa.sync(&site.centre).await.unwrap();
        let op = minh.journal[0].op.id;
        let given = reading(&hoa, &site, visit, op).unwrap();
        site.clock.pass(later);
        restore(&mut site, &copy).await;
        minh.sync(&site.centre).await.unwrap();
        assert!(reading(&minh, &site, visit, op).unwrap() > given);
        let mut new = site.phone(site.hoa, 3).await;
        new.sync(&site.centre).await.unwrap();

        sync_with_restored(&mut hoa, &site).await;
        let mut last = site.phone(site.hoa, 4).await;
        for phone in [&mut minh, &mut new, &mut hoa, &mut last] {
            phone.sync(&site.centre).await.unwrap();
        }
        all_have(&site, &[&minh, &new, &hoa, &last], visit, op, given).await;
        assert!(hoa.sync(&site.centre).await.unwrap().sums.is_empty());
    }
}

#[tokio::test]
async fn what_was_carried_is_clamped_for_its_own_phone_too() {
    let mut site = Site::new().await;
    let mut minh = site.phone(site.minh, 1).await;
    let mut hoa = site.phone(site.hoa, 2).await;
    hoa.sync(&site.centre).await.unwrap();
    minh.sync(&site.centre).await.unwrap();
    let copy = backup(&mut site).await;
    // Taken as it is, for the centre's clock was right; after the restore it is behind.
    site.clock.pass(30 * DAY);
    let visit = site.visit(&mut minh, "đúng giờ");
    minh.sync(&site.centre).await.unwrap();
    site.clock.pass(-29 * DAY);
    restore(&mut site, &copy).await;
    let mut request = hoa.request();
    request.frames = vec![minh.push_frame(1, 1)];
    hoa.send(&site.centre, &request).await.unwrap();
    hoa.sync(&site.centre).await.unwrap();
    sync_with_restored(&mut minh, &site).await;
    let op = minh.journal[0].op.id;
    let given = reading(&hoa, &site, visit, op).unwrap();
    assert!(given < minh.journal[0].op.hlc);
    all_have(&site, &[&minh, &hoa], visit, op, given).await;
}

#[tokio::test]
async fn a_phone_that_knows_an_earlier_reading_than_what_was_offered_is_believed() {
    let mut site = Site::new().await;
    let mut minh = site.phone(site.minh, 1).await;
    let mut hoa = site.phone(site.hoa, 2).await;
    let (copy, visit, given) = clamped_after_backup(&mut site, &mut minh, &mut hoa).await;
    restore(&mut site, &copy).await;
    sync_with_restored(&mut hoa, &site).await;
    // In an epoch between, which is lost too, this phone alone heard of another one.
    let earlier = Hlc::new(given.seconds() - 60, 0);
    minh.journal[0].effective = Some(earlier);
    let op = minh.journal[0].op.id;
    let mut op_with_earlier = minh.journal[0].op.clone();
    op_with_earlier.hlc = earlier;
    minh.states.get_mut(&(site.care(site.lan), visit)).unwrap().fold(&op_with_earlier, None);
    sync_with_restored(&mut minh, &site).await;
    hoa.sync(&site.centre).await.unwrap();
    all_have(&site, &[&minh, &hoa], visit, op, earlier).await;
}
