//! What a phone's system asks before it opens the app, and no browser, for an enrolment link of this centre: whether the
//! centre knows the app. Only whoever signs the apps knows by what, so the operator says it.
//!
//! Forms: Apple's `apple-app-site-association` (Supporting associated domains) and Google's `assetlinks.json`
//! (Digital Asset Links).

use std::str::FromStr;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::frame::Frame;
use super::{Pages, message};

/// What both apps are called where they are installed.
const APP: &str = "vn.clubbook.app";

/// The team that signs the iPhone app: ten letters and digits, as Apple gives them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IosTeam(String);

/// The SHA-256 fingerprint of a certificate that signs the Android app: 32 bytes in hexadecimal digits, which may have
/// colons between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AndroidCertificate(String);

/// A team or a fingerprint that is written otherwise.
#[derive(Debug, thiserror::Error)]
pub enum AppLinksError {
    /// No team.
    #[error("a team is ten letters and digits, like A1B2C3D4E5")]
    Team,
    /// No fingerprint.
    #[error("a fingerprint is 64 hexadecimal digits, as `apksigner verify --print-certs` prints them for SHA-256")]
    Certificate,
}

impl FromStr for IosTeam {
    type Err = AppLinksError;

    fn from_str(text: &str) -> Result<Self, AppLinksError> {
        let is_team = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        is_team.then(|| Self(text.to_owned())).ok_or(AppLinksError::Team)
    }
}

impl FromStr for AndroidCertificate {
    type Err = AppLinksError;

    fn from_str(text: &str) -> Result<Self, AppLinksError> {
        let digits: Vec<char> = text.to_ascii_uppercase().chars().filter(|&sign| sign != ':').collect();
        if digits.len() != 64 || !digits.iter().all(char::is_ascii_hexdigit) {
            return Err(AppLinksError::Certificate);
        }
        Ok(Self(digits.chunks(2).map(String::from_iter).collect::<Vec<_>>().join(":")))
    }
}

/// `GET /.well-known/apple-app-site-association`.
pub(crate) async fn ios(State(pages): State<Pages>, frame: Frame) -> Response {
    let teams = &pages.options.ios_teams;
    if teams.is_empty() {
        return message::not_found(frame).await;
    }
    let apps: Vec<_> = teams.iter().map(|IosTeam(team)| format!("{team}.{APP}")).collect();
    Json(json!({ "applinks": { "details": [{ "appIDs": apps, "components": [{ "/": "/e/*" }] }] } })).into_response()
}

/// `GET /.well-known/assetlinks.json`.
pub(crate) async fn android(State(pages): State<Pages>, frame: Frame) -> Response {
    let certificates = &pages.options.android_certificates;
    if certificates.is_empty() {
        return message::not_found(frame).await;
    }
    let fingerprints: Vec<_> = certificates.iter().map(|AndroidCertificate(fingerprint)| fingerprint).collect();
    let target = json!({ "namespace": "android_app", "package_name": APP, "sha256_cert_fingerprints": fingerprints });
    Json(json!([{ "relation": ["delegate_permission/common.handle_all_urls"], "target": target }])).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_team_is_ten_capitals_and_digits() {
        assert!("A1B2C3D4E5".parse::<IosTeam>().is_ok());
        for wrong in ["", "A1B2C3D4E", "A1B2C3D4E5F", "a1b2c3d4e5", "A1B2C3D4E."] {
            assert!(wrong.parse::<IosTeam>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_fingerprint_is_written_with_colons_whoever_prints_it() {
        let written = AndroidCertificate(vec!["0A"; 32].join(":"));
        assert_eq!("0a".repeat(32).parse::<AndroidCertificate>().unwrap(), written);
        assert_eq!(written.0.parse::<AndroidCertificate>().unwrap(), written);
        for wrong in ["", "0a", &"0a".repeat(31), &"0a".repeat(33), &"0g".repeat(32)] {
            assert!(wrong.parse::<AndroidCertificate>().is_err(), "{wrong}");
        }
    }
}
