//! One roll on two phones, and a long month.

mod agenda;
mod paper;
mod plan;

use clubbook_model::id::RecordId;
use clubbook_model::time::{Day, Month};
use clubbook_model::vocabulary::{Language, LeavingReason, Mark, MeetingKind, MeetingStatus};

use super::commands::{
    add_guest, add_guest_by_name, all_but, cancel, close, mark, open, postpone, remove_guest_by_name,
};
use super::queries::{held, of_month, roll};
use super::views::{
    AllButRequest, CloseMeetingRequest, MarkRequest, MarkedView, MeetingQuestion, OpenMeetingRequest, PutOffRequest,
    RollOrder, RollView, closed_words,
};
use crate::features::memberships::commands::{EndMembershipRequest, end, take_back_end};
use crate::features::people::commands::link;
use crate::features::testing::{CLUB, Club, Handset, plan};
use crate::features::{CommandError, Invalid, Question};

fn opened(phone: &Handset) -> RollView {
    phone.does(|pen| open(pen, &OpenMeetingRequest::regular()))
}

fn shown(phone: &Handset, meeting: RecordId) -> RollView {
    phone.sees(|conn| roll(conn, CLUB, meeting, RollOrder::Register, phone.today()))
}

fn marks(phone: &Handset, meeting: RecordId, person: RecordId, with: Mark) -> MarkedView {
    let view = shown(phone, meeting);
    let request = MarkRequest::over(meeting, view.row(person).unwrap(), with);
    phone.does(|pen| mark(pen, &request))
}

fn all(phone: &Handset, meeting: RecordId, with: Mark) -> RollView {
    let seen = shown(phone, meeting).seen;
    phone.does(|pen| all_but(pen, &AllButRequest { meeting, mark: with, seen }))
}

fn mark_of(view: &RollView, person: RecordId) -> Mark {
    view.row(person).unwrap().mark
}

#[test]
fn two_phones_that_open_the_month_s_meeting_without_signal_open_the_same_one_and_their_marks_add_up() {
    let club = Club::new();
    let by_hoa = opened(&club.hoa);
    let by_minh = opened(&club.minh);
    assert_eq!(by_hoa.meeting.id, by_minh.meeting.id);
    let meeting = by_hoa.meeting.id;
    marks(&club.hoa, meeting, club.lan, Mark::Present);
    marks(&club.minh, meeting, club.tung, Mark::Late);
    club.meet();
    let views = [&club.hoa, &club.minh].map(|phone| shown(phone, meeting));
    assert_eq!(views[0], views[1]);
    assert_eq!(mark_of(&views[0], club.lan), Mark::Present);
    assert_eq!(mark_of(&views[0], club.tung), Mark::Late);
    assert_eq!((views[0].counts.present, views[0].counts.late, views[0].counts.unmarked), (2, 1, 2));
    assert!(views[0].unsettled.is_empty());
}

#[test]
fn a_mark_by_hand_beats_all_but_whatever_the_clocks_say() {
    let club = Club::new();
    let meeting = opened(&club.hoa).meeting.id;
    club.meet();
    club.minh.shift_clock(-300);
    marks(&club.minh, meeting, club.lan, Mark::Absent);
    club.hoa.days_pass(1);
    let view = all(&club.hoa, meeting, Mark::Present);
    assert_eq!(mark_of(&view, club.lan), Mark::Present);
    assert!(!view.row(club.lan).unwrap().by_hand);
    club.meet();
    for phone in [&club.hoa, &club.minh] {
        let view = shown(phone, meeting);
        assert_eq!(mark_of(&view, club.lan), Mark::Absent);
        assert_eq!((view.counts.present, view.counts.absent), (3, 1));
    }
}

#[test]
fn all_but_covers_only_the_people_who_were_on_the_roll_then() {
    let club = Club::new();
    let meeting = opened(&club.hoa).meeting.id;
    all(&club.hoa, meeting, Mark::Present);
    let newcomer = club.hoa.adds("Phạm Thị Mới", &[("membership.joined_on", "2026")]);
    let view = shown(&club.hoa, meeting);
    assert_eq!(mark_of(&view, newcomer), Mark::Unset);
    assert_eq!((view.counts.present, view.counts.unmarked), (4, 1));
}

#[test]
fn a_slip_is_undone_with_one_tap_and_the_person_stands_as_not_marked() {
    let club = Club::new();
    let meeting = opened(&club.hoa).meeting.id;
    let marked = marks(&club.hoa, meeting, club.lan, Mark::Present);
    assert_eq!(marked.words(Language::Vi), "Đã ghi bà Lan có mặt. Bấm nhầm? Bỏ ghi.");
    let undone = marks(&club.hoa, meeting, club.lan, Mark::Unset);
    assert_eq!((undone.row.mark, undone.counts.unmarked), (Mark::Unset, 4));
    assert_eq!(undone.words(Language::Vi), "Đã bỏ ghi bà Lan.");
    // Undone by hand is a mark by hand: "all but" does not cover it.
    assert_eq!(mark_of(&all(&club.hoa, meeting, Mark::Present), club.lan), Mark::Unset);
}

#[test]
fn two_people_who_mark_one_person_differently_are_both_shown_until_somebody_marks_again() {
    let club = Club::new();
    let meeting = opened(&club.hoa).meeting.id;
    club.meet();
    marks(&club.hoa, meeting, club.lan, Mark::Present);
    marks(&club.minh, meeting, club.lan, Mark::Excused);
    club.meet();
    let view = shown(&club.hoa, meeting);
    assert_eq!(view.unsettled.len(), 1);
    assert_eq!(view.unsettled[0].entries.len(), 2);
    marks(&club.hoa, meeting, club.lan, Mark::Present);
    club.meet();
    for phone in [&club.hoa, &club.minh] {
        let view = shown(phone, meeting);
        assert_eq!((mark_of(&view, club.lan), view.unsettled.len()), (Mark::Present, 0));
    }
}

#[test]
fn a_reason_belongs_to_an_excuse_only() {
    let club = Club::new();
    let meeting = opened(&club.hoa).meeting.id;
    let row = shown(&club.hoa, meeting).row(club.lan).unwrap().clone();
    let excused = MarkRequest { reason: Some("đi viện".into()), ..MarkRequest::over(meeting, &row, Mark::Excused) };
    assert_eq!(club.hoa.does(|pen| mark(pen, &excused)).row.reason.as_deref(), Some("đi viện"));
    assert_eq!(marks(&club.hoa, meeting, club.lan, Mark::Present).row.reason, None);
}

#[test]
fn closing_asks_about_the_unmarked_counts_heads_and_leaves_marks_by_hand() {
    let club = Club::new();
    let meeting = opened(&club.hoa).meeting.id;
    marks(&club.hoa, meeting, club.lan, Mark::Present);
    marks(&club.hoa, meeting, club.tung, Mark::Present);
    marks(&club.hoa, meeting, club.tung, Mark::Unset);
    let request = CloseMeetingRequest::over(&shown(&club.hoa, meeting));
    let Question::Meeting(MeetingQuestion::Unmarked { people }) = club.hoa.asks(|pen| close(pen, &request)) else {
        panic!("it asks about the unmarked");
    };
    assert_eq!(people.len(), 3);
    let unset = CloseMeetingRequest { rest: Some(Mark::Unset), ..request.clone() };
    assert!(matches!(club.hoa.refuses(|pen| close(pen, &unset)), CommandError::Invalid(Invalid::NotOffered)));
    let too_many = CloseMeetingRequest { head_count: Some(-1), ..request.clone() };
    assert!(matches!(club.hoa.refuses(|pen| close(pen, &too_many)), CommandError::Invalid(Invalid::HeadCount)));

    let answered = CloseMeetingRequest { rest: Some(Mark::Absent), head_count: Some(3), ..request };
    let closed = club.hoa.does(|pen| close(pen, &answered));
    assert_eq!(closed.meeting.status, Some(MeetingStatus::Closed));
    assert_eq!((closed.counts.present, closed.counts.absent, closed.counts.unmarked), (1, 3, 0));
    assert_eq!((closed.counts.members, closed.counts.here(), closed.counts.difference()), (4, 1, Some(2)));
    assert_eq!(closed.remarks(Language::Vi), ["Đếm được nhiều hơn số đã ghi 2 người."]);
    assert_eq!(
        closed_words(&closed.counts, Language::Vi),
        "Đã chốt buổi sinh hoạt: 1 có mặt, 3 vắng. Ghi sót vẫn sửa được."
    );
    assert_eq!(club.hoa.sees(|conn| held(conn, 5)).len(), 1);
}

#[test]
fn closing_after_all_but_marks_those_by_hand_whom_the_default_left_out() {
    let club = Club::new();
    let meeting = opened(&club.hoa).meeting.id;
    all(&club.hoa, meeting, Mark::Present);
    let newcomer = club.hoa.adds("Phạm Thị Mới", &[("membership.joined_on", "2026")]);
    let view = shown(&club.hoa, meeting);
    let request = CloseMeetingRequest { rest: Some(Mark::Excused), ..CloseMeetingRequest::over(&view) };
    let closed = club.hoa.does(|pen| close(pen, &request));
    assert_eq!((closed.counts.present, closed.counts.excused, closed.counts.unmarked), (4, 1, 0));
    assert_eq!(mark_of(&closed, newcomer), Mark::Excused);
    assert!(closed.late_marks().next().is_none());
}

#[test]
fn a_mark_after_closing_counts_and_the_club_head_is_told() {
    let club = Club::new();
    let meeting = opened(&club.hoa).meeting.id;
    let view = shown(&club.hoa, meeting);
    let request = CloseMeetingRequest { rest: Some(Mark::Absent), ..CloseMeetingRequest::over(&view) };
    club.hoa.does(|pen| close(pen, &request));
    club.minh.hears(&club.hoa);
    club.minh.clock.pass(60);
    let late = marks(&club.minh, meeting, club.lan, Mark::Present);
    assert!(late.after_closing);
    assert!(late.words(Language::Vi).ends_with("Buổi sinh hoạt đã chốt, lần ghi này vẫn tính."));
    club.meet();
    let view = shown(&club.hoa, meeting);
    assert_eq!((view.counts.present, view.counts.absent), (1, 3));
    assert_eq!(view.remarks(Language::Vi), ["Có 1 lần ghi sau khi chốt. Vẫn tính."]);
}

#[test]
fn who_is_entered_after_a_meeting_was_closed_is_not_absent_from_it() {
    let club = Club::new();
    let meeting = opened(&club.hoa).meeting.id;
    let view = all(&club.hoa, meeting, Mark::Present);
    club.hoa.does(|pen| close(pen, &CloseMeetingRequest::over(&view)));
    club.hoa.adds("Phạm Thị Mới", &[("membership.joined_on", "2025")]);
    let view = shown(&club.hoa, meeting);
    assert_eq!((view.rows.len(), view.counts.unmarked), (4, 0));
}

#[test]
fn opening_a_closed_meeting_or_another_month_s_asks_first() {
    let club = Club::new();
    let phone = &club.hoa;
    let view = opened(phone);
    let view = all(phone, view.meeting.id, Mark::Present);
    phone.does(|pen| close(pen, &CloseMeetingRequest::over(&view)));
    let again = phone.asks(|pen| open(pen, &OpenMeetingRequest::regular()));
    assert_eq!(again.words(Language::Vi), "Buổi sinh hoạt tháng 11/2026 đã chốt, thứ Ba 24/11. Mở lại để sửa?");
    let confirmed = OpenMeetingRequest { confirmed: true, ..OpenMeetingRequest::regular() };
    assert_eq!(phone.does(|pen| open(pen, &confirmed)).meeting.status, Some(MeetingStatus::Open));

    let october = OpenMeetingRequest { held_on: Day::from_ymd(2026, 10, 20), ..OpenMeetingRequest::regular() };
    let other = phone.asks(|pen| open(pen, &october));
    assert_eq!(other.words(Language::Vi), "Đây là buổi sinh hoạt tháng 10/2026, không phải tháng này. Có đúng không?");
    let opened = phone.does(|pen| open(pen, &OpenMeetingRequest { confirmed: true, ..october }));
    assert_ne!(opened.meeting.id, view.meeting.id);
    assert_eq!(opened.meeting.month, Some(Month { year: 2026, month: 10 }));
    let tomorrow = OpenMeetingRequest { held_on: Some(phone.today().plus(1)), ..OpenMeetingRequest::regular() };
    assert!(matches!(phone.refuses(|pen| open(pen, &tomorrow)), CommandError::Invalid(Invalid::InTheFuture)));
}

#[test]
fn opening_an_open_meeting_again_changes_nothing() {
    let club = Club::new();
    opened(&club.hoa);
    club.hoa.days_pass(1);
    let again = club.hoa.command(|pen| open(pen, &OpenMeetingRequest::regular())).unwrap();
    assert!(again.ops.is_empty());
    assert_eq!(again.result.meeting.held_on, Day::from_ymd(2026, 11, 24));
}

#[test]
fn guests_count_for_themselves_and_a_guest_who_is_a_member_is_marked_present() {
    let club = Club::new();
    let phone = &club.hoa;
    let visitor = phone.adds("Trần Văn Khách", &[]);
    let left = EndMembershipRequest { person: visitor, left_on: phone.today(), reason: LeavingReason::OwnWish };
    phone.does(|pen| end(pen, left));
    let meeting = opened(phone).meeting.id;
    assert!(phone.does(|pen| add_guest(pen, meeting, visitor)).row.guest);
    assert!(!phone.does(|pen| add_guest(pen, meeting, club.lan)).row.guest);
    phone.does(|pen| add_guest_by_name(pen, meeting, " bà Tư "));
    phone.does(|pen| add_guest_by_name(pen, meeting, "cán bộ xã"));
    let view = phone.does(|pen| remove_guest_by_name(pen, meeting, "cán bộ xã"));
    assert_eq!(view.meeting.guests, ["bà Tư"]);
    assert_eq!((view.counts.guests, view.counts.present, view.rows.len()), (2, 1, 5));
    assert!(view.rows.last().unwrap().guest);
    assert!(matches!(
        phone.refuses(|pen| add_guest_by_name(pen, meeting, " ")),
        CommandError::Invalid(Invalid::NoName)
    ));
    // A guest who turns out to be a member is a member.
    phone.does(|pen| take_back_end(pen, visitor));
    assert_eq!(shown(phone, meeting).counts.present, 2);
    phone.does(|pen| end(pen, left));
    let gone = marks(phone, meeting, visitor, Mark::Unset);
    assert_eq!((gone.counts.guests, shown(phone, meeting).rows.len()), (1, 4));
}

#[test]
fn the_roll_stands_in_the_order_of_the_paper_register_or_of_names() {
    let club = Club::new();
    let meeting = opened(&club.hoa).meeting.id;
    let names = |order| -> Vec<String> {
        let view = club.hoa.sees(|conn| roll(conn, CLUB, meeting, order, club.hoa.today()));
        view.rows.into_iter().map(|row| row.person.given_name).collect()
    };
    assert_eq!(names(RollOrder::Register), ["Hoa", "Lan", "Minh", "Tùng"]);
    club.hoa.adds("Nguyễn Văn An", &[("membership.register_no", "3"), ("membership.joined_on", "2025")]);
    assert_eq!(names(RollOrder::Register), ["Hoa", "Lan", "An", "Minh", "Tùng"]);
    assert_eq!(names(RollOrder::Name), ["An", "Hoa", "Lan", "Minh", "Tùng"]);
}

#[test]
fn a_person_with_two_records_stands_in_the_roll_once() {
    let club = Club::new();
    let phone = &club.hoa;
    let again = phone.adds("Đinh Thị Lan", &[("membership.joined_on", "2025")]);
    let meeting = opened(phone).meeting.id;
    assert_eq!(shown(phone, meeting).rows.len(), 5);
    marks(phone, meeting, again, Mark::Present);
    phone.does(|pen| link(pen, club.lan, again, true));
    let view = shown(phone, meeting);
    assert_eq!((view.rows.len(), mark_of(&view, again), view.counts.present), (4, Mark::Present, 1));
    // The name is that of the record that the club has had for longest; marked by either, it is the same row.
    assert_eq!(view.row(again).unwrap().register_no, Some(2));
    assert_eq!(view.row(club.lan).unwrap().person.id, again);
    let undone = marks(phone, meeting, club.lan, Mark::Late);
    assert_eq!((undone.row.person.id, undone.counts.late), (again, 1));
}

#[test]
fn a_meeting_is_postponed_cancelled_and_held_all_the_same() {
    let club = Club::new();
    let phone = &club.hoa;
    let later = phone.today().plus(3);
    let storm = |reason: &str| PutOffRequest {
        kind: MeetingKind::Regular,
        month: None,
        reason: reason.to_owned(),
        confirmed: false,
    };
    assert!(matches!(phone.refuses(|pen| postpone(pen, &storm(" "), later)), CommandError::Invalid(Invalid::NoReason)));
    let postponed = phone.does(|pen| postpone(pen, &storm("bão"), later));
    assert_eq!((postponed.status, postponed.planned_on), (Some(MeetingStatus::Postponed), Some(later)));
    let cancelled = phone.does(|pen| cancel(pen, &storm("lụt")));
    assert_eq!((cancelled.id, cancelled.status_reason.as_deref()), (postponed.id, Some("lụt")));
    assert!(phone.sees(|conn| held(conn, 5)).is_empty());
    let asked = phone.asks(|pen| open(pen, &OpenMeetingRequest::regular()));
    assert_eq!(asked.words(Language::Vi), "Tháng 11/2026 đã ghi là không sinh hoạt. Vẫn mở để điểm danh?");
    let confirmed = OpenMeetingRequest { confirmed: true, ..OpenMeetingRequest::regular() };
    let view = phone.does(|pen| open(pen, &confirmed));
    assert_eq!((view.meeting.status_reason.as_ref(), view.meeting.held_on), (None, Some(phone.today())));
    assert_eq!(phone.asks(|pen| cancel(pen, &storm("lụt"))), Question::Meeting(MeetingQuestion::RollBegun));
    let view = all(phone, view.meeting.id, Mark::Present);
    phone.does(|pen| close(pen, &CloseMeetingRequest::over(&view)));
    let refused = phone.refuses(|pen| cancel(pen, &storm("lụt")));
    assert!(matches!(refused, CommandError::Invalid(Invalid::MeetingClosed)));
    let month = phone.today().month();
    let meeting = phone.sees(|conn| of_month(conn, CLUB, month, MeetingKind::Regular)).unwrap();
    assert_eq!(meeting.status, Some(MeetingStatus::Closed));
}

#[test]
fn the_queries_of_a_roll_use_the_index_of_marks_by_meeting() {
    let club = Club::new();
    let steps = plan(
        &club.hoa,
        "SELECT e.id, coalesce(e.shown, e.confirmed) FROM entity_index AS i JOIN entity AS e ON e.id = i.entity AND e.book = i.book \
         WHERE i.kind = 8 AND i.number = 0 AND i.key >= x'09' AND i.key < x'09ff' AND e.kind = 8 \
         ORDER BY i.key ASC, i.entity ASC LIMIT 500",
    );
    assert!(steps.contains("i USING PRIMARY KEY (kind=? AND number=? AND key>? AND key<?)"), "{steps}");
    assert!(!steps.contains("SCAN") && !steps.contains("TEMP"), "{steps}");
}
