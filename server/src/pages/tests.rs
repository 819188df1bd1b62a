//! The pages through their router, with a real database and a clock that tests move. What needs a browser is tested in
//! `tests/browser`.

mod access_log;
mod app_links;
mod club;
mod codes;
mod correct;
mod lists;
mod review;
mod scene;
mod second_step;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use tower::ServiceExt;

use super::officers::NewOfficer;
use super::{PagesOptions, officers};
use crate::CentreError;
use crate::admin::{CodeState, ImportRow, NewClub};
use crate::http::Stop;
use crate::testing::HandPhone;
use scene::{PASSWORD, Scene, WRONG};

#[tokio::test]
async fn closed_pages_send_to_sign_in_and_what_the_script_asks_is_refused_plainly() {
    let scene = Scene::new().await;
    let mut visitor = scene.visitor();
    assert_eq!(visitor.get("/").await.to(), Some("/clubs"));
    assert_eq!(visitor.get("/clubs").await.to(), Some("/sign-in"));
    assert_eq!(visitor.get("/clubs/figures").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(visitor.get("/live").await.status, StatusCode::UNAUTHORIZED);
    visitor.cookies.insert("officer".to_owned(), "AAAAAAAAAAAAAAAAAAAAAA".to_owned());
    assert_eq!(visitor.get("/clubs").await.to(), Some("/sign-in?why=ended"));
}

#[tokio::test]
async fn the_link_of_the_first_run_makes_one_officer_and_there_is_no_other_way_in() {
    let scene = Scene::new().await;
    assert!(officers::list(&scene.centre).await.unwrap().is_empty());
    let first = officers::first_link(&scene.centre).await.unwrap().unwrap();
    let second = officers::first_link(&scene.centre).await.unwrap().unwrap();
    let mut visitor = scene.visitor();
    assert_eq!(visitor.get(&first.path()).await.status, StatusCode::NOT_FOUND, "a newer link replaces it");
    // Looking does not use it up: messengers do.
    assert_eq!(visitor.get(&second.path()).await.status, StatusCode::OK);
    assert_eq!(visitor.set_up(&second.path(), "minh.tran").await.to(), Some("/sign-in?why=ready"));
    assert_eq!(visitor.get(&second.path()).await.status, StatusCode::NOT_FOUND);
    assert_eq!(visitor.post(&second.path(), &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(officers::first_link(&scene.centre).await.unwrap(), None);
    assert_eq!(visitor.sign_in("Minh.Tran ", PASSWORD).await.to(), Some("/clubs"));
}

#[tokio::test]
async fn a_link_works_for_24_hours() {
    let scene = Scene::new().await;
    let link = officers::first_link(&scene.centre).await.unwrap().unwrap();
    scene.clock.pass(24 * 3600 - 1);
    assert_eq!(scene.visitor().get(&link.path()).await.status, StatusCode::OK);
    scene.clock.pass(1);
    assert_eq!(scene.visitor().get(&link.path()).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_refused_password_comes_back_with_words_beside_its_field_and_never_in_the_page() {
    let scene = Scene::new().await;
    let link = officers::first_link(&scene.centre).await.unwrap().unwrap();
    let mut visitor = scene.visitor();
    visitor.get(&link.path()).await;
    let fields = [("name", "Minh <b>"), ("login", "minh.tran"), ("password", "bí mật ngắn"), ("repeat", "bí mật ngắn")];
    let answer = visitor.post(&link.path(), &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("href=\"#password\"") && answer.text.contains("id=\"password-problem\""));
    assert!(!answer.text.contains("bí mật ngắn"));
    assert!(!answer.text.contains("Minh <b>"), "what was typed is escaped");
}

#[tokio::test]
async fn five_wrong_tries_lock_for_longer_and_longer_and_tell_nothing_of_who_exists() {
    let scene = Scene::new().await;
    let mut visitor = scene.first_officer().await;
    for login in ["minh.tran", "khong.ai", "Không phải tên!"] {
        for _ in 0..4 {
            let answer = visitor.sign_in(login, WRONG).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(answer.text.contains("không đúng"));
        }
        for minutes in [1, 2, 5, 15, 30, 60, 60] {
            let answer = visitor.sign_in(login, WRONG).await;
            assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "{login}");
            assert!(answer.text.contains(&format!("Đợi {minutes} phút")), "{login}: {minutes}");
            assert_eq!(visitor.sign_in(login, PASSWORD).await.status, StatusCode::TOO_MANY_REQUESTS);
            scene.clock.pass(minutes * 60);
        }
    }
    assert_eq!(visitor.sign_in("minh.tran", PASSWORD).await.to(), Some("/clubs"));
    // A right password clears the count.
    assert_eq!(visitor.sign_in("minh.tran", WRONG).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn many_tries_at_once_are_counted_one_by_one() {
    let scene = Scene::new().await;
    let mut visitor = scene.first_officer().await;
    visitor.get("/sign-in").await;
    let tries = (0..12).map(|_| {
        let mut visitor = visitor.clone();
        tokio::spawn(
            async move { visitor.post("/sign-in", &[("login", "minh.tran"), ("password", WRONG)]).await.status },
        )
    });
    let mut refused = Vec::new();
    for one in tries.collect::<Vec<_>>() {
        refused.push(one.await.unwrap());
    }
    let wrong = refused.iter().filter(|status| **status == StatusCode::UNPROCESSABLE_ENTITY).count();
    assert_eq!(wrong, 4, "{refused:?}");
}

#[tokio::test]
async fn a_session_ends_after_30_minutes_and_what_the_page_fetches_by_itself_is_no_use_of_it() {
    let scene = Scene::new().await;
    let mut visitor = scene.signed_in().await;
    for _ in 0..3 {
        scene.clock.pass(29 * 60);
        assert!(visitor.sees_the_list().await);
    }
    for _ in 0..2 {
        scene.clock.pass(10 * 60);
        assert_eq!(visitor.get("/clubs/figures").await.status, StatusCode::OK);
    }
    scene.clock.pass(10 * 60);
    assert_eq!(visitor.clone().get("/clubs/figures").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(visitor.get("/clubs").await.to(), Some("/sign-in?why=ended"));
}

#[tokio::test]
async fn a_new_password_ends_the_sessions_of_the_old_one_and_a_removed_officer_is_out_at_once() {
    let scene = Scene::new().await;
    let mut old = scene.signed_in().await;
    let link = officers::reset(&scene.centre, "minh.tran").await.unwrap();
    assert!(old.sees_the_list().await, "a link that nobody used changes nothing");
    let mut new = scene.visitor();
    assert!(new.get(&link.path()).await.text.contains("readonly"), "the login stays");
    new.set_up(&link.path(), "another.login").await;
    assert!(!old.sees_the_list().await);
    assert_eq!(new.sign_in("minh.tran", PASSWORD).await.to(), Some("/clubs"));
    assert!(new.sees_the_list().await);
    officers::remove(&scene.centre, "minh.tran").await.unwrap();
    assert!(!new.sees_the_list().await);
}

#[tokio::test]
async fn signing_in_takes_a_new_session_and_signing_out_ends_it_at_the_centre_too() {
    let scene = Scene::new().await;
    let mut visitor = scene.first_officer().await;
    visitor.cookies.insert("officer".to_owned(), "AAAAAAAAAAAAAAAAAAAAAA".to_owned());
    visitor.sign_in("minh.tran", PASSWORD).await;
    assert_ne!(visitor.cookies["officer"], "AAAAAAAAAAAAAAAAAAAAAA");
    let mut thief = visitor.clone();
    assert!(thief.sees_the_list().await);
    assert_eq!(visitor.post("/sign-out", &[]).await.to(), Some("/sign-in?why=out"));
    assert!(!thief.sees_the_list().await);
}

#[tokio::test]
async fn a_form_without_this_browser_s_token_or_from_another_site_changes_nothing() {
    let scene = Scene::new().await;
    let mut visitor = scene.signed_in().await;
    let mut stranger = visitor.clone();
    stranger.cookies.insert("form".to_owned(), "0".repeat(32));
    let good = visitor.cookies["form"].clone();
    let mut crossed = visitor.clone();
    crossed.extra.push(("sec-fetch-site", "cross-site"));
    assert_eq!(crossed.post("/sign-out", &[]).await.status, StatusCode::FORBIDDEN);
    visitor.cookies.insert("form".to_owned(), String::new());
    assert_eq!(visitor.post("/sign-out", &[]).await.status, StatusCode::FORBIDDEN, "an empty token equals no token");
    visitor.cookies.insert("form".to_owned(), "0".repeat(32));
    let request = Request::post("/sign-out").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let answer = visitor.ask(request, Body::from(format!("csrf={good}"))).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    visitor.cookies.insert("form".to_owned(), good);
    assert!(visitor.sees_the_list().await);
}

#[tokio::test]
async fn every_page_forbids_what_it_does_not_need_and_is_kept_nowhere() {
    let scene = Scene::new().await;
    let mut visitor = scene.signed_in().await;
    for path in ["/clubs", "/clubs/figures", "/sign-in", "/e/17-12345678", "/setup/x", "/no-such-page"] {
        let headers = visitor.get(path).await.headers;
        let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{path}");
        assert!(policy.contains("frame-ancestors 'none'"), "{path}");
        assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff", "{path}");
        assert_eq!(headers[header::REFERRER_POLICY], "no-referrer", "{path}");
        assert_eq!(headers[header::CACHE_CONTROL], "no-store", "{path}");
    }
    let page = visitor.get("/sign-in").await.text + &visitor.get("/clubs").await.text;
    assert!(!page.contains(" style=") && !page.contains("<style") && !page.contains(" on"), "nothing inline");
    let style = page.split('"').find(|part| part.starts_with("/assets/") && part.ends_with(".css")).unwrap().to_owned();
    let answer = visitor.get(&style).await;
    assert_eq!(answer.headers[header::CONTENT_TYPE], "text/css; charset=utf-8");
    assert!(answer.headers[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
}

#[tokio::test]
async fn over_tls_cookies_are_for_this_host_and_tls_alone() {
    let scene = Scene::with(PagesOptions { is_secure: true, ..PagesOptions::default() }).await;
    let mut visitor = scene.first_officer().await;
    let answer = visitor.sign_in("minh.tran", PASSWORD).await;
    assert_eq!(answer.to(), Some("/clubs"));
    let cookies: Vec<&str> = answer.headers.get_all(header::SET_COOKIE).iter().map(|c| c.to_str().unwrap()).collect();
    let session = cookies.iter().find(|cookie| cookie.starts_with("__Host-officer=")).unwrap();
    for wanted in ["HttpOnly", "SameSite=Strict", "Secure", "Path=/"] {
        assert!(session.contains(wanted), "{wanted}");
    }
    assert!(visitor.cookies.contains_key("__Host-form"));
}

#[tokio::test]
async fn an_officer_sees_the_clubs_of_the_own_unit_and_of_those_below_it() {
    let scene = Scene::new().await;
    let mut first = scene.signed_in().await;
    assert!(first.get("/clubs").await.text.contains("Tất cả các tỉnh"));
    for (login, unit, sees) in [("tinh.51", "51", [true, true]), ("xa.21001", "21001", [true, false])] {
        let officer = NewOfficer { login: login.to_owned(), name: "Cán bộ".to_owned(), unit: Some(unit.to_owned()) };
        let link = officers::add(&scene.centre, officer).await.unwrap();
        let mut visitor = scene.visitor();
        visitor.set_up(&link.path(), login).await;
        visitor.sign_in(login, PASSWORD).await;
        for path in ["/clubs", "/clubs/figures", "/clubs?unit=21001&q=clb"] {
            let text = visitor.get(path).await.text;
            assert_eq!(text.contains("Gò Deo"), sees[0], "{login} {path}");
        }
        assert_eq!(visitor.get("/clubs?unit=21002").await.text.contains("Đồng Reng"), sees[1], "{login}");
    }
}

#[tokio::test]
async fn officers_are_added_with_a_login_and_a_unit_that_can_be() {
    let scene = Scene::new().await;
    let officer = |login: &str, unit: Option<&str>| NewOfficer {
        login: login.to_owned(),
        name: "Cán bộ".to_owned(),
        unit: unit.map(str::to_owned),
    };
    officers::add(&scene.centre, officer("Lan.Vo", None)).await.unwrap();
    assert!(matches!(officers::add(&scene.centre, officer("lan.vo", None)).await, Err(CentreError::Invalid(_))));
    assert!(matches!(officers::add(&scene.centre, officer("lan võ", None)).await, Err(CentreError::Invalid(_))));
    assert!(matches!(officers::add(&scene.centre, officer("hai", Some("99"))).await, Err(CentreError::NotFound(_))));
    assert!(matches!(officers::reset(&scene.centre, "hai").await, Err(CentreError::NotFound(_))));
    let known = officers::list(&scene.centre).await.unwrap();
    assert_eq!(
        known.iter().map(|officer| (officer.login.as_str(), officer.has_password)).collect::<Vec<_>>(),
        [("lan.vo", false)]
    );
}

#[tokio::test]
async fn the_language_of_a_page_can_be_chosen_and_stays() {
    let scene = Scene::new().await;
    let mut visitor = scene.visitor();
    assert!(visitor.get("/sign-in").await.text.contains("<html lang=\"vi\">"));
    assert!(visitor.get("/sign-in?lang=en").await.text.contains("<html lang=\"en\">"));
    assert!(visitor.get("/sign-in").await.text.contains("Forgotten the password?"));
}

#[tokio::test]
async fn the_database_holds_no_password_no_link_and_no_session_that_opens_a_page() {
    let scene = Scene::new().await;
    let visitor = scene.signed_in().await;
    let link = officers::reset(&scene.centre, "minh.tran").await.unwrap();
    let secrets =
        [PASSWORD, &visitor.cookies["officer"], link.path().strip_prefix("/setup/").unwrap()].map(str::to_owned);
    scene.centre.shutdown().await;
    let bytes = std::fs::read(scene.centre.database()).unwrap();
    let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(holds("minh.tran") && holds("$argon2id$"), "the officer is in this very file");
    for secret in secrets {
        assert!(!holds(&secret));
    }
    drop(scene.folder);
}

#[tokio::test]
async fn the_page_of_an_enrolment_link_spends_no_code_and_the_list_shows_the_phone_but_not_whose_it_is() {
    let scene = Scene::new().await;
    let row = ImportRow {
        line: 1,
        fields: vec![
            ("full_name".to_owned(), "Đinh Thị Lan".to_owned()),
            ("membership.roles".to_owned(), "club_head".to_owned()),
        ],
    };
    let head = scene.centre.import_people(17, vec![row]).await.unwrap().people[0].person;
    let code = scene.centre.issue_code(17, head).await.unwrap();
    let mut visitor = scene.signed_in().await;
    for _ in 0..6 {
        let page = visitor.get(&format!("/e/17-{}", code.digits)).await.text;
        assert!(page.contains(&format!("{} {}", &code.digits[..4], &code.digits[4..])));
    }
    assert_eq!(scene.centre.codes(17).await.unwrap()[0].state, CodeState::Open);
    HandPhone::enrol(&scene.centre, 17, &code.digits, [7; 32]).await.unwrap().sync(&scene.centre).await.unwrap();
    scene.clock.pass(15 * 60);
    let list = visitor.get("/clubs").await.text;
    assert!(list.contains("<span class=\"count\">1 máy</span>"));
    assert!(list.contains("gửi gần nhất: hôm nay 9 giờ"));
    assert!(list.contains("<li>Máy 1: hôm nay 9 giờ"));
    assert!(!list.contains("Lan"));
}

#[tokio::test]
async fn a_live_page_hears_at_once_what_is_current_then_each_change_and_the_end() {
    let (tell, stop) = Stop::new();
    let scene = Scene::with(PagesOptions { stop, ..PagesOptions::default() }).await;
    let mut visitor = scene.signed_in().await;
    let shown = visitor.get("/clubs").await.text;
    let cookies: Vec<String> = visitor.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let request = Request::get("/live").header(header::COOKIE, cookies.join("; ")).body(Body::empty()).unwrap();
    let answer = scene.router.clone().oneshot(request).await.unwrap();
    assert_eq!(answer.headers()[header::CONTENT_TYPE], "text/event-stream");
    let mut body = answer.into_body();
    let mut word = async || {
        let frame = body.frame().await?.unwrap();
        Some(String::from_utf8(frame.into_data().unwrap().to_vec()).unwrap())
    };
    let first = word().await.unwrap();
    let version = first.strip_prefix("event: changed\ndata: ").unwrap().trim().to_owned();
    assert!(shown.contains(&format!("data-version=\"{version}\"")));
    let club = NewClub {
        unit_code: "21001".to_owned(),
        number: 19,
        name: "CLB mới".to_owned(),
        meeting_day: None,
        hamlets: vec![],
    };
    scene.centre.create_club(club).await.unwrap();
    let second = word().await.unwrap();
    assert!(second.starts_with("event: changed\n") && second != first);
    assert!(visitor.get("/clubs/figures").await.text.contains("CLB mới"));
    tell.send(true).unwrap();
    assert_eq!(word().await, None);
}
