//! What the program says: an answer on stdout, a failure in words on stderr, and the exit code.

use std::io::Write;
use std::process::ExitCode;

use clubbook_core::features::CommandError;
use clubbook_core::phone::PhoneError;
use clubbook_core::sync::SyncError;
use clubbook_model::vocabulary::Language;
use serde_json::{Value, json};

use crate::show;

/// An answer, for programs and for people.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) json: Value,
    pub(crate) lines: Vec<String>,
    /// The answer is right, and says that something is wrong.
    pub(crate) is_bad_news: bool,
}

impl Answer {
    pub(crate) fn new(json: Value, lines: Vec<String>) -> Self {
        Self { json, lines, is_bad_news: false }
    }
}

/// Why there is no answer.
#[derive(Debug, Clone)]
pub(crate) struct Failure {
    pub(crate) code: String,
    pub(crate) words: String,
    /// What has to be answered first.
    pub(crate) question: Option<Value>,
    /// With which option it is answered.
    pub(crate) how_to_answer: Option<String>,
    pub(crate) exit: u8,
}

pub(crate) type Answered = Result<Answer, Failure>;

/// Something failed; nothing more is known.
const EXIT_FAILED: u8 = 1;
/// The command line is wrong.
const EXIT_USAGE: u8 = 2;
/// A question has to be answered first.
const EXIT_ASK: u8 = 3;
/// The phone is not connected, locked or revoked.
const EXIT_NOT_ALLOWED: u8 = 4;
/// The exchange with the centre did not come to its end, or the centre refused, a wrong code for example.
const EXIT_EXCHANGE: u8 = 5;
/// A check found something wrong.
pub(crate) const EXIT_BAD_NEWS: u8 = 6;

impl Failure {
    /// What the phone says.
    pub(crate) fn of(error: &PhoneError, language: Language) -> Self {
        let (question, how_to_answer) = match error {
            PhoneError::Command(CommandError::AskFirst(question)) => {
                (Some(show::question(question, language)), Some(show::how_to_answer(question, language)))
            }
            _ => (None, None),
        };
        let exit = match error {
            _ if question.is_some() => EXIT_ASK,
            PhoneError::Sync(SyncError::NotEnrolled)
            | PhoneError::Locked
            | PhoneError::Revoked
            | PhoneError::WrongPin { .. }
            | PhoneError::WaitForPin { .. }
            | PhoneError::OnlyTheHead => EXIT_NOT_ALLOWED,
            PhoneError::Sync(SyncError::Trouble { .. } | SyncError::NotConnected(_) | SyncError::Refused(_)) => {
                EXIT_EXCHANGE
            }
            PhoneError::Command(CommandError::Invalid(_)) | PhoneError::NotAPin | PhoneError::Way(_) => EXIT_USAGE,
            _ if error.code() == "not_enrolled" => EXIT_NOT_ALLOWED,
            _ => EXIT_FAILED,
        };
        Self { code: error.code().to_owned(), words: error.words(language), question, how_to_answer, exit }
    }

    /// The command cannot be meant.
    pub(crate) fn usage(code: &str, words: &str) -> Self {
        Self { code: code.to_owned(), words: words.to_owned(), question: None, how_to_answer: None, exit: EXIT_USAGE }
    }

    /// A file that cannot be read or written.
    pub(crate) fn file(what: &str, error: &std::io::Error) -> Self {
        Self {
            code: "file".to_owned(),
            words: format!("{what}: {error}"),
            question: None,
            how_to_answer: None,
            exit: EXIT_FAILED,
        }
    }

    pub(crate) fn to_json(&self) -> Value {
        let mut json = json!({ "ok": false, "code": self.code, "message": self.words });
        if let (Some(question), Some(fields)) = (&self.question, json.as_object_mut()) {
            fields.insert("question".to_owned(), question.clone());
        }
        json
    }
}

/// A line for people, beside the answer.
pub(crate) fn say(line: &str) {
    // Whoever closed stderr does not want to know.
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// A line of the answer; `false` when nobody reads any longer.
pub(crate) fn put(line: &str) -> bool {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").and_then(|()| out.flush()).is_ok()
}

pub(crate) fn print(answer: &Answer, as_json: bool) -> ExitCode {
    if as_json && !answer.json.is_null() {
        put(&answer.json.to_string());
    } else if !as_json {
        answer.lines.iter().all(|line| put(line));
    }
    if answer.is_bad_news { ExitCode::from(EXIT_BAD_NEWS) } else { ExitCode::SUCCESS }
}

pub(crate) fn print_failure(failure: &Failure, as_json: bool) -> ExitCode {
    if as_json {
        put(&failure.to_json().to_string());
    }
    say(&failure.words);
    if let Some(line) = &failure.how_to_answer {
        say(line);
    }
    ExitCode::from(failure.exit)
}
