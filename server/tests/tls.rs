//! The program with a certificate: a real handshake, and a renewed certificate without a restart.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly, its functions too")]

use std::io::{BufRead, BufReader, Lines, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::Arc;

use rcgen::{CertifiedKey, KeyPair};

/// The program, killed when the test ends.
struct Serving {
    child: Child,
    address: SocketAddr,
    log: Lines<BufReader<ChildStderr>>,
}

impl Serving {
    fn begin(folder: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_clubbook-server"))
            .args(["serve", "--listen", "127.0.0.1:0", "--json"])
            .args(["--data".as_ref(), folder.join("data").as_os_str()])
            .args(["--tls-cert".as_ref(), folder.join("cert.pem").as_os_str()])
            .args(["--tls-key".as_ref(), folder.join("key.pem").as_os_str()])
            .env_remove("RUST_LOG")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let started: serde_json::Value = serde_json::from_str(&line).unwrap();
        let address = started.get("address").and_then(|address| address.as_str()?.strip_prefix("https://"));
        let address = address.unwrap().parse().unwrap();
        let log = BufReader::new(child.stderr.take().unwrap()).lines();
        Self { child, address, log }
    }

    /// Asks for the health, trusting one certificate.
    fn ask(&self, trusted: &CertifiedKey<KeyPair>) -> std::io::Result<String> {
        let mut roots = rustls::RootCertStore::empty();
        roots.add(trusted.cert.der().clone()).unwrap();
        let config = rustls::ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        let mut client = rustls::ClientConnection::new(Arc::new(config), "localhost".try_into().unwrap()).unwrap();
        let mut socket = TcpStream::connect(self.address)?;
        let mut stream = rustls::Stream::new(&mut client, &mut socket);
        stream.write_all(b"GET /health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")?;
        let mut reply = String::new();
        stream.read_to_string(&mut reply)?;
        Ok(reply)
    }

    /// Reads the log until a line holds these words.
    fn wait_for(&mut self, words: &str) {
        assert!(self.log.any(|line| line.unwrap().contains(words)), "the log ended without: {words}");
    }

    fn signal(&self, name: &str) {
        let told = Command::new("kill").args([name, &self.child.id().to_string()]).status().unwrap();
        assert!(told.success());
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn put_certificate(folder: &Path) -> CertifiedKey<KeyPair> {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    std::fs::write(folder.join("cert.pem"), made.cert.pem()).unwrap();
    std::fs::write(folder.join("key.pem"), made.signing_key.serialize_pem()).unwrap();
    made
}

#[test]
fn a_renewed_certificate_is_used_without_a_restart_and_a_broken_one_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let first = put_certificate(folder.path());
    let mut serving = Serving::begin(folder.path());
    assert!(serving.ask(&first).unwrap().ends_with("ok\n"));

    let second = put_certificate(folder.path());
    assert!(serving.ask(&second).is_err(), "not before it is told");
    serving.signal("-HUP");
    serving.wait_for("the TLS certificate was read again");
    assert!(serving.ask(&second).unwrap().ends_with("ok\n"));
    assert!(serving.ask(&first).is_err());

    std::fs::write(folder.path().join("cert.pem"), "nothing of the kind").unwrap();
    serving.signal("-HUP");
    serving.wait_for("the old one stays");
    assert!(serving.ask(&second).unwrap().ends_with("ok\n"));
}
