//! What is due, with its reasons.

use clubbook_model::id::RecordId;
use clubbook_model::registry::Reference;
use clubbook_model::time::{Day, PartialDate};
use clubbook_model::value::{Decimal, Unit};
use clubbook_model::vocabulary::{CircumstanceKind, Language, Mark, Purpose, ReferenceKind, VisitAlert};

use super::queries::{consents_missing, today};
use super::views::TodayView;
use crate::features::care::commands::{add_circumstance, consent, open as open_care};
use crate::features::care::views::{CircumstanceRequest, ConsentRequest, OpenCareRequest};
use crate::features::meetings::commands::{close, mark, open};
use crate::features::meetings::views::{CloseMeetingRequest, MarkRequest, OpenMeetingRequest};
use crate::features::people::commands::link;
use crate::features::people::death::{RecordDeathRequest, record_death};
use crate::features::testing::{CLUB, Club, Handset, add_reference};
use crate::features::visits::commands::record;
use crate::features::visits::due::DueReason;
use crate::features::visits::views::RecordVisitRequest;

fn now(phone: &Handset) -> TodayView {
    phone.sees(|conn| today(conn, CLUB, phone.user, phone.today()))
}

/// A meeting of the month: everybody present but those named, then a month passes.
fn meeting(phone: &Handset, away: &[(RecordId, Mark)]) {
    let roll = phone.does(|pen| open(pen, &OpenMeetingRequest::regular()));
    for row in &roll.rows {
        let mark_of = away.iter().find(|(person, _)| *person == row.person.id).map_or(Mark::Present, |away| away.1);
        phone.does(|pen| mark(pen, &MarkRequest::over(roll.meeting.id, row, mark_of)));
    }
    phone.does(|pen| close(pen, &CloseMeetingRequest::over(&roll)));
    phone.days_pass(30);
}

#[test]
fn an_empty_day_says_nothing_but_whom_to_ask_for_a_consent() {
    let club = Club::new();
    let view = now(&club.hoa);
    assert!(
        view.visits.is_empty() && view.follow_ups.is_empty() && view.absent.is_empty() && view.birthdays.is_empty()
    );
    assert_eq!(view.consents.len(), 4);
    assert!(now(&club.minh).is_empty(), "asking for consents is the head's");
    for person in view.consents {
        club.hoa.does(|pen| consent(pen, &ConsentRequest::spoken(person.person.id, Purpose::Membership, true)));
    }
    assert!(now(&club.hoa).is_empty());
}

#[test]
fn visits_due_and_people_alone_are_there_with_their_reasons_and_a_volunteer_sees_their_own() {
    let club = Club::new();
    let phone = &club.hoa;
    phone.does(|pen| consent(pen, &ConsentRequest::spoken(club.tung, Purpose::Circumstances, true)));
    let alone = CircumstanceRequest::of(club.tung, CircumstanceKind::LivesAlone);
    phone.does(|pen| add_circumstance(pen, &alone));
    let care =
        OpenCareRequest { volunteers: vec![club.minh.user], every_days: Some(7), ..OpenCareRequest::of(club.lan) };
    phone.does(|pen| open_care(pen, &care));
    club.meet();
    let reasons: Vec<_> = now(phone).visits.iter().map(|due| (due.person.id, due.reason)).collect();
    assert_eq!(reasons, [(club.lan, DueReason::NeverVisited), (club.tung, DueReason::AloneThisMonth)]);
    let theirs: Vec<_> = now(&club.minh).visits.iter().map(|due| due.person.id).collect();
    assert_eq!(theirs, [club.lan]);
    let noticed = RecordVisitRequest { alerts: vec![VisitAlert::Fall], ..RecordVisitRequest::of(club.lan) };
    phone.does(|pen| consent(pen, &ConsentRequest::spoken(club.lan, Purpose::HomeCare, true)));
    phone.does(|pen| record(pen, &noticed));
    let view = now(phone);
    assert_eq!(view.visits.iter().map(|due| due.person.id).collect::<Vec<_>>(), [club.tung]);
    assert_eq!(view.follow_ups.len(), 1);
}

#[test]
fn who_missed_three_meetings_in_a_row_is_asked_after_until_they_come_again() {
    let club = Club::new();
    let phone = &club.hoa;
    meeting(phone, &[(club.tung, Mark::Absent)]);
    meeting(phone, &[(club.lan, Mark::Absent)]);
    meeting(phone, &[(club.lan, Mark::Excused), (club.tung, Mark::Absent)]);
    assert!(now(phone).absent.is_empty());
    meeting(phone, &[(club.lan, Mark::Absent)]);
    let absent = now(phone).absent;
    assert_eq!(absent.iter().map(|one| one.person.id).collect::<Vec<_>>(), [club.lan]);
    assert_eq!(absent[0].words(Language::Vi), "Bà Đinh Thị Lan vắng 3 buổi liền, 1 buổi có lý do.");
    meeting(phone, &[(club.lan, Mark::Late)]);
    assert!(now(phone).absent.is_empty());
}

#[test]
fn of_who_has_died_nothing_is_due_and_nobody_is_reminded() {
    let club = Club::new();
    let phone = &club.hoa;
    add_reference(phone, ReferenceKind::AgeRule, "longevity:90", Day(0), |draft| {
        draft.set(Reference::amount, Decimal::new(90, 0, Unit::One).unwrap());
    });
    let old = phone.adds("Hồ Văn Chín", &[("birth", "28/11/1936"), ("membership.joined_on", "2025")]);
    phone.does(|pen| open_care(pen, &OpenCareRequest { every_days: Some(7), ..OpenCareRequest::of(old) }));
    let view = now(phone);
    assert_eq!((view.visits.len(), view.birthdays.len(), view.longevity.len()), (1, 1, 1));
    assert_eq!(view.consents.iter().find(|one| one.person.id == old).unwrap().purposes.len(), 3);
    let died = RecordDeathRequest { person: old, died_on: PartialDate::of_day(phone.today()).unwrap() };
    phone.does(|pen| record_death(pen, died));
    let view = now(phone);
    assert!(view.visits.is_empty() && view.birthdays.is_empty() && view.longevity.is_empty());
    // Another record of the same person, cared for, is of the same person who died.
    let again = phone.adds("Hồ Văn Chín", &[("birth", "1936")]);
    phone.does(|pen| open_care(pen, &OpenCareRequest { every_days: Some(7), ..OpenCareRequest::of(again) }));
    assert_eq!(now(phone).visits.len(), 1);
    phone.does(|pen| link(pen, old, again, true));
    assert!(now(phone).visits.is_empty());
    assert!(phone.sees(|conn| consents_missing(conn, CLUB, phone.today())).iter().all(|one| one.person.id != old));
}
