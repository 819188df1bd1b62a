//! Lists of people for a purpose.

use axum::http::{StatusCode, header};
use clubbook_model::id::Book;
use clubbook_model::registry::{Circumstance, Consent, Entity, Person};
use clubbook_model::value::Value;
use clubbook_model::vocabulary::{CircumstanceKind, Purpose, Vocabulary};

use super::scene::Scene;
use crate::admin::{ImportRow, KnownEntries};
use crate::store::access::Deed;
use crate::testing::HandPhone;

/// A scene whose centre has the reference book that it is shipped with. It is 24/11/2026.
async fn scene() -> Scene {
    let scene = Scene::new().await;
    let mut reader = csv::Reader::from_reader(clubbook_model::reference::SHIPPED.as_bytes());
    let head = reader.headers().unwrap().clone();
    let rows = reader.records().zip(2..).map(|(record, line)| {
        let record = record.unwrap();
        let fields = head.iter().zip(&record).map(|(name, text)| (name.to_owned(), text.to_owned()));
        ImportRow { line, fields: fields.collect() }
    });
    scene.centre.import_reference(rows.collect(), KnownEntries::Change).await.unwrap();
    scene
}

fn form<'a>(purpose: &'a str, year: &'a str, reason: &'a str) -> [(&'a str, &'a str); 3] {
    [("purpose", purpose), ("year", year), ("reason", reason)]
}

/// The row of somebody, as text without tags.
fn row_of(page: &str, name: &str) -> Option<String> {
    let row = page.split("<tr").find(|row| row.contains(&format!("<strong>{name}</strong>")))?;
    let text: Vec<&str> = row.split('<').filter_map(|part| part.split_once('>').map(|(_, text)| text.trim())).collect();
    Some(text.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" | "))
}

#[tokio::test]
async fn greetings_of_a_year_name_who_completes_an_age_and_say_who_is_known_by_the_year_alone() {
    let scene = scene().await;
    for (name, birth) in [
        ("Đinh Thị Lan", "1951-12-12"),
        ("Phạm Văn Tư", "1936"),
        ("Hồ Thị Mai", "1950-03-01"),
        ("Võ Thị Năm", "1956-02-29"),
    ] {
        scene.person(17, &[("full_name", name), ("birth", birth), ("hamlet", "Gò Deo")]).await;
    }
    scene.person(18, &[("full_name", "Trần Văn Sáu"), ("birth", "1951-05-05")]).await;
    let mut visitor = scene.officer_of("xa.21001", "21001").await;
    assert!(visitor.get("/lists").await.text.contains("Luật Người cao tuổi 39/2009/QH12, điều 21"));
    let page = visitor.post("/lists", &form("longevity", "2026", "Tết 2027")).await.text;
    let lan = row_of(&page, "Đinh Thị Lan").unwrap();
    assert!(lan.contains("sẽ đủ 75 tuổi ngày 12/12/2026 | mừng thọ 75 tuổi") && lan.contains("Gò Deo"), "{lan}");
    let tu = row_of(&page, "Phạm Văn Tư").unwrap();
    assert!(tu.contains("1936 | chỉ biết năm sinh") && tu.contains("đủ 90 tuổi trong năm, chưa rõ ngày"), "{tu}");
    assert!(row_of(&page, "Võ Thị Năm").unwrap().contains("đủ 70 tuổi ngày 28/02/2026"));
    assert_eq!(row_of(&page, "Hồ Thị Mai"), None, "76 is no age that is greeted");
    assert_eq!(row_of(&page, "Trần Văn Sáu"), None, "another commune's");
    assert!(page.contains("3 người") && page.contains("Tết 2027"));
    assert_eq!(scene.log().await, [(Deed::SawList, None, 3, "Tết 2027".to_owned())]);
}

#[tokio::test]
async fn the_social_pension_asks_for_circumstances_where_nobody_agreed_that_they_are_known() {
    let scene = scene().await;
    let hoa = scene
        .person(17, &[("full_name", "Đinh Thị Hoa"), ("birth", "1980-01-01"), ("membership.roles", "club_head")])
        .await;
    scene.person(17, &[("full_name", "Đinh Thị Lan"), ("birth", "1950-03-12")]).await;
    scene.person(17, &[("full_name", "Phạm Văn Tư"), ("birth", "1955-03-12")]).await;
    let nam = scene.person(17, &[("full_name", "Võ Thị Năm"), ("birth", "1955-06-01")]).await;
    let sau = scene.person(17, &[("full_name", "Trần Văn Sáu"), ("birth", "1955-06-01")]).await;
    scene.person(17, &[("full_name", "Hồ Thị Mai"), ("birth", "1957-01-01")]).await;
    let club = scene.centre.club(17).await.unwrap().club;
    let code = scene.centre.issue_code(17, hoa).await.unwrap();
    let mut phone = HandPhone::enrol(&scene.centre, 17, &code.digits, [7; 32]).await.unwrap();
    phone.sync(&scene.centre).await.unwrap();
    for person in [nam, sau] {
        let book = Book::care(club, person);
        let purpose = Value::Enum(Purpose::Circumstances.number());
        let mut draft = Consent::create(Consent::derived_id(&[Value::Ref(Person::reference(person)), purpose]));
        draft.set(Consent::person, Person::reference(person)).set(Consent::purpose, Purpose::Circumstances);
        draft.set(Consent::given, true);
        phone.record(book, draft);
    }
    let mut draft = Circumstance::create(phone.next_record());
    draft.set(Circumstance::person, Person::reference(nam));
    draft.set(Circumstance::circumstance_kind, CircumstanceKind::NearPoor);
    phone.record(Book::care(club, nam), draft);
    phone.sync(&scene.centre).await.unwrap();

    let mut visitor = scene.signed_in().await;
    visitor.get("/lists").await;
    let page = visitor.post("/lists", &form("social_pension", "2026", "rà soát quý 4")).await.text;
    let lan = row_of(&page, "Đinh Thị Lan").unwrap();
    assert!(lan.contains("đủ 75 tuổi ngày 12/03/2025") && lan.contains("hoàn cảnh chưa rõ"), "{lan}");
    let tu = row_of(&page, "Phạm Văn Tư").unwrap();
    assert!(tu.contains("đủ 70 tuổi ngày 12/03/2025") && tu.contains("hoàn cảnh chưa rõ"), "{tu}");
    let nam = row_of(&page, "Võ Thị Năm").unwrap();
    assert!(nam.contains("hộ nghèo hoặc cận nghèo") && !nam.contains("chưa rõ"), "{nam}");
    assert_eq!(row_of(&page, "Trần Văn Sáu"), None, "agreed, and neither poor nor near-poor");
    assert_eq!(row_of(&page, "Hồ Thị Mai"), None, "69");
    assert!(page.contains("điều 21; Nghị định 176/2025/NĐ-CP"));
}

#[tokio::test]
async fn a_list_that_cannot_be_logged_names_nobody_and_a_file_is_logged_as_one() {
    let scene = scene().await;
    scene.person(17, &[("full_name", "=Đinh Thị Lan"), ("birth", "1951-12-12")]).await;
    let mut visitor = scene.signed_in().await;
    visitor.get("/lists").await;
    let file = visitor.post("/lists/file", &form("longevity", "2026", "Tết 2027")).await;
    assert_eq!(file.headers[header::CONTENT_TYPE], "text/csv; charset=utf-8");
    assert_eq!(file.headers[header::CONTENT_DISPOSITION], "attachment; filename=\"longevity-2026.csv\"");
    assert!(file.text.starts_with('\u{feff}') && file.text.contains("'=Đinh Thị Lan,"), "{}", file.text);
    assert_eq!(scene.log().await, [(Deed::ExportedList, None, 1, "Tết 2027".to_owned())]);
    let connection = rusqlite::Connection::open(scene.centre.database()).unwrap();
    connection
        .execute_batch("CREATE TRIGGER full BEFORE INSERT ON access_log BEGIN SELECT raise(ABORT, 'full'); END")
        .unwrap();
    for path in ["/lists", "/lists/file"] {
        let refused = visitor.post(path, &form("longevity", "2026", "Tết 2027")).await;
        assert_eq!(refused.status, StatusCode::INTERNAL_SERVER_ERROR, "{path}");
        assert!(!refused.text.contains("Lan"), "{path}");
    }
}

#[tokio::test]
async fn there_is_no_list_without_a_purpose_a_rule_in_force_a_reason_and_a_club_of_one_s_own() {
    let scene = scene().await;
    let mut visitor = scene.officer_of("xa.21001", "21001").await;
    visitor.get("/lists").await;
    let [purpose, year, reason] = form("longevity", "2026", "Tết");
    for (fields, says) in [
        (vec![("purpose", "all"), year, reason], "Chọn việc cần lập danh sách."),
        (vec![purpose, ("year", "2126"), reason], "Năm chưa đúng."),
        (vec![purpose, year, ("reason", "  ")], "Ghi lý do."),
        (vec![purpose, year, reason, ("club", "18")], "Không có câu lạc bộ số này"),
        (vec![purpose, year, reason, ("club", "x")], "Không có câu lạc bộ số này"),
    ] {
        let refused = visitor.post("/lists", &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        assert!(refused.text.contains(says), "{fields:?}");
    }
    assert!(scene.log().await.is_empty());
    assert_eq!(scene.visitor().get("/lists").await.to(), Some("/sign-in"));

    let without = Scene::new().await;
    let mut visitor = without.signed_in().await;
    assert!(visitor.get("/lists").await.text.contains("Chưa có quy định đang hiệu lực"));
    let refused = visitor.post("/lists", &form("longevity", "2026", "Tết")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("Chưa có quy định đang hiệu lực"));
}
