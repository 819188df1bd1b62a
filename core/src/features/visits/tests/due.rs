//! Who is due.

use clubbook_model::id::RecordId;
use clubbook_model::vocabulary::{CircumstanceKind, Language, LeavingReason};

use super::{agrees, visits};
use crate::features::care::commands::{add_circumstance, open as open_care, pause};
use crate::features::care::queries::case;
use crate::features::care::views::{CircumstanceRequest, OpenCareRequest};
use crate::features::memberships::commands::{EndMembershipRequest, end};
use crate::features::people::commands::link;
use crate::features::testing::{CLUB, Club, Handset};
use crate::features::visits::due::{DueReason, DueRequest, DueView, due, sentence};
use crate::features::visits::views::RecordVisitRequest;

fn who_is_due(phone: &Handset, volunteer: Option<RecordId>) -> Vec<DueView> {
    let viewer = volunteer.unwrap_or(phone.user);
    let request = DueRequest { until: phone.today(), viewer, only_theirs: volunteer.is_some() };
    phone.sees(|conn| due(conn, CLUB, request, phone.today()))
}

fn cared_for(phone: &Handset, person: RecordId, volunteers: &[RecordId]) {
    let request =
        OpenCareRequest { every_days: Some(7), volunteers: volunteers.to_vec(), ..OpenCareRequest::of(person) };
    phone.does(|pen| open_care(pen, &request));
}

#[test]
fn the_longest_overdue_comes_first_and_a_visit_ends_it() {
    let club = Club::new();
    let phone = &club.minh;
    assert_eq!(sentence(&[], phone.today(), Language::Vi), "Hôm nay không có ai cần đến thăm.");
    cared_for(phone, club.lan, &[phone.user]);
    cared_for(phone, club.tung, &[club.hoa.user]);
    assert!(who_is_due(phone, None).iter().all(|due| due.reason == DueReason::NeverVisited));
    visits(phone, &RecordVisitRequest::of(club.lan));
    phone.days_pass(2);
    visits(phone, &RecordVisitRequest::of(club.tung));
    assert!(who_is_due(phone, None).is_empty());
    phone.days_pass(8);
    let list = who_is_due(phone, None);
    let overdue: Vec<_> = list.iter().map(|due| (due.person.id, due.overdue(phone.today()), due.reason)).collect();
    assert_eq!(overdue, [(club.lan, 3, DueReason::Rhythm), (club.tung, 1, DueReason::Rhythm)]);
    assert!(
        sentence(&list, phone.today(), Language::Vi).starts_with("Cần đến thăm 2 người. Trước hết: bà Đinh Thị Lan")
    );
    let own = who_is_due(phone, Some(phone.user));
    assert_eq!(own.iter().map(|due| due.person.id).collect::<Vec<_>>(), [club.lan]);
    visits(phone, &RecordVisitRequest::of(club.lan));
    assert_eq!(who_is_due(phone, None).len(), 1);
}

#[test]
fn those_to_whom_who_looks_goes_come_first_under_whichever_record_they_are_named() {
    let club = Club::new();
    let phone = &club.hoa;
    cared_for(phone, club.tung, &[]);
    phone.days_pass(3);
    let again = phone.adds("Lê Văn Minh", &[("birth", "1970")]);
    cared_for(phone, club.lan, &[again]);
    let order = |viewer| {
        let request = DueRequest { until: phone.today(), viewer, only_theirs: false };
        let found = phone.sees(|conn| due(conn, CLUB, request, phone.today()));
        found.iter().map(|due| (due.person.id, due.is_mine)).collect::<Vec<_>>()
    };
    assert_eq!(order(club.minh.user), [(club.tung, false), (club.lan, false)]);
    phone.does(|pen| link(pen, club.minh.user, again, true));
    assert_eq!(order(club.minh.user), [(club.lan, true), (club.tung, false)]);
    assert_eq!(order(phone.user), [(club.tung, false), (club.lan, false)], "nobody else");
}

#[test]
fn nobody_at_home_leaves_the_person_due_until_the_day_that_was_agreed() {
    let club = Club::new();
    let phone = &club.minh;
    cared_for(phone, club.lan, &[]);
    visits(phone, &RecordVisitRequest { not_at_home: true, ..RecordVisitRequest::of(club.lan) });
    assert_eq!(who_is_due(phone, None).len(), 1);
    phone.days_pass(1);
    let agreed = Some(phone.today().plus(2));
    visits(phone, &RecordVisitRequest { not_at_home: true, next_due: agreed, ..RecordVisitRequest::of(club.lan) });
    assert!(who_is_due(phone, None).is_empty());
    phone.days_pass(2);
    let list = who_is_due(phone, None);
    assert_eq!((list[0].reason, list[0].last_visit), (DueReason::Agreed, None));
}

#[test]
fn who_lives_alone_is_named_when_nobody_came_this_month_and_only_with_a_consent() {
    let club = Club::new();
    let phone = &club.minh;
    let alone = CircumstanceRequest::of(club.lan, CircumstanceKind::LivesAlone);
    phone.does(|pen| add_circumstance(pen, &alone));
    assert!(who_is_due(phone, None).is_empty());
    agrees(phone, club.lan);
    let list = who_is_due(phone, None);
    assert_eq!((list[0].person.id, list[0].reason), (club.lan, DueReason::AloneThisMonth));
    visits(phone, &RecordVisitRequest::of(club.lan));
    assert!(who_is_due(phone, None).is_empty());
    phone.days_pass(7);
    assert_eq!(phone.today().ymd().1, 12);
    assert_eq!(who_is_due(phone, None).len(), 1);
}

#[test]
fn nobody_is_sent_to_the_dead_or_where_care_is_paused() {
    let club = Club::new();
    let phone = &club.minh;
    cared_for(phone, club.lan, &[]);
    cared_for(phone, club.tung, &[]);
    let shown = phone.sees(|conn| case(conn, club.tung, phone.today()));
    phone.does(|pen| pause(pen, &shown));
    let died = EndMembershipRequest { person: club.lan, left_on: phone.today(), reason: LeavingReason::Died };
    phone.does(|pen| end(pen, died));
    assert!(who_is_due(phone, None).is_empty());
}
