//! Members: the list, the search, the card, adding and correcting.

use clubbook_core::features::care::views::{ConsentState as CoreConsent, Sensitive};
use clubbook_core::features::care::why_asked;
use clubbook_core::features::households::queries as households;
use clubbook_core::features::memberships::queries::suggested_number;
use clubbook_core::features::people::commands;
use clubbook_core::features::people::directory::Directory;
use clubbook_core::features::people::queries::{self, Which};
use clubbook_core::features::people::views::{self, AddPersonRequest as CoreAddRequest, FormView as CoreForm};
use clubbook_core::features::{CommandError, Commanded, Invalid};
use clubbook_model::entry::{FieldEdit, choices, show_day, show_partial_date, show_value, typed_value};
use clubbook_model::id::RecordId;
use clubbook_model::label::field_label;
use clubbook_model::registry::{self, Entity, KindDef, Membership, Person};
use clubbook_model::time::Day;
use clubbook_model::vocabulary::{Language, Purpose, Vocabulary};

use crate::clubbook::{Asks, Clubbook};
use crate::consents::ConsentView;
use crate::memberships::group_of;
use crate::values::{Choice, Seen};

/// A person as lists show them.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct PersonView {
    /// The person.
    pub id: RecordId,
    /// "Đinh Thị Lan".
    pub name: String,
    /// What they are called in the hamlet.
    pub common_name: Option<String>,
    /// "bà Đinh Thị Lan".
    pub titled: String,
    /// "bà Lan".
    pub said: String,
    /// Year of birth.
    pub birth_year: Option<u16>,
    /// The date of birth as far as it is known: "1955", "03/1955", "12/03/1955".
    pub birth: Option<String>,
    /// Hamlet.
    pub hamlet: Option<String>,
    /// A number to call.
    pub phone: Option<String>,
    /// The book says that they died.
    pub has_died: bool,
}

impl PersonView {
    pub(crate) fn of(person: views::PersonView, language: Language) -> Self {
        Self {
            titled: person.titled_in(language),
            said: person.said(language),
            birth_year: person.birth.map(|birth| birth.year),
            birth: person.birth.map(show_partial_date),
            has_died: person.died_on.is_some(),
            id: person.id,
            name: person.name,
            common_name: person.common_name,
            hamlet: person.hamlet,
            phone: person.phone,
        }
    }
}

/// A member.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct MemberView {
    /// The person.
    pub person: PersonView,
    /// Number in the register.
    pub register_no: Option<i64>,
    /// Tasks in the club.
    pub roles: Vec<Choice>,
    /// "thành viên từ 2019", "thôi từ 24/11/2026: chuyển đi".
    pub standing: Option<String>,
    /// Other records of the same person.
    pub same_person: Vec<PersonView>,
}

impl MemberView {
    pub(crate) fn of(member: views::MemberView, language: Language) -> Self {
        let standing = match (member.left_on, member.joined_on, language) {
            (Some(left), _, _) => {
                let why = member.leaving_reason.map(|reason| format!(": {}", reason.label(language)));
                let since = match language {
                    Language::Vi => format!("thôi từ {}", show_day(left)),
                    Language::En => format!("left {}", show_day(left)),
                };
                Some(format!("{since}{}", why.unwrap_or_default()))
            }
            (None, Some(joined), Language::Vi) => Some(format!("thành viên từ {}", show_partial_date(joined))),
            (None, Some(joined), Language::En) => Some(format!("member since {}", show_partial_date(joined))),
            (None, None, _) => None,
        };
        Self {
            person: PersonView::of(member.person, language),
            register_no: member.register_no,
            roles: Choice::all(&member.roles, language),
            standing,
            same_person: of_people(member.same_person, language),
        }
    }
}

pub(crate) fn of_people(people: Vec<views::PersonView>, language: Language) -> Vec<PersonView> {
    people.into_iter().map(|person| PersonView::of(person, language)).collect()
}

/// Somebody who was searched for.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct FoundView {
    /// The person.
    pub person: PersonView,
    /// No word was just so: a near one was taken for it.
    pub is_guess: bool,
    /// A member of today, under any of their records.
    pub is_member: bool,
}

/// A line of a card: what, and what stands there.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct CardLine {
    /// The field's name in the registry.
    pub field: String,
    /// "Số điện thoại".
    pub label: String,
    /// As people read it.
    pub value: String,
}

/// A field for which several people entered different values.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct UnsettledView {
    /// The record.
    pub record: RecordId,
    /// The field's name in the registry; none for one of a newer version.
    pub field: Option<String>,
    /// "Số điện thoại".
    pub label: String,
    /// What was entered, the one that is shown first.
    pub entered: Vec<EnteredView>,
}

/// One of several values.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct EnteredView {
    /// As people read it.
    pub value: String,
    /// As it is handed back to [`Clubbook::settle`].
    pub typed: String,
    /// Who says so, and when.
    pub by: String,
}

impl UnsettledView {
    pub(crate) fn of(view: &views::UnsettledView, today: Day, language: Language) -> Self {
        let def = registry::kind(view.kind).and_then(|kind| kind.field(view.field.tag));
        let entered = view.entries.iter().map(|entry| {
            let day = clubbook_core::wording::day_near(entry.at.day_in_vietnam(), today, language);
            EnteredView {
                value: show_value(def, &entry.value, language),
                typed: def.and_then(|def| typed_value(def, &entry.value)).unwrap_or_default(),
                by: entry.author.as_ref().map(|author| format!("{author}, {day}")).unwrap_or(day),
            }
        });
        Self {
            record: view.entity,
            field: view.field_name.map(str::to_owned),
            label: label(view.field_name.unwrap_or_default(), language),
            entered: entered.collect(),
        }
    }
}

/// A card: everything about a person that the one at the phone may see.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct CardView {
    /// The person.
    pub person: PersonView,
    /// What stands in the roster.
    pub lines: Vec<CardLine>,
    /// Memberships, the present one last.
    pub memberships: Vec<MemberView>,
    /// The group of the club: "Tổ 1 (xóm Trên): 12 người, tổ trưởng bà Đinh Thị Lan".
    pub group: Option<String>,
    /// The household: "Hộ ông Phạm Văn Tùng, Gò Deo: 3 người".
    pub household: Option<String>,
    /// Who lives in it besides.
    pub household_people: Vec<PersonView>,
    /// Consents.
    pub consents: Vec<ConsentView>,
    /// Circumstances, where they may be shown.
    pub circumstances: Vec<String>,
    /// What several people entered differently.
    pub unsettled: Vec<UnsettledView>,
    /// Other records of the same person.
    pub same_person: Vec<PersonView>,
    /// The day of the last visit.
    pub last_visit: Option<Day>,
}

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
    /// The members of today, in the order of a Vietnamese list of names.
    pub fn members(&self) -> Asks<Vec<MemberView>> {
        let language = self.words_in();
        self.query(|q| {
            let members = queries::members(q.connection, q.club, Which::On(q.today), q.today)?;
            Ok(members.into_iter().map(|member| MemberView::of(member, language)).collect())
        })
    }

    /// People by what was typed, the likeliest first: half a name, no marks, initials, a piece of a number.
    pub fn find(&self, typed: String, limit: u32) -> Asks<Vec<FoundView>> {
        let language = self.words_in();
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        self.query(|q| {
            let found = queries::find(q.connection, &typed, limit, q.today)?;
            let directory = Directory::of(q.connection, q.club, q.today)?;
            let members = directory.members_on(q.today);
            let view = |one: views::FoundView| FoundView {
                is_member: members.contains(&directory.same().canonical(one.person.id)),
                person: PersonView::of(one.person, language),
                is_guess: one.is_guess,
            };
            Ok(found.into_iter().map(view).collect())
        })
    }

    /// The card of a person.
    pub fn card(&self, person: RecordId) -> Asks<CardView> {
        let language = self.words_in();
        self.query(|q| {
            let card = queries::card(q.connection, q.club, person, q.today)?;
            let line = |(name, value): &(&'static str, clubbook_model::value::Value)| CardLine {
                field: (*name).to_owned(),
                label: label(name, language),
                value: show_value(Person::DEF.field_by_name(name), value, language),
            };
            let consent = |(purpose, state): &(Purpose, CoreConsent)| ConsentView {
                purpose: Choice::of(*purpose, language),
                state: (*state).into(),
                why: why_asked::purpose(*purpose, language).to_owned(),
            };
            let circumstances = match &card.circumstances {
                Sensitive::Shown(all) => {
                    all.iter().filter_map(|one| one.kind).map(|kind| kind.label(language).to_owned()).collect()
                }
                Sensitive::Hidden(_) => Vec::new(),
            };
            let household = households::of_person(q.connection, q.club, person, q.today)?;
            let household_people = household.as_ref().map(|household| {
                let others = household.people.iter().filter(|one| one.id != card.person.id);
                of_people(others.cloned().collect(), language)
            });
            Ok(CardView {
                group: group_of(q, person)?.map(|group| group.words(language)),
                household: household.map(|household| household.words(language)),
                household_people: household_people.unwrap_or_default(),
                lines: card.fields.iter().map(line).collect(),
                consents: card.consents.iter().map(consent).collect(),
                circumstances,
                unsettled: card.unsettled.iter().map(|one| UnsettledView::of(one, q.today, language)).collect(),
                memberships: card.memberships.into_iter().map(|one| MemberView::of(one, language)).collect(),
                same_person: of_people(card.same_person, language),
                last_visit: card.last_visit,
                person: PersonView::of(card.person, language),
            })
        })
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
            let field = |name: &&'static str| {
                let def = form.kind.field_by_name(name)?;
                let value = stands.iter().find(|(stands, _)| stands == name);
                Some(FormField {
                    name: (*name).to_owned(),
                    label: label(name, language),
                    text: value.and_then(|(_, value)| typed_value(def, value)).unwrap_or_default(),
                    choices: choices(def, language).into_iter().map(FieldChoice::of).collect(),
                    why: why_asked::field(name, language).map(str::to_owned),
                })
            };
            let fields = PERSON_FORM.iter().filter_map(field).collect();
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

/// What a field is called; one of a newer version by its name.
pub(crate) fn label(name: &str, language: Language) -> String {
    field_label(name, language).map_or_else(|| name.replace('_', " "), str::to_owned)
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
