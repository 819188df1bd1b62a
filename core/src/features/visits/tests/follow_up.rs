//! What was noticed, who acts, and who hears of a suspicion.

use clubbook_model::id::RecordId;
use clubbook_model::vocabulary::{Language, VisitAlert};

use super::{agrees, shown, visits};
use crate::features::care::commands::open as open_care;
use crate::features::care::views::{OpenCareRequest, Sensitive};
use crate::features::testing::{CLUB, Club, Handset};
use crate::features::visits::commands::void;
use crate::features::visits::follow_up::{FollowUpView, assign, done, open, take_back_done};
use crate::features::visits::queries::form;
use crate::features::visits::views::RecordVisitRequest;
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
    club.hoa.does(|pen| assign(pen, visit, club.minh.user, Some(until)));
    assert_eq!(words(&club.hoa), "Bà Lan: hết thuốc, thứ Ba 24/11. Chú Minh lo, chậm nhất thứ Sáu 27/11.");
    club.hoa.days_pass(4);
    assert!(seen_by(&club.hoa, club.hoa.user)[0].is_overdue(club.hoa.today()));
    club.meet();
    assert!(matches!(club.minh.refuses(|pen| done(pen, visit, " ")), CommandError::Invalid(Invalid::NoReason)));
    club.minh.does(|pen| done(pen, visit, "đã mua thuốc"));
    club.meet();
    assert!(seen_by(&club.hoa, club.hoa.user).is_empty());
    club.hoa.does(|pen| take_back_done(pen, visit));
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
    let alerts = |viewer| seen_by(&club.hoa, viewer).first().map(|one| one.alerts.clone()).unwrap_or_default();
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
    // Who does not hear of it cannot act on it either, and learns nothing by trying.
    let alone = RecordVisitRequest { visited_on: Some(club.hoa.today().plus(-1)), ..noticing(club.lan, &both[1..]) };
    let secret = visits(&club.minh, &alone).visit.id;
    club.meet();
    let other = Handset::new(13).used_by(stranger);
    other.hears(&club.hoa);
    other.hears(&club.minh);
    let refused = other.refuses(|pen| assign(pen, secret, stranger, None));
    assert!(matches!(refused, CommandError::NotFound("home_visit")));
}
