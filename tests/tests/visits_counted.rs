//! Phones and centre count the visits of a month by one rule: told twice, answered, struck out, nobody at home, two records of
//! one person.
#![cfg(test)]

use clubbook_core::features::people::commands as people;
use clubbook_core::features::people::views::AddPersonRequest;
use clubbook_core::features::visits::commands as visits;
use clubbook_core::features::visits::queries::month;
use clubbook_core::features::visits::views::{RecordVisitRequest, SameVisit};
use clubbook_core::phone::Phone;
use clubbook_core::store::person_index;
use clubbook_model::id::RecordId;
use clubbook_server::admin::ClubFilter;
use clubbook_tests::world::{Disk, World};

fn found(phone: &Phone, name: &str) -> RecordId {
    phone.store().read(|c| person_index::search(c, name, 9)).unwrap()[0]
}

/// Records a visit; whoever is asked has answered already.
fn visit(phone: &Phone, request: &RecordVisitRequest) -> RecordId {
    phone.command(|pen| visits::record(pen, request)).unwrap().result.visit.id
}

/// What the head's phone and the centre count, both of it: visits, and those of them that found nobody.
async fn counts(world: &mut World) -> ((usize, usize), (u64, u64)) {
    for name in ["lan", "hung", "lan"] {
        world.sync(name, []).await.unwrap();
    }
    let lan = world.phone("lan").phone().clone();
    let of_month = lan.query(|q| month(q.connection, q.club, q.today.month(), q.today)).unwrap();
    let clubs = world.centre().clubs(ClubFilter::default()).await.unwrap();
    let met = (of_month.counted - of_month.not_at_home, of_month.not_at_home);
    (met, (clubs[0].visits_this_month, clubs[0].not_at_home_this_month))
}

#[tokio::test]
async fn whatever_was_told_and_answered_phone_and_centre_count_the_same() {
    let mut world = World::begin(51, Disk::Memory).await;
    let (lan, hung) = (world.phone("lan").phone().clone(), world.phone("hung").phone().clone());
    let person = found(&lan, "Tran Thi Hoa");
    // Both were there, and neither has seen what the other wrote.
    let by_lan = visit(&lan, &RecordVisitRequest::of(person));
    let by_hung = visit(&hung, &RecordVisitRequest::of(person));
    assert_eq!(counts(&mut world).await, ((1, 0), (1, 0)));
    // It was another visit after all, says Hùng; and both say so of their own.
    hung.command(|pen| visits::answer_same_visit(pen, by_hung, SameVisit::Another)).unwrap();
    assert_eq!(counts(&mut world).await, ((2, 0), (2, 0)));
    lan.command(|pen| visits::answer_same_visit(pen, by_lan, SameVisit::Another)).unwrap();
    assert_eq!(counts(&mut world).await, ((2, 0), (2, 0)));
    // No, it was the same.
    lan.command(|pen| visits::answer_same_visit(pen, by_lan, SameVisit::SameAs(by_hung))).unwrap();
    assert_eq!(counts(&mut world).await, ((1, 0), (1, 0)));
    // What the other one names is struck out: then this one stands for itself.
    hung.command(|pen| visits::void(pen, by_hung, "ghi nhầm")).unwrap();
    assert_eq!(counts(&mut world).await, ((1, 0), (1, 0)));
    // Once more the same day, and nobody was at home.
    let away =
        RecordVisitRequest { not_at_home: true, same_visit: SameVisit::Another, ..RecordVisitRequest::of(person) };
    let nobody = visit(&hung, &away);
    assert_eq!(counts(&mut world).await, ((1, 1), (1, 1)));
    hung.command(|pen| visits::void(pen, nobody, "ghi nhầm")).unwrap();
    assert_eq!(counts(&mut world).await, ((1, 0), (1, 0)));

    // The same person under two records, visited under each.
    let added = AddPersonRequest { is_another_person: true, ..AddPersonRequest::member("Trần Thị Hòa") };
    let again = lan.command(|pen| people::add(pen, &added)).unwrap().result.person.id;
    let request = RecordVisitRequest::of(again);
    visit(&lan, &request);
    assert_eq!(counts(&mut world).await, ((2, 0), (2, 0)));
    lan.command(|pen| people::link(pen, person, again, true)).unwrap();
    assert_eq!(counts(&mut world).await, ((1, 0), (1, 0)));
    lan.command(|pen| people::link(pen, person, again, false)).unwrap();
    assert_eq!(counts(&mut world).await, ((2, 0), (2, 0)));
    assert_eq!(world.centre().rebuild().await.unwrap().differed, 0);
    assert_eq!(counts(&mut world).await, ((2, 0), (2, 0)));
}
