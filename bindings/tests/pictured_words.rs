//! The faults that no test of a screen can bring about are drawn from the core's own words.

#![cfg(test)]

use clubbook_core::features::status::words::trouble_words;
use clubbook_core::store::StoreError;
use clubbook_core::store::settings::Trouble;
use clubbook_model::vocabulary::Language;

/// A constant of the Kotlin tests, its parts put together.
fn pictured(name: &str) -> String {
    let file = include_str!("../../android/app/src/test/kotlin/vn/clubbook/app/screens/Faults.kt");
    let value = file.split(&format!("const val {name} = ")).nth(1).unwrap();
    let value = value.split("\n\n").next().unwrap();
    value.split('"').skip(1).step_by(2).collect()
}

#[test]
fn a_full_disk_and_a_centre_that_cannot_be_trusted_are_drawn_with_the_words_of_the_core() {
    assert_eq!(pictured("DISK_FULL"), StoreError::DiskFull.words(Language::Vi));
    assert_eq!(pictured("CLOCK_WRONG"), trouble_words(Trouble::Untrusted, Language::Vi));
}
