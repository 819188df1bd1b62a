//! What can go wrong at the centre. No variant carries what somebody recorded.

use clubbook_model::codec::DecodeError;
use rusqlite::ErrorCode;

use crate::admin::RefusedLine;

/// A failure of the centre. [`CentreError::code`] is what a phone or a script can act on, [`CentreError::status`] how it
/// goes over HTTP; the words are for the one who runs the centre.
#[derive(Debug, thiserror::Error)]
pub enum CentreError {
    /// The challenge of a request is none of this centre's, or too old.
    #[error("the challenge is too old")]
    ChallengeExpired {
        /// A new one.
        challenge: Vec<u8>,
    },
    /// A request of a protocol version that this program does not know.
    #[error("the request has a version that this centre does not know")]
    UnknownVersion,
    /// Bytes that are no request.
    #[error("the request cannot be read: {0}")]
    Malformed(DecodeError),
    /// A request that its device did not sign.
    #[error("the request is not signed by its device")]
    BadSignature,
    /// A certificate that is not this centre's, or of another device.
    #[error("the certificate is not one of this centre for this device")]
    BadCertificate,
    /// The enrolment code is wrong, or the club has no such code.
    #[error("the enrolment code is wrong")]
    CodeWrong,
    /// The enrolment code was used by another phone.
    #[error("the enrolment code was used already")]
    CodeUsed,
    /// The enrolment code is older than 7 days.
    #[error("the enrolment code is too old")]
    CodeExpired,
    /// The enrolment code was cancelled.
    #[error("the enrolment code was cancelled")]
    CodeCancelled,
    /// Too many wrong codes were tried for this club: its codes no longer work and have to be issued anew.
    #[error("too many wrong codes were tried: new codes have to be issued")]
    CodeBlocked,
    /// The device or the person was revoked.
    #[error("the phone or the person was revoked")]
    Revoked,
    /// A body, or what it decompresses to, is larger than accepted.
    #[error("the request is larger than accepted")]
    TooLarge,
    /// Too much is being done at once.
    #[error("the centre is busy")]
    Busy,
    /// The centre is being stopped.
    #[error("the centre is being stopped")]
    Stopped,
    /// What an officer named is not there.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// What an officer gave cannot be used.
    #[error("{0}")]
    Invalid(&'static str),
    /// Lines of a list cannot be taken, so none was.
    #[error("{} lines of the list cannot be taken; nothing was taken", .0.len())]
    Import(Vec<RefusedLine>),
    /// A newer version of the program made this database.
    #[error("the database has version {found}, this program knows up to {known}: update the program")]
    NewerVersion {
        /// The version of the file.
        found: i64,
        /// The newest version that this program knows.
        known: i64,
    },
    /// The file is not a Clubbook database, or damaged.
    #[error("the file is not a Clubbook database, or is damaged")]
    NotADatabase,
    /// The database or its folder cannot be written.
    #[error("the database cannot be written: check the folder, its permissions and the room on the disk")]
    CannotWrite,
    /// The key files beside the database are missing or damaged.
    #[error("the centre's key files are missing or damaged: put them back from where they are kept safe")]
    Keys,
    /// Stored bytes do not have their form.
    #[error("stored bytes are damaged: {0}")]
    Damaged(DecodeError),
    /// A file beside the database could not be read or written.
    #[error("a file of the centre: {0}")]
    File(#[from] std::io::Error),
    /// Anything else that SQLite says.
    #[error("the database says: {0}")]
    Sql(#[source] rusqlite::Error),
}

/// The result of what the centre does.
pub type Done<T> = Result<T, CentreError>;

impl From<rusqlite::Error> for CentreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => Self::NotADatabase,
            Some(ErrorCode::ReadOnly | ErrorCode::DiskFull | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                Self::CannotWrite
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            _ => Self::Sql(error),
        }
    }
}

impl CentreError {
    /// The code of `docs/sync-protocol.md`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::ChallengeExpired { .. } => "challenge_expired",
            Self::UnknownVersion => "unknown_version",
            Self::Malformed(_) => "malformed",
            Self::BadSignature => "bad_signature",
            Self::BadCertificate => "bad_certificate",
            Self::CodeWrong => "code_wrong",
            Self::CodeUsed => "code_used",
            Self::CodeExpired => "code_expired",
            Self::CodeCancelled => "code_cancelled",
            Self::CodeBlocked => "code_blocked",
            Self::Revoked => "revoked",
            Self::TooLarge => "too_large",
            Self::Busy => "busy",
            Self::Stopped => "stopped",
            Self::NotFound(_) => "not_found",
            Self::Invalid(_) => "invalid",
            Self::Import(_) => "import_refused",
            Self::NewerVersion { .. } => "newer_version",
            Self::NotADatabase => "not_a_database",
            Self::CannotWrite => "cannot_write",
            Self::Keys => "keys",
            Self::Damaged(_) | Self::File(_) | Self::Sql(_) => "internal",
        }
    }

    /// The HTTP status.
    pub fn status(&self) -> u16 {
        match self {
            Self::ChallengeExpired { .. } | Self::BadSignature => 401,
            Self::UnknownVersion | Self::Malformed(_) | Self::Invalid(_) | Self::Import(_) => 400,
            Self::BadCertificate
            | Self::CodeWrong
            | Self::CodeUsed
            | Self::CodeExpired
            | Self::CodeCancelled
            | Self::CodeBlocked
            | Self::Revoked => 403,
            Self::NotFound(_) => 404,
            Self::TooLarge => 413,
            Self::Busy | Self::Stopped => 503,
            Self::NewerVersion { .. }
            | Self::NotADatabase
            | Self::CannotWrite
            | Self::Keys
            | Self::Damaged(_)
            | Self::File(_)
            | Self::Sql(_) => 500,
        }
    }

    /// A request's bytes that do not decode.
    pub(crate) fn of_request(error: DecodeError) -> Self {
        match error {
            DecodeError::UnknownVersion(_) => Self::UnknownVersion,
            DecodeError::TooLarge(_) => Self::TooLarge,
            DecodeError::Signature(_) => Self::BadSignature,
            other => Self::Malformed(other),
        }
    }
}
