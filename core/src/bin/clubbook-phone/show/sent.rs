//! What waits to be sent, and how the last exchanges went.

use clubbook_core::features::status::exchanges::{what, when};
use clubbook_core::features::status::unsent::{ThingView, UnsentView};
use clubbook_core::store::exchanges::Exchange;
use clubbook_model::time::Instant;
use clubbook_model::vocabulary::Language;
use serde_json::{Value, json};

pub(crate) fn exchanges(last: &[Exchange], now: Instant, language: Language) -> Value {
    let one = |exchange: &Exchange| json!({ "at": exchange.last_at.0, "when": when(exchange, now, language), "what": what(exchange, language) });
    last.iter().map(one).collect()
}

pub(crate) fn unsent(unsent: &UnsentView, now: Instant, language: Language) -> Value {
    let put_aside = |thing: &ThingView| json!({ "what": thing.words(now, language), "reason": thing.outcome.reason, "why": thing.why(language), "seqs": thing.seqs });
    json!({
        "waiting": unsent.waiting.iter().map(|thing| json!(thing.words(now, language))).collect::<Value>(),
        "put_aside": unsent.put_aside.iter().map(put_aside).collect::<Value>(),
        "others_waiting": unsent.others_waiting,
        "others_put_aside": unsent.others_put_aside,
    })
}

pub(crate) fn unsent_lines(unsent: &UnsentView, now: Instant, language: Language) -> Vec<String> {
    let put_aside =
        unsent.put_aside.iter().map(|thing| format!("  {}. {}", thing.words(now, language), thing.why(language)));
    let waiting = unsent.waiting.iter().map(|thing| format!("  {}", thing.words(now, language)));
    let others = unsent.of_others(language).into_iter().map(|said| format!("  {said}"));
    put_aside.chain(waiting).chain(others).collect()
}
