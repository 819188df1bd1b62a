//! What can go wrong with the phone's storage, each with words of what was kept and what to do.

use clubbook_model::codec::DecodeError;
use clubbook_model::vocabulary::Language;
use rusqlite::ErrorCode;

/// A failure of the store. No variant carries what somebody recorded.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file was made with another key.
    #[error("the database was made with another key")]
    WrongKey,
    /// The file is not a Clubbook database.
    #[error("the file is not a Clubbook database")]
    NotADatabase,
    /// Pages of the file are damaged.
    #[error("the database file is damaged")]
    Corrupt,
    /// The file, or the folder that it is in, cannot be written.
    #[error("the database cannot be written")]
    ReadOnly,
    /// There is no room left.
    #[error("there is no room left on the device")]
    DiskFull,
    /// A newer version of the app made this file.
    #[error("the database has version {found}, this program knows up to {known}")]
    NewerVersion {
        /// The version of the file.
        found: i64,
        /// The newest version that this program knows.
        known: i64,
    },
    /// The file cannot be opened: its folder is missing or closed to this program.
    #[error("the database file cannot be opened")]
    CannotOpen,
    /// Another program holds the file and does not let go.
    #[error("the database is in use by another program")]
    Busy,
    /// The store is paused or shut down.
    #[error("the store is paused")]
    Paused,
    /// This phone does not belong to a club yet.
    #[error("this phone is not connected with a club yet")]
    NotEnrolled,
    /// A setting that should be there is not, or has another form.
    #[error("the setting {0} is missing or has another form")]
    Setting(&'static str),
    /// Stored bytes do not have their form.
    #[error("stored bytes are damaged: {0}")]
    Damaged(#[from] DecodeError),
    /// A file beside the database could not be read or written.
    #[error("a file beside the database: {0}")]
    File(#[from] std::io::Error),
    /// Sealing or opening the sealed key failed.
    #[error("the sealed key cannot be made or opened")]
    SealedKey,
    /// What was entered is longer than a record may be ([`clubbook_model::op::Op::MAX_BYTES`]).
    #[error("what was entered is too long for one record")]
    TooLong,
    /// The record that was changed would hold more than a record may ([`clubbook_model::bounds`]).
    #[error("the record holds as much as a record may")]
    RecordFull,
    /// A number outside the range of its column.
    #[error("{0} is out of range")]
    OutOfRange(&'static str),
    /// Anything else that SQLite says.
    #[error("the database says: {0}")]
    Sql(#[source] rusqlite::Error),
}

/// The result of a use of the store.
pub type Stored<T> = Result<T, StoreError>;

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Self::NotADatabase,
            Some(ErrorCode::DatabaseCorrupt) => Self::Corrupt,
            Some(ErrorCode::ReadOnly) => Self::ReadOnly,
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => Self::CannotOpen,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            _ => Self::Sql(error),
        }
    }
}

impl StoreError {
    /// What happened, what was kept, and what to do next, for the person who holds the phone.
    pub fn words(&self, language: Language) -> &'static str {
        let (vi, en) = match self {
            Self::WrongKey => (
                "Khóa của máy không mở được sổ này. Sổ vẫn còn nguyên trong máy. Nhờ trung tâm mở bằng khóa dự phòng.",
                "This phone's key does not open the book. The book is still on the phone, untouched. Ask the centre to open it with the recovery key.",
            ),
            Self::NotADatabase => (
                "Tệp này không phải Sổ CLB. Không có gì bị thay đổi. Chọn lại đúng tệp.",
                "This file is not a Clubbook. Nothing was changed. Choose the right file.",
            ),
            Self::Corrupt | Self::Damaged(_) => (
                "Sổ trong máy bị hỏng một phần. Tệp hỏng được giữ lại, không xóa. Mở lại Sổ CLB để cứu những gì còn đọc được, rồi gửi về trung tâm.",
                "Part of the book on this phone is damaged. The damaged file is kept, not deleted. Open Clubbook again to save what can still be read, then send it to the centre.",
            ),
            Self::ReadOnly => (
                "Máy không cho ghi vào sổ. Những gì đã lưu vẫn còn; lần ghi này chưa lưu. Kiểm tra bộ nhớ của máy rồi ghi lại.",
                "The phone does not allow writing to the book. What was saved is kept; this record is not saved. Check the phone's storage and record it again.",
            ),
            Self::DiskFull => (
                "Máy hết chỗ. Những gì đã lưu vẫn còn; lần ghi này chưa lưu. Xóa bớt ảnh hoặc ứng dụng khác rồi ghi lại.",
                "The phone is full. What was saved is kept; this record is not saved. Delete some photos or other apps and record it again.",
            ),
            Self::NewerVersion { .. } => (
                "Sổ này do Sổ CLB bản mới hơn ghi. Sổ vẫn còn nguyên. Cập nhật ứng dụng rồi mở lại.",
                "A newer Clubbook wrote this book. It is untouched. Update the app and open it again.",
            ),
            Self::CannotOpen | Self::File(_) => (
                "Không mở được tệp của sổ. Không có gì bị thay đổi. Kiểm tra thư mục và quyền đọc ghi.",
                "The book's file cannot be opened. Nothing was changed. Check the folder and its permissions.",
            ),
            Self::Busy | Self::Paused => (
                "Sổ đang bận. Những gì đã lưu vẫn còn; lần ghi này chưa lưu. Đợi một lát rồi ghi lại.",
                "The book is busy. What was saved is kept; this record is not saved. Wait a moment and record it again.",
            ),
            Self::NotEnrolled => (
                "Máy chưa kết nối với câu lạc bộ. Nhờ chủ nhiệm đọc mã kết nối.",
                "This phone is not connected with a club yet. Ask the club head for the code.",
            ),
            Self::SealedKey => (
                "Không mở được khóa dự phòng. Sổ vẫn còn nguyên. Kiểm tra lại khóa của trung tâm.",
                "The recovery key does not open. The book is untouched. Check the centre's key.",
            ),
            Self::TooLong => (
                "Ghi dài quá, sổ không nhận. Chưa lưu lần ghi này. Viết ngắn lại rồi lưu.",
                "This is too long for the book. This record is not saved. Make it shorter and save again.",
            ),
            Self::RecordFull => (
                "Mục này đã sửa quá nhiều lần, sổ không nhận thêm. Chưa lưu lần ghi này. Ghi thành mục mới.",
                "This entry was changed too often and takes no more. This record is not saved. Record it as a new entry.",
            ),
            Self::Setting(_) | Self::OutOfRange(_) | Self::Sql(_) => (
                "Có lỗi khi đọc ghi sổ. Những gì đã lưu vẫn còn; lần ghi này chưa lưu. Mở lại Sổ CLB rồi ghi lại.",
                "Reading or writing the book failed. What was saved is kept; this record is not saved. Open Clubbook again and record it again.",
            ),
        };
        match language {
            Language::Vi => vi,
            Language::En => en,
        }
    }

    /// Whether the file itself is damaged, so that it has to be set aside and salvaged.
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::Corrupt | Self::Damaged(_))
    }
}
