//! Primitives, values and ids.

use clubbook_model::codec::{Reader, Writer};
use clubbook_model::id::{Book, DeviceId, RecordId};
use clubbook_model::registry::{Attendance, Entity, Meeting, Person};
use clubbook_model::sum::bucket;
use clubbook_model::time::{Day, Instant, PartialDate};
use clubbook_model::value::{Blob, Decimal, EntityRef, Unit, Value};
use clubbook_model::vocabulary::{MeetingKind, Vocabulary};
use serde_json::{Value as Json, json};

use super::describe::{self, hex, named};
use super::story;

/// Varints and zigzag varints, and what no reader may take.
pub(crate) fn primitives() -> Json {
    let mut vectors = Vec::new();
    for number in [0, 1, 127, 128, 300, 16_383, 16_384, u64::from(u32::MAX), u64::MAX] {
        let mut w = Writer::new();
        w.varint(number);
        vectors.push(named(&format!("varint:{number}"), w.into_bytes(), json!(number.to_string())));
    }
    for number in [0, -1, 1, -2, 63, -64, 64, i64::MAX, i64::MIN] {
        let mut w = Writer::new();
        w.zigzag(number);
        vectors.push(named(&format!("zigzag:{number}"), w.into_bytes(), json!(number.to_string())));
    }
    let refused: [(&[u8], &str); 4] = [
        (&[0x80, 0x00], "a needless last byte"),
        (&[0xff, 0x00], "a needless last byte"),
        (&[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x02], "more than 64 bits"),
        (&[0x80], "cut"),
    ];
    for (bytes, why) in refused {
        assert!(Reader::new(bytes).varint("a varint").is_err());
        vectors.push(named("refused_varint", bytes, json!(why)));
    }
    let mut w = Writer::new();
    w.bytes("Lan".as_bytes());
    vectors.push(named("bytes", w.into_bytes(), json!(hex("Lan"))));
    Json::Array(vectors)
}

/// One value of each type and at the ends of its range.
pub(crate) fn values() -> Json {
    let day = |y, m, d| Value::Day(Day::from_ymd(y, m, d).unwrap());
    let date = |y, m, d| Value::PartialDate(PartialDate::new(y, m, d).unwrap());
    let named_values = [
        ("none", Value::None),
        ("erased", Value::Erased),
        ("no", Value::Bool(false)),
        ("yes", Value::Bool(true)),
        ("int", Value::Int(-300)),
        ("int_smallest", Value::Int(i64::MIN)),
        ("int_largest", Value::Int(i64::MAX)),
        ("instant", Value::Instant(Instant(1_795_222_800))),
        ("day", day(2026, 11, 21)),
        ("day_before_1970", day(1947, 5, 3)),
        ("year", date(1947, None, None)),
        ("year_and_month", date(1947, Some(5), None)),
        ("date", date(1947, Some(5), Some(3))),
        ("enum", Value::Enum(7)),
        ("text", Value::Text("Lan".into())),
        ("text_vietnamese", Value::Text("Bà khỏe".into())),
        ("decimal", Value::Decimal(Decimal::new(485, 1, Unit::Kilogram).unwrap())),
        ("decimal_negative", Value::Decimal(Decimal::new(-5, 0, Unit::Celsius).unwrap())),
        ("ref", Value::Ref(EntityRef { kind: 2, id: story::lan() })),
        ("blob", Value::Blob(Blob { hash: [0xb1; 32], size: 4096, media_type: 3 })),
        ("unknown_empty", Value::Unknown { value_type: 20 << 3, payload: Vec::new() }),
        ("unknown_varint", Value::Unknown { value_type: 20 << 3 | 1, payload: vec![0xac, 0x02] }),
        ("unknown_bytes", Value::Unknown { value_type: 20 << 3 | 2, payload: vec![1, 2, 3] }),
    ];
    named_values.iter().map(|(name, value)| named(name, value.to_bytes(), describe::value(value))).collect()
}

/// Ids of devices, records and books.
pub(crate) fn ids() -> Json {
    let key = story::hung().public();
    let made = RecordId::of_op(story::id(&story::hung(), 258), 3);
    let (meeting, person) = (RecordId([0xaa; 16]), story::lan());
    let regular = [
        Value::Ref(EntityRef { kind: 1, id: story::club() }),
        Value::Int(2026 * 12 + 10),
        Value::Enum(MeetingKind::Regular.number()),
    ];
    let mark = [Value::Ref(Meeting::reference(meeting)), Value::Ref(Person::reference(person))];
    let derived = |kind: u32, key: &[Value], id: RecordId| {
        assert_eq!(id, RecordId::derived(kind, key));
        json!({"kind": kind, "key": key.iter().map(describe::value).collect::<Vec<_>>()})
    };
    let meeting_id = Meeting::derived_id(&regular);
    let mark_id = Attendance::derived_id(&mark);
    let book = |name: &str, book: Book| named(name, book.to_bytes(), describe::book(&book));
    json!([
        named(
            "device",
            DeviceId::of_key(&key.0).0.to_be_bytes(),
            json!({"key": hex(key.0), "fingerprint": key.fingerprint()})
        ),
        named("record_of_op", made.0, json!({"op": describe::op_id(made.as_op().0), "index": made.as_op().1})),
        named("derived_meeting", meeting_id.0, derived(Meeting::DEF.number, &regular, meeting_id)),
        named("derived_attendance", mark_id.0, derived(Attendance::DEF.number, &mark, mark_id)),
        book("book_roster", Book::roster(story::club())),
        book("book_care", Book::care(story::club(), story::lan())),
        book("book_notices", Book::notices(story::club())),
        book("book_reference", Book::reference()),
        named("bucket", [u8::try_from(bucket(meeting_id)).unwrap()], json!({"record": meeting_id.to_string()})),
    ])
}
