//! What a person has to decide: two values in one field, one person twice in the list.

use clubbook_core::features::people::commands;
use clubbook_core::features::people::queries;
use clubbook_core::features::people::views::AnsweredView;
use clubbook_core::features::{CommandError, Invalid};
use clubbook_model::entry::FieldEdit;
use clubbook_model::id::RecordId;
use clubbook_model::merge::FieldKey;
use clubbook_model::time::Day;
use clubbook_model::value::Value;
use clubbook_model::vocabulary::Language;

use crate::clubbook::{Asks, Clubbook};
use crate::people::{PersonView, UnsettledView};
use crate::values::Seen;

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
    /// Pairs about whom people answered differently.
    pub disputed: Vec<DisputedView>,
}

/// Two records about which people answered differently whether they are one person.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct DisputedView {
    /// One record.
    pub one: PersonView,
    /// The other.
    pub other: PersonView,
    /// "Bà Đinh Thị Lan và DINH LAN: hai người trả lời khác nhau, nay tính là cùng một người. Hỏi lại rồi trả lời."
    pub words: String,
    /// The answers, the one that counts for now first.
    pub answers: Vec<AnswerView>,
}

/// What somebody answered.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct AnswerView {
    /// One person.
    pub are_one: bool,
    /// Who says so, and when.
    pub by: String,
}

/// That a field was settled.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct SettledView {
    /// What stands in the record now: goes back to [`Clubbook::settle_otherwise`].
    pub seen: Seen,
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

impl DisputedView {
    /// None where everybody answers alike.
    fn of(answered: &AnsweredView, today: Day, language: Language) -> Option<Self> {
        let entered = UnsettledView::of(answered.unsettled.as_ref()?, today, language).entered;
        let values =
            answered.unsettled.iter().flat_map(|field| &field.entries).map(|entry| entry.value == Value::Bool(true));
        let answers = values.zip(entered).map(|(are_one, entered)| AnswerView { are_one, by: entered.by });
        Some(Self {
            one: PersonView::of(answered.one.clone(), language),
            other: PersonView::of(answered.other.clone(), language),
            words: answered.words(language),
            answers: answers.collect(),
        })
    }
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
            let answered = queries::answered(q.connection, q.club, q.today)?;
            let disputed = answered.iter().filter_map(|answered| DisputedView::of(answered, q.today, language));
            Ok(DecisionsView {
                unsettled: unsettled.collect(),
                doubles: doubles.collect(),
                disputed: disputed.collect(),
            })
        })
    }

    /// Settles a field on one of the values that were entered, as [`crate::EnteredView`] has it typed.
    pub fn settle(&self, record: RecordId, field: String, typed: String) -> Asks<SettledView> {
        self.command(|pen| {
            let form = queries::form(pen.tx, record)?;
            let edit = FieldEdit::parse(form.kind, &field, &typed)
                .map_err(|error| CommandError::from(Invalid::from(error)))?;
            let key = FieldKey { tag: edit.tag, element: edit.element };
            commands::settle(pen, &form, &key, &edit.value)?;
            Ok(SettledView { seen: Seen(queries::form(pen.tx, record)?.seen) })
        })
    }

    /// The undo of [`Clubbook::settle`]: another one of the values that were entered stands in the field, over what stood there
    /// right after it was settled.
    pub fn settle_otherwise(&self, record: RecordId, seen: Seen, field: String, typed: String) -> Asks<SettledView> {
        self.command(|pen| {
            let mut form = queries::form(pen.tx, record)?;
            form.seen = seen.0;
            let edit = FieldEdit::parse(form.kind, &field, &typed)
                .map_err(|error| CommandError::from(Invalid::from(error)))?;
            commands::correct(pen, &form, &[edit])?;
            Ok(SettledView { seen: Seen(queries::form(pen.tx, record)?.seen) })
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
