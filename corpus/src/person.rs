//! People: names by people, sex and generation, birth dates as far as they are known, phones, households.

use crate::day;
use crate::lists::{Area, Weighted, lists};
use crate::rng::Rng;

/// The day on which the corpus ends: 20 November 2026, as days since 1 January 1970.
pub const LAST_DAY: i32 = 20_777;

/// Sex as in the papers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sex {
    /// Nữ.
    Female,
    /// Nam.
    Male,
}

impl Sex {
    /// The code in JSON and CSV.
    pub fn code(self) -> &'static str {
        match self {
            Self::Female => "female",
            Self::Male => "male",
        }
    }

    pub(crate) fn from_code(code: &str) -> Self {
        if code == "female" { Self::Female } else { Self::Male }
    }
}

/// Names follow fashions: 60 and over, or younger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Generation {
    /// Sixty and over.
    Elder,
    /// Younger.
    Younger,
}

macro_rules! peoples {
    ($($(#[$doc:meta])* $variant:ident $code:literal $name:literal,)+) => {
        /// The peoples of the corpus (`domain.md` §6.6).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum People { $($(#[$doc])* $variant,)+ }

        impl People {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code in the lists.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The name in Vietnamese.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }
        }
    };
}

peoples! {
    /// Kinh.
    Kinh "kinh" "Kinh",
    /// Hrê.
    Hre "hre" "Hrê",
    /// Co (Cor).
    Co "co" "Co",
    /// Ca Dong, a group that is registered under Xơ Đăng.
    CaDong "ca_dong" "Ca Dong",
    /// Xơ Đăng; no family names.
    XoDang "xo_dang" "Xơ Đăng",
    /// Ba Na; no family names.
    BaNa "ba_na" "Ba Na",
    /// Giẻ Triêng; no family names.
    GieTrieng "gie_trieng" "Giẻ Triêng",
    /// Gia Rai.
    GiaRai "gia_rai" "Gia Rai",
}

impl People {
    pub(crate) fn from_code(code: &str) -> Self {
        Self::ALL.iter().copied().find(|people| people.code() == code).expect("a committed list names known peoples")
    }
}

/// A date of birth as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Birth {
    /// The year.
    pub year: i32,
    /// The month, when known.
    pub month: Option<u8>,
    /// The day, when known; then the month is, too.
    pub day: Option<u8>,
}

impl Birth {
    /// As ISO 8601 writes it with reduced precision: "1955", "1955-04", "1955-04-12".
    pub fn iso(self) -> String {
        match (self.month, self.day) {
            (None, _) => format!("{:04}", self.year),
            (Some(month), None) => format!("{:04}-{month:02}", self.year),
            (Some(month), Some(day)) => format!("{:04}-{month:02}-{day:02}", self.year),
        }
    }
}

/// Posts and tasks in a club; the codes and numbers are those of the model's list `role`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Chủ nhiệm.
    ClubHead,
    /// Phó chủ nhiệm.
    ClubDeputy,
    /// Thư ký.
    Secretary,
    /// Kế toán.
    Bookkeeper,
    /// Thủ quỹ.
    Cashier,
    /// Tổ trưởng.
    GroupLeader,
    /// Tình nguyện viên.
    Volunteer,
}

impl Role {
    /// The number in the model's list.
    pub fn number(self) -> u32 {
        match self {
            Self::ClubHead => 1,
            Self::ClubDeputy => 2,
            Self::Secretary => 3,
            Self::Bookkeeper => 4,
            Self::Cashier => 5,
            Self::GroupLeader => 6,
            Self::Volunteer => 7,
        }
    }

    /// The code in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::ClubHead => "club_head",
            Self::ClubDeputy => "club_deputy",
            Self::Secretary => "secretary",
            Self::Bookkeeper => "bookkeeper",
            Self::Cashier => "cashier",
            Self::GroupLeader => "group_leader",
            Self::Volunteer => "volunteer",
        }
    }
}

/// A member of a club.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Number in the paper register, from 1.
    pub register_no: i64,
    /// Full name.
    pub full_name: String,
    /// The given name by which people are addressed.
    pub given_name: String,
    /// What neighbours say, "bà Sáu".
    pub common_name: Option<String>,
    /// Sex.
    pub sex: Sex,
    /// Birth date as far as known.
    pub birth: Birth,
    /// Which people.
    pub people: People,
    /// Hamlet; one of the club's.
    pub hamlet: String,
    /// Way to the house.
    pub address: String,
    /// Place in the club's list of households.
    pub household: usize,
    /// Own telephone as somebody wrote it.
    pub phone: Option<String>,
    /// A relative's telephone and whose it is.
    pub relative: Option<(String, String)>,
    /// Occupation.
    pub occupation: Option<String>,
    /// Day of joining.
    pub joined_on: i32,
    /// Posts and tasks.
    pub roles: Vec<Role>,
}

/// How many years old somebody is in the last year of the corpus.
pub(crate) fn age(birth: Birth) -> i32 {
    day::civil(LAST_DAY).0 - birth.year
}

/// Where people live: what the making of a person needs of the club.
pub(crate) struct Home<'a> {
    pub(crate) area: &'a Area,
    pub(crate) hamlets: &'a [String],
    pub(crate) founded_on: i32,
}

/// One after the other, so that families can form.
pub(crate) fn members(rng: &mut Rng, home: &Home, count: usize) -> Vec<Person> {
    let mut members: Vec<Person> = Vec::with_capacity(count);
    let mut households = 0;
    for number in 1..=count {
        let family = members.last().filter(|_| rng.chance(330)).cloned();
        let person = member(rng, home, family.as_ref(), households);
        households = households.max(person.household + 1);
        members.push(Person { register_no: i64::try_from(number).expect("a club is small"), ..person });
    }
    members
}

fn member(rng: &mut Rng, home: &Home, family: Option<&Person>, next_household: usize) -> Person {
    let elder = rng.chance(660);
    let generation = if elder { Generation::Elder } else { Generation::Younger };
    // Couples are common among those who share a house; women are two thirds of all.
    let sex = match family {
        Some(other) if rng.chance(600) && other.sex == Sex::Female => Sex::Male,
        _ if rng.chance(700) => Sex::Female,
        _ => Sex::Male,
    };
    let people = match family {
        Some(other) if rng.chance(930) => other.people,
        _ => *rng.weighted(&home.area.peoples),
    };
    let (full_name, given_name) = name(rng, people, sex, generation);
    let own_phone = rng.chance(if elder { 450 } else { 930 });
    let phone = match family.and_then(|other| other.phone.clone()) {
        Some(shared) if own_phone && rng.chance(250) => Some(shared),
        _ => own_phone.then(|| telephone(rng)),
    };
    let relative = (phone.is_none() && rng.chance(550)).then(|| {
        let whose = rng.pick(&["con gái", "con trai", "con dâu", "cháu", "em", "hàng xóm", "con rể"]);
        (telephone(rng), (*whose).to_owned())
    });
    let (hamlet, address, household) = match family {
        Some(other) => (other.hamlet.clone(), other.address.clone(), other.household),
        None => (rng.pick(home.hamlets).clone(), address(rng), next_household),
    };
    let later = if rng.chance(600) { 0 } else { rng.between(1, i64::from(LAST_DAY - home.founded_on)) };
    Person {
        register_no: 0,
        common_name: (elder && people == People::Kinh && rng.chance(220)).then(|| common_name(rng, sex)),
        birth: birth(rng, elder, people),
        occupation: rng.chance(750).then(|| rng.weighted(occupations(home.area)).clone()),
        joined_on: home.founded_on + i32::try_from(later).expect("days of a club's life"),
        roles: Vec::new(),
        full_name,
        given_name,
        sex,
        people,
        hamlet,
        address,
        household,
        phone,
        relative,
    }
}

fn occupations(area: &Area) -> &'static Weighted {
    lists().occupations.get(&area.country).expect("every kind of country has its work")
}

/// Family, middle and given name as that people has them; "A" and "Y" where there is no family name.
pub(crate) fn name(rng: &mut Rng, people: People, sex: Sex, generation: Generation) -> (String, String) {
    let key = (people, sex, generation);
    let given = rng.weighted(lists().given.get(&key).expect("every people has given names")).clone();
    let family = lists().family.get(&people).map(|names| rng.weighted(names).as_str());
    let first = family.unwrap_or(match sex {
        Sex::Female => "Y",
        Sex::Male => "A",
    });
    let middle = lists().middle.get(&key).map_or("", |names| rng.weighted(names).as_str());
    let parts = [first, middle, &given].into_iter().filter(|part| !part.is_empty());
    (parts.collect::<Vec<_>>().join(" "), given)
}

fn common_name(rng: &mut Rng, sex: Sex) -> String {
    let title = match sex {
        Sex::Female => "bà",
        Sex::Male => "ông",
    };
    let rank = rng.pick(&["Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Út"]);
    format!("{title} {rank}")
}

fn birth(rng: &mut Rng, elder: bool, people: People) -> Birth {
    // Ages thin out upwards: the smaller of two draws for the old, an even spread for the young.
    let years =
        if elder { rng.between(60, 97).min(rng.between(60, 92)) } else { rng.between(22, 59).max(rng.between(18, 59)) };
    let year = day::civil(LAST_DAY).0 - i32::try_from(years).expect("an age");
    let year_only = match (elder, people) {
        (true, People::Kinh) => 520,
        (true, _) => 760,
        (false, People::Kinh) => 40,
        (false, _) => 160,
    };
    if rng.chance(year_only) {
        return Birth { year, month: None, day: None };
    }
    // What an office writes when only the year was told.
    if elder && rng.chance(90) {
        return Birth { year, month: Some(1), day: Some(1) };
    }
    let month = u8::try_from(rng.between(1, 12)).expect("a month");
    if elder && rng.chance(120) {
        return Birth { year, month: Some(month), day: None };
    }
    let last = i64::from(day::days_in_month(year, month));
    Birth { year, month: Some(month), day: Some(u8::try_from(rng.between(1, last)).expect("a day of a month")) }
}

/// Ten digits behind prefixes that no network has been given, in the ways people write them.
fn telephone(rng: &mut Rng) -> String {
    let prefix = rng.pick(&["051", "053", "054", "057"]);
    let (first, second, third) = (rng.below(10), rng.below(1000), rng.below(1000));
    match rng.below(20) {
        0..10 => format!("{prefix}{first}{second:03}{third:03}"),
        10..14 => format!("{prefix}{first} {second:03} {third:03}"),
        14..17 => format!("{prefix}{first}.{second:03}.{third:03}"),
        17..19 => format!("{prefix} {first}{second:03} {third:03}"),
        _ => format!("+84{}{first}{second:03}{third:03}", prefix.trim_start_matches('0')),
    }
}

fn address(rng: &mut Rng) -> String {
    let few = rng.between(1, 12).to_string();
    rng.pick(&lists().address_phrases).replace("{few}", &few)
}
