//! What screens show of groups, and what they send.

use clubbook_model::id::RecordId;
use clubbook_model::merge::EntityState;
use clubbook_model::time::Day;
use clubbook_model::vocabulary::Language;

use crate::features::people::views::{MemberView, PersonView};
use crate::wording;

/// A group with its members.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupView {
    /// The record.
    pub id: RecordId,
    /// Its name.
    pub name: String,
    /// The area that it covers.
    pub area: Option<String>,
    /// Who leads it: one of its members.
    pub leader: Option<PersonView>,
    /// Who was named leader, and left the group since.
    pub gone: Option<GoneLeader>,
    /// The members of today, as a list of names.
    pub members: Vec<MemberView>,
}

impl GroupView {
    /// "Tổ 1 (xóm Trên): 12 người, tổ trưởng bà Đinh Thị Lan", or that nobody leads it.
    pub fn words(&self, language: Language) -> String {
        let area = self.area.as_ref().map(|area| format!(" ({area})")).unwrap_or_default();
        let count = self.members.len();
        let led = match (&self.leader, &self.gone, language) {
            (Some(leader), _, Language::Vi) => format!("tổ trưởng {}", leader.titled()),
            (Some(leader), _, Language::En) => format!("led by {}", leader.name),
            (None, Some(gone), Language::Vi) => format!("tổ trưởng {} {}", gone.person.titled(), gone.left(language)),
            (None, Some(gone), Language::En) => format!("its leader {} {}", gone.person.name, gone.left(language)),
            (None, None, Language::Vi) => "chưa có tổ trưởng".to_owned(),
            (None, None, Language::En) => "nobody leads it".to_owned(),
        };
        match language {
            Language::Vi => format!("{}{area}: {count} người, {led}", self.name),
            Language::En => format!("{}{area}: {count} people, {led}", self.name),
        }
    }

    /// "Tổ trưởng: bà Đinh Thị Lan.", "Tổ trưởng: bà Đinh Thị Lan, đã ra khỏi tổ.", or that there is none.
    pub fn leader_words(&self, language: Language) -> String {
        let of = |person: &PersonView| match language {
            Language::Vi => format!("Tổ trưởng: {}", person.titled()),
            Language::En => format!("Leader: {}", person.name),
        };
        match (&self.leader, &self.gone, language) {
            (Some(leader), _, _) => format!("{}.", of(leader)),
            (None, Some(gone), _) => format!("{}, {}.", of(&gone.person), gone.left(language)),
            (None, None, Language::Vi) => "Chưa có tổ trưởng.".to_owned(),
            (None, None, Language::En) => "Nobody leads this group.".to_owned(),
        }
    }
}

/// Somebody who was named leader of a group, and is no longer of it. They live.
#[derive(Debug, Clone, PartialEq)]
pub struct GoneLeader {
    /// Who.
    pub person: PersonView,
    /// They are a member of the club.
    pub is_member: bool,
}

impl GoneLeader {
    fn left(&self, language: Language) -> &'static str {
        match (self.is_member, language) {
            (true, Language::Vi) => "đã ra khỏi tổ",
            (true, Language::En) => "has left the group",
            (false, Language::Vi) => "đã thôi là thành viên",
            (false, Language::En) => "has left the club",
        }
    }
}

/// A group that was given up, and can be had again.
#[derive(Debug, Clone, PartialEq)]
pub struct GivenUpView {
    /// The record.
    pub id: RecordId,
    /// Its name.
    pub name: String,
    /// Since when.
    pub given_up_on: Day,
    /// How many members of today would be in it again.
    pub members: usize,
}

impl GivenUpView {
    /// "bỏ từ thứ Bảy 21/11".
    pub fn since(&self, today: Day, language: Language) -> String {
        given_up_since(self.given_up_on, today, language)
    }
}

/// "Tổ này đã bỏ từ thứ Bảy 21/11. Lập lại thì có lại 5 người.": of one that is not listed, too.
pub fn given_up_words(given_up_on: Day, members: usize, today: Day, language: Language) -> String {
    let since = given_up_since(given_up_on, today, language);
    match (members, language) {
        (0, Language::Vi) => format!("Tổ này đã {since}."),
        (0, Language::En) => format!("This group was {since}."),
        (members, Language::Vi) => format!("Tổ này đã {since}. Lập lại thì có lại {members} người."),
        (1, Language::En) => format!("This group was {since}. Brought back, it has its 1 person again."),
        (members, Language::En) => {
            format!("This group was {since}. Brought back, it has its {members} people again.")
        }
    }
}

fn given_up_since(given_up_on: Day, today: Day, language: Language) -> String {
    let day = wording::day_near(given_up_on, today, language);
    match language {
        Language::Vi => format!("bỏ từ {day}"),
        Language::En => format!("given up {day}"),
    }
}

/// The members of the club by group.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ByGroup {
    /// The groups, by name.
    pub groups: Vec<GroupView>,
    /// Members who belong to none.
    pub without: Vec<MemberView>,
    /// The groups that were given up, the latest first. One that has nothing but its name is not listed: there is nothing to be had
    /// again, and its name is free.
    pub given_up: Vec<GivenUpView>,
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

/// What making a group, or bringing one back, changed.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupBegun {
    /// The group.
    pub group: RecordId,
    /// Since when it is given up once that is taken back: the day on which it had been, or on which it was made.
    pub given_up_on: Day,
    /// What stood in it right after that.
    pub seen: EntityState,
    /// The memberships in which it stood.
    pub memberships: Vec<RecordId>,
}

/// What naming the leader of a group changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeaderNamed {
    /// The group.
    pub group: RecordId,
    /// Who was named; nobody, where the group was left without a leader.
    pub leader: Option<RecordId>,
    /// Who was named before.
    pub former: Option<RecordId>,
    /// The memberships that got the task.
    pub given: Vec<RecordId>,
    /// The memberships that lost the task.
    pub taken: Vec<RecordId>,
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
