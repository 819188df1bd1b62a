use clubbook_model::certificate::Succession;
use clubbook_model::chain::JournalPoint;
use clubbook_model::key::KeyPair;
use clubbook_model::message::{Held, Standing, reason};

use crate::admin::DeviceStanding;
use crate::error::CentreError;
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
        assert_eq!(answer.acknowledged.point, copy.point(from), "what both have is here");
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
    request.successions = vec![succession];
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
    request.successions = vec![forged.sign(&thief)];
    assert!(matches!(site.centre.sync(request.sign(&thief)).await, Err(CentreError::BadCertificate)));
}

#[tokio::test]
async fn a_common_past_that_the_centre_does_not_have_is_no_reason_to_refuse_what_is_held_anyway() {
    let site = Site::new().await;
    let mut phone = site.phone(site.minh, 1).await;
    let mut copy = phone.clone();
    site.visit(&mut phone, "máy này");
    phone.sync(&site.centre).await.unwrap();
    // Before the centre was put back from a backup it had the copy's op.
    site.visit(&mut copy, "máy kia");
    let (mut new, succession) = successor(&copy, copy.made(), 5);
    site.visit(&mut new, "một");
    let refusal = site.centre.refusal(&site.centre.sync(new.request().sign(&new.key)).await.unwrap_err());
    new.challenge = refusal.challenge;
    let mut request = new.request();
    request.successions = vec![succession];
    let answer = new.send(&site.centre, &request).await.unwrap();
    assert_eq!((answer.standing, answer.acknowledged.point), (Standing::Held(Held::AfterFork), new.made()));
}

#[tokio::test]
async fn a_device_joins_by_the_whole_chain_of_its_keys_and_what_they_signed_is_believed_at_once() {
    let site = Site::new().await;
    let first = site.phone(site.minh, 1).await;
    let (mut second, to_second) = successor(&first, first.made(), 5);
    let visit = site.visit(&mut second, "dưới khóa thứ hai");
    let (mut third, to_third) = successor(&second, second.made(), 6);
    let refusal = site.centre.refusal(&site.centre.sync(third.request().sign(&third.key)).await.unwrap_err());
    third.challenge = refusal.challenge;
    let mut request = third.request();
    request.successions = vec![to_third.clone()];
    assert_eq!(site.centre.sync(request.sign(&third.key)).await.unwrap().standing, Standing::Unknown);
    request.successions = vec![to_second, to_third];
    request.frames = vec![second.push_frame(1, 1)];
    let answer = third.send(&site.centre, &request).await.unwrap();
    assert_eq!(answer.standing, Standing::Held(Held::AfterFork));
    let held = site.centre.quarantine(None).await.unwrap();
    assert_eq!((held.len(), held[0].device), (1, second.key.device_id()));
    // Whoever agrees to the last key agrees to the keys before it.
    assert_eq!(site.centre.approve_device(third.key.device_id()).await.unwrap(), 1);
    assert!(site.centre.entity_state(site.care(site.lan), visit).await.unwrap().is_some());
}

#[tokio::test]
async fn whoever_succeeds_a_revoked_key_is_revoked_wherever_in_the_chain_it_stands() {
    for revoked in 0..3 {
        let mut site = Site::new().await;
        let first = site.phone(site.minh, 1).await;
        let (second, to_second) = successor(&first, first.made(), 5);
        let (third, to_third) = successor(&second, second.made(), 6);
        // A restored centre knows of the revocation by its journal alone.
        let keys = [&first, &second, &third].map(|phone| phone.key.device_id());
        let copy = super::restored::backup(&mut site).await;
        for (phone, chain) in [(&second, vec![to_second.clone()]), (&third, vec![to_second.clone(), to_third.clone()])]
        {
            let mut phone = phone.clone();
            let refusal = site.centre.refusal(&site.centre.sync(phone.request().sign(&phone.key)).await.unwrap_err());
            phone.challenge = refusal.challenge;
            let mut request = phone.request();
            request.successions = chain;
            phone.send(&site.centre, &request).await.unwrap();
        }
        site.centre.revoke_device(keys[revoked]).await.unwrap();
        super::restored::restore(&mut site, &copy).await;
        let mut phone = third.clone();
        let refusal = site.centre.refusal(&site.centre.sync(phone.request().sign(&phone.key)).await.unwrap_err());
        phone.challenge = refusal.challenge;
        let mut request = phone.request();
        request.successions = vec![to_second, to_third];
        let answer = phone.send(&site.centre, &request).await.unwrap();
        assert_eq!(answer.standing, Standing::Held(Held::Revoked), "key {revoked}");
    }
}
