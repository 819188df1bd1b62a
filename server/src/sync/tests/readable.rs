//! Frames that could not be read when they came, and that a newer version of the program can read.

use clubbook_model::message::reason;

use super::damage::by_a_newer_writer;
use super::notes;
use super::restored::{backup, restore, sync_with_restored};
use crate::testing::{HandPhone, Site};

/// The program was updated: the frame that begins with this op can be read.
async fn update_program(site: &mut Site, phone: &HandPhone, first: u64, last: u64) {
    site.centre.shutdown().await;
    let database = rusqlite::Connection::open(site.centre.database()).unwrap();
    let (device, frame) = (phone.key.device_id(), phone.push_frame(first, last));
    let device = i64::from_be_bytes(device.0.to_be_bytes());
    let sql = "UPDATE unreadable SET frame = ?3 WHERE device = ?1 AND first = ?2";
    assert_eq!(database.execute(sql, (device, first as i64, frame)).unwrap(), 1);
    drop(database);
    site.reopen(11).await;
}

/// Minh's phone has sent three visits, of which the centre cannot read the first two.
async fn unreadable(site: &Site) -> (HandPhone, Vec<clubbook_model::id::RecordId>) {
    let mut minh = site.phone(site.minh, 1).await;
    let visits = ["một", "hai", "ba"].map(|note| site.visit(&mut minh, note)).to_vec();
    let mut request = minh.request();
    request.frames = vec![by_a_newer_writer(&minh, 1, 2), minh.push_frame(3, 3)];
    minh.send(&site.centre, &request).await.unwrap();
    assert_eq!(minh.held.values().collect::<Vec<_>>(), [reason::UNREADABLE; 2]);
    (minh, visits)
}

async fn all_is_there_once(site: &Site, minh: &mut HandPhone, visits: &[clubbook_model::id::RecordId]) {
    assert!(site.centre.quarantine(None).await.unwrap().is_empty());
    minh.sync(&site.centre).await.unwrap();
    assert!(minh.held.is_empty() && minh.journal.iter().all(|made| made.confirmed), "{:?}", minh.held);
    for (visit, note) in visits.iter().zip(["một", "hai", "ba"]) {
        assert_eq!(notes(site, *visit).await, [clubbook_model::value::Value::Text(note.into())]);
    }
    let received = site.centre.received_ops(minh.key.device_id()).await.unwrap();
    let numbers: Vec<(u64, bool)> = received.iter().map(|op| (op.seq, op.chain.is_some())).collect();
    assert_eq!(numbers, [(1, true), (2, true), (3, true)], "no gap, no double");
    assert!(minh.sync(&site.centre).await.unwrap().sums.is_empty());
    assert_eq!(site.centre.rebuild().await.unwrap().differed, 0);
}

#[tokio::test]
async fn a_frame_that_can_be_read_later_is_taken_where_its_journal_left_off() {
    let mut site = Site::new().await;
    let (mut minh, visits) = unreadable(&site).await;
    update_program(&mut site, &minh, 1, 2).await;
    assert_eq!(site.centre.release(minh.key.device_id(), 1, 2).await.unwrap(), 2);
    all_is_there_once(&site, &mut minh, &visits).await;
}

#[tokio::test]
async fn a_frame_that_can_be_read_later_joins_what_other_phones_brought_back_of_it() {
    let mut site = Site::new().await;
    let (mut minh, visits) = unreadable(&site).await;
    let mut hoa = site.phone(site.hoa, 2).await;
    let copy = backup(&mut site).await;
    update_program(&mut site, &minh, 1, 2).await;
    site.centre.release(minh.key.device_id(), 1, 2).await.unwrap();
    minh.sync(&site.centre).await.unwrap();
    hoa.sync(&site.centre).await.unwrap();
    restore(&mut site, &copy).await;
    sync_with_restored(&mut hoa, &site).await;
    assert_eq!(site.centre.quarantine(None).await.unwrap().len(), 1, "the frame itself waits");
    update_program(&mut site, &minh, 1, 2).await;
    assert_eq!(site.centre.release(minh.key.device_id(), 1, 2).await.unwrap(), 2);
    all_is_there_once(&site, &mut minh, &visits).await;
    hoa.sync(&site.centre).await.unwrap();
    assert!(hoa.sync(&site.centre).await.unwrap().sums.is_empty());
}
