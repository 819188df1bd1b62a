//! `clubbook-phone`: a phone on the command line, for demos, support and tests. It does what the apps do, through the same
//! facade ([`clubbook_core::phone`]), and decides nothing itself.

mod answer;
mod args;
mod clock;
mod key_file;
mod play;
mod run;
mod show;
mod who;

use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;
use clubbook_core::features::status::words::salvaged;
use clubbook_core::phone::{Phone, PhoneError, PhoneOptions};
use clubbook_core::store::StoreOptions;
use clubbook_model::vocabulary::Language;

use answer::{Answer, Answered, Failure, print, print_failure, say};
use args::{Arguments, Command};
use clock::ScriptClock;
use run::Session;

/// How the centre's list of phones calls this program.
const APP: &str = concat!("clubbook-phone/", env!("CARGO_PKG_VERSION"));

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let (as_json, language) = (arguments.json, arguments.lang.into());
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return print_failure(&Failure::file("the runtime", &error), as_json),
    };
    match runtime.block_on(work(arguments, language)) {
        Ok(answer) => print(&answer, as_json),
        Err(failure) => print_failure(&failure, as_json),
    }
}

async fn work(arguments: Arguments, language: Language) -> Answered {
    if let Command::JournalVerify { .. } | Command::Check = &arguments.command
        && !arguments.db.exists()
    {
        return Err(Failure::usage("no_database", "there is no such database"));
    }
    let clock = Arc::new(ScriptClock::new(arguments.clock_offset));
    if let Some(at) = arguments.at {
        clock.stand_at(at);
    }
    let key_path = arguments.key_file.clone().unwrap_or_else(|| key_file::beside(&arguments.db));
    let (key, is_new) = key_file::read_or_make(&key_path)?;
    if is_new {
        say(&format!("made the key file {}: it stands in for the phone's Keystore", key_path.display()));
    }
    let mut options = PhoneOptions::new(StoreOptions::new(&arguments.db, key), APP);
    options.clock = clock.clone();
    options.confirmed = arguments.journal.clone();
    if let Some(path) = &arguments.authority {
        options.authority =
            Some(std::fs::read(path).map_err(|error| Failure::file("the certificate authority", &error))?);
    }
    if let Command::Practice { anew } = &arguments.command {
        return practise(options, *anew, language);
    }
    let phone = Phone::open(options).map_err(|error| Failure::of(&error, language))?;
    if let Some(salvage) = phone.salvage() {
        say(&format!("{} ({})", salvaged(salvage, language), salvage.set_aside.display()));
    }
    let session = Session { phone, clock, language, journal: arguments.journal };
    let answered = begin(&session, arguments.user.as_deref(), arguments.pin.as_deref(), arguments.command).await;
    // Closing writes the log back into the file; what was recorded is on the disk whether or not that works.
    let closed = session.phone.shutdown();
    if let Err(error) = closed {
        say(error.words(language));
    }
    answered
}

/// Opens the practice club, and says that it is one.
fn practise(options: PhoneOptions, anew: bool, language: Language) -> Answered {
    let failed = |error: PhoneError| Failure::of(&error, language);
    let mut phone = Phone::open_practice(options.clone()).map_err(failed)?;
    if anew {
        phone.end_practice().map_err(failed)?;
        phone = Phone::open_practice(options).map_err(failed)?;
    }
    let status = phone.status().map_err(failed)?;
    let answer = Answer::new(show::status(&status, language), vec![status.sentence(language)]);
    phone.shutdown().map_err(|error| failed(error.into()))?;
    Ok(answer)
}

async fn begin(session: &Session, user: Option<&str>, pin: Option<&str>, command: Command) -> Answered {
    if let Some(user) = user {
        let person = who::user(&session.phone, user, session.language)?;
        session
            .phone
            .sign_in(person, pin.unwrap_or_default())
            .map_err(|error| Failure::of(&error, session.language))?;
    }
    match command {
        Command::Play { file } => play::play(session, &file).await,
        Command::Watch => run::exchange::watch(session).await,
        command => run::run(session, command).await,
    }
}
