//! The zstd dictionaries that both sides have: each is part of the program for ever, and a frame names the one that it
//! was made with. Version 0 is none. `model/data/README.md` says how each was made.

use std::sync::LazyLock;

use zstd::dict::{DecoderDictionary, EncoderDictionary};

/// The newest version that this program has.
pub const NEWEST: u8 = 1;

const VERSIONS: usize = NEWEST as usize + 1;

/// The level at which zstd searches best for what is worth a match; higher ones find nothing more in a frame.
const LEVEL: i32 = 19;

/// A version made ready: zstd's tables over it, which are much dearer than a frame and are made once.
pub(super) struct Prepared {
    pub(super) encoder: EncoderDictionary<'static>,
    pub(super) decoder: DecoderDictionary<'static>,
}

static PREPARED: [LazyLock<Prepared>; VERSIONS] = [LazyLock::new(|| prepare(0)), LazyLock::new(|| prepare(1))];

fn prepare(version: u8) -> Prepared {
    let bytes = bytes(version).unwrap_or_default();
    Prepared { encoder: EncoderDictionary::copy(bytes, LEVEL), decoder: DecoderDictionary::copy(bytes) }
}

/// A version, ready; `None` when this program does not have it.
pub(super) fn prepared(version: u8) -> Option<&'static Prepared> {
    PREPARED.get(usize::from(version)).map(LazyLock::force)
}

/// The bytes of a version; `None` when this program does not have it.
fn bytes(version: u8) -> Option<&'static [u8]> {
    match version {
        0 => Some(&[]),
        1 => Some(include_bytes!("../../data/frame-1.dict")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;

    /// A dictionary of which one byte changes makes every frame unreadable that was made with it.
    #[test]
    fn a_dictionary_is_what_was_released() {
        let hashes: Vec<String> = (0..=NEWEST)
            .map(|version| {
                let hash = Sha256::digest(bytes(version).unwrap());
                hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
            })
            .collect();
        assert_eq!(hashes, ["e3b0c44298fc1c14", "00ea3fa91be8ba25"]);
        assert_eq!(bytes(NEWEST + 1), None);
    }
}
