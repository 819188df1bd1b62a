//! What is due today, and the report of a month.

use clubbook_core::features::month_report;
use clubbook_core::features::today::queries::today;
use clubbook_core::features::today::views::TodayView;
use clubbook_core::features::visits::due::sentence;
use clubbook_model::time::Month;
use clubbook_model::vocabulary::Language;
use serde_json::{Value, json};

use super::{Session, follow_up};
use crate::answer::{Answer, Answered};
use crate::show;

pub(super) fn show_today(session: &Session) -> Answered {
    let view = session.query(|q| today(q.connection, q.club, q.person, q.today))?;
    Ok(Answer::new(json(&view, session.language), lines(&view, session.language)))
}

fn lines(view: &TodayView, language: Language) -> Vec<String> {
    let (day, vi) = (view.today, language == Language::Vi);
    let mut lines = vec![sentence(&view.visits, day, language)];
    lines.extend(view.visits.iter().map(|due| format!("  {}", show::due_line(due, day, language))));
    let mut part = |title: (&str, &str), found: Vec<String>| {
        if !found.is_empty() {
            lines.push(if vi { title.0 } else { title.1 }.to_owned());
            lines.extend(found.into_iter().map(|line| format!("  {line}")));
        }
    };
    let follow_ups = view.follow_ups.iter().map(|one| one.words(day, language)).collect();
    part(("Việc cần lo:", "To act on:"), follow_ups);
    part(("Sinh nhật:", "Birthdays:"), view.birthdays.iter().map(|one| one.words(day, language)).collect());
    part(("Vắng nhiều buổi:", "Missed meetings:"), view.absent.iter().map(|one| one.words(language)).collect());
    let longevity = view.longevity.iter().map(|one| one.words(language)).collect();
    part(("Mừng thọ:", "Longevity:"), longevity);
    part(("Chưa hỏi ý kiến:", "Not asked yet:"), view.consents.iter().map(|one| one.words(language)).collect());
    lines
}

fn json(view: &TodayView, language: Language) -> Value {
    let day = view.today;
    json!({
        "today": show::iso(day),
        "visits": view.visits.iter().map(|due| show::due(due, day)).collect::<Value>(),
        "follow_ups": view.follow_ups.iter().map(follow_up::json).collect::<Value>(),
        "birthdays": view.birthdays.iter().map(|one| json!(one.words(day, language))).collect::<Value>(),
        "absent": view.absent.iter().map(|one| json!({ "person": show::person(&one.person), "meetings": one.missed, "excused": one.excused })).collect::<Value>(),
        "longevity": view.longevity.iter().map(show::completing).collect::<Value>(),
        "consents": view.consents.iter().map(|one| json!({ "person": show::person(&one.person), "purposes": show::codes(&one.purposes) })).collect::<Value>(),
    })
}

pub(super) fn report(session: &Session, month: Month, undo: bool) -> Answered {
    let saved = session.command(|pen| match undo {
        true => month_report::take_back(pen, month),
        false => month_report::report(pen, month),
    })?;
    Ok(session.saved(&saved, &json!({ "month": show::iso_month(month), "reported": !undo }), Vec::new()))
}
