//! A club in figures, for its page: people, meetings, visits, what is due, phones, the board. Never who they are: above the club
//! only figures are seen.
//!
//! | file | what |
//! |---|---|
//! | `people` | members by sex and age, circumstances where somebody agreed |
//! | `meetings` | the meetings of twelve months |
//! | `care` | visits of twelve months, and what is due |

mod care;
mod meetings;
mod people;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use clubbook_model::id::{Book, RecordId};
use clubbook_model::merge::EntityState;
use clubbook_model::registry::{Entity, Person};
use clubbook_model::same_person::SamePeople;
use clubbook_model::time::{Day, Instant, Month};
use clubbook_model::vocabulary::{CircumstanceKind, Purpose, Role, Vocabulary};

use super::ClubSummary;
use super::clubs::{club_seen, summary_of};
use super::correct::{ClubRecord, record};
use crate::centre::Centre;
use crate::error::{CentreError, Done};
use crate::store::Tx;
use crate::store::books::EntityRow;
use crate::store::devices::Standing;
use crate::store::figures::TaskFigure;

pub use care::{DueFigures, VisitMonth};
pub use meetings::{MeetingFigures, MeetingMonth};
pub(crate) use people::birth;
pub use people::{Band, Circumstances, PeopleFigures, Span};

/// Months that a club's page goes back.
pub const MONTHS: i64 = 12;

/// A phone counts as heard of lately within so many days.
pub const LATELY_DAYS: i64 = 7;

/// The posts that a club has to fill; the secretary and the bookkeeper may be one person, and one of them is enough.
pub const POSTS: [&[Role]; 4] =
    [&[Role::ClubHead], &[Role::ClubDeputy], &[Role::Secretary, Role::Bookkeeper], &[Role::Cashier]];

/// A club in figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClubSheet {
    /// What the list shows, too.
    pub summary: ClubSummary,
    /// The day of the figures.
    pub today: Day,
    /// The moment of the figures.
    pub now: Instant,
    /// The club's own record.
    pub record: ClubRecord,
    /// Members.
    pub people: PeopleFigures,
    /// Poor and near-poor, as far as somebody agreed.
    pub circumstances: Circumstances,
    /// Twelve months of meetings, the newest first.
    pub meetings: Vec<MeetingMonth>,
    /// Twelve months of visits, the newest first.
    pub visits: Vec<VisitMonth>,
    /// What is due.
    pub due: DueFigures,
    /// Phones by standing.
    pub phones: PhoneFigures,
    /// How many people hold each of [`POSTS`].
    pub posts: [u64; POSTS.len()],
}

/// A club's phones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PhoneFigures {
    /// In use.
    pub good: u64,
    /// Of these, heard of within [`LATELY_DAYS`].
    pub lately: u64,
    /// Of these, not heard of yet.
    pub never: u64,
    /// Held back after a fork.
    pub held: u64,
    /// Stopped.
    pub revoked: u64,
}

impl Centre {
    /// A club in figures, if an officer of a unit sees it.
    ///
    /// # Errors
    /// No such club there, damaged states, or the store's.
    pub async fn club_sheet(&self, number: u64, unit: Option<String>) -> Done<ClubSheet> {
        self.read(move |tx, now| sheet(tx, number, unit.as_deref(), now)).await
    }
}

fn sheet(tx: &dyn Tx, number: u64, unit: Option<&str>, now: Instant) -> Done<ClubSheet> {
    let figure = club_seen(tx, number, unit)?;
    let (club, today) = (figure.club, now.day_in_vietnam());
    let book = tx.book(&Book::roster(club))?.ok_or(CentreError::NotFound("club"))?;
    let roster = Roster::read(tx, club, book.handle, today)?;
    Ok(ClubSheet {
        people: people::figures(&roster),
        circumstances: people::circumstances(tx, &roster)?,
        meetings: meetings::months(tx, &roster)?,
        visits: care::months(tx, &roster)?,
        due: care::due(tx, &roster)?,
        phones: phones(tx, club, now)?,
        posts: posts(&tx.tasks_of_club(club)?, today),
        summary: summary_of(tx, figure, now)?,
        record: record(tx, number, unit)?,
        today,
        now,
    })
}

/// Whose figures are counted: the members on a day, two records of one person as one.
pub(crate) struct Roster {
    pub(crate) club: RecordId,
    pub(crate) handle: u64,
    pub(crate) today: Day,
    pub(crate) same: SamePeople,
    /// The living members, each with every record of the person.
    pub(crate) members: BTreeMap<RecordId, Vec<Person>>,
    /// The people of the book who died, by the id by which they count.
    pub(crate) died: BTreeSet<RecordId>,
}

impl Roster {
    pub(crate) fn read(tx: &dyn Tx, club: RecordId, handle: u64, today: Day) -> Done<Self> {
        let same = SamePeople::of(tx.same_pairs(club)?);
        let member_ids: BTreeSet<RecordId> =
            tx.members(club, today)?.into_iter().map(|person| same.canonical(person)).collect();
        let mut people: BTreeMap<RecordId, Vec<Person>> = BTreeMap::new();
        for row in tx.entities_of_kind(handle, Person::DEF.number)? {
            let person = Person::read(row.id, &state(&row)?);
            people.entry(same.canonical(row.id)).or_default().push(person);
        }
        let died: BTreeSet<RecordId> = people
            .iter()
            .filter(|(_, records)| records.iter().any(|person| person.died_on.is_some()))
            .map(|(id, _)| *id)
            .collect();
        let members = member_ids
            .into_iter()
            .filter(|id| !died.contains(id))
            .map(|id| (id, people.remove(&id).unwrap_or_default()))
            .collect();
        Ok(Self { club, handle, today, same, members, died })
    }

    /// The last twelve months, the newest first.
    pub(crate) fn months(&self) -> Vec<Month> {
        let last = self.today.month().index();
        (0..MONTHS).filter_map(|back| Month::from_index(last - back)).collect()
    }
}

/// The state of a row.
pub(crate) fn state(row: &EntityRow) -> Done<EntityState> {
    EntityState::from_bytes(&row.state).map_err(CentreError::Damaged)
}

fn phones(tx: &dyn Tx, club: RecordId, now: Instant) -> Done<PhoneFigures> {
    let mut phones = PhoneFigures::default();
    for device in tx.devices_of_club(club)? {
        match device.standing {
            Standing::Good => {
                phones.good += 1;
                match device.last_heard {
                    None => phones.never += 1,
                    Some(at) if now.0 - at.0 <= LATELY_DAYS * 86_400 => phones.lately += 1,
                    Some(_) => {}
                }
            }
            Standing::AfterFork => phones.held += 1,
            Standing::Revoked => phones.revoked += 1,
            Standing::Centre => {}
        }
    }
    Ok(phones)
}

/// How many people hold each of [`POSTS`] on a day.
fn posts(tasks: &[TaskFigure], today: Day) -> [u64; POSTS.len()] {
    let lasts = |task: &&TaskFigure| task.from.is_none_or(|from| from <= today) && task.to.is_none_or(|to| today < to);
    POSTS.map(|roles| {
        let holds = |task: &&TaskFigure| roles.contains(&Role::from_number(task.role));
        let people: BTreeSet<RecordId> = tasks.iter().filter(lasts).filter(holds).map(|task| task.person).collect();
        people.len() as u64
    })
}

/// The circumstances that hold of everybody who agreed that they are recorded: an empty list where none does.
///
/// # Errors
/// Damaged states, SQL.
pub(crate) fn agreed_circumstances(tx: &dyn Tx, roster: &Roster) -> Done<BTreeMap<RecordId, Vec<CircumstanceKind>>> {
    let mut holding = people::holding(tx, roster)?;
    let agreed = people::agreed(tx, roster, Purpose::Circumstances)?;
    let of = |person: RecordId| (person, holding.remove(&person).unwrap_or_default().into_iter().collect());
    Ok(agreed.into_iter().map(of).collect())
}
