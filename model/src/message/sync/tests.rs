//! Requests and answers survive their bytes, and damage is noticed.

use super::*;
use crate::id::OpId;
use crate::key::KeyPair;

fn answer() -> SyncAnswer {
    SyncAnswer {
        server_time: Instant(1_800_000_000),
        challenge: vec![9; 40],
        epoch: [3; 16],
        lineage: vec![Cursor { handle: 4, seq: 9 }, Cursor { handle: 7, seq: 1 }],
        standing: Standing::Held(Held::AfterFork),
        acknowledged: Acknowledgement {
            point: JournalPoint { seq: 300, chain: Chain([5; 16]) },
            restamped: vec![(299, Hlc::new(1_800_000_000, 4))],
        },
        send_from: Some(301),
        send_cursors: true,
        quarantine: vec![Quarantined { first: 4, last: 6, reason: "no_right".into() }],
        rights_version: 12,
        grants: vec![BookGrant { handle: 4, book: Book::reference(), rights: Rights::READ }],
        sums: vec![BookState { handle: 4, seq: 9, sum: StateSum(77) }],
        send_buckets: vec![4],
        snapshot: Some(SnapshotPlace { id: [1; 8], next_part: 2 }),
        more: true,
        backup_safe: Some(Instant(1_799_000_000)),
        journal_points: vec![JournalPoint { seq: 8, chain: Chain([6; 16]) }],
        frames: vec![vec![1, 2, 3], vec![4; 300]],
    }
}

#[test]
fn an_answer_survives_its_bytes_and_a_cut_leaves_its_whole_frames() {
    let bytes = answer().to_bytes();
    assert_eq!(SyncAnswer::from_bytes(&bytes), Ok(answer()));
    let cut = SyncAnswer::from_prefix(&bytes[..bytes.len() - 1]).unwrap();
    assert_eq!((cut.frames.len(), cut.more, cut.sums.len()), (1, true, 0));
    assert_eq!(cut.acknowledged, answer().acknowledged);
}

#[test]
fn an_answer_that_arrives_byte_by_byte_gives_its_head_then_each_frame_as_soon_as_it_is_whole() {
    let whole = answer().to_bytes();
    let (mut reader, mut head, mut frames) = (AnswerReader::default(), None, Vec::new());
    for length in 0..=whole.len() {
        assert!(frames.len() < 2, "nothing comes after the last frame");
        while let Some(piece) = reader.next(&whole[..length]).unwrap() {
            match piece {
                Piece::Head(read) => assert!(head.replace((length, read)).is_none() && frames.is_empty()),
                Piece::Frame(frame) => frames.push((length, frame.to_vec())),
            }
        }
    }
    let (known_at, head) = head.unwrap();
    assert_eq!(SyncAnswer { frames: answer().frames, ..*head }, answer());
    let ends: Vec<usize> = frames.iter().map(|(length, _)| *length).collect();
    assert_eq!(ends, [whole.len() - 303, whole.len()]);
    assert!(known_at <= ends[0]);
    assert_eq!(frames.into_iter().map(|(_, frame)| frame).collect::<Vec<_>>(), answer().frames);
    assert!(reader.is_at_end(&whole));
}

#[test]
fn a_damaged_head_is_noticed_before_the_first_frame_is_taken() {
    let mut damaged = answer().to_bytes();
    damaged[4] ^= 1;
    assert!(AnswerReader::default().next(&damaged).is_err());
}

#[test]
fn no_flipped_bit_outside_the_frames_goes_unnoticed_and_no_cut_there_is_believed() {
    let whole = answer().to_bytes();
    let head = whole.len() - 3 - 300 - 5;
    for place in 0..head {
        for bit in 0..8 {
            let mut damaged = whole.clone();
            damaged[place] ^= 1 << bit;
            assert_ne!(SyncAnswer::from_bytes(&damaged).ok(), Some(answer()), "bit {bit} of byte {place}");
            if let Ok(read) = SyncAnswer::from_bytes(&damaged) {
                // The number or the length of the checksum's own field: an answer without one is refused.
                panic!("bit {bit} of byte {place} gives {read:?}");
            }
        }
        assert!(SyncAnswer::from_prefix(&whole[..place]).is_err(), "cut at {place}");
    }
}

#[test]
fn a_request_survives_its_bytes_and_is_believed_only_with_its_signature() {
    let key = KeyPair::from_secret(&[4; 32]);
    let point = |seq| JournalPoint { seq, chain: Chain([seq as u8; 16]) };
    let request = SyncRequest {
        device: key.device_id(),
        challenge: vec![1; 40],
        claim: Claim { acknowledged: point(3), made: point(9) },
        epoch: Some([2; 16]),
        cursors: Some(vec![Cursor { handle: 1, seq: 2 }, Cursor { handle: 9, seq: 700 }]),
        digest: Some([3; 16]),
        answer_limit: 1 << 20,
        dictionary: 1,
        rights_version: 5,
        snapshot: Some(SnapshotPlace { id: [8; 8], next_part: 1 }),
        certificate: Some(vec![7; 90]),
        buckets: vec![(9, vec![StateSum(1), StateSum(2)])],
        app: "clubbook-phone 0.1".into(),
        successions: vec![vec![6; 20], vec![7; 20]],
        compare_journal: Some((4, 9)),
        readings: vec![(OpId { device: key.device_id(), seq: 7 }, Hlc::new(1_800_000_000, 4))],
        frames: vec![vec![1; 10], vec![2; 20]],
    };
    let bytes = request.sign(&key);
    assert_eq!(SyncRequest::from_bytes(&bytes), Ok(request));
    assert_eq!(SyncRequest::verify(&bytes, &key.public()), Ok(()));
    for place in [0, 5, bytes.len() / 2, bytes.len() - 1] {
        let mut damaged = bytes.clone();
        damaged[place] ^= 1;
        assert!(SyncRequest::verify(&damaged, &key.public()).is_err(), "byte {place}");
    }
}
