//! That somebody lives alone: said by one tap, and no longer so by another. A slip leaves no trace.

use clubbook_model::id::RecordId;
use clubbook_model::registry::{Circumstance, Entity, Person};
use clubbook_model::time::Day;
use clubbook_model::vocabulary::CircumstanceKind;

use super::commands::add_circumstance;
use super::queries;
use super::views::CircumstanceRequest;
use crate::features::people::directory::is_living;
use crate::features::people::queries as people;
use crate::features::{CommandError, Commanded, Invalid, Pen};
use crate::store::{books, entity};

/// The last day of a circumstance, which was written: goes back to [`take_back`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastDay {
    /// Which circumstance.
    pub of: RecordId,
    /// What stood there; of a circumstance that was added, the day before its first: it never held.
    pub former: Option<Day>,
    /// What was written: none, where it holds on.
    pub written: Option<Day>,
}

/// Says that somebody lives alone from today on, or did until yesterday; returns what had to be written for it. What stands so already,
/// under any of their records, is left as it is; what ended yesterday goes on.
///
/// # Errors
/// No such person, or one who died; a care book that is out of sight of whoever says it.
pub fn say(pen: &mut Pen<'_>, person: RecordId, lives_alone: bool) -> Commanded<Vec<LastDay>> {
    entity::get::<Person>(pen.tx, person)?.ok_or(CommandError::NotFound("person"))?;
    if !is_living(pen.tx, pen.club, person)? {
        return Err(Invalid::HasDied.into());
    }
    if books::is_care_out_of_sight(pen.tx, person)? {
        return Err(CommandError::NoRight);
    }
    let (today, yesterday) = (pen.today(), pen.today().plus(-1));
    let (holding, ended): (Vec<_>, Vec<_>) =
        said(pen, person)?.into_iter().partition(|of| queries::holds_on(of, today));
    let write = |pen: &mut Pen<'_>, of: &Circumstance, written| {
        let last_day = LastDay { of: of.id, former: of.to_day, written };
        last_on(pen, of.id, written).map(|()| last_day)
    };
    if !lives_alone {
        return holding.iter().map(|of| write(pen, of, Some(yesterday))).collect();
    }
    if !holding.is_empty() {
        return Ok(Vec::new());
    }
    let ended_yesterday: Vec<_> = ended.iter().filter(|of| of.to_day == Some(yesterday)).collect();
    if !ended_yesterday.is_empty() {
        return ended_yesterday.into_iter().map(|of| write(pen, of, None)).collect();
    }
    let from_today =
        CircumstanceRequest { from_day: Some(today), ..CircumstanceRequest::of(person, CircumstanceKind::LivesAlone) };
    let added = add_circumstance(pen, &from_today)?;
    Ok(vec![LastDay { of: added, former: Some(yesterday), written: None }])
}

/// The undo of [`say`]: of what it wrote, and of nothing else.
///
/// # Errors
/// Somebody wrote another last day since; no such circumstance in sight.
pub fn take_back(pen: &mut Pen<'_>, said: &[LastDay]) -> Commanded<()> {
    for last_day in said {
        let now = entity::state::<Circumstance>(pen.tx, last_day.of)?.ok_or(CommandError::NotFound("circumstance"))?;
        let stands = Circumstance::read(last_day.of, &now).to_day == last_day.written;
        if !stands || now.is_unsettled(Circumstance::to_day.tag) {
            return Err(Invalid::ChangedSince.into());
        }
        last_on(pen, last_day.of, last_day.former)?;
    }
    Ok(())
}

fn last_on(pen: &mut Pen<'_>, circumstance: RecordId, to_day: Option<Day>) -> Commanded<()> {
    let seen = entity::state::<Circumstance>(pen.tx, circumstance)?.ok_or(CommandError::NotFound("circumstance"))?;
    let person = Circumstance::read(circumstance, &seen).person.ok_or(CommandError::NotFound("person"))?;
    let mut draft = Circumstance::edit(circumstance, &seen);
    match to_day {
        Some(day) => draft.set(Circumstance::to_day, day),
        None => draft.clear(Circumstance::to_day),
    };
    pen.record(&pen.care(person.id), draft)
}

/// What was ever said of it, under any of their records.
fn said(pen: &Pen<'_>, person: RecordId) -> Commanded<Vec<Circumstance>> {
    let mut said = Vec::new();
    for record in people::records_of(pen.tx, person)? {
        let kept = queries::circumstance_states(pen.tx, record)?.into_iter();
        let read = kept.map(|(id, seen)| Circumstance::read(id, &seen));
        said.extend(read.filter(|of| of.circumstance_kind == Some(CircumstanceKind::LivesAlone)));
    }
    Ok(said)
}

#[cfg(test)]
mod tests {
    use clubbook_model::time::PartialDate;
    use clubbook_model::vocabulary::Purpose;

    use super::*;
    use crate::features::care::commands::{consent, end_circumstance};
    use crate::features::care::queries::{circumstances, holding, living_alone};
    use crate::features::care::views::{ConsentRequest, ConsentState, Sensitive};
    use crate::features::people::commands::link;
    use crate::features::people::death::{RecordDeathRequest, record_death};
    use crate::features::testing::{CLUB, Club, Handset};

    fn agrees(phone: &Handset, person: RecordId) {
        phone.does(|pen| consent(pen, &ConsentRequest::spoken(person, Purpose::Circumstances, true)));
    }

    fn alone_in(phone: &Handset, days: i32) -> Vec<RecordId> {
        phone.sees(|conn| living_alone(conn, CLUB, phone.today().plus(days)))
    }

    #[test]
    fn who_lives_alone_is_said_once_and_a_slip_either_way_leaves_no_day_of_it() {
        let club = Club::new();
        let phone = &club.hoa;
        agrees(phone, club.lan);
        phone.does(|pen| say(pen, club.lan, true));
        assert!(phone.command(|pen| say(pen, club.lan, true)).unwrap().ops.is_empty());
        assert_eq!((alone_in(phone, 0), alone_in(phone, -1)), (vec![club.lan], vec![]));
        phone.does(|pen| say(pen, club.lan, false));
        assert_eq!([-1, 0, 1].map(|days| alone_in(phone, days).len()), [0, 0, 0]);
        phone.does(|pen| say(pen, club.lan, true));
        phone.days_pass(10);
        phone.does(|pen| say(pen, club.lan, false));
        assert_eq!([-1, 0].map(|days| alone_in(phone, days).len()), [1, 0]);
        phone.does(|pen| say(pen, club.lan, true));
        assert_eq!([-1, 0, 1].map(|days| alone_in(phone, days).len()), [1, 1, 1], "it never ended");
        let said = phone.sees(|conn| circumstances(conn, club.lan)).shown().unwrap();
        assert_eq!(said.len(), 1, "what was known of it is not said anew");
    }

    #[test]
    fn two_phones_that_say_so_at_once_need_one_tap_to_say_that_it_is_no_longer_so() {
        let club = Club::new();
        agrees(&club.hoa, club.lan);
        club.meet();
        for phone in [&club.hoa, &club.minh] {
            phone.does(|pen| say(pen, club.lan, true));
        }
        club.meet();
        assert_eq!(alone_in(&club.hoa, 0), [club.lan]);
        club.minh.does(|pen| say(pen, club.lan, false));
        club.meet();
        assert!(alone_in(&club.hoa, 0).is_empty());
        club.hoa.does(|pen| say(pen, club.lan, true));
        assert_eq!(alone_in(&club.hoa, 0), [club.lan]);
    }

    #[test]
    fn it_is_known_under_every_record_of_a_person_and_shown_only_with_a_consent() {
        let club = Club::new();
        let phone = &club.hoa;
        let again = phone.adds("Đinh Thị Lan", &[]);
        phone.does(|pen| link(pen, club.lan, again, true));
        phone.does(|pen| say(pen, club.lan, true));
        let of = |person| phone.sees(|conn| holding(conn, person, phone.today()));
        assert_eq!(of(again), Sensitive::Hidden(ConsentState::Missing));
        agrees(phone, club.lan);
        assert_eq!(of(again), Sensitive::Shown(vec![CircumstanceKind::LivesAlone]));
        assert!(phone.command(|pen| say(pen, again, true)).unwrap().ops.is_empty());
        phone.does(|pen| say(pen, again, false));
        assert_eq!(of(club.lan), Sensitive::Shown(vec![]));
    }

    #[test]
    fn nothing_is_said_of_who_died() {
        let club = Club::new();
        let died = RecordDeathRequest { person: club.lan, died_on: PartialDate::year(2026).unwrap() };
        club.hoa.does(|pen| record_death(pen, died));
        let refused = club.hoa.refuses(|pen| say(pen, club.lan, true));
        assert!(matches!(refused, CommandError::Invalid(Invalid::HasDied)));
    }

    #[test]
    fn a_slip_that_said_nothing_new_has_nothing_to_take_back() {
        let club = Club::new();
        club.minh.does(|pen| say(pen, club.lan, true));
        club.meet();
        let phone = &club.hoa;
        phone.days_pass(10);
        // Nobody asked yet: the card does not show it, and offers to say it.
        let slip = phone.does(|pen| say(pen, club.lan, true));
        assert_eq!(slip, []);
        phone.does(|pen| take_back(pen, &slip));
        agrees(phone, club.lan);
        assert_eq!(alone_in(phone, 0), [club.lan]);
    }

    #[test]
    fn a_slip_either_way_leaves_every_day_as_it_was_and_an_end_that_was_known() {
        let club = Club::new();
        let phone = &club.hoa;
        agrees(phone, club.lan);
        let began = phone.does(|pen| say(pen, club.lan, true));
        phone.does(|pen| take_back(pen, &began));
        assert_eq!([-1, 0, 1].map(|days| alone_in(phone, days).len()), [0, 0, 0]);
        phone.does(|pen| say(pen, club.lan, true));
        phone.does(|pen| {
            let of = said(pen, club.lan)?.into_iter().find(|of| of.to_day.is_none()).unwrap();
            end_circumstance(pen, of.id, pen.today().plus(30))
        });
        let ended = phone.does(|pen| say(pen, club.lan, false));
        assert!(alone_in(phone, 0).is_empty());
        phone.does(|pen| take_back(pen, &ended));
        assert_eq!([0, 30, 31].map(|days| alone_in(phone, days).len()), [1, 1, 0]);
    }

    #[test]
    fn a_slip_is_not_taken_back_over_what_somebody_wrote_since() {
        let club = Club::new();
        agrees(&club.hoa, club.lan);
        let slip = club.hoa.does(|pen| say(pen, club.lan, true));
        club.meet();
        club.minh.does(|pen| end_circumstance(pen, slip[0].of, pen.today().plus(30)));
        club.meet();
        let refused = club.hoa.refuses(|pen| take_back(pen, &slip));
        assert!(matches!(refused, CommandError::Invalid(Invalid::ChangedSince)));
        assert_eq!([0, 30, 31].map(|days| alone_in(&club.hoa, days).len()), [1, 1, 0]);
    }

    #[test]
    fn who_has_two_records_is_listed_once() {
        let club = Club::new();
        let again = club.hoa.adds("Đinh Thị Lan", &[]);
        club.meet();
        club.hoa.does(|pen| say(pen, club.lan, true));
        club.minh.does(|pen| say(pen, again, true));
        club.meet();
        club.hoa.does(|pen| link(pen, club.lan, again, true));
        agrees(&club.hoa, club.lan);
        assert_eq!(alone_in(&club.hoa, 0).len(), 1);
    }
}
