//! The search against the plainest one: every person looked at, ranked, sorted.

use clubbook_model::id::{Book, DeviceId, OpId, RecordId};
use clubbook_model::op::{Op, Source};
use clubbook_model::registry::{Entity, Person};
use clubbook_model::text;
use clubbook_model::time::Hlc;
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
}

impl Named {
    /// The words of each place, with those that also stand at a place before.
    fn places(&self) -> [Vec<String>; 3] {
        let words =
            |name: &str| text::fold(name).split(' ').map(str::to_owned).chain(text::joined_words(name)).collect();
        let given = text::given_name(&self.full_name, None);
        [words(&given), words(&self.full_name), self.common_name.as_deref().map(words).unwrap_or_default()]
    }

    /// The best that any of the words meets, place and then whole or begun, when all meet something.
    fn rank(&self, words: &[&str]) -> Option<(usize, bool)> {
        let places = self.places();
        let mut ranks = Vec::new();
        for word in words {
            let place = places.iter().position(|names| names.iter().any(|name| name.starts_with(word)))?;
            ranks.push((place, !places[place].iter().any(|name| name == word)));
        }
        ranks.into_iter().min()
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
                    .set_some(Person::common_name, person.common_name.clone());
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
    (words(1..4usize), prop::option::weighted(0.3, words(1..2usize)))
        .prop_map(|(full_name, common_name)| Named { full_name, common_name })
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
        queries in prop::collection::vec((any_query(), 1usize..9, 0usize..30, 0usize..60), 12),
    ) {
        let (_folder, store) = store_of(&people);
        for (query, limit, rare, walked_rows) in queries {
            let found = store
                .read(|connection| search_with(connection, &query, limit, Effort { rare, walked_rows }))
                .unwrap();
            prop_assert_eq!(found, expected(&people, &query, limit), "{}", query);
        }
    }
}

#[test]
fn given_names_come_first_then_whole_words_then_the_order_of_a_list() {
    let person = |full_name: &str| Named { full_name: full_name.into(), common_name: None };
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
        let people = [Named { full_name: full_name.clone(), common_name: Some(full_name.clone()) }];
        let (_folder, store) = store_of(&people);
        let bytes: i64 = store
            .read(|connection| {
                let sql = "SELECT sum(length(word) + length(name_order) + length(folded)) FROM name_word";
                Stored::Ok(connection.query_row(sql, [], |row| row.get(0))?)
            })
            .unwrap();
        assert!(bytes < 50_000, "{bytes}");
        let typed: String = text::fold(&full_name).chars().take(4).collect();
        assert_eq!(store.read(|connection| search(connection, &typed, 9)).unwrap(), [RecordId([0; 16])]);
    }
}
