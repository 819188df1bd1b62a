//! The router on a socket: plain on the local machine or behind a proxy, by TLS everywhere else, with a graceful stop.

use std::future::Future;
use std::io::ErrorKind;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum_server::Handle;
use axum_server::accept::NoDelayAcceptor;
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;

/// A connection that does not finish its request's head in so long is closed; an idle one, too.
const HEAD_TIMEOUT: Duration = Duration::from_secs(75);

/// How long requests that were begun have to end when the centre stops.
const GRACE: Duration = Duration::from_secs(20);

/// The files of a TLS certificate, PEM.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsFiles {
    /// The certificate with its chain.
    pub certificate: PathBuf,
    /// Its private key.
    pub key: PathBuf,
}

/// Why the centre cannot be reached.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Another program listens there.
    #[error(
        "{0} is taken: another program listens there, perhaps the centre itself. Stop it, or choose another address with --listen"
    )]
    PortTaken(SocketAddr),
    /// The system does not allow it.
    #[error(
        "the system does not allow listening on {0}: ports below 1024 need a privilege. Choose another address with --listen"
    )]
    NotAllowed(SocketAddr),
    /// The address is none of this machine's.
    #[error("{0} is not an address of this machine")]
    NotOurs(SocketAddr),
    /// Plain HTTP would go over a network.
    #[error(
        "{0} can be reached from other machines, and without TLS others could read along. Give --tls-cert and --tls-key, or say --behind-proxy if a proxy of yours does TLS and is the only one who can reach this address"
    )]
    Unprotected(SocketAddr),
    /// The certificate or its key cannot be used.
    #[error("the TLS certificate or its key cannot be used ({path}): {why}")]
    Tls {
        /// The file.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// Anything else that the system says.
    #[error("the socket: {0}")]
    Socket(#[from] std::io::Error),
}

/// Tells everything that has no end of its own to end.
#[derive(Debug, Clone)]
pub struct Stop(watch::Receiver<bool>);

impl Default for Stop {
    /// Never.
    fn default() -> Self {
        Self(watch::channel(false).1)
    }
}

impl Stop {
    /// Told by the sender.
    pub fn new() -> (watch::Sender<bool>, Self) {
        let (tell, told) = watch::channel(false);
        (tell, Self(told))
    }

    /// Waits for it; for ever where nobody can tell.
    pub async fn stopped(mut self) {
        if self.0.wait_for(|stop| *stop).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

/// Resolves when the system asks the program to end: SIGTERM, or ctrl-c.
///
/// # Errors
/// The system does not tell.
pub fn stop_on_signal() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// A socket that listens and does not answer yet.
#[derive(Debug)]
pub struct Listening {
    listener: TcpListener,
    address: SocketAddr,
    tls: Option<(TlsFiles, RustlsConfig)>,
}

/// Takes the address; port 0 lets the system choose one.
///
/// # Errors
/// See [`ServeError`]; nothing was answered yet.
pub fn listen(address: SocketAddr, tls: Option<TlsFiles>, behind_proxy: bool) -> Result<Listening, ServeError> {
    let tls = match tls {
        Some(files) => {
            let config = RustlsConfig::from_config(tls_config(&files)?);
            Some((files, config))
        }
        None if address.ip().is_loopback() || behind_proxy => None,
        None => return Err(ServeError::Unprotected(address)),
    };
    let listener = TcpListener::bind(address).map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => ServeError::PortTaken(address),
        ErrorKind::PermissionDenied => ServeError::NotAllowed(address),
        ErrorKind::AddrNotAvailable => ServeError::NotOurs(address),
        _ => ServeError::Socket(error),
    })?;
    let address = listener.local_addr()?;
    Ok(Listening { listener, address, tls })
}

impl Listening {
    /// The address, with the port that the system chose.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address as a link.
    pub fn url(&self) -> String {
        let scheme = if self.tls.is_some() { "https" } else { "http" };
        format!("{scheme}://{}", self.address)
    }

    /// Answers until `stop` resolves, then takes no new connection and lets the requests that were begun end.
    ///
    /// # Errors
    /// The socket fails.
    pub async fn serve(
        self,
        router: Router,
        tell: watch::Sender<bool>,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> Result<(), ServeError> {
        let handle = Handle::new();
        let stopping = handle.clone();
        tokio::spawn(async move {
            stop.await;
            tracing::info!("stopping: requests that were begun are finished");
            let _ = tell.send(true);
            stopping.graceful_shutdown(Some(GRACE));
        });
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        let mut server = axum_server::from_tcp(self.listener)?.handle(handle);
        server.http_builder().http1().header_read_timeout(HEAD_TIMEOUT);
        server.http_builder().http2().keep_alive_interval(HEAD_TIMEOUT);
        match self.tls {
            Some((files, config)) => {
                tokio::spawn(reload(signal(SignalKind::hangup())?, files, config.clone()));
                let acceptor = RustlsAcceptor::new(config).acceptor(NoDelayAcceptor::new());
                server.acceptor(acceptor).serve(service).await?;
            }
            None => server.acceptor(NoDelayAcceptor::new()).serve(service).await?,
        }
        Ok(())
    }
}

/// Reads the certificate again on SIGHUP, so that a renewed one needs no restart.
async fn reload(mut renewed: Signal, files: TlsFiles, config: RustlsConfig) {
    while renewed.recv().await.is_some() {
        match tls_config(&files) {
            Ok(fresh) => {
                config.reload_from_config(fresh);
                tracing::info!("the TLS certificate was read again");
            }
            Err(error) => tracing::error!(%error, "the renewed TLS certificate is not used; the old one stays"),
        }
    }
}

fn tls_config(files: &TlsFiles) -> Result<Arc<rustls::ServerConfig>, ServeError> {
    let refused =
        |path: &Path, why: &dyn std::fmt::Display| ServeError::Tls { path: path.to_owned(), why: why.to_string() };
    let chain = CertificateDer::pem_file_iter(&files.certificate)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|error| refused(&files.certificate, &error))?;
    let key = PrivateKeyDer::from_pem_file(&files.key).map_err(|error| refused(&files.key, &error))?;
    let mut config = rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("ring speaks TLS 1.2 and 1.3")
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .map_err(|error| refused(&files.certificate, &error))?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}
