//! The zstd dictionaries that both sides have: each is part of the program for ever, and a frame names the one that it
//! was made with. Version 0 is none.

/// The newest version that this program has.
pub const NEWEST: u8 = 0;

/// The bytes of a version; `None` when this program does not have it.
pub(super) fn bytes(version: u8) -> Option<&'static [u8]> {
    match version {
        0 => Some(&[]),
        _ => None,
    }
}
