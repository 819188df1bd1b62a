//! A TCP proxy on loopback that counts the bytes that pass, headers and all, and may hold each back for half a round trip.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream, tcp};
use tokio::sync::mpsc;
use tokio::time::Instant;

use super::Run;

#[derive(Debug, Default)]
struct Counted {
    up: AtomicU64,
    down: AtomicU64,
    connections: AtomicU64,
}

/// What passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Passed {
    /// Bytes towards the centre.
    pub up: u64,
    /// Bytes towards the phone.
    pub down: u64,
    /// Connections that were opened.
    pub connections: u64,
}

impl Passed {
    /// Bytes in both directions.
    pub fn both(self) -> f64 {
        (self.up + self.down) as f64
    }
}

/// The proxy; it ends when it is dropped.
#[derive(Debug)]
pub struct Wire {
    address: SocketAddr,
    counted: Arc<Counted>,
    accepting: tokio::task::JoinHandle<()>,
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl Wire {
    /// A proxy before `target`, over which a question and its answer take `round_trip` longer than on loopback.
    ///
    /// # Errors
    /// No socket.
    pub async fn before(target: SocketAddr, round_trip: Duration) -> Run<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let counted = Arc::new(Counted::default());
        let counting = Arc::clone(&counted);
        let accepting = tokio::spawn(async move {
            while let Ok((phone, _)) = listener.accept().await {
                counting.connections.fetch_add(1, Ordering::Relaxed);
                let counting = Arc::clone(&counting);
                tokio::spawn(async move {
                    // A connection that breaks is broken on both sides: that is all there is to do.
                    let _ = carry(phone, target, round_trip, counting).await;
                });
            }
        });
        Ok(Self { address, counted, accepting })
    }

    /// Where the phone connects to.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What passed since this was last asked.
    pub fn take(&self) -> Passed {
        let take = |count: &AtomicU64| count.swap(0, Ordering::Relaxed);
        let counted = &self.counted;
        Passed { up: take(&counted.up), down: take(&counted.down), connections: take(&counted.connections) }
    }
}

async fn carry(
    phone: TcpStream,
    target: SocketAddr,
    round_trip: Duration,
    counted: Arc<Counted>,
) -> std::io::Result<()> {
    let centre = TcpStream::connect(target).await?;
    phone.set_nodelay(true)?;
    centre.set_nodelay(true)?;
    let ((from_phone, to_phone), (from_centre, to_centre)) = (phone.into_split(), centre.into_split());
    // On loopback the connection is there at once; over a network its handshake takes a round trip before the first byte.
    let up = pass(from_phone, to_centre, round_trip / 2, round_trip, |bytes| {
        counted.up.fetch_add(bytes, Ordering::Relaxed);
    });
    let down = pass(from_centre, to_phone, round_trip / 2, Duration::ZERO, |bytes| {
        counted.down.fetch_add(bytes, Ordering::Relaxed);
    });
    tokio::try_join!(up, down).map(|_| ())
}

/// Carries bytes in one direction, each `delay` after it came, the first ones `handshake` later.
async fn pass(
    mut from: tcp::OwnedReadHalf,
    mut to: tcp::OwnedWriteHalf,
    delay: Duration,
    handshake: Duration,
    count: impl Fn(u64),
) -> std::io::Result<()> {
    let (send, mut receive) = mpsc::unbounded_channel::<(Instant, Vec<u8>)>();
    let open_at = Instant::now() + handshake;
    let reading = async {
        let mut buffer = vec![0; 64 << 10];
        loop {
            let length = from.read(&mut buffer).await?;
            if length == 0 {
                drop(send);
                return std::io::Result::Ok(());
            }
            count(length as u64);
            let bytes = buffer.get(..length).unwrap_or_default().to_vec();
            if send.send((Instant::now().max(open_at) + delay, bytes)).is_err() {
                return Ok(());
            }
        }
    };
    let writing = async {
        while let Some((due, bytes)) = receive.recv().await {
            if !delay.is_zero() {
                tokio::time::sleep_until(due).await;
            }
            to.write_all(&bytes).await?;
        }
        to.shutdown().await
    };
    tokio::try_join!(reading, writing).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn every_byte_arrives_in_order_and_is_counted() {
        let echo = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let target = echo.local_addr().unwrap();
        tokio::spawn(async move {
            let (stream, _) = echo.accept().await.unwrap();
            let (mut read, mut write) = stream.into_split();
            tokio::io::copy(&mut read, &mut write).await.unwrap();
        });
        let wire = Wire::before(target, Duration::ZERO).await.unwrap();
        let mut stream = TcpStream::connect(wire.address()).await.unwrap();
        let sent: Vec<u8> = (0..200_000u32).map(|n| (n % 251) as u8).collect();
        let (mut read, mut write) = stream.split();
        let mut received = vec![0; sent.len()];
        let (written, read) = tokio::join!(write.write_all(&sent), read.read_exact(&mut received));
        written.unwrap();
        read.unwrap();
        assert_eq!(received, sent);
        assert_eq!(wire.take(), Passed { up: 200_000, down: 200_000, connections: 1 });
        assert_eq!(wire.take(), Passed { up: 0, down: 0, connections: 0 });
    }
}
