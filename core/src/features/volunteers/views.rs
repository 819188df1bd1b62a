//! What screens show of volunteers.

use clubbook_model::vocabulary::Language;

use crate::features::people::views::PersonView;
use crate::wording;

/// A volunteer.
#[derive(Debug, Clone, PartialEq)]
pub struct VolunteerView {
    /// Who.
    pub person: PersonView,
    /// Has the task in the membership; else somebody only named them with a person who is cared for.
    pub has_task: bool,
    /// To whom they go.
    pub goes_to: Vec<PersonView>,
    /// With whom.
    pub partners: Vec<PersonView>,
}

/// Somebody who is cared for at home and to whom fewer than two volunteers go.
#[derive(Debug, Clone, PartialEq)]
pub struct ShortHanded {
    /// Who is cared for.
    pub person: PersonView,
    /// The only volunteer, if there is one.
    pub volunteer: Option<PersonView>,
}

impl ShortHanded {
    /// "Bà Đinh Thị Lan: mới có một người đến thăm, chú Minh."
    pub fn words(&self, language: Language) -> String {
        match (&self.volunteer, language) {
            (Some(volunteer), Language::Vi) => format!(
                "{}: mới có một người đến thăm, {}.",
                wording::sentence(&self.person.titled()),
                volunteer.titled()
            ),
            (None, Language::Vi) => {
                format!("{}: chưa có ai đến thăm.", wording::sentence(&self.person.titled()))
            }
            (Some(volunteer), Language::En) => format!("{}: only {} goes there.", self.person.name, volunteer.name),
            (None, Language::En) => format!("{}: nobody goes there.", self.person.name),
        }
    }
}

/// The volunteers of a club, and where one is missing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct VolunteersView {
    /// The volunteers, as a list of names.
    pub volunteers: Vec<VolunteerView>,
    /// To whom fewer than two go.
    pub short_handed: Vec<ShortHanded>,
}
