//! What an officer refuses stays on the phone that recorded it, which hears of the refusal, and of it when it is taken after all.
#![cfg(test)]

use clubbook_core::features::status::queries::unsent;
use clubbook_core::features::status::views::StatusView;
use clubbook_core::store::entity;
use clubbook_model::id::RecordId;
use clubbook_model::message::reason;
use clubbook_model::registry::{Entity, Meeting};
use clubbook_model::vocabulary::Language;
use clubbook_tests::world::{Disk, World};

async fn status_after_exchange(world: &mut World, name: &str) -> StatusView {
    world.sync(name, []).await.unwrap();
    world.phone(name).phone().status().unwrap()
}

fn place(world: &mut World, name: &str, meeting: RecordId) -> Option<String> {
    let shown = world.phone(name).phone().store().read(|c| entity::get::<Meeting>(c, meeting)).unwrap();
    shown.and_then(|meeting| meeting.place)
}

#[tokio::test]
async fn the_phone_hears_that_its_record_was_refused_and_that_it_was_taken_after_all() {
    let mut world = World::begin(71, Disk::Memory).await;
    // A meeting under an id that does not follow from its month.
    let recorded = world.phone("lan").command(|pen| {
        let mut draft = Meeting::create(pen.next_record()?);
        draft.set(Meeting::place, "Sân đình".to_owned());
        let meeting = draft.entity();
        let book = pen.roster();
        pen.record(&book, draft)?;
        Ok(meeting)
    });
    let meeting = recorded.unwrap();
    let waits = status_after_exchange(&mut world, "lan").await;
    assert_eq!((waits.waiting, waits.quarantined.len(), waits.refused.len()), (0, 1, 0));
    let held = world.centre().quarantine(None).await.unwrap();
    assert_eq!((held.len(), held[0].reason.as_str()), (1, reason::WRONG_KEY));
    let (device, first) = (held[0].device, held[0].first);

    let refused = world.centre().refuse(device, first, first, "Trần Thị Minh".into(), "buổi này không có".into());
    assert_eq!(refused.await.unwrap(), 1);
    let told = status_after_exchange(&mut world, "lan").await;
    assert_eq!((told.waiting, told.quarantined.len(), told.refused.len()), (0, 0, 1));
    assert_eq!(told.refused[0].entity, meeting);
    assert!(!told.is_all_sent());
    let sentence = told.sentence(Language::Vi);
    assert!(sentence.starts_with("Cán bộ đã xem và không nhận 1 lần ghi. Vẫn giữ trong máy này."), "{sentence}");
    assert_eq!(
        place(&mut world, "lan", meeting).as_deref(),
        Some("Sân đình"),
        "it stays visible where it was recorded"
    );
    world.sync("hung", []).await.unwrap();
    assert_eq!(place(&mut world, "hung", meeting), None, "and nobody else gets it");
    let sequence = told.refused[0].seq;
    let seen = world.phone("lan").phone().query(|ask| unsent(ask.connection, ask.person, ask.now, ask.now)).unwrap();
    let why = seen.put_aside[0].why(Language::Vi);
    assert!(why.contains("Lý do: buổi này không có."), "{why}");
    assert_eq!(world.phone("lan").phone().know_refusals(&[sequence]).unwrap(), 1);
    let known = status_after_exchange(&mut world, "lan").await;
    assert!(known.refused[0].is_known && !known.is_all_sent(), "the centre repeats it, and she is not asked again");
    assert_eq!(
        known.sentence(Language::Vi),
        "Không còn gì chờ gửi. Có 1 lần ghi cán bộ không nhận, vẫn giữ trong máy này."
    );

    assert_eq!(world.centre().release(device, first, first).await.unwrap(), 1);
    let taken = status_after_exchange(&mut world, "lan").await;
    assert!(taken.is_all_sent(), "{taken:?}");
    world.sync("hung", []).await.unwrap();
    assert_eq!(place(&mut world, "hung", meeting).as_deref(), Some("Sân đình"));
    let last = world.phone("lan").phone().last_exchanges(20).unwrap();
    let moved: Vec<_> = last.iter().map(|one| (one.sent, one.put_aside)).collect();
    assert_eq!((moved.first(), moved.iter().any(|moved| moved.1 == 1)), (Some(&(1, 0)), true), "{last:?}");
}
