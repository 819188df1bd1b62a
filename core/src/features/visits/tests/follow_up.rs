//! What was noticed, who acts, and who hears of a suspicion.

use clubbook_model::entry::FieldEdit;
use clubbook_model::id::RecordId;
use clubbook_model::registry::{Entity, HomeVisit};
use clubbook_model::vocabulary::{Language, VisitAlert};

use super::{agrees, shown, visits};
use crate::features::care::commands::open as open_care;
use crate::features::care::views::{OpenCareRequest, Sensitive};
use crate::features::testing::{CLUB, Club, Handset};
use crate::features::visits::commands::{correct, void};
use crate::features::visits::follow_up::{Concern, FollowUpView, assign, done, open, take_back_done};
use crate::features::visits::queries::form;
use crate::features::visits::views::{CorrectVisitRequest, RecordVisitRequest};
use crate::features::{CommandError, Invalid};

fn noticing(person: RecordId, alerts: &[VisitAlert]) -> RecordVisitRequest {
    RecordVisitRequest { alerts: alerts.to_vec(), ..RecordVisitRequest::of(person) }
}

fn seen_by(phone: &Handset, viewer: RecordId) -> Vec<FollowUpView> {
    phone.sees(|conn| open(conn, CLUB, viewer, phone.today()))
}

#[test]
fn what_was_noticed_stays_due_until_somebody_says_what_was_done() {
    let club = Club::new();
    agrees(&club.minh, club.lan);
    let visit = visits(&club.minh, &noticing(club.lan, &[VisitAlert::NoMedicine])).visit.id;
    club.meet();
    let until = club.hoa.today().plus(3);
    let words = |phone: &Handset| seen_by(phone, phone.user)[0].words(phone.today(), Language::Vi);
    assert_eq!(words(&club.hoa), "Bà Lan: hết thuốc, thứ Ba 24/11. Chưa giao ai lo.");
    club.hoa.does(|pen| assign(pen, (visit, Concern::Noticed), club.minh.user, Some(until)));
    assert_eq!(words(&club.hoa), "Bà Lan: hết thuốc, thứ Ba 24/11. Chú Minh lo, chậm nhất thứ Sáu 27/11.");
    club.hoa.days_pass(4);
    assert!(seen_by(&club.hoa, club.hoa.user)[0].is_overdue(club.hoa.today()));
    club.meet();
    assert!(matches!(
        club.minh.refuses(|pen| done(pen, (visit, Concern::Noticed), " ")),
        CommandError::Invalid(Invalid::NoReason)
    ));
    club.minh.does(|pen| done(pen, (visit, Concern::Noticed), "đã mua thuốc"));
    club.meet();
    assert!(seen_by(&club.hoa, club.hoa.user).is_empty());
    club.hoa.does(|pen| take_back_done(pen, (visit, Concern::Noticed)));
    assert_eq!(seen_by(&club.hoa, club.hoa.user).len(), 1);
    club.hoa.does(|pen| void(pen, visit, "ghi nhầm"));
    assert!(seen_by(&club.hoa, club.hoa.user).is_empty(), "a voided record is no reason to act");
}

#[test]
fn nothing_of_what_was_noticed_is_shown_without_a_consent_to_home_care() {
    let club = Club::new();
    visits(&club.minh, &noticing(club.lan, &[VisitAlert::Fall]));
    assert!(seen_by(&club.minh, club.minh.user).is_empty());
    agrees(&club.minh, club.lan);
    assert_eq!(seen_by(&club.minh, club.minh.user).len(), 1);
}

#[test]
fn of_a_suspicion_only_the_head_the_one_contact_and_who_noticed_it_hear() {
    let club = Club::new();
    let contact = club.hoa.adds("Trần Văn Bảy", &[]);
    let stranger = club.hoa.adds("Hồ Thị Sáu", &[]);
    let care = OpenCareRequest { contact: Some(contact), ..OpenCareRequest::of(club.lan) };
    club.hoa.does(|pen| open_care(pen, &care));
    club.meet();
    agrees(&club.minh, club.lan);
    let recorded = visits(&club.minh, &noticing(club.lan, &[VisitAlert::SuspectedAbuse, VisitAlert::LowMood]));
    assert!(recorded.is_confidential);
    club.meet();
    let alerts = |viewer| seen_by(&club.hoa, viewer).iter().flat_map(|one| one.alerts.clone()).collect::<Vec<_>>();
    let both = [VisitAlert::LowMood, VisitAlert::SuspectedAbuse];
    for viewer in [club.hoa.user, contact, club.minh.user] {
        assert_eq!(alerts(viewer), both);
    }
    assert_eq!(alerts(stranger), [VisitAlert::LowMood]);
    // The card of the visit and the form over it show it to nobody.
    let visit = recorded.visit.id;
    let Sensitive::Shown(remarks) = shown(&club.hoa, visit).remarks else { panic!("hidden") };
    assert_eq!(remarks.alerts, [VisitAlert::LowMood]);
    let Sensitive::Shown(values) = club.hoa.sees(|conn| form(conn, visit)).visit.values else { panic!("hidden") };
    assert_eq!(values.iter().filter(|(name, _)| *name == "alerts").count(), 1);
    assert!(values.iter().all(|(name, _)| !name.starts_with("suspicion")));
    // Who does not hear of it cannot act on it either, and learns nothing by trying.
    let alone = RecordVisitRequest { visited_on: Some(club.hoa.today().plus(-1)), ..noticing(club.lan, &both[1..]) };
    let secret = visits(&club.minh, &alone).visit.id;
    club.meet();
    let other = Handset::new(13).used_by(stranger);
    other.hears(&club.hoa);
    other.hears(&club.minh);
    let refused = other.refuses(|pen| assign(pen, (secret, Concern::Suspicion), stranger, None));
    assert!(matches!(refused, CommandError::NotFound("home_visit")));
}

#[test]
fn whatever_is_done_about_the_rest_a_suspicion_stays_open_until_who_hears_of_it_acts() {
    let club = Club::new();
    agrees(&club.minh, club.lan);
    let both = [VisitAlert::NoMedicine, VisitAlert::SuspectedAbuse];
    let visit = visits(&club.minh, &noticing(club.lan, &both)).visit.id;
    club.meet();
    club.minh.does(|pen| done(pen, (visit, Concern::Noticed), "đã mua thuốc"));
    club.meet();
    let open: Vec<_> = seen_by(&club.hoa, club.hoa.user).iter().map(|one| one.concern).collect();
    assert_eq!(open, [Concern::Suspicion]);
    club.hoa.does(|pen| done(pen, (visit, Concern::Suspicion), "đã gặp gia đình"));
    assert!(seen_by(&club.hoa, club.hoa.user).is_empty());
}

#[test]
fn what_is_ticked_in_a_correction_is_due_although_the_rest_was_done() {
    let club = Club::new();
    agrees(&club.minh, club.lan);
    let visit = visits(&club.minh, &noticing(club.lan, &[VisitAlert::Fall])).visit.id;
    club.minh.does(|pen| done(pen, (visit, Concern::Noticed), "đã đưa đi khám"));
    assert!(seen_by(&club.minh, club.minh.user).is_empty());
    for (alert, waiting) in [("no_food", 1), ("suspected_abuse", 2)] {
        let fields = vec![FieldEdit::parse(HomeVisit::DEF, "alerts", alert).unwrap()];
        let form = club.minh.sees(|conn| form(conn, visit));
        let request = CorrectVisitRequest { form, fields, readings: None, reason: None };
        let corrected = club.minh.does(|pen| correct(pen, &request));
        assert_eq!(corrected.is_confidential, alert == "suspected_abuse");
        assert_eq!(seen_by(&club.minh, club.minh.user).len(), waiting, "{alert}");
    }
    // Who corrects something else is not told that there is a suspicion.
    let fields = vec![FieldEdit::parse(HomeVisit::DEF, "note", "đã đỡ").unwrap()];
    let form = club.minh.sees(|conn| form(conn, visit));
    let request = CorrectVisitRequest { form, fields, readings: None, reason: None };
    assert!(!club.minh.does(|pen| correct(pen, &request)).is_confidential);
}
