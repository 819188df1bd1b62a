//! Who belongs to which group.

use clubbook_model::registry::Group;
use clubbook_model::vocabulary::{Language, Role};

use super::commands::{
    bring_back, change, create, dissolve, make, put, rename, take_back_begun, take_back_put, take_back_rename,
};
use super::queries::by_group;
use super::views::{ByGroup, GroupRequest, given_up_words};
use crate::features::people::commands::link;
use crate::features::testing::{CLUB, Club, Handset};
use crate::features::{CommandError, Invalid};
use crate::store::entity;

fn named(name: &str) -> GroupRequest {
    GroupRequest { name: Some(name.to_owned()), ..GroupRequest::default() }
}

fn listed(phone: &Handset) -> ByGroup {
    phone.sees(|conn| by_group(conn, CLUB, phone.today()))
}

#[test]
fn members_stand_under_their_group_and_who_belongs_to_none_is_told() {
    let club = Club::new();
    let phone = &club.hoa;
    let ten = phone.does(|pen| create(pen, &named("Tổ 10")));
    let two = phone.does(|pen| create(pen, &GroupRequest { area: Some("xóm Trên".into()), ..named("Tổ 2") }));
    phone.does(|pen| put(pen, club.lan, Some(two)));
    phone.does(|pen| put(pen, club.tung, Some(ten)));
    let list = listed(phone);
    assert_eq!(list.groups.iter().map(|group| group.name.as_str()).collect::<Vec<_>>(), ["Tổ 2", "Tổ 10"]);
    assert_eq!(list.groups[0].words(Language::Vi), "Tổ 2 (xóm Trên): 1 người, chưa có tổ trưởng");
    assert_eq!(list.without.iter().map(|one| one.person.given_name.as_str()).collect::<Vec<_>>(), ["Hoa", "Minh"]);
    phone.does(|pen| put(pen, club.lan, None));
    assert_eq!(listed(phone).without.len(), 3);
    assert!(matches!(phone.refuses(|pen| create(pen, &named(" tổ 2"))), CommandError::Invalid(Invalid::NameTaken)));
    assert!(matches!(phone.refuses(|pen| create(pen, &named(" "))), CommandError::Invalid(Invalid::NoGroupName)));
    phone.does(|pen| dissolve(pen, ten, phone.today()));
    assert_eq!((listed(phone).groups.len(), listed(phone).without.len()), (1, 4));
    phone.does(|pen| create(pen, &named("Tổ 10")));
}

#[test]
fn the_task_of_a_group_leader_goes_with_the_group() {
    let club = Club::new();
    let phone = &club.hoa;
    let two = phone.does(|pen| create(pen, &GroupRequest { leader: Some(club.lan), ..named("Tổ 2") }));
    let leads = || -> Vec<String> {
        let members = listed(phone).groups.into_iter().flat_map(|group| group.members);
        members.filter(|one| one.roles.contains(&Role::GroupLeader)).map(|one| one.person.given_name).collect()
    };
    assert_eq!(leads(), ["Lan"]);
    assert_eq!(listed(phone).groups[0].words(Language::Vi), "Tổ 2: 1 người, tổ trưởng bà Đinh Thị Lan");
    phone.does(|pen| change(pen, two, &GroupRequest { leader: Some(club.tung), ..GroupRequest::default() }));
    assert_eq!(leads(), ["Tùng"]);
    assert_eq!(listed(phone).groups[0].members.len(), 2);
}

#[test]
fn two_records_of_one_member_belong_to_one_group() {
    let club = Club::new();
    let phone = &club.hoa;
    let two = phone.does(|pen| create(pen, &named("Tổ 2")));
    let again = phone.adds("Đinh Thị Lan", &[("membership.joined_on", "2025")]);
    phone.does(|pen| link(pen, club.lan, again, true));
    // By either record: the membership that stands in the lists is meant.
    phone.does(|pen| put(pen, club.lan.max(again), Some(two)));
    let list = listed(phone);
    assert_eq!((list.groups[0].members.len(), list.without.len()), (1, 3));
}

#[test]
fn a_group_that_was_given_up_comes_back_with_its_people_under_its_name() {
    let club = Club::new();
    let phone = &club.hoa;
    let two = phone.does(|pen| create(pen, &named("Tổ 2")));
    phone.does(|pen| put(pen, club.lan, Some(two)));
    phone.does(|pen| put(pen, club.tung, Some(two)));
    phone.does(|pen| dissolve(pen, two, phone.today()));
    let given_up = listed(phone).given_up.remove(0);
    assert!(listed(phone).groups.is_empty());
    let words = given_up_words(given_up.given_up_on, given_up.members, phone.today(), Language::Vi);
    assert_eq!(words, "Tổ này đã bỏ từ hôm nay. Lập lại thì có lại 2 người.");
    phone.days_pass(3);
    assert_eq!(given_up.since(phone.today(), Language::Vi), "bỏ từ thứ Ba 24/11");
    let one = phone.does(|pen| create(pen, &named("Tổ 1")));
    phone.does(|pen| put(pen, club.tung, Some(one)));
    phone.does(|pen| bring_back(pen, two));
    let people: Vec<_> = listed(phone).groups.iter().map(|group| (group.name.clone(), group.members.len())).collect();
    assert_eq!(people, [("Tổ 1".to_owned(), 1), ("Tổ 2".to_owned(), 1)]);
    phone.does(|pen| dissolve(pen, two, phone.today()));
    phone.does(|pen| create(pen, &named("tổ 2")));
    phone.does(|pen| bring_back(pen, two));
    assert_eq!(listed(phone).groups.len(), 3);
}

#[test]
fn a_group_that_two_phones_named_at_once_keeps_both_names_until_somebody_chooses() {
    let club = Club::new();
    let two = club.hoa.does(|pen| create(pen, &named("Tổ 2")));
    club.meet();
    let seen = |phone: &Handset| phone.sees(|conn| Ok(entity::state::<Group>(conn, two)?.unwrap()));
    let (by_hoa, by_minh) = (seen(&club.hoa), seen(&club.minh));
    club.minh.does(|pen| rename(pen, two, &by_minh, "Tổ Gò Deo"));
    club.meet();
    // The form was opened before the other name came.
    club.hoa.does(|pen| rename(pen, two, &by_hoa, "Tổ Làng Teng"));
    let heads = || seen(&club.hoa).field(Group::name.tag, &[]).unwrap().heads().len();
    assert_eq!(heads(), 2);
    let now = seen(&club.hoa);
    club.hoa.does(|pen| rename(pen, two, &now, "Tổ Làng Teng"));
    assert_eq!((heads(), listed(&club.hoa).groups[0].name.as_str()), (1, "Tổ Làng Teng"));
    club.hoa.does(|pen| create(pen, &named("Tổ 3")));
    let taken = club.hoa.refuses(|pen| rename(pen, two, &now, "tổ 3"));
    assert!(matches!(taken, CommandError::Invalid(Invalid::NameTaken)));
    let unnamed = club.hoa.refuses(|pen| rename(pen, two, &now, " "));
    assert!(matches!(unnamed, CommandError::Invalid(Invalid::NoGroupName)));
}

#[test]
fn the_undo_of_a_name_gives_the_former_one_and_never_writes_over_a_later_one() {
    let club = Club::new();
    let phone = &club.hoa;
    let two = phone.does(|pen| create(pen, &named("Tổ 2")));
    let name = || listed(phone).groups.remove(0).name;
    let seen = |phone: &Handset| phone.sees(|conn| Ok(entity::state::<Group>(conn, two)?.unwrap()));
    let renamed = phone.does(|pen| rename(pen, two, &seen(phone), "Tổ Gò Deo"));
    assert_eq!((renamed.former.as_str(), renamed.name.as_str()), ("Tổ 2", "Tổ Gò Deo"));
    phone.does(|pen| take_back_rename(pen, &renamed));
    assert_eq!(name(), "Tổ 2");
    let renamed = phone.does(|pen| rename(pen, two, &seen(phone), "Tổ Gò Deo"));
    club.meet();
    club.minh.does(|pen| rename(pen, two, &seen(&club.minh), "Tổ Đầu Làng"));
    club.meet();
    let refused = phone.refuses(|pen| take_back_rename(pen, &renamed));
    assert!(matches!(refused, CommandError::Invalid(Invalid::ChangedSince)));
    assert_eq!(name(), "Tổ Đầu Làng");
    // Named at the same time elsewhere: neither name is chosen by an undo.
    let renamed = phone.does(|pen| rename(pen, two, &seen(phone), "Tổ 5"));
    club.minh.does(|pen| rename(pen, two, &seen(&club.minh), "Tổ 6"));
    club.meet();
    let refused = phone.refuses(|pen| take_back_rename(pen, &renamed));
    assert!(matches!(refused, CommandError::Invalid(Invalid::ChangedSince)));
    assert_eq!(seen(phone).field(Group::name.tag, &[]).unwrap().heads().len(), 2);
}

#[test]
fn the_undo_of_a_name_over_one_that_was_not_seen_leaves_that_one() {
    let club = Club::new();
    let phone = &club.hoa;
    let two = phone.does(|pen| create(pen, &named("Tổ 2")));
    let seen = |phone: &Handset| phone.sees(|conn| Ok(entity::state::<Group>(conn, two)?.unwrap()));
    let before = seen(phone);
    phone.does(|pen| rename(pen, two, &before, "Tổ Đầu Làng"));
    let over = phone.does(|pen| rename(pen, two, &before, "Tổ Gò Deo"));
    phone.does(|pen| take_back_rename(pen, &over));
    assert_eq!(listed(phone).groups[0].name, "Tổ Đầu Làng");
    assert_eq!(seen(phone).field(Group::name.tag, &[]).unwrap().heads().len(), 1);
}

#[test]
fn the_undo_of_putting_somebody_in_a_group_never_takes_them_out_of_a_later_one() {
    let club = Club::new();
    let phone = &club.hoa;
    let [one, two, three] = ["Tổ 1", "Tổ 2", "Tổ 3"].map(|name| phone.does(|pen| create(pen, &named(name))));
    let members = || listed(phone).groups.iter().map(|group| group.members.len()).collect::<Vec<_>>();
    let slip = phone.does(|pen| put(pen, club.lan, Some(one)));
    assert_eq!((slip.group, slip.former), (Some(one), None));
    phone.does(|pen| take_back_put(pen, &slip));
    assert_eq!(members(), [0, 0, 0]);
    let slip = phone.does(|pen| put(pen, club.lan, Some(one)));
    club.meet();
    club.minh.does(|pen| put(pen, club.lan, Some(two)));
    club.meet();
    let refused = phone.refuses(|pen| take_back_put(pen, &slip));
    assert!(matches!(refused, CommandError::Invalid(Invalid::ChangedSince)));
    assert_eq!(members(), [0, 1, 0]);
    // Put elsewhere at the same time: an undo does not choose, whichever is shown.
    let mine = phone.does(|pen| put(pen, club.lan, Some(one)));
    let theirs = club.minh.does(|pen| put(pen, club.lan, Some(three)));
    club.meet();
    for slip in [mine, theirs] {
        let refused = phone.refuses(|pen| take_back_put(pen, &slip));
        assert!(matches!(refused, CommandError::Invalid(Invalid::ChangedSince)));
    }
}

#[test]
fn a_slip_taken_back_leaves_a_member_in_the_group_that_was_given_up() {
    let club = Club::new();
    let phone = &club.hoa;
    let [one, two] = ["Tổ 1", "Tổ 2"].map(|name| phone.does(|pen| create(pen, &named(name))));
    phone.does(|pen| put(pen, club.lan, Some(two)));
    phone.does(|pen| dissolve(pen, two, phone.today()));
    let slip = phone.does(|pen| put(pen, club.lan, Some(one)));
    assert_eq!(slip.former, Some(two));
    phone.does(|pen| take_back_put(pen, &slip));
    phone.does(|pen| bring_back(pen, two));
    let members: Vec<_> = listed(phone).groups.iter().map(|group| group.members.len()).collect();
    assert_eq!(members, [0, 1]);
}

#[test]
fn only_a_group_that_stands_is_named_or_filled() {
    let club = Club::new();
    let phone = &club.hoa;
    let two = phone.does(|pen| create(pen, &named("Tổ 2")));
    let seen = phone.sees(|conn| Ok(entity::state::<Group>(conn, two)?.unwrap()));
    club.meet();
    club.minh.does(|pen| dissolve(pen, two, club.minh.today()));
    club.meet();
    for id in [two, club.lan] {
        for refused in [
            phone.refuses(|pen| put(pen, club.lan, Some(id))),
            phone.refuses(|pen| rename(pen, id, &seen, "Tổ 9")),
            phone.refuses(|pen| change(pen, id, &named("Tổ 9"))),
        ] {
            assert!(matches!(refused, CommandError::NotFound("group")), "{refused}");
        }
    }
}

#[test]
fn two_groups_that_two_phones_gave_one_name_go_on_until_somebody_gives_one_another() {
    let club = Club::new();
    let phone = &club.hoa;
    let [mine, theirs] = [phone, &club.minh].map(|phone| phone.does(|pen| create(pen, &named("Tổ 3"))));
    club.meet();
    let seen = |group| phone.sees(|conn| Ok(entity::state::<Group>(conn, group)?.unwrap()));
    phone.does(|pen| rename(pen, mine, &seen(mine), "Tổ 3"));
    phone.does(|pen| change(pen, mine, &GroupRequest { area: Some("xóm Trên".into()), ..named("tổ 3") }));
    phone.does(|pen| dissolve(pen, mine, phone.today()));
    phone.does(|pen| bring_back(pen, mine));
    let renamed = phone.does(|pen| rename(pen, theirs, &seen(theirs), "Tổ 4"));
    phone.does(|pen| take_back_rename(pen, &renamed));
    assert_eq!(listed(phone).groups.len(), 2);
    let third = phone.refuses(|pen| create(pen, &named("Tổ 3")));
    assert!(matches!(third, CommandError::Invalid(Invalid::NameTaken)));
}

#[test]
fn the_undo_of_a_group_just_made_leaves_nothing_to_bring_back() {
    let club = Club::new();
    let phone = &club.hoa;
    let slip = phone.does(|pen| make(pen, &named("Tổ 2")));
    club.meet();
    phone.does(|pen| take_back_begun(pen, &slip));
    assert_eq!((listed(phone).groups, listed(phone).given_up), (vec![], vec![]));
    phone.does(|pen| make(pen, &named("Tổ 2")));
}

#[test]
fn a_group_just_made_and_taken_back_while_another_phone_filled_it_is_had_again_with_its_people() {
    let club = Club::new();
    let slip = club.hoa.does(|pen| make(pen, &named("Tổ 2")));
    club.meet();
    club.minh.does(|pen| put(pen, club.lan, Some(slip.group)));
    club.hoa.does(|pen| take_back_begun(pen, &slip));
    club.meet();
    for phone in [&club.hoa, &club.minh] {
        let given_up = listed(phone).given_up.remove(0);
        assert_eq!((given_up.name.as_str(), given_up.members), ("Tổ 2", 1));
    }
    club.minh.does(|pen| bring_back(pen, slip.group));
    assert_eq!(listed(&club.minh).groups[0].words(Language::Vi), "Tổ 2: 1 người, chưa có tổ trưởng");
}

#[test]
fn a_group_that_was_given_up_with_nothing_but_its_name_is_made_anew() {
    let club = Club::new();
    let phone = &club.hoa;
    let [plain, of_area] = [None, Some("xóm Trên".to_owned())].map(|area| {
        phone.does(|pen| {
            create(
                pen,
                &GroupRequest { name: Some(area.clone().unwrap_or("Tổ 2".into())), area, ..GroupRequest::default() },
            )
        })
    });
    phone.does(|pen| put(pen, club.lan, Some(plain)));
    phone.does(|pen| put(pen, club.lan, Some(of_area)));
    phone.does(|pen| put(pen, club.lan, None));
    for group in [plain, of_area] {
        phone.does(|pen| dissolve(pen, group, phone.today()));
    }
    assert_eq!(listed(phone).given_up.iter().map(|one| one.id).collect::<Vec<_>>(), [of_area]);
    phone.does(|pen| create(pen, &named("Tổ 2")));
}

#[test]
fn a_group_that_somebody_else_brought_back_first_has_nothing_to_take_back() {
    let club = Club::new();
    let two = club.hoa.does(|pen| create(pen, &named("Tổ 2")));
    club.hoa.does(|pen| put(pen, club.lan, Some(two)));
    club.hoa.does(|pen| dissolve(pen, two, pen.today()));
    club.meet();
    club.minh.does(|pen| bring_back(pen, two));
    club.meet();
    let again = club.hoa.command(|pen| bring_back(pen, two)).unwrap();
    assert_eq!((again.result, again.ops), (None, vec![]));
    assert_eq!(listed(&club.hoa).groups[0].members.len(), 1);
}

#[test]
fn a_group_just_made_is_not_given_up_by_its_undo_once_somebody_else_filled_or_changed_it() {
    let changes: [fn(&Club, clubbook_model::id::RecordId); 5] = [
        |club, two| {
            club.minh.does(|pen| put(pen, club.lan, Some(two)));
        },
        |club, two| {
            let seen = club.minh.sees(|conn| Ok(entity::state::<Group>(conn, two)?.unwrap()));
            club.minh.does(|pen| rename(pen, two, &seen, "Tổ Gò Deo"));
        },
        |club, two| {
            let area = GroupRequest { area: Some("xóm Trên".into()), ..GroupRequest::default() };
            club.minh.does(|pen| change(pen, two, &area));
        },
        |club, two| {
            club.minh.does(|pen| dissolve(pen, two, club.minh.today()));
            club.minh.does(|pen| bring_back(pen, two));
        },
        // Put there and elsewhere at once: the group may be the one that is meant.
        |club, two| {
            let three = club.hoa.does(|pen| create(pen, &named("Tổ 3")));
            club.minh.does(|pen| put(pen, club.lan, Some(two)));
            club.hoa.does(|pen| put(pen, club.lan, Some(three)));
        },
    ];
    for change in changes {
        let club = Club::new();
        let slip = club.hoa.does(|pen| make(pen, &named("Tổ 2")));
        club.meet();
        change(&club, slip.group);
        club.meet();
        let refused = club.hoa.refuses(|pen| take_back_begun(pen, &slip));
        assert!(matches!(refused, CommandError::Invalid(Invalid::ChangedSince)), "{refused}");
        assert!(listed(&club.hoa).groups.iter().any(|group| group.id == slip.group));
    }
}

#[test]
fn a_group_brought_back_by_mistake_is_given_up_since_the_day_on_which_it_was_unless_somebody_filled_it() {
    let club = Club::new();
    let phone = &club.hoa;
    let two = phone.does(|pen| create(pen, &named("Tổ 2")));
    phone.does(|pen| put(pen, club.lan, Some(two)));
    let on = phone.today();
    phone.does(|pen| dissolve(pen, two, on));
    club.hoa.days_pass(5);
    let slip = phone.does(|pen| bring_back(pen, two)).unwrap();
    assert!(listed(phone).given_up.is_empty());
    phone.does(|pen| take_back_begun(pen, &slip));
    let given_up = listed(phone).given_up.remove(0);
    assert_eq!((given_up.id, given_up.given_up_on, given_up.members), (two, on, 1));
    let slip = phone.does(|pen| bring_back(pen, two)).unwrap();
    club.meet();
    club.minh.does(|pen| put(pen, club.tung, Some(two)));
    club.meet();
    let refused = phone.refuses(|pen| take_back_begun(pen, &slip));
    assert!(matches!(refused, CommandError::Invalid(Invalid::ChangedSince)));
    assert_eq!(listed(phone).groups[0].members.len(), 2);
}
