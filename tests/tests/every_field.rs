//! Every text field of a person goes from one phone through the centre to another, merges, and shows: by what the registry
//! says, so that a field which is added there is covered here. `scripts/test-new-field.sh` adds one and runs this.
#![cfg(test)]

use clubbook_core::features::people::{commands, queries};
use clubbook_model::entry::FieldEdit;
use clubbook_model::field::{MergeClass, Scalar};
use clubbook_model::id::{Book, RecordId};
use clubbook_model::registry::{Entity, FieldDef, Person};
use clubbook_model::value::Value;
use clubbook_tests::world::{Disk, World};

/// The fields of free text. A lunar date is text that has to be one, and is refused otherwise.
fn text_fields() -> Vec<&'static FieldDef> {
    let is_text = |field: &&FieldDef| {
        let is_date = field.name.ends_with("_lunar");
        field.value_type == String::TYPE && field.tag.class() == MergeClass::Register && !is_date
    };
    Person::DEF.fields.iter().filter(is_text).collect()
}

fn write(world: &mut World, phone: &str, person: RecordId, fields: &[&FieldDef], text: &str) {
    let form = world.phone(phone).phone().query(|q| queries::form(q.connection, person)).unwrap();
    let edits: Vec<FieldEdit> = fields
        .iter()
        .map(|field| FieldEdit::parse(Person::DEF, field.name, &format!("{text} {}", field.name)).unwrap())
        .collect();
    world.phone(phone).command(|pen| commands::correct(pen, &form, &edits)).expect("a correction");
}

#[tokio::test]
async fn every_text_field_of_a_person_reaches_the_store_the_wire_the_centre_and_the_merge() {
    let fields = text_fields();
    assert!(fields.len() > 10);
    if let Ok(expected) = std::env::var("CLUBBOOK_EXPECT_FIELD") {
        assert!(fields.iter().any(|field| field.name == expected), "the registry has no {expected}");
    }
    let mut world = World::begin(1, Disk::Memory).await;
    let person = world.phone("lan").people()[2];
    write(&mut world, "lan", person, &fields, "Đã ghi");
    world.sync("lan", []).await.unwrap();
    world.sync("hung", []).await.unwrap();

    let card = world.phone("hung").phone().query(|q| queries::card(q.connection, q.club, person, q.today)).unwrap();
    for field in &fields {
        let text = Value::Text(format!("Đã ghi {}", field.name));
        assert!(card.fields.contains(&(field.name, text)), "the card of another phone lacks {}", field.name);
    }
    let club = world.centre().club(1001).await.unwrap().club;
    let state = world.centre().entity_state(Book::roster(club), person).await.unwrap().unwrap();
    for field in &fields {
        assert_eq!(state.shown(field.tag, &[]), Some(&Value::Text(format!("Đã ghi {}", field.name))));
    }

    // Two people write without seeing each other's value: both are visible on both phones.
    write(&mut world, "lan", person, &fields, "Lan ghi");
    write(&mut world, "hung", person, &fields, "Hùng ghi");
    for phone in ["lan", "hung", "lan"] {
        world.sync(phone, []).await.unwrap();
    }
    for phone in ["lan", "hung"] {
        let card = world.phone(phone).phone().query(|q| queries::card(q.connection, q.club, person, q.today)).unwrap();
        for field in &fields {
            let unsettled = card.unsettled.iter().find(|unsettled| unsettled.field_name == Some(field.name));
            assert_eq!(unsettled.map(|unsettled| unsettled.entries.len()), Some(2), "{phone}: {}", field.name);
        }
    }
}
