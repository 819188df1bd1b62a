//! Why a command was not carried out, and the exit code that scripts can act on.

use std::path::PathBuf;

use crate::CentreError;
use crate::backup::BackupError;
use crate::http::ServeError;

/// Why a command was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// No folder was named.
    #[error("which centre? Give its folder with --data DIR, or set CLUBBOOK_DATA")]
    NoFolder,
    /// There is nothing in the folder.
    #[error(
        "there is no centre in {0}: give the folder with --data, or make one with `serve`, `units load` or `club add`"
    )]
    NoCentre(PathBuf),
    /// Another command holds the folder.
    #[error("the centre in {0} is running: stop it first, this command needs the folder alone")]
    Running(PathBuf),
    /// A restore was cut short.
    #[error("a restore of {0} was cut short: run `restore` again with the same backup")]
    RestoreUnfinished(PathBuf),
    /// What was typed names nothing, or too much.
    #[error("{0}")]
    Which(String),
    /// A file of the user's cannot be read or written.
    #[error("{path}: {why}")]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        why: std::io::Error,
    },
    /// A list is not one.
    #[error("{path}, line {line}: {why}. Nothing was taken")]
    List {
        /// The file.
        path: PathBuf,
        /// The line.
        line: u64,
        /// Why.
        why: String,
    },
    /// The centre's own answer.
    #[error(transparent)]
    Centre(#[from] CentreError),
    /// The address or the certificate.
    #[error(transparent)]
    Serve(#[from] ServeError),
    /// The backup.
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// The system refuses what every program needs.
    #[error("the system: {0}")]
    System(#[from] std::io::Error),
}

impl CliError {
    /// A code for scripts.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoFolder => "no_folder",
            Self::NoCentre(_) => "no_centre",
            Self::Running(_) => "running",
            Self::RestoreUnfinished(_) => "restore_unfinished",
            Self::Which(_) => "which",
            Self::File { .. } => "file",
            Self::List { .. } => "list",
            Self::Centre(error) => error.code(),
            Self::Serve(_) => "address",
            Self::Backup(error) => error.code(),
            Self::System(_) => "system",
        }
    }

    /// The exit code.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::NoFolder => 2,
            Self::NoCentre(_)
            | Self::RestoreUnfinished(_)
            | Self::Centre(
                CentreError::NewerVersion { .. }
                | CentreError::NotADatabase
                | CentreError::CannotWrite
                | CentreError::Keys,
            ) => 3,
            Self::Serve(_) => 4,
            Self::List { .. } | Self::Centre(CentreError::Import(_)) => 5,
            _ => 1,
        }
    }
}
