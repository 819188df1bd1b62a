//! A club's page.

use axum::http::StatusCode;

use super::scene::Scene;

#[tokio::test]
async fn a_club_s_page_has_figures_with_what_they_are_made_of_and_no_names() {
    let scene = Scene::new().await;
    let mut visitor = scene.officer_of("xa.21001", "21001").await;
    let empty = visitor.get("/clubs/17").await.text;
    assert!(empty.contains("Chưa ghi thành viên nào") && empty.contains("chưa máy nào gửi"));
    assert_eq!(empty.matches("chưa ghi buổi nào").count(), 12);
    scene
        .person(
            17,
            &[("full_name", "Đinh Thị Hoa"), ("sex", "female"), ("birth", "1966"), ("membership.roles", "club_head")],
        )
        .await;
    scene.person(17, &[("full_name", "Phạm Văn Tư"), ("sex", "male"), ("birth", "1950-03-12")]).await;
    let page = visitor.get("/clubs/17").await.text;
    assert!(page.contains("1 trên 2, tức 50,0\u{a0}%"), "a share with its counts");
    assert!(page.contains("có thể thêm 1 người chỉ biết năm sinh"));
    assert!(page.contains(", ngày 24/11/2026"));
    assert!(page.contains("chưa có ai"), "a vacant post");
    for name in ["Hoa", "Phạm", "Tư"] {
        assert!(!page.contains(name), "{name}");
    }
    assert!(scene.log().await.is_empty(), "figures are no look at named records");
    let english = visitor.get("/clubs/17?lang=en").await.text;
    assert!(english.contains("1 of 2, or 50.0\u{a0}%") && english.contains("perhaps 1 more"));
}

#[tokio::test]
async fn a_club_of_another_unit_has_no_page() {
    let scene = Scene::new().await;
    let mut visitor = scene.officer_of("xa.21001", "21001").await;
    for path in ["/clubs/18", "/clubs/99"] {
        assert_eq!(visitor.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(scene.visitor().get("/clubs/17").await.to(), Some("/sign-in"));
}
