//! The network between a virtual phone and the real router: it loses, doubles, delays, cuts and corrupts.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{ACCEPT, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{Method, Request};
use clubbook_core::sync::{Arriving, Reply, Transport, TransportError};
use clubbook_model::message::MEDIA_TYPE;
use tokio::sync::Notify;
use tower::ServiceExt;

/// What happens to one request and its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nothing.
    None,
    /// The request never arrives.
    LoseRequest,
    /// The request arrives, the answer does not.
    LoseAnswer,
    /// The request arrives twice; the answer to the second comes back.
    Double,
    /// The request is held back somewhere and arrives a second time before the next one.
    Late,
    /// The answer breaks off after so many thousandths of its length.
    Cut(u16),
    /// One bit of the request is flipped, at so many thousandths of its length.
    CorruptRequest(u16),
    /// One bit of the answer is flipped, at so many thousandths of its length.
    CorruptAnswer(u16),
    /// The phone's process dies before the request is sent.
    DieBefore,
    /// The phone's process dies while it waits for the answer.
    DieAfter,
    /// The phone's process dies when so many thousandths of the answer have arrived.
    DieWhile(u16),
    /// Somebody between answers with a sign-in page.
    CaptivePortal,
    /// The centre's machine answers with an error instead.
    ServerError,
    /// The centre asks to wait.
    TooManyRequests,
    /// Something on the way refuses the size.
    TooLarge,
}

/// An answer on its way.
struct Arrived {
    reply: Reply,
    /// The phone's process dies when it has seen this much.
    dies: bool,
}

impl From<Reply> for Arrived {
    fn from(reply: Reply) -> Self {
        Self { reply, dies: false }
    }
}

/// A request that will arrive late: its path and body.
type HeldBack = (String, Vec<u8>);

/// The network of one phone: faults in the order in which requests meet them, then none.
#[derive(Clone)]
pub struct Network {
    router: Router,
    faults: Arc<Mutex<VecDeque<Fault>>>,
    held_back: Arc<Mutex<Option<HeldBack>>>,
    died: Arc<Notify>,
}

impl std::fmt::Debug for Network {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Network").field("faults", &self.faults).finish_non_exhaustive()
    }
}

impl Network {
    /// A network in front of this router.
    pub fn new(router: Router, faults: impl IntoIterator<Item = Fault>) -> Self {
        let faults = Arc::new(Mutex::new(faults.into_iter().collect()));
        Self { router, faults, held_back: Arc::default(), died: Arc::default() }
    }

    /// Resolves when the phone's process dies in an exchange.
    pub async fn death(&self) {
        self.died.notified().await;
    }

    async fn die<T>(&self) -> Result<T, TransportError> {
        self.died.notify_one();
        std::future::pending().await
    }

    fn next_fault(&self) -> Fault {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner).pop_front().unwrap_or(Fault::None)
    }

    /// What the real router answers.
    async fn deliver(&self, method: Method, path: &str, body: Vec<u8>) -> Reply {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(CONTENT_TYPE, MEDIA_TYPE)
            .header(ACCEPT, MEDIA_TYPE)
            .body(Body::from(body))
            .expect("a path of ours is a URI");
        let answer = self.router.clone().oneshot(request).await.expect("a router does not fail");
        let (parts, body) = answer.into_parts();
        let header = |name| parts.headers.get(name).and_then(|value| value.to_str().ok());
        let media_type = header(CONTENT_TYPE).and_then(|value| value.split(';').next()).unwrap_or("").to_owned();
        let retry_after = header(RETRY_AFTER).and_then(|value| value.parse().ok()).map(std::time::Duration::from_secs);
        let status = parts.status.as_u16();
        let body = to_bytes(body, usize::MAX).await.expect("a body in memory").to_vec();
        Reply { status, media_type, retry_after, body, is_whole: true }
    }

    async fn exchange(&self, method: Method, path: &str, body: Vec<u8>) -> Result<Arrived, TransportError> {
        let late = self.held_back.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some((path, body)) = late {
            self.deliver(Method::POST, &path, body).await;
        }
        match self.next_fault() {
            Fault::None => Ok(self.deliver(method, path, body).await.into()),
            Fault::LoseRequest => Err(TransportError::NoAnswer),
            Fault::LoseAnswer => {
                self.deliver(method, path, body).await;
                Err(TransportError::NoAnswer)
            }
            Fault::DieBefore => self.die().await,
            Fault::DieAfter => {
                self.deliver(method, path, body).await;
                self.die().await
            }
            Fault::Double => {
                self.deliver(method.clone(), path, body.clone()).await;
                Ok(self.deliver(method, path, body).await.into())
            }
            Fault::Late => {
                if method == Method::POST {
                    *self.held_back.lock().unwrap_or_else(PoisonError::into_inner) = Some((path.to_owned(), body));
                }
                Err(TransportError::NoAnswer)
            }
            Fault::Cut(thousandths) => Ok(cut(self.deliver(method, path, body).await, thousandths).into()),
            Fault::DieWhile(thousandths) => {
                let reply = cut(self.deliver(method, path, body).await, thousandths);
                Ok(Arrived { reply, dies: true })
            }
            Fault::CorruptRequest(thousandths) => {
                let mut damaged = body;
                flip(&mut damaged, thousandths);
                Ok(self.deliver(method, path, damaged).await.into())
            }
            Fault::CorruptAnswer(thousandths) => {
                let mut reply = self.deliver(method, path, body).await;
                flip(&mut reply.body, thousandths);
                Ok(reply.into())
            }
            Fault::CaptivePortal => {
                Ok(foreign(200, "text/html", "<html><body>Đăng nhập Wi-Fi</body></html>", None).into())
            }
            Fault::ServerError => Ok(foreign(500, "text/plain", "Internal Server Error", None).into()),
            Fault::TooManyRequests => Ok(foreign(429, "text/plain", "", Some(7)).into()),
            Fault::TooLarge => Ok(foreign(413, "text/html", "<h1>413</h1>", None).into()),
        }
    }
}

/// What arrives of a reply that breaks off.
fn cut(mut reply: Reply, thousandths: u16) -> Reply {
    let kept = reply.body.len() * usize::from(thousandths.min(999)) / 1000;
    reply.body.truncate(kept);
    reply.is_whole = false;
    reply
}

fn flip(bytes: &mut [u8], thousandths: u16) {
    let place = bytes.len() * usize::from(thousandths.min(999)) / 1000;
    if let Some(byte) = bytes.get_mut(place) {
        *byte ^= 1 << (thousandths % 8);
    }
}

fn foreign(status: u16, media_type: &str, body: &str, retry_after: Option<u64>) -> Reply {
    Reply {
        status,
        media_type: media_type.to_owned(),
        retry_after: retry_after.map(std::time::Duration::from_secs),
        body: body.as_bytes().to_vec(),
        is_whole: true,
    }
}

impl Transport for Network {
    async fn get(&self, path: &str) -> Result<Reply, TransportError> {
        Ok(self.exchange(Method::GET, path, Vec::new()).await?.reply)
    }

    async fn post(&self, path: &str, body: Vec<u8>, arriving: Arriving<'_>) -> Result<Reply, TransportError> {
        let Arrived { reply, dies } = self.exchange(Method::POST, path, body).await?;
        // It comes in pieces, whether it is then whole, cut or damaged.
        for part in 1..=4 {
            let body = reply.body.iter().copied().take(reply.body.len() * part / 4).collect();
            arriving(&Reply { body, is_whole: false, ..reply.clone() });
        }
        if dies { self.die().await } else { Ok(reply) }
    }
}
