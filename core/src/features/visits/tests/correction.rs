//! Telling a visit anew.

use clubbook_model::registry::{Entity, HomeVisit};
use clubbook_model::vocabulary::{Condition, Language, Service, VisitAlert};

use super::*;
use crate::features::readings::Readings;
use crate::features::testing::Club;
use crate::features::visits::commands::correct;
use crate::features::visits::correction::{TellRemarksRequest, TellVisitRequest, needs_reason};
use crate::features::visits::queries::form;
use crate::features::visits::views::VisitForm;

fn told(phone: &Handset, visit: RecordId) -> (TellVisitRequest, VisitForm) {
    let opened = phone.sees(|conn| form(conn, visit));
    let stands = HomeVisit::read(visit, &opened.visit.seen);
    let told = TellVisitRequest {
        visited_on: stands.visited_on.unwrap(),
        visitors: stands.visitors.iter().map(|visitor| visitor.id).collect(),
        services: stands.services.clone(),
        not_at_home: stands.not_at_home == Some(true),
        duration: stands.duration,
        partner: stands.partner.clone(),
        remarks: Some(TellRemarksRequest {
            condition: stands.condition,
            alerts: stands.alerts.iter().copied().filter(|alert| *alert != VisitAlert::SuspectedAbuse).collect(),
            follow_up_by: stands.follow_up_by.map(|by| by.id),
            follow_up_until: stands.follow_up_until,
            note: stands.note.clone(),
        }),
        readings: None,
    };
    (told, opened)
}

fn save(phone: &Handset, told: &TellVisitRequest, form: VisitForm) -> VisitView {
    phone.does(|pen| correct(pen, &told.over(form, None))).visit
}

fn recorded(club: &Club) -> RecordId {
    let phone = &club.minh;
    agrees(phone, club.lan);
    let request = RecordVisitRequest {
        services: vec![Service::Chatting, Service::BloodPressure],
        condition: Some(Condition::Same),
        alerts: vec![VisitAlert::NoMedicine, VisitAlert::SuspectedAbuse],
        note: Some("hết thuốc".to_owned()),
        readings: Readings::pressure(135, 85),
        ..RecordVisitRequest::of(club.lan)
    };
    visits(phone, &request).visit.id
}

#[test]
fn a_form_that_changes_nothing_writes_nothing_and_corrects_nothing() {
    let club = Club::new();
    let visit = recorded(&club);
    let (told, form) = told(&club.minh, visit);
    assert_eq!(told.over(form.clone(), None).fields, []);
    let before = club.minh.ops().len();
    assert_eq!(save(&club.minh, &told, form).corrected, None);
    assert_eq!(club.minh.ops().len(), before);
}

#[test]
fn only_what_was_changed_is_written_a_suspicion_stays_and_the_history_says_who_corrected() {
    let club = Club::new();
    let visit = recorded(&club);
    club.meet();
    let phone = &club.minh;
    let (mut anew, opened) = told(phone, visit);
    anew.services = vec![Service::Chatting, Service::Cooking];
    anew.remarks.as_mut().unwrap().note = None;
    anew.remarks.as_mut().unwrap().alerts = Vec::new();
    let corrected = save(phone, &anew, opened);
    assert_eq!(corrected.services, [Service::Chatting, Service::Cooking]);
    let remarks = corrected.remarks.shown().unwrap();
    assert_eq!((remarks.note, remarks.alerts), (None, Vec::new()));
    let words = corrected.corrected.unwrap().words(phone.today(), Language::Vi);
    assert!(words.ends_with("đã sửa hôm nay"), "{words}");
    let kept = HomeVisit::read(visit, &phone.sees(|conn| form(conn, visit)).visit.seen);
    assert_eq!(kept.alerts, [VisitAlert::SuspectedAbuse]);
    club.meet();
    assert!(shown(&club.hoa, visit).corrected.is_some());
}

#[test]
fn readings_that_are_added_later_are_a_correction_too() {
    let club = Club::new();
    let phone = &club.minh;
    agrees(phone, club.lan);
    let visit = visits(phone, &RecordVisitRequest::of(club.lan)).visit.id;
    phone.clock.pass(60);
    let (mut told, opened) = told(phone, visit);
    told.readings = Some(Readings::pressure(140, 90));
    assert!(save(phone, &told, opened).corrected.is_some());
}

#[test]
fn of_somebody_who_was_not_at_home_after_all_nothing_else_stays_but_the_note_and_a_suspicion() {
    let club = Club::new();
    let visit = recorded(&club);
    let phone = &club.minh;
    phone.clock.pass(60);
    let (mut told, opened) = told(phone, visit);
    told.not_at_home = true;
    told.readings = Some(Readings::pressure(135, 85));
    told.remarks.as_mut().unwrap().follow_up_by = Some(club.tung);
    let corrected = save(phone, &told, opened);
    assert!(corrected.not_at_home && corrected.services.is_empty());
    assert_eq!(corrected.readings.shown().unwrap(), None);
    let remarks = corrected.remarks.shown().unwrap();
    assert_eq!((remarks.condition, remarks.alerts, remarks.note.as_deref()), (None, Vec::new(), Some("hết thuốc")));
    let kept = HomeVisit::read(visit, &phone.sees(|conn| form(conn, visit)).visit.seen);
    assert_eq!((kept.alerts, kept.follow_up_by), (vec![VisitAlert::SuspectedAbuse], None));
}

#[test]
fn somebody_else_s_visit_is_not_theirs_to_correct_before_they_type_anything() {
    let club = Club::new();
    let visit = recorded(&club);
    let phone = &club.minh;
    let may = |who| phone.store.read(|conn| needs_reason(conn, CLUB, who, visit, phone.today()));
    assert!(!may(phone.user).unwrap());
    assert!(may(club.lan).is_err());
}
