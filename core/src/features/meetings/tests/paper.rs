//! The sign-in sheet: printed, signed, and entered afterwards.

use std::collections::BTreeSet;

use clubbook_model::id::RecordId;
use clubbook_model::op::Source;
use clubbook_model::vocabulary::{Language, Mark};

use super::{mark_of, marks, opened, shown};
use crate::features::meetings::commands::close;
use crate::features::meetings::paper::{EnterSheetRequest, enter_sheet, numbers, sheet};
use crate::features::meetings::queries::{attended, late_marks, missed};
use crate::features::meetings::views::{CloseMeetingRequest, MeetingQuestion, UnmarkedAnswer};
use crate::features::testing::{CLUB, Club, Handset};
use crate::features::{CommandError, Invalid, Question};
use crate::store::journal::Author;

fn signed(meeting: RecordId, present: &str) -> EnterSheetRequest {
    EnterSheetRequest { meeting, present: numbers(present).unwrap(), ..EnterSheetRequest::default() }
}

/// Enters a sheet as paper that Hoa kept.
fn enters(phone: &Handset, request: &EnterSheetRequest, kept_by: RecordId) -> Result<Mark, CommandError> {
    let author = Author { person: phone.user, on_behalf_of: Some(kept_by), source: Source::PAPER };
    let done = phone.command_by(author, |pen| enter_sheet(pen, request))?;
    assert!(done.ops.iter().all(|op| op.source == Source::PAPER && op.on_behalf_of == Some(kept_by)));
    Ok(done.result.rows.first().map_or(Mark::Unset, |row| row.mark))
}

#[test]
fn the_sheet_lists_the_members_in_the_order_of_the_register() {
    let club = Club::new();
    let phone = &club.hoa;
    let view = phone.sees(|conn| sheet(conn, CLUB, phone.today(), phone.today()));
    let rows: Vec<_> =
        view.rows.iter().map(|row| (row.register_no, row.person.given_name.as_str(), row.born)).collect();
    assert_eq!(
        rows,
        [
            (Some(1), "Hoa", Some(1960)),
            (Some(2), "Lan", Some(1955)),
            (Some(4), "Minh", Some(1970)),
            (None, "Tùng", Some(1949))
        ]
    );
}

#[test]
fn a_sheet_is_entered_in_one_go_as_paper_and_a_number_that_nobody_has_enters_nothing() {
    let club = Club::new();
    let phone = &club.minh;
    let meeting = opened(phone).meeting.id;
    let unknown = phone.refuses(|pen| enter_sheet(pen, &signed(meeting, "1 2 3 99")));
    assert!(matches!(&unknown, CommandError::Invalid(Invalid::NoSuchNumbers(numbers)) if numbers == &[3, 99]));
    assert_eq!(unknown.words(Language::Vi), "Sổ không có ai mang số 3, 99. Chưa ghi gì. Xem lại tờ giấy.");
    let late = EnterSheetRequest { late: BTreeSet::from([4]), ..signed(meeting, "1-2") };
    enters(phone, &late, club.hoa.user).unwrap();
    let view = shown(phone, meeting);
    assert_eq!((view.counts.present, view.counts.late, view.counts.unmarked), (3, 1, 1));
    let twice = EnterSheetRequest { late: BTreeSet::from([1]), confirmed: true, ..signed(meeting, "1") };
    assert!(matches!(
        phone.refuses(|pen| enter_sheet(pen, &twice)),
        CommandError::Invalid(Invalid::MarkedTwice(numbers)) if numbers == [1]
    ));
}

#[test]
fn paper_entered_twice_by_the_same_hand_asks_and_by_another_hand_adds_up() {
    let club = Club::new();
    let meeting = opened(&club.minh).meeting.id;
    enters(&club.minh, &signed(meeting, "1 2"), club.hoa.user).unwrap();
    let Err(CommandError::AskFirst(again)) = enters(&club.minh, &signed(meeting, "1 2 4"), club.hoa.user) else {
        panic!("the same hand is asked");
    };
    assert_eq!(*again, Question::Meeting(MeetingQuestion::SheetAgain { entered: 2 }));
    assert_eq!(again.words(Language::Vi), "Máy này đã nhập tờ ký tên của buổi này rồi, 2 người. Nhập lần nữa?");
    let yes = EnterSheetRequest { again: true, ..signed(meeting, "1 2 4") };
    enters(&club.minh, &yes, club.hoa.user).unwrap();
    // Hoa enters the other page on her phone.
    club.hoa.hears(&club.minh);
    enters(&club.hoa, &signed(meeting, "1 2"), club.hoa.user).unwrap();
    club.meet();
    for phone in [&club.hoa, &club.minh] {
        let view = shown(phone, meeting);
        assert_eq!((view.counts.present, view.counts.unmarked, view.unsettled.len()), (3, 1, 0));
    }
}

#[test]
fn a_sheet_that_says_otherwise_than_the_screen_is_asked_about() {
    let club = Club::new();
    let phone = &club.hoa;
    let meeting = opened(phone).meeting.id;
    marks(phone, meeting, club.lan, Mark::Absent);
    let Err(CommandError::AskFirst(asked)) = enters(phone, &signed(meeting, "1 2"), phone.user) else {
        panic!("it is asked about");
    };
    assert_eq!(asked.words(Language::Vi), "Máy đã ghi khác tờ giấy: bà Lan. Ghi theo tờ giấy?");
    enters(phone, &EnterSheetRequest { confirmed: true, ..signed(meeting, "1 2") }, phone.user).unwrap();
    assert_eq!(mark_of(&shown(phone, meeting), club.lan), Mark::Present);
}

#[test]
fn who_enters_a_sheet_once_more_is_still_asked_about_those_whom_somebody_has_corrected_since() {
    let club = Club::new();
    let phone = &club.hoa;
    let meeting = opened(phone).meeting.id;
    enters(phone, &signed(meeting, "1 2"), phone.user).unwrap();
    marks(phone, meeting, club.lan, Mark::Excused);
    for once_more in [
        EnterSheetRequest { again: true, ..signed(meeting, "1 2") },
        EnterSheetRequest { confirmed: true, ..signed(meeting, "1 2") },
    ] {
        assert!(matches!(enters(phone, &once_more, phone.user), Err(CommandError::AskFirst(_))));
        assert_eq!(mark_of(&shown(phone, meeting), club.lan), Mark::Excused);
    }
    let once_more = EnterSheetRequest { again: true, ..signed(meeting, "1 2") };
    let Err(CommandError::AskFirst(asked)) = enters(phone, &once_more, phone.user) else { panic!("it is asked about") };
    assert!(matches!(*asked, Question::Meeting(MeetingQuestion::SheetDiffers { people }) if people.len() == 1));
    enters(phone, &EnterSheetRequest { confirmed: true, ..once_more }, phone.user).unwrap();
    assert_eq!(mark_of(&shown(phone, meeting), club.lan), Mark::Present);
}

#[test]
fn at_closing_those_whom_nobody_marked_are_answered_for_one_by_one() {
    let club = Club::new();
    let phone = &club.hoa;
    let meeting = opened(phone).meeting.id;
    marks(phone, meeting, phone.user, Mark::Present);
    let answer =
        |person, mark, reason: Option<&str>| UnmarkedAnswer { person, mark, reason: reason.map(str::to_owned) };
    let view = shown(phone, meeting);
    let some = CloseMeetingRequest {
        answers: vec![answer(club.lan, Mark::Excused, Some("đi viện"))],
        ..CloseMeetingRequest::over(&view)
    };
    let Question::Meeting(MeetingQuestion::Unmarked { people }) = phone.asks(|pen| close(pen, &some)) else {
        panic!("it asks about those who are left");
    };
    assert_eq!(people.iter().map(|person| person.given_name.as_str()).collect::<Vec<_>>(), ["Minh", "Tùng"]);
    let all = CloseMeetingRequest {
        answers: vec![
            answer(club.lan, Mark::Excused, Some("đi viện")),
            answer(club.minh.user, Mark::Late, None),
            answer(club.tung, Mark::Absent, None),
        ],
        head_count: Some(2),
        ..CloseMeetingRequest::over(&view)
    };
    let closed = phone.does(|pen| close(pen, &all));
    assert_eq!((closed.counts.present, closed.counts.late, closed.counts.excused, closed.counts.absent), (2, 1, 1, 1));
    assert_eq!(closed.row(club.lan).unwrap().reason.as_deref(), Some("đi viện"));
    assert!(closed.remarks(Language::Vi).is_empty(), "as many heads as marks");
    assert!(closed.late_marks().next().is_none());
}

#[test]
fn the_club_head_hears_who_marked_whom_after_closing() {
    let club = Club::new();
    let meeting = opened(&club.hoa).meeting.id;
    let view = shown(&club.hoa, meeting);
    let request = CloseMeetingRequest { rest: Some(Mark::Absent), ..CloseMeetingRequest::over(&view) };
    club.hoa.does(|pen| close(pen, &request));
    club.meet();
    club.minh.clock.pass(60);
    marks(&club.minh, meeting, club.lan, Mark::Present);
    club.meet();
    let late = club.hoa.sees(|conn| late_marks(conn, CLUB, 6, club.hoa.today()));
    assert_eq!(late.len(), 1);
    let words = late[0].words(clubbook_model::time::Instant(late[0].at.0 + 60), Language::Vi);
    assert!(words.starts_with("Sau khi chốt buổi thứ Ba 24/11: chú Minh ghi bà Lan có mặt, lúc "), "{words}");
}

#[test]
fn who_missed_meetings_in_a_row_is_told_by_persons_and_not_by_records() {
    let club = Club::new();
    let phone = &club.hoa;
    let again = phone.adds("Đinh Thị Lan", &[("membership.joined_on", "2025")]);
    phone.does(|pen| crate::features::people::commands::link(pen, club.lan, again, true));
    for month in 0..3 {
        let meeting = opened(phone).meeting.id;
        marks(phone, meeting, phone.user, Mark::Present);
        if month == 0 {
            marks(phone, meeting, club.tung, Mark::Present);
        }
        if month == 1 {
            marks(phone, meeting, again, Mark::Excused);
        }
        let view = shown(phone, meeting);
        let request = CloseMeetingRequest { rest: Some(Mark::Absent), ..CloseMeetingRequest::over(&view) };
        phone.does(|pen| close(pen, &request));
        phone.days_pass(31);
    }
    let found = phone.sees(|conn| missed(conn, CLUB, 3, phone.today()));
    let words: Vec<String> = found.iter().map(|one| one.words(Language::Vi)).collect();
    assert_eq!(words.len(), 2, "{words:?}");
    assert!(words.contains(&"Bà Đinh Thị Lan vắng 3 buổi liền, 1 buổi có lý do.".to_owned()), "{words:?}");
    assert!(words.contains(&"Chú Lê Văn Minh vắng 3 buổi liền.".to_owned()), "{words:?}");
    let two = phone.sees(|conn| missed(conn, CLUB, 2, phone.today()));
    let tung = two.iter().find(|one| one.person.id == club.tung).unwrap();
    assert_eq!((tung.missed, tung.last_attended.is_some()), (2, true));
    let history = phone.sees(|conn| attended(conn, CLUB, again, 12, phone.today()));
    let marks: Vec<_> = history.iter().map(|one| one.mark).collect();
    assert_eq!(marks, [Some(Mark::Absent), Some(Mark::Excused), Some(Mark::Absent)]);
}
