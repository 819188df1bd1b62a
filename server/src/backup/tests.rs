//! Backups of a real centre with a clock that tests move.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use age::secrecy::{ExposeSecret, SecretString};
use age::x25519::Identity;
use clubbook_model::id::Book;
use clubbook_model::time::Instant;

use super::create::MARGIN_SECONDS;
use super::{BackupError, BackupPlan, BackupReport, Opener, Sealer, create, is_unfinished, restore};
use crate::admin::{ClubFilter, NewClub, Unit, UnitKind};
use crate::clock::Clock;
use crate::pages::officers;
use crate::store::officers::SessionRow;
use crate::store::{self, settings};
use crate::testing::{FakeClock, FakeRandom};
use crate::{Centre, CentreError, CentreOptions};

/// A centre with one club, a folder for backups, and a key that is kept elsewhere.
struct Scene {
    folder: tempfile::TempDir,
    clock: Arc<FakeClock>,
    identity: Identity,
}

impl Scene {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            clock: Arc::new(FakeClock::on(2026, 11, 24)),
            identity: Identity::generate(),
        }
    }

    fn options(&self, name: &str, seed: u64) -> CentreOptions {
        CentreOptions {
            folder: self.path(name),
            name: "Trung tâm thử".to_owned(),
            clock: self.clock.clone(),
            random: Arc::new(FakeRandom::new(seed)),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    async fn centre(&self) -> Centre {
        let centre = Centre::open(self.options("data", 5)).unwrap();
        let unit = |code: &str, name: &str, kind, parent: Option<&str>| Unit {
            code: code.to_owned(),
            name: name.to_owned(),
            kind,
            parent: parent.map(str::to_owned),
        };
        centre.add_unit(unit("51", "Tỉnh Quảng Ngãi", UnitKind::Province, None)).await.unwrap();
        centre.add_unit(unit("21001", "Xã Sơn Hà", UnitKind::Commune, Some("51"))).await.unwrap();
        add_club(&centre, 17).await;
        centre
    }

    fn sealer(&self) -> Sealer {
        Sealer::recipients([self.identity.to_public().to_string().as_str()]).unwrap()
    }

    fn opener(&self) -> Opener {
        let file = self.path("identity.txt");
        fs::write(&file, format!("# made for a test\n{}\n", self.identity.to_string().expose_secret())).unwrap();
        Opener::identity_file(&file).unwrap()
    }

    async fn back_up(&self, centre: &Centre, keep: usize) -> Result<BackupReport, BackupError> {
        create(centre, BackupPlan { to: self.path("backups"), sealer: self.sealer(), keep }).await
    }

    /// A folder with the keys and nothing else: what is left after the disk is gone.
    fn after_the_disaster(&self, name: &str) -> PathBuf {
        let keys = self.path(name).join("keys");
        fs::create_dir_all(&keys).unwrap();
        for entry in fs::read_dir(self.path("data/keys")).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), keys.join(entry.file_name())).unwrap();
        }
        self.path(name)
    }
}

async fn add_club(centre: &Centre, number: u64) {
    let club = NewClub {
        unit_code: "21001".to_owned(),
        number,
        name: "CLB thôn Gò Deo".to_owned(),
        meeting_day: Some(15),
        hamlets: Vec::new(),
    };
    centre.create_club(club).await.unwrap();
}

async fn club_numbers(centre: &Centre) -> Vec<u64> {
    centre.clubs(ClubFilter::default()).await.unwrap().iter().map(|club| club.number).collect()
}

async fn backup_safe(centre: &Centre) -> Option<Vec<u8>> {
    store::read(centre.store(), |tx| tx.setting(settings::name::BACKUP_SAFE)).await.unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[tokio::test]
async fn a_backup_comes_back_with_everything_under_a_new_epoch() {
    let scene = Scene::new();
    let centre = scene.centre().await;
    let report = scene.back_up(&centre, 3).await.unwrap();
    assert!(report.verified.ops > 0 && report.verified.entities > 0 && report.verified.books > 0, "{report:?}");
    assert_eq!(names(&scene.path("backups")).len(), 1);
    assert!(!scene.path("data/backup.tmp").exists(), "nothing lies about in the clear");
    add_club(&centre, 18).await;
    let epochs = store::read(centre.store(), |tx| tx.epochs()).await.unwrap();
    let key = centre.public_key();
    centre.shutdown().await;

    scene.after_the_disaster("fresh");
    let restored = restore(scene.options("fresh", 6), report.path.clone(), scene.opener()).await.unwrap();
    assert_eq!((restored.manifest, restored.verified), (report.manifest, report.verified));
    assert!(!restored.had_journal);
    assert_eq!(names(&scene.path("fresh")), ["centre.db", "journal.log", "keys"]);

    let centre = Centre::open(scene.options("fresh", 7)).unwrap();
    assert_eq!(centre.public_key(), key);
    assert_eq!(club_numbers(&centre).await, [17], "as of the backup");
    let now = store::read(centre.store(), |tx| tx.epochs()).await.unwrap();
    assert_eq!(now.len(), epochs.len() + 1);
    assert_eq!(now[..epochs.len()], epochs[..], "its ancestors are known");
    assert_ne!(now.last().unwrap().device, epochs.last().unwrap().device, "its own ops have a new key");
    assert_eq!(centre.rebuild().await.unwrap().differed, 0);
}

#[tokio::test]
async fn a_flipped_bit_anywhere_is_noticed_and_nothing_is_put_back() {
    let scene = Scene::new();
    let centre = scene.centre().await;
    let report = scene.back_up(&centre, 1).await.unwrap();
    let folder = scene.after_the_disaster("fresh");
    let whole = fs::read(&report.path).unwrap();
    let damaged = scene.path("damaged.age");
    let step = whole.len() / 40;
    for position in (0..whole.len()).step_by(step).chain([whole.len() - 1]) {
        let mut bytes = whole.clone();
        bytes[position] ^= 1;
        fs::write(&damaged, &bytes).unwrap();
        let refused = restore(scene.options("fresh", 6), damaged.clone(), scene.opener()).await;
        let error = refused.expect_err(&format!("byte {position} of {}", whole.len()));
        assert!(!matches!(error, BackupError::Centre(_)), "byte {position}: {error}");
        assert_eq!(names(&folder), ["keys"], "byte {position}");
    }
    for length in [0, 10, whole.len() / 2, whole.len() - 1] {
        fs::write(&damaged, &whole[..length]).unwrap();
        assert!(restore(scene.options("fresh", 6), damaged.clone(), scene.opener()).await.is_err(), "cut at {length}");
        assert_eq!(names(&folder), ["keys"], "cut at {length}");
    }
}

#[tokio::test]
async fn phones_are_told_only_of_what_every_kept_backup_holds() {
    let scene = Scene::new();
    let centre = scene.centre().await;
    let day = 86_400;
    let begun = scene.clock.now().0;
    let mut safe = Vec::new();
    for _ in 0..4 {
        let report = scene.back_up(&centre, 2).await.unwrap();
        safe.push((report.backup_safe.0 - begun, report.removed));
        scene.clock.pass(day);
    }
    let taken = |days: i64| days * day - 1 - MARGIN_SECONDS;
    assert_eq!(safe, [(taken(0), 0), (taken(0), 0), (taken(1), 1), (taken(2), 1)]);
    assert_eq!(names(&scene.path("backups")).len(), 2);
    assert!(backup_safe(&centre).await.is_some());
}

#[tokio::test]
async fn a_copy_whose_records_do_not_add_up_is_no_backup_and_moves_nothing() {
    let scene = Scene::new();
    let centre = scene.centre().await;
    let club = centre.club(17).await.unwrap().club;
    store::write(centre.store(), move |tx| {
        let roster = tx.book(&Book::roster(club))?.unwrap();
        let mut row = tx.entity(roster.handle, club)?.unwrap();
        row.state.push(0);
        tx.put_entity(roster.handle, &row)
    })
    .await
    .unwrap();
    let refused = scene.back_up(&centre, 1).await.unwrap_err();
    assert!(matches!(refused, BackupError::NotWhole(_)), "{refused}");
    assert_eq!(names(&scene.path("backups")), Vec::<String>::new());
    assert_eq!(backup_safe(&centre).await, None);
}

#[tokio::test]
async fn another_key_opens_nothing() {
    let scene = Scene::new();
    let centre = scene.centre().await;
    let report = scene.back_up(&centre, 1).await.unwrap();
    let folder = scene.after_the_disaster("fresh");
    let others = Opener::Identities(vec![Identity::generate()]);
    let refused = restore(scene.options("fresh", 6), report.path.clone(), others).await.unwrap_err();
    assert!(matches!(refused, BackupError::WrongKey), "{refused}");
    let passphrase = Opener::Passphrase(SecretString::from("một câu dài mà không ai đoán".to_owned()));
    assert!(restore(scene.options("fresh", 6), report.path, passphrase).await.is_err());
    assert_eq!(names(&folder), ["keys"]);
}

#[tokio::test]
async fn a_passphrase_opens_what_it_closed_and_a_short_one_is_refused() {
    let scene = Scene::new();
    let centre = scene.centre().await;
    let file = scene.path("passphrase.txt");
    fs::write(&file, "trăng sáng\n").unwrap();
    assert!(matches!(Sealer::passphrase_file(&file), Err(BackupError::Passphrase(_))));
    fs::write(&file, "trăng sáng vườn chè xưa\n").unwrap();
    let plan = BackupPlan { to: scene.path("backups"), sealer: Sealer::passphrase_file(&file).unwrap(), keep: 1 };
    let report = create(&centre, plan).await.unwrap();
    scene.after_the_disaster("fresh");
    let opener = Opener::passphrase_file(&file).unwrap();
    let restored = restore(scene.options("fresh", 6), report.path, opener).await.unwrap();
    assert_eq!(restored.verified, report.verified);
}

#[tokio::test]
async fn a_backup_is_put_only_where_the_keys_are_its_own_and_no_database_is() {
    let scene = Scene::new();
    let centre = scene.centre().await;
    let report = scene.back_up(&centre, 1).await.unwrap();
    let put =
        async |name: &str| restore(scene.options(name, 6), report.path.clone(), scene.opener()).await.unwrap_err();
    assert!(matches!(put("data").await, BackupError::NotEmpty(_)));
    assert_eq!(club_numbers(&centre).await, [17], "the centre there is untouched");
    fs::create_dir(scene.path("bare")).unwrap();
    assert!(matches!(put("bare").await, BackupError::NoKeys(_)));

    let other = Centre::open(scene.options("other", 99)).unwrap();
    other.shutdown().await;
    fs::remove_file(scene.path("other/centre.db")).unwrap();
    assert!(matches!(put("other").await, BackupError::OtherCentre { .. }));
    assert_eq!(names(&scene.path("other")), ["journal.log", "keys"]);
}

#[tokio::test]
async fn a_restore_that_was_cut_short_is_begun_again() {
    let scene = Scene::new();
    let centre = scene.centre().await;
    let report = scene.back_up(&centre, 1).await.unwrap();
    let folder = scene.after_the_disaster("fresh");
    // As after a power cut between the database's taking its place and its new epoch.
    fs::write(folder.join("restore.unfinished"), b"").unwrap();
    fs::write(folder.join("centre.db"), b"half of it").unwrap();
    fs::write(folder.join("centre.db-wal"), b"of a lost database").unwrap();
    restore(scene.options("fresh", 6), report.path, scene.opener()).await.unwrap();
    assert!(!is_unfinished(&folder));
    let centre = Centre::open(scene.options("fresh", 7)).unwrap();
    assert_eq!(club_numbers(&centre).await, [17]);
    let aside = fs::read(folder.join("centre.db-wal.set-aside-1")).unwrap();
    assert_eq!(aside, b"of a lost database");
}

#[tokio::test]
async fn the_folders_own_journal_is_kept_and_replayed() {
    let scene = Scene::new();
    let centre = scene.centre().await;
    let report = scene.back_up(&centre, 1).await.unwrap();
    let folder = scene.after_the_disaster("fresh");
    let club = centre.club(17).await.unwrap().club;
    let line = format!("revoked_person {club} {}\n", "ab".repeat(16));
    fs::write(folder.join("journal.log"), &line).unwrap();
    let restored = restore(scene.options("fresh", 6), report.path, scene.opener()).await.unwrap();
    assert!(restored.had_journal);
    assert!(fs::read_to_string(folder.join("journal.log")).unwrap().starts_with(&line));
    let fresh = Centre::open(scene.options("fresh", 7)).unwrap();
    let person = clubbook_model::id::RecordId([0xab; 16]);
    let revoked = store::read(fresh.store(), move |tx| tx.is_person_revoked(club, person)).await.unwrap();
    assert!(revoked);
}

#[tokio::test]
async fn two_backups_at_once_take_turns() {
    let scene = Scene::new();
    let centre = scene.centre().await;
    let lock = fs::File::create(scene.path("data/backup.lock")).unwrap();
    lock.lock().unwrap();
    assert!(matches!(scene.back_up(&centre, 1).await.unwrap_err(), BackupError::Underway));
    lock.unlock().unwrap();
    assert!(scene.back_up(&centre, 1).await.is_ok());
}

#[tokio::test]
async fn a_backup_of_a_newer_database_is_left_alone() {
    let scene = Scene::new();
    let centre = scene.centre().await;
    centre.shutdown().await;
    let connection = rusqlite::Connection::open(scene.path("data/centre.db")).unwrap();
    connection.pragma_update(None, "user_version", 900).unwrap();
    drop(connection);
    let refused = super::database::verify(&scene.path("data/centre.db")).unwrap_err();
    assert!(matches!(refused, BackupError::Centre(CentreError::NewerVersion { found: 900, .. })), "{refused}");
}

#[tokio::test]
async fn a_backup_that_a_clock_dated_years_ahead_neither_stands_for_later_ones_nor_lets_phones_forget() {
    const YEARS: i64 = 5 * 365 * 86_400;
    let scene = Scene::new();
    let centre = scene.centre().await;
    scene.clock.pass(YEARS);
    let ahead = scene.back_up(&centre, 1).await.unwrap();
    scene.clock.pass(-YEARS);
    // The later one would be the older one, and be removed.
    let refused = scene.back_up(&centre, 1).await.unwrap_err();
    assert!(matches!(&refused, BackupError::FromTheFuture(path) if *path == ahead.path), "{refused}");
    // That moment will pass, and then it would be believed.
    assert_eq!(backup_safe(&centre).await, None);
    fs::rename(&ahead.path, scene.path("ahead.age")).unwrap();
    let report = scene.back_up(&centre, 1).await.unwrap();
    assert!(report.path.exists());
    let safe = backup_safe(&centre).await.unwrap();
    assert_eq!(i64::from_be_bytes(safe.try_into().unwrap()), report.backup_safe.0);
}

#[tokio::test]
async fn no_password_and_no_link_from_before_a_restore_opens_anything() {
    let scene = Scene::new();
    let centre = scene.centre().await;
    let new = |login: &str| officers::NewOfficer { login: login.into(), name: "Chị Thu".into(), unit: None };
    officers::add(&centre, new("thu")).await.unwrap();
    let link = officers::add(&centre, new("thanhha")).await.unwrap();
    store::write(centre.store(), |tx| {
        let id = tx.officer_by_login("thu")?.expect("she was added").id;
        tx.set_officer_password(id, "Chị Thu", "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaGhhc2hoYXNo")
    })
    .await
    .unwrap();
    let session = SessionRow { record: "{}".to_owned(), expires_at: Instant(i64::MAX) };
    store::write(centre.store(), move |tx| tx.put_officer_session(&[7; 32], &session)).await.unwrap();
    let report = scene.back_up(&centre, 1).await.unwrap();
    // Whoever leaves after the backup is in it with a password.
    officers::remove(&centre, "thu").await.unwrap();
    scene.after_the_disaster("fresh");
    let restored = restore(scene.options("fresh", 6), report.path, scene.opener()).await.unwrap();
    assert_eq!(restored.closed.officers, 2);
    let fresh = Centre::open(scene.options("fresh", 7)).unwrap();
    let open = store::read(fresh.store(), |tx| Ok(tx.officer_session(&[7; 32])?.is_some())).await.unwrap();
    assert!(!open);
    let listed = officers::list(&fresh).await.unwrap();
    assert_eq!(listed.iter().map(|officer| officer.has_password).collect::<Vec<_>>(), [false, false]);
    let token = link.path().rsplit('/').next().unwrap().to_owned();
    assert_eq!(officers::look_at_link(&fresh, &token).await.unwrap(), None);
    assert!(officers::look_at_link(&centre, &token).await.unwrap().is_some(), "it is the link's token");
    // As long as nobody has a password, the first start prints a link again.
    assert!(officers::first_link(&fresh).await.unwrap().is_some());
}
