//! Who may be added to the people of a phone.

use clubbook_model::registry::BoardTerm;
use clubbook_model::time::PartialDate;
use clubbook_model::vocabulary::Vocabulary;

use super::sharing::{give, person};
use super::*;
use crate::features::people::commands::link;
use crate::features::people::death::{RecordDeathRequest, record_death};

const PIN: &str = "2468";

fn sits_on_the_board(phone: &Phone, person: RecordId, until: Option<Day>) {
    let saved = phone.command(|pen| {
        let mut draft = BoardTerm::create(pen.next_record()?);
        draft
            .set(BoardTerm::person, Person::reference(person))
            .set(BoardTerm::role, Role::BoardMember)
            .set_some(BoardTerm::to_day, until);
        pen.record(&pen.roster(), draft)
    });
    saved.unwrap();
}

fn names(phone: &Phone) -> Vec<String> {
    phone.possible_users().unwrap().into_iter().map(|one| one.person.name).collect()
}

#[test]
fn whoever_has_a_task_and_lives_and_does_not_use_the_phone_yet_may_be_added() {
    let bench = Bench::new();
    let phone = bench.enrolled();
    give(&phone, LAN, Role::ClubHead).unwrap();
    phone.set_pin(Some(PIN)).unwrap();
    let adds = |name: &str| person(&phone, name);
    let (minh, ba, an, sau) = (adds("Lê Minh"), adds("Võ Ba"), adds("Hồ An"), adds("Phạm Sáu"));
    adds("Trần Không");
    for (of, task) in [(minh, Role::Volunteer), (minh, Role::Cashier), (sau, Role::Volunteer)] {
        give(&phone, of, task).unwrap();
    }
    sits_on_the_board(&phone, ba, None);
    sits_on_the_board(&phone, an, Some(phone.today().unwrap().plus(-1)));
    assert_eq!(names(&phone), ["Võ Ba", "Lê Minh", "Phạm Sáu"], "a term that ended is no task");

    let died_on = PartialDate::of_day(phone.today().unwrap()).unwrap();
    phone.command(|pen| record_death(pen, RecordDeathRequest { person: sau, died_on })).unwrap();
    assert_eq!(names(&phone), ["Võ Ba", "Lê Minh"]);
    let mut roles = phone.possible_users().unwrap().pop().unwrap().roles;
    roles.sort_by_key(|role| role.number());
    assert_eq!(roles, [Role::Cashier, Role::Volunteer]);
    for one in phone.possible_users().unwrap() {
        phone.add_user(one.person.id, PIN).unwrap();
    }
    assert_eq!(names(&phone), [""; 0]);
    assert_eq!(phone.users().unwrap().len(), 3);
}

#[test]
fn a_person_with_several_records_stands_there_once_under_the_task_that_says_most() {
    let bench = Bench::new();
    let phone = bench.enrolled();
    give(&phone, LAN, Role::ClubHead).unwrap();
    phone.set_pin(Some(PIN)).unwrap();
    let (one, other) = (person(&phone, "Lê Minh"), person(&phone, "LE MINH"));
    give(&phone, one, Role::Volunteer).unwrap();
    give(&phone, other, Role::ClubDeputy).unwrap();
    assert_eq!(phone.possible_users().unwrap().len(), 2);
    phone.command(|pen| link(pen, one, other, true)).unwrap();
    assert_eq!(names(&phone), ["LE MINH"]);
    phone.add_user(one, PIN).unwrap();
    assert_eq!(names(&phone), [""; 0], "they use it already");
}

#[test]
fn who_may_add_nobody_hears_so_before_anybody_is_asked_for_a_pin() {
    let bench = Bench::new();
    let phone = bench.enrolled();
    give(&phone, LAN, Role::ClubHead).unwrap();
    let minh = person(&phone, "Lê Minh");
    give(&phone, minh, Role::Volunteer).unwrap();
    assert!(matches!(phone.possible_users(), Err(PhoneError::PinFirst)));
    phone.set_pin(Some(PIN)).unwrap();
    phone.add_user(minh, PIN).unwrap();
    phone.sign_in(minh, PIN).unwrap();
    assert!(matches!(phone.possible_users(), Err(PhoneError::OnlyTheHead)));
}
