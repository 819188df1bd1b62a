//! The journal of what was shown as saved: a plain file beside the database, one line of JSON for each op, on the disk
//! before a person sees "saved". Demos and crash tests compare it with what the store and the centre hold; an app has none.
//!
//! A line holds numbers, ids and a hash, nothing that somebody entered.

use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use clubbook_model::id::{DeviceId, OpId};
use clubbook_model::op::Op;
use clubbook_model::registry;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::store::Stored;
use crate::store::journal::{self, OpState};

/// A line of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfirmedRecord {
    /// The device, as 16 hexadecimal digits.
    pub device: String,
    /// The op's number there.
    pub seq: u64,
    /// The kind's name, or its number.
    pub kind: String,
    /// The record, as 32 hexadecimal digits.
    pub entity: String,
    /// The book: club, kind and part, as 66 hexadecimal digits.
    pub book: String,
    /// The first 128 bits of SHA-256 over the op's bytes, as hexadecimal digits.
    pub hash: String,
}

impl ConfirmedRecord {
    /// The line of an op.
    pub fn of(op: &Op) -> Self {
        Self {
            device: op.id.device.to_string(),
            seq: op.id.seq,
            kind: registry::kind(op.kind).map_or_else(|| op.kind.to_string(), |kind| kind.name.to_owned()),
            entity: op.entity.to_string(),
            book: hex(&op.book.to_bytes()),
            hash: hex(&Op::hash(&op.to_bytes())),
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The journal, open for writing.
#[derive(Debug)]
pub struct ConfirmedJournal {
    file: Mutex<File>,
}

impl ConfirmedJournal {
    /// Opens or makes the file. A last line that a crash cut short was never shown, and is taken away.
    ///
    /// # Errors
    /// The file cannot be read or written.
    pub fn open(path: &Path) -> std::io::Result<Self> {
        let mut file = OpenOptions::new().create(true).truncate(false).read(true).write(true).open(path)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |last| last + 1);
        if whole < bytes.len() {
            file.set_len(whole as u64)?;
        }
        file.seek(SeekFrom::End(0))?;
        file.sync_all()?;
        if let Some(folder) = path.parent().filter(|folder| folder.is_dir()) {
            File::open(folder)?.sync_all()?;
        }
        Ok(Self { file: Mutex::new(file) })
    }

    /// Writes down ops that are committed; returns when the lines are on the disk.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn write(&self, ops: &[Op]) -> std::io::Result<()> {
        if ops.is_empty() {
            return Ok(());
        }
        let mut lines = Vec::new();
        for op in ops {
            serde_json::to_writer(&mut lines, &ConfirmedRecord::of(op))?;
            lines.push(b'\n');
        }
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.write_all(&lines)?;
        file.sync_data()
    }
}

/// Reads a journal; a last line that was cut short is no line.
///
/// # Errors
/// The file cannot be read, or a whole line is not one of ours.
pub fn read(path: &Path) -> std::io::Result<Vec<ConfirmedRecord>> {
    let mut reader = BufReader::new(File::open(path)?);
    let mut records = Vec::new();
    let mut line = String::new();
    while reader.read_line(&mut line)? > 0 {
        if line.ends_with('\n') {
            records.push(serde_json::from_str(&line)?);
        }
        line.clear();
    }
    Ok(records)
}

/// What became of the records that were shown as saved.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Verified {
    /// Lines of the journal.
    pub confirmed: u64,
    /// Those that the store holds with the same content, under their number or, after a fork, under their new one.
    pub held: u64,
    /// Of those, acknowledged by the centre.
    pub acknowledged: u64,
    /// Of those, waiting.
    pub waiting: u64,
    /// Of those, in quarantine at the centre, refused ones included.
    pub quarantined: u64,
    /// Lines whose op the store lacks or holds with another content: lost.
    pub lost: Vec<ConfirmedRecord>,
}

/// Compares a journal with the store.
///
/// # Errors
/// SQL.
pub fn verify(connection: &Connection, records: &[ConfirmedRecord]) -> Stored<Verified> {
    let mut verified = Verified { confirmed: records.len() as u64, ..Verified::default() };
    for record in records {
        let id =
            u64::from_str_radix(&record.device, 16).map(|device| OpId { device: DeviceId(device), seq: record.seq });
        let found = match id {
            Ok(id) => journal::find(connection, id)?,
            Err(_) => None,
        };
        match found.filter(|(hash, _)| hash.is_none_or(|hash| hex(&hash) == record.hash)) {
            Some((_, state)) => {
                verified.held += 1;
                match state {
                    OpState::Acknowledged => verified.acknowledged += 1,
                    OpState::Waiting => verified.waiting += 1,
                    OpState::Quarantined => verified.quarantined += 1,
                }
            }
            None => verified.lost.push(record.clone()),
        }
    }
    Ok(verified)
}
