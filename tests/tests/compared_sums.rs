//! A phone that holds other records than the centre in many books finds out which, a few books at a time.
#![cfg(test)]

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use clubbook_core::features::care::commands::open as open_care;
use clubbook_core::features::care::views::OpenCareRequest;
use clubbook_core::features::people::commands::add;
use clubbook_core::features::people::views::AddPersonRequest;
use clubbook_core::store::Stored;
use clubbook_core::sync::{Arriving, Reply, Transport, TransportError};
use clubbook_model::id::BookKind;
use clubbook_model::message::SyncRequest;
use clubbook_tests::world::network::Network;
use clubbook_tests::world::{Disk, World, check};

/// A network that writes down of which books each request tells the sums of the buckets.
struct Watched {
    network: Network,
    compared: Arc<Mutex<Vec<Vec<u64>>>>,
}

impl Transport for Watched {
    async fn get(&self, path: &str) -> Result<Reply, TransportError> {
        self.network.get(path).await
    }

    async fn post(&self, path: &str, body: Vec<u8>, arriving: Arriving<'_>) -> Result<Reply, TransportError> {
        let request = SyncRequest::from_bytes(&body).unwrap();
        self.compared.lock().unwrap().push(request.buckets.iter().map(|(handle, _)| *handle).collect());
        self.network.post(path, body, arriving).await
    }
}

#[tokio::test]
async fn sums_of_many_books_are_compared_a_few_at_a_time_until_all_are_right() {
    const PARTS: usize = 150;
    let mut world = World::begin(61, Disk::Memory).await;
    for number in 0..PARTS {
        let request =
            AddPersonRequest { is_another_person: true, ..AddPersonRequest::member(&format!("Đinh {number}")) };
        let person = world.phone("lan").command(|pen| add(pen, &request)).unwrap().person.id;
        world.phone("lan").command(|pen| open_care(pen, &OpenCareRequest::of(person))).unwrap();
    }
    world.sync("lan", []).await.unwrap();
    world.sync("hung", []).await.unwrap();
    // Hùng's phone loses every care part, and believes that it has read them to their end.
    let hung = world.phone("hung").phone().clone();
    let lose = |tx: &rusqlite::Transaction<'_>| {
        let of_care = format!("book IN (SELECT number FROM book WHERE kind = {})", BookKind::CARE.0);
        tx.execute(&format!("DELETE FROM book_sum WHERE {of_care}"), [])?;
        Stored::Ok(tx.execute(&format!("DELETE FROM entity WHERE {of_care}"), [])?)
    };
    assert_eq!(hung.store().write(lose).unwrap(), PARTS);

    let watched = Watched { network: world.network([]), compared: Arc::default() };
    let report = hung.sync_through(&watched, |_| ()).await.unwrap();
    assert_eq!(report.repaired, PARTS as u64);
    let compared = watched.compared.lock().unwrap().clone();
    assert!(compared.iter().all(|books| books.len() <= 64), "{:?}", compared.iter().map(Vec::len).collect::<Vec<_>>());
    let books = compared.concat();
    assert_eq!((books.len(), books.iter().collect::<BTreeSet<_>>().len()), (PARTS, PARTS), "each of them, once");
    for name in ["muoi", "may_chung", "lan", "hung"] {
        assert_eq!(world.sync(name, []).await.unwrap().repaired, 0, "{name}");
    }
    check::check(&world).await.unwrap();
}
