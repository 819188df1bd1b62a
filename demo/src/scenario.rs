//! What happens in the month: six clubs of six former districts, their phones, and what each person does on which day.
//! A pure function of the seed; who and what comes from the corpus.

use std::collections::BTreeMap;

use clubbook_corpus::{Birth, Club, History, LAST_DAY, Mark, Role, SERVICE_CODES, Shape, Visit, history};

/// How many days the month has.
pub(crate) const DAYS: i32 = 30;

/// What happened in each club in two years, so that its last month has about five visits a day.
const SHAPE: Shape =
    Shape { people: 0, visits: 5200, vitals_on_every_visit: false, meetings: 1, marks: 60, weighings: 0, postings: 0 };

/// What goes wrong with a phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mishap {
    /// Its clock is a year ahead.
    ClockAYearAhead,
    /// Its process is killed while it saves.
    KilledWhileSaving,
    /// Its link breaks off in the middle of answers.
    LinkBreaksOff,
    /// Answers to it are lost.
    AnswersAreLost,
}

/// Something that the person at a phone does. People are named by their place in the club's members.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Deed {
    /// Care for somebody begins.
    OpenCare {
        /// Who is cared for.
        person: usize,
        /// A visit is due every so many days.
        every_days: i64,
        /// Services, by code.
        services: Vec<&'static str>,
        /// The volunteers.
        volunteers: Vec<usize>,
    },
    /// Records a visit.
    Visit(Box<Visit>),
    /// Corrects a field of a member, over what was on the screen.
    Correct {
        /// Whom.
        person: usize,
        /// The field.
        field: &'static str,
        /// What is written into it.
        text: String,
    },
    /// Opens the month's meeting.
    OpenMeeting,
    /// Calls somebody in the roll.
    Mark {
        /// Whom.
        person: usize,
        /// How they are.
        mark: Mark,
    },
    /// Closes the meeting; who was not called is absent.
    CloseMeeting {
        /// Heads in the room.
        head_count: i64,
    },
}

/// A phone with its person and the month's deeds.
#[derive(Debug, Clone)]
pub(crate) struct PhonePlan {
    /// The name that the screen shows.
    pub(crate) name: String,
    /// The person, by place.
    pub(crate) person: usize,
    /// What goes wrong.
    pub(crate) mishap: Option<Mishap>,
    /// What is done on which day of the month, from 0.
    pub(crate) deeds: Vec<(i32, Deed)>,
}

/// A club with its phones.
#[derive(Debug, Clone)]
pub(crate) struct ClubPlan {
    /// The club.
    pub(crate) club: Club,
    /// Its phones.
    pub(crate) phones: Vec<PhonePlan>,
}

/// Six clubs with fourteen phones.
pub(crate) fn month(seed: u64) -> Vec<ClubPlan> {
    clubbook_corpus::clubs(seed, 6).into_iter().enumerate().map(|(place, club)| club_plan(place, club)).collect()
}

fn club_plan(place: usize, club: Club) -> ClubPlan {
    let happened = history(club, &SHAPE);
    let club = &happened.club;
    let first = |role: Role| club.with_role(role).first().copied().unwrap_or(0);
    let head = first(Role::ClubHead);
    let volunteer = club.with_role(Role::Volunteer).into_iter().find(|place| *place != head).unwrap_or(head);
    let mishap = match place {
        2 => Some(Mishap::ClockAYearAhead),
        3 => Some(Mishap::KilledWhileSaving),
        4 => Some(Mishap::LinkBreaksOff),
        5 => Some(Mishap::AnswersAreLost),
        _ => None,
    };
    let phone = |person: usize, mishap: Option<Mishap>| PhonePlan {
        name: format!("{} · {}", short_name(club), given_name(club, person)),
        person,
        mishap,
        deeds: Vec::new(),
    };
    let mut phones = vec![phone(head, None), phone(volunteer, mishap)];
    // Two clubs have a third phone, the secretary's: in one of them it opens the same meeting as the head's.
    if place < 2 {
        phones.push(phone(first(Role::Secretary), None));
    }
    care_begins(&happened, &mut phones);
    visits(&happened, &mut phones);
    meeting(&happened, place, &mut phones);
    corrections(club, place, &mut phones);
    for phone in &mut phones {
        phone.deeds.sort_by_key(|(day, _)| *day);
    }
    ClubPlan { club: club.clone(), phones }
}

fn short_name(club: &Club) -> &str {
    club.name.strip_prefix("CLB LTHTGN ").unwrap_or(&club.name)
}

fn given_name(club: &Club, person: usize) -> &str {
    club.members.get(person).map_or("", |person| person.given_name.as_str())
}

/// The day of the month of a day of the corpus, whose last day is the last one here.
fn day_of_month(day: i32) -> Option<i32> {
    let day = day - (LAST_DAY - DAYS);
    (1..=DAYS).contains(&day).then_some(day - 1)
}

fn give(phones: &mut [PhonePlan], phone: usize, day: i32, deed: Deed) {
    let count = phones.len().max(1);
    if let Some(phone) = phones.get_mut(phone % count) {
        phone.deeds.push((day, deed));
    }
}

/// On the first day the head writes down who is cared for and by whom.
fn care_begins(happened: &History, phones: &mut [PhonePlan]) {
    for case in &happened.cases {
        let code = |number: &u32| SERVICE_CODES.get(usize::try_from(number.checked_sub(1)?).ok()?).copied();
        let deed = Deed::OpenCare {
            person: case.person,
            every_days: case.every_days,
            services: case.services.iter().filter_map(code).collect(),
            volunteers: case.volunteers.clone(),
        };
        give(phones, 0, 0, deed);
    }
}

/// Each visit on the phone of who recorded it; volunteers without a phone of their own tell one of the others. One person
/// is visited once a day: a second visit would ask whether it is the same.
fn visits(happened: &History, phones: &mut [PhonePlan]) {
    let owners: Vec<usize> = phones.iter().map(|phone| phone.person).collect();
    let mut of_day: BTreeMap<(usize, i32), ()> = BTreeMap::new();
    for visit in &happened.visits {
        let Some(day) = day_of_month(visit.visited_on) else { continue };
        if of_day.insert((visit.person, visit.visited_on), ()).is_some() {
            continue;
        }
        let own = owners.iter().position(|owner| *owner == visit.recorded_by);
        let phone = own.unwrap_or(1 + visit.person % (owners.len() - 1));
        give(phones, phone, day, Deed::Visit(Box::new(visit.clone())));
    }
}

/// The head calls the roll. In the second club the secretary opens the same meeting on another phone and calls the second
/// half, and some of the first.
fn meeting(happened: &History, place: usize, phones: &mut [PhonePlan]) {
    let Some(meeting) = happened.meetings.first() else { return };
    let day = DAYS - 6;
    let together = place == 1;
    give(phones, 0, day, Deed::OpenMeeting);
    if together {
        give(phones, 2, day, Deed::OpenMeeting);
    }
    let half = meeting.attendance.len() / 2;
    for (number, mark) in meeting.attendance.iter().enumerate() {
        let deed = Deed::Mark { person: mark.person, mark: mark.mark };
        if !together || number < half {
            give(phones, 0, day, deed.clone());
        }
        if together && (number >= half || number % 5 == 0) {
            give(phones, 2, day, deed);
        }
    }
    give(phones, 0, day, Deed::CloseMeeting { head_count: meeting.head_count });
}

/// Telephones change, people move. In the first club two people write down different things about the same member.
fn corrections(club: &Club, place: usize, phones: &mut [PhonePlan]) {
    for number in 0..8usize {
        let person = (number * 7 + place) % club.members.len().max(1);
        let day = i32::try_from(number * 3 + 2).unwrap_or(0);
        let text = format!("05700{:02}{:03}", place, number * 31);
        give(phones, number % 2, day, Deed::Correct { person, field: "phone", text });
    }
    if place == 0 {
        let address = |text: &str| Deed::Correct { person: 3, field: "address", text: text.to_owned() };
        give(phones, 0, 12, address("chuyển xuống gần trường, nhà con gái"));
        give(phones, 1, 12, address("về ở với con trai, sau nhà văn hóa"));
    }
}

/// The club's members as a list to import: field names, then a line for each.
pub(crate) fn people_csv(club: &Club) -> Vec<Vec<String>> {
    let head = [
        "full_name",
        "given_name",
        "common_name",
        "sex",
        "birth",
        "hamlet",
        "address",
        "phone",
        "relative_phone",
        "relative_name",
        "occupation",
        "membership.register_no",
        "membership.joined_on",
        "membership.roles",
    ];
    let mut lines = vec![head.map(str::to_owned).to_vec()];
    for person in &club.members {
        let (relative_phone, relative_name) = person.relative.clone().unwrap_or_default();
        let (year, month, day) = clubbook_corpus::civil(person.joined_on);
        let roles: Vec<&str> = person.roles.iter().map(|role| role.code()).collect();
        lines.push(vec![
            person.full_name.clone(),
            person.given_name.clone(),
            person.common_name.clone().unwrap_or_default(),
            person.sex.code().to_owned(),
            birth(person.birth),
            person.hamlet.clone(),
            person.address.clone(),
            person.phone.clone().unwrap_or_default(),
            relative_phone,
            relative_name,
            person.occupation.clone().unwrap_or_default(),
            person.register_no.to_string(),
            format!("{year:04}-{month:02}-{day:02}"),
            roles.join(";"),
        ]);
    }
    lines
}

fn birth(birth: Birth) -> String {
    birth.iso()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_month_has_enough_phones_people_and_work() {
        let clubs = month(1);
        let phones: Vec<&PhonePlan> = clubs.iter().flat_map(|club| &club.phones).collect();
        assert!(clubs.len() == 6 && phones.len() >= 12, "{} phones", phones.len());
        assert!(clubs.iter().all(|club| (50..=70).contains(&club.club.members.len())));
        let deeds: usize = phones.iter().map(|phone| phone.deeds.len()).sum();
        assert!(deeds >= 1300, "{deeds} deeds");
        for mishap in
            [Mishap::ClockAYearAhead, Mishap::KilledWhileSaving, Mishap::LinkBreaksOff, Mishap::AnswersAreLost]
        {
            assert!(phones.iter().any(|phone| phone.mishap == Some(mishap) && phone.deeds.len() > 20), "{mishap:?}");
        }
        let all_days = phones.iter().flat_map(|phone| &phone.deeds).all(|(day, _)| (0..DAYS).contains(day));
        assert!(all_days);
    }

    #[test]
    fn two_people_write_about_one_member_and_two_phones_open_one_meeting() {
        let clubs = month(1);
        let writes = |phone: &PhonePlan| {
            phone.deeds.iter().any(|(_, deed)| matches!(deed, Deed::Correct { person: 3, field: "address", .. }))
        };
        assert_eq!(clubs[0].phones.iter().filter(|phone| writes(phone)).count(), 2);
        let opens = |phone: &PhonePlan| phone.deeds.iter().any(|(_, deed)| *deed == Deed::OpenMeeting);
        assert_eq!(clubs[1].phones.iter().filter(|phone| opens(phone)).count(), 2);
    }
}
