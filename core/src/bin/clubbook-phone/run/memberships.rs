//! Joining, numbers of the register, deaths, moving between clubs, and who is no member.

use std::path::Path;

use clubbook_core::features::memberships::views::{JoinRequest, MoveRequest, TransferView};
use clubbook_core::features::memberships::{commands, queries};
use clubbook_core::features::people::death::{RecordDeathRequest, record_death, take_back_death};
use clubbook_core::features::people::queries as people;
use clubbook_core::features::people::views::AddPersonRequest;
use clubbook_core::features::{people as people_feature, volunteers};
use clubbook_model::entry::{FieldEdit, show_partial_date, typed_value};
use clubbook_model::field::Scalar;
use clubbook_model::id::RecordId;
use clubbook_model::registry::{Entity, Membership, Person};
use clubbook_model::time::{Day, PartialDate};
use clubbook_model::vocabulary::Language;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Session;
use super::people::edits;
use crate::answer::{Answer, Answered, Failure};
use crate::args::Member;
use crate::{show, who};

pub(super) fn run(session: &Session, member: Member) -> Answered {
    let language = session.language;
    match member {
        Member::Join { person, fields, number_meant } => {
            let request = JoinRequest {
                person: who::person(session, &person)?,
                fields: edits(session, Membership::DEF, &fields)?,
                is_number_meant: number_meant,
            };
            let saved = session.command(|pen| commands::join(pen, &request))?;
            Ok(session.saved(&saved, &json!({ "membership": saved.result.to_string() }), Vec::new()))
        }
        Member::Number { person, number, number_meant } => number_of(session, &person, number, number_meant),
        Member::NumbersTwice => {
            let twice = session.query(|q| queries::numbers_twice(q.connection, q.club, q.today))?;
            let lines = twice.iter().map(|number| number.words(language)).collect();
            let lines = show::or_nobody(lines, ("Không có số nào trùng.", "No number comes twice."), language);
            let json = |number: &clubbook_core::features::memberships::views::NumberTwice| json!({ "number": number.number, "members": number.members.iter().map(show::member).collect::<Value>() });
            Ok(Answer::new(twice.iter().map(json).collect(), lines))
        }
        Member::Died { person, on, undo } => died(session, &person, on.filter(|_| !undo)),
        Member::MoveOut { person, to, on, slip } => {
            move_out(session, &person, to, on.on(session.today()), slip.as_deref())
        }
        Member::MoveIn { slip, membership, another, number_meant } => {
            move_in(session, &slip, &membership, another, number_meant)
        }
        Member::Others => {
            let others = session.query(|q| people::non_members(q.connection, q.club, q.today))?;
            let lines = others.iter().map(show::person_line).collect();
            let lines = show::or_nobody(lines, ("Không có ai.", "There is nobody."), language);
            Ok(Answer::new(others.iter().map(show::person).collect(), lines))
        }
        Member::Volunteers => {
            let view = session.query(|q| volunteers::queries::volunteers(q.connection, q.club, q.today))?;
            Ok(Answer::new(show::volunteers(&view, language), show::volunteers_lines(&view, language)))
        }
    }
}

fn number_of(session: &Session, person: &str, number: Option<i64>, is_meant: bool) -> Answered {
    let person = who::person(session, person)?;
    let Some(number) = number else {
        let suggested = session.query(|q| queries::suggested_number(q.connection, q.club, Some(person)))?;
        return Ok(Answer::new(json!({ "suggested": suggested }), vec![suggested.to_string()]));
    };
    let saved = session.command(|pen| commands::set_number(pen, person, number, is_meant))?;
    Ok(session.saved(&saved, &json!({ "membership": saved.result.to_string() }), Vec::new()))
}

fn died(session: &Session, person: &str, on: Option<PartialDate>) -> Answered {
    let person = who::person(session, person)?;
    match on {
        Some(died_on) => {
            let saved = session.command(|pen| record_death(pen, RecordDeathRequest { person, died_on }))?;
            let shown = json!({ "person": show::person(&saved.result.person), "ended": saved.result.ended });
            Ok(session.saved(&saved, &shown, vec![saved.result.words(session.language)]))
        }
        None => {
            let saved = session.command(|pen| take_back_death(pen, person))?;
            Ok(session.saved(&saved, &show::person(&saved.result), vec![show::person_line(&saved.result)]))
        }
    }
}

/// The slip between two clubs, as a file of JSON that people can read, too.
#[derive(Debug, Serialize, Deserialize)]
struct Slip {
    /// The version of the slip.
    so_clb_transfer: u32,
    from_club: String,
    from_number: Option<i64>,
    person: String,
    fields: Vec<(String, String)>,
    joined_on: Option<String>,
}

const SLIP_VERSION: u32 = 1;

impl Slip {
    fn of(transfer: &TransferView) -> Self {
        let typed = |(name, value): &(&str, clubbook_model::value::Value)| {
            let text = typed_value(Person::DEF.field_by_name(name)?, value)?;
            Some(((*name).to_owned(), text))
        };
        Self {
            so_clb_transfer: SLIP_VERSION,
            from_club: transfer.from_club.clone(),
            from_number: transfer.from_number,
            person: transfer.person.to_string(),
            fields: transfer.fields.iter().filter_map(typed).collect(),
            joined_on: transfer.joined_on.map(show_partial_date),
        }
    }

    /// The fields of the person here. What this version does not know stays out.
    fn edits(&self) -> Result<Vec<FieldEdit>, Failure> {
        let wrong = |what: &str| Failure::usage("slip", what);
        if self.so_clb_transfer != SLIP_VERSION {
            return Err(wrong("this slip was written by a newer version"));
        }
        let came_from = RecordId::from_hex(&self.person).ok_or_else(|| wrong("the slip names no record"))?;
        let known = self.fields.iter().filter(|(name, _)| Person::DEF.field_by_name(name).is_some());
        let parsed = known.map(|(name, text)| FieldEdit::parse(Person::DEF, name, text));
        let mut edits: Vec<FieldEdit> = parsed.collect::<Result<_, _>>().map_err(|error| wrong(&error.to_string()))?;
        let value = Person::reference(came_from).to_value();
        edits.push(FieldEdit { tag: Person::moved_from.tag, element: Vec::new(), value });
        Ok(edits)
    }
}

fn move_out(session: &Session, person: &str, to: String, left_on: Day, file: Option<&Path>) -> Answered {
    let request = MoveRequest { person: who::person(session, person)?, left_on, to };
    let saved = session.command(|pen| commands::move_to_another_club(pen, &request))?;
    let slip = Slip::of(&saved.result);
    let text = serde_json::to_string_pretty(&slip).unwrap_or_default();
    let mut lines = match session.language {
        Language::Vi => vec![format!("Đã ghi: {} chuyển sang {}.", saved.result.name, request.to)],
        Language::En => vec![format!("Noted: {} goes on in {}.", saved.result.name, request.to)],
    };
    match file {
        Some(path) => {
            std::fs::write(path, &text).map_err(|error| Failure::file("the slip", &error))?;
            lines.push(match session.language {
                Language::Vi => format!("Giấy chuyển ở {}. Đưa cho CLB kia.", path.display()),
                Language::En => format!("The slip is in {}. Give it to the other club.", path.display()),
            });
        }
        None => lines.extend(text.lines().map(str::to_owned)),
    }
    Ok(session.saved(&saved, &serde_json::to_value(&slip).unwrap_or(Value::Null), lines))
}

fn move_in(
    session: &Session,
    file: &Path,
    membership: &[(String, String)],
    another: bool,
    number_meant: bool,
) -> Answered {
    let text = std::fs::read_to_string(file).map_err(|error| Failure::file("the slip", &error))?;
    let slip: Slip = serde_json::from_str(&text).map_err(|error| Failure::usage("slip", &error.to_string()))?;
    let request = AddPersonRequest {
        fields: slip.edits()?,
        membership: Some(edits(session, Membership::DEF, membership)?),
        is_another_person: another,
        is_number_meant: number_meant,
    };
    let saved = session.command(|pen| people_feature::commands::add(pen, &request))?;
    let shown = json!({
        "person": show::person(&saved.result.person),
        "membership": saved.result.membership.map(|id| id.to_string()),
        "from_club": slip.from_club,
    });
    Ok(session.saved(&saved, &shown, vec![show::person_line(&saved.result.person)]))
}
