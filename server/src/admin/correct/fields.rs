//! Which fields of a club's record officers correct, and how what they type is read.

use std::collections::BTreeSet;

use clubbook_model::entry::{FieldEdit, parse_day, show_value, typed_value};
use clubbook_model::field::{Scalar, Tag};
use clubbook_model::merge::EntityState;
use clubbook_model::registry::{Club, Entity, FieldDef};
use clubbook_model::text;
use clubbook_model::value::Value;
use clubbook_model::vocabulary::{ClubStatus, Language, Vocabulary};

/// Letters of a value.
pub(crate) const LONGEST_VALUE: usize = 200;
/// Hamlets of a club.
const MOST_HAMLETS: usize = 60;

/// What sort of value a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    /// A line of text that may not be empty.
    Name,
    /// A line of text.
    Text,
    /// A set of texts, one a line.
    Lines,
    /// A choice of [`ClubStatus`].
    Status,
    /// A day of the month, 1 to 31.
    DayOfMonth,
    /// A day.
    Day,
    /// A telephone number.
    Phone,
}

/// A field that officers correct.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Correctable {
    /// The field.
    pub(crate) field: &'static FieldDef,
    /// What it takes.
    pub(crate) sort: Sort,
}

/// In the order of the form. Not the number and the commune: phones are connected by the one, and rights hang on the other.
/// Nor what the members decide of fees and loans.
const FIELDS: [(Tag, Sort); 13] = [
    (Club::name.tag, Sort::Name),
    (Club::status.tag, Sort::Status),
    (Club::hamlets.tag, Sort::Lines),
    (Club::meeting_day.tag, Sort::DayOfMonth),
    (Club::meeting_place.tag, Sort::Text),
    (Club::health_station_phone.tag, Sort::Phone),
    (Club::decision_number.tag, Sort::Text),
    (Club::decision_date.tag, Sort::Day),
    (Club::decision_issuer.tag, Sort::Text),
    (Club::launched_on.tag, Sort::Day),
    (Club::former_area.tag, Sort::Text),
    (Club::closed_on.tag, Sort::Day),
    (Club::closure_reason.tag, Sort::Text),
];

/// The fields that officers correct, in the order of the form.
pub(crate) fn correctable() -> impl Iterator<Item = Correctable> {
    FIELDS.into_iter().filter_map(|(tag, sort)| Some(Correctable { field: Club::DEF.field(tag)?, sort }))
}

/// The field of this tag, if officers correct it.
pub(crate) fn correctable_field(tag: Tag) -> Option<Correctable> {
    correctable().find(|one| one.field.tag == tag)
}

/// The field of this name, if officers correct it.
pub(crate) fn correctable_named(name: &str) -> Option<Correctable> {
    correctable().find(|one| one.field.name == name)
}

/// Why a field cannot be what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum EntryProblem {
    /// A club needs a name.
    #[error("a club needs a name")]
    Missing,
    /// More than [`LONGEST_VALUE`] letters, or too many lines.
    #[error("this is too long")]
    TooLong,
    /// Not a day of the calendar.
    #[error("a day is written as 21/11/2026")]
    NotADay,
    /// Not from 1 to 31.
    #[error("the day of the meeting is from 1 to 31")]
    NotADayOfMonth,
    /// Not a telephone number.
    #[error("a telephone number has digits only")]
    NotAPhone,
    /// Not one of the choices.
    #[error("this is none of the choices")]
    NotAChoice,
}

impl Correctable {
    /// What stands in the form for what is shown; elements over which people differ are left out.
    pub(crate) fn typed(self, seen: &EntityState) -> String {
        match self.sort {
            Sort::Lines => self.settled(seen).iter().filter_map(text_of).collect::<Vec<_>>().join("\n"),
            _ => seen.shown(self.field.tag, &[]).and_then(|value| typed_value(self.field, value)).unwrap_or_default(),
        }
    }

    /// What was changed in the form. A field that reads as before is not changed, nor is a set beyond the lines that differ.
    ///
    /// # Errors
    /// Something that the field cannot be.
    pub(crate) fn read(self, seen: &EntityState, typed: &str) -> Result<Vec<FieldEdit>, EntryProblem> {
        if self.sort == Sort::Lines {
            return self.read_lines(seen, typed);
        }
        let typed = text::clean(typed);
        if typed == text::clean(&self.typed(seen)) {
            return Ok(Vec::new());
        }
        Ok(vec![self.edit(self.value(&typed)?)])
    }

    /// A value as it was typed, whatever stood there before.
    ///
    /// # Errors
    /// Something that the field cannot be.
    pub(crate) fn value(self, typed: &str) -> Result<Value, EntryProblem> {
        let typed = text::clean(typed);
        if typed.is_empty() {
            return if self.sort == Sort::Name { Err(EntryProblem::Missing) } else { Ok(Value::None) };
        }
        if typed.chars().count() > LONGEST_VALUE {
            return Err(EntryProblem::TooLong);
        }
        match self.sort {
            Sort::Name | Sort::Text | Sort::Lines => Ok(Value::Text(typed)),
            Sort::Status => {
                let number = typed.parse().ok();
                let status = number.map(ClubStatus::from_number).or_else(|| ClubStatus::from_code(&typed));
                let known = status.filter(|status| status.code().is_some());
                known.map(|status| status.to_value()).ok_or(EntryProblem::NotAChoice)
            }
            Sort::DayOfMonth => {
                let day = typed.parse().ok().filter(|day| (1..=31).contains(day));
                day.map(Value::Int).ok_or(EntryProblem::NotADayOfMonth)
            }
            Sort::Day => parse_day(&typed).map(Value::Day).ok_or(EntryProblem::NotADay),
            Sort::Phone => {
                let digits = typed.chars().filter(char::is_ascii_digit).count();
                let is_phone = (3..=15).contains(&digits)
                    && typed.chars().all(|letter| letter.is_ascii_digit() || " .-+()".contains(letter));
                is_phone.then_some(Value::Text(typed)).ok_or(EntryProblem::NotAPhone)
            }
        }
    }

    /// Sets the field to a value, whatever stood there before.
    pub(crate) fn edit(self, value: Value) -> FieldEdit {
        FieldEdit { tag: self.field.tag, element: Vec::new(), value }
    }

    /// A value for command lines.
    pub(crate) fn plain(self, value: &Value) -> String {
        match value {
            Value::Enum(number) => {
                let code = ClubStatus::from_number(*number).code();
                code.map_or_else(|| number.to_string(), str::to_owned)
            }
            value => show_value(Some(self.field), value, Language::En),
        }
    }

    fn read_lines(self, seen: &EntityState, typed: &str) -> Result<Vec<FieldEdit>, EntryProblem> {
        let mut wanted = BTreeSet::new();
        for line in typed.lines().filter(|line| !line.trim().is_empty()) {
            wanted.insert(self.value(line)?.to_bytes());
        }
        if wanted.len() > MOST_HAMLETS {
            return Err(EntryProblem::TooLong);
        }
        let before: BTreeSet<Vec<u8>> = self.settled(seen).iter().map(Value::to_bytes).collect();
        let edit = |element: &Vec<u8>, is_in| FieldEdit {
            tag: self.field.tag,
            element: element.clone(),
            value: Value::Bool(is_in),
        };
        let gone = before.difference(&wanted).map(|element| edit(element, false));
        Ok(gone.chain(wanted.difference(&before).map(|element| edit(element, true))).collect())
    }

    /// The elements over which nobody differs.
    fn settled(self, seen: &EntityState) -> Vec<Value> {
        let is_settled = |element: &Value| {
            let field = seen.field(self.field.tag, &element.to_bytes());
            field.is_some_and(|field| field.heads().len() == 1)
        };
        seen.elements(self.field.tag).filter(is_settled).collect()
    }
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.clone()),
        _ => None,
    }
}
