//! What is between a phone and its centre on a bad day: each case by name. What was saved is kept, the phone says so in
//! words and says what to do, and when the day is over everything arrives.
#![cfg(test)]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};

use clubbook_core::features::people::commands;
use clubbook_core::features::people::views::AddPersonRequest;
use clubbook_core::features::status::queries as status_queries;
use clubbook_core::features::status::views::StatusView;
use clubbook_core::phone::{Phone, PhoneError, PhoneOptions};
use clubbook_core::store::settings::{self, Standing, Trouble};
use clubbook_core::store::{DatabaseKey, Durability, StoreOptions};
use clubbook_core::sync::enrol::EnrolmentCode;
use clubbook_core::sync::{Arriving, Reply, SyncError, Transport, TransportError, enrol};
use clubbook_model::message::{MEDIA_TYPE, SyncAnswer};
use clubbook_model::vocabulary::Language;
use clubbook_tests::world::network::{Fault, Network};
use clubbook_tests::world::{Disk, World};

/// A server that answers every request with the same bytes; with nothing, it keeps the connection and says nothing.
fn answering(answer: &'static str) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        let mut silent = Vec::new();
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            if answer.is_empty() {
                silent.push(stream);
                continue;
            }
            std::thread::spawn(move || {
                let mut request = [0; 64 << 10];
                let mut read = 0;
                // To the end of the body, so that the answer is not taken for a reset.
                while let Ok(count) = stream.read(&mut request[read..]) {
                    read += count;
                    if count == 0 || is_whole(&request[..read]) {
                        break;
                    }
                }
                let _ = stream.write_all(answer.as_bytes());
            });
        }
    });
    address
}

fn is_whole(request: &[u8]) -> bool {
    let Some(end) = request.windows(4).position(|window| window == b"\r\n\r\n") else { return false };
    let head = String::from_utf8_lossy(&request[..end]).to_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok()).unwrap_or(0);
    request.len() >= end + 4 + length
}

async fn world_with_something_to_send() -> World {
    let mut world = World::begin(7, Disk::Memory).await;
    let request = AddPersonRequest { is_another_person: true, ..AddPersonRequest::member("Đinh Thị Bé") };
    world.phone("lan").command(|pen| commands::add(pen, &request)).expect("a new member");
    world
}

fn status(world: &mut World, phone: &str) -> StatusView {
    world.phone(phone).phone().query(|q| status_queries::status(q.connection, q.club, q.now)).unwrap()
}

/// The exchange with whatever stands at an address fails with this trouble; what was saved is kept and the phone says so;
/// then the real centre gets everything. Returns how many seconds the phone waits before it tries by itself.
async fn fails_with(address: &str, trouble: Trouble) -> i64 {
    let mut world = world_with_something_to_send().await;
    let before = status(&mut world, "lan");
    let phone = world.phone("lan").phone().clone();
    let way = phone.way_to(address).unwrap();
    // Where nobody answers, time moves on by itself as soon as everybody waits: the phone's own patience ends at once.
    let is_silent = address.ends_with("/silent");
    if is_silent {
        tokio::time::pause();
    }
    let error = phone.sync_through(&way, |_| ()).await.unwrap_err();
    if is_silent {
        tokio::time::resume();
    }
    let SyncError::Trouble { trouble: found, retry_at } = error else { panic!("{error:?}") };
    assert_eq!(found, trouble);

    let after = status(&mut world, "lan");
    assert_eq!((after.waiting, after.trouble), (before.waiting, Some(trouble)));
    assert!(after.waiting > 0 && !after.is_all_sent());
    assert!(after.sentence(Language::Vi).starts_with("Còn "), "{}", after.sentence(Language::Vi));
    let remark = after.remarks(Language::Vi).join(" ");
    assert!(!remark.is_empty() && !remark.contains("đồng bộ"), "{remark}");

    world.sync("lan", []).await.unwrap();
    let sent = status(&mut world, "lan");
    assert!(sent.is_all_sent() && sent.trouble.is_none(), "{sent:?}");
    assert!(sent.sentence(Language::Vi).starts_with("Đã gửi hết"), "{}", sent.sentence(Language::Vi));
    retry_at.0 - after.now.0
}

#[tokio::test]
async fn the_centre_is_down() {
    let unused = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let wait = fails_with(&format!("http://{unused}"), Trouble::NoAnswer).await;
    assert!((1..=15).contains(&wait), "the first wait is short: {wait} s");
}

#[tokio::test]
async fn the_centre_is_so_slow_that_nothing_comes() {
    fails_with(&format!("http://{}/silent", answering("")), Trouble::NoAnswer).await;
}

#[tokio::test]
async fn the_centre_answers_500() {
    let answer = "HTTP/1.1 500 Internal Server Error\r\ncontent-length: 5\r\nconnection: close\r\n\r\nerror";
    fails_with(&format!("http://{}", answering(answer)), Trouble::CentreError).await;
}

#[tokio::test]
async fn something_answers_413_to_requests_of_any_size() {
    let answer = "HTTP/1.1 413 Content Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    fails_with(&format!("http://{}", answering(answer)), Trouble::CentreError).await;
}

#[tokio::test]
async fn the_centre_answers_429_and_is_left_alone_as_long_as_it_asks() {
    let answer = "HTTP/1.1 429 Too Many Requests\r\nretry-after: 900\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    let wait = fails_with(&format!("http://{}", answering(answer)), Trouble::CentreError).await;
    assert!(wait >= 900, "{wait} s");
}

#[tokio::test]
async fn a_captive_portal_answers_with_a_page() {
    let answer = "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 25\r\nconnection: close\r\n\r\n<html>Wi-Fi login</html>\n";
    fails_with(&format!("http://{}", answering(answer)), Trouble::NotTheCentre).await;
}

#[tokio::test]
async fn a_captive_portal_leads_somewhere_else() {
    let answer =
        "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:9/login\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    fails_with(&format!("http://{}", answering(answer)), Trouble::NotTheCentre).await;
}

#[tokio::test]
async fn bytes_of_the_right_kind_that_are_no_answer_are_damage_on_the_way() {
    let answer = "HTTP/1.1 200 OK\r\ncontent-type: application/vnd.clubbook.sync\r\ncontent-length: 4\r\nconnection: close\r\n\r\nabcd";
    assert!(answer.contains(MEDIA_TYPE));
    fails_with(&format!("http://{}", answering(answer)), Trouble::Damaged).await;
}

#[tokio::test]
async fn a_certificate_that_does_not_verify_is_not_talked_to() {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let key = rustls::pki_types::PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let tls = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    let tls = std::sync::Arc::new(tls);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let heard = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut connection = rustls::ServerConnection::new(tls).unwrap();
        let mut clear = Vec::new();
        let mut tls = rustls::Stream::new(&mut connection, &mut stream);
        let _ = tls.read_to_end(&mut clear);
        clear
    });
    fails_with(&format!("https://localhost:{port}"), Trouble::Untrusted).await;
    assert_eq!(heard.join().unwrap(), b"", "nothing was said to a stranger");
}

#[tokio::test]
async fn a_clock_a_year_ahead_or_behind_does_not_decide_who_wins_and_comes_right() {
    for hours in [9000i64, -9000] {
        let mut world = World::begin(11, Disk::Memory).await;
        let now = clubbook_core::clock::Clock::now(world.phone("lan").clock.as_ref());
        // Switched off and on with a wrong clock: nothing that the centre told can be compared any more.
        world.phone("lan").act(&clubbook_tests::world::schedule::Act::Restart);
        world.phone("lan").clock.set_wall(clubbook_model::time::Instant(now.0 + hours * 3600));
        let request = AddPersonRequest { is_another_person: true, ..AddPersonRequest::member("Hồ Văn Tư") };
        let added = world.phone("lan").command(|pen| commands::add(pen, &request)).unwrap();
        world.sync("lan", []).await.unwrap();
        world.sync("hung", []).await.unwrap();
        let club = world.centre().club(1001).await.unwrap().club;
        let book = clubbook_model::id::Book::roster(club);
        let state = world.centre().entity_state(book, added.person.id).await.unwrap().unwrap();
        let stamped = state.last_change().unwrap().0.hlc.instant().0;
        assert!((now.0 - 5..=now.0 + 120).contains(&stamped), "{hours} hours off: stamped {} s off", stamped - now.0);
        // From here on the phone's stamps go on from the centre's time, whatever its wall clock says.
        let last = world.phone("lan").phone().store().read(|c| settings::LAST_HLC.need(c)).unwrap();
        assert!(last.instant().0 <= now.0 + 120);
    }
}

#[tokio::test]
async fn a_revoked_phone_is_told_and_what_it_still_sends_is_held_and_kept() {
    let mut world = world_with_something_to_send().await;
    let device = world.phone("lan").phone().store().read(settings::device).unwrap().0;
    world.centre().revoke_device(device).await.unwrap();
    let _ = world.sync("lan", []).await;
    let seen = status(&mut world, "lan");
    assert_eq!(seen.standing, Standing::Revoked);
    assert!(seen.sentence(Language::Vi).contains("không dùng Sổ CLB được nữa"), "{}", seen.sentence(Language::Vi));
    assert!(seen.sentence(Language::Vi).contains("vẫn giữ trong máy này"), "it was held, not taken");
    let request = AddPersonRequest { is_another_person: true, ..AddPersonRequest::member("Hồ Văn Tư") };
    let refused = world.phone("lan").phone().command(|pen| commands::add(pen, &request));
    assert!(matches!(refused, Err(PhoneError::Revoked)));
    let received = world.centre().received_ops(device).await.unwrap();
    let held: Vec<_> = received.iter().filter(|op| op.held.as_deref() == Some("revoked")).collect();
    assert!(!held.is_empty() && held.iter().all(|op| op.book_seq.is_none()), "{received:?}");
    // What came before stays, and the others do not see what is held.
    world.sync("hung", []).await.unwrap();
    let people = world.phone("hung").people().len();
    assert_eq!(people, 8);
}

/// A way on which the frames of one answer vanish and nothing else: no checksum can notice.
struct Vanishing {
    network: Network,
    still: std::sync::atomic::AtomicBool,
}

impl Transport for Vanishing {
    async fn get(&self, path: &str) -> Result<Reply, TransportError> {
        self.network.get(path).await
    }

    async fn post(&self, path: &str, body: Vec<u8>, _: Arriving<'_>) -> Result<Reply, TransportError> {
        let mut reply = self.network.post(path, body, &mut |_| ()).await?;
        if self.still.swap(false, std::sync::atomic::Ordering::SeqCst) {
            let mut answer = SyncAnswer::from_bytes(&reply.body).unwrap();
            assert!(!answer.frames.is_empty(), "there is something that can vanish");
            answer.frames.clear();
            reply.body = answer.to_bytes();
        }
        Ok(reply)
    }
}

#[tokio::test]
async fn frames_that_vanished_from_an_answer_come_again() {
    let mut world = world_with_something_to_send().await;
    world.sync("lan", []).await.unwrap();
    let vanishing = Vanishing { network: world.network([]), still: true.into() };
    let hung = world.phone("hung").phone().clone();
    // The centre now counts on cursors that this phone does not have.
    let _ = hung.sync_through(&vanishing, |_| ()).await;
    world.sync("hung", []).await.unwrap();
    assert_eq!(world.phone("hung").people().len(), 9, "the new member arrived all the same");
}

async fn new_phone(world: &World, folder: &tempfile::TempDir) -> (Phone, clubbook_model::message::CentreCard) {
    let store = StoreOptions::new(folder.path().join("moi.db"), DatabaseKey::new([3; 32]));
    let store = StoreOptions { durability: Durability::Off, ..store };
    let phone = Phone::open(PhoneOptions::new(store, "clubbook-test 1")).unwrap();
    let card = enrol::look_up(&world.network([])).await.unwrap();
    (phone, card)
}

async fn try_code(world: &World, phone: &Phone, card: &clubbook_model::message::CentreCard, digits: &str) -> String {
    let code = EnrolmentCode { club_number: 1001, digits: digits.into() };
    match phone.enrol_through(&world.network([]), "http://127.0.0.1", card, &code).await {
        Ok(_) => "taken".into(),
        Err(error) => {
            let words = error.words(Language::Vi);
            assert!(words.contains("Không có gì thay đổi"), "{words}");
            error.code().to_owned()
        }
    }
}

fn another(digits: &str) -> String {
    digits.chars().map(|digit| char::from_digit((digit.to_digit(10).unwrap() + 1) % 10, 10).unwrap()).collect()
}

#[tokio::test]
async fn an_enrolment_code_that_is_wrong_used_or_tried_too_often_is_refused_in_words() {
    let world = World::begin(3, Disk::Memory).await;
    let head = world.centre().people_with_tasks(1001).await.unwrap()[0].person;
    let folders = [(); 3].map(|()| tempfile::tempdir().unwrap());
    let (first, card) = new_phone(&world, &folders[0]).await;
    let (second, _) = new_phone(&world, &folders[1]).await;
    let (third, _) = new_phone(&world, &folders[2]).await;

    let code = world.centre().issue_code(1001, head).await.unwrap();
    assert_eq!(try_code(&world, &first, &card, &another(&code.digits)).await, "code_wrong");
    assert_eq!(try_code(&world, &first, &card, &code.digits).await, "taken");
    assert_eq!(try_code(&world, &second, &card, &code.digits).await, "code_used");

    let code = world.centre().issue_code(1001, head).await.unwrap();
    let mut last = String::new();
    for _ in 0..6 {
        last = try_code(&world, &third, &card, &another(&code.digits)).await;
    }
    assert_eq!(last, "code_blocked");
    assert_eq!(try_code(&world, &third, &card, &code.digits).await, "code_blocked", "also the right one, now");
}

#[tokio::test]
async fn an_answer_that_was_lost_while_a_phone_was_connected_does_no_harm() {
    let world = World::begin(3, Disk::Memory).await;
    let head = world.centre().people_with_tasks(1001).await.unwrap()[0].person;
    let folder = tempfile::tempdir().unwrap();
    let (phone, card) = new_phone(&world, &folder).await;
    let code = world.centre().issue_code(1001, head).await.unwrap();
    let code = EnrolmentCode { club_number: 1001, digits: code.digits };
    let lost = world.network([Fault::LoseAnswer]);
    assert!(phone.enrol_through(&lost, "http://127.0.0.1", &card, &code).await.is_err());
    let answer = phone.enrol_through(&world.network([]), "http://127.0.0.1", &card, &code).await.unwrap();
    assert_eq!(answer.person, head);
    let again = phone.enrol_through(&world.network([]), "http://127.0.0.1", &card, &code).await;
    assert!(matches!(again, Err(PhoneError::Sync(SyncError::AlreadyEnrolled))));
}
