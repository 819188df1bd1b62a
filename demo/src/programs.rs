//! The real programs, each as a process of its own: the centre, its command line, and the phones.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

use crate::error::DemoError;
use crate::link::{Link, Traffic};

/// A program that lies beside this one.
fn program(name: &'static str) -> Result<PathBuf, DemoError> {
    let path = std::env::current_exe()?.with_file_name(name);
    if path.exists() { Ok(path) } else { Err(DemoError::NotBuilt(name)) }
}

/// A text of an answer in JSON.
pub(crate) fn text_of(answer: &Value, name: &str) -> Option<String> {
    answer.get(name)?.as_str().map(str::to_owned)
}

/// The centre: its process and its folder.
#[derive(Debug)]
pub(crate) struct Centre {
    process: Child,
    folder: PathBuf,
    /// Where it answers.
    pub(crate) address: SocketAddr,
    /// The one-time link for the first officer's password.
    pub(crate) set_up_link: Option<String>,
}

impl Centre {
    /// Starts a centre with a fresh database.
    ///
    /// # Errors
    /// It does not start.
    pub(crate) async fn start(folder: &Path, listen: SocketAddr) -> Result<Self, DemoError> {
        let log = std::fs::File::create(folder.with_extension("log"))?;
        let mut process = Command::new(program("clubbook-server")?)
            .args(["--json", "--data"])
            .arg(folder)
            .args([
                "serve",
                "--password-alone",
                "--name",
                "Hội Người cao tuổi tỉnh Quảng Ngãi (thử)",
                "--listen",
                &listen.to_string(),
            ])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .kill_on_drop(true)
            .spawn()?;
        let stdout = process.stdout.take().ok_or(DemoError::Answer("a standard output"))?;
        let line = BufReader::new(stdout).lines().next_line().await?;
        let started: Value = line.and_then(|line| serde_json::from_str(&line).ok()).ok_or_else(|| {
            let words = std::fs::read_to_string(folder.with_extension("log")).unwrap_or_default();
            DemoError::Centre { what: "serve".into(), words }
        })?;
        let url = text_of(&started, "address");
        let address = url.as_deref().and_then(|url| url.strip_prefix("http://"));
        let address = address.and_then(|address| address.parse().ok()).ok_or(DemoError::Answer("an address"))?;
        let set_up_link = text_of(&started, "setup_link");
        Ok(Self { process, folder: folder.to_owned(), address, set_up_link })
    }

    /// Runs a command of the centre beside the running process.
    ///
    /// # Errors
    /// The centre's words.
    pub(crate) async fn command(&self, args: &[&str]) -> Result<Value, DemoError> {
        let output =
            Command::new(program("clubbook-server")?).args(["--json", "--data"]).arg(&self.folder).args(args).output();
        let output = output.await?;
        if !output.status.success() {
            let words = [output.stdout, output.stderr].concat();
            let words = String::from_utf8_lossy(&words).trim().to_owned();
            return Err(DemoError::Centre { what: args.join(" "), words });
        }
        serde_json::from_slice(&output.stdout).map_err(|_| DemoError::Answer("JSON"))
    }

    /// Waits until the process ends by itself.
    ///
    /// # Errors
    /// The system's.
    pub(crate) async fn ended(&mut self) -> Result<(), DemoError> {
        self.process.wait().await?;
        Ok(())
    }

    /// Stops the process as an operator does.
    ///
    /// # Errors
    /// The system's.
    pub(crate) async fn stop(&mut self) -> Result<(), DemoError> {
        if let Some(id) = self.process.id() {
            // `kill` sends SIGTERM; the standard library only knows SIGKILL.
            Command::new("kill").arg(id.to_string()).status().await?;
        }
        self.ended().await
    }
}

/// What a phone answered to a command.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Answer {
    /// What it says.
    Done(Value),
    /// Why it did not.
    Refused {
        /// The code.
        code: String,
        /// The words for the person.
        words: String,
    },
}

/// A phone: its process, its files, its way to the centre.
#[derive(Debug)]
pub(crate) struct Phone {
    /// The name that the screen shows.
    pub(crate) name: String,
    /// Its way to the centre.
    pub(crate) link: Link,
    /// What has passed there.
    pub(crate) traffic: Arc<Traffic>,
    database: PathBuf,
    clock_offset: i64,
    running: Option<Running>,
}

#[derive(Debug)]
struct Running {
    process: Child,
    input: ChildStdin,
    answers: Lines<BufReader<ChildStdout>>,
}

impl Phone {
    /// A phone that is switched off, with no file yet.
    pub(crate) fn new(name: String, database: PathBuf, clock_offset: i64, link: Link, traffic: Arc<Traffic>) -> Self {
        Self { name, link, traffic, database, clock_offset, running: None }
    }

    /// The encrypted file.
    pub(crate) fn database(&self) -> &Path {
        &self.database
    }

    /// The file with the database's key, which stands in for the phone's Keystore.
    pub(crate) fn key_file(&self) -> PathBuf {
        self.database.with_extension("key")
    }

    /// The journal of what was shown as saved.
    pub(crate) fn journal(&self) -> PathBuf {
        self.database.with_extension("journal")
    }

    fn start(&self) -> Result<Running, DemoError> {
        let log = std::fs::OpenOptions::new().create(true).append(true).open(self.database.with_extension("log"))?;
        let mut process = Command::new(program("clubbook-phone")?)
            .args(["--json", "--db"])
            .arg(&self.database)
            .arg("--key-file")
            .arg(self.key_file())
            .arg("--journal")
            .arg(self.journal())
            .arg(format!("--clock-offset={}", self.clock_offset))
            .args(["play", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(log)
            .kill_on_drop(true)
            .spawn()?;
        let input = process.stdin.take().ok_or(DemoError::Answer("a standard input"))?;
        let output = process.stdout.take().ok_or(DemoError::Answer("a standard output"))?;
        Ok(Running { process, input, answers: BufReader::new(output).lines() })
    }

    async fn send(&mut self, args: &[String], at: Option<i64>) -> Result<&mut Running, DemoError> {
        let running = match self.running.take() {
            Some(running) => running,
            None => self.start()?,
        };
        let running = self.running.insert(running);
        let line = format!("{}\n", json!({ "args": args, "at": at }));
        running.input.write_all(line.as_bytes()).await.map_err(|_| DemoError::Died(self.name.clone()))?;
        Ok(running)
    }

    /// Does one thing on the phone, at a moment of its clock; switches it on first where it is off.
    ///
    /// # Errors
    /// The process has died.
    pub(crate) async fn ask(&mut self, args: &[String], at: Option<i64>) -> Result<Answer, DemoError> {
        let line = self.send(args, at).await?.answers.next_line().await?;
        let Some(line) = line else {
            self.running = None;
            return Err(DemoError::Died(self.name.clone()));
        };
        let answer: Value = serde_json::from_str(&line).map_err(|_| DemoError::Answer("JSON"))?;
        let text = |name: &str| text_of(&answer, name).unwrap_or_default();
        Ok(match answer.get("ok").and_then(Value::as_bool) {
            Some(true) => Answer::Done(answer.get("result").cloned().unwrap_or_default()),
            _ => Answer::Refused { code: text("code"), words: text("message") },
        })
    }

    /// Does one thing, and kills the process with SIGKILL so many microseconds later.
    ///
    /// # Errors
    /// The process cannot be started or killed.
    pub(crate) async fn ask_and_kill(&mut self, args: &[String], at: Option<i64>, after: u64) -> Result<(), DemoError> {
        self.send(args, at).await?;
        tokio::time::sleep(Duration::from_micros(after)).await;
        if let Some(mut running) = self.running.take() {
            running.process.kill().await?;
        }
        Ok(())
    }

    /// Switches the phone off.
    ///
    /// # Errors
    /// The system's.
    pub(crate) async fn switch_off(&mut self) -> Result<(), DemoError> {
        let Some(Running { mut process, input, .. }) = self.running.take() else { return Ok(()) };
        drop(input);
        process.wait().await?;
        Ok(())
    }
}
