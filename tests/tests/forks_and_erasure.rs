//! A phone whose file was copied, a record that was erased, a book that may not be read any longer: the real phone and the
//! real centre.
#![cfg(test)]

use std::sync::Arc;

use clubbook_core::features::care::commands::{assign, open as open_care};
use clubbook_core::features::care::queries::case as case_of;
use clubbook_core::features::care::views::OpenCareRequest;
use clubbook_core::features::people::commands::{add, correct};
use clubbook_core::features::people::queries as people;
use clubbook_core::features::people::views::AddPersonRequest;
use clubbook_core::features::visits::commands as visits;
use clubbook_core::features::visits::queries as visit_queries;
use clubbook_core::features::visits::views::{RecordVisitRequest, SameVisit};
use clubbook_core::phone::confirmed::{self, ConfirmedRecord};
use clubbook_core::phone::{Phone, PhoneOptions};
use clubbook_core::store::settings::{self, Standing};
use clubbook_core::store::{DatabaseKey, Durability, StoreOptions, books, entity, journal, name_index};
use clubbook_core::testing::{FakeClock, FakeRandom};
use clubbook_model::entry::FieldEdit;
use clubbook_model::id::{Book, RecordId};
use clubbook_model::registry::{Entity, HomeVisit, Person};
use clubbook_model::value::Value;
use clubbook_model::vocabulary::Language;
use clubbook_tests::world::network::Fault;
use clubbook_tests::world::{Disk, World, check};

/// A copy of a phone, as it was when the copy was made.
fn copy_of(world: &mut World, name: &str) -> Phone {
    let phone = world.phone(name).phone().clone();
    let path = phone.store().options().path.clone();
    let copy = path.with_extension("copy");
    phone.pause().unwrap();
    std::fs::copy(&path, &copy).unwrap();
    phone.resume().unwrap();
    let store = StoreOptions { durability: Durability::Off, ..StoreOptions::new(copy, DatabaseKey::new([7; 32])) };
    let mut options = PhoneOptions::new(store, "clubbook-copy 1");
    let clock = FakeClock::on(2026, 11, 24);
    clock.pass(3600);
    options.clock = Arc::new(clock);
    options.random = Arc::new(FakeRandom::new(4711));
    Phone::open(options).unwrap()
}

fn member(name: &str) -> AddPersonRequest {
    AddPersonRequest { is_another_person: true, ..AddPersonRequest::member(name) }
}

fn found(phone: &Phone, name: &str) -> Vec<RecordId> {
    phone.store().read(|c| name_index::search(c, name, 9)).unwrap()
}

fn standing(phone: &Phone) -> Standing {
    phone.store().read(|c| settings::STANDING.get(c)).unwrap().unwrap_or_default()
}

#[tokio::test]
async fn a_copied_phone_goes_on_under_a_new_key_and_nothing_is_lost_or_doubled() {
    let mut world = World::begin(11, Disk::Memory).await;
    let copy = copy_of(&mut world, "lan");
    world.phone("lan").command(|pen| add(pen, &member("Đinh Thị Gốc"))).unwrap();
    world.sync("lan", []).await.unwrap();

    // On the copy: a member, a care case and a visit that refer to each other, and a correction of somebody both know.
    let mut shown: Vec<ConfirmedRecord> = Vec::new();
    let added = copy.command(|pen| add(pen, &member("Hồ Văn Bản Sao"))).unwrap();
    let person = added.result.person.id;
    shown.extend(added.ops.iter().map(ConfirmedRecord::of));
    let case = copy.command(|pen| open_care(pen, &OpenCareRequest::of(person))).unwrap();
    shown.extend(case.ops.iter().map(ConfirmedRecord::of));
    let visit = copy.command(|pen| visits::record(pen, &RecordVisitRequest::of(person))).unwrap();
    shown.extend(visit.ops.iter().map(ConfirmedRecord::of));
    let lien = found(&copy, "Y Liên")[0];
    let form = copy.query(|q| people::form(q.connection, lien)).unwrap();
    let edit = FieldEdit::parse(Person::DEF, "phone", "0905").unwrap();
    let corrected = copy.command(|pen| correct(pen, &form, &[edit])).unwrap();
    shown.extend(corrected.ops.iter().map(ConfirmedRecord::of));

    let old_device = copy.store().read(settings::device).unwrap().0;
    let report = copy.sync_through(&world.network([]), |_| ()).await.unwrap();
    assert!(report.forked);
    assert_eq!(report.renumbered, shown.len() as u64);
    let device = copy.store().read(settings::device).unwrap().0;
    assert_ne!(device, old_device);
    assert_eq!(standing(&copy), Standing::Forked, "held until somebody has looked");
    let status = copy.status().unwrap();
    assert_eq!((status.waiting, status.quarantined.len()), (0, shown.len()));
    assert!(status.sentence(Language::Vi).contains("Nhờ chủ nhiệm"), "{}", status.sentence(Language::Vi));
    let person = found(&copy, "Ban Sao")[0];
    assert_eq!(copy.query(|q| visit_queries::visits_of(q.connection, q.club, person, 9, q.today)).unwrap().len(), 1);
    world.sync("hung", []).await.unwrap();
    assert!(found(world.phone("hung").phone(), "Ban Sao").is_empty(), "what is held is not sent on");

    // Once somebody agrees it is sent on; the renumbered records are there once.
    world.centre().approve_device(device).await.unwrap();
    copy.sync_through(&world.network([]), |_| ()).await.unwrap();
    world.sync("lan", []).await.unwrap();
    world.sync("hung", []).await.unwrap();
    assert_eq!(standing(&copy), Standing::Good);
    assert!(copy.status().unwrap().is_all_sent(), "{:?}", copy.status().unwrap());
    for name in ["Ban Sao", "Goc"] {
        assert_eq!(found(world.phone("hung").phone(), name).len(), 1, "{name}");
        assert_eq!(found(world.phone("lan").phone(), name).len(), 1, "{name}");
    }
    copy.sync_through(&world.network([]), |_| ()).await.unwrap();
    assert_eq!(found(&copy, "Goc").len(), 1);
    let verified = copy.store().read(|c| confirmed::verify(c, &shown)).unwrap();
    assert_eq!((verified.acknowledged, verified.lost), (shown.len() as u64, Vec::new()));
    let lien_on = |phone: &Phone| {
        let person = phone.store().read(|c| entity::get::<Person>(c, lien)).unwrap().unwrap();
        person.phone
    };
    assert_eq!(lien_on(world.phone("hung").phone()).as_deref(), Some("0905"));
    assert!(copy.check().unwrap().is_sound());
    for name in ["muoi", "may_chung"] {
        world.sync(name, []).await.unwrap();
    }
    check::check(&world).await.unwrap();
    // And the copy is a phone like any other from then on.
    copy.command(|pen| add(pen, &member("Hồ Văn Sau Này"))).unwrap();
    let report = copy.sync_through(&world.network([]), |_| ()).await.unwrap();
    assert_eq!((report.forked, report.renumbered, report.quarantined), (false, 0, 0));
}

#[tokio::test]
async fn a_phone_put_back_to_an_older_copy_does_not_use_a_number_twice() {
    let mut world = World::begin(12, Disk::Memory).await;
    let copy = copy_of(&mut world, "hung");
    world.phone("hung").command(|pen| add(pen, &member("Đinh Thị Trước"))).unwrap();
    world.sync("hung", []).await.unwrap();
    // The copy has made nothing of its own: the centre has more than it ever made.
    let report = copy.sync_through(&world.network([]), |_| ()).await.unwrap();
    assert!(report.forked);
    let device = copy.store().read(settings::device).unwrap().0;
    copy.command(|pen| add(pen, &member("Đinh Thị Sau"))).unwrap();
    copy.sync_through(&world.network([]), |_| ()).await.unwrap();
    world.centre().approve_device(device).await.unwrap();
    copy.sync_through(&world.network([]), |_| ()).await.unwrap();
    world.sync("lan", []).await.unwrap();
    for name in ["Dinh Thi Truoc", "Dinh Thi Sau"] {
        assert_eq!(found(&copy, name).len(), 1, "{name}");
        assert_eq!(found(world.phone("lan").phone(), name).len(), 1, "{name}");
    }
}

#[tokio::test]
async fn a_lost_answer_in_the_middle_of_a_fork_is_made_good_by_the_same_bytes() {
    let mut world = World::begin(13, Disk::Memory).await;
    let copy = copy_of(&mut world, "lan");
    world.phone("lan").command(|pen| add(pen, &member("Đinh Thị Gốc"))).unwrap();
    world.sync("lan", []).await.unwrap();
    copy.command(|pen| add(pen, &member("Hồ Văn Bản Sao"))).unwrap();
    // The first two answers tell of the fork; the third is that to the new key, and is lost.
    let faults = [Fault::None, Fault::None, Fault::LoseAnswer];
    assert!(copy.sync_through(&world.network(faults), |_| ()).await.is_err());
    let device = copy.store().read(settings::device).unwrap().0;
    let report = copy.sync_through(&world.network([]), |_| ()).await.unwrap();
    assert_eq!(report.renumbered, 0, "not once more");
    assert_eq!(copy.store().read(settings::device).unwrap().0, device);
    world.centre().approve_device(device).await.unwrap();
    copy.sync_through(&world.network([]), |_| ()).await.unwrap();
    world.sync("lan", []).await.unwrap();
    assert_eq!(found(world.phone("lan").phone(), "Ban Sao").len(), 1);
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
