//! Leaving the club, and taking it back.

use clubbook_model::registry::Person;
use clubbook_model::time::PartialDate;
use clubbook_model::vocabulary::LeavingReason;

use super::commands::{EndMembershipRequest, end, take_back_end};
use crate::features::people::queries::{Which, members, memberships_of};
use crate::features::testing::{CLUB, Club, Handset};
use crate::features::{CommandError, Invalid};
use crate::store::entity;

fn is_member(phone: &Handset, person: clubbook_model::id::RecordId) -> bool {
    let list = phone.sees(|conn| members(conn, CLUB, Which::On(phone.today()), phone.today()));
    list.iter().any(|member| member.person.id == person)
}

#[test]
fn somebody_who_moves_away_leaves_the_list_and_stays_in_the_book() {
    let club = Club::new();
    let phone = &club.minh;
    let moved = EndMembershipRequest { person: club.lan, left_on: phone.today(), reason: LeavingReason::MovedAway };
    phone.does(|pen| end(pen, moved));
    assert!(!is_member(phone, club.lan));
    let ever = phone.sees(|conn| members(conn, CLUB, Which::Ever, phone.today()));
    let lan = ever.iter().find(|member| member.person.id == club.lan).unwrap();
    assert_eq!((lan.left_on, lan.leaving_reason), (Some(phone.today()), Some(LeavingReason::MovedAway)));
    let yesterday = phone.today().plus(-1);
    let before = phone.sees(|conn| members(conn, CLUB, Which::On(yesterday), phone.today()));
    assert!(before.iter().any(|member| member.person.id == club.lan));
    assert!(matches!(phone.refuses(|pen| end(pen, moved)), CommandError::Invalid(Invalid::HasEnded)));
}

#[test]
fn a_day_that_has_not_come_ends_no_membership() {
    let club = Club::new();
    let tomorrow = club.minh.today().plus(1);
    let request = EndMembershipRequest { person: club.lan, left_on: tomorrow, reason: LeavingReason::OwnWish };
    assert!(matches!(club.minh.refuses(|pen| end(pen, request)), CommandError::Invalid(Invalid::InTheFuture)));
}

#[test]
fn a_death_entered_for_the_wrong_person_is_taken_back_whole() {
    let club = Club::new();
    let phone = &club.minh;
    let died_on = |phone: &Handset| phone.sees(|conn| Ok(entity::get::<Person>(conn, club.lan)?.unwrap().died_on));
    let died = EndMembershipRequest { person: club.lan, left_on: phone.today(), reason: LeavingReason::Died };
    phone.does(|pen| end(pen, died));
    assert_eq!(died_on(phone), PartialDate::of_day(phone.today()));
    phone.does(|pen| take_back_end(pen, club.lan));
    assert!(is_member(phone, club.lan));
    assert_eq!(died_on(phone), None);
    let membership = phone.sees(|conn| memberships_of(conn, club.lan)).pop().unwrap();
    assert_eq!(membership.leaving_reason, None);
    let again = phone.refuses(|pen| take_back_end(pen, club.lan));
    assert!(matches!(again, CommandError::Invalid(Invalid::HasNotEnded)));
}

#[test]
fn a_day_of_death_that_was_known_before_is_neither_changed_nor_taken_back() {
    let phone = Handset::new(1);
    let lan = phone.adds("Lan", &[("died_on", "2026")]);
    let died = EndMembershipRequest { person: lan, left_on: phone.today(), reason: LeavingReason::Died };
    phone.does(|pen| end(pen, died));
    phone.does(|pen| take_back_end(pen, lan));
    let person = phone.sees(|conn| Ok(entity::get::<Person>(conn, lan)?.unwrap()));
    assert_eq!(person.died_on, PartialDate::year(2026));
}
