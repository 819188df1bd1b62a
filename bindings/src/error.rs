//! The one error of the boundary: what an app can act on. It carries no personal data but the words of a question, which are
//! for the screen.

use clubbook_core::features::CommandError;
use clubbook_core::phone::PhoneError;
use clubbook_core::store::StoreError;
use clubbook_core::sync::SyncError;
use clubbook_model::vocabulary::Language;

use crate::question::Question;

/// Why something was not done. Every one but [`ClubbookError::AskFirst`] comes with a sentence that says what happened, what was
/// kept, and what to do next.
#[derive(Debug, Clone, PartialEq, thiserror::Error, uniffi::Error)]
pub enum ClubbookError {
    /// A person has to answer a question; with the answer in the request the command goes through.
    #[error("ask_first")]
    AskFirst {
        /// What to ask.
        question: Question,
    },
    /// What was entered cannot be recorded, or does not exist: the form stays open.
    #[error("{code}")]
    NotRecorded {
        /// Stable.
        code: String,
        /// For the screen.
        words: String,
    },
    /// Nobody is signed in: show the people of this phone.
    #[error("locked")]
    Locked {
        /// For the screen.
        words: String,
    },
    /// Not the right PIN.
    #[error("wrong_pin")]
    WrongPin {
        /// Tries before one has to wait.
        tries_left: u64,
        /// For the screen.
        words: String,
    },
    /// Too many wrong PINs.
    #[error("wait_for_pin")]
    WaitForPin {
        /// Seconds.
        seconds: u64,
        /// For the screen.
        words: String,
    },
    /// The phone is not connected with a club: show the screen that connects it.
    #[error("not_enrolled")]
    NotConnected {
        /// For the screen.
        words: String,
    },
    /// The phone may not be used any longer.
    #[error("revoked")]
    Revoked {
        /// For the screen.
        words: String,
    },
    /// The centre was not reached, or said no. Nothing is lost; it is tried again.
    #[error("{code}")]
    Exchange {
        /// Stable.
        code: String,
        /// For the screen.
        words: String,
    },
    /// The store failed: full, damaged, opened with another key.
    #[error("{code}")]
    Store {
        /// Stable.
        code: String,
        /// For the screen.
        words: String,
    },
    /// It was cancelled, or the object was shut down.
    #[error("cancelled")]
    Cancelled {
        /// For the screen.
        words: String,
    },
}

impl ClubbookError {
    /// The error as an app can act on it.
    pub(crate) fn of(error: PhoneError, language: Language) -> Self {
        let words = error.words(language);
        if let PhoneError::Command(CommandError::AskFirst(question)) = error {
            return Self::AskFirst { question: Question::of(*question, language) };
        }
        if matches!(error.store(), Some(StoreError::Paused)) {
            return Self::Cancelled { words };
        }
        let code = error.code().to_owned();
        match error {
            PhoneError::Locked => Self::Locked { words },
            PhoneError::WrongPin { tries_left } => Self::WrongPin { tries_left, words },
            PhoneError::WaitForPin { seconds, .. } => Self::WaitForPin { seconds, words },
            PhoneError::Revoked => Self::Revoked { words },
            _ if code == "not_enrolled" => Self::NotConnected { words },
            _ if error.store().is_some() => Self::Store { code, words },
            PhoneError::Sync(SyncError::Practice) => Self::NotRecorded { code, words },
            PhoneError::Sync(_) | PhoneError::Way(_) => Self::Exchange { code, words },
            _ => Self::NotRecorded { code, words },
        }
    }

    pub(crate) fn not_recorded(code: &str, words: String) -> Self {
        Self::NotRecorded { code: code.to_owned(), words }
    }

    pub(crate) fn cancelled(language: Language) -> Self {
        let words = match language {
            Language::Vi => "Đã dừng. Những gì đã lưu vẫn còn trong máy.",
            Language::En => "Stopped. What was saved is still on this phone.",
        };
        Self::Cancelled { words: words.to_owned() }
    }
}

/// Bytes or texts from the other side that are not what they should be: a fault of the app's.
#[derive(Debug, thiserror::Error)]
#[error("{0} cannot be read")]
pub(crate) struct Unreadable(pub(crate) &'static str);

/// What a listener of the app's may answer: nothing is made of it but that the listener hears no more.
#[derive(Debug, thiserror::Error, uniffi::Error)]
pub enum ListenerError {
    /// It threw something.
    #[error("the listener failed")]
    Failed,
}

impl From<uniffi::UnexpectedUniFFICallbackError> for ListenerError {
    fn from(_: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Failed
    }
}
