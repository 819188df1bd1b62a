//! Changing people.

use clubbook_model::edit::Draft;
use clubbook_model::entry::{EntryError, FieldEdit};
use clubbook_model::field::{Scalar, Tag};
use clubbook_model::id::RecordId;
use clubbook_model::lunar::LunarDate;
use clubbook_model::merge::FieldKey;
use clubbook_model::registry::{Entity, Membership, Person, SameAs};
use clubbook_model::time::PartialDate;
use clubbook_model::value::Value;

use super::doubles::{self, Described};
use super::queries;
use super::views::{AddPersonRequest, AddedView, DuplicateQuestion, FormView, LinkedView, PersonView};
use crate::features::memberships::commands::ask_about_number;
use crate::features::{CommandError, Commanded, Invalid, Pen, Question};
use crate::store::{books, entity};

/// The earliest year of birth that is believed.
const EARLIEST_BIRTH: u16 = 1880;

/// Adds a person, as a member or not.
///
/// # Errors
/// Asks first when somebody in the book may be the same ([`doubles`]), or has the number in the register; refuses a person
/// without a name.
pub fn add(pen: &mut Pen<'_>, request: &AddPersonRequest) -> Commanded<AddedView> {
    let id = pen.next_record()?;
    let mut draft = Person::create(id);
    for field in &request.fields {
        field.apply(&mut draft);
    }
    check(pen, &request.fields)?;
    entered::<String>(&request.fields, Person::full_name.tag).ok_or(Invalid::NoName)?;
    let roster = pen.roster();
    pen.record(&roster, draft)?;
    let alike = alike(pen, id)?;
    if request.is_another_person {
        // The answer is kept, so that nobody is asked again.
        for person in alike {
            link(pen, id, person.id, false)?;
        }
    } else if !alike.is_empty() {
        let hamlet = entered(&request.fields, Person::hamlet.tag);
        return Err(Question::Duplicate(DuplicateQuestion { people: alike, hamlet }).into());
    }
    let mut membership = None;
    if let Some(fields) = &request.membership {
        let membership_id = pen.next_record()?;
        let mut draft = Membership::create(membership_id);
        draft.set(Membership::person, Person::reference(id));
        draft.set_some(Membership::joined_on, PartialDate::of_day(pen.today()));
        for field in fields {
            field.apply(&mut draft);
        }
        if let Some(number) = entered::<i64>(fields, Membership::register_no.tag) {
            ask_about_number(pen, id, number, request.is_number_meant)?;
        }
        pen.record(&roster, draft)?;
        membership = Some(membership_id);
    }
    Ok(AddedView { person: queries::person(pen.tx, id, pen.today())?, membership })
}

fn entered<T: Scalar>(fields: &[FieldEdit], tag: Tag) -> Option<T> {
    fields.iter().rev().find(|field| field.tag == tag).and_then(|field| T::from_value(&field.value))
}

fn check(pen: &Pen<'_>, fields: &[FieldEdit]) -> Result<(), Invalid> {
    let name = fields.iter().rev().find(|field| field.tag == Person::full_name.tag);
    let is_empty = |value: &Value| match value {
        Value::Text(text) => text.trim().is_empty(),
        other => *other == Value::None,
    };
    if name.is_some_and(|name| is_empty(&name.value)) {
        return Err(Invalid::NoName);
    }
    let told: Option<String> = entered(fields, Person::birth_lunar.tag);
    if told.is_some_and(|told| LunarDate::parse(&told).is_none()) {
        return Err(EntryError::Value("birth_lunar").into());
    }
    let birth: Option<PartialDate> = entered(fields, Person::birth.tag);
    if birth.is_some_and(|birth| birth.year < EARLIEST_BIRTH || i32::from(birth.year) > pen.today().ymd().0) {
        return Err(EntryError::Value("birth").into());
    }
    Ok(())
}

/// Who in the book may be the person who was just written down, the likeliest first.
fn alike(pen: &Pen<'_>, added: RecordId) -> Commanded<Vec<PersonView>> {
    let everybody = entity::all::<Person>(pen.tx, &pen.roster())?;
    let Some(added) = everybody.iter().find(|person| person.id == added) else { return Ok(Vec::new()) };
    let described = Described::of(added);
    let likeness = |person: &Person| doubles::likeness(&described, &Described::of(person));
    let others = everybody.iter().filter(|person| person.id != added.id).map(|person| (likeness(person), person));
    let mut alike: Vec<_> = others.filter(|(likeness, _)| likeness.is_double()).collect();
    alike.sort_by_key(|(likeness, _)| -likeness.points());
    Ok(alike.into_iter().map(|(_, person)| PersonView::of(person, pen.today())).collect())
}

/// Corrects any record over what was on the screen when its form opened. Nothing changed records nothing.
///
/// # Errors
/// No such record, or a value that cannot be recorded.
pub fn correct(pen: &mut Pen<'_>, form: &FormView, fields: &[FieldEdit]) -> Commanded<()> {
    let shown = entity::shown(pen.tx, form.entity)?.ok_or(CommandError::NotFound("record"))?;
    if shown.kind == Person::DEF.number {
        check(pen, fields)?;
    }
    let mut draft = Draft::edit(shown.kind, form.entity, &form.seen);
    for field in fields {
        field.apply(&mut draft);
    }
    let book = books::get(pen.tx, shown.book)?.book;
    pen.record(&book, draft)
}

/// Settles a field in which two people entered different values: the op names all of them, so on every phone only the
/// chosen one remains.
///
/// # Errors
/// No such record, or a value that nobody entered.
pub fn settle(pen: &mut Pen<'_>, form: &FormView, field: &FieldKey, chosen: &Value) -> Commanded<()> {
    let heads = form.seen.field(field.tag, &field.element).map(|field| field.heads()).unwrap_or_default();
    if !heads.iter().any(|(_, entry)| entry.value == *chosen) {
        return Err(Invalid::NotAmongEntered.into());
    }
    let edit = FieldEdit { tag: field.tag, element: field.element.clone(), value: chosen.clone() };
    correct(pen, form, &[edit])
}

/// Says that two records are of one person, or are not. Undoing is another answer, and so is settling what two people
/// answered differently.
///
/// # Errors
/// A record with itself.
pub fn link(pen: &mut Pen<'_>, one: RecordId, other: RecordId, linked: bool) -> Commanded<LinkedView> {
    if one == other {
        return Err(Invalid::SameRecord.into());
    }
    let (low, high) = if one < other { (one, other) } else { (other, one) };
    let (low, high) = (Person::reference(low), Person::reference(high));
    let id = SameAs::derived_id(&[Value::Ref(low), Value::Ref(high)]);
    let seen = entity::state::<SameAs>(pen.tx, id)?.unwrap_or_default();
    let mut draft = SameAs::edit(id, &seen);
    draft.set(SameAs::low, low).set(SameAs::high, high).set(SameAs::linked, linked);
    let roster = pen.roster();
    pen.record(&roster, draft)?;
    let are_one = queries::same_people(pen.tx, pen.club)?.are_one(low.id, high.id);
    Ok(LinkedView { linked, are_one })
}
