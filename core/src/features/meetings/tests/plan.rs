//! When the club meets next.

use clubbook_model::registry::{Club as ClubRecord, Entity};
use clubbook_model::time::{Day, Month};
use clubbook_model::vocabulary::{Language, Mark, MeetingKind, MeetingStatus};

use super::{all, opened};
use crate::features::meetings::commands::{cancel, close, postpone};
use crate::features::meetings::plan::{
    NextMeetingView, PlanMeetingRequest, next_meeting, plan, planned, planned_words, set_meeting_day,
};
use crate::features::meetings::views::{CloseMeetingRequest, MeetingQuestion, PutOffRequest};
use crate::features::testing::{CLUB, Club, Handset};
use crate::features::{CommandError, Invalid, Question};

/// A club that meets on the 24th; today is the 24th.
fn club_on_the_24th() -> Club {
    let club = Club::new();
    let mut draft = ClubRecord::create(CLUB);
    draft.set(ClubRecord::name, "CLB Gò Deo".to_owned());
    club.hoa.does(|pen| pen.record(&pen.roster(), draft));
    club.hoa.does(|pen| set_meeting_day(pen, 24));
    club
}

fn next(phone: &Handset) -> Option<NextMeetingView> {
    phone.sees(|conn| next_meeting(conn, CLUB, phone.today()))
}

fn day(month: u32, number: u32) -> Day {
    Day::from_ymd(2026, month, number).unwrap()
}

fn storm(month: Option<Month>) -> PutOffRequest {
    PutOffRequest { kind: MeetingKind::Regular, month, reason: "bão".to_owned(), confirmed: false }
}

#[test]
fn the_meeting_of_today_is_next_until_it_is_closed_and_then_that_of_the_next_month() {
    let club = club_on_the_24th();
    let phone = &club.hoa;
    let today = next(phone).unwrap();
    assert_eq!((today.on, today.is_open), (day(11, 24), false));
    assert_eq!(today.words(phone.today(), Language::Vi), "Buổi sinh hoạt tới: hôm nay.");
    let view = opened(phone);
    assert!(next(phone).unwrap().is_open);
    let view = all(phone, view.meeting.id, Mark::Present);
    phone.does(|pen| close(pen, &CloseMeetingRequest::over(&view)));
    let december = next(phone).unwrap();
    assert_eq!((december.on, december.not_held), (day(12, 24), None));
    assert_eq!(december.words(phone.today(), Language::Vi), "Buổi sinh hoạt tới: thứ Năm 24/12.");
}

#[test]
fn a_meeting_that_was_put_off_or_called_off_is_told_with_the_reason() {
    let club = club_on_the_24th();
    let phone = &club.hoa;
    phone.does(|pen| postpone(pen, &storm(None), day(12, 2)));
    let later = next(phone).unwrap();
    assert_eq!((later.on, later.month, later.postponed.as_deref()), (day(12, 2), phone.today().month(), Some("bão")));
    phone.days_pass(7);
    assert_eq!(next(phone).unwrap().on, day(12, 2), "last month's meeting, in this one");
    phone.days_pass(2);
    let missed = next(phone).unwrap();
    assert_eq!((missed.on, missed.not_held), (day(12, 24), Some(day(12, 2))));
    phone.does(|pen| cancel(pen, &storm(Some(day(11, 24).month()))));
    phone.does(|pen| cancel(pen, &storm(None)));
    let january = next(phone).unwrap();
    assert_eq!(january.on, Day::from_ymd(2027, 1, 24).unwrap());
    assert_eq!(
        january.words(phone.today(), Language::Vi),
        "Buổi sinh hoạt tới: Chủ nhật 24/1/2027. Tháng 12/2026 không sinh hoạt: bão."
    );
}

#[test]
fn a_day_that_passed_without_a_word_is_asked_about() {
    let club = club_on_the_24th();
    let phone = &club.hoa;
    phone.days_pass(2);
    let view = next(phone).unwrap();
    assert_eq!((view.on, view.not_held), (day(12, 24), Some(day(11, 24))));
    assert!(view.words(phone.today(), Language::Vi).ends_with("không thì ghi lý do."));
    assert!(matches!(phone.refuses(|pen| set_meeting_day(pen, 32)), CommandError::Invalid(Invalid::NotOffered)));
}

#[test]
fn a_club_without_a_fixed_day_has_the_meeting_that_was_planned() {
    let club = Club::new();
    let phone = &club.hoa;
    assert_eq!(next(phone), None);
    let request = |kind, on| PlanMeetingRequest { kind, on, place: None, confirmed: false };
    let made = phone.does(|pen| plan(pen, &request(MeetingKind::Regular, day(11, 28))));
    assert_eq!((made.status, made.planned_on), (Some(MeetingStatus::Planned), Some(day(11, 28))));
    assert_eq!(next(phone).unwrap().on, day(11, 28));
    phone.does(|pen| plan(pen, &request(MeetingKind::Regular, day(11, 29))));
    assert_eq!(next(phone).unwrap().on, day(11, 29), "moved: it is the same meeting");
    phone.does(|pen| plan(pen, &request(MeetingKind::Board, day(11, 26))));
    let others = phone.sees(|conn| planned(conn, CLUB, phone.today()));
    let words: Vec<String> = others.iter().map(|one| planned_words(one, phone.today(), Language::Vi)).collect();
    assert_eq!(words, ["họp Ban Chủ nhiệm, thứ Năm 26/11"]);
    phone.does(|pen| cancel(pen, &storm(None)));
    let asked = phone.asks(|pen| plan(pen, &request(MeetingKind::Regular, day(11, 30))));
    assert!(matches!(asked, Question::Meeting(MeetingQuestion::NotOpen { .. })));
}

#[test]
fn a_meeting_that_was_put_off_far_does_not_hide_the_one_that_comes_before_it() {
    let club = club_on_the_24th();
    let phone = &club.hoa;
    phone.does(|pen| set_meeting_day(pen, 5));
    phone.does(|pen| postpone(pen, &storm(None), day(12, 28)));
    let first = next(phone).unwrap();
    assert_eq!((first.on, first.month.month, first.postponed), (day(12, 5), 12, None));
}
