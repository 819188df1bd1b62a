//! Whether phones and centre count people alike: beside the plainest model, which follows links until nothing changes and looks
//! at records one by one.

use std::collections::{BTreeMap, BTreeSet};

use clubbook_core::features::meetings::queries::roll;
use clubbook_core::features::meetings::views::RollOrder;
use clubbook_core::features::people::queries::{Which, components, members};
use clubbook_core::features::visits::queries::month;
use clubbook_model::id::{Book, RecordId};
use clubbook_model::registry::{Attendance, Entity, Meeting, Membership, SameAs};
use clubbook_model::time::Day;
use clubbook_model::vocabulary::{LeavingReason, Mark, MeetingStatus, Vocabulary};
use clubbook_server::admin::ClubFilter;
use clubbook_server::clock::Clock;

use super::{Broken, CLUB_NUMBER, World};

/// Numbers of a roll: present, on the roll, guests.
type Roll = (usize, usize, usize);

/// Compares every phone and the centre with the plain model; returns how many people have several records.
///
/// # Errors
/// Who counts otherwise.
pub(super) async fn check(world: &World) -> Result<u64, Broken> {
    let club = world.centre.club(CLUB_NUMBER).await.expect("the club").club;
    let today = world.clock.now().day_in_vietnam();
    let model = Model::of(world, club).await;
    let expected = model.components();
    let counts = model.members(today).len();
    let rolls = model.rolls();
    for virtual_phone in &world.phones {
        let Some(phone) = virtual_phone.open_phone() else { continue };
        let who = virtual_phone.name;
        let wrong = |what: String| Broken::Counted { who, what };
        let found: BTreeSet<BTreeSet<RecordId>> =
            phone.query(|q| components(q.connection, q.club)).expect("the links").into_iter().collect();
        if found != expected {
            return Err(wrong(format!("people with several records: {found:?} instead of {expected:?}")));
        }
        let list = phone.query(|q| members(q.connection, q.club, Which::On(today), today)).expect("the member list");
        if list.len() != counts {
            return Err(wrong(format!("{} members instead of {counts}", list.len())));
        }
        for member in &list {
            let records: BTreeSet<RecordId> =
                member.same_person.iter().map(|other| other.id).chain([member.person.id]).collect();
            if records.len() > 1 && !expected.contains(&records) {
                return Err(wrong(format!("{records:?} in the member list")));
            }
        }
        for (meeting, expected) in &rolls {
            let view = phone.query(|q| roll(q.connection, q.club, *meeting, RollOrder::Register, today));
            let view = view.expect("the roll");
            let away = view.counts.excused + view.counts.absent + view.counts.unmarked;
            let found = (view.counts.present, view.counts.present + away, view.counts.guests);
            if found != *expected {
                return Err(wrong(format!("{meeting}: {found:?} at the meeting instead of {expected:?}")));
            }
        }
    }
    centre(world, &model, today, counts).await?;
    Ok(expected.len() as u64)
}

/// The centre's figures; and the visits, as the head's phone counts them.
async fn centre(world: &World, model: &Model, today: Day, counts: usize) -> Result<(), Broken> {
    let who = "the centre";
    let clubs = world.centre.clubs(ClubFilter::default()).await.expect("the clubs");
    let figures = clubs.first().expect("the club");
    if figures.members != counts as u64 {
        return Err(Broken::Counted { who, what: format!("{} members instead of {counts}", figures.members) });
    }
    let held = model.meetings.iter().filter(|meeting| meeting.held_on.is_some_and(|day| day <= today));
    let last = held.max_by_key(|meeting| meeting.held_on);
    let expected =
        last.map(|meeting| model.roll(meeting)).map(|(present, on_roll, _)| (present as u64, on_roll as u64));
    if figures.last_attendance != expected {
        let what = format!("{:?} at the last meeting instead of {expected:?}", figures.last_attendance);
        return Err(Broken::Counted { who, what });
    }
    let head = world.phones.iter().find(|phone| phone.name == "lan").and_then(|phone| phone.open_phone());
    let Some(head) = head else { return Ok(()) };
    let visits = head.query(|q| month(q.connection, q.club, today.month(), today)).expect("the visits");
    let here = (visits.counted - visits.not_at_home, visits.not_at_home);
    let there = (figures.visits_this_month as usize, figures.not_at_home_this_month as usize);
    if here != there {
        return Err(Broken::Counted { who, what: format!("{there:?} visits instead of {here:?}") });
    }
    Ok(())
}

/// The records of a roster, one by one.
struct Model {
    links: Vec<(RecordId, RecordId)>,
    memberships: Vec<Membership>,
    meetings: Vec<Meeting>,
    marks: Vec<Attendance>,
}

impl Model {
    async fn of(world: &World, club: RecordId) -> Self {
        let records = world.centre.records(Book::roster(club)).await.expect("the records of the roster");
        let mut model = Self { links: Vec::new(), memberships: Vec::new(), meetings: Vec::new(), marks: Vec::new() };
        for (kind, id, state) in records {
            if kind == SameAs::DEF.number {
                let link = SameAs::read(id, &state);
                let pair = link.low.zip(link.high).filter(|_| link.linked == Some(true));
                model.links.extend(pair.map(|(low, high)| (low.id, high.id)));
            } else if kind == Membership::DEF.number {
                model.memberships.push(Membership::read(id, &state));
            } else if kind == Meeting::DEF.number {
                model.meetings.push(Meeting::read(id, &state));
            } else if kind == Attendance::DEF.number {
                model.marks.push(Attendance::read(id, &state));
            }
        }
        model
    }

    /// Who a record is of: the smallest id that links lead to.
    fn label(&self, record: RecordId) -> RecordId {
        let mut reached = BTreeSet::from([record]);
        loop {
            let before = reached.len();
            for (one, other) in &self.links {
                if reached.contains(one) || reached.contains(other) {
                    reached.extend([*one, *other]);
                }
            }
            if reached.len() == before {
                return *reached.first().expect("the record itself");
            }
        }
    }

    fn components(&self) -> BTreeSet<BTreeSet<RecordId>> {
        let mut groups: BTreeMap<RecordId, BTreeSet<RecordId>> = BTreeMap::new();
        for record in self.links.iter().flat_map(|(one, other)| [*one, *other]) {
            groups.entry(self.label(record)).or_default().insert(record);
        }
        groups.into_values().filter(|group| group.len() > 1).collect()
    }

    fn members(&self, day: Day) -> BTreeSet<RecordId> {
        let holds = |membership: &&Membership| {
            let began = membership.joined_on.is_none_or(|joined| {
                let first = (i32::from(joined.year), joined.month.unwrap_or(1), joined.day.unwrap_or(1));
                let (year, month, number) = day.ymd();
                first <= (year, month as u8, number as u8)
            });
            let ended = membership.left_on.is_some_and(|left| left <= day)
                || membership.leaving_reason == Some(LeavingReason::EnteredByMistake);
            began && !ended
        };
        let held = self.memberships.iter().filter(holds);
        held.filter_map(|membership| membership.person).map(|person| self.label(person.id)).collect()
    }

    /// Of a meeting that is only planned the roll is that of whoever is a member on the day when somebody looks.
    fn rolls(&self) -> Vec<(RecordId, Roll)> {
        let held = self.meetings.iter().filter(|meeting| meeting.held_on.is_some());
        held.map(|meeting| (meeting.id, self.roll(meeting))).collect()
    }

    fn roll(&self, meeting: &Meeting) -> Roll {
        let members = meeting.held_on.map(|day| self.members(day)).unwrap_or_default();
        let covered: BTreeSet<RecordId> = meeting.roll.iter().map(|person| self.label(person.id)).collect();
        let mut marks: BTreeMap<RecordId, Vec<(u32, bool)>> = BTreeMap::new();
        for line in self.marks.iter().filter(|line| line.meeting.is_some_and(|of| of.id == meeting.id)) {
            if let (Some(person), Some(mark)) = (line.person, line.mark) {
                let guest = line.guest == Some(true);
                marks.entry(self.label(person.id)).or_default().push((mark.number(), guest));
            }
        }
        let is_fixed = meeting.status == Some(MeetingStatus::Closed) && !meeting.roll.is_empty();
        let mut people: BTreeSet<RecordId> = covered.iter().chain(marks.keys()).copied().collect();
        if !is_fixed {
            people.extend(&members);
        }
        let (mut present, mut on_roll, mut guests) = (0, 0, meeting.guests.len());
        for person in people {
            let by_hand = marks.get(&person).map(Vec::as_slice).unwrap_or_default();
            let default = meeting.default_mark.filter(|_| covered.contains(&person)).map(Vocabulary::number);
            let mark = by_hand.iter().map(|(mark, _)| *mark).min().or(default);
            let is_there = matches!(mark.map(Mark::from_number), Some(Mark::Present | Mark::Late));
            let is_guest = !covered.contains(&person)
                && !members.contains(&person)
                && by_hand.iter().all(|(_, is_guest)| *is_guest);
            if is_guest {
                guests += usize::from(is_there);
            } else {
                on_roll += 1;
                present += usize::from(is_there);
            }
        }
        (present, on_roll, guests)
    }
}
