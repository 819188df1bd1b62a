//! The facade without a centre: who is at the phone, what was shown as saved, and when the background loop exchanges.

mod connecting;
mod erasing;
mod possible_users;
mod sharing;
mod support;

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use clubbook_model::id::{Book, OpId};
use clubbook_model::key::KeyPair;
use clubbook_model::registry::{Entity, Membership, Person};
use clubbook_model::vocabulary::Role;
use tempfile::TempDir;
use tokio::sync::{Mutex as AsyncMutex, mpsc};

use super::background::Timer;
use super::*;
use crate::store::DatabaseKey;
use crate::store::journal::{self, OpState};
use crate::sync::{Arriving, Reply, TransportError};
use crate::testing::{FakeClock, FakeRandom};

const CLUB: RecordId = RecordId([1; 16]);
const LAN: RecordId = RecordId([2; 16]);
const HUNG: RecordId = RecordId([3; 16]);

struct Bench {
    folder: TempDir,
    clock: Arc<FakeClock>,
}

impl Bench {
    fn new() -> Self {
        Self { folder: TempDir::new().unwrap(), clock: Arc::new(FakeClock::on(2026, 11, 24)) }
    }

    fn journal(&self) -> PathBuf {
        self.folder.path().join("so.confirmed")
    }

    fn open(&self) -> Phone {
        let store = StoreOptions::new(self.folder.path().join("so.db"), DatabaseKey::new([5; 32]));
        let mut options = PhoneOptions::new(store, "test 1");
        options.clock = self.clock.clone();
        options.random = Arc::new(FakeRandom::new(1));
        options.confirmed = Some(self.journal());
        Phone::open(options).unwrap()
    }

    /// A phone that is connected with the club, in Lan's hands.
    fn enrolled(&self) -> Phone {
        let phone = self.open();
        phone
            .store()
            .write(|tx| {
                settings::put_key_pair(tx, &KeyPair::from_secret(&[7; 32]))?;
                settings::CLUB.put(tx, &CLUB)?;
                settings::PERSON.put(tx, &LAN)?;
                settings::CERTIFICATE.put(tx, &vec![1])?;
                settings::CENTRE_KEY.put(tx, &KeyPair::from_secret(&[8; 32]).public())?;
                users::add(tx, LAN)
            })
            .unwrap();
        drop(phone);
        self.open()
    }
}

fn add(phone: &Phone, name: &str) -> Asked<Saved<()>> {
    phone.command(|pen| {
        let mut draft = Person::create(pen.next_record()?);
        draft.set(Person::full_name, name.to_owned());
        pen.record(&pen.roster(), draft)
    })
}

#[test]
fn a_phone_that_is_not_connected_says_so() {
    let phone = Bench::new().open();
    let error = add(&phone, "Hoa").unwrap_err();
    assert_eq!(error.code(), "not_enrolled");
    assert!(error.words(clubbook_model::vocabulary::Language::Vi).contains("chưa kết nối"));
    assert_eq!(phone.status().unwrap_err().code(), "not_enrolled");
}

#[test]
fn one_person_on_a_phone_needs_no_pin_and_is_the_author() {
    let bench = Bench::new();
    let phone = bench.enrolled();
    assert_eq!(add(&phone, "Hoa").unwrap().ops[0].author, LAN);
    phone.sign_out().unwrap();
    assert_eq!(phone.user().unwrap(), LAN);
}

#[test]
fn several_people_are_told_apart_by_their_pins() {
    let bench = Bench::new();
    let phone = bench.enrolled();
    assert!(matches!(phone.set_pin(Some("12a4")), Err(PhoneError::NotAPin)));
    phone.set_pin(Some("1234")).unwrap();
    sharing::give(&phone, LAN, Role::ClubHead).unwrap();
    sharing::give(&phone, HUNG, Role::Volunteer).unwrap();
    assert!(matches!(phone.set_pin(Some("43")), Err(PhoneError::NotAPin)));
    phone.add_user(HUNG, "4321").unwrap();
    assert!(matches!(phone.set_pin(None), Err(PhoneError::PinFirst)), "each needs one now");
    phone.sign_out().unwrap();
    assert!(matches!(add(&phone, "Hoa"), Err(PhoneError::Locked)));
    assert!(matches!(phone.sign_in(RecordId([9; 16]), ""), Err(PhoneError::NoSuchUser)));
    assert!(matches!(phone.sign_in(HUNG, ""), Err(PhoneError::WrongPin { .. })));
    phone.sign_in(HUNG, "4321").unwrap();
    assert_eq!(add(&phone, "Hoa").unwrap().ops[0].author, HUNG);
    phone.sign_in(LAN, "1234").unwrap();
    assert_eq!(add(&phone, "Hồng").unwrap().ops[0].author, LAN);
    drop(phone);
    let phone = bench.open();
    assert!(matches!(phone.user(), Err(PhoneError::Locked)), "a restart locks it");
    let stored: String = phone
        .store()
        .read(|c| {
            Stored::Ok(c.query_row("SELECT pin_hash FROM phone_user WHERE person = ?1", [LAN.0], |row| row.get(0))?)
        })
        .unwrap();
    assert!(stored.starts_with("$argon2id$v=19$m=8192,t=3,p=1$"), "{stored}");
}

/// What a wrong PIN is answered: tries left, or seconds to wait.
fn wrong(phone: &Phone) -> (u64, u64) {
    match phone.sign_in(LAN, "0000") {
        Err(PhoneError::WrongPin { tries_left }) => (tries_left, 0),
        Err(PhoneError::WaitForPin { seconds, .. }) => (0, seconds),
        other => panic!("{other:?}"),
    }
}

#[test]
fn wrong_pins_are_followed_by_growing_waits_that_a_restart_does_not_shorten() {
    let bench = Bench::new();
    let phone = bench.enrolled();
    phone.set_pin(Some("1234")).unwrap();
    assert_eq!([wrong(&phone), wrong(&phone), wrong(&phone), wrong(&phone)], [(4, 0), (3, 0), (2, 0), (1, 0)]);
    assert_eq!(wrong(&phone), (0, 5));
    bench.clock.pass(2);
    drop(phone);
    bench.clock.restart();
    let phone = bench.open();
    assert!(matches!(phone.sign_in(LAN, "1234"), Err(PhoneError::WaitForPin { seconds: 3, .. })), "even the right one");
    let mut waits = Vec::new();
    for _ in 0..7 {
        bench.clock.pass(300);
        waits.push(wrong(&phone).1);
    }
    assert_eq!(waits, [15, 30, 60, 120, 300, 300, 300]);
    // Setting the clock back does not lock anybody out for longer than the longest wait.
    bench.clock.set_wall(Instant(bench.clock.now().0 - 86_400 * 365));
    assert_eq!(wrong(&phone).1, 300);
    bench.clock.pass(300);
    phone.sign_in(LAN, "1234").unwrap();
    assert_eq!(wrong(&phone), (4, 0), "the right PIN begins anew");
}

#[test]
fn a_forgotten_pin_is_chosen_anew_with_the_head_or_whom_the_phone_is_connected_for_and_nobody_else() {
    let bench = Bench::new();
    let phone = bench.enrolled();
    let minh = RecordId([4; 16]);
    phone.set_pin(Some("1234")).unwrap();
    sharing::give(&phone, LAN, Role::Volunteer).unwrap();
    sharing::give(&phone, HUNG, Role::ClubDeputy).unwrap();
    sharing::give(&phone, minh, Role::Volunteer).unwrap();
    for user in [HUNG, minh] {
        phone.add_user(user, "4321").unwrap();
    }
    phone.sign_in(minh, "4321").unwrap();
    assert!(matches!(phone.reset_pin(HUNG, "1111"), Err(PhoneError::OnlyTheHead)));
    assert!(matches!(phone.add_user(RecordId([5; 16]), "1111"), Err(PhoneError::OnlyTheHead)));
    phone.sign_in(HUNG, "4321").unwrap();
    assert!(matches!(phone.reset_pin(LAN, "12"), Err(PhoneError::NotAPin)));
    phone.reset_pin(LAN, "5678").unwrap();
    phone.sign_in(LAN, "5678").unwrap();
    phone.reset_pin(minh, "8765").unwrap();
    phone.sign_in(minh, "8765").unwrap();
}

#[test]
fn what_was_shown_as_saved_is_in_the_journal_beside_the_database_and_can_be_compared() {
    let bench = Bench::new();
    let phone = bench.enrolled();
    let first = add(&phone, "Hoa").unwrap().ops.remove(0);
    add(&phone, "Hồng").unwrap();
    drop(phone);
    // A crash cut the last line short: it was never shown.
    let mut bytes = std::fs::read(bench.journal()).unwrap();
    bytes.extend_from_slice(b"{\"device\":\"00");
    std::fs::write(bench.journal(), &bytes).unwrap();
    assert_eq!(confirmed::read(&bench.journal()).unwrap().len(), 2);
    let phone = bench.open();
    add(&phone, "Huệ").unwrap();
    let records = confirmed::read(&bench.journal()).unwrap();
    assert_eq!(records.len(), 3);
    assert_eq!(records[0], confirmed::ConfirmedRecord::of(&first));
    assert!(!String::from_utf8(std::fs::read(bench.journal()).unwrap()).unwrap().contains("Hoa"));

    let verify =
        |records: &[confirmed::ConfirmedRecord]| phone.store().read(|c| confirmed::verify(c, records)).unwrap();
    phone.store().write(|tx| journal::acknowledge(tx, 1, None)).unwrap();
    let sound = verify(&records);
    assert_eq!((sound.confirmed, sound.held, sound.acknowledged, sound.waiting), (3, 3, 1, 2));
    let mut changed = records.clone();
    changed[1].hash = changed[0].hash.clone();
    changed[2].seq = 99;
    assert_eq!(verify(&changed).lost, changed[1..].to_vec());
    assert_eq!(journal_state(&phone, first.id), Some(OpState::Acknowledged));
}

fn journal_state(phone: &Phone, op: OpId) -> Option<OpState> {
    phone.store().read(|c| journal::find(c, op)).unwrap().map(|(_, state)| state)
}

#[test]
fn a_revoked_phone_records_nothing_more() {
    let bench = Bench::new();
    let phone = bench.enrolled();
    phone.store().write(|tx| settings::STANDING.put(tx, &Standing::Revoked)).unwrap();
    assert!(matches!(add(&phone, "Hoa"), Err(PhoneError::Revoked)));
    assert!(phone.status().is_ok(), "it can still be asked what became of its records");
}

#[test]
fn a_check_finds_a_sum_that_is_not_that_of_the_entities_and_support_sees_no_names() {
    let bench = Bench::new();
    let phone = bench.enrolled();
    add(&phone, "Đinh Thị Lan").unwrap();
    phone.store().write(|tx| journal::acknowledge(tx, 1, None)).unwrap();
    assert!(phone.check().unwrap().is_sound());
    let report = serde_json::to_string(&phone.support_report().unwrap()).unwrap();
    assert!(report.contains("\"recorded\":1") && !report.contains("Lan"), "{report}");
    phone.store().write(|tx| Stored::Ok(tx.execute("UPDATE book_sum SET sum = zeroblob(16)", [])?)).unwrap();
    assert_eq!(phone.check().unwrap().sums.len(), 1);
}

#[test]
fn damage_that_a_query_meets_is_salvaged_by_the_next_opening_and_told() {
    let bench = Bench::new();
    let phone = bench.enrolled();
    add(&phone, "Hoa").unwrap();
    let look = phone.query(|_| Err::<(), _>(StoreError::Corrupt.into()));
    assert_eq!(look.unwrap_err().code(), "damaged");
    phone.shutdown().unwrap();
    let phone = bench.open();
    assert_eq!(phone.salvage().unwrap().journal_rows, 1);
    assert_eq!(phone.user().unwrap(), LAN);
}

/// A way on which every request waits for the test: it takes the path out, and puts the answer in.
struct ScriptedWay {
    asked: mpsc::UnboundedSender<String>,
    answers: AsyncMutex<mpsc::UnboundedReceiver<Result<Reply, TransportError>>>,
}

impl Transport for ScriptedWay {
    async fn get(&self, path: &str) -> Result<Reply, TransportError> {
        self.post(path, Vec::new(), &mut |_| ()).await
    }

    async fn post(&self, path: &str, _: Vec<u8>, _: Arriving<'_>) -> Result<Reply, TransportError> {
        let _ = self.asked.send(path.to_owned());
        self.answers.lock().await.recv().await.unwrap_or(Err(TransportError::NoAnswer))
    }
}

/// A timer that tells how long it was asked to wait, and ends when the test says.
struct ScriptedTimer {
    asked: mpsc::UnboundedSender<Duration>,
    ends: AsyncMutex<mpsc::UnboundedReceiver<()>>,
    waits: AtomicU64,
}

impl Timer for ScriptedTimer {
    async fn wait(&self, time: Duration) {
        self.waits.fetch_add(1, Ordering::SeqCst);
        let _ = self.asked.send(time);
        if self.ends.lock().await.recv().await.is_none() {
            std::future::pending::<()>().await;
        }
    }
}

#[tokio::test]
async fn the_background_exchanges_on_opening_after_a_save_and_when_connectivity_returns_but_not_before_its_back_off() {
    let bench = Bench::new();
    let phone = bench.enrolled();
    let (asked, mut requests) = mpsc::unbounded_channel();
    let (answer, answers) = mpsc::unbounded_channel();
    let way = ScriptedWay { asked, answers: AsyncMutex::new(answers) };
    let (asked, mut waits) = mpsc::unbounded_channel();
    let (end, ends) = mpsc::unbounded_channel();
    let timer = ScriptedTimer { asked, ends: AsyncMutex::new(ends), waits: AtomicU64::new(0) };
    let running = phone.clone();
    let loops = tokio::spawn(async move {
        running.run_background(&way, &timer, |exchanged| assert!(exchanged.is_err())).await;
        timer.waits.load(Ordering::SeqCst)
    });

    assert_eq!(requests.recv().await.unwrap(), "/v1/sync", "on opening");
    answer.send(Err(TransportError::NoAnswer)).unwrap();
    let first = waits.recv().await.unwrap();
    assert!((10..=15).contains(&first.as_secs()), "{first:?}");
    // A save does not shorten the wait.
    bench.clock.pass(5);
    add(&phone, "Hoa").unwrap();
    let rest = waits.recv().await.unwrap();
    assert_eq!(rest, first - Duration::from_secs(5));
    // When it is over, the exchange begins.
    bench.clock.pass(u32::try_from(rest.as_secs()).unwrap());
    end.send(()).unwrap();
    assert_eq!(requests.recv().await.unwrap(), "/v1/sync");
    answer.send(Err(TransportError::NoAnswer)).unwrap();
    let second = waits.recv().await.unwrap();
    assert!((20..=30).contains(&second.as_secs()), "twice as long: {second:?}");
    // Connectivity does not wait for it.
    phone.connectivity_returned();
    assert_eq!(requests.recv().await.unwrap(), "/v1/sync");
    // In the middle of an exchange it can be ended.
    phone.cancel_background();
    assert_eq!(loops.await.unwrap(), 3);
    assert_eq!(phone.store().read(journal::outbox).unwrap().waiting, 1, "what was saved waits");
}
