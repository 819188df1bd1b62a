//! What was noticed on visits, and who acts on it.

use clubbook_core::features::visits::follow_up::{self, Concern, FollowUpView};
use clubbook_core::phone::Saved;
use serde_json::{Value, json};

use super::{Session, record};
use crate::answer::{Answer, Answered};
use crate::args::FollowUp;
use crate::{show, who};

const NOTHING: (&str, &str) = ("Không có việc gì chờ ai lo.", "Nothing waits for anybody.");

pub(super) fn run(session: &Session, what: FollowUp) -> Answered {
    let (today, language) = (session.today(), session.language);
    match what {
        FollowUp::List => {
            let found = session.query(|q| follow_up::open(q.connection, q.club, q.person, q.today))?;
            let lines = found.iter().map(|one| format!("{}  {}", one.visit, one.words(today, language))).collect();
            Ok(Answer::new(found.iter().map(json).collect(), show::or_nobody(lines, NOTHING, language)))
        }
        FollowUp::Assign { visit, person, until, suspicion } => {
            let (visit, person) = (record(&visit)?, who::person(session, &person)?);
            let until = until.map(|day| day.on(today));
            shown(session, &session.command(|pen| follow_up::assign(pen, (visit, concern(suspicion)), person, until))?)
        }
        FollowUp::Done { visit, what, undo, suspicion } => {
            let visit = (record(&visit)?, concern(suspicion));
            shown(
                session,
                &session.command(|pen| match undo {
                    true => follow_up::take_back_done(pen, visit),
                    false => follow_up::done(pen, visit, &what),
                })?,
            )
        }
    }
}

fn concern(is_suspicion: bool) -> Concern {
    if is_suspicion { Concern::Suspicion } else { Concern::Noticed }
}

fn shown(session: &Session, saved: &Saved<FollowUpView>) -> Answered {
    let line = saved.result.words(session.today(), session.language);
    Ok(session.saved(saved, &json(&saved.result), vec![line]))
}

pub(super) fn json(one: &FollowUpView) -> Value {
    json!({
        "visit": one.visit.to_string(),
        "is_suspicion": one.concern == Concern::Suspicion,
        "person": show::person(&one.person),
        "alerts": show::codes(&one.alerts),
        "noticed_on": one.noticed_on.map(show::iso),
        "by": one.by.as_ref().map(show::person),
        "until": one.until.map(show::iso),
    })
}
