//! What people do with the phone, feature by feature: `commands` change, `queries` read, `views` are what screens show.
//!
//! A command takes a [`Pen`] and a `…Request`, writes ops through it, and returns what changed. A query takes a
//! `&Connection`. Neither knows of the exchange with the centre.

pub mod meetings;
pub mod memberships;
pub mod people;
pub mod status;
pub mod visits;

use clubbook_model::codec::DecodeError;
use clubbook_model::edit::Draft;
use clubbook_model::entry::EntryError;
use clubbook_model::id::{Book, RecordId};
use clubbook_model::op::Op;
use clubbook_model::time::{Day, Instant};
use clubbook_model::vocabulary::Language;
use rusqlite::Transaction;

use crate::store::StoreError;
use crate::store::journal::Recorder;
use meetings::views::MeetingQuestion;
use people::views::DuplicateQuestion;
use visits::views::SameVisitQuestion;

/// Why a command did not record anything.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A person has to answer a question first; with the answer in the request the command goes through.
    #[error("a question has to be answered first")]
    AskFirst(Box<Question>),
    /// There is no such record; the kind's name.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// What was entered cannot be recorded.
    #[error("{0}")]
    Invalid(#[from] Invalid),
}

impl From<rusqlite::Error> for CommandError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<DecodeError> for CommandError {
    fn from(error: DecodeError) -> Self {
        Self::Store(error.into())
    }
}

/// What is wrong with what was entered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Invalid {
    /// A person without a name.
    #[error("a person needs a name")]
    NoName,
    /// A field by a name that is none, or a value that the field cannot hold.
    #[error(transparent)]
    Entry(#[from] EntryError),
    /// A day that has not come yet.
    #[error("this day has not come yet")]
    InTheFuture,
    /// A visit without a visitor.
    #[error("a visit needs somebody who went")]
    NoVisitor,
    /// The value to settle on is none of those that were entered.
    #[error("none of those entered")]
    NotAmongEntered,
    /// A membership that has ended already.
    #[error("the membership has ended already")]
    HasEnded,
}

/// A question that the person at the phone has to answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Question {
    /// Perhaps the person is in the book already.
    Duplicate(DuplicateQuestion),
    /// The meeting is closed, or of another month.
    Meeting(MeetingQuestion),
    /// Perhaps the visit is recorded already.
    SameVisit(SameVisitQuestion),
}

impl Question {
    /// The question as people read it. It may hold names: for the screen, not for logs.
    pub fn words(&self, language: Language) -> String {
        match self {
            Self::Duplicate(question) => question.words(language),
            Self::Meeting(question) => question.words(language),
            Self::SameVisit(question) => question.words(language),
        }
    }
}

impl From<Question> for CommandError {
    fn from(question: Question) -> Self {
        Self::AskFirst(Box::new(question))
    }
}

impl CommandError {
    /// What happened, what was kept and what to do, for the person at the phone.
    pub fn words(&self, language: Language) -> String {
        let (vi, en) = match self {
            Self::Store(error) => return error.words(language).to_owned(),
            Self::AskFirst(question) => return question.words(language),
            Self::NotFound(_) => (
                "Không thấy mục này trong sổ. Chưa ghi gì. Xem lại danh sách rồi chọn lại.",
                "This is not in the book. Nothing was recorded. Look at the list and choose again.",
            ),
            Self::Invalid(Invalid::NoName) => {
                ("Chưa có họ tên. Chưa ghi gì. Ghi họ tên rồi lưu.", "The name is missing. Nothing was recorded.")
            }
            Self::Invalid(Invalid::Entry(EntryError::NoSuchField)) => {
                ("Sổ không có mục này. Chưa ghi gì.", "The book has no such field. Nothing was recorded.")
            }
            Self::Invalid(Invalid::Entry(EntryError::Value(_))) => (
                "Giá trị này không hợp với mục đang ghi. Chưa ghi gì. Xem lại rồi ghi lại.",
                "This does not fit the field. Nothing was recorded. Check it and record it again.",
            ),
            Self::Invalid(Invalid::InTheFuture) => (
                "Ngày này chưa tới. Chưa ghi gì. Xem lại ngày.",
                "This day has not come yet. Nothing was recorded. Check the day.",
            ),
            Self::Invalid(Invalid::NoVisitor) => {
                ("Chưa chọn người đi thăm. Chưa ghi gì.", "Nobody was chosen who went. Nothing was recorded.")
            }
            Self::Invalid(Invalid::NotAmongEntered) => (
                "Không ai ghi giá trị này. Chưa ghi gì. Chọn một trong các giá trị đã ghi.",
                "Nobody entered this. Nothing was recorded. Choose one of those entered.",
            ),
            Self::Invalid(Invalid::HasEnded) => {
                ("Người này đã thôi sinh hoạt từ trước. Chưa ghi gì.", "This membership has ended already. Nothing was recorded.")
            }
        };
        match language {
            Language::Vi => vi,
            Language::En => en,
        }
        .to_owned()
    }
}

/// The result of a command or a query of a feature.
pub type Commanded<T> = Result<T, CommandError>;

/// What a command recorded, and what it shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Done<T> {
    /// The ops; empty when nothing had to change.
    pub ops: Vec<Op>,
    /// What changed, for the screen.
    pub result: T,
}

/// What a command writes with: one transaction, one author, one club.
#[derive(Debug)]
pub struct Pen<'a> {
    /// The transaction.
    pub tx: &'a Transaction<'a>,
    /// Makes the ops.
    pub recorder: Recorder<'a>,
    /// The phone's club.
    pub club: RecordId,
    ops: Vec<Op>,
}

impl<'a> Pen<'a> {
    /// A pen for one command.
    pub fn new(tx: &'a Transaction<'a>, recorder: Recorder<'a>, club: RecordId) -> Self {
        Self { tx, recorder, club, ops: Vec::new() }
    }

    /// The moment, by the phone's wall clock.
    pub fn now(&self) -> Instant {
        self.recorder.clock.now()
    }

    /// The day in Vietnam, by the phone's wall clock.
    pub fn today(&self) -> Day {
        self.now().day_in_vietnam()
    }

    /// The person at the phone.
    pub fn author(&self) -> RecordId {
        self.recorder.author.person
    }

    /// The club's roster.
    pub fn roster(&self) -> Book {
        Book::roster(self.club)
    }

    /// The id of the record that the next op creates.
    ///
    /// # Errors
    /// SQL, or a phone that is not enrolled.
    pub fn next_record(&self) -> Commanded<RecordId> {
        Ok(self.recorder.next_record(self.tx)?)
    }

    /// Writes a form down; one in which nothing was changed writes nothing.
    ///
    /// # Errors
    /// SQL, or a phone that is not enrolled.
    pub fn record(&mut self, book: &Book, draft: Draft) -> Commanded<()> {
        if let Some(recorded) = self.recorder.record(self.tx, book, draft)? {
            self.ops.push(recorded.op);
        }
        Ok(())
    }

    /// Ends the command.
    pub fn done<T>(self, result: T) -> Done<T> {
        Done { ops: self.ops, result }
    }
}
