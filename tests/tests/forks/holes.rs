//! A journal that cannot be sent as it is: a damaged page took an op out of its middle.

use clubbook_core::features::status::queries::status;
use clubbook_core::store::journal;
use clubbook_core::store::settings::Standing;
use clubbook_model::time::Instant;
use clubbook_tests::world::network::Fault;
use clubbook_tests::world::{Disk, World};

use super::scene::{
    add_member, all_is_well, approve, carry, device, found, hand_over, lose_op, standing, sync_all, visit, visits_to,
};

const EVERYBODY: &[&str] = &["lan", "hung", "muoi", "may_chung"];

#[tokio::test]
async fn a_hole_in_what_the_centre_has_taken_needs_no_new_key() {
    let mut world = World::begin(21, Disk::Memory).await;
    let first = device(&mut world, "hung");
    for name in ["Hồ Văn Một", "Hồ Văn Hai", "Hồ Văn Ba"] {
        add_member(&mut world, "hung", name);
    }
    assert!(world.sync("hung", [Fault::LoseAnswer]).await.is_err());
    lose_op(&mut world, "hung", 2);
    let report = world.sync("hung", []).await.unwrap();
    assert_eq!((report.renumbered, device(&mut world, "hung")), (0, first));
    assert_eq!(standing(&mut world, "hung"), Standing::Good);
    sync_all(&mut world, EVERYBODY, 1).await;
    for name in ["Mot", "Hai", "Ba"] {
        assert_eq!(found(&mut world, "lan", name).len(), 1, "{name}");
    }
}

#[tokio::test]
async fn what_waits_behind_a_hole_whose_end_the_centre_knows_is_sent_as_it_is() {
    let mut world = World::begin(22, Disk::Memory).await;
    let first = device(&mut world, "hung");
    for name in ["Hồ Văn Một", "Hồ Văn Hai"] {
        add_member(&mut world, "hung", name);
    }
    world.sync("hung", []).await.unwrap();
    add_member(&mut world, "hung", "Hồ Văn Ba");
    lose_op(&mut world, "hung", 4);
    let report = world.sync("hung", []).await.unwrap();
    assert_eq!((report.renumbered, report.quarantined, device(&mut world, "hung")), (0, 0, first));
    sync_all(&mut world, EVERYBODY, 1).await;
    for name in ["Mot", "Hai", "Ba"] {
        assert_eq!(found(&mut world, "lan", name).len(), 1, "{name}");
    }
}

/// Hùng has handed over what waits; then a page of his file is damaged.
async fn handed_over_and_damaged(seed: u64) -> (World, Vec<u8>) {
    let mut world = World::begin(seed, Disk::Memory).await;
    add_member(&mut world, "hung", "Hồ Văn Một");
    let (hai, ba) = (add_member(&mut world, "hung", "Hồ Văn Hai"), add_member(&mut world, "hung", "Hồ Văn Ba"));
    visit(&mut world, "hung", ba);
    let frame = hand_over(world.phone("hung").phone(), 1);
    let op_of_hai = hai.as_op().0.seq;
    lose_op(&mut world, "hung", op_of_hai);
    let report = world.sync("hung", []).await.unwrap();
    assert!(report.renumbered > 0, "a lost op that was not sent leaves a gap that no frame can cross");
    let ba = found(&mut world, "hung", "Ba")[0];
    visit(&mut world, "hung", ba);
    world.sync("hung", []).await.unwrap();
    (world, frame)
}

async fn everything_is_there_once(world: &mut World) {
    sync_all(world, EVERYBODY, 2).await;
    for phone in ["lan", "hung"] {
        for name in ["Mot", "Hai", "Ba"] {
            assert_eq!(found(world, phone, name).len(), 1, "{name} on {phone}");
        }
        let ba = found(world, phone, "Ba")[0];
        assert_eq!(visits_to(world, phone, ba), 2, "{phone}");
    }
    all_is_well(world).await;
}

#[tokio::test]
async fn a_frame_that_is_carried_in_after_its_ops_came_under_new_numbers_doubles_nothing() {
    let (mut world, frame) = handed_over_and_damaged(23).await;
    approve(&mut world, "hung").await;
    sync_all(&mut world, &["hung", "lan"], 1).await;
    carry(&mut world, "lan", frame).await;
    everything_is_there_once(&mut world).await;
}

#[tokio::test]
async fn a_frame_that_is_carried_in_before_doubles_nothing_either() {
    let (mut world, frame) = handed_over_and_damaged(24).await;
    carry(&mut world, "lan", frame).await;
    sync_all(&mut world, &["lan"], 1).await;
    approve(&mut world, "hung").await;
    everything_is_there_once(&mut world).await;
}

#[tokio::test]
async fn behind_an_end_that_a_salvage_lost_what_is_recorded_is_sent_and_what_was_lost_is_not_written_over() {
    let mut world = World::begin(28, Disk::Memory).await;
    let mot = add_member(&mut world, "hung", "Hồ Văn Một");
    world.sync("hung", []).await.unwrap();
    let sent = world.phone("hung").phone().store().read(journal::head).unwrap().seq;
    let hai = add_member(&mut world, "hung", "Hồ Văn Hai");
    visit(&mut world, "hung", mot);
    let report = world.phone("hung").lose_end(sent);
    assert!(report.shown_only > 0 && report.first_gap == Some(sent + 1), "{report:?}");
    let ba = add_member(&mut world, "hung", "Hồ Văn Ba");
    assert_ne!(ba, hai);
    world.sync("hung", []).await.unwrap();
    approve(&mut world, "hung").await;
    sync_all(&mut world, EVERYBODY, 2).await;
    for (phone, shown) in [("hung", 1), ("lan", 0)] {
        for name in ["Mot", "Ba"] {
            assert_eq!(found(&mut world, phone, name).len(), 1, "{name} on {phone}");
        }
        assert_eq!(found(&mut world, phone, "Hai").len(), shown, "what nobody can send stays where it is, {phone}");
        assert_eq!(visits_to(&mut world, phone, mot), shown, "{phone}");
    }
    let now = Instant(1_800_000_000);
    let status = world.phone("hung").phone().query(|q| status(q.connection, q.club, now)).unwrap();
    assert!(status.lost_from.is_some() && !status.is_all_sent(), "and is told as lost");
}

#[tokio::test]
async fn behind_a_hole_in_a_journal_whose_numbers_a_copy_has_used_everything_gets_a_name_of_its_own() {
    let mut world = World::begin(25, Disk::Memory).await;
    let copy = world.phone("hung").copy_file();
    world.clone_phone("ban_sao", "hung", &copy);
    for name in ["Hồ Văn Một", "Hồ Văn Hai", "Hồ Văn Tư"] {
        add_member(&mut world, "hung", name);
    }
    let tu = found(&mut world, "hung", "Tu")[0];
    visit(&mut world, "hung", tu);
    // The copy is the first to send; of Hùng's own file the first op is lost.
    let other = add_member(&mut world, "ban_sao", "Hồ Văn Bản Sao");
    visit(&mut world, "ban_sao", other);
    world.sync("ban_sao", []).await.unwrap();
    lose_op(&mut world, "hung", 1);
    let report = world.sync("hung", []).await.unwrap();
    assert!(report.forked && report.renumbered > 0, "{report:?}");
    approve(&mut world, "hung").await;
    sync_all(&mut world, &["hung", "ban_sao", "lan", "hung"], 1).await;
    for phone in ["hung", "ban_sao", "lan"] {
        for name in ["Hai", "Tu", "Ban Sao"] {
            assert_eq!(found(&mut world, phone, name).len(), 1, "{name} on {phone}");
        }
        for name in ["Tu", "Ban Sao"] {
            let person = found(&mut world, phone, name)[0];
            assert_eq!(visits_to(&mut world, phone, person), 1, "{name} on {phone}");
        }
    }
}

#[tokio::test]
async fn where_a_copy_uses_the_numbers_behind_a_hole_before_they_are_sent_everything_is_there_once() {
    let mut world = World::begin(26, Disk::Memory).await;
    let copy = world.phone("hung").copy_file();
    world.clone_phone("ban_sao", "hung", &copy);
    for name in ["Hồ Văn Một", "Hồ Văn Hai", "Hồ Văn Tư"] {
        add_member(&mut world, "hung", name);
    }
    lose_op(&mut world, "hung", 1);
    world.phone("hung").confirmed.retain(|shown| shown.record.seq != 1);
    // The centre tells that it has nothing of this; what is renumbered for that does not reach it.
    assert!(world.sync("hung", [Fault::None, Fault::LoseRequest]).await.is_err());
    // Among the numbers are those of a person here and of a membership there.
    let other = add_member(&mut world, "ban_sao", "Hồ Văn Bản Sao");
    visit(&mut world, "ban_sao", other);
    add_member(&mut world, "ban_sao", "Hồ Văn Bản Kia");
    world.sync("ban_sao", []).await.unwrap();
    world.sync("hung", []).await.unwrap();
    approve(&mut world, "hung").await;
    assert!(world.sync("hung", []).await.unwrap().renumbered > 0, "the numbers are another phone's");
    approve(&mut world, "hung").await;
    sync_all(&mut world, &["hung", "ban_sao", "lan", "muoi", "may_chung", "hung"], 1).await;
    for phone in ["hung", "lan", "ban_sao"] {
        for name in ["Hai", "Tu", "Ban Sao", "Ban Kia"] {
            assert_eq!(found(&mut world, phone, name).len(), 1, "{name} on {phone}");
        }
    }
    assert_eq!(standing(&mut world, "hung"), Standing::Good);
    all_is_well(&world).await;
}
