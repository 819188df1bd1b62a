//! How a word that was typed can have come from a word that was meant: by ear, by a finger beside the key, by a letter too
//! many or too few. Both words are folded ([`super::fold`]).

/// How much it takes to come from the meant word to the typed one; the lesser is the likelier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slip {
    /// It sounds the same to people of Central Vietnam.
    Sound,
    /// The finger slipped once: two letters swapped, one left out, one typed beside its key or twice.
    Finger,
    /// One letter is another one, or one too many.
    Letter,
    /// Two slips in a word of five letters or more.
    Two,
}

/// Words shorter than this are met by every other one after two slips.
const FEWEST_LETTERS_FOR_TWO: usize = 5;
/// Beginnings shorter than this are too.
const FEWEST_LETTERS_BEGUN: usize = 4;

/// A word as it was typed.
#[derive(Debug, Clone)]
pub struct TypedWord {
    letters: Vec<char>,
    sound: String,
}

impl TypedWord {
    /// A folded word.
    pub fn new(word: &str) -> Self {
        Self { letters: word.chars().collect(), sound: sound(word) }
    }

    /// The slip that leads from `meant`, or from its beginning, to this word; `None` when it takes more, or when
    /// the word is that beginning.
    pub fn slip_from(&self, meant: &str) -> Option<Slip> {
        let typed = self.letters.as_slice();
        let meant_letters: Vec<char> = meant.chars().collect();
        if meant_letters.starts_with(typed) {
            return None;
        }
        if !typed.is_empty() && self.sound == sound(meant) {
            return Some(Slip::Sound);
        }
        let begun = |length: usize| meant_letters.get(..length).and_then(|begun| single(typed, begun));
        let shortest = if typed.len() < FEWEST_LETTERS_BEGUN { meant_letters.len() } else { typed.len() - 1 };
        let lengths = (shortest..=(typed.len() + 1).min(meant_letters.len())).chain([meant_letters.len()]);
        lengths.filter_map(begun).min().or_else(|| {
            let is_long = typed.len().min(meant_letters.len()) >= FEWEST_LETTERS_FOR_TWO;
            (is_long && is_within_two(typed, &meant_letters)).then_some(Slip::Two)
        })
    }
}

/// The one slip between two words, of which what is the same at both ends is taken off.
fn single(typed: &[char], meant: &[char]) -> Option<Slip> {
    let same_begin = typed.iter().zip(meant).take_while(|(a, b)| a == b).count();
    let (typed_rest, meant_rest) = (typed.get(same_begin..)?, meant.get(same_begin..)?);
    let same_end = typed_rest.iter().rev().zip(meant_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    let typed_middle = typed_rest.get(..typed_rest.len() - same_end)?;
    let meant_middle = meant_rest.get(..meant_rest.len() - same_end)?;
    match (typed_middle, meant_middle) {
        ([], [_]) => Some(Slip::Finger),
        ([extra], []) => {
            let before = same_begin.checked_sub(1).and_then(|place| typed.get(place));
            let after = typed.get(same_begin + 1);
            let is_near = [before, after].into_iter().flatten().any(|near| near == extra || are_beside(*near, *extra));
            Some(if is_near { Slip::Finger } else { Slip::Letter })
        }
        ([one], [other]) => Some(if are_beside(*one, *other) { Slip::Finger } else { Slip::Letter }),
        ([a, b], [c, d]) if a == d && b == c => Some(Slip::Finger),
        _ => None,
    }
}

/// Whether two slips of a letter lead from one word to the other (Damerau and Levenshtein's distance with adjacent swaps).
fn is_within_two(typed: &[char], meant: &[char]) -> bool {
    if typed.len().abs_diff(meant.len()) > 2 {
        return false;
    }
    let width = meant.len() + 1;
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..width).collect();
    for (row, letter) in typed.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, other) in meant.iter().enumerate() {
            let at = |line: &[usize], place: usize| line.get(place).copied().unwrap_or(usize::MAX / 2);
            let mut least = (at(&last, column) + usize::from(letter != other))
                .min(at(&last, column + 1) + 1)
                .min(at(&current, column) + 1);
            let is_swapped =
                row > 0 && column > 0 && typed.get(row - 1) == Some(other) && meant.get(column - 1) == Some(letter);
            if is_swapped {
                least = least.min(at(&before_last, column - 1) + 1);
            }
            current.push(least);
        }
        before_last = std::mem::replace(&mut last, current);
    }
    last.last().is_some_and(|distance| *distance <= 2)
}

/// The rows of a keyboard, each a quarter and then a half of a key further to the right.
const ROWS: [(&str, i32); 3] = [("qwertyuiop", 0), ("asdfghjkl", 1), ("zxcvbnm", 3)];

/// Where a letter's keys are, in rows and quarters of a key. Folding makes y an i, so i has two.
fn keys(letter: char) -> impl Iterator<Item = (i32, i32)> {
    let also = if letter == 'i' { Some('y') } else { None };
    [Some(letter), also].into_iter().flatten().flat_map(|letter| {
        ROWS.iter().zip(0..).filter_map(move |((row, shift), number)| {
            row.chars().position(|key| key == letter).map(|place| (number, place as i32 * 4 + shift))
        })
    })
}

/// Whether a finger can meet one key for the other.
fn are_beside(one: char, other: char) -> bool {
    keys(one).any(|(row, place)| {
        keys(other).any(|(other_row, other_place)| {
            (row - other_row).abs() <= 1 && (place - other_place).abs() <= 4 && (row, place) != (other_row, other_place)
        })
    })
}

/// How a word sounds in Central Vietnam, where v, gi and d, tr and ch, s and x, and n and ng, t and c at the end are heard as
/// one, and where what is one sound is written in two ways (c, k and q; g and gh; iu and iêu).
pub fn sound(word: &str) -> String {
    let mut rest = word;
    let mut heard = String::with_capacity(word.len());
    for (written, sound) in [
        ("ngh", "ng"),
        ("gi", "d"),
        ("gh", "g"),
        ("tr", "ch"),
        ("ph", "f"),
        ("qu", "kw"),
        ("s", "x"),
        ("v", "d"),
        ("c", "k"),
        ("q", "k"),
    ] {
        // "ch" is a letter of its own, and behind "gi" a vowel follows ("Giang"), or the i is the vowel ("Gìn").
        if written == "c" && word.starts_with("ch") {
            continue;
        }
        if let Some(behind) = word.strip_prefix(written) {
            let is_vowel = behind.starts_with(['a', 'e', 'i', 'o', 'u']);
            if written == "gi" && !is_vowel {
                continue;
            }
            heard.push_str(sound);
            rest = behind;
            break;
        }
    }
    for (written, sound) in
        [("uoi", "ui"), ("ieu", "iu"), ("uou", "iu"), ("uu", "iu"), ("nh", "n"), ("ng", "n"), ("ch", "t"), ("c", "t")]
    {
        if let Some(before) = rest.strip_suffix(written).filter(|before| written.len() == 3 || !before.is_empty()) {
            heard.push_str(before);
            heard.push_str(sound);
            return heard;
        }
    }
    heard.push_str(rest);
    heard
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_near_is_told_from_what_is_not() {
        for (typed, meant, expected) in [
            ("nguien", "nguien", None),
            ("nguen", "nguien", Some(Slip::Finger)),
            ("nugien", "nguien", Some(Slip::Finger)),
            ("nguiennn", "nguien", Some(Slip::Two)),
            ("nguienn", "nguien", Some(Slip::Finger)),
            ("lsn", "lan", Some(Slip::Finger)),
            ("lpn", "lan", Some(Slip::Letter)),
            ("lan", "hoa", None),
            ("trin", "chinh", Some(Slip::Sound)),
            ("suan", "xuan", Some(Slip::Sound)),
            ("de", "ve", Some(Slip::Sound)),
            ("khac", "khat", Some(Slip::Sound)),
            ("thuogn", "thuong", Some(Slip::Finger)),
            ("pthuogn", "phuong", Some(Slip::Two)),
            ("thuo", "thuong", None),
            ("thuin", "thuong", Some(Slip::Finger)),
            ("la", "lan", None),
            ("lan", "la", Some(Slip::Letter)),
            ("", "a", None),
        ] {
            let found = TypedWord::new(typed).slip_from(meant);
            assert_eq!(found, expected, "{typed} for {meant}");
        }
    }

    #[test]
    fn what_is_heard_as_one_sounds_alike() {
        for (one, other) in [
            ("trinh", "chin"),
            ("vinh", "dinh"),
            ("giang", "dan"),
            ("suong", "xuon"),
            ("lieu", "liu"),
            ("mac", "mat"),
            ("cuc", "kut"),
            ("huu", "huou"),
        ] {
            assert_eq!(sound(one), sound(other), "{one}, {other}");
        }
        for (one, other) in [("lan", "nan"), ("hoa", "ho"), ("a", "nh"), ("chi", "ki")] {
            assert_ne!(sound(one), sound(other), "{one}, {other}");
        }
    }
}
