//! What is larger than an op may be comes in only in pieces, and poisons nothing.

use clubbook_model::bounds;
use clubbook_model::frame::{CentreFrame, FrameKind, Row};
use clubbook_model::id::{DeviceId, OpId};
use clubbook_model::message::{Standing, reason};
use clubbook_model::op::{Change, Op, Source};
use clubbook_model::registry::{Entity, Person};
use clubbook_model::time::Hlc;
use clubbook_model::value::Value;

use crate::store;
use crate::testing::{HandPhone, Site};

/// A fragment of Lan's record whose note has superseded so many others.
fn fragment(site: &Site, ids: u64) -> Op {
    let seen = |seq| OpId { device: DeviceId(u64::MAX), seq };
    Op {
        id: OpId { device: DeviceId(5), seq: 7 },
        hlc: Hlc::new(1_700_000_000, 0),
        author: site.hoa,
        on_behalf_of: None,
        source: Source::APP,
        book: site.roster(),
        kind: Person::DEF.number,
        entity: site.lan,
        former: None,
        changes: vec![Change {
            tag: Person::note.tag,
            element: Vec::new(),
            value: Value::Text("sửa rất nhiều lần".to_owned()),
            over: (1 << 40..(1 << 40) + ids).map(seen).collect(),
        }],
    }
}

#[tokio::test]
async fn a_fragment_that_is_larger_than_an_op_is_taken_in_pieces() {
    for kind in [FrameKind::Snapshot, FrameKind::Pull] {
        let site = Site::new().await;
        let mut hoa = site.phone(site.hoa, 1).await;
        hoa.sync(&site.centre).await.unwrap();
        let op = fragment(&site, 12_000);
        assert!(op.to_bytes().len() > 2 * Op::MAX_BYTES);
        let row = Row { op: op.clone(), book_seq: 3, effective: None };
        let frame = CentreFrame { kind, epoch: [0x0e; 16], books: Vec::new(), rows: vec![row] };
        let mut request = hoa.request();
        request.frames = vec![frame.encode(&site.centre.keys().signing, 0)];
        for _ in 0..2 {
            let again = clubbook_model::message::SyncRequest { challenge: hoa.challenge.clone(), ..request.clone() };
            assert_eq!(hoa.send(&site.centre, &again).await.unwrap().standing, Standing::Good);
        }
        assert_eq!(site.centre.rebuild().await.unwrap().differed, 0);
        let lan = site.lan;
        let rows = store::read(site.centre.store(), move |tx| tx.log_of_entity(lan)).await.unwrap();
        assert!(rows.iter().all(|row| row.op.len() <= Op::MAX_BYTES));
        let state = site.centre.entity_state(site.roster(), site.lan).await.unwrap().unwrap();
        let field = state.field(Person::note.tag, &[]).unwrap();
        assert_eq!((field.entries().count(), field.superseded().count()), (1, 12_000));
        let mut new = site.phone(site.hoa, 2).await;
        new.sync(&site.centre).await.unwrap();
        hoa.sync(&site.centre).await.unwrap();
        assert_eq!(new.state(site.roster(), site.lan), state);
        assert_eq!(hoa.sum(&site.roster()), new.sum(&site.roster()));
    }
}

/// Writes Lan's note without having seen any other, as a phone that is broken does.
fn write_blindly(phone: &mut HandPhone, site: &Site, seen: u64) {
    let mut draft = Person::create(site.lan);
    draft.set(Person::note, "ghi mà không xem".to_owned());
    phone.record(site.roster(), draft);
    if seen > 0 {
        // Not as a form would: with ids that nobody has ever had.
        let made = phone.journal.pop().unwrap();
        let mut op = made.op;
        let id = |n: u64| OpId { device: DeviceId(u64::MAX), seq: (1 << 40) + op.id.seq * 10_000 + n };
        op.changes[0].over = (0..seen).map(id).collect();
        phone.record_op(op);
    }
}

#[tokio::test]
async fn a_record_takes_no_more_than_a_record_may_hold_and_the_rest_waits_with_its_reason() {
    for (seen, count) in [(0, 300), (4_000, 9)] {
        let site = Site::new().await;
        let mut minh = site.phone(site.minh, 1).await;
        minh.sync(&site.centre).await.unwrap();
        for _ in 0..count {
            write_blindly(&mut minh, &site, seen);
        }
        for first in (1..=count).step_by(8) {
            let mut request = minh.request();
            request.frames = vec![minh.push_frame(first, (first + 7).min(count))];
            minh.send(&site.centre, &request).await.unwrap();
        }
        let held = site.centre.quarantine(None).await.unwrap();
        assert_eq!(held[0].reason, reason::RECORD_FULL, "{held:?}");
        let taken = held[0].first - 1;
        assert!(taken > 2, "{held:?}");
        let state = site.centre.entity_state(site.roster(), site.lan).await.unwrap().unwrap();
        assert!(state.to_bytes().len() <= bounds::RECORD_BYTES);
        assert!(state.fields().all(|(_, field)| field.entries().count() <= bounds::FIELD_ENTRIES));
        // Nobody's release makes room.
        let device = minh.key.device_id();
        assert_eq!(site.centre.release(device, 1, count).await.unwrap(), 0);
        assert_eq!(site.centre.entity_state(site.roster(), site.lan).await.unwrap().unwrap(), state);

        // Somebody else settles it, and what waited can be released then.
        let mut hoa = site.phone(site.hoa, 2).await;
        hoa.sync(&site.centre).await.unwrap();
        if seen == 0 {
            site.edit(&mut hoa, site.lan, Person::note, "đã xem hết");
            hoa.sync(&site.centre).await.unwrap();
            assert!(hoa.held.is_empty(), "{:?}", hoa.held);
            // With it go those that only stood behind it.
            assert_eq!(site.centre.release(device, taken + 1, taken + 1).await.unwrap(), count - taken);
        }
        assert_eq!(site.centre.rebuild().await.unwrap().differed, 0);
        let mut new = site.phone(site.hoa, 3).await;
        new.sync(&site.centre).await.unwrap();
        let state = site.centre.entity_state(site.roster(), site.lan).await.unwrap().unwrap();
        assert_eq!(new.state(site.roster(), site.lan), state);
    }
}
