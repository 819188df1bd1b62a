//! A rule that changes in the centre's reference book reaches a phone with its next exchange: no new app is needed.
#![cfg(test)]

use clubbook_core::features::entitlements::queries::hints;
use clubbook_core::features::people::commands::add;
use clubbook_core::features::people::views::AddPersonRequest;
use clubbook_core::features::readings::Readings;
use clubbook_core::features::readings::advice::advice;
use clubbook_model::age_rule::ByAge;
use clubbook_model::entry::FieldEdit;
use clubbook_model::id::RecordId;
use clubbook_model::registry::{Entity, Person};
use clubbook_model::time::Day;
use clubbook_server::admin::{ImportRow, KnownEntries};
use clubbook_tests::world::{Disk, World};

fn rows(list: &[&[(&str, &str)]]) -> Vec<ImportRow> {
    let row = |(line, fields): (u64, &&[(&str, &str)])| ImportRow {
        line,
        fields: fields.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect(),
    };
    (1..).zip(list).map(row).collect()
}

fn pension<'a>(valid_from: &'a str, valid_to: &'a str, years: &'a str) -> [(&'a str, &'a str); 6] {
    [
        ("reference_kind", "age_rule"),
        ("code", "social_pension:75"),
        ("valid_from", valid_from),
        ("valid_to", valid_to),
        ("amount", years),
        ("label_vi", "trợ cấp hưu trí xã hội"),
    ]
}

/// From when each rule says that somebody has the age, on the day.
fn said(world: &mut World, person: RecordId, on: Day) -> Vec<ByAge> {
    let phone = world.phone("lan").phone().clone();
    phone.query(|q| hints(q.connection, q.club, person, on)).unwrap().iter().map(|hint| hint.by_age).collect()
}

#[tokio::test]
async fn a_phone_follows_each_change_of_a_rule_and_still_knows_what_held_before() {
    let mut world = World::begin(61, Disk::Memory).await;
    let born = FieldEdit::parse(Person::DEF, "birth", "12/3/1955").unwrap();
    let request = AddPersonRequest { is_another_person: true, ..AddPersonRequest::member("Đinh Thị Già") }.with(born);
    let person = world.phone("lan").command(|pen| add(pen, &request)).unwrap().person.id;
    let day = |year, month, day| Day::from_ymd(year, month, day).unwrap();

    let first = pension("2025-07-01", "", "75");
    world.centre().import_reference(rows(&[&first]), KnownEntries::Change).await.unwrap();
    world.sync("lan", []).await.unwrap();
    assert_eq!(said(&mut world, person, day(2028, 1, 1)), []);
    assert_eq!(said(&mut world, person, day(2030, 3, 12)), [ByAge::Since(day(2030, 3, 12))]);

    // The age is lowered from a day on. Who was old enough already may ask from that day.
    let (before, after) = (pension("2025-07-01", "2027-12-31", "75"), pension("2028-01-01", "", "72"));
    world.centre().import_reference(rows(&[&before, &after]), KnownEntries::Change).await.unwrap();
    assert_eq!(said(&mut world, person, day(2028, 1, 1)), [], "the phone has not heard of it");
    world.sync("lan", []).await.unwrap();
    assert_eq!(said(&mut world, person, day(2027, 12, 31)), []);
    assert_eq!(said(&mut world, person, day(2028, 1, 1)), [ByAge::Since(day(2028, 1, 1))]);

    // A limit for readings, set and then tightened.
    let limit = |amount| {
        [
            ("reference_kind", "threshold"),
            ("code", "systolic_at_least:180"),
            ("valid_from", "2026-01-01"),
            ("amount", amount),
            ("label_vi", "rất cao"),
        ]
    };
    let called = |world: &mut World| {
        let phone = world.phone("lan").phone().clone();
        let measured = Readings::pressure(175, 90);
        phone.query(|q| advice(q.connection, q.club, &measured, q.today)).unwrap().len()
    };
    for (amount, expected) in [("180", 0), ("170", 1)] {
        world.centre().import_reference(rows(&[&limit(amount)]), KnownEntries::Change).await.unwrap();
        world.sync("lan", []).await.unwrap();
        assert_eq!(called(&mut world), expected, "{amount}");
    }
}
