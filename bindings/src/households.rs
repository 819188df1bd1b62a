//! Who lives with whom.

use clubbook_core::features::households::commands;
use clubbook_core::features::households::views::MovedView as CoreMoved;
use clubbook_model::id::RecordId;

use crate::clubbook::{Asks, Clubbook};

/// That somebody moved to another household, or out of one: goes back to [`Clubbook::take_back_move`].
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct MovedView {
    /// Who.
    pub person: RecordId,
    /// Where they lived before.
    pub former: Option<RecordId>,
    /// With whom, where the household was made for the two of them.
    pub founded_with: Option<RecordId>,
}

impl From<CoreMoved> for MovedView {
    fn from(moved: CoreMoved) -> Self {
        Self { person: moved.person, former: moved.former, founded_with: moved.founded_with }
    }
}

#[uniffi::export]
impl Clubbook {
    /// Writes down that somebody lives with somebody else: in their household, or in a new one of the two of them.
    pub fn live_with(&self, person: RecordId, other: RecordId) -> Asks<MovedView> {
        self.command(|pen| commands::live_with(pen, person, other).map(MovedView::from))
    }

    /// Writes down that somebody lives in no household of the book.
    pub fn live_apart(&self, person: RecordId) -> Asks<MovedView> {
        self.command(|pen| commands::live_apart(pen, person).map(MovedView::from))
    }

    /// The undo of [`Clubbook::live_with`] and [`Clubbook::live_apart`].
    pub fn take_back_move(&self, moved: MovedView) -> Asks<()> {
        let MovedView { person, former, founded_with } = moved;
        self.command(|pen| commands::take_back_move(pen, &CoreMoved { person, former, founded_with }))
    }
}
