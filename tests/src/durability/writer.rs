//! The phone that is killed: what it records, how it says so, and the steps of its migration.

use std::error::Error;
use std::io::Write;
use std::path::{Path, PathBuf};

use clubbook_core::clock::{SystemClock, SystemRandom};
use clubbook_core::features::people::queries::{self as people, Which};
use clubbook_core::features::visits::commands as visits;
use clubbook_core::features::visits::views::{RecordVisitRequest, SameVisit};
use clubbook_core::phone::Phone;
use clubbook_core::store::journal::{self, Author, Recorder};
use clubbook_core::store::{DatabaseKey, Durability, Store, StoreError, StoreOptions, Stored, open, settings};
use clubbook_corpus::Rng;
use clubbook_model::field::Scalar;
use clubbook_model::id::{Book, RecordId};
use clubbook_model::key::KeyPair;
use clubbook_model::registry::{Entity, HealthMeasurement, HomeVisit, Person};
use clubbook_model::time::Day;
use rusqlite::Transaction;

use super::ledger::Said;

/// The club whose visits are recorded, where no centre has told one.
const CLUB: RecordId = RecordId([1; 16]);
/// The volunteer who records them.
const VOLUNTEER: RecordId = RecordId([9; 16]);
/// How many people are visited.
const PEOPLE: u64 = 24;
/// The longest note in words: some fill more than one page of the database.
const LONGEST_NOTE: u64 = 900;

/// How a writer opens the database in a folder.
pub fn options(folder: &Path, durability: Durability) -> StoreOptions {
    StoreOptions { durability, ..StoreOptions::new(database(folder), DatabaseKey::new([5; 32])) }
}

/// The database in a folder.
pub fn database(folder: &Path) -> PathBuf {
    folder.join("so.db")
}

/// The file in a recorded folder to which a writer says what it saved.
pub const SAID_FILE: &str = "said";

/// Opens the store as a phone does that is enrolled already.
///
/// # Errors
/// As [`Store::open`].
pub fn open_phone(options: StoreOptions) -> Stored<Store> {
    let store = Store::open(options)?;
    let is_new = store.read(|conn| match settings::device(conn) {
        Err(StoreError::NotEnrolled) => Ok(true),
        other => other.map(|_| false),
    })?;
    if is_new {
        store.write(|tx| settings::put_key_pair(tx, &KeyPair::from_secret(&[7; 32])))?;
    }
    Ok(store)
}

/// Records one home visit with its measurement, in one transaction, and returns what may be said once it is committed.
///
/// # Errors
/// As [`Store::write`].
pub fn save_visit(store: &Store, rng: &mut Rng) -> Stored<Said> {
    store.write(|tx| {
        let recorder =
            Recorder { clock: &SystemClock::default(), random: &SystemRandom, author: Author::of_app(VOLUNTEER) };
        let person = RecordId::derived(Person::DEF.number, [&Person::reference(VOLUNTEER).to_value(), &number(rng)]);
        let book = Book::care(CLUB, person);
        let visit = visit(tx, &recorder, &book, rng)?;
        measure(tx, &recorder, &book, visit, rng)?;
        Ok(Said { point: journal::head(tx)?, visit })
    })
}

fn number(rng: &mut Rng) -> clubbook_model::value::Value {
    i64::try_from(rng.below(PEOPLE)).unwrap_or_default().to_value()
}

fn day(rng: &mut Rng) -> Day {
    Day::from_ymd(2026, 1, 1)
        .map_or_else(Day::default, |first| Day(first.0 + i32::try_from(rng.below(300)).unwrap_or(0)))
}

fn visit(tx: &Transaction<'_>, recorder: &Recorder<'_>, book: &Book, rng: &mut Rng) -> Stored<RecordId> {
    let id = recorder.next_record(tx)?;
    let mut draft = HomeVisit::create(id);
    draft.set(HomeVisit::person, Person::reference(book.part));
    draft.add(HomeVisit::visitors, &Person::reference(VOLUNTEER));
    draft.set(HomeVisit::visited_on, day(rng));
    draft.set(HomeVisit::note, note(rng));
    recorder.record(tx, book, draft)?;
    Ok(id)
}

/// Mostly short, as people write; the long ones spread over several pages.
fn note(rng: &mut Rng) -> String {
    let words = if rng.chance(100) { rng.below(LONGEST_NOTE) } else { rng.below(12) };
    let words: Vec<String> = (0..=words).map(|_| format!("{:x}", rng.below(1 << 24))).collect();
    words.join(" ")
}

fn measure(tx: &Transaction<'_>, recorder: &Recorder<'_>, book: &Book, visit: RecordId, rng: &mut Rng) -> Stored<()> {
    let person = Person::reference(book.part);
    let context = HomeVisit::reference(visit);
    let mut draft = HealthMeasurement::create(HealthMeasurement::derived_id(&[person.to_value(), context.to_value()]));
    draft.set(HealthMeasurement::person, person);
    draft.set(HealthMeasurement::context, context);
    draft.set(HealthMeasurement::systolic, rng.between(90, 190));
    draft.set(HealthMeasurement::diastolic, rng.between(55, 110));
    recorder.record(tx, book, draft)?;
    Ok(())
}

/// Saves visits one after another and says each once it is committed, in one write: it is said whole or not at all.
/// Every `rest_every`-th save the store is paused and resumed, as when the app goes to the background (0: never).
///
/// # Errors
/// As [`Store::write`], or the other end of `say` is gone.
pub fn save_visits(store: &Store, rng: &mut Rng, count: u64, rest_every: u64, say: &mut impl Write) -> Stored<()> {
    for number in 1..=count {
        let said = save_visit(store, rng)?;
        say.write_all(format!("{said}\n").as_bytes())?;
        if rest_every > 0 && number % rest_every == 0 {
            store.pause()?;
            store.resume()?;
        }
    }
    Ok(())
}

/// What a writer says before it begins an exchange with the centre.
pub const EXCHANGING: &str = "exchanging";
/// What it says after one.
pub const EXCHANGED: &str = "exchanged";

/// Records a visit by the app's own command, to one of the club's members.
///
/// # Errors
/// As [`Phone::command`].
pub fn record_visit(phone: &Phone, rng: &mut Rng) -> Result<Said, Box<dyn Error>> {
    let members = phone.query(|q| people::members(q.connection, q.club, Which::Ever, q.today))?;
    let mut request = RecordVisitRequest::of(rng.pick(&members).person.id);
    request.same_visit = SameVisit::Another;
    request.note = Some(note(rng));
    request.readings.systolic = Some(rng.between(90, 190));
    request.readings.diastolic = Some(rng.between(55, 85));
    let visit = phone.command(|pen| visits::record(pen, &request))?.result.visit.id;
    Ok(Said { point: phone.store().read(journal::head)?, visit })
}

/// Goes on as a phone that is connected with a centre: records visits by the app's own command, one to four, exchanges with
/// the centre, and so on until it is killed. Says each save once it is committed, and when an exchange begins and ends.
///
/// # Errors
/// As [`Phone::command`] and [`Phone::sync`], or the other end of `say` is gone.
pub async fn save_and_exchange(phone: &Phone, rng: &mut Rng, say: &mut impl Write) -> Result<(), Box<dyn Error>> {
    loop {
        for _ in 0..rng.between(1, 4) {
            let said = record_visit(phone, rng)?;
            say.write_all(format!("{said}\n").as_bytes())?;
        }
        say.write_all(format!("{EXCHANGING}\n").as_bytes())?;
        phone.sync().await?;
        say.write_all(format!("{EXCHANGED}\n").as_bytes())?;
    }
}

/// Steps that the next versions of the tables might take: a table built anew with one more column, another index, and a
/// column filled from bytes that are there. They touch every page of the largest tables.
pub const FURTHER_STEPS: &[&str] = &[
    "CREATE TABLE journal_next (
         seq INTEGER PRIMARY KEY, op BLOB NOT NULL, chain BLOB NOT NULL, effective INTEGER, state INTEGER NOT NULL,
         reason TEXT, book INTEGER NOT NULL REFERENCES book (number), entity BLOB NOT NULL, made_at INTEGER NOT NULL,
         bytes INTEGER NOT NULL
     ) STRICT;
     INSERT INTO journal_next
         SELECT seq, op, chain, effective, state, reason, book, entity, made_at, length(op) FROM journal;
     DROP TABLE journal;
     ALTER TABLE journal_next RENAME TO journal;
     CREATE INDEX journal_unconfirmed ON journal (entity) WHERE state <> 1;",
    "CREATE INDEX journal_by_time ON journal (made_at, seq);",
    "ALTER TABLE entity ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;
     UPDATE entity SET bytes = length(coalesce(shown, confirmed));",
];

/// Opens the database of a folder and takes it through [`FURTHER_STEPS`].
///
/// # Errors
/// As [`Store::open`], or a step fails.
pub fn migrate(folder: &Path) -> Stored<rusqlite::Connection> {
    open::migrate_further(&options(folder, Durability::Full), FURTHER_STEPS)
}
