//! The agenda of a meeting: items in order, what came of each, and the cases that group leaders bring.
//!
//! An item belongs to one of the club's areas of activity (a code of the reference book). Two phones that add items at once
//! both keep theirs: of the same place, the older record comes first.

use clubbook_model::id::{Book, RecordId};
use clubbook_model::merge::EntityState;
use clubbook_model::registry::{AgendaItem, Entity, Meeting, Person};
use clubbook_model::text::clean;
use clubbook_model::time::{Day, Month};
use clubbook_model::value::Value;
use clubbook_model::vocabulary::{Language, MeetingKind};
use rusqlite::Connection;

use super::commands::{existing, identified, of_month};
use crate::features::groups::queries::by_group;
use crate::features::people::directory::Directory;
use crate::features::people::queries::unsettled_in;
use crate::features::people::views::{PersonView, UnsettledView};
use crate::features::{CommandError, Commanded, Invalid, Pen};
use crate::store::entity::{self, Scan};

/// The index of items by meeting.
const ITEMS_BY_MEETING: u32 = 0;
/// Between the places of two items, so that others fit in.
const STEP: i64 = 1 << 16;

/// What clubs usually do at a meeting, in this order (`domain.md` §1.6).
const USUAL: [&str; 7] = [
    "Ban Chủ nhiệm báo cáo việc tháng qua",
    "Truyền thông, học tập theo chủ đề",
    "Bàn việc giúp nhau; tổ trưởng nêu trường hợp cần giúp",
    "Cân, đo huyết áp",
    "Thu phí, trả vốn, cho vay",
    "Văn nghệ, trò chơi, mừng sinh nhật",
    "Kế hoạch tháng tới",
];

/// An item of an agenda.
#[derive(Debug, Clone, PartialEq)]
pub struct AgendaItemView {
    /// The record.
    pub id: RecordId,
    /// Title.
    pub title: String,
    /// Code of the area of activity.
    pub area: Option<String>,
    /// Who presents it.
    pub presenter: Option<PersonView>,
    /// Who presents it, when the book does not know them.
    pub presenter_name: Option<String>,
    /// What was said and decided.
    pub minutes: Option<String>,
    /// A case: who brought it.
    pub brought_by: Option<PersonView>,
    /// A case: whom it is about.
    pub about: Option<PersonView>,
    /// Values that two people entered differently.
    pub unsettled: Vec<UnsettledView>,
    /// What was in the record: minutes that are written name it.
    pub seen: EntityState,
}

/// An agenda.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AgendaView {
    /// The items, in order.
    pub items: Vec<AgendaItemView>,
    /// Titles that an older version wrote down, without an order.
    pub older: Vec<String>,
    /// Minutes of the whole meeting.
    pub minutes: Option<String>,
    /// Values of the meeting that two people entered differently.
    pub unsettled: Vec<UnsettledView>,
    /// What was in the record of the meeting: minutes of the whole meeting name it.
    pub seen: EntityState,
}

/// A new item.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AddItemRequest {
    /// What kind of meeting; with the month it says which.
    pub kind: Option<MeetingKind>,
    /// The month; today's when nothing is said.
    pub month: Option<Month>,
    /// Title; of a case it may be left out.
    pub title: String,
    /// Code of the area of activity.
    pub area: Option<String>,
    /// Who presents it.
    pub presenter: Option<RecordId>,
    /// Who presents it, when the book does not know them.
    pub presenter_name: Option<String>,
    /// A case: the group leader, or whoever else brings it.
    pub brought_by: Option<RecordId>,
    /// A case: whom it is about.
    pub about: Option<RecordId>,
    /// At this place, 1 first; behind the others when nothing is said.
    pub place: Option<usize>,
}

/// Minutes, of an item or of a whole meeting, with what their writer had before them: what another phone wrote meanwhile stays
/// beside them until somebody settles it.
#[derive(Debug, Clone, PartialEq)]
pub struct MinutesRequest {
    /// The item, or the meeting.
    pub of: RecordId,
    /// What was said and decided; nothing takes it off.
    pub minutes: String,
    /// What was in the record when the form was opened.
    pub seen: EntityState,
}

/// The agenda of a meeting; empty while nobody has written one.
///
/// # Errors
/// SQL.
pub fn agenda(connection: &Connection, club: RecordId, meeting: RecordId, today: Day) -> Commanded<AgendaView> {
    let directory = Directory::of(connection, club, today)?;
    let items = items(connection, meeting)?.into_iter().map(|item| view(connection, &directory, item));
    let seen = entity::state::<Meeting>(connection, meeting)?.unwrap_or_default();
    let known = Meeting::read(meeting, &seen);
    Ok(AgendaView {
        items: items.collect::<Commanded<_>>()?,
        older: known.agenda,
        minutes: known.minutes,
        unsettled: unsettled_in(connection, Meeting::DEF.number, meeting, &seen)?,
        seen,
    })
}

fn items(connection: &Connection, meeting: RecordId) -> Commanded<Vec<AgendaItem>> {
    let key = [Value::Ref(Meeting::reference(meeting))];
    let mut items = entity::by_index::<AgendaItem>(connection, ITEMS_BY_MEETING, &key, Scan::ALL)?;
    items.retain(|item| item.removed != Some(true));
    items.sort_by_key(|item| (item.position, item.id));
    Ok(items)
}

fn view(connection: &Connection, directory: &Directory, item: AgendaItem) -> Commanded<AgendaItemView> {
    let seen = entity::state::<AgendaItem>(connection, item.id)?.unwrap_or_default();
    let person = |reference: Option<clubbook_model::value::EntityRef>| reference.map(|one| directory.view(one.id));
    Ok(AgendaItemView {
        id: item.id,
        title: item.title.unwrap_or_default(),
        area: item.area,
        presenter: person(item.presenter),
        presenter_name: item.presenter_name,
        minutes: item.minutes,
        brought_by: person(item.brought_by),
        about: person(item.about),
        unsettled: unsettled_in(connection, AgendaItem::DEF.number, item.id, &seen)?,
        seen,
    })
}

/// Adds an item to the month's meeting, whether or not anybody planned or opened it yet.
///
/// # Errors
/// No title and no case, or people whom the book does not know.
pub fn add(pen: &mut Pen<'_>, request: &AddItemRequest) -> Commanded<AgendaView> {
    let title = clean(&request.title);
    if title.is_empty() && request.about.is_none() {
        return Err(Invalid::NoTitle.into());
    }
    for person in [request.presenter, request.brought_by, request.about].into_iter().flatten() {
        entity::get::<Person>(pen.tx, person)?.ok_or(CommandError::NotFound("person"))?;
    }
    let meeting = meeting_of_month(pen, request.kind.unwrap_or(MeetingKind::Regular), request.month)?;
    let place = request.place.map_or(usize::MAX, |place| place.saturating_sub(1));
    let position = room(pen, meeting, place, None)?;
    let written = |text: &Option<String>| text.as_deref().map(clean).filter(|text| !text.is_empty());
    let mut draft = AgendaItem::create(pen.next_record()?);
    draft
        .set(AgendaItem::meeting, Meeting::reference(meeting))
        .set(AgendaItem::position, position)
        .set_some(AgendaItem::title, Some(title).filter(|title| !title.is_empty()))
        .set_some(AgendaItem::area, written(&request.area))
        .set_some(AgendaItem::presenter, request.presenter.map(Person::reference))
        .set_some(AgendaItem::presenter_name, written(&request.presenter_name))
        .set_some(AgendaItem::brought_by, request.brought_by.map(Person::reference))
        .set_some(AgendaItem::about, request.about.map(Person::reference));
    pen.record(&pen.roster(), draft)?;
    agenda(pen.tx, pen.club, meeting, pen.today())
}

/// Puts down what clubs usually do, when the agenda is empty.
///
/// # Errors
/// The agenda has items.
pub fn add_usual(pen: &mut Pen<'_>, kind: MeetingKind, month: Option<Month>) -> Commanded<AgendaView> {
    let meeting = meeting_of_month(pen, kind, month)?;
    if !items(pen.tx, meeting)?.is_empty() {
        return Err(Invalid::NotEmpty.into());
    }
    for (title, number) in USUAL.iter().zip(1..) {
        let mut draft = AgendaItem::create(pen.next_record()?);
        draft
            .set(AgendaItem::meeting, Meeting::reference(meeting))
            .set(AgendaItem::position, number * STEP)
            .set(AgendaItem::title, (*title).to_owned());
        pen.record(&pen.roster(), draft)?;
    }
    agenda(pen.tx, pen.club, meeting, pen.today())
}

/// The record of the month's meeting, made with what identifies it when there is none. Its status is not touched: who writes an agenda
/// while another phone opens the meeting must not make it a planned one again.
fn meeting_of_month(pen: &mut Pen<'_>, kind: MeetingKind, month: Option<Month>) -> Commanded<RecordId> {
    let month = month.unwrap_or_else(|| pen.today().month());
    let (id, seen) = of_month(pen, month, kind)?;
    let draft = identified(pen, id, &seen, month, kind);
    pen.record(&pen.roster(), draft)?;
    Ok(id)
}

/// A position at a place, 0 first, among the items of a meeting without `moving`. When there is no room the others move.
fn room(pen: &mut Pen<'_>, meeting: RecordId, place: usize, moving: Option<RecordId>) -> Commanded<i64> {
    let mut others = items(pen.tx, meeting)?;
    others.retain(|item| Some(item.id) != moving);
    let at = |place: Option<usize>| place.and_then(|place| others.get(place)).and_then(|item| item.position);
    let place = place.min(others.len());
    let before = at(place.checked_sub(1)).unwrap_or(0);
    let Some(after) = at(Some(place)) else { return Ok(before.saturating_add(STEP)) };
    let middle = before.midpoint(after);
    if middle > before && middle < after {
        return Ok(middle);
    }
    let roster = pen.roster();
    for (item, number) in others.iter().zip(1i64..) {
        let shift = i64::from(usize::try_from(number).is_ok_and(|number| number > place));
        let seen = entity::state::<AgendaItem>(pen.tx, item.id)?.unwrap_or_default();
        let mut draft = AgendaItem::edit(item.id, &seen);
        draft.set(AgendaItem::position, (number + shift) * STEP);
        pen.record(&roster, draft)?;
    }
    Ok((place as i64 + 1) * STEP)
}

/// Moves an item to another place, 1 first.
///
/// # Errors
/// No such item.
pub fn move_item(pen: &mut Pen<'_>, item: RecordId, place: usize) -> Commanded<AgendaView> {
    let meeting = meeting_of(pen, item)?;
    let position = room(pen, meeting, place.saturating_sub(1), Some(item))?;
    change(pen, item, |draft| {
        draft.set(AgendaItem::position, position);
    })
}

/// Writes down what was said and decided about an item.
///
/// # Errors
/// No such item.
pub fn write_minutes(pen: &mut Pen<'_>, request: &MinutesRequest) -> Commanded<AgendaView> {
    let meeting = meeting_of(pen, request.of)?;
    let minutes = request.minutes.trim().to_owned();
    let mut draft = AgendaItem::edit(request.of, &request.seen);
    if minutes.is_empty() {
        draft.clear(AgendaItem::minutes);
    } else {
        draft.set(AgendaItem::minutes, minutes);
    }
    pen.record(&pen.roster(), draft)?;
    agenda(pen.tx, pen.club, meeting, pen.today())
}

/// Writes down what was said and decided beside the items. What is told of people here is read by everybody who may read the
/// roster.
///
/// # Errors
/// No such meeting.
pub fn write_meeting_minutes(pen: &mut Pen<'_>, request: &MinutesRequest) -> Commanded<AgendaView> {
    let meeting = existing(pen, request.of)?.id;
    let minutes = request.minutes.trim().to_owned();
    let mut draft = Meeting::edit(meeting, &request.seen);
    if minutes.is_empty() {
        draft.clear(Meeting::minutes);
    } else {
        draft.set(Meeting::minutes, minutes);
    }
    pen.record(&pen.roster(), draft)?;
    agenda(pen.tx, pen.club, meeting, pen.today())
}

/// Takes an item off the agenda.
///
/// # Errors
/// No such item.
pub fn remove(pen: &mut Pen<'_>, item: RecordId) -> Commanded<AgendaView> {
    change(pen, item, |draft| {
        draft.set(AgendaItem::removed, true);
    })
}

fn meeting_of(pen: &Pen<'_>, item: RecordId) -> Commanded<RecordId> {
    let meeting = entity::get::<AgendaItem>(pen.tx, item)?.and_then(|item| item.meeting);
    Ok(meeting.ok_or(CommandError::NotFound("agenda_item"))?.id)
}

fn change(
    pen: &mut Pen<'_>,
    item: RecordId,
    change: impl FnOnce(&mut clubbook_model::edit::Draft),
) -> Commanded<AgendaView> {
    let meeting = meeting_of(pen, item)?;
    let seen = entity::state::<AgendaItem>(pen.tx, item)?.unwrap_or_default();
    let mut draft = AgendaItem::edit(item, &seen);
    change(&mut draft);
    pen.record(&pen.roster(), draft)?;
    agenda(pen.tx, pen.club, meeting, pen.today())
}

/// The groups whose leader has brought no case to the meetings of a month: each looks out for at least one (`domain.md` §1.5).
///
/// # Errors
/// SQL.
pub fn groups_without_a_case(
    connection: &Connection,
    club: RecordId,
    month: Month,
    today: Day,
) -> Commanded<Vec<PersonView>> {
    let directory = Directory::of(connection, club, today)?;
    let meetings = entity::all::<Meeting>(connection, &Book::roster(club))?;
    let mut brought = Vec::new();
    for meeting in meetings.iter().filter(|meeting| meeting.month == Some(month.index())) {
        let cases = items(connection, meeting.id)?.into_iter().filter_map(|item| item.brought_by);
        brought.extend(cases.map(|person| directory.same().canonical(person.id)));
    }
    let leaders = by_group(connection, club, today)?.groups.into_iter().filter_map(|group| group.leader);
    Ok(leaders.filter(|leader| !brought.contains(&directory.same().canonical(leader.id))).collect())
}

impl AgendaItemView {
    /// "Trường hợp bà Lan (chú Minh nêu)"; with the presenter of an item.
    pub fn words(&self, language: Language) -> String {
        let mut words = match (&self.about, self.title.as_str(), language) {
            (Some(about), "", Language::Vi) => format!("Trường hợp {}", about.titled()),
            (Some(about), "", Language::En) => format!("The case of {}", about.name),
            (Some(about), title, Language::Vi) => format!("{title}: {}", about.titled()),
            (Some(about), title, Language::En) => format!("{title}: {}", about.name),
            (None, title, _) => title.to_owned(),
        };
        let presenter = match (&self.presenter, &self.presenter_name) {
            (Some(person), _) => Some(person.titled()),
            (None, name) => name.clone(),
        };
        match (&self.brought_by, presenter, language) {
            (Some(leader), _, Language::Vi) => words.push_str(&format!(" ({} nêu)", leader.titled())),
            (Some(leader), _, Language::En) => words.push_str(&format!(" (brought by {})", leader.name)),
            (None, Some(presenter), _) => words.push_str(&format!(" ({presenter})")),
            (None, None, _) => {}
        }
        words
    }
}
