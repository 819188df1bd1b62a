//! Prints names with their keys, one JSON object a line, for `tests/names/judge.py`.
//!
//! `{"text", "key"}`: a word or several and their key in the order of the alphabet. `{"name", "given", "key", "folded"}`: a full name, the
//! given name where somebody entered one, its key in a list of names, and the name as it is searched. Keys are in hexadecimal.

use std::collections::BTreeSet;
use std::io::{BufWriter, Write as _};

use clubbook_model::text::{fold, given_name, order_key};
use clubbook_tests::fixture::written::written;
use serde_json::json;

const NAMES: usize = 100_000;
/// The second is not that of the first looks.
const SEEDS: [u64; 2] = [1, 2];

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let names: BTreeSet<_> = SEEDS.into_iter().flat_map(|seed| written(seed, NAMES / SEEDS.len())).collect();
    let mut texts: BTreeSet<String> = BTreeSet::new();
    for name in &names {
        let words: Vec<&str> = name.full_name.split_whitespace().collect();
        texts.insert(words.join(" "));
        texts.extend(words.into_iter().map(str::to_owned));
    }
    for text in texts {
        writeln!(out, "{}", json!({ "text": text, "key": hex(&order_key("", &text)) }))?;
    }
    for name in &names {
        let given = given_name(&name.full_name, name.given_name.as_deref());
        let key = hex(&order_key(&name.full_name, &given));
        let line =
            json!({ "name": name.full_name, "given": name.given_name, "key": key, "folded": fold(&name.full_name) });
        writeln!(out, "{line}")?;
    }
    Ok(out.flush()?)
}
