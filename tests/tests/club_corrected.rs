//! An officer corrects a club's own record: real phones get it, and what a phone writes at the same time stays beside it.
#![cfg(test)]

use clubbook_core::features::meetings::plan::set_meeting_day;
use clubbook_core::store::entity;
use clubbook_model::entry::FieldEdit;
use clubbook_model::merge::EntityState;
use clubbook_model::registry::{Club, Entity};
use clubbook_model::value::Value;
use clubbook_server::admin::{ClubRecord, Corrected, Correction, Doer};
use clubbook_tests::world::{Disk, World};

const NUMBER: u64 = 1001;

async fn opened(world: &World) -> ClubRecord {
    world.centre().club_record(NUMBER, Some("21289".to_owned())).await.unwrap()
}

async fn correct(world: &World, record: ClubRecord, fields: &[(&str, &str)]) -> Corrected {
    let edits = fields.iter().map(|(name, typed)| FieldEdit::parse(Club::DEF, name, typed).unwrap()).collect();
    let by = Doer { login: "minh.tran".into(), name: "Trần Thị Minh".into(), unit: Some("21289".into()) };
    let correction = Correction { record, edits, reason: "theo quyết định của xã".into() };
    world.centre().correct_club(by, correction).await.unwrap()
}

fn on(world: &mut World, phone: &str) -> (Club, EntityState) {
    let phone = world.phone(phone).phone();
    let club = phone.query(|q| Ok(q.club)).unwrap();
    let state = phone.store().read(|c| entity::state::<Club>(c, club)).unwrap().unwrap();
    (Club::read(club, &state), state)
}

fn meeting_days(state: &EntityState) -> Vec<Value> {
    let heads = state.field(Club::meeting_day.tag, &[]).unwrap().heads();
    let mut days: Vec<Value> = heads.into_iter().map(|(_, entry)| entry.value.clone()).collect();
    days.sort();
    days
}

#[tokio::test]
async fn phones_get_a_correction_and_what_one_of_them_wrote_meanwhile_is_not_lost() {
    let mut world = World::begin(72, Disk::Memory).await;
    let record = opened(&world).await;
    let corrected =
        correct(&world, record, &[("name", "CLB LTHTGN thôn Gò Deo Thượng"), ("hamlets", "Làng Rào")]).await;
    assert_eq!(corrected.disputed, Vec::<&str>::new());
    for phone in ["lan", "hung"] {
        world.sync(phone, []).await.unwrap();
        let (club, _) = on(&mut world, phone);
        assert_eq!(club.name.as_deref(), Some("CLB LTHTGN thôn Gò Deo Thượng"));
        assert_eq!((club.hamlets.len(), club.meeting_day, club.number), (2, Some(24), Some(1001)));
    }

    // The form is open while the head, without signal, sets another day; her phone sends before the officer saves.
    let record = opened(&world).await;
    world.phone("lan").command(|pen| set_meeting_day(pen, 9)).unwrap();
    world.sync("lan", []).await.unwrap();
    assert_eq!(correct(&world, record, &[("meeting_day", "12")]).await.disputed, ["meeting_day"]);
    for phone in ["lan", "hung"] {
        world.sync(phone, []).await.unwrap();
        let (_, state) = on(&mut world, phone);
        assert_eq!(meeting_days(&state), [Value::Int(9), Value::Int(12)], "{phone} sees both");
    }

    // Nor is anything lost when the phone sends after it.
    let settled = opened(&world).await;
    assert_eq!(correct(&world, settled, &[("meeting_day", "12")]).await.disputed, Vec::<&str>::new());
    let record = opened(&world).await;
    world.sync("hung", []).await.unwrap();
    world.phone("hung").command(|pen| set_meeting_day(pen, 15)).unwrap();
    correct(&world, record, &[("meeting_day", "20")]).await;
    world.sync("hung", []).await.unwrap();
    assert_eq!(meeting_days(&on(&mut world, "hung").1), [Value::Int(15), Value::Int(20)]);
}
