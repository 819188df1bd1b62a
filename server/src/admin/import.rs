//! People from a list: all of it or nothing.

use std::collections::BTreeSet;

use clubbook_model::edit::Draft;
use clubbook_model::entry::FieldEdit;
use clubbook_model::id::{Book, RecordId};
use clubbook_model::merge::EntityState;
use clubbook_model::op::Source;
use clubbook_model::registry::{CareCase, Entity, Membership, Person};
use clubbook_model::text;
use clubbook_model::time::Instant;
use clubbook_model::value::Value;
use clubbook_model::vocabulary::{CareStatus, Role, Vocabulary};

use super::{ImportRow, Imported, ImportedPerson, PersonSummary, RefusedLine, club_of};
use crate::centre::{Centre, Parts};
use crate::enrol::person_name;
use crate::error::{CentreError, Done};
use crate::store::Tx;
use crate::store::figures::TaskFigure;
use crate::sync::own::Pen;

impl Centre {
    /// Takes people from a list: all of it or, with [`CentreError::Import`], nothing.
    ///
    /// # Errors
    /// No such club, lines that cannot be taken, or the store's.
    pub async fn import_people(&self, club_number: u64, rows: Vec<ImportRow>) -> Done<Imported> {
        let mut refused = Vec::new();
        let lines: Vec<Line> = rows.iter().filter_map(|row| Line::parse(row, &mut refused)).collect();
        if !refused.is_empty() {
            return Err(CentreError::Import(refused));
        }
        self.write(move |tx, parts, now| import(tx, parts, club_number, lines, now)).await
    }

    /// The people of a club who have tasks today, in the order of a list of names.
    ///
    /// # Errors
    /// No such club, or the store's.
    pub async fn people_with_tasks(&self, club_number: u64) -> Done<Vec<PersonSummary>> {
        self.read(move |tx, now| people_with_tasks(tx, club_number, now)).await
    }
}

/// A line of the list, understood.
struct Line {
    number: u64,
    person: Vec<FieldEdit>,
    membership: Vec<FieldEdit>,
    care: Vec<FieldEdit>,
}

impl Line {
    fn parse(row: &ImportRow, refused: &mut Vec<RefusedLine>) -> Option<Self> {
        let mut line = Self { number: row.line, person: Vec::new(), membership: Vec::new(), care: Vec::new() };
        let before = refused.len();
        for (field, text) in row.fields.iter().filter(|(_, text)| !text.trim().is_empty()) {
            let (kind, name, edits) = match field.split_once('.') {
                Some(("membership", name)) => (Membership::DEF, name, &mut line.membership),
                Some(("care", name)) => (CareCase::DEF, name, &mut line.care),
                _ => (Person::DEF, field.as_str(), &mut line.person),
            };
            match FieldEdit::parse_listed(kind, name, text) {
                Ok(parsed) => edits.extend(parsed),
                Err(why) => {
                    refused.push(RefusedLine { line: row.line, field: field.clone(), why: why.to_string() });
                }
            }
        }
        let has_name = line.person.iter().any(|edit| edit.tag == Person::full_name.tag && edit.value != Value::None);
        if !has_name && refused.len() == before {
            refused.push(RefusedLine {
                line: row.line,
                field: "full_name".to_owned(),
                why: "a person needs a name".to_owned(),
            });
        }
        (refused.len() == before).then_some(line)
    }
}

fn apply(edits: &[FieldEdit], mut draft: Draft) -> Draft {
    edits.iter().for_each(|edit| edit.apply(&mut draft));
    draft
}

fn import(tx: &mut dyn Tx, parts: &Parts, club_number: u64, lines: Vec<Line>, now: Instant) -> Done<Imported> {
    let club = club_of(tx, club_number)?;
    let roster = Book::roster(club);
    let mut pen = Pen::new(tx, parts, Source::IMPORT, now)?;
    let mut imported = Imported::default();
    for line in lines {
        let person = pen.next_record();
        pen.record(tx, &roster, apply(&line.person, Person::create(person)))?;
        let mut membership = apply(&line.membership, Membership::create(pen.next_record()));
        membership.set(Membership::person, Person::reference(person));
        pen.record(tx, &roster, membership)?;
        if !line.care.is_empty() {
            open_case(tx, &mut pen, club, person, &line.care)?;
            imported.care_cases += 1;
        }
        imported.people.push(ImportedPerson { line: line.number, person });
    }
    pen.finish(tx)?;
    Ok(imported)
}

fn open_case(tx: &mut dyn Tx, pen: &mut Pen<'_>, club: RecordId, person: RecordId, edits: &[FieldEdit]) -> Done<()> {
    let reference = Person::reference(person);
    let id = CareCase::derived_id(&[Value::Ref(reference)]);
    let mut draft = CareCase::edit(id, &EntityState::new());
    draft.set(CareCase::status, CareStatus::Open);
    let mut draft = apply(edits, draft);
    draft.set(CareCase::person, reference);
    pen.record(tx, &Book::care(club, person), draft)
}

pub(super) fn people_with_tasks(tx: &dyn Tx, club_number: u64, now: Instant) -> Done<Vec<PersonSummary>> {
    let club = club_of(tx, club_number)?;
    let today = now.day_in_vietnam();
    let lasts = |task: &TaskFigure| task.from.is_none_or(|from| from <= today) && task.to.is_none_or(|to| today < to);
    let tasks: Vec<TaskFigure> = tx.tasks_of_club(club)?.into_iter().filter(lasts).collect();
    let people: BTreeSet<RecordId> = tasks.iter().map(|task| task.person).collect();
    let mut summaries = Vec::with_capacity(people.len());
    for person in people {
        let mut roles: Vec<Role> =
            tasks.iter().filter(|task| task.person == person).map(|task| Role::from_number(task.role)).collect();
        roles.dedup();
        summaries.push(PersonSummary { person, name: person_name(tx, club, person)?, roles });
    }
    summaries.sort_by_cached_key(|one| (text::order_key(&one.name, &text::given_name(&one.name, None)), one.person));
    Ok(summaries)
}
