//! The board, groups, households and volunteers.

use clubbook_core::features::board::views::{HolderView, PostView, TermView};
use clubbook_core::features::composition::views::{CompositionView, Span, Standing};
use clubbook_core::features::groups::views::ByGroup;
use clubbook_core::features::households::views::HouseholdView;
use clubbook_core::features::people::views::PersonView;
use clubbook_core::features::volunteers::views::VolunteersView;
use clubbook_model::entry::{show_day, show_decimal};
use clubbook_model::vocabulary::{Language, Vocabulary};
use serde_json::{Value, json};

use super::people::{member_line, member_lines};
use super::{code, iso, member, person, person_line};

fn holder(holder: &HolderView) -> Value {
    json!({
        "person": person(&holder.person),
        "term": holder.term.map(|term| term.to_string()),
        "since": holder.since.map(iso),
        "until": holder.until.map(iso),
        "decision": holder.decision,
    })
}

pub(crate) fn post(post: &PostView) -> Value {
    json!({ "role": code(Some(post.role)), "holders": post.holders.iter().map(holder).collect::<Value>() })
}

pub(crate) fn post_line(post: &PostView, language: Language) -> String {
    let holders: Vec<String> = post.holders.iter().map(|one| holder_text(one, language)).collect();
    let holders = if holders.is_empty() { "-".to_owned() } else { holders.join("; ") };
    format!("{}: {holders}", post.role.label(language))
}

fn holder_text(holder: &HolderView, language: Language) -> String {
    let mut text = holder.person.titled();
    let mut add = |what: Option<String>, vi: &str, en: &str| {
        if let Some(what) = what {
            let label = match language {
                Language::Vi => vi,
                Language::En => en,
            };
            text.push_str(&format!(", {label} {what}"));
        }
    };
    add(holder.since.map(show_day), "từ", "since");
    add(holder.until.map(show_day), "đến hết", "up to");
    add(holder.decision.clone(), "theo", "by");
    text
}

pub(crate) fn term(term: &TermView) -> Value {
    json!({ "role": code(term.role), "holder": holder(&term.holder) })
}

pub(crate) fn term_line(term: &TermView, language: Language) -> String {
    let role = term.role.map(|role| role.label(language)).unwrap_or_default();
    format!("{role}: {}", holder_text(&term.holder, language))
}

pub(crate) fn by_group(list: &ByGroup) -> Value {
    let group = |group: &clubbook_core::features::groups::views::GroupView| {
        json!({
            "id": group.id.to_string(),
            "name": group.name,
            "area": group.area,
            "leader": group.leader.as_ref().map(person),
            "members": group.members.iter().map(member).collect::<Value>(),
        })
    };
    json!({
        "groups": list.groups.iter().map(group).collect::<Value>(),
        "without": list.without.iter().map(member).collect::<Value>(),
    })
}

pub(crate) fn by_group_lines(list: &ByGroup, language: Language) -> Vec<String> {
    let mut lines = Vec::new();
    for group in &list.groups {
        lines.push(group.words(language));
        lines.extend(group.members.iter().flat_map(|one| member_lines(one, language)));
    }
    if !list.without.is_empty() {
        lines.push(match language {
            Language::Vi => format!("Chưa có tổ: {} người", list.without.len()),
            Language::En => format!("In no group: {}", list.without.len()),
        });
        lines.extend(list.without.iter().map(|one| member_line(one, language)));
    }
    lines
}

pub(crate) fn household(household: &HouseholdView) -> Value {
    json!({
        "id": household.id.to_string(),
        "head": household.head.as_ref().map(person),
        "hamlet": household.hamlet,
        "address": household.address,
        "number": household.number,
        "people": household.people.iter().map(person).collect::<Value>(),
    })
}

pub(crate) fn household_lines(household: &HouseholdView, language: Language) -> Vec<String> {
    let mut lines = vec![format!("{}  {}", household.id, household.words(language))];
    lines.extend(household.people.iter().map(|one| format!("  {}", person_line(one))));
    lines
}

pub(crate) fn composition(figure: &CompositionView, language: Language) -> Value {
    let span = |span: Span| json!({ "least": span.least, "most": span.most });
    let standing = match figure.standing {
        Standing::Within => "within",
        Standing::Below => "below",
        Standing::Above => "above",
        Standing::Open => "open",
    };
    json!({
        "code": figure.code,
        "part": span(figure.part),
        "whole": figure.whole.map(span),
        "percent": figure.percent.map(span),
        "at_least": figure.at_least.map(show_decimal),
        "at_most": figure.at_most.map(show_decimal),
        "standing": standing,
        "formula": figure.indicator.formula(language),
        "document": figure.document,
        "words": figure.words(language),
    })
}

pub(crate) fn volunteers(view: &VolunteersView, language: Language) -> Value {
    let volunteers = view.volunteers.iter().map(|one| {
        json!({
            "person": person(&one.person),
            "has_task": one.has_task,
            "goes_to": one.goes_to.iter().map(person).collect::<Value>(),
            "partners": one.partners.iter().map(person).collect::<Value>(),
        })
    });
    let short_handed = view.short_handed.iter().map(|one| {
        json!({
            "person": person(&one.person),
            "volunteer": one.volunteer.as_ref().map(person),
            "words": one.words(language),
        })
    });
    json!({ "volunteers": volunteers.collect::<Value>(), "short_handed": short_handed.collect::<Value>() })
}

pub(crate) fn volunteers_lines(view: &VolunteersView, language: Language) -> Vec<String> {
    let names = |people: &[PersonView]| people.iter().map(PersonView::titled).collect::<Vec<_>>().join(", ");
    let mut lines: Vec<String> = view
        .volunteers
        .iter()
        .map(|one| {
            let line = person_line(&one.person);
            match (one.goes_to.is_empty(), one.partners.is_empty(), language) {
                (true, _, Language::Vi) => format!("{line}: chưa đến nhà ai"),
                (true, _, Language::En) => format!("{line}: goes to nobody yet"),
                (false, true, Language::Vi) => format!("{line}: đến {}", names(&one.goes_to)),
                (false, true, Language::En) => format!("{line}: goes to {}", names(&one.goes_to)),
                (false, false, Language::Vi) => {
                    format!("{line}: đến {}, cùng {}", names(&one.goes_to), names(&one.partners))
                }
                (false, false, Language::En) => {
                    format!("{line}: goes to {} with {}", names(&one.goes_to), names(&one.partners))
                }
            }
        })
        .collect();
    lines.extend(view.short_handed.iter().map(|one| one.words(language)));
    lines
}
