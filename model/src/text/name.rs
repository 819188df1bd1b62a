//! Names of people: family, middle and given name, and the order of a Vietnamese list.
//!
//! In "Đinh Thị Lan" the given name is last, and lists go by it. People of the Ca Dong, Xơ Đăng and others may have no
//! family name: "A Hùng", "Y Liên" (`domain.md` §2). Where the rule is wrong, the record's own `given_name` holds.

use std::sync::LazyLock;

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::locale;

use super::{fold, with_its_own_stroke};

/// Changes whenever [`order_key`] gives other bytes than before (a new version of the collation data does that): who keeps
/// keys makes them anew then.
pub const ORDER_VERSION: u64 = 2;

/// A name taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NameParts<'a> {
    /// The family name; empty when there is none.
    pub family: &'a str,
    /// What stands between: middle names, or the "A" and "Y" of names without a family name.
    pub middle: &'a str,
    /// The given name.
    pub given: &'a str,
}

impl<'a> NameParts<'a> {
    /// Takes a full name apart. `given_name` is what somebody entered because the rule (the last word) is wrong: where it
    /// ends the full name it is taken out of it, else it stands beside it.
    pub fn of(full_name: &'a str, given_name: Option<&'a str>) -> Self {
        // "Đinh Văn Trường (Tư)": what is in brackets is another name.
        let full_name = full_name.split(['(', '[']).next().unwrap_or_default().trim();
        let (rest, given) = match given_name.map(str::trim).filter(|name| !name.is_empty()) {
            Some(given) => (before(full_name, given), given),
            None => match full_name.rsplit_once(char::is_whitespace) {
                Some((rest, given)) => (rest.trim_end(), given),
                None => ("", full_name),
            },
        };
        let (first, others) = match rest.split_once(char::is_whitespace) {
            Some((first, others)) => (first, others.trim_start()),
            None => (rest, ""),
        };
        if is_particle(first) {
            Self { family: "", middle: rest, given }
        } else {
            Self { family: first, middle: others, given }
        }
    }
}

/// What stands before `given` in the full name; all of it when `given` does not end it.
fn before<'a>(full_name: &'a str, given: &str) -> &'a str {
    let words = given.split_whitespace().count();
    let mut rest = full_name;
    for _ in 0..words {
        rest = rest.rsplit_once(char::is_whitespace).map_or("", |(rest, _)| rest.trim_end());
    }
    let tail = full_name.get(rest.len()..).unwrap_or_default();
    if fold(tail) == fold(given) { rest } else { full_name }
}

/// The "A" of men and "Y" of women who have no family name.
fn is_particle(word: &str) -> bool {
    matches!(word, "A" | "a" | "Y" | "y")
}

/// The given name: as it was entered, else the last word.
pub fn given_name(full_name: &str, entered: Option<&str>) -> String {
    NameParts::of(full_name, entered).given.to_owned()
}

/// The letters in Vietnamese order: a ă â b c d đ e ê…, and only then the tones ngang, huyền, hỏi, ngã, sắc, nặng (CLDR,
/// `vi`). Capitals count as small letters: a name written in capitals stands with the others.
static COLLATOR: LazyLock<CollatorBorrowed<'static>> = LazyLock::new(|| {
    let mut options = CollatorOptions::default();
    options.strength = Some(Strength::Secondary);
    Collator::try_new(locale!("vi").into(), options).expect("the collation data is compiled in")
});

/// Bytes that sort as a Vietnamese list of names: by given name, then middle names, then family name.
///
/// `given_name` is as [`given_name`] gives it, or as it was entered.
pub fn order_key(full_name: &str, given_name: &str) -> Vec<u8> {
    let (full_name, given_name) = (as_ordered(full_name), as_ordered(given_name));
    let parts = NameParts::of(&full_name, Some(&given_name));
    let mut key = Vec::with_capacity(64);
    for part in [parts.given, parts.middle, parts.family] {
        let Ok(()) = COLLATOR.write_sort_key_to(part, &mut key);
        // Below every byte of a sort key, so that a shorter part comes first.
        key.push(0);
    }
    key
}

/// A text as it is ordered: words apart by one blank, Đ for whatever stands for it.
fn as_ordered(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().map(with_its_own_stroke).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::cmp::Ordering;

    fn key(name: &str) -> Vec<u8> {
        order_key(name, &given_name(name, None))
    }

    #[test]
    fn names_are_taken_apart() {
        let parts = |name, given| {
            let parts = NameParts::of(name, given);
            (parts.family, parts.middle, parts.given)
        };
        assert_eq!(parts("Đinh Thị Thanh Lan", None), ("Đinh", "Thị Thanh", "Lan"));
        assert_eq!(parts("Đinh Thị Thanh Lan", Some("Thanh Lan")), ("Đinh", "Thị", "Thanh Lan"));
        assert_eq!(parts("Đinh Thị Thanh Lan", Some("thanh lan")), ("Đinh", "Thị", "thanh lan"));
        assert_eq!(parts("Đinh Thị Lan", Some("Hoa")), ("Đinh", "Thị Lan", "Hoa"));
        assert_eq!(parts("A Hùng", None), ("", "A", "Hùng"));
        assert_eq!(parts("Y Liên", None), ("", "Y", "Liên"));
        assert_eq!(parts("Y", None), ("", "", "Y"));
        assert_eq!(parts("Đinh Y", None), ("Đinh", "", "Y"));
        assert_eq!(parts("Hồ Văn Trường (Tư)", None), ("Hồ", "Văn", "Trường"));
        assert_eq!(parts("", None), ("", "", ""));
    }

    #[test]
    fn a_list_goes_by_given_name_then_middle_then_family_name() {
        let sorted = [
            "Nguyễn Văn An",
            "Đinh Văn Ấn",
            "Phạm Thị Bé",
            "Hồ Văn Dũng",
            "Hồ Văn Đa",
            "Hồ Văn Ðà",
            "Hồ Văn Đã",
            "A Hùng",
            "ĐINH VĂN HÙNG",
            "Phạm Văn Hùng",
            "Đinh Thị Lan",
            "Phạm Thị Lan",
            "Đinh Thị Thanh Lan",
            "Đinh Thị Làn",
            "Đinh Thị Lản",
            "Đinh Thị Lãn",
            "Đinh Thị Lán",
            "Đinh Thị Lạn",
            "Đinh Thị Lăn",
            "Đinh Thị Lân",
            "Y Liên",
            "Đinh Văn Ơn",
            "Đinh Văn Út",
            "Đinh Văn Ước",
        ];
        for pair in sorted.windows(2) {
            assert!(key(pair[0]) < key(pair[1]), "{} before {}", pair[0], pair[1]);
        }
    }

    #[test]
    fn blanks_do_not_move_anybody() {
        assert_eq!(key(" Đinh  Thị \u{a0} Thanh  Lan "), key("Đinh Thị Thanh Lan"));
        assert_eq!(order_key("Đinh  Thanh  Lan", "Thanh  Lan"), order_key("Đinh Thanh Lan", "Thanh Lan"));
    }

    /// Whoever keeps keys of an older version would mix two orders: see [`ORDER_VERSION`].
    #[test]
    fn keys_are_those_of_this_order_version() {
        let all: Vec<u8> =
            ["Đinh Thị Lân", "Y Liên", "Nguyễn Văn Ước", "Hồ Khoẻ", "Ðinh"].into_iter().flat_map(key).collect();
        assert_eq!(ORDER_VERSION, 2);
        insta::assert_snapshot!(all.iter().map(|byte| format!("{byte:02x}")).collect::<String>());
    }

    fn any_word() -> impl Strategy<Value = String> {
        "[A-ZĐ]?(ng|th|h|l|đ|tr)?(a|à|ả|ã|á|ạ|ă|ằ|â|ấ|e|ê|ệ|i|o|ô|ơ|ợ|u|ư|ừ|y|ỳ)(n|ng|m|c)?"
    }

    proptest! {
        #[test]
        fn prop_the_key_orders_as_the_collator_compares(a in any_word(), b in any_word()) {
            let by_key = order_key(&a, &a).cmp(&order_key(&b, &b));
            prop_assert_eq!(by_key, COLLATOR.compare(&a, &b));
        }

        #[test]
        fn prop_the_given_name_decides_before_anything_else(
            one in proptest::collection::vec(any_word(), 2..5), other in proptest::collection::vec(any_word(), 2..5),
        ) {
            let given = COLLATOR.compare(&one[one.len() - 1], &other[other.len() - 1]);
            if given != Ordering::Equal {
                prop_assert_eq!(key(&one.join(" ")).cmp(&key(&other.join(" "))), given);
            }
        }
    }
}
