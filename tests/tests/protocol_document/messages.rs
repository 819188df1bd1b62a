//! Signatures, certificates, messages.

use clubbook_model::certificate::{Certificate, Succession};
use clubbook_model::chain::JournalPoint;
use clubbook_model::codec::Reader;
use clubbook_model::id::{Book, OpId};
use clubbook_model::key::{KeyPair, PublicKey, SignedFor};
use clubbook_model::merge::EntityState;
use clubbook_model::message::{
    Acknowledgement, BookGrant, BookState, CentreCard, Claim, Cursor, EnrolAnswer, EnrolRequest, Held, Quarantined,
    Refusal, Rights, SnapshotPlace, Standing, SyncAnswer, SyncRequest,
};
use clubbook_model::sum::{BUCKETS, StateSum, digest_of_books};
use clubbook_model::time::{Hlc, Instant};
use serde_json::{Value as Json, json};

use super::describe::{hex, named};
use super::frames::{kept_centre, kept_push, pull};
use super::story;

const ROSTER: u64 = 1;
const CARE: u64 = 2;

fn now() -> Instant {
    Instant(i64::try_from(story::MORNING).unwrap() + 3600)
}

fn certificate() -> Certificate {
    Certificate {
        device_key: story::hung().public(),
        club: story::club(),
        person: story::hung_person(),
        issued_at: Instant(i64::try_from(story::MORNING).unwrap() - 86_400),
        serial: 41,
    }
}

fn succession() -> Succession {
    let common = JournalPoint { seq: 2, chain: story::chain_at(2) };
    Succession { old_device: story::hung().device_id(), common, new_key: KeyPair::from_secret(&[4; 32]).public() }
}

/// Keys, a signature for each purpose, a certificate, a succession.
pub(crate) fn keys() -> Json {
    let purposes = [
        ("request", SignedFor::Request),
        ("push-frame", SignedFor::PushFrame),
        ("pull-frame", SignedFor::PullFrame),
        ("certificate", SignedFor::Certificate),
        ("succession", SignedFor::Succession),
    ];
    let key = story::hung();
    let mut vectors: Vec<Json> = [("centre", story::centre()), ("hung", story::hung()), ("mai", story::mai())]
        .into_iter()
        .map(|(name, key)| {
            let means = json!({"secret": hex(key.secret()), "device": key.device_id().to_string(),
                "fingerprint": key.public().fingerprint()});
            named(name, key.public().0, means)
        })
        .collect();
    for (purpose, signed_for) in purposes {
        let signature = key.sign(signed_for, b"bytes");
        let means = json!({"secret": hex(key.secret()), "purpose": purpose, "signed": hex(b"bytes")});
        vectors.push(named("signature", signature, means));
    }
    let (certificate, succession) = (certificate(), succession());
    vectors.push(named(
        "certificate",
        certificate.sign(&story::centre()),
        json!({
            "device_key": hex(certificate.device_key.0),
            "club": certificate.club.to_string(),
            "person": certificate.person.to_string(),
            "issued_at": certificate.issued_at.0,
            "serial": certificate.serial,
            "signed_by": hex(story::centre().public().0),
        }),
    ));
    vectors.push(named(
        "succession",
        succession.sign(&key),
        json!({
            "old_device": succession.old_device.to_string(),
            "common": point(succession.common),
            "new_key": hex(succession.new_key.0),
            "signed_by": hex(key.public().0),
        }),
    ));
    Json::Array(vectors)
}

fn point(point: JournalPoint) -> Json {
    json!({"seq": point.seq, "chain": hex(point.chain.0)})
}

fn card() -> CentreCard {
    CentreCard {
        name: "Hội Người cao tuổi tỉnh Quảng Ngãi".into(),
        key: story::centre().public(),
        recovery_key: [0x77; 32],
        server_time: now(),
        challenge: vec![0xc0; 8],
    }
}

fn enrol_request() -> EnrolRequest {
    EnrolRequest {
        challenge: vec![0xc0; 8],
        club_number: 17,
        code: "12345678".into(),
        device_key: story::hung().public(),
        app: "example 1.0".into(),
    }
}

fn enrol_answer() -> EnrolAnswer {
    EnrolAnswer {
        certificate: certificate().sign(&story::centre()),
        club: story::club(),
        club_name: "CLB LTHTGN thôn Gò Deo".into(),
        person: story::hung_person(),
        person_name: "Phạm Văn Hùng".into(),
        challenge: vec![0xc1; 8],
        server_time: now(),
    }
}

/// A request as it is most of the time: three ops to send, cursors, nothing special.
fn request() -> SyncRequest {
    let made = JournalPoint { seq: 3, chain: story::chain_at(3) };
    SyncRequest {
        device: story::hung().device_id(),
        challenge: vec![0xc1; 8],
        claim: Claim { acknowledged: JournalPoint { seq: 0, chain: story::start() }, made },
        epoch: Some(story::EPOCH),
        cursors: Some(vec![Cursor { handle: ROSTER, seq: 5 }, Cursor { handle: CARE, seq: 0 }]),
        digest: None,
        answer_limit: 1 << 20,
        dictionary: 0,
        rights_version: 2,
        snapshot: None,
        certificate: None,
        buckets: Vec::new(),
        app: "example 1.0".into(),
        successions: Vec::new(),
        compare_journal: None,
        readings: Vec::new(),
        frames: vec![kept_push("frames/push", &story::journal_of_hung(), 0)],
    }
}

/// A request with every field.
fn full_request() -> SyncRequest {
    SyncRequest {
        digest: Some(digest_of_books([(ROSTER, 5, StateSum(1)), (CARE, 0, StateSum(0))])),
        dictionary: 1,
        snapshot: Some(SnapshotPlace { id: [0x51; 8], next_part: 3 }),
        certificate: Some(certificate().sign(&story::centre())),
        buckets: vec![(CARE, (0..BUCKETS as u128).map(StateSum).collect())],
        successions: vec![succession().sign(&story::hung())],
        compare_journal: Some((0, 3)),
        readings: vec![(OpId { device: story::hung().device_id(), seq: 2 }, Hlc::new(story::MORNING, 0))],
        ..request()
    }
}

/// The answer to [`request`]: the three ops are taken, one op of somebody else comes.
fn answer() -> SyncAnswer {
    let mut sum = StateSum::default();
    for (entity, state) in care_states() {
        sum = [sum, StateSum::of_entity(entity, &state.to_bytes())].into_iter().sum();
    }
    SyncAnswer {
        server_time: now(),
        challenge: vec![0xc2; 8],
        epoch: story::EPOCH,
        lineage: Vec::new(),
        standing: Standing::Good,
        acknowledged: Acknowledgement {
            point: JournalPoint { seq: 3, chain: story::chain_at(3) },
            restamped: Vec::new(),
        },
        send_from: None,
        send_cursors: false,
        quarantine: Vec::new(),
        rights_version: 2,
        grants: Vec::new(),
        sums: vec![BookState { handle: CARE, seq: 4, sum }],
        send_buckets: Vec::new(),
        snapshot: None,
        more: false,
        backup_safe: None,
        journal_points: Vec::new(),
        frames: vec![kept_centre("frames/pull", &pull(), 0)],
    }
}

/// Both entities of the care part as they stand at 4.
fn care_states() -> Vec<(clubbook_model::id::RecordId, EntityState)> {
    let [visit, measurement, correction] = story::journal_of_hung().try_into().unwrap();
    let mut of_visit = EntityState::new();
    let mut of_measurement = EntityState::new();
    of_visit.fold(&visit, None);
    of_visit.fold(&correction, None);
    of_visit.fold(&story::op_of_mai(), Some(Hlc::new(story::MORNING + 30, 0)));
    of_measurement.fold(&measurement, None);
    vec![(visit.entity, of_visit), (measurement.entity, of_measurement)]
}

/// An answer with every field.
fn full_answer() -> SyncAnswer {
    let grant = |handle, book, rights| BookGrant { handle, book, rights };
    SyncAnswer {
        lineage: vec![Cursor { handle: ROSTER, seq: 4 }, Cursor { handle: CARE, seq: 2 }],
        standing: Standing::Held(Held::AfterFork),
        acknowledged: Acknowledgement {
            point: JournalPoint { seq: 3, chain: story::chain_at(3) },
            restamped: vec![(2, Hlc::new(story::MORNING, 0)), (3, Hlc::new(story::MORNING, 1))],
        },
        send_from: Some(2),
        send_cursors: true,
        quarantine: vec![
            Quarantined { first: 2, last: 3, reason: "no_right".into() },
            Quarantined { first: 1, last: 1, reason: String::new() },
        ],
        grants: vec![
            grant(ROSTER, Book::roster(story::club()), Rights::READ.with(Rights::WRITE)),
            grant(CARE, Book::care(story::club(), story::lan()), Rights::ADD),
        ],
        send_buckets: vec![CARE],
        snapshot: Some(SnapshotPlace { id: [0x51; 8], next_part: 3 }),
        more: true,
        backup_safe: Some(Instant(now().0 - 7 * 86_400)),
        journal_points: vec![
            JournalPoint { seq: 0, chain: story::start() },
            JournalPoint { seq: 2, chain: story::chain_at(2) },
        ],
        ..answer()
    }
}

fn refusal() -> Refusal {
    Refusal { code: "challenge_expired".into(), challenge: vec![0xc3; 8], server_time: now() }
}

/// The fields of a message, as they stand in its bytes: the reader of each follows from the tables of the document.
fn fields(bytes: &[u8]) -> Json {
    let mut r = Reader::new(bytes);
    let mut fields = Vec::new();
    while !r.is_empty() {
        let number = r.varint("a field").unwrap();
        fields.push(json!({"number": number, "hex": hex(r.bytes("a field").unwrap())}));
    }
    Json::Array(fields)
}

fn unsigned(bytes: &[u8]) -> &[u8] {
    &bytes[..bytes.len() - 64]
}

fn message(name: &str, bytes: &[u8], signed_by: Option<PublicKey>) -> Json {
    let body = if signed_by.is_some() { unsigned(bytes) } else { bytes };
    json!({
        "name": name,
        "signed_by": signed_by.map(|key| hex(key.0)),
        "hex": hex(bytes),
        "signature": hex(&bytes[body.len()..]),
        "means": fields(body),
    })
}

/// An answer with the two things in it that nobody can work out in the head.
fn answer_message(name: &str, answer: &SyncAnswer) -> Json {
    let bytes = answer.to_bytes();
    let mut message = message(name, &bytes, None);
    let checksum =
        message["means"].as_array().unwrap().iter().find(|field| field["number"] == 19).unwrap()["hex"].clone();
    message["checksum"] = checksum;
    message["sum"] = json!(hex(answer.sums[0].sum.to_bytes()));
    message
}

/// A message of each sort.
pub(crate) fn messages() -> Json {
    let by = Some(story::hung().public());
    let (request, full_request) = (request().sign(&story::hung()), full_request().sign(&story::hung()));
    let (answer, full_answer) = (answer(), full_answer());
    assert_eq!(SyncAnswer::from_bytes(&full_answer.to_bytes()).as_ref(), Ok(&full_answer));
    let digest = digest_of_books([(ROSTER, 5, StateSum(1)), (CARE, 0, StateSum(0))]);
    json!([
        message("centre_card", &card().to_bytes(), None),
        message("enrol_request", &enrol_request().sign(&story::hung()), by),
        message("enrol_answer", &enrol_answer().to_bytes(), None),
        message("request", &request, by),
        message("request_with_every_field", &full_request, by),
        answer_message("answer", &answer),
        answer_message("answer_with_every_field", &full_answer),
        message("refusal", &refusal().to_bytes(), None),
        named(
            "digest_of_books",
            digest,
            json!([
                {"handle": ROSTER, "cursor": 5, "sum": hex(StateSum(1).to_bytes())},
                {"handle": CARE, "cursor": 0, "sum": hex(StateSum(0).to_bytes())},
            ])
        ),
    ])
}

/// The number of every field of every message: what the tables of the document have to list.
pub(crate) fn numbered_fields() -> Vec<(&'static str, Vec<u64>)> {
    let numbers = |body: &[u8]| {
        let mut numbers: Vec<u64> =
            fields(body).as_array().unwrap().iter().map(|field| field["number"].as_u64().unwrap()).collect();
        numbers.dedup();
        numbers
    };
    let request = numbers(unsigned(&full_request().sign(&story::hung())));
    vec![
        ("centre_card", numbers(&card().to_bytes())),
        ("enrol_request", numbers(unsigned(&enrol_request().sign(&story::hung())))),
        ("enrol_answer", numbers(&enrol_answer().to_bytes())),
        ("sync_request", request),
        ("sync_answer", numbers(&full_answer().to_bytes())),
        ("refusal", numbers(&refusal().to_bytes())),
        ("certificate", numbers(unsigned(&certificate().sign(&story::centre())))),
        ("succession", numbers(unsigned(&succession().sign(&story::hung())))),
    ]
}
