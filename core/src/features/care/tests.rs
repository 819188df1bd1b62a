//! Care, consents and circumstances.

use clubbook_model::entry::FieldEdit;
use clubbook_model::registry::{Entity, Household, Person};
use clubbook_model::time::Day;
use clubbook_model::vocabulary::{CareStatus, CircumstanceKind, Language, Purpose, Service};

use super::commands::{
    add_circumstance, add_for_household, assign, close, consent, end_circumstance, open, pause, withdraw,
};
use super::queries::{case, cases, circumstances, holding};
use super::signed_paper::{self, SignedPaperRequest};
use super::views::{CircumstanceRequest, ConsentRequest, ConsentState, OpenCareRequest, Sensitive};
use crate::features::people::commands::{correct, link};
use crate::features::people::queries::{card, form};
use crate::features::testing::{CLUB, Club};
use crate::features::{CommandError, Invalid};

#[test]
fn care_is_opened_assigned_paused_closed_and_opened_again_as_one_case() {
    let club = Club::new();
    let phone = &club.hoa;
    let today = phone.today();
    let request = OpenCareRequest {
        services: vec![Service::Chatting, Service::BloodPressure],
        every_days: Some(7),
        volunteers: vec![club.minh.user],
        ..OpenCareRequest::of(club.lan)
    };
    let opened = phone.does(|pen| open(pen, &request));
    assert_eq!((opened.status, opened.opened_on), (Some(CareStatus::Open), Some(today)));
    assert_eq!(opened.volunteers.iter().map(|who| who.id).collect::<Vec<_>>(), [club.minh.user]);
    let assigned = phone.does(|pen| assign(pen, &opened, &[club.hoa.user]));
    assert_eq!(assigned.volunteers.iter().map(|who| who.id).collect::<Vec<_>>(), [club.hoa.user]);
    assert_eq!(phone.does(|pen| pause(pen, &assigned)).status, Some(CareStatus::Paused));
    assert!(phone.sees(|conn| cases(conn, today)).is_empty());
    assert!(matches!(phone.refuses(|pen| close(pen, &assigned, today, " ")), CommandError::Invalid(Invalid::NoReason)));
    let closed = phone.does(|pen| close(pen, &assigned, today, "khỏe lại"));
    assert_eq!((closed.status, closed.closed_on), (Some(CareStatus::Closed), Some(today)));
    let again = phone.does(|pen| open(pen, &OpenCareRequest::of(club.lan)));
    assert_eq!((again.id, again.closed_on, again.every_days), (opened.id, None, Some(7)));
    assert_eq!(phone.sees(|conn| cases(conn, today)).len(), 1);
}

#[test]
fn two_phones_that_open_care_for_one_person_open_one_case() {
    let club = Club::new();
    club.hoa.does(|pen| open(pen, &OpenCareRequest { every_days: Some(7), ..OpenCareRequest::of(club.lan) }));
    let by_minh = OpenCareRequest { volunteers: vec![club.minh.user], ..OpenCareRequest::of(club.lan) };
    club.minh.does(|pen| open(pen, &by_minh));
    club.meet();
    for phone in [&club.hoa, &club.minh] {
        let open = phone.sees(|conn| cases(conn, phone.today()));
        assert_eq!(open.len(), 1);
        assert_eq!((open[0].every_days, open[0].volunteers.len()), (Some(7), 1));
    }
}

#[test]
fn a_rhythm_that_is_none_and_care_for_nobody_are_refused() {
    let club = Club::new();
    let never = OpenCareRequest { every_days: Some(0), ..OpenCareRequest::of(club.lan) };
    assert!(matches!(club.hoa.refuses(|pen| open(pen, &never)), CommandError::Invalid(Invalid::Entry(_))));
    let stranger = clubbook_model::id::RecordId([3; 16]);
    let refused = club.hoa.refuses(|pen| open(pen, &OpenCareRequest::of(stranger)));
    assert!(matches!(refused, CommandError::NotFound("person")));
    let cared_for = club.hoa.store.read(|conn| case(conn, club.lan, club.hoa.today()));
    assert!(matches!(cared_for, Err(CommandError::NotFound("care_case"))));
}

#[test]
fn without_a_consent_nothing_sensitive_is_shown_and_everything_is_recorded() {
    let club = Club::new();
    let phone = &club.hoa;
    let poor = phone.does(|pen| add_circumstance(pen, &CircumstanceRequest::of(club.lan, CircumstanceKind::Poor)));
    let reason = OpenCareRequest { reason: Some("đau khớp".to_owned()), ..OpenCareRequest::of(club.lan) };
    phone.does(|pen| open(pen, &reason));
    let hidden = Sensitive::Hidden(ConsentState::Missing);
    assert_eq!(phone.sees(|conn| card(conn, CLUB, club.lan, phone.today())).circumstances, hidden);
    assert_eq!(phone.sees(|conn| form(conn, poor)).values, Sensitive::Hidden(ConsentState::Missing));
    let care = phone.sees(|conn| case(conn, club.lan, phone.today()));
    assert_eq!(care.reasons, Sensitive::Hidden(ConsentState::Missing));

    for purpose in [Purpose::Circumstances, Purpose::HomeCare] {
        phone.does(|pen| consent(pen, &ConsentRequest::spoken(club.lan, purpose, true)));
    }
    let shown = phone.sees(|conn| circumstances(conn, club.lan)).shown().unwrap();
    assert_eq!(shown.iter().map(|one| one.kind).collect::<Vec<_>>(), [Some(CircumstanceKind::Poor)]);
    let values = phone.sees(|conn| form(conn, poor)).values.shown().unwrap();
    assert!(values.iter().any(|(name, _)| *name == "circumstance_kind"));
    let care = phone.sees(|conn| case(conn, club.lan, phone.today()));
    assert_eq!(care.reasons.shown().unwrap().reason.as_deref(), Some("đau khớp"));

    phone.does(|pen| end_circumstance(pen, poor, phone.today()));
    let ended = phone.sees(|conn| circumstances(conn, club.lan)).shown().unwrap();
    assert_eq!(ended[0].to_day, Some(phone.today()));
}

#[test]
fn a_withdrawal_on_one_phone_beats_a_consent_on_another_whatever_their_clocks_say() {
    let club = Club::new();
    let given = ConsentRequest::spoken(club.lan, Purpose::Health, true);
    club.hoa.does(|pen| consent(pen, &given));
    club.meet();
    club.minh.shift_clock(-400);
    assert_eq!(club.minh.does(|pen| withdraw(pen, club.lan, Purpose::Health)), ConsentState::Withdrawn);
    club.hoa.days_pass(1);
    club.hoa.does(|pen| consent(pen, &ConsentRequest { text_version: Some("2".to_owned()), ..given.clone() }));
    club.meet();
    for phone in [&club.hoa, &club.minh] {
        let consents = phone.sees(|conn| card(conn, CLUB, club.lan, phone.today())).consents;
        assert!(consents.contains(&(Purpose::Health, ConsentState::Withdrawn)));
    }
    // Asked again by somebody who saw the withdrawal, the person may give it anew.
    let question = club.hoa.asks(|pen| consent(pen, &given));
    assert_eq!(
        question.words(Language::Vi),
        "Bà Đinh Thị Lan đã rút lại sự đồng ý: số đo sức khỏe. Nay ông/bà đồng ý lại?"
    );
    let anew = ConsentRequest { confirmed: true, ..given };
    assert_eq!(club.hoa.does(|pen| consent(pen, &anew)), ConsentState::Given);
}

#[test]
fn a_volunteer_whom_another_phone_assigned_meanwhile_stays_assigned() {
    let club = Club::new();
    let shown = club.hoa.does(|pen| open(pen, &OpenCareRequest::of(club.lan)));
    club.meet();
    let by_minh = club.minh.sees(|conn| case(conn, club.lan, club.minh.today()));
    club.minh.does(|pen| assign(pen, &by_minh, &[club.minh.user]));
    club.meet();
    let assigned = club.hoa.does(|pen| assign(pen, &shown, &[club.hoa.user]));
    let mut volunteers: Vec<_> = assigned.volunteers.iter().map(|who| who.id).collect();
    volunteers.sort_unstable();
    let mut both = [club.hoa.user, club.minh.user];
    both.sort_unstable();
    assert_eq!(volunteers, both);
}

#[test]
fn a_withdrawal_beats_a_consent_that_was_given_anew_at_the_same_time() {
    let club = Club::new();
    let given = ConsentRequest::spoken(club.lan, Purpose::Health, true);
    club.hoa.does(|pen| consent(pen, &given));
    club.hoa.does(|pen| withdraw(pen, club.lan, Purpose::Health));
    club.meet();
    let given = ConsentRequest { confirmed: true, ..given };
    club.minh.shift_clock(-400);
    club.minh.does(|pen| consent(pen, &given));
    club.minh.does(|pen| withdraw(pen, club.lan, Purpose::Health));
    club.hoa.days_pass(1);
    assert_eq!(club.hoa.does(|pen| consent(pen, &given)), ConsentState::Given);
    club.meet();
    for phone in [&club.hoa, &club.minh] {
        let consents = phone.sees(|conn| card(conn, CLUB, club.lan, phone.today())).consents;
        assert!(consents.contains(&(Purpose::Health, ConsentState::Withdrawn)));
    }
}

#[test]
fn refusing_one_purpose_leaves_the_others_and_the_membership_alone() {
    let club = Club::new();
    let phone = &club.hoa;
    phone.does(|pen| consent(pen, &ConsentRequest::spoken(club.lan, Purpose::Membership, true)));
    let refused = ConsentRequest::spoken(club.lan, Purpose::Publication, false);
    assert_eq!(phone.does(|pen| consent(pen, &refused)), ConsentState::Refused);
    let card = phone.sees(|conn| card(conn, CLUB, club.lan, phone.today()));
    assert!(card.consents.contains(&(Purpose::Membership, ConsentState::Given)));
    assert_eq!(card.memberships.len(), 1);
    assert!(matches!(phone.refuses(|pen| withdraw(pen, club.lan, Purpose::Loans)), CommandError::NotFound("consent")));
}

#[test]
fn a_signed_paper_gives_sixty_consents_at_once_and_takes_no_refusal_back() {
    let club = Club::new();
    let phone = &club.hoa;
    let mut people: Vec<_> = (0..58).map(|number| phone.adds(&format!("Đinh Thị {number}"), &[])).collect();
    people.extend([club.lan, club.tung]);
    phone.does(|pen| consent(pen, &ConsentRequest::spoken(club.lan, Purpose::Health, false)));
    phone.does(|pen| consent(pen, &ConsentRequest::spoken(club.tung, Purpose::Membership, true)));
    let paper = SignedPaperRequest { people, purposes: vec![Purpose::Membership, Purpose::Health], on: None };
    let done = phone.does(|pen| signed_paper::record(pen, &paper));
    assert_eq!((done.recorded, done.known), (118, 1));
    let left: Vec<_> = done.left_alone.iter().map(|(person, purpose)| (person.id, *purpose)).collect();
    assert_eq!(left, [(club.lan, Purpose::Health)]);
    assert_eq!(
        done.words(Language::Vi),
        "Đã ghi 118 sự đồng ý. Bà Lan trước đây không đồng ý (số đo sức khỏe): hỏi lại riêng."
    );
    let before = phone.ops().len();
    let again = phone.does(|pen| signed_paper::record(pen, &paper));
    assert_eq!((again.recorded, again.known, phone.ops().len()), (0, 119, before));
}

#[test]
fn poverty_is_noted_for_each_of_a_household_and_one_category_is_the_primary_one() {
    let club = Club::new();
    let phone = &club.hoa;
    let house = phone.does(|pen| {
        let id = pen.next_record()?;
        let mut draft = Household::create(id);
        draft.set(Household::hamlet, "Gò Deo".to_owned());
        pen.record(&pen.roster(), draft)?;
        Ok(id)
    });
    for person in [club.lan, club.tung] {
        let form = phone.sees(|conn| form(conn, person));
        let edit = FieldEdit::parse(Person::DEF, "household", &format!("household:{house}")).unwrap();
        phone.does(|pen| correct(pen, &form, &[edit]));
        phone.does(|pen| consent(pen, &ConsentRequest::spoken(person, Purpose::Circumstances, true)));
    }
    let poor = CircumstanceRequest {
        year: Some(2026),
        document: Some("12/QĐ-UBND".to_owned()),
        is_primary: true,
        ..CircumstanceRequest::of(club.lan, CircumstanceKind::NearPoor)
    };
    assert_eq!(phone.does(|pen| add_for_household(pen, house, &poor)), 2);
    let in_year = |year| {
        let held = phone.sees(|conn| holding(conn, club.tung, Day::from_ymd(year, 6, 1).unwrap()));
        held.shown().unwrap()
    };
    assert_eq!((in_year(2026), in_year(2027)), (vec![CircumstanceKind::NearPoor], vec![]));
    let alone =
        CircumstanceRequest { is_primary: true, ..CircumstanceRequest::of(club.lan, CircumstanceKind::LivesAlone) };
    phone.does(|pen| add_circumstance(pen, &alone));
    let Sensitive::Shown(all) = phone.sees(|conn| circumstances(conn, club.lan)) else { panic!("hidden") };
    let primary: Vec<_> = all.iter().filter(|one| one.is_primary).map(|one| one.kind).collect();
    assert_eq!(primary, [Some(CircumstanceKind::LivesAlone)]);
}

#[test]
fn an_ethnicity_is_kept_by_its_number_with_the_local_group_beside_it() {
    let club = Club::new();
    let phone = &club.hoa;
    phone.does(|pen| consent(pen, &ConsentRequest::spoken(club.lan, Purpose::Circumstances, true)));
    let said = |code: &str| CircumstanceRequest {
        code: Some(code.to_owned()),
        detail: Some("Ca Dong".to_owned()),
        ..CircumstanceRequest::of(club.lan, CircumstanceKind::Ethnicity)
    };
    phone.does(|pen| add_circumstance(pen, &said("Xơ Đăng")));
    let Sensitive::Shown(all) = phone.sees(|conn| circumstances(conn, club.lan)) else { panic!("hidden") };
    assert_eq!((all[0].code.as_deref(), all[0].detail.as_deref()), (Some("14"), Some("Ca Dong")));
    assert!(matches!(phone.refuses(|pen| add_circumstance(pen, &said("Ca Dong"))), CommandError::Invalid(_)));
}

#[test]
fn who_withdraws_under_one_record_has_withdrawn_and_a_refusal_is_not_taken_back_unasked() {
    let club = Club::new();
    let phone = &club.hoa;
    let again = phone.adds("Đinh Thị Lan", &[]);
    phone.does(|pen| link(pen, club.lan, again, true));
    let says = |person, given| ConsentRequest::spoken(person, Purpose::Health, given);
    let state = |person| phone.sees(|conn| super::queries::consent(conn, person, Purpose::Health));
    phone.does(|pen| consent(pen, &says(club.lan, true)));
    assert_eq!((state(club.lan), state(again)), (ConsentState::Given, ConsentState::Given));
    phone.does(|pen| consent(pen, &says(again, true)));
    phone.does(|pen| withdraw(pen, club.lan, Purpose::Health));
    assert_eq!((state(club.lan), state(again)), (ConsentState::Withdrawn, ConsentState::Withdrawn));
    phone.asks(|pen| consent(pen, &says(again, true)));
    phone.does(|pen| consent(pen, &ConsentRequest { confirmed: true, ..says(again, true) }));
    assert_eq!((state(club.lan), state(again)), (ConsentState::Given, ConsentState::Given));

    phone.does(|pen| consent(pen, &says(club.tung, false)));
    let question = phone.asks(|pen| consent(pen, &says(club.tung, true)));
    let words = "Ông Phạm Văn Tùng trước đây không đồng ý: số đo sức khỏe. Nay ông/bà đồng ý?";
    assert_eq!(question.words(Language::Vi), words);
}

#[test]
fn who_said_yes_at_a_meeting_is_written_down_at_once_and_a_slip_is_taken_back_to_nobody_asked() {
    let club = Club::new();
    let phone = &club.hoa;
    let (lan, minh) = (club.lan, club.minh.user);
    let asked = |purpose| {
        let people = phone.sees(|conn| signed_paper::not_asked(conn, CLUB, purpose, phone.today()));
        people.iter().any(|person| person.id == lan)
    };
    assert!(asked(Purpose::Health));
    let request = SignedPaperRequest { people: vec![lan, minh], purposes: vec![Purpose::Health], on: None };
    let done = phone.does(|pen| signed_paper::record_spoken(pen, &request));
    assert_eq!((done.recorded, done.people), (2, vec![lan, minh]));
    assert!(!asked(Purpose::Health));
    assert_eq!(phone.does(|pen| signed_paper::take_back(pen, &[lan, minh], Purpose::Health)), 2);
    assert!(asked(Purpose::Health));
    phone.does(|pen| signed_paper::record_spoken(pen, &request));
    phone.does(|pen| withdraw(pen, lan, Purpose::Health));
    assert_eq!(
        phone.does(|pen| signed_paper::take_back(pen, &[lan], Purpose::Health)),
        0,
        "what was withdrawn stays so"
    );
    assert!(!asked(Purpose::Health));
    club.meet();
    assert_eq!(club.minh.does(|pen| signed_paper::take_back(pen, &[minh], Purpose::Health)), 0, "somebody else's");
}
