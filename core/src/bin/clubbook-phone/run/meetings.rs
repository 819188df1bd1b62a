//! Meetings and the roll call.

use clubbook_core::features::meetings::views::{
    AllButRequest, CloseMeetingRequest, MarkRequest, OpenMeetingRequest, PutOffRequest, RollOrder, RollView,
    closed_words,
};
use clubbook_core::features::meetings::{commands, queries};
use clubbook_model::id::RecordId;
use clubbook_model::merge::EntityState;
use clubbook_model::vocabulary::{Mark, Vocabulary};
use serde_json::{Value, json};

use super::Session;
use crate::answer::{Answer, Answered, Failure};
use crate::args::{Meeting, MeetingOf};
use crate::{show, who};

fn id_of(session: &Session, of: &MeetingOf) -> Result<RecordId, Failure> {
    let month = of.month.unwrap_or_else(|| session.today().month());
    session.query(|q| Ok(queries::meeting_id(q.club, month, of.kind)))
}

/// The roll as somebody sees it now.
fn roll(session: &Session, of: &MeetingOf, order: RollOrder) -> Result<RollView, Failure> {
    let id = id_of(session, of)?;
    session.query(|q| queries::roll(q.connection, q.club, id, order, q.today))
}

pub(super) fn run(session: &Session, meeting: Meeting) -> Answered {
    let language = session.language;
    match meeting {
        Meeting::Open { of, on, place, confirmed } => {
            let held_on = on.map(|day| day.on(session.today()));
            let request = OpenMeetingRequest { kind: of.kind, month: of.month, held_on, place, confirmed };
            let saved = session.command(|pen| commands::open(pen, &request))?;
            Ok(session.saved(&saved, &show::roll(&saved.result, language), vec![saved.result.counts.words(language)]))
        }
        Meeting::Mark { of, marks, reason } => mark(session, &of, &marks, reason.as_deref()),
        Meeting::AllBut { of, mark } => {
            let roll = roll(session, &of, RollOrder::Register)?;
            let request = AllButRequest { meeting: roll.meeting.id, mark, seen: roll.seen };
            let saved = session.command(|pen| commands::all_but(pen, &request))?;
            Ok(session.saved(&saved, &show::counts(&saved.result.counts), vec![saved.result.counts.words(language)]))
        }
        Meeting::Guest { of, person: Some(person), .. } => {
            let (meeting, person) = (id_of(session, &of)?, who::person(session, &person)?);
            let saved = session.command(|pen| commands::add_guest(pen, meeting, person))?;
            Ok(session.saved(&saved, &show::counts(&saved.result.counts), vec![saved.result.words(language)]))
        }
        Meeting::Guest { of, name, undo, .. } => {
            let (meeting, name) = (id_of(session, &of)?, name.unwrap_or_default());
            let saved = session.command(|pen| {
                let change = if undo { commands::remove_guest_by_name } else { commands::add_guest_by_name };
                change(pen, meeting, &name)
            })?;
            Ok(session.saved(&saved, &show::counts(&saved.result.counts), vec![saved.result.counts.words(language)]))
        }
        Meeting::Close { of, heads, rest } => {
            let roll = roll(session, &of, RollOrder::Register)?;
            let request = CloseMeetingRequest { head_count: heads, rest, ..CloseMeetingRequest::over(&roll) };
            let saved = session.command(|pen| commands::close(pen, &request))?;
            let mut lines = vec![closed_words(&saved.result.counts, language)];
            lines.extend(saved.result.remarks(language));
            Ok(session.saved(&saved, &show::counts(&saved.result.counts), lines))
        }
        Meeting::Postpone { of, to, reason, confirmed } => {
            let request = PutOffRequest { kind: of.kind, month: of.month, reason, confirmed };
            let to = to.on(session.today());
            let saved = session.command(|pen| commands::postpone(pen, &request, to))?;
            Ok(session.saved(&saved, &show::meeting(&saved.result), vec![show::meeting_line(&saved.result, language)]))
        }
        Meeting::Cancel { of, reason, confirmed } => {
            let request = PutOffRequest { kind: of.kind, month: of.month, reason, confirmed };
            let saved = session.command(|pen| commands::cancel(pen, &request))?;
            Ok(session.saved(&saved, &show::meeting(&saved.result), vec![show::meeting_line(&saved.result, language)]))
        }
        Meeting::Show { of, by_name } => {
            let order = if by_name { RollOrder::Name } else { RollOrder::Register };
            let roll = roll(session, &of, order)?;
            Ok(Answer::new(show::roll(&roll, language), show::roll_lines(&roll, language)))
        }
        Meeting::List { limit } => {
            let held = session.query(|q| queries::held(q.connection, limit))?;
            let lines = held.iter().map(|meeting| show::meeting_line(meeting, language)).collect();
            Ok(Answer::new(held.iter().map(show::meeting).collect(), lines))
        }
    }
}

/// Marks one person after the other, each as soon as it is called.
fn mark(session: &Session, of: &MeetingOf, marks: &[(String, String)], reason: Option<&str>) -> Answered {
    let roll = roll(session, of, RollOrder::Register)?;
    let mut ops = Vec::new();
    let mut shown: Vec<Value> = Vec::new();
    let mut lines = Vec::new();
    for (person, mark) in marks {
        let person = who::person(session, person)?;
        let mark = Mark::from_code(mark).ok_or_else(|| Failure::usage("mark", &format!("there is no mark {mark}")))?;
        // Whoever has several records is marked on the one that stands in the roll.
        let (person, seen) =
            roll.row(person).map_or_else(|| (person, EntityState::new()), |row| (row.person.id, row.seen.clone()));
        let request = MarkRequest { meeting: roll.meeting.id, person, mark, reason: reason.map(str::to_owned), seen };
        let saved = session.command(|pen| commands::mark(pen, &request))?;
        shown.push(json!({ "row": show::row(&saved.result.row), "after_closing": saved.result.after_closing }));
        lines.push(saved.result.words(session.language));
        ops.extend(saved.ops);
    }
    Ok(session.saved(&clubbook_core::phone::Saved { ops, result: () }, &json!(shown), lines))
}
