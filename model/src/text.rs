//! Vietnamese text: how it is kept, folded for search, and put in the order of a list of names.

use unicode_normalization::UnicodeNormalization;

/// Text as it is kept: NFC, no blanks at the ends.
pub fn clean(text: &str) -> String {
    text.trim().nfc().collect()
}
