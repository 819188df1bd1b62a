//! Setting up clubs, and listing them in numbers.

use std::collections::BTreeMap;

use clubbook_model::id::{Book, RecordId};
use clubbook_model::op::Source;
use clubbook_model::registry::{Club, Entity};
use clubbook_model::text;
use clubbook_model::time::Instant;
use clubbook_model::vocabulary::{ClubStatus, Vocabulary};

use super::{ClubFilter, ClubSummary, ClubView, NewClub, Unit, UnitKind, club_of};
use crate::centre::{Centre, Parts};
use crate::error::{CentreError, Done};
use crate::projection;
use crate::store::Tx;
use crate::store::figures::ClubFigure;
use crate::sync::own::Pen;

impl Centre {
    /// Sets up a club.
    ///
    /// # Errors
    /// No such commune, a number that is taken, a day that no month has, or the store's.
    pub async fn create_club(&self, club: NewClub) -> Done<ClubView> {
        self.write(move |tx, parts, now| create(tx, parts, &club, now)).await
    }

    /// The club with a number.
    ///
    /// # Errors
    /// [`CentreError::NotFound`], or the store's.
    pub async fn club(&self, number: u64) -> Done<ClubView> {
        self.read(move |tx, _| {
            let club = club_of(tx, number)?;
            let figure = tx.club_figure(club)?.ok_or(CentreError::NotFound("club"))?;
            Ok(ClubView { club, number: figure.number, name: figure.name, unit_code: figure.unit })
        })
        .await
    }

    /// The clubs in numbers, by commune and number.
    ///
    /// # Errors
    /// The store's.
    pub async fn clubs(&self, filter: ClubFilter) -> Done<Vec<ClubSummary>> {
        self.read(move |tx, now| list(tx, &filter, now)).await
    }
}

fn create(tx: &mut dyn Tx, parts: &Parts, new: &NewClub, now: Instant) -> Done<ClubView> {
    let name = text::clean(&new.name);
    if name.is_empty() {
        return Err(CentreError::Invalid("a club needs a name"));
    }
    if new.number == 0 || new.number > 99_999_999 {
        return Err(CentreError::Invalid("the number of a club has one to eight digits"));
    }
    if new.meeting_day.is_some_and(|day| !(1..=31).contains(&day)) {
        return Err(CentreError::Invalid("the day of the meeting is from 1 to 31"));
    }
    if tx.unit(&new.unit_code)?.is_none_or(|unit| unit.kind != UnitKind::Commune) {
        return Err(CentreError::NotFound("commune"));
    }
    let mut pen = Pen::new(tx, parts, Source::OFFICER, now)?;
    let club = pen.next_record();
    if !tx.add_club(club, new.number)? {
        return Err(CentreError::Invalid("another club has this number"));
    }
    let mut draft = Club::create(club);
    draft.set(Club::name, name.clone());
    draft.set(Club::number, i64::try_from(new.number).unwrap_or(i64::MAX));
    draft.set(Club::unit_code, new.unit_code.clone());
    draft.set(Club::status, ClubStatus::Active);
    draft.set_some(Club::meeting_day, new.meeting_day.map(i64::from));
    for hamlet in new.hamlets.iter().map(|hamlet| text::clean(hamlet)).filter(|hamlet| !hamlet.is_empty()) {
        draft.add(Club::hamlets, &hamlet);
    }
    pen.record(tx, &Book::roster(club), draft)?;
    pen.finish(tx)?;
    tx.add_book(&Book::notices(club), RecordId::NIL)?;
    Ok(ClubView { club, number: new.number, name, unit_code: new.unit_code.clone() })
}

fn list(tx: &dyn Tx, filter: &ClubFilter, now: Instant) -> Done<Vec<ClubSummary>> {
    let units: BTreeMap<String, Unit> = tx.units()?.into_iter().map(|unit| (unit.code.clone(), unit)).collect();
    let wanted = filter.text.as_deref().map(text::fold).filter(|wanted| !wanted.is_empty());
    let mut clubs = Vec::new();
    for figure in tx.club_figures()? {
        let unit = units.get(&figure.unit);
        if filter.unit.as_deref().is_some_and(|within| !lies_within(&figure.unit, within, &units)) {
            continue;
        }
        let unit_name = unit.map_or_else(|| figure.unit.clone(), |unit| unit.name.clone());
        let has = |text: &str, wanted: &str| text::fold(text).contains(wanted);
        if wanted.as_deref().is_some_and(|wanted| !has(&figure.name, wanted) && !has(&unit_name, wanted)) {
            continue;
        }
        clubs.push(summary(tx, figure, unit_name, now)?);
    }
    Ok(clubs)
}

/// The record of a club that an officer sees: one of the unit, or of those below it; all of them where there is no unit.
///
/// # Errors
/// [`CentreError::NotFound`] for a club of another unit, too: nobody is told what there is elsewhere.
pub(crate) fn club_seen(tx: &dyn Tx, number: u64, unit: Option<&str>) -> Done<ClubFigure> {
    let figure = tx.club_figure(club_of(tx, number)?)?.ok_or(CentreError::NotFound("club"))?;
    let Some(within) = unit else { return Ok(figure) };
    let units: BTreeMap<String, Unit> = tx.units()?.into_iter().map(|unit| (unit.code.clone(), unit)).collect();
    if lies_within(&figure.unit, within, &units) { Ok(figure) } else { Err(CentreError::NotFound("club")) }
}

fn lies_within(code: &str, within: &str, units: &BTreeMap<String, Unit>) -> bool {
    let mut at = Some(code);
    // Two levels today; a list that leads in a circle ends here, too.
    for _ in 0..4 {
        match at {
            Some(code) if code == within => return true,
            Some(code) => at = units.get(code).and_then(|unit| unit.parent.as_deref()),
            None => return false,
        }
    }
    false
}

/// A club as the list shows it.
///
/// # Errors
/// SQL.
pub(super) fn summary_of(tx: &dyn Tx, figure: ClubFigure, now: Instant) -> Done<ClubSummary> {
    let unit_name = tx.unit(&figure.unit)?.map_or_else(|| figure.unit.clone(), |unit| unit.name);
    summary(tx, figure, unit_name, now)
}

fn summary(tx: &dyn Tx, figure: ClubFigure, unit_name: String, now: Instant) -> Done<ClubSummary> {
    let today = now.day_in_vietnam();
    let month = today.month();
    let meeting = tx.last_meeting(figure.club, today)?;
    let last_attendance = match &meeting {
        Some(meeting) => Some(projection::attendance(tx, figure.club, meeting)?),
        None => None,
    };
    let (phones, last_heard) = tx.phones(figure.club)?;
    let visits = projection::visits(tx, figure.club, month.first(), month.last())?;
    Ok(ClubSummary {
        members: projection::members(tx, figure.club, today)?,
        last_meeting: meeting.and_then(|meeting| meeting.held_on),
        last_attendance,
        visits_this_month: visits.met,
        not_at_home_this_month: visits.not_at_home,
        phones,
        last_heard,
        waiting_quarantine: tx.held_of_club(figure.club)?,
        status: figure.status.map(ClubStatus::from_number),
        club: figure.club,
        number: figure.number,
        name: figure.name,
        unit_code: figure.unit,
        unit_name,
    })
}
