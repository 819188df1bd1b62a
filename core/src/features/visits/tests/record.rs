//! Recording, correcting and voiding.

use clubbook_model::entry::FieldEdit;
use clubbook_model::id::{Book, RecordId};
use clubbook_model::registry::{Entity, HealthMeasurement, HomeVisit, Reference};
use clubbook_model::time::{Day, Instant};
use clubbook_model::value::{Decimal, Unit, Value};
use clubbook_model::vocabulary::{
    Condition, Duration, Language, Purpose, ReferenceKind, Service, VisitAlert, Vocabulary,
};

use super::{agrees, shown, this_month, visits};
use crate::clock::Clock;
use crate::features::care::commands::{open as open_care, withdraw};
use crate::features::care::views::{ConsentState, OpenCareRequest, Sensitive};
use crate::features::people::commands::link;
use crate::features::people::views::PersonView;
use crate::features::readings::queries::last_readings;
use crate::features::readings::{ImpossibleReading, Readings};
use crate::features::testing::{CLUB, Club, Handset, plan};
use crate::features::visits::commands::{answer_same_visit, correct, record, take_back_void, void};
use crate::features::visits::queries::{form, last_visit, new_visit, visits_of};
use crate::features::visits::views::{CorrectVisitRequest, RecordVisitRequest, RemarksView, SameVisit, Sameness};
use crate::features::{CommandError, Invalid};
use crate::store::{books, entity, time};

fn whole_visit(person: RecordId) -> RecordVisitRequest {
    RecordVisitRequest {
        duration: Some(Duration::UpTo30),
        services: vec![Service::Chatting, Service::BloodPressure],
        condition: Some(Condition::Same),
        note: Some(" ăn được ".to_owned()),
        readings: Readings { weight: Decimal::new(543, 1, Unit::One), ..Readings::pressure(135, 85) },
        ..RecordVisitRequest::of(person)
    }
}

#[test]
fn a_visit_and_what_was_measured_on_it_are_recorded_together_and_reach_the_other_phone() {
    let club = Club::new();
    agrees(&club.minh, club.lan);
    let recorded = visits(&club.minh, &whole_visit(club.lan));
    assert!(recorded.advice.is_empty(), "no limit is invented");
    club.meet();
    for phone in [&club.hoa, &club.minh] {
        let view = shown(phone, recorded.visit.id);
        assert_eq!(view, recorded.visit);
        assert_eq!(view.visited_on, Some(phone.today()));
        assert_eq!(view.visitors.iter().map(|who| who.id).collect::<Vec<_>>(), [club.minh.user]);
        assert_eq!(view.author.as_ref().map(|who| who.id), Some(club.minh.user));
        let remarks =
            RemarksView { condition: Some(Condition::Same), note: Some("ăn được".into()), alerts: vec![] };
        assert_eq!(view.remarks, Sensitive::Shown(remarks));
        let readings = view.readings.shown().flatten().unwrap();
        assert_eq!((readings.systolic, readings.diastolic), (Some(135), Some(85)));
        assert_eq!(readings.weight.map(|weight| weight.unit), Some(Unit::Kilogram as u8));
    }
}

#[test]
fn without_a_consent_remarks_and_readings_are_recorded_and_hidden() {
    let club = Club::new();
    let recorded = visits(&club.minh, &whole_visit(club.lan)).visit;
    assert_eq!(recorded.remarks, Sensitive::Hidden(ConsentState::Missing));
    assert_eq!(recorded.readings, Sensitive::Hidden(ConsentState::Missing));
    let beside = club.minh.sees(|conn| last_readings(conn, club.lan));
    assert_eq!(beside, Sensitive::Hidden(ConsentState::Missing));
    agrees(&club.minh, club.lan);
    assert!(shown(&club.minh, recorded.id).readings.shown().flatten().is_some());
    club.minh.does(|pen| withdraw(pen, club.lan, Purpose::Health));
    let view = shown(&club.minh, recorded.id);
    assert_eq!(view.readings, Sensitive::Hidden(ConsentState::Withdrawn));
    assert!(matches!(view.remarks, Sensitive::Shown(_)));
}

#[test]
fn impossible_readings_and_days_record_nothing_not_even_the_visit() {
    let club = Club::new();
    let phone = &club.minh;
    let slip = RecordVisitRequest { readings: Readings::pressure(1200, 80), ..whole_visit(club.lan) };
    let refused = phone.refuses(|pen| record(pen, &slip));
    assert!(matches!(refused, CommandError::Invalid(Invalid::Reading(ImpossibleReading::OutOfRange(..)))));
    assert!(refused.words(Language::Vi).starts_with("Số trên của huyết áp 1200"));
    let tomorrow = RecordVisitRequest { visited_on: Some(phone.today().plus(1)), ..whole_visit(club.lan) };
    assert!(matches!(phone.refuses(|pen| record(pen, &tomorrow)), CommandError::Invalid(Invalid::InTheFuture)));
    let backwards = RecordVisitRequest { next_due: Some(phone.today().plus(-1)), ..whole_visit(club.lan) };
    assert!(matches!(phone.refuses(|pen| record(pen, &backwards)), CommandError::Invalid(Invalid::DueBeforeVisit)));
    assert!(phone.sees(|conn| last_visit(conn, club.lan)).is_none());
}

#[test]
fn a_form_begins_with_the_last_visit_s_services_and_never_with_its_readings() {
    let club = Club::new();
    let phone = &club.minh;
    agrees(phone, club.lan);
    let planned = OpenCareRequest {
        services: vec![Service::Cooking],
        every_days: Some(7),
        volunteers: vec![club.minh.user],
        ..OpenCareRequest::of(club.lan)
    };
    let ids = |people: &[PersonView]| people.iter().map(|person| person.id).collect::<Vec<_>>();
    phone.does(|pen| open_care(pen, &planned));
    let first = phone.sees(|conn| new_visit(conn, club.lan, phone.today()));
    assert_eq!((first.services, first.duration), (vec![Service::Cooking], None));
    assert_eq!(first.last_readings, Sensitive::Shown(None));
    assert_eq!((ids(&first.visitors), first.partner), (vec![club.minh.user], None));
    let together = RecordVisitRequest {
        visitors: vec![club.minh.user, club.hoa.user],
        partner: Some("cô Thu, trạm y tế".to_owned()),
        ..whole_visit(club.lan)
    };
    let recorded = visits(phone, &together).visit;
    phone.days_pass(7);
    let next = phone.sees(|conn| new_visit(conn, club.lan, phone.today()));
    assert_eq!((next.services, next.duration), (recorded.services, Some(Duration::UpTo30)));
    assert_eq!(next.next_due, Some(phone.today().plus(7)));
    let mut went = [club.minh.user, club.hoa.user];
    went.sort();
    assert_eq!((ids(&next.visitors), next.partner.as_deref()), (went.to_vec(), Some("cô Thu, trạm y tế")));
    let beside = next.last_readings.shown().flatten().unwrap();
    assert_eq!((Some(beside.on), beside.readings.systolic), (recorded.visited_on, Some(135)));
    let unmeasured = visits(phone, &RecordVisitRequest::of(club.lan)).visit;
    assert_eq!(unmeasured.readings, Sensitive::Shown(None));
}

#[test]
fn a_second_visit_on_the_same_day_asks_whether_it_is_the_same_one() {
    let club = Club::new();
    let first = visits(&club.minh, &RecordVisitRequest::of(club.lan)).visit.id;
    club.meet();
    let request = RecordVisitRequest::of(club.lan);
    let question = club.hoa.asks(|pen| record(pen, &request));
    assert_eq!(question.words(Language::Vi), "Chú Minh đã ghi lần thăm bà Lan hôm nay. Cùng một lần thăm?");
    let own = club.minh.asks(|pen| record(pen, &request));
    assert_eq!(own.words(Language::Vi), "Đã có một lần thăm bà Lan hôm nay. Cùng một lần thăm?");
    let yesterday = RecordVisitRequest { visited_on: Some(club.hoa.today().plus(-1)), ..request.clone() };
    visits(&club.hoa, &yesterday);
    let same = RecordVisitRequest { same_visit: SameVisit::SameAs(first), ..request.clone() };
    assert_eq!(visits(&club.hoa, &same).visit.sameness, Some(Sameness::Says(first)));
    assert_eq!(this_month(&club.hoa).counted, 2);
    let another = RecordVisitRequest { same_visit: SameVisit::Another, ..request };
    assert_eq!(visits(&club.hoa, &another).visit.sameness, Some(Sameness::Counts));
    let november = this_month(&club.hoa);
    assert_eq!((november.counted, november.visits.len(), november.people), (3, 4, 1));
}

#[test]
fn two_phones_that_recorded_one_visit_without_signal_count_it_once_until_somebody_answers() {
    let club = Club::new();
    let by_minh = visits(&club.minh, &RecordVisitRequest::of(club.lan)).visit.id;
    let by_hoa = visits(&club.hoa, &RecordVisitRequest::of(club.lan)).visit.id;
    club.meet();
    let (first, second) = (by_minh.min(by_hoa), by_minh.max(by_hoa));
    for phone in [&club.hoa, &club.minh] {
        assert_eq!(this_month(phone).counted, 1);
        assert_eq!(shown(phone, first).sameness, Some(Sameness::Counts));
        assert_eq!(shown(phone, second).sameness, Some(Sameness::Unanswered(first)));
        // A page that ends within a day says the same of it.
        let page = phone.sees(|conn| visits_of(conn, CLUB, club.lan, 1, phone.today()));
        assert_eq!(page.iter().map(|visit| visit.sameness).collect::<Vec<_>>(), [Some(Sameness::Unanswered(first))]);
    }
    club.hoa.does(|pen| answer_same_visit(pen, second, SameVisit::Another));
    club.meet();
    assert_eq!([&club.hoa, &club.minh].map(|phone| this_month(phone).counted), [2, 2]);
    club.minh.does(|pen| answer_same_visit(pen, second, SameVisit::SameAs(first)));
    club.meet();
    assert_eq!([&club.hoa, &club.minh].map(|phone| this_month(phone).counted), [1, 1]);
    assert!(matches!(
        club.minh.refuses(|pen| answer_same_visit(pen, second, SameVisit::SameAs(second))),
        CommandError::Invalid(Invalid::SameRecord)
    ));
}

#[test]
fn a_visit_under_a_person_s_other_record_is_asked_about_and_counted_once_too() {
    let club = Club::new();
    let phone = &club.minh;
    let again = phone.adds("Đinh Thị Lan", &[]);
    phone.does(|pen| link(pen, club.lan, again, true));
    visits(phone, &RecordVisitRequest::of(club.lan));
    phone.asks(|pen| record(pen, &RecordVisitRequest::of(again)));
    let answered = RecordVisitRequest { same_visit: SameVisit::Another, ..RecordVisitRequest::of(again) };
    visits(phone, &answered);
    let november = this_month(phone);
    assert_eq!((november.counted, november.people), (2, 1));
    assert_eq!(phone.sees(|conn| visits_of(conn, CLUB, club.lan, 10, phone.today())).len(), 2);
}

#[test]
fn a_correction_names_what_was_seen_and_moves_the_measurement_with_the_visit() {
    let club = Club::new();
    let phone = &club.minh;
    agrees(phone, club.lan);
    let id = visits(phone, &whole_visit(club.lan)).visit.id;
    let opened = phone.sees(|conn| form(conn, id));
    let yesterday = phone.today().plus(-1);
    let day = FieldEdit { tag: HomeVisit::visited_on.tag, element: Vec::new(), value: Value::Day(yesterday) };
    let readings = Some(Readings::pressure(145, 85));
    let request = CorrectVisitRequest { form: opened, fields: vec![day], readings, reason: None };
    let done = phone.command(|pen| correct(pen, &request)).unwrap();
    assert_eq!(done.ops.len(), 2);
    assert!(done.ops.iter().flat_map(|op| &op.changes).all(|change| !change.over.is_empty()));
    let corrected = done.result.visit.readings.shown().flatten().unwrap();
    assert_eq!((corrected.systolic, corrected.diastolic, corrected.weight), (Some(145), Some(85), None));
    let last = phone.sees(|conn| last_readings(conn, club.lan)).shown().flatten().unwrap();
    assert_eq!(last.on, yesterday);
    let nobody = FieldEdit {
        tag: HomeVisit::visitors.tag,
        element: Value::Ref(clubbook_model::registry::Person::reference(phone.user)).to_bytes(),
        value: Value::Bool(false),
    };
    let opened = phone.sees(|conn| form(conn, id));
    let request = CorrectVisitRequest { form: opened, fields: vec![nobody], readings: None, reason: None };
    assert!(matches!(phone.refuses(|pen| correct(pen, &request)), CommandError::Invalid(Invalid::NoVisitor)));
}

#[test]
fn a_voided_record_stays_with_its_reason_does_not_count_and_comes_back() {
    let club = Club::new();
    let phone = &club.minh;
    agrees(phone, club.lan);
    let id = visits(phone, &whole_visit(club.lan)).visit.id;
    assert!(matches!(phone.refuses(|pen| void(pen, id, "")), CommandError::Invalid(Invalid::NoReason)));
    let voided = phone.does(|pen| void(pen, id, "ghi nhầm người"));
    assert_eq!((voided.voided.as_deref(), voided.sameness), (Some("ghi nhầm người"), None));
    let again = phone.refuses(|pen| void(pen, id, "lý do khác"));
    assert!(matches!(again, CommandError::Invalid(Invalid::IsVoided)));
    assert_eq!(this_month(phone).counted, 0);
    assert!(phone.sees(|conn| last_visit(conn, club.lan)).is_none());
    assert_eq!(phone.sees(|conn| last_readings(conn, club.lan)), Sensitive::Shown(None));
    // What was voided does not stand in the way of the right one.
    let right = visits(phone, &RecordVisitRequest::of(club.lan)).visit;
    assert_eq!(right.sameness, Some(Sameness::Counts));
    phone.does(|pen| take_back_void(pen, id));
    assert!(phone.sees(|conn| last_readings(conn, club.lan)).shown().flatten().is_some());
    assert_eq!((this_month(phone).counted, this_month(phone).visits.len()), (1, 2));
}

fn limit(phone: &Handset, code: &str, amount: i64, label: &str, text: &str) {
    let book = Book::reference();
    let day = Day::from_ymd(2026, 1, 1).unwrap();
    let kind = ReferenceKind::Threshold;
    let key = [Value::Enum(kind.number()), Value::Text(code.to_owned()), Value::Day(day)];
    phone.does(|pen| {
        let mut draft = Reference::create(Reference::derived_id(&key));
        draft
            .set(Reference::reference_kind, kind)
            .set(Reference::code, code.to_owned())
            .set(Reference::valid_from, day)
            .set(Reference::amount, Decimal::new(amount, 0, Unit::One).unwrap())
            .set(Reference::label_vi, label.to_owned())
            .set(Reference::label_en, label.to_owned())
            .set(Reference::text, text.to_owned())
            .set(Reference::document, "trạm y tế".to_owned());
        pen.record(&book, draft)
    });
}

#[test]
fn a_dangerous_reading_is_recorded_and_answered_with_the_strictest_limit_of_the_reference_book() {
    let club = Club::new();
    let phone = &club.minh;
    limit(phone, "systolic_at_least:160", 160, "cao", "Đo lại sau 5 phút.");
    limit(phone, "systolic_at_least:180", 180, "rất cao", "Gọi trạm y tế.");
    limit(phone, "diastolic_at_least:110", 110, "rất cao", "Gọi trạm y tế.");
    limit(phone, "pulse_at_most", 45, "chậm", "Gọi trạm y tế.");
    limit(phone, "mood_at_least", 1, "lạ", "?");
    let request = |systolic, diastolic| RecordVisitRequest {
        readings: Readings::pressure(systolic, diastolic),
        same_visit: SameVisit::Another,
        ..RecordVisitRequest::of(club.lan)
    };
    let recorded = visits(phone, &request(190, 120));
    let words: Vec<_> = recorded.advice.iter().map(|advice| advice.words(Language::Vi)).collect();
    assert_eq!(words, ["Huyết áp 190/120, rất cao. Gọi trạm y tế. (Theo trạm y tế.)"]);
    let measured = phone.sees(|conn| Ok(entity::all_books::<HealthMeasurement>(conn)?));
    assert_eq!(measured[0].systolic, Some(190));
    let high = visits(phone, &request(165, 90));
    assert_eq!(high.advice.iter().map(|advice| advice.label_vi.as_str()).collect::<Vec<_>>(), ["cao"]);
    assert!(visits(phone, &request(130, 80)).advice.is_empty());
    let before_the_rule = RecordVisitRequest { visited_on: Day::from_ymd(2025, 12, 31), ..request(190, 120) };
    assert!(visits(phone, &before_the_rule).advice.is_empty());
}

#[test]
fn nobody_at_home_is_a_visit_that_met_nobody() {
    let club = Club::new();
    let phone = &club.minh;
    visits(phone, &RecordVisitRequest { not_at_home: true, ..RecordVisitRequest::of(club.lan) });
    let november = this_month(phone);
    assert_eq!((november.counted, november.not_at_home, november.people), (1, 1, 0));
}

#[test]
fn every_care_record_stands_in_the_part_of_the_person() {
    let club = Club::new();
    let phone = &club.minh;
    agrees(phone, club.lan);
    visits(phone, &whole_visit(club.lan));
    let books: Vec<Book> = phone.sees(|conn| Ok(books::all(conn)?)).into_iter().map(|held| held.book).collect();
    assert_eq!(books, [Book::roster(CLUB), Book::care(CLUB, club.lan)]);
}

#[test]
fn visits_of_a_month_are_read_by_person_and_day() {
    let club = Club::new();
    let steps = plan(
        &club.minh,
        "SELECT e.id, coalesce(e.shown, e.confirmed) FROM entity_index AS i JOIN entity AS e ON e.id = i.entity AND e.book = i.book \
         WHERE i.kind = 11 AND i.number = 0 AND i.key >= x'0904' AND i.key < x'0904ff' AND e.kind = 11 \
         ORDER BY i.key DESC, i.entity DESC LIMIT 8",
    );
    assert!(steps.contains("i USING PRIMARY KEY (kind=? AND number=? AND key>? AND key<?)"), "{steps}");
    assert!(!steps.contains("SCAN") && !steps.contains("TEMP"), "{steps}");
}

#[test]
fn the_day_of_a_visit_is_told_by_the_corrected_clock_whatever_the_owner_sets_and_after_a_restart_too() {
    let club = Club::new();
    let phone = &club.minh;
    let right = phone.clock.now();
    phone.shift_clock(365);
    phone.store.write(|tx| time::put_server_time(tx, &phone.clock, right)).unwrap();
    let visited_on = |request: &RecordVisitRequest| visits(phone, request).visit.visited_on;
    let another = RecordVisitRequest { same_visit: SameVisit::Another, ..RecordVisitRequest::of(club.lan) };
    let day = |days: i32| Some(right.day_in_vietnam().plus(days));
    assert_eq!(visited_on(&another), day(0));
    phone.days_pass(1);
    phone.shift_clock(-700);
    assert_eq!(visited_on(&another), day(1), "set while the phone runs");
    phone.clock.restart();
    phone.days_pass(1);
    assert_eq!(visited_on(&another), day(2), "as wrong as before the restart");
    phone.clock.restart();
    phone.clock.set_wall(Instant(right.0 + 1500 * 86_400));
    assert_eq!(visited_on(&another), day(1500), "set wrong while the phone was off: nothing tells");
    phone.clock.restart();
    phone.clock.set_wall(Instant(right.0 + 6 * 86_400));
    assert_eq!(visited_on(&another), day(6), "somebody has set it right: a guess was not kept");
    let tomorrow = RecordVisitRequest { visited_on: day(7), ..another };
    assert!(matches!(phone.refuses(|pen| record(pen, &tomorrow)), CommandError::Invalid(Invalid::InTheFuture)));
}

#[test]
fn of_somebody_who_was_not_at_home_nothing_is_told_but_that_and_nobody_acts_on_what_was_not_noticed() {
    let club = Club::new();
    let phone = &club.minh;
    agrees(phone, club.lan);
    let told = RecordVisitRequest {
        duration: Some(Duration::UpTo30),
        services: vec![Service::Chatting],
        condition: Some(Condition::Same),
        alerts: vec![VisitAlert::Fall],
        follow_up_by: Some(club.tung),
        follow_up_until: Some(phone.today()),
        note: Some("cửa khóa".to_owned()),
        readings: Readings::pressure(135, 85),
        same_visit: SameVisit::Another,
        ..RecordVisitRequest::of(club.lan)
    };
    let away = visits(phone, &RecordVisitRequest { not_at_home: true, ..told.clone() }).visit;
    assert_eq!((away.services, away.duration, away.readings.shown()), (vec![], None, Some(None)));
    let remarks = away.remarks.shown().unwrap();
    assert_eq!((remarks.condition, remarks.alerts, remarks.note.as_deref()), (None, vec![], Some("cửa khóa")));
    let quiet = visits(phone, &RecordVisitRequest { alerts: vec![], ..told }).visit;
    for visit in [away.id, quiet.id] {
        let kept = phone.sees(|conn| Ok(entity::get::<HomeVisit>(conn, visit)?)).unwrap();
        assert_eq!((kept.follow_up_by, kept.follow_up_until), (None, None));
    }
}
