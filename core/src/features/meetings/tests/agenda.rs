//! The agenda on two phones.

use clubbook_model::registry::{Entity, Meeting};
use clubbook_model::vocabulary::{Language, Mark, MeetingKind, MeetingStatus};

use super::{all, opened, shown as roll_of};
use crate::features::groups::commands as groups;
use crate::features::groups::views::GroupRequest;
use crate::features::meetings::agenda::{
    AddItemRequest, AgendaView, MinutesRequest, add, add_usual, agenda, groups_without_a_case, move_item, remove,
    write_meeting_minutes, write_minutes,
};
use crate::features::meetings::commands::close;
use crate::features::meetings::queries::meeting_id;
use crate::features::meetings::views::CloseMeetingRequest;
use crate::features::testing::{CLUB, Club, Handset};
use crate::features::{CommandError, Invalid};
use crate::store::entity;

fn titled(title: &str) -> AddItemRequest {
    AddItemRequest { title: title.to_owned(), ..AddItemRequest::default() }
}

fn shown(phone: &Handset) -> AgendaView {
    let meeting = meeting_id(CLUB, phone.today().month(), MeetingKind::Regular);
    phone.sees(|conn| agenda(conn, CLUB, meeting, phone.today()))
}

/// Minutes of the first item, as whoever has this view open writes them.
fn of_first(view: &AgendaView, minutes: &str) -> MinutesRequest {
    let item = &view.items[0];
    MinutesRequest { of: item.id, minutes: minutes.to_owned(), seen: item.seen.clone() }
}

fn titles(view: &AgendaView) -> Vec<&str> {
    view.items.iter().map(|item| item.title.as_str()).collect()
}

#[test]
fn items_stand_in_order_and_move_without_end() {
    let club = Club::new();
    let phone = &club.hoa;
    for title in ["một", "hai", "ba"] {
        phone.does(|pen| add(pen, &titled(title)));
    }
    phone.does(|pen| add(pen, &AddItemRequest { place: Some(2), ..titled("xen") }));
    assert_eq!(titles(&shown(phone)), ["một", "xen", "hai", "ba"]);
    let last = shown(phone).items[3].id;
    phone.does(|pen| move_item(pen, last, 1));
    assert_eq!(titles(&shown(phone)), ["ba", "một", "xen", "hai"]);
    // Between the same two items until there is no room: then the others make some.
    for _ in 0..40 {
        let moved = shown(phone).items[3].id;
        phone.does(|pen| move_item(pen, moved, 2));
    }
    assert_eq!(titles(&shown(phone)), ["ba", "hai", "một", "xen"]);
    let first = shown(phone).items[0].id;
    phone.does(|pen| remove(pen, first));
    assert_eq!(titles(&shown(phone)), ["hai", "một", "xen"]);
    assert!(matches!(phone.refuses(|pen| add(pen, &titled(" "))), CommandError::Invalid(Invalid::NoTitle)));
}

#[test]
fn two_phones_that_add_to_an_agenda_both_keep_theirs_and_a_meeting_that_was_opened_meanwhile_stays_open() {
    let club = Club::new();
    club.hoa.does(|pen| add(pen, &titled("của bà Hoa")));
    super::opened(&club.hoa);
    // Minh has heard of nothing, and writes later.
    club.minh.clock.pass(60);
    club.minh.does(|pen| add(pen, &titled("của chú Minh")));
    club.meet();
    let views = [&club.hoa, &club.minh].map(shown);
    assert_eq!(views[0], views[1]);
    assert_eq!(views[0].items.len(), 2);
    let meeting = meeting_id(CLUB, club.hoa.today().month(), MeetingKind::Regular);
    let record = club.hoa.sees(|conn| Ok(entity::get::<Meeting>(conn, meeting)?.unwrap()));
    assert_eq!(record.status, Some(MeetingStatus::Open));
    let written = club.minh.does(|pen| write_minutes(pen, &of_first(&views[1], "nhất trí\n58 người ")));
    assert_eq!(written.items[0].minutes.as_deref(), Some("nhất trí\n58 người"));
    let cleared = club.minh.does(|pen| write_minutes(pen, &of_first(&written, " ")));
    assert_eq!(cleared.items[0].minutes, None);
    let request = MinutesRequest { of: meeting, minutes: "Họp xong lúc 10 giờ.".to_owned(), seen: cleared.seen };
    let whole = club.minh.does(|pen| write_meeting_minutes(pen, &request));
    assert_eq!(whole.minutes.as_deref(), Some("Họp xong lúc 10 giờ."));
}

#[test]
fn minutes_that_another_phone_wrote_while_the_form_was_open_stay_beside_those_saved_here() {
    let club = Club::new();
    let phone = &club.hoa;
    phone.does(|pen| add(pen, &titled("Vốn")));
    club.meet();
    let meeting = meeting_id(CLUB, phone.today().month(), MeetingKind::Regular);
    let open = shown(phone);
    let whole = |view: &AgendaView, minutes: &str| MinutesRequest {
        of: meeting,
        minutes: minutes.to_owned(),
        seen: view.seen.clone(),
    };
    club.minh.does(|pen| write_minutes(pen, &of_first(&shown(&club.minh), "cho bà Lan vay")));
    club.minh.does(|pen| write_meeting_minutes(pen, &whole(&shown(&club.minh), "58 người")));
    phone.hears(&club.minh);
    phone.does(|pen| write_minutes(pen, &of_first(&open, "chưa cho vay")));
    let saved = phone.does(|pen| write_meeting_minutes(pen, &whole(&open, "57 người")));
    assert_eq!(saved.items[0].unsettled.len(), 1, "both stay visible");
    assert_eq!(saved.items[0].unsettled[0].entries.len(), 2);
    assert_eq!((saved.unsettled.len(), saved.unsettled[0].entries.len()), (1, 2));
    // Who has seen both settles it.
    phone.does(|pen| write_minutes(pen, &of_first(&saved, "cho vay từ tháng sau")));
    let settled = phone.does(|pen| write_meeting_minutes(pen, &whole(&saved, "58 người")));
    assert!(settled.items[0].unsettled.is_empty() && settled.unsettled.is_empty());
}

#[test]
fn an_item_that_is_added_without_signal_does_not_open_again_what_was_closed() {
    let club = Club::new();
    let meeting = opened(&club.hoa).meeting.id;
    let roll = all(&club.hoa, meeting, Mark::Present);
    club.hoa.does(|pen| close(pen, &CloseMeetingRequest::over(&roll)));
    club.minh.days_pass(1);
    club.minh.does(|pen| add(pen, &titled("Vốn")));
    club.meet();
    for phone in [&club.hoa, &club.minh] {
        let view = roll_of(phone, meeting);
        assert_eq!((view.meeting.status, view.unsettled.len()), (Some(MeetingStatus::Closed), 0));
        assert_eq!(shown(phone).items.len(), 1);
    }
}

#[test]
fn what_clubs_usually_do_is_put_down_once() {
    let phone = Handset::new(1);
    let view = phone.does(|pen| add_usual(pen, MeetingKind::Regular, None));
    assert_eq!(view.items.len(), 7);
    let again = phone.refuses(|pen| add_usual(pen, MeetingKind::Regular, None));
    assert!(matches!(again, CommandError::Invalid(Invalid::NotEmpty)));
}

#[test]
fn titles_of_an_older_version_are_shown_and_nothing_is_written_there_any_more() {
    let club = Club::new();
    let phone = &club.hoa;
    let meeting = phone.does(|pen| add(pen, &titled("mới"))).items.len();
    assert_eq!(meeting, 1);
    let id = meeting_id(CLUB, phone.today().month(), MeetingKind::Regular);
    let seen = phone.sees(|conn| Ok(entity::state::<Meeting>(conn, id)?.unwrap()));
    let mut draft = Meeting::edit(id, &seen);
    draft.add(Meeting::agenda, &"cũ".to_owned());
    phone.does(|pen| pen.record(&pen.roster(), draft));
    let view = shown(phone);
    assert_eq!((view.older.as_slice(), titles(&view)), (["cũ".to_owned()].as_slice(), vec!["mới"]));
}

#[test]
fn group_leaders_who_have_brought_no_case_this_month_are_named() {
    let club = Club::new();
    let phone = &club.hoa;
    for (name, leader) in [("Tổ 1", club.lan), ("Tổ 2", club.tung)] {
        let request = GroupRequest { name: Some(name.into()), leader: Some(leader), ..GroupRequest::default() };
        phone.does(|pen| groups::create(pen, &request));
    }
    let month = phone.today().month();
    let without = || phone.sees(|conn| groups_without_a_case(conn, CLUB, month, phone.today()));
    assert_eq!(without().len(), 2);
    let case = AddItemRequest { brought_by: Some(club.lan), about: Some(club.tung), ..AddItemRequest::default() };
    let view = phone.does(|pen| add(pen, &case));
    assert_eq!(view.items[0].words(Language::Vi), "Trường hợp ông Phạm Văn Tùng (bà Đinh Thị Lan nêu)");
    assert_eq!(without().iter().map(|leader| leader.id).collect::<Vec<_>>(), [club.tung]);
}
