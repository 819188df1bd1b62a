//! What is kept for the search, and what is left of it when people change and go.

use super::*;
use crate::store::entity;

const CLUBS: [RecordId; 2] = [RecordId([1; 16]), RecordId([2; 16])];

fn new_store() -> (TempDir, Store) {
    let folder = TempDir::new().unwrap();
    let store = Store::open(StoreOptions::new(folder.path().join("so.db"), DatabaseKey::new([5; 32]))).unwrap();
    (folder, store)
}

/// What somebody enters of a person, in place of what was there.
fn enter(store: &Store, club: usize, person: u8, seq: u64, fill: impl FnOnce(&mut clubbook_model::edit::Draft)) {
    let id = RecordId([person; 16]);
    let mut form = Person::create(id);
    fill(&mut form);
    let mut op = op_of(0, id, form.into_changes());
    op.id.seq = seq;
    op.book = Book::roster(CLUBS[club]);
    for change in &mut op.changes {
        change.over = (1..seq).map(|seq| OpId { device: DeviceId(1), seq }).collect();
    }
    store.write(|tx| confirm(tx, books::number(tx, &op.book)?, &op, None)).unwrap();
}

/// Every row that is kept of people but for the numbers that they were given, which are told by the person's id and book.
fn rows(connection: &Connection) -> Stored<Vec<String>> {
    let mut all = Vec::new();
    let person = "(SELECT hex(f.person) || f.book || hex(f.name_order) FROM found_person AS f WHERE f.number =";
    for sql in [
        "SELECT hex(person) || book || hex(name_order) FROM found_person".to_owned(),
        format!("SELECT word || hex(name_order) || {person} g.number) FROM given_word AS g"),
        format!("SELECT digits || {person} t.number) FROM telephone_end AS t"),
        "SELECT word || people FROM known_word".to_owned(),
    ] {
        let mut statement = connection.prepare(&sql)?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
        all.extend(rows.collect::<rusqlite::Result<Vec<_>>>()?);
    }
    let mut blocks = connection.prepare("SELECT word, place, block, people FROM word_people")?;
    let mut blocks = blocks.query([])?;
    while let Some(row) = blocks.next()? {
        let (word, place): (String, u8) = (row.get(0)?, row.get(1)?);
        let mut people = set::People::default();
        people.add_block(row.get::<_, i64>(2)? as u64, row.get_ref(3)?.as_blob().unwrap())?;
        for number in people.numbers() {
            let sql = "SELECT hex(person) || book FROM found_person WHERE number = ?1";
            let person: String = connection.query_row(sql, [number as i64], |row| row.get(0))?;
            all.push(format!("{word} {place} {person}"));
        }
    }
    all.sort();
    Ok(all)
}

fn any_entered() -> impl Strategy<Value = (u8, Option<Named>, Option<&'static str>)> {
    let phone = prop::option::of(prop::sample::select(vec!["0905123123", "0905 123 456", "12", "+84 905 123 456"]));
    (0u8..6, prop::option::weighted(0.9, any_person()), phone)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    /// Names come and go, people lose all that they were found by.
    #[test]
    fn prop_what_is_left_after_changes_is_what_is_made_anew(entered in prop::collection::vec((any_entered(), 0usize..2), 1..24)) {
        let (_folder, store) = new_store();
        for (((person, named, phone), club), seq) in entered.into_iter().zip(1u64..) {
            enter(&store, club, person, seq, |form| {
                let named = named.as_ref();
                form.set(Person::full_name, named.map(|named| named.full_name.clone()).unwrap_or_default());
                form.set(Person::common_name, named.and_then(|named| named.common_name.clone()).unwrap_or_default());
                form.set(Person::hamlet, named.and_then(|named| named.hamlet.clone()).unwrap_or_default());
                form.set(Person::phone, phone.unwrap_or_default().to_owned());
            });
        }
        let left = store.read(rows).unwrap();
        store.write(renew).unwrap();
        prop_assert_eq!(left, store.read(rows).unwrap());
    }
}

/// A device's fault, or a bad will: a record of one book stands under its id in another, too.
#[test]
fn a_record_of_the_same_id_in_another_book_is_found_until_its_own_book_goes() {
    let (_folder, store) = new_store();
    enter(&store, 0, 7, 1, |form| {
        form.set(Person::full_name, "Đinh Thị Lan".to_owned());
        form.set(Person::household, Person::reference(RecordId([3; 16])));
    });
    enter(&store, 1, 7, 1, |form| {
        form.set(Person::full_name, "Đinh Thị Lan".to_owned());
        form.set(Person::household, Person::reference(RecordId([3; 16])));
    });
    let found = || store.read(|connection| search(connection, "lan", 9)).unwrap();
    let of_household = || {
        let key = [clubbook_model::value::Value::Ref(Person::reference(RecordId([3; 16])))];
        store.read(|c| entity::by_index::<Person>(c, 0, &key, entity::Scan::ALL)).unwrap().len()
    };
    assert_eq!((found(), of_household()), (vec![RecordId([7; 16])], 2));
    let remove = |club: usize| {
        store.write(|tx| entity::remove_all(tx, books::number(tx, &Book::roster(CLUBS[club]))?)).unwrap();
    };
    remove(1);
    assert_eq!((found(), of_household()), (vec![RecordId([7; 16])], 1), "the other book's stays");
    remove(0);
    assert_eq!((found(), of_household()), (vec![], 0));
    assert_eq!(store.read(rows).unwrap(), [""; 0]);
}

#[test]
fn searches_read_by_key_and_never_sort() {
    let (_folder, store) = new_store();
    let plan = |sql: &str| -> String {
        let explain = |connection: &Connection| {
            let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
            Stored::Ok(statement.query_map([], |row| row.get(3))?.collect::<rusqlite::Result<Vec<String>>>()?)
        };
        store.read(explain).unwrap().join("; ")
    };
    for (sql, expected) in [
        (
            "SELECT word, place, block, people FROM word_people WHERE word >= 'la' AND word < 'lb'",
            "SEARCH word_people USING PRIMARY KEY (word>? AND word<?)",
        ),
        (
            "SELECT name_order, person, number FROM given_word WHERE word = 'lan' ORDER BY name_order, person",
            "SEARCH given_word USING PRIMARY KEY (word=?)",
        ),
        (
            "SELECT word, name_order FROM given_word WHERE word > 'la' ORDER BY word, name_order LIMIT 1",
            "SEARCH given_word USING PRIMARY KEY (word>?)",
        ),
        (
            "SELECT person, number FROM found_person ORDER BY name_order, person LIMIT 9",
            "SCAN found_person USING COVERING INDEX found_person_in_order",
        ),
        (
            "SELECT digits, number FROM telephone_end WHERE digits >= '0905' AND digits < '0906'",
            "SEARCH telephone_end USING PRIMARY KEY (digits>? AND digits<?)",
        ),
    ] {
        assert_eq!(plan(sql), expected);
    }
}
