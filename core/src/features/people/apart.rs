//! What tells people apart who are called the same.

use clubbook_model::entry::show_partial_date;
use clubbook_model::vocabulary::Language;

use super::views::PersonView;

/// Stays with what stands before it, so that no line begins with it.
const APART: &str = "\u{a0}· ";

impl PersonView {
    /// What tells namesakes apart, under the name: "bà Năm · sinh 1941 · Gò Deo"; `None` where nothing of it is known.
    pub fn about(&self, language: Language) -> Option<String> {
        let born = self.birth.map(|birth| match language {
            Language::Vi => format!("sinh\u{a0}{}", birth.year),
            Language::En => format!("born\u{a0}{}", birth.year),
        });
        let parts: Vec<String> = [self.common_name.clone(), born, self.hamlet.clone()].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(APART))
    }
}

/// "bà Đinh Thị Lan", with the date of birth where another one is called the same.
pub fn titled_apart(people: &[PersonView], language: Language) -> Vec<String> {
    let titled: Vec<String> = people.iter().map(|person| person.titled_in(language)).collect();
    let apart = people.iter().zip(&titled).map(|(person, name)| match person.birth {
        Some(birth) if !is_only(name, &titled) => format!("{name}, {}", show_partial_date(birth)),
        _ => name.clone(),
    });
    apart.collect()
}

/// "bà Lan"; where another one is called the same, as [`titled_apart`].
pub fn said_apart(people: &[PersonView], language: Language) -> Vec<String> {
    let said: Vec<String> = people.iter().map(|person| person.said(language)).collect();
    let titled = titled_apart(people, language);
    let apart = said.iter().zip(titled).map(|(name, whole)| if is_only(name, &said) { name.clone() } else { whole });
    apart.collect()
}

fn is_only(name: &str, names: &[String]) -> bool {
    names.iter().filter(|other| *other == name).count() < 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::people::queries::person;
    use crate::features::testing::Handset;

    #[test]
    fn other_name_birth_and_hamlet_stand_under_a_name_as_far_as_they_are_known() {
        let phone = Handset::new(11);
        let known = [("common_name", "bà Năm"), ("birth", "12/3/1941"), ("hamlet", "Gò Deo")];
        let about = |fields: &[(&str, &str)], language| {
            let id = phone.adds("Đinh Thị Lan", fields);
            phone.sees(|conn| person(conn, id, phone.today())).about(language)
        };
        let all = about(&known, Language::Vi);
        assert_eq!(all.as_deref(), Some("bà Năm\u{a0}· sinh\u{a0}1941\u{a0}· Gò Deo"));
        assert_eq!(about(&known[1..2], Language::En).as_deref(), Some("born\u{a0}1941"));
        assert_eq!(about(&[], Language::Vi), None);
    }

    #[test]
    fn the_whole_name_comes_where_the_short_one_is_not_enough_and_the_birth_where_that_is_not_either() {
        let phone = Handset::new(11);
        let woman = |name, birth| phone.adds(name, &[("sex", "female"), ("birth", birth)]);
        let ids = [
            woman("Đinh Thị Lan", "1955"),
            woman("Đinh Thị Lan", "12/3/1948"),
            woman("Hồ Thị Lan", "1950"),
            woman("Võ Thị Tư", "1951"),
        ];
        let people: Vec<PersonView> =
            ids.iter().map(|id| phone.sees(|conn| person(conn, *id, phone.today()))).collect();
        let (one, other) = ("bà Đinh Thị Lan, 1955", "bà Đinh Thị Lan, 12/03/1948");
        assert_eq!(titled_apart(&people, Language::Vi), [one, other, "bà Hồ Thị Lan", "bà Võ Thị Tư"]);
        assert_eq!(said_apart(&people, Language::Vi), [one, other, "bà Hồ Thị Lan", "bà Tư"]);
        let english = ["Đinh Thị Lan, 1955", "Đinh Thị Lan, 12/03/1948", "Hồ Thị Lan", "Võ Thị Tư"];
        assert_eq!(said_apart(&people, Language::En), english);
    }
}
