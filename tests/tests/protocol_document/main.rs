//! `docs/sync-protocol.md` and `docs/vectors/` say what the model does: the vectors are made here, and the bytes that the
//! document explains are those of the vectors.
//!
//! A vector that is out of date fails; `UPDATE_VECTORS=1 cargo test -p clubbook-tests --test protocol_document` writes
//! them anew. Before a release that is all there is to do; afterwards a changed vector is a changed protocol.
//!
//! | file | what |
//! |---|---|
//! | `story` | the people, keys and ops that all the examples are about |
//! | `describe` | values, ops and states as JSON that a program in another language can compare with |
//! | `plain`, `journal`, `frames`, `messages`, `registry` | the vectors |
//! | `folder` | the files: compared, or written |

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly, its functions too")]

mod describe;
mod folder;
mod frames;
mod journal;
mod messages;
mod plain;
mod registry;
mod story;

use std::collections::BTreeMap;

use clubbook_model::frame::{Limits, PushFrame};
use clubbook_server::CentreError;

#[test]
fn the_vectors_are_what_the_model_writes() {
    let fresh = [
        ("primitives.json", plain::primitives()),
        ("values.json", plain::values()),
        ("ids.json", plain::ids()),
        ("ops.json", journal::ops()),
        ("chain.json", journal::chain()),
        ("states.json", journal::states()),
        ("keys.json", messages::keys()),
        ("frames.json", frames::frames()),
        ("messages.json", messages::messages()),
        ("registry.json", registry::registry()),
    ];
    let stale: Vec<&str> =
        fresh.into_iter().filter(|(name, vectors)| !folder::holds(name, vectors)).map(|(name, _)| name).collect();
    assert!(
        stale.is_empty(),
        "out of date: {stale:?}; UPDATE_VECTORS=1 cargo test -p clubbook-tests --test protocol_document writes them anew"
    );
}

#[test]
fn the_bytes_in_the_document_are_those_of_the_vectors() {
    let document = folder::document();
    let mut wrong = Vec::new();
    let mut found = 0;
    for block in folder::hex_blocks(&document) {
        found += 1;
        if folder::named_bytes(&block.name).as_deref() != Some(block.bytes.as_str()) {
            wrong.push(block.name);
        }
    }
    assert!(found >= 10, "only {found} worked examples were found");
    assert!(wrong.is_empty(), "other bytes in the document than in the vectors: {wrong:?}");
}

#[test]
fn frames_that_the_other_client_wrote_by_the_plainest_rules_read_as_the_same_ops() {
    let journal = story::journal_of_hung();
    for (name, ops) in [("one", &journal[2..]), ("three", &journal[..])] {
        let bytes = describe::unhex(&folder::named_bytes(&format!("foreign/{name}")).unwrap());
        let frame = PushFrame::decode(&bytes, &story::hung().public(), &Limits::default()).unwrap();
        assert_eq!(frame.ops, ops);
        assert_eq!(frame.salts, story::salts()[..1]);
    }
}

#[test]
fn every_field_of_every_message_stands_in_the_document() {
    let document = folder::document();
    let mut missing = BTreeMap::new();
    for (list, entries) in messages::numbered_fields() {
        let Some((_, section)) = document.split_once(&format!("Fields of `{list}`")) else {
            missing.insert(list, entries);
            continue;
        };
        let table: String =
            section.lines().skip_while(|l| !l.starts_with('|')).take_while(|l| l.starts_with('|')).collect();
        let absent: Vec<u64> = entries.into_iter().filter(|number| !table.contains(&format!("| {number} |"))).collect();
        if !absent.is_empty() {
            missing.insert(list, absent);
        }
    }
    assert!(missing.is_empty(), "not in the document: {missing:?}");
}

#[test]
fn every_refusal_of_the_centre_stands_in_the_document_with_its_status() {
    use clubbook_model::codec::DecodeError;
    let refusals = [
        CentreError::ChallengeExpired { challenge: Vec::new() },
        CentreError::UnknownVersion,
        CentreError::Malformed(DecodeError::Truncated("a request")),
        CentreError::BadSignature,
        CentreError::BadCertificate,
        CentreError::CodeWrong,
        CentreError::CodeUsed,
        CentreError::CodeExpired,
        CentreError::CodeCancelled,
        CentreError::CodeBlocked,
        CentreError::Revoked,
        CentreError::TooLarge,
    ];
    let document = folder::document();
    for refusal in refusals {
        let row = format!("| {} | `{}` |", refusal.status(), refusal.code());
        assert!(document.contains(&row), "{row}");
    }
}

#[test]
fn every_reason_for_which_an_op_is_held_stands_in_the_document() {
    use clubbook_model::message::reason::*;
    let reasons = [
        NO_RIGHT,
        WRONG_BOOK,
        WRONG_KEY,
        WRONG_NAME,
        BEHIND_QUARANTINED,
        RECORD_FULL,
        UNREADABLE,
        HELD_AFTER_FORK,
        REVOKED,
        REFUSED,
    ];
    let document = folder::document();
    let absent: Vec<&str> =
        reasons.into_iter().filter(|reason| !document.contains(&format!("\n| `{reason}` |"))).collect();
    assert!(absent.is_empty(), "not in the document: {absent:?}");
}
