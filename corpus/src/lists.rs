//! The committed lists under `corpus/data`, read once. See the README there for where they come from.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::person::{Generation, People, Sex};

/// Things by weight.
pub(crate) type Weighted = Vec<(String, u32)>;

/// A commune-level unit of today's Quảng Ngãi.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commune {
    /// Code of the public list, five digits.
    pub code: String,
    /// Name with its type, "Xã Sơn Hà".
    pub name: String,
    /// The type: xã, phường, đặc khu.
    pub kind: String,
    /// The former district that most of it comes from, "Huyện Sơn Hà".
    pub former_area: String,
}

/// What kind of country a former district is, and who lives there.
#[derive(Debug, Clone, Default)]
pub(crate) struct Area {
    pub(crate) country: String,
    pub(crate) peoples: Vec<(People, u32)>,
}

/// All lists.
#[derive(Debug)]
pub(crate) struct Lists {
    pub(crate) communes: Vec<Commune>,
    pub(crate) areas: BTreeMap<String, Area>,
    pub(crate) family: BTreeMap<People, Weighted>,
    pub(crate) middle: BTreeMap<(People, Sex, Generation), Weighted>,
    pub(crate) given: BTreeMap<(People, Sex, Generation), Weighted>,
    pub(crate) hamlets: BTreeMap<String, Vec<String>>,
    pub(crate) occupations: BTreeMap<String, Weighted>,
    pub(crate) address_phrases: Vec<String>,
    pub(crate) sentences: BTreeMap<String, Vec<String>>,
    pub(crate) words: BTreeMap<String, Vec<String>>,
}

fn rows<const N: usize>(text: &'static str) -> Vec<[String; N]> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let records = reader.records().map(|record| record.expect("a committed list is well-formed CSV"));
    records
        .map(|record| {
            let fields: Vec<String> = record.iter().map(str::to_owned).collect();
            fields.try_into().expect("a committed list has its columns")
        })
        .collect()
}

fn weight(text: &str) -> u32 {
    text.parse().expect("a weight in a committed list is a number")
}

fn grouped(pairs: Vec<[String; 2]>) -> BTreeMap<String, Vec<String>> {
    let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for [group, text] in pairs {
        groups.entry(group).or_default().push(text);
    }
    groups
}

fn names(text: &'static str) -> BTreeMap<(People, Sex, Generation), Weighted> {
    let mut names: BTreeMap<_, Weighted> = BTreeMap::new();
    for [people, sex, generation, name, parts] in rows(text) {
        let (people, sex) = (People::from_code(&people), Sex::from_code(&sex));
        let generations: &[Generation] = match generation.as_str() {
            "elder" => &[Generation::Elder],
            "younger" => &[Generation::Younger],
            _ => &[Generation::Elder, Generation::Younger],
        };
        for generation in generations {
            names.entry((people, sex, *generation)).or_default().push((name.clone(), weight(&parts)));
        }
    }
    names
}

fn read() -> Lists {
    let communes = rows(include_str!("../data/communes.csv"))
        .into_iter()
        .map(|[code, name, kind, former_area]| Commune { code, name, kind, former_area })
        .collect();
    let mut areas: BTreeMap<String, Area> = BTreeMap::new();
    for [area, country, people, parts] in rows(include_str!("../data/areas.csv")) {
        let entry = areas.entry(area).or_default();
        entry.country = country;
        entry.peoples.push((People::from_code(&people), weight(&parts)));
    }
    let mut family: BTreeMap<People, Weighted> = BTreeMap::new();
    for [people, name, parts] in rows(include_str!("../data/family-names.csv")) {
        family.entry(People::from_code(&people)).or_default().push((name, weight(&parts)));
    }
    let hamlets = rows(include_str!("../data/hamlets.csv"))
        .into_iter()
        .map(|[country, prefix, name]| [country, format!("{prefix} {name}")])
        .collect();
    let mut occupations: BTreeMap<String, Weighted> = BTreeMap::new();
    for [country, name, parts] in rows(include_str!("../data/occupations.csv")) {
        occupations.entry(country).or_default().push((name, weight(&parts)));
    }
    Lists {
        communes,
        areas,
        family,
        middle: names(include_str!("../data/middle-names.csv")),
        given: names(include_str!("../data/given-names.csv")),
        hamlets: grouped(hamlets),
        occupations,
        address_phrases: rows(include_str!("../data/address-phrases.csv")).into_iter().map(|[phrase]| phrase).collect(),
        sentences: grouped(rows(include_str!("../data/note-sentences.csv"))),
        words: grouped(rows(include_str!("../data/note-words.csv"))),
    }
}

pub(crate) fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(read)
}

/// The 96 commune-level units of Quảng Ngãi in force since 1 July 2025.
pub fn communes() -> &'static [Commune] {
    &lists().communes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_commune_has_an_area_with_hamlets_and_work() {
        assert_eq!(communes().len(), 96);
        for commune in communes() {
            let area = lists().areas.get(&commune.former_area).expect("area");
            assert!(lists().hamlets.get(&area.country).expect("hamlets").len() >= 20, "{}", area.country);
            assert!(lists().occupations.contains_key(&area.country), "{}", area.country);
        }
    }

    #[test]
    fn every_people_has_given_names_for_both_sexes_and_generations() {
        for people in People::ALL {
            for sex in [Sex::Female, Sex::Male] {
                for generation in [Generation::Elder, Generation::Younger] {
                    let names = lists().given.get(&(*people, sex, generation)).expect("given names");
                    assert!(names.len() >= 15, "{people:?} {sex:?} {generation:?}: {}", names.len());
                }
            }
        }
    }
}
