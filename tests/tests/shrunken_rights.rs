//! Somebody's rights shrink while their phone does not know: what was recorded before it learned is taken.
#![cfg(test)]

use std::sync::Mutex;

use clubbook_core::features::care::commands::{assign, open as open_care};
use clubbook_core::features::care::queries::case as case_of;
use clubbook_core::features::care::views::OpenCareRequest;
use clubbook_core::features::visits::commands as visits;
use clubbook_core::features::visits::queries as visit_queries;
use clubbook_core::features::visits::views::RecordVisitRequest;
use clubbook_core::phone::Phone;
use clubbook_core::store::{entity, person_index};
use clubbook_core::sync::{Arriving, Reply, Transport, TransportError};
use clubbook_model::id::RecordId;
use clubbook_model::registry::HomeVisit;
use clubbook_tests::world::network::Network;
use clubbook_tests::world::{Disk, World};

fn found(phone: &Phone, name: &str) -> RecordId {
    phone.store().read(|c| person_index::search(c, name, 9)).unwrap()[0]
}

type Act = Box<dyn FnOnce() + Send>;

/// A network over which the first answer is on its way while somebody records something on the phone.
struct Meanwhile {
    network: Network,
    act: Mutex<Option<Act>>,
}

impl Transport for Meanwhile {
    async fn get(&self, path: &str) -> Result<Reply, TransportError> {
        self.network.get(path).await
    }

    async fn post(&self, path: &str, body: Vec<u8>, arriving: Arriving<'_>) -> Result<Reply, TransportError> {
        let reply = self.network.post(path, body, arriving).await;
        if let Some(act) = self.act.lock().unwrap().take() {
            act();
        }
        reply
    }
}

#[tokio::test]
async fn what_was_recorded_while_the_answer_was_on_its_way_is_taken() {
    let mut world = World::begin(41, Disk::Memory).await;
    let lan = world.phone("lan").phone().clone();
    let (volunteer, minh, person) =
        (found(&lan, "Ho Thi Muoi"), found(&lan, "Nguyen Van Minh"), found(&lan, "Tran Thi Hoa"));
    let request = OpenCareRequest { volunteers: vec![volunteer], ..OpenCareRequest::of(person) };
    lan.command(|pen| open_care(pen, &request)).unwrap();
    let went = RecordVisitRequest { visitors: vec![volunteer], ..RecordVisitRequest::of(person) };
    lan.command(|pen| visits::record(pen, &went)).unwrap();
    for name in ["lan", "muoi"] {
        world.sync(name, []).await.unwrap();
    }
    let muoi = world.phone("muoi").phone().clone();
    let visit = muoi.query(|q| visit_queries::last_visit(q.connection, person)).unwrap().unwrap().id;
    // Minh goes there from now on; Mười may only add.
    let case = lan.query(|q| case_of(q.connection, person, q.today)).unwrap();
    lan.command(|pen| assign(pen, &case, &[minh])).unwrap();
    world.sync("lan", []).await.unwrap();

    // She strikes out a visit that somebody else wrote down while her phone is just being told.
    let recorder = muoi.clone();
    let act: Act = Box::new(move || {
        recorder.command(|pen| visits::void(pen, visit, "ghi nhầm")).unwrap();
    });
    let meanwhile = Meanwhile { network: world.network([]), act: Mutex::new(Some(act)) };
    muoi.sync_through(&meanwhile, |_| ()).await.unwrap();
    let status = muoi.status().unwrap();
    assert_eq!((status.waiting, status.quarantined.len()), (0, 0));
    world.sync("lan", []).await.unwrap();
    let on_lan = lan.store().read(|c| entity::get::<HomeVisit>(c, visit)).unwrap().unwrap();
    assert_eq!(on_lan.voided, Some(true));
    // From then on it knows, and says so.
    muoi.sync_through(&world.network([]), |_| ()).await.unwrap();
}
