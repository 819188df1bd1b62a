//! The form over a person: somebody new, and correcting.

use clubbook_core::features::care::views::Sensitive;
use clubbook_core::features::care::why_asked;
use clubbook_core::features::memberships::queries::suggested_number;
use clubbook_core::features::people::commands;
use clubbook_core::features::people::queries;
use clubbook_core::features::people::views::{AddPersonRequest as CoreAddRequest, FormView as CoreForm};
use clubbook_core::features::{CommandError, Commanded, Invalid};
use clubbook_model::entry::{FieldEdit, choices, typed_value};
use clubbook_model::id::RecordId;
use clubbook_model::registry::{Entity, KindDef, Membership, Person};
use clubbook_model::value::Value;
use clubbook_model::vocabulary::Language;

use crate::clubbook::{Asks, Clubbook};
use crate::people::{PersonView, label};
use crate::values::Seen;

/// A field of a form.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct FormField {
    /// The name that is handed back.
    pub name: String,
    /// "Số điện thoại".
    pub label: String,
    /// What stands there, as one would type it.
    pub text: String,
    /// The choices, where there is a list.
    pub choices: Vec<FieldChoice>,
    /// Why it is asked, for what is sensitive.
    pub why: Option<String>,
}

impl FormField {
    /// None for a field that this version does not know.
    fn of(kind: &KindDef, name: &str, stands: &[(&str, Value)], language: Language) -> Option<Self> {
        let def = kind.field_by_name(name)?;
        let value = stands.iter().find(|(stands, _)| *stands == name);
        Some(Self {
            name: name.to_owned(),
            label: label(name, language),
            text: value.and_then(|(_, value)| typed_value(def, value)).unwrap_or_default(),
            choices: choices(def, language).into_iter().map(FieldChoice::of).collect(),
            why: why_asked::field(name, language).map(str::to_owned),
        })
    }
}

/// A choice of a field of a form.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct FieldChoice {
    /// As it is typed.
    pub typed: String,
    /// What people read.
    pub label: String,
}

impl FieldChoice {
    fn of((typed, label): (&'static str, &'static str)) -> Self {
        Self { typed: typed.to_owned(), label: label.to_owned() }
    }
}

/// A form over a record, with what stood there when it opened.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct FormView {
    /// The record.
    pub record: RecordId,
    /// What the person saw.
    pub seen: Seen,
    /// The fields that this form offers.
    pub fields: Vec<FormField>,
}

/// A field that was typed into.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct TypedField {
    /// The field's name.
    pub name: String,
    /// What was typed; empty clears it.
    pub text: String,
}

/// A new person.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct AddPersonRequest {
    /// The name.
    pub full_name: String,
    /// What else is known.
    pub fields: Vec<TypedField>,
    /// They join the club.
    pub is_member: bool,
    /// Number in the register; the next free one when nothing is said.
    pub register_no: Option<i64>,
    /// "No, another person": the answer to [`crate::Question::Duplicate`].
    pub is_another_person: bool,
    /// "Yes, this number": the answer to [`crate::Question::RegisterNo`].
    pub is_number_meant: bool,
}

/// The fields of a person that forms offer, in their order.
const PERSON_FORM: [&str; 10] = [
    "full_name",
    "common_name",
    "sex",
    "birth",
    "hamlet",
    "phone",
    "relative_name",
    "relative_phone",
    "occupation",
    "address_as",
];

#[uniffi::export]
impl Clubbook {
    /// The fields of a form for somebody new, empty.
    pub fn new_person_form(&self) -> Vec<FormField> {
        let language = self.words_in();
        PERSON_FORM.iter().filter_map(|name| FormField::of(Person::DEF, name, &[], language)).collect()
    }

    /// The form over a person ("Sửa").
    pub fn person_form(&self, person: RecordId) -> Asks<FormView> {
        let language = self.words_in();
        self.query(|q| {
            let form = queries::form(q.connection, person)?;
            let stands: Vec<_> = match form.values {
                Sensitive::Shown(values) => values,
                Sensitive::Hidden(_) => Vec::new(),
            };
            let fields = PERSON_FORM.iter().filter_map(|name| FormField::of(form.kind, name, &stands, language));
            let fields = fields.collect();
            Ok(FormView { record: person, seen: Seen(form.seen.clone()), fields })
        })
    }

    /// Writes a form down: only the fields that were changed are handed in. `seen` is the form's.
    pub fn correct_person(&self, person: RecordId, seen: Seen, fields: Vec<TypedField>) -> Asks<()> {
        self.command(|pen| {
            let form = CoreForm {
                entity: person,
                kind: Person::DEF,
                seen: seen.0.clone(),
                values: Sensitive::Shown(Vec::new()),
            };
            let region = queries::region(pen.tx, pen.club)?;
            let edits = edits(Person::DEF, &fields, region)?;
            commands::correct(pen, &form, &edits)
        })
    }

    /// Adds a person; a member, when that was asked for.
    pub fn add_person(&self, request: AddPersonRequest) -> Asks<PersonView> {
        let language = self.words_in();
        self.command(|pen| {
            let mut adding = CoreAddRequest::member(&request.full_name);
            let region = queries::region(pen.tx, pen.club)?;
            adding.fields.extend(edits(Person::DEF, &request.fields, region)?);
            adding.membership = None;
            if request.is_member {
                let number = match request.register_no {
                    Some(number) => number,
                    None => suggested_number(pen.tx, pen.club, None)?,
                };
                let number = TypedField { name: "register_no".to_owned(), text: number.to_string() };
                adding.membership = Some(edits(Membership::DEF, &[number], region)?);
            }
            adding.is_another_person = request.is_another_person;
            adding.is_number_meant = request.is_number_meant;
            Ok(PersonView::of(commands::add(pen, &adding)?.person, language))
        })
    }
}

/// What was typed into fields, as edits.
pub(crate) fn edits(
    kind: &KindDef,
    fields: &[TypedField],
    region: clubbook_model::lunar::Region,
) -> Commanded<Vec<FieldEdit>> {
    let mut edits = Vec::new();
    for field in fields {
        let parsed = FieldEdit::parse_told(kind, &field.name, &field.text, region);
        edits.extend(parsed.map_err(|error| CommandError::from(Invalid::from(error)))?);
    }
    Ok(edits)
}
