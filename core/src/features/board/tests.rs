//! Who holds which post, and when nobody does.

use clubbook_model::id::RecordId;
use clubbook_model::registry::{BoardTerm, Entity, Membership};
use clubbook_model::time::{Day, PartialDate};
use clubbook_model::vocabulary::{Language, Role};

use super::commands::{appoint, end, end_post, give, put_end, take_back};
use super::queries::{head, posts, terms};
use super::views::{AppointRequest, EndPostRequest, OwnPostQuestion, PostView, vacancies_words};
use crate::features::memberships::commands::put_task;
use crate::features::people::commands::{add, link};
use crate::features::people::death::{RecordDeathRequest, record_death, take_back_death};
use crate::features::people::views::AddPersonRequest;
use crate::features::testing::{CLUB, Club, Handset};
use crate::features::{CommandError, Commanded, Invalid, Pen, Question};

fn request(person: RecordId, role: Role) -> AppointRequest {
    AppointRequest { person, role, from: None, decision: None, instead_of: Vec::new() }
}

/// Yes, instead of these.
fn instead_of(former: &[RecordId], person: RecordId, role: Role) -> AppointRequest {
    AppointRequest { instead_of: former.to_vec(), ..request(person, role) }
}

fn until(last_day: Day, person: RecordId, role: Role) -> EndPostRequest {
    EndPostRequest { person, role, last_day, is_meant: false }
}

fn changed_since<T: std::fmt::Debug>(phone: &Handset, take_back: impl FnOnce(&mut Pen<'_>) -> Commanded<T>) {
    let refused = phone.refuses(take_back);
    assert!(matches!(refused, CommandError::Invalid(Invalid::ChangedSince)), "{refused}");
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
    assert_eq!(
        asked.words(Language::Vi),
        "Chủ nhiệm hiện nay là bà Nguyễn Thị Hoa. Người mới thay từ ngày này? Sau đó chỉ người mới sửa lại được."
    );
    let yes = AppointRequest { decision: Some("12/QĐ".into()), ..instead_of(&[phone.user], club.lan, Role::ClubHead) };
    phone.does(|pen| appoint(pen, &yes));
    let today = phone.today();
    assert_eq!(head_of(today).as_deref(), Some("Lan"));
    phone.days_pass(10);
    let next = instead_of(&[club.lan], club.tung, Role::ClubHead);
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
    let given_up = until(today, club.lan, Role::Cashier);
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
    phone.does(|pen| end_post(pen, until(today, club.tung, Role::Secretary)));
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
    // The head by a task of the list, the cashier by a term with an end. Whoever leads otherwise too may take back.
    phone.does(|pen| appoint(pen, &request(phone.user, Role::ClubDeputy)));
    phone.does(|pen| appoint(pen, &request(club.tung, Role::Cashier)));
    phone.does(|pen| end_post(pen, until(today.plus(30), club.tung, Role::Cashier)));
    let before = (on(phone, today), phone.sees(|conn| terms(conn, CLUB, today)));
    for (person, role) in [(phone.user, Role::ClubHead), (club.tung, Role::Cashier)] {
        let given = phone.does(|pen| give(pen, &instead_of(&[person], club.lan, role)));
        assert_eq!(names(&on(phone, today), role), ["Lan"]);
        phone.does(|pen| take_back(pen, &given));
        assert_eq!((on(phone, today), phone.sees(|conn| terms(conn, CLUB, today))), before);
    }
    for (person, role, on_last_day) in [(phone.user, Role::ClubHead, 0), (club.tung, Role::Cashier, 1)] {
        let ended = phone.does(|pen| end(pen, until(today, person, role)));
        let [last, after] = [0, 1].map(|days| names(&on(phone, today.plus(days)), role).len());
        assert_eq!((last, after), (on_last_day, 0));
        phone.does(|pen| take_back(pen, &ended));
        assert_eq!((on(phone, today), phone.sees(|conn| terms(conn, CLUB, today))), before);
    }
}

#[test]
fn who_hands_over_the_post_by_which_alone_they_lead_is_told_gives_it_first_and_takes_nothing_back() {
    let club = Club::new();
    let phone = &club.hoa;
    let done = phone.command(|pen| give(pen, &instead_of(&[phone.user], club.lan, Role::ClubHead))).unwrap();
    let kinds: Vec<u32> = done.ops.iter().map(|op| op.kind).collect();
    assert_eq!(kinds, [BoardTerm::DEF.number, Membership::DEF.number]);
    assert!(!done.result.may_be_taken_back);
    assert!(matches!(phone.refuses(|pen| take_back(pen, &done.result)), CommandError::NoRight));
}

#[test]
fn who_gives_up_the_post_by_which_alone_they_lead_is_asked_first_and_takes_nothing_back() {
    let club = Club::new();
    let phone = &club.hoa;
    let up = until(phone.today(), phone.user, Role::ClubHead);
    let asked = phone.asks(|pen| end(pen, up));
    assert_eq!(asked, Question::OwnPost(OwnPostQuestion { role: Role::ClubHead }));
    let ended = phone.does(|pen| end(pen, EndPostRequest { is_meant: true, ..up }));
    assert!(!ended.may_be_taken_back && names(&on(phone, phone.today()), Role::ClubHead).is_empty());
    // Somebody else's post, and one of their own beside which they lead, are nothing to be asked about.
    let other = Club::new();
    for (person, role) in [(other.lan, Role::Secretary), (other.hoa.user, Role::ClubDeputy)] {
        other.hoa.does(|pen| appoint(pen, &request(person, role)));
        assert!(other.hoa.does(|pen| end(pen, until(other.hoa.today(), person, role))).may_be_taken_back);
    }
}

#[test]
fn an_undo_leaves_what_somebody_else_did_after_it() {
    let club = Club::new();
    let (hoa, minh) = (&club.hoa, &club.minh);
    hoa.does(|pen| appoint(pen, &request(club.tung, Role::Cashier)));
    [hoa, minh].into_iter().for_each(|phone| phone.days_pass(1));
    let given = hoa.does(|pen| give(pen, &instead_of(&[club.tung], club.lan, Role::Cashier)));
    club.meet();
    minh.does(|pen| give(pen, &instead_of(&[club.lan], hoa.user, Role::Cashier)));
    club.meet();
    changed_since(hoa, |pen| take_back(pen, &given));
    assert_eq!(names(&on(hoa, hoa.today()), Role::Cashier), ["Hoa"]);
    // Who ended a post leaves it to whoever was given it since.
    let ended = hoa.does(|pen| end(pen, until(hoa.today().plus(-1), hoa.user, Role::Cashier)));
    club.meet();
    minh.does(|pen| give(pen, &request(club.tung, Role::Cashier)));
    club.meet();
    changed_since(hoa, |pen| take_back(pen, &ended));
    assert_eq!(names(&on(hoa, hoa.today()), Role::Cashier), ["Tùng"]);
}

#[test]
fn an_undo_leaves_a_last_day_and_a_task_that_somebody_wrote_otherwise_since() {
    let club = Club::new();
    let phone = &club.hoa;
    let today = phone.today();
    let deputy = phone.adds("Trần Văn Đức", &[("membership.roles", "club_deputy")]);
    phone.does(|pen| appoint(pen, &request(deputy, Role::BoardMember)));
    let [by_task, by_term] =
        [Role::ClubDeputy, Role::BoardMember].map(|role| phone.does(|pen| end(pen, until(today, deputy, role))));
    phone.does(|pen| put_task(pen, by_task.tasks[0], Role::ClubDeputy, true));
    phone.does(|pen| put_end(pen, by_term.ended[0].0, Some(today.plus(9))));
    changed_since(phone, |pen| take_back(pen, &by_task));
    changed_since(phone, |pen| take_back(pen, &by_term));
}

#[test]
fn an_undo_settles_nothing_where_two_phones_wrote_different_last_days() {
    let club = Club::new();
    let (hoa, minh) = (&club.hoa, &club.minh);
    hoa.does(|pen| appoint(pen, &request(club.tung, Role::BoardMember)));
    club.meet();
    minh.does(|pen| end(pen, until(minh.today().plus(9), club.tung, Role::BoardMember)));
    // The later of the two, so it is the one that is shown.
    let ended = hoa.does(|pen| end(pen, until(hoa.today(), club.tung, Role::BoardMember)));
    club.meet();
    changed_since(hoa, |pen| take_back(pen, &ended));
}

#[test]
fn two_phones_that_gave_one_post_to_the_same_person_have_one_holder_after_one_undo() {
    let club = Club::new();
    club.hoa.does(|pen| appoint(pen, &request(club.tung, Role::Cashier)));
    club.meet();
    let yes = instead_of(&[club.tung], club.lan, Role::Cashier);
    let given = club.hoa.does(|pen| give(pen, &yes));
    club.minh.does(|pen| give(pen, &yes));
    club.meet();
    changed_since(&club.hoa, |pen| take_back(pen, &given));
    assert_eq!(names(&on(&club.hoa, club.hoa.today()), Role::Cashier).len(), 1);
}

#[test]
fn the_question_names_everybody_whom_a_yes_ends_and_is_asked_again_for_whom_it_did_not_name() {
    let club = Club::new();
    club.hoa.does(|pen| appoint(pen, &request(club.lan, Role::Cashier)));
    club.minh.does(|pen| appoint(pen, &request(club.tung, Role::Cashier)));
    club.meet();
    let (phone, role) = (&club.hoa, Role::Cashier);
    for named in [vec![], vec![club.lan]] {
        let asked = phone.asks(|pen| appoint(pen, &instead_of(&named, phone.user, role))).words(Language::Vi);
        assert!(asked.contains("bà Đinh Thị Lan") && asked.contains("ông Phạm Văn Tùng"), "{asked}");
    }
    phone.does(|pen| appoint(pen, &instead_of(&[club.tung, club.lan], phone.user, role)));
    assert_eq!(names(&on(phone, phone.today()), role), ["Hoa"]);
}

#[test]
fn only_a_member_takes_a_post() {
    let club = Club::new();
    let phone = &club.hoa;
    let guest = AddPersonRequest { membership: None, ..AddPersonRequest::member("Trần Thị Khách") };
    let guest = phone.does(|pen| add(pen, &guest)).person.id;
    let refused = phone.refuses(|pen| give(pen, &request(guest, Role::Cashier)));
    assert!(matches!(refused, CommandError::Invalid(Invalid::IsNoMember)));
}
