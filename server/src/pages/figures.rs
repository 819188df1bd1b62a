//! The table of clubs, made ready for the template: chosen, put in order, cut into pages and put into words. Pure.

use std::cmp::{Ordering, Reverse};
use std::sync::LazyLock;

use clubbook_model::time::Instant;
use clubbook_model::vocabulary::{ClubStatus, Vocabulary};
use icu_collator::options::CollatorOptions;
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};

use super::format;
use super::query::{Query, Sort};
use super::words::Words;
use crate::admin::{ClubSummary, DeviceStanding, DeviceSummary};

/// Clubs on one page.
const ON_A_PAGE: usize = 50;

/// What the table is made of.
#[derive(Debug, Clone)]
pub(crate) struct Input {
    /// The clubs that the officer may see.
    pub(crate) clubs: Vec<ClubSummary>,
    /// Which state of them it is.
    pub(crate) version: String,
    /// Now.
    pub(crate) now: Instant,
    /// What was asked for.
    pub(crate) query: Query,
    /// The language.
    pub(crate) words: Words,
}

/// The table.
#[derive(Debug, Clone)]
pub(crate) struct Figures {
    pub(crate) words: Words,
    pub(crate) query: Query,
    pub(crate) version: String,
    pub(crate) count: String,
    pub(crate) caption: String,
    pub(crate) as_of: String,
    pub(crate) as_of_machine: String,
    pub(crate) tiles: Vec<Tile>,
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Row>,
    pub(crate) pager: Option<Pager>,
}

/// A sum over the clubs that are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tile {
    pub(crate) label: &'static str,
    pub(crate) figure: String,
}

/// A column's head.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    pub(crate) key: &'static str,
    pub(crate) label: &'static str,
    pub(crate) is_number: bool,
    pub(crate) link: Option<String>,
    /// For `aria-sort`, on the column by which the table is in order.
    pub(crate) order: Option<&'static str>,
    pub(crate) arrow: &'static str,
}

/// A club.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) key: String,
    pub(crate) number: u64,
    pub(crate) name: String,
    pub(crate) unit: String,
    pub(crate) status: String,
    pub(crate) status_class: &'static str,
    pub(crate) members: String,
    pub(crate) meeting: Option<Meeting>,
    pub(crate) visits: String,
    pub(crate) not_at_home: Option<String>,
    pub(crate) phone_count: String,
    pub(crate) heard: String,
    pub(crate) phones: Vec<Phone>,
    pub(crate) waiting: Option<String>,
}

/// The last meeting.
#[derive(Debug, Clone)]
pub(crate) struct Meeting {
    pub(crate) machine: String,
    pub(crate) day: String,
    pub(crate) attendance: String,
}

/// A phone, without its owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Phone {
    pub(crate) label: String,
    pub(crate) heard: String,
    pub(crate) note: Option<String>,
}

/// The way to the pages before and after.
#[derive(Debug, Clone)]
pub(crate) struct Pager {
    pub(crate) previous: Option<String>,
    pub(crate) next: Option<String>,
    pub(crate) place: String,
}

impl Figures {
    /// The table of what was asked for; the phones of its rows come by [`Row::put_phones`].
    pub(crate) fn new(input: Input) -> Self {
        let Input { clubs, version, now, query, words } = input;
        let all = clubs.len();
        let mut clubs: Vec<ClubSummary> = clubs.into_iter().filter(|club| query.takes(club)).collect();
        put_in_order(&mut clubs, query.sort);
        let shown = clubs.len();
        let pages = shown.div_ceil(ON_A_PAGE).max(1);
        let query = Query { page: query.page.min(pages), ..query };
        let count = if query.narrows() { words.clubs_of(shown, all) } else { words.club_count(shown) };
        let on_page = clubs.iter().skip((query.page - 1) * ON_A_PAGE).take(ON_A_PAGE);
        Self {
            words,
            version,
            caption: format!("{}. {}: {}.", words.clubs(), words.sort(), query.sort.label(words)),
            count,
            as_of: format::as_of(now, words.0),
            as_of_machine: format::machine_moment(now),
            tiles: tiles(&clubs, words),
            columns: columns(&query, words),
            rows: on_page.map(|club| row(club, now, words)).collect(),
            pager: (pages > 1).then(|| pager(&query, pages, words)),
            query,
        }
    }
}

impl Row {
    /// Puts the phones in, those that were not heard of for the longest time first. A phone has a number within its
    /// club, by when it was connected; whose it is stays with the club.
    pub(crate) fn put_phones(&mut self, mut devices: Vec<DeviceSummary>, now: Instant, words: Words) {
        devices.retain(|device| device.standing != DeviceStanding::Centre);
        devices.sort_by_key(|device| (device.enrolled_at, device.device));
        let mut phones: Vec<(bool, Option<Instant>, Phone)> = devices
            .into_iter()
            .enumerate()
            .map(|(place, device)| {
                let is_out = device.standing == DeviceStanding::Revoked;
                (is_out, device.last_heard, phone(place + 1, &device, now, words))
            })
            .collect();
        phones.sort_by_key(|(is_out, heard, _)| (*is_out, *heard));
        self.phones = phones.into_iter().map(|(_, _, phone)| phone).collect();
    }
}

fn phone(number: usize, device: &DeviceSummary, now: Instant, words: Words) -> Phone {
    let standing = match device.standing {
        DeviceStanding::Good | DeviceStanding::Centre => None,
        DeviceStanding::Revoked => Some(words.phone_revoked().to_owned()),
        DeviceStanding::Forked | DeviceStanding::AfterFork => Some(words.phone_held().to_owned()),
    };
    let waiting = (device.held > 0).then(|| format!("{} {}", words.waiting_count(device.held), words.phone_waiting()));
    let notes: Vec<String> = standing.into_iter().chain(waiting).collect();
    Phone {
        label: words.phone(number),
        heard: heard(device.last_heard, now, words),
        note: (!notes.is_empty()).then(|| notes.join("; ")),
    }
}

fn heard(at: Option<Instant>, now: Instant, words: Words) -> String {
    at.map_or_else(|| words.never_heard().to_owned(), |at| format::heard(at, now, words.0))
}

fn row(club: &ClubSummary, now: Instant, words: Words) -> Row {
    let attendance = |(present, roll)| words.attendance(present, roll);
    Row {
        key: format!("club-{}", club.number),
        number: club.number,
        name: club.name.clone(),
        unit: club.unit_name.clone(),
        status: club.status.map_or(words.unknown_status(), |status| status.label(words.0)).to_owned(),
        status_class: match club.status {
            Some(ClubStatus::Active | ClubStatus::Launched) => "active",
            Some(ClubStatus::Suspended | ClubStatus::Dissolved | ClubStatus::Merged) => "stopped",
            _ => "before",
        },
        members: format::number(club.members, words.0),
        meeting: club.last_meeting.map(|day| Meeting {
            machine: format::machine_day(day),
            day: format::day(day),
            attendance: club.last_attendance.map_or_else(|| words.no_roll().to_owned(), attendance),
        }),
        visits: format::number(club.visits_this_month, words.0),
        not_at_home: (club.not_at_home_this_month > 0).then(|| words.not_at_home_count(club.not_at_home_this_month)),
        phone_count: words.phone_count(club.phones),
        heard: club
            .last_heard
            .map_or_else(|| words.never_heard().to_owned(), |at| words.last_word(&format::heard(at, now, words.0))),
        phones: Vec::new(),
        waiting: (club.waiting_quarantine > 0).then(|| words.waiting_count(club.waiting_quarantine)),
    }
}

/// The sums over all clubs that were found, those of other pages included.
fn tiles(clubs: &[ClubSummary], words: Words) -> Vec<Tile> {
    let sum = |label, figure: fn(&ClubSummary) -> u64| Tile {
        label,
        figure: format::number(clubs.iter().map(figure).fold(0, u64::saturating_add), words.0),
    };
    vec![
        sum(words.members(), |club| club.members),
        sum(words.visits(), |club| club.visits_this_month),
        sum(words.phones(), |club| club.phones),
        sum(words.waiting(), |club| club.waiting_quarantine),
    ]
}

fn columns(query: &Query, words: Words) -> Vec<Column> {
    let heads = [
        (Sort::Name, words.club(), false),
        (Sort::Unit, words.unit(), false),
        (Sort::Members, words.members(), true),
        (Sort::Meeting, words.last_meeting(), false),
        (Sort::Visits, words.visits(), true),
        (Sort::Heard, words.phones(), false),
        (Sort::Waiting, words.waiting(), true),
    ];
    let column = |(sort, label, is_number): (Sort, _, _)| {
        let is_current = sort == query.sort;
        let (order, arrow) = if sort.is_descending() { ("descending", "▼") } else { ("ascending", "▲") };
        Column {
            key: sort.key(),
            label,
            is_number,
            link: (!is_current).then(|| query.sorted_by(sort)),
            order: is_current.then_some(order),
            arrow,
        }
    };
    heads.into_iter().map(column).collect()
}

fn pager(query: &Query, pages: usize, words: Words) -> Pager {
    Pager {
        previous: (query.page > 1).then(|| query.at_page(query.page - 1)),
        next: (query.page < pages).then(|| query.at_page(query.page + 1)),
        place: words.page_of(query.page, pages),
    }
}

/// The order of a Vietnamese list; "thôn 2" before "thôn 10".
static COLLATOR: LazyLock<CollatorBorrowed<'static>> = LazyLock::new(|| {
    let mut preferences = CollatorPreferences::from(icu_locale_core::locale!("vi"));
    preferences.numeric_ordering = Some(CollationNumericOrdering::True);
    Collator::try_new(preferences, CollatorOptions::default()).expect("the library holds the order of Vietnamese")
});

/// Compares two names as a Vietnamese list has them.
pub(crate) fn by_name(a: &str, b: &str) -> Ordering {
    COLLATOR.compare(a, b)
}

fn put_in_order(clubs: &mut [ClubSummary], sort: Sort) {
    clubs.sort_by(|a, b| {
        let first = match sort {
            Sort::Unit => by_name(&a.unit_name, &b.unit_name),
            Sort::Name => Ordering::Equal,
            Sort::Members => Reverse(a.members).cmp(&Reverse(b.members)),
            Sort::Meeting => a.last_meeting.cmp(&b.last_meeting),
            Sort::Visits => a.visits_this_month.cmp(&b.visits_this_month),
            Sort::Heard => a.last_heard.cmp(&b.last_heard),
            Sort::Waiting => Reverse(a.waiting_quarantine).cmp(&Reverse(b.waiting_quarantine)),
        };
        first.then_with(|| by_name(&a.name, &b.name)).then_with(|| a.number.cmp(&b.number))
    });
}

#[cfg(test)]
pub(crate) mod tests {
    use clubbook_model::id::{DeviceId, RecordId};
    use clubbook_model::time::Day;
    use clubbook_model::vocabulary::Language;

    use super::*;

    pub(crate) fn club(number: u64, name: &str, unit: &str) -> ClubSummary {
        ClubSummary {
            club: RecordId::NIL,
            number,
            name: name.to_owned(),
            unit_code: "21001".to_owned(),
            unit_name: unit.to_owned(),
            status: Some(ClubStatus::Active),
            members: 60,
            last_meeting: None,
            last_attendance: None,
            visits_this_month: 0,
            not_at_home_this_month: 0,
            phones: 0,
            last_heard: None,
            waiting_quarantine: 0,
        }
    }

    fn figures(clubs: Vec<ClubSummary>, sort: Sort, page: usize) -> Figures {
        let query = Query { unit: String::new(), text: String::new(), sort, page };
        let now = Instant(i64::from(Day::from_ymd(2026, 11, 24).unwrap().0) * 86_400);
        Figures::new(Input { clubs, version: "0-0".into(), now, query, words: Words(Language::Vi) })
    }

    fn numbers(figures: &Figures) -> Vec<u64> {
        figures.rows.iter().map(|row| row.number).collect()
    }

    #[test]
    fn names_stand_as_in_a_vietnamese_list() {
        let names = ["Thôn Đồng", "Thôn 10", "Thôn Dũng", "Thôn 2", "Thôn Ăn", "Thôn Am"];
        let clubs = (1..).zip(names).map(|(number, name)| club(number, name, "Xã A")).collect();
        assert_eq!(numbers(&figures(clubs, Sort::Name, 1)), [4, 2, 6, 5, 3, 1]);
    }

    #[test]
    fn what_needs_looking_at_stands_first() {
        let mut silent = club(1, "A", "Xã A");
        silent.members = 70;
        let mut met = club(2, "B", "Xã A");
        met.last_meeting = Day::from_ymd(2026, 11, 5);
        met.last_heard = Some(Instant(1_000));
        met.visits_this_month = 9;
        met.waiting_quarantine = 3;
        let clubs = vec![silent, met];
        for (sort, first) in
            [(Sort::Members, 1), (Sort::Meeting, 1), (Sort::Visits, 1), (Sort::Heard, 1), (Sort::Waiting, 2)]
        {
            assert_eq!(numbers(&figures(clubs.clone(), sort, 1)).first(), Some(&first), "{sort:?}");
        }
    }

    #[test]
    fn sums_are_over_all_pages_and_a_page_beyond_the_last_is_the_last() {
        let clubs: Vec<_> = (1..=101).map(|number| club(number, &format!("Thôn {number}"), "Xã A")).collect();
        let figures = figures(clubs, Sort::Name, 9);
        assert_eq!(numbers(&figures), [101]);
        assert_eq!(figures.tiles.first().unwrap().figure, "6.060");
        let pager = figures.pager.unwrap();
        assert_eq!((pager.previous.as_deref(), pager.next), (Some("/clubs?sort=name&page=2"), None));
        assert_eq!(pager.place, "Trang 3 trong 3");
    }

    #[test]
    fn phones_have_numbers_and_no_owners_and_the_silent_ones_stand_first() {
        let device = |id, enrolled, heard, standing| DeviceSummary {
            device: DeviceId(id),
            person: RecordId::NIL,
            name: "Đinh Thị Lan".to_owned(),
            app: String::new(),
            enrolled_at: Instant(enrolled),
            last_heard: heard,
            standing,
            ops: 0,
            held: u64::from(standing == DeviceStanding::AfterFork),
        };
        let now = Instant(1_000_000);
        let mut row = row(&club(1, "A", "Xã A"), now, Words(Language::Vi));
        let devices = vec![
            device(1, 30, Some(now), DeviceStanding::AfterFork),
            device(2, 20, None, DeviceStanding::Good),
            device(3, 10, None, DeviceStanding::Revoked),
            device(4, 5, None, DeviceStanding::Centre),
        ];
        row.put_phones(devices, now, Words(Language::Vi));
        let shown: Vec<_> = row.phones.iter().map(|p| (p.label.as_str(), p.note.as_deref())).collect();
        let held = "bị giữ lại; 1 mục chờ xem lại";
        assert_eq!(shown, [("Máy 2", None), ("Máy 3", Some(held)), ("Máy 1", Some("đã ngừng dùng"))]);
        assert!(!format!("{row:?}").contains("Lan"));
    }
}
