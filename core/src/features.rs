//! What people do with the phone, feature by feature: `commands` change, `queries` read, `views` are what screens show.
//!
//! A command takes a [`Pen`] and a `…Request`, writes ops through it, and returns what changed. A query takes a
//! `&Connection`. Neither knows of the exchange with the centre.

pub mod board;
pub mod care;
pub mod composition;
pub mod entitlements;
mod error;
pub mod groups;
pub mod households;
pub mod meetings;
pub mod memberships;
pub mod month_report;
pub mod notices;
pub mod people;
pub mod readings;
pub mod reference;
pub mod reminders;
pub mod rights;
pub mod status;
#[cfg(test)]
mod testing;
pub mod today;
pub mod visits;
pub mod volunteers;

use clubbook_model::edit::Draft;
use clubbook_model::id::{Book, RecordId};
use clubbook_model::op::Op;
use clubbook_model::rights::ClubRights;
use clubbook_model::time::{Day, Instant};
use rusqlite::Transaction;

use crate::store::journal::Recorder;
use crate::store::sight::Sight;
use crate::store::time;

pub use error::{CommandError, Invalid, Question};

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
    now: Instant,
    ops: Vec<Op>,
    within: Option<Within<'a>>,
}

/// The bounds of somebody at a phone that several people share.
#[derive(Debug)]
struct Within<'a> {
    rights: ClubRights,
    sight: &'a Sight,
}

impl<'a> Pen<'a> {
    /// A pen for one command.
    ///
    /// # Errors
    /// SQL.
    pub fn new(tx: &'a Transaction<'a>, recorder: Recorder<'a>, club: RecordId) -> Commanded<Self> {
        let now = time::noted_now(tx, recorder.clock)?;
        Ok(Self { tx, recorder, club, now, ops: Vec::new(), within: None })
    }

    /// Keeps the command within what its author may read and write.
    #[must_use]
    pub fn within(mut self, rights: ClubRights, sight: &'a Sight) -> Self {
        self.within = Some(Within { rights, sight });
        self
    }

    /// The moment of the command, see [`crate::store::time`].
    pub fn now(&self) -> Instant {
        self.now
    }

    /// The day in Vietnam at that moment.
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

    /// The care book of a person of the club.
    pub fn care(&self, person: RecordId) -> Book {
        Book::care(self.club, person)
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
    /// SQL, a phone that is not enrolled, or somebody at a shared phone who may not write this.
    pub fn record(&mut self, book: &Book, draft: Draft) -> Commanded<()> {
        if !self.may_record(book, &draft)? {
            return Err(CommandError::NoRight);
        }
        if let Some(recorded) = self.recorder.record(self.tx, book, draft)? {
            if let Some(within) = &self.within {
                within.sight.wrote(&recorded.op);
            }
            self.ops.push(recorded.op);
        }
        Ok(())
    }

    /// Whether the author may write a form down: at a phone of their own the centre judges that.
    ///
    /// # Errors
    /// SQL.
    pub fn may_record(&self, book: &Book, draft: &Draft) -> Commanded<bool> {
        match &self.within {
            Some(within) => rights::may_record(self.tx, &within.rights, book, draft),
            None => Ok(true),
        }
    }

    /// How many ops the command has written so far.
    pub fn written(&self) -> usize {
        self.ops.len()
    }

    /// Ends the command.
    pub fn done<T>(self, result: T) -> Done<T> {
        Done { ops: self.ops, result }
    }
}
