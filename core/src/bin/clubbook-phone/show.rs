//! Views as JSON for programs and as lines for people. Days are ISO in JSON and as papers write them in lines.

use clubbook_core::features::Question;
use clubbook_core::features::care::views::{CareCaseView, ConsentState, Sensitive};
use clubbook_core::features::meetings::views::{CountsView, MeetingQuestion, MeetingView, RollRow, RollView};
use clubbook_core::features::notices::views::NoticeView;
use clubbook_core::features::people::views::{CardView, MemberView, PersonView, UnsettledView};
use clubbook_core::features::status::views::StatusView;
use clubbook_core::features::visits::due::{DueReason, DueView};
use clubbook_core::features::visits::readings::{Reading, Readings};
use clubbook_core::features::visits::views::{NewVisitView, Sameness, VisitView};
use clubbook_core::store::salvage::SalvageReport;
use clubbook_core::store::settings::Standing;
use clubbook_model::entry::{show_day, show_decimal, show_partial_date, show_value};
use clubbook_model::registry::{self, Entity, Person};
use clubbook_model::time::{Day, Month};
use clubbook_model::vocabulary::{Language, Vocabulary};
use serde_json::{Map, Value, json};

fn iso(day: Day) -> String {
    let (year, month, day) = day.ymd();
    format!("{year:04}-{month:02}-{day:02}")
}

fn iso_month(month: Month) -> String {
    format!("{:04}-{:02}", month.year, month.month)
}

fn code<V: Vocabulary>(choice: Option<V>) -> Value {
    choice.map_or(Value::Null, |choice| choice.code().map_or_else(|| json!(choice.number()), Value::from))
}

fn codes<V: Vocabulary>(choices: &[V]) -> Value {
    choices.iter().map(|choice| code(Some(*choice))).collect()
}

fn labels<V: Vocabulary>(choices: &[V], language: Language) -> String {
    choices.iter().map(|choice| choice.label(language)).collect::<Vec<_>>().join(", ")
}

pub(crate) fn person(person: &PersonView) -> Value {
    json!({
        "id": person.id.to_string(),
        "name": person.name,
        "title": person.title,
        "birth": person.birth.map(show_partial_date),
        "hamlet": person.hamlet,
        "phone": person.phone,
    })
}

pub(crate) fn person_line(person: &PersonView) -> String {
    let parts = [Some(person.titled()), person.birth.map(show_partial_date), person.hamlet.clone()];
    format!("{}  {}", person.id, parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
}

pub(crate) fn member(member: &MemberView) -> Value {
    let mut json = person(&member.person);
    if let Some(fields) = json.as_object_mut() {
        fields.insert("membership".to_owned(), json!(member.membership.to_string()));
        fields.insert("register_no".to_owned(), json!(member.register_no));
        fields.insert("joined_on".to_owned(), json!(member.joined_on.map(show_partial_date)));
        fields.insert("left_on".to_owned(), json!(member.left_on.map(iso)));
        fields.insert("leaving_reason".to_owned(), code(member.leaving_reason));
        fields.insert("roles".to_owned(), codes(&member.roles));
    }
    json
}

pub(crate) fn member_line(member: &MemberView, language: Language) -> String {
    let number = member.register_no.map_or_else(|| "   -".to_owned(), |number| format!("{number:>4}"));
    let left = match (member.left_on, language) {
        (Some(day), Language::Vi) => format!(", thôi từ {}", show_day(day)),
        (Some(day), Language::En) => format!(", left {}", show_day(day)),
        (None, _) => String::new(),
    };
    let roles = if member.roles.is_empty() { String::new() } else { format!(" ({})", labels(&member.roles, language)) };
    format!("{number}  {}{roles}{left}", person_line(&member.person))
}

pub(crate) fn consent(state: ConsentState) -> &'static str {
    match state {
        ConsentState::Missing => "missing",
        ConsentState::Given => "given",
        ConsentState::Refused => "refused",
        ConsentState::Withdrawn => "withdrawn",
    }
}

fn sensitive<T>(value: &Sensitive<T>, show: impl FnOnce(&T) -> Value) -> Value {
    match value {
        Sensitive::Shown(value) => show(value),
        Sensitive::Hidden(state) => json!({ "hidden": consent(*state) }),
    }
}

fn unsettled(field: &UnsettledView, language: Language) -> Value {
    let definition = registry::kind(field.kind).and_then(|kind| kind.field(field.field.tag));
    let entries: Value = field
        .entries
        .iter()
        .map(|entry| {
            json!({ "value": show_value(definition, &entry.value, language), "author": entry.author, "at": entry.at.0 })
        })
        .collect();
    json!({ "record": field.entity.to_string(), "field": field.field_name, "entries": entries })
}

pub(crate) fn card(card: &CardView, language: Language) -> Value {
    let mut fields = Map::new();
    for (name, value) in &card.fields {
        let shown = json!(show_value(Person::DEF.field_by_name(name), value, language));
        match fields.get_mut(*name) {
            // A set has several lines under one name.
            Some(Value::Array(values)) => values.push(shown),
            Some(value) => *value = json!([value.clone(), shown]),
            None => {
                fields.insert((*name).to_owned(), shown);
            }
        }
    }
    let consents: Map<String, Value> = card
        .consents
        .iter()
        .filter_map(|(purpose, state)| Some((purpose.code()?.to_owned(), json!(consent(*state)))))
        .collect();
    let circumstances = sensitive(&card.circumstances, |circumstances| {
        circumstances
            .iter()
            .map(|one| json!({ "id": one.id.to_string(), "kind": code(one.kind), "year": one.year, "document": one.document, "detail": one.detail }))
            .collect()
    });
    json!({
        "person": person(&card.person),
        "fields": fields,
        "memberships": card.memberships.iter().map(member).collect::<Value>(),
        "consents": consents,
        "circumstances": circumstances,
        "unsettled": card.unsettled.iter().map(|field| unsettled(field, language)).collect::<Value>(),
        "same_person": card.same_person.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "last_visit": card.last_visit.map(iso),
    })
}

pub(crate) fn card_lines(card: &CardView, language: Language) -> Vec<String> {
    let mut lines = vec![person_line(&card.person)];
    for (name, value) in &card.fields {
        lines.push(format!("  {name}: {}", show_value(Person::DEF.field_by_name(name), value, language)));
    }
    lines.extend(card.memberships.iter().map(|membership| member_line(membership, language)));
    for field in &card.unsettled {
        let definition = registry::kind(field.kind).and_then(|kind| kind.field(field.field.tag));
        let values: Vec<String> =
            field.entries.iter().map(|entry| show_value(definition, &entry.value, language)).collect();
        let name = field.field_name.unwrap_or("?");
        lines.push(match language {
            Language::Vi => format!("  {name}: hai người ghi khác nhau: {}", values.join(" | ")),
            Language::En => format!("  {name}: entered differently: {}", values.join(" | ")),
        });
    }
    if let Some(day) = card.last_visit {
        lines.push(match language {
            Language::Vi => format!("  lần thăm gần nhất: {}", show_day(day)),
            Language::En => format!("  last visit: {}", show_day(day)),
        });
    }
    lines
}

pub(crate) fn notice(notice: &NoticeView) -> Value {
    json!({
        "id": notice.id.to_string(),
        "kind": code(notice.kind),
        "title": notice.title,
        "body": notice.body,
        "sender": notice.sender,
        "answer_until": notice.answer_until.map(iso),
        "read_by": notice.receipts.len(),
    })
}

pub(crate) fn notice_lines(notice: &NoticeView) -> Vec<String> {
    vec![format!("{}  {}", notice.id, notice.title), format!("  {}", notice.body)]
}

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

pub(crate) fn meeting(meeting: &MeetingView) -> Value {
    json!({
        "id": meeting.id.to_string(),
        "month": meeting.month.map(iso_month),
        "kind": code(meeting.kind),
        "status": code(meeting.status),
        "status_reason": meeting.status_reason,
        "planned_on": meeting.planned_on.map(iso),
        "held_on": meeting.held_on.map(iso),
        "place": meeting.place,
        "guests": meeting.guests,
        "head_count": meeting.head_count,
    })
}

pub(crate) fn meeting_line(meeting: &MeetingView, language: Language) -> String {
    let kind = meeting.kind.map(|kind| kind.label(language)).unwrap_or_default();
    let status = meeting.status.map(|status| status.label(language)).unwrap_or_default();
    let day = meeting.held_on.or(meeting.planned_on).map(show_day).unwrap_or_default();
    format!("{}  {kind} {day}: {status}", meeting.id)
}

pub(crate) fn counts(counts: &CountsView) -> Value {
    json!({
        "present": counts.present,
        "late": counts.late,
        "excused": counts.excused,
        "absent": counts.absent,
        "unmarked": counts.unmarked,
        "guests": counts.guests,
        "head_count": counts.head_count,
        "difference": counts.difference(),
    })
}

pub(crate) fn row(row: &RollRow) -> Value {
    json!({
        "person": person(&row.person),
        "register_no": row.register_no,
        "mark": code(Some(row.mark)),
        "by_hand": row.by_hand,
        "guest": row.guest,
        "after_closing": row.after_closing,
        "reason": row.reason,
    })
}

pub(crate) fn roll(roll: &RollView, language: Language) -> Value {
    json!({
        "meeting": meeting(&roll.meeting),
        "rows": roll.rows.iter().map(row).collect::<Value>(),
        "counts": counts(&roll.counts),
        "remarks": roll.remarks(language),
        "unsettled": roll.unsettled.iter().map(|field| unsettled(field, language)).collect::<Value>(),
    })
}

pub(crate) fn roll_lines(roll: &RollView, language: Language) -> Vec<String> {
    let mut lines = vec![meeting_line(&roll.meeting, language)];
    lines.extend(roll.rows.iter().map(|row| {
        let number = row.register_no.map_or_else(|| "   -".to_owned(), |number| format!("{number:>4}"));
        format!("{number}  {}: {}", row.person.titled(), row.mark.label(language))
    }));
    lines.push(roll.counts.words(language));
    lines.extend(roll.remarks(language));
    lines
}

fn readings(readings: &Readings) -> Value {
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
    format!("{}  {day} {} ({}): {what}", visit.id, visit.person.titled(), who.join(", "))
}

pub(crate) fn new_visit(form: &NewVisitView) -> Value {
    json!({
        "person": person(&form.person),
        "visited_on": iso(form.visited_on),
        "duration": code(form.duration),
        "services": codes(&form.services),
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
    if let Sensitive::Shown(Some(last)) = &form.last_readings {
        let text: Vec<String> = Reading::ALL
            .iter()
            .filter_map(|reading| {
                Some(format!("{} {}", reading.label(language), show_decimal(last.readings.get(*reading)?)))
            })
            .collect();
        lines.push(format!("  {}: {}", show_day(last.on), text.join(", ")));
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

pub(crate) fn status(status: &StatusView, language: Language) -> Value {
    let standing = match status.standing {
        Standing::Good => "good",
        Standing::Revoked => "revoked",
        Standing::Forked => "forked",
        Standing::Unknown(_) => "unknown",
    };
    let quarantined: Value = status
        .quarantined
        .iter()
        .map(|one| {
            json!({ "seq": one.seq, "entity": one.entity.to_string(), "kind": one.kind, "reason": one.reason, "words": one.words(status, language) })
        })
        .collect();
    json!({
        "recorded": status.recorded,
        "waiting": status.waiting,
        "oldest": status.oldest.map(|at| at.0),
        "quarantined": quarantined,
        "standing": standing,
        "trouble": status.trouble.map(|trouble| format!("{trouble:?}")),
        "last_exchange": status.last_exchange.map(|at| at.0),
        "lost_from": status.lost_from,
        "all_sent": status.is_all_sent(),
        "sentence": status.sentence(language),
        "remarks": status.remarks(language),
    })
}

/// What has to be answered before a command goes through.
pub(crate) fn question(question: &Question, language: Language) -> Value {
    let mut json = match question {
        Question::Duplicate(duplicate) => {
            json!({ "kind": "duplicate", "people": duplicate.people.iter().map(person).collect::<Value>() })
        }
        Question::Meeting(MeetingQuestion::NotOpen { meeting: known, .. }) => {
            json!({ "kind": "meeting_not_open", "meeting": meeting(known) })
        }
        Question::Meeting(MeetingQuestion::OtherMonth { month, .. }) => {
            json!({ "kind": "other_month", "month": iso_month(*month) })
        }
        Question::Meeting(MeetingQuestion::RollBegun) => json!({ "kind": "roll_begun" }),
        Question::Meeting(MeetingQuestion::Unmarked { people }) => {
            json!({ "kind": "unmarked", "people": people.iter().map(person).collect::<Value>() })
        }
        Question::SameVisit(same) => {
            let recorded: Vec<String> = same.recorded.iter().map(|(visit, _)| visit.to_string()).collect();
            json!({ "kind": "same_visit", "visits": recorded, "on": iso(same.on) })
        }
        Question::Withdrawn(_) => json!({ "kind": "withdrawn" }),
    };
    if let Some(fields) = json.as_object_mut() {
        fields.insert("words".to_owned(), json!(question.words(language)));
    }
    json
}

pub(crate) fn salvage(report: &SalvageReport, language: Language) -> String {
    let (rows, entities) = (report.journal_rows, report.entities);
    let aside = report.set_aside.display();
    match (report.unreadable, language) {
        (true, Language::Vi) => {
            format!("Sổ trong máy hỏng, không đọc lại được. Tệp hỏng giữ ở {aside}. Cần kết nối lại máy.")
        }
        (true, Language::En) => {
            format!("The book could not be read. The damaged file is kept at {aside}. Connect this phone again.")
        }
        (false, Language::Vi) => {
            format!("Sổ trong máy hỏng một phần; đã cứu {rows} lần ghi và {entities} mục. Tệp hỏng giữ ở {aside}.")
        }
        (false, Language::En) => format!(
            "Part of the book was damaged; {rows} ops and {entities} records were saved. The damaged file is kept at {aside}."
        ),
    }
}
