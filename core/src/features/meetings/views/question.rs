//! What has to be answered about a meeting, in words.

use clubbook_model::time::{Day, Month};
use clubbook_model::vocabulary::{Language, MeetingStatus};

use super::MeetingView;
use crate::features::people::views::PersonView;
use crate::wording;

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
    /// The same hand has entered a sheet of this meeting before. Once more?
    SheetAgain {
        /// How many marks were entered then.
        entered: usize,
    },
    /// These were marked otherwise than the sheet says. As the sheet says?
    SheetDiffers {
        /// The people.
        people: Vec<PersonView>,
    },
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
            (Self::SheetAgain { entered }, Language::Vi) => {
                format!("Máy này đã nhập tờ ký tên của buổi này rồi, {entered} người. Nhập lần nữa?")
            }
            (Self::SheetAgain { entered }, Language::En) => {
                format!("A sheet of this meeting was entered here before, {entered} people. Enter it once more?")
            }
            (Self::SheetDiffers { people }, Language::Vi) => {
                let names: Vec<String> = people.iter().map(|person| person.said(language)).collect();
                format!("Máy đã ghi khác tờ giấy: {}. Ghi theo tờ giấy?", names.join(", "))
            }
            (Self::SheetDiffers { people }, Language::En) => {
                let names: Vec<String> = people.iter().map(|person| person.said(language)).collect();
                format!("Marked otherwise than on the sheet: {}. As the sheet says?", names.join(", "))
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
