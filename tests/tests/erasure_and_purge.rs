//! A record that was erased, a book that may not be read any longer: the real phone and the real centre.
#![cfg(test)]

use clubbook_core::features::care::commands::{assign, open as open_care};
use clubbook_core::features::care::queries::case as case_of;
use clubbook_core::features::care::views::OpenCareRequest;
use clubbook_core::features::people::commands::{add, correct};
use clubbook_core::features::people::queries as people;
use clubbook_core::features::people::views::AddPersonRequest;
use clubbook_core::features::visits::commands as visits;
use clubbook_core::features::visits::views::{RecordVisitRequest, SameVisit};
use clubbook_core::phone::Phone;
use clubbook_core::store::{books, entity, journal, person_index, settings};
use clubbook_model::entry::FieldEdit;
use clubbook_model::id::{Book, RecordId};
use clubbook_model::registry::{Entity, HomeVisit, Person};
use clubbook_model::value::Value;
use clubbook_tests::world::{Disk, World};

fn member(name: &str) -> AddPersonRequest {
    AddPersonRequest { is_another_person: true, ..AddPersonRequest::member(name) }
}

fn found(phone: &Phone, name: &str) -> Vec<RecordId> {
    phone.store().read(|c| person_index::search(c, name, 9)).unwrap()
}

#[tokio::test]
async fn an_erased_record_is_gone_from_every_phone_and_comes_back_from_none() {
    let mut world = World::begin(14, Disk::Memory).await;
    let added = world.phone("lan").command(|pen| add(pen, &member("Đinh Thị Bí Mật"))).unwrap();
    let person = added.person.id;
    world.sync("lan", []).await.unwrap();
    world.sync("hung", []).await.unwrap();
    let hung = world.phone("hung").phone().clone();
    let form = hung.query(|q| people::form(q.connection, person)).unwrap();
    world.centre().erase(Person::reference(person), "12/QĐ".to_owned()).await.unwrap();
    // Somebody who had the form open saves it, without knowing.
    let edit = FieldEdit::parse(Person::DEF, "note", "bí mật").unwrap();
    hung.command(|pen| correct(pen, &form, &[edit])).unwrap();
    for _ in 0..2 {
        for name in ["lan", "hung"] {
            world.sync(name, []).await.unwrap();
        }
    }
    for name in ["lan", "hung"] {
        let phone = world.phone(name).phone().clone();
        assert!(found(&phone, "Bi Mat").is_empty());
        let state = phone.store().read(|c| entity::state::<Person>(c, person)).unwrap().unwrap();
        let values: Vec<&Value> =
            state.fields().flat_map(|(_, f)| f.entries().map(|(_, entry)| &entry.value)).collect();
        assert!(!values.is_empty() && values.iter().all(|value| **value == Value::Erased), "{name}: {values:?}");
        for row in phone.store().read(|c| journal::rows(c, 1, 999)).unwrap() {
            assert!(!row.bytes.windows("í Mậ".len()).any(|window| window == "í Mậ".as_bytes()), "{name}");
        }
        assert!(phone.check().unwrap().is_sound(), "{name}");
        let club = phone.store().read(|c| settings::CLUB.need(c)).unwrap();
        let centre = world.centre().entity_state(Book::roster(club), person).await.unwrap();
        assert_eq!(centre.as_ref(), Some(&state), "{name}");
        assert_eq!(world.sync(name, []).await.unwrap().repaired, 0, "{name}: the sums are equal");
    }
}

#[tokio::test]
async fn a_volunteer_who_no_longer_goes_there_loses_the_care_book_after_sending_what_was_written_in_it() {
    let mut world = World::begin(15, Disk::Memory).await;
    let (volunteer, person) = {
        let lan = world.phone("lan").phone().clone();
        (found(&lan, "Ho Thi Muoi")[0], found(&lan, "Tran Thi Hoa")[0])
    };
    world
        .phone("lan")
        .command(|pen| open_care(pen, &OpenCareRequest { volunteers: vec![volunteer], ..OpenCareRequest::of(person) }))
        .unwrap();
    world.sync("lan", []).await.unwrap();
    world.sync("muoi", []).await.unwrap();
    let muoi = world.phone("muoi").phone().clone();
    let visits_here = |phone: &Phone| {
        let key = [Value::Ref(Person::reference(person))];
        phone.store().read(|c| entity::by_index::<HomeVisit>(c, 0, &key, entity::Scan::ALL)).unwrap().len()
    };
    muoi.command(|pen| visits::record(pen, &RecordVisitRequest::of(person))).unwrap();
    world.sync("muoi", []).await.unwrap();
    assert_eq!(visits_here(&muoi), 1);

    // Somebody else goes there from now on; the volunteer, who does not know yet, was there once more.
    let minh = found(world.phone("lan").phone(), "Nguyen Van Minh")[0];
    let case = world.phone("lan").phone().query(|q| case_of(q.connection, person, q.today)).unwrap();
    world.phone("lan").command(|pen| assign(pen, &case, &[minh])).unwrap();
    world.sync("lan", []).await.unwrap();
    let visit = muoi
        .command(|pen| {
            let again = RecordVisitRequest {
                not_at_home: true,
                same_visit: SameVisit::Another,
                ..RecordVisitRequest::of(person)
            };
            visits::record(pen, &again)
        })
        .unwrap();
    assert!(!visit.ops.is_empty());
    world.sync("muoi", []).await.unwrap();
    assert_eq!(visits_here(&muoi), 0, "the book is gone");
    let club = muoi.store().read(|c| settings::CLUB.need(c)).unwrap();
    let book = muoi.store().read(|c| books::find(c, &Book::care(club, person))).unwrap().unwrap();
    let held = muoi.store().read(|c| books::get(c, book)).unwrap();
    assert_eq!(held.rights & 1, 0);
    world.sync("lan", []).await.unwrap();
    assert_eq!(visits_here(world.phone("lan").phone()), 2, "and nothing that was written in it");
    assert_eq!(muoi.status().unwrap().waiting, 0);
}
