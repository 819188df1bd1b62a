use clubbook_model::codec::DecodeError;
use clubbook_model::frame::PushFrame;
use clubbook_model::message::{MAX_REQUEST_BYTES, Refusal, Standing, reason};

use crate::error::CentreError;
use crate::sync::incoming::LIMITS;
use crate::testing::{CLUB, HandPhone, Site};

/// Signs a frame again after its bytes were changed, as a phone with a broken writer would.
fn resigned(phone: &HandPhone, frame: &[u8], change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut signed = frame[..frame.len() - 68].to_vec();
    change(&mut signed);
    let signature = phone.key.sign(clubbook_model::key::SignedFor::PushFrame, &signed);
    let checksum = crc32fast::hash(&signed).to_be_bytes();
    [signed, checksum.to_vec(), signature.to_vec()].concat()
}

/// Where the dictionary's version stands: behind magic, version, kind, and the header with its length.
fn dictionary_at(frame: &[u8]) -> usize {
    7 + usize::from(frame[6])
}

/// A frame as a later version would write it.
pub(super) fn by_a_newer_writer(phone: &HandPhone, first: u64, last: u64) -> Vec<u8> {
    resigned(phone, &phone.push_frame(first, last), |bytes| {
        let at = dictionary_at(bytes);
        bytes[at] = 250;
    })
}

#[tokio::test]
async fn a_request_that_is_damaged_anywhere_is_refused_in_words_and_nothing_is_taken() {
    let site = Site::new().await;
    let mut minh = site.phone(site.minh, 1).await;
    site.visit(&mut minh, "một");
    let whole = minh.request().sign(&minh.key);
    for index in (0..whole.len()).step_by(7) {
        let mut damaged = whole.clone();
        damaged[index] ^= 0x10;
        // A flipped bit in the id of the device makes it another device, which is not known.
        match site.centre.sync(damaged).await {
            Ok(answer) => assert_eq!(answer.standing, Standing::Unknown, "byte {index}"),
            Err(error) => assert!(error.status() < 500, "byte {index}: {error}"),
        }
        assert!(site.centre.sync(whole[..index].to_vec()).await.is_err(), "length {index}");
    }
    assert!(site.centre.received_ops(minh.key.device_id()).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_body_larger_than_accepted_and_a_newer_protocol_are_refused_by_name() {
    let site = Site::new().await;
    let minh = site.phone(site.minh, 1).await;
    let refused = site.centre.sync(vec![0; MAX_REQUEST_BYTES + 1]).await.unwrap_err();
    assert_eq!((refused.code(), refused.status()), ("too_large", 413));
    let mut newer = minh.request().sign(&minh.key);
    assert_eq!(newer[..3], [1, 1, 1]);
    newer[2] = 2;
    let refused = site.centre.sync(newer).await.unwrap_err();
    assert_eq!((refused.code(), refused.status()), ("unknown_version", 400));
}

#[tokio::test]
async fn an_old_challenge_is_refused_with_a_new_one_that_works() {
    let site = Site::new().await;
    let mut minh = site.phone(site.minh, 1).await;
    minh.sync(&site.centre).await.unwrap();
    site.clock.pass(36 * 86_400);
    let refused = site.centre.sync(minh.request().sign(&minh.key)).await.unwrap_err();
    let refusal = site.centre.refusal(&refused);
    assert_eq!((refusal.code.as_str(), refused.status()), ("challenge_expired", 401));
    assert_eq!(Refusal::from_bytes(&refusal.to_bytes()).unwrap(), refusal);
    minh.challenge = refusal.challenge;
    assert_eq!(minh.sync(&site.centre).await.unwrap().standing, Standing::Good);
}

#[tokio::test]
async fn a_request_signed_by_another_key_is_refused() {
    let site = Site::new().await;
    let minh = site.phone(site.minh, 1).await;
    let hoa = site.phone(site.hoa, 2).await;
    let refused = site.centre.sync(minh.request().sign(&hoa.key)).await.unwrap_err();
    assert!(matches!(refused, CentreError::BadSignature));
}

#[tokio::test]
async fn a_mis_summed_or_mis_signed_frame_is_not_taken_and_is_asked_for_again() {
    let site = Site::new().await;
    let mut minh = site.phone(site.minh, 1).await;
    let hoa = site.phone(site.hoa, 2).await;
    for note in ["một", "hai", "ba"] {
        site.visit(&mut minh, note);
    }
    let mut mis_summed = minh.push_frame(2, 2);
    let checksum_at = mis_summed.len() - 68;
    mis_summed[checksum_at] ^= 1;
    let mis_signed = {
        let frame = minh.push_frame(2, 2);
        resigned(&hoa, &frame, |_| {})
    };
    for bad in [mis_summed, mis_signed, b"CLBF".to_vec(), Vec::new()] {
        let mut request = minh.request();
        request.frames = vec![minh.push_frame(1, 1), bad, minh.push_frame(3, 3)];
        let answer = site.centre.sync(request.sign(&minh.key)).await.unwrap();
        assert_eq!((answer.acknowledged.point, answer.send_from), (minh.point(1), Some(2)));
    }
    assert_eq!(minh.sync(&site.centre).await.unwrap().acknowledged.point, minh.made());
}

#[tokio::test]
async fn a_signed_frame_that_cannot_be_read_is_held_whole_and_the_journal_goes_on_behind_it() {
    let site = Site::new().await;
    let mut minh = site.phone(site.minh, 1).await;
    for note in ["một", "hai", "ba"] {
        site.visit(&mut minh, note);
    }
    let newer = by_a_newer_writer(&minh, 1, 2);
    let mut request = minh.request();
    request.frames = vec![newer.clone(), minh.push_frame(3, 3)];
    let answer = minh.send(&site.centre, &request).await.unwrap();
    assert_eq!(answer.acknowledged.point, minh.made());
    let held: Vec<(u64, &str)> = minh.held.iter().map(|(seq, reason)| (*seq, reason.as_str())).collect();
    assert_eq!(held, [(1, reason::UNREADABLE), (2, reason::UNREADABLE)]);
    let again = site.centre.sync(request.sign(&minh.key)).await.unwrap();
    assert_eq!(again.acknowledged.point, minh.made());
    let waiting = site.centre.quarantine(Some(CLUB)).await.unwrap();
    assert_eq!(waiting.iter().map(|run| (run.first, run.last, run.on)).collect::<Vec<_>>(), [(1, 2, None)]);
    // This version cannot read it; whoever releases it is told so, and nothing is lost.
    assert!(matches!(site.centre.release(minh.key.device_id(), 1, 2).await, Err(CentreError::Invalid(_))));
    assert_eq!(site.centre.devices(CLUB).await.unwrap()[0].held, 2);
}

#[tokio::test]
async fn a_bomb_is_held_without_being_unpacked() {
    let site = Site::new().await;
    let mut minh = site.phone(site.minh, 1).await;
    site.visit(&mut minh, "một");
    let frame = minh.push_frame(1, 1);
    let at = dictionary_at(&frame);
    let zeros = zstd::bulk::compress(&vec![0u8; 64 << 20], 19).unwrap();
    let bomb = resigned(&minh, &frame, |bytes| {
        bytes.truncate(at);
        bytes.push(0);
        let mut writer = clubbook_model::codec::Writer::new();
        writer.varint(64 << 20);
        writer.bytes(&zeros);
        bytes.extend_from_slice(writer.as_bytes());
    });
    assert!(bomb.len() < 16 << 10);
    let read = PushFrame::decode(&bomb, &minh.key.public(), &LIMITS);
    assert!(matches!(read, Err(DecodeError::TooLarge(_))), "{read:?}");
    let mut request = minh.request();
    request.frames = vec![bomb];
    let answer = minh.send(&site.centre, &request).await.unwrap();
    assert_eq!(answer.acknowledged.point.seq, 1);
    assert_eq!(minh.held.get(&1).map(String::as_str), Some(reason::UNREADABLE));
}

#[tokio::test]
async fn a_device_without_certificate_is_asked_for_it_and_a_wrong_one_is_refused() {
    let site = Site::new().await;
    let minh = site.phone(site.minh, 1).await;
    let other = Site::new().await;
    let elsewhere = other.phone(other.minh, 9).await;
    let challenge = crate::sync::challenge::issue(
        site.centre.keys(),
        &**site.centre.random(),
        site.now(),
        Some(elsewhere.key.device_id()),
    );
    let mut request = elsewhere.request();
    request.challenge = challenge;
    let answer = site.centre.sync(request.sign(&elsewhere.key)).await.unwrap();
    assert_eq!((answer.standing, answer.frames.len(), answer.grants.len()), (Standing::Unknown, 0, 0));
    for wrong in [minh.certificate.clone(), vec![1, 2, 3]] {
        request.certificate = Some(wrong);
        let refused = site.centre.sync(request.sign(&elsewhere.key)).await.unwrap_err();
        assert_eq!((refused.code(), refused.status()), ("bad_certificate", 403));
    }
}
