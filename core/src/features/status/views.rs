//! What screens show of the exchange with the centre.

use clubbook_model::id::RecordId;
use clubbook_model::message::reason;
use clubbook_model::time::Instant;

use crate::features::people::views::PersonView;
use crate::store::settings::{Standing, Trouble};

/// A record that the centre put aside for somebody to look at ("chờ xem lại").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuarantinedView {
    /// The op's number in this phone's journal.
    pub seq: u64,
    /// The record.
    pub entity: RecordId,
    /// The kind's name; none for a kind that this version does not know.
    pub kind: Option<&'static str>,
    /// The reason's code, see `docs/sync-protocol.md`.
    pub reason: String,
    /// When it was made, by this phone's clock.
    pub made_at: Instant,
    /// Its author knows that it was refused ("Đã rõ"), and is not told again.
    pub is_known: bool,
}

impl QuarantinedView {
    /// Whether an officer has looked and did not take it: it no longer waits.
    pub fn is_refused(&self) -> bool {
        self.reason == reason::REFUSED
    }
}

/// Where this phone stands.
#[derive(Debug, Clone, PartialEq)]
pub struct StatusView {
    /// Ops that wait for the centre to acknowledge them.
    pub waiting: u64,
    /// When the oldest of them was made.
    pub oldest: Option<Instant>,
    /// Ops that were made on this phone at all.
    pub recorded: u64,
    /// What the centre put aside and somebody has yet to look at.
    pub quarantined: Vec<QuarantinedView>,
    /// What an officer has looked at and did not take.
    pub refused: Vec<QuarantinedView>,
    /// How the centre regards this phone.
    pub standing: Standing,
    /// Why the last exchange failed; `None` after one that succeeded.
    pub trouble: Option<Trouble>,
    /// When the last exchange succeeded.
    pub last_exchange: Option<Instant>,
    /// The first number of the journal that could not be read after damage to the file.
    pub lost_from: Option<u64>,
    /// The club head, for whoever has to ask.
    pub club_head: Option<PersonView>,
    /// Whether this is the practice club, which sends nothing.
    pub is_practice: bool,
    /// When this was looked up.
    pub now: Instant,
}

impl StatusView {
    /// Whether the centre has everything that was recorded here, and took it all into its books.
    pub fn is_all_sent(&self) -> bool {
        self.refused.is_empty() && self.is_all_else_sent()
    }

    /// Whether things go no further until somebody acts, in words of the sentence: something was put aside, refused or lost, or the
    /// phone is not taken for the club's. What waits for a network needs nobody.
    pub fn needs_somebody(&self) -> bool {
        self.standing != Standing::Good
            || !self.quarantined.is_empty()
            || self.refused.iter().any(|record| !record.is_known)
            || self.lost_from.is_some()
    }

    /// As [`StatusView::is_all_sent`], of everything but what an officer refused.
    pub fn is_all_else_sent(&self) -> bool {
        !self.is_practice
            && self.waiting == 0
            && self.quarantined.is_empty()
            && self.lost_from.is_none()
            && self.standing == Standing::Good
            && (self.recorded > 0 || self.last_exchange.is_some())
    }
}
