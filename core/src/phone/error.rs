//! Why a phone did not do what was asked, in codes for programs and in words for people.

use clubbook_model::time::Instant;
use clubbook_model::vocabulary::Language;

use crate::features::CommandError;
use crate::features::status::words::trouble_words;
use crate::store::StoreError;
use crate::store::settings::Trouble;
use crate::sync::{SyncError, TransportError};

/// Why a phone did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum PhoneError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A command or a query of a feature.
    #[error(transparent)]
    Command(#[from] CommandError),
    /// The exchange with the centre.
    #[error(transparent)]
    Sync(#[from] SyncError),
    /// There is no way to this address.
    #[error(transparent)]
    Way(#[from] WayError),
    /// Nobody is signed in.
    #[error("nobody is signed in at this phone")]
    Locked,
    /// The phone, or its person, may not use Clubbook any longer.
    #[error("this phone was revoked")]
    Revoked,
    /// A PIN that is not the person's own.
    #[error("the PIN is wrong")]
    WrongPin {
        /// How many tries are left before the next one has to wait.
        tries_left: u64,
    },
    /// After too many wrong PINs.
    #[error("too many wrong PINs")]
    WaitForPin {
        /// When the next try is taken.
        until: Instant,
        /// Seconds from now.
        seconds: u64,
    },
    /// A PIN is four digits.
    #[error("a PIN is four digits")]
    NotAPin,
    /// Where several people use a phone, each has a PIN.
    #[error("where several people use a phone, each has a PIN")]
    PinFirst,
    /// Only the head or the deputy of the club may do this.
    #[error("only the head or the deputy of the club may do this")]
    OnlyTheHead,
    /// The only person who uses a phone is not taken off it.
    #[error("nobody else uses this phone")]
    OnlyUser,
    /// Somebody who has no task in the club, at a phone that several people share.
    #[error("this person has no task in the club")]
    NoTask,
    /// The person does not use this phone.
    #[error("this person does not use this phone")]
    NoSuchUser,
    /// A real club's book, where the practice club was meant.
    #[error("this is a real club's book, not the practice club")]
    NotPractice,
    /// A file of the practice club cannot be removed.
    #[error("the file cannot be removed: {0}")]
    File(#[source] std::io::Error),
    /// The journal of what was shown as saved cannot be written. What was recorded is in the store.
    #[error("the journal of saved records cannot be written: {0}")]
    ConfirmedJournal(#[source] std::io::Error),
}

/// Why there is no way to an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(transparent)]
pub struct WayError(#[from] TransportError);

impl PhoneError {
    /// The failure of the store beneath, if that was it.
    pub fn store(&self) -> Option<&StoreError> {
        match self {
            Self::Store(error) | Self::Command(CommandError::Store(error)) | Self::Sync(SyncError::Store(error)) => {
                Some(error)
            }
            _ => None,
        }
    }

    /// The code for programs; stable.
    pub fn code(&self) -> &str {
        if let Some(error) = self.store() {
            return store_code(error);
        }
        match self {
            Self::Command(CommandError::AskFirst(_)) => "ask_first",
            Self::Command(CommandError::NotFound(_)) => "not_found",
            Self::Command(CommandError::NoRight) => "no_right",
            Self::Command(_) => "invalid",
            Self::Sync(SyncError::NotEnrolled) => "not_enrolled",
            Self::Sync(SyncError::AlreadyEnrolled) => "already_enrolled",
            Self::Sync(SyncError::Practice) => "practice",
            Self::OnlyUser => "only_user",
            Self::NotPractice => "not_practice",
            Self::File(_) => "file",
            Self::Sync(SyncError::Refused(code)) => code,
            Self::Sync(SyncError::Trouble { trouble, .. } | SyncError::NotConnected(trouble)) => trouble_code(*trouble),
            Self::Sync(_) | Self::Store(_) => "store",
            Self::Way(_) => "address",
            Self::Locked => "locked",
            Self::Revoked => "revoked",
            Self::WrongPin { .. } => "wrong_pin",
            Self::WaitForPin { .. } => "wait_for_pin",
            Self::NotAPin => "not_a_pin",
            Self::OnlyTheHead => "only_the_head",
            Self::NoTask => "no_task",
            Self::PinFirst => "pin_first",
            Self::NoSuchUser => "no_such_user",
            Self::ConfirmedJournal(_) => "confirmed_journal",
        }
    }

    /// What happened, what was kept and what to do, for the person at the phone.
    pub fn words(&self, language: Language) -> String {
        let (vi, en) = match self {
            Self::Store(error) | Self::Sync(SyncError::Store(error)) => return error.words(language).to_owned(),
            Self::Command(error) => return error.words(language),
            Self::Sync(SyncError::NotEnrolled) => return StoreError::NotEnrolled.words(language).to_owned(),
            Self::Sync(SyncError::Trouble { trouble, .. }) => return trouble_words(*trouble, language).to_owned(),
            Self::Sync(SyncError::NotConnected(trouble)) => return not_connected_words(*trouble, language),
            Self::Sync(SyncError::Refused(code)) => refusal_words(code),
            Self::Sync(SyncError::Practice) => (
                "Đây là câu lạc bộ tập thử: không gửi đi đâu và không kết nối được.",
                "This is the practice club: it sends nothing and cannot be connected.",
            ),
            Self::OnlyUser => (
                "Chỉ còn một người dùng máy này nên không bỏ được. Thêm người khác trước.",
                "Nobody else uses this phone, so this person stays. Add somebody else first.",
            ),
            Self::PinFirst => (
                "Máy nhiều người dùng thì mỗi người cần có mã số riêng. Đặt mã số riêng trước.",
                "Where several people use a phone, each needs a PIN. Choose yours first.",
            ),
            Self::NoTask => (
                "Người này chưa được giao việc trong câu lạc bộ nên chưa dùng máy chung được. Nhờ chủ nhiệm giao việc.",
                "This person has no task in the club and cannot use the shared phone yet. Ask the head of the club.",
            ),
            Self::NotPractice => (
                "Đây là sổ thật, không phải câu lạc bộ tập thử. Sổ còn nguyên.",
                "This is a real club's book and not the practice club. It was left as it is.",
            ),
            Self::File(_) => (
                "Máy không xóa được tệp tập thử. Thử lại, hoặc khởi động lại máy.",
                "The practice file could not be removed. Try again, or restart the phone.",
            ),
            Self::Sync(SyncError::AlreadyEnrolled) => (
                "Máy này đã kết nối với câu lạc bộ. Không có gì thay đổi.",
                "This phone is connected with a club already. Nothing was changed.",
            ),
            Self::Way(_) => (
                "Địa chỉ trung tâm không đúng. Không có gì thay đổi. Xem lại địa chỉ rồi thử lại.",
                "The centre's address is not right. Nothing was changed. Check it and try again.",
            ),
            Self::Locked => (
                "Sổ đang khóa. Chọn tên rồi bấm mã số riêng. Chưa ghi gì.",
                "The book is locked. Choose your name and enter your PIN. Nothing was recorded.",
            ),
            Self::Revoked => (
                "Máy này không dùng Sổ CLB được nữa. Những gì đã ghi vẫn còn trong máy. Cần hỏi, gọi chủ nhiệm.",
                "This phone may not use Clubbook any longer. What was recorded is still on it. Ask the club head.",
            ),
            Self::WrongPin { tries_left } => {
                return match language {
                    Language::Vi => {
                        format!("Sai mã số. Còn {tries_left} lần thử. Quên mã thì nhờ chủ nhiệm.")
                    }
                    Language::En => {
                        format!("Wrong PIN. {tries_left} more tries. If it is forgotten, ask the club head.")
                    }
                };
            }
            Self::WaitForPin { seconds, .. } => {
                return match language {
                    Language::Vi => {
                        format!("Sai mã số nhiều lần. Đợi {seconds} giây rồi thử lại. Quên mã thì nhờ chủ nhiệm.")
                    }
                    Language::En => format!(
                        "Too many wrong PINs. Wait {seconds} seconds and try again. If it is forgotten, ask the club head."
                    ),
                };
            }
            Self::NotAPin => ("Mã số riêng có bốn chữ số. Chưa đổi gì.", "A PIN is four digits. Nothing was changed."),
            Self::OnlyTheHead => (
                "Việc này chủ nhiệm hoặc phó chủ nhiệm mới làm được. Chưa đổi gì.",
                "Only the head or the deputy of the club may do this. Nothing was changed.",
            ),
            Self::NoSuchUser => (
                "Người này chưa dùng máy này. Nhờ chủ nhiệm thêm tên vào máy.",
                "This person does not use this phone. Ask the club head to add them.",
            ),
            Self::ConfirmedJournal(_) => (
                "Không ghi được nhật ký kiểm tra. Lần ghi này đã lưu trong sổ. Kiểm tra tệp nhật ký.",
                "The check journal cannot be written. This record is saved in the book. Check the journal's file.",
            ),
        };
        match language {
            Language::Vi => vi,
            Language::En => en,
        }
        .to_owned()
    }
}

fn store_code(error: &StoreError) -> &'static str {
    match error {
        StoreError::WrongKey => "wrong_key",
        StoreError::NotADatabase => "not_a_database",
        StoreError::Corrupt | StoreError::Damaged(_) => "damaged",
        StoreError::ReadOnly => "read_only",
        StoreError::DiskFull => "disk_full",
        StoreError::NewerVersion { .. } => "newer_version",
        StoreError::CannotOpen | StoreError::File(_) => "cannot_open",
        StoreError::Busy => "busy",
        StoreError::Paused => "paused",
        StoreError::NotEnrolled => "not_enrolled",
        StoreError::SealedKey => "sealed_key",
        StoreError::TooLong => "too_long",
        StoreError::RecordFull => "record_full",
        StoreError::Setting(_) | StoreError::OutOfRange(_) | StoreError::Sql(_) => "store",
    }
}

fn trouble_code(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::NoAnswer => "no_answer",
        Trouble::NotTheCentre => "not_the_centre",
        Trouble::Untrusted => "untrusted",
        Trouble::CentreError => "centre_error",
        Trouble::Damaged => "damaged_on_the_way",
        Trouble::TooOld => "too_old",
        Trouble::Unknown(_) => "trouble",
    }
}

/// On a phone that is not connected yet nothing waits to be sent, so what is said of an exchange would promise too much.
fn not_connected_words(trouble: Trouble, language: Language) -> String {
    let (vi, en) = match trouble {
        Trouble::NoAnswer => (
            ("Chưa nối được với trung tâm.", "Xem máy có mạng chưa, địa chỉ đúng chưa, rồi thử lại."),
            ("The centre does not answer.", "Check the signal and the address, then try again."),
        ),
        Trouble::NotTheCentre => (
            (
                "Nơi trả lời không phải trung tâm của Sổ CLB.",
                "Xem lại địa chỉ. Mạng đòi đăng nhập thì mở trình duyệt đăng nhập trước, rồi thử lại.",
            ),
            (
                "What answered is not a centre of Clubbook.",
                "Check the address. If the network wants a sign-in, open the browser first, then try again.",
            ),
        ),
        Trouble::Untrusted => (
            (
                "Nơi trả lời không chứng minh được là trung tâm, nên máy không đưa mã.",
                "Xem lại ngày giờ của máy và địa chỉ, dùng mạng khác, hoặc hỏi cán bộ.",
            ),
            (
                "Who answered could not prove to be the centre, so the code was not handed in.",
                "Check the phone's date and time and the address, use another network, or ask an officer.",
            ),
        ),
        Trouble::CentreError => (
            ("Trung tâm đang trục trặc.", "Đợi ít phút rồi thử lại."),
            ("The centre has a fault.", "Wait some minutes, then try again."),
        ),
        Trouble::Damaged => (
            ("Câu trả lời của trung tâm bị hỏng trên đường.", "Thử lại."),
            ("The centre's answer was damaged on the way.", "Try again."),
        ),
        Trouble::TooOld => (
            ("Sổ CLB trong máy này quá cũ nên trung tâm chưa nhận.", "Cập nhật Sổ CLB rồi thử lại."),
            ("This Clubbook is too old for the centre.", "Update Clubbook, then try again."),
        ),
        Trouble::Unknown(_) => (
            ("Chưa kết nối được.", "Thử lại sau; vẫn vậy thì hỏi cán bộ."),
            ("The phone was not connected.", "Try again later; if it stays so, ask an officer."),
        ),
    };
    match language {
        Language::Vi => format!("{} Trong máy không có gì thay đổi, mã vẫn dùng được. {}", vi.0, vi.1),
        Language::En => {
            format!("{} Nothing was changed on this phone, and the code is still good. {}", en.0, en.1)
        }
    }
}

fn refusal_words(code: &str) -> (&'static str, &'static str) {
    match code {
        "code_wrong" => (
            "Mã kết nối không đúng. Không có gì thay đổi. Nhờ chủ nhiệm đọc lại mã.",
            "The code is wrong. Nothing was changed. Ask the club head to read it again.",
        ),
        "code_used" => (
            "Mã kết nối này đã dùng cho máy khác. Không có gì thay đổi. Nhờ chủ nhiệm xin mã mới.",
            "This code was used for another phone. Nothing was changed. Ask the club head for a new one.",
        ),
        "code_expired" | "code_cancelled" => (
            "Mã kết nối hết hạn. Không có gì thay đổi. Nhờ chủ nhiệm xin mã mới.",
            "This code is no longer valid. Nothing was changed. Ask the club head for a new one.",
        ),
        "code_blocked" => (
            "Mã kết nối bị khóa vì thử sai nhiều lần. Không có gì thay đổi. Nhờ chủ nhiệm xin mã mới.",
            "This code is blocked after too many wrong tries. Nothing was changed. Ask the club head for a new one.",
        ),
        _ => (
            "Trung tâm không nhận. Không có gì thay đổi. Thử lại sau; vẫn vậy thì báo chủ nhiệm.",
            "The centre refused. Nothing was changed. Try again later; if it stays so, tell the club head.",
        ),
    }
}
