//! Agendas.

use clubbook_core::features::meetings::agenda::{
    self, AddItemRequest, AgendaItemView, AgendaView, MinutesRequest, add, add_usual, groups_without_a_case, move_item,
    remove, write_meeting_minutes, write_minutes,
};
use clubbook_core::phone::Saved;
use clubbook_model::id::RecordId;
use serde_json::Value;

use super::Session;
use super::meetings::id_of;
use crate::answer::{Answer, Answered, Failure};
use crate::args::{Agenda, MeetingOf};
use crate::{show, who};

fn shown(session: &Session, of: &MeetingOf) -> Result<AgendaView, Failure> {
    let id = id_of(session, of)?;
    session.query(|q| agenda::agenda(q.connection, q.club, id, q.today))
}

/// The item that a word names: its place in the list, or its id.
fn item(session: &Session, of: &MeetingOf, said: &str) -> Result<AgendaItemView, Failure> {
    let mut items = shown(session, of)?.items.into_iter();
    let item = match RecordId::from_hex(said) {
        Some(id) => items.find(|item| item.id == id),
        None => said.parse::<usize>().ok().and_then(|place| items.nth(place.checked_sub(1)?)),
    };
    item.ok_or_else(|| Failure::usage("which_item", "the agenda has no item at this place"))
}

/// An item of any meeting by its id, or of this one by its place.
fn item_id(session: &Session, of: &MeetingOf, said: &str) -> Result<RecordId, Failure> {
    RecordId::from_hex(said).map_or_else(|| Ok(item(session, of, said)?.id), Ok)
}

fn saved(session: &Session, saved: &Saved<AgendaView>) -> Answer {
    session.saved(
        saved,
        &show::agenda(&saved.result, session.language),
        show::agenda_lines(&saved.result, session.language),
    )
}

pub(super) fn run(session: &Session, agenda: Agenda) -> Answered {
    let person = |said: Option<String>| said.map(|said| who::person(session, &said)).transpose();
    let done = match agenda {
        Agenda::Show { of } => {
            let view = shown(session, &of)?;
            let lines = show::agenda_lines(&view, session.language);
            let nothing = ("Chưa có việc nào trong chương trình.", "The agenda is empty.");
            return Ok(Answer::new(
                show::agenda(&view, session.language),
                show::or_nobody(lines, nothing, session.language),
            ));
        }
        Agenda::WithoutACase { of } => {
            let month = of.month.unwrap_or_else(|| session.today().month());
            let leaders = session.query(|q| groups_without_a_case(q.connection, q.club, month, q.today))?;
            let lines = leaders.iter().map(show::person_line).collect();
            let nobody = ("Tổ trưởng nào cũng đã nêu.", "Every group leader has brought one.");
            let lines = show::or_nobody(lines, nobody, session.language);
            return Ok(Answer::new(leaders.iter().map(show::person).collect::<Value>(), lines));
        }
        Agenda::Usual { of } => session.command(|pen| add_usual(pen, of.kind, of.month))?,
        Agenda::Add { of, title, area, presenter, presenter_name, place } => {
            let request = AddItemRequest {
                kind: Some(of.kind),
                month: of.month,
                title,
                area,
                presenter: person(presenter)?,
                presenter_name,
                place,
                ..AddItemRequest::default()
            };
            session.command(|pen| add(pen, &request))?
        }
        Agenda::Case { of, about, by, title } => {
            let request = AddItemRequest {
                kind: Some(of.kind),
                month: of.month,
                title,
                brought_by: person(by)?,
                about: person(Some(about))?,
                ..AddItemRequest::default()
            };
            session.command(|pen| add(pen, &request))?
        }
        Agenda::Minutes { of, item, text } if item == "all" => {
            let request = MinutesRequest { of: id_of(session, &of)?, minutes: text, seen: shown(session, &of)?.seen };
            session.command(|pen| write_meeting_minutes(pen, &request))?
        }
        Agenda::Minutes { of, item, text } => {
            let item = self::item(session, &of, &item)?;
            let request = MinutesRequest { of: item.id, minutes: text, seen: item.seen };
            session.command(|pen| write_minutes(pen, &request))?
        }
        Agenda::Move { of, item, place } => {
            let item = item_id(session, &of, &item)?;
            session.command(|pen| move_item(pen, item, place))?
        }
        Agenda::Remove { of, item } => {
            let item = item_id(session, &of, &item)?;
            session.command(|pen| remove(pen, item))?
        }
    };
    Ok(saved(session, &done))
}
