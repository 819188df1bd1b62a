//! That the club has reported a month: until then people correct what they recorded themselves, from then on the head does, with
//! a reason. The report itself is compiled at the centre.

use clubbook_model::id::RecordId;
use clubbook_model::registry::{Club, Entity, MonthReport, Person};
use clubbook_model::time::{Day, Month};
use clubbook_model::value::Value;
use rusqlite::Connection;

use crate::features::{Commanded, Invalid, Pen, rights};
use crate::store::entity;

/// Notes that a month was reported.
///
/// # Errors
/// A month that has not ended, or somebody who neither heads the club nor stands in for the head.
pub fn report(pen: &mut Pen<'_>, month: Month) -> Commanded<()> {
    if month.last() >= pen.today() {
        return Err(Invalid::InTheFuture.into());
    }
    let today = pen.today();
    put(pen, month, Some(today))
}

/// Takes the report of a month back: it was sent by mistake, or is written anew.
///
/// # Errors
/// Somebody who neither heads the club nor stands in for the head.
pub fn take_back(pen: &mut Pen<'_>, month: Month) -> Commanded<()> {
    put(pen, month, None)
}

fn put(pen: &mut Pen<'_>, month: Month, on: Option<Day>) -> Commanded<()> {
    if !rights::is_head(pen.tx, pen.club, pen.author(), pen.today())? {
        return Err(Invalid::OnlyTheHead.into());
    }
    let id = report_id(pen.club, month);
    let seen = entity::state::<MonthReport>(pen.tx, id)?.unwrap_or_default();
    let mut draft = MonthReport::edit(id, &seen);
    draft
        .set(MonthReport::club, Club::reference(pen.club))
        .set(MonthReport::month, month.index())
        .set(MonthReport::reported_by, Person::reference(pen.author()));
    match on {
        Some(day) => draft.set(MonthReport::reported_on, day),
        None => draft.clear(MonthReport::reported_on),
    };
    pen.record(&pen.roster(), draft)
}

/// When a month was reported, if it was.
///
/// # Errors
/// SQL.
pub fn reported_on(connection: &Connection, club: RecordId, month: Month) -> Commanded<Option<Day>> {
    Ok(entity::get::<MonthReport>(connection, report_id(club, month))?.and_then(|report| report.reported_on))
}

fn report_id(club: RecordId, month: Month) -> RecordId {
    MonthReport::derived_id(&[Value::Ref(Club::reference(club)), Value::Int(month.index())])
}

#[cfg(test)]
mod tests {
    use clubbook_model::time::Month;

    use super::{report, reported_on, take_back};
    use crate::features::testing::{CLUB, Club};
    use crate::features::{CommandError, Invalid};

    const OCTOBER: Month = Month { year: 2026, month: 10 };

    #[test]
    fn the_head_reports_a_month_that_has_ended_once_on_any_number_of_phones() {
        let club = Club::new();
        club.hoa.does(|pen| report(pen, OCTOBER));
        club.meet();
        for phone in [&club.hoa, &club.minh] {
            assert_eq!(phone.sees(|conn| reported_on(conn, CLUB, OCTOBER)), Some(phone.today()));
        }
        let before = club.hoa.ops().len();
        club.hoa.does(|pen| report(pen, OCTOBER));
        assert_eq!(club.hoa.ops().len(), before, "nothing new is said");
        club.hoa.does(|pen| take_back(pen, OCTOBER));
        assert_eq!(club.hoa.sees(|conn| reported_on(conn, CLUB, OCTOBER)), None);
    }

    #[test]
    fn nobody_else_reports_and_no_month_before_it_has_ended() {
        let club = Club::new();
        let refused = club.minh.refuses(|pen| report(pen, OCTOBER));
        assert!(matches!(refused, CommandError::Invalid(Invalid::OnlyTheHead)));
        let refused = club.hoa.refuses(|pen| report(pen, Month { year: 2026, month: 11 }));
        assert!(matches!(refused, CommandError::Invalid(Invalid::InTheFuture)));
    }
}
