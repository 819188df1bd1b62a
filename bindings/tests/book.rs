//! The facade over the real core: a practice club, listeners on threads of the core's, errors that an app can act on.

#![cfg(test)]

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use clubbook_ffi::changes::{ChangeListener, Topic};
use clubbook_ffi::clock::NetworkClock;
use clubbook_ffi::clubbook::Clubbook;
use clubbook_ffi::consents::ConsentState;
use clubbook_ffi::error::ListenerError;
use clubbook_ffi::meetings::{CloseRequest, Mark, RollOrder};
use clubbook_ffi::person_form::{AddPersonRequest, TypedField};
use clubbook_ffi::readings::Readings;
use clubbook_ffi::values::Language;
use clubbook_ffi::visits::{RecordVisitRequest, SameVisit};
use clubbook_ffi::{ClubbookError, OpenRequest, Question};
use clubbook_model::id::RecordId;
use clubbook_model::vocabulary::{Purpose, Role, Vocabulary};
use tempfile::TempDir;

struct Practice {
    _folder: TempDir,
    book: Arc<Clubbook>,
}

fn request(folder: &TempDir, name: &str) -> OpenRequest {
    OpenRequest {
        path: folder.path().join(name).to_str().unwrap().to_owned(),
        key: vec![7; 32],
        app: "test 1".to_owned(),
        language: Language::Vi,
        authority: None,
        network_clock: None,
    }
}

fn practice() -> Practice {
    let folder = TempDir::new().unwrap();
    let book = Clubbook::open_practice(request(&folder, "practice.db")).unwrap();
    Practice { _folder: folder, book }
}

fn visit(person: clubbook_model::id::RecordId) -> RecordVisitRequest {
    RecordVisitRequest {
        person,
        visitors: Vec::new(),
        visited_on: None,
        not_at_home: false,
        services: vec![1],
        condition: None,
        alerts: Vec::new(),
        follow_up_by: None,
        follow_up_until: None,
        note: String::new(),
        duration: None,
        next_due: None,
        partner: None,
        readings: Readings {
            systolic: "130".into(),
            diastolic: "80".into(),
            weight: "54,3".into(),
            ..Readings::default()
        },
        same_visit: SameVisit::NotAsked,
    }
}

#[test]
fn a_meeting_is_called_weighed_and_closed() {
    let practice = practice();
    let book = &practice.book;
    assert_eq!(book.roll_of_this_month().unwrap(), None, "looking opens nothing");
    let roll = book.open_meeting(None, None, true).unwrap();
    assert_eq!(book.roll_of_this_month().unwrap().map(|begun| begun.meeting), Some(roll.meeting));
    let row = roll.rows.iter().find(|row| !row.is_guest).unwrap().clone();
    let marked = book.mark(roll.meeting, row.person.id, Mark::Present, None, row.seen).unwrap();
    assert_eq!((marked.row.mark, marked.counts.present), (Mark::Present, 1));
    assert!(marked.words.contains("Bấm nhầm?"), "{}", marked.words);
    let weighed = book.weighing(roll.meeting).unwrap();
    assert_eq!((weighed.measured, weighed.expected), (0, 1), "one is here");
    let who = weighed.rows.iter().find(|one| one.person.id == row.person.id).unwrap().clone();
    let readings = Readings { weight: "54.3".into(), ..Readings::default() };
    let weighed = book.weigh(roll.meeting, who.person.id, who.seen, readings).unwrap();
    assert_eq!(weighed.words.as_str(), "cân nặng 54,3");
    assert_eq!(book.weighing(roll.meeting).unwrap().measured, 1);
    let roll = book.roll(roll.meeting, RollOrder::Name).unwrap();
    let close = |rest| CloseRequest {
        meeting: roll.meeting,
        seen: roll.seen.clone(),
        head_count: Some(1),
        answers: vec![],
        rest,
    };
    let asked = book.close_meeting(close(None));
    assert!(matches!(asked, Err(ClubbookError::AskFirst { question: Question::Unmarked { .. } })), "{asked:?}");
    let closed = book.close_meeting(close(Some(Mark::Absent))).unwrap();
    assert!(closed.is_closed && closed.closed_words.unwrap().contains("Đã chốt"));
}

#[test]
fn a_visit_is_recorded_asked_about_and_taken_back() {
    let practice = practice();
    let book = &practice.book;
    let today = book.today().unwrap();
    let person = today.visits.first().unwrap().person.id;
    let saved = book.record_visit(visit(person)).unwrap();
    assert_eq!(saved.saved_words, "Đã lưu để tập. Không gửi đi đâu.");
    let again = book.record_visit(visit(person)).unwrap_err();
    let ClubbookError::AskFirst { question: Question::SameVisit { recorded, words } } = again else {
        panic!("{again:?}")
    };
    assert!(recorded.contains(&saved.visit.id) && words.ends_with("Cùng một lần thăm?"), "{words}");
    book.void_visit(saved.visit.id, "ghi nhầm".to_owned()).unwrap();
    assert!(book.visits_of(person, 10).unwrap().iter().any(|one| one.voided.as_deref() == Some("ghi nhầm")));
}

#[test]
fn what_cannot_be_recorded_says_so_in_both_languages_and_leaves_nothing() {
    let practice = practice();
    let book = &practice.book;
    let person = book.members().unwrap().first().unwrap().person.id;
    let wrong = RecordVisitRequest {
        readings: Readings { systolic: "một trăm".into(), ..Readings::default() },
        ..visit(person)
    };
    let before = book.visits_of(person, 100).unwrap().len();
    for (language, part) in [(Language::Vi, "chỉ ghi bằng số"), (Language::En, "is a number")] {
        book.speak(language);
        let error = book.record_visit(wrong.clone()).unwrap_err();
        let ClubbookError::NotRecorded { code, words } = error else { panic!("{error:?}") };
        assert!(code == "invalid" && words.contains(part), "{words}");
    }
    assert_eq!(book.visits_of(person, 100).unwrap().len(), before);
    let name = |text: &str| vec![TypedField { name: "birth".into(), text: text.into() }];
    let form = book.person_form(person).unwrap();
    assert!(book.correct_person(person, form.seen.clone(), name("99/99/1955")).is_err());
    book.correct_person(person, form.seen, name("12/3/1955")).unwrap();
    assert_eq!(book.card(person).unwrap().person.birth.as_deref(), Some("12/03/1955"));
}

fn named(book: &Clubbook, name: &str) -> clubbook_model::id::RecordId {
    book.members().unwrap().into_iter().find(|member| member.person.name == name).unwrap().person.id
}

#[test]
fn who_lives_alone_is_said_by_one_call_and_is_on_the_card_and_in_the_list() {
    let Practice { book, .. } = &practice();
    let lan = named(book, "Đinh Thị Lan");
    let shown = || (book.card(lan).unwrap().lives_alone, book.people_lists().unwrap()[0].people.len());
    assert_eq!(shown(), (Some(true), 1));
    assert_eq!(book.say_lives_alone(lan, true).unwrap().last_days, []);
    let slip = book.say_lives_alone(lan, false).unwrap();
    assert_eq!(shown(), (Some(false), 0));
    assert!(book.card(lan).unwrap().circumstances.is_empty());
    book.take_back_lives_alone(slip).unwrap();
    assert_eq!(shown(), (Some(true), 1));
    let added = AddPersonRequest {
        full_name: "Trần Thị Mai".into(),
        fields: vec![],
        is_member: true,
        register_no: None,
        is_another_person: false,
        is_number_meant: false,
    };
    let mai = book.add_person(added).unwrap().id;
    book.say_lives_alone(mai, true).unwrap();
    let card = book.card(mai).unwrap();
    assert_eq!((card.lives_alone, card.circumstances_consent), (None, ConsentState::Missing));
    book.consent(mai, Purpose::Circumstances.number(), true, false).unwrap();
    assert_eq!(book.card(mai).unwrap().lives_alone, Some(true), "what was kept is shown once they agree");
}

#[test]
fn a_group_is_made_named_filled_and_given_up_and_every_step_is_undone() {
    let Practice { book, .. } = &practice();
    let lan = named(book, "Đinh Thị Lan");
    let former = book.membership_form(lan).unwrap().group;
    let begun = book.create_group("Tổ 3".into()).unwrap();
    let group = begun.group;
    let put = book.put_in_group(lan, Some(group)).unwrap();
    assert_eq!((put.group, put.former), (Some(group), former));
    let of_lan = || book.group(group).unwrap().people.into_iter().find(|one| one.person.id == lan).unwrap();
    assert_eq!((of_lan().group, of_lan().group_name.as_deref()), (Some(group), Some("Tổ 3")));
    book.take_back_put_in_group(put).unwrap();
    assert!(book.take_back_put_in_group(put).is_err(), "she is there no longer");
    assert_eq!((of_lan().group, of_lan().group_name.as_deref()), (former, Some("Tổ 1")));
    let rename = |name: &str| book.rename_group(group, book.group(group).unwrap().seen, name.into()).unwrap();
    let renamed = rename("Tổ 4");
    assert_eq!((renamed.former.as_str(), renamed.name.as_str()), ("Tổ 3", "Tổ 4"));
    book.take_back_rename_group(renamed.clone()).unwrap();
    assert_eq!(book.group(group).unwrap().name, "Tổ 3");
    rename("Tổ Gò Deo");
    assert!(book.take_back_rename_group(renamed).is_err(), "a later name stands");
    book.put_in_group(lan, Some(group)).unwrap();
    book.give_up_group(group).unwrap();
    let lists = || book.people_lists().unwrap().into_iter().filter(|list| list.name == "Tổ Gò Deo").count();
    let given_up = || book.group(group).unwrap().given_up;
    assert_eq!((lists(), given_up().as_deref()), (0, Some("Tổ này đã bỏ từ hôm nay. Lập lại thì có lại 1 người.")));
    let listed = book.given_up_groups().unwrap().remove(0);
    assert_eq!((listed.group, listed.name.as_str(), listed.since.as_str()), (group, "Tổ Gò Deo", "bỏ từ hôm nay"));
    let back = book.bring_group_back(group).unwrap().unwrap();
    assert_eq!((lists(), given_up(), book.given_up_groups().unwrap()), (1, None, vec![]));
    book.take_back_group_begun(back.clone()).unwrap();
    assert!(given_up().is_some());
    assert!(book.bring_group_back(group).unwrap().is_some());
    assert_eq!(book.bring_group_back(group).unwrap(), None, "it stands already");
    assert!(book.take_back_group_begun(back).is_err(), "it was brought back anew");
    assert!(book.take_back_group_begun(begun).is_err(), "much was changed since it was made");
    book.put_in_group(lan, Some(group)).unwrap();
    let named = book.name_group_leader(group, Some(lan)).unwrap();
    let led = || book.group(group).map(|group| (group.leader, group.has_named_leader, group.may_name_leader)).unwrap();
    assert_eq!(led(), (Some(lan), true, true));
    let put = book.put_in_group(lan, None).unwrap();
    assert_eq!(led(), (None, true, true));
    assert_eq!(book.group(group).unwrap().leader_words, "Tổ trưởng: bà Đinh Thị Lan, đã ra khỏi tổ.");
    book.take_back_put_in_group(put).unwrap();
    book.take_back_name_group_leader(named.clone()).unwrap();
    assert_eq!(led(), (None, false, true));
    assert!(book.take_back_name_group_leader(named).is_err(), "it was taken back already");
    let of_a_person = book.group(lan).unwrap_err();
    assert!(matches!(of_a_person, ClubbookError::NotRecorded { .. }), "{of_a_person:?}");
}

#[test]
fn who_lives_with_whom_is_said_and_undone() {
    let Practice { book, .. } = &practice();
    let (lan, tung) = (named(book, "Đinh Thị Lan"), named(book, "Phạm Văn Tùng"));
    let moved = book.live_with(lan, tung).unwrap();
    let card = book.card(lan).unwrap();
    assert_eq!(card.household_people.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["Phạm Văn Tùng"]);
    let apart = book.live_apart(lan).unwrap();
    assert_eq!(book.card(lan).unwrap().household, None);
    book.take_back_move(apart).unwrap();
    assert_eq!(book.card(lan).unwrap().household, card.household);
    book.take_back_move(moved).unwrap();
    assert_eq!((book.card(lan).unwrap().household, book.card(tung).unwrap().household), (None, None));
}

#[test]
fn a_post_is_given_after_a_question_ended_and_both_are_undone() {
    let Practice { book, .. } = &practice();
    let lan = named(book, "Đinh Thị Lan");
    let of = |role: Role| {
        let posts = book.board().unwrap().posts;
        posts.into_iter().find(|post| post.role.number == role.number()).unwrap().holders
    };
    assert!(book.board().unwrap().may_give_posts);
    let before = of(Role::Cashier);
    let appoint = |role: Role, instead_of: Vec<RecordId>| book.appoint(lan, role.number(), instead_of);
    let asked = appoint(Role::Cashier, Vec::new());
    let Err(ClubbookError::AskFirst { question: Question::PostHeld { holders, .. } }) = asked else {
        panic!("nobody asked");
    };
    assert_eq!(holders, before.iter().map(|holder| holder.person.id).collect::<Vec<_>>());
    let change = appoint(Role::Cashier, holders).unwrap();
    assert_eq!(of(Role::Cashier).len(), 1);
    assert_eq!(of(Role::Cashier)[0].person.id, lan);
    let ended = book.end_post(lan, Role::Cashier.number(), false).unwrap();
    assert!(of(Role::Cashier)[0].ends);
    book.take_back_post(ended).unwrap();
    book.take_back_post(change).unwrap();
    assert_eq!(of(Role::Cashier), before);

    let head = of(Role::ClubHead)[0].person.id;
    let own = book.end_post(head, Role::ClubHead.number(), false);
    assert!(matches!(own, Err(ClubbookError::AskFirst { question: Question::OwnPost { .. } })));
    assert!(!appoint(Role::ClubHead, vec![head]).unwrap().may_be_taken_back);
}

#[test]
fn a_member_like_another_is_asked_about() {
    let practice = practice();
    let book = &practice.book;
    let like = book.members().unwrap().first().unwrap().person.clone();
    let request = AddPersonRequest {
        full_name: like.name.to_uppercase(),
        fields: vec![TypedField { name: "birth".into(), text: like.birth.clone().unwrap_or_default() }],
        is_member: true,
        register_no: None,
        is_another_person: false,
        is_number_meant: false,
    };
    let asked = book.add_person(request.clone()).unwrap_err();
    let ClubbookError::AskFirst { question: Question::Duplicate { people, .. } } = asked else { panic!("{asked:?}") };
    assert_eq!(people.first().map(|one| one.id), Some(like.id));
    let added = book.add_person(AddPersonRequest { is_another_person: true, ..request }).unwrap();
    let members = book.members().unwrap();
    let of_added = members.iter().find(|member| member.person.id == added.id).unwrap();
    assert_eq!(of_added.register_no, members.iter().filter_map(|member| member.register_no).max(), "the next free one");
    let found = book.find(added.name.to_lowercase(), 5).unwrap();
    assert!(found.unwrap().iter().any(|one| one.person.id == added.id));
    assert!(book.decisions().unwrap().doubles.is_empty(), "it was answered for");
}

/// Tells the test from which thread it was called, and for what.
struct Told(Mutex<Sender<(std::thread::ThreadId, Vec<Topic>)>>);

impl ChangeListener for Told {
    fn changed(&self, topics: Vec<Topic>) -> Result<(), ListenerError> {
        let sent = self.0.lock().unwrap().send((std::thread::current().id(), topics));
        sent.map_err(|_| ListenerError::Failed)
    }
}

#[test]
fn changes_are_told_from_a_thread_of_the_core_until_the_subscription_ends_or_the_listener_fails() {
    let practice = practice();
    let book = &practice.book;
    let (sender, told) = channel();
    let subscription = book.subscribe(Arc::new(Told(Mutex::new(sender))));
    let person = book.members().unwrap().first().unwrap().person.id;
    book.record_visit(visit(person)).unwrap();
    let (thread, topics) = told.recv().unwrap();
    assert_ne!(thread, std::thread::current().id());
    assert_eq!(topics, [Topic::Visits, Topic::Status]);
    subscription.cancel();
    // One that fails, and after it one that shows when a change has been told to everybody.
    let calls = Arc::new(AtomicU64::new(0));
    let failing = book.subscribe(Arc::new(Failing(Arc::clone(&calls))));
    let (sender, told_last) = channel();
    let last = book.subscribe(Arc::new(Told(Mutex::new(sender))));
    for purpose in [1, 2, 3] {
        book.consent(person, purpose, true, true).unwrap();
        told_last.recv().unwrap();
    }
    assert_eq!(calls.load(Ordering::SeqCst), 1, "it heard once and no more");
    assert!(told.try_recv().is_err(), "its subscription has ended");
    drop((failing, last));
}

/// Fails whenever it is called, and counts.
struct Failing(Arc<AtomicU64>);

impl ChangeListener for Failing {
    fn changed(&self, _: Vec<Topic>) -> Result<(), ListenerError> {
        self.0.fetch_add(1, Ordering::SeqCst);
        Err(ListenerError::Failed)
    }
}

#[test]
fn what_is_asked_after_the_end_is_answered_and_not_a_crash() {
    let practice = practice();
    let book = &practice.book;
    book.pause().unwrap();
    assert!(matches!(book.today(), Err(ClubbookError::Cancelled { .. })));
    book.resume().unwrap();
    book.today().unwrap();
    book.shutdown().unwrap();
    assert!(matches!(book.today(), Err(ClubbookError::Cancelled { .. })));
    assert!(matches!(book.status(), Err(ClubbookError::Cancelled { .. })));
    book.cancel();
    book.shutdown().unwrap();
}

#[test]
fn a_book_of_another_key_or_without_one_is_not_opened() {
    let folder = TempDir::new().unwrap();
    drop(Clubbook::open(request(&folder, "so.db")).unwrap());
    let code = |request| match Clubbook::open(request) {
        Err(ClubbookError::Store { code, words }) => {
            assert!(!words.is_empty());
            code
        }
        other => panic!("{:?}", other.err()),
    };
    assert_eq!(code(OpenRequest { key: vec![8; 32], ..request(&folder, "so.db") }), "wrong_key");
    assert_eq!(code(OpenRequest { key: vec![8; 5], ..request(&folder, "so.db") }), "key");
    let book = Clubbook::open(request(&folder, "so.db")).unwrap();
    assert!(!book.is_connected().unwrap());
    assert!(matches!(book.today(), Err(ClubbookError::NotConnected { .. })));
}

/// The network's time as a system has it, or has it not.
struct ByNetwork(Option<SystemTime>);

impl NetworkClock for ByNetwork {
    fn now(&self) -> Result<Option<SystemTime>, ListenerError> {
        match self.0 {
            None => Err(ListenerError::Failed),
            told => Ok(told),
        }
    }
}

#[test]
fn the_day_is_the_networks_where_it_tells_one_and_otherwise_the_phones() {
    let folder = TempDir::new().unwrap();
    let today_by = |name: &str, network: Option<ByNetwork>| {
        let network_clock = network.map(|told| Arc::new(told) as Arc<dyn NetworkClock>);
        let book = Clubbook::open_practice(OpenRequest { network_clock, ..request(&folder, name) }).unwrap();
        book.today().unwrap().today
    };
    let by_phone = today_by("phone.db", None);
    let month = Duration::from_secs(30 * 86_400);
    assert_eq!(today_by("month.db", Some(ByNetwork(Some(SystemTime::now() - month)))).0, by_phone.0 - 30);
    // Nothing but the time since it was switched on, and a clock that fails.
    assert_eq!(today_by("boot.db", Some(ByNetwork(Some(UNIX_EPOCH + Duration::from_secs(90))))), by_phone);
    assert_eq!(today_by("fails.db", Some(ByNetwork(None))), by_phone);
}
