//! Correcting a visit that is saved ("Sửa").

use clubbook_core::features::care::views::Sensitive;
use clubbook_core::features::people::views::FormView as CoreForm;
use clubbook_core::features::visits::correction::{self, TellRemarksRequest, TellVisitRequest};
use clubbook_core::features::visits::views::VisitForm;
use clubbook_core::features::visits::{commands, offered, queries};
use clubbook_core::features::{CommandError, Commanded};
use clubbook_model::id::RecordId;
use clubbook_model::registry::{Entity, HomeVisit};
use clubbook_model::time::Day;
use clubbook_model::vocabulary::{Condition, Duration, Service, VisitAlert, Vocabulary};

use crate::clubbook::{Asks, Clubbook};
use crate::consents::ConsentState;
use crate::people::of_people;
use crate::readings::Readings;
use crate::values::Seen;
use crate::visits::{NewVisitView, Offered, RecordedVisitView};

/// What stood on the screen of a visit and of what was measured on it when the form opened.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct VisitSeen {
    /// The visit.
    pub visit: Seen,
    /// What was measured.
    pub measured: Seen,
}

/// What a visitor noticed.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct VisitRemarks {
    /// How the person is.
    pub condition: Option<u32>,
    /// What was noticed. A suspicion of abuse that stands in the record is not among it, and stays there.
    pub alerts: Vec<u32>,
    /// Who has to act on it.
    pub follow_up_by: Option<RecordId>,
    /// Until when.
    pub follow_up_until: Option<Day>,
    /// A note.
    pub note: String,
}

/// The form over a visit, filled with what stands there.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct VisitFormView {
    /// The visit.
    pub visit: RecordId,
    /// What the person saw.
    pub seen: VisitSeen,
    /// What the form offers, as that of a new visit does; its services, visitors and partner are those of this one.
    pub offered: NewVisitView,
    /// The day.
    pub visited_on: Day,
    /// Nobody was at home.
    pub not_at_home: bool,
    /// How long.
    pub duration: Option<u32>,
    /// What was noticed; none where it may not be shown: the form does not offer it then.
    pub remarks: Option<VisitRemarks>,
    /// What was measured; none where it may not be shown.
    pub readings: Option<Readings>,
    /// The month is reported: the form asks why it is corrected.
    pub needs_reason: bool,
}

/// A visit as the form tells it anew.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct CorrectVisitRequest {
    /// The visit.
    pub visit: RecordId,
    /// Of the form.
    pub seen: VisitSeen,
    /// The day.
    pub visited_on: Day,
    /// All who went.
    pub visitors: Vec<RecordId>,
    /// Nobody was at home.
    pub not_at_home: bool,
    /// What was done.
    pub services: Vec<u32>,
    /// How long.
    pub duration: Option<u32>,
    /// Who of the commune went along.
    pub partner: Option<String>,
    /// What was noticed; none leaves it as it is.
    pub remarks: Option<VisitRemarks>,
    /// What was measured, all of it; none leaves it as it is.
    pub readings: Option<Readings>,
    /// Why, where the form asks.
    pub reason: Option<String>,
}

#[uniffi::export]
impl Clubbook {
    /// The form over a visit. Whoever may not correct it is told so here, before anything is typed.
    pub fn visit_form(&self, visit: RecordId) -> Asks<VisitFormView> {
        let language = self.words_in();
        self.query(|q| {
            let needs_reason = correction::needs_reason(q.connection, q.club, q.person, visit, q.today)?;
            let form = queries::form(q.connection, visit)?;
            let shown = queries::visit(q.connection, q.club, visit, q.today)?;
            let told = HomeVisit::read(visit, &form.visit.seen);
            let visited_on = shown.visited_on.unwrap_or(q.today);
            let offered = offered::for_correction(q.connection, q.club, q.person, (&shown, &told), q.today)?;
            let Offered { days, may_have_gone, may_act, until } = Offered::of(&offered, q.today, language);
            let readings_hidden: Option<ConsentState> = match &shown.readings {
                Sensitive::Hidden(state) => Some((*state).into()),
                Sensitive::Shown(_) => None,
            };
            let remarks = shown.remarks.shown().map(|remarks| VisitRemarks {
                condition: remarks.condition.map(Condition::number),
                alerts: remarks.alerts.iter().map(|alert| alert.number()).collect(),
                follow_up_by: told.follow_up_by.map(|by| by.id),
                follow_up_until: told.follow_up_until,
                note: remarks.note.unwrap_or_default(),
            });
            let readings = shown.readings.shown().map(|readings| Readings::of(&readings.unwrap_or_default()));
            Ok(VisitFormView {
                visit,
                visited_on,
                not_at_home: shown.not_at_home,
                duration: shown.duration.map(Duration::number),
                remarks,
                readings,
                needs_reason,
                offered: NewVisitView {
                    today: q.today,
                    days,
                    services: shown.services.iter().map(|service| service.number()).collect(),
                    visitors: of_people(shown.visitors, language),
                    may_have_gone,
                    partner: told.partner,
                    may_act,
                    until,
                    last_readings: None,
                    readings_hidden,
                    person: crate::people::PersonView::of(shown.person, language),
                },
                seen: VisitSeen { visit: Seen(form.visit.seen), measured: Seen(form.measurement) },
            })
        })
    }

    /// Writes a visit down as the form tells it anew, over what was seen: only what was changed is written.
    pub fn correct_visit(&self, request: CorrectVisitRequest) -> Asks<RecordedVisitView> {
        let language = self.words_in();
        let readings = request.readings.as_ref().map(|typed| self.readings(typed)).transpose()?;
        let is_practice = self.is_practice()?;
        let form = self.told(opened(request.visit, request.seen.clone()).map_err(Into::into))?;
        let reason = request.reason.clone();
        let told = TellVisitRequest { readings, ..told(request) };
        self.command(|pen| {
            let corrected = commands::correct(pen, &told.over(form, reason))?;
            Ok(RecordedVisitView::of(corrected, is_practice, pen.today(), language))
        })
    }
}

/// The form as it was opened.
fn opened(visit: RecordId, seen: VisitSeen) -> Commanded<VisitForm> {
    let VisitSeen { visit: Seen(seen), measured: Seen(measurement) } = seen;
    let person = HomeVisit::read(visit, &seen).person.ok_or(CommandError::NotFound("home_visit"))?.id;
    let visit = CoreForm { entity: visit, kind: HomeVisit::DEF, seen, values: Sensitive::Shown(Vec::new()) };
    Ok(VisitForm { visit, person, measurement })
}

fn told(request: CorrectVisitRequest) -> TellVisitRequest {
    let remarks = |remarks: VisitRemarks| TellRemarksRequest {
        condition: remarks.condition.map(Condition::from_number),
        alerts: remarks.alerts.into_iter().map(VisitAlert::from_number).collect(),
        follow_up_by: remarks.follow_up_by,
        follow_up_until: remarks.follow_up_until,
        note: Some(remarks.note),
    };
    TellVisitRequest {
        visited_on: request.visited_on,
        visitors: request.visitors,
        services: request.services.into_iter().map(Service::from_number).collect(),
        not_at_home: request.not_at_home,
        duration: request.duration.map(Duration::from_number),
        partner: request.partner,
        remarks: request.remarks.map(remarks),
        readings: None,
    }
}
