//! That somebody lives alone: said by one tap, and no longer so by another. Each undoes the other.

use clubbook_model::id::RecordId;
use clubbook_model::merge::EntityState;
use clubbook_model::registry::{Circumstance, Entity, Person};
use clubbook_model::vocabulary::CircumstanceKind;

use super::commands::{add_circumstance, end_circumstance};
use super::queries;
use super::views::CircumstanceRequest;
use crate::features::people::directory::is_living;
use crate::features::people::queries as people;
use crate::features::{CommandError, Commanded, Invalid, Pen};
use crate::store::entity;

/// Says that somebody lives alone from today on, or did until yesterday. What stands so already, under any of their records, is left as it
/// is; what was ended today goes on as if it never had been, and what was said today by mistake never held.
///
/// # Errors
/// No such person, or one who died.
pub fn say(pen: &mut Pen<'_>, person: RecordId, lives_alone: bool) -> Commanded<()> {
    entity::get::<Person>(pen.tx, person)?.ok_or(CommandError::NotFound("person"))?;
    if !is_living(pen.tx, pen.club, person)? {
        return Err(Invalid::HasDied.into());
    }
    let (today, yesterday) = (pen.today(), pen.today().plus(-1));
    let said = said(pen, person)?;
    let (holding, ended): (Vec<_>, Vec<_>) = said.into_iter().partition(|(of, _)| queries::holds_on(of, today));
    if !lives_alone {
        return holding.iter().try_for_each(|(of, _)| end_circumstance(pen, of.id, yesterday));
    }
    if !holding.is_empty() {
        return Ok(());
    }
    let ended_today: Vec<_> = ended.into_iter().filter(|(of, _)| of.to_day == Some(yesterday)).collect();
    if ended_today.is_empty() {
        let from_today = CircumstanceRequest {
            from_day: Some(today),
            ..CircumstanceRequest::of(person, CircumstanceKind::LivesAlone)
        };
        return add_circumstance(pen, &from_today).map(|_| ());
    }
    for (of, seen) in ended_today {
        let mut draft = Circumstance::edit(of.id, &seen);
        draft.clear(Circumstance::to_day);
        let book = pen.care(of.person.map_or(person, |person| person.id));
        pen.record(&book, draft)?;
    }
    Ok(())
}

/// What was ever said of it, under any of their records.
fn said(pen: &Pen<'_>, person: RecordId) -> Commanded<Vec<(Circumstance, EntityState)>> {
    let mut said = Vec::new();
    for record in people::records_of(pen.tx, person)? {
        let kept = queries::circumstance_states(pen.tx, record)?.into_iter();
        let read = kept.map(|(id, seen)| (Circumstance::read(id, &seen), seen));
        said.extend(read.filter(|(of, _)| of.circumstance_kind == Some(CircumstanceKind::LivesAlone)));
    }
    Ok(said)
}

#[cfg(test)]
mod tests {
    use clubbook_model::time::PartialDate;
    use clubbook_model::vocabulary::Purpose;

    use super::*;
    use crate::features::care::commands::consent;
    use crate::features::care::queries::{circumstances, holding, living_alone};
    use crate::features::care::views::{ConsentRequest, ConsentState, Sensitive};
    use crate::features::people::commands::link;
    use crate::features::people::death::{RecordDeathRequest, record_death};
    use crate::features::testing::{Club, Handset};

    fn agrees(phone: &Handset, person: RecordId) {
        phone.does(|pen| consent(pen, &ConsentRequest::spoken(person, Purpose::Circumstances, true)));
    }

    fn alone_in(phone: &Handset, days: i32) -> Vec<RecordId> {
        phone.sees(|conn| living_alone(conn, phone.today().plus(days)))
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
}
