use clubbook_model::certificate::Succession;
use clubbook_model::chain::JournalPoint;
use clubbook_model::key::KeyPair;
use clubbook_model::message::{Held, Standing};

use crate::admin::DeviceStanding;
use crate::error::CentreError;
use crate::sync::judge::reason;
use crate::testing::{CLUB, HandPhone, Site};

/// The same phone under a new key, its journal empty: what is left of it after everything was renumbered.
fn successor(old: &HandPhone, common: JournalPoint, secret: u8) -> (HandPhone, Vec<u8>) {
    let key = KeyPair::from_secret(&[secret; 32]);
    let succession = Succession { old_device: old.key.device_id(), common, new_key: key.public() }.sign(&old.key);
    (old.clone().under(key), succession)
}

#[tokio::test]
async fn a_repeat_with_other_content_is_a_fork_and_nothing_of_it_is_taken() {
    let site = Site::new().await;
    let mut phone = site.phone(site.minh, 1).await;
    site.visit(&mut phone, "chung");
    phone.sync(&site.centre).await.unwrap();
    let mut copy = phone.clone();
    site.visit(&mut phone, "máy này");
    phone.sync(&site.centre).await.unwrap();
    site.visit(&mut copy, "máy kia");
    site.visit(&mut copy, "máy kia nữa");
    let answer = site.centre.sync(copy.request().sign(&copy.key)).await.unwrap();
    assert_eq!((answer.standing, answer.frames.len()), (Standing::Forked, 0));
    assert_eq!(site.centre.received_ops(phone.key.device_id()).await.unwrap().len(), 2);
    assert_eq!(site.centre.devices(CLUB).await.unwrap()[0].standing, DeviceStanding::Forked);
}

#[tokio::test]
async fn a_phone_that_made_less_than_the_centre_has_is_forked() {
    let site = Site::new().await;
    let mut phone = site.phone(site.minh, 1).await;
    let restored = phone.clone();
    site.visit(&mut phone, "một");
    phone.sync(&site.centre).await.unwrap();
    let answer = site.centre.sync(restored.request().sign(&restored.key)).await.unwrap();
    assert_eq!(answer.standing, Standing::Forked);
}

#[tokio::test]
async fn a_forked_phone_finds_the_last_point_that_both_journals_have() {
    let site = Site::new().await;
    let mut phone = site.phone(site.minh, 1).await;
    for _ in 0..100 {
        site.visit(&mut phone, "chung");
    }
    phone.sync(&site.centre).await.unwrap();
    let mut copy = phone.clone();
    for _ in 0..20 {
        site.visit(&mut phone, "máy này");
        site.visit(&mut copy, "máy kia");
    }
    phone.sync(&site.centre).await.unwrap();
    let (mut from, mut to) = (0, copy.made().seq);
    let mut rounds = 0;
    while from < to {
        let mut request = copy.request();
        request.frames.clear();
        request.compare_journal = Some((from, to));
        let answer = site.centre.sync(request.sign(&copy.key)).await.unwrap();
        let points = &answer.journal_points;
        assert!(points.len() <= 32 && points.is_sorted_by_key(|point| point.seq));
        assert_eq!((points[0].seq, points.last().unwrap().seq), (from, to));
        let common = points.iter().take_while(|point| copy.point(point.seq) == **point).last().unwrap().seq;
        let next = points.iter().find(|point| point.seq > common).map_or(common, |point| point.seq - 1);
        (from, to) = (common, next.max(common));
        rounds += 1;
    }
    assert_eq!((from, rounds < 5), (100, true));
}

#[tokio::test]
async fn what_comes_under_a_new_key_is_held_until_somebody_has_looked_and_then_released_in_order() {
    let site = Site::new().await;
    let mut phone = site.phone(site.minh, 1).await;
    site.visit(&mut phone, "chung");
    phone.sync(&site.centre).await.unwrap();
    let (mut new, succession) = successor(&phone, phone.made(), 5);
    let first = site.visit(&mut new, "một");
    site.visit(&mut new, "hai");
    let mut request = new.request();
    request.challenge = phone.challenge.clone();
    let refusal = site.centre.refusal(&site.centre.sync(request.sign(&new.key)).await.unwrap_err());
    new.challenge = refusal.challenge;
    let mut request = new.request();
    assert_eq!(site.centre.sync(request.sign(&new.key)).await.unwrap().standing, Standing::Unknown);
    request.succession = Some(succession);
    let answer = new.send(&site.centre, &request).await.unwrap();
    assert_eq!((answer.standing, answer.frames.len()), (Standing::Held(Held::AfterFork), 0));
    assert_eq!(answer.acknowledged.point, new.made());
    assert!(new.held.values().all(|held| held == reason::HELD_AFTER_FORK));
    assert!(site.centre.entity_state(site.care(site.lan), first).await.unwrap().is_none());

    assert!(matches!(site.centre.approve_device(phone.key.device_id()).await, Err(CentreError::Invalid(_))));
    assert_eq!(site.centre.approve_device(new.key.device_id()).await.unwrap(), 2);
    let answer = new.sync(&site.centre).await.unwrap();
    assert_eq!((answer.standing, new.held.len()), (Standing::Good, 0));
    assert!(new.journal.iter().all(|made| made.confirmed));
    let received = site.centre.received_ops(new.key.device_id()).await.unwrap();
    assert!(received[0].book_seq < received[1].book_seq);
}

#[tokio::test]
async fn a_succession_that_the_old_key_did_not_sign_is_refused() {
    let site = Site::new().await;
    let phone = site.phone(site.minh, 1).await;
    let thief = KeyPair::from_secret(&[6; 32]);
    let forged = Succession { old_device: phone.key.device_id(), common: phone.made(), new_key: thief.public() };
    let challenge =
        crate::sync::challenge::issue(site.centre.keys(), &**site.centre.random(), site.now(), Some(thief.device_id()));
    let mut stranger = phone.clone().under(thief.clone());
    stranger.challenge = challenge;
    let mut request = stranger.request();
    request.succession = Some(forged.sign(&thief));
    assert!(matches!(site.centre.sync(request.sign(&thief)).await, Err(CentreError::BadCertificate)));
    let elsewhere = JournalPoint { chain: clubbook_model::chain::Chain([3; 16]), ..phone.made() };
    let other_prefix = Succession { common: elsewhere, ..forged };
    request.succession = Some(other_prefix.sign(&phone.key));
    assert!(matches!(site.centre.sync(request.sign(&thief)).await, Err(CentreError::BadCertificate)));
}
