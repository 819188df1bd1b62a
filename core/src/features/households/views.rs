//! What screens show of households, and what they send.

use clubbook_model::id::RecordId;
use clubbook_model::vocabulary::Language;

use crate::features::people::views::PersonView;

/// A household.
#[derive(Debug, Clone, PartialEq)]
pub struct HouseholdView {
    /// The record.
    pub id: RecordId,
    /// Its head; none when nobody was named, or the head died or moved out.
    pub head: Option<PersonView>,
    /// Hamlet.
    pub hamlet: Option<String>,
    /// House or way to it.
    pub address: Option<String>,
    /// Number in the commune's list.
    pub number: Option<String>,
    /// Who lives in it, as a list of names.
    pub people: Vec<PersonView>,
}

impl HouseholdView {
    /// "Hộ ông Phạm Văn Tùng, Gò Deo: 3 người"; without a head "Hộ chưa có chủ hộ".
    pub fn words(&self, language: Language) -> String {
        let place = self.hamlet.as_ref().map(|hamlet| format!(", {hamlet}")).unwrap_or_default();
        let number = self.number.as_ref().map(|number| format!(" ({number})")).unwrap_or_default();
        let count = self.people.len();
        match (&self.head, language) {
            (Some(head), Language::Vi) => format!("Hộ {}{number}{place}: {count} người", head.titled()),
            (None, Language::Vi) => format!("Hộ chưa có chủ hộ{number}{place}: {count} người"),
            (Some(head), Language::En) => format!("Household of {}{number}{place}: {count} people", head.name),
            (None, Language::En) => format!("Household without a head{number}{place}: {count} people"),
        }
    }
}

/// A new household.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CreateHouseholdRequest {
    /// Its head, who lives in it.
    pub head: RecordId,
    /// Who else lives in it.
    pub people: Vec<RecordId>,
    /// Hamlet; the head's when nothing is said.
    pub hamlet: Option<String>,
    /// House or way to it; the head's when nothing is said.
    pub address: Option<String>,
    /// Number in the commune's list.
    pub number: Option<String>,
}

/// That somebody moved, under one of their records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// Which of their records.
    pub record: RecordId,
    /// The household that it named before.
    pub from: Option<RecordId>,
    /// The household that it names now.
    pub to: Option<RecordId>,
}

/// That somebody moved to another household, or out of one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MovedView {
    /// What was written of each of their records; nothing, where they lived there already.
    pub moves: Vec<Move>,
    /// With whom the household was made for the two of them.
    pub founder: Option<Move>,
}
