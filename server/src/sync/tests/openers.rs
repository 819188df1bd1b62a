//! Who opened a care part keeps the right to write it when the part comes back to a restored centre from somebody else.

use clubbook_model::frame::{CentreFrame, FrameKind, Limits, Row};
use clubbook_model::id::RecordId;
use clubbook_model::message::{Rights, Standing};
use clubbook_model::registry::{CareCase, Entity, HomeVisit, Person};
use clubbook_model::value::Value;

use super::restored::{backup, restore, sync_with_restored};
use crate::testing::{HandPhone, Site};

/// Opens the care part of Tư on a phone, as somebody says who uses it.
fn open_care(phone: &mut HandPhone, site: &Site, author: RecordId) -> RecordId {
    let reference = Person::reference(site.tu);
    let case = CareCase::derived_id(&[Value::Ref(reference)]);
    let mut draft = CareCase::create(case);
    draft.set(CareCase::person, reference);
    draft.set(CareCase::reason, "mới xuất viện".to_owned());
    let of = phone.person;
    phone.person = author;
    phone.record(site.care(site.tu), draft);
    phone.person = of;
    case
}

fn rights(phone: &HandPhone, site: &Site) -> Option<Rights> {
    phone.books.values().find(|(grant, _)| grant.book == site.care(site.tu)).map(|(grant, _)| grant.rights)
}

/// What may be written in the part: the next op is taken.
async fn still_writes(phone: &mut HandPhone, site: &Site, case: RecordId) {
    assert_eq!(rights(phone, site), Some(Rights(7)));
    let mut draft = CareCase::edit(case, &phone.state(site.care(site.tu), case));
    draft.set(CareCase::reason, "đã khỏe hơn".to_owned());
    phone.record(site.care(site.tu), draft);
    phone.sync(&site.centre).await.unwrap();
    assert!(phone.held.is_empty(), "{:?}", phone.held);
}

#[tokio::test]
async fn who_opened_a_part_still_writes_it_after_somebody_else_brought_it_back() {
    // The phone is in the backup, or was connected afterwards.
    for is_in_backup in [true, false] {
        let mut site = Site::new().await;
        let mut hoa = site.phone(site.hoa, 1).await;
        hoa.sync(&site.centre).await.unwrap();
        let (mut thu, copy) = if is_in_backup {
            let thu = site.phone(site.thu, 3).await;
            (thu, backup(&mut site).await)
        } else {
            let copy = backup(&mut site).await;
            (site.phone(site.thu, 3).await, copy)
        };
        thu.sync(&site.centre).await.unwrap();
        // Somebody else uses Thu's phone just then: the right is of the person of the phone.
        let case = open_care(&mut thu, &site, site.minh);
        thu.sync(&site.centre).await.unwrap();
        assert_eq!(rights(&thu, &site), Some(Rights(7)));
        hoa.sync(&site.centre).await.unwrap();
        restore(&mut site, &copy).await;
        sync_with_restored(&mut hoa, &site).await;
        sync_with_restored(&mut thu, &site).await;
        thu.sync(&site.centre).await.unwrap();
        still_writes(&mut thu, &site, case).await;
        let mut minh = site.phone(site.minh, 4).await;
        minh.sync(&site.centre).await.unwrap();
        assert_eq!(rights(&minh, &site), Some(Rights::ADD));
    }
}

#[tokio::test]
async fn of_several_who_wrote_in_a_part_the_first_one_opened_it() {
    for kind in [FrameKind::Pull, FrameKind::Snapshot] {
        let mut site = Site::new().await;
        let mut hoa = site.phone(site.hoa, 1).await;
        // Frames keep rows by device: the others' come first, whoever opened the part.
        let mut phones = Vec::new();
        for secret in 3..9 {
            phones.push(site.phone(site.thu, secret).await);
        }
        phones.sort_by_key(|phone| std::cmp::Reverse(phone.key.device_id()));
        let mut thu = phones.remove(0);
        thu.sync(&site.centre).await.unwrap();
        hoa.sync(&site.centre).await.unwrap();
        let mut minh = site.phone(site.minh, 2).await;
        minh.sync(&site.centre).await.unwrap();
        let copy = backup(&mut site).await;
        let case = open_care(&mut thu, &site, site.thu);
        thu.sync(&site.centre).await.unwrap();
        site.clock.pass(60);
        let visit = minh.next_record();
        let mut draft = HomeVisit::create(visit);
        draft.set(HomeVisit::visited_on, site.today());
        minh.record(site.care(site.tu), draft);
        minh.sync(&site.centre).await.unwrap();
        hoa.sync(&site.centre).await.unwrap();
        let rows: Vec<Row> = hoa
            .received
            .iter()
            .flat_map(|frame| CentreFrame::decode(frame, &hoa.centre_key, &Limits::default()).unwrap().rows)
            .filter(|row| row.op.book == site.care(site.tu))
            .collect();
        assert_eq!(rows.len(), 2);
        restore(&mut site, &copy).await;
        let frame = CentreFrame { kind, epoch: [0x0e; 16], books: Vec::new(), rows };
        let mut request = hoa.request();
        request.cursors = Some(Vec::new());
        request.frames = vec![frame.encode(&site.centre.keys().signing, 0)];
        assert_eq!(hoa.send(&site.centre, &request).await.unwrap().standing, Standing::Good);
        hoa.received.clear();
        sync_with_restored(&mut thu, &site).await;
        thu.sync(&site.centre).await.unwrap();
        still_writes(&mut thu, &site, case).await;
    }
}

#[tokio::test]
async fn a_part_that_was_offered_in_the_same_request_is_not_that_of_whoever_offered_it() {
    let mut site = Site::new().await;
    let mut thu = site.phone(site.thu, 3).await;
    let mut minh = site.phone(site.minh, 2).await;
    for phone in [&mut thu, &mut minh] {
        phone.sync(&site.centre).await.unwrap();
    }
    let copy = backup(&mut site).await;
    let case = open_care(&mut thu, &site, site.thu);
    thu.sync(&site.centre).await.unwrap();
    restore(&mut site, &copy).await;
    // As a frame of the centre, which Minh's phone has from the time when it led the club.
    let row = Row { op: thu.journal[0].op.clone(), book_seq: 1, effective: None };
    let frame = CentreFrame { kind: FrameKind::Pull, epoch: [0x0e; 16], books: Vec::new(), rows: vec![row] };
    // A visit, which everybody may add; then an op on the case, which only who opened the part may write.
    let mut draft = HomeVisit::create(minh.next_record());
    draft.set(HomeVisit::visited_on, site.today());
    minh.record(site.care(site.tu), draft);
    let mut draft = CareCase::create(case);
    draft.set(CareCase::assessment, "không phải của mình".to_owned());
    minh.record(site.care(site.tu), draft);
    let mut request = minh.request();
    request.frames.insert(0, frame.encode(&site.centre.keys().signing, 0));
    minh.send(&site.centre, &request).await.unwrap();
    assert_eq!(minh.held.keys().copied().collect::<Vec<_>>(), [2], "{:?}", minh.held);
}
