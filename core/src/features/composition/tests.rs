//! A club held against targets.

use clubbook_model::registry::Reference;
use clubbook_model::time::Day;
use clubbook_model::value::{Decimal, Unit};
use clubbook_model::vocabulary::{CircumstanceKind, Language, Purpose, ReferenceKind};

use super::queries::composition;
use super::views::{CompositionView, Span, Standing};
use crate::features::care::commands as care;
use crate::features::care::views::{CircumstanceRequest, ConsentRequest};
use crate::features::people::commands::link;
use crate::features::testing::{CLUB, Club, Handset, add_reference};

fn day(year: i32, month: u32, day: u32) -> Day {
    Day::from_ymd(year, month, day).unwrap()
}

fn target(phone: &Handset, code: &str, range: (i64, i64), programme: Option<&str>) {
    let number = |number| Decimal::new(number, 0, Unit::One).unwrap();
    let programme = programme.map(str::to_owned);
    add_reference(phone, ReferenceKind::Target, code, day(2020, 1, 1), |draft| {
        draft.set(Reference::label_vi, "tỷ lệ".to_owned()).set(Reference::amount, number(range.0));
        draft.set(Reference::at_most, number(range.1)).set(Reference::document, "QĐ 1336".to_owned());
        draft.set_some(Reference::belongs_to, programme);
    });
}

fn figures(phone: &Handset, on: Day) -> Vec<CompositionView> {
    phone.sees(|conn| composition(conn, CLUB, on))
}

fn figure(phone: &Handset, code: &str) -> CompositionView {
    figures(phone, phone.today()).into_iter().find(|one| one.code == code).unwrap()
}

fn span(least: usize, most: usize) -> Span {
    Span { least, most }
}

#[test]
fn shares_are_told_with_counts_formula_and_source_and_linked_records_are_one() {
    let club = Club::new();
    let phone = &club.hoa;
    target(phone, "club:members", (50, 70), None);
    target(phone, "1336:women_percent", (40, 70), None);
    let members = figure(phone, "club:members");
    assert_eq!((members.part, members.standing), (span(4, 4), Standing::Below));
    assert_eq!(members.words(Language::Vi), "Tỷ lệ: 4 người; chỉ tiêu 50 đến 70. Còn thấp. (số thành viên; QĐ 1336)");
    let women = figure(phone, "1336:women_percent");
    assert_eq!((women.part, women.percent, women.standing), (span(2, 2), Some(span(50, 50)), Standing::Within));
    assert_eq!(
        women.words(Language::Vi),
        "Tỷ lệ: 2/4 người, 50 %; chỉ tiêu 40 đến 70 %. Đạt. (số nữ ÷ số thành viên; QĐ 1336)"
    );
    let again = phone.adds("Đinh Thị Lan", &[("sex", "female"), ("membership.joined_on", "2025")]);
    assert_eq!(figure(phone, "1336:women_percent").part, span(3, 3));
    phone.does(|pen| link(pen, club.lan, again, true));
    assert_eq!(figure(phone, "1336:women_percent").part, span(2, 2));
}

#[test]
fn who_is_known_by_the_year_alone_makes_a_span_until_the_year_is_over() {
    let club = Club::new();
    let phone = &club.hoa;
    target(phone, "1336:older_percent", (60, 70), None);
    // Hoa 1960, Minh 1970, Lan 1955, Tùng 1949; and one who becomes 60 at some time of 2026.
    phone.adds("Hồ Văn Rê", &[("birth", "1966"), ("membership.joined_on", "2025")]);
    let older = figure(phone, "1336:older_percent");
    assert_eq!((older.part, older.percent, older.standing), (span(3, 4), Some(span(60, 80)), Standing::Open));
    assert!(older.words(Language::Vi).contains("3 đến 4/5 người, 60 đến 80 %"), "{}", older.words(Language::Vi));
    let at_the_end = figures(phone, day(2026, 12, 31)).remove(0);
    assert_eq!((at_the_end.part, at_the_end.standing), (span(4, 4), Standing::Above));
    phone.adds("Ai Đó", &[("membership.joined_on", "2025")]);
    assert_eq!(figure(phone, "1336:older_percent").part, span(3, 5), "no year of birth at all");
}

#[test]
fn women_among_older_people_are_counted_over_the_same_people() {
    let club = Club::new();
    let phone = &club.hoa;
    target(phone, "1648:older_women_percent", (50, 70), None);
    let sure = figure(phone, "1648:older_women_percent");
    assert_eq!((sure.part, sure.whole), (span(2, 2), Some(span(3, 3))));
    assert_eq!((sure.percent, sure.standing), (Some(span(67, 67)), Standing::Within));
    // A woman who may be older or not: 2 of 3 or 3 of 4, never 2 of 4.
    phone.adds("Y Nga", &[("sex", "female"), ("birth", "1966"), ("membership.joined_on", "2025")]);
    let open = figure(phone, "1648:older_women_percent");
    assert_eq!((open.part, open.percent), (span(2, 3), Some(span(66, 75))));
    // And a man who may be: 2 of 4 at least, and still 3 of 4 at most.
    phone.adds("A Rê", &[("sex", "male"), ("birth", "1966"), ("membership.joined_on", "2025")]);
    let open = figure(phone, "1648:older_women_percent");
    assert_eq!((open.part, open.whole), (span(2, 3), Some(span(3, 5))));
    assert_eq!(open.percent, Some(span(50, 75)));
}

#[test]
fn poverty_counts_only_where_it_may_be_shown() {
    let club = Club::new();
    let phone = &club.hoa;
    target(phone, "1:poor_percent", (10, 100), None);
    assert_eq!(figure(phone, "1:poor_percent").part, span(0, 4));
    phone.does(|pen| care::add_circumstance(pen, &CircumstanceRequest::of(club.lan, CircumstanceKind::NearPoor)));
    assert_eq!(figure(phone, "1:poor_percent").part, span(0, 4), "nobody agreed yet");
    for person in [club.lan, club.tung] {
        phone.does(|pen| care::consent(pen, &ConsentRequest::spoken(person, Purpose::Circumstances, true)));
    }
    assert_eq!(figure(phone, "1:poor_percent").part, span(1, 3));
}

#[test]
fn targets_of_a_programme_hold_while_it_runs() {
    let club = Club::new();
    let phone = &club.hoa;
    target(phone, "1336:women_percent", (60, 70), Some("1336"));
    target(phone, "other:nonsense", (1, 2), None);
    assert!(figures(phone, phone.today()).is_empty(), "no programme");
    add_reference(phone, ReferenceKind::Programme, "1336", day(2020, 8, 31), |draft| {
        draft.set(Reference::valid_to, day(2025, 12, 31));
    });
    assert_eq!(figures(phone, day(2025, 12, 31)).len(), 1);
    assert!(figures(phone, phone.today()).is_empty(), "it is over");
}
