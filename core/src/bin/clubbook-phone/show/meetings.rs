//! Meetings and the roll.

use clubbook_core::features::meetings::views::{CountsView, MeetingView, RollRow, RollView};
use clubbook_model::entry::show_day;
use clubbook_model::vocabulary::{Language, Vocabulary};
use serde_json::{Value, json};

use super::people::unsettled;
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
