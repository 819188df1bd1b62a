//! A centre that is put back from a copy of its database, and phones that come to it.

use clubbook_model::message::Standing;

use crate::testing::{HandPhone, Site};

/// A copy of the database as it is now, as a backup holds it.
pub(super) async fn backup(site: &mut Site) -> Vec<u8> {
    site.reopen(8).await;
    site.centre.shutdown().await;
    let copy = std::fs::read(site.centre.database()).unwrap();
    site.reopen(9).await;
    copy
}

/// The database is lost and put back from a copy; keys and journal are still there. Returns how many codes were cancelled.
pub(super) async fn restore(site: &mut Site, copy: &[u8]) -> u64 {
    site.centre.shutdown().await;
    for suffix in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(site.folder.path().join(format!("centre.db{suffix}")));
    }
    std::fs::write(site.centre.database(), copy).unwrap();
    site.reopen(10).await;
    site.centre.begin_epoch_after_restore().await.unwrap().codes
}

/// Exchanges with a restored centre as a phone does: certificate when asked, journal from where it is wanted, and
/// everything that it ever received.
pub(super) async fn sync_with_restored(phone: &mut HandPhone, site: &Site) {
    let received = phone.received.clone();
    let mut answer = phone.send(&site.centre, &phone.request()).await.unwrap();
    for _ in 0..8 {
        let mut request = phone.request();
        if answer.standing == Standing::Unknown {
            request.certificate = Some(phone.certificate.clone());
        }
        if let Some(from) = answer.send_from {
            request.frames = vec![phone.push_frame(from, phone.made().seq)];
        }
        request.frames.extend(received.iter().cloned());
        answer = phone.send(&site.centre, &request).await.unwrap();
    }
    assert_eq!((answer.standing, answer.send_from), (Standing::Good, None));
}
