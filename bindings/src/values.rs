//! Values that cross as the platforms' own types: see `uniffi.toml` for what becomes what.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use clubbook_model::entry::parse_day;
use clubbook_model::id::RecordId;
use clubbook_model::merge::EntityState;
use clubbook_model::time::{Day, Instant, Month};
use clubbook_model::vocabulary::{self, Vocabulary};

use crate::error::Unreadable;

uniffi::custom_type!(RecordId, String, {
    remote,
    lower: |id| hyphenated(id),
    try_lift: |text| Ok(RecordId::from_hex(&text.replace('-', "")).ok_or(Unreadable("a record's id"))?),
});

uniffi::custom_type!(Day, i32, {
    remote,
    lower: |day| day.0,
    try_lift: |day| Ok(Day(day)),
});

// A month: the number of months since January of year 0.
uniffi::custom_type!(Month, i64, {
    remote,
    lower: |month| month.index(),
    try_lift: |index| Ok(Month::from_index(index).ok_or(Unreadable("a month"))?),
});

/// What stood on the screen when a form opened. Apps keep it with the form, through rotation and the end of the process, and
/// hand it back: so that nothing is written over that nobody had seen.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen(pub(crate) EntityState);

uniffi::custom_type!(Seen, Vec<u8>, {
    lower: |seen| seen.0.to_bytes(),
    try_lift: |bytes| Ok(Seen(EntityState::from_bytes(&bytes).map_err(|_| Unreadable("what was seen"))?)),
});

/// A UUID's form: 8-4-4-4-12.
fn hyphenated(id: RecordId) -> String {
    let mut text = id.to_string();
    for place in [8, 13, 18, 23] {
        if text.is_char_boundary(place) && place <= text.len() {
            text.insert(place, '-');
        }
    }
    text
}

/// A moment as the platforms have it.
pub(crate) fn moment(at: Instant) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(u64::try_from(at.0).unwrap_or_default())
}

/// A day as people type it: "21/11/2026". None where it is no day.
#[uniffi::export]
pub fn read_day(typed: String) -> Option<Day> {
    parse_day(typed.trim())
}

/// The language of the words that come with views.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Language {
    /// Tiếng Việt.
    Vi,
    /// English.
    En,
}

impl From<Language> for vocabulary::Language {
    fn from(language: Language) -> Self {
        match language {
            Language::Vi => Self::Vi,
            Language::En => Self::En,
        }
    }
}

/// One of a list of the domain's own: services, roles, reasons. A number that this version does not know reads "mục mới, cần cập
/// nhật".
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Choice {
    /// What is handed back.
    pub number: u32,
    /// What people read.
    pub label: String,
}

impl Choice {
    /// A value of a list, with its label.
    pub(crate) fn of<V: Vocabulary + Copy>(value: V, language: vocabulary::Language) -> Self {
        Self { number: value.number(), label: value.label(language).to_owned() }
    }

    /// Values of a list, each with its label.
    pub(crate) fn all<V: Vocabulary + Copy>(values: &[V], language: vocabulary::Language) -> Vec<Self> {
        values.iter().map(|value| Self::of(*value, language)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_the_form_of_a_uuid_and_comes_back() {
        let id = RecordId([0xab; 16]);
        let text = hyphenated(id);
        assert_eq!(text, "abababab-abab-abab-abab-abababababab");
        assert_eq!(RecordId::from_hex(&text.replace('-', "")), Some(id));
    }
}
