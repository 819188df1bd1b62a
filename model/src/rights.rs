//! Who may do what in which book: a pure function of people's tasks in the club and of who is assigned to whom. The centre
//! gives a phone what the person whom it is connected for may read; a phone that several people share shows each of them what
//! a phone of their own would.
//!
//! | task | roster, notices | care parts |
//! |---|---|---|
//! | club head, deputy, secretary | read, write | read, write all; assign volunteers, give tasks |
//! | volunteer | read, write | read, write those they are assigned to; add to the others |
//! | bookkeeper, cashier, group leader, board member | read, write | add |
//! | none | nothing | nothing |
//!
//! Who opened a care part may write it until somebody is assigned. Everybody reads the reference book. A book of a kind
//! that this version does not know is kept whoever of these writes it, and sent to those who lead.

use std::collections::BTreeSet;

use crate::codec::{Reader, Writer};
use crate::field::Tag;
use crate::id::{Book, BookKind, RecordId};
use crate::membership::{self, Days};
use crate::merge::EntityState;
use crate::message::Rights;
use crate::op::Change;
use crate::registry::{BoardTerm, CareCase, Entity, KindDef, Membership};
use crate::time::Day;
use crate::vocabulary::{Role, Vocabulary};

const READ_WRITE: Rights = Rights(Rights::READ.0 | Rights::WRITE.0);

/// A task of somebody in a club.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Task {
    /// Which.
    pub role: Role,
    /// On which days.
    pub days: Days,
}

impl Task {
    /// The tasks that a membership gives, and to whom: none when it was entered by mistake.
    pub fn of_membership(membership: &Membership) -> Vec<(RecordId, Self)> {
        let person = membership.person.filter(|_| membership::days(membership).is_some());
        let days = Days { from: None, to: membership.left_on };
        let task = |role: &Role| Some((person?.id, Self { role: *role, days }));
        membership.roles.iter().filter_map(task).collect()
    }

    /// The task that a term on the board gives, and to whom. The last day of a term still counts.
    pub fn of_term(term: &BoardTerm) -> Option<(RecordId, Self)> {
        let days = Days { from: term.from_day, to: term.to_day.map(|day| day.plus(1)) };
        Some((term.person?.id, Self { role: term.role?, days }))
    }
}

/// The care book of a person, as far as rights in it are concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarePart {
    /// The person cared for.
    pub of: RecordId,
    /// The person whose phone opened it, where that counts.
    pub creator: Option<RecordId>,
    /// The volunteers assigned.
    pub volunteers: Vec<RecordId>,
}

/// What a person may do in a club.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClubRights {
    /// Has a task at all.
    pub works: bool,
    /// Leads: may do everything, give tasks and assign volunteers.
    pub leads: bool,
    /// The people whose care part they may read and write without leading.
    pub cares_for: BTreeSet<RecordId>,
}

impl ClubRights {
    /// The rights of a person by their own tasks and the club's care parts.
    pub fn of(
        person: RecordId,
        tasks: impl IntoIterator<Item = Task>,
        parts: impl IntoIterator<Item = CarePart>,
        today: Day,
    ) -> Self {
        let lasting = tasks.into_iter().filter(|task| task.days.contains(today));
        let roles: Vec<Role> = lasting.map(|task| task.role).collect();
        let works = roles.iter().any(|role| role.code().is_some());
        let leads = roles.iter().any(|role| matches!(role, Role::ClubHead | Role::ClubDeputy | Role::Secretary));
        let is_volunteer = roles.contains(&Role::Volunteer);
        let goes_to = |part: &CarePart| {
            let is_assigned = is_volunteer && part.volunteers.contains(&person);
            is_assigned || (works && part.volunteers.is_empty() && part.creator == Some(person))
        };
        Self { works, leads, cares_for: parts.into_iter().filter(goes_to).map(|part| part.of).collect() }
    }

    /// The rights on a book of the club, opened or not.
    pub fn on(&self, book: &Book) -> Rights {
        match book.kind {
            BookKind::REFERENCE => Rights::READ,
            _ if !self.works => Rights::NONE,
            _ if self.leads => READ_WRITE,
            BookKind::ROSTER | BookKind::NOTICES => READ_WRITE,
            BookKind::CARE if self.cares_for.contains(&book.part) => READ_WRITE.with(Rights::ADD),
            _ => Rights::ADD,
        }
    }

    /// For keeping.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut w = Writer::new();
        w.u8(u8::from(self.works) | u8::from(self.leads) << 1);
        self.cares_for.iter().for_each(|person| w.raw(&person.0));
        w.into_bytes()
    }

    /// The inverse of [`ClubRights::to_bytes`]; damaged bytes are no rights.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let mut r = Reader::new(bytes);
        let flags = r.u8("rights").unwrap_or_default();
        let mut rights = Self { works: flags & 1 != 0, leads: flags & 2 != 0, cares_for: BTreeSet::new() };
        while let Ok(person) = r.array("rights") {
            rights.cares_for.insert(RecordId(person));
        }
        rights
    }
}

/// Whether a change of a record of this kind gives people rights: terms on the board, tasks, who goes to whom.
pub fn gives_rights(kind: u32, changes: &[Change]) -> bool {
    let sets = |of: &KindDef, tag: Tag| kind == of.number && changes.iter().any(|change| change.tag == tag);
    kind == BoardTerm::DEF.number
        || sets(Membership::DEF, Membership::roles.tag)
        || sets(CareCase::DEF, CareCase::volunteers.tag)
}

/// Whether only those who lead may make a change: one that gives people rights, moves a membership to somebody else, or ends
/// one that carries tasks. `before` reads the record as it was, where that matters.
///
/// # Errors
/// What `before` says.
pub fn needs_to_lead<E>(
    kind: u32,
    changes: &[Change],
    before: impl FnOnce() -> Result<Option<EntityState>, E>,
) -> Result<bool, E> {
    if gives_rights(kind, changes) || kind != Membership::DEF.number {
        return Ok(gives_rights(kind, changes));
    }
    let sets = |tag: Tag| changes.iter().any(|change| change.tag == tag);
    let ends = sets(Membership::left_on.tag) || sets(Membership::leaving_reason.tag);
    let moves = sets(Membership::person.tag);
    if !ends && !moves {
        return Ok(false);
    }
    let Some(before) = before()? else { return Ok(false) };
    Ok(moves || before.elements(Membership::roles.tag).next().is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLUB: RecordId = RecordId([1; 16]);
    const LAN: RecordId = RecordId([2; 16]);
    const HUNG: RecordId = RecordId([3; 16]);
    const PATIENT: RecordId = RecordId([9; 16]);
    const TODAY: Day = Day(20_000);
    const ALWAYS: Days = Days { from: None, to: None };

    fn task(role: Role) -> Task {
        Task { role, days: ALWAYS }
    }

    /// Lan's rights on reference, roster, notices and the care book of the patient, which Hùng opened.
    fn rights(tasks: &[Task], volunteers: &[RecordId]) -> [u8; 4] {
        let part = CarePart { of: PATIENT, creator: Some(HUNG), volunteers: volunteers.to_vec() };
        let rights = ClubRights::of(LAN, tasks.iter().copied(), [part], TODAY);
        [Book::reference(), Book::roster(CLUB), Book::notices(CLUB), Book::care(CLUB, PATIENT)]
            .map(|book| rights.on(&book).0)
    }

    #[test]
    fn who_leads_reads_and_writes_everything() {
        for role in [Role::ClubHead, Role::ClubDeputy, Role::Secretary] {
            assert_eq!(rights(&[task(role)], &[]), [1, 3, 3, 3]);
        }
    }

    #[test]
    fn a_volunteer_reads_the_care_of_those_they_are_assigned_to_and_only_adds_to_the_others() {
        let volunteer = [task(Role::Volunteer)];
        assert_eq!(rights(&volunteer, &[LAN]), [1, 3, 3, 7]);
        assert_eq!(rights(&volunteer, &[HUNG]), [1, 3, 3, 4]);
        assert_eq!(rights(&[task(Role::Cashier)], &[LAN]), [1, 3, 3, 4]);
    }

    #[test]
    fn a_member_without_a_task_or_after_it_ended_reads_the_reference_book_alone() {
        assert_eq!(rights(&[], &[LAN]), [1, 0, 0, 0]);
        let ended = Task { days: Days { from: None, to: Some(TODAY) }, ..task(Role::ClubHead) };
        let to_come = Task { days: Days { from: Some(TODAY.plus(1)), to: None }, ..task(Role::ClubHead) };
        assert_eq!(rights(&[ended, to_come], &[]), [1, 0, 0, 0]);
        let unknown = task(Role::from_number(250));
        assert_eq!(rights(&[unknown], &[]), [1, 0, 0, 0]);
    }

    #[test]
    fn who_opened_a_care_part_writes_it_until_somebody_is_assigned() {
        let of_hung = |volunteers: &[RecordId]| {
            let part = CarePart { of: PATIENT, creator: Some(HUNG), volunteers: volunteers.to_vec() };
            ClubRights::of(HUNG, [task(Role::Volunteer)], [part], TODAY)
        };
        let (before, after) = (of_hung(&[]), of_hung(&[LAN]));
        let care = Book::care(CLUB, PATIENT);
        assert_eq!((before.on(&care).0, after.on(&care).0), (7, 4));
        assert_eq!(ClubRights::from_bytes(&before.to_bytes()), before);
    }

    #[test]
    fn a_term_still_counts_on_its_last_day_and_a_membership_no_longer_on_the_day_of_leaving() {
        use crate::registry::Person;
        let mut term = BoardTerm::read(RecordId::NIL, &EntityState::new());
        term.person = Some(Person::reference(LAN));
        term.role = Some(Role::ClubHead);
        term.to_day = Some(TODAY);
        let (person, task) = Task::of_term(&term).unwrap();
        assert_eq!((person, task.role), (LAN, Role::ClubHead));
        assert!(task.days.contains(TODAY) && !task.days.contains(TODAY.plus(1)));
        let mut membership = Membership::read(RecordId::NIL, &EntityState::new());
        membership.person = term.person;
        membership.roles = [Role::Volunteer].into_iter().collect();
        membership.left_on = Some(TODAY);
        let tasks = Task::of_membership(&membership);
        assert!(tasks[0].1.days.contains(TODAY.plus(-1)) && !tasks[0].1.days.contains(TODAY));
        membership.leaving_reason = Some(crate::vocabulary::LeavingReason::EnteredByMistake);
        assert_eq!(Task::of_membership(&membership), []);
    }

    #[test]
    fn tasks_are_given_and_taken_by_those_who_lead() {
        let with = |roles: &[Role]| {
            let mut draft = Membership::create(RecordId([7; 16]));
            draft.set_all(Membership::roles, roles);
            let op = crate::op::Op {
                id: crate::id::OpId { device: crate::id::DeviceId(1), seq: 1 },
                hlc: crate::time::Hlc::default(),
                author: LAN,
                on_behalf_of: None,
                source: crate::op::Source::APP,
                book: Book::roster(CLUB),
                kind: Membership::DEF.number,
                entity: RecordId([7; 16]),
                changes: draft.into_changes(),
                former: None,
            };
            let mut state = EntityState::new();
            state.fold(&op, None);
            state
        };
        let asks = |draft: crate::edit::Draft, before: Option<EntityState>| {
            let kind = draft.kind();
            needs_to_lead(kind, &draft.into_changes(), || Ok::<_, ()>(before)).unwrap()
        };
        let left = || {
            let mut draft = Membership::create(RecordId([7; 16]));
            draft.set(Membership::left_on, TODAY);
            draft
        };
        assert!(!asks(left(), Some(with(&[]))), "anybody writes down who left");
        assert!(asks(left(), Some(with(&[Role::Volunteer]))));
        assert!(!asks(left(), None), "nobody knows it yet");
        let mut moved = Membership::create(RecordId([7; 16]));
        moved.set(Membership::person, crate::registry::Person::reference(HUNG));
        assert!(!asks(moved.clone(), None) && asks(moved, Some(with(&[]))));
        let mut given = Membership::create(RecordId([7; 16]));
        given.add(Membership::roles, &Role::Volunteer);
        assert!(asks(given, None));
        let mut assigned = CareCase::create(RecordId([8; 16]));
        assigned.set(CareCase::reason, "đau".to_owned());
        assert!(!asks(assigned.clone(), None));
        assigned.add(CareCase::volunteers, &crate::registry::Person::reference(HUNG));
        assert!(asks(assigned, None));
    }
}
