//! The board (Ban Chủ nhiệm): who holds which post.

use clubbook_core::features::board::views::{
    AppointRequest, EndPostRequest, HolderView as CoreHolder, PostChange as CoreChange, PostView as CorePost,
    vacancies_words,
};
use clubbook_core::features::board::{commands, queries};
use clubbook_core::features::rights;
use clubbook_model::entry::show_day;
use clubbook_model::id::RecordId;
use clubbook_model::time::Day;
use clubbook_model::vocabulary::{Language, Role, Vocabulary};

use crate::clubbook::{Asks, Clubbook};
use crate::people::PersonView;
use crate::values::Choice;

/// The board of today.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct BoardView {
    /// The posts, the vacant ones among them.
    pub posts: Vec<PostView>,
    /// "Chưa có ai làm: thủ quỹ, thư ký."
    pub vacancies: Option<String>,
    /// Whether the person at the phone gives posts.
    pub may_give_posts: bool,
}

/// A post.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct PostView {
    /// Which.
    pub role: Choice,
    /// Who holds it, the longest first.
    pub holders: Vec<HolderView>,
}

/// Somebody who holds a post.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct HolderView {
    /// Who.
    pub person: PersonView,
    /// "từ 28/11/2026", "đến hết 28/11/2026".
    pub term: Option<String>,
    /// Their last day is known.
    pub ends: bool,
}

/// What giving a post, or ending one, changed: goes back to [`Clubbook::take_back_post`].
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct PostChange {
    /// The post.
    pub role: u32,
    /// The first day on which it is so.
    pub from: Day,
    /// The term that began.
    pub begun: Option<RecordId>,
    /// The terms that ended.
    pub ended: Vec<EndedTerm>,
    /// The memberships that lost the task.
    pub tasks: Vec<RecordId>,
    /// The records by which the post is held from that day on.
    pub held_by: Vec<RecordId>,
    /// Whether whoever wrote it down may take it back: not who led by this post alone.
    pub may_be_taken_back: bool,
}

/// A term that ended, and the last day that it had before.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct EndedTerm {
    /// Which.
    pub term: RecordId,
    /// The last day before.
    pub until: Option<Day>,
}

impl From<CoreChange> for PostChange {
    fn from(change: CoreChange) -> Self {
        let ended = change.ended.into_iter().map(|(term, until)| EndedTerm { term, until });
        Self {
            role: change.role.number(),
            from: change.from,
            begun: change.begun,
            ended: ended.collect(),
            tasks: change.tasks,
            held_by: change.held_by,
            may_be_taken_back: change.may_be_taken_back,
        }
    }
}

impl PostView {
    fn of(post: CorePost, language: Language) -> Self {
        let holder = |holder: CoreHolder| HolderView {
            term: term(holder.since, holder.until, language),
            ends: holder.until.is_some(),
            person: PersonView::of(holder.person, language),
        };
        Self { role: Choice::of(post.role, language), holders: post.holders.into_iter().map(holder).collect() }
    }
}

fn term(since: Option<Day>, until: Option<Day>, language: Language) -> Option<String> {
    let (day, vi, en) = match (since, until) {
        (_, Some(until)) => (until, "đến hết", "until the end of"),
        (Some(since), None) => (since, "từ", "since"),
        (None, None) => return None,
    };
    let word = match language {
        Language::Vi => vi,
        Language::En => en,
    };
    Some(format!("{word} {}", show_day(day)))
}

#[uniffi::export]
impl Clubbook {
    /// The board of today.
    pub fn board(&self) -> Asks<BoardView> {
        let language = self.words_in();
        self.query(|q| {
            let mut posts = queries::posts(q.connection, q.club, q.today)?;
            let vacancies = vacancies_words(&posts, language);
            // Nobody has to be one, and anybody may become one.
            if posts.iter().all(|post| post.role != Role::BoardMember) {
                posts.push(CorePost { role: Role::BoardMember, holders: Vec::new() });
            }
            Ok(BoardView {
                posts: posts.into_iter().map(|post| PostView::of(post, language)).collect(),
                vacancies,
                may_give_posts: rights::of(q.connection, q.club, q.person, q.today)?.leads,
            })
        })
    }

    /// Gives somebody a post from today on. `instead_of` answers [`crate::Question::PostHeld`]: whom it named.
    pub fn appoint(&self, person: RecordId, role: u32, instead_of: Vec<RecordId>) -> Asks<PostChange> {
        self.command(|pen| {
            let role = Role::from_number(role);
            let request = AppointRequest { person, role, from: None, decision: None, instead_of };
            commands::give(pen, &request).map(PostChange::from)
        })
    }

    /// Writes down that somebody holds a post until today. `confirmed` answers [`crate::Question::OwnPost`].
    pub fn end_post(&self, person: RecordId, role: u32, confirmed: bool) -> Asks<PostChange> {
        self.command(|pen| {
            let (role, last_day) = (Role::from_number(role), pen.today());
            let request = EndPostRequest { person, role, last_day, is_meant: confirmed };
            commands::end(pen, request).map(PostChange::from)
        })
    }

    /// The undo of [`Clubbook::appoint`] and [`Clubbook::end_post`].
    pub fn take_back_post(&self, change: PostChange) -> Asks<()> {
        self.command(|pen| {
            let change = CoreChange {
                role: Role::from_number(change.role),
                from: change.from,
                begun: change.begun,
                ended: change.ended.into_iter().map(|one| (one.term, one.until)).collect(),
                tasks: change.tasks,
                held_by: change.held_by,
                may_be_taken_back: change.may_be_taken_back,
            };
            commands::take_back(pen, &change).map(|_| ())
        })
    }
}
