//! Questions that a person answers before something is recorded.

use clubbook_core::features;
use clubbook_core::features::meetings::views::MeetingQuestion;
use clubbook_model::id::RecordId;
use clubbook_model::vocabulary::Language;

use crate::people::PersonView;

/// A question. Its words are for the screen; the answer goes into the request of the same command.
#[derive(Debug, Clone, PartialEq, uniffi::Enum)]
pub enum Question {
    /// Perhaps the person is in the book already: open that one, or say `is_another_person`.
    Duplicate {
        /// The question.
        words: String,
        /// Who may be meant, the likeliest first.
        people: Vec<PersonView>,
    },
    /// About a meeting: say `confirmed`.
    Meeting {
        /// The question.
        words: String,
    },
    /// Members whom nobody marked: say for each, or for the rest, what they are.
    Unmarked {
        /// The question.
        words: String,
        /// Who.
        people: Vec<PersonView>,
    },
    /// Perhaps the visit is recorded already.
    SameVisit {
        /// The question.
        words: String,
        /// The visits of that day.
        recorded: Vec<RecordId>,
    },
    /// Days of a paper that are recorded already.
    PaperDays {
        /// The question.
        words: String,
    },
    /// The consent was refused or withdrawn before: say `confirmed`.
    Withdrawn {
        /// The question.
        words: String,
    },
    /// Somebody else has this number in the register: take the next free one, or say `is_number_meant`.
    RegisterNo {
        /// The question.
        words: String,
        /// The next free number.
        next_free: i64,
    },
    /// Others hold the post: say `instead_of`.
    PostHeld {
        /// The question.
        words: String,
        /// Whom it names.
        holders: Vec<RecordId>,
    },
    /// Somebody gives up the post by which alone they lead: say `confirmed`.
    OwnPost {
        /// The question.
        words: String,
    },
}

impl Question {
    pub(crate) fn of(question: features::Question, language: Language) -> Self {
        let words = question.words(language);
        let people = |people: Vec<_>| people.into_iter().map(|person| PersonView::of(person, language)).collect();
        match question {
            features::Question::Duplicate(question) => Self::Duplicate { words, people: people(question.people) },
            features::Question::Meeting(MeetingQuestion::Unmarked { people: unmarked }) => {
                Self::Unmarked { words, people: people(unmarked) }
            }
            features::Question::Meeting(_) => Self::Meeting { words },
            features::Question::SameVisit(question) => {
                Self::SameVisit { words, recorded: question.recorded.into_iter().map(|(visit, _)| visit).collect() }
            }
            features::Question::PaperDays(_) => Self::PaperDays { words },
            features::Question::Withdrawn(_) => Self::Withdrawn { words },
            features::Question::RegisterNo(question) => Self::RegisterNo { words, next_free: question.next_free },
            features::Question::PostHeld(question) => {
                Self::PostHeld { words, holders: question.holders.into_iter().map(|holder| holder.id).collect() }
            }
            features::Question::OwnPost(_) => Self::OwnPost { words },
        }
    }
}
