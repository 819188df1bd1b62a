//! `backup`, `restore`, `rebuild`.

use std::fmt;
use std::path::PathBuf;

use clap::Args;
use clubbook_model::time::Instant;
use serde::Serialize;

use super::CliError;
use super::folder::Folder;
use super::output::{Output, iso, moment};
use crate::admin::Rebuilt;
use crate::backup::{self, BackupPlan, BackupReport, Opener, Restored, Sealer};

/// Writing a backup.
#[derive(Debug, Args)]
pub(super) struct Backup {
    /// The folder for backups, best on another machine's disk.
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
    #[command(flatten)]
    seal: Seal,
    /// How many of this centre's backups stay in the folder.
    #[arg(long, value_name = "COUNT", default_value_t = 14, value_parser = clap::value_parser!(u16).range(1..))]
    keep: u16,
}

/// To whom a backup is encrypted.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct Seal {
    /// The public key of age-keygen (age1…) of whoever may put it back; may be given several times.
    #[arg(long = "recipient", value_name = "KEY")]
    recipients: Vec<String>,
    /// A file with a passphrase of at least 16 characters.
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
}

/// Putting a backup back.
#[derive(Debug, Args)]
pub(super) struct Restore {
    /// The backup.
    #[arg(long, value_name = "FILE")]
    from: PathBuf,
    #[command(flatten)]
    open: Open,
}

/// What opens a backup.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct Open {
    /// The file of age-keygen with the private key.
    #[arg(long, value_name = "FILE")]
    identity: Option<PathBuf>,
    /// A file with the passphrase.
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
}

/// Working out records, sums and figures anew.
#[derive(Debug, Args)]
pub(super) struct Rebuild {}

#[derive(Debug, Serialize)]
struct BackedUp {
    path: String,
    bytes: u64,
    taken_at: String,
    ops: u64,
    records: u64,
    backup_safe: String,
    removed: usize,
    #[serde(skip)]
    safe: String,
}

impl From<BackupReport> for BackedUp {
    fn from(report: BackupReport) -> Self {
        Self {
            path: report.path.display().to_string(),
            bytes: report.bytes,
            taken_at: iso(Instant(report.manifest.taken_at)),
            ops: report.verified.ops,
            records: report.verified.entities,
            backup_safe: iso(report.backup_safe),
            removed: report.removed,
            safe: moment(report.backup_safe),
        }
    }
}

impl fmt::Display for BackedUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} ({} bytes)", self.path, self.bytes)?;
        writeln!(f, "Decrypted again and summed: {} ops, {} records.", self.ops, self.records)?;
        if self.removed > 0 {
            writeln!(f, "Older backups removed: {}.", self.removed)?;
        }
        writeln!(f, "Phones need no longer keep what came before {}.", self.safe)?;
        write!(f, "The folder keys/ is not in it: keep a copy of that apart.")
    }
}

#[derive(Debug, Serialize)]
struct PutBack {
    centre: String,
    taken_at: String,
    ops: u64,
    records: u64,
    had_journal: bool,
    cancelled_codes: u64,
    closed_officers: u64,
    #[serde(skip)]
    taken: String,
}

impl From<Restored> for PutBack {
    fn from(restored: Restored) -> Self {
        Self {
            centre: restored.manifest.centre,
            taken_at: iso(Instant(restored.manifest.taken_at)),
            taken: moment(Instant(restored.manifest.taken_at)),
            ops: restored.verified.ops,
            records: restored.verified.entities,
            had_journal: restored.had_journal,
            cancelled_codes: restored.closed.codes,
            closed_officers: restored.closed.officers,
        }
    }
}

impl fmt::Display for PutBack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "The centre {} is back as of {}: {} ops, {} records.",
            self.centre, self.taken, self.ops, self.records
        )?;
        if !self.had_journal {
            writeln!(
                f,
                "The folder had no journal.log: revoke again what was revoked since then, and erase again what was erased."
            )?;
        }
        if self.cancelled_codes > 0 {
            writeln!(
                f,
                "Codes that were waiting to be used and are cancelled now: {}. Whoever still has no phone connected needs a new one.",
                self.cancelled_codes
            )?;
        }
        if self.closed_officers > 0 {
            writeln!(
                f,
                "Officers who must choose a password anew: {}. `officer list` names them, `officer reset` makes a link for each, \
                 for yourself too; `officer remove` whoever was removed since then.",
                self.closed_officers
            )?;
        }
        write!(f, "Start it with `serve`. Phones send again what the backup lacks.")
    }
}

#[derive(Debug, Serialize)]
struct Anew {
    ops: u64,
    records: u64,
    differed: u64,
}

impl From<Rebuilt> for Anew {
    fn from(rebuilt: Rebuilt) -> Self {
        Self { ops: rebuilt.ops, records: rebuilt.entities, differed: rebuilt.differed }
    }
}

impl fmt::Display for Anew {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} records were worked out anew from {} ops.", self.records, self.ops)?;
        match self.differed {
            0 => f.write_str("Nothing differed."),
            count => write!(f, "{count} records, sums or figures differed and are right now."),
        }
    }
}

impl Backup {
    pub(super) async fn run(self, folder: &Folder, output: Output) -> Result<(), CliError> {
        let sealer = match self.seal.passphrase_file {
            Some(file) => Sealer::passphrase_file(&file)?,
            None => Sealer::recipients(self.seal.recipients.iter().map(String::as_str))?,
        };
        let centre = folder.open()?;
        let made = backup::create(&centre, BackupPlan { to: self.to, sealer, keep: usize::from(self.keep) }).await;
        centre.shutdown().await;
        output.say(&BackedUp::from(made?));
        Ok(())
    }
}

impl Restore {
    pub(super) async fn run(self, folder: &Folder, output: Output) -> Result<(), CliError> {
        let opener = match (&self.open.identity, &self.open.passphrase_file) {
            (Some(file), _) => Opener::identity_file(file)?,
            (None, Some(file)) => Opener::passphrase_file(file)?,
            (None, None) => return Err(CliError::Which("give --identity or --passphrase-file".to_owned())),
        };
        let _alone = folder.alone()?;
        output.say(&PutBack::from(backup::restore(folder.options(), self.from, opener).await?));
        Ok(())
    }
}

impl Rebuild {
    pub(super) async fn run(self, folder: &Folder, output: Output) -> Result<(), CliError> {
        let _alone = folder.alone()?;
        let centre = folder.open()?;
        let rebuilt = centre.rebuild().await;
        centre.shutdown().await;
        output.say(&Anew::from(rebuilt?));
        Ok(())
    }
}
