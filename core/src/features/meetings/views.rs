//! What screens show of meetings, and what they send.

use clubbook_model::id::RecordId;
use clubbook_model::merge::EntityState;
use clubbook_model::registry::Meeting;
use clubbook_model::time::{Day, Month};
use clubbook_model::vocabulary::{Language, Mark, MeetingKind, MeetingStatus, Vocabulary};

use crate::features::people::views::{PersonView, UnsettledView};
use crate::wording;

/// A meeting.
#[derive(Debug, Clone, PartialEq)]
pub struct MeetingView {
    /// The record.
    pub id: RecordId,
    /// The month that it belongs to.
    pub month: Option<Month>,
    /// What kind.
    pub kind: Option<MeetingKind>,
    /// Open, closed, postponed…
    pub status: Option<MeetingStatus>,
    /// Why postponed or cancelled.
    pub status_reason: Option<String>,
    /// Planned for.
    pub planned_on: Option<Day>,
    /// Held on.
    pub held_on: Option<Day>,
    /// Where.
    pub place: Option<String>,
    /// Guests by name.
    pub guests: Vec<String>,
    /// Heads counted in the room.
    pub head_count: Option<i64>,
}

impl MeetingView {
    /// What is shown of a meeting.
    pub fn of(meeting: &Meeting) -> Self {
        Self {
            id: meeting.id,
            month: meeting.month.and_then(Month::from_index),
            kind: meeting.meeting_kind,
            status: meeting.status,
            status_reason: meeting.status_reason.clone(),
            planned_on: meeting.planned_on,
            held_on: meeting.held_on,
            place: meeting.place.clone(),
            guests: meeting.guests.clone(),
            head_count: meeting.head_count,
        }
    }
}

/// In which order a roll is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RollOrder {
    /// As in the paper register; who has no number there comes after, by name.
    #[default]
    Register,
    /// As a Vietnamese list of names.
    Name,
}

/// A person in the roll.
#[derive(Debug, Clone, PartialEq)]
pub struct RollRow {
    /// The person.
    pub person: PersonView,
    /// Number in the paper register.
    pub register_no: Option<i64>,
    /// The mark; [`Mark::Unset`] while there is none.
    pub mark: Mark,
    /// Somebody marked this person by hand; else the mark is the meeting's default.
    pub by_hand: bool,
    /// Why excused.
    pub reason: Option<String>,
    /// Not a member.
    pub guest: bool,
    /// The mark was made after the meeting was closed. It counts.
    pub after_closing: bool,
    /// Other records of the same person.
    pub same_person: Vec<RecordId>,
    /// What was in the record of the mark: a new mark names it.
    pub seen: EntityState,
}

/// Numbers of a roll. People with two records count once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CountsView {
    /// Members present, the late ones included.
    pub present: usize,
    /// Of these, late.
    pub late: usize,
    /// Members excused.
    pub excused: usize,
    /// Members absent without a reason.
    pub absent: usize,
    /// Members whom nobody has marked.
    pub unmarked: usize,
    /// Guests, by record and by name.
    pub guests: usize,
    /// Heads counted in the room.
    pub head_count: Option<i64>,
}

impl CountsView {
    /// How many more heads were counted than people are marked present; negative when fewer.
    pub fn difference(&self) -> Option<i64> {
        let marked = i64::try_from(self.present + self.guests).unwrap_or(i64::MAX);
        self.head_count.map(|heads| heads.saturating_sub(marked))
    }

    /// "58 có mặt, 12 vắng": all who are not there are counted as away here.
    pub fn words(&self, language: Language) -> String {
        let away = self.excused + self.absent;
        let mut words = match language {
            Language::Vi => format!("{} có mặt, {away} vắng", self.present),
            Language::En => format!("{} present, {away} away", self.present),
        };
        let mut add = |count: usize, vi: &str, en: &str| {
            if count > 0 {
                let label = match language {
                    Language::Vi => vi,
                    Language::En => en,
                };
                words.push_str(&format!(", {count} {label}"));
            }
        };
        add(self.guests, "khách", if self.guests == 1 { "guest" } else { "guests" });
        add(self.unmarked, "chưa ghi", "not marked");
        words
    }
}

/// A roll.
#[derive(Debug, Clone, PartialEq)]
pub struct RollView {
    /// The meeting.
    pub meeting: MeetingView,
    /// The members, in the order that was asked for, then the guests.
    pub rows: Vec<RollRow>,
    /// The numbers.
    pub counts: CountsView,
    /// Values that two people entered differently, of the meeting and of the marks.
    pub unsettled: Vec<UnsettledView>,
    /// What was in the record of the meeting: what is done to the whole roll names it.
    pub seen: EntityState,
}

impl RollView {
    /// Members whom nobody has marked.
    pub fn unmarked(&self) -> impl Iterator<Item = &RollRow> {
        self.rows.iter().filter(|row| row.mark == Mark::Unset && !row.guest)
    }

    /// Marks that were made after the meeting was closed.
    pub fn late_marks(&self) -> impl Iterator<Item = &RollRow> {
        self.rows.iter().filter(|row| row.after_closing)
    }

    /// The row of a person, by any of their records.
    pub fn row(&self, person: RecordId) -> Option<&RollRow> {
        self.rows.iter().find(|row| row.person.id == person || row.same_person.contains(&person))
    }

    /// What the club head has to know: marks after closing, and a head count that differs.
    pub fn remarks(&self, language: Language) -> Vec<String> {
        let mut remarks = Vec::new();
        let late = self.late_marks().count();
        if late > 0 {
            remarks.push(match language {
                Language::Vi => format!("Có {late} lần ghi sau khi chốt. Vẫn tính."),
                Language::En => format!("Marked after closing: {late}. They count."),
            });
        }
        match self.counts.difference() {
            None | Some(0) => {}
            Some(more) if more > 0 => remarks.push(match language {
                Language::Vi => format!("Đếm được nhiều hơn số đã ghi {more} người."),
                Language::En => format!("{more} more counted in the room than marked."),
            }),
            Some(fewer) => remarks.push(match language {
                Language::Vi => format!("Đếm được ít hơn số đã ghi {} người.", fewer.unsigned_abs()),
                Language::En => format!("{} fewer counted in the room than marked.", fewer.unsigned_abs()),
            }),
        }
        remarks
    }
}

/// That a meeting begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenMeetingRequest {
    /// What kind. Of each kind there is one in a month.
    pub kind: MeetingKind,
    /// The month that it belongs to; today's when nothing is said.
    pub month: Option<Month>,
    /// The day; today when nothing is said.
    pub held_on: Option<Day>,
    /// Where; the club's usual place when nothing is said.
    pub place: Option<String>,
    /// "Yes, open it": the answer to [`MeetingQuestion`].
    pub confirmed: bool,
}

impl OpenMeetingRequest {
    /// This month's regular meeting, today.
    pub fn regular() -> Self {
        Self { kind: MeetingKind::Regular, month: None, held_on: None, place: None, confirmed: false }
    }
}

/// A mark of one person by hand.
#[derive(Debug, Clone, PartialEq)]
pub struct MarkRequest {
    /// The meeting.
    pub meeting: RecordId,
    /// The person.
    pub person: RecordId,
    /// The mark; [`Mark::Unset`] undoes.
    pub mark: Mark,
    /// Why excused.
    pub reason: Option<String>,
    /// What was in the record of the mark when the roll was shown.
    pub seen: EntityState,
}

impl MarkRequest {
    /// A mark over a row of the roll as it was shown.
    pub fn over(meeting: RecordId, row: &RollRow, mark: Mark) -> Self {
        Self { meeting, person: row.person.id, mark, reason: None, seen: row.seen.clone() }
    }
}

/// A mark that was made.
#[derive(Debug, Clone, PartialEq)]
pub struct MarkedView {
    /// The row as it is now.
    pub row: RollRow,
    /// The numbers now.
    pub counts: CountsView,
    /// The meeting was closed already: the mark counts, and the club head is told.
    pub after_closing: bool,
}

impl MarkedView {
    /// "Đã ghi bà Lan có mặt. Bấm nhầm? Bỏ ghi."
    pub fn words(&self, language: Language) -> String {
        let who = self.row.person.said(language);
        let mark = self.row.mark.label(language);
        let mut words = match (language, self.row.mark) {
            (Language::Vi, Mark::Unset) => format!("Đã bỏ ghi {who}."),
            (Language::En, Mark::Unset) => format!("{who} is not marked any longer."),
            (Language::Vi, _) => format!("Đã ghi {who} {mark}. Bấm nhầm? Bỏ ghi."),
            (Language::En, _) => format!("{who}: {mark}. A slip? Undo."),
        };
        if self.after_closing {
            words.push_str(match language {
                Language::Vi => " Buổi sinh hoạt đã chốt, lần ghi này vẫn tính.",
                Language::En => " The meeting is closed; this counts all the same.",
            });
        }
        words
    }
}

/// One mark for everybody whom nobody marks by hand: "tất cả có mặt, trừ…".
#[derive(Debug, Clone, PartialEq)]
pub struct AllButRequest {
    /// The meeting.
    pub meeting: RecordId,
    /// The mark.
    pub mark: Mark,
    /// What was in the record of the meeting when the roll was shown.
    pub seen: EntityState,
}

/// That the roll is called and the meeting over.
#[derive(Debug, Clone, PartialEq)]
pub struct CloseMeetingRequest {
    /// The meeting.
    pub meeting: RecordId,
    /// Heads counted in the room.
    pub head_count: Option<i64>,
    /// The mark of those whom nobody marked: the answer to [`MeetingQuestion::Unmarked`].
    pub rest: Option<Mark>,
    /// Who chaired.
    pub chair: Option<RecordId>,
    /// Who wrote the minutes.
    pub secretary: Option<RecordId>,
    /// What was in the record of the meeting when the roll was shown.
    pub seen: EntityState,
}

impl CloseMeetingRequest {
    /// Closes the meeting of a roll as it was shown.
    pub fn over(roll: &RollView) -> Self {
        Self {
            meeting: roll.meeting.id,
            head_count: None,
            rest: None,
            chair: None,
            secretary: None,
            seen: roll.seen.clone(),
        }
    }
}

/// "Đã chốt buổi sinh hoạt: 58 có mặt, 12 vắng. Ghi sót vẫn sửa được."
pub fn closed_words(counts: &CountsView, language: Language) -> String {
    let numbers = counts.words(language);
    match language {
        Language::Vi => format!("Đã chốt buổi sinh hoạt: {numbers}. Ghi sót vẫn sửa được."),
        Language::En => format!("The meeting is closed: {numbers}. What was missed can still be corrected."),
    }
}

/// That the month's meeting is held later, or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PutOffRequest {
    /// What kind.
    pub kind: MeetingKind,
    /// The month; today's when nothing is said.
    pub month: Option<Month>,
    /// Why.
    pub reason: String,
    /// "Yes, put it off": the answer to [`MeetingQuestion::RollBegun`].
    pub confirmed: bool,
}

/// What has to be answered before a meeting is opened or closed.
#[derive(Debug, Clone, PartialEq)]
pub enum MeetingQuestion {
    /// The meeting is closed already, or was cancelled. Open it again?
    NotOpen {
        /// The meeting.
        meeting: MeetingView,
        /// Today.
        today: Day,
    },
    /// The meeting is not of this month. Is that meant?
    OtherMonth {
        /// The month of the meeting.
        month: Month,
        /// Today.
        today: Day,
    },
    /// The roll is being called. Is the meeting put off all the same?
    RollBegun,
    /// Nobody marked these: were they excused, absent or late?
    Unmarked {
        /// The people.
        people: Vec<PersonView>,
    },
}

impl MeetingQuestion {
    /// The question as people read it.
    pub fn words(&self, language: Language) -> String {
        let of_month = |month: Option<Month>| month.map(|month| wording::month(month, language)).unwrap_or_default();
        match (self, language) {
            (Self::NotOpen { meeting, today }, _) => {
                let month = of_month(meeting.month);
                let on = meeting.held_on.map(|day| wording::day(day, *today, language));
                let is_cancelled = meeting.status == Some(MeetingStatus::Cancelled);
                match (language, is_cancelled, on) {
                    (Language::Vi, true, _) => format!("{month} đã ghi là không sinh hoạt. Vẫn mở để điểm danh?"),
                    (Language::Vi, false, Some(on)) => {
                        format!("Buổi sinh hoạt {month} đã chốt, {on}. Mở lại để sửa?", month = lower(&month))
                    }
                    (Language::Vi, false, None) => {
                        format!("Buổi sinh hoạt {month} đã chốt. Mở lại để sửa?", month = lower(&month))
                    }
                    (Language::En, true, _) => format!("No meeting in {month}, the book says. Open it all the same?"),
                    (Language::En, false, Some(on)) => {
                        format!("The meeting of {month} was closed, {on}. Open it again to correct it?")
                    }
                    (Language::En, false, None) => {
                        format!("The meeting of {month} was closed. Open it again to correct it?")
                    }
                }
            }
            (Self::OtherMonth { month, .. }, Language::Vi) => {
                let month = lower(&wording::month(*month, language));
                format!("Đây là buổi sinh hoạt {month}, không phải tháng này. Có đúng không?")
            }
            (Self::OtherMonth { month, .. }, Language::En) => {
                format!(
                    "This is the meeting of {}, not of this month. Is that right?",
                    wording::month(*month, language)
                )
            }
            (Self::RollBegun, Language::Vi) => {
                "Buổi sinh hoạt này đang điểm danh. Vẫn hoãn hoặc ghi là không sinh hoạt?".to_owned()
            }
            (Self::RollBegun, Language::En) => {
                "The roll of this meeting is being called. Put it off all the same?".to_owned()
            }
            (Self::Unmarked { people }, Language::Vi) => {
                format!("Còn {} người chưa ghi. Vắng có lý do, vắng, hay đến trễ?", people.len())
            }
            (Self::Unmarked { people }, Language::En) => {
                format!("{} not marked yet. Excused, absent or late?", people.len())
            }
        }
    }
}

fn lower(text: &str) -> String {
    text.to_lowercase()
}
