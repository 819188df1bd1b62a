//! What screens show of meetings and rolls.

use clubbook_model::id::RecordId;
use clubbook_model::merge::EntityState;
use clubbook_model::registry::Meeting;
use clubbook_model::time::{Day, Instant, Month};
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
    /// The person as the member list shows them; the id is that of the record on which marks are made.
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

impl RollRow {
    /// Whether they came, in time or not.
    pub fn is_here(&self) -> bool {
        matches!(self.mark, Mark::Present | Mark::Late)
    }

    /// Whether nobody has marked this member: they are asked about before the roll is closed.
    pub fn is_unmarked(&self) -> bool {
        self.mark == Mark::Unset && !self.guest
    }
}

/// Numbers of a roll. People with two records count once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CountsView {
    /// Members on the roll.
    pub members: usize,
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
    /// Everybody who is marked as being there, guests too: so many heads should be counted.
    pub fn here(&self) -> usize {
        self.present + self.guests
    }

    /// How many more heads were counted than people are marked present; negative when fewer.
    pub fn difference(&self) -> Option<i64> {
        let marked = i64::try_from(self.here()).unwrap_or(i64::MAX);
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
        self.rows.iter().filter(|row| row.is_unmarked())
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

/// "Đã chốt buổi sinh hoạt: 58 có mặt, 12 vắng. Ghi sót vẫn sửa được."
pub fn closed_words(counts: &CountsView, language: Language) -> String {
    let numbers = counts.words(language);
    match language {
        Language::Vi => format!("Đã chốt buổi sinh hoạt: {numbers}. Ghi sót vẫn sửa được."),
        Language::En => format!("The meeting is closed: {numbers}. What was missed can still be corrected."),
    }
}

/// A mark that was made after a meeting was closed: it counts, and the club head is told.
#[derive(Debug, Clone, PartialEq)]
pub struct LateMarkView {
    /// The meeting.
    pub meeting: MeetingView,
    /// Who was marked.
    pub person: PersonView,
    /// How.
    pub mark: Mark,
    /// Who marked, when the book knows them.
    pub by: Option<PersonView>,
    /// When.
    pub at: Instant,
}

impl LateMarkView {
    /// "Sau khi chốt buổi thứ Ba 24/11: chú Minh ghi bà Lan có mặt, lúc 9 giờ 15 sáng nay."
    pub fn words(&self, now: Instant, language: Language) -> String {
        let today = now.day_in_vietnam();
        let day = self.meeting.held_on.map(|day| wording::day(day, today, language)).unwrap_or_default();
        let (who, mark, at) =
            (self.person.said(language), self.mark.label(language), wording::moment(self.at, now, language));
        match (language, &self.by) {
            (Language::Vi, Some(by)) => {
                format!("Sau khi chốt buổi {day}: {} ghi {who} {mark}, lúc {at}.", by.said(language))
            }
            (Language::Vi, None) => format!("Sau khi chốt buổi {day}: {who} ghi {mark}, lúc {at}."),
            (Language::En, Some(by)) => {
                format!("After the meeting of {day} was closed: {} marked {who} {mark}, {at}.", by.name)
            }
            (Language::En, None) => format!("After the meeting of {day} was closed: {who} {mark}, {at}."),
        }
    }
}

/// What a person's mark was at a meeting.
#[derive(Debug, Clone, PartialEq)]
pub struct AttendedView {
    /// The meeting.
    pub meeting: MeetingView,
    /// The mark; none when the person was not on its roll.
    pub mark: Option<Mark>,
}

/// A member who was away from the last meetings, one after the other.
#[derive(Debug, Clone, PartialEq)]
pub struct MissedView {
    /// Who.
    pub person: PersonView,
    /// From how many.
    pub missed: usize,
    /// Of these, with a reason.
    pub excused: usize,
    /// The last one at which they were, as far as was looked.
    pub last_attended: Option<Day>,
}

impl MissedView {
    /// "Bà Đinh Thị Lan vắng 3 buổi liền, 1 buổi có lý do."
    pub fn words(&self, language: Language) -> String {
        let excused = match (self.excused, language) {
            (0, _) => String::new(),
            (excused, Language::Vi) => format!(", {excused} buổi có lý do"),
            (excused, Language::En) => format!(", {excused} with a reason"),
        };
        match language {
            Language::Vi => {
                format!("{} vắng {} buổi liền{excused}.", wording::sentence(&self.person.titled()), self.missed)
            }
            Language::En => format!("{} missed {} meetings in a row{excused}.", self.person.name, self.missed),
        }
    }
}
