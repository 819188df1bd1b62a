//! What screens show of notices.

use clubbook_model::id::RecordId;
use clubbook_model::time::{Day, Instant};
use clubbook_model::vocabulary::NoticeKind;

/// A notice from an officer.
#[derive(Debug, Clone, PartialEq)]
pub struct NoticeView {
    /// The record.
    pub id: RecordId,
    /// What sort.
    pub kind: Option<NoticeKind>,
    /// Subject.
    pub title: String,
    /// Text.
    pub body: String,
    /// From which body.
    pub sender: Option<String>,
    /// Answer wanted until.
    pub answer_until: Option<Day>,
    /// Who of the club has read it, the first first.
    pub receipts: Vec<ReceiptView>,
}

impl NoticeView {
    /// Whether a person has read it.
    pub fn is_read_by(&self, person: RecordId) -> bool {
        self.receipts.iter().any(|receipt| receipt.person == person)
    }
}

/// That somebody has read a notice.
#[derive(Debug, Clone, PartialEq)]
pub struct ReceiptView {
    /// Who.
    pub person: RecordId,
    /// When.
    pub read_at: Option<Instant>,
    /// The answer.
    pub answer: Option<String>,
}
