//! What screens show of the reference book.

/// The text that is read to somebody before they agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentTextView {
    /// Which text it is: kept with the consent.
    pub version: String,
    /// The text.
    pub text: String,
    /// On which law it rests.
    pub document: Option<String>,
}
