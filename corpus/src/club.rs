//! Clubs: a commune, a few hamlets, members with their posts.

use crate::day;
use crate::lists::{Area, Commune, lists};
use crate::person::{Home, LAST_DAY, Person, Role, age, members};
use crate::rng::Rng;

/// A club (câu lạc bộ liên thế hệ tự giúp nhau).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Club {
    /// The seed of this club alone; its history is drawn from it.
    pub seed: u64,
    /// The number that people type when they connect a phone, from 1001.
    pub number: i64,
    /// Name, "CLB LTHTGN thôn Gò Deo".
    pub name: String,
    /// Code of the commune-level unit of today.
    pub commune_code: String,
    /// Its name, "Xã Sơn Hà".
    pub commune_name: String,
    /// The former district by which people still speak of the area.
    pub former_area: String,
    /// The hamlets that the club covers.
    pub hamlets: Vec<String>,
    /// Day of the month on which it meets.
    pub meeting_day: i64,
    /// Number of the decision that founded it.
    pub decision_number: String,
    /// Day of that decision.
    pub founded_on: i32,
    /// How many households the members belong to.
    pub households: usize,
    /// The members, by their number in the register.
    pub members: Vec<Person>,
}

impl Club {
    /// The places, in `members`, of those who have a task.
    pub fn with_role(&self, role: Role) -> Vec<usize> {
        let has = |(place, person): (usize, &Person)| person.roles.contains(&role).then_some(place);
        self.members.iter().enumerate().filter_map(has).collect()
    }
}

/// The former districts that the first clubs come from, one after the other, so that even six of them show the province:
/// Hrê, lowland Kinh, Co, Ca Dong, people without family names, the coast; then the whole list of communes.
const FIRST_AREAS: [&str; 6] =
    ["Huyện Sơn Hà", "Huyện Mộ Đức", "Huyện Trà Bồng", "Huyện Sơn Tây", "Huyện Đắk Glei", "Thị xã Đức Phổ"];

fn commune(seed: u64, place: usize) -> &'static Commune {
    let communes = &lists().communes;
    let mut rng = Rng::of(seed, &format!("commune {place}"));
    let Some(area) = FIRST_AREAS.get(place) else { return rng.pick(communes) };
    let of_area: Vec<_> = communes.iter().filter(|commune| commune.former_area == *area).collect();
    of_area.get(rng.place(of_area.len())).expect("every former area of the first clubs has communes")
}

/// This many clubs of 50 to 70 people; the first six are of six different former districts.
pub fn clubs(seed: u64, count: usize) -> Vec<Club> {
    (0..count)
        .map(|place| {
            let people = Rng::of(seed, &format!("size {place}")).between(50, 70);
            club(seed, place, usize::try_from(people).expect("between 50 and 70"))
        })
        .collect()
}

/// The club at a place of the list, with a size of one's own choice.
pub fn club(seed: u64, place: usize, people: usize) -> Club {
    let commune = commune(seed, place);
    let area = lists().areas.get(&commune.former_area).expect("every commune lies in a former area");
    let mut rng = Rng::of(seed, &format!("club {place}"));
    let hamlets = hamlets(&mut rng, area);
    // Founded under Decision 1336 or 1648, two and a half years before the last day at the latest.
    let founded_on = LAST_DAY - i32::try_from(rng.between(910, 2200)).expect("days");
    let home = Home { area, hamlets: &hamlets, founded_on };
    let mut members = members(&mut rng, &home, people);
    give_posts(&mut rng, &mut members);
    let first = hamlets.first().cloned().unwrap_or_default();
    let lower = first.strip_prefix("Thôn").map_or_else(|| first.replace("Tổ", "tổ"), |rest| format!("thôn{rest}"));
    Club {
        seed: rng.next_u64(),
        number: 1001 + i64::try_from(place).expect("fewer clubs than i64 counts"),
        name: format!("CLB LTHTGN {lower}"),
        commune_code: commune.code.clone(),
        commune_name: commune.name.clone(),
        former_area: commune.former_area.clone(),
        meeting_day: rng.between(3, 27),
        decision_number: format!("{}/QĐ-UBND", rng.between(18, 1480)),
        founded_on,
        households: members.iter().map(|person| person.household + 1).max().unwrap_or(0),
        hamlets,
        members,
    }
}

/// At least so many people, club after club: for what is measured by people.
pub fn people(seed: u64, count: usize) -> Vec<Person> {
    let mut people = Vec::with_capacity(count + 70);
    for place in 0.. {
        if people.len() >= count {
            break;
        }
        people.extend(club(seed, place, 60).members);
    }
    people.truncate(count);
    people
}

fn hamlets(rng: &mut Rng, area: &Area) -> Vec<String> {
    let mut names = lists().hamlets.get(&area.country).expect("every kind of country has hamlets").clone();
    rng.shuffle(&mut names);
    names.truncate(*rng.weighted(&[(1, 5), (2, 3), (3, 2)]));
    names
}

/// A board of five with two leaders of groups, and eight to twelve volunteers; the younger do most of it.
fn give_posts(rng: &mut Rng, members: &mut [Person]) {
    let mut fit: Vec<usize> = (0..members.len())
        .filter(|place| members.get(*place).is_some_and(|person| (25..=74).contains(&age(person.birth))))
        .collect();
    rng.shuffle(&mut fit);
    let volunteers = usize::try_from(rng.between(8, 12)).expect("a small number");
    let posts = [
        Role::ClubHead,
        Role::ClubDeputy,
        Role::ClubDeputy,
        Role::Secretary,
        Role::Bookkeeper,
        Role::Cashier,
        Role::GroupLeader,
        Role::GroupLeader,
    ];
    for (role, place) in posts.into_iter().zip(&fit) {
        if let Some(person) = members.get_mut(*place) {
            person.roles.push(role);
        }
    }
    for place in fit.iter().skip(5).take(volunteers) {
        if let Some(person) = members.get_mut(*place) {
            person.roles.push(Role::Volunteer);
        }
    }
}

/// The first meeting day on or after a day.
pub(crate) fn meeting_on(club: &Club, months_before_last: i32) -> (i64, i32) {
    let (year, month, _) = day::civil(LAST_DAY);
    let months = year * 12 + i32::from(month) - 2 - months_before_last;
    let (year, month) = (months.div_euclid(12), u8::try_from(months.rem_euclid(12) + 1).expect("a month"));
    let day = u8::try_from(club.meeting_day).expect("a day of a month");
    (i64::from(months), day::number(year, month, day))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::person::{People, Sex};

    #[test]
    fn clubs_have_fifty_to_seventy_people_mostly_old_and_mostly_women() {
        let clubs = clubs(11, 40);
        let all: Vec<&Person> = clubs.iter().flat_map(|club| &club.members).collect();
        assert!(clubs.iter().all(|club| (50..=70).contains(&club.members.len())));
        let women = all.iter().filter(|person| person.sex == Sex::Female).count() * 100 / all.len();
        let old = all.iter().filter(|person| age(person.birth) >= 60).count() * 100 / all.len();
        assert!((58..=72).contains(&women), "{women} % women");
        assert!((58..=72).contains(&old), "{old} % old");
    }

    #[test]
    fn the_first_six_clubs_show_the_peoples_of_the_province() {
        let clubs = clubs(1, 6);
        let areas: BTreeSet<&str> = clubs.iter().map(|club| club.former_area.as_str()).collect();
        assert_eq!(areas.len(), 6);
        let has = |place: usize, people| clubs[place].members.iter().filter(|p| p.people == people).count() > 20;
        assert!(has(0, People::Hre) && has(1, People::Kinh) && has(2, People::Co) && has(3, People::CaDong));
        let nameless =
            clubs[4].members.iter().filter(|p| p.full_name.starts_with("A ") || p.full_name.starts_with("Y "));
        assert!(nameless.count() > 20);
    }

    #[test]
    fn many_old_people_know_only_their_year_of_birth() {
        let all = people(3, 3000);
        let old: Vec<_> = all.iter().filter(|person| age(person.birth) >= 60).collect();
        let year_only = old.iter().filter(|person| person.birth.month.is_none()).count() * 100 / old.len();
        assert!((50..=80).contains(&year_only), "{year_only} %");
        assert!(all.iter().any(|person| person.birth.month.is_some() && person.birth.day.is_none()));
    }

    #[test]
    fn nobody_who_owns_a_telephone_can_be_called_at_a_number_of_the_corpus() {
        for person in people(5, 2000) {
            for phone in person.phone.iter().chain(person.relative.iter().map(|(phone, _)| phone)) {
                let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
                let national = digits.strip_prefix("84").map_or(digits.clone(), |rest| format!("0{rest}"));
                assert_eq!(national.len(), 10, "{phone}");
                assert!(["051", "053", "054", "057"].iter().any(|prefix| national.starts_with(prefix)), "{phone}");
            }
        }
    }

    #[test]
    fn every_club_has_a_board_and_volunteers() {
        for club in clubs(21, 30) {
            assert_eq!(club.with_role(Role::ClubHead).len(), 1);
            assert_eq!(club.with_role(Role::Cashier).len(), 1);
            assert!(club.with_role(Role::Volunteer).len() >= 5);
        }
    }
}
