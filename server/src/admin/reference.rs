//! The reference book: dated rules, programmes, thresholds and texts that every phone reads. A rule that changed reaches
//! the phones with their next exchange, without a new app.

use std::collections::BTreeSet;

use clubbook_model::edit::Draft;
use clubbook_model::entry::FieldEdit;
use clubbook_model::field::MergeClass;
use clubbook_model::id::{Book, RecordId};
use clubbook_model::merge::EntityState;
use clubbook_model::op::Source;
use clubbook_model::reference;
use clubbook_model::registry::{Entity, Reference};
use clubbook_model::time::Instant;
use clubbook_model::value::Value;

use super::{ImportRow, RefusedLine};
use crate::centre::{Centre, Parts};
use crate::error::{CentreError, Done};
use crate::store::Tx;
use crate::sync::own::Pen;

/// What becomes of an entry that is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnownEntries {
    /// It becomes what the list says, in the fields that the list names.
    Change,
    /// It stays: an association may have corrected it.
    Keep,
}

impl Centre {
    /// Takes entries of the reference book from a list: all of it or, with [`CentreError::Import`], nothing. An entry is
    /// known by its kind, its code and the day from which it holds. Returns how many were added or changed.
    ///
    /// # Errors
    /// Lines that cannot be taken, or the store's.
    pub async fn import_reference(&self, rows: Vec<ImportRow>, known: KnownEntries) -> Done<u64> {
        let mut refused = Vec::new();
        let lines: Vec<Line> = rows.iter().filter_map(|row| Line::parse(row, &mut refused)).collect();
        if !refused.is_empty() {
            return Err(CentreError::Import(refused));
        }
        self.write(move |tx, parts, now| take(tx, parts, &lines, known, now)).await
    }

    /// The reference book, by kind, code and day.
    ///
    /// # Errors
    /// The store's.
    pub async fn reference(&self) -> Done<Vec<Reference>> {
        self.read(|tx, _| entries(tx)).await
    }
}

/// The entries of the reference book, by kind, code and day.
pub(crate) fn entries(tx: &dyn Tx) -> Done<Vec<Reference>> {
    let Some(book) = tx.book(&Book::reference())? else { return Ok(Vec::new()) };
    let mut entries = Vec::new();
    for row in tx.entities(book.handle)?.into_iter().filter(|row| row.kind == Reference::DEF.number) {
        let state = EntityState::from_bytes(&row.state).map_err(CentreError::Damaged)?;
        entries.push(Reference::read(row.id, &state));
    }
    entries.sort_by(|a, b| {
        (a.reference_kind, &a.code, a.valid_from, a.id).cmp(&(b.reference_kind, &b.code, b.valid_from, b.id))
    });
    Ok(entries)
}

/// A line of the list, understood.
struct Line {
    id: RecordId,
    edits: Vec<FieldEdit>,
    /// The fields that the list names, whatever this line says of them.
    named: Vec<String>,
}

impl Line {
    fn parse(row: &ImportRow, refused: &mut Vec<RefusedLine>) -> Option<Self> {
        let mut edits = Vec::new();
        let before = refused.len();
        for (field, text) in &row.fields {
            match FieldEdit::parse_listed(Reference::DEF, field, text) {
                Ok(parsed) => edits.extend(parsed),
                Err(why) => refused.push(RefusedLine { line: row.line, field: field.clone(), why: why.to_string() }),
            }
        }
        let id = reference::entry_id(&edits);
        if id.is_none() && refused.len() == before {
            let field = "reference_kind, code, valid_from".to_owned();
            refused.push(RefusedLine { line: row.line, field, why: "an entry needs all three".to_owned() });
        }
        if refused.len() > before {
            return None;
        }
        let named = row.fields.iter().map(|(field, _)| field.clone()).collect();
        id.map(|id| Self { id, edits, named })
    }
}

fn take(tx: &mut dyn Tx, parts: &Parts, lines: &[Line], entries: KnownEntries, now: Instant) -> Done<u64> {
    let book = Book::reference();
    let mut pen = Pen::new(tx, parts, Source::OFFICER, now)?;
    let mut changed = 0;
    for line in lines {
        let known = pen.folder().known(tx, &book, line.id)?.map(|(_, state)| state.clone()).unwrap_or_default();
        if entries == KnownEntries::Keep && !known.is_empty() {
            continue;
        }
        let mut draft = Reference::edit(line.id, &known);
        for edit in &line.edits {
            edit.apply(&mut draft);
        }
        take_out(&mut draft, &known, line);
        changed += u64::from(!draft.is_unchanged());
        pen.record(tx, &book, draft)?;
    }
    pen.finish(tx)?;
    Ok(changed)
}

/// Takes out of each set that the list names what this line does not say.
fn take_out(draft: &mut Draft, known: &EntityState, line: &Line) {
    for field in line.named.iter().filter_map(|name| Reference::DEF.field_by_name(name)) {
        if field.tag.class() != MergeClass::Set {
            continue;
        }
        let said: BTreeSet<&[u8]> =
            line.edits.iter().filter(|edit| edit.tag == field.tag).map(|edit| edit.element.as_slice()).collect();
        for element in known.elements(field.tag).map(|value| value.to_bytes()) {
            if !said.contains(element.as_slice()) {
                FieldEdit { tag: field.tag, element, value: Value::Bool(false) }.apply(draft);
            }
        }
    }
}
