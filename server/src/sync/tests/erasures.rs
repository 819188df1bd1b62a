//! Erasures that come back from phones to a centre that was restored without its journal: in whichever order the erasure, the
//! original and its stub come, all ends as a stub.

use clubbook_model::frame::{CentreFrame, FrameKind, Limits, Row};
use clubbook_model::id::{OpId, RecordId};
use clubbook_model::message::{Standing, reason};
use clubbook_model::op::Op;
use clubbook_model::registry::{CareCase, Entity, Erasure, HomeVisit, Person};
use clubbook_model::value::Value;

use super::restored::{backup, restore};
use crate::journal::Note;
use crate::store;
use crate::testing::{HandPhone, Site};

const SECRET: &str = "điều không ai được biết";

/// The rows on the record that a phone ever received.
fn rows_on(phone: &HandPhone, record: RecordId) -> Vec<Row> {
    let frames = phone
        .received
        .iter()
        .map(|bytes| CentreFrame::decode(bytes, &phone.centre_key, &Limits::default()).expect("the centre signed it"));
    frames.flat_map(|frame| frame.rows).filter(|row| row.op.entity == record).collect()
}

/// A frame of the centre as it was before the disaster.
fn frame(site: &Site, kind: FrameKind, rows: &[Row]) -> Vec<u8> {
    let frame = CentreFrame { kind, epoch: [0x0e; 16], books: Vec::new(), rows: rows.to_vec() };
    frame.encode(&site.centre.keys().signing, 0)
}

/// A centre that lost everything of the erasure of a visit, and what came of it before.
struct Lost {
    site: Site,
    minh: HandPhone,
    hoa: HandPhone,
    visit: RecordId,
    /// The visit as it was.
    original: Vec<Row>,
    /// The visit as those have it who came later.
    stub: Vec<Row>,
    /// The erasure.
    erasure: Vec<Row>,
}

/// The visit is in the backup, or came after it.
async fn lost(is_in_backup: bool) -> Lost {
    let mut site = Site::new().await;
    let mut minh = site.phone(site.minh, 1).await;
    let mut hoa = site.phone(site.hoa, 2).await;
    for phone in [&mut minh, &mut hoa] {
        phone.sync(&site.centre).await.unwrap();
    }
    let mut copy = backup(&mut site).await;
    let visit = site.visit(&mut minh, SECRET);
    minh.sync(&site.centre).await.unwrap();
    if is_in_backup {
        copy = backup(&mut site).await;
    }
    hoa.sync(&site.centre).await.unwrap();
    let original = rows_on(&hoa, visit);
    site.centre.erase(HomeVisit::reference(visit), "đơn 12".into()).await.unwrap();
    hoa.sync(&site.centre).await.unwrap();
    let erasure = rows_on(&hoa, Erasure::derived_id(&[Value::Ref(HomeVisit::reference(visit))]));
    let mut late = site.phone(site.hoa, 3).await;
    late.sync(&site.centre).await.unwrap();
    let stub = rows_on(&late, visit);
    assert_eq!((original.len(), stub.len(), erasure.len()), (1, 1, 1));
    assert_eq!(original[0].op.erased(), stub[0].op);
    // The journal outside the database is lost as well.
    std::fs::write(site.folder.path().join("journal.log"), "").unwrap();
    restore(&mut site, &copy).await;
    minh.cursors_are_known = false;
    hoa.cursors_are_known = false;
    Lost { site, minh, hoa, visit, original, stub, erasure }
}

impl Lost {
    /// The head's phone offers these rows, each in a frame of its own.
    async fn offer(&mut self, kind: FrameKind, rows: &[&[Row]]) {
        let mut request = self.hoa.request();
        request.frames = rows.iter().map(|rows| frame(&self.site, kind, rows)).collect();
        let answer = self.hoa.send(&self.site.centre, &request).await.unwrap();
        assert_eq!(answer.standing, Standing::Good);
    }

    /// The phone that made the visit sends it once more.
    async fn send_again(&mut self) {
        let mut request = self.minh.request();
        request.frames = vec![self.minh.push_frame(1, 1)];
        let answer = self.minh.send(&self.site.centre, &request).await.unwrap();
        assert_eq!((answer.standing, answer.acknowledged.point), (Standing::Good, self.minh.made()));
    }

    /// Nothing of the visit is left but its stub: in the log, in the state, in the chain's salt, and for new phones.
    async fn is_a_stub(&self, case: &str) {
        let (visit, club) = (self.visit, self.site.club.club);
        let rows = store::read(self.site.centre.store(), move |tx| tx.log_of_entity(visit)).await.unwrap();
        assert!(!rows.is_empty(), "{case}");
        for row in &rows {
            let op = row.decode().unwrap();
            assert!(op.changes.iter().all(|change| change.value == Value::Erased), "{case}: {op:?}");
        }
        let device = self.minh.key.device_id();
        let salt = store::read(self.site.centre.store(), move |tx| tx.salt(device, 0)).await.unwrap();
        assert_eq!(salt, None, "{case}");
        let state = self.site.centre.entity_state(self.site.care(self.site.lan), visit).await.unwrap().unwrap();
        assert_eq!(state, state.erased(), "{case}");
        assert_eq!(self.site.centre.rebuild().await.unwrap().differed, 0, "{case}");
        let journal = std::fs::read_to_string(self.site.folder.path().join("journal.log")).unwrap();
        let line = format!("erased {club} {} {visit}", HomeVisit::DEF.number);
        assert_eq!(journal.lines().filter(|noted| *noted == line).count(), 1, "{case}: {journal}");
    }
}

#[tokio::test]
async fn an_erasure_that_is_offered_is_carried_out_whatever_comes_before_it() {
    for is_in_backup in [false, true] {
        for kind in [FrameKind::Pull, FrameKind::Snapshot] {
            let case = format!("in the backup: {is_in_backup}, {kind:?}");
            // Both in one request, and one after the other.
            let mut lost_one = lost(is_in_backup).await;
            let (original, erasure) = (lost_one.original.clone(), lost_one.erasure.clone());
            lost_one.offer(kind, &[&original, &erasure]).await;
            lost_one.send_again().await;
            lost_one.is_a_stub(&case).await;

            let mut lost_one = lost(is_in_backup).await;
            lost_one.offer(kind, &[&erasure]).await;
            lost_one.offer(kind, &[&original]).await;
            lost_one.send_again().await;
            lost_one.is_a_stub(&case).await;

            let mut lost_one = lost(is_in_backup).await;
            lost_one.send_again().await;
            lost_one.offer(kind, &[&erasure]).await;
            lost_one.is_a_stub(&case).await;
        }
    }
}

#[tokio::test]
async fn a_stub_and_its_original_are_no_fork_and_end_as_the_stub() {
    for is_in_backup in [false, true] {
        for kind in [FrameKind::Pull, FrameKind::Snapshot] {
            let case = format!("in the backup: {is_in_backup}, {kind:?}");
            let mut lost_one = lost(is_in_backup).await;
            let (original, stub) = (lost_one.original.clone(), lost_one.stub.clone());
            lost_one.offer(kind, &[&stub]).await;
            lost_one.send_again().await;
            lost_one.is_a_stub(&case).await;

            let mut lost_one = lost(is_in_backup).await;
            lost_one.offer(kind, &[&original]).await;
            lost_one.offer(kind, &[&stub]).await;
            lost_one.send_again().await;
            lost_one.is_a_stub(&case).await;

            let mut lost_one = lost(is_in_backup).await;
            lost_one.offer(kind, &[&stub]).await;
            lost_one.offer(kind, &[&original]).await;
            lost_one.is_a_stub(&case).await;
        }
    }
}

#[tokio::test]
async fn what_is_held_on_an_erased_record_becomes_a_stub_too() {
    let mut lost_one = lost(false).await;
    let site = &lost_one.site;
    let case = CareCase::derived_id(&[Value::Ref(Person::reference(site.lan))]);
    let mut thu = site.phone(site.thu, 4).await;
    let mut draft = CareCase::create(case);
    draft.set(CareCase::assessment, SECRET.to_owned());
    thu.record(site.care(site.lan), draft);
    thu.sync(&site.centre).await.unwrap();
    assert_eq!(thu.held.get(&1).map(String::as_str), Some(reason::NO_RIGHT));
    // Another centre's erasure of that case, as a phone would have it.
    let named = CareCase::reference(case);
    let mut op: Op = lost_one.erasure[0].op.clone();
    op.id.seq += 100;
    op.entity = Erasure::derived_id(&[Value::Ref(named)]);
    op.changes.iter_mut().filter(|change| change.tag == Erasure::record.tag).for_each(|c| c.value = Value::Ref(named));
    lost_one.offer(FrameKind::Pull, &[&[Row { op, book_seq: 1, effective: None }]]).await;
    let device = thu.key.device_id();
    let held = store::read(lost_one.site.centre.store(), move |tx| tx.held(device)).await.unwrap();
    let changes = held[0].decode().unwrap().changes;
    assert!(!changes.is_empty() && changes.iter().all(|change| change.value == Value::Erased), "{changes:?}");
}

#[tokio::test]
async fn an_erasure_whose_id_does_not_follow_from_its_record_erases_nothing() {
    let mut lost_one = lost(false).await;
    let (original, mut erasure) = (lost_one.original.clone(), lost_one.erasure.clone());
    erasure[0].op.entity = RecordId([9; 16]);
    lost_one.offer(FrameKind::Pull, &[&original, &erasure]).await;
    let care = lost_one.site.care(lost_one.site.lan);
    let state = lost_one.site.centre.entity_state(care, lost_one.visit).await.unwrap().unwrap();
    assert_eq!(HomeVisit::read(lost_one.visit, &state).note.as_deref(), Some(SECRET));
}

#[tokio::test]
async fn an_erasure_that_was_held_and_is_released_is_carried_out() {
    let site = Site::new().await;
    let mut hoa = site.phone(site.hoa, 2).await;
    let mut minh = site.phone(site.minh, 1).await;
    let visit = site.visit(&mut minh, SECRET);
    minh.sync(&site.centre).await.unwrap();
    let named = HomeVisit::reference(visit);
    let mut draft = Erasure::create(Erasure::derived_id(&[Value::Ref(named)]));
    draft.set(Erasure::record, named);
    hoa.record(site.roster(), draft);
    hoa.sync(&site.centre).await.unwrap();
    assert_eq!(hoa.held.get(&1).map(String::as_str), Some(reason::NO_RIGHT));
    let before = site.centre.entity_state(site.care(site.lan), visit).await.unwrap().unwrap();
    assert_eq!(HomeVisit::read(visit, &before).note.as_deref(), Some(SECRET));
    site.centre.release(hoa.key.device_id(), 1, 1).await.unwrap();
    let after = site.centre.entity_state(site.care(site.lan), visit).await.unwrap().unwrap();
    assert_eq!(after, before.erased());
    let journal = crate::journal::Journal::open(&site.folder.path().join("journal.log")).unwrap();
    let note = Note::Erased { club: site.club.club, kind: HomeVisit::DEF.number, record: visit };
    assert!(journal.notes().unwrap().contains(&note));
}

/// What a phone writes under a number that others offer is compared with what they offer. It may be anything.
#[tokio::test]
async fn nothing_is_erased_by_a_stub_that_a_phone_writes_itself() {
    for (is_restored, on_own_record) in [(true, false), (true, true), (false, false), (false, true)] {
        let case = format!("restored: {is_restored}, on its own record: {on_own_record}");
        let mut site = Site::new().await;
        let mut minh = site.phone(site.minh, 1).await;
        let mut hoa = site.phone(site.hoa, 2).await;
        minh.sync(&site.centre).await.unwrap();
        let copy = backup(&mut site).await;
        let mut other_minh = minh.clone();
        let visit = site.visit(&mut minh, "Bà khoẻ");
        minh.sync(&site.centre).await.unwrap();
        hoa.sync(&site.centre).await.unwrap();
        let original = rows_on(&hoa, visit);
        if is_restored {
            restore(&mut site, &copy).await;
            for phone in [&mut hoa, &mut other_minh] {
                phone.cursors_are_known = false;
            }
            let mut request = hoa.request();
            request.frames = vec![frame(&site, FrameKind::Pull, &original)];
            hoa.send(&site.centre, &request).await.unwrap();
        }
        let stub = original[0].op.erased();
        let forged = match on_own_record {
            true => stub,
            false => Op { book: site.roster(), kind: Person::DEF.number, entity: site.lan, ..stub },
        };
        let mut phone = if is_restored { other_minh } else { minh };
        let id = OpId { seq: phone.made().seq + 1, ..forged.id };
        phone.record_op(Op { id, ..forged });
        // The centre may take it for a fork, hold it or refuse it, as long as nothing is erased.
        let _ = phone.sync(&site.centre).await;
        for (book, record) in [(site.roster(), site.lan), (site.care(site.lan), visit)] {
            let state = site.centre.entity_state(book, record).await.unwrap().expect("nothing took the record away");
            let mut entries = state.fields().flat_map(|(_, field)| field.entries());
            assert!(entries.all(|(_, entry)| entry.value != Value::Erased), "{case}");
        }
        let journal = std::fs::read_to_string(site.folder.path().join("journal.log")).unwrap();
        assert!(!journal.contains("erased "), "{case}: {journal}");
    }
}
