//! Ops that were made before the phone learned that its rights had shrunk are taken; a phone cannot say so for ever.

use clubbook_model::message::reason;
use clubbook_model::registry::Person;
use clubbook_model::vocabulary::Role;

use super::rights::give_task;
use crate::store;
use crate::store::log::Flags;
use crate::sync::known_rights::BELIEVED_SECONDS;
use crate::testing::{HandPhone, Site};

/// Thu's phone knows its rights; then the head takes all tasks from Thu.
async fn shrunk() -> (Site, HandPhone) {
    let site = Site::new().await;
    let mut hoa = site.phone(site.hoa, 1).await;
    let mut thu = site.phone(site.thu, 3).await;
    thu.sync(&site.centre).await.unwrap();
    thu.sync(&site.centre).await.unwrap();
    for role in [Role::Volunteer, Role::Cashier] {
        give_task(&mut hoa, &site, site.thu, role, false).await;
    }
    (site, thu)
}

fn write(phone: &mut HandPhone, site: &Site) {
    let number = phone.journal.len() + 1;
    site.edit(phone, site.lan, Person::note, &format!("ghi {number}"));
}

/// Sends ops from one number to another, saying that the phone has this version of the rights.
async fn send(phone: &mut HandPhone, site: &Site, version: u64, first: u64, last: u64) {
    let mut request = phone.request();
    request.rights_version = version;
    request.frames = vec![phone.push_frame(first, last)];
    phone.send(&site.centre, &request).await.unwrap();
}

async fn is_flagged(phone: &HandPhone, site: &Site, seq: u64) -> bool {
    let id = phone.journal[usize::try_from(seq).unwrap() - 1].op.id;
    let row = store::read(site.centre.store(), move |tx| tx.log_row(id)).await.unwrap().unwrap();
    row.place.is_some() && row.flags.has(Flags::BEFORE_SHRINKING)
}

#[tokio::test]
async fn what_waited_when_the_phone_learned_is_taken_although_it_comes_in_a_later_request() {
    let (site, mut thu) = shrunk().await;
    for _ in 0..3 {
        write(&mut thu, &site);
    }
    let known = thu.rights_version;
    // A bad link: one op to a request. The first answer tells of the new rights.
    send(&mut thu, &site, known, 1, 1).await;
    assert!(thu.rights_version > known);
    let new = thu.rights_version;
    send(&mut thu, &site, new, 2, 2).await;
    send(&mut thu, &site, new, 3, 3).await;
    assert!(thu.held.is_empty(), "{:?}", thu.held);
    assert!(is_flagged(&thu, &site, 1).await && is_flagged(&thu, &site, 3).await);
    write(&mut thu, &site);
    send(&mut thu, &site, new, 4, 4).await;
    assert_eq!(thu.held.get(&4).map(String::as_str), Some(reason::NO_RIGHT), "made when it knew");
}

#[tokio::test]
async fn a_lost_answer_told_nothing() {
    let (site, mut thu) = shrunk().await;
    let known = thu.rights_version;
    write(&mut thu, &site);
    site.centre.sync(thu.request().sign(&thu.key)).await.unwrap();
    site.clock.pass(20 * 86_400);
    write(&mut thu, &site);
    send(&mut thu, &site, known, 1, 2).await;
    assert!(thu.held.is_empty() && is_flagged(&thu, &site, 2).await);
}

#[tokio::test]
async fn a_phone_that_has_said_that_it_knows_does_not_unlearn_it() {
    let (site, mut thu) = shrunk().await;
    let known = thu.rights_version;
    write(&mut thu, &site);
    thu.sync(&site.centre).await.unwrap();
    thu.sync(&site.centre).await.unwrap();
    assert!(thu.rights_version > known && thu.held.is_empty());
    write(&mut thu, &site);
    send(&mut thu, &site, known, 2, 2).await;
    assert_eq!(thu.held.get(&2).map(String::as_str), Some(reason::NO_RIGHT));
}

#[tokio::test]
async fn an_older_version_is_believed_for_a_while_and_no_longer() {
    for (later, is_taken) in [(BELIEVED_SECONDS - 10, true), (BELIEVED_SECONDS + 10, false)] {
        let (site, mut thu) = shrunk().await;
        let known = thu.rights_version;
        // However long it is offline, what it was never told it does not know.
        site.clock.pass(300 * 86_400);
        write(&mut thu, &site);
        send(&mut thu, &site, known, 1, 1).await;
        assert!(thu.held.is_empty());
        // It goes on saying that it was told nothing.
        site.clock.pass(later);
        write(&mut thu, &site);
        send(&mut thu, &site, known, 2, 2).await;
        assert_eq!(thu.held.is_empty(), is_taken, "{:?}", thu.held);
    }
}

#[tokio::test]
async fn the_same_holds_for_what_another_phone_carries() {
    let (site, mut thu) = shrunk().await;
    let mut hoa = site.phone(site.hoa, 4).await;
    hoa.sync(&site.centre).await.unwrap();
    let known = thu.rights_version;
    write(&mut thu, &site);
    write(&mut thu, &site);
    // Made before it learned, and carried; then what it makes when it knows.
    send(&mut thu, &site, known, 1, 1).await;
    thu.sync(&site.centre).await.unwrap();
    write(&mut thu, &site);
    let mut request = hoa.request();
    request.frames = vec![thu.push_frame(2, 3)];
    hoa.send(&site.centre, &request).await.unwrap();
    let ops = site.centre.received_ops(thu.key.device_id()).await.unwrap();
    let held: Vec<Option<&str>> = ops.iter().map(|op| op.held.as_deref()).collect();
    assert_eq!(held, [None, None, Some(reason::NO_RIGHT)]);
}
