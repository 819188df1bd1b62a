//! Frames of the three kinds, with their parts and what they hold.

use clubbook_model::codec::{Reader, Writer};
use clubbook_model::frame::{BookRange, CentreFrame, FrameKind, Limits, NEWEST_DICTIONARY, PushFrame, Row, fragments};
use clubbook_model::id::Book;
use clubbook_model::key::KeyPair;
use clubbook_model::merge::EntityState;
use clubbook_model::op::Op;
use clubbook_model::registry::{Entity, HomeVisit};
use clubbook_model::time::Hlc;
use serde_json::{Value as Json, json};

use super::describe::{self, hex, unhex};
use super::folder::kept_frame;
use super::journal::under_new_numbers;
use super::story;

/// The parts of a frame.
struct Parts {
    dictionary: u8,
    raw_length: usize,
    pressed: Vec<u8>,
    /// The decompressed payload; empty where a dictionary is needed.
    payload: Vec<u8>,
    checksum: Vec<u8>,
    signature: Vec<u8>,
}

fn parts(frame: &[u8]) -> Parts {
    let what = "a frame";
    let mut r = Reader::new(frame);
    r.raw(6, what).unwrap();
    r.bytes(what).unwrap();
    let dictionary = r.u8(what).unwrap();
    let raw_length = r.small(what).unwrap();
    let pressed = r.bytes(what).unwrap().to_vec();
    let payload = if dictionary == 0 { zstd::bulk::decompress(&pressed, raw_length).unwrap() } else { Vec::new() };
    let checksum = r.raw(4, what).unwrap().to_vec();
    Parts { dictionary, raw_length, pressed, payload, checksum, signature: r.rest().to_vec() }
}

fn payload(frame: &[u8]) -> Vec<u8> {
    parts(frame).payload
}

/// A frame with its parts.
fn frame(name: &str, signed_by: &KeyPair, bytes: &[u8], means: &Json) -> Json {
    let parts = parts(bytes);
    let length = |bytes: usize| {
        let mut w = Writer::new();
        w.varint(bytes as u64);
        hex(w.as_bytes())
    };
    json!({
        "name": name,
        "signed_by": hex(signed_by.public().0),
        "dictionary": parts.dictionary,
        "hex": hex(bytes),
        "length": length(bytes.len()),
        "raw_length": length(parts.raw_length),
        "pressed_length": length(parts.pressed.len()),
        "pressed": hex(parts.pressed),
        "payload": hex(parts.payload),
        "checksum": hex(parts.checksum),
        "signature": hex(parts.signature),
        "means": means,
    })
}

fn read_push(frame: &[u8]) -> PushFrame {
    PushFrame::decode(frame, &story::hung().public(), &Limits::default()).unwrap()
}

/// A push frame of Hùng's phone, as it stands in the file where that still holds.
pub(crate) fn kept_push(name: &str, ops: &[Op], dictionary: u8) -> Vec<u8> {
    let salts = story::salts();
    let fresh = PushFrame::encode(&story::hung(), story::start(), &salts, ops, dictionary).unwrap();
    let tells = |frame: &[u8]| PushFrame::decode(frame, &story::hung().public(), &Limits::default()).ok();
    let same = |kept: &[u8], fresh: &[u8]| tells(kept) == tells(fresh) && payload(kept) == payload(fresh);
    kept_frame(name, fresh, same)
}

fn push(name: &str, bytes: &[u8], tell_ops: bool) -> Json {
    let read = read_push(bytes);
    let salts: Vec<Json> =
        read.salts.iter().map(|(number, salt)| json!({"segment": number, "salt": hex(salt)})).collect();
    let ops: Vec<String> = read.ops.iter().map(|op| hex(op.to_bytes())).collect();
    let means = json!({
        "device": read.header.device.to_string(),
        "first": read.header.first,
        "count": read.header.count,
        "before": hex(read.header.before.0),
        "after": hex(read.header.after.0),
        "salts": salts,
        // Of a long one the chain value at its end says enough.
        "ops": if tell_ops { json!(ops) } else { Json::Null },
    });
    frame(name, &story::hung(), bytes, &means)
}

/// The roster, and Mai's op on the visit with the reading that the centre gave it.
pub(crate) fn pull() -> CentreFrame {
    let roster: Vec<Row> = story::journal_of_centre()
        .into_iter()
        .zip(1..)
        .map(|(op, book_seq)| Row { op, book_seq, effective: None })
        .collect();
    let clamped = Row { op: story::op_of_mai(), book_seq: 4, effective: Some(Hlc::new(story::MORNING + 30, 0)) };
    CentreFrame {
        kind: FrameKind::Pull,
        epoch: story::EPOCH,
        books: vec![
            BookRange { book: Book::roster(story::club()), from: 0, to: 5 },
            BookRange { book: Book::care(story::club(), story::lan()), from: 3, to: 4 },
        ],
        rows: roster.into_iter().chain([clamped]).collect(),
    }
}

/// Two ops that were renumbered.
fn renumbered() -> CentreFrame {
    let rows = under_new_numbers().into_iter().zip(5..).map(|(op, book_seq)| Row { op, book_seq, effective: None });
    CentreFrame {
        kind: FrameKind::Pull,
        epoch: story::EPOCH,
        books: vec![BookRange { book: Book::care(story::club(), story::lan()), from: 4, to: 6 }],
        rows: rows.collect(),
    }
}

/// The state of the visit after all three ops on it, as the centre sends it in a snapshot at 4.
fn snapshot() -> CentreFrame {
    let mut state = EntityState::new();
    let [visit, _, correction] = story::journal_of_hung().try_into().unwrap();
    state.fold(&visit, None);
    state.fold(&correction, None);
    state.fold(&story::op_of_mai(), Some(Hlc::new(story::MORNING + 30, 0)));
    let book = Book::care(story::club(), story::lan());
    CentreFrame {
        kind: FrameKind::Snapshot,
        epoch: story::EPOCH,
        books: vec![BookRange { book, from: 0, to: 4 }],
        rows: fragments(book, HomeVisit::DEF.number, story::visit(), &state),
    }
}

fn read_centre(frame: &[u8]) -> CentreFrame {
    CentreFrame::decode(frame, &story::centre().public(), &Limits::default()).unwrap()
}

/// A frame of the centre, as it stands in the file where that still holds.
pub(crate) fn kept_centre(name: &str, frame: &CentreFrame, dictionary: u8) -> Vec<u8> {
    let tells = |frame: &[u8]| CentreFrame::decode(frame, &story::centre().public(), &Limits::default()).ok();
    let same = |kept: &[u8], fresh: &[u8]| tells(kept) == tells(fresh) && payload(kept) == payload(fresh);
    kept_frame(name, frame.encode(&story::centre(), dictionary), same)
}

/// Frames of the three kinds, without a dictionary and with the newest; what they hold; and some that nobody may take.
pub(crate) fn frames() -> Json {
    let mut vectors = Vec::new();
    let mut with_dictionaries = vec![("", 0)];
    if NEWEST_DICTIONARY != 0 {
        with_dictionaries.push(("_with_dictionary", NEWEST_DICTIONARY));
    }
    for (suffix, dictionary) in with_dictionaries {
        for (name, ops, tell_ops) in
            [("push", story::journal_of_hung(), true), ("push_long", story::long_journal(), false)]
        {
            let name = format!("{name}{suffix}");
            vectors.push(push(&name, &kept_push(&format!("frames/{name}"), &ops, dictionary), tell_ops));
        }
        for (name, frame) in [("pull", pull()), ("pull_renumbered", renumbered()), ("snapshot", snapshot())] {
            let name = format!("{name}{suffix}");
            vectors.push(centre_frame(&name, &kept_centre(&format!("frames/{name}"), &frame, dictionary)));
        }
    }
    let good = unhex(vectors[0]["hex"].as_str().unwrap());
    let mut flipped = good.clone();
    flipped[20] ^= 1;
    for (bytes, why) in [(good[..good.len() - 1].to_vec(), "cut"), (flipped, "one bit changed")] {
        assert!(PushFrame::decode(&bytes, &story::hung().public(), &Limits::default()).is_err());
        let signed_by = hex(story::hung().public().0);
        vectors.push(json!({"name": "refused", "signed_by": signed_by, "hex": hex(bytes), "means": why}));
    }
    Json::Array(vectors)
}

fn centre_frame(name: &str, bytes: &[u8]) -> Json {
    let read = read_centre(bytes);
    let ranges: Vec<Json> = read
        .books
        .iter()
        .map(|range| json!({"book": describe::book(&range.book), "from": range.from, "to": range.to}))
        .collect();
    let rows: Vec<Json> = read
        .rows
        .iter()
        .map(|row| {
            let effective = row.effective.map(|hlc| hlc.bits().to_string());
            json!({"op": hex(row.op.to_bytes()), "book_seq": row.book_seq, "effective": effective})
        })
        .collect();
    let means = json!({
        "kind": if read.kind == FrameKind::Pull { "pull" } else { "snapshot" },
        "epoch": hex(read.epoch),
        "books": ranges,
        "rows": rows,
    });
    frame(name, &story::centre(), bytes, &means)
}
