//! Names folded for search and keyed for order: the one place from which the store asks the text rules.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Without marks, in small letters, words apart by one space.
pub(crate) fn fold(text: &str) -> String {
    let plain: String = text
        .nfd()
        .filter(|letter| !is_combining_mark(*letter))
        .flat_map(char::to_lowercase)
        .map(|letter| match letter {
            'đ' => 'd',
            'y' => 'i',
            other if other.is_alphanumeric() => other,
            _ => ' ',
        })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The given name: as it was entered, else the last word.
pub(crate) fn given_name(full_name: &str, entered: Option<&str>) -> String {
    entered.or_else(|| full_name.split_whitespace().last()).unwrap_or_default().to_owned()
}

/// Bytes that sort as a list of names.
pub(crate) fn order_key(full_name: &str, given_name: &str) -> Vec<u8> {
    let mut key = given_name.to_lowercase().into_bytes();
    key.push(0);
    key.extend_from_slice(full_name.to_lowercase().as_bytes());
    key
}
