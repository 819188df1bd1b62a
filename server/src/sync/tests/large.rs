//! What is larger than an op may be comes in only in pieces, and poisons nothing.

use clubbook_model::frame::{CentreFrame, FrameKind, Row};
use clubbook_model::id::{DeviceId, OpId};
use clubbook_model::message::Standing;
use clubbook_model::op::{Change, Op, Source};
use clubbook_model::registry::{Entity, Person};
use clubbook_model::time::Hlc;
use clubbook_model::value::Value;

use crate::store;
use crate::testing::Site;

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
