//! The store against real files: bad keys, bad files, full disks; what is shown and what is confirmed.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clubbook_model::bounds;
use clubbook_model::edit::Draft;
use clubbook_model::frame::fragments;
use clubbook_model::id::{Book, DeviceId, OpId, RecordId};
use clubbook_model::key::KeyPair;
use clubbook_model::merge::EntityState;
use clubbook_model::op::{Change, Op, Source};
use clubbook_model::registry::{Entity, HomeVisit, Person};
use clubbook_model::time::{Day, Hlc, Instant};
use clubbook_model::value::Value;
use clubbook_model::vocabulary::Language;
use proptest::prelude::*;
use tempfile::TempDir;

mod compared;
mod erased;
mod files;
mod ops;
mod renumbered;

use super::confirm::confirm;
use super::entity::{Scan, recomputed_sum};
use super::journal::{Author, JournalFault, OpState, Recorder};
use super::*;
use crate::clock::Clock;
use crate::testing::{FakeClock, FakeRandom};

const CLUB: RecordId = RecordId([1; 16]);

struct Bench {
    folder: TempDir,
    clock: FakeClock,
    random: FakeRandom,
}

impl Bench {
    fn new() -> Self {
        Self { folder: TempDir::new().unwrap(), clock: FakeClock::on(2026, 11, 24), random: FakeRandom::new(1) }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("so.db")
    }

    fn options(&self) -> StoreOptions {
        StoreOptions::new(self.path(), DatabaseKey::new([5; 32]))
    }

    fn open(&self) -> Store {
        let store = Store::open(self.options()).unwrap();
        store.write(|tx| settings::put_key_pair(tx, &KeyPair::from_secret(&[7; 32]))).unwrap();
        store
    }

    fn recorder(&self) -> Recorder<'_> {
        Recorder { clock: &self.clock, random: &self.random, author: Author::of_app(RecordId([9; 16])) }
    }

    fn add(&self, store: &Store, name: &str) -> Stored<Op> {
        store.write(|tx| {
            let mut draft = Person::create(self.recorder().next_record(tx)?);
            draft.set(Person::full_name, name.to_owned());
            Ok(self.recorder().record(tx, &Book::roster(CLUB), draft)?.unwrap().op)
        })
    }

    fn rename(&self, store: &Store, id: RecordId, name: &str) -> Op {
        let edit = |tx: &Transaction<'_>| -> Stored<Op> {
            let seen = entity::state::<Person>(tx, id)?.unwrap();
            let mut draft = Person::edit(id, &seen);
            draft.set(Person::full_name, name.to_owned());
            Ok(self.recorder().record(tx, &Book::roster(CLUB), draft)?.unwrap().op)
        };
        store.write(edit).unwrap()
    }
}

fn name_of(store: &Store, id: RecordId) -> Option<String> {
    store.read(|conn| Stored::Ok(entity::get::<Person>(conn, id)?.and_then(|person| person.full_name))).unwrap()
}
