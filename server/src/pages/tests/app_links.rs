//! What a phone's system asks before a link opens the app.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::scene::Scene;
use crate::pages::PagesOptions;

const IOS: &str = "/.well-known/apple-app-site-association";
const ANDROID: &str = "/.well-known/assetlinks.json";

#[tokio::test]
async fn the_centre_knows_the_apps_that_its_operator_names() {
    let fingerprint = ["1F"; 32].join(":");
    let options = PagesOptions {
        ios_teams: vec!["A1B2C3D4E5".parse().unwrap()],
        android_certificates: vec![fingerprint.parse().unwrap()],
        ..PagesOptions::default()
    };
    let scene = Scene::with(options).await;
    let mut system = scene.visitor();

    let ios = system.get(IOS).await;
    assert_eq!(ios.status, StatusCode::OK);
    assert_eq!(ios.headers["content-type"], "application/json", "Apple reads no other");
    let ios: Value = serde_json::from_str(&ios.text).unwrap();
    let details = json!([{ "appIDs": ["A1B2C3D4E5.vn.clubbook.app"], "components": [{ "/": "/e/*" }] }]);
    assert_eq!(ios["applinks"]["details"], details);

    let android: Value = serde_json::from_str(&system.get(ANDROID).await.text).unwrap();
    assert_eq!(android[0]["relation"], json!(["delegate_permission/common.handle_all_urls"]));
    assert_eq!(android[0]["target"]["package_name"], "vn.clubbook.app");
    assert_eq!(android[0]["target"]["sha256_cert_fingerprints"], json!([fingerprint]));
}

#[tokio::test]
async fn where_no_app_is_named_there_is_nothing_to_be_found() {
    let scene = Scene::new().await;
    let mut system = scene.visitor();
    for path in [IOS, ANDROID] {
        assert_eq!(system.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}
