//! One meeting on two phones and on paper, without signal: the same meeting, no mark lost, questions where something may be
//! entered twice, and the same counts on every phone and at the centre.
#![cfg(test)]

use std::collections::BTreeSet;

use clubbook_core::features::meetings::commands as meetings;
use clubbook_core::features::meetings::paper::{EnterSheetRequest, enter_sheet, numbers};
use clubbook_core::features::meetings::queries::{meeting_id, roll};
use clubbook_core::features::meetings::views::{
    AllButRequest, CloseMeetingRequest, CountsView, MarkRequest, MeetingQuestion, OpenMeetingRequest, RollOrder,
    RollView,
};
use clubbook_core::features::memberships::commands::set_number;
use clubbook_core::features::people::commands as people;
use clubbook_core::features::people::views::AddPersonRequest;
use clubbook_core::features::{CommandError, Question};
use clubbook_core::phone::{Entered, Phone, PhoneError};
use clubbook_core::store::person_index;
use clubbook_model::id::RecordId;
use clubbook_model::op::Source;
use clubbook_model::time::Day;
use clubbook_model::vocabulary::{Mark, MeetingKind};
use clubbook_server::admin::ClubFilter;
use clubbook_tests::world::{Disk, World};

const PHONES: [&str; 4] = ["lan", "hung", "muoi", "may_chung"];

fn found(phone: &Phone, name: &str) -> RecordId {
    phone.store().read(|c| person_index::search(c, name, 9)).unwrap()[0]
}

fn opened(phone: &Phone) -> RollView {
    phone.command(|pen| meetings::open(pen, &OpenMeetingRequest::regular())).unwrap().result
}

fn shown(phone: &Phone) -> RollView {
    phone
        .query(|q| {
            let meeting = meeting_id(q.club, q.today.month(), MeetingKind::Regular);
            roll(q.connection, q.club, meeting, RollOrder::Register, q.today)
        })
        .unwrap()
}

fn mark(phone: &Phone, person: RecordId, with: Mark) {
    let view = shown(phone);
    let request = MarkRequest::over(view.meeting.id, view.row(person).unwrap(), with);
    phone.command(|pen| meetings::mark(pen, &request)).unwrap();
}

fn question<T>(asked: Result<T, PhoneError>) -> Question {
    match asked {
        Err(PhoneError::Command(CommandError::AskFirst(question))) => *question,
        Err(other) => panic!("an error instead of a question: {other}"),
        Ok(_) => panic!("no question was asked"),
    }
}

async fn all_exchange(world: &mut World) {
    for name in PHONES.iter().chain(&PHONES) {
        world.sync(name, []).await.unwrap();
    }
}

/// The counts on every phone, which are the same, and (present, on the roll) at the centre.
async fn counts(world: &mut World) -> (CountsView, Option<(u64, u64)>) {
    all_exchange(world).await;
    let counts: Vec<CountsView> = PHONES.iter().map(|name| shown(world.phone(name).phone()).counts).collect();
    assert!(counts.iter().all(|other| *other == counts[0]), "{counts:?}");
    let clubs = world.centre().clubs(ClubFilter::default()).await.unwrap();
    (counts[0], clubs[0].last_attendance)
}

#[tokio::test]
async fn two_phones_and_a_sheet_make_one_roll() {
    let mut world = World::begin(81, Disk::Memory).await;
    let (lan, hung) = (world.phone("lan").phone().clone(), world.phone("hung").phone().clone());
    let names = ["Dinh Van Re", "A Hung", "Y Lien", "Tran Thi Hoa", "Dinh Thi Lan", "Pham Van Hung"];
    let ids = names.map(|name| found(&lan, name));
    for (person, number) in ids.iter().zip(1..) {
        lan.command(|pen| set_number(pen, *person, number, false)).unwrap();
    }
    all_exchange(&mut world).await;

    // Both open the month's meeting without signal: it is the same one, and their marks add up.
    assert_eq!(opened(&lan).meeting.id, opened(&hung).meeting.id);
    mark(&lan, ids[0], Mark::Present);
    mark(&hung, ids[1], Mark::Absent);
    mark(&lan, ids[2], Mark::Excused);
    world.pass(10);
    mark(&hung, ids[2], Mark::Present);
    let (both, centre) = counts(&mut world).await;
    assert_eq!((both.present, both.absent, both.excused, both.unmarked), (2, 1, 0, 5));
    assert_eq!(centre, Some((2, 8)));
    // Two who marked one person differently: both stay visible on both phones until somebody marks once more.
    for phone in [&lan, &hung] {
        assert_eq!(shown(phone).unsettled.len(), 1);
    }
    mark(&lan, ids[2], Mark::Excused);
    assert_eq!(counts(&mut world).await.0.excused, 1);
    assert!(shown(&hung).unsettled.is_empty());

    // A sheet is entered on one phone, and by the same hand once more.
    let signed = |text: &str| EnterSheetRequest {
        meeting: shown(&hung).meeting.id,
        present: numbers(text).unwrap(),
        ..EnterSheetRequest::default()
    };
    let paper = Entered { on_behalf_of: Some(ids[4]), source: Source::PAPER };
    hung.command_entered(paper, |pen| enter_sheet(pen, &signed("4-6"))).unwrap();
    let again = question(hung.command_entered(paper, |pen| enter_sheet(pen, &signed("4-6"))));
    assert_eq!(again, Question::Meeting(MeetingQuestion::SheetAgain { entered: 3 }));
    // Another hand enters the other page meanwhile, on which somebody signed whom the first one marked absent.
    let differs = question(lan.command_entered(paper, |pen| enter_sheet(pen, &signed("1 2 5"))));
    assert!(matches!(differs, Question::Meeting(MeetingQuestion::SheetDiffers { people }) if people.len() == 1));
    let yes = EnterSheetRequest { confirmed: true, ..signed("1 2 5") };
    lan.command_entered(paper, |pen| enter_sheet(pen, &yes)).unwrap();
    let (both, centre) = counts(&mut world).await;
    assert_eq!((both.present, both.absent, both.excused, both.unmarked), (5, 0, 1, 2));
    assert_eq!(centre, Some((5, 8)));
    assert!(shown(&lan).unsettled.is_empty(), "both sheets say the same of who is on both");

    // One says "all but" while the other closes: marks by hand stay, whatever the clocks say.
    let (seen_by_lan, seen_by_hung) = (shown(&lan), shown(&hung));
    let all_but = AllButRequest { meeting: seen_by_lan.meeting.id, mark: Mark::Present, seen: seen_by_lan.seen };
    lan.command(|pen| meetings::all_but(pen, &all_but)).unwrap();
    let close = CloseMeetingRequest { head_count: Some(7), ..CloseMeetingRequest::over(&seen_by_hung) };
    let unmarked = question(hung.command(|pen| meetings::close(pen, &close)));
    assert!(matches!(unmarked, Question::Meeting(MeetingQuestion::Unmarked { people }) if people.len() == 2));
    let close = CloseMeetingRequest { rest: Some(Mark::Absent), ..close };
    hung.command(|pen| meetings::close(pen, &close)).unwrap();
    let (both, centre) = counts(&mut world).await;
    assert_eq!(both.present + both.absent + both.excused, 8);
    assert_eq!((both.excused, both.unmarked, both.head_count), (1, 0, Some(7)));
    assert_eq!(centre, Some((both.present as u64, 8)));
    // The default that came last counts; the other one stays beside it until somebody says which.
    assert!(shown(&lan).unsettled.iter().any(|field| field.field_name == Some("default_mark")));

    // Opening the closed one, or another month's, asks first.
    let closed = question(lan.command(|pen| meetings::open(pen, &OpenMeetingRequest::regular())));
    assert!(matches!(closed, Question::Meeting(MeetingQuestion::NotOpen { .. })));
    let october = OpenMeetingRequest { held_on: Day::from_ymd(2026, 10, 24), ..OpenMeetingRequest::regular() };
    let other = question(hung.command(|pen| meetings::open(pen, &october)));
    assert!(matches!(other, Question::Meeting(MeetingQuestion::OtherMonth { .. })));
}

#[tokio::test]
async fn a_person_with_two_records_who_is_marked_under_both_on_two_phones_counts_once_everywhere() {
    let mut world = World::begin(82, Disk::Memory).await;
    let (lan, hung) = (world.phone("lan").phone().clone(), world.phone("hung").phone().clone());
    let hoa = found(&lan, "Tran Thi Hoa");
    let added = AddPersonRequest { is_another_person: true, ..AddPersonRequest::member("Trần Thị Hòa") };
    let again = lan.command(|pen| people::add(pen, &added)).unwrap().result.person.id;
    opened(&lan);
    all_exchange(&mut world).await;
    mark(&lan, hoa, Mark::Absent);
    mark(&hung, again, Mark::Late);
    let (before, centre) = counts(&mut world).await;
    assert_eq!((before.present, before.absent, before.unmarked), (1, 1, 7));
    assert_eq!(centre, Some((1, 9)));
    lan.command(|pen| people::link(pen, hoa, again, true)).unwrap();
    let (linked, centre) = counts(&mut world).await;
    assert_eq!((linked.present, linked.late, linked.absent, linked.unmarked), (1, 1, 0, 7));
    assert_eq!(centre, Some((1, 8)));
    let records: BTreeSet<RecordId> = [hoa, again].into();
    for name in PHONES {
        let roll = shown(world.phone(name).phone());
        let row = roll.row(hoa).unwrap();
        assert_eq!((row.person.id, row.mark), (again, Mark::Late), "{name}");
        assert_eq!(row.same_person.iter().copied().chain([row.person.id]).collect::<BTreeSet<_>>(), records);
    }
    hung.command(|pen| people::link(pen, again, hoa, false)).unwrap();
    assert_eq!(counts(&mut world).await, (before, Some((1, 9))), "parted again, nothing is lost");
}
