//! Fields by name and values as people type and read them, for editors, lists and command lines that know no field by
//! heart: a field that is added to the registry can be entered, imported and shown without a change here.

use crate::edit::Draft;
use crate::field::{MergeClass, Scalar, Tag};
use crate::id::RecordId;
use crate::registry::{self, FieldDef, KindDef};
use crate::text;
use crate::time::{Day, Instant, PartialDate};
use crate::value::{Decimal, EntityRef, Unit, Value};
use crate::vocabulary::{self, Language, Mark};

/// Why a field cannot be set to what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// The kind has no such field.
    #[error("there is no field of this name")]
    NoSuchField,
    /// A value that the field cannot hold; the field's name.
    #[error("the field {0} cannot hold this")]
    Value(&'static str),
}

/// One field as somebody changed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldEdit {
    /// The field.
    pub tag: Tag,
    /// The element, for a set; else empty.
    pub element: Vec<u8>,
    /// The new value; [`Value::None`] clears.
    pub value: Value,
}

impl FieldEdit {
    /// Sets a field by its name to a value as people type it: text, whole numbers, `yes`/`no`, days as `21/11/2026` or
    /// `2026-11-21`, dates of which only the year or month is known, decimals with a comma, codes of choices, record
    /// ids. For a set, `-` before the element takes it out. Nothing clears the field.
    ///
    /// # Errors
    /// No such field, or a value that it cannot hold.
    pub fn parse(kind: &KindDef, name: &str, text: &str) -> Result<Self, EntryError> {
        let field = kind.field_by_name(name).ok_or(EntryError::NoSuchField)?;
        if field.tag.class() == MergeClass::Set {
            let (text, is_in) = text.strip_prefix('-').map_or((text, true), |rest| (rest, false));
            let element = parse_value(field, text)?.to_bytes();
            return Ok(Self { tag: field.tag, element, value: Value::Bool(is_in) });
        }
        let value = if text.trim().is_empty() { Value::None } else { parse_value(field, text)? };
        Ok(Self { tag: field.tag, element: Vec::new(), value })
    }

    /// Puts the change into a form.
    pub fn apply(&self, draft: &mut Draft) {
        draft.put(self.tag, self.element.clone(), self.value.clone());
    }
}

fn parse_value(field: &FieldDef, text: &str) -> Result<Value, EntryError> {
    let text = text.trim();
    let parsed = match field.value_type {
        t if t == String::TYPE => Some(Value::Text(text::clean(text))).filter(|_| !text.is_empty()),
        t if t == i64::TYPE => text.replace('.', "").parse().ok().map(Value::Int),
        t if t == bool::TYPE => match text {
            "yes" | "true" | "1" | "có" => Some(Value::Bool(true)),
            "no" | "false" | "0" | "không" => Some(Value::Bool(false)),
            _ => None,
        },
        t if t == Day::TYPE => parse_day(text).map(Value::Day),
        t if t == PartialDate::TYPE => parse_partial_date(text).map(Value::PartialDate),
        t if t == Instant::TYPE => text.parse().ok().map(|seconds| Value::Instant(Instant(seconds))),
        t if t == Mark::TYPE => parse_choice(field.name, text).map(Value::Enum),
        t if t == Decimal::TYPE => parse_decimal(text).map(Value::Decimal),
        t if t == EntityRef::TYPE => parse_reference(text).map(Value::Ref),
        _ => None,
    };
    parsed.ok_or(EntryError::Value(field.name))
}

/// A day as `21/11/2026` or `2026-11-21`.
pub fn parse_day(text: &str) -> Option<Day> {
    let numbers: Vec<i32> = text.split(['/', '-']).map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let [a, b, c] = numbers[..] else { return None };
    let (year, month, day) = if text.contains('/') { (c, b, a) } else { (a, b, c) };
    Day::from_ymd(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

/// A date as far as it is known: `1955`, `3/1955`, `21/3/1955`, or with dashes from the year down.
pub fn parse_partial_date(text: &str) -> Option<PartialDate> {
    let mut numbers: Vec<u16> = text.split(['/', '-']).map(|part| part.parse().ok()).collect::<Option<_>>()?;
    if text.contains('/') {
        numbers.reverse();
    }
    let part = |index: usize| numbers.get(index).map(|number| u8::try_from(*number).unwrap_or(u8::MAX));
    if numbers.len() > 3 { None } else { PartialDate::new(*numbers.first()?, part(1), part(2)) }
}

/// A number with a decimal comma or point; the unit is the field's own.
fn parse_decimal(text: &str) -> Option<Decimal> {
    let (whole, fraction) = text.split_once([',', '.']).unwrap_or((text, ""));
    let scale = u8::try_from(fraction.len()).ok()?;
    let mantissa = format!("{whole}{fraction}").parse().ok()?;
    Decimal::new(mantissa, scale, Unit::One)
}

/// A choice by its code, in the list of the field's name or else in any list where only one has it; or by its number.
fn parse_choice(field: &str, text: &str) -> Option<u32> {
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let rows = vocabulary::all();
    let with_code: Vec<_> = rows.iter().filter(|row| row.2 == text).collect();
    let of_field = with_code.iter().find(|row| row.0 == field || field.ends_with(row.0));
    of_field.or_else(|| with_code.first().filter(|_| with_code.len() == 1)).map(|row| row.1)
}

/// A reference as `kind:id`, the kind by name.
fn parse_reference(text: &str) -> Option<EntityRef> {
    let (kind, id) = text.split_once(':')?;
    let kind = registry::kind_by_name(kind)?;
    Some(EntityRef { kind: kind.number, id: RecordId::from_hex(id)? })
}

/// A value as people read it. Choices show their label where the list is the field's own.
pub fn show_value(field: Option<&FieldDef>, value: &Value, language: Language) -> String {
    match value {
        Value::None | Value::Erased => String::new(),
        Value::Bool(yes) => match (yes, language) {
            (true, Language::Vi) => "có",
            (false, Language::Vi) => "không",
            (true, Language::En) => "yes",
            (false, Language::En) => "no",
        }
        .to_owned(),
        Value::Int(number) => number.to_string(),
        Value::Instant(at) => show_day(at.day_in_vietnam()),
        Value::Day(day) => show_day(*day),
        Value::PartialDate(date) => show_partial_date(*date),
        Value::Enum(number) => {
            let rows = vocabulary::all();
            let name = field.map(|field| field.name).unwrap_or_default();
            let row = rows.iter().find(|row| row.1 == *number && (row.0 == name || row.0.ends_with(name)));
            match (row, language) {
                (Some(row), Language::Vi) => row.3.to_owned(),
                (Some(row), Language::En) => row.4.to_owned(),
                (None, _) => number.to_string(),
            }
        }
        Value::Text(text) => text.clone(),
        Value::Decimal(decimal) => show_decimal(*decimal),
        Value::Ref(reference) => reference.id.to_string(),
        Value::Blob(_) => String::new(),
        Value::Unknown { .. } => match language {
            Language::Vi => vocabulary::UNKNOWN_LABEL.0.to_owned(),
            Language::En => vocabulary::UNKNOWN_LABEL.1.to_owned(),
        },
    }
}

/// A decimal with a comma, as Vietnamese papers write it.
pub fn show_decimal(decimal: Decimal) -> String {
    let digits = decimal.mantissa.unsigned_abs().to_string();
    let scale = usize::from(decimal.scale);
    let padded = format!("{digits:0>width$}", width = scale + 1);
    let (whole, fraction) = padded.split_at_checked(padded.len() - scale).unwrap_or((&padded, ""));
    let sign = if decimal.mantissa < 0 { "-" } else { "" };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole},{fraction}") }
}

/// A day as papers write it: 21/11/2026.
pub fn show_day(day: Day) -> String {
    let (year, month, number) = day.ymd();
    format!("{number:02}/{month:02}/{year}")
}

/// A date as far as it is known: 21/03/1955, 03/1955 or 1955.
pub fn show_partial_date(date: PartialDate) -> String {
    match (date.month, date.day) {
        (Some(month), Some(day)) => format!("{day:02}/{month:02}/{}", date.year),
        (Some(month), None) => format!("{month:02}/{}", date.year),
        _ => date.year.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::{Entity, Membership, Person};

    #[test]
    fn fields_are_entered_by_name_as_people_type_them() {
        let parse = |name, text| FieldEdit::parse(Person::DEF, name, text).map(|edit| edit.value);
        assert_eq!(parse("birth", "1955"), Ok(Value::PartialDate(PartialDate::year(1955).unwrap())));
        assert_eq!(
            parse("birth", "2/3/1955"),
            Ok(Value::PartialDate(PartialDate::new(1955, Some(3), Some(2)).unwrap()))
        );
        assert_eq!(parse("birth", "31/2/1955"), Err(EntryError::Value("birth")));
        assert_eq!(parse("sex", "female"), Ok(Value::Enum(1)));
        assert_eq!(parse("note", ""), Ok(Value::None));
        assert_eq!(parse("ngay_sinh", "1955"), Err(EntryError::NoSuchField));
        let role = FieldEdit::parse(Membership::DEF, "roles", "-cashier").unwrap();
        assert_eq!((role.value, role.element.is_empty()), (Value::Bool(false), false));
        assert_eq!(parse_day("21/11/2026"), parse_day("2026-11-21"));
        assert_eq!(show_decimal(parse_decimal("54,3").unwrap()), "54,3");
        assert_eq!(show_decimal(parse_decimal("0,05").unwrap()), "0,05");
    }
}
