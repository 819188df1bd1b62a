//! What somebody reads whose phone does not reach its centre, while they connect it and later.

use std::collections::BTreeSet;

use clubbook_model::message::MEDIA_TYPE;
use clubbook_model::vocabulary::Language;

use super::*;
use crate::store::settings::Trouble;

/// Answers everything alike.
struct Answers(Result<Reply, TransportError>);

impl Transport for Answers {
    async fn get(&self, _: &str) -> Result<Reply, TransportError> {
        self.0.clone()
    }

    async fn post(&self, _: &str, _: Vec<u8>, _: Arriving<'_>) -> Result<Reply, TransportError> {
        self.0.clone()
    }
}

fn reply(status: u16, media_type: &str, body: &[u8]) -> Answers {
    let media_type = media_type.to_owned();
    Answers(Ok(Reply { status, media_type, retry_after: None, body: body.to_vec(), is_whole: true }))
}

async fn told(way: Answers) -> (String, String) {
    let error = PhoneError::from(enrol::look_up(&way).await.unwrap_err());
    (error.code().to_owned(), error.words(Language::Vi))
}

#[tokio::test]
async fn whatever_stands_in_the_way_of_connecting_is_told_apart_and_promises_nothing() {
    let found = [
        (told(Answers(Err(TransportError::NoAnswer))).await, "no_answer", "Chưa nối được với trung tâm."),
        (
            told(Answers(Err(TransportError::Untrusted))).await,
            "untrusted",
            "Nơi trả lời không chứng minh được là trung tâm, nên máy không đưa mã.",
        ),
        (
            told(reply(200, "text/html", b"<h1>Wi-Fi</h1>")).await,
            "not_the_centre",
            "Nơi trả lời không phải trung tâm của Sổ CLB.",
        ),
        (told(reply(404, "text/html", b"")).await, "not_the_centre", "Nơi trả lời không phải trung tâm của Sổ CLB."),
        (told(reply(200, MEDIA_TYPE, b"?")).await, "not_the_centre", "Nơi trả lời không phải trung tâm của Sổ CLB."),
        (told(reply(503, "text/html", b"")).await, "centre_error", "Trung tâm đang trục trặc."),
    ];
    let mut seen = BTreeSet::new();
    for ((code, words), expected, happened) in found {
        assert_eq!(code, expected);
        assert!(words.starts_with(happened), "{words}");
        assert!(words.contains("Trong máy không có gì thay đổi, mã vẫn dùng được."), "{words}");
        assert!(!words.contains("Những gì đã ghi"), "nothing is recorded on a phone that is not connected: {words}");
        seen.insert(words);
    }
    assert_eq!(seen.len(), 4);
}

#[tokio::test]
async fn how_exchanges_ended_is_remembered_after_the_end_of_the_process() {
    let bench = Bench::new();
    let phone = bench.enrolled();
    for _ in 0..2 {
        phone.sync_through(&Answers(Err(TransportError::NoAnswer)), |_| ()).await.unwrap_err();
        bench.clock.pass(3600);
    }
    phone.sync_through(&reply(503, "text/html", b""), |_| ()).await.unwrap_err();
    phone.shutdown().unwrap();
    let last = bench.open().last_exchanges(20).unwrap();
    let ended: Vec<_> = last.iter().map(|one| (one.trouble, one.times)).collect();
    assert_eq!(ended, [(Some(Trouble::CentreError), 1), (Some(Trouble::NoAnswer), 2)]);
    assert_eq!(last[1].last_at.0 - last[1].first_at.0, 3600);
}
