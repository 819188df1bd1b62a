//! The second step of signing in.

use axum::http::StatusCode;
use totp_rs::{Builder, Secret};

use super::scene::{PASSWORD, Scene, Visitor};
use crate::pages::{PagesOptions, officers, second_step};
use crate::store::access::Deed;

const WRONG_CODE: &str = "000 000 0";

/// An app on somebody's phone.
struct App(Secret);

impl App {
    /// Reads the key that a page shows.
    fn of(page: &str) -> Self {
        let key = page.split("id=\"key\">").nth(1).unwrap().split('<').next().unwrap();
        Self(Secret::try_from_base32(key.replace(' ', "")).unwrap())
    }

    fn code(&self, scene: &Scene) -> String {
        let now = u64::try_from(scene.centre.clock().now().0).unwrap();
        Builder::new().with_secret(self.0.clone()).build().unwrap().generate(now).to_string()
    }
}

async fn strict() -> Scene {
    Scene::strict(PagesOptions::default()).await
}

/// Signs the first officer in and sets the app up; gives it, and the codes on paper.
async fn set_up(scene: &Scene) -> (Visitor, App, Vec<String>) {
    let mut visitor = scene.first_officer().await;
    assert_eq!(visitor.sign_in("minh.tran", PASSWORD).await.to(), Some("/sign-in/app"));
    let page = visitor.get("/sign-in/app").await.text;
    let app = App::of(&page);
    let page = visitor.post("/sign-in/app", &[("code", &app.code(scene))]).await;
    assert_eq!(page.status, StatusCode::OK);
    let list = page.text.split("paper-codes").nth(1).unwrap().split("</ol>").next().unwrap();
    let codes: Vec<String> =
        list.split("<li>").skip(1).map(|item| item.split('<').next().unwrap().to_owned()).collect();
    (visitor, app, codes)
}

#[tokio::test]
async fn the_password_alone_opens_nothing_and_the_first_sign_in_sets_an_app_up() {
    let scene = strict().await;
    let mut visitor = scene.first_officer().await;
    assert_eq!(visitor.sign_in("minh.tran", PASSWORD).await.to(), Some("/sign-in/app"));
    assert_eq!(visitor.get("/clubs").await.to(), Some("/sign-in?why=ended"));
    let page = visitor.get("/sign-in/app").await.text;
    assert!(page.contains("<svg ") && !page.contains("otpauth"));
    assert_eq!(App::of(&page).0, App::of(&visitor.get("/sign-in/app").await.text).0, "a reload shows the same key");
    let refused = visitor.post("/sign-in/app", &[("code", WRONG_CODE)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!visitor.sees_the_list().await);

    let app = App::of(&page);
    let done = visitor.post("/sign-in/app", &[("code", &app.code(&scene))]).await;
    assert_eq!((done.status, done.text.matches("<li>").count()), (StatusCode::OK, 10));
    assert!(visitor.sees_the_list().await);
    // Whoever knows the password later sees no key any more.
    let mut thief = scene.visitor();
    assert_eq!(thief.sign_in("minh.tran", PASSWORD).await.to(), Some("/sign-in/code"));
    assert_eq!(thief.get("/sign-in/app").await.to(), Some("/sign-in/code"));
    assert!(!thief.sees_the_list().await);
}

#[tokio::test]
async fn a_code_of_the_app_works_once_and_for_a_clock_half_a_minute_off() {
    let scene = strict().await;
    let (_, app, _) = set_up(&scene).await;
    let mut visitor = scene.visitor();
    visitor.sign_in("minh.tran", PASSWORD).await;
    let used = app.code(&scene);
    assert_eq!(visitor.post("/sign-in/code", &[("code", &used)]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    scene.clock.pass(30);
    let next = app.code(&scene);
    scene.clock.pass(30);
    let spaced = format!("{} {}", &next[..3], &next[3..]);
    assert_eq!(visitor.post("/sign-in/code", &[("code", &spaced)]).await.to(), Some("/clubs"));
    assert!(visitor.sees_the_list().await);
    let mut thief = scene.visitor();
    thief.sign_in("minh.tran", PASSWORD).await;
    assert_eq!(thief.post("/sign-in/code", &[("code", &next)]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!thief.sees_the_list().await);
}

#[tokio::test]
async fn a_code_on_paper_works_once_and_is_in_the_database_only_as_a_keyed_hash() {
    let scene = strict().await;
    let (_, app, codes) = set_up(&scene).await;
    assert_eq!(codes.iter().collect::<std::collections::BTreeSet<_>>().len(), 10);
    for expected in [true, false] {
        let mut visitor = scene.visitor();
        visitor.sign_in("minh.tran", PASSWORD).await;
        let answer = visitor.post("/sign-in/code", &[("code", &codes[3])]).await;
        assert_eq!(answer.to() == Some("/clubs"), expected);
        assert_eq!(visitor.sees_the_list().await, expected);
    }
    scene.centre.shutdown().await;
    let bytes = std::fs::read(scene.centre.database()).unwrap();
    let holds = |wanted: &[u8]| bytes.windows(wanted.len()).any(|window| window == wanted);
    assert!(holds(b"minh.tran"));
    assert!(!holds(app.0.as_bytes()), "the app's secret");
    assert!(!holds(codes[0].replace(' ', "").as_bytes()));
}

#[tokio::test]
async fn wrong_codes_wait_longer_and_longer_and_a_right_one_in_between_does_not_count_then() {
    let scene = strict().await;
    let (_, app, _) = set_up(&scene).await;
    let mut visitor = scene.visitor();
    visitor.sign_in("minh.tran", PASSWORD).await;
    for _ in 0..4 {
        let refused = visitor.post("/sign-in/code", &[("code", WRONG_CODE)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    for minutes in [1, 2] {
        let refused = visitor.post("/sign-in/code", &[("code", WRONG_CODE)]).await;
        assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(refused.text.contains(&format!("Đợi {minutes} phút")));
        let early = visitor.post("/sign-in/code", &[("code", &app.code(&scene))]).await;
        assert_eq!(early.status, StatusCode::TOO_MANY_REQUESTS);
        scene.clock.pass(minutes * 60);
    }
    // The password is asked for again after ten minutes; a right one does not forget wrong codes.
    scene.clock.pass(600);
    assert_eq!(visitor.post("/sign-in/code", &[("code", &app.code(&scene))]).await.to(), Some("/sign-in"));
    visitor.sign_in("minh.tran", PASSWORD).await;
    let refused = visitor.post("/sign-in/code", &[("code", WRONG_CODE)]).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    scene.clock.pass(5 * 60);
    assert_eq!(visitor.post("/sign-in/code", &[("code", &app.code(&scene))]).await.to(), Some("/clubs"));
}

#[tokio::test]
async fn a_lost_app_is_taken_away_by_another_in_charge_or_on_the_command_line() {
    let scene = strict().await;
    let (mut first, _, codes) = set_up(&scene).await;
    let new = officers::NewOfficer { login: "lan.vo".into(), name: "Võ Thị Lan".into(), unit: None };
    let link = officers::add(&scene.centre, new).await.unwrap();
    let mut second = scene.visitor();
    second.set_up(&link.path(), "lan.vo").await;
    second.sign_in("lan.vo", PASSWORD).await;
    let app = App::of(&second.get("/sign-in/app").await.text);
    second.post("/sign-in/app", &[("code", &app.code(&scene))]).await;
    assert!(second.get("/officers").await.text.contains("/officers/minh.tran/second-step"));
    assert!(second.get("/officers/minh.tran/second-step").await.text.contains("Trần Thị Minh"));

    let path = "/officers/minh.tran/second-step";
    let own = first.post(path, &[("reason", "tôi")]).await;
    assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(second.post(path, &[("reason", " ")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(second.post(path, &[("reason", "mất điện thoại")]).await.to(), Some("/officers?done=reset"));
    assert_eq!(scene.log().await[0], (Deed::ResetSecondStep, None, 0, "mất điện thoại".to_owned()));
    let mut again = scene.visitor();
    assert_eq!(again.sign_in("minh.tran", PASSWORD).await.to(), Some("/sign-in/app"));
    assert_eq!(again.post("/sign-in/code", &[("code", &codes[0])]).await.status, StatusCode::UNPROCESSABLE_ENTITY);

    second_step::reset(&scene.centre, "lan.vo").await.unwrap();
    assert!(!officers::list(&scene.centre).await.unwrap().iter().any(|officer| officer.has_second_step));
    assert!(second_step::reset(&scene.centre, "khong.ai").await.is_err());
}

#[tokio::test]
async fn officers_of_a_commune_see_no_accounts() {
    let scene = Scene::new().await;
    let mut visitor = scene.officer_of("xa.21001", "21001").await;
    for path in ["/officers", "/officers/xa.21001/second-step"] {
        assert_eq!(visitor.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    let refused = visitor.post("/officers/xa.21001/second-step", &[("reason", "x")]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}
