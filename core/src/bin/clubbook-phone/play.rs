//! `play`: many commands in one process, one after another, as somebody would use the phone for a month.

use std::io::BufRead;
use std::path::Path;

use clap::Parser;
use clap::error::ErrorKind;
use clubbook_model::time::Instant;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::answer::{Answer, Answered, Failure, put};
use crate::args::{Command, Line, moment};
use crate::run::{self, Session};

/// A line of a script.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Scripted {
    /// Comes back with the answer.
    id: Option<Value>,
    /// The command and its arguments.
    args: Vec<String>,
    /// Where the clock stands meanwhile: seconds since 1970, or a day and hour as for `--at`.
    at: Option<Value>,
}

/// Runs every line; a line that fails is answered and does not stop the others.
pub(crate) async fn play(session: &Session, file: &Path) -> Answered {
    let failed = |error: std::io::Error| Failure::file("the script", &error);
    let reader: Box<dyn BufRead> = if file.as_os_str() == "-" {
        Box::new(std::io::BufReader::new(std::io::stdin()))
    } else {
        Box::new(std::io::BufReader::new(std::fs::File::open(file).map_err(failed)?))
    };
    for line in reader.lines() {
        let line = line.map_err(failed)?;
        if line.trim().is_empty() {
            continue;
        }
        let (id, answered) = run_line(session, &line).await;
        let mut json = match &answered {
            Ok(answer) => json!({ "ok": true, "result": answer.json }),
            Err(failure) => failure.to_json(),
        };
        if let (Some(id), Some(fields)) = (id, json.as_object_mut()) {
            fields.insert("id".to_owned(), id);
        }
        if !put(&json.to_string()) {
            break;
        }
    }
    // The lines themselves are the answer.
    Ok(Answer::new(Value::Null, Vec::new()))
}

async fn run_line(session: &Session, line: &str) -> (Option<Value>, Answered) {
    let scripted: Scripted = match serde_json::from_str(line) {
        Ok(scripted) => scripted,
        Err(error) => return (None, Err(Failure::usage("script", &error.to_string()))),
    };
    let answered = match place_clock(session, scripted.at.as_ref()) {
        Ok(()) => run_args(session, &scripted.args).await,
        Err(failure) => Err(failure),
    };
    session.clock.run();
    (scripted.id, answered)
}

fn place_clock(session: &Session, at: Option<&Value>) -> Result<(), Failure> {
    match at {
        None | Some(Value::Null) => {}
        Some(Value::String(text)) => {
            session.clock.stand_at(moment(text).map_err(|error| Failure::usage("script", &error))?);
        }
        Some(other) => {
            let seconds =
                other.as_i64().ok_or_else(|| Failure::usage("script", "at: seconds since 1970 are wanted"))?;
            session.clock.stand_at(Instant(seconds));
        }
    }
    Ok(())
}

async fn run_args(session: &Session, args: &[String]) -> Answered {
    match Line::try_parse_from(args) {
        Ok(Line { command: Command::Play { .. } | Command::Watch }) => {
            Err(Failure::usage("script", "a script runs neither play nor watch"))
        }
        Ok(Line { command }) => run::run(session, command).await,
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            Err(Failure::usage("script", "a script asks for no help"))
        }
        Err(error) => Err(Failure::usage("usage", error.to_string().trim())),
    }
}
