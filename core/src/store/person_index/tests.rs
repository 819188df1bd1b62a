//! The search against the plainest one: every person looked at, ranked, sorted.

mod kept;

use clubbook_model::id::{Book, DeviceId, OpId, RecordId};
use clubbook_model::op::{Op, Source};
use clubbook_model::registry::{Entity, Person};
use clubbook_model::text;
use clubbook_model::time::{Hlc, PartialDate};
use proptest::prelude::*;
use tempfile::TempDir;

use super::search::{Effort, search_with};
use super::*;
use crate::store::confirm::confirm;
use crate::store::{DatabaseKey, Store, StoreOptions, books};

#[derive(Debug, Clone)]
struct Named {
    full_name: String,
    common_name: Option<String>,
    hamlet: Option<String>,
}

impl Named {
    /// The words of each place, with those that also stand at a place before.
    fn places(&self) -> [Vec<String>; 5] {
        let words =
            |name: &str| text::fold(name).split(' ').map(str::to_owned).chain(text::joined_words(name)).collect();
        let given = text::given_name(&self.full_name, None);
        let first_letters: String = text::fold(&self.full_name).split(' ').map(|word| &word[..1]).collect();
        let initials = if first_letters.len() > 1 { vec![first_letters] } else { Vec::new() };
        let others = [&self.common_name, &self.hamlet].map(|text| text.as_deref().map(words).unwrap_or_default());
        let [common_name, hamlet] = others;
        [words(&given), words(&self.full_name), common_name, initials, hamlet]
    }

    /// Whether a word is only in the hamlet, and the best that any of the words meets, place and then whole or begun; when all
    /// meet something.
    fn rank(&self, words: &[&str]) -> Option<(bool, (usize, bool))> {
        let places = self.places();
        let mut ranks = Vec::new();
        for word in words {
            let place = places.iter().position(|names| names.iter().any(|name| name.starts_with(word)))?;
            ranks.push((place, !places[place].iter().any(|name| name == word)));
        }
        let is_beyond_names = words.len() > 1 && ranks.iter().any(|rank| rank.0 == 4);
        Some((is_beyond_names, ranks.into_iter().min()?))
    }
}

fn store_of(people: &[Named]) -> (TempDir, Store) {
    let folder = TempDir::new().unwrap();
    let options = StoreOptions::new(folder.path().join("so.db"), DatabaseKey::new([5; 32]));
    let store = Store::open(options).unwrap();
    let club = RecordId([1; 16]);
    store
        .write(|tx| {
            let book = books::number(tx, &Book::roster(club))?;
            for (person, place) in people.iter().zip(0u8..) {
                let mut form = Person::create(RecordId([place; 16]));
                form.set(Person::full_name, person.full_name.clone())
                    .set_some(Person::common_name, person.common_name.clone())
                    .set_some(Person::hamlet, person.hamlet.clone());
                let op = Op {
                    id: OpId { device: DeviceId(1), seq: u64::from(place) + 1 },
                    hlc: Hlc::new(1, 0),
                    author: club,
                    on_behalf_of: None,
                    source: Source::IMPORT,
                    book: Book::roster(club),
                    kind: Person::DEF.number,
                    entity: RecordId([place; 16]),
                    former: None,
                    changes: form.into_changes(),
                };
                confirm(tx, book, &op, None)?;
            }
            Stored::Ok(())
        })
        .unwrap();
    (folder, store)
}

fn expected(people: &[Named], query: &str, limit: usize) -> Vec<RecordId> {
    let folded = text::fold(query);
    let words: Vec<&str> = folded.split(' ').collect();
    let mut ranked: Vec<_> = people
        .iter()
        .zip(0u8..)
        .filter_map(|(person, place)| {
            let order = text::order_key(&person.full_name, &text::given_name(&person.full_name, None));
            Some((person.rank(&words)?, order, RecordId([place; 16])))
        })
        .collect();
    ranked.sort();
    ranked.into_iter().take(limit).map(|(_, _, id)| id).collect()
}

/// Few words, of which some begin others, so that people share them in every place.
fn any_word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "La", "Lan", "Lân", "Lanh", "Đinh", "Định", "Thị", "Thi", "Thiên", "Y", "Hồ", "Hoa", "H'Lan", "Y-Thi",
    ])
}

fn any_person() -> impl Strategy<Value = Named> {
    let words = |count| prop::collection::vec(any_word(), count).prop_map(|words| words.join(" "));
    let other = || prop::option::weighted(0.3, words(1..2usize));
    (words(1..4usize), other(), other()).prop_map(|(full_name, common_name, hamlet)| Named {
        full_name,
        common_name,
        hamlet,
    })
}

fn any_query() -> impl Strategy<Value = String> {
    let begun = (any_word(), 1usize..6).prop_map(|(word, letters)| word.chars().take(letters).collect::<String>());
    prop::collection::vec(begun, 1..4)
        .prop_map(|words| words.join(" "))
        .prop_filter("two letters", |query| text::fold(query).chars().filter(|letter| *letter != ' ').count() > 1)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn prop_the_first_of_the_plainest_search_are_found_in_its_order(
        people in prop::collection::vec(any_person(), 0..60),
        queries in prop::collection::vec((any_query(), 1usize..9, 0usize..9, 0usize..9), 12),
    ) {
        let (_folder, store) = store_of(&people);
        for (query, limit, few, rows_for_each) in queries {
            let effort = Effort { few, rows_for_each };
            let found = store.read(|connection| search_with(connection, &query, limit, effort)).unwrap();
            prop_assert_eq!(found, expected(&people, &query, limit), "{}", query);
        }
    }
}

#[test]
fn given_names_come_first_then_whole_words_then_the_order_of_a_list() {
    let person = |full_name: &str| Named { full_name: full_name.into(), common_name: None, hamlet: None };
    let mut people = ["Đinh Thị Lanh", "Lan Thị Hoa", "Hồ Thị Lan", "Đinh Thị Lan", "Phạm Văn Tâm"].map(person);
    people[4].common_name = Some("Lan".into());
    let (_folder, store) = store_of(&people);
    let found = |query: &str| -> Vec<String> {
        let ids = store.read(|connection| search(connection, query, 9)).unwrap();
        ids.iter().map(|id| people[usize::from(id.0[0])].full_name.clone()).collect()
    };
    assert_eq!(found("lan"), ["Đinh Thị Lan", "Hồ Thị Lan", "Đinh Thị Lanh", "Lan Thị Hoa", "Phạm Văn Tâm"]);
    assert_eq!(found("thi lan"), ["Đinh Thị Lan", "Hồ Thị Lan", "Đinh Thị Lanh", "Lan Thị Hoa"]);
    assert_eq!(found("l"), [""; 0]);
    assert_eq!(found("lan xa"), [""; 0]);
}

/// Somebody pastes a list into the field of a name: every phone of the club gets it.
#[test]
fn a_name_as_long_as_an_op_takes_little_room_and_its_beginning_is_found() {
    let words: Vec<String> = (0..9_000).map(|number| format!("Lan{number}")).collect();
    for full_name in [words.join(" "), words.concat(), "Đinh-".repeat(9_000)] {
        let people = [Named { full_name: full_name.clone(), common_name: Some(full_name.clone()), hamlet: None }];
        let (_folder, store) = store_of(&people);
        let bytes: i64 = store
            .read(|connection| {
                let sql = "SELECT (SELECT sum(length(word) + length(people)) FROM word_people) \
                           + (SELECT sum(length(word) + length(name_order)) FROM given_word)";
                Stored::Ok(connection.query_row(sql, [], |row| row.get(0))?)
            })
            .unwrap();
        assert!(bytes < 50_000, "{bytes}");
        let typed: String = text::fold(&full_name).chars().take(4).collect();
        assert_eq!(store.read(|connection| search(connection, &typed, 9)).unwrap(), [RecordId([0; 16])]);
    }
}

/// People with all that they are found by.
fn club() -> (TempDir, Store, Vec<(&'static str, RecordId)>) {
    let folder = TempDir::new().unwrap();
    let store = Store::open(StoreOptions::new(folder.path().join("so.db"), DatabaseKey::new([5; 32]))).unwrap();
    let rows = [
        ("Đinh Thị Lan", "1955", "Gò Deo", "0905 123 456"),
        ("Đinh Thị Lân", "1961", "Làng Teng", ""),
        ("Nguyễn Thị Xuân", "1950", "Gò Deo", "+84 98 765 4321"),
        ("Nguyễn Văn Anh", "1948", "Nước Như", ""),
        ("Trần Văn Trinh", "1944", "Gò Deo", ""),
        ("Phạm Thị Ba", "1939", "Làng Teng", ""),
        ("A Hùng", "1951", "Nước Như", ""),
        ("Hồ Văn Giang", "1970", "Gò Deo", ""),
    ];
    let mut people = Vec::new();
    store
        .write(|tx| {
            let book = books::number(tx, &Book::roster(RecordId([1; 16])))?;
            for ((name, year, hamlet, phone), place) in rows.into_iter().zip(1u8..) {
                let id = RecordId([place; 16]);
                let mut form = Person::create(id);
                form.set(Person::full_name, name.to_owned()).set(Person::hamlet, hamlet.to_owned());
                form.set_some(Person::birth, PartialDate::year(year.parse().unwrap()));
                form.set_some(Person::phone, (!phone.is_empty()).then(|| phone.to_owned()));
                confirm(tx, book, &op_of(place, id, form.into_changes()), None)?;
                people.push((name, id));
            }
            Stored::Ok(())
        })
        .unwrap();
    (folder, store, people)
}

fn op_of(seq: u8, entity: RecordId, changes: Vec<clubbook_model::op::Change>) -> Op {
    Op {
        id: OpId { device: DeviceId(1), seq: u64::from(seq) },
        hlc: Hlc::new(1, 0),
        author: RecordId([1; 16]),
        on_behalf_of: None,
        source: Source::IMPORT,
        book: Book::roster(RecordId([1; 16])),
        kind: Person::DEF.number,
        entity,
        former: None,
        changes,
    }
}

#[test]
fn people_are_found_as_they_are_said_and_typed() {
    let (_folder, store, people) = club();
    let found = |query: &str| -> Vec<(&str, bool)> {
        let found = store.read(|connection| find(connection, query, 9)).unwrap();
        let name = |id| people.iter().find(|person| person.1 == id).unwrap().0;
        found.into_iter().map(|found| (name(found.person), found.is_guess)).collect()
    };
    for (query, name, is_guess) in [
        ("lan dinh", "Đinh Thị Lan", false),
        ("ĐINH THỊ LAN", "Đinh Thị Lan", false),
        ("bà Lan", "Đinh Thị Lan", false),
        ("ba xuan", "Nguyễn Thị Xuân", false),
        ("ba", "Phạm Thị Ba", false),
        ("anh nguyen", "Nguyễn Văn Anh", false),
        ("chu giang go deo", "Hồ Văn Giang", false),
        ("lan 1961", "Đinh Thị Lân", false),
        ("lan 61", "Đinh Thị Lân", false),
        ("lan teng", "Đinh Thị Lân", false),
        ("nva", "Nguyễn Văn Anh", false),
        ("n.v.a", "Nguyễn Văn Anh", false),
        ("3456", "Đinh Thị Lan", false),
        ("0987654321", "Nguyễn Thị Xuân", false),
        ("+84 98 765 43 21", "Nguyễn Thị Xuân", false),
        ("0905 123", "Đinh Thị Lan", false),
        ("xuan 654", "Nguyễn Thị Xuân", false),
        ("nguyeenx xuaan", "Nguyễn Thị Xuân", true),
        ("nguye6n4 xua6n", "Nguyễn Thị Xuân", true),
        ("ddinh thij lan teng", "Đinh Thị Lân", true),
        ("nguyenthixuan", "Nguyễn Thị Xuân", true),
        ("nguyen suan", "Nguyễn Thị Xuân", true),
        ("nguyen xaun", "Nguyễn Thị Xuân", true),
        ("chinh", "Trần Văn Trinh", true),
        ("hugn", "A Hùng", true),
        ("nguyennx xuaan", "Nguyễn Thị Xuân", true),
        ("phma thi baa", "Phạm Thị Ba", true),
    ] {
        assert_eq!(found(query).first(), Some(&(name, is_guess)), "{query}: {:?}", found(query));
    }
    for nobody in ["qqqq", "05", "0000", "lan 1900", "", " ", "!", "x"] {
        assert_eq!(found(nobody), [], "{nobody}");
    }
}

#[test]
fn a_word_that_nobody_has_any_more_is_known_no_more() {
    let (_folder, store, people) = club();
    let known = || -> Vec<(String, i64)> {
        let sql = "SELECT word, people FROM known_word ORDER BY word";
        let all = |connection: &Connection| {
            let mut statement = connection.prepare(sql)?;
            Stored::Ok(statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?)
        };
        store.read(all).unwrap()
    };
    let before = known();
    assert!(before.contains(&("xuan".into(), 1)) && before.contains(&("deo".into(), 4)));
    let xuan = people[2].1;
    let renamed = |seq: u8, name: &str, over: u8| {
        let mut form = Person::create(xuan);
        form.set(Person::full_name, name.to_owned());
        let mut op = op_of(seq, xuan, form.into_changes());
        let over = OpId { device: DeviceId(1), seq: u64::from(over) };
        op.changes.iter_mut().for_each(|change| change.over = vec![over]);
        store.write(|tx| confirm(tx, books::number(tx, &op.book)?, &op, None)).unwrap();
    };
    renamed(20, "Nguyễn Thị Thu", 3);
    assert!(!known().iter().any(|(word, _)| word == "xuan"));
    renamed(21, "Nguyễn Thị Xuân", 20);
    assert_eq!(known(), before);
}
