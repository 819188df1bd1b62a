//! Whether two records may be of one person (`domain.md` §11.1: folded name, year of birth, hamlet, telephone), with the
//! reasons that are shown to whoever decides. A name alone makes people ask only where nothing else is known.
//!
//! Pure: what is said of a person goes in, a [`Likeness`] comes out. Points are weights of evidence; they are tuned on clubs
//! of the corpus with planted doubles (`tests/tests/doubles.rs`).

use std::collections::{BTreeMap, BTreeSet};

use clubbook_model::id::RecordId;
use clubbook_model::registry::Person;
use clubbook_model::text::{self, Slip, TypedWord};
use clubbook_model::time::PartialDate;
use clubbook_model::vocabulary::{Language, Sex};

/// Why two records may be of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The same name, with or without marks.
    SameName,
    /// The same name but for a mark, a letter, an order or a middle name.
    NearName,
    /// One is called what is the other's name or other name.
    CalledSo,
    /// The same date of birth.
    SameBirth,
    /// The same year of birth.
    SameYear,
    /// Years of birth that papers of one person may give (`domain.md` §11.4).
    NearYear,
    /// The same hamlet.
    SameHamlet,
    /// The same telephone.
    SamePhone,
    /// The same household.
    SameHousehold,
    /// The same personal identification number.
    SameCitizenId,
}

impl Reason {
    /// In words: "cùng thôn".
    pub fn words(self, language: Language) -> &'static str {
        let (vi, en) = match self {
            Self::SameName => ("cùng tên", "the same name"),
            Self::NearName => ("tên gần giống", "nearly the same name"),
            Self::CalledSo => ("cùng tên thường gọi", "called by that name"),
            Self::SameBirth => ("cùng ngày sinh", "the same date of birth"),
            Self::SameYear => ("cùng năm sinh", "the same year of birth"),
            Self::NearYear => ("năm sinh gần nhau", "nearly the same year of birth"),
            Self::SameHamlet => ("cùng thôn", "the same hamlet"),
            Self::SamePhone => ("cùng số điện thoại", "the same telephone"),
            Self::SameHousehold => ("cùng hộ", "the same household"),
            Self::SameCitizenId => ("cùng số định danh", "the same identification number"),
        };
        match language {
            Language::Vi => vi,
            Language::En => en,
        }
    }
}

/// How much speaks for two records being of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likeness {
    points: i32,
    /// What speaks for it.
    pub reasons: Vec<Reason>,
}

/// So much of a name is compared.
const MOST_NAME_BYTES: usize = 128;

/// From so many points on people are asked.
const ENOUGH: i32 = 50;

impl Likeness {
    fn none() -> Self {
        Self { points: 0, reasons: Vec::new() }
    }

    fn add(&mut self, points: i32, reason: Reason) {
        self.points += points;
        self.reasons.push(reason);
    }

    /// Whether people are asked: "có phải cùng một người không?".
    pub fn is_double(&self) -> bool {
        self.points >= ENOUGH
    }

    /// The likelier come first.
    pub fn points(&self) -> i32 {
        self.points
    }
}

/// What is compared of a person.
#[derive(Clone)]
pub struct Described {
    /// The record.
    pub id: RecordId,
    /// Written without marks.
    is_plain: bool,
    spelling: String,
    words: Vec<String>,
    other_names: Vec<String>,
    sex: Option<Sex>,
    birth: Option<PartialDate>,
    hamlet: Option<String>,
    phones: BTreeSet<String>,
    household: Option<RecordId>,
    citizen_id: Option<String>,
}

impl std::fmt::Debug for Described {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Described").field("id", &self.id).finish_non_exhaustive()
    }
}

impl Described {
    /// What the record says.
    pub fn of(person: &Person) -> Self {
        let full_name = person.full_name.as_deref().unwrap_or_default();
        // Longer ones are no names, and would be compared letter by letter.
        let full_name = full_name.get(..full_name.floor_char_boundary(MOST_NAME_BYTES)).unwrap_or_default();
        let folded = text::fold(full_name);
        let others = [&person.common_name, &person.religious_name];
        let phones = [&person.phone, &person.relative_phone];
        let digits = |number: &String| -> String { number.chars().filter(char::is_ascii_digit).collect() };
        Self {
            id: person.id,
            is_plain: full_name.is_ascii(),
            spelling: text::spelling(full_name),
            words: folded.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect(),
            other_names: others.into_iter().flatten().map(|name| without_title(name)).collect(),
            sex: person.sex,
            birth: person.birth,
            hamlet: person.hamlet.as_deref().map(text::fold).filter(|hamlet| !hamlet.is_empty()),
            phones: phones
                .into_iter()
                .flatten()
                .flat_map(|field| text::telephones(field))
                .filter(|number| number.len() > 8)
                .collect(),
            household: person.household.map(|household| household.id),
            citizen_id: person.citizen_id.as_ref().map(digits).filter(|number| !number.is_empty()),
        }
    }

    /// Whether the name is one word, with or without the "A" or "Y" of those who have no family name.
    fn is_short(&self) -> bool {
        self.words.iter().filter(|word| word.chars().count() > 1).count() < 2
    }

    fn given(&self) -> Option<&String> {
        self.words.last()
    }

    /// What records have to share to be compared at all: a word of the name as it sounds, a telephone, a number, or year of
    /// birth and hamlet.
    fn blocks(&self) -> BTreeSet<String> {
        let sounds = self.words.iter().map(|word| text::sound(word));
        let others = self.other_names.iter().filter_map(|name| name.split(' ').next_back().map(text::sound));
        // Who was born in one year in one hamlet is compared, too: a slip may be in the word that tells people apart.
        let born = self.birth.map(|birth| format!("{} {}", birth.year, self.hamlet.as_deref().unwrap_or_default()));
        sounds.chain(others).chain(self.phones.iter().cloned()).chain(self.citizen_id.clone()).chain(born).collect()
    }
}

fn without_title(name: &str) -> String {
    text::fold(text::titled(name).map_or(name, |titled| titled.name))
}

/// How alike two people are.
pub fn likeness(one: &Described, other: &Described) -> Likeness {
    let mut likeness = Likeness::none();
    match (&one.citizen_id, &other.citizen_id) {
        (Some(a), Some(b)) if a == b => likeness.add(100, Reason::SameCitizenId),
        // A card of nine digits and one of twelve may be of one person.
        (Some(a), Some(b)) if a.len() == b.len() => likeness.points -= 100,
        _ => {}
    }
    compare_names(one, other, &mut likeness);
    if likeness.reasons.is_empty() {
        return Likeness::none();
    }
    if matches!((one.sex, other.sex), (Some(a), Some(b)) if a != b) {
        likeness.points -= 60;
    }
    if let (Some(a), Some(b)) = (one.birth, other.birth) {
        compare_births(a, b, &mut likeness);
    }
    match (&one.hamlet, &other.hamlet) {
        (Some(a), Some(b)) if a == b => likeness.add(10, Reason::SameHamlet),
        (Some(_), Some(_)) => likeness.points -= 15,
        _ => {}
    }
    if !one.phones.is_disjoint(&other.phones) {
        likeness.add(20, Reason::SamePhone);
    }
    if one.household.is_some() && one.household == other.household {
        likeness.add(5, Reason::SameHousehold);
    }
    likeness
}

fn compare_names(one: &Described, other: &Described, likeness: &mut Likeness) {
    let sorted = |words: &[String]| -> Vec<String> {
        let mut words = words.to_vec();
        words.sort();
        words
    };
    if one.words.is_empty() || other.words.is_empty() {
        return;
    }
    if one.words == other.words {
        // Where both are written with marks, Lan is not Lân.
        let is_same = one.spelling == other.spelling || one.is_plain || other.is_plain;
        // "Y Hậu" has one word to tell people apart by, "Nguyễn Thị Hậu" three.
        let points = if one.is_short() { 40 } else { 50 };
        return if is_same { likeness.add(points, Reason::SameName) } else { likeness.add(35, Reason::NearName) };
    }
    if sorted(&one.words) == sorted(&other.words) {
        return likeness.add(40, Reason::NearName);
    }
    let (short, long) = if one.words.len() <= other.words.len() { (one, other) } else { (other, one) };
    let is_given_same = one.given() == other.given();
    let is_part = short.words.iter().all(|word| long.words.contains(word));
    if is_given_same && is_part && short.words.len() > 1 {
        return likeness.add(30, Reason::NearName);
    }
    if let Some(points) = slipped(one, other) {
        return likeness.add(points, Reason::NearName);
    }
    let full = |person: &Described| person.words.join(" ");
    let is_called = |person: &Described, other: &Described| {
        person
            .other_names
            .iter()
            .any(|name| *name == full(other) || other.given() == Some(name) || other.other_names.contains(name))
    };
    if is_called(one, other) || is_called(other, one) {
        likeness.add(20, Reason::CalledSo);
    }
}

/// One word of as many differs by one slip. In the given name that may be another name; elsewhere hardly.
fn slipped(one: &Described, other: &Described) -> Option<i32> {
    if one.words.len() != other.words.len() || one.words.len() < 2 {
        return None;
    }
    let mut differing = one.words.iter().zip(&other.words).enumerate().filter(|(_, (a, b))| a != b);
    let (place, (a, b)) = differing.next()?;
    let either_way = [TypedWord::new(a).slip_from(b), TypedWord::new(b).slip_from(a)];
    let is_cut = a.strip_prefix(b.as_str()).or_else(|| b.strip_prefix(a.as_str())).is_some_and(|rest| rest.len() == 1);
    let slip = if is_cut { Slip::Finger } else { either_way.into_iter().flatten().min()? };
    if differing.next().is_some() || slip > Slip::Finger {
        return None;
    }
    let is_given = place + 1 == one.words.len();
    Some(if is_given { 20 } else { 35 })
}

fn compare_births(one: PartialDate, other: PartialDate, likeness: &mut Likeness) {
    // 1 January is what papers say that know the year alone.
    let days = |date: PartialDate| Some((date.month?, date.day?)).filter(|day| *day != (1, 1));
    match one.year.abs_diff(other.year) {
        0 => match (days(one), days(other)) {
            (Some(a), Some(b)) if a == b => likeness.add(40, Reason::SameBirth),
            (Some(_), Some(_)) => likeness.add(10, Reason::SameYear),
            _ => likeness.add(20, Reason::SameYear),
        },
        1 => likeness.add(5, Reason::NearYear),
        2 | 3 => {
            likeness.points -= 10;
            likeness.reasons.push(Reason::NearYear);
        }
        _ => likeness.points -= 40,
    }
}

/// Two people who may be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The smaller id.
    pub low: RecordId,
    /// The larger id.
    pub high: RecordId,
    /// Why.
    pub likeness: Likeness,
}

/// Everybody in a list who may be somebody else in it, the likeliest first; `is_settled` leaves out pairs that somebody has
/// answered already.
pub fn doubles(people: &[Described], is_settled: impl Fn(RecordId, RecordId) -> bool) -> Vec<Pair> {
    let mut blocks: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (place, person) in people.iter().enumerate() {
        for block in person.blocks() {
            blocks.entry(block).or_default().push(place);
        }
    }
    // Words that very many share ("Thị") bring nobody together.
    let most = (people.len() / 4).max(8);
    let mut compared: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut pairs = Vec::new();
    for block in blocks.values().filter(|block| block.len() <= most) {
        for (nth, one) in block.iter().enumerate() {
            for other in block.iter().skip(nth + 1) {
                if compared.insert((*one, *other)) {
                    pairs.extend(pair(people, *one, *other, &is_settled));
                }
            }
        }
    }
    pairs.sort_by_key(|pair| (-pair.likeness.points, pair.low, pair.high));
    pairs
}

fn pair(
    people: &[Described],
    one: usize,
    other: usize,
    is_settled: &impl Fn(RecordId, RecordId) -> bool,
) -> Option<Pair> {
    let (one, other) = (people.get(one)?, people.get(other)?);
    let (low, high) = (one.id.min(other.id), one.id.max(other.id));
    if is_settled(low, high) {
        return None;
    }
    let likeness = likeness(one, other);
    likeness.is_double().then_some(Pair { low, high, likeness })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clubbook_model::merge::EntityState;
    use clubbook_model::registry::Entity;

    fn person(name: &str, fill: impl FnOnce(&mut Person)) -> Described {
        let mut person = Person::read(RecordId([1; 16]), &EntityState::new());
        person.full_name = Some(name.to_owned());
        fill(&mut person);
        Described::of(&person)
    }

    fn born(year: u16, month: Option<u8>, day: Option<u8>) -> Option<PartialDate> {
        PartialDate::new(year, month, day)
    }

    #[test]
    fn what_speaks_for_one_person_and_what_against_it() {
        let are = |one: &Described, other: &Described| likeness(one, other).is_double();
        let in_hamlet = |name: &str, year: u16, hamlet: &str| {
            person(name, |person| {
                person.birth = born(year, None, None);
                person.hamlet = Some(hamlet.to_owned());
            })
        };
        let lan = in_hamlet("Nguyễn Thị Lan", 1955, "Gò Deo");
        assert!(are(&lan, &person("nguyen thi lan", |_| ())), "without marks");
        assert!(are(&in_hamlet("Lý Thị Hòa", 1955, "Gò Deo"), &in_hamlet("Lí Thị Hoà", 1955, "Gò Deo")));
        assert!(are(&lan, &in_hamlet("Nguyễn Thị Lân", 1955, "Gò Deo")), "one mark");
        assert!(!are(&lan, &in_hamlet("Nguyễn Thị Lân", 1961, "Gò Deo")));
        assert!(are(&lan, &in_hamlet("Nguyễn Lan", 1955, "Gò Deo")), "without the middle name");
        assert!(are(&lan, &in_hamlet("Nguyễn Thị Lam", 1955, "gò deo")), "a letter in the given name");
        assert!(!are(&lan, &in_hamlet("Nguyễn Thị Lam", 1956, "Gò Deo")));
        assert!(!are(&lan, &in_hamlet("Nguyễn Thị Lan", 1955 + 4, "Gò Deo")));
        assert!(!are(&lan, &in_hamlet("Nguyễn Thị Lan", 1957, "Làng Teng")), "another hamlet, another year");
        assert!(!are(&lan, &in_hamlet("Trần Văn Bảy", 1955, "Gò Deo")));
        let woman = person("Nguyễn Thị Lan", |person| person.sex = Some(Sex::Female));
        assert!(!are(&woman, &person("Nguyễn Thị Lan", |person| person.sex = Some(Sex::Male))));
        let card = |name: &str, number: &str| person(name, |person| person.citizen_id = Some(number.to_owned()));
        assert!(are(&card("Lan", "051 155 000 123"), &card("Hoa", "051155000123")));
        assert!(!are(&card("Nguyễn Thị Lan", "051155000123"), &card("Nguyễn Thị Lan", "051155000124")));
        assert!(are(&card("Nguyễn Thị Lan", "051155000123"), &card("Nguyễn Thị Lan", "212345678")), "an older card");
        assert!(!format!("{lan:?}").contains("Lan"));
    }

    #[test]
    fn a_first_of_january_is_a_year_alone() {
        let at = |date| person("Y Hậu", |person| person.birth = date);
        let first = likeness(&at(born(1955, Some(1), Some(1))), &at(born(1955, Some(1), Some(1))));
        assert!(first.reasons.contains(&Reason::SameYear));
        let other = likeness(&at(born(1955, Some(3), Some(9))), &at(born(1955, Some(3), Some(9))));
        assert!(other.reasons.contains(&Reason::SameBirth));
    }
}
