//! The board, groups and households.

use clubbook_core::features::board::views::{AppointRequest, EndPostRequest, vacancies_words};
use clubbook_core::features::groups::views::GroupRequest;
use clubbook_core::features::households::views::CreateHouseholdRequest;
use clubbook_core::features::{board, groups, households};
use clubbook_core::phone::Saved;
use clubbook_model::id::RecordId;
use clubbook_model::text::fold;
use serde_json::{Value, json};

use super::{Session, people};
use crate::answer::{Answer, Answered, Failure};
use crate::args::{Board, Group, Household};
use crate::{show, who};

pub(super) fn board(session: &Session, board: Board) -> Answered {
    let language = session.language;
    let shown = |posts: &[board::views::PostView]| {
        let lines: Vec<String> =
            posts.iter().map(|post| show::post_line(post, language)).chain(vacancies_words(posts, language)).collect();
        (posts.iter().map(show::post).collect::<Value>(), lines)
    };
    match board {
        Board::Show { on } => {
            let day = on.on(session.today());
            let posts = session.query(|q| board::queries::posts(q.connection, q.club, day))?;
            let (json, lines) = shown(&posts);
            Ok(Answer::new(json, lines))
        }
        Board::Terms => {
            let terms = session.query(|q| board::queries::terms(q.connection, q.club, q.today))?;
            let lines = terms.iter().map(|term| show::term_line(term, language)).collect();
            let lines = show::or_nobody(lines, ("Chưa ghi nhiệm kỳ nào.", "No term is written down."), language);
            Ok(Answer::new(terms.iter().map(show::term).collect(), lines))
        }
        Board::Appoint { person, role, from, decision, instead } => {
            let person = who::person(session, &person)?;
            let from = from.on(session.today());
            let mut instead_of = Vec::new();
            if instead {
                let holders = session.query(|q| board::queries::holders_of(q.connection, q.club, role, from))?;
                instead_of.extend(holders.into_iter().map(|holder| holder.person.id));
            }
            let request = AppointRequest { person, role, from: Some(from), decision, instead_of };
            let saved = session.command(|pen| board::commands::appoint(pen, &request))?;
            let (json, lines) = shown(&saved.result);
            Ok(session.saved(&saved, &json, lines))
        }
        Board::End { person, role, on, confirmed } => {
            let person = who::person(session, &person)?;
            let request = EndPostRequest { person, role, last_day: on.on(session.today()), is_meant: confirmed };
            let saved = session.command(|pen| board::commands::end_post(pen, request))?;
            let (json, lines) = shown(&saved.result);
            Ok(session.saved(&saved, &json, lines))
        }
    }
}

/// The group that a word names: by its id, or by its name.
fn group_id(session: &Session, said: &str) -> Result<RecordId, Failure> {
    if let Some(id) = RecordId::from_hex(said) {
        return Ok(id);
    }
    let by_group = session.query(|q| groups::queries::by_group(q.connection, q.club, q.today))?;
    let wanted = fold(said);
    let mut named = by_group.groups.iter().filter(|group| fold(&group.name) == wanted);
    match (named.next(), named.next()) {
        (Some(group), None) => Ok(group.id),
        _ => Err(Failure::usage("which_group", "no group, or more than one, is called that")),
    }
}

pub(super) fn group(session: &Session, group: Group) -> Answered {
    let leader = |said: Option<String>| said.map(|said| who::person(session, &said)).transpose();
    match group {
        Group::List => {
            let list = session.query(|q| groups::queries::by_group(q.connection, q.club, q.today))?;
            Ok(Answer::new(show::by_group(&list), show::by_group_lines(&list, session.language)))
        }
        Group::Create { name, area, leader: said } => {
            let request = GroupRequest { name: Some(name), area, leader: leader(said)? };
            let saved = session.command(|pen| groups::commands::create(pen, &request))?;
            Ok(session.saved(&saved, &json!({ "group": saved.result.to_string() }), Vec::new()))
        }
        Group::Change { group, name, area, leader: said } => {
            let (id, request) = (group_id(session, &group)?, GroupRequest { name, area, leader: leader(said)? });
            let saved = session.command(|pen| groups::commands::change(pen, id, &request))?;
            Ok(session.saved(&saved, &json!({ "group": id.to_string() }), Vec::new()))
        }
        Group::Put { group, people } => put(session, Some(group_id(session, &group)?), &people),
        Group::TakeOut { people } => put(session, None, &people),
        Group::Dissolve { group, on } => {
            let (id, day) = (group_id(session, &group)?, on.on(session.today()));
            let saved = session.command(|pen| groups::commands::dissolve(pen, id, day))?;
            Ok(session.saved(&saved, &json!({ "group": id.to_string() }), Vec::new()))
        }
    }
}

fn put(session: &Session, group: Option<RecordId>, said: &[String]) -> Answered {
    let people = people::several(session, said)?;
    let saved = session.command(|pen| {
        for person in &people {
            groups::commands::put(pen, *person, group)?;
        }
        groups::queries::by_group(pen.tx, pen.club, pen.today())
    })?;
    let lines = show::by_group_lines(&saved.result, session.language);
    Ok(session.saved(&saved, &show::by_group(&saved.result), lines))
}

/// The household that words name: its id, or words that only one has.
fn household_id(session: &Session, said: &str) -> Result<RecordId, Failure> {
    if let Some(id) = RecordId::from_hex(said) {
        return Ok(id);
    }
    let found = session.query(|q| households::queries::find(q.connection, q.club, said, q.today))?;
    match &found[..] {
        [only] => Ok(only.id),
        _ => Err(Failure::usage("which_household", "no household, or more than one, has these words")),
    }
}

pub(super) fn household(session: &Session, household: Household) -> Answered {
    let language = session.language;
    let one = |saved: &Saved<households::views::HouseholdView>| {
        session.saved(saved, &show::household(&saved.result), show::household_lines(&saved.result, language))
    };
    match household {
        Household::List { words } => {
            let words = words.join(" ");
            let found = session.query(|q| households::queries::find(q.connection, q.club, &words, q.today))?;
            let lines = found.iter().flat_map(|household| show::household_lines(household, language)).collect();
            let lines = show::or_nobody(lines, ("Không thấy hộ nào.", "No household was found."), language);
            Ok(Answer::new(found.iter().map(show::household).collect(), lines))
        }
        Household::Create { head, people: said, number, hamlet, address } => {
            let request = CreateHouseholdRequest {
                head: who::person(session, &head)?,
                people: people::several(session, &said)?,
                hamlet,
                address,
                number,
            };
            Ok(one(&session.command(|pen| households::commands::create(pen, &request))?))
        }
        Household::Put { household, people: said } => live_in(session, Some(household_id(session, &household)?), &said),
        Household::TakeOut { people: said } => live_in(session, None, &said),
        Household::Head { household, person } => {
            let (id, person) = (household_id(session, &household)?, who::person(session, &person)?);
            Ok(one(&session.command(|pen| households::commands::set_head(pen, id, person))?))
        }
        Household::Without => {
            let found = session.query(|q| households::queries::without(q.connection, q.club, q.today))?;
            let lines = found.iter().map(show::person_line).collect();
            let lines = show::or_nobody(lines, ("Ai cũng đã có hộ.", "Everybody has a household."), language);
            Ok(Answer::new(found.iter().map(show::person).collect(), lines))
        }
    }
}

fn live_in(session: &Session, household: Option<RecordId>, said: &[String]) -> Answered {
    let people = people::several(session, said)?;
    let saved = session.command(|pen| {
        let mut view = None;
        for person in &people {
            view = households::commands::put(pen, *person, household)?;
        }
        Ok(view)
    })?;
    let json = saved.result.as_ref().map_or(Value::Null, show::household);
    let lines = saved.result.iter().flat_map(|view| show::household_lines(view, session.language)).collect();
    Ok(session.saved(&saved, &json, lines))
}
