//! Home visits and who is due for one.

use clubbook_core::features::readings::Readings;
use clubbook_core::features::visits::due::{DueRequest, due as due_visits, sentence};
use clubbook_core::features::visits::paper::{self, OnRecordedDays, PaperMonthRequest};
use clubbook_core::features::visits::views::{CorrectVisitRequest, RecordVisitRequest, RecordedVisitView, SameVisit};
use clubbook_core::features::visits::{commands, queries};
use clubbook_core::phone::{Entered, Saved};
use clubbook_model::entry::FieldEdit;
use clubbook_model::id::RecordId;
use clubbook_model::op::Source;
use clubbook_model::registry::{Entity, HealthMeasurement, HomeVisit};
use clubbook_model::time::{Day, Month};
use clubbook_model::value::{Decimal, Unit, Value};
use clubbook_model::vocabulary::Language;
use serde_json::json;

use super::{Session, people, record};
use crate::answer::{Answer, Answered, Failure};
use crate::args::{DayArg, Measured, Visit};
use crate::{show, who};

/// What was measured, over what was measured before.
pub(super) fn readings(before: Readings, measured: &Measured) -> Result<Readings, Failure> {
    let wrong = |what: &str| Failure::usage("reading", &format!("{what} cannot be read"));
    let mut readings = before;
    if let Some(pressure) = &measured.pressure {
        let parsed =
            pressure.split_once('/').and_then(|(upper, lower)| Some((upper.parse().ok()?, lower.parse().ok()?)));
        let (upper, lower) = parsed.ok_or_else(|| wrong("a blood pressure is 130/80: this"))?;
        (readings.systolic, readings.diastolic) = (Some(upper), Some(lower));
    }
    readings.pulse = measured.pulse.or(readings.pulse);
    let decimals = [
        (&mut readings.weight, &measured.weight, "weight", Unit::Kilogram),
        (&mut readings.glucose, &measured.glucose, "glucose", Unit::MillimolePerLitre),
        (&mut readings.waist, &measured.waist, "waist", Unit::Centimetre),
        (&mut readings.temperature, &measured.temperature, "temperature", Unit::Celsius),
    ];
    for (reading, typed, name, unit) in decimals {
        let Some(typed) = typed else { continue };
        let edit = FieldEdit::parse(HealthMeasurement::DEF, name, typed).map_err(|_| wrong(name))?;
        *reading = match &edit.value {
            Value::Decimal(decimal) => Decimal::new(decimal.mantissa, decimal.scale, unit),
            _ => return Err(wrong(name)),
        };
    }
    Ok(readings)
}

fn is_measured(measured: &Measured) -> bool {
    let texts = [&measured.pressure, &measured.weight, &measured.glucose, &measured.waist, &measured.temperature];
    measured.pulse.is_some() || texts.iter().any(|text| text.is_some())
}

fn recorded(session: &Session, saved: &Saved<RecordedVisitView>) -> Answer {
    let mut lines = show::visit_lines(&saved.result.visit, session.language);
    lines.extend(saved.result.advice.iter().map(|advice| advice.words(session.language)));
    let advice: Vec<_> = saved.result.advice.iter().map(|advice| advice.words(session.language)).collect();
    session.saved(saved, &json!({ "visit": show::visit(&saved.result.visit), "advice": advice }), lines)
}

pub(super) fn run(session: &Session, visit: Visit) -> Answered {
    let language = session.language;
    let today = session.today();
    match visit {
        Visit::New { person } => {
            let person = who::person(session, &person)?;
            let form = session.query(|q| queries::new_visit(q.connection, person, q.today))?;
            Ok(Answer::new(show::new_visit(&form), show::new_visit_lines(&form, language)))
        }
        Visit::Add {
            person,
            visitors,
            on,
            duration,
            services,
            condition,
            alerts,
            note,
            not_at_home,
            next_due,
            partner,
            follow_up_by,
            follow_up_until,
            measured,
            same_as,
            another,
        } => {
            let person = who::person(session, &person)?;
            let prefilled = session.query(|q| queries::new_visit(q.connection, person, q.today))?;
            let same_visit = match same_as {
                Some(visit) => SameVisit::SameAs(record(&visit)?),
                None if another => SameVisit::Another,
                None => SameVisit::NotAsked,
            };
            let went: Vec<RecordId> = prefilled.visitors.iter().map(|visitor| visitor.id).collect();
            let who = session.query(|q| Ok(q.person))?;
            let request = RecordVisitRequest {
                person,
                visitors: match visitors.is_empty() {
                    true if went.contains(&who) => went,
                    _ => people::several(session, &visitors)?,
                },
                visited_on: on.map(|day| day.on(today)),
                duration: duration.or(prefilled.duration).filter(|_| !not_at_home),
                services: match (not_at_home, services.is_empty()) {
                    (true, _) => Vec::new(),
                    (false, true) => prefilled.services,
                    (false, false) => services,
                },
                condition,
                alerts,
                note,
                not_at_home,
                next_due: next_due.map(|day| day.on(today)).or(prefilled.next_due),
                partner: partner.or(prefilled.partner),
                follow_up_by: follow_up_by.map(|said| who::person(session, &said)).transpose()?,
                follow_up_until: follow_up_until.map(|day| day.on(today)),
                readings: readings(Readings::default(), &measured)?,
                same_visit,
            };
            Ok(recorded(session, &session.command(|pen| commands::record(pen, &request))?))
        }
        Visit::Correct { visit, fields, measured, reason } => {
            let visit = record(&visit)?;
            let form = session.query(|q| queries::form(q.connection, visit))?;
            let before = Readings::of(&HealthMeasurement::read(visit, &form.measurement));
            let new_readings = if is_measured(&measured) { Some(readings(before, &measured)?) } else { None };
            let fields = people::edits(session, HomeVisit::DEF, &fields)?;
            let request = CorrectVisitRequest { form, fields, readings: new_readings, reason };
            Ok(recorded(session, &session.command(|pen| commands::correct(pen, &request))?))
        }
        Visit::Paper { person, days, visitors, month, same, others } => {
            let recorded = match (same, others) {
                (true, _) => OnRecordedDays::Same,
                (_, true) => OnRecordedDays::Others,
                _ => OnRecordedDays::NotAsked,
            };
            let month = month.unwrap_or_else(|| today.month());
            let request = PaperMonthRequest {
                person: who::person(session, &person)?,
                visitors: people::several(session, &visitors)?,
                days: days_of(month, &days)?,
                recorded,
            };
            let whose = Entered { on_behalf_of: request.visitors.first().copied(), source: Source::PAPER };
            let saved = session.phone.command_entered(whose, |pen| paper::enter(pen, &request));
            let saved = saved.map_err(|error| Failure::of(&error, language))?;
            let (recorded, left_out) = (saved.result.recorded.len(), saved.result.left_out.len());
            let line = match language {
                Language::Vi => format!("Đã ghi {recorded} lần thăm từ giấy, bỏ qua {left_out} ngày đã có."),
                Language::En => format!("{recorded} visits from paper; {left_out} days were recorded before."),
            };
            Ok(session.saved(&saved, &json!({ "recorded": recorded, "left_out": left_out }), vec![line]))
        }
        Visit::Void { visit, reason, undo } => {
            let visit = record(&visit)?;
            let saved = session.command(|pen| {
                if undo { commands::take_back_void(pen, visit) } else { commands::void(pen, visit, &reason) }
            })?;
            let lines = vec![show::visit_line(&saved.result, language)];
            Ok(session.saved(&saved, &show::visit(&saved.result), lines))
        }
        Visit::Same { visit, other } => {
            let visit = record(&visit)?;
            let answer = match other {
                Some(other) => SameVisit::SameAs(record(&other)?),
                None => SameVisit::Another,
            };
            let saved = session.command(|pen| commands::answer_same_visit(pen, visit, answer))?;
            let lines = vec![show::visit_line(&saved.result, language)];
            Ok(session.saved(&saved, &show::visit(&saved.result), lines))
        }
        Visit::List { person: Some(person), limit, .. } => {
            let person = who::person(session, &person)?;
            let visits = session.query(|q| queries::visits_of(q.connection, q.club, person, limit, q.today))?;
            let lines = visits.iter().map(|visit| show::visit_line(visit, language)).collect();
            Ok(Answer::new(visits.iter().map(show::visit).collect(), lines))
        }
        Visit::List { month, limit, .. } => {
            let month = month.unwrap_or_else(|| today.month());
            let of_month = session.query(|q| queries::month(q.connection, q.club, month, q.today))?;
            let lines = of_month.visits.iter().take(limit).map(|visit| show::visit_line(visit, language)).collect();
            let visits: Vec<_> = of_month.visits.iter().take(limit).map(show::visit).collect();
            let json = json!({
                "visits": visits, "counted": of_month.counted, "not_at_home": of_month.not_at_home, "people": of_month.people,
            });
            Ok(Answer::new(json, lines))
        }
        Visit::Show { visit } => {
            let visit = record(&visit)?;
            let shown = session.query(|q| queries::visit(q.connection, q.club, visit, q.today))?;
            Ok(Answer::new(show::visit(&shown), show::visit_lines(&shown, language)))
        }
    }
}

/// The days of a month as they are ticked: 3, 6-8.
fn days_of(month: Month, ticked: &[String]) -> Result<Vec<Day>, Failure> {
    let wrong = || Failure::usage("days", "days of the month are wanted, such as 3 6-8 21");
    let mut days = Vec::new();
    for range in ticked {
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        let (first, last): (u32, u32) = (first.parse().map_err(|_| wrong())?, last.parse().map_err(|_| wrong())?);
        for day in first..=last.min(31) {
            days.push(Day::from_ymd(month.year, month.month, day).ok_or_else(wrong)?);
        }
    }
    Ok(days)
}

pub(super) fn due(session: &Session, until: DayArg, volunteer: Option<&str>) -> Answered {
    let today = session.today();
    let volunteer = volunteer.map(|said| who::person(session, said)).transpose()?;
    let found = session.query(|q| {
        let viewer = volunteer.unwrap_or(q.person);
        let request = DueRequest { until: until.on(today), viewer, only_theirs: volunteer.is_some() };
        due_visits(q.connection, q.club, request, q.today)
    })?;
    let mut lines = vec![sentence(&found, today, session.language)];
    lines.extend(found.iter().map(|due| show::due_line(due, today, session.language)));
    Ok(Answer::new(found.iter().map(|due| show::due(due, today)).collect(), lines))
}
