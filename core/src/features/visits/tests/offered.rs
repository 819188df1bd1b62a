//! What the form of a visit offers.

use clubbook_model::id::RecordId;
use clubbook_model::registry::{Entity, HomeVisit};
use clubbook_model::time::{Day, PartialDate};
use clubbook_model::vocabulary::{Language, Purpose, VisitAlert};

use super::{agrees, visits};
use crate::features::care::commands::withdraw;
use crate::features::people::commands::link;
use crate::features::people::death::{RecordDeathRequest, record_death};
use crate::features::people::views::PersonView;
use crate::features::testing::{CLUB, Club, Handset};
use crate::features::visits::offered::{OfferedView, for_correction, for_new, until_words};
use crate::features::visits::queries::{form, new_visit, visit};
use crate::features::visits::views::RecordVisitRequest;

fn of_new(phone: &Handset, person: RecordId) -> OfferedView {
    phone.sees(|conn| {
        let form = new_visit(conn, person, phone.today())?;
        for_new(conn, CLUB, phone.user, &form, phone.today())
    })
}

fn of_correction(phone: &Handset, id: RecordId) -> OfferedView {
    phone.sees(|conn| {
        let told = HomeVisit::read(id, &form(conn, id)?.visit.seen);
        let shown = visit(conn, CLUB, id, phone.today())?;
        for_correction(conn, CLUB, phone.user, (&shown, &told), phone.today())
    })
}

fn ids(people: &[PersonView]) -> Vec<RecordId> {
    people.iter().map(|person| person.id).collect()
}

#[test]
fn who_went_and_who_looks_may_have_gone_and_they_and_whoever_has_a_task_may_act() {
    let club = Club::new();
    let phone = &club.minh;
    let cashier = phone.adds("Trần Thị Bảy", &[("membership.roles", "cashier")]);
    let gone = phone.adds("Hồ Văn Chín", &[("membership.roles", "volunteer")]);
    let died_on = PartialDate::of_day(phone.today()).unwrap();
    phone.does(|pen| record_death(pen, RecordDeathRequest { person: gone, died_on }));
    visits(phone, &RecordVisitRequest { visitors: vec![club.tung], ..RecordVisitRequest::of(club.lan) });
    let offered = of_new(phone, club.lan);
    assert_eq!(ids(&offered.may_have_gone), [club.tung, phone.user]);
    assert_eq!(ids(&offered.may_act), [club.tung, phone.user, cashier, club.hoa.user], "nobody who died, Lan neither");

    let again = phone.adds("LE VAN MINH", &[]);
    phone.does(|pen| link(pen, phone.user, again, true));
    visits(phone, &RecordVisitRequest { visitors: vec![again], ..RecordVisitRequest::of(club.tung) });
    let offered = of_new(phone, club.tung);
    assert_eq!(ids(&offered.may_have_gone), [again], "who went stands for who looks");
}

#[test]
fn two_weeks_are_offered_and_four_days_until_which_somebody_acts() {
    let club = Club::new();
    let phone = &club.minh;
    let offered = of_new(phone, club.lan);
    let today = phone.today();
    assert_eq!((offered.days.len(), offered.days[0], offered.days[13]), (14, today, today.plus(-13)));
    let words: Vec<String> = offered.until.iter().map(|day| until_words(*day, today, Language::Vi)).collect();
    assert_eq!(words, ["trong hôm nay", "trong ngày mai", "thứ Sáu 27/11", "thứ Ba 1/12"]);
    assert_eq!(until_words(today.plus(-1), today, Language::Vi), "thứ Hai 23/11");
}

#[test]
fn a_correction_offers_what_stands_there_while_it_may_be_shown() {
    let club = Club::new();
    let phone = &club.minh;
    agrees(phone, club.lan);
    let (on, until) = (phone.today().plus(-20), phone.today().plus(-18));
    let request = RecordVisitRequest {
        visited_on: Some(on),
        alerts: vec![VisitAlert::Fall],
        follow_up_by: Some(club.tung),
        follow_up_until: Some(until),
        ..RecordVisitRequest::of(club.lan)
    };
    let id = visits(phone, &request).visit.id;
    let offered = of_correction(phone, id);
    let has = |days: &[Day], day| days.contains(&day);
    assert!(has(&offered.days, on) && has(&offered.until, until));
    assert_eq!(ids(&offered.may_act), [club.tung, phone.user, club.hoa.user]);

    phone.does(|pen| withdraw(pen, club.lan, Purpose::HomeCare));
    let hidden = of_correction(phone, id);
    assert!(has(&hidden.days, on) && !has(&hidden.until, until));
    assert_eq!(ids(&hidden.may_act), [phone.user, club.hoa.user]);
}
