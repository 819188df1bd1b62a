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
    /// "Yes, instead of them": whom [`PostHeldQuestion`] named. They hold it until the day before.
    pub instead_of: Vec<RecordId>,
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
    /// "Yes": the answer to [`OwnPostQuestion`].
    pub is_meant: bool,
}

/// What giving a post, or ending one, changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostChange {
    /// The post.
    pub role: Role,
    /// The first day on which it is so: whoever gave the post up holds it until the day before.
    pub from: Day,
    /// The term that began.
    pub begun: Option<RecordId>,
    /// The terms that ended, each with the last day that it had before.
    pub ended: Vec<(RecordId, Option<Day>)>,
    /// The memberships that lost the task.
    pub tasks: Vec<RecordId>,
    /// The records by which the post is held from that day on.
    pub held_by: Vec<RecordId>,
    /// Whether the author may take it back: not who led by this post alone.
    pub may_be_taken_back: bool,
}

impl PostChange {
    /// Nothing yet.
    pub(super) fn of(role: Role, from: Day, may_be_taken_back: bool) -> Self {
        let (ended, tasks, held_by) = (Vec::new(), Vec::new(), Vec::new());
        Self { role, from, begun: None, ended, tasks, held_by, may_be_taken_back }
    }

    /// The last day of whoever gave the post up.
    pub(super) fn last_day(&self) -> Day {
        self.from.plus(-1)
    }
}

/// Others hold the post. Does the new one take their place?
#[derive(Debug, Clone, PartialEq)]
pub struct PostHeldQuestion {
    /// The post.
    pub role: Role,
    /// Who holds it.
    pub holders: Vec<PersonView>,
    /// The author leads by this post alone, and cannot take the answer back.
    pub is_own: bool,
}

impl PostHeldQuestion {
    /// The question as people read it.
    pub fn words(&self, language: Language) -> String {
        let role = self.role.label(language);
        let holders: Vec<String> = self.holders.iter().map(PersonView::titled).collect();
        let holders = holders.join(", ");
        let mut words = match language {
            Language::Vi => format!("{} hiện nay là {holders}. Người mới thay từ ngày này?", wording::sentence(role)),
            Language::En => format!("Holding the post of {role}: {holders}. Does the new one take their place?"),
        };
        if self.is_own {
            words.push_str(match language {
                Language::Vi => " Sau đó chỉ người mới sửa lại được.",
                Language::En => " After that only the new one can change it back.",
            });
        }
        words
    }
}

/// Somebody gives up the post by which alone they lead. Is it meant?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnPostQuestion {
    /// The post.
    pub role: Role,
}

impl OwnPostQuestion {
    /// The question as people read it.
    pub fn words(self, language: Language) -> String {
        let role = self.role.label(language);
        match language {
            Language::Vi => format!(
                "Ghi rồi thì người đang cầm máy không còn là {role}. Sau đó chỉ chủ nhiệm, phó chủ nhiệm hoặc thư ký khác \
                 sửa lại được. Vẫn ghi?"
            ),
            Language::En => format!(
                "Whoever holds the phone is then no longer {role}. After that only another head, deputy or secretary can \
                 change it back. Note it all the same?"
            ),
        }
    }
}
