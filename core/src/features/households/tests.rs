//! Who lives with whom.

use clubbook_model::time::PartialDate;
use clubbook_model::vocabulary::Language;

use super::commands::{create, put, set_head};
use super::queries::{find, without};
use super::views::{CreateHouseholdRequest, HouseholdView};
use crate::features::people::death::{RecordDeathRequest, record_death};
use crate::features::testing::{CLUB, Club, Handset};

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
