//! What was noticed on visits (a fall, no food, no medicine…), who has to act on it until when, and what was done.
//!
//! A suspicion of abuse goes its own way: it is for the head of the club, the deputy, who noticed it, and the one contact of
//! the care case. It is on no card and in no form, acting on it is theirs, and whatever is done about the rest leaves it open.

use clubbook_model::edit::Draft;
use clubbook_model::field::Field;
use clubbook_model::id::RecordId;
use clubbook_model::merge::EntityState;
use clubbook_model::registry::{Entity, HomeVisit, Person};
use clubbook_model::text::clean;
use clubbook_model::time::Day;
use clubbook_model::value::{EntityRef, Value};
use clubbook_model::vocabulary::{Language, Purpose, VisitAlert, Vocabulary};
use rusqlite::Connection;

use super::queries::Kept;
use crate::features::care::queries as care;
use crate::features::people::directory::Directory;
use crate::features::people::views::PersonView;
use crate::features::{CommandError, Commanded, Invalid, Pen, rights};
use crate::store::entity::{self, Scan};
use crate::wording;

/// The indexes of visits by whether what was noticed, and a suspicion, have been acted on.
const BY_DONE: [(Concern, u32); 2] = [(Concern::Noticed, 1), (Concern::Suspicion, 2)];

/// What somebody has to act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Concern {
    /// What was noticed and everybody who goes there may know.
    Noticed,
    /// A suspicion of abuse.
    Suspicion,
}

/// The fields of a visit that follow a concern up.
struct Fields {
    by: Field<EntityRef>,
    until: Field<Day>,
    done: Field<bool>,
    done_on: Field<Day>,
    note: Field<String>,
}

impl Concern {
    fn fields(self) -> Fields {
        match self {
            Self::Noticed => Fields {
                by: HomeVisit::follow_up_by,
                until: HomeVisit::follow_up_until,
                done: HomeVisit::follow_up_done,
                done_on: HomeVisit::follow_up_done_on,
                note: HomeVisit::follow_up_note,
            },
            Self::Suspicion => Fields {
                by: HomeVisit::suspicion_by,
                until: HomeVisit::suspicion_until,
                done: HomeVisit::suspicion_done,
                done_on: HomeVisit::suspicion_done_on,
                note: HomeVisit::suspicion_note,
            },
        }
    }

    /// Which concern an alert is.
    pub fn of(alert: VisitAlert) -> Self {
        if is_confidential(alert) { Self::Suspicion } else { Self::Noticed }
    }
}

/// Something that was noticed and that somebody has to act on.
#[derive(Debug, Clone, PartialEq)]
pub struct FollowUpView {
    /// The visit on which it was noticed.
    pub visit: RecordId,
    /// Which concern of that visit.
    pub concern: Concern,
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
    /// Whether it is for who looks: they act, noticed it, or are the one contact.
    pub is_mine: bool,
}

impl FollowUpView {
    /// Whether the day until which somebody was to act has passed.
    pub fn is_overdue(&self, today: Day) -> bool {
        self.until.is_some_and(|until| until < today)
    }

    /// "Bà Lan: hết thuốc, thứ Ba 24/11. Chú Minh lo, chậm nhất thứ Sáu 27/11."
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

/// Says who acts on a concern of a visit, and until when.
///
/// # Errors
/// No such visit or person, nothing of this kind noticed on it, or a suspicion that is not this person's to hear of: it is as
/// if there were none.
pub fn assign(
    pen: &mut Pen<'_>,
    (visit, concern): (RecordId, Concern),
    by: RecordId,
    until: Option<Day>,
) -> Commanded<FollowUpView> {
    entity::get::<Person>(pen.tx, by)?.ok_or(CommandError::NotFound("person"))?;
    change(pen, visit, concern, |draft, fields| {
        draft.set(fields.by, Person::reference(by)).set(fields.done, false).set_some(fields.until, until);
    })
}

/// Says that it was acted on, and how.
///
/// # Errors
/// As [`assign`], or nothing said about what was done.
pub fn done(pen: &mut Pen<'_>, (visit, concern): (RecordId, Concern), what: &str) -> Commanded<FollowUpView> {
    let what = clean(what);
    if what.is_empty() {
        return Err(Invalid::NoReason.into());
    }
    let today = pen.today();
    change(pen, visit, concern, |draft, fields| {
        draft.set(fields.done, true).set(fields.done_on, today).set(fields.note, what);
    })
}

/// Takes back that it was acted on.
///
/// # Errors
/// As [`assign`].
pub fn take_back_done(pen: &mut Pen<'_>, (visit, concern): (RecordId, Concern)) -> Commanded<FollowUpView> {
    change(pen, visit, concern, |draft, fields| {
        draft.set(fields.done, false).clear(fields.done_on).clear(fields.note);
    })
}

fn change(
    pen: &mut Pen<'_>,
    visit: RecordId,
    concern: Concern,
    change: impl FnOnce(&mut Draft, Fields),
) -> Commanded<FollowUpView> {
    let not_found = || CommandError::NotFound("home_visit");
    let seen = entity::state::<HomeVisit>(pen.tx, visit)?.ok_or_else(not_found)?;
    let person = shown(pen, &(visit, seen.clone()), concern)?.ok_or_else(not_found)?.person.id;
    let mut draft = HomeVisit::edit(visit, &seen);
    change(&mut draft, concern.fields());
    pen.record(&pen.care(person), draft)?;
    let state = entity::state::<HomeVisit>(pen.tx, visit)?.ok_or_else(not_found)?;
    shown(pen, &(visit, state), concern)?.ok_or_else(not_found)
}

fn shown(pen: &Pen<'_>, visit: &(RecordId, EntityState), concern: Concern) -> Commanded<Option<FollowUpView>> {
    Viewer::new(pen.tx, pen.club, pen.author(), pen.today())?.view(&Kept::read(visit), concern)
}

/// Opens the follow-up of what is noticed now and was not before.
pub(super) fn begin(draft: &mut Draft, before: &[VisitAlert], now: impl IntoIterator<Item = VisitAlert>) {
    for alert in now {
        if !before.contains(&alert) {
            draft.set(Concern::of(alert).fields().done, false);
        }
    }
}

/// What was noticed on visits and nobody has finished with, as far as `viewer` may hear of it: what nobody was asked for before
/// all, then by deadline. Without a consent to home care nothing of a person is shown but a suspicion of abuse, which does not
/// wait for one; of who has died a suspicion alone.
///
/// # Errors
/// SQL.
pub fn open(connection: &Connection, club: RecordId, viewer: RecordId, today: Day) -> Commanded<Vec<FollowUpView>> {
    let viewer = Viewer::new(connection, club, viewer, today)?;
    let mut found = Vec::new();
    for (concern, index) in BY_DONE {
        for state in entity::states_by_index::<HomeVisit>(connection, index, &[Value::Bool(false)], Scan::ALL)? {
            let kept = Kept::read(&state);
            let lives = kept.visit.person.is_some_and(|person| viewer.directory.is_living(person.id));
            if !kept.is_voided() && (lives || concern == Concern::Suspicion) {
                found.extend(viewer.view(&kept, concern)?);
            }
        }
    }
    found.sort_by_key(|one| (one.by.is_some(), one.until.is_none(), one.until, one.noticed_on, one.visit, one.concern));
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
        let leads = rights::is_head(connection, club, person, today)?;
        Ok(Self { connection, person, leads, directory: Directory::of(connection, club, today)? })
    }

    fn is_viewer(&self, record: Option<RecordId>) -> bool {
        record.is_some_and(|record| self.directory.same().are_one(record, self.person))
    }

    fn is_contact(&self, person: RecordId) -> Commanded<bool> {
        let contact = care::case_of(self.connection, person)?.and_then(|case| case.contact);
        Ok(self.is_viewer(contact.map(|contact| contact.id)))
    }

    /// A concern of a visit; nothing where there is none, or none that the viewer may hear of.
    fn view(&self, kept: &Kept, concern: Concern) -> Commanded<Option<FollowUpView>> {
        let visit = &kept.visit;
        let alerts: Vec<VisitAlert> =
            visit.alerts.iter().copied().filter(|alert| Concern::of(*alert) == concern).collect();
        let Some(person) = visit.person.map(|person| person.id).filter(|_| !alerts.is_empty()) else {
            return Ok(None);
        };
        let noticed = self.is_viewer(kept.author);
        let is_contact = concern == Concern::Suspicion && self.is_contact(person)?;
        let hears = match concern {
            Concern::Suspicion => self.leads || noticed || is_contact,
            Concern::Noticed => {
                care::with_consent(self.connection, person, Purpose::HomeCare, || Ok(()))?.shown().is_some()
            }
        };
        if !hears {
            return Ok(None);
        }
        let (by, until, note, is_done) = match concern {
            Concern::Noticed => {
                (visit.follow_up_by, visit.follow_up_until, &visit.follow_up_note, visit.follow_up_done)
            }
            Concern::Suspicion => {
                (visit.suspicion_by, visit.suspicion_until, &visit.suspicion_note, visit.suspicion_done)
            }
        };
        Ok(Some(FollowUpView {
            visit: visit.id,
            concern,
            person: self.directory.view(person),
            alerts,
            noticed_on: visit.visited_on,
            noticed_by: kept.author.map(|author| self.directory.view(author)),
            is_mine: noticed || is_contact || self.is_viewer(by.map(|by| by.id)),
            by: by.map(|by| self.directory.view(by.id)),
            until,
            done: note.clone().filter(|_| is_done == Some(true)),
        }))
    }
}

/// What is for the head and one contact only.
pub(crate) fn is_confidential(alert: VisitAlert) -> bool {
    alert == VisitAlert::SuspectedAbuse
}

/// The fields of a visit that no form shows.
pub(super) const CONFIDENTIAL_FIELDS: [&str; 5] =
    ["suspicion_by", "suspicion_until", "suspicion_done", "suspicion_done_on", "suspicion_note"];
