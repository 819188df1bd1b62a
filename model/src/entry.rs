//! Fields by name and values as people type and read them, for editors, lists and command lines that know no field by
//! heart: a field that is added to the registry can be entered, imported and shown without a change here.

use crate::edit::Draft;
use crate::field::{MergeClass, Scalar, Tag};
use crate::id::RecordId;
use crate::lunar::{LunarDate, Region, told_by_lunar};
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

    /// As [`FieldEdit::parse`], for a field beside which there is one of the same name and `_lunar`: a date that was told by
    /// the lunar calendar ("15/8/1955 âm", or as the value of the second field) gives the second field what was said and the
    /// first the solar day that it was, by the calendar in force in the region; a solar date clears what was told.
    ///
    /// # Errors
    /// No such field, a value that it cannot hold, or no such day in the lunar calendar.
    pub fn parse_told(kind: &KindDef, name: &str, text: &str, region: Region) -> Result<Vec<Self>, EntryError> {
        let (solar, by_name) = name.strip_suffix("_lunar").map_or((name, false), |solar| (solar, true));
        let companion = kind.field_by_name(&format!("{solar}_lunar"));
        let (Some(field), Some(companion)) = (kind.field_by_name(solar), companion) else {
            return Ok(vec![Self::parse(kind, name, text)?]);
        };
        let edit = |field: &FieldDef, value| Self { tag: field.tag, element: Vec::new(), value };
        let told = told_by_lunar(text).or(by_name.then_some(text)).filter(|told| !told.trim().is_empty());
        let Some(told) = told else {
            return Ok(vec![Self::parse(kind, solar, text)?, edit(companion, Value::None)]);
        };
        let wrong = || EntryError::Value(companion.name);
        let date = LunarDate::parse(told).ok_or_else(wrong)?;
        let day = region.day(date).ok().and_then(PartialDate::of_day).ok_or_else(wrong)?;
        Ok(vec![edit(field, Value::PartialDate(day)), edit(companion, Value::Text(date.written()))])
    }

    /// A field as a list of a spreadsheet writes it: in a set several elements are parted by `;`.
    ///
    /// # Errors
    /// As [`FieldEdit::parse`].
    pub fn parse_listed(kind: &KindDef, name: &str, text: &str) -> Result<Vec<Self>, EntryError> {
        let field = kind.field_by_name(name).ok_or(EntryError::NoSuchField)?;
        if field.tag.class() != MergeClass::Set {
            return Ok(vec![Self::parse(kind, name, text)?]);
        }
        let elements = text.split(';').map(str::trim).filter(|element| !element.is_empty());
        elements.map(|element| Self::parse(kind, name, element)).collect()
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

/// The choices of a field that has a list, in the order in which they are offered: the code that is typed, and the label. Empty
/// for any other field.
pub fn choices(field: &FieldDef, language: Language) -> Vec<(&'static str, &'static str)> {
    let rows = vocabulary::all();
    let of_field = rows.iter().filter(|row| row.0 == field.name || field.name.ends_with(row.0));
    match field.value_type == Mark::TYPE {
        true => of_field.map(|row| (row.2, if language == Language::Vi { row.3 } else { row.4 })).collect(),
        false => Vec::new(),
    }
}

/// A value as [`FieldEdit::parse`] reads it again; `None` for what has no such form, as references to records of one club.
pub fn typed_value(field: &FieldDef, value: &Value) -> Option<String> {
    Some(match value {
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Int(number) => number.to_string(),
        Value::Instant(at) => at.0.to_string(),
        Value::Day(day) => show_day(*day),
        Value::PartialDate(date) => show_partial_date(*date),
        Value::Enum(number) => {
            let rows = vocabulary::all();
            let of_field = |row: &&(&str, u32, &str, &str, &str)| row.0 == field.name || field.name.ends_with(row.0);
            let code = rows.iter().filter(of_field).find(|row| row.1 == *number).map(|row| row.2.to_owned());
            code.unwrap_or_else(|| number.to_string())
        }
        Value::Text(text) => text.clone(),
        Value::Decimal(decimal) => show_decimal(*decimal),
        Value::Ref(_) | Value::Blob(_) | Value::None | Value::Erased | Value::Unknown { .. } => return None,
    })
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
    fn a_birth_told_by_the_moon_gives_the_solar_day_and_keeps_what_was_said() {
        let parse = |name, text| FieldEdit::parse_told(Person::DEF, name, text, Region::South);
        let edits = |day: (u16, u8, u8), told: &str| {
            let (birth, lunar) = (Person::birth.tag, Person::birth_lunar.tag);
            let date = PartialDate::new(day.0, Some(day.1), Some(day.2)).unwrap();
            let edit = |tag, value| FieldEdit { tag, element: Vec::new(), value };
            Ok(vec![edit(birth, Value::PartialDate(date)), edit(lunar, Value::Text(told.to_owned()))])
        };
        // Mid-Autumn 1955 was on 30 September.
        for text in ["15/8/1955 âm", "15-8-1955 ÂL", "15/08/1955 (âm lịch)", "rằm tháng Tám năm 1955 al"] {
            assert_eq!(parse("birth", text), edits((1955, 9, 30), "15/08/1955"), "{text}");
        }
        assert_eq!(parse("birth_lunar", "15/8/1955"), edits((1955, 9, 30), "15/08/1955"));
        for text in ["1/3 nhuận/1955 âm", "1/3n/1955 âm", "mùng 1 tháng Ba nhuận năm 1955 âm"] {
            assert_eq!(parse("birth", text), edits((1955, 4, 22), "01/03 nhuận/1955"), "{text}");
        }
        let cleared = |value| {
            let edit = |tag, value| FieldEdit { tag, element: Vec::new(), value };
            Ok(vec![edit(Person::birth.tag, value), edit(Person::birth_lunar.tag, Value::None)])
        };
        assert_eq!(parse("birth", "1955"), cleared(Value::PartialDate(PartialDate::year(1955).unwrap())));
        assert_eq!(parse("birth", ""), cleared(Value::None));
        for wrong in ["1/4n/1955 âm", "31/1/1955 âm", "1955 âm", "rằm âm"] {
            assert!(parse("birth", wrong).is_err(), "{wrong}");
        }
        assert_eq!(parse("hamlet", "Gò Am").unwrap().len(), 1, "a hamlet is no date");
    }

    #[test]
    fn a_value_is_typed_as_it_was_read() {
        let texts = [("full_name", "Đinh Thị Lan"), ("sex", "female"), ("birth", "03/1955"), ("birth_source", "told")];
        for (name, text) in texts.into_iter().chain([("association_member", "yes"), ("phone", "0905 000 001")]) {
            let field = Person::DEF.field_by_name(name).unwrap();
            let value = FieldEdit::parse(Person::DEF, name, text).unwrap().value;
            assert_eq!(typed_value(field, &value).as_deref(), Some(text));
        }
    }

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
