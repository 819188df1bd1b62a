//! A phone of the World: the real phone with its own file and clock, and what its people were told.

mod acts;

use std::path::PathBuf;
use std::sync::Arc;

use clubbook_core::features::people::queries::{self as people_queries, Which};
use clubbook_core::features::people::views::FormView;
use clubbook_core::features::{Commanded, Pen};
use clubbook_core::phone::confirmed::ConfirmedRecord;
use clubbook_core::phone::{Phone, PhoneError, PhoneOptions};
use clubbook_core::store::salvage::{SalvageReport, salvage};
use clubbook_core::store::{DatabaseKey, Durability, StoreOptions, Stored, journal};
use clubbook_core::sync::SyncReport;
use clubbook_core::sync::enrol::{self, EnrolmentCode};
use clubbook_core::testing::{FakeClock, FakeRandom};
use clubbook_model::chain::Chain;
use clubbook_model::id::RecordId;
use clubbook_model::time::Instant;
use rusqlite::Transaction;

use super::network::Network;

/// A phone. See the module's documentation.
pub struct VirtualPhone {
    /// Its name.
    pub name: &'static str,
    /// The name of the phone whose people use it: its own, unless it is a clone.
    pub owner: &'static str,
    /// Its clock.
    pub clock: Arc<FakeClock>,
    options: PhoneOptions,
    phone: Option<Phone>,
    form: Option<FormView>,
    /// The last copy of its file.
    pub copy: Option<FileCopy>,
    /// What its people were told is saved.
    pub confirmed: Vec<Shown>,
}

/// What somebody was told is saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The op.
    pub record: ConfirmedRecord,
    /// The chain value there: a copy of the phone may use its number for something else.
    pub chain: Chain,
}

impl std::fmt::Debug for VirtualPhone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("VirtualPhone").field("name", &self.name).finish_non_exhaustive()
    }
}

/// A phone's file as it was once, as a backup of the phone holds it, with how much its people had been told by then.
#[derive(Debug, Clone)]
pub struct FileCopy {
    bytes: Vec<u8>,
    confirmed: usize,
}

impl VirtualPhone {
    /// A phone with a new file.
    pub fn new(name: &'static str, file: PathBuf, durability: Durability, seed: u64, now: i64) -> Self {
        let clock = FakeClock::on(2026, 11, 24);
        clock.set_wall(Instant(now));
        Self::with_clock(name, file, durability, seed, clock)
    }

    /// A phone that has its file already and is switched on.
    pub fn switched_on(name: &'static str, file: PathBuf, durability: Durability, seed: u64, now: i64) -> Self {
        let clock = FakeClock::on(2026, 11, 24);
        clock.set_wall(Instant(now));
        clock.restart();
        Self::with_clock(name, file, durability, seed, clock)
    }

    fn with_clock(name: &'static str, file: PathBuf, durability: Durability, seed: u64, clock: FakeClock) -> Self {
        let clock = Arc::new(clock);
        let key = DatabaseKey::new([7; 32]);
        let store = StoreOptions { durability, ..StoreOptions::new(file, key) };
        let mut options = PhoneOptions::new(store, "clubbook-world 1");
        options.clock = clock.clone();
        options.random = Arc::new(FakeRandom::new(seed));
        let phone = Phone::open(options.clone()).expect("a new phone opens");
        Self { name, owner: name, clock, options, phone: Some(phone), form: None, copy: None, confirmed: Vec::new() }
    }

    /// The phone itself.
    pub fn phone(&mut self) -> &Phone {
        let options = &self.options;
        self.phone.get_or_insert_with(|| Phone::open(options.clone()).expect("what a crash left opens again"))
    }

    /// The phone itself, where nothing can have crashed since.
    pub fn open_phone(&self) -> Option<&Phone> {
        self.phone.as_ref()
    }

    /// A second phone that begins with a copy of this one's file.
    pub fn clone_with(&self, copy: &FileCopy, name: &'static str, file: PathBuf, seed: u64, now: i64) -> Self {
        let mut clone = Self::new(name, file, self.options.store.durability, seed, now);
        clone.owner = self.owner;
        clone.put_back(copy);
        clone
    }

    /// A copy of its file.
    pub fn copy_file(&mut self) -> FileCopy {
        let phone = self.phone().clone();
        phone.pause().expect("a phone that sleeps");
        let bytes = std::fs::read(&self.options.store.path).expect("the file of a phone");
        phone.resume().expect("a phone that wakes");
        FileCopy { bytes, confirmed: self.confirmed.len() }
    }

    /// Takes the place of its file with a copy; returns what its people had been told since, whether it was sent or not.
    pub fn put_back(&mut self, copy: &FileCopy) -> Vec<Shown> {
        self.phone = None;
        self.form = None;
        let path = &self.options.store.path;
        for suffix in ["-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{suffix}", path.display()));
        }
        std::fs::write(path, &copy.bytes).expect("the file of a phone");
        self.confirmed.split_off(copy.confirmed.min(self.confirmed.len()))
    }

    /// Damage takes everything of the journal behind this number, and its file is salvaged. What its people had been told of it
    /// is not expected at the centre any more.
    pub fn lose_end(&mut self, last: u64) -> SalvageReport {
        let phone = self.phone().clone();
        let behind =
            |tx: &Transaction<'_>| Stored::Ok(tx.execute("DELETE FROM journal WHERE seq > ?1", [last as i64])?);
        phone.store().write(behind).expect("the file of a phone");
        phone.shutdown().expect("a phone that is switched off");
        self.phone = None;
        self.confirmed.retain(|shown| shown.record.seq <= last);
        let (store, report) = salvage(self.options.store.clone()).expect("the file can be salvaged");
        store.shutdown().expect("a phone that is switched off");
        report
    }

    /// Connects it.
    pub async fn enrol(&mut self, network: &Network, club: u64, digits: &str) {
        let code = EnrolmentCode { club_number: club, digits: digits.to_owned() };
        let card = enrol::look_up(network).await.expect("the centre's card");
        let answer = self.phone().enrol_through(network, "http://127.0.0.1", &card, &code).await;
        answer.expect("a good code on a good network");
    }

    /// Exchanges with the centre; a phone that dies in it is opened again by whoever uses it next.
    ///
    /// # Errors
    /// What the exchange says.
    pub async fn sync(&mut self, network: &Network) -> Result<SyncReport, String> {
        let phone = self.phone().clone();
        let died = tokio::select! {
            report = phone.sync_through(network, |_| ()) => {
                return report.map_err(|error| error.to_string());
            }
            () = network.death() => "the process died".to_owned(),
        };
        drop(phone);
        self.phone = None;
        Err(died)
    }

    /// Runs a command; what it recorded was shown as saved. A command that refuses has recorded nothing.
    pub fn command<T>(&mut self, change: impl FnOnce(&mut Pen<'_>) -> Commanded<T>) -> Option<T> {
        match self.phone().command(change) {
            Ok(saved) => {
                for op in &saved.ops {
                    let point = self.phone().store().read(|c| journal::point(c, op.id.seq)).expect("the journal");
                    let chain = point.expect("what was saved is in the journal").chain;
                    self.confirmed.push(Shown { record: ConfirmedRecord::of(op), chain });
                }
                Some(saved.result)
            }
            Err(PhoneError::Command(_) | PhoneError::Revoked) => None,
            Err(other) => panic!("{}: the store failed: {other}", self.name),
        }
    }

    /// Everybody who is or was a member, by record id.
    pub fn people(&mut self) -> Vec<RecordId> {
        let members = self.phone().query(|q| people_queries::members(q.connection, q.club, Which::Ever, q.today));
        let members = members.expect("the member list").into_iter();
        let mut people: Vec<RecordId> = members
            .flat_map(|member| [member.person].into_iter().chain(member.same_person))
            .map(|one| one.id)
            .collect();
        people.sort_unstable();
        people
    }
}
