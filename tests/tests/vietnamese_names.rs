//! The text rules on the names of ten thousand people, as the corpus makes them: against an order that is written down
//! here letter by letter, and against what people type.
#![cfg(test)]

use std::collections::BTreeMap;

use clubbook_corpus::people;
use clubbook_model::text::{NameParts, fold, given_name, order_key};

/// The letters in their order, each in its six tones: ngang, huyền, hỏi, ngã, sắc, nặng.
const VOWELS: [&str; 12] = [
    "aàảãáạ",
    "ăằẳẵắặ",
    "âầẩẫấậ",
    "eèẻẽéẹ",
    "êềểễếệ",
    "iìỉĩíị",
    "oòỏõóọ",
    "ôồổỗốộ",
    "ơờởỡớợ",
    "uùủũúụ",
    "ưừửữứự",
    "yỳỷỹýỵ",
];
const ALPHABET: &str = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";

/// A word as letters and, behind them, tones: tones decide only between words of the same letters.
fn key(words: &str) -> (Vec<usize>, Vec<usize>) {
    let mut letters = Vec::new();
    let mut tones = Vec::new();
    for letter in words.to_lowercase().chars() {
        let vowel = VOWELS.iter().find_map(|row| Some((row.chars().next()?, row.chars().position(|l| l == letter)?)));
        let (base, tone) = vowel.unwrap_or((letter, 0));
        // A blank comes before every letter.
        letters.push(ALPHABET.chars().position(|l| l == base).map_or(0, |place| place + 1));
        tones.push(tone);
    }
    (letters, tones)
}

fn name_key(name: &str) -> [(Vec<usize>, Vec<usize>); 3] {
    let parts = NameParts::of(name, None);
    [parts.given, parts.middle, parts.family].map(key)
}

/// What somebody types who has no Vietnamese keyboard.
fn without_marks(name: &str) -> String {
    name.chars()
        .map(|letter| {
            let lower = letter.to_lowercase().next().unwrap_or(letter);
            let row = VOWELS.iter().find(|row| row.contains(lower)).and_then(|row| row.chars().next());
            match row.unwrap_or(lower) {
                'ă' | 'â' => 'a',
                'ê' => 'e',
                'ô' | 'ơ' => 'o',
                'ư' => 'u',
                'đ' => 'd',
                other => other,
            }
        })
        .collect()
}

#[test]
fn a_list_of_ten_thousand_people_stands_in_the_order_of_the_alphabet() {
    let names: Vec<String> = people(3, 10_000).into_iter().map(|person| person.full_name).collect();
    let mut by_key = names.clone();
    by_key.sort_by_cached_key(|name| order_key(name, &given_name(name, None)));
    let mut by_letter = names;
    by_letter.sort_by_cached_key(|name| name_key(name));
    for (place, (a, b)) in by_key.iter().zip(&by_letter).enumerate() {
        assert_eq!(name_key(a), name_key(b), "at {place}: {a} and {b}");
    }
}

#[test]
fn names_typed_without_marks_are_found_and_different_names_stay_apart() {
    let mut of_folded: BTreeMap<String, String> = BTreeMap::new();
    for person in people(4, 10_000) {
        let name = person.full_name;
        let folded = fold(&name);
        assert_eq!(fold(&without_marks(&name)), folded, "{name}");
        assert_eq!(fold(&name.to_uppercase()), folded, "{name}");
        // Nothing more is folded together than marks, case, đ, y and the signs that join parts.
        let plain = without_marks(&name).replace('y', "i").replace(['\'', '’', '-'], " ");
        assert_eq!(of_folded.entry(folded).or_insert_with(|| plain.clone()), &plain, "{name}");
    }
    assert!(of_folded.len() > 4_000, "the corpus has that many names");
}

#[test]
fn given_names_are_the_last_word_unless_somebody_said_otherwise() {
    for person in people(5, 10_000) {
        let (name, own) = (person.full_name.as_str(), person.given_name.as_str());
        let parts = NameParts::of(name, Some(own));
        assert_eq!(parts.given, own, "{name}");
        let whole = [parts.family, parts.middle, parts.given]
            .iter()
            .filter(|part| !part.is_empty())
            .copied()
            .collect::<Vec<_>>();
        assert_eq!(whole.join(" "), name, "nothing of a name is lost");
        let by_rule = given_name(name, None);
        assert!(own == by_rule || own.ends_with(&format!(" {by_rule}")), "{name}");
    }
}
