//! What one client, and all of them together, may ask for.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, Response};
use governor::middleware::NoOpMiddleware;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower_governor::governor::{GovernorConfig, GovernorConfigBuilder};
use tower_governor::key_extractor::KeyExtractor;
use tower_governor::{GovernorError, GovernorLayer};

/// How often one address may ask: so many at once, then so many a second.
///
/// An address is often a whole commune hall, or the gateway of a mobile network with thousands of phones behind it, so the
/// limits stop a flood and not a busy Saturday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// At once.
    pub burst: NonZeroU32,
    /// One more becomes free after so long.
    pub every: Duration,
}

impl Rate {
    /// `burst` at once, then one each time `every` has passed; `None` when either is zero.
    pub fn new(burst: u32, every: Duration) -> Option<Self> {
        let burst = NonZeroU32::new(burst)?;
        (!every.is_zero()).then_some(Self { burst, every })
    }
}

/// The client's address, as requests are counted by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ClientAddress {
    /// Whether a proxy of the operator stands before the centre. Only then does its header count: anybody can send one.
    pub behind_proxy: bool,
}

impl ClientAddress {
    /// The address of whoever asks; unspecified for a request that came over no socket.
    pub(super) fn of<T>(self, request: &Request<T>) -> IpAddr {
        let peer = request
            .extensions()
            .get::<ConnectInfo<SocketAddr>>()
            .map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |ConnectInfo(address)| address.ip());
        if self.behind_proxy { forwarded_for(request).unwrap_or(peer) } else { peer }
    }
}

/// The last address in `X-Forwarded-For`: the operator's own proxy wrote it. Those before it may be invented.
fn forwarded_for<T>(request: &Request<T>) -> Option<IpAddr> {
    let last = request.headers().get_all("x-forwarded-for").iter().next_back()?;
    last.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
}

/// A household has a whole /64 of IPv6, so that is what counts as one client.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX))),
        v4 => v4,
    }
}

impl KeyExtractor for ClientAddress {
    type Key = IpAddr;

    fn extract<T>(&self, request: &Request<T>) -> Result<Self::Key, GovernorError> {
        Ok(network(self.of(request)))
    }
}

type Config = GovernorConfig<ClientAddress, NoOpMiddleware>;

/// Counts requests by address.
#[derive(Debug, Clone)]
pub(super) struct RateLimit(Arc<Config>);

impl RateLimit {
    /// A limit that starts empty.
    pub(super) fn new(rate: Rate, by: ClientAddress) -> Self {
        let config = GovernorConfigBuilder::default()
            .key_extractor(by)
            .period(rate.every)
            .burst_size(rate.burst.get())
            .finish()
            .expect("a rate is never zero");
        Self(Arc::new(config))
    }

    /// The layer that holds requests to it; `refuse` answers those beyond it, given how long to wait.
    pub(super) fn layer(
        &self,
        refuse: impl Fn(Duration) -> Response<Body> + Send + Sync + 'static,
    ) -> GovernorLayer<ClientAddress, NoOpMiddleware, Body> {
        GovernorLayer::new(Arc::clone(&self.0)).error_handler(move |error| {
            let wait = match error {
                GovernorError::TooManyRequests { wait_time, .. } => wait_time,
                GovernorError::UnableToExtractKey | GovernorError::Other { .. } => 0,
            };
            // The wait comes rounded down to whole seconds.
            refuse(Duration::from_secs(wait + 1))
        })
    }

    /// Forgets the addresses that have their whole burst again.
    pub(super) fn tidy(&self) {
        self.0.limiter().retain_recent();
        self.0.limiter().shrink_to_fit();
    }
}

/// So many at a time; others wait for their turn, but not for ever.
#[derive(Debug, Clone)]
pub(super) struct Gate {
    places: Arc<Semaphore>,
    patience: Duration,
}

impl Gate {
    /// A gate with `places` places.
    pub(super) fn new(places: usize, patience: Duration) -> Self {
        Self { places: Arc::new(Semaphore::new(places)), patience }
    }

    /// A place, held until it is dropped; `None` when none became free in time.
    pub(super) async fn enter(&self) -> Option<OwnedSemaphorePermit> {
        let place = Arc::clone(&self.places).acquire_owned();
        tokio::time::timeout(self.patience, place).await.ok()?.ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(forwarded: &[&str]) -> Request<()> {
        let mut request = Request::builder();
        for value in forwarded {
            request = request.header("x-forwarded-for", *value);
        }
        let peer: SocketAddr = "192.0.2.1:4000".parse().unwrap();
        request.extension(ConnectInfo(peer)).body(()).unwrap()
    }

    #[test]
    fn a_forwarded_address_counts_only_behind_the_operators_proxy_and_only_the_one_it_wrote() {
        let invented = request(&["198.51.100.7", "203.0.113.5, 198.51.100.9"]);
        let peer: IpAddr = "192.0.2.1".parse().unwrap();
        assert_eq!(ClientAddress { behind_proxy: false }.of(&invented), peer);
        let behind = ClientAddress { behind_proxy: true };
        assert_eq!(behind.of(&invented), "198.51.100.9".parse::<IpAddr>().unwrap());
        assert_eq!(behind.of(&request(&["nonsense"])), peer);
        assert_eq!(behind.of(&request(&[])), peer);
    }

    #[test]
    fn one_household_of_ipv6_is_one_client() {
        let of = |text: &str| network(text.parse().unwrap());
        assert_eq!(of("2001:db8:1:2:aaaa::1"), of("2001:db8:1:2:bbbb::2"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
        assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
    }

    #[tokio::test(start_paused = true)]
    async fn who_waits_too_long_for_a_place_is_told_so() {
        let gate = Gate::new(1, Duration::from_secs(10));
        let first = gate.enter().await;
        assert!(first.is_some());
        assert!(gate.enter().await.is_none());
        drop(first);
        assert!(gate.enter().await.is_some());
    }
}
