//! Notes as volunteers write them: sentences of a grammar with names, amounts and days, and the ways people type.

use crate::day;
use crate::lists::lists;
use crate::person::{Generation, People, Person, Sex, name};
use crate::rng::Rng;

/// What a note is about.
pub(crate) struct About<'a> {
    pub(crate) person: &'a Person,
    pub(crate) on: i32,
    pub(crate) not_at_home: bool,
}

/// A note of one to three sentences.
pub(crate) fn note(rng: &mut Rng, about: &About) -> String {
    let sentences = if about.not_at_home { 1 } else { *rng.weighted(&[(1, 50), (2, 36), (3, 14)]) };
    let mut topics: Vec<&String> =
        lists().sentences.keys().filter(|topic| (*topic == "absent") == about.not_at_home).collect();
    rng.shuffle(&mut topics);
    let mut said: Vec<String> = Vec::new();
    for topic in topics.into_iter().take(sentences) {
        let of_topic = lists().sentences.get(topic).expect("a topic has sentences");
        let pattern = rng.pick(of_topic);
        said.push(filled(rng, about, pattern, 0));
    }
    typed(rng, &said)
}

/// The pattern with every `{slot}` filled; words may hold slots themselves.
fn filled(rng: &mut Rng, about: &About, pattern: &str, depth: u8) -> String {
    let mut text = String::with_capacity(pattern.len() * 2);
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((slot, tail)) = after.split_once('}') else { break };
        text.push_str(before);
        let lower = slot.to_lowercase();
        let word = match by_rule(rng, about, &lower) {
            Some(word) => word,
            None => {
                let words = lists().words.get(&lower).expect("the grammar names slots that exist");
                let word = rng.pick(words);
                if depth < 2 { filled(rng, about, word, depth + 1) } else { word.clone() }
            }
        };
        text.push_str(&if lower == slot { word } else { capital(&word) });
        rest = tail;
    }
    text.push_str(rest);
    text
}

fn by_rule(rng: &mut Rng, about: &About, slot: &str) -> Option<String> {
    let word = match slot {
        "title" => match (about.person.sex, crate::person::age(about.person.birth) >= 60) {
            (Sex::Female, true) => "bà".to_owned(),
            (Sex::Male, true) => "ông".to_owned(),
            (Sex::Female, false) => "cô".to_owned(),
            (Sex::Male, false) => "chú".to_owned(),
        },
        "few" => rng.between(2, 9).to_string(),
        "money" => money(rng),
        "date" => {
            let (_, month, day) = day::civil(about.on + i32::try_from(rng.between(-12, 20)).expect("days"));
            if rng.chance(300) { format!("{day:02}/{month:02}") } else { format!("{day}/{month}") }
        }
        "clock" => match (rng.between(5, 20), rng.below(4)) {
            (hour, 0) => format!("{hour}h{:02}", rng.between(1, 11) * 5),
            (hour, 1) => format!("{hour} giờ rưỡi"),
            (hour, _) => format!("{hour} giờ"),
        },
        "bp" => format!("{}/{}", 135 + rng.deviation(17_000) / 1000, 82 + rng.deviation(9000) / 1000),
        "woman" => given_name(rng, about, Sex::Female),
        "man" => given_name(rng, about, Sex::Male),
        "given" => {
            let sex = if rng.chance(550) { Sex::Female } else { Sex::Male };
            given_name(rng, about, sex)
        }
        _ => return None,
    };
    Some(word)
}

/// Neighbours are mostly of the same people.
fn given_name(rng: &mut Rng, about: &About, sex: Sex) -> String {
    let people = if rng.chance(700) { about.person.people } else { People::Kinh };
    name(rng, people, sex, Generation::Younger).1
}

/// Amounts in the ways that people write them.
fn money(rng: &mut Rng) -> String {
    let thousands = match rng.below(3) {
        0 => rng.between(2, 19) * 5,
        1 => rng.between(1, 30) * 50,
        _ => rng.between(12, 480),
    };
    match rng.below(4) {
        0 if thousands >= 1000 => format!("{}.{:03}.000 đồng", thousands / 1000, thousands % 1000),
        0 => format!("{thousands}.000 đồng"),
        1 => format!("{thousands} ngàn"),
        2 => format!("{thousands}k"),
        _ => format!("{thousands} nghìn"),
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// How somebody types it: capitals and full stops or not, short forms, now and then without any marks.
fn typed(rng: &mut Rng, sentences: &[String]) -> String {
    let sloppy = rng.chance(420);
    let between = if sloppy { *rng.pick(&[", ", " , ", ". ", "; ", " "]) } else { ". " };
    let cased = sentences.iter().map(|sentence| if sloppy { sentence.clone() } else { capital(sentence) });
    let mut text = cased.collect::<Vec<_>>().join(between);
    if sloppy {
        text = lower_first(&text);
    }
    for (long, short) in
        [("không", "ko"), ("huyết áp", "HA"), ("được", "đc"), ("trạm y tế", "TYT"), ("uống thuốc", "uống th")]
    {
        if rng.chance(90) {
            text = text.replace(long, short);
        }
    }
    if !sloppy && rng.chance(800) {
        text.push('.');
    }
    if rng.chance(80) { without_marks(&text) } else { text }
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        // "HA" stays as it is.
        (Some(first), Some(second)) if second.is_lowercase() || second == ' ' => {
            first.to_lowercase().chain([second]).chain(letters).collect()
        }
        _ => text.to_owned(),
    }
}

/// Letters with marks, by the letter that a keyboard without Vietnamese gives.
const MARKED: [(char, &str); 7] = [
    ('a', "àáảãạăằắẳẵặâầấẩẫậ"),
    ('e', "èéẻẽẹêềếểễệ"),
    ('i', "ìíỉĩị"),
    ('o', "òóỏõọôồốổỗộơờớởỡợ"),
    ('u', "ùúủũụưừứửữự"),
    ('y', "ỳýỷỹỵ"),
    ('d', "đ"),
];

fn without_marks(text: &str) -> String {
    let plain = |letter: char| {
        let lower = letter.to_lowercase().next().unwrap_or(letter);
        let found = MARKED.iter().find(|(_, marked)| marked.contains(lower));
        found.map_or(letter, |(base, _)| if letter.is_uppercase() { base.to_ascii_uppercase() } else { *base })
    };
    text.chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_slot_of_the_grammar_can_be_filled() {
        let club = crate::club(1, 0, 50);
        let person = club.members.first().expect("a member");
        let about = About { person, on: crate::LAST_DAY, not_at_home: false };
        let patterns = lists().sentences.values().chain(lists().words.values()).flatten();
        let mut rng = Rng::of(1, "slots");
        for pattern in patterns {
            let text = filled(&mut rng, &about, pattern, 0);
            assert!(!text.contains('{') && !text.trim().is_empty(), "{pattern} -> {text}");
        }
    }

    #[test]
    fn marks_go_when_somebody_types_without_them() {
        assert_eq!(without_marks("Đường huyết cao, nhắc ông Kỷ"), "Duong huyet cao, nhac ong Ky");
    }
}
