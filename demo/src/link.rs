//! The way between one phone and the centre: a relay on the local machine that can be switched off, break off in the
//! middle of an answer, or lose answers. It counts bytes and requests as they pass the socket.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};

/// What the way is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weather {
    /// No signal: every connection ends at once.
    NoSignal,
    /// Everything passes.
    Good,
    /// So many answers are lost after the centre gave them, then everything passes.
    LoseAnswers(u32),
    /// So many answers break off after so many bytes, then everything passes.
    BreakOff {
        /// Bytes of the answer that still arrive.
        after: u64,
        /// How many answers.
        times: u32,
    },
}

/// What has passed.
#[derive(Debug, Default)]
pub(crate) struct Traffic {
    /// Bytes from phones to the centre.
    pub(crate) up: AtomicU64,
    /// Bytes from the centre to phones.
    pub(crate) down: AtomicU64,
    /// Requests.
    pub(crate) requests: AtomicU64,
    /// Answers that were lost or broke off.
    pub(crate) broken: AtomicU64,
}

/// The way of one phone.
#[derive(Debug, Clone)]
pub(crate) struct Link {
    weather: Arc<Mutex<Weather>>,
    address: SocketAddr,
}

/// What becomes of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Passes,
    Ends { after: u64 },
}

impl Link {
    /// A relay to the centre. It lives as long as the program.
    ///
    /// # Errors
    /// No port can be had.
    pub(crate) async fn to(centre: SocketAddr, traffic: Arc<Traffic>) -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let link = Self { weather: Arc::new(Mutex::new(Weather::Good)), address: listener.local_addr()? };
        let relay = link.clone();
        tokio::spawn(async move {
            while let Ok((phone, _)) = listener.accept().await {
                tokio::spawn(relay.clone().relay(phone, centre, Arc::clone(&traffic)));
            }
        });
        Ok(link)
    }

    /// The address that the phone uses.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The weather changes.
    pub(crate) fn set(&self, weather: Weather) {
        *self.weather.lock().unwrap_or_else(PoisonError::into_inner) = weather;
    }

    fn weather(&self) -> Weather {
        *self.weather.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Decides about the next answer, once for each.
    fn fate(&self) -> Fate {
        let mut weather = self.weather.lock().unwrap_or_else(PoisonError::into_inner);
        match *weather {
            Weather::Good => Fate::Passes,
            Weather::NoSignal => Fate::Ends { after: 0 },
            Weather::LoseAnswers(times) => {
                *weather = if times > 1 { Weather::LoseAnswers(times - 1) } else { Weather::Good };
                Fate::Ends { after: 0 }
            }
            Weather::BreakOff { after, times } => {
                *weather = if times > 1 { Weather::BreakOff { after, times: times - 1 } } else { Weather::Good };
                Fate::Ends { after }
            }
        }
    }

    async fn relay(self, phone: TcpStream, centre: SocketAddr, traffic: Arc<Traffic>) {
        if self.weather() == Weather::NoSignal {
            return;
        }
        let Ok(server) = TcpStream::connect(centre).await else { return };
        let (from_phone, to_phone) = phone.into_split();
        let (from_server, to_server) = server.into_split();
        tokio::select! {
            () = up(from_phone, to_server, &traffic) => {}
            () = self.down(from_server, to_phone, &traffic) => {}
        }
    }

    /// Passes answers on. One answer is what comes after a request was counted.
    async fn down(&self, mut from: OwnedReadHalf, mut to: OwnedWriteHalf, traffic: &Traffic) {
        let mut buffer = vec![0; 16 << 10];
        let mut answered = traffic.requests.load(Ordering::SeqCst);
        let (mut fate, mut passed) = (self.fate(), 0u64);
        while let Ok(count @ 1..) = from.read(&mut buffer).await {
            let requests = traffic.requests.load(Ordering::SeqCst);
            if requests != answered && passed > 0 {
                (answered, fate, passed) = (requests, self.fate(), 0);
            }
            let left = match fate {
                Fate::Passes => count as u64,
                Fate::Ends { after } => after.saturating_sub(passed).min(count as u64),
            };
            let part = buffer.get(..usize::try_from(left).unwrap_or(count)).unwrap_or_default();
            if to.write_all(part).await.is_err() {
                return;
            }
            traffic.down.fetch_add(left, Ordering::SeqCst);
            passed += left;
            if left < count as u64 {
                traffic.broken.fetch_add(1, Ordering::SeqCst);
                return;
            }
        }
    }
}

/// Passes requests on and counts them by their first line.
async fn up(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, traffic: &Traffic) {
    let mut buffer = vec![0; 16 << 10];
    while let Ok(count @ 1..) = from.read(&mut buffer).await {
        let part = buffer.get(..count).unwrap_or_default();
        // A phone writes the head of a request in one piece, and nothing of ours looks like one.
        if [b"POST /v1/".as_slice(), b"GET /v1/".as_slice()].iter().any(|line| part.starts_with(line)) {
            traffic.requests.fetch_add(1, Ordering::SeqCst);
        }
        traffic.up.fetch_add(count as u64, Ordering::SeqCst);
        if to.write_all(part).await.is_err() {
            return;
        }
    }
}
