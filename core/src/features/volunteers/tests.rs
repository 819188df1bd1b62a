//! Who goes to whom, and where a second one is missing.

use clubbook_model::vocabulary::Language;

use super::queries::volunteers;
use crate::features::care::commands as care;
use crate::features::care::views::OpenCareRequest;
use crate::features::people::commands::link;
use crate::features::testing::{CLUB, Club};

#[test]
fn volunteers_go_in_pairs_and_where_one_is_missing_is_told() {
    let club = Club::new();
    let phone = &club.hoa;
    let joined = ("membership.joined_on", "2025");
    let muoi = phone.adds("Hồ Thị Mười", &[("membership.roles", "volunteer"), joined]);
    let idle = phone.adds("Lê Thị Năm", &[("membership.roles", "volunteer"), joined]);
    let minh = club.minh.user;
    let pair = OpenCareRequest { volunteers: vec![minh, muoi], ..OpenCareRequest::of(club.lan) };
    phone.does(|pen| care::open(pen, &pair));
    phone.does(|pen| care::open(pen, &OpenCareRequest { volunteers: vec![muoi], ..OpenCareRequest::of(club.tung) }));
    let view = phone.sees(|conn| volunteers(conn, CLUB, phone.today()));
    let told: Vec<(&str, bool, usize, usize)> = view
        .volunteers
        .iter()
        .map(|one| (one.person.given_name.as_str(), one.has_task, one.goes_to.len(), one.partners.len()))
        .collect();
    assert_eq!(told, [("Minh", false, 1, 1), ("Mười", true, 2, 1), ("Năm", true, 0, 0)]);
    let words: Vec<String> = view.short_handed.iter().map(|one| one.words(Language::Vi)).collect();
    assert_eq!(words, ["Ông Phạm Văn Tùng: mới có một người đến thăm, Hồ Thị Mười."]);

    // Two records of one volunteer are no pair.
    let again = phone.adds("Ho Thi Muoi", &[joined]);
    phone.does(|pen| link(pen, muoi, again, true));
    let case = phone.sees(|conn| crate::features::care::queries::case(conn, club.tung, phone.today()));
    phone.does(|pen| care::assign(pen, &case, &[muoi, again]));
    let view = phone.sees(|conn| volunteers(conn, CLUB, phone.today()));
    assert_eq!((view.short_handed.len(), view.volunteers.len()), (1, 3));
    assert_eq!(view.volunteers.last().map(|one| one.person.id), Some(idle));
}
