//! Who holds which post, and when nobody does.

use clubbook_model::time::{Day, PartialDate};
use clubbook_model::vocabulary::{Language, Role};

use super::commands::{appoint, end, end_post, give, take_back};
use super::queries::{head, posts, terms};
use super::views::{AppointRequest, EndPostRequest, PostView, vacancies_words};
use crate::features::people::commands::link;
use crate::features::people::death::{RecordDeathRequest, record_death, take_back_death};
use crate::features::testing::{CLUB, Club, Handset};
use crate::features::{CommandError, Invalid};

fn request(person: clubbook_model::id::RecordId, role: Role) -> AppointRequest {
    AppointRequest { person, role, from: None, decision: None, replaces: false }
}

fn on(phone: &Handset, day: Day) -> Vec<PostView> {
    phone.sees(|conn| posts(conn, CLUB, day))
}

fn names(posts: &[PostView], role: Role) -> Vec<&str> {
    let post = posts.iter().find(|post| post.role == role).unwrap();
    post.holders.iter().map(|holder| holder.person.given_name.as_str()).collect()
}

#[test]
fn posts_that_nobody_holds_are_named_and_a_task_of_the_list_counts_as_holding() {
    let club = Club::new();
    let phone = &club.hoa;
    let seen = on(phone, phone.today());
    assert_eq!(names(&seen, Role::ClubHead), ["Hoa"]);
    let words = vacancies_words(&seen, Language::Vi).unwrap();
    assert_eq!(words, "Chưa có ai làm: phó chủ nhiệm, thư ký, kế toán, thủ quỹ.");
    for role in [Role::ClubDeputy, Role::Secretary, Role::Bookkeeper] {
        phone.does(|pen| appoint(pen, &request(club.lan, role)));
    }
    let full = phone.does(|pen| appoint(pen, &request(club.tung, Role::Cashier)));
    assert_eq!(vacancies_words(&full, Language::Vi), None);
    let volunteer = phone.refuses(|pen| appoint(pen, &request(club.lan, Role::Volunteer)));
    assert!(matches!(volunteer, CommandError::Invalid(Invalid::NotOffered)));
}

#[test]
fn who_takes_a_post_that_somebody_holds_is_asked_about_and_then_follows_without_a_gap() {
    let club = Club::new();
    let phone = &club.hoa;
    let head_of = |day| phone.sees(|conn| head(conn, CLUB, day)).map(|head| head.given_name);
    let asked = phone.asks(|pen| appoint(pen, &request(club.lan, Role::ClubHead)));
    assert_eq!(asked.words(Language::Vi), "Chủ nhiệm hiện nay là bà Nguyễn Thị Hoa. Người mới thay từ ngày này?");
    let yes = AppointRequest { replaces: true, decision: Some("12/QĐ".into()), ..request(club.lan, Role::ClubHead) };
    phone.does(|pen| appoint(pen, &yes));
    let today = phone.today();
    assert_eq!(head_of(today).as_deref(), Some("Lan"));
    phone.days_pass(10);
    let next = AppointRequest { replaces: true, ..request(club.tung, Role::ClubHead) };
    phone.does(|pen| appoint(pen, &next));
    let change = phone.today();
    assert_eq!([head_of(change.plus(-1)), head_of(change)].map(Option::unwrap), ["Lan", "Tùng"]);
    let all = phone.sees(|conn| terms(conn, CLUB, phone.today()));
    let spans: Vec<_> = all.iter().map(|term| (term.holder.since, term.holder.until)).collect();
    assert_eq!(spans, [(Some(change), None), (Some(today), Some(change.plus(-1)))]);
    assert_eq!(all[1].holder.decision.as_deref(), Some("12/QĐ"));
    // Several deputies stand beside one another.
    for person in [club.lan, club.tung] {
        phone.does(|pen| appoint(pen, &request(person, Role::ClubDeputy)));
    }
    assert_eq!(names(&on(phone, phone.today()), Role::ClubDeputy).len(), 2);
    let twice = phone.refuses(|pen| appoint(pen, &request(club.lan, Role::ClubDeputy)));
    assert!(matches!(twice, CommandError::Invalid(Invalid::HoldsPost)));
}

#[test]
fn a_post_ends_on_its_last_day_and_with_a_death_and_comes_back_when_that_was_a_mistake() {
    let club = Club::new();
    let phone = &club.hoa;
    let today = phone.today();
    phone.does(|pen| appoint(pen, &request(club.lan, Role::Cashier)));
    let given_up = EndPostRequest { person: club.lan, role: Role::Cashier, last_day: today };
    phone.does(|pen| end_post(pen, given_up));
    assert_eq!(names(&on(phone, today), Role::Cashier), ["Lan"]);
    assert!(names(&on(phone, today.plus(1)), Role::Cashier).is_empty());
    let again = phone.refuses(|pen| end_post(pen, given_up));
    assert!(matches!(again, CommandError::Invalid(Invalid::HoldsNoPost)));

    phone.does(|pen| appoint(pen, &request(club.tung, Role::Secretary)));
    let died = RecordDeathRequest { person: club.tung, died_on: PartialDate::of_day(today).unwrap() };
    phone.does(|pen| record_death(pen, died));
    assert!(names(&on(phone, today), Role::Secretary).is_empty());
    let dead = phone.refuses(|pen| appoint(pen, &request(club.tung, Role::Cashier)));
    assert!(matches!(dead, CommandError::Invalid(Invalid::HasDied)));
    phone.does(|pen| take_back_death(pen, club.tung));
    assert_eq!(names(&on(phone, today.plus(30)), Role::Secretary), ["Tùng"]);
}

#[test]
fn a_death_and_taking_it_back_leave_the_end_of_a_term_as_it_was() {
    let club = Club::new();
    let phone = &club.hoa;
    let today = phone.today();
    phone.does(|pen| appoint(pen, &request(club.tung, Role::Secretary)));
    phone.does(|pen| end_post(pen, EndPostRequest { person: club.tung, role: Role::Secretary, last_day: today }));
    phone.does(|pen| appoint(pen, &request(club.tung, Role::Cashier)));
    let ends = || -> Vec<_> {
        let all = phone.sees(|conn| terms(conn, CLUB, today));
        all.iter().map(|term| (term.role, term.holder.until)).collect()
    };
    let before = ends();
    let died = RecordDeathRequest { person: club.tung, died_on: PartialDate::of_day(today).unwrap() };
    phone.does(|pen| record_death(pen, died));
    assert_eq!(ends(), before);
    phone.does(|pen| take_back_death(pen, club.tung));
    assert_eq!(ends(), before);
}

#[test]
fn a_death_that_is_written_down_already_is_not_written_over_by_another_date() {
    let club = Club::new();
    let phone = &club.hoa;
    let of = |year| RecordDeathRequest { person: club.tung, died_on: PartialDate::year(year).unwrap() };
    club.minh.does(|pen| record_death(pen, of(2025)));
    phone.hears(&club.minh);
    let again = phone.refuses(|pen| record_death(pen, of(2026)));
    assert!(matches!(again, CommandError::Invalid(Invalid::HasDied)));
}

#[test]
fn somebody_with_two_records_holds_a_post_once() {
    let club = Club::new();
    let phone = &club.hoa;
    let again = phone.adds("Nguyễn Thị Hoa", &[("membership.roles", "club_head"), ("membership.joined_on", "2025")]);
    assert_eq!(names(&on(phone, phone.today()), Role::ClubHead).len(), 2);
    phone.does(|pen| link(pen, phone.user, again, true));
    assert_eq!(names(&on(phone, phone.today()), Role::ClubHead), ["Hoa"]);
}

#[test]
fn a_post_that_was_given_or_ended_by_mistake_is_as_it_was_before() {
    let club = Club::new();
    let phone = &club.hoa;
    let today = phone.today();
    // The head by a task of the list, the cashier by a term with an end.
    phone.does(|pen| appoint(pen, &request(club.tung, Role::Cashier)));
    let known = EndPostRequest { person: club.tung, role: Role::Cashier, last_day: today.plus(30) };
    phone.does(|pen| end_post(pen, known));
    let before = (on(phone, today), phone.sees(|conn| terms(conn, CLUB, today)));
    for role in [Role::ClubHead, Role::Cashier] {
        let instead = AppointRequest { replaces: true, ..request(club.lan, role) };
        let given = phone.does(|pen| give(pen, &instead));
        assert_eq!(names(&on(phone, today), role), ["Lan"]);
        phone.does(|pen| take_back(pen, &given));
        assert_eq!((on(phone, today), phone.sees(|conn| terms(conn, CLUB, today))), before);
    }
    for (person, role) in [(phone.user, Role::ClubHead), (club.tung, Role::Cashier)] {
        let ended = phone.does(|pen| end(pen, EndPostRequest { person, role, last_day: today }));
        assert!(names(&on(phone, today.plus(1)), role).is_empty());
        phone.does(|pen| take_back(pen, &ended));
        assert_eq!((on(phone, today), phone.sees(|conn| terms(conn, CLUB, today))), before);
    }
}
