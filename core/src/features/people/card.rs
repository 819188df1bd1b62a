//! A card in words: whom to call, what stands in the roster besides, where the consents stand.

use clubbook_model::entry::show_value;
use clubbook_model::registry::{Entity, Person};
use clubbook_model::value::Value;
use clubbook_model::vocabulary::Language;

use super::views::CardView;
use crate::features::care::views::ConsentState;

/// The fields that hold a telephone number, each with that of whose it is.
const CALLED: [(&str, Option<&str>); 2] = [("phone", None), ("relative_phone", Some("relative_name"))];

/// A number to call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallView {
    /// As it stands in the book.
    pub number: String,
    /// The person's own; else of somebody close.
    pub is_own: bool,
    /// Who that is, where the name is known.
    pub of: Option<String>,
}

impl CardView {
    /// The numbers to call: the person's own, then that of somebody close.
    pub fn calls(&self, language: Language) -> Vec<CallView> {
        let value = |name: &str| {
            let found = self.fields.iter().find(|(field, _)| *field == name);
            found.map(|(_, value)| show_value(Person::DEF.field_by_name(name), value, language))
        };
        let call = |(field, of): (&str, Option<&str>)| {
            Some(CallView { number: value(field)?, is_own: of.is_none(), of: of.and_then(value) })
        };
        CALLED.into_iter().filter_map(call).collect()
    }

    /// What stands in the roster besides the name and the numbers to call; not what refers to other records, as the household, which
    /// is said by whom they live with.
    pub fn other_fields(&self) -> impl Iterator<Item = &(&'static str, Value)> {
        let is_shown = |name: &str| name == "full_name" || CALLED.iter().any(|(field, _)| *field == name);
        self.fields.iter().filter(move |(name, value)| !is_shown(name) && !matches!(value, Value::Ref(_)))
    }

    /// Where the consents stand: "4 đồng ý · 2 chưa hỏi".
    pub fn consents_words(&self, language: Language) -> String {
        let said = [
            (ConsentState::Given, "đồng ý", "given"),
            (ConsentState::Refused, "không đồng ý", "refused"),
            (ConsentState::Withdrawn, "đã rút lại", "withdrawn"),
            (ConsentState::Missing, "chưa hỏi", "not asked"),
        ];
        let counted = said.into_iter().filter_map(|(state, vi, en)| {
            let count = self.consents.iter().filter(|(_, stands)| *stands == state).count();
            let words = match language {
                Language::Vi => vi,
                Language::En => en,
            };
            (count > 0).then(|| format!("{count}\u{a0}{words}"))
        });
        let counted: Vec<String> = counted.collect();
        match (counted.is_empty(), language) {
            (false, _) => counted.join("\u{a0}· "),
            (true, Language::Vi) => "Chỉ người chăm sóc và chủ nhiệm xem được".to_owned(),
            (true, Language::En) => "Only carers and the head of the club see this".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use clubbook_model::vocabulary::{Purpose, Vocabulary};

    use super::*;
    use crate::features::care::commands::consent;
    use crate::features::care::views::ConsentRequest;
    use crate::features::households::commands::live_with;
    use crate::features::people::queries::card;
    use crate::features::testing::{CLUB, Club};

    #[test]
    fn one_s_own_number_comes_before_that_of_somebody_close_who_is_named_where_the_name_is_known() {
        let club = Club::new();
        let phone = &club.hoa;
        let calls = |fields: &[(&str, &str)]| {
            let person = phone.adds("Võ Thị Tư", fields);
            let card = phone.sees(|conn| card(conn, CLUB, person, phone.today()));
            let rest: Vec<&str> = card.other_fields().map(|(name, _)| *name).collect();
            assert!(!rest.contains(&"full_name") && !rest.contains(&"phone") && !rest.contains(&"relative_phone"));
            card.calls(Language::Vi)
        };
        let own = CallView { number: "0905 111 222".to_owned(), is_own: true, of: None };
        let close = CallView { number: "0905 333 444".to_owned(), is_own: false, of: Some("anh Bình".to_owned()) };
        let all = [("relative_phone", "0905 333 444"), ("relative_name", "anh Bình"), ("phone", "0905 111 222")];
        assert_eq!(calls(&all), [own, close.clone()]);
        assert_eq!(calls(&all[..1]), [CallView { of: None, ..close }]);
        assert_eq!(calls(&all[1..2]), [], "a name is no number");
    }

    #[test]
    fn a_household_is_no_line_of_the_card() {
        let club = Club::new();
        let phone = &club.hoa;
        phone.does(|pen| live_with(pen, club.lan, club.tung));
        let lan = phone.sees(|conn| card(conn, CLUB, club.lan, phone.today()));
        assert!(lan.fields.iter().any(|(name, _)| *name == "household"));
        assert!(lan.other_fields().all(|(name, _)| *name != "household"));
    }

    #[test]
    fn consents_are_counted_by_where_they_stand_and_a_member_by_any_of_their_records() {
        let club = Club::new();
        let phone = &club.hoa;
        for (purpose, given) in [(Purpose::Membership, true), (Purpose::Health, true), (Purpose::HomeCare, false)] {
            phone.does(|pen| consent(pen, &ConsentRequest::spoken(club.lan, purpose, given)));
        }
        let lan = phone.sees(|conn| card(conn, CLUB, club.lan, phone.today()));
        let left = Purpose::ALL.len() - 3;
        let words = format!("2\u{a0}đồng ý\u{a0}· 1\u{a0}không đồng ý\u{a0}· {left}\u{a0}chưa hỏi");
        assert_eq!(lan.consents_words(Language::Vi), words);
        assert!(lan.is_member);
        let hidden = CardView { consents: vec![(Purpose::Health, ConsentState::OutOfSight)], ..lan };
        assert_eq!(hidden.consents_words(Language::Vi), "Chỉ người chăm sóc và chủ nhiệm xem được");
    }
}
