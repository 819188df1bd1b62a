//! A phone that several people share shows each of them what a phone of their own would, and writes no more.

use clubbook_model::registry::{CareCase, HealthMeasurement, HomeVisit, Meeting};
use clubbook_model::time::PartialDate;
use clubbook_model::value::Value;
use clubbook_model::vocabulary::{CareStatus, CircumstanceKind, LeavingReason, Purpose, Vocabulary};

use super::*;
use crate::features::care::commands::{add_circumstance, assign, consent, open, withdraw};
use crate::features::care::lives_alone::say;
use crate::features::care::queries as care;
use crate::features::care::signed_paper::{self, SignedPaperRequest};
use crate::features::care::views::{CareCaseView, CircumstanceRequest, ConsentRequest, ConsentState, OpenCareRequest};
use crate::features::meetings::commands as meetings;
use crate::features::meetings::views::{OpenMeetingRequest, RollOrder};
use crate::features::people::commands::link;
use crate::features::people::death::{RecordDeathRequest, record_death};
use crate::features::readings::Readings;
use crate::features::readings::commands::weigh;
use crate::features::readings::queries::{measurement_id, weighing};
use crate::features::readings::views::WeighRequest;
use crate::features::today::queries::consents_missing;
use crate::features::visits::commands::record;
use crate::features::visits::queries::visits_of;
use crate::features::visits::views::{RecordVisitRequest, RecordedVisitView, VisitView};
use crate::store::entity::{self, Scan};

/// The head's phone, which two volunteers and the cashier share: each volunteer goes to one person.
struct Shared {
    _bench: Bench,
    phone: Phone,
    minh: RecordId,
    ba: RecordId,
    /// Minh goes there.
    lai: RecordId,
    /// Hùng goes there.
    sau: RecordId,
}

const PIN: &str = "2468";

pub(super) fn person(phone: &Phone, name: &str) -> RecordId {
    let saved = phone.command(|pen| {
        let id = pen.next_record()?;
        let mut draft = Person::create(id);
        draft.set(Person::full_name, name.to_owned());
        pen.record(&pen.roster(), draft)?;
        Ok(id)
    });
    saved.unwrap().result
}

fn member(phone: &Phone, person: RecordId, roles: &[Role]) -> Asked<RecordId> {
    let saved = phone.command(|pen| {
        let id = pen.next_record()?;
        let mut draft = Membership::create(id);
        draft.set(Membership::person, Person::reference(person)).set_all(Membership::roles, roles);
        pen.record(&pen.roster(), draft)?;
        Ok(id)
    });
    Ok(saved?.result)
}

/// Gives somebody a task.
pub(super) fn give(phone: &Phone, person: RecordId, role: Role) -> Asked<RecordId> {
    member(phone, person, &[role])
}

fn visited(phone: &Phone, person: RecordId) -> Asked<RecordedVisitView> {
    let request = RecordVisitRequest { readings: Readings::pressure(135, 85), ..RecordVisitRequest::of(person) };
    Ok(phone.command(|pen| record(pen, &request))?.result)
}

fn is_no_right<T>(asked: &Asked<T>) -> bool {
    matches!(asked, Err(PhoneError::Command(CommandError::NoRight)))
}

impl Shared {
    fn new() -> Self {
        let bench = Bench::new();
        let phone = bench.enrolled();
        give(&phone, LAN, Role::ClubHead).unwrap();
        give(&phone, HUNG, Role::Volunteer).unwrap();
        let (minh, ba) = (person(&phone, "Minh"), person(&phone, "Ba"));
        give(&phone, minh, Role::Volunteer).unwrap();
        give(&phone, ba, Role::Cashier).unwrap();
        let (lai, sau) = (person(&phone, "Đinh Thị Lài"), person(&phone, "Phạm Văn Sáu"));
        for (of, by) in [(lai, minh), (sau, HUNG)] {
            member(&phone, of, &[]).unwrap();
            let opening = OpenCareRequest { every_days: Some(7), volunteers: vec![by], ..OpenCareRequest::of(of) };
            phone.command(|pen| open(pen, &opening)).unwrap();
            for purpose in [Purpose::Membership, Purpose::HomeCare, Purpose::Health, Purpose::Circumstances] {
                phone.command(|pen| consent(pen, &ConsentRequest::spoken(of, purpose, true))).unwrap();
            }
            let alone = CircumstanceRequest::of(of, CircumstanceKind::LivesAlone);
            phone.command(|pen| add_circumstance(pen, &alone)).unwrap();
            visited(&phone, of).unwrap();
        }
        let shared = Self { _bench: bench, phone, minh, ba, lai, sau };
        shared.is_sent();
        assert!(matches!(shared.phone.add_user(HUNG, PIN), Err(PhoneError::PinFirst)));
        shared.phone.set_pin(Some(PIN)).unwrap();
        for user in [HUNG, minh, ba] {
            shared.phone.add_user(user, PIN).unwrap();
        }
        shared
    }

    /// The centre has everything.
    fn is_sent(&self) {
        self.phone
            .store()
            .write(|tx| {
                let made = journal::head(tx)?.seq;
                (1..=made).try_for_each(|seq| journal::acknowledge(tx, seq, None))
            })
            .unwrap();
    }

    fn in_hands_of(&self, person: RecordId) -> &Phone {
        self.phone.sign_in(person, PIN).unwrap();
        &self.phone
    }

    fn visits(&self, person: RecordId) -> Vec<VisitView> {
        self.phone.query(|q| visits_of(q.connection, CLUB, person, 10, q.today)).unwrap()
    }

    fn cases(&self) -> Vec<RecordId> {
        let cases: Vec<CareCaseView> = self.phone.query(|q| care::cases(q.connection, q.today)).unwrap();
        cases.iter().map(|case| case.person.id).collect()
    }

    fn consent(&self, person: RecordId) -> ConsentState {
        self.phone.query(|q| care::consent(q.connection, person, Purpose::Health)).unwrap()
    }
}

#[test]
fn each_sees_the_care_books_that_a_phone_of_their_own_would_hold() {
    let shared = Shared::new();
    shared.in_hands_of(LAN);
    assert_eq!((shared.cases().len(), shared.visits(shared.lai).len(), shared.visits(shared.sau).len()), (2, 1, 1));
    shared.in_hands_of(shared.minh);
    assert_eq!(shared.cases(), [shared.lai]);
    assert!(shared.visits(shared.lai)[0].readings.clone().shown().flatten().is_some());
    assert!(shared.visits(shared.sau).is_empty());
    assert_eq!(
        (shared.consent(shared.lai), shared.consent(shared.sau)),
        (ConsentState::Given, ConsentState::OutOfSight)
    );
    let alone = shared.phone.query(|q| care::living_alone(q.connection, q.club, q.today)).unwrap();
    assert_eq!(alone, [shared.lai]);
    shared.in_hands_of(shared.ba);
    assert!(shared.cases().is_empty() && shared.visits(shared.lai).is_empty());
    shared.in_hands_of(LAN);
    assert_eq!(shared.cases().len(), 2, "nothing went");
}

#[test]
fn nobody_is_told_to_ask_for_consents_that_others_have_asked_for() {
    let shared = Shared::new();
    let asked_for = |of: RecordId| {
        let missing = shared.in_hands_of(of).query(|q| consents_missing(q.connection, CLUB, q.today)).unwrap();
        [shared.lai, shared.sau].map(|person| missing.iter().any(|one| one.person.id == person))
    };
    assert_eq!([LAN, shared.minh, shared.ba].map(asked_for), [[false; 2]; 3]);
}

#[test]
fn what_somebody_adds_in_a_book_that_they_may_not_read_is_theirs_to_see_until_the_centre_has_it() {
    let shared = Shared::new();
    visited(shared.in_hands_of(shared.minh), shared.sau).unwrap();
    assert_eq!(shared.visits(shared.sau).len(), 1);
    assert!(shared.visits(shared.sau)[0].author.as_ref().is_some_and(|author| author.id == shared.minh));
    shared.in_hands_of(shared.ba);
    assert!(shared.visits(shared.sau).is_empty(), "nobody else who may not");
    shared.is_sent();
    shared.in_hands_of(shared.minh);
    assert!(shared.visits(shared.sau).is_empty(), "as a phone of Minh's would");
    shared.in_hands_of(HUNG);
    assert_eq!(shared.visits(shared.sau).len(), 2);
}

#[test]
fn what_nobody_could_see_is_neither_shown_by_writing_beside_it_nor_written_over() {
    let shared = Shared::new();
    let meeting = shared.in_hands_of(LAN).command(|pen| meetings::open(pen, &OpenMeetingRequest::regular())).unwrap();
    let meeting = meeting.result.meeting.id;
    let weighs = |who: RecordId, readings: Readings| {
        let phone = shared.in_hands_of(who);
        let order = RollOrder::Register;
        let rows = phone.query(|q| weighing(q.connection, CLUB, meeting, order, q.today)).unwrap();
        let row = rows.rows.into_iter().find(|row| row.person.id == shared.sau).unwrap();
        let request = WeighRequest { meeting, person: shared.sau, seen: row.seen, readings };
        phone.command(|pen| weigh(pen, &request)).unwrap()
    };
    weighs(LAN, Readings::pressure(190, 110));
    shared.is_sent();
    let pulse = Readings { pulse: Some(72), ..Readings::default() };
    let weighed = weighs(shared.ba, pulse);
    assert_eq!(weighed.result.readings, pulse, "not what the head measured");
    let again = weighs(shared.ba, Readings { pulse: Some(72), ..Readings::pressure(120, 80) });
    assert_eq!(again.result.readings.systolic, Some(120));
    let over = again.ops.iter().flat_map(|op| &op.changes).flat_map(|change| &change.over);
    let own: Vec<OpId> = weighed.ops.iter().map(|op| op.id).collect();
    assert!(over.clone().all(|seen| own.contains(seen)), "{:?}", over.collect::<Vec<_>>());
    shared.in_hands_of(LAN);
    let id = measurement_id(shared.sau, Meeting::reference(meeting));
    let both = shared.phone.query(|q| Ok(entity::state::<HealthMeasurement>(q.connection, id)?.unwrap())).unwrap();
    let heads = both.field(HealthMeasurement::systolic.tag, &[]).unwrap().heads();
    let values: Vec<&Value> = heads.iter().map(|(_, entry)| &entry.value).collect();
    assert_eq!(values, [&Value::Int(120), &Value::Int(190)], "both stay");
}

#[test]
fn whoever_said_no_is_not_turned_into_a_yes_by_who_may_not_read_it() {
    let shared = Shared::new();
    let refused = ConsentRequest::spoken(shared.sau, Purpose::Health, false);
    shared.in_hands_of(LAN).command(|pen| consent(pen, &refused)).unwrap();
    shared.is_sent();
    let phone = shared.in_hands_of(shared.ba);
    assert_eq!(shared.consent(shared.sau), ConsentState::OutOfSight);
    let paper = SignedPaperRequest { people: vec![shared.sau, shared.lai], purposes: vec![Purpose::Health], on: None };
    let entered = phone.command(|pen| signed_paper::record(pen, &paper)).unwrap().result;
    assert_eq!(entered.left_alone.iter().map(|(who, _)| who.id).collect::<Vec<_>>(), [shared.sau]);
    let given = ConsentRequest::spoken(shared.sau, Purpose::Health, true);
    let asked = phone.command(|pen| consent(pen, &given));
    assert!(matches!(asked, Err(PhoneError::Command(CommandError::AskFirst(_)))));
    phone.command(|pen| withdraw(pen, shared.lai, Purpose::Health)).unwrap();
    shared.in_hands_of(LAN);
    assert_eq!(
        (shared.consent(shared.sau), shared.consent(shared.lai)),
        (ConsentState::Refused, ConsentState::Withdrawn)
    );
}

#[test]
fn tasks_and_assignments_are_given_by_who_leads() {
    let shared = Shared::new();
    let phone = shared.in_hands_of(LAN);
    let seen = phone.query(|q| care::case(q.connection, shared.lai, q.today)).unwrap();
    let recorded = |phone: &Phone| phone.store().read(journal::head).unwrap().seq;
    let before = recorded(phone);
    let phone = shared.in_hands_of(shared.minh);
    assert!(is_no_right(&give(phone, shared.minh, Role::ClubHead)));
    assert!(is_no_right(&phone.command(|pen| assign(pen, &seen, &[shared.minh, shared.ba]))));
    let others = OpenCareRequest { reason: Some("khác".to_owned()), ..OpenCareRequest::of(shared.sau) };
    assert!(is_no_right(&phone.command(|pen| open(pen, &others))), "Hùng has that case");
    let ended = |of: RecordId| {
        phone.command(|pen| {
            let membership = entity::all::<Membership>(pen.tx, &Book::roster(CLUB))?;
            let id = membership.iter().find(|one| one.person == Some(Person::reference(of))).unwrap().id;
            let mut draft = Membership::edit(id, &entity::state::<Membership>(pen.tx, id)?.unwrap());
            draft.set(Membership::leaving_reason, LeavingReason::MovedAway);
            pen.record(&pen.roster(), draft)
        })
    };
    assert!(is_no_right(&ended(HUNG)), "Hùng has a task");
    assert_eq!(recorded(phone), before);
    ended(shared.sau).unwrap();
    assert_eq!(recorded(phone), before + 1, "anybody writes down who left");
    let phone = shared.in_hands_of(LAN);
    phone.command(|pen| assign(pen, &seen, &[HUNG])).unwrap();
    shared.in_hands_of(shared.minh);
    assert!(shared.cases().is_empty(), "from that moment on");
}

#[test]
fn a_care_book_that_was_opened_here_is_read_by_whom_the_phone_is_connected_for_and_who_is_assigned() {
    let shared = Shared::new();
    let tu = person(shared.in_hands_of(shared.minh), "Võ Thị Tư");
    visited(&shared.phone, tu).unwrap();
    assert_eq!(shared.visits(tu).len(), 1);
    shared.is_sent();
    assert!(shared.visits(tu).is_empty(), "the centre opened it in the name of the head, whose phone this is");
    let phone = shared.in_hands_of(LAN);
    assert_eq!(shared.visits(tu).len(), 1);
    let opening = OpenCareRequest { volunteers: vec![HUNG], ..OpenCareRequest::of(tu) };
    phone.command(|pen| open(pen, &opening)).unwrap();
    shared.in_hands_of(HUNG);
    assert_eq!(shared.visits(tu).len(), 1);
}

#[test]
fn linking_records_makes_nobody_the_head() {
    let shared = Shared::new();
    let phone = shared.in_hands_of(shared.minh);
    phone.command(|pen| link(pen, shared.minh, LAN, true)).unwrap();
    assert_eq!(shared.cases(), [shared.lai]);
    assert!(is_no_right(&give(phone, shared.minh, Role::ClubHead)));
    assert!(matches!(phone.reset_pin(LAN, "1111"), Err(PhoneError::OnlyTheHead)));
    assert!(matches!(phone.add_user(shared.minh, "1111"), Err(PhoneError::OnlyTheHead)));
}

#[test]
fn a_head_whose_term_ran_out_without_signal_goes_on_at_the_phone_that_is_connected_for_her() {
    let shared = Shared::new();
    let phone = shared.in_hands_of(LAN);
    phone
        .command(|pen| {
            let roster = entity::all::<Membership>(pen.tx, &Book::roster(CLUB))?;
            let own = roster.iter().find(|one| one.person == Some(Person::reference(LAN))).unwrap().id;
            let mut draft = Membership::edit(own, &entity::state::<Membership>(pen.tx, own)?.unwrap());
            draft.remove(Membership::roles, &Role::ClubHead);
            pen.record(&pen.roster(), draft)
        })
        .unwrap();
    assert_eq!(shared.cases().len(), 2);
    give(phone, LAN, Role::ClubHead).unwrap();
}

#[test]
fn a_death_of_somebody_with_a_task_is_written_down_and_the_task_left_to_the_head() {
    let shared = Shared::new();
    let phone = shared.in_hands_of(HUNG);
    let died_on = PartialDate::new(2026, Some(11), None).unwrap();
    let request = RecordDeathRequest { person: shared.minh, died_on };
    let died = phone.command(|pen| record_death(pen, request)).unwrap().result;
    assert_eq!((died.ended, died.left_to_the_head), (0, 1));
    assert!(died.words(clubbook_model::vocabulary::Language::Vi).contains("nhờ chủ nhiệm"));
    assert!(died.person.died_on.is_some());
}

#[test]
fn somebody_without_a_task_does_not_come_to_a_shared_phone() {
    let shared = Shared::new();
    let phone = shared.in_hands_of(LAN);
    assert!(matches!(phone.add_user(shared.lai, PIN), Err(PhoneError::NoTask)));
    assert_eq!(phone.users().unwrap().len(), 4);
    let tu = person(phone, "Võ Thị Tư");
    let membership = give(phone, tu, Role::Volunteer).unwrap();
    phone.add_user(tu, PIN).unwrap();
    assert!(shared.in_hands_of(tu).query(|q| care::cases(q.connection, q.today)).is_ok());
    shared
        .in_hands_of(LAN)
        .command(|pen| {
            let seen = entity::state::<Membership>(pen.tx, membership)?.unwrap();
            let mut draft = Membership::edit(membership, &seen);
            draft.remove(Membership::roles, &Role::Volunteer);
            pen.record(&pen.roster(), draft)
        })
        .unwrap();
    let phone = shared.in_hands_of(tu);
    let error = phone.query(|q| care::cases(q.connection, q.today)).unwrap_err();
    assert_eq!(error.code(), "no_task");
    assert!(error.words(clubbook_model::vocabulary::Language::Vi).contains("Nhờ chủ nhiệm giao việc"));
    assert!(matches!(add(phone, "Hoa"), Err(PhoneError::NoTask)));
    assert!(phone.status().is_ok(), "what waits is told to everybody");
}

#[test]
fn a_query_that_fails_or_panics_hides_nothing_from_the_next() {
    let shared = Shared::new();
    let phone = shared.in_hands_of(shared.ba);
    let held = |phone: &Phone| {
        let count = |c: &Connection| Stored::Ok(entity::all_books::<CareCase>(c)?.len());
        (phone.store().read(count).unwrap(), phone.store().write(|tx| count(tx)).unwrap())
    };
    let _ = phone.query(|_| Err::<(), _>(CommandError::NotFound("person")));
    let _ = phone.command(|_| Err::<(), _>(CommandError::NotFound("person")));
    assert_eq!(held(phone), (2, 2));
    for panics in [true, false] {
        let again = phone.clone();
        let ended = std::panic::catch_unwind(std::panic::AssertUnwindSafe(move || match panics {
            true => drop(again.query(|_| -> Commanded<()> { panic!("in a query") })),
            false => drop(again.command(|_| -> Commanded<()> { panic!("in a command") })),
        }));
        assert!(ended.is_err());
        assert_eq!(held(phone), (2, 2));
    }
}

#[test]
fn whoever_a_phone_is_handed_on_to_sees_no_more_than_before() {
    let shared = Shared::new();
    let phone = shared.in_hands_of(LAN);
    for user in [HUNG, shared.minh, LAN] {
        phone.remove_user(user).unwrap();
    }
    let seen = shared.in_hands_of(shared.ba).query(|q| care::cases(q.connection, q.today)).unwrap();
    assert!(seen.is_empty(), "it is still connected for the head");
}

#[test]
fn what_is_out_of_sight_is_in_no_index_either() {
    let shared = Shared::new();
    shared.in_hands_of(shared.ba);
    let seen = shared.phone.query(|q| {
        let open = [Value::Enum(CareStatus::Open.number())];
        let cases = entity::by_index::<CareCase>(q.connection, 0, &open, Scan::ALL)?.len();
        let of_sau = [Value::Ref(Person::reference(shared.sau))];
        Ok((cases, entity::by_index::<HomeVisit>(q.connection, 0, &of_sau, Scan::ALL)?.len()))
    });
    assert_eq!(seen.unwrap(), (0, 0));
    shared.in_hands_of(LAN);
    let all = shared.phone.query(|q| Ok(entity::all_books::<CareCase>(q.connection)?.len()));
    assert_eq!(all.unwrap(), 2);
}

#[test]
fn nobody_notes_who_lives_alone_in_a_book_that_they_may_not_read() {
    let shared = Shared::new();
    for lives_alone in [true, false] {
        let asked = shared.in_hands_of(shared.minh).command(|pen| say(pen, shared.sau, lives_alone));
        assert!(is_no_right(&asked), "{asked:?}");
    }
    assert_eq!(shared.phone.command(|pen| say(pen, shared.lai, true)).unwrap().result, []);
}
