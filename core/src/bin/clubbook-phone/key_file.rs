//! The key of the database in a file of its own: it stands in for the Keystore or Keychain of a phone.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use clubbook_core::clock::{Random, SystemRandom};
use clubbook_core::store::DatabaseKey;

use crate::answer::Failure;

/// Where the key is when nobody says.
pub(crate) fn beside(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(".key");
    PathBuf::from(name)
}

/// Reads the key; makes one, for its owner's eyes only, where there is no file. Tells whether it is new.
pub(crate) fn read_or_make(path: &Path) -> Result<(DatabaseKey, bool), Failure> {
    let failed = |error: std::io::Error| Failure::file("the key file", &error);
    match std::fs::read_to_string(path) {
        Ok(text) => {
            let key = parse(text.trim()).ok_or_else(|| Failure::usage("key_file", "the key file holds no key"))?;
            Ok((DatabaseKey::new(key), false))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let mut key = [0; 32];
            SystemRandom.fill(&mut key);
            let mut options = OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut file = options.open(path).map_err(failed)?;
            let text: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
            writeln!(file, "{text}").and_then(|()| file.sync_all()).map_err(failed)?;
            Ok((DatabaseKey::new(key), true))
        }
        Err(error) => Err(failed(error)),
    }
}

fn parse(text: &str) -> Option<[u8; 32]> {
    let mut key = [0; 32];
    let digits = (text.len() == 64 && text.is_ascii()).then_some(text)?;
    for (place, byte) in key.iter_mut().enumerate() {
        *byte = u8::from_str_radix(digits.get(place * 2..place * 2 + 2)?, 16).ok()?;
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_for_its_owner_only_and_read_again() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("so.db.key");
        assert!(read_or_make(&path).unwrap().1);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(!read_or_make(&path).unwrap().1);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
        std::fs::write(&path, "not a key").unwrap();
        assert_eq!(read_or_make(&path).unwrap_err().code, "key_file");
    }
}
