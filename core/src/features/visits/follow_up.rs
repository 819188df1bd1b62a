//! What was noticed on visits (a fall, no food, no medicine…), who has to act on it until when, and what was done.
//!
//! A suspicion of abuse is for the head of the club, the deputy, who noticed it, and the one contact of the care case: it is
//! in no other list and on no card, and acting on it is theirs.

use clubbook_model::id::RecordId;
use clubbook_model::merge::EntityState;
use clubbook_model::registry::{Entity, HomeVisit, Person};
use clubbook_model::text::clean;
use clubbook_model::time::Day;
use clubbook_model::value::Value;
use clubbook_model::vocabulary::{Language, Purpose, VisitAlert, Vocabulary};
use rusqlite::Connection;

use super::queries::Kept;
use crate::features::care::queries as care;
use crate::features::people::directory::Directory;
use crate::features::people::views::PersonView;
use crate::features::{CommandError, Commanded, Invalid, Pen, board};
use crate::store::entity::{self, Scan};
use crate::wording;

/// The index of visits by whether what was noticed has been acted on.
const BY_DONE: u32 = 1;

/// Something that was noticed and nobody has finished with.
#[derive(Debug, Clone, PartialEq)]
pub struct FollowUpView {
    /// The visit on which it was noticed.
    pub visit: RecordId,
    /// The person.
    pub person: PersonView,
    /// What.
    pub alerts: Vec<VisitAlert>,
    /// When.
    pub noticed_on: Option<Day>,
    /// Who noticed it.
    pub noticed_by: Option<PersonView>,
    /// Who has to act; nobody was named yet.
    pub by: Option<PersonView>,
    /// Until when.
    pub until: Option<Day>,
    /// What was done, once it was.
    pub done: Option<String>,
}

impl FollowUpView {
    /// Whether the day until which somebody was to act has passed.
    pub fn is_overdue(&self, today: Day) -> bool {
        self.until.is_some_and(|until| until < today)
    }

    /// "Bà Lan: hết thuốc, thứ Ba 24/11. Chú Minh lo, trước thứ Sáu 27/11."
    pub fn words(&self, today: Day, language: Language) -> String {
        let alerts: Vec<&str> = self.alerts.iter().map(|alert| alert.label(language)).collect();
        let noticed = self.noticed_on.map(|on| wording::day(on, today, language)).unwrap_or_default();
        let what = format!("{}: {}, {noticed}.", self.person.said(language), alerts.join(", "));
        if let Some(done) = &self.done {
            let done = match language {
                Language::Vi => format!("Đã xong: {done}."),
                Language::En => format!("Done: {done}."),
            };
            return format!("{} {done}", wording::sentence(&what));
        }
        let until = self.until.map(|until| wording::day(until, today, language));
        let who = match (&self.by, until, language) {
            (None, _, Language::Vi) => "Chưa giao ai lo.".to_owned(),
            (None, _, Language::En) => "Nobody was asked to act yet.".to_owned(),
            (Some(by), None, Language::Vi) => format!("{} lo.", by.said(language)),
            (Some(by), None, Language::En) => format!("{} acts.", by.said(language)),
            (Some(by), Some(until), Language::Vi) => format!("{} lo, chậm nhất {until}.", by.said(language)),
            (Some(by), Some(until), Language::En) => format!("{} acts, by {until}.", by.said(language)),
        };
        format!("{} {}", wording::sentence(&what), wording::sentence(&who))
    }
}

/// Says who acts on what was noticed, and until when.
///
/// # Errors
/// No such visit or person, a visit on which nothing was noticed, or a suspicion that is not this person's to hear of.
pub fn assign(pen: &mut Pen<'_>, visit: RecordId, by: RecordId, until: Option<Day>) -> Commanded<FollowUpView> {
    entity::get::<Person>(pen.tx, by)?.ok_or(CommandError::NotFound("person"))?;
    let (person, seen) = noticed(pen, visit)?;
    let mut draft = HomeVisit::edit(visit, &seen);
    draft
        .set(HomeVisit::follow_up_by, Person::reference(by))
        .set(HomeVisit::follow_up_done, false)
        .set_some(HomeVisit::follow_up_until, until);
    pen.record(&pen.care(person), draft)?;
    shown(pen, visit)
}

/// Says that it was acted on, and how.
///
/// # Errors
/// As [`assign`], or nothing said about what was done.
pub fn done(pen: &mut Pen<'_>, visit: RecordId, what: &str) -> Commanded<FollowUpView> {
    let what = clean(what);
    if what.is_empty() {
        return Err(Invalid::NoReason.into());
    }
    let (person, seen) = noticed(pen, visit)?;
    let today = pen.today();
    let mut draft = HomeVisit::edit(visit, &seen);
    draft
        .set(HomeVisit::follow_up_done, true)
        .set(HomeVisit::follow_up_done_on, today)
        .set(HomeVisit::follow_up_note, what);
    pen.record(&pen.care(person), draft)?;
    shown(pen, visit)
}

/// Takes back that it was acted on.
///
/// # Errors
/// As [`assign`].
pub fn take_back_done(pen: &mut Pen<'_>, visit: RecordId) -> Commanded<FollowUpView> {
    let (person, seen) = noticed(pen, visit)?;
    let mut draft = HomeVisit::edit(visit, &seen);
    draft.set(HomeVisit::follow_up_done, false).clear(HomeVisit::follow_up_done_on).clear(HomeVisit::follow_up_note);
    pen.record(&pen.care(person), draft)?;
    shown(pen, visit)
}

/// A visit on which something was noticed that this person may act on.
fn noticed(pen: &Pen<'_>, visit: RecordId) -> Commanded<(RecordId, EntityState)> {
    let not_found = || CommandError::NotFound("home_visit");
    let seen = entity::state::<HomeVisit>(pen.tx, visit)?.ok_or_else(not_found)?;
    let kept = Kept::read(&(visit, seen.clone()));
    let person = kept.visit.person.ok_or_else(not_found)?.id;
    let viewer = Viewer::new(pen.tx, pen.club, pen.author(), pen.today())?;
    if viewer.alerts(&kept)?.is_empty() {
        return Err(not_found());
    }
    Ok((person, seen))
}

fn shown(pen: &Pen<'_>, visit: RecordId) -> Commanded<FollowUpView> {
    let viewer = Viewer::new(pen.tx, pen.club, pen.author(), pen.today())?;
    let state = entity::state::<HomeVisit>(pen.tx, visit)?.unwrap_or_default();
    let view = viewer.view(&Kept::read(&(visit, state)))?;
    view.ok_or(CommandError::NotFound("home_visit"))
}

/// What was noticed on visits and nobody has finished with, as far as `viewer` may hear of it, the earliest deadline first
/// and what nobody was asked for before all. Without a consent to home care nothing of a person is shown but a suspicion of
/// abuse, which does not wait for one.
///
/// # Errors
/// SQL.
pub fn open(connection: &Connection, club: RecordId, viewer: RecordId, today: Day) -> Commanded<Vec<FollowUpView>> {
    let viewer = Viewer::new(connection, club, viewer, today)?;
    let mut found = Vec::new();
    for state in entity::states_by_index::<HomeVisit>(connection, BY_DONE, &[Value::Bool(false)], Scan::ALL)? {
        let kept = Kept::read(&state);
        if !kept.is_voided() {
            found.extend(viewer.view(&kept)?);
        }
    }
    found.sort_by_key(|one| (one.by.is_some(), one.until.is_none(), one.until, one.noticed_on, one.visit));
    Ok(found)
}

/// Who looks, and what they may hear of.
struct Viewer<'a> {
    connection: &'a Connection,
    person: RecordId,
    leads: bool,
    directory: Directory,
}

impl<'a> Viewer<'a> {
    fn new(connection: &'a Connection, club: RecordId, person: RecordId, today: Day) -> Commanded<Self> {
        let leads = board::queries::leads(connection, club, person, today)?;
        Ok(Self { connection, person, leads, directory: Directory::of(connection, club, today)? })
    }

    /// What was noticed on a visit, as far as the viewer may hear of it.
    fn alerts(&self, kept: &Kept) -> Commanded<Vec<VisitAlert>> {
        let Some(person) = kept.visit.person else { return Ok(Vec::new()) };
        let agreed = care::with_consent(self.connection, person.id, Purpose::HomeCare, || Ok(()))?.shown().is_some();
        let hears = self.hears_of_suspicion(kept, person.id)?;
        let may_hear = |alert: &VisitAlert| if is_confidential(*alert) { hears } else { agreed };
        Ok(kept.visit.alerts.iter().copied().filter(may_hear).collect())
    }

    fn hears_of_suspicion(&self, kept: &Kept, person: RecordId) -> Commanded<bool> {
        if self.leads || kept.author == Some(self.person) {
            return Ok(true);
        }
        let contact = care::case_of(self.connection, person)?.and_then(|case| case.contact);
        Ok(contact.is_some_and(|contact| contact.id == self.person))
    }

    fn view(&self, kept: &Kept) -> Commanded<Option<FollowUpView>> {
        let (alerts, visit) = (self.alerts(kept)?, &kept.visit);
        let Some(person) = visit.person.filter(|_| !alerts.is_empty()) else { return Ok(None) };
        Ok(Some(FollowUpView {
            visit: visit.id,
            person: self.directory.view(person.id),
            alerts,
            noticed_on: visit.visited_on,
            noticed_by: kept.author.map(|author| self.directory.view(author)),
            by: visit.follow_up_by.map(|by| self.directory.view(by.id)),
            until: visit.follow_up_until,
            done: visit.follow_up_note.clone().filter(|_| visit.follow_up_done == Some(true)),
        }))
    }
}

/// What is for the head and one contact only.
pub(crate) fn is_confidential(alert: VisitAlert) -> bool {
    alert == VisitAlert::SuspectedAbuse
}
