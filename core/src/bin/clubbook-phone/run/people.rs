//! People, memberships, notices, and who uses the phone.

use clubbook_core::features::memberships::views::EndMembershipRequest;
use clubbook_core::features::people::queries::Which;
use clubbook_core::features::people::views::{AddPersonRequest, FormView};
use clubbook_core::features::{CommandError, composition, memberships, notices as notice_feature, people};
use clubbook_model::entry::FieldEdit;
use clubbook_model::id::RecordId;
use clubbook_model::merge::FieldKey;
use clubbook_model::registry::{Entity, KindDef, Membership, Person};
use clubbook_model::time::Month;
use clubbook_model::vocabulary::{Language, LeavingReason};
use serde_json::{Value, json};

use super::{Session, record};
use crate::answer::{Answer, Answered, Failure};
use crate::args::{DayArg, Users};
use crate::{show, who};

type Fields = Vec<(String, String)>;

/// Fields as they were typed; what the lunar calendar says is resolved by the one in force where the club is.
pub(super) fn edits(session: &Session, kind: &KindDef, fields: &[(String, String)]) -> Result<Vec<FieldEdit>, Failure> {
    let region = session.query(|q| people::queries::region(q.connection, q.club))?;
    let mut edits = Vec::new();
    for (name, text) in fields {
        let parsed = FieldEdit::parse_told(kind, name, text, region)
            .map_err(|error| Failure::usage("field", &format!("{name}: {error} ({})", kind.name)))?;
        edits.extend(parsed);
    }
    Ok(edits)
}

pub(super) fn members(session: &Session, all: bool) -> Answered {
    let members = session.query(|q| {
        let which = if all { Which::Ever } else { Which::On(q.today) };
        people::queries::members(q.connection, q.club, which, q.today)
    })?;
    let mut lines: Vec<String> =
        members.iter().flat_map(|member| show::member_lines(member, session.language)).collect();
    lines.push(match session.language {
        Language::Vi => format!("{} người.", members.len()),
        Language::En => format!("People: {}.", members.len()),
    });
    Ok(Answer::new(members.iter().map(show::member).collect(), lines))
}

pub(super) fn find(session: &Session, name: &str, limit: usize) -> Answered {
    let found = session.query(|q| people::queries::find(q.connection, name, limit, q.today))?;
    let lines = found.iter().map(|found| show::found_line(found, session.language)).collect();
    let lines = show::or_nobody(lines, ("Không tìm thấy ai.", "Nobody was found."), session.language);
    Ok(Answer::new(found.iter().map(show::found).collect(), lines))
}

pub(super) fn answered(session: &Session) -> Answered {
    let answers = session.query(|q| people::queries::answered(q.connection, q.club, q.today))?;
    let lines = answers.iter().flat_map(|answer| show::answered_lines(answer, session.language)).collect();
    let nobody = ("Chưa ai trả lời về người nào.", "Nobody has answered about anybody.");
    let lines = show::or_nobody(lines, nobody, session.language);
    Ok(Answer::new(answers.iter().map(|answer| show::answered(answer, session.language)).collect(), lines))
}

pub(super) fn doubles(session: &Session) -> Answered {
    let doubles = session.query(|q| people::queries::doubles(q.connection, q.club, q.today))?;
    let lines = doubles.iter().map(|double| show::double_line(double, session.language)).collect();
    let lines = show::or_nobody(lines, ("Không thấy ai trùng.", "Nobody seems to be twice in it."), session.language);
    Ok(Answer::new(doubles.iter().map(|double| show::double(double, session.language)).collect(), lines))
}

pub(super) fn composition(session: &Session, on: DayArg) -> Answered {
    let day = on.on(session.today());
    let figures = session.query(|q| composition::queries::composition(q.connection, q.club, day))?;
    let lines = figures.iter().map(|figure| figure.words(session.language)).collect();
    let none = ("Sổ tra cứu chưa có chỉ tiêu nào.", "The reference book has no target.");
    let lines = show::or_nobody(lines, none, session.language);
    Ok(Answer::new(figures.iter().map(|figure| show::composition(figure, session.language)).collect(), lines))
}

pub(super) fn birthdays(session: &Session, month: Option<Month>) -> Answered {
    let (language, today) = (session.language, session.today());
    let month = month.unwrap_or_else(|| today.month());
    let birthdays = session.query(|q| people::birthdays::of_month(q.connection, q.club, month, q.today))?;
    let lines = birthdays.iter().map(|birthday| birthday.words(today, language)).collect();
    let lines = show::or_nobody(lines, ("Không có sinh nhật nào.", "There is no birthday."), language);
    Ok(Answer::new(birthdays.iter().map(show::birthday).collect(), lines))
}

pub(super) fn card(session: &Session, person: &str) -> Answered {
    let id = who::person(session, person)?;
    let card = session.query(|q| people::queries::card(q.connection, q.club, id, q.today))?;
    Ok(Answer::new(show::card(&card, session.language), show::card_lines(&card, session.language)))
}

pub(super) fn add(
    session: &Session,
    name: &str,
    fields: &[(String, String)],
    membership: Option<&Fields>,
    (another, number_meant): (bool, bool),
) -> Answered {
    let mut request = AddPersonRequest::member(name);
    request.fields.extend(edits(session, Person::DEF, fields)?);
    request.membership = membership.map(|fields| edits(session, Membership::DEF, fields)).transpose()?;
    (request.is_another_person, request.is_number_meant) = (another, number_meant);
    let saved = session.command(|pen| people::commands::add(pen, &request))?;
    let shown = json!({
        "person": show::person(&saved.result.person),
        "membership": saved.result.membership.map(|id| id.to_string()),
    });
    Ok(session.saved(&saved, &shown, vec![show::person_line(&saved.result.person)]))
}

/// The record that was named: by its id, or the person's own, or the person's membership.
fn form(session: &Session, said: &str, membership: bool) -> Result<FormView, Failure> {
    let id = who::person(session, said)?;
    session.query(|q| {
        let id = if membership {
            let memberships = people::queries::memberships_of(q.connection, id)?;
            memberships.last().map(|membership| membership.id).ok_or(CommandError::NotFound("membership"))?
        } else {
            id
        };
        people::queries::form(q.connection, id)
    })
}

pub(super) fn correct(session: &Session, said: &str, fields: &Fields, membership: bool) -> Answered {
    let form = form(session, said, membership)?;
    let edits = edits(session, form.kind, fields)?;
    let saved = session.command(|pen| people::commands::correct(pen, &form, &edits))?;
    Ok(session.saved(&saved, &json!({ "record": form.entity.to_string() }), Vec::new()))
}

pub(super) fn settle(session: &Session, said: &str, field: &str, value: &str) -> Answered {
    let form = form(session, said, false)?;
    let edit = FieldEdit::parse(form.kind, field, value)
        .map_err(|error| Failure::usage("field", &format!("{field}: {error} ({})", form.kind.name)))?;
    let key = FieldKey { tag: edit.tag, element: edit.element };
    let saved = session.command(|pen| people::commands::settle(pen, &form, &key, &edit.value))?;
    Ok(session.saved(&saved, &json!({ "record": form.entity.to_string() }), Vec::new()))
}

pub(super) fn link(session: &Session, one: &str, other: &str, linked: bool) -> Answered {
    let (one, other) = (who::person(session, one)?, who::person(session, other)?);
    let saved = session.command(|pen| people::commands::link(pen, one, other, linked))?;
    let shown = json!({ "linked": saved.result.linked, "are_one": saved.result.are_one });
    Ok(session.saved(&saved, &shown, vec![saved.result.words(session.language).to_owned()]))
}

pub(super) fn end_membership(
    session: &Session,
    person: &str,
    reason: Option<LeavingReason>,
    on: DayArg,
    undo: bool,
) -> Answered {
    let person = who::person(session, person)?;
    let saved = if undo {
        session.command(|pen| memberships::commands::take_back_end(pen, person))?
    } else {
        let reason = reason.ok_or_else(|| Failure::usage("usage", "--reason is wanted"))?;
        let request = EndMembershipRequest { person, left_on: on.on(session.today()), reason };
        session.command(|pen| memberships::commands::end(pen, request))?
    };
    Ok(session.saved(&saved, &json!({ "membership": saved.result.to_string() }), Vec::new()))
}

pub(super) fn notices(session: &Session, read: Option<&str>, answer: Option<&str>) -> Answered {
    if let Some(said) = read {
        let id = record(said)?;
        let saved = session.command(|pen| match answer {
            Some(answer) => notice_feature::commands::answer(pen, id, answer),
            None => notice_feature::commands::read(pen, id),
        })?;
        let lines = show::notice_lines(&saved.result);
        return Ok(session.saved(&saved, &show::notice(&saved.result), lines));
    }
    let notices = session.query(|q| notice_feature::queries::notices(q.connection, q.club, q.person))?;
    let lines = notices.iter().flat_map(show::notice_lines).collect();
    Ok(Answer::new(notices.iter().map(show::notice).collect(), lines))
}

pub(super) fn users(session: &Session, users: Users) -> Answered {
    let failed = |error| Failure::of(&error, session.language);
    match users {
        Users::List => {}
        Users::Add { person, pin } => {
            session.phone.add_user(who::person(session, &person)?, &pin).map_err(failed)?;
        }
        Users::Pin { pin } => session.phone.set_pin(pin.as_deref()).map_err(failed)?,
        Users::Remove { person } => {
            let person = who::user(&session.phone, &person, session.language)?;
            session.phone.remove_user(person).map_err(failed)?;
        }
        Users::Reset { person, pin } => {
            let person = who::user(&session.phone, &person, session.language)?;
            session.phone.reset_pin(person, &pin).map_err(failed)?;
        }
    }
    let users = session.phone.users().map_err(failed)?;
    let json = users
        .iter()
        .map(|user| json!({ "person": user.person.to_string(), "name": user.name, "has_pin": user.has_pin }));
    let lines = users.iter().map(|user| {
        let pin = match (user.has_pin, session.language) {
            (false, _) => "",
            (true, Language::Vi) => ", có mã số riêng",
            (true, Language::En) => ", with a PIN",
        };
        format!("{}{pin}", user.name)
    });
    Ok(Answer::new(json.collect::<Value>(), lines.collect()))
}

/// People by what was typed.
pub(super) fn several(session: &Session, said: &[String]) -> Result<Vec<RecordId>, Failure> {
    said.iter().map(|said| who::person(session, said)).collect()
}
