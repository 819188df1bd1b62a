//! The router on a loopback socket, and what does not need one through the router alone.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use clubbook_model::message::{CentreCard, MAX_REQUEST_BYTES, MEDIA_TYPE, Refusal};
use clubbook_model::time::Instant;
use http_body_util::BodyExt;
use tokio::sync::{oneshot, watch};
use tokio::task::JoinHandle;
use tower::ServiceExt;

use super::{HttpOptions, Rate, ServeError, Stop, TlsFiles, listen, router};
use crate::clock::Clock;
use crate::testing::{FakeClock, FakeRandom};
use crate::{Centre, CentreOptions};

fn centre(folder: &tempfile::TempDir) -> Centre {
    let options = CentreOptions {
        folder: folder.path().join("data"),
        name: "Trung tâm thử".to_owned(),
        clock: Arc::new(FakeClock::on(2026, 11, 24)),
        random: Arc::new(FakeRandom::new(7)),
    };
    Centre::open(options).unwrap()
}

/// A centre that answers on a loopback port.
struct Running {
    centre: Centre,
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    stopped: watch::Receiver<bool>,
    served: JoinHandle<Result<(), ServeError>>,
    folder: tempfile::TempDir,
}

impl Running {
    async fn with(options: HttpOptions) -> Self {
        Self::behind(options, None).await
    }

    async fn behind(options: HttpOptions, tls: Option<TlsFiles>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let centre = centre(&folder);
        let listening = listen("127.0.0.1:0".parse().unwrap(), tls, false).unwrap();
        let address = listening.address();
        let (stop, asked) = oneshot::channel();
        let (tell, _) = Stop::new();
        let stopped = tell.subscribe();
        let served = listening.serve(router(centre.clone(), options), tell, async move {
            asked.await.unwrap_or_default();
        });
        Self { centre, address, stop: Some(stop), stopped, served: tokio::spawn(served), folder }
    }

    /// Sends bytes as they are and reads until the other end closes.
    async fn raw(&self, bytes: impl Into<Vec<u8>>) -> Reply {
        let (address, bytes) = (self.address, bytes.into());
        tokio::task::spawn_blocking(move || {
            let mut stream = TcpStream::connect(address).unwrap();
            stream.write_all(&bytes).unwrap();
            let mut reply = Vec::new();
            stream.read_to_end(&mut reply).unwrap();
            Reply::parse(&reply)
        })
        .await
        .unwrap()
    }

    async fn get(&self, path: &str) -> Reply {
        self.raw(format!("GET {path} HTTP/1.1\r\nhost: centre\r\nconnection: close\r\n\r\n")).await
    }

    async fn post(&self, path: &str, headers: &str, body: &[u8]) -> Reply {
        self.raw([head(path, headers, body.len()).as_bytes(), body].concat()).await
    }
}

fn head(path: &str, headers: &str, length: usize) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nhost: centre\r\nconnection: close\r\ncontent-type: {MEDIA_TYPE}\r\n{headers}\
         content-length: {length}\r\n\r\n"
    )
}

#[derive(Debug)]
struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Reply {
    fn parse(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").expect("a reply with a head");
        let head = std::str::from_utf8(&bytes[..end]).unwrap();
        let mut lines = head.split("\r\n");
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let header = |line: &str| {
            let (name, value) = line.split_once(": ").unwrap();
            (name.to_owned(), value.to_owned())
        };
        Self { status, headers: lines.map(header).collect(), body: bytes[end + 4..].to_vec() }
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    fn refusal(&self) -> String {
        assert_eq!(self.header("content-type"), Some(MEDIA_TYPE));
        Refusal::from_bytes(&self.body).unwrap().code
    }
}

fn slow_rate(burst: u32) -> Option<Rate> {
    Rate::new(burst, Duration::from_secs(3_600))
}

#[tokio::test]
async fn the_card_comes_with_no_header_that_a_phone_does_not_need() {
    let running = Running::with(HttpOptions::default()).await;
    let reply = running.get("/v1/centre").await;
    assert_eq!(reply.status, 200);
    let card = CentreCard::from_bytes(&reply.body).unwrap();
    assert_eq!((card.name.as_str(), card.key), ("Trung tâm thử", running.centre.public_key()));
    let mut names: Vec<_> = reply.headers.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    // The client asked for the connection to be closed, so that is said, too.
    assert_eq!(names, ["connection", "content-length", "content-type", "date"]);
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_with_413_after_it_was_sent_whole() {
    let running = Running::with(HttpOptions::default()).await;
    let large = vec![0; MAX_REQUEST_BYTES + 1];
    let reply = running.post("/v1/sync", "", &large).await;
    assert_eq!((reply.status, reply.refusal().as_str()), (413, "too_large"));

    let mut chunked = format!(
        "POST /v1/enrol HTTP/1.1\r\nhost: centre\r\nconnection: close\r\ncontent-type: {MEDIA_TYPE}\r\n\
         transfer-encoding: chunked\r\n\r\n{:x}\r\n",
        large.len()
    )
    .into_bytes();
    chunked.extend_from_slice(&large);
    chunked.extend_from_slice(b"\r\n0\r\n\r\n");
    let reply = running.raw(chunked).await;
    assert_eq!((reply.status, reply.refusal().as_str()), (413, "too_large"));

    let reply = running.post("/v1/sync", "", &vec![0; MAX_REQUEST_BYTES]).await;
    assert_ne!(reply.status, 413, "a body of exactly the limit is looked at");
}

#[tokio::test]
async fn a_body_that_is_declared_monstrous_is_refused_before_it_is_sent() {
    let running = Running::with(HttpOptions::default()).await;
    let reply = running.raw(head("/v1/sync", "", 1 << 40)).await;
    assert_eq!((reply.status, reply.refusal().as_str()), (413, "too_large"));
}

#[tokio::test]
async fn a_flood_from_one_address_is_told_when_to_come_back() {
    let options = HttpOptions { rate: slow_rate(2), behind_proxy: true, ..HttpOptions::default() };
    let running = Running::with(options).await;
    let ask = async |address: &str| {
        running
            .raw(format!(
                "GET /v1/centre HTTP/1.1\r\nhost: centre\r\nconnection: close\r\nx-forwarded-for: {address}\r\n\r\n"
            ))
            .await
    };
    assert_eq!(ask("192.0.2.7").await.status, 200);
    assert_eq!(ask("192.0.2.7").await.status, 200);
    let refused = ask("192.0.2.7").await;
    assert_eq!((refused.status, refused.refusal().as_str()), (429, "too_often"));
    let wait: u64 = refused.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=3_601).contains(&wait), "{wait}");
    assert_eq!(refused.header("x-ratelimit-after"), None);
    assert_eq!(ask("192.0.2.8").await.status, 200, "another address is not held to it");
}

#[tokio::test]
async fn tries_to_connect_a_phone_are_limited_more_strictly_than_syncing() {
    let running = Running::with(HttpOptions { enrol_rate: slow_rate(1), ..HttpOptions::default() }).await;
    assert_eq!(running.post("/v1/enrol", "", b"nonsense").await.status, 400);
    let refused = running.post("/v1/enrol", "", b"nonsense").await;
    assert_eq!((refused.status, refused.refusal().as_str()), (429, "too_often"));
    assert!(refused.header("retry-after").is_some());
    assert_eq!(running.post("/v1/sync", "", b"nonsense").await.status, 400);
}

#[tokio::test]
async fn bytes_that_are_no_request_are_called_malformed() {
    let running = Running::with(HttpOptions::default()).await;
    let reply = running.post("/v1/sync", "", b"").await;
    assert_eq!((reply.status, reply.refusal().as_str()), (400, "malformed"));
}

#[tokio::test]
async fn a_body_of_another_media_type_is_not_looked_at() {
    let running = Running::with(HttpOptions::default()).await;
    let reply = running
        .raw("POST /v1/sync HTTP/1.1\r\nhost: c\r\nconnection: close\r\ncontent-type: text/html\r\ncontent-length: 0\r\n\r\n")
        .await;
    assert_eq!((reply.status, reply.refusal().as_str()), (415, "media_type"));
}

#[tokio::test]
async fn a_body_that_stops_coming_is_given_up() {
    let running = Running::with(HttpOptions { body_idle: Duration::from_millis(20), ..HttpOptions::default() }).await;
    let reply = running.raw([head("/v1/sync", "", 100).as_bytes(), b"ten bytes."].concat()).await;
    assert_eq!((reply.status, reply.refusal().as_str()), (408, "too_slow"));
}

#[tokio::test]
async fn a_centre_with_too_much_to_do_asks_to_come_back_later() {
    for (receiving, working) in [(0, 1), (1, 0)] {
        let options = HttpOptions { receiving, working, patience: Duration::from_millis(20), ..HttpOptions::default() };
        let running = Running::with(options).await;
        let reply = running.post("/v1/sync", "", b"anything").await;
        assert_eq!((reply.status, reply.refusal().as_str()), (503, "busy"));
        assert_eq!(reply.header("retry-after"), Some("15"));
    }
}

#[tokio::test]
async fn health_tells_whether_the_database_answers() {
    let running = Running::with(HttpOptions::default()).await;
    assert_eq!(running.get("/health").await.status, 200);
    running.centre.shutdown().await;
    assert_eq!(running.get("/health").await.status, 503);
    let reply = running.post("/v1/sync", "", b"").await;
    assert!(matches!(reply.status, 400 | 503), "{reply:?}");
}

#[tokio::test]
async fn metrics_count_what_was_asked_and_show_no_path() {
    let running = Running::with(HttpOptions::default()).await;
    running.get("/v1/centre").await;
    running.get("/e/7-12345678").await;
    let reply = running.get("/metrics").await;
    assert_eq!(reply.header("content-type"), Some("text/plain; version=0.0.4; charset=utf-8"));
    let text = String::from_utf8(reply.body).unwrap();
    assert!(text.contains(r#"clubbook_requests_total{route="/v1/centre",status="200"} 1"#), "{text}");
    assert!(text.contains(r#"route="/e/{link}""#), "{text}");
    assert!(!text.contains("12345678"));
}

#[tokio::test]
async fn metrics_are_for_this_machine_unless_the_operator_opens_them() {
    let folder = tempfile::tempdir().unwrap();
    let centre = centre(&folder);
    let ask = async |metrics_for_all, peer: &str| {
        let router = router(centre.clone(), HttpOptions { metrics_for_all, ..HttpOptions::default() });
        let peer: SocketAddr = peer.parse().unwrap();
        let request = Request::get("/metrics").extension(ConnectInfo(peer)).body(Body::empty()).unwrap();
        router.oneshot(request).await.unwrap().status()
    };
    assert_eq!(ask(false, "127.0.0.1:9").await, StatusCode::OK);
    assert_eq!(ask(false, "192.0.2.1:9").await, StatusCode::NOT_FOUND);
    assert_eq!(ask(true, "192.0.2.1:9").await, StatusCode::OK);
}

#[tokio::test]
async fn a_router_without_a_socket_answers_like_one_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let router = router(centre(&folder), HttpOptions::default());
    let reply = router.oneshot(Request::get("/v1/centre").body(Body::empty()).unwrap()).await.unwrap();
    let body = reply.into_body().collect().await.unwrap().to_bytes();
    assert!(CentreCard::from_bytes(&body).is_ok());
}

#[tokio::test]
async fn a_request_that_was_begun_is_answered_when_the_centre_stops() {
    let mut running = Running::with(HttpOptions::default()).await;
    let mut stream = TcpStream::connect(running.address).unwrap();
    stream.write_all(head("/v1/sync", "", 10).as_bytes()).unwrap();
    stream.write_all(b"half ").unwrap();
    // Once this was answered on a later connection, the earlier one is being served.
    assert_eq!(running.get("/health").await.status, 200);
    running.stop.take().unwrap().send(()).unwrap();
    running.stopped.wait_for(|stopped| *stopped).await.unwrap();
    let answered = tokio::task::spawn_blocking(move || {
        stream.write_all(b"half.").unwrap();
        let mut reply = Vec::new();
        stream.read_to_end(&mut reply).unwrap();
        Reply::parse(&reply)
    });
    assert_eq!(answered.await.unwrap().refusal(), "malformed");
    running.served.await.unwrap().unwrap();
    assert!(TcpStream::connect(running.address).is_err(), "nobody listens any more");
    running.centre.shutdown().await;
    assert!(running.folder.path().join("data/centre.db").exists());
    assert!(!running.folder.path().join("data/centre.db-wal").exists(), "the log is back in the database");
}

/// A clock that breaks once.
struct BrokenOnce(AtomicBool);

impl Clock for BrokenOnce {
    fn now(&self) -> Instant {
        assert!(!self.0.swap(false, Ordering::SeqCst), "the clock broke");
        Instant(1_800_000_000)
    }
}

#[tokio::test]
async fn an_error_of_the_program_ends_one_request_and_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::new(BrokenOnce(AtomicBool::new(false)));
    let centre = Centre::open(CentreOptions {
        folder: folder.path().join("data"),
        name: "Trung tâm thử".to_owned(),
        clock: clock.clone(),
        random: Arc::new(FakeRandom::new(7)),
    })
    .unwrap();
    let router = router(centre, HttpOptions::default());
    let ask = async |path: &str| {
        let reply = router.clone().oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap();
        (reply.status().as_u16(), reply.into_body().collect().await.unwrap().to_bytes())
    };
    clock.0.store(true, Ordering::SeqCst);
    let (status, body) = ask("/v1/centre").await;
    assert_eq!((status, Refusal::from_bytes(&body).unwrap().code.as_str()), (500, "internal"));
    assert_eq!(ask("/v1/centre").await.0, 200, "the next one is answered");
    let (_, text) = ask("/metrics").await;
    assert!(String::from_utf8_lossy(&text).contains("clubbook_panics_total 1"));
}

#[test]
fn plain_http_is_kept_to_this_machine_unless_a_proxy_stands_before() {
    let anywhere: SocketAddr = "0.0.0.0:0".parse().unwrap();
    let refused = listen(anywhere, None, false).unwrap_err();
    assert!(matches!(refused, ServeError::Unprotected(_)), "{refused}");
    assert!(refused.to_string().contains("--behind-proxy"));
    assert!(listen(anywhere, None, true).is_ok());
    assert!(listen("127.0.0.1:0".parse().unwrap(), None, false).is_ok());
}

#[test]
fn a_port_that_is_taken_is_said_to_be_taken() {
    let first = listen("127.0.0.1:0".parse().unwrap(), None, false).unwrap();
    let second = listen(first.address(), None, false).unwrap_err();
    assert!(matches!(second, ServeError::PortTaken(address) if address == first.address()), "{second}");
}

#[test]
fn a_certificate_that_cannot_be_used_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let files = TlsFiles { certificate: folder.path().join("cert.pem"), key: folder.path().join("key.pem") };
    let mine = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let other = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let try_listening = || listen("127.0.0.1:0".parse().unwrap(), Some(files.clone()), false);
    let named = |error: ServeError| match error {
        ServeError::Tls { path, .. } => path,
        other => panic!("{other}"),
    };
    assert_eq!(named(try_listening().unwrap_err()), files.certificate);
    std::fs::write(&files.certificate, mine.cert.pem()).unwrap();
    assert_eq!(named(try_listening().unwrap_err()), files.key);
    std::fs::write(&files.key, other.signing_key.serialize_pem()).unwrap();
    assert_eq!(named(try_listening().unwrap_err()), files.certificate, "the key is of another certificate");
    std::fs::write(&files.key, mine.signing_key.serialize_pem()).unwrap();
    assert!(try_listening().is_ok());
}

#[tokio::test]
async fn with_a_certificate_only_who_trusts_it_gets_an_answer() {
    let folder = tempfile::tempdir().unwrap();
    let files = TlsFiles { certificate: folder.path().join("cert.pem"), key: folder.path().join("key.pem") };
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    std::fs::write(&files.certificate, made.cert.pem()).unwrap();
    std::fs::write(&files.key, made.signing_key.serialize_pem()).unwrap();
    let running = Running::behind(HttpOptions::default(), Some(files)).await;

    let mut trusting = rustls::RootCertStore::empty();
    trusting.add(made.cert.der().clone()).unwrap();
    let reply = over_tls(running.address, trusting).await.unwrap();
    assert_eq!(Reply::parse(&reply).status, 200);
    let refused = over_tls(running.address, rustls::RootCertStore::empty()).await.unwrap_err();
    assert!(refused.to_string().contains("certificate"), "{refused}");
}

async fn over_tls(address: SocketAddr, roots: rustls::RootCertStore) -> std::io::Result<Vec<u8>> {
    let config = rustls::ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    tokio::task::spawn_blocking(move || {
        let mut client = rustls::ClientConnection::new(Arc::new(config), "localhost".try_into().unwrap()).unwrap();
        let mut socket = TcpStream::connect(address)?;
        let mut stream = rustls::Stream::new(&mut client, &mut socket);
        stream.write_all(b"GET /health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")?;
        let mut reply = Vec::new();
        stream.read_to_end(&mut reply)?;
        Ok(reply)
    })
    .await
    .unwrap()
}

#[test]
fn a_rate_is_never_zero() {
    assert_eq!(Rate::new(0, Duration::from_secs(1)), None);
    assert_eq!(Rate::new(1, Duration::ZERO), None);
    let rate = Rate::new(5, Duration::from_secs(1)).unwrap();
    assert_eq!(rate.burst, NonZeroU32::new(5).unwrap());
}
