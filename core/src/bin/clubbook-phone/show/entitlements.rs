//! What people may ask for by their age.

use clubbook_core::features::entitlements::views::{CompletingView, HintView};
use clubbook_model::age_rule::{ByAge, Conditions};
use clubbook_model::vocabulary::Language;
use serde_json::{Value, json};

use super::{iso, person};

pub(crate) fn hint(hint: &HintView, language: Language) -> Value {
    let (by_age, day) = match hint.by_age {
        ByAge::Since(day) => ("since", Some(day)),
        ByAge::InThisYear => ("in_this_year", None),
        ByAge::From(day) => ("from", Some(day)),
    };
    let conditions = match hint.conditions {
        Conditions::Met => "met",
        Conditions::NotMet => "not_met",
        Conditions::Unknown => "unknown",
    };
    json!({
        "code": hint.code,
        "years": hint.years,
        "by_age": by_age,
        "day": day.map(iso),
        "conditions": conditions,
        "document": hint.document,
        "words": hint.words(language),
    })
}

pub(crate) fn completing(one: &CompletingView) -> Value {
    json!({
        "person": person(&one.person),
        "years": one.years,
        "first": iso(one.first),
        "last": iso(one.last),
        "label": one.label_vi,
    })
}
