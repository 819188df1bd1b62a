//! A notice from the commune.

use clubbook_model::id::{Book, DeviceId, OpId, RecordId};
use clubbook_model::op::{Op, Source};
use clubbook_model::registry::{Entity, Notice};
use clubbook_model::time::{Day, Hlc};
use clubbook_model::vocabulary::NoticeKind;

use super::commands::{answer, read};
use super::queries::{notice, notices};
use crate::features::CommandError;
use crate::features::testing::{CLUB, Club};

/// What an officer sends.
fn sent(number: u64, title: &str, answer_until: Option<Day>) -> Op {
    let id = OpId { device: DeviceId(7), seq: number };
    let entity = RecordId::of_op(id, 0);
    let mut draft = Notice::create(entity);
    draft
        .set(Notice::notice_kind, NoticeKind::Request)
        .set(Notice::title, title.to_owned())
        .set(Notice::body, "Đề nghị báo cáo.".to_owned())
        .set_some(Notice::answer_until, answer_until);
    Op {
        id,
        hlc: Hlc::new(number, 0),
        author: RecordId([8; 16]),
        on_behalf_of: None,
        source: Source::OFFICER,
        book: Book::notices(CLUB),
        kind: Notice::DEF.number,
        entity,
        former: None,
        changes: draft.into_changes(),
    }
}

#[test]
fn a_notice_is_read_and_answered_once_by_each_and_what_is_unread_stands_first() {
    let club = Club::new();
    let soon = Some(club.hoa.today().plus(2));
    let ops = [sent(1, "Khi rảnh", None), sent(2, "Gấp", soon)];
    club.hoa.takes_in(&ops);
    club.minh.takes_in(&ops);
    let titles = || -> Vec<String> {
        let list = club.hoa.sees(|conn| notices(conn, CLUB, club.hoa.user));
        list.into_iter().map(|notice| notice.title).collect()
    };
    assert_eq!(titles(), ["Gấp", "Khi rảnh"]);
    let urgent = ops[1].entity;
    let seen = club.hoa.does(|pen| read(pen, urgent));
    assert!(seen.is_read_by(club.hoa.user) && !seen.is_read_by(club.minh.user));
    assert_eq!(titles(), ["Khi rảnh", "Gấp"]);
    club.hoa.clock.pass(3600);
    assert!(club.hoa.command(|pen| read(pen, urgent)).unwrap().ops.is_empty());
    club.minh.does(|pen| answer(pen, urgent, " đã nộp "));
    club.meet();
    for phone in [&club.hoa, &club.minh] {
        let receipts = phone.sees(|conn| notice(conn, urgent)).receipts;
        assert_eq!(receipts.len(), 2);
        assert_eq!(receipts.iter().filter_map(|receipt| receipt.answer.as_deref()).collect::<Vec<_>>(), ["đã nộp"]);
    }
    let unknown = club.hoa.refuses(|pen| read(pen, RecordId([3; 16])));
    assert!(matches!(unknown, CommandError::NotFound("notice")));
}
