//! Why the demo cannot go on. It shows what programs do, so their own words are passed on.

use clubbook_core::phone::PhoneError;
use clubbook_core::store::StoreError;
use clubbook_model::vocabulary::Language;

/// Why the demo cannot go on.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DemoError {
    /// A program of ours is not beside this one.
    #[error("{0} is not built: `make demo` builds it")]
    NotBuilt(&'static str),
    /// A program cannot be started, or a file cannot be written.
    #[error(transparent)]
    System(#[from] std::io::Error),
    /// The centre's program said no.
    #[error("clubbook-server {what}: {words}")]
    Centre {
        /// The subcommand.
        what: String,
        /// Its words.
        words: String,
    },
    /// A phone's program answered what nobody expects.
    #[error("the phone {phone}: {words}")]
    Phone {
        /// Its name.
        phone: String,
        /// Its words.
        words: String,
    },
    /// A phone's process has ended.
    #[error("the phone {0} has died")]
    Died(String),
    /// The phone that compares failed.
    #[error("comparing: {}", .0.words(Language::En))]
    Comparing(#[from] PhoneError),
    /// A phone's file could not be read for comparing.
    #[error("comparing: {}", .0.words(Language::En))]
    Store(#[from] StoreError),
    /// An answer in JSON without what it should hold.
    #[error("an answer without {0}")]
    Answer(&'static str),
}
