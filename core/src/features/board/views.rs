//! What screens show of the board, and what they send.

use clubbook_model::id::RecordId;
use clubbook_model::time::Day;
use clubbook_model::vocabulary::{Language, Role, Vocabulary};

use crate::features::people::views::PersonView;
use crate::wording;

/// Somebody who holds a post.
#[derive(Debug, Clone, PartialEq)]
pub struct HolderView {
    /// The person.
    pub person: PersonView,
    /// The term; none for a task in the membership.
    pub term: Option<RecordId>,
    /// Since.
    pub since: Option<Day>,
    /// The last day, when it is known.
    pub until: Option<Day>,
    /// The decision.
    pub decision: Option<String>,
}

/// A post of the board.
#[derive(Debug, Clone, PartialEq)]
pub struct PostView {
    /// The post.
    pub role: Role,
    /// Who holds it, the longest first.
    pub holders: Vec<HolderView>,
}

impl PostView {
    /// Nobody holds it.
    pub fn is_vacant(&self) -> bool {
        self.holders.is_empty()
    }
}

/// A term, of today or of before.
#[derive(Debug, Clone, PartialEq)]
pub struct TermView {
    /// The post.
    pub role: Option<Role>,
    /// Who.
    pub holder: HolderView,
}

/// "Chưa có ai làm: thủ quỹ, thư ký."; nothing while every post is held.
pub fn vacancies_words(posts: &[PostView], language: Language) -> Option<String> {
    let vacant: Vec<&str> =
        posts.iter().filter(|post| post.is_vacant()).map(|post| post.role.label(language)).collect();
    let list = vacant.join(", ");
    (!vacant.is_empty()).then(|| match language {
        Language::Vi => format!("Chưa có ai làm: {list}."),
        Language::En => format!("Nobody is: {list}."),
    })
}

/// That somebody takes a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppointRequest {
    /// The person.
    pub person: RecordId,
    /// The post.
    pub role: Role,
    /// The first day; today when nothing is said.
    pub from: Option<Day>,
    /// The decision.
    pub decision: Option<String>,
    /// "Yes, instead of them": the answer to [`PostHeldQuestion`]. Their term ends the day before.
    pub replaces: bool,
}

/// That somebody gives a post up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EndPostRequest {
    /// The person.
    pub person: RecordId,
    /// The post.
    pub role: Role,
    /// The last day.
    pub last_day: Day,
}

/// What giving a post, or ending one, changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostChange {
    /// The post.
    pub role: Role,
    /// The term that began.
    pub begun: Option<RecordId>,
    /// The terms that ended, each with the last day that it had before.
    pub ended: Vec<(RecordId, Option<Day>)>,
    /// The memberships that lost the task.
    pub tasks: Vec<RecordId>,
}

impl PostChange {
    /// Nothing yet.
    pub(super) fn of(role: Role) -> Self {
        Self { role, begun: None, ended: Vec::new(), tasks: Vec::new() }
    }
}

/// Somebody else holds the post. Does the new one take their place?
#[derive(Debug, Clone, PartialEq)]
pub struct PostHeldQuestion {
    /// The post.
    pub role: Role,
    /// Who holds it.
    pub holder: PersonView,
}

impl PostHeldQuestion {
    /// The question as people read it.
    pub fn words(&self, language: Language) -> String {
        let role = self.role.label(language);
        match language {
            Language::Vi => {
                format!("{} hiện nay là {}. Người mới thay từ ngày này?", wording::sentence(role), self.holder.titled())
            }
            Language::En => format!("The {role} is {}. Does the new one take their place?", self.holder.name),
        }
    }
}
