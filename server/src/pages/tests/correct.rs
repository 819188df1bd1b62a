//! Correcting a club's own record on the pages.

use axum::http::StatusCode;
use clubbook_model::id::Book;
use clubbook_model::registry::{Club, Entity};

use super::scene::{Answer, Scene, Visitor};
use crate::store::access::{AccessFilter, Deed};
use crate::testing::HandPhone;

const PATH: &str = "/clubs/17/correct";

/// The fields of the form that is on the page.
fn fields(page: &str) -> Vec<(String, String)> {
    let value = |rest: &str, of: &str| {
        let (_, rest) = rest.split_once(&format!(" {of}=\""))?;
        rest.split('"').next().map(str::to_owned)
    };
    let (_, form) = page.split_once(&format!("<form method=\"post\" action=\"{PATH}\"")).unwrap();
    let mut fields = Vec::new();
    for tag in form.split('<') {
        let head = tag.split('>').next().unwrap_or_default();
        let name = value(head, "name").filter(|name| name != "csrf" && name != "sure");
        let Some(name) = name else { continue };
        let is_off = head.contains("type=\"radio\"") && !head.contains(" checked");
        let text = match tag.starts_with("textarea") {
            true => tag.split_once('>').map(|(_, text)| text.trim_start_matches('\n').to_owned()),
            false => value(head, "value"),
        };
        if !is_off && !tag.starts_with("select") {
            fields.push((name, unescaped(&text.unwrap_or_default())));
        }
    }
    fields
}

fn unescaped(text: &str) -> String {
    text.replace("&#60;", "<").replace("&#62;", ">").replace("&#34;", "\"").replace("&#39;", "'").replace("&#38;", "&")
}

/// Sends the form of a page with some fields as somebody changed them.
async fn send(visitor: &mut Visitor, page: &str, changed: &[(&str, &str)]) -> Answer {
    let mut all = fields(page);
    all.retain(|(name, _)| changed.iter().all(|(other, _)| name != other));
    let all: Vec<(&str, &str)> =
        all.iter().map(|(name, value)| (name.as_str(), value.as_str())).chain(changed.iter().copied()).collect();
    visitor.post(PATH, &all).await
}

async fn head_s_phone(scene: &Scene) -> HandPhone {
    let head = scene.person(17, &[("full_name", "Đinh Thị Hoa"), ("membership.roles", "club_head")]).await;
    let code = scene.centre.issue_code(17, head).await.unwrap();
    let mut phone = HandPhone::enrol(&scene.centre, 17, &code.digits, [7; 32]).await.unwrap();
    phone.sync(&scene.centre).await.unwrap();
    phone
}

fn corrections(log: &[(Deed, Option<u64>, u64, String)]) -> usize {
    log.iter().filter(|line| line.0 == Deed::CorrectedClub).count()
}

#[tokio::test]
async fn a_club_is_corrected_in_two_steps_with_a_reason_and_its_phones_get_it() {
    let scene = Scene::new().await;
    let mut in_charge = scene.signed_in().await;
    let mut phone = head_s_phone(&scene).await;
    let mut visitor = scene.officer_of("xa.21001", "21001").await;
    assert!(visitor.get("/clubs/17").await.text.contains(&format!("href=\"{PATH}\"")));
    let form = visitor.get(PATH).await.text;
    assert!(form.contains("value=\"CLB thôn Gò Deo\""), "{form}");

    let no_reason = send(&mut visitor, &form, &[("meeting_day", "6")]).await;
    assert_eq!(no_reason.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(no_reason.text.contains("Ghi lý do.") && no_reason.text.contains("value=\"6\""));
    let changed = [("meeting_day", "6"), ("hamlets", "Gò Deo\r\nLàng <Rào>"), ("reason", "QĐ 12/QĐ-UBND")];
    let check = send(&mut visitor, &no_reason.text, &changed).await;
    assert_eq!(check.status, StatusCode::OK);
    assert!(check.text.contains("Đang ghi: chưa ghi") && check.text.contains("ngày 6"), "{}", check.text);
    assert!(check.text.contains("Làng &#60;Rào&#62;") && check.text.contains("Thêm:"));
    assert!(!check.text.contains("CLB thôn Gò Deo</dd>"), "what is not changed is not listed");
    assert_eq!(corrections(&scene.log().await), 0, "the first step writes nothing");
    let back = send(&mut visitor, &check.text, &[("sure", "back")]).await.text;
    assert!(back.contains("value=\"6\"") && back.contains("QĐ 12/QĐ-UBND"), "nothing that was typed is lost");

    let done = send(&mut visitor, &check.text, &[("sure", "yes")]).await;
    assert_eq!(done.to(), Some("/clubs/17?done=corrected"));
    let page = visitor.get("/clubs/17?done=corrected").await.text;
    assert!(page.contains("Đã sửa.") && page.contains("ngày 6") && page.contains("Làng &#60;Rào&#62;"));
    phone.sync(&scene.centre).await.unwrap();
    let on_phone = Club::read(phone.club, &phone.state(Book::roster(phone.club), phone.club));
    assert_eq!((on_phone.meeting_day, on_phone.number), (Some(6), Some(17)));
    let log = scene.log().await;
    assert_eq!(log[0], (Deed::CorrectedClub, Some(17), 0, "QĐ 12/QĐ-UBND".to_owned()));
    let line = scene.centre.access_log(AccessFilter::default(), 0, 1).await.unwrap().lines.remove(0).line;
    assert_eq!((line.about.as_str(), line.login.as_str()), ("hamlets meeting_day", "xa.21001"));
    let log = in_charge.get("/log").await.text;
    assert!(log.contains("sửa thông tin câu lạc bộ"), "{log}");
    assert!(log.contains("Thôn, tổ dân phố, Ngày sinh hoạt hằng tháng"), "{log}");
}

#[tokio::test]
async fn an_unchanged_form_says_so_and_writes_nothing() {
    let scene = Scene::new().await;
    let mut visitor = scene.officer_of("xa.21001", "21001").await;
    let form = visitor.get(PATH).await.text;
    for reason in ["", "không sửa gì"] {
        let answer = send(&mut visitor, &form, &[("reason", reason), ("sure", "yes")]).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.text.contains("Chưa sửa gì. Không có gì được lưu."), "{}", answer.text);
    }
    assert!(scene.log().await.is_empty());
    let english = visitor.get(&format!("{PATH}?lang=en")).await.text;
    assert!(english.contains("Correct the club&#39;s details") && english.contains("Day of the monthly meeting"));
}

#[tokio::test]
async fn what_a_phone_wrote_meanwhile_is_told_of_kept_and_settled_by_choosing() {
    let scene = Scene::new().await;
    let mut phone = head_s_phone(&scene).await;
    let mut visitor = scene.officer_of("xa.21001", "21001").await;
    let form = visitor.get(PATH).await.text;
    let book = Book::roster(phone.club);
    let place_is = |phone: &mut HandPhone, place: &str| {
        let mut draft = Club::edit(phone.club, &phone.state(book, phone.club));
        draft.set(Club::meeting_place, place.to_owned());
        phone.record(book, draft);
    };
    place_is(&mut phone, "Trường học");
    phone.sync(&scene.centre).await.unwrap();

    let changed = [("meeting_place", "Nhà văn hóa"), ("reason", "đã hỏi chủ nhiệm")];
    let check = send(&mut visitor, &form, &changed).await.text;
    assert!(check.contains("có người vừa ghi: Trường học."), "{check}");
    // While the officer reads that, something else comes: it is told of before anything is saved.
    place_is(&mut phone, "Sân đình");
    phone.sync(&scene.centre).await.unwrap();
    let check = send(&mut visitor, &check, &[("sure", "yes")]).await;
    assert_eq!(check.status, StatusCode::OK);
    assert!(check.text.contains("có người vừa ghi: Sân đình."), "{}", check.text);
    let check = check.text;
    let done = send(&mut visitor, &check, &[("sure", "yes")]).await;
    assert_eq!(done.to(), Some("/clubs/17?done=disputed"));
    let page = visitor.get("/clubs/17?done=disputed").await.text;
    assert!(page.contains("cả hai điều còn đây") && page.contains("Hai người ghi khác nhau"));

    let form = visitor.get(PATH).await.text;
    assert!(form.contains("Sân đình") && form.contains("Nhà văn hóa") && form.contains("Chưa rõ, để cả hai"));
    let left = send(&mut visitor, &form, &[("reason", "chưa rõ")]).await.text;
    assert!(left.contains("Chưa sửa gì."), "who leaves it open changes nothing");
    let (before, _) = form.split_once("Sân đình").unwrap();
    let place = before.rsplit_once("value=\"").unwrap().1.split('"').next().unwrap().to_owned();
    let check = send(&mut visitor, &form, &[("settle-0", &place), ("reason", "đã hỏi chủ nhiệm")]).await.text;
    assert!(check.contains("Sân đình"), "{check}");
    let done = send(&mut visitor, &check, &[("sure", "yes")]).await;
    assert_eq!(done.to(), Some("/clubs/17?done=corrected"));
    phone.sync(&scene.centre).await.unwrap();
    let state = phone.state(book, phone.club);
    assert_eq!(Club::read(phone.club, &state).meeting_place.as_deref(), Some("Sân đình"));
    assert_eq!(state.unsettled().count(), 0);
}

#[tokio::test]
async fn a_form_of_another_club_or_unit_or_one_that_was_tampered_with_changes_nothing() {
    let scene = Scene::new().await;
    let mut visitor = scene.signed_in().await;
    let form = visitor.get(PATH).await.text;
    let others = visitor.get("/clubs/18/correct").await.text.replace("/clubs/18/", "/clubs/17/");
    let seen = fields(&others).into_iter().find(|(name, _)| name == "seen").unwrap().1;
    for seen in [seen.as_str(), "", "zz", "00"] {
        let changed = [("seen", seen), ("meeting_day", "6"), ("reason", "x"), ("sure", "yes")];
        assert_eq!(send(&mut visitor, &form, &changed).await.status, StatusCode::FORBIDDEN, "{seen}");
    }
    let mut other = scene.officer_of("xa.21002", "21002").await;
    assert_eq!(other.get(PATH).await.status, StatusCode::NOT_FOUND);
    let changed = [("meeting_day", "6"), ("reason", "x"), ("sure", "yes")];
    assert_eq!(send(&mut other, &form, &changed).await.status, StatusCode::NOT_FOUND);
    assert_eq!(scene.visitor().get(PATH).await.to(), Some("/sign-in"));
    assert!(scene.log().await.is_empty());
    let wrong = [("name", ""), ("decision_date", "31/2/2026"), ("health_station_phone", "trạm"), ("reason", "x")];
    let refused = send(&mut visitor, &form, &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["Ghi tên câu lạc bộ.", "Ngày chưa đúng.", "Số điện thoại chưa đúng."] {
        assert!(refused.text.contains(words), "{words}");
    }
}
