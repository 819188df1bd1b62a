//! The centre as one value.

use std::fs::DirBuilder;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clubbook_model::id::{Book, RecordId};
use clubbook_model::key::PublicKey;
use clubbook_model::message::{CentreCard, EnrolAnswer, MAX_REQUEST_BYTES, Refusal, SyncAnswer};
use clubbook_model::time::Instant;
use tokio::sync::watch;

use crate::clock::{Clock, Random};
use crate::enrol;
use crate::error::{CentreError, Done};
use crate::journal::Journal;
use crate::keys::Keys;
use crate::store::sqlite::SqliteStore;
use crate::store::{self, Store, Tx};
use crate::sync::own;
use crate::sync::snapshot::Snapshots;
use crate::sync::{self, challenge};

/// How to open a centre.
#[derive(Clone)]
pub struct CentreOptions {
    /// Its folder: `centre.db`, `keys/` and `journal.log`. It is made when it is not there.
    pub folder: PathBuf,
    /// The name that phones show before they connect.
    pub name: String,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The randomness.
    pub random: Arc<dyn Random>,
}

impl std::fmt::Debug for CentreOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CentreOptions").field("folder", &self.folder).finish_non_exhaustive()
    }
}

/// What services need besides the tables.
pub(crate) struct Parts {
    options: CentreOptions,
    pub(crate) keys: Keys,
    pub(crate) journal: Journal,
    pub(crate) snapshots: Snapshots,
}

impl Parts {
    pub(crate) fn now(&self) -> Instant {
        self.options.clock.now()
    }

    pub(crate) fn random(&self) -> &dyn Random {
        &*self.options.random
    }
}

struct Inner {
    parts: Arc<Parts>,
    store: Arc<dyn Store>,
}

/// The centre. Clones are the same centre.
#[derive(Clone)]
pub struct Centre {
    inner: Arc<Inner>,
}

impl std::fmt::Debug for Centre {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Centre").field("folder", &self.folder()).finish_non_exhaustive()
    }
}

const DATABASE: &str = "centre.db";
const JOURNAL: &str = "journal.log";

impl Centre {
    /// Opens the centre of a folder; the first time, tables and keys are made.
    ///
    /// # Errors
    /// [`CentreError::NewerVersion`], [`CentreError::CannotWrite`], [`CentreError::Keys`] and the like.
    pub fn open(options: CentreOptions) -> Done<Self> {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&options.folder).map_err(|_| CentreError::CannotWrite)?;
        let database = options.folder.join(DATABASE);
        let keys = Keys::open(&options.folder, !database.exists(), &*options.random)?;
        let journal = Journal::open(&options.folder.join(JOURNAL))?;
        let store = SqliteStore::open(&database)?;
        let parts = Arc::new(Parts { options, keys, journal, snapshots: Snapshots::default() });
        let beginning = Arc::clone(&parts);
        store::write_now(&store, move |tx| begin(tx, &beginning))?;
        Ok(Self { inner: Arc::new(Inner { parts, store: Arc::new(store) }) })
    }

    /// The store, for the pages' own tables.
    pub fn store(&self) -> &Arc<dyn Store> {
        &self.inner.store
    }

    /// The clock.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.inner.parts.options.clock
    }

    /// The randomness.
    pub fn random(&self) -> &Arc<dyn Random> {
        &self.inner.parts.options.random
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.inner.parts.options.name
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.inner.parts.options.folder
    }

    /// The database file, for a backup.
    pub fn database(&self) -> PathBuf {
        self.folder().join(DATABASE)
    }

    /// The key that signs frames and certificates; its fingerprint is what people compare.
    pub fn public_key(&self) -> PublicKey {
        self.inner.parts.keys.signing.public()
    }

    /// The centre's keys: the recovery secret opens a phone whose keystore was lost.
    pub fn keys(&self) -> &Keys {
        &self.inner.parts.keys
    }

    /// Ticks after each commit that changed something that pages show.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.inner.store.changes()
    }

    /// What `GET /v1/centre` tells.
    ///
    /// # Errors
    /// The store's.
    pub async fn card(&self) -> Done<CentreCard> {
        let parts = &self.inner.parts;
        let now = parts.now();
        Ok(CentreCard {
            name: self.name().to_owned(),
            key: self.public_key(),
            recovery_key: parts.keys.recovery_public(),
            server_time: now,
            challenge: challenge::issue(&parts.keys, parts.random(), now, None),
        })
    }

    /// `POST /v1/enrol`.
    ///
    /// # Errors
    /// The refusals of `docs/sync-protocol.md`.
    pub async fn enrol(&self, body: Vec<u8>) -> Done<EnrolAnswer> {
        if body.len() > MAX_REQUEST_BYTES {
            return Err(CentreError::TooLarge);
        }
        // A wrong code is counted, so its refusal is no reason to take the transaction back.
        self.write(move |tx, parts, now| Ok(enrol::enrol(tx, parts, &body, now))).await?
    }

    /// `POST /v1/sync`.
    ///
    /// # Errors
    /// The refusals of `docs/sync-protocol.md`.
    pub async fn sync(&self, body: Vec<u8>) -> Done<SyncAnswer> {
        sync::exchange(&self.inner.parts, &self.inner.store, body).await
    }

    /// The body of an answer that is not 200.
    pub fn refusal(&self, error: &CentreError) -> Refusal {
        let challenge = match error {
            CentreError::ChallengeExpired { challenge } => challenge.clone(),
            _ => Vec::new(),
        };
        Refusal { code: error.code().to_owned(), challenge, server_time: self.clock().now() }
    }

    /// Finishes what was begun and closes the store.
    pub async fn shutdown(&self) {
        let store = Arc::clone(&self.inner.store);
        // A runtime that is shut down cannot wait any more; the store closes when it is dropped.
        let _ = tokio::task::spawn_blocking(move || store.close()).await;
    }

    /// Runs a service that writes.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        service: impl FnOnce(&mut dyn Tx, &Parts, Instant) -> Done<T> + Send + 'static,
    ) -> Done<T> {
        let parts = Arc::clone(&self.inner.parts);
        store::write(&self.inner.store, move |tx| {
            let now = parts.now();
            service(tx, &parts, now)
        })
        .await
    }

    /// Runs a service that reads.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        service: impl FnOnce(&dyn Tx, Instant) -> Done<T> + Send + 'static,
    ) -> Done<T> {
        let parts = Arc::clone(&self.inner.parts);
        store::read(&self.inner.store, move |tx| service(tx, parts.now())).await
    }
}

/// The first time: an epoch, and the reference book.
fn begin(tx: &mut dyn Tx, parts: &Parts) -> Done<()> {
    if tx.epochs()?.is_empty() {
        own::begin_epoch(tx, parts, parts.now())?;
    }
    if tx.book(&Book::reference())?.is_none() {
        tx.add_book(&Book::reference(), RecordId::NIL)?;
    }
    Ok(())
}
