//! The command line of the centre: `clubbook-server`.
//!
//! Each command opens the centre of a folder, does one thing and says what it did: in words, or as JSON with `--json`.
//! All but `serve`, `restore` and `rebuild` also work while the centre runs.

mod backups;
mod clubs;
mod codes;
mod correct;
mod devices;
mod error;
mod folder;
mod list;
mod log;
mod officers;
mod output;
mod reference;
mod review;
mod serve;
#[cfg(test)]
mod tests;
mod units;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

pub use error::CliError;
use folder::Folder;
use output::Output;

/// The central endpoint of Sổ CLB: what the clubs' phones sync with, and where officers see which clubs work.
#[derive(Debug, Parser)]
#[command(
    name = "clubbook-server",
    version,
    propagate_version = true,
    arg_required_else_help = true,
    subcommand_required = true,
    max_term_width = 100,
    after_help = "Exit codes: 0 done; 1 not done; 2 the command line is wrong; 3 the folder or its database cannot be \
                  used; 4 the address cannot be used; 5 a list was refused and nothing of it taken.\n\n\
                  A first run:\n  \
                  clubbook-server --data /srv/clubbook units load units.csv\n  \
                  clubbook-server --data /srv/clubbook club add --unit 21484 --number 7 --name \"CLB thôn Làng Rào\"\n  \
                  clubbook-server --data /srv/clubbook club import --number 7 members.csv\n  \
                  clubbook-server --data /srv/clubbook code issue --club 7 --role club_head\n  \
                  clubbook-server --data /srv/clubbook serve"
)]
pub struct Cli {
    /// The centre's folder: the database `centre.db`, the keys in `keys/`, and `journal.log`.
    #[arg(long, global = true, env = "CLUBBOOK_DATA", value_name = "DIR", help_heading = "Every command")]
    data: Option<PathBuf>,
    /// Answer in JSON, for scripts.
    #[arg(long, global = true, help_heading = "Every command")]
    json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Answer phones and officers, until SIGTERM or ctrl-c.
    Serve(Box<serve::Serve>),
    /// Administrative units: provinces and communes.
    #[command(subcommand)]
    Units(units::Units),
    /// Clubs and their members.
    #[command(subcommand)]
    Club(clubs::Club),
    /// The reference book: dated rules, programmes, thresholds and texts that every phone reads.
    #[command(subcommand)]
    Reference(reference::ReferenceBook),
    /// Codes by which phones are connected.
    #[command(subcommand)]
    Code(codes::Code),
    /// The phones.
    #[command(subcommand)]
    Device(devices::Device),
    /// People's access.
    #[command(subcommand)]
    Person(devices::Person),
    /// What the centre put aside until somebody has looked.
    #[command(subcommand)]
    Quarantine(review::Quarantine),
    /// Erase a record for good, everywhere: on the centre, on every phone, in what comes later.
    Erase(review::Erase),
    /// Write an encrypted backup, and prove that it can be restored.
    ///
    /// The centre may go on running. The backup holds the database and the journal; it does not hold the keys: copy the
    /// folder keys/ once and keep it apart, without it no backup can be put back. The file gets its name when it was
    /// decrypted again, opened and summed. Then phones are told that they need no longer keep what the oldest backup in the
    /// folder holds: always name the same folder, and put back the newest backup that you have.
    Backup(backups::Backup),
    /// Put a backup into a folder whose database was lost.
    ///
    /// The folder must hold the centre's keys/ and no database; its journal.log, if it was saved, tells what was revoked,
    /// spent and erased since. Phones then send again what the backup lacks.
    Restore(backups::Restore),
    /// Work out records, sums and figures anew from the log, and say whether anything differed.
    Rebuild(backups::Rebuild),
    /// Accounts for the officers' pages.
    #[command(subcommand)]
    Officer(officers::Officer),
    /// Who looked at named records on the officers' pages, and who decided what.
    Log(log::Log),
}

/// Does what the command line says, and tells how it went.
pub fn run(cli: Cli) -> ExitCode {
    let output = Output::new(cli.json);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let done = match runtime {
        Ok(runtime) => runtime.block_on(dispatch(cli, output)),
        Err(error) => Err(CliError::System(error)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            output.failed(&error);
            ExitCode::from(error.exit_code())
        }
    }
}

async fn dispatch(cli: Cli, output: Output) -> Result<(), CliError> {
    let folder = Folder::new(cli.data)?;
    match cli.command {
        Command::Serve(serve) => serve.run(&folder, output).await,
        Command::Units(units) => units.run(&folder, output).await,
        Command::Club(club) => club.run(&folder, output).await,
        Command::Reference(reference) => reference.run(&folder, output).await,
        Command::Code(code) => code.run(&folder, output).await,
        Command::Device(device) => device.run(&folder, output).await,
        Command::Person(person) => person.run(&folder, output).await,
        Command::Quarantine(quarantine) => quarantine.run(&folder, output).await,
        Command::Erase(erase) => erase.run(&folder, output).await,
        Command::Backup(backup) => backup.run(&folder, output).await,
        Command::Restore(restore) => restore.run(&folder, output).await,
        Command::Rebuild(rebuild) => rebuild.run(&folder, output).await,
        Command::Officer(officer) => officer.run(&folder, output).await,
        Command::Log(log) => log.run(&folder, output).await,
    }
}
