//! Looking at the phone from beneath: the report for support, the check of the file, the journal of saved records.

use std::path::PathBuf;

use clubbook_core::phone::confirmed;
use clubbook_model::vocabulary::Language;
use serde_json::{Value, json};

use super::Session;
use crate::answer::{Answer, Answered, Failure};

pub(super) fn export(session: &Session) -> Answered {
    let report = session.phone.support_report().map_err(|error| Failure::of(&error, session.language))?;
    let json = serde_json::to_value(&report).unwrap_or(Value::Null);
    let text = serde_json::to_string_pretty(&json).unwrap_or_default();
    Ok(Answer::new(json, text.lines().map(str::to_owned).collect()))
}

pub(super) fn check(session: &Session) -> Answered {
    let checked = session.phone.check().map_err(|error| Failure::of(&error, session.language))?;
    let json = json!({
        "file": checked.file,
        "journal": checked.journal,
        "sums": checked.sums,
        "sound": checked.is_sound(),
    });
    let lines = match (checked.is_sound(), session.language) {
        (true, Language::Vi) => vec!["Sổ nguyên vẹn.".to_owned()],
        (true, Language::En) => vec!["The book is sound.".to_owned()],
        (false, _) => checked.file.iter().chain(&checked.journal).chain(&checked.sums).cloned().collect(),
    };
    Ok(Answer { is_bad_news: !checked.is_sound(), ..Answer::new(json, lines) })
}

pub(super) fn verify(session: &Session, file: Option<PathBuf>) -> Answered {
    let path = file.or_else(|| session.journal.clone());
    let path = path.ok_or_else(|| Failure::usage("usage", "the journal's file is wanted"))?;
    let records = confirmed::read(&path).map_err(|error| Failure::file("the journal", &error))?;
    let verified = session
        .phone
        .store()
        .read(|connection| confirmed::verify(connection, &records))
        .map_err(|error| Failure::of(&error.into(), session.language))?;
    let line = match session.language {
        Language::Vi => format!(
            "{} lần ghi đã báo là lưu: {} còn trong sổ, {} đã gửi, {} chưa gửi, {} trung tâm chưa nhận vào sổ, {} mất.",
            verified.confirmed,
            verified.held,
            verified.acknowledged,
            verified.waiting,
            verified.quarantined,
            verified.lost.len()
        ),
        Language::En => format!(
            "{} records were shown as saved: {} held, {} sent, {} waiting, {} put aside, {} lost.",
            verified.confirmed,
            verified.held,
            verified.acknowledged,
            verified.waiting,
            verified.quarantined,
            verified.lost.len()
        ),
    };
    let is_bad_news = !verified.lost.is_empty();
    let json = serde_json::to_value(&verified).unwrap_or(Value::Null);
    Ok(Answer { is_bad_news, ..Answer::new(json, vec![line]) })
}
