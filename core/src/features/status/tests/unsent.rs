//! What waits, as those read it who recorded it.

use clubbook_model::entry::FieldEdit;
use clubbook_model::id::RecordId;
use clubbook_model::message::reason;
use clubbook_model::registry::{Entity, Person};
use clubbook_model::vocabulary::{Condition, Language, Mark, Purpose};

use super::*;
use crate::features::care::commands::consent;
use crate::features::care::views::ConsentRequest;
use crate::features::meetings::commands::{mark, open};
use crate::features::meetings::queries::roll;
use crate::features::meetings::views::{MarkRequest, OpenMeetingRequest, RollOrder};
use crate::features::people::commands::correct;
use crate::features::people::queries::form;
use crate::features::readings::Readings;
use crate::features::status::queries::unsent;
use crate::features::status::unsent::UnsentView;
use crate::features::visits::commands::record;
use crate::features::visits::views::RecordVisitRequest;
use crate::store::refusals;

fn seen_by(phone: &Handset, person: RecordId) -> UnsentView {
    phone.sees(|conn| unsent(conn, person, phone.clock.now(), phone.clock.now()))
}

fn waiting(phone: &Handset, language: Language) -> Vec<String> {
    seen_by(phone, phone.user).waiting.iter().map(|thing| thing.words(phone.clock.now(), language)).collect()
}

/// A visit with a reading and a note.
fn visits(phone: &Handset, person: RecordId) -> RecordId {
    let mut request = RecordVisitRequest::of(person);
    request.readings = Readings::pressure(190, 120);
    request.note = Some("Hay quên uống thuốc".to_owned());
    request.condition = Some(Condition::Worse);
    phone.does(|pen| record(pen, &request)).visit.id
}

fn marks(phone: &Handset, people: &[RecordId]) {
    let meeting = phone.does(|pen| open(pen, &OpenMeetingRequest::regular())).meeting.id;
    for person in people {
        let view = phone.sees(|conn| roll(conn, CLUB, meeting, RollOrder::Register, phone.today()));
        let request = MarkRequest::over(meeting, view.row(*person).unwrap(), Mark::Present);
        phone.does(|pen| mark(pen, &request));
    }
}

#[test]
fn a_visit_with_its_readings_is_one_line_and_so_is_a_roll_the_oldest_first() {
    let club = Club::new();
    let phone = &club.hoa;
    all_is_sent(phone);
    visits(phone, club.lan);
    phone.days_pass(1);
    marks(phone, &[club.lan, club.tung]);
    phone.does(|pen| consent(pen, &ConsentRequest::spoken(club.lan, Purpose::Health, true)));
    phone.does(|pen| consent(pen, &ConsentRequest::spoken(club.tung, Purpose::Health, true)));
    assert_eq!(
        waiting(phone, Language::Vi),
        ["Lần thăm bà Đinh Thị Lan, hôm qua", "Điểm danh 25/11: 2 người", "Đồng ý hay không: 2 người, hôm nay"]
    );
    assert_eq!(
        waiting(phone, Language::En),
        ["Visit to Đinh Thị Lan, yesterday", "Roll call 25/11: 2 people", "Consents of 2 people, today"]
    );
    assert!(looked(phone).waiting > 3, "each line stands for several ops");
}

#[test]
fn on_a_phone_whose_clock_is_wrong_what_was_recorded_just_now_was_recorded_today() {
    let club = Club::new();
    let phone = &club.hoa;
    all_is_sent(phone);
    let right = phone.clock.now();
    phone.shift_clock(-300);
    phone.adds("Đinh Văn Rin", &[("sex", "male"), ("birth", "1950")]);
    let seen = phone.sees(|conn| unsent(conn, phone.user, right, phone.clock.now()));
    assert_eq!(seen.waiting[0].words(right, Language::Vi), "Thêm ông Đinh Văn Rin vào sổ, hôm nay");
}

#[test]
fn nothing_of_what_was_measured_or_noted_is_said() {
    let club = Club::new();
    let phone = &club.hoa;
    visits(phone, club.lan);
    phone.does(|pen| consent(pen, &ConsentRequest::spoken(club.tung, Purpose::Loans, false)));
    for language in [Language::Vi, Language::En] {
        let said = waiting(phone, language).join("\n");
        for word in ["190", "120", "thuốc", "kém", "worse", "huyết áp", "vay", "loan"] {
            assert!(!said.to_lowercase().contains(word), "{word}: {said}");
        }
    }
}

#[test]
fn somebody_who_was_added_is_told_from_somebody_who_was_corrected() {
    let club = Club::new();
    let phone = &club.hoa;
    all_is_sent(phone);
    phone.adds("Đinh Văn Rin", &[("sex", "male"), ("birth", "1950"), ("membership.register_no", "9")]);
    let form = phone.sees(|conn| form(conn, club.lan));
    let hamlet = FieldEdit::parse(Person::DEF, "hamlet", "Nước Lùng").unwrap();
    phone.does(|pen| correct(pen, &form, &[hamlet]));
    assert_eq!(
        waiting(phone, Language::Vi),
        ["Thêm ông Đinh Văn Rin vào sổ, hôm nay", "Thông tin của bà Đinh Thị Lan, hôm nay"]
    );
}

#[test]
fn what_others_recorded_on_the_phone_is_counted_and_not_described() {
    let club = Club::new();
    all_is_sent(&club.hoa);
    visits(&club.hoa, club.lan);
    let seen = seen_by(&club.hoa, club.tung);
    assert_eq!((seen.waiting.len(), seen.others_waiting), (0, looked(&club.hoa).waiting));
    assert_eq!(
        seen.of_others(Language::Vi),
        [format!("Người khác ghi trong máy này, chưa gửi: {} lần ghi.", seen.others_waiting)]
    );
    assert!(seen_by(&club.hoa, club.hoa.user).of_others(Language::Vi).is_empty());
}

#[test]
fn what_was_put_aside_is_said_with_its_reason_and_a_refusal_until_its_author_knows_of_it() {
    let club = Club::new();
    let phone = &club.hoa;
    all_is_sent(phone);
    let first = phone.ops().len() as u64 + 1;
    visits(phone, club.lan);
    let last = phone.ops().len() as u64;
    let put_aside = |reason| set(phone, |tx| (first..=last).try_for_each(|seq| journal::quarantine(tx, seq, reason)));
    put_aside(reason::NO_RIGHT);
    let seen = seen_by(phone, phone.user);
    assert_eq!((seen.waiting.len(), seen.put_aside.len()), (0, 1), "a visit and its readings are one thing");
    let thing = &seen.put_aside[0];
    assert_eq!(thing.words(phone.clock.now(), Language::Vi), "Lần thăm bà Đinh Thị Lan, hôm nay");
    assert_eq!(
        thing.why(Language::Vi),
        "Người ghi chưa được giao sổ này. Vẫn giữ trong máy này. Hỏi chủ nhiệm hoặc cán bộ."
    );
    assert_eq!(thing.seqs, (first..=last).collect::<Vec<_>>());
    let knows = |author: RecordId| phone.store.write(|tx| refusals::know(tx, author, &thing.seqs)).unwrap();
    assert_eq!(knows(phone.user), 0, "what waits to be looked at is not put away");

    put_aside(reason::REFUSED);
    let refused = seen_by(phone, phone.user).put_aside.remove(0);
    assert!(refused.is_refused() && refused.why(Language::Vi).ends_with("Hỏi chủ nhiệm hoặc cán bộ để biết lý do."));
    set(phone, |tx| refusals::note_why(tx, first..=last, "Ghi nhầm người."));
    let refused = seen_by(phone, phone.user).put_aside.remove(0);
    assert_eq!(
        refused.why(Language::Vi),
        "Cán bộ đã xem và không nhận. Lý do: Ghi nhầm người. Vẫn giữ trong máy này. Cần hỏi, gặp chủ nhiệm hoặc cán bộ."
    );
    assert_eq!(seen_by(phone, club.tung).others_put_aside, last - first + 1);
    assert_eq!(knows(club.tung), 0, "nobody knows for somebody else");
    assert!(!looked(phone).remarks(Language::Vi).is_empty());
    assert_eq!(knows(phone.user), last - first + 1);
    assert!(seen_by(phone, phone.user).put_aside.is_empty());
    let known = looked(phone);
    assert!(!known.is_all_sent() && known.remarks(Language::Vi).is_empty());
    assert_eq!(known.refused.len() as u64, last - first + 1, "it is kept");
    let sentence = known.sentence(Language::Vi);
    assert_eq!(
        sentence,
        format!("Không còn gì chờ gửi. Có {} lần ghi cán bộ không nhận, vẫn giữ trong máy này.", last - first + 1)
    );
    phone.adds("Hoa", &[]);
    assert!(looked(phone).sentence(Language::Vi).starts_with("Còn 2 lần ghi chưa gửi"));
}
