//! Why the centre holds ops: codes of `docs/sync-protocol.md` 11.4.

/// The device's person may not write this.
pub const NO_RIGHT: &str = "no_right";
/// A known kind in another kind of book, or a book that is not of the device's club.
pub const WRONG_BOOK: &str = "wrong_book";
/// The id does not follow from the key.
pub const WRONG_KEY: &str = "wrong_key";
/// A renumbered op that was first written by somebody else, or whose number another op has meanwhile.
pub const WRONG_NAME: &str = "wrong_name";
/// An op of the same device on this record, or on one that it names, is held.
pub const BEHIND_QUARANTINED: &str = "behind_quarantined";
/// The record would hold more than a record may.
pub const RECORD_FULL: &str = "record_full";
/// A frame that cannot be read.
pub const UNREADABLE: &str = "unreadable";
/// The device went on under a new key after a fork.
pub const HELD_AFTER_FORK: &str = "held_after_fork";
/// The device or its person was revoked.
pub const REVOKED: &str = "revoked";
/// An officer has looked and did not take it; it may still be taken.
pub const REFUSED: &str = "refused";

/// What stands before the officer's own words in a run that says why ops were refused. A run of those ops with [`REFUSED`] comes
/// after it: whoever does not know this reason goes by that one.
const REFUSED_BECAUSE: &str = "refused_because:";

/// Longer words of an officer are told by their beginning, characters.
const LONGEST_BECAUSE: usize = 300;

/// A run's reason that says why its ops were refused.
pub fn refused_because(words: &str) -> String {
    let words: String = words.trim().chars().take(LONGEST_BECAUSE).collect();
    format!("{REFUSED_BECAUSE}{words}")
}

/// The officer's words, where a run's reason says why its ops were refused.
pub fn because(reason: &str) -> Option<&str> {
    reason.strip_prefix(REFUSED_BECAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_officers_words_come_back_and_are_no_state_of_their_own() {
        assert_eq!(because(&refused_because("  ghi nhầm người ")), Some("ghi nhầm người"));
        assert_eq!(because(REFUSED), None);
        let long = refused_because(&"ạ".repeat(500));
        assert_eq!(because(&long).map(|words| words.chars().count()), Some(LONGEST_BECAUSE));
    }
}
