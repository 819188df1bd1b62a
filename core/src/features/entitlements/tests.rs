//! Hints by age: day by day around birthdays, for years alone, and around each change of a rule.

use clubbook_model::age_rule::{ByAge, Conditions};
use clubbook_model::id::RecordId;
use clubbook_model::registry::Reference;
use clubbook_model::time::Day;
use clubbook_model::value::{Decimal, Unit};
use clubbook_model::vocabulary::{CircumstanceKind, Language, LeavingReason, Purpose, ReferenceKind};

use super::queries::{LONGEVITY, completing, hints};
use super::views::HintView;
use crate::features::care::commands::{add_circumstance, consent};
use crate::features::care::views::{CircumstanceRequest, ConsentRequest};
use crate::features::memberships::commands::{EndMembershipRequest, end};
use crate::features::testing::{CLUB, Handset, add_reference};

fn day(year: i32, month: u32, day: u32) -> Day {
    Day::from_ymd(year, month, day).unwrap()
}

fn rule(phone: &Handset, code: &str, years: i64, from: Day, to: Option<Day>, any_of: &[CircumstanceKind]) {
    add_reference(phone, ReferenceKind::AgeRule, code, from, |draft| {
        draft
            .set(Reference::amount, Decimal::new(years, 0, Unit::One).unwrap())
            .set(Reference::label_vi, "trợ cấp".to_owned())
            .set_some(Reference::valid_to, to);
        for kind in any_of {
            draft.add(Reference::any_of, kind);
        }
        draft.add(Reference::none_of, &CircumstanceKind::Pension);
    });
}

/// A phone with the rules before and after 1 July 2025, as `model/data/reference.csv` has them.
fn phone() -> Handset {
    use CircumstanceKind::{NearPoor, Poor};
    let phone = Handset::new(11);
    rule(&phone, "social_allowance:80", 80, day(2010, 7, 1), Some(day(2025, 6, 30)), &[]);
    rule(&phone, "social_pension:75", 75, day(2025, 7, 1), None, &[]);
    rule(&phone, "social_pension:70", 70, day(2025, 7, 1), None, &[Poor, NearPoor]);
    phone
}

fn on(phone: &Handset, person: RecordId, on: Day) -> Vec<(String, ByAge, Conditions)> {
    let hints = phone.sees(|conn| hints(conn, CLUB, person, on));
    hints.into_iter().map(|hint: HintView| (hint.code, hint.by_age, hint.conditions)).collect()
}

fn codes(phone: &Handset, person: RecordId, day: Day) -> Vec<String> {
    on(phone, person, day).into_iter().map(|(code, ..)| code).collect()
}

#[test]
fn each_change_of_the_rules_shows_on_its_day() {
    let phone = phone();
    let lan = phone.adds("Đinh Thị Lan", &[("birth", "12/3/1944")]);
    assert_eq!(codes(&phone, lan, day(2025, 6, 30)), ["social_allowance:80"]);
    assert_eq!(codes(&phone, lan, day(2025, 7, 1)), ["social_pension:75"]);
    assert_eq!(on(&phone, lan, day(2026, 1, 1))[0].1, ByAge::Since(day(2025, 7, 1)));
    let tung = phone.adds("Phạm Văn Tùng", &[("birth", "12/3/1949")]);
    assert_eq!(codes(&phone, tung, day(2025, 6, 30)), Vec::<String>::new());
    assert_eq!(on(&phone, tung, day(2025, 7, 1))[0].1, ByAge::Since(day(2025, 7, 1)));
}

#[test]
fn day_by_day_around_the_birthday_the_hint_says_from_when() {
    let phone = phone();
    let lan = phone.adds("Đinh Thị Lan", &[("birth", "29/2/1952")]);
    let birthday = day(2027, 2, 28);
    let by_age =
        |at: Day| on(&phone, lan, at).into_iter().find(|hint| hint.0 == "social_pension:75").map(|hint| hint.1);
    assert_eq!(by_age(birthday.plus(-91)), None);
    for before in 1..=90 {
        assert_eq!(by_age(birthday.plus(-before)), Some(ByAge::From(birthday)), "{before} days before");
    }
    for after in 0..40 {
        assert_eq!(by_age(birthday.plus(after)), Some(ByAge::Since(birthday)), "{after} days after");
    }
}

#[test]
fn a_year_of_birth_alone_is_reached_in_the_year_and_said_so() {
    let phone = phone();
    let lan = phone.adds("Đinh Thị Lan", &[("birth", "1951"), ("sex", "female")]);
    let at = day(2026, 7, 1);
    assert_eq!(codes(&phone, lan, at), ["social_pension:70", "social_pension:75"]);
    assert_eq!(on(&phone, lan, at)[1].1, ByAge::InThisYear);
    let words = phone.sees(|conn| hints(conn, CLUB, lan, at))[1].words(Language::Vi);
    assert_eq!(words, "Đủ 75 tuổi trong năm nay, sổ không ghi ngày sinh: trợ cấp. Còn tùy hoàn cảnh, sổ chưa ghi.");
    assert_eq!(codes(&phone, lan, day(2026, 12, 31)), ["social_pension:75"]);
    assert_eq!(on(&phone, lan, day(2026, 12, 31))[0].1, ByAge::Since(day(2026, 12, 31)));
    let unknown = phone.adds("Phạm Văn Tùng", &[]);
    assert!(on(&phone, unknown, at).is_empty());
}

#[test]
fn circumstances_decide_only_where_a_consent_lets_them_be_seen() {
    let phone = phone();
    let lan = phone.adds("Đinh Thị Lan", &[("birth", "12/3/1954")]);
    let at = day(2026, 11, 24);
    let circumstance = |kind| CircumstanceRequest { year: Some(2026), ..CircumstanceRequest::of(lan, kind) };
    phone.does(|pen| add_circumstance(pen, &circumstance(CircumstanceKind::NearPoor)));
    assert_eq!(
        on(&phone, lan, at),
        [("social_pension:70".to_owned(), ByAge::Since(day(2025, 7, 1)), Conditions::Unknown)]
    );
    phone.does(|pen| consent(pen, &ConsentRequest::spoken(lan, Purpose::Circumstances, true)));
    assert_eq!(on(&phone, lan, at)[0].2, Conditions::Met);
    assert_eq!(codes(&phone, lan, day(2027, 1, 1)), Vec::<String>::new(), "poverty is decided year by year");
    phone.does(|pen| add_circumstance(pen, &circumstance(CircumstanceKind::Pension)));
    assert_eq!(codes(&phone, lan, at), Vec::<String>::new());
}

#[test]
fn the_list_of_a_year_has_days_where_they_are_known_spans_where_not_and_no_dead() {
    let phone = phone();
    for (code, years) in [("longevity:90", 90), ("longevity:101+", 101)] {
        rule(&phone, code, years, day(2010, 7, 1), None, &[]);
    }
    let known = phone.adds("Đinh Thị Lan", &[("birth", "12/3/1937")]);
    let year = phone.adds("Phạm Văn Tùng", &[("birth", "1937")]);
    let oldest = phone.adds("Hồ Thị Một", &[("birth", "1/5/1922")]);
    let dead = phone.adds("Lê Văn Hai", &[("birth", "1/5/1937")]);
    let died = EndMembershipRequest { person: dead, left_on: phone.today(), reason: LeavingReason::Died };
    phone.does(|pen| end(pen, died));
    let left = phone.adds("Lê Thị Ba", &[("birth", "2/5/1937")]);
    let moved = EndMembershipRequest { person: left, left_on: phone.today(), reason: LeavingReason::OwnWish };
    phone.does(|pen| end(pen, moved));
    let list = phone.sees(|conn| completing(conn, CLUB, LONGEVITY, 2027, phone.today()));
    let rows: Vec<_> = list.iter().map(|row| (row.person.id, row.years, row.first, row.last)).collect();
    assert_eq!(
        rows,
        [
            (known, 90, day(2027, 3, 12), day(2027, 3, 12)),
            (oldest, 105, day(2027, 5, 1), day(2027, 5, 1)),
            (year, 90, day(2027, 1, 1), day(2027, 12, 31)),
        ]
    );
    assert!(codes(&phone, dead, day(2027, 6, 1)).is_empty());
    assert_eq!(codes(&phone, known, day(2027, 6, 1)), ["longevity:90", "social_pension:75"]);
}
