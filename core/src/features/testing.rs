//! For the features' tests: phones with real encrypted stores that hear of each other's ops without a centre.

use clubbook_model::edit::Draft;
use clubbook_model::entry::FieldEdit;
use clubbook_model::id::{Book, RecordId};
use clubbook_model::key::KeyPair;
use clubbook_model::op::Op;
use clubbook_model::registry::{Entity, Membership, Person, Reference};
use clubbook_model::time::{Day, Instant};
use clubbook_model::value::Value;
use clubbook_model::vocabulary::{ReferenceKind, Vocabulary};
use rusqlite::{Connection, Transaction};
use tempfile::TempDir;

use super::people::commands as people;
use super::people::views::AddPersonRequest;
use super::{CommandError, Commanded, Done, Pen, Question};
use crate::clock::Clock;
use crate::store::journal::{Author, Recorder};
use crate::store::{DatabaseKey, Store, StoreOptions, books, confirm, settings};
use crate::testing::{FakeClock, FakeRandom};

pub(super) const CLUB: RecordId = RecordId([1; 16]);

/// A phone: an encrypted store of its own, its own key and clock, and who uses it.
pub(super) struct Handset {
    _folder: TempDir,
    pub(super) store: Store,
    pub(super) clock: FakeClock,
    random: FakeRandom,
    pub(super) user: RecordId,
}

impl Handset {
    /// A phone whose key follows from `number`, on Tuesday 24 November 2026.
    pub(super) fn new(number: u8) -> Self {
        let folder = TempDir::new().unwrap();
        let store = Store::open(StoreOptions::new(folder.path().join("so.db"), DatabaseKey::new([5; 32]))).unwrap();
        store.write(|tx| settings::put_key_pair(tx, &KeyPair::from_secret(&[number; 32]))).unwrap();
        Self {
            _folder: folder,
            store,
            clock: FakeClock::on(2026, 11, 24),
            random: FakeRandom::new(u64::from(number)),
            user: RecordId([number; 16]),
        }
    }

    pub(super) fn used_by(mut self, user: RecordId) -> Self {
        self.user = user;
        self
    }

    pub(super) fn now(&self) -> Instant {
        self.clock.now()
    }

    pub(super) fn today(&self) -> Day {
        self.now().day_in_vietnam()
    }

    /// Time passes by whole days.
    pub(super) fn days_pass(&self, days: u32) {
        self.clock.pass(days * 86_400);
    }

    /// Somebody sets this phone's clock wrong by whole days.
    pub(super) fn shift_clock(&self, days: i64) {
        self.clock.set_wall(Instant(self.clock.now().0 + days * 86_400));
    }

    /// Runs a command in one transaction.
    pub(super) fn command<T>(&self, run: impl FnOnce(&mut Pen<'_>) -> Commanded<T>) -> Commanded<Done<T>> {
        self.command_by(Author::of_app(self.user), run)
    }

    /// Runs a command as somebody, from somewhere.
    pub(super) fn command_by<T>(
        &self,
        author: Author,
        run: impl FnOnce(&mut Pen<'_>) -> Commanded<T>,
    ) -> Commanded<Done<T>> {
        self.store.write(|tx: &Transaction<'_>| {
            let recorder = Recorder { clock: &self.clock, random: &self.random, author };
            let mut pen = Pen::new(tx, recorder, CLUB)?;
            let result = run(&mut pen)?;
            Ok(pen.done(result))
        })
    }

    /// Runs a command that goes through.
    pub(super) fn does<T>(&self, run: impl FnOnce(&mut Pen<'_>) -> Commanded<T>) -> T {
        self.command(run).unwrap().result
    }

    /// Runs a command that asks a question first and records nothing.
    pub(super) fn asks<T>(&self, run: impl FnOnce(&mut Pen<'_>) -> Commanded<T>) -> Question {
        let before = self.ops().len();
        let question = match self.command(run) {
            Err(CommandError::AskFirst(question)) => *question,
            Err(other) => panic!("an error instead of a question: {other}"),
            Ok(_) => panic!("no question was asked"),
        };
        assert_eq!(self.ops().len(), before);
        question
    }

    /// Runs a command that is refused and records nothing.
    pub(super) fn refuses<T>(&self, run: impl FnOnce(&mut Pen<'_>) -> Commanded<T>) -> CommandError {
        let before = self.ops().len();
        let Err(error) = self.command(run) else { panic!("it was recorded") };
        assert_eq!(self.ops().len(), before);
        error
    }

    pub(super) fn sees<T>(&self, look: impl FnOnce(&Connection) -> Commanded<T>) -> T {
        self.store.read(look).unwrap()
    }

    /// Everything that this phone has recorded.
    pub(super) fn ops(&self) -> Vec<Op> {
        self.sees(|conn| {
            let rows = crate::store::journal::rows(conn, 1, usize::MAX)?;
            Ok(rows.iter().map(|row| Op::from_bytes(&row.bytes).unwrap()).collect())
        })
    }

    /// Takes in what another phone has recorded, as if the centre had confirmed it.
    pub(super) fn hears(&self, other: &Self) {
        self.takes_in(&other.ops());
    }

    /// Takes in ops, as if the centre had confirmed them.
    pub(super) fn takes_in(&self, ops: &[Op]) {
        let take_in = |tx: &Transaction<'_>| -> Commanded<()> {
            for op in ops {
                let book = books::number(tx, &op.book)?;
                confirm::confirm(tx, book, op, None)?;
            }
            Ok(())
        };
        self.store.write(take_in).unwrap();
    }

    /// Adds a member with fields of the person and of the membership, as `("sex", "female")` and
    /// `("membership.register_no", "7")`.
    pub(super) fn adds(&self, name: &str, fields: &[(&str, &str)]) -> RecordId {
        let mut request = AddPersonRequest::member(name);
        request.is_another_person = true;
        let mut membership = Vec::new();
        for (field, text) in fields {
            match field.strip_prefix("membership.") {
                Some(field) => membership.push(FieldEdit::parse(Membership::DEF, field, text).unwrap()),
                None => request = request.with(FieldEdit::parse(Person::DEF, field, text).unwrap()),
            }
        }
        request.membership = Some(membership);
        self.does(|pen| people::add(pen, &request)).person.id
    }
}

/// Puts an entry into the reference book, as the centre would.
pub(super) fn add_reference(
    phone: &Handset,
    kind: ReferenceKind,
    code: &str,
    valid_from: Day,
    fill: impl FnOnce(&mut Draft),
) {
    let key = [Value::Enum(kind.number()), Value::Text(code.to_owned()), Value::Day(valid_from)];
    let mut draft = Reference::create(Reference::derived_id(&key));
    draft
        .set(Reference::reference_kind, kind)
        .set(Reference::code, code.to_owned())
        .set(Reference::valid_from, valid_from);
    fill(&mut draft);
    phone.does(|pen| pen.record(&Book::reference(), draft));
}

/// Two phones that both know the same club, used by two of its people: Hoa, who is club head, and Minh.
pub(super) struct Club {
    pub(super) hoa: Handset,
    pub(super) minh: Handset,
    /// Đinh Thị Lan, born 1955.
    pub(super) lan: RecordId,
    /// Phạm Văn Tùng, born 1949.
    pub(super) tung: RecordId,
}

impl Club {
    pub(super) fn new() -> Self {
        let hoa = Handset::new(11);
        let joined = ("membership.joined_on", "2025");
        let head = hoa.adds(
            "Nguyễn Thị Hoa",
            &[
                ("sex", "female"),
                ("birth", "1960"),
                ("phone", "0905 000 001"),
                ("membership.roles", "club_head"),
                ("membership.register_no", "1"),
                joined,
            ],
        );
        let volunteer =
            hoa.adds("Lê Văn Minh", &[("sex", "male"), ("birth", "1970"), ("membership.register_no", "4"), joined]);
        let lan = hoa.adds(
            "Đinh Thị Lan",
            &[("sex", "female"), ("birth", "1955"), ("hamlet", "Gò Deo"), ("membership.register_no", "2"), joined],
        );
        let tung = hoa.adds("Phạm Văn Tùng", &[("sex", "male"), ("birth", "1949"), joined]);
        let hoa = hoa.used_by(head);
        let minh = Handset::new(12).used_by(volunteer);
        minh.hears(&hoa);
        Self { hoa, minh, lan, tung }
    }

    /// Both phones hear of everything that the other one has recorded.
    pub(super) fn meet(&self) {
        self.hoa.hears(&self.minh);
        self.minh.hears(&self.hoa);
    }
}

/// How SQLite runs a statement.
pub(super) fn plan(phone: &Handset, sql: &str) -> String {
    phone.sees(|conn| {
        let mut statement = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
        let lines = statement.query_map([], |row| row.get::<_, String>(3))?;
        Ok(lines.collect::<rusqlite::Result<Vec<_>>>()?.join("; "))
    })
}
