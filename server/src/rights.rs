//! What the centre makes of people's rights ([`clubbook_model::rights`]): the books that a device is told of, and when that
//! has changed.

use std::collections::BTreeMap;

use clubbook_model::id::{BookKind, RecordId};
use clubbook_model::membership::Days;
use clubbook_model::message::{BookGrant, Rights};
use clubbook_model::rights::{CarePart, ClubRights, Task};
use clubbook_model::time::Day;
use clubbook_model::vocabulary::{Role, Vocabulary};
use sha2::{Digest, Sha256};

use crate::store::books::BookRow;
use crate::store::figures::TaskFigure;

/// The rights of a person: `tasks` are that person's, `books` the club's, `assigned` who is assigned to which care part
/// (handle, person).
pub fn of(
    person: RecordId,
    tasks: &[TaskFigure],
    books: &[BookRow],
    assigned: &[(u64, RecordId)],
    today: Day,
) -> ClubRights {
    let mut volunteers: BTreeMap<u64, Vec<RecordId>> = BTreeMap::new();
    for (handle, volunteer) in assigned {
        volunteers.entry(*handle).or_default().push(*volunteer);
    }
    let tasks = tasks
        .iter()
        .map(|task| Task { role: Role::from_number(task.role), days: Days { from: task.from, to: task.to } });
    let parts = books.iter().filter(|row| row.book.kind == BookKind::CARE).map(|row| CarePart {
        of: row.book.part,
        creator: Some(row.creator),
        volunteers: volunteers.remove(&row.handle).unwrap_or_default(),
    });
    ClubRights::of(person, tasks, parts, today)
}

/// What the device is told: every book with a right on it, ascending by handle. `books` are the club's and the reference book.
pub fn grants(rights: &ClubRights, books: &[BookRow]) -> Vec<BookGrant> {
    let grant = |row: &BookRow| BookGrant { handle: row.handle, book: row.book, rights: rights.on(&row.book) };
    let mut grants: Vec<BookGrant> = books.iter().map(grant).filter(|grant| grant.rights != Rights::NONE).collect();
    grants.sort_by_key(|grant| grant.handle);
    grants
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
    use clubbook_model::id::Book;

    const CLUB: RecordId = RecordId([1; 16]);
    const LAN: RecordId = RecordId([2; 16]);
    const HUNG: RecordId = RecordId([3; 16]);
    const PATIENT: RecordId = RecordId([9; 16]);
    const TODAY: Day = Day(20_000);

    fn books() -> Vec<BookRow> {
        let book = |handle, book| BookRow { handle, book, head: 0, creator: HUNG };
        vec![
            book(4, Book::care(CLUB, PATIENT)),
            book(1, Book::reference()),
            book(3, Book::notices(CLUB)),
            book(2, Book::roster(CLUB)),
        ]
    }

    fn told(tasks: &[TaskFigure], assigned: &[(u64, RecordId)]) -> Vec<(u64, u8)> {
        let rights = of(LAN, tasks, &books(), assigned, TODAY);
        grants(&rights, &books()).iter().map(|grant| (grant.handle, grant.rights.0)).collect()
    }

    #[test]
    fn a_device_is_told_of_the_books_that_its_person_has_a_right_on() {
        let volunteer = TaskFigure { person: LAN, role: Role::Volunteer.number(), from: None, to: None };
        assert_eq!(told(&[volunteer], &[(4, LAN)]), [(1, 1), (2, 3), (3, 3), (4, 7)]);
        assert_eq!(told(&[volunteer], &[(4, HUNG)]), [(1, 1), (2, 3), (3, 3), (4, 4)]);
        let ended = TaskFigure { to: Some(TODAY), ..volunteer };
        assert_eq!(told(&[ended], &[(4, LAN)]), [(1, 1)]);
    }

    #[test]
    fn the_hash_changes_with_the_rights() {
        let volunteer = TaskFigure { person: HUNG, role: Role::Volunteer.number(), from: None, to: None };
        let of_hung = |assigned: &[(u64, RecordId)]| {
            let rights = of(HUNG, &[volunteer], &books(), assigned, TODAY);
            digest(&rights, &grants(&rights, &books()))
        };
        assert_eq!(of_hung(&[]), of_hung(&[(4, HUNG)]));
        assert_ne!(of_hung(&[]), of_hung(&[(4, LAN)]));
    }
}
