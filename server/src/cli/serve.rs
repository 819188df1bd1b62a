//! `serve`: answering phones and officers.

use std::fmt;
use std::io::IsTerminal;
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, ValueEnum};
use serde::Serialize;
use tracing_subscriber::EnvFilter;

use super::CliError;
use super::folder::Folder;
use super::officers::Link;
use super::output::Output;
use crate::Centre;
use crate::http::{HttpOptions, Rate, Stop, TlsFiles, listen, router, stop_on_signal};
use crate::pages::{AndroidCertificate, IosTeam, PagesOptions, officers};

/// Answering phones and officers.
#[derive(Debug, Args)]
pub(super) struct Serve {
    /// Where to listen; port 0 lets the system choose one.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// The name that phones show before they connect, for example "Hội Người cao tuổi tỉnh Quảng Ngãi". It is kept.
    #[arg(long)]
    name: Option<String>,
    /// The certificate with its chain, PEM. SIGHUP reads it again.
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// The certificate's private key, PEM.
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// A proxy of yours does TLS and is the only one who can reach this address; its X-Forwarded-For tells who asks.
    #[arg(long)]
    behind_proxy: bool,
    /// The centre's address as phones and officers reach it, for links; for example `https://clb.example.vn`.
    #[arg(long, value_name = "URL")]
    public_address: Option<String>,
    /// Where the app can be had, for the page behind an enrolment link.
    #[arg(long, value_name = "URL")]
    app_link: Option<String>,
    /// The Apple team that signs the iPhone app, for example A1B2C3D4E5: then links of this centre open the app. May be repeated.
    #[arg(long = "ios-team", value_name = "TEAM")]
    ios_teams: Vec<IosTeam>,
    /// The SHA-256 fingerprint of the certificate that signs the Android app, for the same. May be repeated.
    #[arg(long = "android-certificate", value_name = "FINGERPRINT")]
    android_certificates: Vec<AndroidCertificate>,
    /// Let officers sign in by their password alone, without an app's code after it: for demonstrations and tests only.
    #[arg(long)]
    password_alone: bool,
    /// Write the address to this file once the centre answers, as a link.
    #[arg(long, value_name = "FILE")]
    port_file: Option<PathBuf>,
    /// How many requests a second one address may make on average; 0 sets no limit. Many phones share the address of
    /// their mobile network.
    #[arg(long, value_name = "COUNT", default_value_t = 50, value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    rate_limit: u32,
    /// Let other machines read /metrics.
    #[arg(long)]
    metrics_for_all: bool,
    /// The form of the log, on standard error. RUST_LOG chooses what is logged.
    #[arg(long, value_enum, default_value_t = LogForm::Text)]
    log: LogForm,
}

/// The form of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LogForm {
    /// Lines for people.
    Text,
    /// One JSON object a line.
    Json,
}

#[derive(Debug, Serialize)]
struct Started {
    address: String,
    name: String,
    fingerprint: String,
    #[serde(flatten)]
    setup: Option<Link>,
}

impl fmt::Display for Started {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} ({})", self.name, self.fingerprint)?;
        write!(f, "Answering on {}", self.address)?;
        if let Some(link) = &self.setup {
            write!(f, "\nNo officer can sign in yet. {link}")?;
        }
        Ok(())
    }
}

impl Serve {
    pub(super) async fn run(self, folder: &Folder, output: Output) -> Result<(), CliError> {
        start_log(self.log);
        let _alone = folder.alone()?;
        // The address first: where it is taken, the other program may be the centre of this very folder.
        let tls = self.tls_cert.clone().zip(self.tls_key.clone());
        let tls = tls.map(|(certificate, key)| TlsFiles { certificate, key });
        let is_secure = tls.is_some() || self.behind_proxy;
        let listening = listen(self.listen, tls, self.behind_proxy)?;
        let stop_asked = stop_on_signal()?;
        if let Some(name) = &self.name {
            folder.set_name(name)?;
        }
        let centre = folder.open_or_make().await?;
        let (tell, stop) = Stop::new();
        let url = listening.url();
        let options = self.http_options(is_secure, stop);
        let served = async {
            let started = self.started(&centre, &url).await?;
            let router = router(centre.clone(), options);
            // The socket listens already: whoever reads the file and asks is answered.
            if let Some(file) = &self.port_file {
                write_address(file, &url)?;
            }
            output.say(&started);
            tracing::info!(address = url, version = env!("CARGO_PKG_VERSION"), "started");
            Ok(listening.serve(router, tell, stop_asked).await?)
        }
        .await;
        centre.shutdown().await;
        tracing::info!("stopped");
        served
    }

    fn http_options(&self, is_secure: bool, stop: Stop) -> HttpOptions {
        let defaults = HttpOptions::default();
        let (rate, enrol_rate) = match NonZeroU32::new(self.rate_limit) {
            // A burst is what comes together when a network returns: half a minute's worth.
            Some(each) => {
                (Rate::new(each.get().saturating_mul(30), Duration::from_secs(1) / each.get()), defaults.enrol_rate)
            }
            None => (None, None),
        };
        HttpOptions {
            behind_proxy: self.behind_proxy,
            rate,
            enrol_rate,
            metrics_for_all: self.metrics_for_all,
            pages: PagesOptions {
                is_secure,
                public_address: self.public_address.clone(),
                app_link: self.app_link.clone(),
                ios_teams: self.ios_teams.clone(),
                android_certificates: self.android_certificates.clone(),
                allows_password_alone: self.password_alone,
                stop,
            },
            ..defaults
        }
    }

    async fn started(&self, centre: &Centre, url: &str) -> Result<Started, CliError> {
        let address = self.public_address.as_deref().unwrap_or(url);
        let link = officers::first_link(centre).await?;
        Ok(Started {
            address: url.to_owned(),
            name: centre.name().to_owned(),
            fingerprint: centre.public_key().fingerprint(),
            setup: link.map(|link| Link::new(&link, address)),
        })
    }
}

/// The file is there whole or not at all.
fn write_address(path: &Path, url: &str) -> Result<(), CliError> {
    let fresh = path.with_extension("new");
    let written = std::fs::write(&fresh, format!("{url}\n")).and_then(|()| std::fs::rename(&fresh, path));
    written.map_err(|why| CliError::File { path: path.to_owned(), why })
}

fn start_log(form: LogForm) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false);
    // A log that was set up already (by a test) stays.
    let _ = match form {
        LogForm::Text => log.with_ansi(std::io::stderr().is_terminal()).try_init(),
        LogForm::Json => log.json().flatten_event(true).with_current_span(true).with_span_list(false).try_init(),
    };
}
