//! What a person has to decide: two values in one field, one person twice in the list.

use clubbook_core::features::people::commands;
use clubbook_core::features::people::queries;
use clubbook_core::features::{CommandError, Invalid};
use clubbook_model::entry::FieldEdit;
use clubbook_model::id::RecordId;
use clubbook_model::merge::FieldKey;

use crate::clubbook::{Asks, Clubbook};
use crate::people::{PersonView, UnsettledView};

/// Perhaps one person twice.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct DoubleView {
    /// One record.
    pub one: PersonView,
    /// The other.
    pub other: PersonView,
    /// "cùng tên, cùng năm sinh".
    pub reasons: String,
}

/// What waits for somebody to decide.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct DecisionsView {
    /// Fields with two values.
    pub unsettled: Vec<UnsettledOf>,
    /// Who may be twice in the list.
    pub doubles: Vec<DoubleView>,
}

/// A field with two values, and whose it is.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct UnsettledOf {
    /// The person.
    pub person: PersonView,
    /// The field.
    pub field: UnsettledView,
}

/// That two records were answered for.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct LinkedView {
    /// "Đã ghi: cùng một người. … Nhầm? Bỏ nối."
    pub words: String,
    /// They count as one.
    pub are_one: bool,
}

#[uniffi::export]
impl Clubbook {
    /// Everything that waits for somebody to decide.
    pub fn decisions(&self) -> Asks<DecisionsView> {
        let language = self.words_in();
        self.query(|q| {
            let unsettled = queries::unsettled(q.connection, q.club, q.today)?.into_iter().map(|(person, field)| {
                let field = UnsettledView::of(&field, q.today, language);
                UnsettledOf { person: PersonView::of(person, language), field }
            });
            let doubles = queries::doubles(q.connection, q.club, q.today)?.into_iter().map(|double| DoubleView {
                reasons: double.reasons.iter().map(|reason| reason.words(language)).collect::<Vec<_>>().join(", "),
                one: PersonView::of(double.one, language),
                other: PersonView::of(double.other, language),
            });
            Ok(DecisionsView { unsettled: unsettled.collect(), doubles: doubles.collect() })
        })
    }

    /// Settles a field on one of the values that were entered, as [`crate::EnteredView`] has it typed.
    pub fn settle(&self, record: RecordId, field: String, typed: String) -> Asks<()> {
        self.command(|pen| {
            let form = queries::form(pen.tx, record)?;
            let edit = FieldEdit::parse(form.kind, &field, &typed)
                .map_err(|error| CommandError::from(Invalid::from(error)))?;
            let key = FieldKey { tag: edit.tag, element: edit.element };
            commands::settle(pen, &form, &key, &edit.value)
        })
    }

    /// Notes whether two records are one person; undone by the other answer at any time.
    pub fn link(&self, one: RecordId, other: RecordId, are_one: bool) -> Asks<LinkedView> {
        let language = self.words_in();
        self.command(|pen| {
            let linked = commands::link(pen, one, other, are_one)?;
            Ok(LinkedView { words: linked.words(language).to_owned(), are_one: linked.are_one })
        })
    }
}
