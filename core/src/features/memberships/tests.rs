//! Leaving the club, and taking it back.

use clubbook_model::entry::FieldEdit;
use clubbook_model::registry::{Entity, Membership, Person};
use clubbook_model::time::PartialDate;
use clubbook_model::vocabulary::{Language, LeavingReason, Role};

use super::commands::{correct as correct_membership, end, join, move_to_another_club, set_number, take_back_end};
use super::queries::{self, numbers_twice, suggested_number};
use super::views::{CorrectMembershipRequest, EndMembershipRequest, JoinRequest, MoveRequest};
use crate::features::board::commands::{appoint, end_post};
use crate::features::board::views::{AppointRequest, EndPostRequest};
use crate::features::people::commands::{add, correct, link};
use crate::features::people::death::{RecordDeathRequest, record_death, take_back_death};
use crate::features::people::directory::is_living;
use crate::features::people::queries::{Which, form, members, memberships_of};
use crate::features::people::views::AddPersonRequest;
use crate::features::testing::{CLUB, Club, Handset};
use crate::features::{CommandError, Invalid, Question};
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
fn nobody_with_a_task_ends_their_own_membership_under_whichever_record() {
    let club = Club::new();
    let phone = &club.hoa;
    let other = phone.adds("Nguyễn Thị Hòa", &[]);
    phone.does(|pen| link(pen, phone.user, other, true));
    let today = phone.today();
    for person in [phone.user, other] {
        let own = EndMembershipRequest { person, left_on: today, reason: LeavingReason::MovedAway };
        let away = MoveRequest { person, left_on: today, to: "CLB Gò Deo".into() };
        let died = RecordDeathRequest { person, died_on: PartialDate::of_day(today).unwrap() };
        for refused in [
            phone.refuses(|pen| end(pen, own)),
            phone.refuses(|pen| move_to_another_club(pen, &away)),
            phone.refuses(|pen| record_death(pen, died)),
        ] {
            assert!(matches!(refused, CommandError::Invalid(Invalid::OwnMembership)));
        }
    }
    // Somebody without a task goes as they like.
    let minh = &club.minh;
    let own = EndMembershipRequest { person: minh.user, left_on: today, reason: LeavingReason::MovedAway };
    minh.does(|pen| end(pen, own));
}

#[test]
fn who_holds_a_post_leaves_once_it_was_ended_and_who_died_at_once() {
    let club = Club::new();
    let phone = &club.hoa;
    for (person, role) in [(club.tung, Role::Cashier), (club.tung, Role::BoardMember), (club.lan, Role::Secretary)] {
        let given = AppointRequest { person, role, from: None, decision: None, instead_of: Vec::new() };
        phone.does(|pen| appoint(pen, &given));
    }
    phone.days_pass(10);
    let away = |person| EndMembershipRequest { person, left_on: phone.today(), reason: LeavingReason::MovedAway };
    let refused = phone.refuses(|pen| end(pen, away(club.tung)));
    assert!(matches!(&refused, CommandError::Invalid(Invalid::HoldsPosts(posts)) if posts.len() == 2));
    assert!(refused.words(Language::Vi).contains("thủ quỹ"), "{}", refused.words(Language::Vi));
    for role in [Role::Cashier, Role::BoardMember] {
        let ended = EndPostRequest { person: club.tung, role, last_day: phone.today(), is_meant: false };
        phone.does(|pen| end_post(pen, ended));
    }
    phone.does(|pen| end(pen, away(club.tung)));
    let died = EndMembershipRequest { reason: LeavingReason::Died, ..away(club.lan) };
    phone.does(|pen| end(pen, died));
    assert!(!is_member(phone, club.tung) && !is_member(phone, club.lan));
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

fn with(field: &str, text: &str) -> FieldEdit {
    FieldEdit::parse(Membership::DEF, field, text).unwrap()
}

#[test]
fn a_number_that_somebody_else_has_or_had_is_asked_about_and_the_next_free_one_is_suggested() {
    let club = Club::new();
    let phone = &club.hoa;
    let suggested = |person| phone.sees(|conn| suggested_number(conn, CLUB, person));
    assert_eq!(suggested(None), 5, "4 is the largest that anybody had");
    let mut newcomer = AddPersonRequest::member("Phạm Thị Mới");
    newcomer.membership = Some(vec![with("register_no", "2")]);
    let asked = phone.asks(|pen| add(pen, &newcomer));
    assert_eq!(asked.words(Language::Vi), "Số 2 trong sổ là của bà Đinh Thị Lan. Vẫn ghi số 2? Số chưa dùng: 5.");
    newcomer.is_number_meant = true;
    let added = phone.does(|pen| add(pen, &newcomer)).person.id;
    let twice = phone.sees(|conn| numbers_twice(conn, CLUB, phone.today()));
    assert_eq!(twice.len(), 1);
    assert!(twice[0].words(Language::Vi).starts_with("Số 2 ghi cho 2 người: "));
    phone.does(|pen| set_number(pen, added, 5, false));
    assert!(phone.sees(|conn| numbers_twice(conn, CLUB, phone.today())).is_empty());
    // Numbers of those who left are not given out again without asking, and two records of one person share theirs.
    let left = EndMembershipRequest { person: added, left_on: phone.today(), reason: LeavingReason::OwnWish };
    phone.does(|pen| end(pen, left));
    assert!(matches!(phone.asks(|pen| set_number(pen, club.tung, 5, false)), Question::RegisterNo(_)));
    phone.does(|pen| link(pen, added, club.tung, true));
    phone.does(|pen| set_number(pen, club.tung, 5, false));
    assert_eq!((suggested(Some(added)), suggested(None)), (5, 6));
}

#[test]
fn who_comes_back_is_a_member_for_another_time_with_the_old_number_suggested() {
    let club = Club::new();
    let phone = &club.hoa;
    let join_now = JoinRequest { person: club.lan, fields: vec![with("register_no", "2")], is_number_meant: false };
    assert!(matches!(phone.refuses(|pen| join(pen, &join_now)), CommandError::Invalid(Invalid::IsMember)));
    let left = EndMembershipRequest { person: club.lan, left_on: phone.today(), reason: LeavingReason::OwnWish };
    phone.does(|pen| end(pen, left));
    phone.days_pass(40);
    assert_eq!(phone.sees(|conn| suggested_number(conn, CLUB, Some(club.lan))), 2);
    phone.does(|pen| join(pen, &join_now));
    assert!(is_member(phone, club.lan));
    let times = phone.sees(|conn| memberships_of(conn, club.lan));
    assert_eq!(times.iter().map(|time| time.left_on.is_some()).collect::<Vec<_>>(), [true, false]);
    let yesterday = phone.today().plus(-1);
    let between = phone.sees(|conn| members(conn, CLUB, Which::On(yesterday), phone.today()));
    assert!(between.iter().all(|member| member.person.id != club.lan), "not a member in between");
}

#[test]
fn who_has_two_records_leaves_with_both_and_comes_back_with_both() {
    let club = Club::new();
    let phone = &club.hoa;
    let again = phone.adds("Đinh Thị Lan", &[("membership.joined_on", "2025")]);
    phone.does(|pen| link(pen, club.lan, again, true));
    let count = || phone.sees(|conn| members(conn, CLUB, Which::On(phone.today()), phone.today())).len();
    assert_eq!(count(), 4);
    let left = EndMembershipRequest { person: again, left_on: phone.today(), reason: LeavingReason::MovedAway };
    phone.does(|pen| end(pen, left));
    assert_eq!(count(), 3);
    phone.does(|pen| take_back_end(pen, club.lan));
    assert_eq!(count(), 4);
}

#[test]
fn who_moves_to_another_club_leaves_with_a_slip_that_holds_nothing_sensitive_and_nothing_of_this_club() {
    let club = Club::new();
    let phone = &club.hoa;
    let opened = phone.sees(|conn| form(conn, club.lan));
    let edits = [("note", "hay quên"), ("citizen_id", "051155000001"), ("phone", "0905 1")];
    let edits: Vec<FieldEdit> =
        edits.iter().map(|(name, text)| FieldEdit::parse(Person::DEF, name, text).unwrap()).collect();
    phone.does(|pen| correct(pen, &opened, &edits));
    let request = MoveRequest { person: club.lan, left_on: phone.today(), to: "CLB Làng Teng".into() };
    let slip = phone.does(|pen| move_to_another_club(pen, &request));
    assert!(!is_member(phone, club.lan));
    let membership = phone.sees(|conn| memberships_of(conn, club.lan)).pop().unwrap();
    assert_eq!(membership.leaving_reason, Some(LeavingReason::OtherClub));
    assert_eq!(membership.moved_to.as_deref(), Some("CLB Làng Teng"));
    let names: Vec<&str> = slip.fields.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["full_name", "sex", "birth", "phone", "hamlet"]);
    assert_eq!((slip.person, slip.joined_on), (club.lan, PartialDate::year(2025)));
}

#[test]
fn a_death_known_by_the_month_ends_what_lasts_and_nothing_counts_the_person_as_living() {
    let club = Club::new();
    let phone = &club.hoa;
    let living = |person| phone.sees(|conn| is_living(conn, CLUB, person));
    let again = phone.adds("Đinh Thị Lan", &[("membership.joined_on", "2025")]);
    phone.does(|pen| link(pen, club.lan, again, true));
    let november = PartialDate::new(2026, Some(11), None).unwrap();
    let died = phone.does(|pen| record_death(pen, RecordDeathRequest { person: club.lan, died_on: november }));
    assert_eq!(died.ended, 2, "under both records");
    assert!(died.words(Language::Vi).contains("bà Đinh Thị Lan đã mất"), "{}", died.words(Language::Vi));
    assert!(!living(club.lan) && !living(again) && living(club.tung));
    assert!(!is_member(phone, club.lan) && !is_member(phone, again));
    let membership = phone.sees(|conn| memberships_of(conn, club.lan)).pop().unwrap();
    assert_eq!(membership.left_on, Some(phone.today()), "today at the latest");
    let join_again = JoinRequest { person: again, fields: Vec::new(), is_number_meant: false };
    assert!(matches!(phone.refuses(|pen| join(pen, &join_again)), CommandError::Invalid(Invalid::HasDied)));
    let later = PartialDate::year(2027).unwrap();
    let future = RecordDeathRequest { person: club.tung, died_on: later };
    assert!(matches!(phone.refuses(|pen| record_death(pen, future)), CommandError::Invalid(Invalid::InTheFuture)));

    phone.does(|pen| take_back_death(pen, again));
    assert!(living(club.lan) && is_member(phone, club.lan));
    let nobody = phone.refuses(|pen| take_back_death(pen, again));
    assert!(matches!(nobody, CommandError::Invalid(Invalid::HasNotDied)));
}

#[test]
fn a_membership_is_corrected_over_what_was_seen_and_two_who_correct_it_leave_both_values() {
    let club = Club::new();
    let opened = |phone: &Handset| phone.sees(|conn| queries::form(conn, CLUB, club.lan, phone.today()));
    let request = |form, register_no| CorrectMembershipRequest {
        form,
        register_no,
        group: None,
        is_volunteer: true,
        is_number_meant: true,
    };
    let (minh, hoa) = (request(opened(&club.minh), Some(61)), request(opened(&club.hoa), Some(62)));
    club.minh.does(|pen| correct_membership(pen, &minh));
    club.meet();
    club.hoa.does(|pen| correct_membership(pen, &hoa));
    club.meet();
    let seen = opened(&club.minh).seen;
    assert_eq!(seen.field(Membership::register_no.tag, &[]).unwrap().heads().len(), 2);
    assert!(Membership::read(minh.form.membership, &seen).roles.contains(&Role::Volunteer));
    let settled = request(opened(&club.minh), Some(61));
    club.minh.does(|pen| correct_membership(pen, &settled));
    let before = club.minh.ops().len();
    let nothing = request(opened(&club.minh), Some(61));
    club.minh.does(|pen| correct_membership(pen, &nothing));
    assert_eq!(club.minh.ops().len(), before, "what was not changed is not written");
}
