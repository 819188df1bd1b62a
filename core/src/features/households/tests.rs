//! Who lives with whom.

use clubbook_model::entry::FieldEdit;
use clubbook_model::registry::{Entity, Person};
use clubbook_model::time::PartialDate;
use clubbook_model::vocabulary::Language;

use super::commands::{create, live_apart, live_with, put, set_head, take_back_move};
use super::queries::{find, of_person, without};
use super::views::{CreateHouseholdRequest, HouseholdView};
use crate::features::people::commands::{link, settle};
use crate::features::people::death::{RecordDeathRequest, record_death};
use crate::features::people::queries::{form, unsettled};
use crate::features::testing::{CLUB, Club, Handset};
use crate::features::{CommandError, Invalid};
use crate::store::entity::get;

fn found(phone: &Handset, words: &str) -> Vec<HouseholdView> {
    phone.sees(|conn| find(conn, CLUB, words, phone.today()))
}

#[test]
fn a_household_is_found_by_whoever_lives_in_it_and_who_belongs_to_none_is_listed() {
    let club = Club::new();
    let phone = &club.hoa;
    let request = CreateHouseholdRequest {
        head: club.lan,
        people: vec![club.tung],
        number: Some("H 12".into()),
        ..CreateHouseholdRequest::default()
    };
    let made = phone.does(|pen| create(pen, &request));
    assert_eq!(made.words(Language::Vi), "Hộ bà Đinh Thị Lan (H 12), Gò Deo: 2 người");
    for words in ["", "dinh lan", "pham tung", "go deo", "h 12 lan"] {
        assert_eq!(found(phone, words).len(), 1, "{words}");
    }
    assert!(found(phone, "làng teng").is_empty());
    let alone = || phone.sees(|conn| without(conn, CLUB, phone.today()));
    assert_eq!(alone().iter().map(|one| one.given_name.as_str()).collect::<Vec<_>>(), ["Hoa", "Minh"]);
    phone.does(|pen| put(pen, club.tung, None));
    assert_eq!((found(phone, "")[0].people.len(), alone().len()), (1, 3));
}

#[test]
fn a_household_whose_head_died_says_so_until_somebody_else_is_named() {
    let club = Club::new();
    let phone = &club.hoa;
    let request =
        CreateHouseholdRequest { head: club.lan, people: vec![club.tung], ..CreateHouseholdRequest::default() };
    let made = phone.does(|pen| create(pen, &request));
    let died = RecordDeathRequest { person: club.lan, died_on: PartialDate::year(2026).unwrap() };
    phone.does(|pen| record_death(pen, died));
    assert_eq!(found(phone, "")[0].words(Language::Vi), "Hộ chưa có chủ hộ, Gò Deo: 1 người");
    let now = phone.does(|pen| set_head(pen, made.id, club.tung));
    assert_eq!(now.words(Language::Vi), "Hộ ông Phạm Văn Tùng, Gò Deo: 1 người");
}

fn lives(phone: &Handset, person: clubbook_model::id::RecordId) -> Option<String> {
    let household = phone.sees(|conn| of_person(conn, CLUB, person, phone.today()));
    household.map(|household| household.words(Language::Vi))
}

#[test]
fn who_lives_with_somebody_joins_their_household_and_a_slip_leaves_both_as_they_were() {
    let club = Club::new();
    let phone = &club.hoa;
    let slip = phone.does(|pen| live_with(pen, club.tung, club.lan));
    assert_eq!(lives(phone, club.tung).as_deref(), Some("Hộ bà Đinh Thị Lan, Gò Deo: 2 người"));
    phone.does(|pen| take_back_move(pen, &slip));
    assert_eq!((lives(phone, club.tung), lives(phone, club.lan)), (None, None));
    phone.does(|pen| live_with(pen, club.tung, club.lan));
    let joined = phone.does(|pen| live_with(pen, phone.user, club.tung));
    assert_eq!((joined.moves[0].from, joined.founder), (None, None));
    assert_eq!(lives(phone, phone.user).as_deref(), Some("Hộ bà Đinh Thị Lan, Gò Deo: 3 người"));
    let left = phone.does(|pen| live_apart(pen, club.tung));
    assert_eq!((lives(phone, club.tung), lives(phone, club.lan).is_some()), (None, true));
    phone.does(|pen| take_back_move(pen, &left));
    assert_eq!(lives(phone, club.tung).as_deref(), Some("Hộ bà Đinh Thị Lan, Gò Deo: 3 người"));
}

#[test]
fn somebody_with_two_records_lives_in_one_household_and_not_with_themselves() {
    let club = Club::new();
    let phone = &club.hoa;
    phone.does(|pen| live_with(pen, club.lan, club.tung));
    let again = phone.adds("Đinh Thị Lan", &[]);
    phone.does(|pen| link(pen, club.lan, again, true));
    phone.does(|pen| live_with(pen, again, phone.user));
    assert_eq!(found(phone, "lan").iter().map(|one| one.people.len()).collect::<Vec<_>>(), [2]);
    phone.does(|pen| live_apart(pen, again));
    assert_eq!(lives(phone, club.lan), None);
    let same = phone.refuses(|pen| live_with(pen, club.lan, again));
    assert!(matches!(same, CommandError::Invalid(Invalid::SamePerson)));
    let died = RecordDeathRequest { person: club.tung, died_on: PartialDate::year(2026).unwrap() };
    phone.does(|pen| record_death(pen, died));
    let dead = phone.refuses(|pen| live_with(pen, club.lan, club.tung));
    assert!(matches!(dead, CommandError::Invalid(Invalid::HasDied)));
}

#[test]
fn two_phones_that_move_somebody_apart_show_both_by_name_until_somebody_chooses() {
    let club = Club::new();
    for (phone, with) in [(&club.hoa, club.tung), (&club.minh, club.hoa.user)] {
        phone.does(|pen| live_with(pen, club.lan, with));
    }
    club.meet();
    let phone = &club.hoa;
    let waits = phone.sees(|conn| unsettled(conn, CLUB, phone.today()));
    let [(person, field)] = waits.as_slice() else { panic!("{waits:?}") };
    assert_eq!((person.id, field.field_name), (club.lan, Some("household")));
    let def = Person::DEF.field_by_name("household").unwrap();
    let mut names: Vec<_> = field.entries.iter().map(|entry| entry.words(Some(def), Language::Vi)).collect();
    names.sort();
    assert_eq!(names, ["Nguyễn Thị Hoa", "Phạm Văn Tùng"]);
    let chosen = field.entries.iter().find(|entry| entry.words(Some(def), Language::Vi) == "Phạm Văn Tùng").unwrap();
    let edit = FieldEdit::parse(Person::DEF, "household", &chosen.typed(def).unwrap()).unwrap();
    let seen = phone.sees(|conn| form(conn, club.lan));
    phone.does(|pen| settle(pen, &seen, &field.field, &edit.value));
    assert_eq!(lives(phone, club.lan).as_deref(), Some("Hộ ông Phạm Văn Tùng: 2 người"));
    assert!(phone.sees(|conn| unsettled(conn, CLUB, phone.today())).is_empty());
}

#[test]
fn taking_back_a_move_leaves_who_came_into_the_household_since() {
    let club = Club::new();
    let slip = club.hoa.does(|pen| live_with(pen, club.tung, club.lan));
    club.meet();
    club.minh.does(|pen| live_with(pen, club.minh.user, club.lan));
    club.meet();
    club.hoa.does(|pen| take_back_move(pen, &slip));
    assert_eq!(lives(&club.hoa, club.tung), None);
    assert_eq!(lives(&club.hoa, club.lan).as_deref(), Some("Hộ bà Đinh Thị Lan, Gò Deo: 2 người"));
}

#[test]
fn who_was_moved_elsewhere_since_stays_there() {
    let club = Club::new();
    let slip = club.hoa.does(|pen| live_with(pen, club.tung, club.lan));
    club.meet();
    club.minh.does(|pen| live_with(pen, club.tung, club.minh.user));
    club.meet();
    let since = lives(&club.hoa, club.tung);
    assert!(since.is_some());
    let refused = club.hoa.refuses(|pen| take_back_move(pen, &slip));
    assert!(matches!(refused, CommandError::Invalid(Invalid::ChangedSince)));
    assert_eq!(lives(&club.hoa, club.tung), since);
}

#[test]
fn a_second_tap_on_leaving_a_household_changes_nothing_and_nobody_who_died_leaves_theirs() {
    let club = Club::new();
    let phone = &club.hoa;
    phone.does(|pen| live_with(pen, club.tung, club.lan));
    let left = phone.does(|pen| live_apart(pen, club.tung));
    assert_eq!(phone.does(|pen| live_apart(pen, club.tung)).moves, []);
    phone.does(|pen| take_back_move(pen, &left));
    assert!(lives(phone, club.tung).is_some());
    let died = RecordDeathRequest { person: club.tung, died_on: PartialDate::year(2026).unwrap() };
    phone.does(|pen| record_death(pen, died));
    let refused = phone.refuses(|pen| live_apart(pen, club.tung));
    assert!(matches!(refused, CommandError::Invalid(Invalid::HasDied)));
}

#[test]
fn each_record_of_a_person_is_where_it_was_when_a_move_is_taken_back() {
    let club = Club::new();
    let phone = &club.hoa;
    let again = phone.adds("Đinh Thị Lan", &[]);
    phone.does(|pen| live_with(pen, club.lan, club.tung));
    phone.does(|pen| live_with(pen, again, phone.user));
    let homes =
        || [club.lan, again].map(|one| phone.sees(|conn| Ok(get::<Person>(conn, one)?.and_then(|one| one.household))));
    let before = homes();
    phone.does(|pen| link(pen, club.lan, again, true));
    let left = phone.does(|pen| live_apart(pen, club.lan));
    assert_eq!(homes(), [None, None]);
    phone.does(|pen| take_back_move(pen, &left));
    assert_eq!(homes(), before);
}

#[test]
fn a_household_is_not_called_after_who_left_it() {
    let club = Club::new();
    let phone = &club.hoa;
    phone.does(|pen| live_with(pen, club.tung, club.lan));
    phone.does(|pen| live_apart(pen, club.lan));
    assert_eq!(lives(phone, club.tung).as_deref(), Some("Hộ chưa có chủ hộ, Gò Deo: 1 người"));
}
