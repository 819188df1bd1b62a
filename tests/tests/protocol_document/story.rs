//! The people, keys and ops that all the examples are about: Hùng, a volunteer, visits Lan; Mai, the secretary, corrects
//! his note. The keys are of bytes that anybody can type, so that every example can be made again.

use clubbook_model::chain::{Chain, Salt};
use clubbook_model::edit::Draft;
use clubbook_model::field::Tag;
use clubbook_model::id::{Book, OpId, RecordId};
use clubbook_model::key::KeyPair;
use clubbook_model::op::{Op, Source};
use clubbook_model::registry::{
    Attendance, CareCase, Club, Entity, HealthMeasurement, HomeVisit, Meeting, Membership, Person,
};
use clubbook_model::time::{Day, Hlc, Instant, PartialDate};
use clubbook_model::value::{Decimal, Unit, Value};
use clubbook_model::vocabulary::{Duration, Mark, Role, Service};

/// The salt of the first segment of both journals.
pub(crate) const SALT: Salt = [0x5a; 16];
/// The epoch of the centre.
pub(crate) const EPOCH: [u8; 16] = [0xe0; 16];
/// 21 November 2026, 08:00 in Vietnam.
pub(crate) const MORNING: u64 = 1_795_222_800;

/// The centre's key; its own ops are made with it, too.
pub(crate) fn centre() -> KeyPair {
    KeyPair::from_secret(&[1; 32])
}

/// The phone of Hùng, who visits.
pub(crate) fn hung() -> KeyPair {
    KeyPair::from_secret(&[2; 32])
}

/// The phone of Mai, the secretary.
pub(crate) fn mai() -> KeyPair {
    KeyPair::from_secret(&[3; 32])
}

/// An op's id.
pub(crate) fn id(key: &KeyPair, seq: u64) -> OpId {
    OpId { device: key.device_id(), seq }
}

fn made(seq: u64) -> RecordId {
    RecordId::of_op(id(&centre(), seq), 0)
}

/// The club: record of the centre's first op.
pub(crate) fn club() -> RecordId {
    made(1)
}

/// Lan, who is visited.
pub(crate) fn lan() -> RecordId {
    made(2)
}

/// Hùng as a person.
pub(crate) fn hung_person() -> RecordId {
    made(3)
}

/// Mai as a person.
pub(crate) fn mai_person() -> RecordId {
    made(4)
}

/// The visit: record of the first op of Hùng's phone.
pub(crate) fn visit() -> RecordId {
    RecordId::of_op(id(&hung(), 1), 0)
}

fn op(key: &KeyPair, seq: u64, seconds: u64, author: RecordId, book: Book, draft: Draft) -> Op {
    Op {
        id: id(key, seq),
        hlc: Hlc::new(seconds, 0),
        author,
        on_behalf_of: None,
        source: Source::APP,
        book,
        kind: draft.kind(),
        entity: draft.entity(),
        former: None,
        changes: draft.into_changes(),
    }
}

/// What the centre wrote: the club, three people, and the membership that makes Hùng a volunteer.
pub(crate) fn journal_of_centre() -> Vec<Op> {
    let imported = |seq: u64, draft: Draft| Op {
        source: Source::IMPORT,
        ..op(&centre(), seq, MORNING - 86_400, RecordId::NIL, Book::roster(club()), draft)
    };
    let mut the_club = Club::create(club());
    the_club.set(Club::name, "CLB LTHTGN thôn Gò Deo".into()).set(Club::number, 17);
    let mut lan_form = Person::create(lan());
    lan_form.set(Person::full_name, "Đinh Thị Lan".into());
    lan_form.set(Person::birth, PartialDate::year(1947).unwrap());
    let mut hung_form = Person::create(hung_person());
    hung_form.set(Person::full_name, "Phạm Văn Hùng".into());
    let mut mai_form = Person::create(mai_person());
    mai_form.set(Person::full_name, "Hồ Thị Mai".into());
    let mut membership = Membership::create(made(5));
    membership.set(Membership::person, Person::reference(hung_person()));
    membership.add(Membership::roles, &Role::Volunteer);
    [the_club, lan_form, hung_form, mai_form, membership]
        .into_iter()
        .zip(1..)
        .map(|(d, seq)| imported(seq, d))
        .collect()
}

/// What Hùng's phone wrote: the visit, the blood pressure and weight taken on it, and a correction of his own note.
pub(crate) fn journal_of_hung() -> Vec<Op> {
    let key = hung();
    let care = Book::care(club(), lan());
    let today = Day::from_ymd(2026, 11, 21).unwrap();
    let mut form = HomeVisit::create(visit());
    form.set(HomeVisit::person, Person::reference(lan())).set(HomeVisit::visited_on, today);
    form.set(HomeVisit::duration, Duration::UpTo30).set(HomeVisit::note, "Bà khỏe".into());
    form.add(HomeVisit::visitors, &Person::reference(hung_person()));
    form.add(HomeVisit::services, &Service::Chatting).add(HomeVisit::services, &Service::BloodPressure);
    let first = op(&key, 1, MORNING, hung_person(), care, form);

    let (person, context) = (Value::Ref(Person::reference(lan())), Value::Ref(HomeVisit::reference(visit())));
    let mut form = HealthMeasurement::create(HealthMeasurement::derived_id(&[person, context]));
    form.set(HealthMeasurement::person, Person::reference(lan()));
    form.set(HealthMeasurement::context, HomeVisit::reference(visit())).set(HealthMeasurement::measured_on, today);
    form.set(HealthMeasurement::weight, Decimal::new(485, 1, Unit::Kilogram).unwrap());
    form.set(HealthMeasurement::systolic, 135).set(HealthMeasurement::diastolic, 85);
    let second = op(&key, 2, MORNING, hung_person(), care, form);
    let second = Op { hlc: Hlc::new(MORNING, 1), ..second };

    let mut seen = clubbook_model::merge::EntityState::new();
    seen.fold(&first, None);
    let mut form = HomeVisit::edit(visit(), &seen);
    form.set(HomeVisit::note, "Bà khỏe, ăn được".into());
    let third = op(&key, 3, MORNING + 600, hung_person(), care, form);
    vec![first, second, third]
}

/// What Mai's phone wrote, from paper, having seen only the first note: her correction and Hùng's own are concurrent.
pub(crate) fn op_of_mai() -> Op {
    let mut seen = clubbook_model::merge::EntityState::new();
    seen.fold(&journal_of_hung()[0], None);
    let mut form = HomeVisit::edit(visit(), &seen);
    form.set(HomeVisit::note, "Bà khỏe, đi lại được".into()).remove(HomeVisit::services, &Service::Chatting);
    let op = op(&mai(), 1, MORNING + 60, mai_person(), Book::care(club(), lan()), form);
    Op { on_behalf_of: Some(hung_person()), source: Source::PAPER, ..op }
}

/// The salts of the segments that the journals of these examples touch.
pub(crate) fn salts() -> Vec<(u64, Salt)> {
    vec![(0, SALT), (1, [0xa5; 16])]
}

/// 300 ops of Hùng's phone, with everything in them that a frame writes in a way of its own: a year of visits to several
/// people, marks of meetings, sets of references and of text, elements taken out, a field cleared, clocks that stood still.
pub(crate) fn long_journal() -> Vec<Op> {
    let key = hung();
    let mut journal: Vec<Op> = Vec::new();
    for seq in 1..=300u64 {
        let person = made(2 + seq % 7);
        let seconds = MORNING + seq * 86_400 + seq * seq % 3600;
        let today = Day::from_ymd(2026, 11, 21).unwrap().plus(i32::try_from(seq).unwrap());
        let record = RecordId::of_op(id(&key, seq), 0);
        let (book, form) = match seq % 10 {
            0 => {
                let meeting = Meeting::reference(made(100 + seq / 30));
                let keys = [Value::Ref(meeting), Value::Ref(Person::reference(person))];
                let mut form = Attendance::create(Attendance::derived_id(&keys));
                form.set(Attendance::meeting, meeting).set(Attendance::person, Person::reference(person));
                form.set(Attendance::mark, if seq % 20 == 0 { Mark::Present } else { Mark::Unknown(77) });
                (Book::roster(club()), form)
            }
            1 => {
                let mut form = Club::create(club());
                form.add(Club::hamlets, &format!("thôn {seq}")).add(Club::hamlets, &format!("thôn {}", seq + 1));
                form.set(Club::decision_date, today.plus(-30));
                (Book::roster(club()), form)
            }
            2 => {
                let mut form = CareCase::create(CareCase::derived_id(&[Value::Ref(Person::reference(person))]));
                form.set(CareCase::person, Person::reference(person));
                form.add(CareCase::volunteers, &Person::reference(hung_person()));
                form.add(CareCase::volunteers, &Person::reference(mai_person()));
                form.add(CareCase::services, &Service::Unknown(63)).add(CareCase::services, &Service::Unknown(64));
                (Book::care(club(), person), form)
            }
            3 => {
                let mut seen = clubbook_model::merge::EntityState::new();
                journal.iter().filter(|op| op.entity == club()).for_each(|op| seen.fold(op, None));
                let mut form = Club::edit(club(), &seen);
                form.remove(Club::hamlets, &format!("thôn {}", seq - 2)).clear(Club::decision_date);
                form.put(Tag(999 << 3 | 6), vec![0xff], Value::Unknown { value_type: 30 << 3, payload: Vec::new() });
                (Book::roster(club()), form)
            }
            4 => {
                // Under a care case's own id stands a record that is named by nothing else.
                let mut form = Draft::create(200, person);
                form.put(Tag(1 << 3), Vec::new(), Value::Instant(Instant(seconds as i64 - 60)));
                (Book::care(club(), person), form)
            }
            _ => {
                let mut form = HomeVisit::create(record);
                form.set(HomeVisit::person, Person::reference(person)).set(HomeVisit::visited_on, today.plus(-1));
                form.add(HomeVisit::visitors, &Person::reference(hung_person()));
                form.add(HomeVisit::services, &Service::Chatting);
                form.set_some(HomeVisit::note, (seq % 3 == 0).then(|| format!("Lần thăm thứ {seq}")));
                (Book::care(club(), person), form)
            }
        };
        let op = op(&key, seq, seconds, hung_person(), book, form);
        let counter = u16::try_from(seq % 3).unwrap();
        journal.push(Op { hlc: Hlc::new(seconds, counter), ..op });
    }
    journal
}

/// c(0) of Hùng's journal.
pub(crate) fn start() -> Chain {
    Chain::start(&hung().public().0)
}

/// c after so many ops of Hùng's journal.
pub(crate) fn chain_at(seq: usize) -> Chain {
    journal_of_hung().iter().take(seq).fold(start(), |chain, op| chain.next(&SALT, &op.to_bytes()))
}
