//! Who may do what in which book: a pure function of people's tasks in the club and of who is assigned to whom.
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

use clubbook_model::codec::{Reader, Writer};
use clubbook_model::id::{Book, BookKind, RecordId};
use clubbook_model::message::{BookGrant, Rights};
use clubbook_model::time::Day;
use clubbook_model::vocabulary::{Role, Vocabulary};
use sha2::{Digest, Sha256};

use crate::store::books::BookRow;
use crate::store::figures::TaskFigure;

const READ_WRITE: Rights = Rights(Rights::READ.0 | Rights::WRITE.0);

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
    /// The rights of a person: `tasks` are that person's, `books` the club's, `assigned` who is assigned to which care
    /// part (handle, person).
    pub fn of(
        person: RecordId,
        tasks: &[TaskFigure],
        books: &[BookRow],
        assigned: &[(u64, RecordId)],
        today: Day,
    ) -> Self {
        let lasts =
            |task: &&TaskFigure| task.from.is_none_or(|from| from <= today) && task.to.is_none_or(|to| today < to);
        let roles: Vec<Role> = tasks.iter().filter(lasts).map(|task| Role::from_number(task.role)).collect();
        let works = roles.iter().any(|role| role.code().is_some());
        let leads = roles.iter().any(|role| matches!(role, Role::ClubHead | Role::ClubDeputy | Role::Secretary));
        let is_assigned = |book: &&BookRow| {
            if roles.contains(&Role::Volunteer) && assigned.contains(&(book.handle, person)) {
                return true;
            }
            works && book.creator == person && assigned.iter().all(|(handle, _)| *handle != book.handle)
        };
        let care = books.iter().filter(|book| book.book.kind == BookKind::CARE);
        Self { works, leads, cares_for: care.filter(is_assigned).map(|book| book.book.part).collect() }
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

    /// What the device is told: every book with a right on it, ascending by handle. `books` are the club's and the
    /// reference book.
    pub fn grants(&self, books: &[BookRow]) -> Vec<BookGrant> {
        let grant = |row: &BookRow| BookGrant { handle: row.handle, book: row.book, rights: self.on(&row.book) };
        let mut grants: Vec<BookGrant> = books.iter().map(grant).filter(|grant| grant.rights != Rights::NONE).collect();
        grants.sort_by_key(|grant| grant.handle);
        grants
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

/// One hash over grants and rights: when it changes, the device is told them anew.
pub fn digest(rights: &ClubRights, grants: &[BookGrant]) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(rights.to_bytes());
    for grant in grants {
        hash.update(grant.handle.to_be_bytes());
        hash.update([grant.rights.0]);
    }
    hash.finalize().iter().copied().take(16).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLUB: RecordId = RecordId([1; 16]);
    const LAN: RecordId = RecordId([2; 16]);
    const HUNG: RecordId = RecordId([3; 16]);
    const PATIENT: RecordId = RecordId([9; 16]);
    const TODAY: Day = Day(20_000);

    fn task(person: RecordId, role: Role) -> TaskFigure {
        TaskFigure { person, role: role.number(), from: None, to: None }
    }

    fn books(creator: RecordId) -> Vec<BookRow> {
        let book = |handle, book| BookRow { handle, book, head: 0, creator };
        vec![
            book(1, Book::reference()),
            book(2, Book::roster(CLUB)),
            book(3, Book::notices(CLUB)),
            book(4, Book::care(CLUB, PATIENT)),
        ]
    }

    fn rights(tasks: &[TaskFigure], assigned: &[(u64, RecordId)]) -> Vec<(u64, u8)> {
        let books = books(HUNG);
        let rights = ClubRights::of(LAN, tasks, &books, assigned, TODAY);
        rights.grants(&books).iter().map(|grant| (grant.handle, grant.rights.0)).collect()
    }

    #[test]
    fn who_leads_reads_and_writes_everything() {
        for role in [Role::ClubHead, Role::ClubDeputy, Role::Secretary] {
            assert_eq!(rights(&[task(LAN, role)], &[]), [(1, 1), (2, 3), (3, 3), (4, 3)]);
        }
    }

    #[test]
    fn a_volunteer_reads_the_care_of_those_they_are_assigned_to_and_only_adds_to_the_others() {
        let volunteer = [task(LAN, Role::Volunteer)];
        assert_eq!(rights(&volunteer, &[(4, LAN)]), [(1, 1), (2, 3), (3, 3), (4, 7)]);
        assert_eq!(rights(&volunteer, &[(4, HUNG)]), [(1, 1), (2, 3), (3, 3), (4, 4)]);
        assert_eq!(rights(&[task(LAN, Role::Cashier)], &[(4, LAN)]), [(1, 1), (2, 3), (3, 3), (4, 4)]);
    }

    #[test]
    fn a_member_without_a_task_or_after_it_ended_reads_the_reference_book_alone() {
        assert_eq!(rights(&[], &[(4, LAN)]), [(1, 1)]);
        let ended = TaskFigure { to: Some(TODAY), ..task(LAN, Role::ClubHead) };
        let to_come = TaskFigure { from: Some(TODAY.plus(1)), ..task(LAN, Role::ClubHead) };
        assert_eq!(rights(&[ended, to_come], &[]), [(1, 1)]);
        let unknown = TaskFigure { role: 250, ..task(LAN, Role::Volunteer) };
        assert_eq!(rights(&[unknown], &[]), [(1, 1)]);
    }

    #[test]
    fn who_opened_a_care_part_writes_it_until_somebody_is_assigned() {
        let books = books(LAN);
        let tasks = [task(LAN, Role::Volunteer)];
        let before = ClubRights::of(LAN, &tasks, &books, &[], TODAY);
        let after = ClubRights::of(LAN, &tasks, &books, &[(4, HUNG)], TODAY);
        let care = Book::care(CLUB, PATIENT);
        assert_eq!((before.on(&care).0, after.on(&care).0), (7, 4));
        assert_eq!(ClubRights::from_bytes(&before.to_bytes()), before);
        assert_ne!(digest(&before, &before.grants(&books)), digest(&after, &after.grants(&books)));
    }
}
