//! The centre: who it is, enrolment, the exchange, and where this phone stands.

use clubbook_core::features::status::queries::unsent;
use clubbook_core::features::status::words::trouble_words;
use clubbook_core::phone::PhoneError;
use clubbook_core::phone::background::SystemTimer;
use clubbook_core::sync::enrol::EnrolmentCode;
use clubbook_core::sync::{SyncError, SyncReport};
use clubbook_model::message::CentreCard;
use clubbook_model::vocabulary::Language;
use serde_json::{Value, json};

use super::Session;
use crate::answer::{Answer, Answered, Failure, put, say};
use crate::show;

/// So many exchanges are told.
const EXCHANGES: u64 = 20;

fn card(card: &CentreCard, language: Language) -> (Value, Vec<String>) {
    let fingerprint = card.key.fingerprint();
    let json = json!({ "name": card.name, "fingerprint": fingerprint, "server_time": card.server_time.0 });
    let line = match language {
        Language::Vi => format!("{}, dấu riêng {fingerprint}", card.name),
        Language::En => format!("{}, fingerprint {fingerprint}", card.name),
    };
    (json, vec![line])
}

pub(super) async fn look_up(session: &Session, url: &str) -> Answered {
    let found = session.phone.look_up(url).await.map_err(|error| Failure::of(&error, session.language))?;
    let (json, lines) = card(&found, session.language);
    Ok(Answer::new(json, lines))
}

pub(super) async fn enrol(session: &Session, url: &str, club: &str, code: &str, fingerprint: Option<&str>) -> Answered {
    let failed = |error: PhoneError| Failure::of(&error, session.language);
    let code = EnrolmentCode::parse(club, code)
        .ok_or_else(|| Failure::usage("code", "the club's number and a code of eight digits are wanted"))?;
    let centre = session.phone.look_up(url).await.map_err(failed)?;
    let has = centre.key.fingerprint();
    if fingerprint.is_some_and(|wanted| !wanted.eq_ignore_ascii_case(&has)) {
        return Err(Failure::usage("fingerprint", &format!("this centre has the fingerprint {has}: nothing was sent")));
    }
    let answer = session.phone.enrol(url, &centre, &code).await.map_err(failed)?;
    let (centre_json, _) = card(&centre, session.language);
    let line = match session.language {
        Language::Vi => format!("Đã kết nối máy với {}, cho {}.", answer.club_name, answer.person_name),
        Language::En => format!("This phone is connected with {}, for {}.", answer.club_name, answer.person_name),
    };
    let json = json!({
        "centre": centre_json,
        "club": { "id": answer.club.to_string(), "name": answer.club_name },
        "person": { "id": answer.person.to_string(), "name": answer.person_name },
    });
    Ok(Answer::new(json, vec![line]))
}

fn report(report: &SyncReport) -> Value {
    json!({
        "requests": report.requests,
        "bytes_up": report.bytes_up,
        "bytes_down": report.bytes_down,
        "sent": report.sent,
        "quarantined": report.quarantined,
        "received": report.received,
        "repaired": report.repaired,
        "forked": report.forked,
        "renumbered": report.renumbered,
    })
}

fn report_line(report: &SyncReport, language: Language) -> String {
    match language {
        Language::Vi => format!(
            "Đã gửi {} lần ghi, nhận {} mục ({} lần hỏi, lên {} byte, xuống {} byte).",
            report.sent, report.received, report.requests, report.bytes_up, report.bytes_down
        ),
        Language::En => format!(
            "Sent {} records, received {} rows ({} requests, {} bytes up, {} bytes down).",
            report.sent, report.received, report.requests, report.bytes_up, report.bytes_down
        ),
    }
}

pub(super) async fn sync(session: &Session) -> Answered {
    let done = session.phone.sync().await.map_err(|error| Failure::of(&error, session.language))?;
    Ok(Answer::new(report(&done), vec![report_line(&done, session.language)]))
}

pub(super) fn status(session: &Session) -> Answered {
    let failed = |error: PhoneError| Failure::of(&error, session.language);
    let status = session.phone.status().map_err(failed)?;
    let mut lines = vec![status.sentence(session.language)];
    let mut json = show::status(&status, session.language);
    let exchanges = session.phone.last_exchanges(EXCHANGES).map_err(failed)?;
    show::add(&mut json, "exchanges", show::exchanges(&exchanges, status.now, session.language));
    // What waits is said to whoever recorded it; where nobody is signed in, only how much it is.
    match session.phone.query(|ask| unsent(ask.connection, ask.person, ask.now, status.now)) {
        Ok(unsent) => {
            lines.extend(status.troubles(session.language));
            lines.extend(show::unsent_lines(&unsent, status.now, session.language));
            show::add(&mut json, "unsent", show::unsent(&unsent, status.now, session.language));
        }
        Err(_) => lines.extend(status.remarks(session.language)),
    }
    Ok(Answer::new(json, lines))
}

/// Exchanges in the background until somebody interrupts.
pub(crate) async fn watch(session: &Session) -> Answered {
    let way = session.phone.way().map_err(|error| Failure::of(&error, session.language))?;
    let language = session.language;
    let heard = |exchanged: &Result<SyncReport, SyncError>| match exchanged {
        Ok(done) => {
            put(&report_line(done, language));
        }
        Err(SyncError::Trouble { trouble, .. }) => say(trouble_words(*trouble, language)),
        Err(error) => say(&error.to_string()),
    };
    tokio::select! {
        () = session.phone.run_background(&way, &SystemTimer, heard) => {}
        _ = tokio::signal::ctrl_c() => session.phone.cancel_background(),
    }
    status(session)
}
