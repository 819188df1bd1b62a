//! A writer as a process of its own, and how it is killed.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};

use clubbook_corpus::Rng;

use super::ledger::{NotSaid, Said};
use super::writer::{EXCHANGED, EXCHANGING};

/// What a writer says on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// It is about to open the database.
    Opening,
    /// The database is open and its tables are up to date.
    Opened,
    /// It is about to exchange with the centre.
    Exchanging,
    /// The exchange came to its end.
    Exchanged,
    /// A save is committed.
    Saved(Said),
}

impl Line {
    /// The save, if it is one.
    pub fn saved(self) -> Option<Said> {
        match self {
            Self::Saved(said) => Some(said),
            _ => None,
        }
    }

    fn read(line: &str) -> Result<Self, NotSaid> {
        match line {
            "opening" => Ok(Self::Opening),
            "opened" => Ok(Self::Opened),
            EXCHANGING => Ok(Self::Exchanging),
            EXCHANGED => Ok(Self::Exchanged),
            other => other.parse().map(Self::Saved),
        }
    }
}

/// The most idle steps before a kill: some milliseconds, a few saves long.
pub const LONGEST_WAIT: u64 = 60_000;

/// Passes a random time, of at most so many steps, without asking a clock.
pub fn idle(rng: &mut Rng, longest: u64) {
    (0..rng.below(longest)).for_each(|_| std::hint::spin_loop());
}

/// The command line of a writer.
///
/// `program` is the built `clubbook-writer`; what it shall do follows as arguments.
pub fn command(program: &str, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.arg(folder).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::inherit());
    command
}

/// A writer that runs.
#[derive(Debug)]
pub struct Process {
    child: Child,
    lines: BufReader<ChildStdout>,
}

impl Process {
    /// Starts a writer.
    ///
    /// # Panics
    /// When the program cannot be started.
    pub fn start(command: &mut Command) -> Self {
        let mut child = command.spawn().expect("the writer can be started");
        let lines = BufReader::new(child.stdout.take().expect("the writer's output is a pipe"));
        Self { child, lines }
    }

    /// Waits for the next line; `None` when the writer has ended.
    ///
    /// # Panics
    /// On a line that writers do not write.
    pub fn next_line(&mut self) -> Option<Line> {
        let mut line = String::new();
        self.lines.read_line(&mut line).expect("the writer's output is text");
        let whole = line.strip_suffix('\n')?;
        Some(Line::read(whole).expect("the writer keeps to its language"))
    }

    /// Whether the writer has not ended yet.
    ///
    /// # Panics
    /// When it cannot be asked.
    pub fn is_running(&mut self) -> bool {
        self.child.try_wait().expect("the writer is this process's child").is_none()
    }

    /// Sends SIGKILL, and returns what the writer had said before it died.
    ///
    /// # Panics
    /// When the signal cannot be sent.
    pub fn kill(mut self) -> Vec<Line> {
        self.child.kill().expect("the writer is this process's child");
        self.rest().0
    }

    /// Waits for the writer to end.
    ///
    /// # Panics
    /// When it cannot be waited for.
    pub fn rest(mut self) -> (Vec<Line>, ExitStatus) {
        let lines = std::iter::from_fn(|| self.next_line()).collect();
        (lines, self.child.wait().expect("the writer is this process's child"))
    }
}
