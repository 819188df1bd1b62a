//! People as lists show them: the members, the search, what several entered.

use clubbook_core::features::people::looked_for::{LookedForView, look_for};
use clubbook_core::features::people::queries::{self, Which};
use clubbook_core::features::people::views;
use clubbook_model::entry::{show_day, show_partial_date};
use clubbook_model::id::RecordId;
use clubbook_model::label::field_label;
use clubbook_model::registry;
use clubbook_model::time::Day;
use clubbook_model::vocabulary::{Language, Vocabulary};

use crate::clubbook::{Asks, Clubbook};
use crate::values::Choice;

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
    /// What tells namesakes apart, under the name: "bà Năm · sinh 1941 · Gò Deo".
    #[uniffi(default = None)]
    pub about: Option<String>,
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
            about: person.about(language),
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
    /// Number in the register, while they are.
    pub register_no: Option<i64>,
    /// All records of the person: a list that shows them under another one has found them, too.
    pub records: Vec<RecordId>,
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
                value: entry.words(def, language),
                typed: def.and_then(|def| entry.typed(def)).unwrap_or_default(),
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

    /// People by what was typed, the likeliest first: half a name, no marks, initials, a piece of a number. None while so little is
    /// typed that nobody is looked for: then a list stays whole.
    pub fn find(&self, typed: String, limit: u32) -> Asks<Option<Vec<FoundView>>> {
        let language = self.words_in();
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let view = |one: LookedForView| FoundView {
            person: PersonView::of(one.person, language),
            is_guess: one.is_guess,
            is_member: one.is_member,
            register_no: one.register_no,
            records: one.records,
        };
        self.query(|q| {
            let found = look_for(q.connection, q.club, &typed, limit, q.today)?;
            Ok(found.map(|found| found.into_iter().map(view).collect()))
        })
    }
}

/// What a field is called; one of a newer version by its name.
pub(crate) fn label(name: &str, language: Language) -> String {
    field_label(name, language).map_or_else(|| name.replace('_', " "), str::to_owned)
}
