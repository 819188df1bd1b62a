//! The centre is put back from a backup: real phones, the real centre. What it lost comes back from the phones, and then all
//! hold the same.
#![cfg(test)]

use clubbook_core::clock::Clock;
use clubbook_core::features::people::commands::add;
use clubbook_core::features::people::views::AddPersonRequest;
use clubbook_core::phone::Phone;
use clubbook_core::store::{entity, name_index};
use clubbook_model::id::RecordId;
use clubbook_model::registry::Person;
use clubbook_model::time::{Hlc, Instant};
use clubbook_tests::world::{Disk, World, check};

const DAY: u32 = 86_400;
const PHONES: [&str; 4] = ["lan", "hung", "muoi", "may_chung"];

fn member(name: &str) -> AddPersonRequest {
    AddPersonRequest { is_another_person: true, ..AddPersonRequest::member(name) }
}

fn found(phone: &Phone, name: &str) -> Vec<RecordId> {
    phone.store().read(|c| name_index::search(c, name, 9)).unwrap()
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
