//! Forks and a centre that was put back from a backup.

use clubbook_core::store::settings::Standing;
use clubbook_model::registry::{Entity, Person};
use clubbook_tests::world::{Disk, World};

use super::scene::{add_member, all_is_well, approve, device, found, standing, sync_all, visit, visits_to};

const EVERYBODY: &[&str] = &["lan", "hung", "muoi", "may_chung"];

/// Hùng's phone goes on under a second and then a third key, because it was put back to older copies.
async fn forked_twice(world: &mut World) -> [clubbook_model::id::DeviceId; 3] {
    let mut devices = vec![device(world, "hung")];
    for (sent, after) in [("Hồ Văn Một", "Hồ Văn Hai"), ("Hồ Văn Ba", "Hồ Văn Bốn")] {
        let copy = world.phone("hung").copy_file();
        add_member(world, "hung", sent);
        world.sync("hung", []).await.unwrap();
        world.phone("hung").put_back(&copy);
        add_member(world, "hung", after);
        assert!(world.sync("hung", []).await.unwrap().forked);
        approve(world, "hung").await;
        world.sync("hung", []).await.unwrap();
        devices.push(device(world, "hung"));
    }
    devices.try_into().unwrap()
}

#[tokio::test]
async fn a_restored_centre_follows_the_whole_chain_of_keys() {
    let mut world = World::begin(31, Disk::Memory).await;
    let backup = world.copy_centre().await;
    let keys = forked_twice(&mut world).await;
    sync_all(&mut world, &["lan"], 1).await;
    // Of this only Hùng's phone hears.
    add_member(&mut world, "may_chung", "Trần Văn Mất Máy");
    sync_all(&mut world, &["may_chung", "hung"], 1).await;
    world.restore_centre(&backup).await;
    world.sync("hung", []).await.unwrap();
    assert_eq!(standing(&mut world, "hung"), Standing::Forked, "held until somebody has looked");
    assert_eq!(device(&mut world, "hung"), keys[2], "and no other key is needed");
    approve(&mut world, "hung").await;
    sync_all(&mut world, &["hung", "lan"], 3).await;
    assert_eq!(standing(&mut world, "hung"), Standing::Good);
    assert_eq!(found(&mut world, "lan", "Mat May").len(), 1, "what it received is offered once it is let in");
    sync_all(&mut world, EVERYBODY, 1).await;
    for phone in ["hung", "lan"] {
        for name in ["Mot", "Hai", "Ba", "Bon"] {
            assert_eq!(found(&mut world, phone, name).len(), 1, "{name} on {phone}");
        }
    }
    all_is_well(&world).await;
}

#[tokio::test]
async fn whoever_succeeds_a_revoked_key_is_held_also_by_a_restored_centre() {
    for revoked in 0..3 {
        let mut world = World::begin(32 + revoked as u64, Disk::Memory).await;
        let backup = world.copy_centre().await;
        let keys = forked_twice(&mut world).await;
        world.centre().revoke_device(keys[revoked]).await.unwrap();
        world.restore_centre(&backup).await;
        world.sync("hung", []).await.unwrap();
        assert_eq!(standing(&mut world, "hung"), Standing::Revoked, "key {revoked}");
    }
}

/// Lan's phone has lost a salt because a record was erased; the centre is put back to before all of it.
async fn restored_over_an_erasure(seed: u64) -> World {
    let mut world = World::begin(seed, Disk::Memory).await;
    let backup = world.copy_centre().await;
    let secret = add_member(&mut world, "lan", "Đinh Thị Bí Mật");
    let kept = add_member(&mut world, "lan", "Đinh Thị Còn");
    visit(&mut world, "lan", kept);
    sync_all(&mut world, &["lan", "hung"], 1).await;
    world.centre().erase(Person::reference(secret), "12/QĐ".to_owned()).await.unwrap();
    sync_all(&mut world, &["lan", "hung"], 1).await;
    visit(&mut world, "hung", kept);
    sync_all(&mut world, &["hung", "lan"], 1).await;
    world.restore_centre(&backup).await;
    world
}

async fn what_was_kept_is_there_once(world: &mut World) {
    sync_all(world, EVERYBODY, 3).await;
    for phone in ["lan", "hung"] {
        let kept = found(world, phone, "Con");
        assert_eq!(kept.len(), 1, "{phone}");
        assert_eq!(visits_to(world, phone, kept[0]), 2, "{phone}");
        assert!(found(world, phone, "Bi Mat").is_empty(), "{phone}");
    }
    all_is_well(world).await;
}

#[tokio::test]
async fn what_cannot_be_sent_under_its_number_any_more_is_not_doubled_when_others_bring_it_later() {
    let mut world = restored_over_an_erasure(41).await;
    world.sync("lan", []).await.unwrap();
    approve(&mut world, "lan").await;
    world.sync("lan", []).await.unwrap();
    what_was_kept_is_there_once(&mut world).await;
}

#[tokio::test]
async fn nor_when_others_brought_it_before() {
    let mut world = restored_over_an_erasure(42).await;
    sync_all(&mut world, &["hung"], 2).await;
    world.sync("lan", []).await.unwrap();
    if standing(&mut world, "lan") == Standing::Forked {
        approve(&mut world, "lan").await;
    }
    what_was_kept_is_there_once(&mut world).await;
}

#[tokio::test]
async fn a_phone_that_is_held_offers_what_it_received_once_it_is_let_in() {
    let mut world = World::begin(43, Disk::Memory).await;
    let backup = world.copy_centre().await;
    let copy = world.phone("hung").copy_file();
    // Somebody's phone is lost after it has sent; only Hùng's has heard of what it wrote.
    let person = add_member(&mut world, "may_chung", "Trần Văn Mất Máy");
    visit(&mut world, "may_chung", person);
    sync_all(&mut world, &["may_chung", "hung"], 1).await;
    let own = add_member(&mut world, "hung", "Hồ Văn Đã Gửi");
    visit(&mut world, "hung", own);
    world.sync("hung", []).await.unwrap();
    world.restore_centre(&backup).await;
    // Another phone with an older copy of Hùng's file is the first to use his numbers again.
    world.clone_phone("ban_sao", "hung", &copy);
    add_member(&mut world, "ban_sao", "Hồ Văn Bản Sao");
    sync_all(&mut world, &["ban_sao"], 1).await;
    assert!(world.sync("hung", []).await.unwrap().forked);
    sync_all(&mut world, &["hung"], 2).await;
    approve(&mut world, "hung").await;
    sync_all(&mut world, &["hung", "lan", "muoi", "ban_sao"], 3).await;
    for phone in ["hung", "lan", "ban_sao"] {
        for name in ["Mat May", "Da Gui", "Ban Sao"] {
            let people = found(&mut world, phone, name);
            assert_eq!(people.len(), 1, "{name} on {phone}");
            assert_eq!(visits_to(&mut world, phone, people[0]), usize::from(name != "Ban Sao"), "{name} on {phone}");
        }
    }
    sync_all(&mut world, &["may_chung"], 1).await;
    all_is_well(&world).await;
}
