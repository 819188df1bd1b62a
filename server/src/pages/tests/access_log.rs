//! The access log: written before the answer, added to only, shown to those in charge.

use axum::http::StatusCode;

use super::scene::{PASSWORD, Scene};
use crate::CentreError;
use crate::admin::Look;
use crate::pages::officers;
use crate::store;
use crate::store::access::Deed;
use crate::store::officers::OfficerRow;

async fn officer(scene: &Scene) -> OfficerRow {
    store::read(scene.centre.store(), |tx| tx.officer_by_login("minh.tran")).await.unwrap().unwrap()
}

async fn look(scene: &Scene, reason: &str) -> Result<&'static str, CentreError> {
    let (officer, reason) = (officer(scene).await, reason.to_owned());
    scene
        .centre
        .look(officer, move |_, _| Ok(("Đinh Thị Lan", Look { reason, ..Look::at_club(Deed::SawWorkers, 17, 3) })))
        .await
}

fn raw(scene: &Scene) -> rusqlite::Connection {
    rusqlite::Connection::open(scene.centre.database()).unwrap()
}

#[tokio::test]
async fn a_look_that_cannot_be_written_down_finds_nothing() {
    let scene = Scene::new().await;
    scene.first_officer().await;
    assert_eq!(look(&scene, "cấp mã").await.unwrap(), "Đinh Thị Lan");
    raw(&scene)
        .execute_batch("CREATE TRIGGER full BEFORE INSERT ON access_log BEGIN SELECT raise(ABORT, 'full'); END")
        .unwrap();
    assert!(look(&scene, "cấp mã").await.is_err());
    raw(&scene).execute_batch("DROP TRIGGER full").unwrap();
    let failing =
        scene.centre.look(officer(&scene).await, |_, _| Err::<((), Look), _>(CentreError::NotFound("club"))).await;
    assert!(failing.is_err());
    let log = scene.centre.access_log(Default::default(), 0, 9).await.unwrap();
    assert_eq!(log.lines.iter().map(|row| (row.id, row.line.people)).collect::<Vec<_>>(), [(1, 3)]);
}

#[tokio::test]
async fn a_line_is_never_changed_or_taken_away() {
    let scene = Scene::new().await;
    scene.first_officer().await;
    look(&scene, "cấp mã").await.unwrap();
    for sql in ["UPDATE access_log SET people = 0", "DELETE FROM access_log"] {
        let refused = raw(&scene).execute_batch(sql).unwrap_err().to_string();
        assert!(refused.contains("access log"), "{refused}");
    }
    // The account goes, the line with the name stays.
    officers::remove(&scene.centre, "minh.tran").await.unwrap();
    let log = scene.centre.access_log(Default::default(), 0, 9).await.unwrap();
    assert_eq!((log.count, log.lines[0].line.name.as_str()), (1, "Trần Thị Minh"));
}

#[tokio::test]
async fn the_log_is_shown_by_officer_and_by_day_to_those_in_charge_alone() {
    let scene = Scene::new().await;
    let mut visitor = scene.signed_in().await;
    assert!(visitor.get("/log").await.text.contains("Chưa có dòng nào"));
    look(&scene, "cấp mã <b>đợt 1</b>").await.unwrap();
    scene.clock.pass(24 * 3600);
    assert_eq!(visitor.sign_in("minh.tran", PASSWORD).await.to(), Some("/clubs"));
    look(&scene, "đợt hai").await.unwrap();

    let all = visitor.get("/log").await.text;
    assert!(all.contains("2 dòng") && all.contains("3 người, câu lạc bộ số 17"));
    assert!(all.find("đợt hai").unwrap() < all.find("đợt 1").unwrap(), "the newest first");
    assert!(!all.contains("<b>đợt 1") && !all.contains("Đinh Thị Lan"));
    let first_day = visitor.get("/log?officer=minh.tran&day=2026-11-24").await.text;
    assert!(first_day.contains("đợt 1") && !first_day.contains("đợt hai"));
    assert!(visitor.get("/log?officer=ai.khac").await.text.contains("Không có dòng nào"));
    assert!(visitor.get("/log?day=24/11").await.text.contains("day-problem"));

    let mut commune = scene.officer_of("xa.21001", "21001").await;
    let refused = commune.get("/log").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(!refused.text.contains("đợt") && !refused.text.contains("href=\"/log\""));
    assert_eq!(scene.visitor().get("/log").await.to(), Some("/sign-in"));
}
