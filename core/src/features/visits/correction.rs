//! Correcting a visit: who may, what a form that tells the visit anew changes of it, and who corrected it last.

use clubbook_model::edit::Draft;
use clubbook_model::entry::FieldEdit;
use clubbook_model::field::Tag;
use clubbook_model::id::RecordId;
use clubbook_model::merge::{EntityState, FieldKey};
use clubbook_model::registry::{Entity, HealthMeasurement, HomeVisit, Person};
use clubbook_model::text::clean;
use clubbook_model::time::{Day, Hlc, Stamp};
use clubbook_model::value::Value;
use clubbook_model::vocabulary::{Condition, Duration, Service, VisitAlert, Vocabulary};
use rusqlite::Connection;

use super::follow_up::is_confidential;
use super::queries::Kept;
use super::views::{CorrectVisitRequest, VisitForm};
use crate::features::readings::Readings;
use crate::features::{CommandError, Commanded, Invalid, month_report, rights};
use crate::store::entity;

/// A visit as a form tells it anew.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TellVisitRequest {
    /// The day.
    pub visited_on: Day,
    /// All who went.
    pub visitors: Vec<RecordId>,
    /// What was done.
    pub services: Vec<Service>,
    /// Nobody was at home.
    pub not_at_home: bool,
    /// How long.
    pub duration: Option<Duration>,
    /// Who of the commune went along.
    pub partner: Option<String>,
    /// What the visitor noticed; left as it is by a form that may not show it.
    pub remarks: Option<TellRemarksRequest>,
    /// What was measured, all of it; left as it is by a form that may not show it.
    pub readings: Option<Readings>,
}

/// What a visitor noticed, as a form tells it anew.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TellRemarksRequest {
    /// How the person is.
    pub condition: Option<Condition>,
    /// What was noticed. A suspicion of abuse that stands in the record stays there: no form shows it.
    pub alerts: Vec<VisitAlert>,
    /// Who has to act on it.
    pub follow_up_by: Option<RecordId>,
    /// Until when.
    pub follow_up_until: Option<Day>,
    /// A note.
    pub note: Option<String>,
}

impl TellVisitRequest {
    /// The correction that this is, over a form as it was opened.
    pub fn over(&self, form: VisitForm, reason: Option<String>) -> CorrectVisitRequest {
        let told = self.as_it_counts();
        CorrectVisitRequest { fields: told.edits(&form.visit.seen), form, readings: told.readings, reason }
    }

    /// As it counts, by the rule for a new visit: of somebody who was not at home nothing is told but that, and nobody acts on what
    /// was not noticed.
    fn as_it_counts(&self) -> Self {
        let mut told = self.clone();
        if told.not_at_home {
            told.services.clear();
            told.duration = None;
            told.readings = told.readings.map(|_| Readings::default());
        }
        if let Some(remarks) = &mut told.remarks {
            if told.not_at_home {
                remarks.alerts.clear();
                remarks.condition = None;
            }
            if remarks.alerts.is_empty() {
                (remarks.follow_up_by, remarks.follow_up_until) = (None, None);
            }
        }
        told
    }

    /// The fields of a visit in which this differs from what was seen.
    fn edits(&self, seen: &EntityState) -> Vec<FieldEdit> {
        let visitors: Vec<_> = self.visitors.iter().map(|visitor| Person::reference(*visitor)).collect();
        let mut draft = HomeVisit::edit(RecordId::NIL, seen);
        draft
            .set(HomeVisit::visited_on, self.visited_on)
            .set_all(HomeVisit::visitors, &visitors)
            .set_all(HomeVisit::services, &self.services);
        // "At home" and not a word about it are one.
        let was_away = seen.shown(HomeVisit::not_at_home.tag, &[]) == Some(&Value::Bool(true));
        if self.not_at_home != was_away {
            draft.set(HomeVisit::not_at_home, self.not_at_home);
        }
        put(&mut draft, HomeVisit::duration.tag, self.duration.map(|duration| Value::Enum(duration.number())));
        put(&mut draft, HomeVisit::partner.tag, text(self.partner.as_deref()));
        if let Some(remarks) = &self.remarks {
            remarks.tell(&mut draft, seen);
        }
        let changes = draft.into_changes().into_iter();
        changes.map(|change| FieldEdit { tag: change.tag, element: change.element, value: change.value }).collect()
    }
}

impl TellRemarksRequest {
    fn tell(&self, draft: &mut Draft, seen: &EntityState) {
        let stands = HomeVisit::read(RecordId::NIL, seen).alerts;
        for gone in stands.iter().filter(|alert| !is_confidential(**alert) && !self.alerts.contains(alert)) {
            draft.remove(HomeVisit::alerts, gone);
        }
        for alert in &self.alerts {
            draft.add(HomeVisit::alerts, alert);
        }
        let by = self.follow_up_by.map(|by| Value::Ref(Person::reference(by)));
        put(draft, HomeVisit::condition.tag, self.condition.map(|condition| Value::Enum(condition.number())));
        put(draft, HomeVisit::follow_up_by.tag, by);
        put(draft, HomeVisit::follow_up_until.tag, self.follow_up_until.map(Value::Day));
        put(draft, HomeVisit::note.tag, text(self.note.as_deref()));
    }
}

fn put(draft: &mut Draft, tag: Tag, value: Option<Value>) {
    draft.put(tag, Vec::new(), value.unwrap_or(Value::None));
}

fn text(text: Option<&str>) -> Option<Value> {
    text.map(clean).filter(|text| !text.is_empty()).map(Value::Text)
}

/// Whether somebody may correct a visit, and then whether they have to say why: who recorded it or went may until the month is
/// reported, the head at any time, then with a reason.
///
/// # Errors
/// No such visit, or one that is not theirs to correct.
pub fn needs_reason(
    connection: &Connection,
    club: RecordId,
    author: RecordId,
    visit: RecordId,
    today: Day,
) -> Commanded<bool> {
    let state = entity::state::<HomeVisit>(connection, visit)?.ok_or(CommandError::NotFound("home_visit"))?;
    needs_reason_for(connection, club, author, &Kept::read(&(visit, state)), today)
}

pub(super) fn needs_reason_for(
    connection: &Connection,
    club: RecordId,
    author: RecordId,
    kept: &Kept,
    today: Day,
) -> Commanded<bool> {
    let is_theirs = kept.author == Some(author) || kept.visit.visitors.iter().any(|visitor| visitor.id == author);
    let month = kept.visit.visited_on.map(Day::month);
    let reported = month.map(|month| month_report::reported_on(connection, club, month)).transpose()?.flatten();
    if is_theirs && reported.is_none() {
        return Ok(false);
    }
    if !rights::is_head(connection, club, author, today)? {
        return Err(if reported.is_some() { Invalid::MonthReported } else { Invalid::NotYours }.into());
    }
    Ok(reported.is_some())
}

/// That what a visit tells was changed after it was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Corrected {
    /// Who did so last.
    pub by: RecordId,
    /// When.
    pub on: Day,
}

/// The fields that tell a visit. Acting on what was noticed, voiding and answering whether it is the same visit correct nothing.
const TOLD: [Tag; 12] = [
    HomeVisit::visited_on.tag,
    HomeVisit::visitors.tag,
    HomeVisit::services.tag,
    HomeVisit::not_at_home.tag,
    HomeVisit::duration.tag,
    HomeVisit::partner.tag,
    HomeVisit::condition.tag,
    HomeVisit::alerts.tag,
    HomeVisit::note.tag,
    HomeVisit::next_due.tag,
    HomeVisit::follow_up_by.tag,
    HomeVisit::follow_up_until.tag,
];

/// The longest time in seconds between the ops of one command: they are written in one transaction.
const ONE_COMMAND: u64 = 1;

/// The last correction of a visit and of what was measured on it; `None` while it stands as it was recorded.
pub(super) fn last_correction(visit: &EntityState, measured: Option<&EntityState>) -> Option<Corrected> {
    let (created, _) = visit.field(HomeVisit::person.tag, &[])?.heads().into_iter().last()?;
    let is_told = |key: &FieldKey| TOLD.contains(&key.tag) && !is_suspicion(key);
    let in_visit = visit.fields().filter(|(key, _)| is_told(key));
    let in_readings = measured.into_iter().flat_map(EntityState::fields);
    let in_readings = in_readings.filter(|(key, _)| key.tag != HealthMeasurement::voided.tag);
    let written = in_visit.chain(in_readings).flat_map(|(_, field)| field.heads());
    let corrections = written.filter(|(stamp, _)| !is_recorded_with(*stamp, created));
    let (last, entry) = corrections.max_by_key(|(stamp, _)| *stamp)?;
    Some(Corrected { by: entry.author, on: last.hlc.instant().day_in_vietnam() })
}

/// Whether an op is the one that recorded the visit, or the one right behind it with what was measured.
fn is_recorded_with(written: Stamp, created: Stamp) -> bool {
    let apart = |one: Hlc, other: Hlc| one.seconds().abs_diff(other.seconds());
    let is_next = written.op.device == created.op.device && written.op.seq == created.op.seq + 1;
    written.op == created.op || (is_next && apart(written.hlc, created.hlc) <= ONE_COMMAND)
}

fn is_suspicion(key: &FieldKey) -> bool {
    let is = |alert: &VisitAlert| is_confidential(*alert) && Value::Enum(alert.number()).to_bytes() == key.element;
    key.tag == HomeVisit::alerts.tag && VisitAlert::ALL.iter().any(is)
}
