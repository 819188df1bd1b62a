//! People and members.

use clubbook_core::features::people::birthdays::BirthdayView;
use clubbook_core::features::people::death::label;
use clubbook_core::features::people::views::{
    AnsweredView, CardView, DoubleView, FoundView, MemberView, PersonView, UnsettledView,
};
use clubbook_model::entry::{show_day, show_partial_date, show_value};
use clubbook_model::lunar::LunarDate;
use clubbook_model::registry::{self, Entity, Person};
use clubbook_model::vocabulary::{Language, Vocabulary};
use serde_json::{Map, Value, json};

use super::{code, codes, consent, iso, labels, sensitive};

pub(crate) fn person(person: &PersonView) -> Value {
    json!({
        "id": person.id.to_string(),
        "name": person.name,
        "title": person.title,
        "birth": person.birth.map(show_partial_date),
        "hamlet": person.hamlet,
        "phone": person.phone,
        "died_on": person.died_on.map(show_partial_date),
    })
}

pub(crate) fn person_line(person: &PersonView) -> String {
    // In Vietnamese, as the title is.
    let died = person.died_on.map(|died_on| label(died_on, Language::Vi));
    let parts = [Some(person.titled()), person.birth.map(show_partial_date), died, person.hamlet.clone()];
    format!("{}  {}", person.id, parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
}

pub(crate) fn found(found: &FoundView) -> Value {
    let mut json = person(&found.person);
    if let Some(fields) = json.as_object_mut() {
        fields.insert("is_guess".to_owned(), json!(found.is_guess));
    }
    json
}

pub(crate) fn found_line(found: &FoundView, language: Language) -> String {
    let perhaps = match (found.is_guess, language) {
        (false, _) => "",
        (true, Language::Vi) => "  (có phải không?)",
        (true, Language::En) => "  (perhaps)",
    };
    format!("{}{perhaps}", person_line(&found.person))
}

pub(crate) fn birthday(birthday: &BirthdayView) -> Value {
    json!({
        "person": person(&birthday.person),
        "on": birthday.on.map(iso),
        "turns": birthday.turns,
        "lunar": birthday.lunar.map(LunarDate::written),
    })
}

pub(crate) fn double(double: &DoubleView, language: Language) -> Value {
    let reasons: Vec<&str> = double.reasons.iter().map(|reason| reason.words(language)).collect();
    json!({ "one": person(&double.one), "other": person(&double.other), "reasons": reasons })
}

pub(crate) fn double_line(double: &DoubleView, language: Language) -> String {
    let reasons: Vec<&str> = double.reasons.iter().map(|reason| reason.words(language)).collect();
    format!("{}\n  {}\n  = {}", person_line(&double.one), person_line(&double.other), reasons.join(", "))
}

pub(crate) fn member(member: &MemberView) -> Value {
    let mut json = person(&member.person);
    if let Some(fields) = json.as_object_mut() {
        fields.insert("membership".to_owned(), json!(member.membership.to_string()));
        fields.insert("register_no".to_owned(), json!(member.register_no));
        fields.insert("joined_on".to_owned(), json!(member.joined_on.map(show_partial_date)));
        fields.insert("left_on".to_owned(), json!(member.left_on.map(iso)));
        fields.insert("leaving_reason".to_owned(), code(member.leaving_reason));
        fields.insert("roles".to_owned(), codes(&member.roles));
        fields.insert("same_person".to_owned(), member.same_person.iter().map(person).collect());
    }
    json
}

pub(crate) fn member_line(member: &MemberView, language: Language) -> String {
    let number = member.register_no.map_or_else(|| "   -".to_owned(), |number| format!("{number:>4}"));
    let left = match (member.left_on, language) {
        (Some(day), Language::Vi) => format!(", thôi từ {}", show_day(day)),
        (Some(day), Language::En) => format!(", left {}", show_day(day)),
        (None, _) => String::new(),
    };
    let roles = if member.roles.is_empty() { String::new() } else { format!(" ({})", labels(&member.roles, language)) };
    format!("{number}  {}{roles}{left}", person_line(&member.person))
}

/// A member, and under it the other records of the same person, so that what stands there can be looked at.
pub(crate) fn member_lines(member: &MemberView, language: Language) -> Vec<String> {
    let others = member.same_person.iter().map(|other| same_person_line(other, language));
    [member_line(member, language)].into_iter().chain(others).collect()
}

fn same_person_line(other: &PersonView, language: Language) -> String {
    let label = match language {
        Language::Vi => "cùng người",
        Language::En => "same person",
    };
    format!("      {label}: {}", person_line(other))
}

pub(crate) fn answered(answer: &AnsweredView, language: Language) -> Value {
    json!({
        "link": answer.link.to_string(),
        "one": person(&answer.one),
        "other": person(&answer.other),
        "linked": answer.linked,
        "unsettled": answer.unsettled.as_ref().map(|field| unsettled(field, language)),
        "words": answer.words(language),
    })
}

pub(crate) fn answered_lines(answer: &AnsweredView, language: Language) -> Vec<String> {
    vec![answer.words(language), format!("  {}", answer.one.id), format!("  {}", answer.other.id)]
}

/// "minutes: hai người ghi khác nhau: 57 người | 58 người"
pub(super) fn unsettled_line(field: &UnsettledView, language: Language) -> String {
    let definition = registry::kind(field.kind).and_then(|kind| kind.field(field.field.tag));
    let values: Vec<String> = field.entries.iter().map(|entry| entry.words(definition, language)).collect();
    let name = field.field_name.unwrap_or("?");
    match language {
        Language::Vi => format!("{name}: hai người ghi khác nhau: {}", values.join(" | ")),
        Language::En => format!("{name}: entered differently: {}", values.join(" | ")),
    }
}

pub(super) fn unsettled(field: &UnsettledView, language: Language) -> Value {
    let definition = registry::kind(field.kind).and_then(|kind| kind.field(field.field.tag));
    let entries: Value = field
        .entries
        .iter()
        .map(|entry| json!({ "value": entry.words(definition, language), "author": entry.author, "at": entry.at.0 }))
        .collect();
    json!({ "record": field.entity.to_string(), "field": field.field_name, "entries": entries })
}

pub(crate) fn card(card: &CardView, language: Language) -> Value {
    let mut fields = Map::new();
    for (name, value) in &card.fields {
        let shown = json!(show_value(Person::DEF.field_by_name(name), value, language));
        match fields.get_mut(*name) {
            // A set has several lines under one name.
            Some(Value::Array(values)) => values.push(shown),
            Some(value) => *value = json!([value.clone(), shown]),
            None => {
                fields.insert((*name).to_owned(), shown);
            }
        }
    }
    let consents: Map<String, Value> = card
        .consents
        .iter()
        .filter_map(|(purpose, state)| Some((purpose.code()?.to_owned(), json!(consent(*state)))))
        .collect();
    let circumstances = sensitive(&card.circumstances, |circumstances| {
        circumstances
            .iter()
            .map(|one| json!({ "id": one.id.to_string(), "kind": code(one.kind), "year": one.year, "document": one.document, "detail": one.detail }))
            .collect()
    });
    json!({
        "person": person(&card.person),
        "fields": fields,
        "memberships": card.memberships.iter().map(member).collect::<Value>(),
        "consents": consents,
        "circumstances": circumstances,
        "unsettled": card.unsettled.iter().map(|field| unsettled(field, language)).collect::<Value>(),
        "same_person": card.same_person.iter().map(person).collect::<Value>(),
        "answers": card.answers.iter().map(|answer| answered(answer, language)).collect::<Value>(),
        "last_visit": card.last_visit.map(iso),
    })
}

pub(crate) fn card_lines(card: &CardView, language: Language) -> Vec<String> {
    let mut lines = vec![person_line(&card.person)];
    for (name, value) in &card.fields {
        lines.push(format!("  {name}: {}", show_value(Person::DEF.field_by_name(name), value, language)));
    }
    lines.extend(card.memberships.iter().map(|membership| member_line(membership, language)));
    lines.extend(card.same_person.iter().map(|other| same_person_line(other, language)));
    let disputed = card.answers.iter().filter(|answer| answer.unsettled.is_some());
    lines.extend(disputed.map(|answer| format!("  {}", answer.words(language))));
    lines.extend(card.unsettled.iter().map(|field| format!("  {}", unsettled_line(field, language))));
    if let Some(day) = card.last_visit {
        lines.push(match language {
            Language::Vi => format!("  lần thăm gần nhất: {}", show_day(day)),
            Language::En => format!("  last visit: {}", show_day(day)),
        });
    }
    lines
}
