//! A club's figures follow what its phones recorded.

use clubbook_model::id::RecordId;
use clubbook_model::registry::{
    Attendance, CareCase, Circumstance, Club, Consent, Entity, HomeVisit, Meeting, Membership, Person, SameAs,
};
use clubbook_model::time::{Day, PartialDate};
use clubbook_model::value::Value;
use clubbook_model::vocabulary::{
    CareStatus, CircumstanceKind, Mark, MeetingKind, MeetingStatus, Purpose, Role, Sex, Vocabulary,
};

use super::{ClubSheet, DueFigures, Span};
use crate::CentreError;
use crate::testing::{CLUB, HandPhone, Site};

async fn sheet(site: &Site) -> ClubSheet {
    site.centre.club_sheet(CLUB, None).await.unwrap()
}

/// Changes a person's record on the head's phone.
fn person(site: &Site, hoa: &mut HandPhone, id: RecordId, sex: Sex, birth: Option<(u16, Option<(u8, u8)>)>) {
    let mut draft = Person::edit(id, &hoa.state(site.roster(), id));
    draft.set(Person::sex, sex);
    let date = |(year, rest): (u16, Option<(u8, u8)>)| {
        PartialDate::new(year, rest.map(|(month, _)| month), rest.map(|(_, day)| day)).unwrap()
    };
    draft.set_some(Person::birth, birth.map(date));
    hoa.record(site.roster(), draft);
}

fn add_member(site: &Site, hoa: &mut HandPhone, name: &str) -> RecordId {
    let id = hoa.next_record();
    let mut draft = Person::create(id);
    draft.set(Person::full_name, name.to_owned());
    hoa.record(site.roster(), draft);
    let mut draft = Membership::create(hoa.next_record());
    draft.set(Membership::person, Person::reference(id));
    hoa.record(site.roster(), draft);
    id
}

fn consent(site: &Site, hoa: &mut HandPhone, id: RecordId, withdrawn: bool) {
    let key = [Value::Ref(Person::reference(id)), Value::Enum(Purpose::Circumstances.number())];
    let record = Consent::derived_id(&key);
    let mut draft = Consent::edit(record, &hoa.state(site.care(id), record));
    draft.set(Consent::person, Person::reference(id)).set(Consent::purpose, Purpose::Circumstances);
    draft.set(Consent::given, true).set(Consent::withdrawn, withdrawn);
    hoa.record(site.care(id), draft);
}

fn circumstance(site: &Site, hoa: &mut HandPhone, id: RecordId, kind: CircumstanceKind, year: Option<i64>) {
    let mut draft = Circumstance::create(hoa.next_record());
    draft.set(Circumstance::person, Person::reference(id)).set(Circumstance::circumstance_kind, kind);
    draft.set_some(Circumstance::year, year);
    hoa.record(site.care(id), draft);
}

fn visit(site: &Site, phone: &mut HandPhone, id: RecordId, day: Day, not_at_home: bool) {
    let mut draft = HomeVisit::create(phone.next_record());
    draft.set(HomeVisit::person, Person::reference(id)).set(HomeVisit::visited_on, day);
    draft.set(HomeVisit::not_at_home, not_at_home);
    phone.record(site.care(id), draft);
}

#[tokio::test]
async fn members_are_counted_by_completed_years_and_who_is_known_by_the_year_alone_is_said() {
    let site = Site::new().await;
    let mut hoa = site.phone(site.hoa, 1).await;
    hoa.sync(&site.centre).await.unwrap();
    // 21/11/2026: Hoa is 60 today, Minh tomorrow; of Thu the year alone is known; Tư has no year; Lan was born in 1948.
    person(&site, &mut hoa, site.hoa, Sex::Female, Some((1966, Some((11, 21)))));
    person(&site, &mut hoa, site.minh, Sex::Male, Some((1966, Some((11, 22)))));
    person(&site, &mut hoa, site.thu, Sex::Female, Some((1966, None)));
    hoa.sync(&site.centre).await.unwrap();
    let people = sheet(&site).await.people;
    assert_eq!((people.members, people.women, people.sex_unknown), (5, 2, 2));
    assert_eq!(people.older, Span { sure: 2, perhaps: 1 });
    assert_eq!((people.year_only, people.birth_unknown), (2, 1));
    let bands: Vec<_> = people.bands.iter().map(|band| (band.from, band.count.sure, band.count.perhaps)).collect();
    assert_eq!(bands, [(0, 0, 0), (50, 1, 1), (60, 1, 1), (70, 1, 0), (80, 0, 0), (90, 0, 0)]);

    // The same person twice is one, with what either record knows; who died is no member any more.
    let again = add_member(&site, &mut hoa, "Dinh Thi Hoa");
    let (low, high) = (site.hoa.min(again), site.hoa.max(again));
    let key = [Value::Ref(Person::reference(low)), Value::Ref(Person::reference(high))];
    let mut draft = SameAs::create(SameAs::derived_id(&key));
    draft.set(SameAs::low, Person::reference(low)).set(SameAs::high, Person::reference(high)).set(SameAs::linked, true);
    hoa.record(site.roster(), draft);
    let mut draft = Person::edit(site.tu, &hoa.state(site.roster(), site.tu));
    draft.set(Person::died_on, PartialDate::year(2026).unwrap());
    hoa.record(site.roster(), draft);
    hoa.sync(&site.centre).await.unwrap();
    let people = sheet(&site).await.people;
    assert_eq!((people.members, people.women, people.birth_unknown), (4, 2, 0));
}

#[tokio::test]
async fn circumstances_are_counted_only_while_a_consent_stands_and_of_this_year() {
    let site = Site::new().await;
    let mut hoa = site.phone(site.hoa, 1).await;
    hoa.sync(&site.centre).await.unwrap();
    circumstance(&site, &mut hoa, site.lan, CircumstanceKind::Poor, Some(2026));
    circumstance(&site, &mut hoa, site.lan, CircumstanceKind::LivesAlone, None);
    circumstance(&site, &mut hoa, site.tu, CircumstanceKind::NearPoor, Some(2025));
    hoa.sync(&site.centre).await.unwrap();
    assert_eq!(sheet(&site).await.circumstances, super::Circumstances::default());
    for person in [site.lan, site.tu] {
        consent(&site, &mut hoa, person, false);
    }
    hoa.sync(&site.centre).await.unwrap();
    let counts = sheet(&site).await.circumstances;
    assert_eq!((counts.agreed, counts.poor, counts.near_poor, counts.alone), (2, 1, 0, 1));
    let due = sheet(&site).await.due;
    assert_eq!((due.alone, due.alone_without_visit), (1, 1));
    visit(&site, &mut hoa, site.lan, site.today(), false);
    consent(&site, &mut hoa, site.tu, true);
    hoa.sync(&site.centre).await.unwrap();
    let now = sheet(&site).await;
    assert_eq!((now.circumstances.agreed, now.due.alone, now.due.alone_without_visit), (1, 1, 0));
    consent(&site, &mut hoa, site.lan, true);
    hoa.sync(&site.centre).await.unwrap();
    assert_eq!(sheet(&site).await.circumstances, super::Circumstances::default());
}

#[tokio::test]
async fn meetings_say_what_became_of_them_and_how_many_were_marked_after_closing() {
    let site = Site::new().await;
    let mut hoa = site.phone(site.hoa, 1).await;
    hoa.sync(&site.centre).await.unwrap();
    let meeting = |hoa: &mut HandPhone, month: Day, status: MeetingStatus| {
        let index = month.month().index();
        let kind = Value::Enum(MeetingKind::Regular.number());
        let id = Meeting::derived_id(&[Value::Ref(Club::reference(site.club.club)), Value::Int(index), kind]);
        let mut draft = Meeting::create(id);
        draft
            .set(Meeting::club, Club::reference(site.club.club))
            .set(Meeting::month, index)
            .set(Meeting::meeting_kind, MeetingKind::Regular);
        draft.set(Meeting::status, status).set(Meeting::planned_on, month);
        if status == MeetingStatus::Closed {
            draft.set(Meeting::held_on, month).set(Meeting::default_mark, Mark::Present);
            draft.set_all(Meeting::roll, &[site.hoa, site.minh, site.lan].map(Person::reference));
        }
        hoa.record(site.roster(), draft);
        id
    };
    let mark = |hoa: &mut HandPhone, meeting: RecordId, person: RecordId, mark: Mark| {
        let key = [Value::Ref(Meeting::reference(meeting)), Value::Ref(Person::reference(person))];
        let mut draft = Attendance::create(Attendance::derived_id(&key));
        draft.set(Attendance::meeting, Meeting::reference(meeting)).set(Attendance::person, Person::reference(person));
        draft.set(Attendance::mark, mark);
        hoa.record(site.roster(), draft);
    };
    let october = Day::from_ymd(2026, 10, 21).unwrap();
    let held = meeting(&mut hoa, october, MeetingStatus::Closed);
    site.clock.pass(60);
    mark(&mut hoa, held, site.minh, Mark::Absent);
    meeting(&mut hoa, Day::from_ymd(2026, 9, 21).unwrap(), MeetingStatus::Cancelled);
    meeting(&mut hoa, Day::from_ymd(2025, 11, 21).unwrap(), MeetingStatus::Cancelled);
    hoa.sync(&site.centre).await.unwrap();
    let months = sheet(&site).await.meetings;
    assert_eq!(months.len(), 12);
    let shown: Vec<_> = months.iter().map(|month| (month.month.month, month.meetings.len())).collect();
    assert_eq!(shown[..3], [(11, 0), (10, 1), (9, 1)]);
    assert_eq!(shown.iter().map(|(_, count)| count).sum::<usize>(), 2, "what is older than a year is not shown");
    let october = months[1].meetings[0];
    assert_eq!((october.status, october.attendance, october.late_marks), (MeetingStatus::Closed, Some((2, 3)), 1));
    assert_eq!((months[2].meetings[0].status, months[2].meetings[0].attendance), (MeetingStatus::Cancelled, None));
}

#[tokio::test]
async fn visits_are_counted_by_month_and_due_by_the_rhythm_of_each_case() {
    let site = Site::new().await;
    let mut hoa = site.phone(site.hoa, 1).await;
    hoa.sync(&site.centre).await.unwrap();
    assert_eq!(sheet(&site).await.due, DueFigures { cases: 1, never: 1, ..DueFigures::default() });
    let today = site.today();
    visit(&site, &mut hoa, site.lan, today.plus(-7), false);
    visit(&site, &mut hoa, site.lan, today.plus(-1), true);
    visit(&site, &mut hoa, site.tu, today.plus(-30), false);
    hoa.sync(&site.centre).await.unwrap();
    let seen = sheet(&site).await;
    let months: Vec<_> = seen.visits.iter().take(3).map(|month| (month.met, month.not_at_home, month.people)).collect();
    assert_eq!(months, [(1, 1, 1), (1, 0, 1), (0, 0, 0)]);
    assert_eq!(seen.due, DueFigures { cases: 1, without_rhythm: 1, ..DueFigures::default() });
    let case = CareCase::derived_id(&[Value::Ref(Person::reference(site.lan))]);
    for (every, overdue) in [(7, 0), (6, 1)] {
        let mut draft = CareCase::edit(case, &hoa.state(site.care(site.lan), case));
        draft.set(CareCase::every_days, every);
        hoa.record(site.care(site.lan), draft);
        hoa.sync(&site.centre).await.unwrap();
        assert_eq!(sheet(&site).await.due.overdue, overdue, "{every}");
    }
    let mut draft = CareCase::edit(case, &hoa.state(site.care(site.lan), case));
    draft.set(CareCase::status, CareStatus::Closed);
    hoa.record(site.care(site.lan), draft);
    hoa.sync(&site.centre).await.unwrap();
    assert_eq!(sheet(&site).await.due, DueFigures::default());
}

#[tokio::test]
async fn vacant_posts_and_silent_phones_are_seen() {
    let site = Site::new().await;
    let mut hoa = site.phone(site.hoa, 1).await;
    // Hoa is the head, Thu the cashier; there is no deputy, and neither secretary nor bookkeeper.
    assert_eq!(sheet(&site).await.posts, [1, 0, 0, 1]);
    let phones = sheet(&site).await.phones;
    assert_eq!((phones.good, phones.lately, phones.never), (1, 0, 1));
    hoa.sync(&site.centre).await.unwrap();
    assert_eq!(sheet(&site).await.phones.lately, 1);
    site.clock.pass(8 * 86_400);
    let phones = sheet(&site).await.phones;
    assert_eq!((phones.good, phones.lately, phones.never), (1, 0, 0));
    let mut draft = Membership::create(hoa.next_record());
    draft.set(Membership::person, Person::reference(site.tu)).add(Membership::roles, &Role::Bookkeeper);
    hoa.record(site.roster(), draft);
    hoa.sync(&site.centre).await.unwrap();
    assert_eq!(sheet(&site).await.posts, [1, 0, 1, 1]);
}

#[tokio::test]
async fn a_club_of_another_unit_is_not_there() {
    let site = Site::new().await;
    assert!(site.centre.club_sheet(CLUB, Some("51".to_owned())).await.is_ok());
    for unit in ["21236", "52"] {
        let refused = site.centre.club_sheet(CLUB, Some(unit.to_owned())).await;
        assert!(matches!(refused, Err(CentreError::NotFound("club"))), "{unit}");
    }
}
