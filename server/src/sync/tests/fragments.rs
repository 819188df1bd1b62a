//! Fragments of ops that went from a log to phones like ops, between two disasters: they are no fork of the op, and lose nothing.

use clubbook_model::frame::{CentreFrame, FrameKind, Limits, Row, fragments};
use clubbook_model::id::RecordId;
use clubbook_model::message::Standing;
use clubbook_model::registry::{Entity, HomeVisit};

use super::restored::{backup, restore, sync_with_restored};
use crate::testing::{HandPhone, Site};

struct Twice {
    site: Site,
    minh: HandPhone,
    hoa: HandPhone,
    visit: RecordId,
    /// The visit as the log between the disasters sent it to a phone.
    sent_on: Vec<Row>,
}

/// Minh's visit, whose note Hoa has corrected: it came back as a fragment of each op, was sent on, and then was lost once more.
async fn twice() -> Twice {
    let mut site = Site::new().await;
    let mut minh = site.phone(site.minh, 1).await;
    let mut hoa = site.phone(site.hoa, 2).await;
    for phone in [&mut minh, &mut hoa] {
        phone.sync(&site.centre).await.unwrap();
    }
    let copy = backup(&mut site).await;
    let visit = site.visit(&mut minh, "ghi sai");
    minh.sync(&site.centre).await.unwrap();
    hoa.sync(&site.centre).await.unwrap();
    let care = site.care(site.lan);
    let mut draft = HomeVisit::edit(visit, &hoa.state(care, visit));
    draft.set(HomeVisit::note, "ghi đúng".to_owned());
    hoa.record(care, draft);
    hoa.sync(&site.centre).await.unwrap();
    minh.sync(&site.centre).await.unwrap();
    let state = site.centre.entity_state(care, visit).await.unwrap().unwrap();
    let rows = fragments(care, HomeVisit::DEF.number, visit, &state);
    assert_eq!(rows.len(), 2);

    restore(&mut site, &copy).await;
    let mut carrier = site.phone(site.hoa, 3).await;
    carrier.sync(&site.centre).await.unwrap();
    offer(&mut carrier, &site, FrameKind::Snapshot, rows).await;
    let mut reader = site.phone(site.hoa, 4).await;
    reader.sync(&site.centre).await.unwrap();
    let frames = reader.received.iter().map(|frame| CentreFrame::decode(frame, &reader.centre_key, &Limits::default()));
    let frames: Vec<CentreFrame> = frames.map(Result::unwrap).filter(|frame| frame.kind == FrameKind::Pull).collect();
    let sent_on: Vec<Row> =
        frames.into_iter().flat_map(|frame| frame.rows).filter(|row| row.op.entity == visit).collect();
    assert_eq!(sent_on.len(), 2);
    restore(&mut site, &copy).await;
    Twice { site, minh, hoa, visit, sent_on }
}

async fn offer(phone: &mut HandPhone, site: &Site, kind: FrameKind, rows: Vec<Row>) {
    let frame = CentreFrame { kind, epoch: [0x0e; 16], books: Vec::new(), rows };
    let mut request = phone.request();
    request.certificate = Some(phone.certificate.clone());
    request.frames.push(frame.encode(&site.centre.keys().signing, 0));
    assert_eq!(phone.send(&site.centre, &request).await.unwrap().standing, Standing::Good);
}

#[tokio::test]
async fn the_journal_comes_after_its_fragments_before_them_and_without_them() {
    let orders: [&[&str]; 5] = [
        &["fragments", "minh", "hoa"],
        &["fragments", "hoa", "minh"],
        &["minh", "fragments", "hoa"],
        &["hoa", "minh", "fragments"],
        &["fragments", "minh"],
    ];
    for order in orders {
        let Twice { mut site, mut minh, mut hoa, visit, sent_on } = twice().await;
        minh.received.clear();
        hoa.received.clear();
        let mut other = site.phone(site.hoa, 5).await;
        other.sync(&site.centre).await.unwrap();
        for who in order {
            match *who {
                "minh" => sync_with_restored(&mut minh, &site).await,
                "hoa" => sync_with_restored(&mut hoa, &site).await,
                _ => offer(&mut other, &site, FrameKind::Pull, sent_on.clone()).await,
            }
        }
        let care = site.care(site.lan);
        for phone in [&mut minh, &mut other] {
            phone.sync(&site.centre).await.unwrap();
        }
        let state = site.centre.entity_state(care, visit).await.unwrap().unwrap();
        let read = HomeVisit::read(visit, &state);
        assert_eq!((read.note.as_deref(), state.unsettled().count()), (Some("ghi đúng"), 0), "{order:?}");
        assert_eq!(minh.state(care, visit), state, "{order:?}");
        assert_eq!(other.state(care, visit), state, "{order:?}");
        assert_eq!(site.centre.received_ops(minh.key.device_id()).await.unwrap().len(), 1, "{order:?}");
        assert_eq!(site.centre.rebuild().await.unwrap().differed, 0, "{order:?}");
        site.reopen(11).await;
    }
}
