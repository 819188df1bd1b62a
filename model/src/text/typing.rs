//! What is left in a text of how Vietnamese is typed, where the keyboard did not turn it into marks: Telex ("nguyeenx") and
//! VNI ("nguye6n4").

use super::fold;

/// The word that Telex keys mean, folded: "nguyeenx" is "nguien", "dduwcs" is "duc". `None` when no key of Telex is in it.
///
/// Letters that Vietnamese does not have at that place are keys: a doubled a, e, o or d, a w, and s, f, r, x, j, z behind a
/// vowel. Names of other peoples do have them there ("Ksor"): this is one more reading, never the only one.
pub fn telex(word: &str) -> Option<String> {
    let mut meant = String::with_capacity(word.len());
    let mut is_behind_vowel = false;
    for letter in word.chars().flat_map(char::to_lowercase) {
        let last = meant.chars().last();
        match letter {
            'a' | 'e' | 'o' | 'd' if last == Some(letter) => {}
            'w' if matches!(last, Some('a' | 'o' | 'u')) => {}
            // "tw" is "tư", and in "tuowng" the second w marks both letters.
            'w' if is_behind_vowel => {}
            'w' => {
                meant.push('u');
                is_behind_vowel = true;
            }
            's' | 'f' | 'r' | 'x' | 'j' | 'z' if is_behind_vowel => {}
            _ => {
                is_behind_vowel |= matches!(fold_letter(letter), 'a' | 'e' | 'i' | 'o' | 'u');
                meant.push(letter);
            }
        }
    }
    reading(word, &meant)
}

/// The word that VNI keys mean, folded: "nguye6n4" is "nguien", "d9inh" is "dinh". `None` when no digit stands behind a
/// letter, or when so many do that it is a number.
pub fn vni(word: &str) -> Option<String> {
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let begins_with_letter = word.chars().next().is_some_and(char::is_alphabetic);
    if digits == 0 || digits > 3 || !begins_with_letter {
        return None;
    }
    let meant: String = word.chars().filter(|letter| !letter.is_ascii_digit()).collect();
    reading(word, &meant)
}

fn fold_letter(letter: char) -> char {
    fold(letter.encode_utf8(&mut [0; 4])).chars().next().unwrap_or(letter)
}

fn reading(word: &str, meant: &str) -> Option<String> {
    let meant = fold(meant);
    (!meant.is_empty() && meant != fold(word)).then_some(meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telex_is_read_however_the_keys_are_ordered() {
        for (typed, meant) in [
            ("nguyeenx", "Nguyễn"),
            ("nguyeexn", "Nguyễn"),
            ("ddinh", "Đinh"),
            ("DDINH", "Đinh"),
            ("thij", "Thị"),
            ("dduwcs", "Đức"),
            ("nguwowif", "người"),
            ("phuowng", "phương"),
            ("phuwowngj", "phượng"),
            ("xuaan", "Xuân"),
            ("tw", "tư"),
            ("hoaf", "hòa"),
            ("thuyr", "thủy"),
        ] {
            assert_eq!(telex(typed).as_deref(), Some(fold(meant).as_str()), "{typed}");
        }
        for untouched in ["lan", "xuan", "suong", "Đinh", "trinh", "ram"] {
            assert_eq!(telex(untouched), None, "{untouched}");
        }
    }

    #[test]
    fn vni_is_read_and_numbers_are_not() {
        assert_eq!(vni("nguye6n4").as_deref(), Some("nguien"));
        assert_eq!(vni("d9inh").as_deref(), Some("dinh"));
        assert_eq!(vni("Lan1").as_deref(), Some("lan"));
        for number in ["0905", "1955", "lan", "a1234", ""] {
            assert_eq!(vni(number), None, "{number}");
        }
    }
}
