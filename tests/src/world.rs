//! The World: named phones with real stores, the real centre behind its real router, one clock, and a network that loses,
//! doubles, delays, cuts and corrupts.
//!
//! A [`schedule::Schedule`] is a list of events drawn from a seed. [`run`] plays it, lets the network be good again, and then
//! compares: every phone equals the centre in every book that it may read, and what was shown as saved is in the centre's log
//! exactly once. [`shrink`](shrink()) finds a shorter schedule that fails the same way.

mod beginning;
pub mod check;
mod counted;
pub mod network;
pub mod phone;
pub mod restore;
pub mod schedule;
mod shrink;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use axum::Router;
use clubbook_core::store::Durability;
use clubbook_core::sync::SyncReport;
use clubbook_corpus::Rng;
use clubbook_model::id::RecordId;
use clubbook_model::time::Instant;
use clubbook_server::Centre;
use clubbook_server::admin::{DeviceStanding, ImportRow, NewClub, Unit, UnitKind};
use clubbook_server::centre::CentreOptions;
use clubbook_server::http::{HttpOptions, router};

use beginning::Beginning;
pub use check::Broken;
use network::{Fault, Network};
use phone::{FileCopy, VirtualPhone};
use restore::CentreCopy;
use schedule::{Event, Schedule};
pub use shrink::shrink;

/// Where the files of a world are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disk {
    /// In memory, without waiting for a disk: for many schedules.
    Memory,
    /// On the disk, each commit written through.
    Real,
}

impl Disk {
    fn folder(self) -> tempfile::TempDir {
        let shared_memory = Path::new("/dev/shm");
        let folder = match self {
            Self::Memory if shared_memory.is_dir() => tempfile::tempdir_in(shared_memory),
            _ => tempfile::tempdir(),
        };
        folder.expect("a folder for the files of a world")
    }

    fn durability(self) -> Durability {
        match self {
            Self::Memory => Durability::Off,
            Self::Real => Durability::Full,
        }
    }
}

/// The clock of the centre; phones have clocks of their own that move with it.
#[derive(Debug)]
struct CentreClock(AtomicI64);

impl clubbook_server::clock::Clock for CentreClock {
    fn now(&self) -> Instant {
        Instant(self.0.load(Ordering::SeqCst))
    }
}

/// The centre's randomness, which repeats from its seed.
#[derive(Debug)]
struct CentreRandom(AtomicU64);

impl clubbook_server::clock::Random for CentreRandom {
    fn fill(&self, bytes: &mut [u8]) {
        let mut rng = Rng::new(self.0.fetch_add(1, Ordering::SeqCst));
        bytes.iter_mut().for_each(|byte| *byte = (rng.next_u64() >> 32) as u8);
    }
}

/// Nine in the morning of 24 November 2026 in Vietnam.
const FIRST_SECOND: i64 = 1_795_485_600;
pub(crate) const CLUB_NUMBER: u64 = 1001;

/// The people of the club: name, year of birth, tasks, phone. `may_chung` is the club's own, shared phone.
const PEOPLE: &[(&str, &str, &str, Option<&str>)] = &[
    ("Đinh Thị Lan", "1955", "club_head", Some("lan")),
    ("Phạm Văn Hùng", "1962", "secretary", Some("hung")),
    ("Hồ Thị Mười", "1970", "volunteer", Some("muoi")),
    ("Nguyễn Văn Minh", "1968", "club_deputy;volunteer", Some("may_chung")),
    ("Đinh Văn Rế", "1948", "", None),
    ("A Hùng", "1951", "", None),
    ("Y Liên", "1944", "", None),
    ("Trần Thị Hòa", "1939", "", None),
];

/// Those of them who have a phone: the place among the people, and the phone's name.
fn phones_of_people() -> impl Iterator<Item = (usize, &'static str)> {
    PEOPLE.iter().enumerate().filter_map(|(number, (_, _, _, phone))| Some((number, (*phone)?)))
}

/// Phones at the beginning.
const PHONES: usize = 4;
/// Names of phones that begin with a copy of another one's file.
const CLONES: &[&str] = &["ban_sao_1", "ban_sao_2", "ban_sao_3"];

/// A world. See the module's documentation.
pub struct World {
    folder: tempfile::TempDir,
    clock: Arc<CentreClock>,
    random: Arc<CentreRandom>,
    centre: Centre,
    router: Router,
    phones: Vec<VirtualPhone>,
    /// The last backup of the centre.
    backup: Option<CentreCopy>,
    was_restored: bool,
}

impl std::fmt::Debug for World {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("World").field("folder", &self.folder.path()).finish_non_exhaustive()
    }
}

fn centre_at(folder: PathBuf, clock: &Arc<CentreClock>, random: &Arc<CentreRandom>) -> Centre {
    let (clock, random) = (Arc::clone(clock), Arc::clone(random));
    let options =
        CentreOptions { folder, name: "Hội Người cao tuổi tỉnh Quảng Ngãi".into(), clock, random };
    Centre::open(options).expect("the centre opens")
}

/// Phones of one process have one address: no limit of how often it asks.
fn in_process() -> HttpOptions {
    HttpOptions { rate: None, enrol_rate: None, ..HttpOptions::default() }
}

impl World {
    /// A centre with one club, and its phones, enrolled and in step. From here on what chance decides follows the seed.
    pub async fn begin(seed: u64, disk: Disk) -> Self {
        let folder = disk.folder();
        let beginning = Beginning::of(seed).await;
        beginning.write_to(folder.path());
        let mut world = Self::at(folder, seed, beginning.now);
        for (number, name) in phones_of_people() {
            let place = world.folder.path().join(format!("{name}.db"));
            let seed = seed ^ (number as u64) << 32;
            world.phones.push(VirtualPhone::switched_on(name, place, disk.durability(), seed, beginning.now));
        }
        world
    }

    /// A centre whose files are in this folder, or come to be there, at this second of its clock.
    fn at(folder: tempfile::TempDir, seed: u64, now: i64) -> Self {
        let clock = Arc::new(CentreClock(AtomicI64::new(now)));
        let random = Arc::new(CentreRandom(AtomicU64::new(seed)));
        let centre = centre_at(folder.path().join("centre"), &clock, &random);
        let router = router(centre.clone(), in_process());
        Self { folder, clock, random, centre, router, phones: Vec::new(), backup: None, was_restored: false }
    }

    /// The same from nothing, step by step.
    async fn set_up(seed: u64) -> Self {
        let disk = Disk::Memory;
        let mut world = Self::at(disk.folder(), seed, FIRST_SECOND);
        let people = world.set_up_club().await;
        for (number, name) in phones_of_people() {
            let place = world.folder.path().join(format!("{name}.db"));
            let person = people.get(number).copied().expect("a person for each row");
            let code = world.centre.issue_code(CLUB_NUMBER, person).await.expect("a code for somebody with a task");
            let seed = seed ^ (number as u64) << 32;
            let mut phone = VirtualPhone::new(name, place, disk.durability(), seed, FIRST_SECOND);
            phone.enrol(&world.network([]), CLUB_NUMBER, &code.digits).await;
            world.phones.push(phone);
        }
        world.settle(2).await.expect("a good network at the beginning");
        world
    }

    async fn set_up_club(&self) -> Vec<RecordId> {
        let unit = |code: &str, name: &str, kind, parent: Option<&str>| Unit {
            code: code.into(),
            name: name.into(),
            kind,
            parent: parent.map(Into::into),
        };
        let province = unit("51", "Tỉnh Quảng Ngãi", UnitKind::Province, None);
        self.centre.add_unit(province).await.expect("a province");
        let commune = unit("21289", "Xã Sơn Hà", UnitKind::Commune, Some("51"));
        self.centre.add_unit(commune).await.expect("a commune");
        let club = NewClub {
            unit_code: "21289".into(),
            number: CLUB_NUMBER,
            name: "CLB LTHTGN thôn Gò Deo".into(),
            meeting_day: Some(24),
            hamlets: vec!["Thôn Gò Deo".into()],
        };
        self.centre.create_club(club).await.expect("a club");
        let rows = PEOPLE.iter().zip(2..).map(|((name, birth, roles, _), line)| {
            let field = |field: &str, text: &str| (field.to_owned(), text.to_owned());
            let fields = vec![field("full_name", name), field("birth", birth), field("membership.roles", roles)];
            ImportRow { line, fields }
        });
        let imported = self.centre.import_people(CLUB_NUMBER, rows.collect()).await.expect("a list of people");
        imported.people.iter().map(|person| person.person).collect()
    }

    /// The centre.
    pub fn centre(&self) -> &Centre {
        &self.centre
    }

    /// The phone of this name.
    ///
    /// # Panics
    /// There is none.
    pub fn phone(&mut self, name: &str) -> &mut VirtualPhone {
        self.phones.iter_mut().find(|phone| phone.name == name).expect("a phone of this name")
    }

    /// A phone exchanges with the centre; its requests meet these faults, one after the other.
    ///
    /// # Errors
    /// What the exchange says.
    pub async fn sync(&mut self, name: &str, faults: impl IntoIterator<Item = Fault>) -> Result<SyncReport, String> {
        let network = self.network(faults);
        self.phone(name).sync(&network).await
    }

    /// A network in front of the centre's router.
    pub fn network(&self, faults: impl IntoIterator<Item = Fault>) -> Network {
        Network::new(self.router.clone(), faults)
    }

    /// A second phone with the file of another, as it was when the copy was made. Both go on.
    pub fn clone_phone(&mut self, name: &'static str, of: &str, copy: &FileCopy) {
        let place = self.folder.path().join(format!("{name}.db"));
        let seed = 4711 + self.phones.len() as u64;
        let now = clubbook_server::clock::Clock::now(self.clock.as_ref()).0;
        let clone = self.phone(of).clone_with(copy, name, place, seed, now);
        self.phones.push(clone);
    }

    /// A phone's file is put back from a copy. What its people had been told since counts only as far as the centre has it.
    async fn put_back(&mut self, place: usize, copy: &FileCopy) {
        let Some(phone) = self.phones.get_mut(place) else { return };
        let since = phone.put_back(copy);
        let received = check::received(self).await;
        let sent = since.into_iter().filter(|shown| check::is_at_the_centre(shown, &received));
        if let Some(phone) = self.phones.get_mut(place) {
            phone.confirmed.extend(sent);
        }
    }

    /// An officer lets every phone in that waits after a fork; returns how many did.
    pub async fn let_in(&self) -> usize {
        let devices = self.centre.devices(CLUB_NUMBER).await.expect("the centre's devices");
        let waiting: Vec<_> = devices.iter().filter(|device| device.standing == DeviceStanding::AfterFork).collect();
        for device in &waiting {
            // Whoever lets in the last key of a phone lets in those before it, so some no longer wait.
            let _ = self.centre.approve_device(device.device).await;
        }
        waiting.len()
    }

    /// The centre's process dies and is started again.
    fn restart_centre(&mut self) {
        self.centre = centre_at(self.folder.path().join("centre"), &self.clock, &self.random);
        self.router = router(self.centre.clone(), in_process());
    }

    /// Time passes, for the centre and every phone.
    pub fn pass(&self, seconds: u32) {
        self.clock.0.fetch_add(i64::from(seconds), Ordering::SeqCst);
        self.phones.iter().for_each(|phone| phone.clock.pass(seconds));
    }

    async fn play(&mut self, event: &Event) {
        let place = |phone: &u8, phones: &[VirtualPhone]| usize::from(*phone) % phones.len().max(1);
        match event {
            Event::Pass(seconds) => self.pass(*seconds),
            Event::RestartCentre => self.restart_centre(),
            Event::On(phone, act) => {
                let place = place(phone, &self.phones);
                if let Some(phone) = self.phones.get_mut(place) {
                    phone.act(act);
                }
            }
            Event::Sync(phone, faults) => {
                let network = self.network(faults.iter().copied());
                let place = place(phone, &self.phones);
                if let Some(phone) = self.phones.get_mut(place) {
                    // Whether it came through does not matter here: what was lost is caught up with when all is over.
                    let _ = phone.sync(&network).await;
                }
            }
            Event::CopyFile(phone) => {
                let place = place(phone, &self.phones);
                if let Some(phone) = self.phones.get_mut(place) {
                    phone.copy = Some(phone.copy_file());
                }
            }
            Event::PutBack(phone) => {
                let place = place(phone, &self.phones);
                if let Some(copy) = self.phones.get(place).and_then(|phone| phone.copy.clone()) {
                    self.put_back(place, &copy).await;
                }
            }
            Event::Clone(phone) => {
                let place = place(phone, &self.phones);
                let name = CLONES.get(self.phones.len().saturating_sub(PHONES)).copied();
                if let (Some(name), Some(phone)) = (name, self.phones.get_mut(place)) {
                    let copy = phone.copy.clone().unwrap_or_else(|| phone.copy_file());
                    let of = phone.name;
                    self.clone_phone(name, of, &copy);
                }
            }
            Event::LetIn => {
                self.let_in().await;
            }
            Event::CopyCentre => self.backup = Some(self.copy_centre().await),
            Event::RestoreCentre => {
                if let Some(copy) = self.backup.clone() {
                    self.restore_centre(&copy).await;
                }
            }
        }
    }

    /// The network is good: each phone exchanges so many times.
    async fn settle(&mut self, rounds: u32) -> Result<(), Broken> {
        for _ in 0..rounds {
            self.pass(3700);
            for place in 0..self.phones.len() {
                let network = self.network([]);
                let Some(phone) = self.phones.get_mut(place) else { continue };
                if let Err(error) = phone.sync(&network).await {
                    return Err(Broken::Sync { phone: phone.name, error });
                }
            }
        }
        Ok(())
    }
}

/// Plays a schedule to its end and compares. What was compared is told, so that a test can see that it was something.
///
/// # Errors
/// What does not hold.
pub fn run(schedule: &Schedule, disk: Disk) -> Result<check::Compared, Broken> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let mut world = World::begin(schedule.seed, disk).await;
        for event in &schedule.events {
            world.play(event).await;
        }
        // A fork shows when both copies have been heard of; then somebody looks. Three rounds without one are the end.
        let mut quiet = 0;
        while quiet < 3 {
            world.settle(1).await?;
            quiet = if world.let_in().await == 0 { quiet + 1 } else { 0 };
        }
        let compared = check::check(&world).await;
        world.centre.shutdown().await;
        compared
    })
}
