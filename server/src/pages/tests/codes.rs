//! Enrolment codes on the pages.

use axum::http::StatusCode;

use super::scene::Scene;
use crate::pages::PagesOptions;
use crate::store::access::Deed;
use crate::testing::HandPhone;

/// The eight digits that a page shows large.
fn digits(page: &str) -> String {
    let shown = page.split("<p class=\"digits\">").nth(1).unwrap().split('<').next().unwrap();
    shown.replace(' ', "")
}

#[tokio::test]
async fn a_code_is_shown_once_with_its_sheet_and_connects_a_phone() {
    let options = PagesOptions { public_address: Some("https://clb.example.vn/".into()), ..PagesOptions::default() };
    let scene = Scene::with(options).await;
    let head = scene.person(17, &[("full_name", "Đinh Thị Hoa"), ("membership.roles", "club_head")]).await;
    scene.person(17, &[("full_name", "Phạm Văn Tư")]).await;
    let mut visitor = scene.officer_of("xa.21001", "21001").await;
    let list = visitor.get("/clubs/17/codes").await.text;
    assert!(list.contains("Đinh Thị Hoa (chủ nhiệm)") && !list.contains("Phạm Văn Tư"));
    assert!(list.contains("Không có mã nào đang chờ"));

    let slip = visitor.post("/clubs/17/codes", &[("person", &head.to_string())]).await;
    assert_eq!(slip.status, StatusCode::OK);
    let code = digits(&slip.text);
    assert_eq!(code.len(), 8);
    assert!(slip.text.contains("<svg ") && slip.text.contains("https://clb.example.vn</dd>"));
    assert!(slip.text.contains("Trung tâm thử") && slip.text.contains("01/12/2026"));
    let fingerprint = scene.centre.public_key().fingerprint();
    let row = format!("<dt>Dấu riêng của trung tâm</dt><dd>{fingerprint}</dd>");
    assert!(slip.text.contains(&row), "what is to be compared is on the paper");
    let list = visitor.get("/clubs/17/codes").await.text;
    assert!(list.contains("0 trên 5 lần") && !list.contains(&code[..4]), "never again");
    HandPhone::enrol(&scene.centre, 17, &code, [7; 32]).await.unwrap();
    assert!(visitor.get("/clubs/17/codes").await.text.contains("Không có mã nào đang chờ"));

    let log: Vec<_> = scene.log().await.into_iter().map(|(deed, club, people, _)| (deed, club, people)).collect();
    let saw = (Deed::SawWorkers, Some(17), 1);
    assert_eq!(log, [saw, saw, (Deed::IssuedCode, Some(17), 1), saw]);
}

#[tokio::test]
async fn a_cancelled_code_connects_nobody_and_wrong_tries_are_shown() {
    let scene = Scene::new().await;
    let head = scene.person(17, &[("full_name", "Đinh Thị Hoa"), ("membership.roles", "club_head")]).await;
    let mut visitor = scene.signed_in().await;
    visitor.get("/clubs/17/codes").await;
    let fields = [("person", head.to_string())];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let slip = visitor.post("/clubs/17/codes", &fields).await.text;
    let code = digits(&slip);
    assert!(slip.contains("chưa khai địa chỉ") && !slip.contains("<svg "));
    let wrong = if code == "12345678" { "12345679" } else { "12345678" };
    assert!(HandPhone::enrol(&scene.centre, 17, wrong, [7; 32]).await.is_err());
    assert!(visitor.get("/clubs/17/codes").await.text.contains("1 trên 5 lần"));
    let cancelled = visitor.post("/clubs/17/codes/cancel", &fields).await;
    assert_eq!(cancelled.to(), Some("/clubs/17/codes?done=cancelled"));
    assert!(visitor.get(cancelled.to().unwrap()).await.text.contains("Đã hủy mã"));
    assert!(HandPhone::enrol(&scene.centre, 17, &code, [7; 32]).await.is_err());
}

#[tokio::test]
async fn nobody_without_a_task_and_no_club_of_another_unit_gets_a_code() {
    let scene = Scene::new().await;
    let member = scene.person(17, &[("full_name", "Phạm Văn Tư")]).await.to_string();
    scene.person(17, &[("full_name", "Đinh Văn Minh"), ("membership.roles", "volunteer")]).await;
    let head = scene.person(18, &[("full_name", "Đinh Thị Hoa"), ("membership.roles", "club_head")]).await.to_string();
    let mut visitor = scene.officer_of("xa.21001", "21001").await;
    for (person, says) in
        [("", "Chọn người được cấp mã"), (&member, "không còn nhiệm vụ"), (&head, "không còn nhiệm vụ")]
    {
        let refused = visitor.post("/clubs/17/codes", &[("person", person)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains(says) && !refused.text.contains("class=\"digits\""));
    }
    let before = scene.log().await.len();
    assert_eq!(visitor.get("/clubs/18/codes").await.status, StatusCode::NOT_FOUND);
    assert_eq!(visitor.get("/clubs/99/codes").await.status, StatusCode::NOT_FOUND);
    for path in ["/clubs/18/codes", "/clubs/18/codes/cancel"] {
        assert_eq!(visitor.post(path, &[("person", &head)]).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(scene.log().await.len(), before, "what was not seen is not in the log");
    assert!(scene.centre.codes(18).await.unwrap().is_empty());
    assert_eq!(scene.visitor().get("/clubs/17/codes").await.to(), Some("/sign-in"));
}
