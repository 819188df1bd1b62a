//! What the list of clubs was asked for: unit, text, order, page. Kept in the address, so that it can be sent to somebody
//! and survives a reload.

use clubbook_model::text::fold;
use serde::Deserialize;

use super::words::Words;
use crate::admin::ClubSummary;

/// The orders of the list. Each has the direction in which one looks for something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Sort {
    /// By the name of the commune, then by the club's.
    #[default]
    Unit,
    /// By the club's name.
    Name,
    /// The largest first.
    Members,
    /// The longest without a meeting first.
    Meeting,
    /// The fewest visits first.
    Visits,
    /// The longest without word from a phone first.
    Heard,
    /// The most that waits for review first.
    Waiting,
}

impl Sort {
    /// Every order, as offered.
    pub(crate) const ALL: [Self; 7] =
        [Self::Unit, Self::Name, Self::Members, Self::Meeting, Self::Visits, Self::Heard, Self::Waiting];

    /// How it stands in the address.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Name => "name",
            Self::Members => "members",
            Self::Meeting => "meeting",
            Self::Visits => "visits",
            Self::Heard => "heard",
            Self::Waiting => "waiting",
        }
    }

    /// How people read it.
    pub(crate) fn label(self, words: Words) -> &'static str {
        match self {
            Self::Unit => words.sort_unit(),
            Self::Name => words.sort_name(),
            Self::Members => words.sort_members(),
            Self::Meeting => words.sort_meeting(),
            Self::Visits => words.sort_visits(),
            Self::Heard => words.sort_heard(),
            Self::Waiting => words.sort_waiting(),
        }
    }

    /// Whether large values stand first.
    pub(crate) fn is_descending(self) -> bool {
        matches!(self, Self::Members | Self::Waiting)
    }

    fn from_key(key: &str) -> Self {
        Self::ALL.into_iter().find(|sort| sort.key() == key).unwrap_or_default()
    }
}

/// The address's questions, as they came.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    unit: String,
    #[serde(default)]
    q: String,
    #[serde(default)]
    sort: String,
    #[serde(default)]
    page: String,
}

/// What is asked for, understood: whatever stands in the address makes a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Query {
    /// The commune's code; empty for all.
    pub(crate) unit: String,
    /// Part of a name or number; empty for all.
    pub(crate) text: String,
    /// The order.
    pub(crate) sort: Sort,
    /// The page, from 1.
    pub(crate) page: usize,
}

impl From<Asked> for Query {
    fn from(asked: Asked) -> Self {
        let text: String = asked.q.trim().chars().take(80).collect();
        let page = asked.page.parse().unwrap_or(1).max(1);
        Self { unit: asked.unit, text, sort: Sort::from_key(&asked.sort), page }
    }
}

impl Query {
    /// Whether it leaves something out.
    pub(crate) fn narrows(&self) -> bool {
        !self.unit.is_empty() || !self.text.is_empty()
    }

    /// Whether a club is asked for: marks, case and the order of the words do not matter, each word may be a beginning.
    pub(crate) fn takes(&self, club: &ClubSummary) -> bool {
        if !self.unit.is_empty() && self.unit != club.unit_code {
            return false;
        }
        let wanted = fold(&self.text);
        let text = fold(&format!("{} {} {}", club.number, club.name, club.unit_name));
        wanted.split(' ').all(|word| text.split(' ').any(|known| known.starts_with(word)))
    }

    /// The address of this list in another order, from its first page.
    pub(crate) fn sorted_by(&self, sort: Sort) -> String {
        Self { sort, page: 1, ..self.clone() }.address()
    }

    /// The address of another page of this list.
    pub(crate) fn at_page(&self, page: usize) -> String {
        Self { page, ..self.clone() }.address()
    }

    fn address(&self) -> String {
        let mut pairs = form_urlencoded::Serializer::new(String::new());
        for (name, value) in [("unit", self.unit.as_str()), ("q", self.text.as_str())] {
            if !value.is_empty() {
                pairs.append_pair(name, value);
            }
        }
        if self.sort != Sort::default() {
            pairs.append_pair("sort", self.sort.key());
        }
        if self.page > 1 {
            pairs.append_pair("page", &self.page.to_string());
        }
        match pairs.finish() {
            pairs if pairs.is_empty() => super::CLUBS.to_owned(),
            pairs => format!("{}?{pairs}", super::CLUBS),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::figures::tests::club;

    fn asked(q: &str) -> Query {
        Asked { q: q.to_owned(), ..Asked::default() }.into()
    }

    #[test]
    fn clubs_are_found_without_marks_by_beginnings_of_words_or_by_number() {
        let club = club(17, "CLB LTHTGN thôn Gò Deo", "Xã Sơn Hà");
        for text in ["", "gò deo", "go deo", "GO", "deo gò", "17", "son ha", "clb 17"] {
            assert!(asked(text).takes(&club), "{text}");
        }
        for text in ["eo", "sơn tây", "18"] {
            assert!(!asked(text).takes(&club), "{text}");
        }
    }

    #[test]
    fn the_address_says_no_more_than_is_needed() {
        assert_eq!(asked("").at_page(1), "/clubs");
        assert_eq!(asked("gò & deo").sorted_by(Sort::Visits), "/clubs?q=g%C3%B2+%26+deo&sort=visits");
        let query = Query { unit: "21001".into(), text: String::new(), sort: Sort::Unit, page: 1 };
        assert_eq!(query.at_page(3), "/clubs?unit=21001&page=3");
    }

    #[test]
    fn nonsense_in_the_address_is_the_first_page_in_the_usual_order() {
        let asked = Asked { sort: "x".into(), page: "-3".into(), ..Asked::default() };
        let query = Query::from(asked);
        assert_eq!((query.sort, query.page), (Sort::Unit, 1));
    }
}
