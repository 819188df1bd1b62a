//! What can go wrong with a backup.

use std::path::PathBuf;

use crate::CentreError;

/// Why a backup was not made, or not put back.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// Another one is being made.
    #[error("another backup of this centre is being made: wait until it is done")]
    Underway,
    /// A backup of this centre says that it is from a moment still to come.
    #[error(
        "{0} is from a moment that is still to come by this machine's clock: set the clock right, or move that file away"
    )]
    FromTheFuture(PathBuf),
    /// A text that is not the public key of `age`.
    #[error("a recipient begins with age1 and is made by age-keygen; this is none")]
    Recipient,
    /// A file without a key of `age`.
    #[error("{0} holds no key of age-keygen (AGE-SECRET-KEY-…)")]
    Identity(PathBuf),
    /// A passphrase that could be guessed.
    #[error("the passphrase in {0} is shorter than 16 characters")]
    Passphrase(PathBuf),
    /// The key or the passphrase is another one.
    #[error("this key or passphrase does not open the backup")]
    WrongKey,
    /// The file is no backup of this program.
    #[error("the file is not a backup of Clubbook")]
    NotABackup,
    /// The file was made by a newer program.
    #[error("a newer version of the program made this backup: update the program")]
    Newer,
    /// A bit is not what it was.
    #[error("the backup is damaged: {0}. It was not used; take another one")]
    Damaged(&'static str),
    /// The copy is not what the records add up to.
    #[error("the copy is not whole: {0}. It is not a backup; run `rebuild`, then `backup` again")]
    NotWhole(&'static str),
    /// The folder holds a centre already.
    #[error(
        "{0} holds a database already: a backup is only put into a folder without one. Move it away first, do not delete it"
    )]
    NotEmpty(PathBuf),
    /// The keys are not there.
    #[error("{0} is missing or not whole: put the centre's keys there from where they are kept apart, then restore")]
    NoKeys(PathBuf),
    /// The keys are those of another centre.
    #[error("the backup is of the centre {backup}, the keys in the folder are of {keys}")]
    OtherCentre {
        /// The fingerprint in the backup.
        backup: String,
        /// The fingerprint of the keys.
        keys: String,
    },
    /// A file cannot be read or written.
    #[error("{path}: {why}")]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        why: std::io::Error,
    },
    /// The centre's own answer.
    #[error(transparent)]
    Centre(#[from] CentreError),
}

/// The result of what is done with backups.
pub(super) type Backed<T> = Result<T, BackupError>;

impl BackupError {
    /// A code for scripts.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Underway => "backup_underway",
            Self::FromTheFuture(_) => "backup_from_the_future",
            Self::Recipient => "recipient",
            Self::Identity(_) => "identity",
            Self::Passphrase(_) => "passphrase",
            Self::WrongKey => "wrong_key",
            Self::NotABackup => "not_a_backup",
            Self::Newer => "newer_backup",
            Self::Damaged(_) => "damaged_backup",
            Self::NotWhole(_) => "not_whole",
            Self::NotEmpty(_) => "not_empty",
            Self::NoKeys(_) => "no_keys",
            Self::OtherCentre { .. } => "other_centre",
            Self::File { .. } => "file",
            Self::Centre(error) => error.code(),
        }
    }
}

/// Says which file it was.
pub(super) fn at(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> BackupError {
    let path = path.into();
    move |why| BackupError::File { path, why }
}
