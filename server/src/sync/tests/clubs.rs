//! Two clubs whose records have the same ids, by a fault or on purpose: neither can do anything to the other.

use clubbook_model::id::{Book, RecordId};
use clubbook_model::registry::{Attendance, Entity, HomeVisit, Meeting, Membership, Person, SameAs};
use clubbook_model::time::Month;
use clubbook_model::value::{EntityRef, Value};
use clubbook_model::vocabulary::{Mark, MeetingKind, MeetingStatus, Role, Vocabulary};

use crate::admin::{ClubFilter, ClubSummary, ImportRow, NewClub};
use crate::error::CentreError;
use crate::projection;
use crate::store;
use crate::testing::{CLUB, HandPhone, Site};

const OTHER: u64 = 18;

/// Another club of the centre with its head's phone, in step.
pub(super) async fn other_club(site: &Site) -> (RecordId, HandPhone) {
    let new = NewClub {
        unit_code: "21235".to_owned(),
        number: OTHER,
        name: "CLB LTHTGN thôn Làng Rê".to_owned(),
        meeting_day: None,
        hamlets: Vec::new(),
    };
    let club = site.centre.create_club(new).await.unwrap().club;
    let fields = [("full_name", "Y Mai"), ("membership.roles", "club_head")];
    let fields = fields.map(|(name, text)| (name.to_owned(), text.to_owned())).to_vec();
    let imported = site.centre.import_people(OTHER, vec![ImportRow { line: 2, fields }]).await.unwrap();
    let code = site.centre.issue_code(OTHER, imported.people[0].person).await.unwrap();
    let mut phone = HandPhone::enrol(&site.centre, OTHER, &code.digits, [18; 32]).await.unwrap();
    phone.sync(&site.centre).await.unwrap();
    (club, phone)
}

async fn summaries(site: &Site) -> Vec<ClubSummary> {
    site.centre.clubs(ClubFilter::default()).await.unwrap()
}

fn meeting_of(club: RecordId, month: Month) -> RecordId {
    let club = Value::Ref(EntityRef { kind: 1, id: club });
    let kind = Value::Enum(MeetingKind::Regular.number());
    Meeting::derived_id(&[club, Value::Int(month.index()), kind])
}

/// The month's regular meeting of the first club, held today, as a phone of any club may write it.
fn hold_meeting(
    phone: &mut HandPhone,
    of: RecordId,
    book: Book,
    site: &Site,
    mark: Mark,
    person: RecordId,
) -> RecordId {
    let month = site.today().month();
    let meeting = meeting_of(of, month);
    let mut draft = Meeting::create(meeting);
    draft.set(Meeting::club, EntityRef { kind: 1, id: of });
    draft.set(Meeting::month, month.index());
    draft.set(Meeting::meeting_kind, MeetingKind::Regular);
    draft.set(Meeting::status, MeetingStatus::Closed);
    draft.set(Meeting::held_on, site.today());
    draft.set(Meeting::default_mark, mark);
    draft.add(Meeting::roll, &Person::reference(person));
    phone.record(book, draft);
    let id = Attendance::derived_id(&[Value::Ref(Meeting::reference(meeting)), Value::Ref(Person::reference(person))]);
    let mut draft = Attendance::create(id);
    draft.set(Attendance::meeting, Meeting::reference(meeting));
    draft.set(Attendance::person, Person::reference(person));
    draft.set(Attendance::mark, mark);
    phone.record(book, draft);
    meeting
}

#[tokio::test]
async fn a_record_of_another_club_under_the_same_id_holds_up_nothing_and_changes_no_figure() {
    let site = Site::new().await;
    let (other, mut mai) = other_club(&site).await;
    let mut hoa = site.phone(site.hoa, 1).await;
    hoa.sync(&site.centre).await.unwrap();
    // The other club writes first what the first one will write, and over what it has: a meeting with its marks, a
    // membership, who is the same person, a visit.
    let (theirs, ours) = (Book::roster(other), site.roster());
    hold_meeting(&mut mai, site.club.club, theirs, &site, Mark::Absent, site.lan);
    let membership = hoa.states.keys().find(|(book, id)| {
        *book == ours && Membership::read(*id, &hoa.state(ours, *id)).person == Some(Person::reference(site.hoa))
    });
    let membership = membership.unwrap().1;
    let mut draft = Membership::create(membership);
    draft.set(Membership::person, Person::reference(site.lan));
    draft.set(Membership::left_on, site.today());
    mai.record(theirs, draft);
    let pair = [Value::Ref(Person::reference(site.hoa)), Value::Ref(Person::reference(site.minh))];
    let mut draft = SameAs::create(SameAs::derived_id(&pair));
    draft.set(SameAs::low, Person::reference(site.hoa));
    draft.set(SameAs::high, Person::reference(site.minh));
    draft.set(SameAs::linked, true);
    mai.record(theirs, draft);
    let visit = hoa.next_record();
    let mut draft = HomeVisit::create(visit);
    draft.set(HomeVisit::visited_on, site.today().plus(-400));
    mai.record(Book::care(other, site.lan), draft);
    mai.sync(&site.centre).await.unwrap();

    let made = site.visit(&mut hoa, "của câu lạc bộ này");
    assert_eq!(made, visit);
    let meeting = hold_meeting(&mut hoa, site.club.club, ours, &site, Mark::Present, site.lan);
    hoa.sync(&site.centre).await.unwrap();
    assert!(hoa.held.is_empty(), "{:?}", hoa.held);
    // And once more over it.
    let mut draft = Meeting::create(meeting);
    draft.set(Meeting::status, MeetingStatus::Cancelled);
    mai.record(theirs, draft);
    let mut draft = HomeVisit::create(visit);
    draft.set(HomeVisit::voided, true);
    mai.record(Book::care(other, site.lan), draft);
    mai.sync(&site.centre).await.unwrap();

    let all = summaries(&site).await;
    let of = |number: u64| all.iter().find(|club| club.number == number).unwrap();
    assert_eq!((of(CLUB).members, of(CLUB).visits_this_month), (5, 1));
    assert_eq!((of(CLUB).last_meeting, of(CLUB).last_attendance), (Some(site.today()), Some((1, 1))));
    assert_eq!((of(OTHER).last_meeting, of(OTHER).visits_this_month), (None, 0));
    let club = site.club.club;
    let hoas_tasks = {
        let hoa = site.hoa;
        store::read(site.centre.store(), move |tx| tx.tasks(club, hoa)).await.unwrap()
    };
    assert_eq!(hoas_tasks.iter().map(|task| task.role).collect::<Vec<_>>(), [Role::ClubHead.number()]);
    let today = site.today();
    let members = store::read(site.centre.store(), move |tx| projection::members(tx, club, today)).await.unwrap();
    assert_eq!(members, 5);
    assert_eq!(site.centre.rebuild().await.unwrap().differed, 0);
}

#[tokio::test]
async fn erasing_a_record_of_a_club_leaves_that_of_another_under_the_same_id_alone() {
    let site = Site::new().await;
    let (other, mut mai) = other_club(&site).await;
    let mut minh = site.phone(site.minh, 1).await;
    let visit = site.visit(&mut minh, "bị xóa");
    minh.sync(&site.centre).await.unwrap();
    let theirs = Book::care(other, site.lan);
    let mut draft = HomeVisit::create(visit);
    draft.set(HomeVisit::note, "của câu lạc bộ khác".to_owned());
    mai.record(theirs, draft);
    mai.sync(&site.centre).await.unwrap();
    assert!(mai.held.is_empty(), "{:?}", mai.held);

    let record = HomeVisit::reference(visit);
    let unsaid = site.centre.erase(record, "đơn 12".into()).await;
    assert!(matches!(unsaid, Err(CentreError::Invalid(_))), "{unsaid:?}");
    assert!(matches!(site.centre.erase_in(99, record, "đơn 12".into()).await, Err(CentreError::NotFound("club"))));
    let before = site.centre.entity_state(theirs, visit).await.unwrap();
    site.centre.erase_in(CLUB, record, "đơn 12".into()).await.unwrap();
    assert_eq!(site.centre.entity_state(theirs, visit).await.unwrap(), before);
    assert_eq!(site.centre.rebuild().await.unwrap().differed, 0, "its log, too");
    // Later edits, too: a stub in the one club, a value in the other.
    for (phone, book) in [(&mut minh, site.care(site.lan)), (&mut mai, theirs)] {
        let mut draft = HomeVisit::edit(visit, &phone.state(book, visit));
        draft.set(HomeVisit::note, "ghi lại".to_owned());
        phone.record(book, draft);
        phone.sync(&site.centre).await.unwrap();
        assert!(phone.held.is_empty());
    }
    let ours = site.centre.entity_state(site.care(site.lan), visit).await.unwrap().unwrap();
    assert_eq!(ours, ours.erased());
    let state = site.centre.entity_state(theirs, visit).await.unwrap().unwrap();
    assert_eq!(HomeVisit::read(visit, &state).note.as_deref(), Some("ghi lại"));
    let roster = Book::roster(other);
    let erasure = clubbook_model::registry::Erasure::derived_id(&[Value::Ref(record)]);
    assert!(site.centre.entity_state(roster, erasure).await.unwrap().is_none());
    assert_eq!(site.centre.rebuild().await.unwrap().differed, 0);
}
