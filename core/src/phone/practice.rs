//! The practice club ("Tập thử"): for trainings, with every feature, in a store of its own.
//!
//! Its device key was never certified and its book belongs to no centre: there is nobody to send to, and [`Phone::enrol`]
//! refuses the store for ever. Its people are invented. It begins anew whenever somebody wishes.

use std::ops::Range;
use std::path::Path;

use clubbook_model::edit::Draft;
use clubbook_model::entry::FieldEdit;
use clubbook_model::id::{Book, RecordId};
use clubbook_model::key::KeyPair;
use clubbook_model::reference::{SHIPPED, entry_id};
use clubbook_model::registry::{Club, Entity, KindDef, Membership, Person, Reference};
use clubbook_model::time::Day;
use clubbook_model::vocabulary::{CircumstanceKind, ClubStatus, Mark, MeetingKind, Purpose, Service};

use super::{Asked, Phone, PhoneError, PhoneOptions, users};
use crate::features::care::commands::{add_circumstance, open as open_care};
use crate::features::care::signed_paper::{self, SignedPaperRequest};
use crate::features::care::views::{CircumstanceRequest, OpenCareRequest};
use crate::features::groups::commands::{create as create_group, put as put_into_group};
use crate::features::groups::views::GroupRequest;
use crate::features::meetings::commands::{close, mark, open as open_meeting};
use crate::features::meetings::views::{CloseMeetingRequest, MarkRequest, OpenMeetingRequest};
use crate::features::people::commands::add;
use crate::features::people::views::AddPersonRequest;
use crate::features::readings::Readings;
use crate::features::visits::commands::record;
use crate::features::visits::views::RecordVisitRequest;
use crate::features::{CommandError, Commanded, Pen};
use crate::store::{StoreError, settings};

/// Full name, fields of the person, tasks in the club. The first is the head, who is at the phone.
type Invented = (&'static str, &'static [(&'static str, &'static str)], &'static [&'static str]);

const PEOPLE: [Invented; 24] = [
    ("Nguyễn Thị Tập", &[("sex", "female"), ("birth", "12/3/1962"), ("phone", "0905 000 001")], &["club_head"]),
    ("Trần Văn Thử", &[("sex", "male"), ("birth", "1960"), ("phone", "0905 000 002")], &["club_deputy", "volunteer"]),
    ("Lê Thị Học", &[("sex", "female"), ("birth", "5/9/1970")], &["secretary", "bookkeeper"]),
    ("Phạm Văn Hành", &[("sex", "male"), ("birth", "1966")], &["cashier"]),
    ("Đinh Thị Làm", &[("sex", "female"), ("birth", "20/10/1972")], &["volunteer"]),
    ("Hồ Văn Quen", &[("sex", "male"), ("birth", "1975")], &["volunteer", "group_leader"]),
    ("Đinh Thị Lan", &[("sex", "female"), ("birth", "1941"), ("common_name", "bà Năm")], &[]),
    ("Phạm Văn Tùng", &[("sex", "male"), ("birth", "2/2/1937")], &[]),
    ("Đinh Văn Rin", &[("sex", "male"), ("birth", "1950")], &[]),
    ("Đinh Thị Rin", &[("sex", "female"), ("birth", "1952")], &[]),
    ("Bùi Thị Sáu", &[("sex", "female"), ("birth", "6/1948")], &[]),
    ("Võ Văn Bảy", &[("sex", "male"), ("birth", "1946")], &[]),
    ("Huỳnh Thị Chín", &[("sex", "female"), ("birth", "15/8/1955")], &[]),
    ("A Hùng", &[("sex", "male"), ("birth", "1958")], &[]),
    ("Y Liên", &[("sex", "female"), ("birth", "1959")], &[]),
    ("Nguyễn Văn Mười", &[("sex", "male"), ("birth", "1951")], &[]),
    ("Nguyễn Thị Hai", &[("sex", "female"), ("birth", "30/4/1954")], &[]),
    ("Trương Thị Ba", &[("sex", "female"), ("birth", "1949")], &[]),
    ("Đặng Văn Tư", &[("sex", "male"), ("birth", "1963")], &[]),
    ("Đỗ Thị Út", &[("sex", "female"), ("birth", "1968")], &[]),
    ("Lý Thị Hoa", &[("sex", "female"), ("birth", "1956")], &[]),
    ("Ngô Văn Lành", &[("sex", "male"), ("birth", "1953")], &[]),
    ("Phan Thị Mận", &[("sex", "female"), ("birth", "1957")], &[]),
    ("Cao Văn Thật", &[("sex", "male"), ("birth", "1947")], &[]),
];

/// Places in [`PEOPLE`].
const VOLUNTEER: usize = 4;
const CARED_FOR: [usize; 2] = [6, 7];
const AWAY: usize = 11;
const LIVES_ALONE: usize = 6;
/// Groups: the name, who leads it, who belongs to it besides.
const GROUPS: [(&str, Option<usize>, Range<usize>); 2] = [("Tổ 1", Some(5), 6..13), ("Tổ 2", None, 13..20)];

impl Phone {
    /// Opens the practice club in a file of its own, and sets it up when the file is new.
    ///
    /// # Errors
    /// As [`Phone::open`]; [`PhoneError::NotPractice`] for a file that holds a real club's book.
    pub fn open_practice(options: PhoneOptions) -> Asked<Self> {
        let phone = Self::open(options)?;
        // Also a file that was cut off while it was set up: nothing is in it yet.
        let is_new = phone.inner.store.read(|c| Ok::<_, StoreError>(!settings::is_begun(c)?))?;
        if is_new {
            phone.set_up_practice()?;
        } else if !phone.is_practice()? {
            return Err(PhoneError::NotPractice);
        }
        Ok(phone)
    }

    /// Whether this is the practice club.
    ///
    /// # Errors
    /// SQL.
    pub fn is_practice(&self) -> Asked<bool> {
        Ok(self.inner.store.read(|connection| settings::PRACTICE.get(connection))? == Some(true))
    }

    /// Ends the practice and takes its file away, so that the next [`Phone::open_practice`] begins anew.
    ///
    /// # Errors
    /// [`PhoneError::NotPractice`] for a real club's book, which stays; a file that cannot be removed.
    pub fn end_practice(self) -> Asked<()> {
        if !self.is_practice()? {
            return Err(PhoneError::NotPractice);
        }
        let path = self.inner.store.options().path.clone();
        self.shutdown()?;
        for file in [path.clone(), beside(&path, "-wal"), beside(&path, "-shm")] {
            match std::fs::remove_file(&file) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(PhoneError::File(error)),
                _ => {}
            }
        }
        Ok(())
    }

    fn set_up_practice(&self) -> Asked<()> {
        let (mut secret, mut club) = ([0; 32], [0; 16]);
        self.inner.random.fill(&mut secret);
        self.inner.random.fill(&mut club);
        let club = RecordId(club);
        self.inner.store.write(|tx| {
            settings::put_key_pair(tx, &KeyPair::from_secret(&secret))?;
            settings::CLUB.put(tx, &club)?;
            settings::PRACTICE.put(tx, &true)?;
            // Until its record is there the head goes by the club's own id.
            settings::PERSON.put(tx, &club)?;
            users::add(tx, club)
        })?;
        self.put_user(Some(club));
        let people = self.command(|pen| {
            put_reference(pen)?;
            put_club(pen)?;
            PEOPLE
                .iter()
                .zip(1..)
                .map(|(person, number)| add_person(pen, person, number))
                .collect::<Commanded<Vec<_>>>()
        })?;
        let people = people.result;
        let head = people.first().copied().ok_or(CommandError::NotFound("person"))?;
        self.inner.store.write(|tx| -> Asked<()> {
            users::replace(tx, club, head)?;
            Ok(settings::PERSON.put(tx, &head)?)
        })?;
        self.put_user(Some(head));
        self.command(|pen| put_past(pen, &people))?;
        Ok(())
    }
}

fn beside(path: &Path, suffix: &str) -> std::path::PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// The reference book that a new centre begins with.
fn put_reference(pen: &mut Pen<'_>) -> Commanded<()> {
    let mut reader = csv::Reader::from_reader(SHIPPED.as_bytes());
    let unreadable = |_| CommandError::NotFound("reference");
    let names = reader.headers().map_err(unreadable)?.clone();
    for row in reader.records() {
        let row = row.map_err(unreadable)?;
        let mut edits = Vec::new();
        for (name, text) in names.iter().zip(&row).filter(|(_, text)| !text.is_empty()) {
            edits.extend(parse(Reference::DEF, name, text)?);
        }
        let id = entry_id(&edits).ok_or(CommandError::NotFound("reference"))?;
        pen.record(&Book::reference(), filled(Reference::create(id), &edits))?;
    }
    Ok(())
}

fn parse(kind: &KindDef, name: &str, text: &str) -> Commanded<Vec<FieldEdit>> {
    FieldEdit::parse_listed(kind, name, text).map_err(|error| CommandError::Invalid(error.into()))
}

fn filled(mut draft: Draft, edits: &[FieldEdit]) -> Draft {
    edits.iter().for_each(|edit| edit.apply(&mut draft));
    draft
}

fn put_club(pen: &mut Pen<'_>) -> Commanded<()> {
    let mut draft = Club::create(pen.club);
    draft
        .set(Club::name, "Câu lạc bộ tập thử".to_owned())
        .set(Club::status, ClubStatus::Active)
        .set(Club::meeting_day, 5)
        .set(Club::meeting_place, "Nhà văn hóa thôn".to_owned())
        .add(Club::hamlets, &"Gò Deo".to_owned());
    pen.record(&pen.roster(), draft)
}

fn add_person(pen: &mut Pen<'_>, (name, fields, roles): &Invented, number: i64) -> Commanded<RecordId> {
    let mut request = AddPersonRequest { is_another_person: true, ..AddPersonRequest::member(name) };
    for (field, text) in fields.iter().chain(&[("hamlet", "Gò Deo")]) {
        request.fields.extend(parse(Person::DEF, field, text)?);
    }
    let mut membership = parse(Membership::DEF, "register_no", &number.to_string())?;
    membership.extend(parse(Membership::DEF, "joined_on", "2024")?);
    for role in *roles {
        membership.extend(parse(Membership::DEF, "roles", role)?);
    }
    request.membership = Some(membership);
    Ok(add(pen, &request)?.person.id)
}

/// Two groups, and somebody who lives alone.
fn put_together(pen: &mut Pen<'_>, people: &[RecordId]) -> Commanded<()> {
    for (name, leader, members) in GROUPS {
        let leader = leader.and_then(|place| people.get(place)).copied();
        let request = GroupRequest { name: Some(name.to_owned()), leader, ..GroupRequest::default() };
        let group = create_group(pen, &request)?;
        for member in people.get(members).unwrap_or_default() {
            put_into_group(pen, *member, Some(group))?;
        }
    }
    let alone = people.get(LIVES_ALONE).copied().unwrap_or_default();
    add_circumstance(pen, &CircumstanceRequest::of(alone, CircumstanceKind::LivesAlone))?;
    Ok(())
}

/// Consents, groups, two people who are cared for, the last two meetings, some visits.
fn put_past(pen: &mut Pen<'_>, people: &[RecordId]) -> Commanded<()> {
    let of = |place: usize| people.get(place).copied().unwrap_or_default();
    let purposes = vec![Purpose::Membership, Purpose::Health, Purpose::HomeCare, Purpose::Circumstances];
    signed_paper::record(pen, &SignedPaperRequest { people: people.to_vec(), purposes, on: None })?;
    put_together(pen, people)?;
    for place in CARED_FOR {
        let case = OpenCareRequest {
            services: vec![Service::Chatting, Service::BloodPressure],
            every_days: Some(7),
            volunteers: vec![of(VOLUNTEER)],
            ..OpenCareRequest::of(of(place))
        };
        open_care(pen, &case)?;
        for weeks in 1..=3 {
            let visit = RecordVisitRequest {
                visited_on: Some(pen.today().plus(-7 * weeks)),
                visitors: vec![of(VOLUNTEER)],
                services: vec![Service::Chatting, Service::BloodPressure],
                readings: Readings::pressure(132 + i64::from(weeks), 82),
                ..RecordVisitRequest::of(of(place))
            };
            record(pen, &visit)?;
        }
    }
    let first_of_this_month = pen.today().month().first();
    let last_month = first_of_this_month.plus(-1).month();
    let month_before = last_month.first().plus(-1).month();
    for month in [month_before, last_month] {
        let held_on = Day::from_ymd(month.year, month.month, 5);
        let request = OpenMeetingRequest {
            kind: MeetingKind::Regular,
            month: Some(month),
            held_on,
            place: None,
            confirmed: true,
        };
        let roll = open_meeting(pen, &request)?;
        for row in &roll.rows {
            let is_away = row.person.id == of(AWAY);
            mark(pen, &MarkRequest::over(roll.meeting.id, row, if is_away { Mark::Excused } else { Mark::Present }))?;
        }
        close(pen, &CloseMeetingRequest::over(&roll))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use clubbook_model::message::CentreCard;
    use clubbook_model::vocabulary::Language;
    use tempfile::TempDir;

    use super::*;
    use crate::features::people::queries::{Which, members};
    use crate::features::readings::advice::advice;
    use crate::features::today::queries::today;
    use crate::store::{DatabaseKey, StoreOptions};
    use crate::sync::enrol::EnrolmentCode;
    use crate::sync::{Reply, SyncError, Transport, TransportError};

    fn options(folder: &TempDir) -> PhoneOptions {
        let store = StoreOptions::new(folder.path().join("tap-thu.db"), DatabaseKey::new([7; 32]));
        PhoneOptions::new(store, "test")
    }

    /// A way that must not be gone.
    struct Nowhere;

    impl Transport for Nowhere {
        async fn get(&self, _: &str) -> Result<Reply, TransportError> {
            panic!("the practice club asked a centre")
        }

        async fn post(&self, _: &str, _: Vec<u8>, _: &mut (dyn FnMut(&Reply) + Send)) -> Result<Reply, TransportError> {
            panic!("the practice club sent something")
        }
    }

    #[test]
    fn it_has_people_meetings_visits_rules_and_says_that_nothing_counts() {
        let folder = TempDir::new().unwrap();
        let phone = Phone::open_practice(options(&folder)).unwrap();
        let count = phone.query(|q| Ok(members(q.connection, q.club, Which::On(q.today), q.today)?.len())).unwrap();
        assert_eq!(count, PEOPLE.len());
        let due = phone.query(|q| today(q.connection, q.club, q.person, q.today)).unwrap();
        assert_eq!(due.visits.len(), CARED_FOR.len());
        let high = Readings::pressure(190, 120);
        let said = phone.query(|q| advice(q.connection, q.club, &high, q.today)).unwrap();
        assert!(said[0].words(Language::Vi).starts_with("Huyết áp 190/120, rất cao."), "{said:?}");
        let status = phone.status().unwrap();
        assert!(!status.is_all_sent());
        assert!(status.sentence(Language::Vi).starts_with("Đang tập thử."));
    }

    #[tokio::test]
    async fn nothing_of_it_ever_leaves_the_phone() {
        let folder = TempDir::new().unwrap();
        let phone = Phone::open_practice(options(&folder)).unwrap();
        let refused = phone.sync_through(&Nowhere, |_| ()).await;
        assert!(matches!(refused, Err(SyncError::Practice)), "{refused:?}");
        assert!(matches!(phone.sync().await, Err(PhoneError::Sync(SyncError::Practice))));
        let card = CentreCard {
            key: KeyPair::from_secret(&[1; 32]).public(),
            name: String::new(),
            recovery_key: [0; 32],
            challenge: Vec::new(),
            server_time: clubbook_model::time::Instant(0),
        };
        let code = EnrolmentCode { club_number: 1, digits: "12345678".to_owned() };
        let refused = phone.enrol_through(&Nowhere, "https://example.org", &card, &code).await;
        assert!(matches!(refused, Err(PhoneError::Sync(SyncError::Practice))), "{refused:?}");
    }

    #[test]
    fn it_begins_anew_and_a_real_club_s_book_is_never_taken_for_it() {
        let folder = TempDir::new().unwrap();
        let phone = Phone::open_practice(options(&folder)).unwrap();
        let first = phone.status().unwrap().recorded;
        let request = AddPersonRequest::member("Người mới");
        phone.command(|pen| add(pen, &request)).unwrap();
        drop(phone);
        let phone = Phone::open_practice(options(&folder)).unwrap();
        assert!(phone.status().unwrap().recorded > first, "it stays until somebody ends it");
        phone.end_practice().unwrap();
        let phone = Phone::open_practice(options(&folder)).unwrap();
        assert_eq!(phone.status().unwrap().recorded, first);
        drop(phone);

        let other = TempDir::new().unwrap();
        let real = Phone::open(options(&other)).unwrap();
        real.inner.store.write(|tx| settings::put_key_pair(tx, &KeyPair::from_secret(&[3; 32]))).unwrap();
        drop(real);
        assert!(matches!(Phone::open_practice(options(&other)), Err(PhoneError::NotPractice)));
        let real = Phone::open(options(&other)).unwrap();
        assert!(matches!(real.end_practice(), Err(PhoneError::NotPractice)));
        assert!(other.path().join("tap-thu.db").exists());
    }
}
