//! Who lives with whom.

use clubbook_core::features::households::commands;
use clubbook_core::features::households::views::{Move as CoreMove, MovedView as CoreMoved};
use clubbook_model::id::RecordId;

use crate::clubbook::{Asks, Clubbook};

/// That somebody moved to another household, or out of one: goes back to [`Clubbook::take_back_move`].
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct MovedView {
    /// What was written of each of their records; nothing, where they lived there already.
    pub moves: Vec<Move>,
    /// With whom the household was made for the two of them.
    pub founder: Option<Move>,
}

/// That somebody moved, under one of their records.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Move {
    /// Which of their records.
    pub record: RecordId,
    /// The household that it named before.
    pub from: Option<RecordId>,
    /// The household that it names now.
    pub to: Option<RecordId>,
}

impl From<CoreMoved> for MovedView {
    fn from(moved: CoreMoved) -> Self {
        let moves = moved.moves.into_iter().map(Move::from).collect();
        Self { moves, founder: moved.founder.map(Move::from) }
    }
}

impl From<MovedView> for CoreMoved {
    fn from(moved: MovedView) -> Self {
        let moves = moved.moves.into_iter().map(CoreMove::from).collect();
        Self { moves, founder: moved.founder.map(CoreMove::from) }
    }
}

impl From<CoreMove> for Move {
    fn from(CoreMove { record, from, to }: CoreMove) -> Self {
        Self { record, from, to }
    }
}

impl From<Move> for CoreMove {
    fn from(Move { record, from, to }: Move) -> Self {
        Self { record, from, to }
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

    /// The undo of [`Clubbook::live_with`] and [`Clubbook::live_apart`]. Refused, where somebody moved them elsewhere since.
    pub fn take_back_move(&self, moved: MovedView) -> Asks<()> {
        self.command(|pen| commands::take_back_move(pen, &moved.into()))
    }
}
