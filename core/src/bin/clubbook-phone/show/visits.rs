//! Care at home, visits, and who is due for one.

use clubbook_core::features::care::views::{CareCaseView, ConsentState, Sensitive};
use clubbook_core::features::people::views::PersonView;
use clubbook_core::features::readings::views::{LastReadings, WeighingRow};
use clubbook_core::features::readings::{Reading, Readings};
use clubbook_core::features::visits::due::{DueReason, DueView};
use clubbook_core::features::visits::views::{NewVisitView, RemarksView, Sameness, VisitView};
use clubbook_model::entry::{show_day, show_decimal};
use clubbook_model::time::Day;
use clubbook_model::vocabulary::{Language, Purpose, Vocabulary};
use serde_json::{Map, Value, json};

use super::{code, codes, iso, labels, person, person_line, sensitive};

pub(crate) fn case(case: &CareCaseView) -> Value {
    json!({
        "id": case.id.to_string(),
        "person": person(&case.person),
        "status": code(case.status),
        "opened_on": case.opened_on.map(iso),
        "closed_on": case.closed_on.map(iso),
        "every_days": case.every_days,
        "services": codes(&case.services),
        "volunteers": case.volunteers.iter().map(person).collect::<Value>(),
        "reasons": sensitive(&case.reasons, |reasons| json!({ "reason": reasons.reason, "assessment": reasons.assessment })),
    })
}

pub(crate) fn case_lines(case: &CareCaseView, language: Language) -> Vec<String> {
    let status = case.status.map(|status| status.label(language)).unwrap_or_default();
    let mut lines = vec![format!("{}: {status}", person_line(&case.person))];
    lines.extend(case.volunteers.iter().map(|volunteer| format!("  {}", volunteer.titled())));
    lines
}

pub(crate) fn readings(readings: &Readings) -> Value {
    let mut json = Map::new();
    for reading in Reading::ALL {
        if let Some(decimal) = readings.get(reading) {
            json.insert(reading.field().to_owned(), json!(show_decimal(decimal)));
        }
    }
    Value::Object(json)
}

pub(crate) fn visit(visit: &VisitView) -> Value {
    let sameness = match visit.sameness {
        None => json!("voided"),
        Some(Sameness::Counts) => json!("counts"),
        Some(Sameness::Unanswered(other)) => json!({ "unanswered": other.to_string() }),
        Some(Sameness::Says(other)) => json!({ "same_as": other.to_string() }),
    };
    let remarks = sensitive(
        &visit.remarks,
        |remarks| json!({ "condition": code(remarks.condition), "alerts": codes(&remarks.alerts), "note": remarks.note }),
    );
    json!({
        "id": visit.id.to_string(),
        "person": person(&visit.person),
        "author": visit.author.as_ref().map(person),
        "visitors": visit.visitors.iter().map(person).collect::<Value>(),
        "visited_on": visit.visited_on.map(iso),
        "duration": code(visit.duration),
        "services": codes(&visit.services),
        "not_at_home": visit.not_at_home,
        "next_due": visit.next_due.map(iso),
        "remarks": remarks,
        "readings": sensitive(&visit.readings, |measured| measured.as_ref().map_or(Value::Null, readings)),
        "voided": visit.voided,
        "sameness": sameness,
    })
}

pub(crate) fn visit_line(visit: &VisitView, language: Language) -> String {
    let day = visit.visited_on.map(show_day).unwrap_or_default();
    let who: Vec<String> = visit.visitors.iter().map(PersonView::titled).collect();
    let what = match (&visit.voided, visit.not_at_home, language) {
        (Some(reason), _, Language::Vi) => format!("đã bỏ: {reason}"),
        (Some(reason), _, Language::En) => format!("voided: {reason}"),
        (None, true, Language::Vi) => "không có ở nhà".to_owned(),
        (None, true, Language::En) => "not at home".to_owned(),
        (None, false, _) => labels(&visit.services, language),
    };
    let line = format!("{}  {day} {} ({})", visit.id, visit.person.titled(), who.join(", "));
    if what.is_empty() { line } else { format!("{line}: {what}") }
}

/// A visit with what was measured and noticed, or with why that is not shown.
pub(crate) fn visit_lines(visit: &VisitView, language: Language) -> Vec<String> {
    let mut lines = vec![visit_line(visit, language)];
    if visit.voided.is_some() {
        return lines;
    }
    let of_person = visit.person.said(language);
    match &visit.remarks {
        Sensitive::Shown(remarks) => lines.extend(remark_lines(remarks, language)),
        Sensitive::Hidden(state) => lines.push(hidden_line(*state, Purpose::HomeCare, &of_person, language)),
    }
    match &visit.readings {
        Sensitive::Shown(Some(measured)) => lines.push(format!("  {}", measured.said(language))),
        Sensitive::Shown(None) => {}
        // Nobody is measured who is not at home.
        Sensitive::Hidden(_) if visit.not_at_home => {}
        Sensitive::Hidden(state) => lines.push(hidden_line(*state, Purpose::Health, &of_person, language)),
    }
    lines
}

fn remark_lines(remarks: &RemarksView, language: Language) -> Vec<String> {
    let condition = remarks.condition.map(|condition| condition.label(language).to_owned());
    let alerts = Some(labels(&remarks.alerts, language)).filter(|alerts| !alerts.is_empty());
    let note = remarks.note.as_ref().map(|note| match language {
        Language::Vi => format!("ghi chú: {note}"),
        Language::En => format!("note: {note}"),
    });
    [condition, alerts, note].into_iter().flatten().map(|line| format!("  {line}")).collect()
}

/// What is hidden for want of a consent, and how one is written down where nobody asked yet.
fn hidden_line(state: ConsentState, purpose: Purpose, person: &str, language: Language) -> String {
    let (vi, en) = match purpose {
        Purpose::Health => ("Số đo", "Readings"),
        _ => ("Nhận xét và ghi chú", "Remarks and note"),
    };
    let (label, purpose) = (purpose.label(language), purpose.code().unwrap_or_default());
    match (state, language) {
        (ConsentState::Refused, Language::Vi) => format!("  {vi}: không hiện, vì {person} không đồng ý ({label})."),
        (ConsentState::Refused, Language::En) => format!("  {en}: not shown, {person} did not consent ({label})."),
        (ConsentState::Withdrawn, Language::Vi) => {
            format!("  {vi}: không hiện, vì {person} không đồng ý nữa ({label}).")
        }
        (ConsentState::Withdrawn, Language::En) => {
            format!("  {en}: not shown, {person} no longer consents ({label}).")
        }
        (ConsentState::OutOfSight, Language::Vi) => {
            format!("  {vi}: không hiện. Chỉ người chăm sóc {person} và chủ nhiệm xem được.")
        }
        (ConsentState::OutOfSight, Language::En) => {
            format!("  {en}: not shown. Only those who care for {person} and the head of the club see them.")
        }
        (_, Language::Vi) => format!(
            "  {vi}: không hiện, vì chưa ghi là {person} đồng ý ({label}). Hỏi rồi ghi: care consent … {purpose} given"
        ),
        (_, Language::En) => format!(
            "  {en}: not shown, no consent of {person} is recorded ({label}). Ask, then: care consent … {purpose} given"
        ),
    }
}

pub(crate) fn new_visit(form: &NewVisitView) -> Value {
    json!({
        "person": person(&form.person),
        "visited_on": iso(form.visited_on),
        "duration": code(form.duration),
        "services": codes(&form.services),
        "visitors": form.visitors.iter().map(person).collect::<Value>(),
        "partner": form.partner,
        "next_due": form.next_due.map(iso),
        "last_readings": sensitive(&form.last_readings, |last| {
            last.as_ref().map_or(Value::Null, |last| json!({ "on": iso(last.on), "readings": readings(&last.readings) }))
        }),
    })
}

pub(crate) fn new_visit_lines(form: &NewVisitView, language: Language) -> Vec<String> {
    let mut lines = vec![person_line(&form.person)];
    if !form.services.is_empty() {
        lines.push(format!("  {}", labels(&form.services, language)));
    }
    let who: Vec<String> =
        form.visitors.iter().map(|visitor| visitor.said(language)).chain(form.partner.clone()).collect();
    if !who.is_empty() {
        lines.push(format!("  {}", who.join(", ")));
    }
    if let Sensitive::Shown(Some(last)) = &form.last_readings {
        lines.push(format!("  {}: {}", show_day(last.on), last.readings.said(language)));
    }
    lines
}

pub(crate) fn due(due: &DueView, today: Day) -> Value {
    let reason = match due.reason {
        DueReason::Rhythm => "rhythm",
        DueReason::Agreed => "agreed",
        DueReason::NeverVisited => "never_visited",
        DueReason::AloneThisMonth => "alone_this_month",
    };
    json!({
        "person": person(&due.person),
        "due_on": iso(due.due_on),
        "overdue_days": due.overdue(today),
        "reason": reason,
        "last_visit": due.last_visit.map(iso),
        "volunteers": due.volunteers.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "services": codes(&due.services),
    })
}

pub(crate) fn due_line(due: &DueView, today: Day, language: Language) -> String {
    let late = match (due.overdue(today), language) {
        (0, _) => String::new(),
        (days, Language::Vi) => format!(", trễ {days} ngày"),
        (days, Language::En) => format!(", {days} days late"),
    };
    format!("{}: {}{late}", person_line(&due.person), show_day(due.due_on))
}

/// A day with its readings: "21/11/2026  huyết áp 130/80, cân nặng 54,3".
pub(crate) fn point_line(point: &LastReadings) -> String {
    let mut said: Vec<String> = Vec::new();
    if let (Some(systolic), Some(diastolic)) = (point.readings.systolic, point.readings.diastolic) {
        said.push(format!("{systolic}/{diastolic}"));
    }
    for reading in Reading::ALL {
        if let (false, Some(value)) =
            (matches!(reading, Reading::Systolic | Reading::Diastolic), point.readings.get(reading))
        {
            said.push(format!("{} {}", reading.label(Language::Vi), show_decimal(value)));
        }
    }
    format!("{}  {}", show_day(point.on), said.join(", "))
}

pub(crate) fn weighing(row: &WeighingRow) -> Value {
    json!({ "person": person(&row.person), "is_measured": row.is_measured, "is_here": row.is_here() })
}

pub(crate) fn weighing_line(row: &WeighingRow, language: Language) -> String {
    let done = match (row.is_measured, language) {
        (true, Language::Vi) => "đã đo",
        (true, Language::En) => "measured",
        (false, _) => "",
    };
    format!("{}  {done}", person_line(&row.person)).trim_end().to_owned()
}
