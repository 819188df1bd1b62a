//! A centre in a folder of its own, with a club, for the tests of this crate.

use std::sync::Arc;

use clubbook_model::edit::Draft;
use clubbook_model::field::Field;
use clubbook_model::id::{Book, RecordId};
use clubbook_model::registry::{Entity, HomeVisit, Person};
use clubbook_model::time::{Day, Instant};
use tempfile::TempDir;

use super::{FakeClock, FakeRandom, HandPhone};
use crate::admin::{ClubView, ImportRow, NewClub, Unit, UnitKind};
use crate::centre::{Centre, CentreOptions};
use crate::clock::Clock;

/// The number of the club.
pub(crate) const CLUB: u64 = 17;

/// A centre with a club: Hoa is its head, Minh and Thu are volunteers, Minh cares for Lan; Tư is a member.
pub(crate) struct Site {
    pub(crate) folder: TempDir,
    pub(crate) clock: Arc<FakeClock>,
    pub(crate) centre: Centre,
    pub(crate) club: ClubView,
    pub(crate) hoa: RecordId,
    pub(crate) minh: RecordId,
    pub(crate) thu: RecordId,
    pub(crate) lan: RecordId,
    pub(crate) tu: RecordId,
}

fn row(line: u64, fields: &[(&str, &str)]) -> ImportRow {
    let fields = fields.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
    ImportRow { line, fields: fields.collect() }
}

impl Site {
    pub(crate) fn options(folder: &std::path::Path, clock: &Arc<FakeClock>, seed: u64) -> CentreOptions {
        CentreOptions {
            folder: folder.to_owned(),
            name: "Hội Người cao tuổi tỉnh Quảng Ngãi".to_owned(),
            clock: Arc::<FakeClock>::clone(clock),
            random: Arc::new(FakeRandom::new(seed)),
        }
    }

    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(FakeClock::on(2026, 11, 21));
        let centre = Centre::open(Self::options(folder.path(), &clock, 7)).unwrap();
        let province = ("51", "Tỉnh Quảng Ngãi", UnitKind::Province, None);
        let commune = ("21235", "Xã Sơn Hà", UnitKind::Commune, Some("51".to_owned()));
        for (code, name, kind, parent) in [province, commune] {
            centre.add_unit(Unit { code: code.to_owned(), name: name.to_owned(), kind, parent }).await.unwrap();
        }
        let new = NewClub {
            unit_code: "21235".to_owned(),
            number: CLUB,
            name: "CLB LTHTGN thôn Gò Deo".to_owned(),
            meeting_day: Some(21),
            hamlets: vec!["Gò Deo".to_owned()],
        };
        let club = centre.create_club(new).await.unwrap();
        let rows = vec![
            row(2, &[("full_name", "Đinh Thị Hoa"), ("membership.roles", "club_head")]),
            row(3, &[("full_name", "Đinh Văn Minh"), ("membership.roles", "volunteer")]),
            row(4, &[("full_name", "Nguyễn Thị Thu"), ("membership.roles", "volunteer; cashier")]),
            row(5, &[("full_name", "Phạm Văn Tư")]),
        ];
        let people = centre.import_people(CLUB, rows).await.unwrap().people;
        let [hoa, minh, thu, tu] = [0, 1, 2, 3].map(|index: usize| people[index].person);
        let volunteer = format!("person:{minh}");
        let lan = row(6, &[("full_name", "Đinh Thị Lan"), ("birth", "1948"), ("care.volunteers", &volunteer)]);
        let lan = centre.import_people(CLUB, vec![lan]).await.unwrap().people[0].person;
        Self { folder, clock, centre, club, hoa, minh, thu, lan, tu }
    }

    /// The same folder opened anew.
    pub(crate) async fn reopen(&mut self, seed: u64) {
        self.centre.shutdown().await;
        self.centre = Centre::open(Self::options(self.folder.path(), &self.clock, seed)).unwrap();
    }

    pub(crate) async fn phone(&self, person: RecordId, secret: u8) -> HandPhone {
        let code = self.centre.issue_code(CLUB, person).await.unwrap();
        HandPhone::enrol(&self.centre, CLUB, &code.digits, [secret; 32]).await.unwrap()
    }

    pub(crate) fn roster(&self) -> Book {
        Book::roster(self.club.club)
    }

    pub(crate) fn care(&self, person: RecordId) -> Book {
        Book::care(self.club.club, person)
    }

    pub(crate) fn today(&self) -> Day {
        self.now().day_in_vietnam()
    }

    pub(crate) fn now(&self) -> Instant {
        self.clock.now()
    }

    /// Records a visit to Lan.
    pub(crate) fn visit(&self, phone: &mut HandPhone, note: &str) -> RecordId {
        let visit = phone.next_record();
        let mut draft = HomeVisit::create(visit);
        draft.set(HomeVisit::person, Person::reference(self.lan));
        draft.set(HomeVisit::visited_on, self.today());
        draft.set(HomeVisit::note, note.to_owned());
        phone.record(self.care(self.lan), draft);
        visit
    }

    /// Changes a text of a person as the phone has it.
    pub(crate) fn edit(&self, phone: &mut HandPhone, person: RecordId, field: Field<String>, text: &str) {
        let mut draft: Draft = Person::edit(person, &phone.state(self.roster(), person));
        draft.set(field, text.to_owned());
        phone.record(self.roster(), draft);
    }
}
