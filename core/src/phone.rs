//! The phone as apps and the command-line phone hold it: one object that owns the store, the clocks and the way to the
//! centre, and knows who is at the phone.
//!
//! | to | call |
//! |---|---|
//! | begin | [`Phone::open`], then [`Phone::look_up`] and [`Phone::enrol`] once |
//! | change something | [`Phone::command`] with a feature's command: `phone.command(\|pen\| visits::commands::record(pen, &request))` |
//! | show something | [`Phone::query`] with a feature's query |
//! | exchange with the centre | [`Phone::sync`], or [`Phone::run_background`] once for the life of the app |
//! | tell people the truth | [`Phone::status`] |
//! | let several people use it | [`Phone::sign_in`] and the rest of [`users`] |
//! | practise | [`Phone::open_practice`], which never sends anything |
//! | follow the app's life | [`Phone::pause`], [`Phone::resume`], [`Phone::shutdown`] |
//!
//! It decides nothing about the domain: features do. A `Phone` is cheap to clone; all clones are the same phone.

pub mod background;
pub mod confirmed;
pub mod erase;
mod error;
mod practice;
mod reminders;
pub mod support;
#[cfg(test)]
mod tests;
pub mod users;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use clubbook_model::id::RecordId;
use clubbook_model::message::{CentreCard, EnrolAnswer};
use clubbook_model::op::{Op, Source};
use clubbook_model::time::{Day, Instant};
use rusqlite::Connection;

use crate::clock::{Clock, Random, SystemClock, SystemRandom};
use crate::features::status::views::StatusView;
use crate::features::{CommandError, Commanded, Pen, status};
use crate::store::exchanges::{self, Exchange};
use crate::store::journal::{Author, Recorder};
use crate::store::salvage::{self, SalvageReport};
use crate::store::settings::{self, Standing};
use crate::store::{Store, StoreError, StoreOptions, Stored, refusals, time};
use crate::sync::engine::Party;
use crate::sync::enrol::{self, EnrolmentCode};
use crate::sync::http::Http;
use crate::sync::{self, SyncError, SyncReport, Transport};

use background::Signals;
use confirmed::ConfirmedJournal;
pub use error::PhoneError;

/// The result of what is asked of a phone.
pub type Asked<T> = Result<T, PhoneError>;

/// How to open a phone.
#[derive(Clone)]
pub struct PhoneOptions {
    /// The database.
    pub store: StoreOptions,
    /// The clocks.
    pub clock: Arc<dyn Clock>,
    /// The randomness.
    pub random: Arc<dyn Random>,
    /// Name and version of the app, for the centre's list of phones.
    pub app: String,
    /// Where to write down each record that was shown as saved, see [`confirmed`].
    pub confirmed: Option<PathBuf>,
    /// The PEM of a centre's own certificate authority.
    pub authority: Option<Vec<u8>>,
}

impl PhoneOptions {
    /// The options of a phone with the system's clocks and randomness.
    pub fn new(store: StoreOptions, app: &str) -> Self {
        Self {
            store,
            clock: Arc::new(SystemClock::default()),
            random: Arc::new(SystemRandom),
            app: app.to_owned(),
            confirmed: None,
            authority: None,
        }
    }
}

impl std::fmt::Debug for PhoneOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PhoneOptions").field("app", &self.app).finish_non_exhaustive()
    }
}

/// Where what is recorded comes from, when it is not what the person at the phone saw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entered {
    /// The person whose paper it is.
    pub on_behalf_of: Option<RecordId>,
    /// Paper, import…
    pub source: Source,
}

impl Entered {
    /// By the one who saw it.
    pub const HERE: Self = Self { on_behalf_of: None, source: Source::APP };
}

/// What a command recorded: it is on the disk, and may be shown as saved.
#[derive(Debug, Clone, PartialEq)]
pub struct Saved<T> {
    /// The ops; empty when nothing had to change.
    pub ops: Vec<Op>,
    /// What changed, for the screen.
    pub result: T,
}

/// What a query asks with.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// One unchanging view of the store.
    pub connection: &'a Connection,
    /// The phone's club.
    pub club: RecordId,
    /// The person at the phone.
    pub person: RecordId,
    /// The moment, see [`crate::store::time`].
    pub now: Instant,
    /// The day in Vietnam.
    pub today: Day,
}

/// A phone. See the module's documentation.
#[derive(Clone)]
pub struct Phone {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    app: String,
    authority: Option<Vec<u8>>,
    confirmed: Option<ConfirmedJournal>,
    salvage: Option<SalvageReport>,
    user: Mutex<Option<RecordId>>,
    /// One exchange at a time: a second one would send the same again.
    exchange: tokio::sync::Mutex<()>,
    signals: tokio::sync::watch::Sender<Signals>,
}

impl std::fmt::Debug for Phone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Phone").field("app", &self.inner.app).finish_non_exhaustive()
    }
}

impl Phone {
    /// Opens the phone. A damaged file is set aside and salvaged: [`Phone::salvage`] tells what that brought.
    ///
    /// # Errors
    /// Each kind of unusable file has its own [`StoreError`]; the journal of what was shown as saved cannot be opened.
    pub fn open(options: PhoneOptions) -> Asked<Self> {
        let confirmed = options.confirmed.as_deref().map(ConfirmedJournal::open).transpose();
        let confirmed = confirmed.map_err(PhoneError::ConfirmedJournal)?;
        let (store, salvage) = salvage::open_or_salvage(options.store)?;
        let user = store.read(users::only_user)?;
        let (signals, _) = tokio::sync::watch::channel(Signals::default());
        let inner = Inner {
            store,
            clock: options.clock,
            random: options.random,
            app: options.app,
            authority: options.authority,
            confirmed,
            salvage,
            user: Mutex::new(user),
            exchange: tokio::sync::Mutex::new(()),
            signals,
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// What the salvage of a damaged file brought, when opening needed one: a person has to hear of it.
    pub fn salvage(&self) -> Option<&SalvageReport> {
        self.inner.salvage.as_ref()
    }

    /// The store, for what looks beneath the features: support and tests.
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// The clocks.
    pub fn clock(&self) -> &dyn Clock {
        self.inner.clock.as_ref()
    }

    /// The phone as the exchange with the centre sees it.
    fn party(&self) -> Party<'_> {
        let inner = &self.inner;
        Party { store: &inner.store, clock: inner.clock.as_ref(), random: inner.random.as_ref(), app: &inner.app }
    }

    /// A way to the centre at this address. `http://` is taken on the local machine only.
    ///
    /// # Errors
    /// The address is not one, or the private certificate authority is damaged.
    pub fn way_to(&self, address: &str) -> Asked<Http> {
        Http::new(address, self.inner.authority.as_deref()).map_err(|error| PhoneError::Way(error.into()))
    }

    /// The way to this phone's own centre.
    ///
    /// # Errors
    /// The phone is not connected with a club.
    pub fn way(&self) -> Asked<Http> {
        if self.is_practice()? {
            return Err(SyncError::Practice.into());
        }
        let address = self.inner.store.read(|c| settings::CENTRE_URL.get(c))?.ok_or(StoreError::NotEnrolled)?;
        self.way_to(&address)
    }

    /// Asks the centre at an address who it is: people look at its name and fingerprint before they enrol.
    ///
    /// # Errors
    /// No answer, or something that is not a centre.
    pub async fn look_up(&self, address: &str) -> Asked<CentreCard> {
        Ok(enrol::look_up(&self.way_to(address)?).await?)
    }

    /// Connects the phone with a club: the person whom the code was for is at the phone from then on.
    ///
    /// # Errors
    /// Already connected, refused, or no answer; the same code can be tried again after a lost answer.
    pub async fn enrol(&self, address: &str, card: &CentreCard, code: &EnrolmentCode) -> Asked<EnrolAnswer> {
        self.enrol_through(&self.way_to(address)?, address, card, code).await
    }

    /// [`Phone::enrol`] through any way to the centre.
    ///
    /// # Errors
    /// As [`Phone::enrol`].
    pub async fn enrol_through<T: Transport>(
        &self,
        way: &T,
        address: &str,
        card: &CentreCard,
        code: &EnrolmentCode,
    ) -> Asked<EnrolAnswer> {
        let _one_at_a_time = self.inner.exchange.lock().await;
        let answer = enrol::enrol(self.party(), way, address, card, code).await?;
        self.inner.store.write(|tx| users::add(tx, answer.person))?;
        self.put_user(Some(answer.person));
        self.signal(|signals| signals.enrolled += 1);
        Ok(answer)
    }

    /// Runs a feature's command in one transaction, by the person at the phone. When this returns `Ok`, what was
    /// recorded survives a power cut and may be shown as saved.
    ///
    /// # Errors
    /// What the command says, nobody signed in, somebody without a task at a shared phone, a revoked phone, or a store that
    /// failed: nothing was recorded.
    pub fn command<T>(&self, change: impl FnOnce(&mut Pen<'_>) -> Commanded<T>) -> Asked<Saved<T>> {
        self.command_entered(Entered::HERE, change)
    }

    /// [`Phone::command`] for what somebody else saw or wrote on paper.
    ///
    /// # Errors
    /// As [`Phone::command`].
    pub fn command_entered<T>(
        &self,
        entered: Entered,
        change: impl FnOnce(&mut Pen<'_>) -> Commanded<T>,
    ) -> Asked<Saved<T>> {
        let inner = &self.inner;
        let person = self.user()?;
        let author = Author { person, on_behalf_of: entered.on_behalf_of, source: entered.source };
        let recorder = Recorder { clock: inner.clock.as_ref(), random: inner.random.as_ref(), author };
        let saved = inner.store.write_by_sight(|tx, sight| -> Asked<Saved<T>> {
            if settings::STANDING.get(tx)? == Some(Standing::Revoked) {
                return Err(PhoneError::Revoked);
            }
            let club = settings::CLUB.get(tx)?.ok_or(StoreError::NotEnrolled)?;
            let noted = |error: CommandError| self.noted(error.into());
            let mut pen = Pen::new(tx, recorder, club).map_err(noted)?;
            if let Some(rights) = self.bounds(tx, club, person, pen.today())? {
                sight.narrow(tx, person, &rights)?;
                pen = pen.within(rights, sight);
            }
            let result = change(&mut pen).map_err(noted)?;
            let done = pen.done(result);
            Ok(Saved { ops: done.ops, result: done.result })
        })?;
        if let Some(confirmed) = &inner.confirmed {
            confirmed.write(&saved.ops).map_err(PhoneError::ConfirmedJournal)?;
        }
        if !saved.ops.is_empty() {
            self.signal(|signals| signals.saved += 1);
        }
        Ok(saved)
    }

    /// Runs a feature's query over one unchanging view of the store: of what the person at the phone may see, when several
    /// people share it.
    ///
    /// # Errors
    /// What the query says, nobody signed in, or somebody without a task at a shared phone.
    pub fn query<T>(&self, look: impl FnOnce(&Question<'_>) -> Commanded<T>) -> Asked<T> {
        let person = self.user()?;
        self.inner.store.read_by_sight(|connection, sight| {
            let club = settings::CLUB.get(connection)?.ok_or(StoreError::NotEnrolled)?;
            let now = time::now(connection, self.clock())?;
            let today = now.day_in_vietnam();
            if let Some(rights) = self.bounds(connection, club, person, today)? {
                sight.narrow(connection, person, &rights)?;
            }
            look(&Question { connection, club, person, now, today }).map_err(|error| self.noted(error.into()))
        })
    }

    /// Damage that a command or a query met is salvaged by the next opening.
    fn noted(&self, error: PhoneError) -> PhoneError {
        if let Some(error) = error.store() {
            self.inner.store.note(error);
        }
        error
    }

    /// The day in Vietnam as well as the phone knows it, whatever its wall clock shows.
    ///
    /// # Errors
    /// SQL.
    pub fn today(&self) -> Asked<Day> {
        Ok(self.inner.store.read(|connection| time::now(connection, self.clock()))?.day_in_vietnam())
    }

    /// Exchanges with the centre until nothing is left to send or to fetch.
    ///
    /// # Errors
    /// See [`SyncError`]; nothing is lost, and what was applied before stays.
    pub async fn sync(&self) -> Asked<SyncReport> {
        Ok(self.sync_through(&self.way()?, |_| ()).await?)
    }

    /// [`Phone::sync`] through any way to the centre; `progress` hears after every request.
    ///
    /// # Errors
    /// See [`SyncError`].
    pub async fn sync_through<T: Transport>(
        &self,
        way: &T,
        progress: impl FnMut(&SyncReport) + Send,
    ) -> Result<SyncReport, SyncError> {
        if self.inner.store.read(|connection| settings::PRACTICE.get(connection))? == Some(true) {
            return Err(SyncError::Practice);
        }
        let _one_at_a_time = self.inner.exchange.lock().await;
        sync::sync(self.party(), way, progress).await
    }

    /// Where the phone stands, never better than the truth. Nobody needs to be signed in.
    ///
    /// # Errors
    /// SQL, or a phone that is not connected with a club.
    pub fn status(&self) -> Asked<StatusView> {
        let now = self.inner.clock.now();
        self.inner.store.read(|connection| {
            let club = settings::CLUB.get(connection)?.ok_or(StoreError::NotEnrolled)?;
            status::queries::status(connection, club, now).map_err(PhoneError::from)
        })
    }

    /// How the last exchanges went, newest first. Nobody needs to be signed in: they name nothing.
    ///
    /// # Errors
    /// SQL.
    pub fn last_exchanges(&self, limit: u64) -> Asked<Vec<Exchange>> {
        Ok(self.inner.store.read(|connection| exchanges::last(connection, limit))?)
    }

    /// The person at the phone says that they know of refused ops of theirs ("Đã rõ"); returns how many that were. What was
    /// recorded stays.
    ///
    /// # Errors
    /// Nobody is signed in; SQL.
    pub fn know_refusals(&self, seqs: &[u64]) -> Asked<u64> {
        let person = self.user()?;
        Ok(self.inner.store.write(|tx| refusals::know(tx, person, seqs))?)
    }

    /// Closes every connection to the file, after what is running: before the system puts the app to sleep.
    ///
    /// # Errors
    /// SQL. The phone is paused all the same.
    pub fn pause(&self) -> Stored<()> {
        self.inner.store.pause()
    }

    /// Opens what [`Phone::pause`] closed.
    ///
    /// # Errors
    /// As [`Phone::open`].
    pub fn resume(&self) -> Stored<()> {
        self.inner.store.resume()?;
        self.signal(|signals| signals.opened += 1);
        Ok(())
    }

    /// Ends the background loop and closes the phone for good.
    ///
    /// # Errors
    /// SQL. The phone is closed all the same.
    pub fn shutdown(&self) -> Stored<()> {
        self.cancel_background();
        self.inner.store.pause()
    }

    fn put_user(&self, person: Option<RecordId>) {
        *self.inner.user.lock().unwrap_or_else(PoisonError::into_inner) = person;
    }

    fn signal(&self, change: impl FnOnce(&mut Signals)) {
        self.inner.signals.send_modify(change);
    }
}
