//! Reading people.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use clubbook_model::id::{Book, RecordId};
use clubbook_model::lunar::Region;
use clubbook_model::membership;
use clubbook_model::merge::EntityState;
use clubbook_model::registry::{self, Club, Entity, Group, Household, Membership, Person, SameAs};
use clubbook_model::same_person::SamePeople;
use clubbook_model::text;
use clubbook_model::time::{Day, PartialDate};
use clubbook_model::value::Value;
use clubbook_model::vocabulary::{Purpose, Role, Vocabulary};
use rusqlite::Connection;

use super::directory::Directory;
pub use super::directory::is_living;
use super::doubles::{self, Described};
use super::views::{
    AnsweredView, CardView, DoubleView, EnteredView, FormView, FoundView, MemberView, PersonView, UnsettledView,
    field_name, shown_fields,
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

/// The members of a club in the order of a Vietnamese list: given name, then middle names, then family name. Who has several
/// records stands there once, under the membership that holds, with the other records beside it.
///
/// # Errors
/// SQL.
pub fn members(connection: &Connection, club: RecordId, which: Which, today: Day) -> Commanded<Vec<MemberView>> {
    let roster = Book::roster(club);
    let same = same_people(connection, club)?;
    let people: BTreeMap<RecordId, Person> =
        entity::all::<Person>(connection, &roster)?.into_iter().map(|person| (person.id, person)).collect();
    let mut memberships: BTreeMap<RecordId, Vec<Membership>> = BTreeMap::new();
    for membership in entity::all::<Membership>(connection, &roster)? {
        let is_shown = match which {
            Which::On(day) => is_member_on(&membership, day),
            Which::Ever => true,
        };
        if let Some(person) = membership.person.filter(|person| is_shown && people.contains_key(&person.id)) {
            memberships.entry(same.canonical(person.id)).or_default().push(membership);
        }
    }
    let mut list: Vec<(Vec<u8>, MemberView)> = Vec::with_capacity(memberships.len());
    for (canonical, mut held) in memberships {
        held.sort_by_key(standing_order);
        let standing = held.last().and_then(|membership| people.get(&membership.person?.id));
        let Some(person) = standing else { continue };
        let others = same.records(canonical).into_iter().filter(|record| *record != person.id);
        let others = others.filter_map(|record| people.get(&record)).map(|other| PersonView::of(other, today));
        list.push((order_key(person), member_view(person, &held, others.collect(), today)));
    }
    list.sort_by(|a, b| (&a.0, a.1.person.id).cmp(&(&b.0, b.1.person.id)));
    Ok(list.into_iter().map(|(_, member)| member).collect())
}

/// Orders the memberships of one person so that the one that is shown comes last: one that has not ended, of the record that the
/// club has had for longest; of records of one day, that with the smallest id. When all have ended, the latest.
pub(crate) fn standing_order(membership: &Membership) -> StandingOrder {
    let joined = membership.joined_on;
    match membership.left_on {
        None => (Some((Reverse(joined), membership.person.map(|person| Reverse(person.id)))), None, membership.id),
        Some(_) => (None, joined, membership.id),
    }
}

/// Who stands later in this order stands for the person. A day of joining that nobody knows is before every other.
pub(crate) type StandingOrder =
    (Option<(Reverse<Option<PartialDate>>, Option<Reverse<RecordId>>)>, Option<PartialDate>, RecordId);

/// Bytes that sort people as a Vietnamese list of names.
pub(crate) fn order_key(person: &Person) -> Vec<u8> {
    let name = person.full_name.as_deref().unwrap_or_default();
    text::order_key(name, &text::given_name(name, person.given_name.as_deref()))
}

/// Whether a membership holds on a day.
pub(crate) fn is_member_on(membership: &Membership, day: Day) -> bool {
    membership::days(membership).is_some_and(|days| days.contains(day))
}

/// A member by the memberships of their records, of which the last one stands.
fn member_view(person: &Person, held: &[Membership], same_person: Vec<PersonView>, today: Day) -> MemberView {
    let last = held.last();
    let mut roles: Vec<Role> = Vec::new();
    for membership in held.iter().rev().filter(|one| one.left_on == last.and_then(|last| last.left_on)) {
        roles.extend(membership.roles.iter().filter(|role| !roles.contains(role)).copied().collect::<Vec<_>>());
    }
    MemberView {
        person: PersonView::of(person, today),
        membership: last.map(|last| last.id).unwrap_or_default(),
        register_no: held.iter().rev().find_map(|membership| membership.register_no),
        joined_on: last.and_then(|last| last.joined_on),
        left_on: last.and_then(|last| last.left_on),
        leaving_reason: last.and_then(|last| last.leaving_reason),
        roles,
        same_person,
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
    let same = people_of(&links);
    let by_id: BTreeMap<RecordId, &Person> = people.iter().map(|person| (person.id, person)).collect();
    let view = |id| by_id.get(&id).map(|person| PersonView::of(person, today));
    // Two records that are both linked with a third need no answer of their own.
    let is_settled = |low, high| answered.contains(&(low, high)) || same.are_one(low, high);
    let pairs = doubles::doubles(&described, is_settled);
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
        memberships.push(member_view(&person, &[membership], Vec::new(), today));
    }
    let mut consents = Vec::new();
    for purpose in Purpose::ALL {
        consents.push((*purpose, care::queries::consent(connection, id, *purpose)?));
    }
    let records = same_person(connection, club, id)?;
    let mut same_person = Vec::new();
    let mut last_visit = None;
    for record in &records {
        let visit = visits::queries::last_visit(connection, *record)?.and_then(|visit| visit.visited_on);
        last_visit = last_visit.max(visit);
        if *record != id {
            same_person.push(care::queries::person_or_blank(connection, *record, today)?);
        }
    }
    let mut answers = answered(connection, club, today)?;
    answers.retain(|answer| records.contains(&answer.one.id) || records.contains(&answer.other.id));
    Ok(CardView {
        fields: shown_fields(Person::DEF, &state),
        person: PersonView::of(&person, today),
        memberships,
        is_member: standing_membership(connection, club, id, today)?.is_some(),
        consents,
        circumstances: care::queries::circumstances(connection, id)?,
        unsettled,
        same_person,
        answers,
        last_visit,
    })
}

/// What was answered to "cùng một người không?", and where two people answered differently.
///
/// # Errors
/// SQL.
pub fn answered(connection: &Connection, club: RecordId, today: Day) -> Commanded<Vec<AnsweredView>> {
    let mut answers = Vec::new();
    for link in entity::all::<SameAs>(connection, &Book::roster(club))? {
        let (Some(low), Some(high), Some(linked)) = (link.low, link.high, link.linked) else { continue };
        let state = entity::state::<SameAs>(connection, link.id)?.unwrap_or_default();
        let mut unsettled = unsettled_in(connection, SameAs::DEF.number, link.id, &state)?;
        unsettled.retain(|field| field.field.tag == SameAs::linked.tag);
        answers.push(AnsweredView {
            link: link.id,
            one: care::queries::person_or_blank(connection, low.id, today)?,
            other: care::queries::person_or_blank(connection, high.id, today)?,
            linked,
            unsettled: unsettled.pop(),
        });
    }
    Ok(answers)
}

/// The fields of everybody in the roster in which two people entered different values, with whose they are.
///
/// # Errors
/// SQL.
pub fn unsettled(connection: &Connection, club: RecordId, today: Day) -> Commanded<Vec<(PersonView, UnsettledView)>> {
    let roster = Book::roster(club);
    let mut found = Vec::new();
    for (id, state) in entity::states::<Person>(connection, &roster)? {
        let person = PersonView::of(&Person::read(id, &state), today);
        let fields = unsettled_in(connection, Person::DEF.number, id, &state)?;
        found.extend(fields.into_iter().map(|field| (person.clone(), field)));
    }
    for (id, state) in entity::states::<Membership>(connection, &roster)? {
        let fields = unsettled_in(connection, Membership::DEF.number, id, &state)?;
        if let (Some(of), false) = (Membership::read(id, &state).person, fields.is_empty()) {
            let person = care::queries::person_or_blank(connection, of.id, today)?;
            found.extend(fields.into_iter().map(|field| (person.clone(), field)));
        }
    }
    Ok(found)
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
            let value = entry.value.clone();
            let refers_to = name_of(connection, &value)?;
            entries.push(EnteredView { op: stamp.op, value, refers_to, author, at: stamp.hlc.instant() });
        }
        unsettled.push(UnsettledView { entity, kind, field: key.clone(), field_name: field_name(kind, key), entries });
    }
    Ok(unsettled)
}

/// What a record is called that a value refers to.
fn name_of(connection: &Connection, value: &Value) -> Commanded<Option<String>> {
    let Value::Ref(to) = value else { return Ok(None) };
    if to.kind == Group::DEF.number {
        return Ok(entity::get::<Group>(connection, to.id)?.and_then(|group| group.name));
    }
    let person = match to.kind == Household::DEF.number {
        true => entity::get::<Household>(connection, to.id)?.and_then(|household| household.head),
        false => Some(*to),
    };
    let Some(person) = person else { return Ok(None) };
    Ok(entity::get::<Person>(connection, person.id)?.and_then(|person| person.full_name))
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

/// The membership under which a member of today stands in lists, of whichever of their records; `None` for who is no member.
///
/// # Errors
/// SQL.
pub fn standing_membership(
    connection: &Connection,
    club: RecordId,
    person: RecordId,
    today: Day,
) -> Commanded<Option<RecordId>> {
    let mut held = Vec::new();
    for record in same_person(connection, club, person)? {
        held.extend(memberships_of(connection, record)?.into_iter().filter(|one| is_member_on(one, today)));
    }
    held.sort_by_key(standing_order);
    Ok(held.pop().map(|membership| membership.id))
}

/// People of the book who were never members: who is helped, guests, relatives. As a list of names; not who died.
///
/// # Errors
/// SQL.
pub fn non_members(connection: &Connection, club: RecordId, today: Day) -> Commanded<Vec<PersonView>> {
    let directory = Directory::of(connection, club, today)?;
    let ever: BTreeSet<RecordId> = directory
        .memberships()
        .iter()
        .filter(|membership| membership::days(membership).is_some())
        .filter_map(|membership| membership.person)
        .map(|person| directory.same().canonical(person.id))
        .collect();
    let mut seen = BTreeSet::new();
    let mut people: Vec<PersonView> = Vec::new();
    for record in directory.records().keys() {
        let person = directory.same().canonical(*record);
        if !ever.contains(&person) && directory.is_living(person) && seen.insert(person) {
            people.push(directory.view(*record));
        }
    }
    directory.sort(&mut people);
    Ok(people)
}

/// Sorts people as a Vietnamese list of names.
///
/// # Errors
/// SQL.
pub fn in_order(connection: &Connection, club: RecordId, today: Day, people: &mut [PersonView]) -> Commanded<()> {
    Directory::of(connection, club, today)?.sort(people);
    Ok(())
}

/// The calendar in force where the club is, for dates that are told by the moon.
///
/// # Errors
/// SQL.
pub fn region(connection: &Connection, club: RecordId) -> Commanded<Region> {
    let code = entity::get::<Club>(connection, club)?.and_then(|club| club.unit_code);
    Ok(Region::of_unit(&code.unwrap_or_default()))
}

/// All records that are linked with this one as one person, and this one.
///
/// # Errors
/// SQL.
pub fn same_person(connection: &Connection, club: RecordId, id: RecordId) -> Commanded<BTreeSet<RecordId>> {
    Ok(same_people(connection, club)?.records(id))
}

/// The records that are linked as one person, each group in the order of the ids: the first is the canonical one.
///
/// # Errors
/// SQL.
pub fn components(connection: &Connection, club: RecordId) -> Commanded<Vec<BTreeSet<RecordId>>> {
    Ok(same_people(connection, club)?.groups().cloned().collect())
}

/// The people of the club by the links between their records.
///
/// # Errors
/// SQL.
pub fn same_people(connection: &Connection, club: RecordId) -> Commanded<SamePeople> {
    Ok(people_of(&entity::all::<SameAs>(connection, &Book::roster(club))?))
}

/// All records of a person, whichever club's book holds the links, and this one.
///
/// # Errors
/// SQL.
pub fn records_of(connection: &Connection, id: RecordId) -> Commanded<BTreeSet<RecordId>> {
    let links = entity::all_books::<SameAs>(connection)?;
    let mut records: BTreeSet<RecordId> = people_of(&links).records(id).into_iter().collect();
    records.insert(id);
    Ok(records)
}

fn people_of(links: &[SameAs]) -> SamePeople {
    let linked = links.iter().filter(|link| link.linked == Some(true));
    SamePeople::of(linked.filter_map(|link| Some((link.low?.id, link.high?.id))))
}
