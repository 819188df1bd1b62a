//! Telephone numbers as people write them.

/// So many digits are kept of a number, and so many numbers of a field.
const MOST_DIGITS: usize = 12;
const MOST_NUMBERS: usize = 3;

/// The numbers of a field as people dial them: 0905123456 for "+84 905 123 456". Blanks, dots, hyphens and brackets are within
/// a number, other signs between two.
pub fn telephones(field: &str) -> impl Iterator<Item = String> {
    let is_within = |sign: char| sign.is_ascii_digit() || matches!(sign, ' ' | '.' | '-' | '(' | ')' | '+');
    let digits = |number: &str| -> String { number.chars().filter(char::is_ascii_digit).take(MOST_DIGITS).collect() };
    field
        .split(move |sign: char| !is_within(sign))
        .map(digits)
        .filter(|digits| !digits.is_empty())
        .map(without_country)
        .take(MOST_NUMBERS)
}

/// Vietnam's numbers have nine digits behind the 84 or the 0 (`domain.md` §11.3).
fn without_country(digits: String) -> String {
    match digits.strip_prefix("84").filter(|rest| rest.len() == 9) {
        Some(rest) => format!("0{rest}"),
        None => digits,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_however_it_is_written() {
        for (field, numbers) in [
            ("0905 123 456", vec!["0905123456"]),
            ("+84 905.123.456", vec!["0905123456"]),
            ("84905123456", vec!["0905123456"]),
            ("(0255) 382-2222", vec!["02553822222"]),
            ("0905 123 456 / 0914222333", vec!["0905123456", "0914222333"]),
            ("0905123456, con gái 0914222333", vec!["0905123456", "0914222333"]),
            ("không có", vec![]),
        ] {
            assert_eq!(telephones(field).collect::<Vec<_>>(), numbers, "{field}");
        }
        assert_eq!(telephones(&"1 2/".repeat(900)).count(), MOST_NUMBERS);
        assert_eq!(telephones(&"7".repeat(900)).next().map(|number| number.len()), Some(MOST_DIGITS));
    }
}
