//! Which person is meant: by the id of the record, by `#` and the number in the paper register, or by a name that only
//! one person has.

use std::collections::BTreeSet;

use clubbook_core::features::people::queries::{self, Which};
use clubbook_core::phone::{Phone, Question};
use clubbook_model::id::RecordId;
use clubbook_model::text::fold;
use clubbook_model::vocabulary::Language;

use crate::answer::Failure;
use crate::run::Session;

/// At most so many people of one name are told apart.
const LOOKED_AT: usize = 20;

/// The person whom a word of the command line names.
pub(crate) fn person(session: &Session, said: &str) -> Result<RecordId, Failure> {
    if let Some(id) = RecordId::from_hex(said) {
        return Ok(id);
    }
    let looked_up = session.query(|question| match said.strip_prefix('#') {
        Some(number) => by_number(question, number),
        None => by_name(question, said),
    })?;
    looked_up.ok_or_else(|| {
        Failure::usage("which_person", "no person, or more than one, is called that: use the id or #number")
    })
}

fn by_number(question: &Question<'_>, number: &str) -> clubbook_core::features::Commanded<Option<RecordId>> {
    let Ok(number) = number.parse::<i64>() else { return Ok(None) };
    let members = queries::members(question.connection, question.club, Which::Ever, question.today)?;
    let with_number: Vec<_> = members.iter().filter(|member| member.register_no == Some(number)).collect();
    // Who is a member now is meant before who had the number once.
    let current: Vec<_> = with_number.iter().filter(|member| member.left_on.is_none()).collect();
    Ok(match (&current[..], &with_number[..]) {
        ([only], _) => Some(only.person.id),
        ([], [only]) => Some(only.person.id),
        _ => None,
    })
}

fn by_name(question: &Question<'_>, name: &str) -> clubbook_core::features::Commanded<Option<RecordId>> {
    // Nothing is written down about somebody who was only guessed.
    let mut found = queries::find(question.connection, name, LOOKED_AT, question.today)?;
    found.retain(|found| !found.is_guess);
    let found: Vec<_> = found.into_iter().map(|found| found.person).collect();
    let wanted = fold(name);
    let mut same: Vec<_> = found.iter().filter(|person| fold(&person.name) == wanted).collect();
    // Two records of one person are not two people of one name.
    let people = queries::same_people(question.connection, question.club)?;
    let mut seen = BTreeSet::new();
    same.retain(|person| seen.insert(people.canonical(person.id)));
    Ok(match (&same[..], &found[..]) {
        ([only], _) => Some(only.id),
        ([], [only]) => Some(only.id),
        _ => None,
    })
}

/// Somebody who uses the phone, before anybody is signed in.
pub(crate) fn user(phone: &Phone, said: &str, language: Language) -> Result<RecordId, Failure> {
    let users = phone.users().map_err(|error| Failure::of(&error, language))?;
    let id = RecordId::from_hex(said);
    let wanted = fold(said);
    let mut meant =
        users.iter().filter(|user| Some(user.person) == id || (!wanted.is_empty() && fold(&user.name) == wanted));
    match (meant.next(), meant.next()) {
        (Some(user), None) => Ok(user.person),
        _ => Err(Failure::usage("which_user", "nobody, or more than one, who uses this phone is called that")),
    }
}
