//! What the schedules are told with: people, visits, copies, frames that somebody else carries in.

use clubbook_core::features::people::commands::add;
use clubbook_core::features::people::views::AddPersonRequest;
use clubbook_core::features::visits::commands as visits;
use clubbook_core::features::visits::queries as visit_queries;
use clubbook_core::features::visits::views::{RecordVisitRequest, SameVisit};
use clubbook_core::phone::Phone;
use clubbook_core::store::settings::{self, Standing};
use clubbook_core::store::{Stored, journal, person_index, segment};
use clubbook_core::sync::Transport;
use clubbook_model::chain::{Salt, segment as segment_of};
use clubbook_model::frame::{NEWEST_DICTIONARY, PushFrame};
use clubbook_model::id::{DeviceId, RecordId};
use clubbook_model::message::{Claim, SyncRequest};
use clubbook_model::op::Op;
use clubbook_tests::world::{World, check};

/// Adds a member on a phone of the World.
pub(crate) fn add_member(world: &mut World, phone: &str, name: &str) -> RecordId {
    let request = AddPersonRequest { is_another_person: true, ..AddPersonRequest::member(name) };
    world.phone(phone).command(|pen| add(pen, &request)).unwrap().person.id
}

/// Records a visit to somebody, whatever was recorded of today before.
pub(crate) fn visit(world: &mut World, phone: &str, person: RecordId) {
    let request = RecordVisitRequest { same_visit: SameVisit::Another, ..RecordVisitRequest::of(person) };
    world.phone(phone).command(|pen| visits::record(pen, &request)).unwrap();
}

/// How many people of this name a phone shows.
pub(crate) fn found(world: &mut World, phone: &str, name: &str) -> Vec<RecordId> {
    world.phone(phone).phone().store().read(|c| person_index::search(c, name, 9)).unwrap()
}

/// How many visits to a person a phone shows.
pub(crate) fn visits_to(world: &mut World, phone: &str, person: RecordId) -> usize {
    let phone = world.phone(phone).phone();
    phone.query(|q| visit_queries::visits_of(q.connection, q.club, person, 9, q.today)).unwrap().len()
}

/// The device that a phone is now.
pub(crate) fn device(world: &mut World, phone: &str) -> DeviceId {
    world.phone(phone).phone().store().read(settings::device).unwrap().0
}

/// How a phone stands.
pub(crate) fn standing(world: &mut World, phone: &str) -> Standing {
    world.phone(phone).phone().store().read(|c| settings::STANDING.get(c)).unwrap().unwrap_or_default()
}

/// An officer lets the phone in that waits after a fork.
pub(crate) async fn approve(world: &mut World, phone: &str) {
    let device = device(world, phone);
    world.centre().approve_device(device).await.unwrap();
}

/// Every phone exchanges, so many times.
pub(crate) async fn sync_all(world: &mut World, phones: &[&str], rounds: usize) {
    for _ in 0..rounds {
        for name in phones {
            world.sync(name, []).await.unwrap_or_else(|error| panic!("{name}: {error}"));
        }
    }
}

/// After a good end: every phone equals the centre, everything that was shown as saved is there once.
pub(crate) async fn all_is_well(world: &World) {
    if let Err(broken) = check::check(world).await {
        panic!("{broken}");
    }
}

/// What a phone has made from a number on, as a frame that somebody else can carry to the centre.
pub(crate) fn hand_over(phone: &Phone, from: u64) -> Vec<u8> {
    let look = |c: &rusqlite::Connection| -> Stored<Vec<u8>> {
        let key = settings::key_pair(c)?;
        let before = journal::point(c, from - 1)?.unwrap();
        let ops: Vec<Op> = journal::rows(c, from, 999)?.iter().map(|row| Op::from_bytes(&row.bytes).unwrap()).collect();
        let last = ops.last().unwrap().id.seq;
        let numbers = segment_of(from)..=segment_of(last);
        let salts: Vec<(u64, Salt)> =
            numbers.map(|number| (number, segment::salt_of(c, number * 256 + 1).unwrap().unwrap())).collect();
        Ok(PushFrame::encode(&key, before.chain, &salts, &ops, NEWEST_DICTIONARY).unwrap())
    };
    phone.store().read(look).unwrap()
}

/// Another phone carries a frame to the centre.
pub(crate) async fn carry(world: &mut World, phone: &str, frame: Vec<u8>) {
    let network = world.network([]);
    let carrier = world.phone(phone).phone().clone();
    let look = |c: &rusqlite::Connection| {
        let challenge = settings::CHALLENGE.get(c)?.unwrap_or_default();
        Stored::Ok((settings::key_pair(c)?, challenge, journal::head(c)?, settings::EPOCH.get(c)?))
    };
    let (key, challenge, made, epoch) = carrier.store().read(look).unwrap();
    let request = SyncRequest {
        device: key.device_id(),
        challenge,
        claim: Claim { acknowledged: made, made },
        epoch,
        cursors: None,
        digest: None,
        answer_limit: 1,
        dictionary: NEWEST_DICTIONARY,
        rights_version: 0,
        snapshot: None,
        certificate: None,
        buckets: Vec::new(),
        app: String::new(),
        successions: Vec::new(),
        compare_journal: None,
        readings: Vec::new(),
        frames: vec![frame],
    };
    let reply = network.post("/v1/sync", request.sign(&key), &mut |_| ()).await.unwrap();
    assert_eq!(reply.status, 200);
}

/// A page of the phone's file was damaged, and the salvage could not read this op of the journal.
pub(crate) fn lose_op(world: &mut World, phone: &str, seq: u64) {
    let phone = world.phone(phone).phone().clone();
    let lost = phone.store().write(|tx| Stored::Ok(tx.execute("DELETE FROM journal WHERE seq = ?1", [seq as i64])?));
    assert_eq!(lost.unwrap(), 1);
}
