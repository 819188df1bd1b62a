//! The diagnostic file names nobody: nothing that stands in a record occurs in it.

use clubbook_model::registry::Reference;
use clubbook_model::value::Value;
use clubbook_model::vocabulary::{Condition, VisitAlert};

use super::*;
use crate::features::visits::commands::record;
use crate::features::visits::views::RecordVisitRequest;
use crate::store::exchanges::{self, Exchange};
use crate::store::settings::Trouble;

/// Texts, their words, and the ids in everything that the phone has recorded, but for the public rules.
fn recorded(phone: &Phone) -> Vec<String> {
    let rows = phone.store().read(|c| journal::rows(c, 1, usize::MAX)).unwrap();
    let mut found = Vec::new();
    for op in rows.iter().map(|row| Op::from_bytes(&row.bytes).unwrap()) {
        if op.kind == Reference::DEF.number {
            continue;
        }
        found.extend([op.entity.to_string(), op.author.to_string()]);
        for change in &op.changes {
            match &change.value {
                Value::Text(text) => {
                    found.push(text.clone());
                    found.extend(text.split_whitespace().filter(|word| is_a_word(word)).map(str::to_owned));
                    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
                    found.extend((digits.len() >= TELEPHONE).then_some(digits));
                }
                Value::Ref(of) => found.push(of.id.to_string()),
                _ => {}
            }
        }
    }
    found.retain(|text| text.chars().count() > 2);
    found
}

/// Fewer digits may stand in a sum or a moment by chance.
const TELEPHONE: usize = 9;

fn is_a_word(text: &str) -> bool {
    text.chars().count() > 2 && text.chars().any(char::is_alphabetic)
}

fn names_nobody(phone: &Phone) {
    let report = phone.support_report().unwrap().to_json().to_lowercase();
    let recorded = recorded(phone);
    assert!(recorded.len() > 20, "{recorded:?}");
    for text in recorded {
        assert!(!report.contains(&text.to_lowercase()), "{text} of a record is in {report}");
    }
}

#[test]
fn nothing_of_the_practice_club_is_in_it() {
    let bench = Bench::new();
    let store = StoreOptions::new(bench.folder.path().join("tap.db"), DatabaseKey::new([5; 32]));
    let phone = Phone::open_practice(PhoneOptions::new(store, "test 1")).unwrap();
    names_nobody(&phone);
}

#[test]
fn nothing_of_a_club_is_in_it_whatever_waits_was_put_aside_or_was_exchanged() {
    let bench = Bench::new();
    let phone = bench.enrolled();
    let added = phone.command(|pen| {
        let mut draft = Person::create(pen.next_record()?);
        draft
            .set(Person::full_name, "Đinh Thị Lan".to_owned())
            .set(Person::phone, "0905 123 456".to_owned())
            .set(Person::address, "Xóm Đình, cạnh giếng".to_owned())
            .set(Person::citizen_id, "051155001234".to_owned())
            .set(Person::note, "Ở với cháu ngoại".to_owned());
        let lan = draft.entity();
        pen.record(&pen.roster(), draft)?;
        Ok(lan)
    });
    let lan = added.unwrap().result;
    let visit = RecordVisitRequest {
        condition: Some(Condition::Worse),
        alerts: vec![VisitAlert::Fall],
        note: Some("Trượt chân ngoài sân".to_owned()),
        ..RecordVisitRequest::of(lan)
    };
    phone.command(|pen| record(pen, &visit)).unwrap();
    let last = phone.store().read(journal::head).unwrap().seq;
    let at = phone.clock().now();
    let exchange = Exchange { first_at: at, last_at: at, times: 1, trouble: None, sent: 3, put_aside: 1, received: 17 };
    phone
        .store()
        .write(|tx| {
            journal::quarantine(tx, last, "refused")?;
            refusals::note_why(tx, last..=last, "Trượt chân ngoài sân")?;
            settings::CENTRE_NAME.put(tx, &"Hội Người cao tuổi tỉnh Quảng Ngãi".to_owned())?;
            exchanges::note(tx, &exchange)?;
            exchanges::note(tx, &Exchange { trouble: Some(Trouble::NoAnswer), ..exchange })
        })
        .unwrap();
    phone.know_refusals(&[last]).unwrap();
    names_nobody(&phone);
    let report = phone.support_report().unwrap();
    assert_eq!((report.waiting, report.quarantined), (last - 1, vec!["refused".to_owned()]));
    let exchanges: Vec<_> = report.exchanges.iter().map(|one| (one.trouble.as_deref(), one.moved)).collect();
    assert_eq!(exchanges, [(Some("NoAnswer"), [3, 1, 17]), (None, [3, 1, 17])]);
}
