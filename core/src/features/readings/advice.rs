//! What to do about a reading: limits and instructions come from the centre's reference book, with who set them. Where
//! the book has none, none are invented.
//!
//! A limit is a reference entry of the kind `threshold` whose code is the reading's field and `_at_least` or `_at_most`,
//! after a colon anything that tells several steps apart: `systolic_at_least:160`, `systolic_at_least:180`. `amount` is
//! the limit, the label says how to call it ("rất cao"), `text` what to do, with `{station}` for the commune's health station and
//! its number, `document` who set it.

use std::cmp::Ordering;

use clubbook_model::id::RecordId;
use clubbook_model::registry::{Club, Reference};
use clubbook_model::text::fold;
use clubbook_model::time::Day;
use clubbook_model::value::Decimal;
use clubbook_model::vocabulary::{Language, ReferenceKind};
use rusqlite::Connection;

use super::values::{Reading, Readings, compare};
use crate::features::{Commanded, reference};
use crate::store::entity;
use crate::wording;

/// The ambulance's number.
const AMBULANCE: &str = "115";
/// The words, folded, behind which the ambulance's number stands.
const CALL: [&str; 2] = ["goi", "call"];
/// How many digits a number of the country has, the first 0 included.
const OF_COUNTRY: std::ops::RangeInclusive<usize> = 9..=11;
/// Where an instruction says whom to call.
const STATION: &str = "{station}";

/// On which side of a limit a reading is remarkable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    AtLeast,
    AtMost,
}

/// What to do about a reading.
#[derive(Debug, Clone, PartialEq)]
pub struct AdviceView {
    /// The reading.
    pub reading: Reading,
    /// What was measured, as people write it: "190/120".
    pub measured: String,
    /// How it is called, in Vietnamese: "rất cao".
    pub label_vi: String,
    /// How it is called, in English.
    pub label_en: String,
    /// What to do.
    pub instruction: String,
    /// Who set the limit.
    pub set_by: String,
    /// Numbers to call, as they stand in the instruction and in its order.
    pub calls: Vec<String>,
}

impl AdviceView {
    /// "Huyết áp 190/120, rất cao. Cho bà nghỉ 5 phút rồi đo lại."
    pub fn words(&self, language: Language) -> String {
        let label = match language {
            Language::Vi => &self.label_vi,
            Language::En => &self.label_en,
        };
        let name = self.reading.label(language);
        let mut words = wording::sentence(&format!("{name} {}, {label}.", self.measured));
        if !self.instruction.is_empty() {
            words.push(' ');
            words.push_str(&self.instruction);
        }
        if !self.set_by.is_empty() {
            words.push_str(&match language {
                Language::Vi => format!(" (Theo {}.)", self.set_by),
                Language::En => format!(" (According to {}.)", self.set_by),
            });
        }
        words
    }
}

/// What the reference book says about readings of a day: for each reading the strictest limit that it reaches, for the two
/// numbers of a blood pressure the graver one.
///
/// # Errors
/// SQL.
pub fn advice(connection: &Connection, club: RecordId, readings: &Readings, on: Day) -> Commanded<Vec<AdviceView>> {
    if readings.is_empty() {
        return Ok(Vec::new());
    }
    let entries = reference::queries::in_force(connection, ReferenceKind::Threshold, on)?;
    let limits: Vec<Limit> = entries.into_iter().filter_map(Limit::read).collect();
    let station = station(connection, club)?;
    let mut found: Vec<(usize, AdviceView)> = Vec::new();
    for reading in Reading::ALL {
        let Some(value) = readings.get(reading) else { continue };
        let reached = limits.iter().filter(|limit| limit.reading == reading && limit.is_reached(value));
        let mut reached: Vec<&Limit> = reached.collect();
        reached.sort_by(|a, b| a.strictness(b));
        found.extend(reached.last().map(|limit| (reached.len(), limit.view(readings, value, station.as_deref()))));
    }
    // Both numbers are one blood pressure and say one thing: the one that has passed more limits.
    found.dedup_by(|(more, b), (steps, a)| {
        let is_pressure = (a.reading, b.reading) == (Reading::Systolic, Reading::Diastolic);
        if is_pressure && more > steps {
            (*steps, *a) = (*more, b.clone());
        }
        is_pressure
    });
    Ok(found.into_iter().map(|(_, advice)| advice).collect())
}

/// The number of the commune's health station, where the club knows it.
fn station(connection: &Connection, club: RecordId) -> Commanded<Option<String>> {
    Ok(entity::get::<Club>(connection, club)?.and_then(|club| club.health_station_phone))
}

struct Limit {
    reading: Reading,
    side: Side,
    amount: Decimal,
    entry: Reference,
}

impl Limit {
    /// The limit of a reference entry; `None` for one of a form that this version does not know.
    fn read(entry: Reference) -> Option<Self> {
        let code = entry.code.clone()?;
        let code = code.split(':').next()?;
        let (field, side) = match (code.strip_suffix("_at_least"), code.strip_suffix("_at_most")) {
            (Some(field), _) => (field, Side::AtLeast),
            (_, Some(field)) => (field, Side::AtMost),
            _ => return None,
        };
        let reading = Reading::ALL.into_iter().find(|reading| reading.field() == field)?;
        Some(Self { reading, side, amount: entry.amount?, entry })
    }

    fn is_reached(&self, value: Decimal) -> bool {
        match self.side {
            Side::AtLeast => compare(value, self.amount).is_ge(),
            Side::AtMost => compare(value, self.amount).is_le(),
        }
    }

    /// The stricter of two limits of one reading that it has reached is the greater.
    fn strictness(&self, other: &Self) -> Ordering {
        match self.side {
            Side::AtLeast => compare(self.amount, other.amount),
            Side::AtMost => compare(other.amount, self.amount),
        }
    }

    fn view(&self, readings: &Readings, value: Decimal, station: Option<&str>) -> AdviceView {
        let measured = match (self.reading, readings.systolic, readings.diastolic) {
            (Reading::Systolic | Reading::Diastolic, Some(systolic), Some(diastolic)) => {
                format!("{systolic}/{diastolic}")
            }
            _ => clubbook_model::entry::show_decimal(value),
        };
        let whom = station.map_or_else(|| "trạm y tế xã".to_owned(), |phone| format!("trạm y tế xã {phone}"));
        let instruction = self.entry.text.as_deref().unwrap_or_default().replace(STATION, &whom);
        AdviceView {
            reading: self.reading,
            measured,
            label_vi: self.entry.label_vi.clone().unwrap_or_default(),
            label_en: self.entry.label_en.clone().unwrap_or_default(),
            calls: calls(&instruction),
            instruction,
            set_by: self.entry.document.clone().unwrap_or_default(),
        }
    }
}

/// The numbers that an instruction says to call: those of the country, and the ambulance's behind the word for calling (115 alone
/// may be a reading).
fn calls(instruction: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut word_before = "";
    let mut words = instruction.split(' ').peekable();
    while let Some(word) = words.next() {
        let mut number = digits(word).to_owned();
        // "0255 3860 000" is one number.
        while number.starts_with('0') && ends_open(word) && words.peek().is_some_and(|next| !digits(next).is_empty()) {
            let next = words.next().unwrap_or_default();
            number = format!("{number} {}", digits(next));
            if !ends_open(next) {
                break;
            }
        }
        let length = number.chars().filter(char::is_ascii_digit).count();
        let is_of_country = number.starts_with('0') && OF_COUNTRY.contains(&length);
        let is_ambulance = number == AMBULANCE && CALL.contains(&fold(word_before).as_str());
        if (is_of_country || is_ambulance) && !found.contains(&number) {
            found.push(number);
        }
        word_before = word;
    }
    found
}

/// The digits with which a word begins, points between them included: "0255.3860.000," is one number.
fn digits(word: &str) -> &str {
    let end = word.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(word.len());
    word.get(..end).unwrap_or_default().trim_end_matches('.')
}

/// Whether nothing but digits stands in a word, so that the number may go on in the next one.
fn ends_open(word: &str) -> bool {
    word.chars().all(|letter| letter.is_ascii_digit())
}
