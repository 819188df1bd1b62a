//! Two phones with one file, and one phone with an older copy of its own.

use clubbook_core::features::care::commands::open as open_care;
use clubbook_core::features::care::views::OpenCareRequest;
use clubbook_core::features::people::commands::{correct, link};
use clubbook_core::features::people::queries as people;
use clubbook_core::features::readings::Readings;
use clubbook_core::features::visits::views::{CorrectVisitRequest, RecordVisitRequest};
use clubbook_core::features::visits::{commands as visits, queries as visit_queries};
use clubbook_core::phone::confirmed::{self, ConfirmedRecord};
use clubbook_core::store::entity;
use clubbook_core::store::settings::Standing;
use clubbook_model::entry::FieldEdit;
use clubbook_model::registry::{Entity, Person, SameAs};
use clubbook_model::value::Value;
use clubbook_model::vocabulary::Language;
use clubbook_tests::world::network::Fault;
use clubbook_tests::world::{Disk, World};

use super::scene::{add_member, all_is_well, approve, device, found, standing, sync_all, visit, visits_to};

const EVERYBODY: &[&str] = &["lan", "hung", "muoi", "may_chung"];

#[tokio::test]
async fn a_copied_phone_goes_on_under_a_new_key_and_nothing_is_lost_or_doubled() {
    let mut world = World::begin(11, Disk::Memory).await;
    let copy = world.phone("lan").copy_file();
    world.clone_phone("ban_sao", "lan", &copy);
    add_member(&mut world, "lan", "Đinh Thị Gốc");
    world.sync("lan", []).await.unwrap();

    // On the copy: a member, a care case and a visit that refer to each other, and a correction of somebody both know.
    let person = add_member(&mut world, "ban_sao", "Hồ Văn Bản Sao");
    world.phone("ban_sao").command(|pen| open_care(pen, &OpenCareRequest::of(person))).unwrap();
    visit(&mut world, "ban_sao", person);
    let lien = found(&mut world, "ban_sao", "Y Liên")[0];
    let form = world.phone("ban_sao").phone().query(|q| people::form(q.connection, lien)).unwrap();
    let edit = FieldEdit::parse(Person::DEF, "phone", "0905").unwrap();
    world.phone("ban_sao").command(|pen| correct(pen, &form, &[edit])).unwrap();
    let shown: Vec<ConfirmedRecord> =
        world.phone("ban_sao").confirmed.iter().map(|shown| shown.record.clone()).collect();

    let old_device = device(&mut world, "ban_sao");
    let report = world.sync("ban_sao", []).await.unwrap();
    assert!(report.forked);
    assert_eq!(report.renumbered, shown.len() as u64);
    assert_ne!(device(&mut world, "ban_sao"), old_device);
    assert_eq!(standing(&mut world, "ban_sao"), Standing::Forked, "held until somebody has looked");
    let status = world.phone("ban_sao").phone().status().unwrap();
    assert_eq!((status.waiting, status.quarantined.len()), (0, shown.len()));
    assert!(status.sentence(Language::Vi).contains("Nhờ chủ nhiệm"), "{}", status.sentence(Language::Vi));
    let person = found(&mut world, "ban_sao", "Ban Sao")[0];
    assert_eq!(visits_to(&mut world, "ban_sao", person), 1);
    world.sync("hung", []).await.unwrap();
    assert!(found(&mut world, "hung", "Ban Sao").is_empty(), "what is held is not sent on");

    // Once somebody agrees it is sent on; the renumbered records are there once.
    approve(&mut world, "ban_sao").await;
    sync_all(&mut world, &["ban_sao", "lan", "hung", "ban_sao", "muoi", "may_chung"], 1).await;
    assert_eq!(standing(&mut world, "ban_sao"), Standing::Good);
    let copy = world.phone("ban_sao").phone().clone();
    assert!(copy.status().unwrap().is_all_sent(), "{:?}", copy.status().unwrap());
    for phone in ["hung", "lan", "ban_sao"] {
        for name in ["Ban Sao", "Goc"] {
            assert_eq!(found(&mut world, phone, name).len(), 1, "{name} on {phone}");
        }
    }
    let verified = copy.store().read(|c| confirmed::verify(c, &shown)).unwrap();
    assert_eq!((verified.acknowledged, verified.lost), (shown.len() as u64, Vec::new()));
    let hung = world.phone("hung").phone().clone();
    let lien = hung.store().read(|c| entity::get::<Person>(c, lien)).unwrap().unwrap();
    assert_eq!(lien.phone.as_deref(), Some("0905"));
    assert!(copy.check().unwrap().is_sound());
    all_is_well(&world).await;
    // And the copy is a phone like any other from then on.
    add_member(&mut world, "ban_sao", "Hồ Văn Sau Này");
    let report = world.sync("ban_sao", []).await.unwrap();
    assert_eq!((report.forked, report.renumbered, report.quarantined), (false, 0, 0));
}

#[tokio::test]
async fn a_phone_put_back_to_an_older_copy_does_not_use_a_number_twice() {
    let mut world = World::begin(12, Disk::Memory).await;
    let copy = world.phone("hung").copy_file();
    add_member(&mut world, "hung", "Đinh Thị Trước");
    world.sync("hung", []).await.unwrap();
    // The copy has made nothing of its own: the centre has more than it ever made.
    world.phone("hung").put_back(&copy);
    let report = world.sync("hung", []).await.unwrap();
    assert!(report.forked);
    add_member(&mut world, "hung", "Đinh Thị Sau");
    world.sync("hung", []).await.unwrap();
    approve(&mut world, "hung").await;
    sync_all(&mut world, EVERYBODY, 2).await;
    for phone in ["hung", "lan"] {
        for name in ["Dinh Thi Truoc", "Dinh Thi Sau"] {
            assert_eq!(found(&mut world, phone, name).len(), 1, "{name} on {phone}");
        }
    }
    all_is_well(&world).await;
}

#[tokio::test]
async fn a_lost_answer_in_the_middle_of_a_fork_is_made_good_by_the_same_bytes() {
    let mut world = World::begin(13, Disk::Memory).await;
    let copy = world.phone("lan").copy_file();
    world.clone_phone("ban_sao", "lan", &copy);
    add_member(&mut world, "lan", "Đinh Thị Gốc");
    world.sync("lan", []).await.unwrap();
    add_member(&mut world, "ban_sao", "Hồ Văn Bản Sao");
    // The first two answers tell of the fork; the third is that to the new key, and is lost.
    let faults = [Fault::None, Fault::None, Fault::LoseAnswer];
    assert!(world.sync("ban_sao", faults).await.is_err());
    let new = device(&mut world, "ban_sao");
    let report = world.sync("ban_sao", []).await.unwrap();
    assert_eq!(report.renumbered, 0, "not once more");
    assert_eq!(device(&mut world, "ban_sao"), new);
    approve(&mut world, "ban_sao").await;
    sync_all(&mut world, &["ban_sao", "lan"], 1).await;
    assert_eq!(found(&mut world, "lan", "Ban Sao").len(), 1);
}

#[tokio::test]
async fn what_was_sent_under_a_new_key_is_not_doubled_by_a_copy_from_before_it_was_sent() {
    let mut world = World::begin(14, Disk::Memory).await;
    let first = world.phone("lan").copy_file();
    world.clone_phone("ban_sao", "lan", &first);
    add_member(&mut world, "lan", "Đinh Thị Gốc");
    world.sync("lan", []).await.unwrap();
    let person = add_member(&mut world, "ban_sao", "Hồ Văn Bản Sao");
    visit(&mut world, "ban_sao", person);
    let unsent = world.phone("ban_sao").copy_file();
    world.sync("ban_sao", []).await.unwrap();
    approve(&mut world, "ban_sao").await;
    sync_all(&mut world, &["ban_sao", "lan", "hung"], 1).await;

    // The copy from before it was sent comes back, and somebody goes on writing on it.
    world.phone("ban_sao").put_back(&unsent);
    visit(&mut world, "ban_sao", person);
    assert!(world.sync("ban_sao", []).await.unwrap().forked);
    approve(&mut world, "ban_sao").await;
    sync_all(&mut world, EVERYBODY, 2).await;
    sync_all(&mut world, &["ban_sao"], 1).await;
    for phone in ["ban_sao", "lan", "hung"] {
        let people = found(&mut world, phone, "Ban Sao");
        assert_eq!(people.len(), 1, "{phone}");
        assert_eq!(visits_to(&mut world, phone, people[0]), 2, "{phone}");
    }
    all_is_well(&world).await;
}

#[tokio::test]
async fn two_copies_that_both_have_to_renumber_the_same_ops_send_them_once() {
    let mut world = World::begin(15, Disk::Memory).await;
    let first = world.phone("lan").copy_file();
    world.clone_phone("ban_dau", "lan", &first);
    add_member(&mut world, "ban_dau", "Đinh Thị Gốc");
    world.sync("ban_dau", []).await.unwrap();
    let person = add_member(&mut world, "lan", "Đinh Thị Chung");
    visit(&mut world, "lan", person);
    let unsent = world.phone("lan").copy_file();
    world.clone_phone("ban_sao", "lan", &unsent);
    visit(&mut world, "lan", person);
    // Not in the same second: two copies that write the same bytes at the same time have written one op.
    world.phone("ban_sao").clock.pass(60);
    visit(&mut world, "ban_sao", person);
    for phone in ["lan", "ban_sao"] {
        assert!(world.sync(phone, []).await.unwrap().forked, "{phone}");
        approve(&mut world, phone).await;
    }
    sync_all(&mut world, &["lan", "ban_sao", "ban_dau", "hung", "muoi", "may_chung"], 2).await;
    for phone in ["lan", "ban_sao", "ban_dau", "hung"] {
        let people = found(&mut world, phone, "Chung");
        assert_eq!(people.len(), 1, "{phone}");
        assert_eq!(visits_to(&mut world, phone, people[0]), 3, "{phone}");
        assert_eq!(found(&mut world, phone, "Goc").len(), 1, "{phone}");
    }
    all_is_well(&world).await;
}

#[tokio::test]
async fn who_was_added_elsewhere_under_a_number_that_was_renumbered_here_is_not_taken_for_ones_own() {
    let mut world = World::begin(16, Disk::Memory).await;
    let copy = world.phone("lan").copy_file();
    world.clone_phone("ban_sao", "lan", &copy);
    let other = add_member(&mut world, "lan", "Đinh Thị Gốc");
    world.sync("lan", []).await.unwrap();
    let own = add_member(&mut world, "ban_sao", "Hồ Văn Bản Sao");
    assert_eq!(own, other, "both were made by the op of one number");
    world.sync("ban_sao", []).await.unwrap();
    approve(&mut world, "ban_sao").await;
    sync_all(&mut world, &["ban_sao", "lan"], 1).await;
    let own = found(&mut world, "ban_sao", "Ban Sao")[0];

    // What is written of her on the copy is about her, and over what she had on the screen.
    let form = world.phone("ban_sao").phone().query(|q| people::form(q.connection, other)).unwrap();
    let edit = FieldEdit::parse(Person::DEF, "full_name", "Đinh Thị Gốc Cây").unwrap();
    world.phone("ban_sao").command(|pen| correct(pen, &form, &[edit])).unwrap();
    world.phone("ban_sao").command(|pen| open_care(pen, &OpenCareRequest::of(other))).unwrap();
    visit(&mut world, "ban_sao", other);
    sync_all(&mut world, &["ban_sao", "lan", "hung", "muoi", "may_chung", "ban_sao"], 1).await;
    for phone in ["ban_sao", "lan", "hung"] {
        assert_eq!(found(&mut world, phone, "Goc Cay"), [other], "{phone}");
        assert_eq!(found(&mut world, phone, "Ban Sao"), [own], "{phone}");
        assert_eq!([visits_to(&mut world, phone, other), visits_to(&mut world, phone, own)], [1, 0], "{phone}");
        let state = world.phone(phone).phone().store().read(|c| entity::state::<Person>(c, other)).unwrap().unwrap();
        assert_eq!(state.unsettled().count(), 0, "{phone}");
    }
    all_is_well(&world).await;
}

#[tokio::test]
async fn what_came_under_one_number_is_not_refused_under_another_because_it_is_there_already() {
    let mut world = World::begin(17, Disk::Memory).await;
    let first = world.phone("muoi").copy_file();
    world.clone_phone("ban_dau", "muoi", &first);
    add_member(&mut world, "ban_dau", "Đinh Thị Gốc");
    world.sync("ban_dau", []).await.unwrap();
    // Whoever does not lead may enter a new member, but not give a membership that is there to somebody else.
    add_member(&mut world, "muoi", "Đinh Thị Chung");
    let unsent = world.phone("muoi").copy_file();
    world.clone_phone("ban_sao", "muoi", &unsent);
    for phone in ["muoi", "ban_sao"] {
        assert!(world.sync(phone, []).await.unwrap().forked, "{phone}");
        approve(&mut world, phone).await;
    }
    sync_all(&mut world, &["muoi", "ban_sao", "ban_dau", "lan", "hung", "may_chung"], 2).await;
    for phone in ["muoi", "ban_sao", "ban_dau", "lan"] {
        assert_eq!(found(&mut world, phone, "Chung").len(), 1, "{phone}");
        assert!(world.phone(phone).phone().status().unwrap().is_all_sent(), "{phone}");
    }
    all_is_well(&world).await;
}

#[tokio::test]
async fn what_was_on_the_screen_before_a_fork_is_saved_of_the_same_people_or_not_at_all() {
    let mut world = World::begin(18, Disk::Memory).await;
    let copy = world.phone("lan").copy_file();
    world.clone_phone("ban_sao", "lan", &copy);
    for name in ["Đinh Thị Gốc", "Đinh Thị Gốc Hai"] {
        add_member(&mut world, "lan", name);
    }
    let person = add_member(&mut world, "ban_sao", "Hồ Văn Bản Sao");
    let measured = |systolic| Readings { systolic: Some(systolic), diastolic: Some(80), ..Readings::default() };
    let request = RecordVisitRequest { readings: measured(120), ..RecordVisitRequest::of(person) };
    let copied = world.phone("ban_sao").phone().clone();
    let visit = copied.command(|pen| visits::record(pen, &request)).unwrap().result.visit.id;
    let form = copied.query(|q| visit_queries::form(q.connection, visit)).unwrap();
    let lien = found(&mut world, "ban_sao", "Y Liên")[0];
    world.sync("lan", []).await.unwrap();
    assert!(world.sync("ban_sao", []).await.unwrap().forked);

    // The visit has another number now: the form says that it has to be opened again.
    let request = CorrectVisitRequest { form, fields: Vec::new(), readings: Some(measured(150)), reason: None };
    assert!(copied.command(|pen| visits::correct(pen, &request)).is_err());
    // Two people who are not one: the record of that has an id that is derived from theirs.
    copied.command(|pen| link(pen, person, lien, false)).unwrap();
    approve(&mut world, "ban_sao").await;
    sync_all(&mut world, &["ban_sao", "lan", "hung", "muoi", "may_chung", "ban_sao"], 1).await;
    let person = found(&mut world, "lan", "Ban Sao")[0];
    let pair = [person.min(lien), person.max(lien)].map(|id| Value::Ref(Person::reference(id)));
    let lan = world.phone("lan").phone().clone();
    let answer = lan.store().read(|c| entity::get::<SameAs>(c, SameAs::derived_id(&pair))).unwrap();
    assert_eq!(answer.and_then(|answer| answer.linked), Some(false));
    all_is_well(&world).await;
}
