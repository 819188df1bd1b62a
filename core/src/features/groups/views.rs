//! What screens show of groups, and what they send.

use clubbook_model::id::RecordId;
use clubbook_model::merge::EntityState;
use clubbook_model::vocabulary::Language;

use crate::features::people::views::{MemberView, PersonView};

/// A group with its members.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupView {
    /// The record.
    pub id: RecordId,
    /// Its name.
    pub name: String,
    /// The area that it covers.
    pub area: Option<String>,
    /// Who leads it.
    pub leader: Option<PersonView>,
    /// The members of today, as a list of names.
    pub members: Vec<MemberView>,
}

impl GroupView {
    /// "Tổ 1 (xóm Trên): 12 người, tổ trưởng bà Đinh Thị Lan", or that nobody leads it.
    pub fn words(&self, language: Language) -> String {
        let area = self.area.as_ref().map(|area| format!(" ({area})")).unwrap_or_default();
        let count = self.members.len();
        match (&self.leader, language) {
            (Some(leader), Language::Vi) => {
                format!("{}{area}: {count} người, tổ trưởng {}", self.name, leader.titled())
            }
            (None, Language::Vi) => format!("{}{area}: {count} người, chưa có tổ trưởng", self.name),
            (Some(leader), Language::En) => format!("{}{area}: {count} people, led by {}", self.name, leader.name),
            (None, Language::En) => format!("{}{area}: {count} people, nobody leads it", self.name),
        }
    }
}

/// The members of the club by group.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ByGroup {
    /// The groups, by name.
    pub groups: Vec<GroupView>,
    /// Members who belong to none.
    pub without: Vec<MemberView>,
}

/// What a list says over members who belong to no group.
pub fn without_words(language: Language) -> &'static str {
    match language {
        Language::Vi => "chưa vào tổ nào",
        Language::En => "in no group",
    }
}

/// A new group, or what changes of one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GroupRequest {
    /// Its name; as it was when nothing is said.
    pub name: Option<String>,
    /// The area that it covers.
    pub area: Option<String>,
    /// Who leads it: they get the task of a group leader, and whoever led it before gives it up.
    pub leader: Option<RecordId>,
}

/// What putting a member into a group, or into none, changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GroupPut {
    /// The membership.
    pub membership: RecordId,
    /// The group that was written into it; none when they were taken out.
    pub group: Option<RecordId>,
    /// The group that stood in it before, be it given up.
    pub former: Option<RecordId>,
}

/// What naming a group changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Renamed {
    /// The group.
    pub group: RecordId,
    /// Its name before.
    pub former: String,
    /// Its name, as it was written.
    pub name: String,
    /// What stood in it right after that.
    pub seen: EntityState,
}
