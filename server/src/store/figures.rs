//! Units, clubs, and the projections: what can be rebuilt from the log and is kept up to date with it.

use clubbook_model::id::RecordId;
use clubbook_model::membership::Days;
use clubbook_model::time::{Day, Instant};

use crate::admin::Unit;
use crate::error::Done;
use crate::store::books::BookRow;

/// A task of a person in a club.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaskFigure {
    /// The person.
    pub person: RecordId,
    /// The number of the role.
    pub role: u32,
    /// From; none: since ever.
    pub from: Option<Day>,
    /// The first day without it; none while it lasts.
    pub to: Option<Day>,
}

/// A club as the pages list it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClubFigure {
    /// The club.
    pub club: RecordId,
    /// Its number.
    pub number: u64,
    /// Its name.
    pub name: String,
    /// The commune's code.
    pub unit: String,
    /// The number of its status.
    pub status: Option<u32>,
}

/// A meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingFigure {
    /// The meeting.
    pub meeting: RecordId,
    /// When it was held; none when it was not.
    pub held_on: Option<Day>,
    /// The roll is closed.
    pub is_closed: bool,
    /// The number of the mark of everybody in the roll whom nobody marked by hand.
    pub default_mark: Option<u32>,
    /// The people of the roll.
    pub roll: Vec<RecordId>,
}

/// A mark of the roll call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AttendanceFigure {
    /// The meeting.
    pub meeting: RecordId,
    /// The person.
    pub person: RecordId,
    /// The number of the mark.
    pub mark: Option<u32>,
    /// Not a member.
    pub guest: bool,
}

/// A visit that was not struck out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VisitFigure {
    /// The record.
    pub visit: RecordId,
    /// The day.
    pub day: Day,
    /// The person.
    pub person: RecordId,
    /// The visit that it says again; itself when somebody answered that it is another one.
    pub same_as: Option<RecordId>,
    /// Nobody was at home.
    pub not_at_home: bool,
}

/// The `unit` table, and the numbers of clubs.
pub trait Units {
    /// Adds or renames a unit.
    ///
    /// # Errors
    /// SQL.
    fn put_unit(&mut self, unit: &Unit) -> Done<()>;
    /// A unit.
    ///
    /// # Errors
    /// SQL.
    fn unit(&self, code: &str) -> Done<Option<Unit>>;
    /// All units, by code.
    ///
    /// # Errors
    /// SQL.
    fn units(&self) -> Done<Vec<Unit>>;
    /// Gives a club its number; `false` when the number is taken.
    ///
    /// # Errors
    /// SQL.
    fn add_club(&mut self, club: RecordId, number: u64) -> Done<bool>;
    /// The club with a number.
    ///
    /// # Errors
    /// SQL.
    fn club_by_number(&self, number: u64) -> Done<Option<RecordId>>;
}

/// What rights are made of.
pub trait TaskFigures {
    /// Replaces the tasks that a membership or a term gives.
    ///
    /// # Errors
    /// SQL.
    fn put_tasks(&mut self, record: RecordId, club: RecordId, tasks: &[TaskFigure]) -> Done<()>;
    /// The tasks of a person in a club.
    ///
    /// # Errors
    /// SQL.
    fn tasks(&self, club: RecordId, person: RecordId) -> Done<Vec<TaskFigure>>;
    /// All tasks of a club.
    ///
    /// # Errors
    /// SQL.
    fn tasks_of_club(&self, club: RecordId) -> Done<Vec<TaskFigure>>;
    /// Replaces the volunteers that a care case names.
    ///
    /// # Errors
    /// SQL.
    fn put_volunteers(&mut self, book: u64, record: RecordId, people: &[RecordId]) -> Done<()>;
    /// The volunteers of all care parts of a club: (book, person).
    ///
    /// # Errors
    /// SQL.
    fn volunteers_of_club(&self, club: RecordId) -> Done<Vec<(u64, RecordId)>>;
}

/// What pages show.
pub trait ClubFigures {
    /// Puts a club's name, unit and status; its number stands in the `club` table.
    ///
    /// # Errors
    /// SQL.
    fn put_club_figure(&mut self, figure: &ClubFigure) -> Done<()>;
    /// The clubs, by unit and number.
    ///
    /// # Errors
    /// SQL.
    fn club_figures(&self) -> Done<Vec<ClubFigure>>;
    /// One club.
    ///
    /// # Errors
    /// SQL.
    fn club_figure(&self, club: RecordId) -> Done<Option<ClubFigure>>;
    /// Puts a membership; `None` takes it out.
    ///
    /// # Errors
    /// SQL.
    fn put_member(&mut self, record: RecordId, club: RecordId, member: Option<(RecordId, Days)>) -> Done<()>;
    /// Who is a member on a day.
    ///
    /// # Errors
    /// SQL.
    fn members(&self, club: RecordId, day: Day) -> Done<Vec<RecordId>>;
    /// Puts or takes out that two records are one person.
    ///
    /// # Errors
    /// SQL.
    fn put_same(&mut self, record: RecordId, club: RecordId, pair: Option<(RecordId, RecordId)>) -> Done<()>;
    /// The linked pairs of a club.
    ///
    /// # Errors
    /// SQL.
    fn same_pairs(&self, club: RecordId) -> Done<Vec<(RecordId, RecordId)>>;
    /// Puts a meeting.
    ///
    /// # Errors
    /// SQL.
    fn put_meeting(&mut self, club: RecordId, figure: &MeetingFigure) -> Done<()>;
    /// The last meeting that was held up to a day.
    ///
    /// # Errors
    /// SQL.
    fn last_meeting(&self, club: RecordId, day: Day) -> Done<Option<MeetingFigure>>;
    /// Puts a mark; `None` takes it out.
    ///
    /// # Errors
    /// SQL.
    fn put_attendance(&mut self, record: RecordId, club: RecordId, figure: Option<&AttendanceFigure>) -> Done<()>;
    /// The marks of a meeting of a club.
    ///
    /// # Errors
    /// SQL.
    fn attendances(&self, club: RecordId, meeting: RecordId) -> Done<Vec<AttendanceFigure>>;
    /// Puts a visit of a care part; `None` takes it out.
    ///
    /// # Errors
    /// SQL.
    fn put_visit(&mut self, record: RecordId, book: &BookRow, visit: Option<&VisitFigure>) -> Done<()>;
    /// The visits from one day to another, as they were told.
    ///
    /// # Errors
    /// SQL.
    fn visits(&self, club: RecordId, from: Day, to: Day) -> Done<Vec<VisitFigure>>;
    /// The last day on which each person of a club was met on a visit.
    ///
    /// # Errors
    /// SQL.
    fn last_met(&self, club: RecordId) -> Done<Vec<(RecordId, Day)>>;
    /// Phones that may sync, and when one was last heard of.
    ///
    /// # Errors
    /// SQL.
    fn phones(&self, club: RecordId) -> Done<(u64, Option<Instant>)>;
    /// How many ops of a club's devices are held and wait for somebody to look; what was refused does not.
    ///
    /// # Errors
    /// SQL.
    fn held_of_club(&self, club: RecordId) -> Done<u64>;
}
