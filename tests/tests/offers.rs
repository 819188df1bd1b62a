//! What phones received is offered to a centre that was restored: all of it, once, a few frames at a time, and only then it is
//! forgotten.
#![cfg(test)]

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use clubbook_core::features::people::commands::add;
use clubbook_core::features::people::views::AddPersonRequest;
use clubbook_core::phone::{Phone, PhoneOptions};
use clubbook_core::store::{DatabaseKey, Durability, StoreOptions, person_index, received, settings};
use clubbook_core::sync::{Arriving, Reply, Transport, TransportError};
use clubbook_core::testing::{FakeClock, FakeRandom};
use clubbook_model::frame::{FrameKind, kind_of};
use clubbook_model::id::RecordId;
use clubbook_model::message::SyncRequest;
use clubbook_model::time::Instant;
use clubbook_tests::world::network::{Fault, Network};
use clubbook_tests::world::{Disk, World, check};

const PHONES: [&str; 4] = ["lan", "hung", "muoi", "may_chung"];

fn member(name: &str) -> AddPersonRequest {
    AddPersonRequest { is_another_person: true, ..AddPersonRequest::member(name) }
}

fn found(phone: &Phone, name: &str) -> Vec<RecordId> {
    phone.store().read(|c| person_index::search(c, name, 9)).unwrap()
}

/// A network that writes down which frames of the centre each request offers.
#[derive(Clone)]
struct Watched {
    network: Network,
    offered: Arc<Mutex<Vec<Vec<Vec<u8>>>>>,
}

impl Watched {
    fn new(network: Network) -> Self {
        Self { network, offered: Arc::default() }
    }

    /// The frames that each request offered.
    fn requests(&self) -> Vec<Vec<Vec<u8>>> {
        self.offered.lock().unwrap().clone()
    }

    /// How often each frame was offered.
    fn times(&self) -> BTreeMap<Vec<u8>, usize> {
        let mut times = BTreeMap::new();
        self.requests().concat().into_iter().for_each(|frame| *times.entry(frame).or_default() += 1);
        times
    }
}

impl Transport for Watched {
    async fn get(&self, path: &str) -> Result<Reply, TransportError> {
        self.network.get(path).await
    }

    async fn post(&self, path: &str, body: Vec<u8>, arriving: Arriving<'_>) -> Result<Reply, TransportError> {
        if let Ok(request) = SyncRequest::from_bytes(&body) {
            let is_offered = |frame: &Vec<u8>| kind_of(frame).is_ok_and(|kind| kind != FrameKind::Push);
            self.offered.lock().unwrap().push(request.frames.into_iter().filter(is_offered).collect());
        }
        self.network.post(path, body, arriving).await
    }
}

/// A world whose centre lost what Lan added in so many exchanges, each of which Hùng's phone has in a frame of its own. Lan's
/// phone is never seen again.
async fn lost_but_for_hung(seed: u64, exchanges: usize) -> World {
    let mut world = World::begin(seed, Disk::Memory).await;
    let copy = world.copy_centre().await;
    for number in 0..exchanges {
        world.phone("lan").command(|pen| add(pen, &member(&format!("Đinh Thị Thứ {number}")))).unwrap();
        world.sync("lan", []).await.unwrap();
        world.sync("hung", []).await.unwrap();
    }
    world.pass(86_400);
    world.restore_centre(&copy).await;
    world
}

fn kept(phone: &Phone) -> Vec<Vec<u8>> {
    phone.store().read(received::all).unwrap().into_iter().map(|frame| frame.bytes).collect()
}

#[tokio::test]
async fn each_frame_is_offered_once_a_few_at_a_time_and_what_comes_afterwards_is_not() {
    let mut world = lost_but_for_hung(31, 40).await;
    let hung = world.phone("hung").phone().clone();
    let before = kept(&hung);
    assert!(before.len() >= 40);
    let watched = Watched::new(world.network([]));
    hung.sync_through(&watched, |_| ()).await.unwrap();
    let times = watched.times();
    assert!(before.iter().all(|frame| times.get(frame) == Some(&1)), "each of them, once");
    assert_eq!(times.len(), before.len(), "and nothing else");
    assert!(watched.requests().iter().all(|frames| frames.len() <= 6));
    for name in ["Thu 0", "Thu 39"] {
        assert_eq!(found(&hung, name).len(), 1, "{name}");
    }

    // What comes in the new epoch is never sent back, nor is anything offered again.
    world.sync("muoi", []).await.unwrap();
    assert_eq!(found(world.phone("muoi").phone(), "Thu 39").len(), 1);
    world.phone("muoi").command(|pen| add(pen, &member("Hồ Thị Sau"))).unwrap();
    world.sync("muoi", []).await.unwrap();
    for _ in 0..3 {
        let watched = Watched::new(world.network([]));
        hung.sync_through(&watched, |_| ()).await.unwrap();
        assert_eq!(watched.times().len(), 0);
    }
    assert_eq!(found(&hung, "Ho Thi Sau").len(), 1);
    for name in ["lan", "muoi", "may_chung"] {
        world.sync(name, []).await.unwrap();
    }
    check::check(&world).await.unwrap();
}

#[tokio::test]
async fn offering_goes_on_where_it_was_cut() {
    let mut world = lost_but_for_hung(32, 30).await;
    let hung = world.phone("hung").phone().clone();
    let before = kept(&hung);
    // The first answer tells of the epoch, the next two of offered frames; then the network is gone.
    let faults = [Fault::None, Fault::None, Fault::None, Fault::LoseRequest];
    let cut = Watched::new(world.network(faults));
    hung.sync_through(&cut, |_| ()).await.unwrap_err();
    let taken = cut.requests();
    let taken = taken[..taken.len() - 1].concat();
    assert!(!taken.is_empty() && taken.len() < before.len());
    world.phone("hung").act(&clubbook_tests::world::schedule::Act::Crash);
    let hung = world.phone("hung").phone().clone();
    world.pass(3600);
    let rest = Watched::new(world.network([]));
    hung.sync_through(&rest, |_| ()).await.unwrap();
    let times = rest.times();
    for frame in &before {
        let expected = if taken.contains(frame) { None } else { Some(&1) };
        assert_eq!(times.get(frame), expected);
    }
    world.sync("muoi", []).await.unwrap();
    for number in [0, 29] {
        assert_eq!(found(world.phone("muoi").phone(), &format!("Thu {number}")).len(), 1);
    }
}

#[tokio::test]
async fn a_backup_of_the_restored_centre_makes_nobody_forget_what_was_not_offered_yet() {
    let mut world = lost_but_for_hung(33, 3).await;
    // A backup is made before Hùng's phone comes: nothing of what it has can be in there.
    let now = clubbook_server::clock::Clock::now(world.centre().clock().as_ref());
    world.centre().set_backup_safe(Instant(now.0 - 3600)).await.unwrap();
    world.sync("hung", []).await.unwrap();
    world.sync("muoi", []).await.unwrap();
    for number in 0..3 {
        assert_eq!(found(world.phone("muoi").phone(), &format!("Thu {number}")).len(), 1);
    }
    let hung = world.phone("hung").phone().clone();
    assert!(!kept(&hung).is_empty(), "what was offered a moment ago is in no backup yet");
    // Nor is it in one that a clock dated years ahead.
    world.pass(7200);
    world.centre().set_backup_safe(Instant(now.0 + 200_000_000)).await.unwrap();
    world.sync("hung", []).await.unwrap();
    assert!(!kept(&hung).is_empty(), "a backup of a moment that is still to come");
    // Once a backup has been made that holds it, it may go; that the clock was wrong is over, too.
    world.centre().forget_backup_from_the_future().await.unwrap();
    let now = clubbook_server::clock::Clock::now(world.centre().clock().as_ref());
    world.centre().set_backup_safe(now).await.unwrap();
    world.sync("hung", []).await.unwrap();
    assert_eq!(kept(&hung), Vec::<Vec<u8>>::new());
}

#[tokio::test]
async fn a_phone_that_is_held_keeps_its_offers_until_somebody_has_agreed() {
    let mut world = World::begin(34, Disk::Memory).await;
    let copy_of_centre = world.copy_centre().await;
    world.phone("lan").command(|pen| add(pen, &member("Đinh Thị Thứ Nhất"))).unwrap();
    world.sync("lan", []).await.unwrap();
    world.sync("hung", []).await.unwrap();
    // A copy of Hùng's phone goes on under a new key; his own phone and Lan's are never seen again.
    let phone = world.phone("hung").phone().clone();
    let path = phone.store().options().path.clone();
    let copied = path.with_extension("copy");
    phone.pause().unwrap();
    std::fs::copy(&path, &copied).unwrap();
    phone.resume().unwrap();
    let store = StoreOptions { durability: Durability::Off, ..StoreOptions::new(copied, DatabaseKey::new([7; 32])) };
    let mut options = PhoneOptions::new(store, "clubbook-copy 1");
    options.clock = Arc::new(FakeClock::on(2026, 11, 25));
    options.random = Arc::new(FakeRandom::new(4712));
    let copy = Phone::open(options).unwrap();
    world.phone("hung").command(|pen| add(pen, &member("Đinh Thị Gốc"))).unwrap();
    world.sync("hung", []).await.unwrap();
    copy.command(|pen| add(pen, &member("Hồ Văn Bản Sao"))).unwrap();
    copy.sync_through(&world.network([]), |_| ()).await.unwrap();
    world.restore_centre(&copy_of_centre).await;

    copy.sync_through(&world.network([]), |_| ()).await.unwrap();
    let standing = copy.store().read(|c| settings::STANDING.get(c)).unwrap();
    assert_eq!(standing, Some(settings::Standing::Forked));
    let device = copy.store().read(settings::device).unwrap().0;
    world.centre().approve_device(device).await.unwrap();
    copy.sync_through(&world.network([]), |_| ()).await.unwrap();
    world.sync("muoi", []).await.unwrap();
    for name in ["Thu Nhat", "Ban Sao"] {
        assert_eq!(found(world.phone("muoi").phone(), name).len(), 1, "{name}");
    }
}

#[tokio::test]
async fn a_second_disaster_asks_for_everything_once_more() {
    let mut world = World::begin(35, Disk::Memory).await;
    let copy = world.copy_centre().await;
    world.phone("lan").command(|pen| add(pen, &member("Đinh Thị Thứ Nhất"))).unwrap();
    world.sync("lan", []).await.unwrap();
    for _ in 0..2 {
        for name in PHONES {
            world.sync(name, []).await.unwrap();
        }
        world.pass(3600);
        world.restore_centre(&copy).await;
    }
    world.sync("hung", []).await.unwrap();
    world.sync("muoi", []).await.unwrap();
    assert_eq!(found(world.phone("muoi").phone(), "Thu Nhat").len(), 1);
    for name in PHONES {
        world.sync(name, []).await.unwrap();
    }
    check::check(&world).await.unwrap();
}
