//! Why a command did not record anything, in words for the person at the phone.

use clubbook_model::codec::DecodeError;
use clubbook_model::entry::EntryError;
use clubbook_model::vocabulary::{Language, Role, Vocabulary};

use super::board::views::{OwnPostQuestion, PostHeldQuestion};
use super::care::views::WithdrawnQuestion;
use super::meetings::views::MeetingQuestion;
use super::memberships::views::RegisterNoQuestion;
use super::people::views::DuplicateQuestion;
use super::readings::ImpossibleReading;
use super::visits::paper::PaperDaysQuestion;
use super::visits::views::SameVisitQuestion;
use crate::store::StoreError;

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
    /// At a phone that several people share: nobody gave the person at it this task.
    #[error("the person at the phone may not do this")]
    NoRight,
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

impl From<Question> for CommandError {
    fn from(question: Question) -> Self {
        Self::AskFirst(Box::new(question))
    }
}

/// What is wrong with what was entered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Invalid {
    /// A person without a name, or a guest without one.
    #[error("a person needs a name")]
    NoName,
    /// A group without a name.
    #[error("a group needs a name")]
    NoGroupName,
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
    /// Somebody is a member already.
    #[error("this person is a member already")]
    IsMember,
    /// Somebody is no member.
    #[error("this person is no member")]
    IsNoMember,
    /// Somebody died.
    #[error("this person died")]
    HasDied,
    /// Nobody wrote down that somebody died.
    #[error("nobody wrote down that this person died")]
    HasNotDied,
    /// Somebody holds the post already.
    #[error("this person holds the post already")]
    HoldsPost,
    /// Somebody does not hold the post.
    #[error("this person does not hold the post")]
    HoldsNoPost,
    /// Another one has this name.
    #[error("another one has this name")]
    NameTaken,
    /// Numbers of the register that no member has.
    #[error("no member has these numbers: {0:?}")]
    NoSuchNumbers(Vec<i64>),
    /// Numbers of the register that several members have.
    #[error("several members have these numbers: {0:?}")]
    NumbersTwice(Vec<i64>),
    /// Numbers of the register that got two marks at once.
    #[error("these numbers got two marks: {0:?}")]
    MarkedTwice(Vec<i64>),
    /// An item without a title.
    #[error("an item needs a title")]
    NoTitle,
    /// Something that has to be empty is not.
    #[error("there is something in it already")]
    NotEmpty,
    /// A membership that has ended already.
    #[error("the membership has ended already")]
    HasEnded,
    /// The membership of whoever writes, who has a task in the club: the right to take that back would end with it.
    #[error("somebody with a task does not end their own membership")]
    OwnMembership,
    /// The membership of somebody whose posts on the board last.
    #[error("this person holds posts on the board: {0:?}")]
    HoldsPosts(Vec<Role>),
    /// A membership that has not ended.
    #[error("the membership has not ended")]
    HasNotEnded,
    /// A record is not linked with itself, and a visit does not say itself again.
    #[error("these are one record, not two")]
    SameRecord,
    /// Nobody lives with themselves.
    #[error("these are one person, not two")]
    SamePerson,
    /// Something that needs a reason has none.
    #[error("a reason is needed")]
    NoReason,
    /// A record that was voided before, with a reason of its own.
    #[error("the record is voided already")]
    IsVoided,
    /// A closed meeting is not postponed or cancelled.
    #[error("the meeting is closed")]
    MeetingClosed,
    /// A choice that is not offered here.
    #[error("this choice is not offered here")]
    NotOffered,
    /// A number of people that cannot be.
    #[error("this number of people cannot be")]
    HeadCount,
    /// The next visit is due before this one.
    #[error("the next visit is due before this one")]
    DueBeforeVisit,
    /// What only the head of the club or the deputy does.
    #[error("only the head of the club or the deputy does this")]
    OnlyTheHead,
    /// A paper without a name, or for no purpose.
    #[error("nobody, or nothing, was chosen")]
    NobodyChosen,
    /// A month on paper without a ticked day.
    #[error("no day is ticked")]
    NoDay,
    /// A weighing without a reading.
    #[error("nothing was measured")]
    NothingMeasured,
    /// A record that is its author's, those of them who went, and the head's to correct.
    #[error("only who recorded it, who went, or the head corrects this")]
    NotYours,
    /// After a month was reported only the head corrects its records.
    #[error("the month was reported: only the head corrects it")]
    MonthReported,
    /// What an undo would take back does not stand any more.
    #[error("somebody wrote something else since")]
    ChangedSince,
    /// A reading that no living person has.
    #[error(transparent)]
    Reading(#[from] ImpossibleReading),
}

/// A question that the person at the phone has to answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Question {
    /// Perhaps the person is in the book already.
    Duplicate(DuplicateQuestion),
    /// The meeting is closed, or of another month, or not everybody is marked.
    Meeting(MeetingQuestion),
    /// Perhaps the visit is recorded already.
    SameVisit(SameVisitQuestion),
    /// Visits are recorded already on some days of a paper.
    PaperDays(PaperDaysQuestion),
    /// The consent was withdrawn before.
    Withdrawn(WithdrawnQuestion),
    /// Somebody else has this number in the register.
    RegisterNo(RegisterNoQuestion),
    /// Somebody else holds the post.
    PostHeld(PostHeldQuestion),
    /// Somebody gives up the post by which alone they lead.
    OwnPost(OwnPostQuestion),
}

impl Question {
    /// The question as people read it. It may hold names: for the screen, not for logs.
    pub fn words(&self, language: Language) -> String {
        match self {
            Self::Duplicate(question) => question.words(language),
            Self::Meeting(question) => question.words(language),
            Self::SameVisit(question) => question.words(language),
            Self::PaperDays(question) => question.words(language),
            Self::Withdrawn(question) => question.words(language),
            Self::RegisterNo(question) => question.words(language),
            Self::PostHeld(question) => question.words(language),
            Self::OwnPost(question) => question.words(language),
        }
    }
}

fn listed(numbers: &[i64]) -> String {
    numbers.iter().map(i64::to_string).collect::<Vec<_>>().join(", ")
}

impl CommandError {
    /// What happened, what was kept and what to do, for the person at the phone.
    pub fn words(&self, language: Language) -> String {
        match self {
            Self::Store(error) => error.words(language).to_owned(),
            Self::AskFirst(question) => question.words(language),
            Self::NotFound(_) => match language {
                Language::Vi => "Không thấy mục này trong sổ. Chưa ghi gì. Xem lại danh sách rồi chọn lại.",
                Language::En => "This is not in the book. Nothing was recorded. Look at the list and choose again.",
            }
            .to_owned(),
            Self::NoRight => match language {
                Language::Vi => {
                    "Việc này chưa giao cho người đang cầm máy. Chưa ghi gì. Nhờ chủ nhiệm làm, hoặc nhờ chủ nhiệm giao việc."
                }
                Language::En => {
                    "This is not a task of whoever holds the phone. Nothing was recorded. Ask the head of the club."
                }
            }
            .to_owned(),
            Self::Invalid(invalid) => invalid.words(language),
        }
    }
}

impl Invalid {
    /// What is wrong, that nothing was recorded, and what to do.
    pub fn words(&self, language: Language) -> String {
        let (vi, en) = match self {
            Self::Reading(reading) => return reading.words(language),
            Self::NoSuchNumbers(numbers) => {
                let numbers = listed(numbers);
                return match language {
                    Language::Vi => format!("Sổ không có ai mang số {numbers}. Chưa ghi gì. Xem lại tờ giấy."),
                    Language::En => format!("No member has number {numbers}. Nothing was recorded. Look at the sheet."),
                };
            }
            Self::NumbersTwice(numbers) => {
                let numbers = listed(numbers);
                return match language {
                    Language::Vi => {
                        format!("Số {numbers} ghi cho nhiều người. Chưa ghi gì. Ghi những người này bằng tên.")
                    }
                    Language::En => {
                        format!("Several members have number {numbers}. Nothing was recorded. Mark them by name.")
                    }
                };
            }
            Self::MarkedTwice(numbers) => {
                let numbers = listed(numbers);
                return match language {
                    Language::Vi => format!("Số {numbers} ghi hai kiểu. Chưa ghi gì. Xem lại tờ giấy."),
                    Language::En => format!("Number {numbers} got two marks. Nothing was recorded. Look at the sheet."),
                };
            }
            Self::HoldsPosts(roles) => {
                let posts = roles.iter().map(|role| role.label(language)).collect::<Vec<_>>().join(", ");
                return match language {
                    Language::Vi => format!(
                        "Người này đang làm {posts}. Chưa ghi gì. Vào Ban Chủ nhiệm, ghi người khác làm hoặc ghi thôi làm, rồi quay lại."
                    ),
                    Language::En => format!(
                        "This person is {posts}. Nothing was recorded. End that on the board's screen first, or have somebody else do it."
                    ),
                };
            }
            Self::NoName => {
                ("Chưa có họ tên. Chưa ghi gì. Ghi họ tên rồi lưu.", "The name is missing. Nothing was recorded.")
            }
            Self::NoGroupName => {
                ("Chưa có tên tổ. Ghi tên tổ rồi lưu.", "The group has no name yet. Enter its name, then save.")
            }
            Self::Entry(EntryError::NoSuchField) => {
                ("Sổ không có mục này. Chưa ghi gì.", "The book has no such field. Nothing was recorded.")
            }
            Self::Entry(EntryError::Value(_)) => (
                "Giá trị này không hợp với mục đang ghi. Chưa ghi gì. Xem lại rồi ghi lại.",
                "This does not fit the field. Nothing was recorded. Check it and record it again.",
            ),
            Self::InTheFuture => (
                "Ngày này chưa tới. Chưa ghi gì. Xem lại ngày.",
                "This day has not come yet. Nothing was recorded. Check the day.",
            ),
            Self::NoVisitor => {
                ("Chưa chọn người đi thăm. Chưa ghi gì.", "Nobody was chosen who went. Nothing was recorded.")
            }
            Self::NotAmongEntered => (
                "Không ai ghi giá trị này. Chưa ghi gì. Chọn một trong các giá trị đã ghi.",
                "Nobody entered this. Nothing was recorded. Choose one of those entered.",
            ),
            Self::IsMember => {
                ("Người này đang là thành viên. Chưa ghi gì.", "This person is a member already. Nothing was recorded.")
            }
            Self::IsNoMember => (
                "Người này không phải là thành viên. Chưa ghi gì. Chọn người khác.",
                "This person is no member. Nothing was recorded. Choose somebody else.",
            ),
            Self::HasDied => {
                ("Sổ ghi người này đã mất. Chưa ghi gì.", "The book says that this person died. Nothing was recorded.")
            }
            Self::HasNotDied => (
                "Sổ không ghi là người này đã mất. Chưa ghi gì.",
                "The book does not say that this person died. Nothing was recorded.",
            ),
            Self::HoldsPost => (
                "Người này đang giữ việc đó. Chưa ghi gì.",
                "This person holds the post already. Nothing was recorded.",
            ),
            Self::HoldsNoPost => (
                "Người này không giữ việc đó. Chưa ghi gì.",
                "This person does not hold the post. Nothing was recorded.",
            ),
            Self::NameTaken => (
                "Tên này đã có rồi. Chưa ghi gì. Đặt tên khác.",
                "Another one has this name. Nothing was recorded. Choose another name.",
            ),
            Self::NoTitle => ("Chưa có tên việc. Chưa ghi gì.", "The title is missing. Nothing was recorded."),
            Self::NotEmpty => {
                ("Ở đây đã ghi rồi. Chưa ghi thêm gì.", "There is something in it already. Nothing was recorded.")
            }
            Self::HasEnded => (
                "Người này đã thôi sinh hoạt từ trước. Chưa ghi gì.",
                "This membership has ended already. Nothing was recorded.",
            ),
            Self::OwnMembership => (
                "Người đang cầm máy còn giữ việc trong câu lạc bộ. Chưa ghi gì. Bàn giao việc, rồi nhờ người khác ghi.",
                "Whoever holds the phone has a task in the club. Nothing was recorded. Hand it over, then ask somebody else.",
            ),
            Self::HasNotEnded => {
                ("Người này vẫn đang sinh hoạt. Chưa ghi gì.", "This membership has not ended. Nothing was recorded.")
            }
            Self::SameRecord => (
                "Hai mục này là một. Chưa ghi gì. Chọn mục khác.",
                "These are one record, not two. Nothing was recorded. Choose another.",
            ),
            Self::SamePerson => (
                "Đây là cùng một người. Chưa ghi gì. Chọn người khác.",
                "This is one and the same person. Nothing was recorded. Choose somebody else.",
            ),
            Self::NoReason => {
                ("Chưa có lý do. Chưa ghi gì. Ghi lý do rồi lưu.", "The reason is missing. Nothing was recorded.")
            }
            Self::IsVoided => {
                ("Lần ghi này đã bỏ từ trước. Chưa ghi gì.", "This record was voided before. Nothing was recorded.")
            }
            Self::MeetingClosed => (
                "Buổi sinh hoạt này đã chốt. Chưa ghi gì. Mở lại buổi sinh hoạt rồi sửa.",
                "This meeting is closed. Nothing was recorded. Open it again to change it.",
            ),
            Self::NotOffered => (
                "Không chọn mục này ở đây được. Chưa ghi gì. Chọn mục khác.",
                "This cannot be chosen here. Nothing was recorded. Choose another.",
            ),
            Self::HeadCount => (
                "Số người này không thể có. Chưa ghi gì. Đếm lại rồi ghi.",
                "This number of people cannot be. Nothing was recorded. Count again.",
            ),
            Self::OnlyTheHead => (
                "Việc này chủ nhiệm hoặc phó chủ nhiệm làm. Chưa ghi gì.",
                "The head of the club or the deputy does this. Nothing was recorded.",
            ),
            Self::NobodyChosen => (
                "Chưa chọn ai, hoặc chưa chọn mục nào. Chưa ghi gì. Chọn rồi lưu.",
                "Nobody, or nothing, was chosen. Nothing was recorded. Choose and save.",
            ),
            Self::NoDay => (
                "Chưa chọn ngày nào. Chưa ghi gì. Chọn những ngày đã đến thăm.",
                "No day was chosen. Nothing was recorded. Choose the days of the visits.",
            ),
            Self::NothingMeasured => (
                "Chưa có số đo nào. Chưa ghi gì. Ghi ít nhất một số.",
                "Nothing was measured. Nothing was recorded. Enter at least one number.",
            ),
            Self::NotYours => (
                "Lần ghi này của người khác. Chưa sửa gì. Nhờ người ghi hoặc chủ nhiệm sửa.",
                "Somebody else recorded this. Nothing was changed. Ask them or the head of the club.",
            ),
            Self::MonthReported => (
                "Tháng này đã báo cáo. Chưa sửa gì. Nhờ chủ nhiệm sửa, có ghi lý do.",
                "This month was reported. Nothing was changed. Ask the head of the club, who gives a reason.",
            ),
            Self::ChangedSince => (
                "Sau đó có người đã ghi khác. Chưa bỏ gì. Xem lại, chỗ nào chưa đúng thì ghi lại.",
                "Somebody wrote something else since. Nothing was taken back. Look, and record anew what is not right.",
            ),
            Self::DueBeforeVisit => (
                "Ngày thăm tới sớm hơn lần thăm này. Chưa ghi gì. Xem lại ngày.",
                "The next visit is before this one. Nothing was recorded. Check the day.",
            ),
        };
        match language {
            Language::Vi => vi,
            Language::En => en,
        }
        .to_owned()
    }
}
