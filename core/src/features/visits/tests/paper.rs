//! A month from paper, and whose record may be corrected by whom.

use clubbook_model::entry::FieldEdit;
use clubbook_model::registry::{Entity, HomeVisit};
use clubbook_model::time::{Day, Month};
use clubbook_model::vocabulary::Language;

use super::{this_month, visits};
use crate::features::month_report;
use crate::features::testing::{Club, Handset};
use crate::features::visits::commands::{correct, void};
use crate::features::visits::paper::{OnRecordedDays, PaperMonthRequest, enter};
use crate::features::visits::queries::form;
use crate::features::visits::views::{CorrectVisitRequest, RecordVisitRequest};
use crate::features::{CommandError, Invalid, Question};
use clubbook_model::id::RecordId;

fn day(number: u32) -> Day {
    Day::from_ymd(2026, 11, number).unwrap()
}

fn paper(club: &Club, days: &[u32]) -> PaperMonthRequest {
    PaperMonthRequest {
        person: club.lan,
        visitors: vec![club.minh.user],
        days: days.iter().map(|number| day(*number)).collect(),
        recorded: OnRecordedDays::NotAsked,
    }
}

#[test]
fn a_month_of_ticks_is_entered_at_once_and_the_same_paper_again_asks_and_adds_nothing() {
    let club = Club::new();
    let phone = &club.hoa;
    let done = phone.does(|pen| enter(pen, &paper(&club, &[3, 6, 10])));
    assert_eq!(done.recorded.len(), 3);
    assert_eq!(this_month(phone).counted, 3);
    let again = paper(&club, &[3, 6, 10, 17]);
    let Question::PaperDays(question) = phone.asks(|pen| enter(pen, &again)) else { panic!("another question") };
    assert_eq!(question.days, [day(3), day(6), day(10)]);
    let words =
        "Trong sổ đã có lần thăm bà Lan: thứ Ba 3/11, thứ Sáu 6/11, thứ Ba 10/11. Những ngày này là cùng một lần thăm?";
    assert_eq!(question.words(Language::Vi), words);
    let same = PaperMonthRequest { recorded: OnRecordedDays::Same, ..again.clone() };
    let done = phone.does(|pen| enter(pen, &same));
    assert_eq!((done.recorded.len(), done.left_out.len()), (1, 3));
    assert_eq!(this_month(phone).counted, 4);
    let others = PaperMonthRequest { recorded: OnRecordedDays::Others, days: vec![day(3)], ..again };
    phone.does(|pen| enter(pen, &others));
    assert_eq!(this_month(phone).counted, 5);
}

#[test]
fn one_paper_on_two_phones_counts_once_until_somebody_answers() {
    let club = Club::new();
    club.hoa.does(|pen| enter(pen, &paper(&club, &[3, 6])));
    club.minh.does(|pen| enter(pen, &paper(&club, &[3, 6])));
    club.meet();
    for phone in [&club.hoa, &club.minh] {
        assert_eq!((this_month(phone).counted, this_month(phone).visits.len()), (2, 4));
    }
}

#[test]
fn paper_without_a_visitor_a_day_or_with_a_day_to_come_is_refused_whole() {
    let club = Club::new();
    let invalid = |request: &PaperMonthRequest| match club.hoa.refuses(|pen| enter(pen, request)) {
        CommandError::Invalid(invalid) => invalid,
        other => panic!("{other}"),
    };
    assert_eq!(invalid(&PaperMonthRequest { visitors: Vec::new(), ..paper(&club, &[3]) }), Invalid::NoVisitor);
    assert_eq!(invalid(&paper(&club, &[])), Invalid::NoDay);
    assert_eq!(invalid(&paper(&club, &[3, 25])), Invalid::InTheFuture);
}

fn correction(phone: &Handset, visit: RecordId, reason: Option<&str>) -> CorrectVisitRequest {
    let fields = vec![FieldEdit::parse(HomeVisit::DEF, "note", "ăn được").unwrap()];
    let form = phone.sees(|conn| form(conn, visit));
    CorrectVisitRequest { form, fields, readings: None, reason: reason.map(str::to_owned) }
}

#[test]
fn people_correct_their_own_until_the_month_is_reported_and_then_the_head_does_with_a_reason() {
    let club = Club::new();
    let october = RecordVisitRequest { visited_on: Day::from_ymd(2026, 10, 20), ..RecordVisitRequest::of(club.lan) };
    let visit = visits(&club.minh, &october).visit.id;
    club.meet();
    let other = Handset::new(13).used_by(club.tung);
    other.hears(&club.hoa);
    other.hears(&club.minh);
    let refused = other.refuses(|pen| correct(pen, &correction(&other, visit, None)));
    assert!(matches!(refused, CommandError::Invalid(Invalid::NotYours)));
    club.minh.does(|pen| correct(pen, &correction(&club.minh, visit, None)));

    club.hoa.does(|pen| month_report::report(pen, Month { year: 2026, month: 10 }));
    club.meet();
    let refused = club.minh.refuses(|pen| correct(pen, &correction(&club.minh, visit, Some("sai"))));
    assert!(matches!(refused, CommandError::Invalid(Invalid::MonthReported)));
    assert!(matches!(club.minh.refuses(|pen| void(pen, visit, "sai")), CommandError::Invalid(Invalid::MonthReported)));
    let refused = club.hoa.refuses(|pen| correct(pen, &correction(&club.hoa, visit, None)));
    assert!(matches!(refused, CommandError::Invalid(Invalid::NoReason)));
    club.hoa.does(|pen| correct(pen, &correction(&club.hoa, visit, Some("ghi thiếu"))));
    let values = club.hoa.sees(|conn| Ok(crate::store::entity::get::<HomeVisit>(conn, visit)?)).unwrap();
    assert_eq!(values.correction_reason.as_deref(), Some("ghi thiếu"));
}
