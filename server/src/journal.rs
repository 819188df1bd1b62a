//! The journal outside the database: what a restore from a backup must not forget. A backup is older than the disaster;
//! without this file a revoked phone would be let in again, a spent code would work again, an erased record would be back.
//!
//! One line each, appended and synced to the disk before the database commits; a last line that was torn by a power cut
//! is no line.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use clubbook_model::id::{DeviceId, RecordId};

use crate::error::Done;

/// A line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// A device was revoked.
    RevokedDevice(DeviceId),
    /// A person of a club was revoked.
    RevokedPerson(RecordId, RecordId),
    /// The code with this keyed hash was used by a device.
    SpentCode([u8; 32], DeviceId),
    /// A record of a kind was erased, in a club.
    Erased {
        /// The club.
        club: RecordId,
        /// The kind's number.
        kind: u32,
        /// The record.
        record: RecordId,
    },
}

impl Note {
    fn to_line(self) -> String {
        match self {
            Self::RevokedDevice(device) => format!("revoked_device {device}\n"),
            Self::RevokedPerson(club, person) => format!("revoked_person {club} {person}\n"),
            Self::SpentCode(hash, device) => format!("spent_code {} {device}\n", hex(&hash)),
            Self::Erased { club, kind, record } => format!("erased {club} {kind} {record}\n"),
        }
    }

    /// Reads a line; `None` when it is none that this version knows.
    fn parse(line: &str) -> Option<Self> {
        let words: Vec<&str> = line.split(' ').collect();
        match words[..] {
            ["revoked_device", device] => Some(Self::RevokedDevice(device_id(device)?)),
            ["revoked_person", club, person] => {
                Some(Self::RevokedPerson(RecordId::from_hex(club)?, RecordId::from_hex(person)?))
            }
            ["spent_code", hash, device] => Some(Self::SpentCode(bytes(hash)?, device_id(device)?)),
            ["erased", club, kind, record] => Some(Self::Erased {
                club: RecordId::from_hex(club)?,
                kind: kind.parse().ok()?,
                record: RecordId::from_hex(record)?,
            }),
            _ => None,
        }
    }
}

fn device_id(text: &str) -> Option<DeviceId> {
    u64::from_str_radix(text, 16).ok().filter(|_| text.len() == 16).map(DeviceId)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (index, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(index * 2..index * 2 + 2)?, 16).ok()?;
    }
    Some(bytes)
}

/// The journal.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: Mutex<File>,
}

impl Journal {
    /// Opens the file for appending, making it the first time. A torn last line is ended, so that the next one stands
    /// for itself.
    ///
    /// # Errors
    /// The file cannot be opened.
    pub fn open(path: &Path) -> Done<Self> {
        let mut options = OpenOptions::new();
        options.append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path)?;
        if std::fs::read(path)?.last().is_some_and(|last| *last != b'\n') {
            file.write_all(b"\n")?;
        }
        file.sync_all()?;
        Ok(Self { path: path.to_owned(), file: Mutex::new(file) })
    }

    /// Appends a line; when this returns, it survives a power cut.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn note(&self, note: Note) -> Done<()> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.write_all(note.to_line().as_bytes())?;
        file.sync_data()?;
        Ok(())
    }

    /// Every line that reads, the oldest first.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn notes(&self) -> Done<Vec<Note>> {
        let text = std::fs::read(&self.path)?;
        Ok(String::from_utf8_lossy(&text).split_terminator('\n').filter_map(Note::parse).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_torn_last_line_is_no_line_and_spoils_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.log");
        let notes = [
            Note::RevokedDevice(DeviceId(7)),
            Note::RevokedPerson(RecordId([1; 16]), RecordId([2; 16])),
            Note::SpentCode([3; 32], DeviceId(u64::MAX)),
            Note::Erased { club: RecordId([4; 16]), kind: 2, record: RecordId([5; 16]) },
        ];
        let journal = Journal::open(&path).unwrap();
        notes.iter().for_each(|note| journal.note(*note).unwrap());
        assert_eq!(journal.notes().unwrap(), notes);
        let whole = std::fs::read(&path).unwrap();
        std::fs::write(&path, &whole[..whole.len() - 5]).unwrap();
        let journal = Journal::open(&path).unwrap();
        assert_eq!(journal.notes().unwrap(), notes[..3]);
        journal.note(notes[0]).unwrap();
        assert_eq!(journal.notes().unwrap(), [notes[0], notes[1], notes[2], notes[0]]);
    }
}
