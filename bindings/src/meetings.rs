//! The meeting: calling the roll, closing it.

use clubbook_core::features::meetings::commands;
use clubbook_core::features::meetings::queries;
use clubbook_core::features::meetings::views::{
    self, CloseMeetingRequest, MarkRequest, OpenMeetingRequest, closed_words,
};
use clubbook_model::id::RecordId;
use clubbook_model::time::{Day, Month};
use clubbook_model::vocabulary::{self, Language, MeetingKind, MeetingStatus};

use crate::clubbook::{Asks, Clubbook};
use crate::people::PersonView;
use crate::values::Seen;

/// What is said of somebody's presence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Mark {
    /// Có mặt.
    Present,
    /// Đến trễ.
    Late,
    /// Vắng có lý do.
    Excused,
    /// Vắng.
    Absent,
    /// Nobody said anything, or it was taken back.
    Unset,
    /// Of a newer version.
    Newer,
}

impl From<vocabulary::Mark> for Mark {
    fn from(mark: vocabulary::Mark) -> Self {
        match mark {
            vocabulary::Mark::Present => Self::Present,
            vocabulary::Mark::Late => Self::Late,
            vocabulary::Mark::Excused => Self::Excused,
            vocabulary::Mark::Absent => Self::Absent,
            vocabulary::Mark::Unset => Self::Unset,
            vocabulary::Mark::Unknown(_) => Self::Newer,
        }
    }
}

impl From<Mark> for vocabulary::Mark {
    fn from(mark: Mark) -> Self {
        match mark {
            Mark::Present => Self::Present,
            Mark::Late => Self::Late,
            Mark::Excused => Self::Excused,
            Mark::Absent => Self::Absent,
            Mark::Unset => Self::Unset,
            // The core refuses it.
            Mark::Newer => Self::Unknown(u32::MAX),
        }
    }
}

/// In which order a roll is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum RollOrder {
    /// As in the paper register.
    Register,
    /// As in a Vietnamese list of names.
    Name,
}

/// A tile of the roll.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct RollRow {
    /// The person.
    pub person: PersonView,
    /// Number in the register.
    pub register_no: Option<i64>,
    /// What counts.
    pub mark: Mark,
    /// As people read it.
    pub mark_label: String,
    /// They came, in time or not.
    pub is_here: bool,
    /// Nobody has marked this member: they are asked about before the roll is closed.
    pub is_unmarked: bool,
    /// Somebody marked them, rather than the rule for the rest.
    pub by_hand: bool,
    /// Why away.
    pub reason: Option<String>,
    /// Not a member.
    pub is_guest: bool,
    /// Marked after closing.
    pub after_closing: bool,
    /// What the screen shows of it: goes back with the mark.
    pub seen: Seen,
}

impl RollRow {
    fn of(row: views::RollRow, language: Language) -> Self {
        use clubbook_model::vocabulary::Vocabulary;
        Self {
            is_here: row.is_here(),
            is_unmarked: row.is_unmarked(),
            mark_label: row.mark.label(language).to_owned(),
            mark: row.mark.into(),
            register_no: row.register_no,
            by_hand: row.by_hand,
            reason: row.reason,
            is_guest: row.guest,
            after_closing: row.after_closing,
            seen: Seen(row.seen),
            person: PersonView::of(row.person, language),
        }
    }
}

/// The big counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Record)]
pub struct CountsView {
    /// Members on the roll.
    pub members: u32,
    /// Everybody who is marked as being there, guests too: so many heads should be counted.
    pub here: u32,
    /// Members present, late ones among them.
    pub present: u32,
    /// Of them late.
    pub late: u32,
    /// Away with a reason.
    pub excused: u32,
    /// Away.
    pub absent: u32,
    /// Nobody said anything.
    pub unmarked: u32,
    /// Guests.
    pub guests: u32,
    /// Heads that were counted in the room.
    pub head_count: Option<i64>,
}

impl From<views::CountsView> for CountsView {
    fn from(counts: views::CountsView) -> Self {
        let small = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Self {
            members: small(counts.members),
            here: small(counts.here()),
            present: small(counts.present),
            late: small(counts.late),
            excused: small(counts.excused),
            absent: small(counts.absent),
            unmarked: small(counts.unmarked),
            guests: small(counts.guests),
            head_count: counts.head_count,
        }
    }
}

/// A roll.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct RollView {
    /// The meeting.
    pub meeting: RecordId,
    /// Held on.
    pub held_on: Option<Day>,
    /// The roll is closed.
    pub is_closed: bool,
    /// The tiles.
    pub rows: Vec<RollRow>,
    /// The counter.
    pub counts: CountsView,
    /// "58 có mặt, 12 vắng".
    pub counts_words: String,
    /// "Đã chốt buổi sinh hoạt: …", once it is closed.
    pub closed_words: Option<String>,
    /// Late marks, the difference to the heads counted.
    pub remarks: Vec<String>,
    /// Guests without a record.
    pub guest_names: Vec<String>,
    /// What the screen shows of the meeting: goes back when it is closed.
    pub seen: Seen,
}

impl RollView {
    fn of(roll: views::RollView, language: Language) -> Self {
        let is_closed = roll.meeting.status == Some(MeetingStatus::Closed);
        Self {
            meeting: roll.meeting.id,
            held_on: roll.meeting.held_on,
            is_closed,
            counts: roll.counts.into(),
            counts_words: roll.counts.words(language),
            closed_words: is_closed.then(|| closed_words(&roll.counts, language)),
            remarks: roll.remarks(language),
            guest_names: roll.meeting.guests.clone(),
            seen: Seen(roll.seen),
            rows: roll.rows.into_iter().map(|row| RollRow::of(row, language)).collect(),
        }
    }
}

/// A mark that was made.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct MarkedView {
    /// The tile as it is now.
    pub row: RollRow,
    /// The counter.
    pub counts: CountsView,
    /// "Đã ghi bà Lan có mặt. Bấm nhầm? Bỏ ghi."
    pub words: String,
}

impl MarkedView {
    fn of(marked: views::MarkedView, language: Language) -> Self {
        let words = marked.words(language);
        Self { counts: marked.counts.into(), words, row: RollRow::of(marked.row, language) }
    }
}

/// What is said of somebody whom nobody marked, at closing.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct UnmarkedAnswer {
    /// Who.
    pub person: RecordId,
    /// What.
    pub mark: Mark,
    /// Why away.
    pub reason: Option<String>,
}

/// The end of a roll.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct CloseRequest {
    /// The meeting.
    pub meeting: RecordId,
    /// Of the roll that is on the screen.
    pub seen: Seen,
    /// Heads counted in the room.
    pub head_count: Option<i64>,
    /// The unmarked, one by one.
    pub answers: Vec<UnmarkedAnswer>,
    /// What all others are; without it [`crate::Question::Unmarked`] asks.
    pub rest: Option<Mark>,
}

#[uniffi::export]
impl Clubbook {
    /// The roll of this month's regular meeting, once somebody has begun it: looking opens nothing.
    pub fn roll_of_this_month(&self) -> Asks<Option<RollView>> {
        let language = self.words_in();
        self.query(|q| {
            let meeting = queries::of_month(q.connection, q.club, q.today.month(), MeetingKind::Regular)?;
            let is_begun = |meeting: &views::MeetingView| {
                matches!(meeting.status, Some(MeetingStatus::Open | MeetingStatus::Closed))
            };
            let Some(meeting) = meeting.filter(is_begun) else { return Ok(None) };
            let roll = queries::roll(q.connection, q.club, meeting.id, views::RollOrder::Register, q.today)?;
            Ok(Some(RollView::of(roll, language)))
        })
    }

    /// Opens this month's regular meeting, or the one of `held_on`, and shows its roll. `confirmed` answers
    /// [`crate::Question::Meeting`].
    pub fn open_meeting(&self, held_on: Option<Day>, month: Option<Month>, confirmed: bool) -> Asks<RollView> {
        let language = self.words_in();
        let request = OpenMeetingRequest { kind: MeetingKind::Regular, month, held_on, place: None, confirmed };
        self.command(|pen| Ok(RollView::of(commands::open(pen, &request)?, language)))
    }

    /// The roll of a meeting.
    pub fn roll(&self, meeting: RecordId, order: RollOrder) -> Asks<RollView> {
        let language = self.words_in();
        let order = match order {
            RollOrder::Register => views::RollOrder::Register,
            RollOrder::Name => views::RollOrder::Name,
        };
        self.query(|q| Ok(RollView::of(queries::roll(q.connection, q.club, meeting, order, q.today)?, language)))
    }

    /// Marks somebody; [`Mark::Unset`] takes the mark back. `seen` is the tile's.
    pub fn mark(
        &self,
        meeting: RecordId,
        person: RecordId,
        mark: Mark,
        reason: Option<String>,
        seen: Seen,
    ) -> Asks<MarkedView> {
        let language = self.words_in();
        let request = MarkRequest { meeting, person, mark: mark.into(), reason, seen: seen.0 };
        self.command(|pen| Ok(MarkedView::of(commands::mark(pen, &request)?, language)))
    }

    /// Somebody of the book comes as a guest.
    pub fn add_guest(&self, meeting: RecordId, person: RecordId) -> Asks<MarkedView> {
        let language = self.words_in();
        self.command(|pen| Ok(MarkedView::of(commands::add_guest(pen, meeting, person)?, language)))
    }

    /// Somebody comes as a guest of whom the book has no record.
    pub fn add_guest_by_name(&self, meeting: RecordId, name: String) -> Asks<RollView> {
        let language = self.words_in();
        self.command(|pen| Ok(RollView::of(commands::add_guest_by_name(pen, meeting, &name)?, language)))
    }

    /// The undo of [`Clubbook::add_guest_by_name`].
    pub fn remove_guest_by_name(&self, meeting: RecordId, name: String) -> Asks<RollView> {
        let language = self.words_in();
        self.command(|pen| Ok(RollView::of(commands::remove_guest_by_name(pen, meeting, &name)?, language)))
    }

    /// Closes the roll. Those whom nobody marked are asked about first.
    pub fn close_meeting(&self, request: CloseRequest) -> Asks<RollView> {
        let language = self.words_in();
        let answer = |answer: UnmarkedAnswer| views::UnmarkedAnswer {
            person: answer.person,
            mark: answer.mark.into(),
            reason: answer.reason,
        };
        let closing = CloseMeetingRequest {
            meeting: request.meeting,
            head_count: request.head_count,
            answers: request.answers.into_iter().map(answer).collect(),
            rest: request.rest.map(vocabulary::Mark::from),
            chair: None,
            secretary: None,
            seen: request.seen.0,
        };
        self.command(|pen| Ok(RollView::of(commands::close(pen, &closing)?, language)))
    }
}
