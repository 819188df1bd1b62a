//! The form of a backup's file: under the encryption a line that names the form, a manifest, then database and journal,
//! compressed.

use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::error::{Backed, BackupError, at};
use super::seal::{Opener, Sealer};

/// Names the form; another form has another number.
const FORM: &[u8; 18] = b"clubbook-backup/1\n";

/// A manifest is never larger.
const MANIFEST_LIMIT: u32 = 1 << 16;

/// The level of compression: a backup is written once and, with luck, never read.
const LEVEL: i32 = 6;

/// What a backup says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The fingerprint of the centre.
    pub centre: String,
    /// The centre's name.
    pub name: String,
    /// Seconds since 1970: what the centre had received by then is in it.
    pub taken_at: i64,
    /// The version of the tables.
    pub schema: i64,
    /// The version of the program.
    pub program: String,
    /// The database.
    pub database: Content,
    /// The journal of revocations, spent codes and erasures, as it was then.
    pub journal: Content,
}

/// A file in a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// Bytes.
    pub length: u64,
    /// SHA-256 of them, hexadecimal.
    pub sha256: String,
}

impl Content {
    /// Measures a file; one that is not there is empty.
    pub(super) fn of(path: &Path) -> Backed<Self> {
        let mut hash = Hashing { inner: io::sink(), hash: Sha256::new(), length: 0 };
        if path.exists() {
            let mut file = File::open(path).map_err(at(path))?;
            io::copy(&mut file, &mut hash).map_err(at(path))?;
        }
        Ok(hash.content())
    }
}

/// Writes a backup to `path` and makes it durable; gives what opens it for the test.
pub(super) fn write(
    path: &Path,
    manifest: &Manifest,
    database: &Path,
    journal: &Path,
    sealer: &Sealer,
) -> Backed<Opener> {
    let file = private(path)?;
    let written = (|| -> io::Result<(File, Opener)> {
        let (mut sealed, opener) = sealer.seal(file)?;
        let manifest_bytes = serde_json::to_vec(manifest)?;
        sealed.write_all(FORM)?;
        sealed.write_all(&u32::try_from(manifest_bytes.len()).unwrap_or(u32::MAX).to_be_bytes())?;
        sealed.write_all(&manifest_bytes)?;
        let mut packed = zstd::stream::write::Encoder::new(sealed, LEVEL)?;
        for (content, source) in [(&manifest.database, database), (&manifest.journal, journal)] {
            if content.length > 0 {
                // The journal may have grown since it was measured: only what was measured is promised.
                io::copy(&mut File::open(source)?.take(content.length), &mut packed)?;
            }
        }
        let file = packed.finish()?.finish()?;
        file.sync_all()?;
        Ok((file, opener))
    })();
    written.map(|(_, opener)| opener).map_err(at(path))
}

/// Reads a backup: puts its database and its journal to these paths, if every bit is what it was.
pub(super) fn read(path: &Path, opener: &Opener, database: &Path, journal: &Path) -> Backed<Manifest> {
    let file = File::open(path).map_err(at(path))?;
    let mut opened = opener.open(BufReader::new(file))?;
    let changed = |_| BackupError::Damaged("its content was changed or cut");
    let mut form = [0; FORM.len()];
    opened.read_exact(&mut form).map_err(changed)?;
    if form != *FORM {
        let is_ours = form.starts_with(b"clubbook-backup/");
        return Err(if is_ours { BackupError::Newer } else { BackupError::NotABackup });
    }
    let mut length = [0; 4];
    opened.read_exact(&mut length).map_err(changed)?;
    let length = u32::from_be_bytes(length);
    if length > MANIFEST_LIMIT {
        return Err(BackupError::Damaged("its manifest is too long"));
    }
    let mut bytes = Vec::new();
    opened.by_ref().take(u64::from(length)).read_to_end(&mut bytes).map_err(changed)?;
    let manifest: Manifest =
        serde_json::from_slice(&bytes).map_err(|_| BackupError::Damaged("its manifest cannot be read"))?;
    let mut unpacked = zstd::stream::read::Decoder::new(opened).map_err(changed)?;
    for (content, target) in [(&manifest.database, database), (&manifest.journal, journal)] {
        let mut out = Hashing { inner: private(target)?, hash: Sha256::new(), length: 0 };
        io::copy(&mut unpacked.by_ref().take(content.length), &mut out).map_err(changed)?;
        out.inner.sync_all().map_err(at(target))?;
        if out.content() != *content {
            return Err(BackupError::Damaged("its content does not have the promised sum"));
        }
    }
    // The last block says that nothing was cut off behind it.
    if io::copy(&mut unpacked, &mut io::sink()).map_err(changed)? > 0 {
        return Err(BackupError::Damaged("it holds more than it promises"));
    }
    Ok(manifest)
}

/// A new file that nobody else may read.
pub(super) fn private(path: &Path) -> Backed<File> {
    use std::os::unix::fs::OpenOptionsExt;
    File::options().write(true).create(true).truncate(true).mode(0o600).open(path).map_err(at(path))
}

/// Sums what is written.
struct Hashing<W> {
    inner: W,
    hash: Sha256,
    length: u64,
}

impl<W> Hashing<W> {
    fn content(self) -> Content {
        let sha256 = self.hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Content { length: self.length, sha256 }
    }
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.inner.write(bytes)?;
        self.hash.update(bytes.get(..count).unwrap_or_default());
        self.length += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
