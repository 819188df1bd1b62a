//! What waits to be sent and what was put aside, said so that whoever recorded it knows it again. Never what was measured or
//! noted: the list is read on a phone that others look at, too.

use clubbook_model::message::reason;
use clubbook_model::time::{Day, Instant, Month};
use clubbook_model::vocabulary::Language;

use super::words::reason_words;
use crate::features::people::views::PersonView;
use crate::wording;

/// What has not reached the centre's books, as one person may see it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UnsentView {
    /// What the person recorded and the centre has not acknowledged, oldest first.
    pub waiting: Vec<ThingView>,
    /// Ops of others on this phone that wait.
    pub others_waiting: u64,
    /// What the person recorded and the centre put aside, oldest first; what they know to be refused is left out.
    pub put_aside: Vec<ThingView>,
    /// Ops of others on this phone that were put aside.
    pub others_put_aside: u64,
}

/// Ops that people take for one thing: a visit with its readings, a roll call with all its marks.
#[derive(Debug, Clone, PartialEq)]
pub struct ThingView {
    /// What it is.
    pub what: What,
    /// When the first of its ops was made, as well as the phone knows.
    pub made_at: Instant,
    /// Numbers of its ops in this phone's journal.
    pub seqs: Vec<u64>,
    /// What became of it at the centre.
    pub outcome: Outcome,
}

/// What became of ops at the centre; nothing yet, where they wait.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Outcome {
    /// Why they were put aside, see `docs/sync-protocol.md`.
    pub reason: String,
    /// Why an officer did not take them, in the officer's words; empty where the phone does not know.
    pub because: String,
}

/// What somebody recorded.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// A home visit.
    Visit {
        /// The person visited, as far as the phone knows.
        person: Option<PersonView>,
        /// The day.
        on: Option<Day>,
        /// Recorded, corrected, or voided.
        change: Change,
    },
    /// A person of the book, with memberships.
    Person {
        /// The person.
        person: Option<PersonView>,
        /// Added, or corrected.
        change: Change,
    },
    /// Marks of a roll call.
    Roll {
        /// The day of the meeting.
        on: Option<Day>,
        /// People marked.
        people: u64,
    },
    /// A meeting without marks.
    Meeting {
        /// The day.
        on: Option<Day>,
    },
    /// The agenda of a meeting.
    Agenda {
        /// The day.
        on: Option<Day>,
    },
    /// Readings taken at a meeting.
    Weighing {
        /// The day.
        on: Option<Day>,
        /// People weighed.
        people: u64,
    },
    /// Readings taken elsewhere.
    Readings(Option<PersonView>),
    /// That somebody is cared for at home.
    Care(Option<PersonView>),
    /// Circumstances of a person.
    Circumstances(Option<PersonView>),
    /// Consents, given or not.
    Consents {
        /// The one person whom they are about.
        person: Option<PersonView>,
        /// People whom they are about.
        people: u64,
    },
    /// The report of a month.
    MonthReport(Option<Month>),
    /// Answers to "the same person?".
    Doubles,
    /// Households.
    Households,
    /// Groups of the club.
    Groups,
    /// Terms of the board.
    Board,
    /// Answers to notices.
    Notices,
    /// The club's own record.
    Club,
    /// Of a kind that this list has no word for.
    Other,
}

/// What was done to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It is new.
    New,
    /// It was there before.
    Corrected,
    /// It was taken back.
    Voided,
}

impl ThingView {
    /// What it is: "Lần thăm bà Đinh Thị Lan, hôm qua", "Điểm danh 17/11: 58 người".
    pub fn words(&self, now: Instant, language: Language) -> String {
        let today = now.day_in_vietnam();
        match self.what.dated(today, language) {
            Some(words) => words,
            None => {
                let on = wording::day_near(self.made_at.day_in_vietnam(), today, language);
                format!("{}, {on}", self.what.undated(language))
            }
        }
    }

    /// Whether an officer has looked and did not take it.
    pub fn is_refused(&self) -> bool {
        self.outcome.reason == reason::REFUSED
    }

    /// Of what was put aside: why, what was kept, and what to do.
    pub fn why(&self, language: Language) -> String {
        let reason = wording::sentence(reason_words(&self.outcome.reason, language));
        let because = self.outcome.because.trim_end_matches('.');
        match (self.is_refused(), because, language) {
            (true, "", Language::Vi) => {
                "Cán bộ đã xem và không nhận. Vẫn giữ trong máy này. Hỏi chủ nhiệm hoặc cán bộ để biết lý do.".to_owned()
            }
            (true, "", Language::En) => {
                "An officer has looked and did not take it. It is kept on this phone. Ask the club head or an officer why."
                    .to_owned()
            }
            (true, because, Language::Vi) => format!(
                "Cán bộ đã xem và không nhận. Lý do: {because}. Vẫn giữ trong máy này. Cần hỏi, gặp chủ nhiệm hoặc cán bộ."
            ),
            (true, because, Language::En) => format!(
                "An officer has looked and did not take it. Reason: {because}. It is kept on this phone. To ask, see the club head or an officer."
            ),
            (false, _, Language::Vi) => {
                format!("{reason}. Vẫn giữ trong máy này. Hỏi chủ nhiệm hoặc cán bộ.")
            }
            (false, _, Language::En) => {
                format!("{reason}. It is kept on this phone. Ask the club head or an officer.")
            }
        }
    }
}

impl UnsentView {
    /// "Người khác ghi trong máy này, chưa gửi: 5 lần ghi."
    pub fn of_others(&self, language: Language) -> Vec<String> {
        let said = [
            (self.others_waiting, "Người khác ghi trong máy này, chưa gửi", "Recorded here by others, not sent yet"),
            (self.others_put_aside, "Người khác ghi trong máy này, chờ xem lại", "Recorded here by others, put aside"),
        ];
        let said = said.into_iter().filter(|(count, ..)| *count > 0);
        said.map(|(count, vi, en)| match language {
            Language::Vi => format!("{vi}: {count} lần ghi."),
            Language::En => format!("{en}: {count}."),
        })
        .collect()
    }
}

impl What {
    /// With the day that it is about, where it has one.
    fn dated(&self, today: Day, language: Language) -> Option<String> {
        let people = |count: &u64| match (language, count) {
            (Language::Vi, count) => format!("{count} người"),
            (Language::En, 1) => "1 person".to_owned(),
            (Language::En, count) => format!("{count} people"),
        };
        let vi = language == Language::Vi;
        match self {
            Self::Visit { person, on: Some(on), change } => {
                let what = visit(person.as_ref(), *change, language);
                Some(format!("{what}, {}", wording::day_near(*on, today, language)))
            }
            Self::Roll { on: Some(on), people: count } => {
                let on = wording::short_day(*on, today);
                Some(format!("{} {on}: {}", if vi { "Điểm danh" } else { "Roll call" }, people(count)))
            }
            Self::Weighing { on: Some(on), people: count } => {
                let on = wording::short_day(*on, today);
                Some(format!("{} {on}: {}", if vi { "Cân đo" } else { "Readings" }, people(count)))
            }
            Self::Meeting { on: Some(on) } => {
                Some(format!("{} {}", if vi { "Buổi sinh hoạt" } else { "Meeting" }, wording::short_day(*on, today)))
            }
            Self::Agenda { on: Some(on) } => Some(format!(
                "{} {}",
                if vi { "Nội dung buổi sinh hoạt" } else { "Agenda of the meeting" },
                wording::short_day(*on, today)
            )),
            Self::MonthReport(Some(month)) => Some(match language {
                Language::Vi => format!("Báo cáo tháng {}/{}", month.month, month.year),
                Language::En => format!("Report of {}", wording::month(*month, language)),
            }),
            _ => None,
        }
    }

    fn undated(&self, language: Language) -> String {
        let (vi, en, whom) = match self {
            Self::Visit { person, change, .. } => return visit(person.as_ref(), *change, language),
            Self::Person { person: Some(person), change: Change::New } => {
                return match language {
                    Language::Vi => format!("Thêm {} vào sổ", person.titled()),
                    Language::En => format!("{}, added to the book", person.name),
                };
            }
            Self::Person { person, .. } => ("Thông tin của", "Details of", person.as_ref()),
            Self::Readings(person) => ("Cân đo", "Readings of", person.as_ref()),
            Self::Care(person) => ("Chăm sóc tại nhà", "Care at home of", person.as_ref()),
            Self::Circumstances(person) => ("Hoàn cảnh của", "Circumstances of", person.as_ref()),
            Self::Consents { people, .. } if *people > 1 => {
                return match language {
                    Language::Vi => format!("Đồng ý hay không: {people} người"),
                    Language::En => format!("Consents of {people} people"),
                };
            }
            Self::Consents { person, .. } => ("Đồng ý hay không:", "Consent of", person.as_ref()),
            Self::Roll { .. } => ("Điểm danh", "Roll call", None),
            Self::Weighing { .. } => ("Cân đo", "Readings", None),
            Self::Meeting { .. } => ("Buổi sinh hoạt", "Meeting", None),
            Self::Agenda { .. } => ("Nội dung buổi sinh hoạt", "Agenda of the meeting", None),
            Self::MonthReport(_) => ("Báo cáo tháng", "Report of a month", None),
            Self::Doubles => ("Trả lời về trùng người", "Answers about records of one person", None),
            Self::Households => ("Hộ gia đình", "Households", None),
            Self::Groups => ("Tổ của câu lạc bộ", "Groups of the club", None),
            Self::Board => ("Ban chủ nhiệm", "The board", None),
            Self::Notices => ("Trả lời thông báo", "Answers to notices", None),
            Self::Club => ("Thông tin câu lạc bộ", "Details of the club", None),
            Self::Other => ("Mục mới, cần cập nhật Sổ CLB", "Something new, please update Clubbook", None),
        };
        let what = match language {
            Language::Vi => vi,
            Language::En => en,
        };
        match (whom, language) {
            (Some(person), _) => format!("{what} {}", named(person, language)),
            (None, _) if self.is_about_somebody() => format!("{what} {}", somebody(language)),
            (None, _) => what.to_owned(),
        }
    }

    fn is_about_somebody(&self) -> bool {
        matches!(
            self,
            Self::Person { .. } | Self::Readings(_) | Self::Care(_) | Self::Circumstances(_) | Self::Consents { .. }
        )
    }
}

fn visit(person: Option<&PersonView>, change: Change, language: Language) -> String {
    let whom = person.map_or_else(|| somebody(language).to_owned(), |person| named(person, language));
    match (change, language) {
        (Change::New, Language::Vi) => format!("Lần thăm {whom}"),
        (Change::Corrected, Language::Vi) => format!("Sửa lần thăm {whom}"),
        (Change::Voided, Language::Vi) => format!("Bỏ lần thăm {whom}"),
        (Change::New, Language::En) => format!("Visit to {whom}"),
        (Change::Corrected, Language::En) => format!("Correction of a visit to {whom}"),
        (Change::Voided, Language::En) => format!("Visit to {whom}, taken back"),
    }
}

fn named(person: &PersonView, language: Language) -> String {
    match language {
        Language::Vi => person.titled(),
        Language::En => person.name.clone(),
    }
}

/// Of whom the phone has no name.
fn somebody(language: Language) -> &'static str {
    match language {
        Language::Vi => "một người",
        Language::En => "somebody",
    }
}
