//! Vietnamese text: how it is kept, folded for search, and put in the order of a list of names.

mod name;
mod slip;
mod telephone;
mod title;
mod typing;

pub use name::{NameParts, ORDER_VERSION, given_name, order_key};
pub use slip::{Slip, TypedWord, sound};
pub use telephone::telephones;
pub use title::{Titled, titled};
pub use typing::{telex, vni};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Text as it is kept: NFC, no blanks at the ends.
pub fn clean(text: &str) -> String {
    text.trim().nfc().collect()
}

/// Text as it is spelt, whatever the place of the tone, i or y, and capitals: "hòa" and "hoà", "Lý" and "lí" are one
/// spelling, "Lan" and "Lân" two.
pub fn spelling(text: &str) -> String {
    let is_tone = |letter: &char| matches!(letter, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
    let spelt = |word: &str| -> String {
        let letters: Vec<char> = word.nfd().map(with_its_own_stroke).flat_map(char::to_lowercase).collect();
        let base =
            letters.iter().filter(|letter| !is_tone(letter)).map(|letter| if *letter == 'y' { 'i' } else { *letter });
        base.chain(letters.iter().copied().filter(is_tone)).collect()
    };
    text.split_whitespace().map(spelt).collect::<Vec<_>>().join(" ")
}

/// Text as it is searched: without marks (so old and new places of the tone are alike), đ as d, y as i, the highlands' ƀ as b
/// and ŋ as n, in small letters, words apart by one blank. Hyphens, apostrophes and other signs part words: "Đắk-Lăk" is
/// "dak lak", "K'Bang" is "k bang".
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut is_apart = false;
    for letter in letters(text) {
        match letter {
            Some(letter) => {
                if std::mem::take(&mut is_apart) && !folded.is_empty() {
                    folded.push(' ');
                }
                folded.push(letter);
            }
            None => is_apart = true,
        }
    }
    folded
}

/// The words of a text that hold a hyphen or an apostrophe, folded as one word: "kbang" for "K'Bang". People type such
/// names either way.
pub fn joined_words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !(c.is_alphanumeric() || is_combining_mark(c) || joins(c)))
        .filter(|word| word.trim_matches(joins).contains(joins))
        .map(|word| letters(word).flatten().collect())
}

/// The letters that are searched, and `None` for whatever parts words.
fn letters(text: &str) -> impl Iterator<Item = Option<char>> + '_ {
    // Some capitals come apart into letter and mark only when they are made small, so marks are taken away after that.
    let small = text.nfkd().map(with_its_own_stroke).flat_map(char::to_lowercase);
    small.filter(|letter| !is_combining_mark(*letter)).map(|letter| match letter {
        'đ' => Some('d'),
        'ƀ' => Some('b'),
        'ŋ' => Some('n'),
        'y' => Some('i'),
        other => (other.is_alphanumeric() && !joins(other)).then_some(other),
    })
}

/// Iceland's eth and Africa's d with a tail look like Đ, and lists that were turned from an older coding have them for it.
fn with_its_own_stroke(letter: char) -> char {
    match letter {
        'Ð' | 'Ɖ' => 'Đ',
        'ð' | 'ɖ' => 'đ',
        other => other,
    }
}

/// The signs by which names of the highlands join their parts, in all the forms that keyboards give.
fn joins(letter: char) -> bool {
    matches!(letter, '-' | '\'' | '`' | '´' | '‐' | '‑' | '–' | '‘' | '’' | 'ʹ' | 'ʻ' | 'ʼ' | 'ˈ' | '′')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_people_type_finds_what_was_written() {
        for (written, typed) in [
            ("Đinh Thị Lân", "dinh thi lan"),
            ("ĐINH THỊ LÂN", "Đinh thị lân"),
            ("Hòa Thúy", "Hoà Thuý"),
            ("Lý Mỹ", "Lí Mĩ"),
            ("Đắk Lắk", "Đăk Lăk"),
            ("Đăk Tô", "Dak to"),
            ("Y-Blô Niê", "Y Blô  Niê"),
            ("K’Bang", "K'Bang"),
            ("K'Bang", "k bang"),
            ("KʼBang", "k bang"),
            ("Đinh Văn A", "đinh văn a"),
            ("Hồ Văn Trường (Tư)", "ho van truong tu"),
            ("Ðinh ðinh Ɖinh", "dinh dinh dinh"),
            ("Ƀă Ŋa", "ba na"),
            ("Ｌａｎ", "lan"),
        ] {
            assert_eq!(fold(written), fold(typed), "{written}");
        }
        assert_ne!(fold("Lan"), fold("Lam"));
        assert_eq!(fold("  "), "");
    }

    #[test]
    fn one_spelling_is_told_from_two() {
        for (one, other) in
            [("Hòa", "hoà"), ("Lý", "Lí"), ("THÚY", "Thuý"), ("Đinh  Thị", "đinh thị"), ("Ðinh", "Đinh")]
        {
            assert_eq!(spelling(one), spelling(other), "{one}, {other}");
        }
        for (one, other) in [("Lan", "Lân"), ("Lan", "Làn"), ("Đinh", "Dinh"), ("Ai", "Ái")] {
            assert_ne!(spelling(one), spelling(other), "{one}, {other}");
        }
    }

    #[test]
    fn a_name_with_an_apostrophe_is_also_one_word() {
        assert_eq!(joined_words("K'Bang Y‑Liên Lan").collect::<Vec<_>>(), ["kbang", "ilien"]);
        assert_eq!(joined_words("'Lan' Đinh - Lan").count(), 0);
    }

    proptest! {
        #[test]
        fn prop_folding_twice_is_folding_once_and_normal_forms_do_not_matter(text in "\\PC{0,24}") {
            let folded = fold(&text);
            prop_assert_eq!(&fold(&folded), &folded);
            prop_assert_eq!(&fold(&text.nfd().collect::<String>()), &folded);
            prop_assert_eq!(&fold(&text.nfc().collect::<String>()), &folded);
            prop_assert!(!folded.starts_with(' ') && !folded.ends_with(' ') && !folded.contains("  "));
        }

        #[test]
        fn prop_cleaning_twice_is_cleaning_once(text in "\\PC{0,24}") {
            prop_assert_eq!(clean(&clean(&text)), clean(&text));
        }
    }
}
