//! What officers do, on a real centre.

use clubbook_model::chain::segment;
use clubbook_model::frame::{CentreFrame, Limits};
use clubbook_model::registry::{Attendance, Entity, HomeVisit, Meeting, Membership, Person, SameAs};
use clubbook_model::time::Day;
use clubbook_model::value::Value;
use clubbook_model::vocabulary::{CircumstanceKind, ClubStatus, LeavingReason, Mark, MeetingKind, MeetingStatus};

use super::{ClubFilter, ClubSummary, CodeState, ImportRow, KnownEntries, NewClub, UnitKind};
use crate::enrol::{MOST_TRIES, VALID_SECONDS};
use crate::error::CentreError;
use crate::store;
use crate::testing::{CLUB, HandPhone, Site};

async fn summary(site: &Site) -> ClubSummary {
    site.centre.clubs(ClubFilter::default()).await.unwrap().remove(0)
}

#[tokio::test]
async fn the_public_list_of_units_is_loaded_and_its_communes_lie_within_their_provinces() {
    let site = Site::new().await;
    let csv = "code,name,type,province_code,province_name\n00004,Phường Ba Đình,phường,01,Thành phố Hà Nội\n";
    assert_eq!(site.centre.load_units(csv.into()).await.unwrap(), 1);
    let units = site.centre.units().await.unwrap();
    assert_eq!(units.iter().filter(|unit| unit.kind == UnitKind::Province).count(), 2);
    assert!(matches!(site.centre.load_units(b"a,b\n1,2\n".to_vec()).await, Err(CentreError::Invalid(_))));
    let of = |unit: &str| ClubFilter { unit: Some(unit.into()), text: None };
    for (unit, count) in [("51", 1), ("21235", 1), ("01", 0), ("00004", 0)] {
        assert_eq!(site.centre.clubs(of(unit)).await.unwrap().len(), count, "{unit}");
    }
    for (text, count) in [("go deo", 1), ("Sơn Hà", 1), ("ba dinh", 0)] {
        let filter = ClubFilter { unit: None, text: Some(text.into()) };
        assert_eq!(site.centre.clubs(filter).await.unwrap().len(), count, "{text}");
    }
}

#[tokio::test]
async fn a_club_needs_a_commune_a_name_and_a_number_of_its_own() {
    let site = Site::new().await;
    let good = NewClub {
        unit_code: "21235".into(),
        number: 18,
        name: "CLB thôn Làng Rê".into(),
        meeting_day: None,
        hamlets: Vec::new(),
    };
    let refused = |change: fn(&mut NewClub)| {
        let mut club = good.clone();
        change(&mut club);
        site.centre.create_club(club)
    };
    assert!(matches!(refused(|club| club.unit_code = "51".into()).await, Err(CentreError::NotFound("commune"))));
    assert!(matches!(refused(|club| club.number = CLUB).await, Err(CentreError::Invalid(_))));
    assert!(matches!(refused(|club| club.name = " ".into()).await, Err(CentreError::Invalid(_))));
    assert!(matches!(refused(|club| club.meeting_day = Some(32)).await, Err(CentreError::Invalid(_))));
    let made = site.centre.create_club(good).await.unwrap();
    assert_eq!(site.centre.club(18).await.unwrap(), made);
    assert_eq!(site.centre.clubs(ClubFilter::default()).await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_list_of_people_is_taken_whole_or_not_at_all() {
    let site = Site::new().await;
    let row = |line, fields: &[(&str, &str)]| ImportRow {
        line,
        fields: fields.iter().map(|(name, text)| ((*name).into(), (*text).into())).collect(),
    };
    let rows = vec![
        row(2, &[("full_name", "Hồ Văn Bảy"), ("birth", "1950")]),
        row(3, &[("full_name", "Hồ Thị Tám"), ("birth", "31/2/1950"), ("tuoi", "75")]),
        row(4, &[("birth", "1951")]),
    ];
    let Err(CentreError::Import(refused)) = site.centre.import_people(CLUB, rows.clone()).await else {
        panic!("a list with wrong lines was taken");
    };
    let lines: Vec<(u64, &str)> = refused.iter().map(|line| (line.line, line.field.as_str())).collect();
    assert_eq!(lines, [(3, "birth"), (3, "tuoi"), (4, "full_name")]);
    assert_eq!(summary(&site).await.members, 5);
    site.centre.import_people(CLUB, rows[..1].to_vec()).await.unwrap();
    assert_eq!(summary(&site).await.members, 6);
    let tasks = site.centre.people_with_tasks(CLUB).await.unwrap();
    assert_eq!(tasks.iter().map(|person| person.roles.len()).collect::<Vec<_>>(), [1, 1, 2]);
}

#[tokio::test]
async fn a_code_works_once_for_one_phone_which_is_answered_the_same_again() {
    let site = Site::new().await;
    let code = site.centre.issue_code(CLUB, site.minh).await.unwrap();
    let first = HandPhone::enrol(&site.centre, CLUB, &code.digits, [1; 32]).await.unwrap();
    site.clock.pass(30 * 86_400);
    let again = HandPhone::enrol(&site.centre, CLUB, &code.digits, [1; 32]).await.unwrap();
    assert_eq!((first.certificate, first.person), (again.certificate, site.minh));
    let other = HandPhone::enrol(&site.centre, CLUB, &code.digits, [2; 32]).await.unwrap_err();
    assert_eq!((other.code(), other.status()), ("code_used", 403));
    let state = site.centre.codes(CLUB).await.unwrap()[0].state;
    assert_eq!(state, CodeState::Used(first.key.device_id()));
}

#[tokio::test]
async fn a_code_that_is_wrong_old_or_cancelled_says_so() {
    let site = Site::new().await;
    let code = site.centre.issue_code(CLUB, site.minh).await.unwrap();
    let wrong: String = code.digits.chars().rev().collect();
    assert_ne!(wrong, code.digits);
    let refused = HandPhone::enrol(&site.centre, CLUB, &wrong, [1; 32]).await.unwrap_err();
    assert_eq!(refused.code(), "code_wrong");
    assert_eq!(HandPhone::enrol(&site.centre, 99, &code.digits, [1; 32]).await.unwrap_err().code(), "code_wrong");
    site.clock.pass(VALID_SECONDS + 1);
    assert_eq!(HandPhone::enrol(&site.centre, CLUB, &code.digits, [1; 32]).await.unwrap_err().code(), "code_expired");
    let code = site.centre.issue_code(CLUB, site.minh).await.unwrap();
    assert_eq!(site.centre.cancel_code(CLUB, site.minh).await.unwrap(), 1);
    assert_eq!(HandPhone::enrol(&site.centre, CLUB, &code.digits, [1; 32]).await.unwrap_err().code(), "code_cancelled");
    assert!(matches!(site.centre.issue_code(CLUB, site.tu).await, Err(CentreError::Invalid(_))));
}

#[tokio::test]
async fn a_code_tried_too_often_is_blocked_and_a_new_one_works() {
    let site = Site::new().await;
    let code = site.centre.issue_code(CLUB, site.minh).await.unwrap();
    let wrong: String = code.digits.chars().rev().collect();
    for _ in 0..MOST_TRIES {
        assert_eq!(HandPhone::enrol(&site.centre, CLUB, &wrong, [1; 32]).await.unwrap_err().code(), "code_wrong");
    }
    for digits in [&wrong, &code.digits] {
        assert_eq!(HandPhone::enrol(&site.centre, CLUB, digits, [1; 32]).await.unwrap_err().code(), "code_blocked");
    }
    assert_eq!(site.centre.codes(CLUB).await.unwrap()[0].state, CodeState::Blocked);
    site.phone(site.minh, 1).await;
}

#[tokio::test]
async fn a_revoked_person_is_out_with_every_phone() {
    let site = Site::new().await;
    let mut phones = [site.phone(site.minh, 1).await, site.phone(site.minh, 2).await];
    assert_eq!(summary(&site).await.phones, 2);
    assert_eq!(site.centre.revoke_person(CLUB, site.minh).await.unwrap(), 2);
    for phone in &mut phones {
        let answer = phone.sync(&site.centre).await.unwrap();
        assert!(matches!(answer.standing, clubbook_model::message::Standing::Held(_)));
    }
    assert_eq!(summary(&site).await.phones, 0);
}

/// A month of the club: a meeting with 4 of 5 present, one of them a member who was noted as a guest, visits of which some do not count.
async fn a_month(site: &Site) -> HandPhone {
    let mut hoa = site.phone(site.hoa, 1).await;
    hoa.sync(&site.centre).await.unwrap();
    let month = site.today().month();
    let club = clubbook_model::registry::Club::reference(site.club.club);
    let kind = MeetingKind::Regular;
    let key = [Value::Ref(club), Value::Int(month.index()), clubbook_model::field::Scalar::to_value(&kind)];
    let meeting = Meeting::derived_id(&key);
    let mut draft = Meeting::create(meeting);
    draft.set(Meeting::club, club).set(Meeting::month, month.index()).set(Meeting::meeting_kind, kind);
    draft.set(Meeting::held_on, site.today()).set(Meeting::status, MeetingStatus::Closed);
    draft.set(Meeting::default_mark, Mark::Present);
    for person in [site.hoa, site.minh, site.thu, site.lan] {
        draft.add(Meeting::roll, &Person::reference(person));
    }
    hoa.record(site.roster(), draft);
    for (person, mark, guest) in [(site.lan, Mark::Absent, false), (site.tu, Mark::Present, true)] {
        let (meeting, person) = (Meeting::reference(meeting), Person::reference(person));
        let mut draft = Attendance::create(Attendance::derived_id(&[Value::Ref(meeting), Value::Ref(person)]));
        draft.set(Attendance::meeting, meeting).set(Attendance::person, person);
        draft.set(Attendance::mark, mark).set(Attendance::guest, guest);
        hoa.record(site.roster(), draft);
    }
    for note in ["một", "hai cùng ngày", "bỏ"] {
        site.visit(&mut hoa, note);
    }
    let last = hoa.journal.last().unwrap().op.entity;
    let mut draft = HomeVisit::create(last);
    draft.set(HomeVisit::voided, true).set(HomeVisit::visited_on, site.today().plus(-1));
    hoa.record(site.care(site.lan), draft);
    let mut draft = HomeVisit::create(hoa.next_record());
    draft.set(HomeVisit::person, Person::reference(site.lan));
    draft.set(HomeVisit::visited_on, month.first().plus(-1));
    hoa.record(site.care(site.lan), draft);
    hoa.sync(&site.centre).await.unwrap();
    hoa
}

#[tokio::test]
async fn the_list_of_clubs_shows_what_the_phones_have_recorded() {
    let site = Site::new().await;
    let mut changes = site.centre.changes();
    changes.mark_unchanged();
    let mut hoa = a_month(&site).await;
    assert!(changes.has_changed().unwrap());
    let shown = summary(&site).await;
    assert_eq!((shown.members, shown.status), (5, Some(ClubStatus::Active)));
    assert_eq!((shown.last_meeting, shown.last_attendance), (Some(site.today()), Some((4, 5))));
    assert_eq!((shown.visits_this_month, shown.phones), (1, 1));
    assert_eq!((shown.last_heard, shown.unit_name.as_str()), (Some(site.now()), "Xã Sơn Hà"));
    // Two records of one person count once; who left, or was entered by mistake, not at all.
    let (low, high) = (site.minh.min(site.thu), site.minh.max(site.thu));
    let (low, high) = (Person::reference(low), Person::reference(high));
    let mut draft = SameAs::create(SameAs::derived_id(&[Value::Ref(low), Value::Ref(high)]));
    draft.set(SameAs::low, low).set(SameAs::high, high).set(SameAs::linked, true);
    hoa.record(site.roster(), draft);
    let memberships: Vec<_> = hoa
        .states
        .iter()
        .filter(|((book, id), state)| *book == site.roster() && Membership::read(*id, state).person.is_some())
        .map(|((_, id), state)| (*id, state.clone()))
        .filter(|(id, state)| {
            let person = Membership::read(*id, state).person;
            [Some(Person::reference(site.tu)), Some(Person::reference(site.lan))].contains(&person)
                && state.field(Membership::person.tag, &[]).is_some()
        })
        .collect();
    for ((id, state), reason) in memberships.iter().zip([LeavingReason::OwnWish, LeavingReason::EnteredByMistake]) {
        let mut draft = Membership::edit(*id, state);
        draft.set(Membership::left_on, site.today()).set(Membership::leaving_reason, reason);
        hoa.record(site.roster(), draft);
    }
    hoa.sync(&site.centre).await.unwrap();
    assert_eq!(summary(&site).await.members, 2);
}

#[tokio::test]
async fn everything_folded_is_rebuilt_from_the_log_byte_for_byte() {
    let site = Site::new().await;
    a_month(&site).await;
    let before = store::read(site.centre.store(), |tx| tx.folded_rows()).await.unwrap();
    let rebuilt = site.centre.rebuild().await.unwrap();
    assert_eq!((rebuilt.differed, rebuilt.ops > 15), (0, true));
    assert_eq!(store::read(site.centre.store(), |tx| tx.folded_rows()).await.unwrap(), before);
    // A state that was damaged is found and put right.
    let (book, lan) = (site.roster(), site.lan);
    store::write(site.centre.store(), move |tx| {
        let handle = tx.book(&book)?.unwrap().handle;
        let row = tx.entity(handle, lan)?.unwrap();
        tx.put_entity(handle, &crate::store::books::EntityRow { state: vec![0, 0], ..row })
    })
    .await
    .unwrap();
    assert_eq!(site.centre.rebuild().await.unwrap().differed, 2);
    assert_eq!(store::read(site.centre.store(), |tx| tx.folded_rows()).await.unwrap(), before);
}

#[tokio::test]
async fn an_erased_record_is_a_stub_everywhere_and_stays_one_on_arrival() {
    const SECRET: &str = "điều không ai được biết";
    let mut site = Site::new().await;
    let mut hoa = site.phone(site.hoa, 1).await;
    let mut minh = site.phone(site.minh, 2).await;
    hoa.sync(&site.centre).await.unwrap();
    // Long, so that the stub cannot lie over all of it in the page.
    let visit = site.visit(&mut minh, &SECRET.repeat(20));
    minh.sync(&site.centre).await.unwrap();
    let frame = minh.push_frame(1, 1);
    hoa.sync(&site.centre).await.unwrap();
    site.centre.erase(HomeVisit::reference(visit), "đơn 12".into()).await.unwrap();
    // A later edit, too.
    let mut draft = HomeVisit::create(visit);
    draft.set(HomeVisit::note, SECRET.repeat(20));
    minh.record(site.care(site.lan), draft);
    minh.sync(&site.centre).await.unwrap();

    let device = minh.key.device_id();
    let (ops, salt) = store::read(site.centre.store(), move |tx| {
        Ok((tx.log_of_device(device, 1, 10)?, tx.salt(device, segment(1))?))
    })
    .await
    .unwrap();
    assert_eq!((ops.len(), salt), (2, None));
    for row in ops {
        let op = row.decode().unwrap();
        assert!(op.changes.iter().all(|change| change.value == Value::Erased), "op {}", op.id.seq);
    }
    let mut fresh = site.phone(site.hoa, 3).await;
    let answer = fresh.sync(&site.centre).await.unwrap();
    assert!(!answer.frames.is_empty());
    for frame in &answer.frames {
        let frame = CentreFrame::decode(frame, &fresh.centre_key, &Limits::default()).unwrap();
        let mut values = frame.rows.iter().flat_map(|row| row.op.changes.iter().map(|change| &change.value));
        assert!(values.all(|value| !matches!(value, Value::Text(text) if text.contains(SECRET))));
    }
    // The chain goes on: the journal of the phone is no fork, and a repeat of the old frame is a repeat.
    let mut request = minh.request();
    request.frames = vec![frame];
    let answer = site.centre.sync(request.sign(&minh.key)).await.unwrap();
    assert_eq!(answer.standing, clubbook_model::message::Standing::Good);
    assert_eq!(site.centre.rebuild().await.unwrap().differed, 0);
    site.reopen(3).await;
    site.centre.shutdown().await;
    let file = std::fs::read(site.centre.database()).unwrap();
    let found = file.windows(SECRET.len()).any(|window| window == SECRET.as_bytes());
    assert!(!found, "the text is still in a page of the file");
}

#[tokio::test]
async fn the_day_of_a_meeting_to_come_is_no_last_meeting() {
    let site = Site::new().await;
    let mut hoa = a_month(&site).await;
    let mut draft = Meeting::create(hoa.next_record());
    draft.set(Meeting::meeting_kind, MeetingKind::Extraordinary).set(Meeting::status, MeetingStatus::Planned);
    draft.set(Meeting::planned_on, Day(site.today().0 - 1));
    hoa.record(site.roster(), draft);
    hoa.sync(&site.centre).await.unwrap();
    assert_eq!(summary(&site).await.last_meeting, Some(site.today()));
}

fn rule(years: &str, valid_to: &str, any_of: &str) -> Vec<ImportRow> {
    let field = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let fields = vec![
        field("reference_kind", "age_rule"),
        field("code", "social_pension:75"),
        field("valid_from", "2025-07-01"),
        field("valid_to", valid_to),
        field("amount", years),
        field("any_of", any_of),
    ];
    vec![ImportRow { line: 2, fields }]
}

#[tokio::test]
async fn an_entry_of_the_reference_book_becomes_what_the_list_says_and_the_same_list_again_changes_nothing() {
    let site = Site::new().await;
    let take = |rows| site.centre.import_reference(rows, KnownEntries::Change);
    assert_eq!(take(rule("75", "", "poor;near_poor")).await.unwrap(), 1);
    assert_eq!(take(rule("75", "", "poor;near_poor")).await.unwrap(), 0);
    assert_eq!(take(rule("72", "2027-12-31", "poor")).await.unwrap(), 1);
    let entries = site.centre.reference().await.unwrap();
    let [entry] = entries.as_slice() else { panic!("{entries:?}") };
    assert_eq!(entry.amount.map(|amount| amount.mantissa), Some(72));
    assert_eq!(entry.valid_to, Day::from_ymd(2027, 12, 31));
    assert_eq!(entry.any_of, [CircumstanceKind::Poor]);
    let kept = site.centre.import_reference(rule("75", "", "near_poor"), KnownEntries::Keep).await.unwrap();
    assert_eq!(kept, 0, "what an association has corrected stays");
    assert_eq!(site.centre.reference().await.unwrap()[0].amount.map(|amount| amount.mantissa), Some(72));
    assert_eq!(take(rule("72", "", "poor")).await.unwrap(), 1);
    assert_eq!(site.centre.reference().await.unwrap()[0].valid_to, None);
}

#[tokio::test]
async fn a_list_for_the_reference_book_with_a_bad_line_is_refused_whole() {
    let site = Site::new().await;
    let mut rows = rule("75", "", "");
    rows.extend(rule("old", "", ""));
    rows.push(ImportRow { line: 4, fields: vec![("code".to_owned(), "x".to_owned())] });
    let Err(CentreError::Import(refused)) = site.centre.import_reference(rows, KnownEntries::Change).await else {
        panic!("was taken")
    };
    assert_eq!(
        refused.iter().map(|line| line.field.as_str()).collect::<Vec<_>>(),
        ["amount", "reference_kind, code, valid_from"]
    );
    assert!(site.centre.reference().await.unwrap().is_empty());
}
