use clubbook_model::edit::Draft;
use clubbook_model::field::Scalar;
use clubbook_model::id::RecordId;
use clubbook_model::message::{Rights, reason};
use clubbook_model::registry::{
    BoardTerm, CareCase, Club, Entity, Erasure, HealthMeasurement, HomeVisit, Household, Membership, Person,
};
use clubbook_model::value::{EntityRef, Value};
use clubbook_model::vocabulary::Role;

use crate::store::log::Flags;
use crate::testing::{HandPhone, Site};

fn rights_on_care(phone: &HandPhone, site: &Site, person: RecordId) -> Option<Rights> {
    phone.books.values().find(|(grant, _)| grant.book == site.care(person)).map(|(grant, _)| grant.rights)
}

/// The membership of a person as the phone has it.
fn membership(phone: &HandPhone, site: &Site, person: RecordId) -> RecordId {
    let of_person = |id: &RecordId| {
        let read = Membership::read(*id, &phone.state(site.roster(), *id));
        read.person == Some(EntityRef { kind: Person::DEF.number, id: person })
    };
    phone.states.keys().map(|(_, id)| *id).find(of_person).unwrap()
}

/// The head takes a task from somebody, or gives one.
pub(super) async fn give_task(hoa: &mut HandPhone, site: &Site, person: RecordId, role: Role, has: bool) {
    hoa.sync(&site.centre).await.unwrap();
    let id = membership(hoa, site, person);
    let mut draft = Membership::edit(id, &hoa.state(site.roster(), id));
    if has {
        draft.add(Membership::roles, &role)
    } else {
        draft.remove(Membership::roles, &role)
    };
    hoa.record(site.roster(), draft);
    hoa.sync(&site.centre).await.unwrap();
}

#[tokio::test]
async fn each_person_gets_the_books_of_their_tasks_and_no_others() {
    let site = Site::new().await;
    let mut hoa = site.phone(site.hoa, 1).await;
    let mut minh = site.phone(site.minh, 2).await;
    let mut thu = site.phone(site.thu, 3).await;
    let visit = site.visit(&mut minh, "riêng của bà Lan");
    for phone in [&mut minh, &mut hoa, &mut thu] {
        phone.sync(&site.centre).await.unwrap();
    }
    let rights: Vec<u8> = [&hoa, &minh, &thu].map(|phone| rights_on_care(phone, &site, site.lan).unwrap().0).to_vec();
    assert_eq!(rights, [3, 7, 4]);
    let care = site.care(site.lan);
    assert!(!hoa.state(care, visit).is_empty());
    assert!(thu.state(care, visit).is_empty(), "who may only add learns nothing");
    assert_eq!(thu.sum(&site.roster()), hoa.sum(&site.roster()));
}

#[tokio::test]
async fn who_may_only_add_makes_records_and_goes_on_with_them_but_touches_no_other() {
    let site = Site::new().await;
    let mut minh = site.phone(site.minh, 2).await;
    let mut thu = site.phone(site.thu, 3).await;
    let theirs = site.visit(&mut minh, "của Minh");
    minh.sync(&site.centre).await.unwrap();
    thu.sync(&site.centre).await.unwrap();
    let own = site.visit(&mut thu, "của Thu");
    let state = thu.journal.last().map(|made| {
        let mut state = clubbook_model::merge::EntityState::new();
        state.fold(&made.op, None);
        state
    });
    let mut draft = HomeVisit::edit(own, &state.unwrap());
    draft.set(HomeVisit::note, "của Thu, sửa".to_owned());
    thu.record(site.care(site.lan), draft);
    let mut draft = HomeVisit::create(theirs);
    draft.set(HomeVisit::voided, true);
    thu.record(site.care(site.lan), draft);
    let case = CareCase::derived_id(&[Value::Ref(Person::reference(site.lan))]);
    let mut draft = CareCase::create(case);
    draft.set(CareCase::reason, "đoán".to_owned());
    thu.record(site.care(site.lan), draft);
    thu.sync(&site.centre).await.unwrap();
    let held: Vec<(u64, &str)> = thu.held.iter().map(|(seq, reason)| (*seq, reason.as_str())).collect();
    assert_eq!(held, [(3, reason::NO_RIGHT), (4, reason::NO_RIGHT)]);
    let state = site.centre.entity_state(site.care(site.lan), own).await.unwrap().unwrap();
    assert_eq!(HomeVisit::read(own, &state).note.as_deref(), Some("của Thu, sửa"));
}

#[tokio::test]
async fn two_phones_that_may_only_add_weigh_the_same_person_at_the_same_meeting() {
    let site = Site::new().await;
    let context = Value::Ref(EntityRef { kind: 7, id: RecordId([5; 16]) });
    let lan = Person::reference(site.lan);
    let id = HealthMeasurement::derived_id(&[Value::Ref(lan), context]);
    let mut phones = [site.phone(site.thu, 3).await, site.phone(site.thu, 4).await];
    for (phone, systolic) in phones.iter_mut().zip([130, 140]) {
        phone.sync(&site.centre).await.unwrap();
        let mut draft = HealthMeasurement::create(id);
        draft.set(HealthMeasurement::person, lan);
        draft.set(HealthMeasurement::context, EntityRef { kind: 7, id: RecordId([5; 16]) });
        draft.set(HealthMeasurement::systolic, systolic);
        phone.record(site.care(site.lan), draft);
        phone.sync(&site.centre).await.unwrap();
        assert!(phone.held.is_empty());
    }
    let state = site.centre.entity_state(site.care(site.lan), id).await.unwrap().unwrap();
    assert_eq!(state.unsettled().count(), 1);
}

#[tokio::test]
async fn who_opens_a_care_part_offline_writes_it_until_somebody_is_assigned() {
    let site = Site::new().await;
    let mut thu = site.phone(site.thu, 3).await;
    let mut hoa = site.phone(site.hoa, 1).await;
    let care = site.care(site.tu);
    let reference = Person::reference(site.tu);
    let case = CareCase::derived_id(&[Value::Ref(reference)]);
    let mut draft = CareCase::create(case);
    draft.set(CareCase::person, reference);
    draft.set(CareCase::reason, "mới xuất viện".to_owned());
    thu.record(care, draft);
    let mut draft = CareCase::create(case);
    draft.set(CareCase::every_days, 7);
    thu.record(care, draft);
    thu.sync(&site.centre).await.unwrap();
    assert_eq!((thu.held.len(), rights_on_care(&thu, &site, site.tu)), (0, Some(Rights(7))));
    hoa.sync(&site.centre).await.unwrap();
    let mut draft = CareCase::edit(case, &hoa.state(care, case));
    draft.add(CareCase::volunteers, &Person::reference(site.minh));
    hoa.record(care, draft);
    hoa.sync(&site.centre).await.unwrap();
    thu.sync(&site.centre).await.unwrap();
    assert_eq!(rights_on_care(&thu, &site, site.tu), Some(Rights::ADD));
    let mut minh = site.phone(site.minh, 2).await;
    minh.sync(&site.centre).await.unwrap();
    assert_eq!(minh.sum(&care), hoa.sum(&care));
}

#[tokio::test]
async fn only_those_who_lead_give_tasks_and_only_the_centre_ties_a_club_to_itself_or_erases() {
    let site = Site::new().await;
    let mut thu = site.phone(site.thu, 3).await;
    let mut hoa = site.phone(site.hoa, 1).await;
    thu.sync(&site.centre).await.unwrap();
    let own = membership(&thu, &site, site.thu);
    let mut draft = Membership::edit(own, &thu.state(site.roster(), own));
    draft.add(Membership::roles, &Role::ClubHead);
    thu.record(site.roster(), draft);
    thu.sync(&site.centre).await.unwrap();
    assert_eq!(thu.held.get(&1).map(String::as_str), Some(reason::NO_RIGHT));
    hoa.sync(&site.centre).await.unwrap();
    let mut draft = Club::edit(site.club.club, &hoa.state(site.roster(), site.club.club));
    draft.set(Club::number, 99);
    hoa.record(site.roster(), draft);
    let record = Person::reference(site.lan);
    let mut draft = Erasure::create(Erasure::derived_id(&[Value::Ref(record)]));
    draft.set(Erasure::record, record);
    hoa.record(site.roster(), draft);
    hoa.sync(&site.centre).await.unwrap();
    assert_eq!(hoa.held.values().map(String::as_str).collect::<Vec<_>>(), [reason::NO_RIGHT; 2]);
}

#[tokio::test]
async fn ops_made_before_the_phone_learned_that_its_rights_shrank_are_taken_and_flagged() {
    let site = Site::new().await;
    let mut hoa = site.phone(site.hoa, 1).await;
    let mut thu = site.phone(site.thu, 3).await;
    thu.sync(&site.centre).await.unwrap();
    for role in [Role::Volunteer, Role::Cashier] {
        give_task(&mut hoa, &site, site.thu, role, false).await;
    }
    site.edit(&mut thu, site.lan, Person::note, "ghi khi chưa biết");
    let answer = thu.sync(&site.centre).await.unwrap();
    assert_eq!((answer.acknowledged.point, thu.held.len()), (thu.made(), 0));
    let id = thu.journal[0].op.id;
    let row = crate::store::read(site.centre.store(), move |tx| tx.log_row(id)).await.unwrap().unwrap();
    assert!(row.flags.has(Flags::BEFORE_SHRINKING) && row.place.is_some());
    // Now it knows: it has the reference book alone, and what it writes is held.
    assert_eq!(thu.books.values().map(|(grant, _)| grant.rights).collect::<Vec<_>>(), [Rights::READ]);
    site.edit(&mut thu, site.lan, Person::note, "ghi khi đã biết");
    thu.sync(&site.centre).await.unwrap();
    assert_eq!(thu.held.get(&2).map(String::as_str), Some(reason::NO_RIGHT));
}

#[tokio::test]
async fn a_record_is_not_written_under_another_kind_nor_from_another_book() {
    let site = Site::new().await;
    let mut thu = site.phone(site.thu, 3).await;
    thu.sync(&site.centre).await.unwrap();
    let own = membership(&thu, &site, site.thu);
    // The tag of the tasks, under a kind that everybody with a task may write.
    let mut draft = Draft::create(Household::DEF.number, own);
    draft.put(Membership::roles.tag, Role::ClubHead.to_value().to_bytes(), Value::Bool(true));
    thu.record(site.roster(), draft);
    let mut draft = Draft::create(HomeVisit::DEF.number, site.lan);
    draft.set(HomeVisit::note, "không phải lần thăm".to_owned());
    thu.record(site.care(site.lan), draft);
    thu.sync(&site.centre).await.unwrap();
    let held: Vec<&str> = thu.held.values().map(String::as_str).collect();
    assert_eq!(held, [reason::WRONG_KEY, reason::WRONG_BOOK]);
}

#[tokio::test]
async fn a_membership_that_carries_tasks_is_ended_or_moved_only_by_those_who_lead() {
    let site = Site::new().await;
    let mut thu = site.phone(site.thu, 3).await;
    let mut hoa = site.phone(site.hoa, 1).await;
    for phone in [&mut thu, &mut hoa] {
        phone.sync(&site.centre).await.unwrap();
        let of_head = membership(phone, &site, site.hoa);
        let mut draft = Membership::edit(of_head, &phone.state(site.roster(), of_head));
        draft.set(Membership::person, Person::reference(site.thu));
        phone.record(site.roster(), draft);
        let of_volunteer = membership(phone, &site, site.minh);
        let mut draft = Membership::edit(of_volunteer, &phone.state(site.roster(), of_volunteer));
        draft.set(Membership::left_on, site.today());
        phone.record(site.roster(), draft);
        let of_member = membership(phone, &site, site.tu);
        let mut draft = Membership::edit(of_member, &phone.state(site.roster(), of_member));
        draft.set(Membership::register_no, i64::from(phone.key.public().0[0]));
        phone.record(site.roster(), draft);
        phone.sync(&site.centre).await.unwrap();
    }
    let held: Vec<(u64, &str)> = thu.held.iter().map(|(seq, reason)| (*seq, reason.as_str())).collect();
    assert_eq!(held, [(1, reason::NO_RIGHT), (2, reason::NO_RIGHT)]);
    assert!(hoa.held.is_empty());
}

#[tokio::test]
async fn rights_that_were_lost_are_of_no_use_to_regain_them() {
    let site = Site::new().await;
    let mut hoa = site.phone(site.hoa, 1).await;
    let mut other = site.phone(site.hoa, 4).await;
    hoa.sync(&site.centre).await.unwrap();
    give_task(&mut other, &site, site.hoa, Role::ClubHead, false).await;
    let own = membership(&hoa, &site, site.hoa);
    let mut draft = Membership::edit(own, &hoa.state(site.roster(), own));
    draft.add(Membership::roles, &Role::Secretary);
    hoa.record(site.roster(), draft);
    hoa.sync(&site.centre).await.unwrap();
    assert_eq!(hoa.held.get(&1).map(String::as_str), Some(reason::NO_RIGHT));
}

#[tokio::test]
async fn nobody_takes_the_id_that_a_record_of_somebody_elses_phone_will_have() {
    let site = Site::new().await;
    let mut hoa = site.phone(site.hoa, 1).await;
    let mut minh = site.phone(site.minh, 2).await;
    for phone in [&mut hoa, &mut minh] {
        phone.sync(&site.centre).await.unwrap();
    }
    // The next visit of Hoa's phone: void before it is made.
    let mut draft = HomeVisit::create(hoa.next_record());
    draft.set(HomeVisit::voided, true);
    minh.record(site.care(site.lan), draft);
    minh.sync(&site.centre).await.unwrap();
    assert_eq!(minh.held.get(&1).map(String::as_str), Some(reason::WRONG_KEY));
    let visit = site.visit(&mut hoa, "Bà khoẻ");
    hoa.sync(&site.centre).await.unwrap();
    assert!(hoa.held.is_empty());
    let state = site.centre.entity_state(site.care(site.lan), visit).await.unwrap().unwrap();
    assert_eq!(HomeVisit::read(visit, &state).voided, None);
    // It is there now: whoever may correct it may void it.
    minh.sync(&site.centre).await.unwrap();
    let mut draft = HomeVisit::edit(visit, &minh.state(site.care(site.lan), visit));
    draft.set(HomeVisit::note, "Chị Hoa ghi giúp".into());
    minh.record(site.care(site.lan), draft);
    minh.sync(&site.centre).await.unwrap();
    assert_ne!(minh.held.get(&2).map(String::as_str), Some(reason::WRONG_KEY));
}

fn give_post(phone: &mut HandPhone, site: &Site, person: RecordId, role: Role) -> RecordId {
    let term = phone.next_record();
    let mut draft = BoardTerm::create(term);
    draft.set(BoardTerm::person, Person::reference(person)).set(BoardTerm::role, role);
    draft.set(BoardTerm::from_day, site.today());
    phone.record(site.roster(), draft);
    term
}

fn all_rights(phone: &HandPhone) -> Vec<Rights> {
    phone.books.values().map(|(grant, _)| grant.rights).collect()
}

#[tokio::test]
async fn a_headship_that_is_handed_over_in_two_requests_is_handed_over_whole() {
    let site = Site::new().await;
    let mut hoa = site.phone(site.hoa, 1).await;
    hoa.sync(&site.centre).await.unwrap();
    give_post(&mut hoa, &site, site.lan, Role::ClubHead);
    hoa.sync(&site.centre).await.unwrap();
    let mut lan = site.phone(site.lan, 5).await;
    give_task(&mut hoa, &site, site.hoa, Role::ClubHead, false).await;
    assert!(hoa.held.is_empty());
    assert_eq!(all_rights(&hoa), [Rights::READ]);
    // The new head leads, from the first request on.
    lan.sync(&site.centre).await.unwrap();
    give_post(&mut lan, &site, site.thu, Role::Secretary);
    lan.sync(&site.centre).await.unwrap();
    assert!(lan.held.is_empty());
}

#[tokio::test]
async fn who_led_once_takes_no_rights_from_the_head_by_what_they_did_before_they_knew() {
    let site = Site::new().await;
    let mut hoa = site.phone(site.hoa, 1).await;
    hoa.sync(&site.centre).await.unwrap();
    let term = give_post(&mut hoa, &site, site.tu, Role::Secretary);
    hoa.sync(&site.centre).await.unwrap();
    let mut tu = site.phone(site.tu, 5).await;
    tu.sync(&site.centre).await.unwrap();
    let mut ended = BoardTerm::edit(term, &hoa.state(site.roster(), term));
    ended.set(BoardTerm::to_day, site.today().plus(-1));
    hoa.record(site.roster(), ended);
    hoa.sync(&site.centre).await.unwrap();
    let of_head = membership(&tu, &site, site.hoa);
    let mut draft = Membership::edit(of_head, &tu.state(site.roster(), of_head));
    draft.set(Membership::left_on, site.today());
    tu.record(site.roster(), draft);
    site.edit(&mut tu, site.lan, Person::note, "ghi khi chưa biết");
    tu.sync(&site.centre).await.unwrap();
    let held: Vec<(u64, &str)> = tu.held.iter().map(|(seq, reason)| (*seq, reason.as_str())).collect();
    assert_eq!(held, [(1, reason::NO_RIGHT)], "what gives nobody rights is taken");
    hoa.sync(&site.centre).await.unwrap();
    assert!(all_rights(&hoa).contains(&Rights(3)));
}
