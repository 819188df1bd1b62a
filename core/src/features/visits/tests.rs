//! Visits on two phones.

mod correction;
mod due;
mod follow_up;
mod offered;
mod paper;
mod record;

use clubbook_model::id::RecordId;
use clubbook_model::vocabulary::Purpose;

use super::commands::record as record_visit;
use super::queries::{month, visit};
use super::views::{MonthOfVisits, RecordVisitRequest, RecordedVisitView, VisitView};
use crate::features::care::commands::consent;
use crate::features::care::views::ConsentRequest;
use crate::features::testing::{CLUB, Handset};

fn agrees(phone: &Handset, person: RecordId) {
    for purpose in [Purpose::Health, Purpose::HomeCare, Purpose::Circumstances] {
        phone.does(|pen| consent(pen, &ConsentRequest::spoken(person, purpose, true)));
    }
}

fn visits(phone: &Handset, request: &RecordVisitRequest) -> RecordedVisitView {
    phone.does(|pen| record_visit(pen, request))
}

fn shown(phone: &Handset, id: RecordId) -> VisitView {
    phone.sees(|conn| visit(conn, CLUB, id, phone.today()))
}

fn this_month(phone: &Handset) -> MonthOfVisits {
    phone.sees(|conn| month(conn, CLUB, phone.today().month(), phone.today()))
}
