//! HTTP by reqwest, with TLS by rustls and ring. The only file that names reqwest.

use std::sync::Arc;
use std::time::Duration;

use clubbook_model::message::MEDIA_TYPE;
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderValue, RETRY_AFTER};
use reqwest::{Client, Method, Url};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

use super::transport::{Arriving, Reply, Transport, TransportError};

/// A connection that says nothing for so long is dead: the slowest link that is still of use answers sooner.
const READ_TIMEOUT: Duration = Duration::from_secs(40);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(20);
/// No answer of a centre is larger: a body beyond it is somebody else's.
const BODY_LIMIT: usize = 8 << 20;

/// The centre over HTTP.
#[derive(Debug, Clone)]
pub struct Http {
    client: Client,
    base: Url,
}

impl Http {
    /// A way to the centre at `address` (`https://…`, or `http://` on the local machine). `private_authority` is the PEM of
    /// a centre's own certificate authority; without it the public ones of the Mozilla list hold.
    ///
    /// # Errors
    /// [`TransportError::Address`] for an address that is not one, [`TransportError::Untrusted`] for a damaged PEM.
    pub fn new(address: &str, private_authority: Option<&[u8]>) -> Result<Self, TransportError> {
        let base = Url::parse(address).ok().filter(is_safe).ok_or(TransportError::Address)?;
        let mut roots = rustls::RootCertStore::empty();
        match private_authority {
            Some(pem) => {
                for certificate in CertificateDer::pem_slice_iter(pem) {
                    let certificate = certificate.map_err(|_| TransportError::Untrusted)?;
                    roots.add(certificate).map_err(|_| TransportError::Untrusted)?;
                }
            }
            None => roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()),
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("ring speaks TLS 1.2 and 1.3")
            .with_root_certificates(roots)
            .with_no_client_auth();
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static(MEDIA_TYPE));
        let client = Client::builder()
            .tls_backend_preconfigured(tls)
            .default_headers(headers)
            .connect_timeout(CONNECT_TIMEOUT)
            .read_timeout(READ_TIMEOUT)
            // A redirect leads to somebody else: a captive portal.
            .redirect(reqwest::redirect::Policy::none())
            .tcp_nodelay(true)
            .build()
            .map_err(|_| TransportError::Address)?;
        Ok(Self { client, base })
    }

    async fn exchange(
        &self,
        method: Method,
        path: &str,
        body: Vec<u8>,
        arriving: Arriving<'_>,
    ) -> Result<Reply, TransportError> {
        let url = self.base.join(path).map_err(|_| TransportError::Address)?;
        let mut request = self.client.request(method.clone(), url);
        if method == Method::POST {
            request = request.header(CONTENT_TYPE, MEDIA_TYPE).body(body);
        }
        let mut response = request.send().await.map_err(|error| failure(&error))?;
        let header = |name| response.headers().get(name).and_then(|value| value.to_str().ok());
        let media_type = header(CONTENT_TYPE).and_then(|value| value.split(';').next()).unwrap_or("").trim().to_owned();
        let retry_after = header(RETRY_AFTER).and_then(|value| value.parse().ok()).map(Duration::from_secs);
        let status = response.status().as_u16();
        // What has arrived of a body that is then cut is of use: it holds whole frames.
        let mut reply = Reply { status, media_type, retry_after, body: Vec::new(), is_whole: false };
        loop {
            match response.chunk().await {
                Ok(Some(chunk)) if reply.body.len() + chunk.len() > BODY_LIMIT => break,
                Ok(Some(chunk)) => {
                    reply.body.extend_from_slice(&chunk);
                    arriving(&reply);
                }
                Ok(None) => {
                    reply.is_whole = true;
                    break;
                }
                Err(_) => break,
            }
        }
        Ok(reply)
    }
}

/// What people record goes over TLS; without it only to a centre on the same machine.
fn is_safe(address: &Url) -> bool {
    let is_here = match address.host_str() {
        Some("localhost") => true,
        Some(host) => {
            let host = host.trim_start_matches('[').trim_end_matches(']');
            host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
        }
        None => false,
    };
    address.scheme() == "https" || (address.scheme() == "http" && is_here)
}

/// Whether the certificate was the reason stands somewhere down the chain of causes.
fn failure(error: &reqwest::Error) -> TransportError {
    if is_untrusted(error) { TransportError::Untrusted } else { TransportError::NoAnswer }
}

fn is_untrusted(error: &(dyn std::error::Error + 'static)) -> bool {
    if let Some(tls) = error.downcast_ref::<rustls::Error>() {
        return matches!(tls, rustls::Error::InvalidCertificate(_));
    }
    // What an I/O error wraps is not its source, and may be an I/O error again.
    let wrapped = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
    wrapped.is_some_and(|inner| is_untrusted(inner)) || error.source().is_some_and(is_untrusted)
}

impl Transport for Http {
    async fn get(&self, path: &str) -> Result<Reply, TransportError> {
        self.exchange(Method::GET, path, Vec::new(), &mut |_| ()).await
    }

    async fn post(&self, path: &str, body: Vec<u8>, arriving: Arriving<'_>) -> Result<Reply, TransportError> {
        self.exchange(Method::POST, path, body, arriving).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_without_tls_is_taken_on_the_same_machine_only() {
        for address in ["https://so.example.vn", "http://127.0.0.1:8080", "http://[::1]:8080", "http://localhost:1"] {
            assert!(Http::new(address, None).is_ok(), "{address}");
        }
        for address in
            ["http://so.example.vn", "http://10.0.0.1", "ftp://127.0.0.1", "http://127.0.0.1.evil.vn", "so.vn"]
        {
            assert_eq!(Http::new(address, None).map(|_| ()), Err(TransportError::Address), "{address}");
        }
        assert!(Http::new("https://so.example.vn", Some(b"-----BEGIN CERTIFICATE-----\n!")).is_err());
    }
}
