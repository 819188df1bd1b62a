//! How people are addressed before their name: "bà Lan", "chú Minh".

use super::{clean, fold, telex, vni};

/// Titles of kinship by which people are called (`domain.md` §11.1), as they are written.
const TITLES: &[&str] = &[
    "ông",
    "bà",
    "cụ",
    "bác",
    "cô",
    "chú",
    "thím",
    "dì",
    "dượng",
    "cậu",
    "mợ",
    "anh",
    "chị",
    "em",
    "o",
    "mệ",
    "ông cụ",
    "bà cụ",
];

/// A title at the beginning of what somebody says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Titled<'a> {
    /// What comes behind it.
    pub name: &'a str,
    /// It is written with its marks or with the keys for them, or is two words: nobody is called so. "Ba", "Anh", "Chi" and
    /// "Bac" without marks may be names.
    pub is_sure: bool,
}

/// Takes a title off what somebody says, when a name comes behind it.
pub fn titled(said: &str) -> Option<Titled<'_>> {
    let said = said.trim();
    let longest = TITLES.iter().filter_map(|title| {
        let words = title.split(' ').count();
        let (taken, name) = split_words(said, words)?;
        let plain = fold(title);
        // "Or" may be a name; a title that has no marks needs no keys.
        let is_keyed = words == 1
            && plain != *title
            && [telex(taken), vni(taken)].into_iter().flatten().any(|meant| meant == plain);
        (is_keyed || fold(taken) == plain).then(|| {
            let is_written = clean(taken).to_lowercase() == *title && plain != *title;
            (words, Titled { name, is_sure: words > 1 || is_written || is_keyed })
        })
    });
    // "Bà" with its mark is the title; "ba" may be any of those that fold to it.
    longest.max_by_key(|(words, titled)| (*words, titled.is_sure)).map(|(_, titled)| titled)
}

/// The first words, and what comes behind them; `None` when nothing does.
fn split_words(text: &str, words: usize) -> Option<(&str, &str)> {
    let mut rest = text;
    for _ in 0..words {
        rest = rest.split_once(char::is_whitespace)?.1.trim_start();
    }
    let taken = text.get(..text.len() - rest.len())?.trim_end();
    (!rest.is_empty()).then_some((taken, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_taken_off_and_known_for_sure_by_its_marks() {
        let titled = |said| titled(said).map(|titled| (titled.name, titled.is_sure));
        assert_eq!(titled("bà Lan"), Some(("Lan", true)));
        assert_eq!(titled("BÀ  Lan"), Some(("Lan", true)));
        assert_eq!(titled("ba lan"), Some(("lan", false)));
        assert_eq!(titled("anh nguyen"), Some(("nguyen", false)));
        assert_eq!(titled("baf Lan"), Some(("Lan", true)));
        assert_eq!(titled("o6ng Lan"), Some(("Lan", true)));
        assert_eq!(titled("ba cu lan go deo"), Some(("lan go deo", true)));
        assert_eq!(titled("Or Lan"), None);
        assert_eq!(titled("Ba"), None);
        assert_eq!(titled("Lan ba"), None);
        assert_eq!(titled(""), None);
    }
}
