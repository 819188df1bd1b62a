//! A centre on a socket with clubs of the corpus, and phones that are enrolled there.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use clubbook_core::clock::SystemRandom;
use clubbook_core::features::people::queries::{self, Which};
use clubbook_core::phone::{Phone, PhoneOptions};
use clubbook_core::store::journal::{Author, Recorder};
use clubbook_core::store::{DatabaseKey, StoreError, StoreOptions, journal, settings};
use clubbook_core::sync::SyncReport;
use clubbook_core::sync::enrol::EnrolmentCode;
use clubbook_core::sync::http::Http;
use clubbook_core::testing::FakeClock;
use clubbook_corpus::{Club, History, LAST_DAY};
use clubbook_model::id::RecordId;
use clubbook_model::time::Instant;
use clubbook_server::Centre;
use clubbook_server::centre::CentreOptions;
use clubbook_server::clock::{Clock, SystemRandom as CentreRandom};
use clubbook_server::http::{HttpOptions, Stop, TlsFiles, listen, router};
use tempfile::TempDir;
use tokio::sync::oneshot;

use super::Run;
use crate::fixture::{self, Entry, Hands, People};

/// The centre's clock stands at nine in the morning of the second day after the corpus ends.
#[derive(Debug)]
struct Standing;

const NOW: Instant = Instant((LAST_DAY as i64 + 2) * 86_400 + 2 * 3600);

impl Clock for Standing {
    fn now(&self) -> Instant {
        NOW
    }
}

/// The key of every phone's file.
const KEY: [u8; 32] = [7; 32];

/// A centre on a socket.
#[derive(Debug)]
pub struct Site {
    folder: TempDir,
    /// The centre.
    pub centre: Centre,
    /// Where it listens.
    pub address: SocketAddr,
    /// The certificate authority's PEM, where it speaks TLS.
    pub authority: Option<Vec<u8>>,
    stop: Option<oneshot::Sender<()>>,
    serving: tokio::task::JoinHandle<()>,
}

impl Site {
    /// A new centre over plain HTTP, or over TLS with a certificate of its own.
    ///
    /// # Errors
    /// It does not start.
    pub async fn open(with_tls: bool) -> Run<Self> {
        let folder = tempfile::tempdir()?;
        let centre = Centre::open(CentreOptions {
            folder: folder.path().join("centre"),
            name: "Hội Người cao tuổi tỉnh Quảng Ngãi".into(),
            clock: Arc::new(Standing),
            random: Arc::new(CentreRandom),
        })?;
        let (files, authority) = if with_tls {
            let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()])?;
            let files = TlsFiles { certificate: folder.path().join("tls.pem"), key: folder.path().join("tls.key") };
            std::fs::write(&files.certificate, made.cert.pem())?;
            std::fs::write(&files.key, made.signing_key.serialize_pem())?;
            (Some(files), Some(made.cert.pem().into_bytes()))
        } else {
            (None, None)
        };
        let listening = listen(SocketAddr::from(([127, 0, 0, 1], 0)), files, false)?;
        let address = listening.address();
        let (tell, told) = Stop::new();
        let options = HttpOptions {
            rate: None,
            enrol_rate: None,
            pages: clubbook_server::pages::PagesOptions { stop: told, ..Default::default() },
            ..HttpOptions::default()
        };
        let app = router(centre.clone(), options);
        let (stop, stopped) = oneshot::channel();
        let serving = tokio::spawn(async move {
            // Asked to stop, or the site was dropped: either way it is over.
            let over = async { _ = stopped.await };
            let _ = listening.serve(app, tell, over).await;
        });
        Ok(Self { folder, centre, address, authority, stop: Some(stop), serving })
    }

    /// The address as phones write it.
    pub fn url(&self) -> String {
        self.url_at(self.address)
    }

    /// The centre behind a proxy at this address.
    pub fn url_at(&self, address: SocketAddr) -> String {
        format!("{}://{address}", if self.authority.is_some() { "https" } else { "http" })
    }

    /// Sets up a club with its members.
    ///
    /// # Errors
    /// The centre refuses.
    pub async fn add_club(&self, club: &Club) -> Run<People> {
        for unit in fixture::import::units(club) {
            self.centre.add_unit(unit).await?;
        }
        let made = self.centre.create_club(fixture::import::new_club(club)).await?;
        let rows = fixture::import::rows(club);
        let imported = self.centre.import_people(made.number, rows).await?;
        let members = imported.people.iter().map(|person| person.person).collect();
        Ok(People { club: made.club, members })
    }

    /// A new phone, connected for a member who has a task.
    ///
    /// # Errors
    /// The centre refuses.
    pub async fn phone(&self, club: &Club, person: RecordId) -> Run<BenchPhone> {
        let file = tempfile::Builder::new().suffix(".db").tempfile_in(self.folder.path())?.into_temp_path().keep()?;
        std::fs::remove_file(&file)?;
        let clock = Arc::new(FakeClock::on(2026, 11, 24));
        clock.set_wall(NOW);
        let store = StoreOptions::new(file, DatabaseKey::new(KEY));
        let options = PhoneOptions {
            clock: clock.clone(),
            authority: self.authority.clone(),
            ..PhoneOptions::new(store, "clubbook-bench 1")
        };
        let phone = Phone::open(options.clone())?;
        let issued = self.centre.issue_code(club.number.unsigned_abs(), person).await?;
        let code = EnrolmentCode { club_number: issued.club_number, digits: issued.digits.clone() };
        let card = phone.look_up(&self.url()).await?;
        phone.enrol(&self.url(), &card, &code).await?;
        let phone = BenchPhone { phone, clock, options };
        phone.forget_the_time()?;
        Ok(phone)
    }

    /// Plays a club's history: everybody who writes has a phone, writes, and sends. Returns the phones by the place of
    /// their people.
    ///
    /// # Errors
    /// Something is refused: the figures of the bench would mean nothing.
    pub async fn play(&self, history: &History, people: &People) -> Run<BTreeMap<usize, BenchPhone>> {
        let mut phones = BTreeMap::new();
        let mut hands = Hands::default();
        for place in fixture::recorders(history) {
            let phone = self.phone(&history.club, people.member(place)).await?;
            phone.give_to(&mut hands, place)?;
            phones.insert(place, phone);
        }
        let head = fixture::head(history);
        let mut entries = fixture::details(history, people, head, &mut hands);
        entries.extend(fixture::activity(history, people, &mut hands));
        // The head's phone opens the care cases, so it sends first.
        let others = phones.keys().copied().filter(|place| *place != head);
        for place in std::iter::once(head).chain(others).collect::<Vec<_>>() {
            let Some(phone) = phones.get(&place) else { continue };
            phone.write(entries.iter().filter(|entry| entry.recorder == place))?;
            let report = phone.sync(&self.url()).await?;
            expect_all_sent(phone, &report)?;
        }
        Ok(phones)
    }

    /// Stops listening and closes the centre.
    ///
    /// # Errors
    /// The server's task failed.
    pub async fn close(mut self) -> Run<()> {
        drop(self.stop.take());
        (&mut self.serving).await?;
        self.centre.shutdown().await;
        Ok(())
    }
}

/// Everything that a phone wrote was taken, and nothing was put aside.
///
/// # Errors
/// It was not.
pub fn expect_all_sent(phone: &BenchPhone, report: &SyncReport) -> Run<()> {
    let waiting = phone.phone.store().read(journal::outbox)?;
    if waiting != journal::Outbox::default() || report.quarantined > 0 {
        return Err(format!("the centre left {} ops and put {} aside", waiting.waiting, waiting.quarantined).into());
    }
    Ok(())
}

/// A phone of the bench.
#[derive(Debug)]
pub struct BenchPhone {
    /// The phone.
    pub phone: Phone,
    /// Its clock.
    pub clock: Arc<FakeClock>,
    /// How it was opened.
    pub options: PhoneOptions,
}

impl BenchPhone {
    /// Forgets what the centre told of its time: what the corpus tells happened years before this phone was connected, and
    /// is written as of then.
    ///
    /// # Errors
    /// SQL.
    pub fn forget_the_time(&self) -> Run<()> {
        Ok(self.phone.store().write(|tx| {
            settings::SERVER_TIME.remove(tx)?;
            settings::LAST_HLC.remove(tx)
        })?)
    }

    /// Notes whose device this is, and the number of its next op.
    ///
    /// # Errors
    /// SQL.
    pub fn give_to(&self, hands: &mut Hands, place: usize) -> Run<()> {
        let store = self.phone.store();
        let (device, _) = store.read(settings::device)?;
        hands.give(place, device, store.read(journal::head)?.seq + 1);
        Ok(())
    }

    /// Writes entries down, many in one transaction: preparation, not what is measured.
    ///
    /// # Errors
    /// SQL, or a record that is not the one which the entries name.
    pub fn write<'a>(&self, entries: impl IntoIterator<Item = &'a Entry>) -> Run<()> {
        self.phone.store().write(|tx| {
            for entry in entries {
                self.clock.set_wall(entry.at);
                let author = Author { person: entry.author, on_behalf_of: entry.on_behalf_of, source: entry.source };
                let recorder = Recorder { clock: self.clock.as_ref(), random: &SystemRandom, author };
                recorder.record(tx, &entry.book, entry.draft.clone())?;
            }
            Ok::<(), StoreError>(())
        })?;
        self.clock.set_wall(NOW);
        Ok(())
    }

    /// Leaves a copy of the phone's file in a new folder, `club.db`, with what opens it in `phone.properties`: its key in
    /// hexadecimal digits, and the moment at which its clock stands, seconds since 1970.
    ///
    /// # Errors
    /// The disk.
    pub fn leave(&self, folder: &Path) -> Run<()> {
        if folder.exists() {
            std::fs::remove_dir_all(folder)?;
        }
        std::fs::create_dir_all(folder)?;
        self.phone.pause()?;
        std::fs::copy(&self.options.store.path, folder.join("club.db"))?;
        self.phone.resume()?;
        let key: String = KEY.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(std::fs::write(folder.join("phone.properties"), format!("key={key}\nnow={}\n", NOW.0))?)
    }

    /// Exchanges with the centre at an address, over a connection of its own.
    ///
    /// # Errors
    /// What the exchange says.
    pub async fn sync(&self, url: &str) -> Run<SyncReport> {
        self.sync_and_tell(url, |_| ()).await
    }

    /// As [`BenchPhone::sync`]; `progress` hears of every frame.
    ///
    /// # Errors
    /// What the exchange says.
    pub async fn sync_and_tell(&self, url: &str, progress: impl FnMut(&SyncReport) + Send) -> Run<SyncReport> {
        let way = Http::new(url, self.options.authority.as_deref())?;
        Ok(self.phone.sync_through(&way, progress).await?)
    }

    /// How many members the list shows now.
    ///
    /// # Errors
    /// SQL.
    pub fn members_shown(&self) -> Run<usize> {
        Ok(self.phone.query(|q| queries::members(q.connection, q.club, Which::On(q.today), q.today))?.len())
    }
}
