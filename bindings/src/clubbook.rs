//! The object that apps hold: one phone's book.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use clubbook_core::features::status::words::salvaged;
use clubbook_core::features::{Commanded, Pen};
use clubbook_core::phone::{Asked, Phone, PhoneOptions, Question, Saved};
use clubbook_core::store::{DatabaseKey, StoreOptions};
use clubbook_model::id::RecordId;
use clubbook_model::vocabulary;
use tokio::runtime::Runtime;
use tokio::task::AbortHandle;

use crate::changes::{Listeners, Topic};
use crate::clock::{NetworkClock, PhoneClock};
use crate::error::ClubbookError;
use crate::values::Language;

/// The result of what is asked of the book.
pub type Asks<T> = Result<T, ClubbookError>;

/// How to open a book.
#[derive(Clone, uniffi::Record)]
pub struct OpenRequest {
    /// The database file, in the app's own folder, outside of every backup.
    pub path: String,
    /// 32 random bytes that the platform's keystore wraps.
    pub key: Vec<u8>,
    /// Name and version of the app, for the centre's list of phones.
    pub app: String,
    /// The language of words.
    pub language: Language,
    /// The PEM of a centre's own certificate authority, where it has one.
    #[uniffi(default = None)]
    pub authority: Option<Vec<u8>>,
    /// The system's own time from the network, where it has one.
    #[uniffi(default = None)]
    pub network_clock: Option<Arc<dyn NetworkClock>>,
}

/// What the salvage of a damaged file brought. A person has to hear of it.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct SalvageView {
    /// For the screen.
    pub words: String,
}

/// A phone's book. It may be called from any thread; nothing here waits for the network but what is `async`.
#[derive(uniffi::Object)]
pub struct Clubbook {
    phone: Phone,
    runtime: Runtime,
    language: AtomicU8,
    running: Mutex<Vec<AbortHandle>>,
    pub(crate) listeners: Arc<Listeners>,
}

impl Clubbook {
    fn over(phone: Phone, language: Language) -> Asks<Arc<Self>> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("clubbook")
            .enable_all()
            .build()
            .map_err(|_| ClubbookError::Store {
                code: "threads".to_owned(),
                words: match language {
                    Language::Vi => "Máy không còn chỗ để mở Sổ CLB. Đóng bớt ứng dụng khác rồi mở lại.",
                    Language::En => "This phone has no room to open Clubbook. Close other apps and open it again.",
                }
                .to_owned(),
            })?;
        let book =
            Self { phone, runtime, language: AtomicU8::new(0), running: Mutex::default(), listeners: Arc::default() };
        book.speak(language);
        Ok(Arc::new(book))
    }

    pub(crate) fn phone(&self) -> &Phone {
        &self.phone
    }

    /// The language of words.
    pub(crate) fn words_in(&self) -> vocabulary::Language {
        match self.language.load(Ordering::Relaxed) {
            0 => vocabulary::Language::Vi,
            _ => vocabulary::Language::En,
        }
    }

    /// What was asked, with errors as an app can act on them.
    pub(crate) fn told<T>(&self, asked: Asked<T>) -> Asks<T> {
        asked.map_err(|error| ClubbookError::of(error, self.words_in()))
    }

    /// Runs a query.
    pub(crate) fn query<T>(&self, look: impl FnOnce(&Question<'_>) -> Commanded<T>) -> Asks<T> {
        self.told(self.phone.query(look))
    }

    /// Runs a command and tells those who listen what has changed.
    pub(crate) fn command<T>(&self, change: impl FnOnce(&mut Pen<'_>) -> Commanded<T>) -> Asks<T> {
        let Saved { ops, result } = self.told(self.phone.command(change))?;
        self.announce(ops.iter().flat_map(|op| Topic::of(op.kind)).chain([Topic::Status]));
        Ok(result)
    }

    /// Tells those who listen, from a thread of the runtime's.
    pub(crate) fn announce(&self, topics: impl IntoIterator<Item = Topic>) {
        self.listeners.announce(self.runtime.handle(), topics.into_iter().collect());
    }

    fn running(&self) -> MutexGuard<'_, Vec<AbortHandle>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note_running(&self, task: AbortHandle) {
        let mut running = self.running();
        running.retain(|task| !task.is_finished());
        running.push(task);
    }

    /// Runs work on the book's own runtime: it goes on when the app no longer waits for it, until [`Clubbook::cancel`].
    pub(crate) async fn detached<T: Send + 'static>(
        &self,
        work: impl Future<Output = Asked<T>> + Send + 'static,
    ) -> Asks<T> {
        let task = self.runtime.spawn(work);
        self.note_running(task.abort_handle());
        match task.await {
            Ok(asked) => self.told(asked),
            Err(_) => Err(ClubbookError::cancelled(self.words_in())),
        }
    }
}

#[uniffi::export]
impl Clubbook {
    /// Opens the book, creating it when the file is new. A damaged file is set aside and salvaged.
    #[uniffi::constructor]
    pub fn open(request: OpenRequest) -> Asks<Arc<Self>> {
        let (options, language) = options(request)?;
        let phone = Phone::open(options).map_err(|error| ClubbookError::of(error, language.into()))?;
        Self::over(phone, language)
    }

    /// Opens the practice club ("Tập thử"), in a file of its own, and sets it up when the file is new. It sends nothing.
    #[uniffi::constructor]
    pub fn open_practice(request: OpenRequest) -> Asks<Arc<Self>> {
        let (options, language) = options(request)?;
        let phone = Phone::open_practice(options).map_err(|error| ClubbookError::of(error, language.into()))?;
        Self::over(phone, language)
    }

    /// Chooses the language of words.
    pub fn speak(&self, language: Language) {
        self.language.store(language as u8, Ordering::Relaxed);
    }

    /// Whether this is the practice club.
    pub fn is_practice(&self) -> Asks<bool> {
        self.told(self.phone.is_practice())
    }

    /// What the salvage of a damaged file brought, when opening needed one.
    pub fn salvage(&self) -> Option<SalvageView> {
        let language = self.words_in();
        self.phone.salvage().map(|report| SalvageView { words: salvaged(report, language) })
    }

    /// The person at the phone.
    pub fn person(&self) -> Asks<RecordId> {
        self.told(self.phone.user())
    }

    /// Gives up what is `async` and runs: the next try goes on where this one was.
    pub fn cancel(&self) {
        self.running().drain(..).for_each(|task| task.abort());
    }

    /// Closes every file before the system puts the app to sleep.
    pub fn pause(&self) -> Asks<()> {
        self.told(self.phone.pause().map_err(Into::into))
    }

    /// Opens again what [`Clubbook::pause`] closed.
    pub fn resume(&self) -> Asks<()> {
        self.told(self.phone.resume().map_err(Into::into))
    }

    /// Ends everything and closes the book for good. Whatever is asked of it afterwards is answered by
    /// [`ClubbookError::Cancelled`].
    pub fn shutdown(&self) -> Asks<()> {
        self.cancel();
        self.listeners.silence();
        self.told(self.phone.shutdown().map_err(Into::into))
    }
}

fn options(request: OpenRequest) -> Asks<(PhoneOptions, Language)> {
    let OpenRequest { path, key, app, language, authority, network_clock } = request;
    let key: [u8; 32] = key.try_into().map_err(|_| ClubbookError::Store {
        code: "key".to_owned(),
        words: match language {
            Language::Vi => "Khóa của sổ không đúng. Sổ còn nguyên. Đưa máy cho cán bộ.",
            Language::En => "The book's key is not one. The book is as it was. Show the phone to an officer.",
        }
        .to_owned(),
    })?;
    let mut options = PhoneOptions::new(StoreOptions::new(PathBuf::from(path), DatabaseKey::new(key)), &app);
    options.authority = authority;
    if let Some(network) = network_clock {
        options.clock = Arc::new(PhoneClock::beside(network));
    }
    Ok((options, language))
}
