//! The reference book on a phone.

use clubbook_model::edit::Draft;
use clubbook_model::registry::Reference;
use clubbook_model::time::Day;
use clubbook_model::vocabulary::{Purpose, ReferenceKind};

use super::queries::{consent_text, entry, in_force};
use crate::features::testing::{Club, Handset, add_reference};

fn day(year: i32, month: u32, day: u32) -> Day {
    Day::from_ymd(year, month, day).unwrap()
}

#[test]
fn what_is_in_force_depends_on_the_day() {
    let club = Club::new();
    let rule = |from: Day, label: &str| {
        let label = label.to_owned();
        move |draft: &mut Draft| {
            draft.set(Reference::label_vi, label).set(Reference::valid_from, from);
        }
    };
    for (from, label) in [(day(2025, 7, 1), "mới"), (day(2010, 7, 1), "cũ")] {
        add_reference(&club.hoa, ReferenceKind::AgeRule, "older_person:60", from, rule(from, label));
    }
    let label = |on: Day| {
        club.hoa
            .sees(|conn| entry(conn, ReferenceKind::AgeRule, "older_person:60", on))
            .and_then(|entry| entry.label_vi)
    };
    assert_eq!(label(day(2010, 6, 30)), None);
    assert_eq!(label(day(2025, 6, 30)).as_deref(), Some("cũ"));
    assert_eq!(label(day(2025, 7, 1)).as_deref(), Some("mới"));
    assert_eq!(club.hoa.sees(|conn| in_force(conn, ReferenceKind::AgeRule, day(2026, 1, 1))).len(), 1);
}

#[test]
fn the_text_of_a_consent_comes_with_the_version_that_is_kept_with_the_answer() {
    let phone = Handset::new(11);
    assert_eq!(phone.sees(|conn| consent_text(conn, Purpose::Health, day(2026, 1, 1))), None);
    add_reference(&phone, ReferenceKind::ConsentText, "health", day(2026, 1, 1), |draft| {
        draft.set(Reference::text, "Câu lạc bộ ghi huyết áp.".to_owned());
    });
    let text = phone.sees(|conn| consent_text(conn, Purpose::Health, day(2026, 11, 24))).unwrap();
    assert_eq!((text.version.as_str(), text.text.as_str()), ("health@2026-01-01", "Câu lạc bộ ghi huyết áp."));
}
