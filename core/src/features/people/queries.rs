//! Reading people.

use std::collections::{BTreeMap, BTreeSet};

use clubbook_model::id::{Book, RecordId};
use clubbook_model::merge::EntityState;
use clubbook_model::registry::{self, Entity, Membership, Person, SameAs};
use clubbook_model::text;
use clubbook_model::time::Day;
use clubbook_model::value::Value;
use clubbook_model::vocabulary::{Purpose, Vocabulary};
use rusqlite::Connection;

use super::doubles::{self, Described};
use super::views::{
    CardView, DoubleView, EnteredView, FormView, FoundView, MemberView, PersonView, UnsettledView, field_name,
    shown_fields,
};
use crate::features::care::views::Sensitive;
use crate::features::{CommandError, Commanded, care, visits};
use crate::store::entity::{self, Scan};
use crate::store::{books, person_index};

/// The index of memberships by person.
const MEMBERSHIPS_BY_PERSON: u32 = 0;

/// Which members a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Those who are members on this day.
    On(Day),
    /// Those who ever were.
    Ever,
}

/// The members of a club in the order of a Vietnamese list: given name, then middle names, then family name.
///
/// # Errors
/// SQL.
pub fn members(connection: &Connection, club: RecordId, which: Which, today: Day) -> Commanded<Vec<MemberView>> {
    let roster = Book::roster(club);
    let mut latest: BTreeMap<RecordId, Membership> = BTreeMap::new();
    for membership in entity::all::<Membership>(connection, &roster)? {
        let is_shown = match which {
            Which::On(day) => is_member_on(&membership, day),
            Which::Ever => true,
        };
        let Some(person) = membership.person.filter(|_| is_shown) else { continue };
        let began = |membership: &Membership| (membership.left_on.is_none(), membership.joined_on, membership.id);
        if latest.get(&person.id).is_none_or(|known| began(known) < began(&membership)) {
            latest.insert(person.id, membership);
        }
    }
    let mut list: Vec<(Vec<u8>, MemberView)> = Vec::with_capacity(latest.len());
    for person in entity::all::<Person>(connection, &roster)? {
        if let Some(membership) = latest.get(&person.id) {
            list.push((order_key(&person), member_view(&person, membership, today)));
        }
    }
    list.sort_by(|a, b| (&a.0, a.1.person.id).cmp(&(&b.0, b.1.person.id)));
    Ok(list.into_iter().map(|(_, member)| member).collect())
}

/// Bytes that sort people as a Vietnamese list of names.
pub(crate) fn order_key(person: &Person) -> Vec<u8> {
    let name = person.full_name.as_deref().unwrap_or_default();
    text::order_key(name, &text::given_name(name, person.given_name.as_deref()))
}

/// Whether a membership holds on a day.
pub(crate) fn is_member_on(membership: &Membership, day: Day) -> bool {
    let joined_later = membership.joined_on.is_some_and(|joined| {
        let (year, month, number) = day.ymd();
        let reached = (i64::from(year), i64::from(month), i64::from(number));
        let part = |part: Option<u8>| part.map_or(0, i64::from);
        (i64::from(joined.year), part(joined.month), part(joined.day)) > reached
    });
    !joined_later && membership.left_on.is_none_or(|left| left > day)
}

fn member_view(person: &Person, membership: &Membership, today: Day) -> MemberView {
    MemberView {
        person: PersonView::of(person, today),
        membership: membership.id,
        register_no: membership.register_no,
        joined_on: membership.joined_on,
        left_on: membership.left_on,
        leaving_reason: membership.leaving_reason,
        roles: membership.roles.clone(),
    }
}

/// People as somebody says or types them (names without marks, initials, hamlet, year of birth, part of a telephone number),
/// from two letters on; the likeliest first. What the words do not say as they stand is a guess.
///
/// # Errors
/// SQL.
pub fn find(connection: &Connection, query: &str, limit: usize, today: Day) -> Commanded<Vec<FoundView>> {
    let mut people = Vec::new();
    for found in person_index::find(connection, query, limit)? {
        if let Some(person) = entity::get::<Person>(connection, found.person)? {
            people.push(FoundView { person: PersonView::of(&person, today), is_guess: found.is_guess });
        }
    }
    Ok(people)
}

/// People in the book who may be one, the likeliest first, without those about whom somebody has answered.
///
/// # Errors
/// SQL.
pub fn doubles(connection: &Connection, club: RecordId, today: Day) -> Commanded<Vec<DoubleView>> {
    let roster = Book::roster(club);
    let people = entity::all::<Person>(connection, &roster)?;
    let described: Vec<Described> = people.iter().map(Described::of).collect();
    let links = entity::all::<SameAs>(connection, &roster)?;
    let answered: BTreeSet<_> = links.iter().filter_map(|link| Some((link.low?.id, link.high?.id))).collect();
    let components = components(connection, club)?;
    // Two records that are both linked with a third need no answer of their own.
    let are_one = |low, high| components.iter().any(|one| one.contains(&low) && one.contains(&high));
    let by_id: BTreeMap<RecordId, &Person> = people.iter().map(|person| (person.id, person)).collect();
    let view = |id| by_id.get(&id).map(|person| PersonView::of(person, today));
    let pairs = doubles::doubles(&described, |low, high| answered.contains(&(low, high)) || are_one(low, high));
    Ok(pairs
        .into_iter()
        .filter_map(|pair| {
            Some(DoubleView { one: view(pair.low)?, other: view(pair.high)?, reasons: pair.likeness.reasons })
        })
        .collect())
}

/// A person as lists show them.
///
/// # Errors
/// SQL, or no such person.
pub fn person(connection: &Connection, id: RecordId, today: Day) -> Commanded<PersonView> {
    let person = entity::get::<Person>(connection, id)?.ok_or(CommandError::NotFound("person"))?;
    Ok(PersonView::of(&person, today))
}

/// The memberships of a person, the latest last.
///
/// # Errors
/// SQL.
pub fn memberships_of(connection: &Connection, person: RecordId) -> Commanded<Vec<Membership>> {
    let key = [Value::Ref(Person::reference(person))];
    let mut memberships = entity::by_index::<Membership>(connection, MEMBERSHIPS_BY_PERSON, &key, Scan::ALL)?;
    memberships.sort_by_key(|membership| (membership.left_on.is_none(), membership.joined_on, membership.id));
    Ok(memberships)
}

/// Everything about one person.
///
/// # Errors
/// SQL, or no such person.
pub fn card(connection: &Connection, club: RecordId, id: RecordId, today: Day) -> Commanded<CardView> {
    let state = entity::state::<Person>(connection, id)?.ok_or(CommandError::NotFound("person"))?;
    let person = Person::read(id, &state);
    let mut unsettled = unsettled_in(connection, Person::DEF.number, id, &state)?;
    let mut memberships = Vec::new();
    for membership in memberships_of(connection, id)? {
        if let Some(state) = entity::state::<Membership>(connection, membership.id)? {
            unsettled.extend(unsettled_in(connection, Membership::DEF.number, membership.id, &state)?);
        }
        memberships.push(member_view(&person, &membership, today));
    }
    let mut consents = Vec::new();
    for purpose in Purpose::ALL {
        consents.push((*purpose, care::queries::consent(connection, id, *purpose)?));
    }
    let mut same_person: Vec<RecordId> = same_person(connection, club, id)?.into_iter().collect();
    same_person.retain(|other| *other != id);
    Ok(CardView {
        fields: shown_fields(Person::DEF, &state),
        person: PersonView::of(&person, today),
        memberships,
        consents,
        circumstances: care::queries::circumstances(connection, id)?,
        unsettled,
        same_person,
        last_visit: visits::queries::last_visit(connection, id)?.and_then(|visit| visit.visited_on),
    })
}

/// The fields of a record in which two people entered different values.
///
/// # Errors
/// SQL.
pub fn unsettled_in(
    connection: &Connection,
    kind: u32,
    entity: RecordId,
    state: &EntityState,
) -> Commanded<Vec<UnsettledView>> {
    let mut unsettled = Vec::new();
    for (key, field) in state.unsettled() {
        let mut entries = Vec::new();
        for (stamp, entry) in field.heads() {
            let author = entity::get::<Person>(connection, entry.author)?.and_then(|person| person.full_name);
            entries.push(EnteredView { op: stamp.op, value: entry.value.clone(), author, at: stamp.hlc.instant() });
        }
        unsettled.push(UnsettledView { entity, kind, field: key.clone(), field_name: field_name(kind, key), entries });
    }
    Ok(unsettled)
}

/// Opens a form over any record: what is shown now goes with it.
///
/// # Errors
/// SQL, or no such record of a kind that this version knows.
pub fn form(connection: &Connection, entity: RecordId) -> Commanded<FormView> {
    let shown = entity::shown(connection, entity)?.ok_or(CommandError::NotFound("record"))?;
    let kind = registry::kind(shown.kind).ok_or(CommandError::NotFound("kind"))?;
    let values = shown_fields(kind, &shown.state);
    let values = match care::queries::purpose_of(kind) {
        Some(purpose) => {
            let book = books::get(connection, shown.book)?.book;
            care::queries::with_consent(connection, book.part, purpose, || Ok(values))?
        }
        None => Sensitive::Shown(values),
    };
    Ok(FormView { entity, kind, seen: shown.state, values })
}

/// All records that are linked with this one as one person, and this one.
///
/// # Errors
/// SQL.
pub fn same_person(connection: &Connection, club: RecordId, id: RecordId) -> Commanded<BTreeSet<RecordId>> {
    let component = components(connection, club)?.into_iter().find(|component| component.contains(&id));
    Ok(component.unwrap_or_else(|| BTreeSet::from([id])))
}

/// The records that are linked as one person, each group in the order of the ids: the first is the canonical one.
///
/// # Errors
/// SQL.
pub fn components(connection: &Connection, club: RecordId) -> Commanded<Vec<BTreeSet<RecordId>>> {
    let links = entity::all::<SameAs>(connection, &Book::roster(club))?;
    let pairs =
        links.iter().filter(|link| link.linked == Some(true)).filter_map(|link| Some((link.low?.id, link.high?.id)));
    Ok(components_of(pairs))
}

/// The groups that pairs make.
pub(crate) fn components_of(pairs: impl IntoIterator<Item = (RecordId, RecordId)>) -> Vec<BTreeSet<RecordId>> {
    let mut groups: Vec<BTreeSet<RecordId>> = Vec::new();
    for (low, high) in pairs {
        let (touched, mut rest): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|group| group.contains(&low) || group.contains(&high));
        let mut merged: BTreeSet<RecordId> = touched.into_iter().flatten().collect();
        merged.extend([low, high]);
        rest.push(merged);
        groups = rest;
    }
    groups
}
