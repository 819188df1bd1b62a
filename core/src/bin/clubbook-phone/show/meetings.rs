//! Meetings and the roll.

use clubbook_core::features::meetings::agenda::AgendaView;
use clubbook_core::features::meetings::paper::SheetView;
use clubbook_core::features::meetings::plan::NextMeetingView;
use clubbook_core::features::meetings::views::{
    AttendedView, CountsView, LateMarkView, MeetingView, MissedView, RollRow, RollView,
};
use clubbook_core::features::people::views::UnsettledView;
use clubbook_model::entry::show_day;
use clubbook_model::time::Day;
use clubbook_model::vocabulary::{Language, Vocabulary};
use serde_json::{Value, json};

use super::people::{unsettled, unsettled_line};
use super::{code, iso, iso_month, person};

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

pub(crate) fn next_meeting(next: &NextMeetingView, today: Day, language: Language) -> Value {
    let cancelled =
        next.cancelled.iter().map(|(month, reason)| json!({ "month": iso_month(*month), "reason": reason }));
    json!({
        "on": iso(next.on),
        "month": iso_month(next.month),
        "postponed": next.postponed,
        "is_open": next.is_open,
        "place": next.place,
        "cancelled": cancelled.collect::<Value>(),
        "not_held": next.not_held.map(iso),
        "words": next.words(today, language),
    })
}

pub(crate) fn sheet(sheet: &SheetView) -> Value {
    let rows = sheet
        .rows
        .iter()
        .map(|row| json!({ "register_no": row.register_no, "name": row.person.name, "born": row.born }));
    json!({ "club": sheet.club, "on": iso(sheet.on), "place": sheet.place, "rows": rows.collect::<Value>() })
}

pub(crate) fn late_mark(mark: &LateMarkView, words: &str) -> Value {
    json!({
        "meeting": mark.meeting.id.to_string(),
        "person": person(&mark.person),
        "mark": code(Some(mark.mark)),
        "by": mark.by.as_ref().map(person),
        "at": mark.at.0,
        "words": words,
    })
}

pub(crate) fn attended(one: &AttendedView) -> Value {
    json!({ "meeting": meeting(&one.meeting), "mark": one.mark.map(|mark| code(Some(mark))) })
}

pub(crate) fn attended_line(one: &AttendedView, language: Language) -> String {
    let day = one.meeting.held_on.map(show_day).unwrap_or_default();
    match one.mark {
        Some(mark) => format!("{day}: {}", mark.label(language)),
        None => format!("{day}: -"),
    }
}

pub(crate) fn missed(one: &MissedView, language: Language) -> Value {
    json!({
        "person": person(&one.person),
        "missed": one.missed,
        "excused": one.excused,
        "last_attended": one.last_attended.map(iso),
        "words": one.words(language),
    })
}

pub(crate) fn agenda(agenda: &AgendaView, language: Language) -> Value {
    let disputed = |fields: &[UnsettledView]| fields.iter().map(|field| unsettled(field, language)).collect::<Value>();
    let item = |item: &clubbook_core::features::meetings::agenda::AgendaItemView| {
        json!({
            "id": item.id.to_string(),
            "title": item.title,
            "area": item.area,
            "presenter": item.presenter.as_ref().map(person),
            "presenter_name": item.presenter_name,
            "minutes": item.minutes,
            "brought_by": item.brought_by.as_ref().map(person),
            "about": item.about.as_ref().map(person),
            "unsettled": disputed(&item.unsettled),
        })
    };
    json!({
        "items": agenda.items.iter().map(item).collect::<Value>(),
        "older": agenda.older,
        "minutes": agenda.minutes,
        "unsettled": disputed(&agenda.unsettled),
    })
}

pub(crate) fn agenda_lines(agenda: &AgendaView, language: Language) -> Vec<String> {
    let mut lines = Vec::new();
    for (item, place) in agenda.items.iter().zip(1..) {
        lines.push(format!("{place}. {}", item.words(language)));
        lines.extend(item.minutes.iter().map(|minutes| format!("   {minutes}")));
        lines.extend(item.unsettled.iter().map(|field| format!("   {}", unsettled_line(field, language))));
    }
    lines.extend(agenda.older.iter().map(|title| format!("- {title}")));
    lines.extend(agenda.minutes.clone());
    lines.extend(agenda.unsettled.iter().map(|field| unsettled_line(field, language)));
    lines
}
