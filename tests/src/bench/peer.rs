//! The others: PouchDB with its server, run by `tests/bench/peer/peer.mjs`, and a JSON body through gzip.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use clubbook_corpus::{History, baseline_json, documents_json, visit_documents_json};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Deserialize;

use super::Run;
use super::report::Spread;

/// The level of gzip that web servers use when they are not told.
const GZIP_LEVEL: u32 = 6;

/// A run of PouchDB.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct PeerRun {
    /// Milliseconds.
    pub ms: f64,
    /// Bytes towards the server.
    pub bytes_up: f64,
    /// Bytes from it.
    pub bytes_down: f64,
    /// Requests.
    pub requests: f64,
}

/// What PouchDB did.
#[derive(Debug, Clone, Deserialize)]
pub struct PeerResults {
    /// Node's version.
    pub node: String,
    /// PouchDB's version.
    pub pouchdb: String,
    /// Fetching the whole club.
    #[serde(default)]
    pub first_sync: Vec<PeerRun>,
    /// Pushing visits.
    #[serde(default)]
    pub push: Vec<PeerRun>,
}

/// The median of one of the figures.
pub fn median(runs: &[PeerRun], figure: impl Fn(&PeerRun) -> f64) -> Option<f64> {
    (!runs.is_empty()).then(|| Spread::of(runs.iter().map(figure)).median)
}

/// Runs PouchDB over the same club and the same visits. `installed` is the folder in which `npm ci` was run.
///
/// # Errors
/// Node is missing, or the peer failed.
pub fn run(installed: &Path, club: Option<&History>, visits: Option<&History>, runs: usize) -> Run<PeerResults> {
    let folder = tempfile::tempdir()?;
    let mut command = Command::new("node");
    command.arg("peer.mjs").arg("--runs").arg(runs.to_string());
    command.arg("--folder").arg(folder.path().join("data"));
    if let Some(club) = club {
        let file = folder.path().join("documents.json");
        std::fs::write(&file, documents_json(club))?;
        command.arg("--documents").arg(file);
    }
    if let Some(visits) = visits {
        let file = folder.path().join("visits.json");
        std::fs::write(&file, visit_documents_json(visits))?;
        command.arg("--visits").arg(file);
    }
    let output = command.current_dir(installed).stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        return Err(format!("the peer ended with {}", output.status).into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// Bytes of what a plain REST API would answer for the whole club, through gzip; its headers are not counted.
///
/// # Errors
/// None in memory.
pub fn gzip_json_bytes(history: &History) -> Run<f64> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(GZIP_LEVEL));
    encoder.write_all(baseline_json(history).as_bytes())?;
    Ok(encoder.finish()?.len() as f64)
}
