//! The centre is put back from a backup: real phones, the real centre. What it lost comes back from the phones, and then all
//! hold the same.
#![cfg(test)]

use clubbook_core::clock::Clock;
use clubbook_core::features::care::commands::open as open_care;
use clubbook_core::features::care::views::OpenCareRequest;
use clubbook_core::features::people::commands::add;
use clubbook_core::features::people::views::AddPersonRequest;
use clubbook_core::features::visits::commands as visits;
use clubbook_core::features::visits::queries as visit_queries;
use clubbook_core::features::visits::views::RecordVisitRequest;
use clubbook_core::phone::Phone;
use clubbook_core::store::{entity, person_index};
use clubbook_model::id::{Book, RecordId};
use clubbook_model::merge::EntityState;
use clubbook_model::registry::{Entity, Person};
use clubbook_model::time::{Hlc, Instant};
use clubbook_model::value::Value;
use clubbook_tests::world::schedule::Act;
use clubbook_tests::world::{Disk, World, check};

/// What is left of a record that was erased: no value.
fn is_stub(state: &EntityState) -> bool {
    let mut entries = state.fields().flat_map(|(_, field)| field.entries());
    !state.is_empty() && entries.all(|(_, entry)| entry.value == Value::Erased)
}

const DAY: u32 = 86_400;
const PHONES: [&str; 4] = ["lan", "hung", "muoi", "may_chung"];

fn member(name: &str) -> AddPersonRequest {
    AddPersonRequest { is_another_person: true, ..AddPersonRequest::member(name) }
}

fn found(phone: &Phone, name: &str) -> Vec<RecordId> {
    phone.store().read(|c| person_index::search(c, name, 9)).unwrap()
}

/// The latest reading in a person's record.
fn reading(phone: &Phone, person: RecordId) -> Hlc {
    let state = phone.store().read(|c| entity::state::<Person>(c, person)).unwrap().unwrap();
    state.last_change().unwrap().0.hlc
}

/// Somebody adds a member with a clock that is 400 days ahead.
fn add_with_wrong_clock(world: &mut World, phone: &str, name: &str) -> RecordId {
    let virtual_phone = world.phone(phone);
    // A restart forgets how the centre's time and this phone's went together.
    virtual_phone.phone();
    virtual_phone.clock.restart();
    let right = Clock::now(virtual_phone.clock.as_ref());
    virtual_phone.clock.set_wall(Instant(right.0 + 400 * i64::from(DAY)));
    let added = virtual_phone.command(|pen| add(pen, &member(name))).unwrap();
    virtual_phone.clock.set_wall(right);
    added.person.id
}

#[tokio::test]
async fn clamped_readings_are_the_same_everywhere_whoever_comes_to_the_restored_centre_first() {
    for first in ["lan", "hung"] {
        let mut world = World::begin(21, Disk::Memory).await;
        let copy = world.copy_centre().await;
        let person = add_with_wrong_clock(&mut world, "lan", "Đinh Thị Ngày Mai");
        world.sync("lan", []).await.unwrap();
        world.sync("hung", []).await.unwrap();
        let given = reading(world.phone("hung").phone(), person);
        assert_eq!(reading(world.phone("lan").phone(), person), given);
        world.pass(DAY);
        world.restore_centre(&copy).await;
        world.sync(first, []).await.unwrap();
        for round in 0..2 {
            for name in PHONES {
                let report = world.sync(name, []).await.unwrap();
                assert_eq!(report.repaired, 0, "{name} in round {round}, {first} first: the sums are equal");
            }
        }
        for name in PHONES {
            let phone = world.phone(name).phone().clone();
            assert_eq!(found(&phone, "Ngay Mai"), [person], "{name}, {first} first");
            assert_eq!(reading(&phone, person), given, "{name}, {first} first");
        }
        check::check(&world).await.unwrap();
    }
}

#[tokio::test]
async fn an_erasure_that_only_the_phones_remember_is_carried_out_by_the_restored_centre() {
    // The phone that made the record comes first, or last.
    for first in ["lan", "hung"] {
        let mut world = World::begin(22, Disk::Memory).await;
        let copy = world.copy_centre().await;
        let person = world.phone("lan").command(|pen| add(pen, &member("Đinh Thị Bí Mật"))).unwrap().person.id;
        world.sync("lan", []).await.unwrap();
        world.sync("hung", []).await.unwrap();
        world.centre().erase(Person::reference(person), "12/QĐ".to_owned()).await.unwrap();
        for name in PHONES {
            world.sync(name, []).await.unwrap();
        }
        std::fs::write(world.centre().folder().join("journal.log"), "").unwrap();
        world.restore_centre(&copy).await;
        world.sync(first, []).await.unwrap();
        for _ in 0..2 {
            for name in PHONES {
                world.sync(name, []).await.unwrap();
            }
        }
        let club = world.centre().club(1001).await.unwrap().club;
        let state = world.centre().entity_state(Book::roster(club), person).await.unwrap().unwrap();
        assert!(is_stub(&state), "{first} first: {state:?}");
        for name in PHONES {
            let phone = world.phone(name).phone().clone();
            let on_phone = phone.store().read(|c| entity::state::<Person>(c, person)).unwrap();
            assert_eq!(on_phone.as_ref(), Some(&state), "{name}, {first} first");
            assert_eq!(world.sync(name, []).await.unwrap().repaired, 0, "{name}, {first} first");
            assert!(phone.check().unwrap().is_sound(), "{name}, {first} first");
        }
        assert_eq!(world.centre().rebuild().await.unwrap().differed, 0);
    }
}

#[tokio::test]
async fn what_was_added_to_a_record_that_the_centre_lost_is_taken_once_the_record_comes_back() {
    let mut world = World::begin(23, Disk::Memory).await;
    let copy = world.copy_centre().await;
    world.phone("hung").act(&Act::OpenMeeting);
    world.sync("hung", []).await.unwrap();
    world.sync("lan", []).await.unwrap();
    world.phone("lan").act(&Act::Guest(7));
    world.restore_centre(&copy).await;
    // Lan's phone says something of a meeting that the centre has never heard of, and brings the meeting after it.
    world.sync("lan", []).await.unwrap();
    assert!(world.phone("lan").phone().status().unwrap().is_all_sent());
    for name in PHONES {
        world.sync(name, []).await.unwrap();
    }
    check::check(&world).await.unwrap();
}

#[tokio::test]
async fn what_somebody_wrote_by_a_task_that_the_centre_lost_is_taken_once_the_task_comes_back() {
    let mut world = World::begin(24, Disk::Memory).await;
    let copy = world.copy_centre().await;
    let lan = world.phone("lan").phone().clone();
    let (volunteer, person) = (found(&lan, "Ho Thi Muoi")[0], found(&lan, "Tran Thi Hoa")[0]);
    let request = OpenCareRequest { volunteers: vec![volunteer], ..OpenCareRequest::of(person) };
    world.phone("lan").command(|pen| open_care(pen, &request)).unwrap();
    // Mười went, Lan wrote it down: both may say that it was a mistake.
    let went = RecordVisitRequest { visitors: vec![volunteer], ..RecordVisitRequest::of(person) };
    world.phone("lan").command(|pen| visits::record(pen, &went)).unwrap();
    let visit = lan.query(|q| visit_queries::last_visit(q.connection, person)).unwrap().unwrap().id;
    world.phone("lan").command(|pen| visits::void(pen, visit, "ghi nhầm người")).unwrap();
    world.sync("lan", []).await.unwrap();
    world.sync("muoi", []).await.unwrap();
    world.phone("muoi").command(|pen| visits::take_back_void(pen, visit)).unwrap();
    world.restore_centre(&copy).await;
    world.sync("muoi", []).await.unwrap();
    let status = world.phone("muoi").phone().status().unwrap();
    assert!(status.is_all_sent(), "{:?}", status.quarantined);
    for _ in 0..2 {
        for name in PHONES {
            world.sync(name, []).await.unwrap();
        }
    }
    check::check(&world).await.unwrap();
}
