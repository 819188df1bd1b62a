//! The words of a status are never better than the truth.

mod exchanges;
mod unsent;

use clubbook_model::vocabulary::Language;
use rusqlite::Transaction;

use super::queries::status;
use super::views::{QuarantinedView, StatusView};
use super::words::{saved, trouble_words};
use crate::clock::Clock;
use crate::features::testing::{CLUB, Club, Handset};
use crate::store::settings::{self, Standing, Trouble};
use crate::store::{StoreError, journal};

fn looked(phone: &Handset) -> StatusView {
    phone.sees(|conn| status(conn, CLUB, phone.clock.now()))
}

fn set(phone: &Handset, change: impl FnOnce(&Transaction<'_>) -> Result<(), StoreError>) {
    phone.store.write(change).unwrap();
}

/// Everything that waits is acknowledged, and the exchange ends well.
fn all_is_sent(phone: &Handset) {
    let last = phone.sees(|conn| Ok(journal::head(conn)?)).seq;
    set(phone, |tx| {
        for seq in 1..=last {
            journal::acknowledge(tx, seq, None)?;
        }
        settings::LAST_EXCHANGE.put(tx, &phone.clock.now())
    });
}

#[test]
fn what_waits_is_counted_from_the_day_of_the_oldest() {
    let phone = Handset::new(1);
    phone.shift_clock(-3);
    for name in ["Lan", "Minh", "Hoa"] {
        phone.does(|pen| {
            let mut request = crate::features::people::views::AddPersonRequest::member(name);
            request.membership = None;
            crate::features::people::commands::add(pen, &request)
        });
    }
    phone.days_pass(3);
    assert_eq!(
        looked(&phone).sentence(Language::Vi),
        "Còn 3 lần ghi chưa gửi, từ thứ Bảy 21/11. Vẫn giữ trong máy này."
    );
    assert_eq!(saved(Language::Vi), "Đã lưu trong máy. Có mạng, máy sẽ tự gửi.");
}

#[test]
fn what_waits_for_a_network_needs_nobody_and_what_was_put_aside_lost_or_not_taken_does() {
    let phone = Handset::new(1);
    phone.adds("Lan", &[]);
    set(&phone, |tx| settings::TROUBLE.put(tx, &Trouble::NoAnswer));
    let waits = looked(&phone);
    assert!(waits.waiting > 0 && !waits.needs_somebody());
    for standing in [Standing::Revoked, Standing::Forked] {
        assert!(StatusView { standing, ..waits.clone() }.needs_somebody());
    }
    assert!(StatusView { lost_from: Some(1), ..waits }.needs_somebody());

    let last = phone.sees(|conn| Ok(journal::head(conn)?)).seq;
    set(&phone, |tx| journal::quarantine(tx, last, "no_right"));
    let put_aside = looked(&phone);
    assert!(put_aside.needs_somebody());
    let mut refused = put_aside.quarantined.clone();
    refused[0].reason = clubbook_model::message::reason::REFUSED.to_owned();
    let refused = StatusView { quarantined: Vec::new(), refused, ..put_aside };
    assert!(refused.needs_somebody());
    let known = refused.refused.iter().cloned().map(|record| QuarantinedView { is_known: true, ..record }).collect();
    assert!(!StatusView { refused: known, ..refused }.needs_somebody(), "its author knows of it");
}

#[test]
fn all_is_sent_only_when_all_was_acknowledged_and_nothing_put_aside() {
    let phone = Handset::new(1);
    assert_eq!(looked(&phone).sentence(Language::Vi), "Chưa ghi gì trong máy này.");
    phone.adds("Lan", &[]);
    set(&phone, |tx| settings::LAST_EXCHANGE.put(tx, &phone.clock.now()));
    assert!(!looked(&phone).is_all_sent());
    phone.clock.pass(15 * 60);
    all_is_sent(&phone);
    phone.clock.pass(3600);
    assert!(looked(&phone).is_all_sent());
    assert_eq!(looked(&phone).sentence(Language::Vi), "Đã gửi hết, lúc 9 giờ 15 sáng nay.");
    assert_eq!(looked(&phone).sentence(Language::En), "All sent, at 09:15 today.");

    phone.adds("Minh", &[]);
    let last = phone.sees(|conn| Ok(journal::head(conn)?)).seq;
    set(&phone, |tx| {
        journal::acknowledge(tx, last - 1, None)?;
        journal::quarantine(tx, last, "no_right")
    });
    let put_aside = looked(&phone);
    assert!(!put_aside.is_all_sent());
    assert!(put_aside.sentence(Language::Vi).starts_with("Đã gửi, nhưng trung tâm để 1 lần ghi chờ xem lại."));
    assert_eq!(put_aside.quarantined[0].kind, Some("membership"));
    assert_eq!(
        put_aside.remarks(Language::Vi),
        [
            "Lần ghi hôm nay chờ xem lại: người ghi chưa được giao sổ này. Vẫn giữ trong máy này. Hỏi chủ nhiệm hoặc cán bộ."
        ]
    );
}

#[test]
fn a_standing_or_a_loss_that_is_not_good_never_reads_as_all_sent() {
    let phone = Handset::new(1);
    phone.adds("Lan", &[]);
    all_is_sent(&phone);
    for standing in [Standing::Revoked, Standing::Forked, Standing::Unknown(9)] {
        set(&phone, |tx| settings::STANDING.put(tx, &standing));
        assert!(!looked(&phone).is_all_sent());
        for language in [Language::Vi, Language::En] {
            let sentence = looked(&phone).sentence(language);
            assert!(!sentence.starts_with("Đã gửi hết") && !sentence.starts_with("All sent"), "{sentence}");
        }
    }
    set(&phone, |tx| {
        settings::STANDING.put(tx, &Standing::Good)?;
        settings::SALVAGE_GAP.put(tx, &2)
    });
    assert!(!looked(&phone).is_all_sent());
    let tells = |text: &str| text.contains("không đọc lại được");
    assert!(tells(&looked(&phone).sentence(Language::Vi)));
    assert!(!looked(&phone).remarks(Language::Vi).iter().any(|remark| tells(remark)), "once is enough");
    // Whoever goes on recording always has something that waits, and is told all the same.
    phone.adds("Hoa", &[]);
    assert!(!tells(&looked(&phone).sentence(Language::Vi)));
    assert!(looked(&phone).remarks(Language::Vi).iter().any(|remark| tells(remark)));
}

#[test]
fn a_revoked_phone_names_whom_to_call_and_says_all_was_sent_only_when_it_was() {
    let club = Club::new();
    let phone = &club.hoa;
    all_is_sent(phone);
    set(phone, |tx| settings::STANDING.put(tx, &Standing::Revoked));
    assert_eq!(
        looked(phone).sentence(Language::Vi),
        "Máy này không dùng Sổ CLB được nữa. Cần hỏi, gọi bà Hoa, chủ nhiệm: 0905 000 001. Những gì đã ghi đã gửi đủ."
    );
    phone.adds("Mới", &[]);
    let sentence = looked(phone).sentence(Language::Vi);
    assert!(sentence.ends_with("2 lần ghi chưa vào sổ chung, vẫn giữ trong máy này."), "{sentence}");
}

#[test]
fn every_trouble_says_what_was_kept_and_what_to_do() {
    let phone = Handset::new(1);
    phone.adds("Lan", &[]);
    let troubles = [
        Trouble::NoAnswer,
        Trouble::NotTheCentre,
        Trouble::Untrusted,
        Trouble::CentreError,
        Trouble::Damaged,
        Trouble::TooOld,
        Trouble::Unknown(99),
    ];
    for trouble in troubles {
        set(&phone, |tx| settings::TROUBLE.put(tx, &trouble));
        let words = trouble_words(trouble, Language::Vi);
        assert_eq!(looked(&phone).remarks(Language::Vi), [words]);
        assert!(words.contains("vẫn giữ trong máy"), "{words}");
        assert!(trouble_words(trouble, Language::En).contains("kept on this phone"));
        assert!(looked(&phone).sentence(Language::Vi).starts_with("Còn 2 lần ghi chưa gửi"));
    }
}

#[test]
fn every_reason_of_the_centre_has_words() {
    let phone = Handset::new(1);
    phone.adds("Lan", &[]);
    let mut seen = std::collections::BTreeSet::new();
    let reasons = [
        "no_right",
        "wrong_book",
        "wrong_name",
        "wrong_key",
        "record_full",
        "behind_quarantined",
        "unreadable",
        "held_after_fork",
        "revoked",
        "a_new_one",
    ];
    for reason in reasons {
        set(&phone, |tx| journal::quarantine(tx, 1, reason));
        let view = looked(&phone);
        seen.insert(view.quarantined[0].words(&view, Language::Vi));
        assert!(!view.quarantined[0].words(&view, Language::En).contains(reason));
    }
    // A wrong key is a wrong place to whoever reads it.
    assert_eq!(seen.len(), reasons.len() - 1);
}

#[test]
fn what_an_officer_refused_no_longer_waits_and_is_never_called_sent() {
    let phone = Handset::new(1);
    phone.adds("Lan", &[]);
    all_is_sent(&phone);
    phone.adds("Minh", &[]);
    let last = phone.sees(|conn| Ok(journal::head(conn)?)).seq;
    set(&phone, |tx| {
        journal::quarantine(tx, last - 1, "no_right")?;
        journal::quarantine(tx, last, "no_right")
    });
    set(&phone, |tx| journal::quarantine(tx, last, "refused"));
    let both = looked(&phone);
    assert_eq!((both.quarantined.len(), both.refused.len(), both.is_all_sent()), (1, 1, false));
    assert_eq!(
        both.sentence(Language::Vi),
        "Đã gửi, nhưng trung tâm để 1 lần ghi chờ xem lại. Cán bộ đã xem và không nhận 1 lần ghi. Vẫn giữ trong máy này."
    );

    set(&phone, |tx| journal::acknowledge(tx, last - 1, None));
    let refused = looked(&phone);
    assert_eq!((refused.quarantined.len(), refused.refused[0].seq, refused.is_all_sent()), (0, last, false));
    let sentence = refused.sentence(Language::Vi);
    assert!(sentence.starts_with("Cán bộ đã xem và không nhận 1 lần ghi. Vẫn giữ trong máy này."), "{sentence}");
    assert!(sentence.contains("Những lần ghi khác đã gửi hết"), "{sentence}");
    assert!(refused.sentence(Language::En).starts_with("An officer has looked and did not take 1."));
    assert_eq!(
        refused.remarks(Language::Vi),
        ["Lần ghi hôm nay: cán bộ đã xem và không nhận. Vẫn giữ trong máy này. Cần hỏi, gặp chủ nhiệm hoặc cán bộ."]
    );
    set(&phone, |tx| settings::STANDING.put(tx, &Standing::Revoked));
    let revoked = looked(&phone).sentence(Language::Vi);
    assert!(revoked.ends_with("1 lần ghi chưa vào sổ chung, vẫn giữ trong máy này."), "{revoked}");

    set(&phone, |tx| {
        settings::STANDING.put(tx, &Standing::Good)?;
        journal::acknowledge(tx, last, None)
    });
    assert!(looked(&phone).is_all_sent(), "taken after all");
}
