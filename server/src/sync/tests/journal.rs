use clubbook_model::id::{BookKind, RecordId};
use clubbook_model::message::{Standing, reason};
use clubbook_model::op::{Change, Op, Source};
use clubbook_model::registry::{Entity, HomeVisit, Person};
use clubbook_model::time::Hlc;
use clubbook_model::value::Value;

use crate::testing::{HandPhone, Site};

/// An op of a newer app: what the registry of this version does not know.
fn newer(phone: &HandPhone, site: &Site, change: impl FnOnce(&mut Op)) -> Op {
    let id = clubbook_model::id::OpId { device: phone.key.device_id(), seq: phone.journal.len() as u64 + 1 };
    let mut op = Op {
        id,
        hlc: Hlc::new(u64::try_from(site.now().0).unwrap(), id.seq as u16),
        author: phone.person,
        on_behalf_of: None,
        source: Source::APP,
        book: site.roster(),
        kind: Person::DEF.number,
        entity: RecordId::of_op(id, 0),
        former: None,
        changes: vec![Change {
            tag: Person::full_name.tag,
            element: Vec::new(),
            value: Value::Text("Hồ Thị Sáu".into()),
            over: Vec::new(),
        }],
    };
    change(&mut op);
    op
}

#[tokio::test]
async fn what_was_pushed_is_there_once_however_often_it_comes() {
    let site = Site::new().await;
    let mut minh = site.phone(site.minh, 1).await;
    let visit = site.visit(&mut minh, "khỏe hơn");
    let request = minh.request();
    let first = site.centre.sync(request.sign(&minh.key)).await.unwrap();
    let again = site.centre.sync(request.sign(&minh.key)).await.unwrap();
    assert_eq!(first.acknowledged, again.acknowledged);
    assert_eq!((first.acknowledged.point, first.standing), (minh.made(), Standing::Good));
    let received = site.centre.received_ops(minh.key.device_id()).await.unwrap();
    assert_eq!(received.iter().map(|op| (op.seq, op.entity, op.held.clone())).collect::<Vec<_>>(), [(1, visit, None)]);
    let state = site.centre.entity_state(site.care(site.lan), visit).await.unwrap().unwrap();
    assert_eq!(HomeVisit::read(visit, &state).note.as_deref(), Some("khỏe hơn"));
}

#[tokio::test]
async fn a_gap_is_asked_for_and_nothing_behind_it_is_taken() {
    let site = Site::new().await;
    let mut minh = site.phone(site.minh, 1).await;
    for note in ["một", "hai", "ba"] {
        site.visit(&mut minh, note);
    }
    let mut request = minh.request();
    request.frames = vec![minh.push_frame(1, 1), minh.push_frame(3, 3)];
    let answer = minh.send(&site.centre, &request).await.unwrap();
    assert_eq!((answer.acknowledged.point.seq, answer.send_from), (1, Some(2)));
    let answer = minh.sync(&site.centre).await.unwrap();
    assert_eq!((answer.acknowledged.point, answer.send_from), (minh.made(), None));
}

#[tokio::test]
async fn a_frame_that_overlaps_what_is_here_is_taken_from_where_it_is_new() {
    let site = Site::new().await;
    let mut minh = site.phone(site.minh, 1).await;
    site.visit(&mut minh, "một");
    let lost = minh.request();
    site.centre.sync(lost.sign(&minh.key)).await.unwrap();
    site.visit(&mut minh, "hai");
    let answer = minh.sync(&site.centre).await.unwrap();
    assert_eq!(answer.acknowledged.point, minh.made());
    assert_eq!(site.centre.received_ops(minh.key.device_id()).await.unwrap().len(), 2);
}

#[tokio::test]
async fn an_acknowledgement_names_no_op_that_the_request_did_not_send() {
    let site = Site::new().await;
    let mut minh = site.phone(site.minh, 1).await;
    for note in ["một", "hai", "ba"] {
        site.visit(&mut minh, note);
    }
    site.centre.sync(minh.request().sign(&minh.key)).await.unwrap();
    let mut smaller = minh.request();
    smaller.frames = vec![minh.push_frame(1, 2)];
    let answer = minh.send(&site.centre, &smaller).await.unwrap();
    assert_eq!(answer.acknowledged.point, minh.point(2));
}

#[tokio::test]
async fn any_enrolled_phone_may_carry_the_frames_of_another() {
    let site = Site::new().await;
    let mut minh = site.phone(site.minh, 1).await;
    let mut hoa = site.phone(site.hoa, 2).await;
    let visit = site.visit(&mut minh, "mang hộ");
    let mut request = hoa.request();
    request.frames = vec![minh.push_frame(1, 1)];
    hoa.send(&site.centre, &request).await.unwrap();
    assert!(site.centre.entity_state(site.care(site.lan), visit).await.unwrap().is_some());
    let answer = minh.sync(&site.centre).await.unwrap();
    assert_eq!(answer.acknowledged.point, minh.made());
    assert_eq!(site.centre.received_ops(minh.key.device_id()).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_clock_a_year_ahead_is_clamped_and_the_phone_goes_on_from_there() {
    let site = Site::new().await;
    let mut minh = site.phone(site.minh, 1).await;
    let mut hoa = site.phone(site.hoa, 2).await;
    minh.clock_offset = 365 * 86_400;
    site.visit(&mut minh, "một");
    site.visit(&mut minh, "hai");
    let request = minh.request();
    let first = site.centre.sync(request.sign(&minh.key)).await.unwrap();
    let now = u64::try_from(site.now().0).unwrap();
    assert_eq!(first.acknowledged.restamped, [(1, Hlc::new(now, 0)), (2, Hlc::new(now, 1))]);
    // The answer was lost and time passes: the same stamps again.
    site.clock.pass(3600);
    let answer = minh.sync(&site.centre).await.unwrap();
    assert_eq!(answer.acknowledged.restamped, first.acknowledged.restamped);
    hoa.sync(&site.centre).await.unwrap();
    assert_eq!(hoa.sum(&site.care(site.lan)), minh.sum(&site.care(site.lan)));
    let received = site.centre.received_ops(minh.key.device_id()).await.unwrap();
    assert_eq!(received.last().unwrap().effective, Hlc::new(now, 1));
}

#[tokio::test]
async fn a_clock_years_behind_is_taken_as_it_is() {
    let site = Site::new().await;
    let mut minh = site.phone(site.minh, 1).await;
    minh.clock_offset = -9 * 365 * 86_400;
    site.visit(&mut minh, "đồng hồ sai");
    let answer = minh.sync(&site.centre).await.unwrap();
    assert_eq!((answer.acknowledged.point, answer.acknowledged.restamped.len()), (minh.made(), 0));
}

#[tokio::test]
async fn kinds_fields_and_values_that_this_version_does_not_know_are_kept_and_sent_on() {
    let site = Site::new().await;
    let mut hoa = site.phone(site.hoa, 2).await;
    let mut other = site.phone(site.hoa, 3).await;
    let unknown_field = newer(&hoa, &site, |op| {
        op.changes.push(Change {
            tag: clubbook_model::field::Tag(900 << 3),
            element: Vec::new(),
            value: Value::Unknown { value_type: 200 & !7 | 2, payload: b"moi".to_vec() },
            over: Vec::new(),
        });
    });
    hoa.record_op(unknown_field.clone());
    let unknown_value = newer(&hoa, &site, |op| {
        op.changes.push(Change { tag: Person::sex.tag, element: Vec::new(), value: Value::Enum(77), over: Vec::new() });
    });
    hoa.record_op(unknown_value.clone());
    let unknown_kind = newer(&hoa, &site, |op| op.kind = 4000);
    hoa.record_op(unknown_kind.clone());
    let unknown_book = newer(&hoa, &site, |op| {
        op.kind = 4001;
        op.book.kind = BookKind(99);
    });
    hoa.record_op(unknown_book.clone());
    let answer = hoa.sync(&site.centre).await.unwrap();
    assert_eq!((answer.acknowledged.point, hoa.held.len()), (hoa.made(), 0));
    other.sync(&site.centre).await.unwrap();
    for op in [unknown_field, unknown_value, unknown_kind, unknown_book] {
        let mut expected = clubbook_model::merge::EntityState::new();
        expected.fold(&op, None);
        assert_eq!(other.state(op.book, op.entity), expected, "op {}", op.id.seq);
    }
}

#[tokio::test]
async fn an_op_in_the_wrong_book_or_under_the_wrong_id_is_held_and_everything_else_passes() {
    let site = Site::new().await;
    let mut hoa = site.phone(site.hoa, 2).await;
    let mut other_club = newer(&hoa, &site, |_| {});
    other_club.book.club = RecordId([9; 16]);
    hoa.record_op(other_club);
    let mut other_kind = newer(&hoa, &site, |_| {});
    other_kind.book = site.care(site.lan);
    hoa.record_op(other_kind);
    let attendance = newer(&hoa, &site, |op| {
        use clubbook_model::registry::{Attendance, Meeting};
        op.kind = Attendance::DEF.number;
        let change = |tag, value| Change { tag, element: Vec::new(), value, over: Vec::new() };
        op.changes = vec![
            change(Attendance::meeting.tag, Value::Ref(Meeting::reference(RecordId([8; 16])))),
            change(Attendance::person.tag, Value::Ref(Person::reference(site.lan))),
        ];
    });
    hoa.record_op(attendance);
    let good = newer(&hoa, &site, |_| {});
    hoa.record_op(good.clone());
    let answer = hoa.sync(&site.centre).await.unwrap();
    assert_eq!(answer.acknowledged.point, hoa.made());
    let held: Vec<(u64, &str)> = hoa.held.iter().map(|(seq, reason)| (*seq, reason.as_str())).collect();
    assert_eq!(held, [(1, reason::WRONG_BOOK), (2, reason::WRONG_BOOK), (3, reason::WRONG_KEY)]);
    assert!(site.centre.entity_state(site.roster(), good.entity).await.unwrap().is_some());
}

#[tokio::test]
async fn what_stands_behind_a_held_op_waits_with_it_and_is_released_with_it_in_order() {
    let site = Site::new().await;
    let mut minh = site.phone(site.minh, 1).await;
    let mut hoa = site.phone(site.hoa, 2).await;
    minh.sync(&site.centre).await.unwrap();
    // A volunteer does not give tasks: the new member with a task is held, and what is said of them.
    let membership = minh.next_record();
    let mut draft = clubbook_model::registry::Membership::create(membership);
    draft.set(clubbook_model::registry::Membership::person, Person::reference(site.tu));
    draft.add(clubbook_model::registry::Membership::roles, &clubbook_model::vocabulary::Role::Cashier);
    minh.record(site.roster(), draft);
    let mut draft = clubbook_model::registry::Membership::create(membership);
    draft.set(clubbook_model::registry::Membership::register_no, 12);
    minh.record(site.roster(), draft);
    site.edit(&mut minh, site.lan, Person::note, "không liên quan");
    minh.sync(&site.centre).await.unwrap();
    let held: Vec<(u64, &str)> = minh.held.iter().map(|(seq, reason)| (*seq, reason.as_str())).collect();
    assert_eq!(held, [(1, reason::NO_RIGHT), (2, reason::BEHIND_QUARANTINED)]);
    let waiting = site.centre.quarantine(Some(crate::testing::CLUB)).await.unwrap();
    assert_eq!(waiting.iter().map(|run| (run.first, run.last)).collect::<Vec<_>>(), [(1, 1), (2, 2)]);

    assert_eq!(site.centre.release(minh.key.device_id(), 1, 1).await.unwrap(), 2);
    assert!(site.centre.quarantine(None).await.unwrap().is_empty());
    let answer = minh.sync(&site.centre).await.unwrap();
    assert_eq!(
        answer.quarantine.iter().map(|run| (run.first, run.last, run.reason.as_str())).collect::<Vec<_>>(),
        [(1, 2, "")]
    );
    assert!(minh.journal.iter().all(|made| made.confirmed));
    // Heard once, it is not told again.
    assert!(minh.sync(&site.centre).await.unwrap().quarantine.is_empty());
    hoa.sync(&site.centre).await.unwrap();
    assert_eq!(hoa.sum(&site.roster()), minh.sum(&site.roster()));
    let received = site.centre.received_ops(minh.key.device_id()).await.unwrap();
    assert!(received[0].book_seq < received[1].book_seq);
    assert_eq!(received[0].effective, minh.journal[0].op.hlc);
}

#[tokio::test]
async fn everything_of_a_revoked_phone_is_held_and_it_gets_nothing_more() {
    let site = Site::new().await;
    let mut minh = site.phone(site.minh, 1).await;
    minh.sync(&site.centre).await.unwrap();
    site.centre.revoke_device(minh.key.device_id()).await.unwrap();
    let mut hoa = site.phone(site.hoa, 2).await;
    site.edit(&mut hoa, site.lan, Person::note, "mới");
    hoa.sync(&site.centre).await.unwrap();
    let visit = site.visit(&mut minh, "sau khi thu hồi");
    let answer = minh.sync(&site.centre).await.unwrap();
    assert_eq!(answer.standing, Standing::Held(clubbook_model::message::Held::Revoked));
    assert_eq!((answer.frames.len(), answer.grants.len(), answer.acknowledged.point), (0, 0, minh.made()));
    assert_eq!(minh.held.get(&1).map(String::as_str), Some(reason::REVOKED));
    assert!(site.centre.entity_state(site.care(site.lan), visit).await.unwrap().is_none());
    assert_eq!(site.centre.release(minh.key.device_id(), 1, 1).await.unwrap(), 1);
    assert!(site.centre.entity_state(site.care(site.lan), visit).await.unwrap().is_some());
}
