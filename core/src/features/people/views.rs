//! What screens show of people.

use clubbook_model::entry::{FieldEdit, show_value, typed_value};
use clubbook_model::id::{OpId, RecordId};
use clubbook_model::lunar::{LunarDate, Region};
use clubbook_model::merge::{EntityState, FieldKey};
use clubbook_model::registry::{self, FieldDef, KindDef, Person};
use clubbook_model::text;
use clubbook_model::time::{Day, Instant, PartialDate};
use clubbook_model::value::Value;
use clubbook_model::vocabulary::{Language, LeavingReason, Purpose, Role};

use super::doubles::Reason;
use crate::features::care::views::{CircumstanceView, ConsentState, Sensitive};
use crate::wording;

/// A person in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonView {
    /// The record.
    pub id: RecordId,
    /// Full name.
    pub name: String,
    /// Given name.
    pub given_name: String,
    /// How to address them, in Vietnamese.
    pub title: Option<String>,
    /// What they are called in the hamlet.
    pub common_name: Option<String>,
    /// Birth date as far as it is known.
    pub birth: Option<PartialDate>,
    /// Hamlet.
    pub hamlet: Option<String>,
    /// Phone.
    pub phone: Option<String>,
    /// Died on: "đã mất".
    pub died_on: Option<PartialDate>,
}

impl PersonView {
    /// What a list shows of a person.
    pub fn of(person: &Person, today: Day) -> Self {
        let name = person.full_name.clone().unwrap_or_default();
        Self {
            id: person.id,
            given_name: text::given_name(&name, person.given_name.as_deref()),
            name,
            title: wording::title(person.address_as.as_deref(), person.sex, person.birth, today, Language::Vi),
            common_name: person.common_name.clone(),
            birth: person.birth,
            hamlet: person.hamlet.clone(),
            phone: person.phone.clone(),
            died_on: person.died_on,
        }
    }

    /// The name with its title: "bà Đinh Thị Lan".
    pub fn titled(&self) -> String {
        wording::titled(self.title.as_deref(), &self.name)
    }

    /// The name with its title; in English the name alone.
    pub fn titled_in(&self, language: Language) -> String {
        match language {
            Language::Vi => self.titled(),
            Language::En => self.name.clone(),
        }
    }

    /// As people say it: "bà Lan"; in English the full name.
    pub fn said(&self, language: Language) -> String {
        match language {
            Language::Vi => wording::titled(self.title.as_deref(), &self.given_name),
            Language::En => self.name.clone(),
        }
    }
}

/// Somebody whom a search found.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundView {
    /// The person.
    pub person: PersonView,
    /// The words do not say this person as they stand: "có phải…?".
    pub is_guess: bool,
}

/// Two records that may be of one person ("trùng người"), until somebody says whether they are.
#[derive(Debug, Clone, PartialEq)]
pub struct DoubleView {
    /// The record with the smaller id.
    pub one: PersonView,
    /// The other.
    pub other: PersonView,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// Whether two records are of one person, as somebody answered.
#[derive(Debug, Clone, PartialEq)]
pub struct AnsweredView {
    /// The record of the answer.
    pub link: RecordId,
    /// The record with the smaller id.
    pub one: PersonView,
    /// The other.
    pub other: PersonView,
    /// They are.
    pub linked: bool,
    /// Two people answered differently; until somebody answers once more, the later one counts.
    pub unsettled: Option<UnsettledView>,
}

impl AnsweredView {
    /// "Bà Đinh Thị Lan và DINH LAN: cùng một người."
    pub fn words(&self, language: Language) -> String {
        let (one, other) = (wording::sentence(&self.one.titled()), self.other.titled());
        let (vi, en) = match (self.linked, self.unsettled.is_some()) {
            (true, false) => ("cùng một người.", "the same person."),
            (false, false) => ("hai người khác nhau.", "two people."),
            (true, true) => (
                "hai người trả lời khác nhau, nay tính là cùng một người. Hỏi lại rồi trả lời.",
                "answered differently, counted as the same person for now. Ask and answer again.",
            ),
            (false, true) => (
                "hai người trả lời khác nhau, nay tính là hai người. Hỏi lại rồi trả lời.",
                "answered differently, counted as two people for now. Ask and answer again.",
            ),
        };
        match language {
            Language::Vi => format!("{one} và {other}: {vi}"),
            Language::En => format!("{} and {}: {en}", self.one.name, self.other.name),
        }
    }
}

/// That two records were said to be of one person or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkedView {
    /// What was said.
    pub linked: bool,
    /// They count as one person. They do all the same after "no" while both are linked with a third record.
    pub are_one: bool,
}

impl LinkedView {
    /// What counts now.
    pub fn words(&self, language: Language) -> &'static str {
        let (vi, en) = match (self.linked, self.are_one) {
            (true, _) => (
                "Đã ghi: cùng một người. Đếm là một; hai mục vẫn giữ đủ. Nhầm? Bỏ nối.",
                "Noted: the same person. Counted once; both records are kept whole. A slip? Undo.",
            ),
            (false, false) => ("Đã ghi: hai người khác nhau.", "Noted: two people."),
            (false, true) => (
                "Đã ghi, nhưng hai mục này vẫn tính là một người, vì cùng nối với một mục khác.",
                "Noted, but these still count as one person: both are linked with another record.",
            ),
        };
        match language {
            Language::Vi => vi,
            Language::En => en,
        }
    }
}

/// A person with a membership, in the member list.
#[derive(Debug, Clone, PartialEq)]
pub struct MemberView {
    /// The person.
    pub person: PersonView,
    /// The membership; the latest one when there were several.
    pub membership: RecordId,
    /// Number in the paper register.
    pub register_no: Option<i64>,
    /// Joined on.
    pub joined_on: Option<PartialDate>,
    /// Left on.
    pub left_on: Option<Day>,
    /// Why.
    pub leaving_reason: Option<LeavingReason>,
    /// Tasks in the club, under any of their records.
    pub roles: Vec<Role>,
    /// Other records of the same person: "cùng người: …".
    pub same_person: Vec<PersonView>,
}

/// One of several values that nobody has settled yet ("hai người ghi khác nhau").
#[derive(Debug, Clone, PartialEq)]
pub struct EnteredView {
    /// The op that entered it.
    pub op: OpId,
    /// The value.
    pub value: Value,
    /// What the record is called that the value refers to: the group, who is the head of the household, the person.
    pub refers_to: Option<String>,
    /// The name of who entered it, if the book knows the person.
    pub author: Option<String>,
    /// When.
    pub at: Instant,
}

impl EnteredView {
    /// As people read it; somebody may have left the field empty.
    pub fn words(&self, field: Option<&FieldDef>, language: Language) -> String {
        match (&self.refers_to, &self.value, language) {
            (Some(name), ..) => name.clone(),
            (None, Value::None, Language::Vi) => "để trống".to_owned(),
            (None, Value::None, Language::En) => "left empty".to_owned(),
            (None, value, _) => show_value(field, value, language),
        }
    }

    /// As [`FieldEdit::parse`] reads it again; nothing for a field that was left empty.
    pub fn typed(&self, field: &FieldDef) -> Option<String> {
        match self.value {
            Value::Ref(to) => Some(format!("{}:{}", registry::kind(to.kind)?.name, to.id)),
            ref value => typed_value(field, value),
        }
    }
}

/// A field in which two people entered different values; the first is the one shown.
#[derive(Debug, Clone, PartialEq)]
pub struct UnsettledView {
    /// The record.
    pub entity: RecordId,
    /// Its kind.
    pub kind: u32,
    /// The field.
    pub field: FieldKey,
    /// The field's name, when this version knows it.
    pub field_name: Option<&'static str>,
    /// What was entered.
    pub entries: Vec<EnteredView>,
}

/// Everything about one person.
#[derive(Debug, Clone, PartialEq)]
pub struct CardView {
    /// The person as a list shows them.
    pub person: PersonView,
    /// Every field of the record that has a value, by the registry's names: a new field shows by itself.
    pub fields: Vec<(&'static str, Value)>,
    /// The memberships, the latest last.
    pub memberships: Vec<MemberView>,
    /// A member of today, under any of their records.
    pub is_member: bool,
    /// Consents by purpose.
    pub consents: Vec<(Purpose, ConsentState)>,
    /// Circumstances.
    pub circumstances: Sensitive<Vec<CircumstanceView>>,
    /// Fields that two people entered differently.
    pub unsettled: Vec<UnsettledView>,
    /// Other records of the same person.
    pub same_person: Vec<PersonView>,
    /// What was answered about this person and others: the same or not.
    pub answers: Vec<AnsweredView>,
    /// The last visit that was not voided, under any of the person's records.
    pub last_visit: Option<Day>,
}

/// A form over one record: what was on the screen when it opened.
#[derive(Debug, Clone)]
pub struct FormView {
    /// The record.
    pub entity: RecordId,
    /// Its kind.
    pub kind: &'static KindDef,
    /// What was in the record: an edit names these entries, whether or not their values may be shown.
    pub seen: EntityState,
    /// What the screen may show of it, by the registry's names.
    pub values: Sensitive<Vec<(&'static str, Value)>>,
}

/// A new person.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AddPersonRequest {
    /// The fields of the person.
    pub fields: Vec<FieldEdit>,
    /// The fields of the membership; `None` for somebody who is no member.
    pub membership: Option<Vec<FieldEdit>>,
    /// "No, another person": the answer to [`DuplicateQuestion`].
    pub is_another_person: bool,
    /// "Yes, this number": the answer to a question about a number that somebody else has in the register.
    pub is_number_meant: bool,
}

impl AddPersonRequest {
    /// A new member of this name.
    pub fn member(full_name: &str) -> Self {
        let name = Value::Text(text::clean(full_name));
        let field = FieldEdit { tag: Person::full_name.tag, element: Vec::new(), value: name };
        Self { fields: vec![field], membership: Some(Vec::new()), ..Self::default() }
    }

    /// With one more field of the person.
    #[must_use]
    pub fn with(mut self, field: FieldEdit) -> Self {
        self.fields.push(field);
        self
    }
}

/// A person who was added.
#[derive(Debug, Clone, PartialEq)]
pub struct AddedView {
    /// The person.
    pub person: PersonView,
    /// The membership.
    pub membership: Option<RecordId>,
}

/// "Trong sổ đã có bà …": people of the same name who may be the one that is being added.
#[derive(Debug, Clone, PartialEq)]
pub struct DuplicateQuestion {
    /// The people, the likeliest first.
    pub people: Vec<PersonView>,
    /// The hamlet that was entered.
    pub hamlet: Option<String>,
}

impl DuplicateQuestion {
    /// The question as people read it.
    pub fn words(&self, language: Language) -> String {
        let Some(person) = self.people.first() else { return String::new() };
        let same_hamlet = person.hamlet.is_some() && person.hamlet == self.hamlet;
        match language {
            Language::Vi => {
                let born = person.birth.map(|birth| format!(", sinh năm {}", birth.year)).unwrap_or_default();
                let place = if same_hamlet { ", cùng thôn" } else { "" };
                format!("Trong sổ đã có {}{born}{place}. Có phải cùng một người không?", person.titled())
            }
            Language::En => {
                let born = person.birth.map(|birth| format!(", born in {}", birth.year)).unwrap_or_default();
                let place = if same_hamlet { ", same hamlet" } else { "" };
                format!("The book already has {}{born}{place}. Is it the same person?", person.name)
            }
        }
    }
}

/// The birth date as it was told by the lunar calendar, while it is the day that stands in the record: who corrected only one
/// of the two is asked again elsewhere.
pub fn lunar_birth(person: &Person) -> Option<LunarDate> {
    let told = person.birth_lunar.as_deref().and_then(LunarDate::parse)?;
    let regions = [Region::South, Region::North];
    let days = regions.into_iter().filter_map(|region| region.day(told).ok()).filter_map(PartialDate::of_day);
    days.map(Some).any(|day| day == person.birth).then_some(told)
}

/// The name of the field in the registry.
pub(crate) fn field_name(kind: u32, field: &FieldKey) -> Option<&'static str> {
    clubbook_model::registry::kind(kind)?.field(field.tag).map(|field| field.name)
}

/// Every field of a kind that has a value.
pub(crate) fn shown_fields(kind: &KindDef, state: &EntityState) -> Vec<(&'static str, Value)> {
    let mut shown = Vec::new();
    for field in kind.fields {
        if let Some(value) = state.shown(field.tag, &[]) {
            shown.push((field.name, value.clone()));
        }
        shown.extend(state.elements(field.tag).map(|element| (field.name, element)));
    }
    shown
}
