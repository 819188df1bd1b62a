//! Weighing at a meeting, and trends.

use std::collections::BTreeSet;

use clubbook_model::id::RecordId;
use clubbook_model::registry::{Club as ClubRecord, Entity, HealthMeasurement, Reference};
use clubbook_model::time::Day;
use clubbook_model::value::{Decimal, Unit};
use clubbook_model::vocabulary::{Language, Mark, Purpose, ReferenceKind};

use super::advice::advice;
use super::commands::{take_back, weigh};
use super::queries::{last_readings, trend, weighing};
use super::views::{TakeBackWeighingRequest, WeighRequest};
use super::{ImpossibleReading, Readings};
use crate::features::care::commands::{consent, withdraw};
use crate::features::care::views::{ConsentRequest, ConsentState, Sensitive};
use crate::features::meetings::commands::{mark as mark_one, open};
use crate::features::meetings::queries::roll;
use crate::features::meetings::views::{MarkRequest, OpenMeetingRequest, RollOrder};
use crate::features::testing::{CLUB, Club, Handset, add_reference};
use crate::features::{CommandError, Invalid};
use crate::store::entity;

fn meeting(phone: &Handset) -> RecordId {
    phone.does(|pen| open(pen, &OpenMeetingRequest::regular())).meeting.id
}

fn request(phone: &Handset, meeting: RecordId, person: RecordId, readings: Readings) -> WeighRequest {
    let rows = phone.sees(|conn| weighing(conn, CLUB, meeting, RollOrder::default(), phone.today()));
    let seen = rows.rows.into_iter().find(|row| row.person.id == person).unwrap().seen;
    WeighRequest { meeting, person, seen, readings }
}

fn kilograms(mantissa: i64) -> Readings {
    Readings { weight: Decimal::new(mantissa, 1, Unit::One), ..Readings::pressure(130, 80) }
}

#[test]
fn who_weighs_adds_and_is_told_what_was_typed_and_nothing_from_before() {
    let club = Club::new();
    let phone = &club.minh;
    let meeting = meeting(phone);
    phone.does(|pen| consent(pen, &ConsentRequest::spoken(club.lan, Purpose::Health, true)));
    let weighed = phone.does(|pen| weigh(pen, &request(phone, meeting, club.lan, kilograms(543))));
    assert_eq!((weighed.readings, weighed.measured), (kilograms(543), 1));
    let rows = phone.sees(|conn| weighing(conn, CLUB, meeting, RollOrder::default(), phone.today()));
    let done: Vec<_> = rows.rows.iter().filter(|row| row.is_measured).map(|row| row.person.id).collect();
    assert_eq!(done, [club.lan]);
    let last = phone.sees(|conn| last_readings(conn, club.lan)).shown().flatten().unwrap();
    assert_eq!((last.on, last.readings.systolic), (phone.today(), Some(130)));
}

#[test]
fn who_is_there_is_weighed_first_and_awaited_and_everybody_where_no_roll_was_called() {
    let club = Club::new();
    let phone = &club.hoa;
    let meeting = meeting(phone);
    let list = || phone.sees(|conn| weighing(conn, CLUB, meeting, RollOrder::Register, phone.today()));
    let marks = |person, mark| {
        let roll = phone.sees(|conn| roll(conn, CLUB, meeting, RollOrder::Register, phone.today()));
        phone.does(|pen| mark_one(pen, &MarkRequest::over(meeting, roll.row(person).unwrap(), mark)));
    };
    let register = [phone.user, club.lan, club.minh.user, club.tung];
    assert_eq!(list().rows.iter().map(|row| row.person.id).collect::<Vec<_>>(), register);
    assert_eq!((list().measured(), list().expected()), (0, 4), "no roll was called");

    marks(phone.user, Mark::Excused);
    assert_eq!(list().expected(), 4, "who is away says nothing of the others");
    marks(club.tung, Mark::Late);
    marks(club.minh.user, Mark::Present);
    let rows = list().rows;
    let order: Vec<_> = rows.iter().map(|row| (row.person.id, row.is_here(), row.away(Language::Vi))).collect();
    let away = (phone.user, false, Some("vắng có lý do"));
    assert_eq!(order, [(club.minh.user, true, None), (club.tung, true, None), away, (club.lan, false, None)]);
    assert_eq!((list().measured(), list().expected()), (0, 2));

    phone.does(|pen| weigh(pen, &request(phone, meeting, club.lan, kilograms(543))));
    assert_eq!((list().measured(), list().expected()), (1, 3), "whoever stood on the scales was there");
}

#[test]
fn a_number_typed_wrong_is_corrected_over_itself_and_two_helpers_leave_two_values() {
    let club = Club::new();
    let meeting = meeting(&club.hoa);
    club.meet();
    let slip = request(&club.hoa, meeting, club.lan, kilograms(453));
    club.hoa.does(|pen| weigh(pen, &slip));
    let right = request(&club.hoa, meeting, club.lan, kilograms(543));
    club.hoa.does(|pen| weigh(pen, &right));
    let unheard = request(&club.minh, meeting, club.lan, kilograms(550));
    club.minh.does(|pen| weigh(pen, &unheard));
    club.meet();
    for phone in [&club.hoa, &club.minh] {
        let id = super::queries::measurement_id(club.lan, clubbook_model::registry::Meeting::reference(meeting));
        let state = phone.sees(|conn| Ok(entity::state::<HealthMeasurement>(conn, id)?)).unwrap();
        let heads = state.field(HealthMeasurement::weight.tag, &[]).unwrap().heads().len();
        assert_eq!(heads, 2, "the slip is gone, both helpers' numbers stand");
        assert_eq!(state.field(HealthMeasurement::systolic.tag, &[]).unwrap().heads().len(), 1, "both said 130");
    }
}

#[test]
fn nothing_and_what_cannot_be_are_not_written_down() {
    let club = Club::new();
    let meeting = meeting(&club.hoa);
    let nothing = request(&club.hoa, meeting, club.lan, Readings::default());
    let refused = club.hoa.refuses(|pen| weigh(pen, &nothing));
    assert!(matches!(refused, CommandError::Invalid(Invalid::NothingMeasured)));
    let slip = WeighRequest { readings: Readings::pressure(1300, 80), ..nothing };
    let refused = club.hoa.refuses(|pen| weigh(pen, &slip));
    let is_slip = matches!(refused, CommandError::Invalid(Invalid::Reading(ImpossibleReading::OutOfRange(..))));
    assert!(is_slip);
}

#[test]
fn a_dangerous_reading_says_what_to_do_and_whom_to_call() {
    let club = Club::new();
    let phone = &club.hoa;
    add_reference(phone, ReferenceKind::Threshold, "systolic_at_least:180", Day(0), |draft| {
        draft
            .set(Reference::amount, Decimal::new(180, 0, Unit::One).unwrap())
            .set(Reference::label_vi, "rất cao".to_owned())
            .set(Reference::text, "Vẫn cao: gọi {station}.".to_owned())
            .set(Reference::document, "Bộ Y tế".to_owned());
    });
    let meeting = meeting(phone);
    let words = || {
        let high = request(phone, meeting, club.lan, Readings::pressure(190, 120));
        phone.does(|pen| weigh(pen, &high)).advice[0].words(Language::Vi)
    };
    assert_eq!(words(), "Huyết áp 190/120, rất cao. Vẫn cao: gọi trạm y tế xã. (Theo Bộ Y tế.)");
    phone.does(|pen| {
        let mut draft = ClubRecord::create(CLUB);
        draft.set(ClubRecord::health_station_phone, "0255 3860 000".to_owned());
        pen.record(&pen.roster(), draft)
    });
    assert_eq!(words(), "Huyết áp 190/120, rất cao. Vẫn cao: gọi trạm y tế xã 0255 3860 000. (Theo Bộ Y tế.)");
}

#[test]
fn a_trend_shows_the_latest_with_the_earliest_first_and_hides_at_once_when_the_consent_is_withdrawn() {
    let club = Club::new();
    let phone = &club.hoa;
    let person = BTreeSet::from([club.lan]);
    phone.does(|pen| consent(pen, &ConsentRequest::spoken(club.lan, Purpose::Health, true)));
    for month in 0..4 {
        let meeting = meeting(phone);
        phone.does(|pen| weigh(pen, &request(phone, meeting, club.lan, kilograms(540 + month))));
        phone.days_pass(31);
    }
    let Sensitive::Shown(points) = phone.sees(|conn| trend(conn, &person, 3)) else { panic!("hidden") };
    let weights: Vec<_> = points.iter().map(|point| point.readings.weight.unwrap().mantissa).collect();
    assert_eq!(weights, [541, 542, 543]);
    phone.does(|pen| withdraw(pen, club.lan, Purpose::Health));
    assert_eq!(phone.sees(|conn| trend(conn, &person, 3)), Sensitive::Hidden(ConsentState::Withdrawn));
}

#[test]
fn what_another_helper_measured_and_nobody_was_shown_stays() {
    let club = Club::new();
    let meeting = meeting(&club.hoa);
    club.meet();
    let weight = Readings { weight: Decimal::new(543, 1, Unit::One), ..Readings::default() };
    club.hoa.does(|pen| weigh(pen, &request(&club.hoa, meeting, club.lan, weight)));
    club.meet();
    let pressure = Readings::pressure(130, 80);
    club.minh.does(|pen| weigh(pen, &request(&club.minh, meeting, club.lan, pressure)));
    club.minh.does(|pen| consent(pen, &ConsentRequest::spoken(club.lan, Purpose::Health, true)));
    let last = club.minh.sees(|conn| last_readings(conn, club.lan)).shown().flatten().unwrap().readings;
    assert_eq!((last.weight.map(|weight| weight.mantissa), last.systolic), (Some(543), Some(130)));
}

#[test]
fn both_numbers_of_a_pressure_say_one_thing_the_graver_one() {
    let club = Club::new();
    let phone = &club.hoa;
    for (code, amount, label) in [
        ("systolic_at_least:140", 140, "hơi cao"),
        ("systolic_at_least:160", 160, "cao"),
        ("systolic_at_least:180", 180, "rất cao"),
        ("diastolic_at_least:90", 90, "hơi cao"),
        ("diastolic_at_least:100", 100, "cao"),
        ("diastolic_at_least:110", 110, "rất cao"),
    ] {
        add_reference(phone, ReferenceKind::Threshold, code, Day(0), |draft| {
            draft
                .set(Reference::amount, Decimal::new(amount, 0, Unit::One).unwrap())
                .set(Reference::label_vi, label.to_owned());
        });
    }
    let said = |systolic, diastolic| {
        let measured = Readings::pressure(systolic, diastolic);
        let found = phone.sees(|conn| advice(conn, CLUB, &measured, phone.today()));
        found.into_iter().map(|one| one.label_vi).collect::<Vec<_>>()
    };
    for (systolic, diastolic, label) in
        [(165, 112, "rất cao"), (185, 95, "rất cao"), (145, 92, "hơi cao"), (130, 105, "cao"), (165, 80, "cao")]
    {
        assert_eq!(said(systolic, diastolic), [label], "{systolic}/{diastolic}");
    }
    assert!(said(130, 80).is_empty());
}

#[test]
fn a_weighing_of_the_wrong_person_is_taken_back_to_what_was_there_before_and_a_helper_s_own_stays() {
    let club = Club::new();
    let (phone, other) = (&club.minh, &club.hoa);
    let meeting = meeting(phone);
    club.meet();
    let is_measured = |phone: &Handset| {
        let rows = phone.sees(|conn| weighing(conn, CLUB, meeting, RollOrder::default(), phone.today()));
        rows.rows.iter().find(|row| row.person.id == club.lan).unwrap().is_measured
    };
    phone.does(|pen| consent(pen, &ConsentRequest::spoken(club.lan, Purpose::Health, true)));
    let undo = |asked: &WeighRequest, after| TakeBackWeighingRequest {
        meeting,
        person: club.lan,
        before: asked.seen.clone(),
        after,
    };
    let slip = request(phone, meeting, club.lan, kilograms(543));
    let weighed = phone.does(|pen| weigh(pen, &slip));
    phone.does(|pen| take_back(pen, &undo(&slip, weighed.seen.clone())));
    assert!(!is_measured(phone));
    let right = request(phone, meeting, club.lan, kilograms(551));
    phone.does(|pen| weigh(pen, &right));
    let over = request(phone, meeting, club.lan, kilograms(999));
    let weighed = phone.does(|pen| weigh(pen, &over));
    phone.does(|pen| take_back(pen, &undo(&over, weighed.seen.clone())));
    let stands = || phone.sees(|conn| last_readings(conn, club.lan)).shown().flatten().unwrap().readings;
    assert_eq!(stands().weight.unwrap().mantissa, 551);
    club.meet();
    let slip = request(phone, meeting, club.lan, kilograms(888));
    let weighed = phone.does(|pen| weigh(pen, &slip));
    let helper = request(other, meeting, club.lan, kilograms(560));
    other.does(|pen| weigh(pen, &helper));
    club.meet();
    phone.does(|pen| take_back(pen, &undo(&slip, weighed.seen.clone())));
    let state = phone.sees(|conn| super::queries::state_at(conn, meeting, club.lan));
    let heads = state.field(HealthMeasurement::weight.tag, &[]).unwrap().heads();
    assert_eq!(heads.len(), 2, "the helper's own value is not overwritten");
}

#[test]
fn the_numbers_to_call_come_with_the_advice_and_no_reading_is_one() {
    let numbers = |instruction: &str| {
        let club = Club::new();
        let phone = &club.hoa;
        let limit = |draft: &mut clubbook_model::edit::Draft| {
            draft
                .set(Reference::amount, Decimal::new(160, 0, Unit::One).unwrap())
                .set(Reference::label_vi, "rất cao".to_owned())
                .set(Reference::text, instruction.to_owned());
        };
        add_reference(phone, ReferenceKind::Threshold, "systolic_at_least", Day(0), limit);
        let advice = phone.sees(|conn| advice(conn, CLUB, &Readings::pressure(190, 115), phone.today()));
        advice.into_iter().flat_map(|one| one.calls).collect::<Vec<_>>()
    };
    let both =
        numbers("Vẫn cao: gọi trạm y tế xã 0255 3860 000. Khó thở: gọi 115 ngay, gọi 115. (Quyết định 3192 năm 2010.)");
    assert_eq!(both, ["0255 3860 000", "115"]);
    assert_eq!(numbers("Hỏi y tế 0905123456."), ["0905123456"]);
    assert_eq!(numbers("Hỏi y tế 0255.3860.000, rồi đo lại: trên 115 là cao."), ["0255.3860.000"]);
    assert!(numbers("Mạch 115, cao. Đo lại sau 5 phút.").is_empty());
}
