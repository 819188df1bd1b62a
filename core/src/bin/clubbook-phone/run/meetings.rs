//! Meetings and the roll call.

use std::path::Path;

use clubbook_core::features::meetings::paper::{self, EnterSheetRequest};
use clubbook_core::features::meetings::plan::{
    PlanMeetingRequest, next_meeting, plan, planned, planned_words, set_meeting_day,
};
use clubbook_core::features::meetings::views::{
    AllButRequest, CloseMeetingRequest, MarkRequest, OpenMeetingRequest, PutOffRequest, RollOrder, RollView,
    UnmarkedAnswer, closed_words,
};
use clubbook_core::features::meetings::{commands, queries, sheet_print};
use clubbook_core::phone::Entered;
use clubbook_model::id::RecordId;
use clubbook_model::merge::EntityState;
use clubbook_model::op::Source;
use clubbook_model::vocabulary::{Language, Mark, Vocabulary};
use serde_json::{Value, json};

use super::{Session, agenda};
use crate::answer::{Answer, Answered, Failure};
use crate::args::{DayArg, Meeting, MeetingOf};
use crate::{show, who};

pub(super) fn id_of(session: &Session, of: &MeetingOf) -> Result<RecordId, Failure> {
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
        Meeting::Next => next(session),
        Meeting::Day { day } => {
            let saved = session.command(|pen| set_meeting_day(pen, day))?;
            Ok(session.saved(&saved, &json!({ "meeting_day": day }), Vec::new()))
        }
        Meeting::Plan { on, kind, place, confirmed } => {
            let request = PlanMeetingRequest { kind, on: on.on(session.today()), place, confirmed };
            let saved = session.command(|pen| plan(pen, &request))?;
            Ok(session.saved(&saved, &show::meeting(&saved.result), vec![show::meeting_line(&saved.result, language)]))
        }
        Meeting::Agenda(agenda) => agenda::run(session, agenda),
        Meeting::Sheet { on, html } => sheet(session, on, html.as_deref()),
        Meeting::Enter { of, present, late, excused, for_person, again, confirmed } => {
            let request = EnterSheetRequest { meeting: id_of(session, &of)?, present, late, excused, again, confirmed };
            enter(session, &request, for_person.as_deref())
        }
        Meeting::Late { meetings } => {
            let late = session.query(|q| {
                let marks = queries::late_marks(q.connection, q.club, meetings, q.today)?;
                Ok(marks.into_iter().map(|mark| (mark.words(q.now, language), mark)).collect::<Vec<_>>())
            })?;
            let lines = late.iter().map(|(words, _)| words.clone()).collect();
            let lines = show::or_nobody(lines, ("Không có lần ghi muộn nào.", "Nobody was marked late."), language);
            Ok(Answer::new(late.iter().map(|(words, mark)| show::late_mark(mark, words)).collect(), lines))
        }
        Meeting::Attended { person, limit } => {
            let person = who::person(session, &person)?;
            let attended = session.query(|q| queries::attended(q.connection, q.club, person, limit, q.today))?;
            let lines = attended.iter().map(|one| show::attended_line(one, language)).collect();
            Ok(Answer::new(attended.iter().map(show::attended).collect(), lines))
        }
        Meeting::Missed { least } => {
            let missed = session.query(|q| queries::missed(q.connection, q.club, least, q.today))?;
            let lines = missed.iter().map(|one| one.words(language)).collect();
            let lines = show::or_nobody(lines, ("Không có ai.", "There is nobody."), language);
            Ok(Answer::new(missed.iter().map(|one| show::missed(one, language)).collect(), lines))
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
        Meeting::Close { of, heads, chair, secretary, marks, rest } => {
            let by = [chair, secretary].map(|said| said.map(|said| who::person(session, &said)).transpose());
            let [chair, secretary] = by;
            let who = (chair?, secretary?);
            close(session, &of, heads, who, (&marks, rest))
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

/// The coming meeting, and what else is planned.
fn next(session: &Session) -> Answered {
    let (language, today) = (session.language, session.today());
    let (next, others) = session
        .query(|q| Ok((next_meeting(q.connection, q.club, q.today)?, planned(q.connection, q.club, q.today)?)))?;
    let mut lines: Vec<String> = next.iter().map(|next| next.words(today, language)).collect();
    if next.is_none() {
        lines.push(match language {
            Language::Vi => "CLB chưa có ngày sinh hoạt cố định. Ghi: meeting day 24".to_owned(),
            Language::En => "The club has no fixed day yet. Write it down: meeting day 24".to_owned(),
        });
    }
    lines.extend(others.iter().map(|meeting| planned_words(meeting, today, language)));
    let json = json!({
        "next": next.as_ref().map(|next| show::next_meeting(next, today, language)),
        "planned": others.iter().map(show::meeting).collect::<Value>(),
    });
    Ok(Answer::new(json, lines))
}

/// The sign-in sheet: of the day that was said, else of the coming meeting, else of today.
fn sheet(session: &Session, on: Option<DayArg>, file: Option<&Path>) -> Answered {
    let (language, today) = (session.language, session.today());
    let sheet = session.query(|q| {
        let next = next_meeting(q.connection, q.club, q.today)?;
        let day = on.map(|on| on.on(today)).or(next.map(|next| next.on)).unwrap_or(today);
        paper::sheet(q.connection, q.club, day, q.today)
    })?;
    let json = show::sheet(&sheet);
    let Some(path) = file else {
        let text = sheet_print::text(&sheet, language);
        return Ok(Answer::new(json, text.lines().map(str::to_owned).collect()));
    };
    std::fs::write(path, sheet_print::html(&sheet, language)).map_err(|error| Failure::file("the sheet", &error))?;
    let line = match language {
        Language::Vi => format!("Tờ ký tên ở {}. Mở bằng trình duyệt rồi in.", path.display()),
        Language::En => format!("The sheet is in {}. Open it in a browser and print.", path.display()),
    };
    let afterwards = match language {
        Language::Vi => "Sau buổi họp, nhập theo số: meeting enter \"1 2 5-9\"",
        Language::En => "After the meeting, enter it by number: meeting enter \"1 2 5-9\"",
    };
    Ok(Answer::new(json, vec![line, afterwards.to_owned()]))
}

/// A sheet is paper: of whoever kept it.
fn enter(session: &Session, request: &EnterSheetRequest, for_person: Option<&str>) -> Answered {
    let on_behalf_of = for_person.map(|said| who::person(session, said)).transpose()?;
    let entered = Entered { on_behalf_of, source: Source::PAPER };
    let saved = session
        .phone
        .command_entered(entered, |pen| paper::enter_sheet(pen, request))
        .map_err(|error| Failure::of(&error, session.language))?;
    let counts = saved.result.counts;
    Ok(session.saved(&saved, &show::counts(&counts), vec![counts.words(session.language)]))
}

/// Closes the roll; those whom nobody marked are answered for one by one, then the rest together.
fn close(
    session: &Session,
    of: &MeetingOf,
    heads: Option<i64>,
    (chair, secretary): (Option<RecordId>, Option<RecordId>),
    (marks, rest): (&[(String, String)], Option<Mark>),
) -> Answered {
    let language = session.language;
    let roll = roll(session, of, RollOrder::Register)?;
    let mut answers = Vec::with_capacity(marks.len());
    for (person, mark) in marks {
        answers.push(UnmarkedAnswer { person: who::person(session, person)?, mark: mark_of(mark)?, reason: None });
    }
    let request =
        CloseMeetingRequest { head_count: heads, answers, rest, chair, secretary, ..CloseMeetingRequest::over(&roll) };
    let saved = session.command(|pen| commands::close(pen, &request))?;
    let mut lines = vec![closed_words(&saved.result.counts, language)];
    lines.extend(saved.result.remarks(language));
    let next = session.query(|q| next_meeting(q.connection, q.club, q.today))?;
    lines.extend(next.map(|next| next.words(session.today(), language)));
    Ok(session.saved(&saved, &show::counts(&saved.result.counts), lines))
}

fn mark_of(code: &str) -> Result<Mark, Failure> {
    Mark::from_code(code).ok_or_else(|| Failure::usage("mark", &format!("there is no mark {code}")))
}

/// Marks one person after the other, each as soon as it is called.
fn mark(session: &Session, of: &MeetingOf, marks: &[(String, String)], reason: Option<&str>) -> Answered {
    let roll = roll(session, of, RollOrder::Register)?;
    let mut ops = Vec::new();
    let mut shown: Vec<Value> = Vec::new();
    let mut lines = Vec::new();
    for (person, mark) in marks {
        let person = who::person(session, person)?;
        let mark = mark_of(mark)?;
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
