//! Looking at what waits, and deciding.

use axum::http::StatusCode;
use clubbook_model::certificate::Succession;
use clubbook_model::id::Book;
use clubbook_model::key::KeyPair;
use clubbook_model::registry::{CareCase, Entity, Meeting, Person};

use super::scene::{Scene, Visitor};
use crate::store::access::Deed;
use crate::testing::HandPhone;

struct Held {
    scene: Scene,
    phone: HandPhone,
    path: String,
}

impl Held {
    /// The head of club 17 has sent a meeting whose id does not follow from its month.
    async fn new() -> Self {
        let scene = Scene::new().await;
        let head = scene.person(17, &[("full_name", "Đinh Thị Hoa"), ("membership.roles", "club_head")]).await;
        let code = scene.centre.issue_code(17, head).await.unwrap();
        let mut phone = HandPhone::enrol(&scene.centre, 17, &code.digits, [7; 32]).await.unwrap();
        phone.sync(&scene.centre).await.unwrap();
        let club = scene.centre.club(17).await.unwrap().club;
        let mut draft = Meeting::create(phone.next_record());
        draft.set(Meeting::place, "Nhà văn hóa <thôn>".to_owned());
        let op = phone.record(Book::roster(club), draft);
        phone.sync(&scene.centre).await.unwrap();
        let path = format!("/review/{}/{}", op.device, op.seq);
        Self { scene, phone, path }
    }

    async fn waits(&self) -> u64 {
        self.scene.centre.clubs(Default::default()).await.unwrap()[0].waiting_quarantine
    }

    async fn decide(&self, visitor: &mut Visitor, path: &str, decision: &str, reason: &str) -> Option<String> {
        let first = visitor.post(path, &[("decision", decision), ("reason", reason)]).await;
        assert_eq!(first.status, StatusCode::OK);
        assert!(first.text.contains("Chắc chưa?") && first.text.contains("name=\"sure\""));
        let fields = [("decision", decision), ("reason", reason), ("sure", "yes")];
        visitor.post(path, &fields).await.to().map(str::to_owned)
    }
}

#[tokio::test]
async fn what_waits_is_looked_at_and_taken_in_two_steps_with_a_reason() {
    let held = Held::new().await;
    let mut visitor = held.scene.officer_of("xa.21001", "21001").await;
    let list = visitor.get("/review").await.text;
    assert!(list.contains("Đinh Thị Hoa") && list.contains("ghi không đúng sổ") && list.contains(&held.path));
    let page = visitor.get(&held.path).await.text;
    assert!(page.contains("Nhà văn hóa &#60;thôn&#62;"), "{page}");
    let refused = visitor.post(&held.path, &[("decision", "take"), ("reason", " ")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("Ghi lý do."));
    visitor.post(&held.path, &[("decision", "take"), ("reason", "đã hỏi bà Hoa")]).await;
    assert_eq!(held.waits().await, 1, "the first step changes nothing");
    let done = held.decide(&mut visitor, &held.path, "take", "đã hỏi chủ nhiệm").await;
    assert_eq!(done.as_deref(), Some("/review?done=taken"));
    assert_eq!(held.waits().await, 0);
    assert_eq!(visitor.get(&held.path).await.status, StatusCode::NOT_FOUND);
    let log = held.scene.log().await;
    assert_eq!(log[0], (Deed::Released, Some(17), 0, "đã hỏi chủ nhiệm".to_owned()));
    assert_eq!(log.iter().filter(|line| line.0 == Deed::SawHeld).count(), 2);
    assert_eq!(log.last().unwrap().0, Deed::SawHeldList);
}

#[tokio::test]
async fn what_was_refused_no_longer_waits_stays_where_it_is_and_can_still_be_taken() {
    let mut held = Held::new().await;
    let mut visitor = held.scene.signed_in().await;
    visitor.get("/review").await;
    let done = held.decide(&mut visitor, &held.path, "aside", "buổi này không có").await;
    assert_eq!(done.as_deref(), Some("/review?done=refused"));
    assert_eq!(held.waits().await, 0);
    let told = |phone: &HandPhone| phone.held.values().cloned().collect::<Vec<_>>();
    assert_eq!(told(&held.phone), ["wrong_key"]);
    held.phone.sync(&held.scene.centre).await.unwrap();
    assert_eq!(told(&held.phone), ["refused"], "the phone keeps it, and hears of it");
    let list = visitor.get("/review").await.text;
    assert!(list.contains("Đã xem, không nhận") && list.contains("buổi này không có"));
    assert!(held.scene.centre.quarantine(Some(17)).await.unwrap()[0].refused.is_some());
    let done = held.decide(&mut visitor, &held.path, "take", "đã tìm ra buổi này").await;
    assert_eq!(done.as_deref(), Some("/review?done=taken"));
    assert!(held.scene.centre.quarantine(Some(17)).await.unwrap().is_empty());
    held.phone.sync(&held.scene.centre).await.unwrap();
    assert!(held.phone.held.is_empty(), "and hears that it was taken");
}

#[tokio::test]
async fn what_was_refused_is_not_taken_because_something_else_was() {
    let mut held = Held::new().await;
    let mut visitor = held.scene.signed_in().await;
    visitor.get("/review").await;
    let club = held.scene.centre.club(17).await.unwrap().club;
    // A correction behind the first waits, too, and is refused; the first is taken.
    let entity = held.scene.centre.received_ops(held.phone.key.device_id()).await.unwrap()[0].entity;
    let mut draft = Meeting::edit(entity, &held.phone.state(Book::roster(club), entity));
    draft.set(Meeting::place, "Nhà ông Sáu".to_owned());
    let behind = held.phone.record(Book::roster(club), draft);
    held.phone.sync(&held.scene.centre).await.unwrap();
    let path = format!("/review/{}/{}", behind.device, behind.seq);
    held.decide(&mut visitor, &path, "aside", "ghi nhầm").await;
    held.decide(&mut visitor, &held.path, "take", "đúng").await;
    let left = held.scene.centre.quarantine(Some(17)).await.unwrap();
    assert_eq!(left.iter().map(|run| (run.first, run.refused.is_some())).collect::<Vec<_>>(), [(behind.seq, true)]);
}

#[tokio::test]
async fn nothing_of_another_unit_is_seen_and_what_stands_in_a_care_book_is_not_shown() {
    let held = Held::new().await;
    let club = held.scene.centre.club(17).await.unwrap().club;
    let mut phone = held.phone.clone();
    let lan = held.scene.person(17, &[("full_name", "Đinh Thị Lan")]).await;
    phone.sync(&held.scene.centre).await.unwrap();
    let mut draft = CareCase::create(phone.next_record());
    draft.set(CareCase::person, Person::reference(lan)).set(CareCase::reason, "liệt nửa người".to_owned());
    let op = phone.record(Book::care(club, lan), draft);
    phone.sync(&held.scene.centre).await.unwrap();
    let path = format!("/review/{}/{}", op.device, op.seq);
    let mut own = held.scene.officer_of("xa.21001", "21001").await;
    let page = own.get(&path).await.text;
    assert!(page.contains("không hiện ở trung tâm") && !page.contains("liệt nửa người"));

    let mut other = held.scene.officer_of("xa.21002", "21002").await;
    assert!(other.get("/review").await.text.contains("Không có gì chờ xem lại"));
    for path in [held.path.as_str(), path.as_str(), "/review/0000000000000000/1", "/review/x/1", "/review?club=17"] {
        assert_eq!(other.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let fields = [("decision", "take"), ("reason", "x"), ("sure", "yes")];
    assert_eq!(other.post(&held.path, &fields).await.status, StatusCode::NOT_FOUND);
    assert_eq!(held.waits().await, 2);
}

#[tokio::test]
async fn a_phone_that_waits_after_a_fork_is_left_waiting_or_let_in() {
    let held = Held::new().await;
    let scene = &held.scene;
    let old = &held.phone;
    let key = KeyPair::from_secret(&[9; 32]);
    let common = old.made();
    let succession = Succession { old_device: old.key.device_id(), common, new_key: key.public() }.sign(&old.key);
    let mut phone = old.clone().under(key);
    let refused = scene.centre.sync(phone.request().sign(&phone.key)).await.unwrap_err();
    phone.challenge = scene.centre.refusal(&refused).challenge;
    let mut request = phone.request();
    request.successions = vec![succession];
    phone.send(&scene.centre, &request).await.unwrap();
    let path = format!("/review/phones/{}", phone.key.device_id());

    let mut visitor = scene.signed_in().await;
    let list = visitor.get("/review").await.text;
    assert!(list.contains("Điện thoại bị giữ lại") && list.contains("Máy của Đinh Thị Hoa") && list.contains(&path));
    assert!(visitor.get(&path).await.text.contains("Cho máy dùng tiếp"));
    assert_eq!(held.decide(&mut visitor, &path, "aside", "chưa hỏi được").await.as_deref(), Some("/review?done=kept"));
    assert!(visitor.get("/review").await.text.contains("chưa hỏi được"));
    let done = held.decide(&mut visitor, &path, "take", "đúng máy bà Hoa").await;
    assert_eq!(done.as_deref(), Some("/review?done=let-in"));
    assert!(!visitor.get("/review").await.text.contains("Điện thoại bị giữ lại"));
    assert_eq!(visitor.get(&path).await.status, StatusCode::NOT_FOUND);
    let deeds: Vec<Deed> = scene.log().await.into_iter().map(|line| line.0).collect();
    assert!(deeds.contains(&Deed::LetPhoneIn) && deeds.contains(&Deed::KeptPhoneOut));
}
