//! Two people with two phones and one member list.

use clubbook_model::entry::FieldEdit;
use clubbook_model::field::MergeClass;
use clubbook_model::lunar::Region;
use clubbook_model::merge::FieldKey;
use clubbook_model::registry::{Entity, Person, SameAs};
use clubbook_model::time::PartialDate;
use clubbook_model::value::Value;
use clubbook_model::vocabulary::Language;

use super::birthdays::of_month;
use super::commands::{add, correct, link, settle};
use super::death::{RecordDeathRequest, record_death, take_back_death};
use super::directory::is_living;
use super::queries::{Which, card, components, find, form, members, non_members, person};
use super::views::{AddPersonRequest, lunar_birth};
use crate::features::memberships::commands as memberships;
use crate::features::memberships::views::JoinRequest;
use crate::features::testing::{CLUB, Club, Handset};
use crate::features::{CommandError, Invalid, Question};

fn field(name: &str, text: &str) -> FieldEdit {
    FieldEdit::parse(Person::DEF, name, text).unwrap()
}

#[test]
fn a_member_is_found_without_marks_and_stands_in_the_list_by_given_name() {
    let club = Club::new();
    let today = club.minh.today();
    let list = club.minh.sees(|conn| members(conn, CLUB, Which::On(today), today));
    let names: Vec<&str> = list.iter().map(|member| member.person.name.as_str()).collect();
    assert_eq!(names, ["Nguyễn Thị Hoa", "Đinh Thị Lan", "Lê Văn Minh", "Phạm Văn Tùng"]);
    let found = club.minh.sees(|conn| find(conn, "dinh lan", 20, today));
    assert_eq!(found.iter().map(|found| (found.person.id, found.is_guess)).collect::<Vec<_>>(), [(club.lan, false)]);
    assert_eq!(found[0].person.titled(), "bà Đinh Thị Lan");
    assert_eq!(found[0].person.said(Language::Vi), "bà Lan");
    let slipped = club.minh.sees(|conn| find(conn, "ddinh thij lna", 20, today));
    assert_eq!(slipped.iter().map(|found| (found.person.id, found.is_guess)).collect::<Vec<_>>(), [(club.lan, true)]);
}

#[test]
fn somebody_of_the_same_name_is_asked_about_unless_year_or_hamlet_differ() {
    let club = Club::new();
    let twin = AddPersonRequest::member("Đinh Thị Lan").with(field("hamlet", "Gò Deo"));
    let question = club.minh.asks(|pen| add(pen, &twin));
    assert_eq!(
        question.words(Language::Vi),
        "Trong sổ đã có bà Đinh Thị Lan, sinh năm 1955, cùng thôn. Có phải cùng một người không?"
    );
    let without_marks = AddPersonRequest::member("dinh thi lan");
    assert!(matches!(club.minh.asks(|pen| add(pen, &without_marks)), Question::Duplicate(_)));
    club.minh.does(|pen| add(pen, &twin.clone().with(field("birth", "1961"))));
    club.minh.does(|pen| add(pen, &AddPersonRequest::member("Đinh Thị Lan").with(field("hamlet", "Làng Teng"))));
    let answered = AddPersonRequest { is_another_person: true, ..twin };
    club.minh.does(|pen| add(pen, &answered));
    let listed = club.minh.sees(|conn| super::queries::doubles(conn, CLUB, club.minh.today()));
    assert!(!listed.iter().any(|pair| [pair.one.id, pair.other.id].contains(&club.lan)), "that was answered");
    assert_eq!(club.minh.sees(|conn| find(conn, "dinh thi lan", 20, club.minh.today())).len(), 4);
}

#[test]
fn who_may_be_one_person_is_listed_with_reasons_until_somebody_answers() {
    let club = Club::new();
    // As another phone would have added her.
    let again = club.minh.does(|pen| {
        let id = pen.next_record()?;
        let mut draft = Person::create(id);
        for (name, text) in [("full_name", "DINH LAN"), ("birth", "1955"), ("hamlet", "Gò Deo")] {
            field(name, text).apply(&mut draft);
        }
        pen.record(&pen.roster(), draft)?;
        Ok(id)
    });
    let listed = || club.minh.sees(|conn| super::queries::doubles(conn, CLUB, club.minh.today()));
    let [double] = &listed()[..] else { panic!("one pair") };
    let mut pair = [double.one.id, double.other.id];
    pair.sort_unstable();
    let mut expected = [club.lan, again];
    expected.sort_unstable();
    assert_eq!(pair, expected);
    let words: Vec<&str> = double.reasons.iter().map(|reason| reason.words(Language::Vi)).collect();
    assert_eq!(words, ["tên gần giống", "cùng năm sinh", "cùng thôn"]);
    for answer in [false, true] {
        club.minh.does(|pen| link(pen, club.lan, again, answer));
        assert!(listed().is_empty());
    }
}

#[test]
fn a_person_without_a_name_or_born_in_the_future_is_refused_in_words() {
    let phone = Handset::new(1);
    let nameless = phone.refuses(|pen| add(pen, &AddPersonRequest::member("  ")));
    assert!(matches!(nameless, CommandError::Invalid(Invalid::NoName)));
    assert_eq!(nameless.words(Language::Vi), "Chưa có họ tên. Chưa ghi gì. Ghi họ tên rồi lưu.");
    let unborn = AddPersonRequest::member("Lan").with(field("birth", "2027"));
    assert!(matches!(phone.refuses(|pen| add(pen, &unborn)), CommandError::Invalid(Invalid::Entry(_))));
}

#[test]
fn a_correction_of_what_was_seen_wins_even_when_the_clock_is_a_year_behind() {
    let club = Club::new();
    club.minh.shift_clock(-365);
    let opened = club.minh.sees(|conn| form(conn, club.lan));
    club.minh.does(|pen| correct(pen, &opened, &[field("phone", "0905 111 222")]));
    club.minh.does(|pen| {
        let again = form(pen.tx, club.lan)?;
        correct(pen, &again, &[field("phone", "0905 333 444")])
    });
    club.meet();
    for phone in [&club.hoa, &club.minh] {
        let card = phone.sees(|conn| card(conn, CLUB, club.lan, phone.today()));
        assert_eq!(card.person.phone.as_deref(), Some("0905 333 444"));
        assert!(card.unsettled.is_empty());
    }
}

#[test]
fn a_form_in_which_nothing_was_changed_records_nothing() {
    let club = Club::new();
    let opened = club.minh.sees(|conn| form(conn, club.lan));
    let done = club.minh.command(|pen| correct(pen, &opened, &[field("hamlet", "Gò Deo")])).unwrap();
    assert!(done.ops.is_empty());
}

#[test]
fn what_two_people_entered_differently_is_kept_on_both_phones_until_somebody_settles_it() {
    let club = Club::new();
    let by_hoa = club.hoa.sees(|conn| form(conn, club.lan));
    let by_minh = club.minh.sees(|conn| form(conn, club.lan));
    club.hoa.does(|pen| correct(pen, &by_hoa, &[field("birth", "1954")]));
    club.minh.does(|pen| correct(pen, &by_minh, &[field("birth", "1956"), field("phone", "0905 111 222")]));
    club.meet();
    let cards = [&club.hoa, &club.minh].map(|phone| phone.sees(|conn| card(conn, CLUB, club.lan, phone.today())));
    assert_eq!(cards[0], cards[1]);
    let [unsettled] = cards[0].unsettled.as_slice() else { panic!("one field is unsettled") };
    assert_eq!((unsettled.field_name, unsettled.entries.len()), (Some("birth"), 2));
    let authors: Vec<_> = unsettled.entries.iter().filter_map(|entered| entered.author.as_deref()).collect();
    assert!(authors.contains(&"Nguyễn Thị Hoa") && authors.contains(&"Lê Văn Minh"));

    let opened = club.hoa.sees(|conn| form(conn, club.lan));
    let birth = FieldKey { tag: Person::birth.tag, element: Vec::new() };
    let nobody_said = Value::PartialDate(clubbook_model::time::PartialDate::year(1900).unwrap());
    assert!(matches!(
        club.hoa.refuses(|pen| settle(pen, &opened, &birth, &nobody_said)),
        CommandError::Invalid(Invalid::NotAmongEntered)
    ));
    let chosen = Value::PartialDate(clubbook_model::time::PartialDate::year(1954).unwrap());
    club.hoa.does(|pen| settle(pen, &opened, &birth, &chosen));
    club.meet();
    for phone in [&club.hoa, &club.minh] {
        let card = phone.sees(|conn| card(conn, CLUB, club.lan, phone.today()));
        assert!(card.unsettled.is_empty());
        assert_eq!(card.person.birth.map(|birth| birth.year), Some(1954));
        assert_eq!(card.person.phone.as_deref(), Some("0905 111 222"));
    }
}

/// A text that each field can hold, by its type: a new field of these types needs nothing here.
fn sample(def: &clubbook_model::registry::FieldDef) -> Option<String> {
    ["mới", "7", "yes", "1955", "2/3/2020", "female", "told", "person:000000000000000000000000000000aa"]
        .into_iter()
        .find(|text| FieldEdit::parse(Person::DEF, def.name, text).is_ok())
        .map(str::to_owned)
}

#[test]
fn every_field_of_the_registry_reaches_the_store_the_form_and_the_card() {
    let phone = Handset::new(1);
    let lan = phone.adds("Lan", &[]);
    for def in Person::DEF.fields.iter().filter(|def| ![Person::birth.tag, Person::birth_lunar.tag].contains(&def.tag))
    {
        let text = sample(def).unwrap_or_else(|| panic!("no sample for {}", def.name));
        let opened = phone.sees(|conn| form(conn, lan));
        phone.does(|pen| correct(pen, &opened, &[field(def.name, &text)]));
        let card = phone.sees(|conn| card(conn, CLUB, lan, phone.today()));
        assert!(card.fields.iter().any(|(name, _)| *name == def.name), "{} on the card", def.name);
        let values = phone.sees(|conn| form(conn, lan)).values.shown().unwrap();
        assert!(values.iter().any(|(name, _)| *name == def.name), "{} in the form", def.name);
        if def.tag.class() == MergeClass::Register {
            let opened = phone.sees(|conn| form(conn, lan));
            let edit = field(def.name, &text);
            assert!(phone.command(|pen| correct(pen, &opened, &[edit])).unwrap().ops.is_empty(), "{}", def.name);
        }
    }
}

#[test]
fn two_records_of_one_person_are_linked_from_either_side_and_parted_again() {
    let club = Club::new();
    let again = club.minh.adds("Đinh Thị Lan", &[]);
    club.meet();
    club.hoa.does(|pen| link(pen, club.lan, again, true));
    club.minh.does(|pen| link(pen, again, club.lan, true));
    club.meet();
    for phone in [&club.hoa, &club.minh] {
        assert_eq!(phone.sees(|conn| components(conn, CLUB)), [[club.lan, again].into()]);
        let links = phone.sees(|conn| Ok(crate::store::entity::all_books::<SameAs>(conn)?));
        assert_eq!(links.len(), 1);
    }
    // The list shows the record that the club has had for longest, with the other beneath.
    let list = club.minh.sees(|conn| members(conn, CLUB, Which::On(club.minh.today()), club.minh.today()));
    let lan = list.iter().find(|member| member.register_no == Some(2)).unwrap();
    assert_eq!((lan.person.id, lan.same_person[0].id, list.len()), (club.lan, again, 4));
    let card_of_lan = club.minh.sees(|conn| card(conn, CLUB, club.lan, club.minh.today()));
    assert_eq!(card_of_lan.same_person.iter().map(|person| person.id).collect::<Vec<_>>(), [again]);
    club.minh.does(|pen| link(pen, club.lan, again, false));
    assert!(club.minh.sees(|conn| components(conn, CLUB)).is_empty());
    assert!(matches!(
        club.minh.refuses(|pen| link(pen, again, again, true)),
        CommandError::Invalid(Invalid::SameRecord)
    ));
}

#[test]
fn a_person_who_is_not_in_the_book_is_said_so_in_words() {
    let phone = Handset::new(1);
    let unknown = clubbook_model::id::RecordId([3; 16]);
    let looked = phone.store.read(|conn| person(conn, unknown, phone.today()));
    let Err(error) = looked else { panic!("nobody is there") };
    assert!(error.words(Language::En).starts_with("This is not in the book."));
}

#[test]
fn who_is_helped_without_being_a_member_is_listed_apart_and_may_become_one_later() {
    let club = Club::new();
    let phone = &club.hoa;
    let others = || phone.sees(|conn| non_members(conn, CLUB, phone.today()));
    assert!(others().is_empty());
    let mut request = AddPersonRequest::member("Y Liên");
    request.membership = None;
    let lien = phone.does(|pen| add(pen, &request)).person.id;
    assert_eq!(others().iter().map(|person| person.id).collect::<Vec<_>>(), [lien]);
    let died = RecordDeathRequest { person: lien, died_on: PartialDate::year(2026).unwrap() };
    assert_eq!(phone.does(|pen| record_death(pen, died)).ended, 0);
    assert!(others().is_empty() && !phone.sees(|conn| is_living(conn, CLUB, lien)));
    phone.does(|pen| take_back_death(pen, lien));
    assert!(phone.sees(|conn| is_living(conn, CLUB, lien)));
    let join_now = JoinRequest { person: lien, fields: Vec::new(), is_number_meant: false };
    phone.does(|pen| memberships::join(pen, &join_now));
    assert!(others().is_empty());
    let list = phone.sees(|conn| members(conn, CLUB, Which::On(phone.today()), phone.today()));
    assert!(list.iter().any(|member| member.person.id == lien));
}

#[test]
fn a_birth_told_by_the_moon_is_kept_as_it_was_said_beside_the_solar_day() {
    let phone = Handset::new(1);
    let lan = phone.adds("Lan", &[]);
    let told = |text: &str| FieldEdit::parse_told(Person::DEF, "birth", text, Region::South).unwrap();
    let shown = || phone.sees(|conn| Ok(crate::store::entity::get::<Person>(conn, lan)?.unwrap()));
    let opened = phone.sees(|conn| form(conn, lan));
    phone.does(|pen| correct(pen, &opened, &told("15/8/1955 âm")));
    let person = shown();
    assert_eq!(person.birth, PartialDate::new(1955, Some(9), Some(30)));
    assert_eq!(lunar_birth(&person).map(|date| date.to_string()).as_deref(), Some("rằm tháng Tám năm Ất Mùi"));
    // A day that somebody corrects by the sun alone is no longer the one that was told.
    let opened = phone.sees(|conn| form(conn, lan));
    phone.does(|pen| correct(pen, &opened, &[field("birth", "1/10/1955")]));
    assert_eq!(lunar_birth(&shown()), None);
    let opened = phone.sees(|conn| form(conn, lan));
    phone.does(|pen| correct(pen, &opened, &told("1955")));
    assert_eq!(shown().birth_lunar, None);
    let wrong = FieldEdit::parse(Person::DEF, "birth_lunar", "ngày rằm").unwrap();
    let opened = phone.sees(|conn| form(conn, lan));
    assert!(matches!(phone.refuses(|pen| correct(pen, &opened, &[wrong])), CommandError::Invalid(Invalid::Entry(_))));
}

#[test]
fn birthdays_of_a_month_are_of_living_members_by_sun_and_moon_and_never_of_a_year_alone() {
    let club = Club::new();
    let phone = &club.hoa;
    let joined = ("membership.joined_on", "2025");
    let hoa = phone.adds("Trần Thị Hòa", &[("birth", "28/11/1950"), joined]);
    // 15 of the tenth month: 23 November in 2026.
    let moon = FieldEdit::parse_told(Person::DEF, "birth", "15/10/1947 âm", Region::South).unwrap();
    let lien = phone.adds("Y Liên", &[joined]);
    let opened = phone.sees(|conn| form(conn, lien));
    phone.does(|pen| correct(pen, &opened, &moon));
    phone.adds("A Hùng", &[("birth", "11/1951"), joined]);
    let dead = phone.adds("Hồ Thị Mười", &[("birth", "25/11/1940"), joined]);
    phone.does(|pen| record_death(pen, RecordDeathRequest { person: dead, died_on: PartialDate::year(2026).unwrap() }));
    let again = phone.adds("Tran Thi Hoa", &[("birth", "1950"), joined]);
    phone.does(|pen| link(pen, hoa, again, true));
    let month = phone.today().month();
    let list = phone.sees(|conn| of_month(conn, CLUB, month, phone.today()));
    let words: Vec<String> = list.iter().map(|one| one.words(phone.today(), Language::Vi)).collect();
    assert_eq!(words.len(), 3, "{words:?}");
    assert_eq!(words[0], "thứ Hai 23/11: Y Liên, 79 tuổi (rằm tháng Mười)");
    assert!(words[1].starts_with("thứ Bảy 28/11: ") && words[1].ends_with(", 76 tuổi"), "{words:?}");
    assert_eq!(words[2], "trong tháng: A Hùng, 75 tuổi");
}
