//! Corrections of a club's own record, beside a phone that writes the same.

use clubbook_model::edit::Draft;
use clubbook_model::entry::FieldEdit;
use clubbook_model::registry::{Club, Entity};
use clubbook_model::value::Value;

use super::fields::{EntryProblem, correctable, correctable_named};
use super::{ClubRecord, Corrected, Correction};
use crate::admin::Doer;
use crate::store::access::{AccessFilter, Deed};
use crate::testing::{CLUB, HandPhone, Site};
use crate::{Centre, CentreError};

fn edit(name: &str, typed: &str) -> FieldEdit {
    FieldEdit::parse(Club::DEF, name, typed).unwrap()
}

async fn record(centre: &Centre) -> ClubRecord {
    centre.club_record(CLUB, None).await.unwrap()
}

async fn correct(site: &Site, record: ClubRecord, edits: Vec<FieldEdit>) -> Corrected {
    let correction = Correction { record, edits, reason: "theo quyết định".to_owned() };
    site.centre.correct_club(Doer::operator(), correction).await.unwrap()
}

/// What the record holds in a field, as command lines say it.
fn said(record: &ClubRecord, name: &str) -> Vec<String> {
    let one = correctable_named(name).unwrap();
    record.values(one).iter().map(|value| one.plain(value)).collect()
}

fn write(site: &Site, phone: &mut HandPhone, change: impl FnOnce(&mut Draft)) {
    let mut draft = Club::edit(phone.club, &phone.state(site.roster(), phone.club));
    change(&mut draft);
    phone.record(site.roster(), draft);
}

async fn ops_of_the_centre(site: &Site) -> u64 {
    site.centre.club_record(CLUB, None).await.unwrap();
    let log = site.centre.access_log(AccessFilter::default(), 0, 100).await.unwrap();
    log.lines.iter().filter(|row| row.line.deed == Deed::CorrectedClub).count() as u64
}

#[tokio::test]
async fn only_what_differs_is_written_and_reaches_the_phones() {
    let site = Site::new().await;
    let mut hoa = site.phone(site.hoa, 2).await;
    hoa.sync(&site.centre).await.unwrap();
    let opened = record(&site.centre).await;
    let same_name = said(&opened, "name").remove(0);
    let edits = vec![edit("name", &same_name), edit("meeting_place", "Nhà văn hóa thôn"), edit("hamlets", "Làng Rào")];
    let corrected = correct(&site, opened, edits).await;
    assert_eq!(corrected, Corrected { fields: vec!["hamlets", "meeting_place"], disputed: Vec::new() });
    hoa.sync(&site.centre).await.unwrap();
    let state = hoa.state(site.roster(), hoa.club);
    let club = Club::read(hoa.club, &state);
    assert_eq!(club.meeting_place.as_deref(), Some("Nhà văn hóa thôn"));
    assert!(club.hamlets.contains(&"Làng Rào".to_owned()));
    assert_eq!(state.field(Club::name.tag, &[]).unwrap().entries().count(), 1, "the name was not written again");
    let log = site.centre.access_log(AccessFilter::default(), 0, 1).await.unwrap();
    let line = &log.lines[0].line;
    assert_eq!((line.deed, line.club, line.people), (Deed::CorrectedClub, Some(CLUB), 0));
    assert_eq!((line.about.as_str(), line.reason.as_str()), ("hamlets meeting_place", "theo quyết định"));
    assert_eq!(site.centre.rebuild().await.unwrap().differed, 0);
}

#[tokio::test]
async fn what_a_phone_wrote_while_the_form_was_open_stays_beside_it_until_somebody_chooses() {
    let site = Site::new().await;
    let mut hoa = site.phone(site.hoa, 2).await;
    hoa.sync(&site.centre).await.unwrap();
    let opened = record(&site.centre).await;
    write(&site, &mut hoa, |draft| {
        draft.set(Club::meeting_day, 9);
    });
    hoa.sync(&site.centre).await.unwrap();
    let now = record(&site.centre).await;
    let edits = vec![edit("meeting_day", "12")];
    let news: Vec<Value> = opened.meanwhile(&now, &edits).into_iter().map(|news| news.value).collect();
    assert_eq!(news, [Value::Int(9)], "the second look tells of it");
    let corrected = correct(&site, opened, edits).await;
    assert_eq!(corrected.disputed, ["meeting_day"]);
    hoa.sync(&site.centre).await.unwrap();
    let on_phone = hoa.state(site.roster(), hoa.club);
    assert_eq!(on_phone.field(Club::meeting_day.tag, &[]).unwrap().heads().len(), 2, "the phone sees both, too");

    let both = record(&site.centre).await;
    let question = both.disputed().remove(0);
    assert_eq!((question.field.name, question.values.len()), ("meeting_day", 2));
    let chosen = FieldEdit { tag: question.key.tag, element: Vec::new(), value: Value::Int(9) };
    assert_eq!(both.changes(std::slice::from_ref(&chosen)).len(), 1, "choosing what is shown settles it, too");
    assert_eq!(correct(&site, both, vec![chosen]).await.disputed, Vec::<&str>::new());
    let settled = record(&site.centre).await;
    assert_eq!((said(&settled, "meeting_day"), settled.disputed().len()), (vec!["9".to_owned()], 0));
}

#[tokio::test]
async fn a_hamlet_that_one_keeps_and_another_takes_out_is_asked_for() {
    let site = Site::new().await;
    let mut hoa = site.phone(site.hoa, 2).await;
    hoa.sync(&site.centre).await.unwrap();
    let hamlet = "Làng Ghè".to_owned();
    let first = record(&site.centre).await;
    correct(&site, first, vec![edit("hamlets", &hamlet)]).await;
    hoa.sync(&site.centre).await.unwrap();
    let opened = record(&site.centre).await;
    write(&site, &mut hoa, |draft| {
        draft.remove(Club::hamlets, &hamlet);
    });
    hoa.sync(&site.centre).await.unwrap();
    write(&site, &mut hoa, |draft| {
        draft.add(Club::hamlets, &hamlet);
    });
    hoa.sync(&site.centre).await.unwrap();
    assert_eq!(correct(&site, opened, vec![edit("hamlets", "-Làng Ghè")]).await.disputed, ["hamlets"]);
    let question = record(&site.centre).await.disputed().remove(0);
    assert_eq!(question.element(), Some(Value::Text(hamlet)));
    let one = correctable_named("hamlets").unwrap();
    let both = record(&site.centre).await;
    assert!(!one.typed(&both.seen).contains("Ghè"), "it is asked for, not typed");
    assert_eq!(one.read(&both.seen, &one.typed(&both.seen)), Ok(Vec::new()), "and a list left as it is leaves it open");
}

#[tokio::test]
async fn the_same_form_sent_twice_is_one_correction() {
    let site = Site::new().await;
    let opened = record(&site.centre).await;
    let edits = vec![edit("former_area", "huyện Sơn Hà")];
    assert_eq!(correct(&site, opened.clone(), edits.clone()).await.fields, ["former_area"]);
    assert_eq!(correct(&site, opened, edits).await, Corrected::default());
    assert_eq!(ops_of_the_centre(&site).await, 1);
}

#[tokio::test]
async fn nothing_is_written_without_a_reason_or_for_another_unit() {
    let site = Site::new().await;
    let opened = record(&site.centre).await;
    let edits = vec![edit("meeting_day", "12")];
    let correction = Correction { record: opened, edits, reason: " ".to_owned() };
    let refused = site.centre.correct_club(Doer::operator(), correction.clone()).await;
    assert!(matches!(refused, Err(CentreError::Invalid(_))));
    let elsewhere = Doer { unit: Some("99999".to_owned()), ..Doer::operator() };
    let correction = Correction { reason: "nhầm".to_owned(), ..correction };
    assert!(matches!(site.centre.correct_club(elsewhere, correction).await, Err(CentreError::NotFound(_))));
    assert_eq!(ops_of_the_centre(&site).await, 0);
}

#[tokio::test]
async fn a_sealed_record_is_this_centre_s_and_this_club_s() {
    let site = Site::new().await;
    let opened = record(&site.centre).await;
    let keys = site.centre.keys();
    let sealed = opened.seal(keys);
    assert_eq!(opened.clone().unseal(keys, &sealed), Some(opened.clone()));
    for place in [0, sealed.len() - 1] {
        let mut forged = sealed.clone();
        forged[place] ^= 1;
        assert_eq!(opened.clone().unseal(keys, &forged), None);
    }
    let other = ClubRecord { club: site.lan, ..opened.clone() };
    assert_eq!(other.unseal(keys, &sealed), None);
    assert_eq!(opened.unseal(keys, &sealed[..9]), None);
}

#[tokio::test]
async fn what_is_typed_is_read_and_what_a_field_cannot_be_is_refused() {
    let site = Site::new().await;
    let seen = record(&site.centre).await.seen;
    for one in correctable() {
        assert_eq!(one.read(&seen, &one.typed(&seen)), Ok(Vec::new()), "{} reads as before", one.field.name);
    }
    let read = |name: &str, typed: &str| {
        let changed = correctable_named(name).unwrap().read(&seen, typed);
        changed.map(|edits| edits.into_iter().map(|edit| edit.value).collect::<Vec<_>>())
    };
    assert_eq!(read("name", "  "), Err(EntryProblem::Missing));
    assert_eq!(read("former_area", &"a".repeat(201)), Err(EntryProblem::TooLong));
    assert_eq!(read("decision_date", "31/2/2026"), Err(EntryProblem::NotADay));
    assert_eq!(read("meeting_day", "32"), Err(EntryProblem::NotADayOfMonth));
    assert_eq!(read("health_station_phone", "trạm"), Err(EntryProblem::NotAPhone));
    assert_eq!(read("status", "99"), Err(EntryProblem::NotAChoice));
    assert_eq!(read("health_station_phone", "0255 3 864 115"), Ok(vec![Value::Text("0255 3 864 115".into())]));
    assert_eq!(read("status", "5"), Ok(vec![Value::Enum(5)]));
    assert!(correctable_named("number").is_none() && correctable_named("unit_code").is_none());
}
