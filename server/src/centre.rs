//! The centre as one value.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clubbook_model::id::{Book, DeviceId, RecordId};
use clubbook_model::key::PublicKey;
use clubbook_model::merge::EntityState;
use clubbook_model::message::{CentreCard, EnrolAnswer, Refusal, SyncAnswer};
use clubbook_model::time::Instant;
use clubbook_model::value::EntityRef;
use tokio::sync::watch;

use crate::admin::{
    ClubFilter, ClubSummary, ClubView, CodeSummary, DeviceSummary, HeldOp, ImportRow, Imported, IssuedCode, NewClub,
    PersonSummary, Rebuilt, ReceivedOp, Unit,
};
use crate::clock::{Clock, Random};
use crate::error::{CentreError, Done};
use crate::store::Store;

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

struct Inner {
    options: CentreOptions,
    store: Arc<dyn Store>,
    changes: watch::Sender<u64>,
    public_key: PublicKey,
}

/// The centre. Clones are the same centre.
#[derive(Clone)]
pub struct Centre {
    inner: Arc<Inner>,
}

impl std::fmt::Debug for Centre {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Centre").field("folder", &self.inner.options.folder).finish_non_exhaustive()
    }
}

impl Centre {
    /// Opens the centre of a folder; the first time, tables and keys are made.
    ///
    /// # Errors
    /// [`CentreError::NewerVersion`], [`CentreError::CannotWrite`], [`CentreError::Keys`] and the like.
    pub fn open(options: CentreOptions) -> Done<Self> {
        let _ = options;
        Err(CentreError::Busy)
    }

    /// The store, for the pages' own tables.
    pub fn store(&self) -> &Arc<dyn Store> {
        &self.inner.store
    }

    /// The clock.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.inner.options.clock
    }

    /// The randomness.
    pub fn random(&self) -> &Arc<dyn Random> {
        &self.inner.options.random
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.inner.options.name
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.inner.options.folder
    }

    /// The database file, for a backup.
    pub fn database(&self) -> PathBuf {
        self.inner.options.folder.join("centre.db")
    }

    /// The key that signs frames and certificates; its fingerprint is what people compare.
    pub fn public_key(&self) -> PublicKey {
        self.inner.public_key
    }

    /// Ticks after each commit that changed something that pages show.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.inner.changes.subscribe()
    }

    /// What `GET /v1/centre` tells.
    ///
    /// # Errors
    /// The store's.
    pub async fn card(&self) -> Done<CentreCard> {
        Err(CentreError::Busy)
    }

    /// `POST /v1/enrol`.
    ///
    /// # Errors
    /// The refusals of `docs/sync-protocol.md`.
    pub async fn enrol(&self, body: Vec<u8>) -> Done<EnrolAnswer> {
        let _ = body;
        Err(CentreError::Busy)
    }

    /// `POST /v1/sync`.
    ///
    /// # Errors
    /// The refusals of `docs/sync-protocol.md`.
    pub async fn sync(&self, body: Vec<u8>) -> Done<SyncAnswer> {
        let _ = body;
        Err(CentreError::Busy)
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
        // A closed runtime cannot wait any more; the store closes when it is dropped.
        let _ = tokio::task::spawn_blocking(move || store.close()).await;
    }
}

macro_rules! soon {
    ($($(#[$doc:meta])* $name:ident($($arg:ident: $type:ty),*) -> $out:ty;)+) => {
        impl Centre {
            $($(#[$doc])*
            ///
            /// # Errors
            /// The store's, and what is wrong with the arguments.
            pub async fn $name(&self, $($arg: $type),*) -> Done<$out> {
                $(let _ = $arg;)*
                Err(CentreError::Busy)
            })+
        }
    };
}

soon! {
    /// Adds or renames a unit.
    add_unit(unit: Unit) -> ();
    /// Loads a list of units in the form of the public list (`code,name,type,province_code,province_name`); returns how many.
    load_units(csv: Vec<u8>) -> u64;
    /// The units, by code.
    units() -> Vec<Unit>;
    /// Sets up a club.
    create_club(club: NewClub) -> ClubView;
    /// The club with a number.
    club(number: u64) -> ClubView;
    /// Takes people from a list: all of it or, with [`CentreError::Import`], nothing.
    import_people(club_number: u64, rows: Vec<ImportRow>) -> Imported;
    /// The members of a club who have tasks, by name.
    people_with_tasks(club_number: u64) -> Vec<PersonSummary>;
    /// Issues a code for somebody with a task in the club.
    issue_code(club_number: u64, person: RecordId) -> IssuedCode;
    /// Cancels the open codes of a person; returns how many.
    cancel_code(club_number: u64, person: RecordId) -> u64;
    /// The codes of a club, the newest first.
    codes(club_number: u64) -> Vec<CodeSummary>;
    /// Revokes a device: what it sends is held.
    revoke_device(device: DeviceId) -> ();
    /// Revokes a person with all devices.
    revoke_person(club_number: u64, person: RecordId) -> u64;
    /// Lets in a device that waits after a fork, and releases what was held of it; returns how many ops.
    approve_device(device: DeviceId) -> u64;
    /// What waits for review, of one club or of all.
    quarantine(club_number: Option<u64>) -> Vec<HeldOp>;
    /// Releases held ops of a device from one number to another, stamps and order kept; returns how many.
    release(device: DeviceId, first: u64, last: u64) -> u64;
    /// Erases a record for good: its values become stubs everywhere.
    erase(record: EntityRef, document: String) -> ();
    /// The clubs in numbers, by commune and number.
    clubs(filter: ClubFilter) -> Vec<ClubSummary>;
    /// The phones of a club.
    devices(club_number: u64) -> Vec<DeviceSummary>;
    /// Rebuilds states, sums and figures from the log.
    rebuild() -> Rebuilt;
    /// Every op that the centre has of a device, by number.
    received_ops(device: DeviceId) -> Vec<ReceivedOp>;
    /// The folded state of a record.
    entity_state(book: Book, entity: RecordId) -> Option<EntityState>;
    /// Notes that ops received up to a moment are in a backup that was test-restored.
    set_backup_safe(moment: Instant) -> ();
    /// Begins a new epoch after the database was restored from a backup, and replays the journal outside it.
    begin_epoch_after_restore() -> ();
}
