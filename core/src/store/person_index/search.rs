//! People found by words: one order, and exactly the first of it, however many people there are.

use std::collections::BTreeSet;

use clubbook_model::id::RecordId;
use clubbook_model::text;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row};

use super::set::People;
use super::{FEWEST_DIGITS, Place};
use crate::store::error::{StoreError, Stored};

/// The fewest letters or digits that a search takes.
pub(super) const FEWEST_LETTERS: usize = 2;

/// By which of two ways people are put in order who are met alike. The answer is the same either way.
#[derive(Debug, Clone, Copy)]
pub(super) struct Effort {
    /// So few are read one by one.
    pub(super) few: usize,
    /// Of more, the order of a list is walked until enough of them were met, for so many rows of it for each of them: reading
    /// one of them costs as much.
    pub(super) rows_for_each: usize,
}

pub(super) const EFFORT: Effort = Effort { few: 24, rows_for_each: 24 };

/// A word that is looked for, folded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Form {
    pub(super) text: String,
    /// Only the whole word is meant, not one that begins with it.
    pub(super) is_whole: bool,
}

impl Form {
    pub(super) fn begun(text: &str) -> Self {
        Self { text: text.to_owned(), is_whole: false }
    }

    pub(super) fn whole(text: &str) -> Self {
        Self { text: text.to_owned(), is_whole: true }
    }
}

/// One word of a search: whoever has any of these is met by it.
pub(super) type Asked = Vec<Form>;

/// The first `limit` of what is put in, in order.
struct First<T> {
    limit: usize,
    kept: BTreeSet<T>,
}

impl<T: Ord> First<T> {
    fn of(limit: usize) -> Self {
        Self { limit, kept: BTreeSet::new() }
    }

    /// Whether this and whatever comes after it would be left out.
    fn ends_before(&self, one: &T) -> bool {
        self.kept.len() >= self.limit && self.kept.last().is_none_or(|last| one > last)
    }

    fn put(&mut self, one: T) {
        if !self.ends_before(&one) {
            self.kept.insert(one);
            if self.kept.len() > self.limit {
                self.kept.pop_last();
            }
        }
    }
}

impl First<Standing> {
    fn people(self) -> Vec<RecordId> {
        self.kept.into_iter().map(|(_, person)| person).collect()
    }
}

/// Where people of equal matches stand: the order of a list of names, then the id.
type Standing = (Vec<u8>, RecordId);

/// People by words without marks, each word of `query` the beginning of a word of theirs. Those come first whose names have
/// all of them. Then counts who is met best by any of the words (in the given name, the rest of the name, another name, the
/// initials, hamlet or year of birth, a telephone; whole, begun), then the order of a list of names. Fewer than two letters
/// find nobody.
///
/// # Errors
/// SQL.
pub fn search(connection: &Connection, query: &str, limit: usize) -> Stored<Vec<RecordId>> {
    search_with(connection, query, limit, EFFORT)
}

pub(super) fn search_with(connection: &Connection, query: &str, limit: usize, effort: Effort) -> Stored<Vec<RecordId>> {
    let folded = text::fold(beginning_of_query(query));
    let words: Vec<Asked> = folded.split(' ').map(|word| vec![Form::begun(word)]).collect();
    search_words(connection, &words, limit, effort)
}

/// As much of a query as anybody types: a text that was pasted there is not looked for word by word.
pub(super) fn beginning_of_query(query: &str) -> &str {
    const MOST_BYTES: usize = 160;
    query.get(..query.floor_char_boundary(MOST_BYTES)).unwrap_or_default()
}

/// The same for words each of which may be one of several.
pub(super) fn search_words(
    connection: &Connection,
    words: &[Asked],
    limit: usize,
    effort: Effort,
) -> Stored<Vec<RecordId>> {
    let letters = |word: &Asked| word.iter().map(|form| form.text.chars().count()).max().unwrap_or_default();
    if words.iter().map(letters).sum::<usize>() < FEWEST_LETTERS {
        return Ok(Vec::new());
    }
    let met = Met::of(connection, words)?;
    let mut found: Vec<RecordId> = Vec::new();
    // "Lan" of the hamlet "Định" comes behind "Đinh Thị Lan".
    let mut beyond_names = met.anywhere.clone();
    beyond_names.take_out(&met.in_names);
    for mut left in [met.in_names.clone(), beyond_names] {
        for (place, by_place) in Place::ALL.into_iter().zip(&met.by_place) {
            for (is_whole, those) in [(true, &by_place.whole), (false, &by_place.begun)] {
                let group = left.both(those);
                left.take_out(&group);
                let wanted = limit - found.len();
                let order = Order { connection, words, place, is_whole, effort };
                let first = order.first(&group, wanted)?;
                found.extend(first.into_iter().filter(|person| !found.contains(person)).collect::<Vec<_>>());
                if found.len() >= limit {
                    return Ok(found);
                }
            }
        }
    }
    Ok(found)
}

/// Who has a word at a place.
#[derive(Debug, Default)]
struct ByPlace {
    /// The whole word.
    whole: People,
    /// One that begins with it, or the whole one.
    begun: People,
}

/// Whom the words of a search meet.
#[derive(Debug, Default)]
struct Met {
    /// By place, those whom any of the words meets there.
    by_place: [ByPlace; Place::ALL.len()],
    /// Those who have all of several words in their names; of a single word, all whom it meets.
    in_names: People,
    /// Those whom all of the words meet.
    anywhere: People,
}

impl Met {
    fn of(connection: &Connection, words: &[Asked]) -> Stored<Self> {
        let mut met = Self::default();
        for (word, number) in words.iter().zip(0..) {
            let (mut in_names, mut anywhere) = (People::default(), People::default());
            for form in word {
                met.scan(connection, form, &mut in_names, &mut anywhere)?;
            }
            if words.len() == 1 {
                in_names = anywhere.clone();
            }
            met.in_names = if number == 0 { in_names } else { met.in_names.both(&in_names) };
            met.anywhere = if number == 0 { anywhere } else { met.anywhere.both(&anywhere) };
        }
        Ok(met)
    }

    fn scan(
        &mut self,
        connection: &Connection,
        form: &Form,
        in_names: &mut People,
        anywhere: &mut People,
    ) -> Stored<()> {
        let mut statement = connection
            .prepare_cached("SELECT word, place, block, people FROM word_people WHERE word >= ?1 AND word < ?2")?;
        let mut rows = statement.query((&form.text, end_of(form)))?;
        while let Some(row) = rows.next()? {
            let is_whole = text_of(row.get_ref(0)?)? == form.text;
            let place: u8 = row.get(1)?;
            let place = Place::ALL.get(usize::from(place)).copied().ok_or(StoreError::Corrupt)?;
            let block = u64::try_from(row.get::<_, i64>(2)?).map_err(|_| StoreError::Corrupt)?;
            let people = row.get_ref(3)?.as_blob().map_err(|_| StoreError::Corrupt)?;
            // Three digits within a number are its beginning from there; whether they end it, the ends say.
            let is_run = place == Place::Telephone;
            if is_run && (!is_whole || form.is_whole) {
                continue;
            }
            anywhere.add_block(block, people)?;
            if place <= Place::Initials {
                in_names.add_block(block, people)?;
            }
            let Some(by_place) = self.by_place.get_mut(place as usize) else { continue };
            by_place.begun.add_block(block, people)?;
            if is_whole && !is_run {
                by_place.whole.add_block(block, people)?;
            }
        }
        if form.text.len() >= FEWEST_DIGITS && form.text.bytes().all(|byte| byte.is_ascii_digit()) {
            self.dial(connection, form, anywhere)?;
        }
        Ok(())
    }

    /// Those whose telephone number ends with the digits, or has them where they are more than a run.
    fn dial(&mut self, connection: &Connection, form: &Form, anywhere: &mut People) -> Stored<()> {
        let [.., dialled] = &mut self.by_place;
        let is_run = form.text.len() == FEWEST_DIGITS;
        let end = if is_run { format!("{}\0", form.text) } else { end_of(form) };
        let mut statement =
            connection.prepare_cached("SELECT digits, number FROM telephone_end WHERE digits >= ?1 AND digits < ?2")?;
        let mut rows = statement.query((&form.text, end))?;
        while let Some(row) = rows.next()? {
            let number = u64::try_from(row.get::<_, i64>(1)?).map_err(|_| StoreError::Corrupt)?;
            if text_of(row.get_ref(0)?)? == form.text {
                dialled.whole.add(number)?;
            }
            dialled.begun.add(number)?;
            anywhere.add(number)?;
        }
        Ok(())
    }
}

/// The end of the words that a form meets: those from the form's text on, up to here.
fn end_of(form: &Form) -> String {
    // Above every letter, or only above the word itself.
    format!("{}{}", form.text, if form.is_whole { '\0' } else { char::MAX })
}

/// The order of people who are met alike: that of a list of names, then the id.
struct Order<'a> {
    connection: &'a Connection,
    words: &'a [Asked],
    place: Place,
    is_whole: bool,
    effort: Effort,
}

impl Order<'_> {
    /// The first people of a group.
    fn first(&self, group: &People, wanted: usize) -> Stored<Vec<RecordId>> {
        let count = group.count();
        if count > self.effort.few.max(wanted) {
            let most_rows = count.saturating_mul(self.effort.rows_for_each);
            let walked = if self.place == Place::Given {
                self.walk_given_names(group, wanted, most_rows)?
            } else {
                self.walk_everybody(group, wanted, most_rows)?
            };
            if let Some(first) = walked {
                return Ok(first);
            }
        }
        let mut statement =
            self.connection.prepare_cached("SELECT name_order, person FROM found_person WHERE number = ?1")?;
        let mut first: First<Standing> = First::of(wanted);
        for number in group.numbers() {
            let standing = statement.query_row([number as i64], |row| Ok((row.get(0)?, RecordId(row.get(1)?))));
            first.put(standing.optional()?.ok_or(StoreError::Corrupt)?);
        }
        Ok(first.people())
    }

    /// The first of a group by the lists of the given names that the words meet, which all of them have; `None` once too many
    /// rows were read.
    fn walk_given_names(&self, group: &People, wanted: usize, most_rows: usize) -> Stored<Option<Vec<RecordId>>> {
        let mut names = Vec::new();
        for form in self.words.iter().flatten() {
            if self.is_whole {
                names.extend(given_name(self.connection, "=", &form.text)?);
            } else if !form.is_whole {
                names.extend(longer_given_names(self.connection, &form.text)?);
            }
        }
        // A list whose first stands behind all who are wanted is not read.
        names.sort_unstable_by(|a, b| a.first.cmp(&b.first));
        let mut first: First<Standing> = First::of(wanted);
        let mut rows_left = most_rows;
        for name in names {
            let mut statement = self.connection.prepare_cached(
                "SELECT name_order, person, number FROM given_word WHERE word = ?1 ORDER BY name_order, person",
            )?;
            let mut rows = statement.query([name.word])?;
            while let Some(row) = rows.next()? {
                let Some(left) = rows_left.checked_sub(1) else { return Ok(None) };
                rows_left = left;
                let standing = (row.get(0)?, RecordId(row.get(1)?));
                if first.ends_before(&standing) {
                    break;
                }
                if group.has(row.get::<_, i64>(2)? as u64) {
                    first.put(standing);
                }
            }
        }
        Ok(Some(first.people()))
    }

    /// The first of a group by the list of everybody; `None` once too many rows were read.
    fn walk_everybody(&self, group: &People, wanted: usize, most_rows: usize) -> Stored<Option<Vec<RecordId>>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT person, number FROM found_person ORDER BY name_order, person LIMIT ?1")?;
        let mut rows = statement.query([i64::try_from(most_rows).unwrap_or(i64::MAX)])?;
        let mut first = Vec::new();
        while let Some(row) = rows.next()? {
            if group.has(row.get::<_, i64>(1)? as u64) {
                first.push(RecordId(row.get(0)?));
                if first.len() == wanted {
                    return Ok(Some(first));
                }
            }
        }
        Ok(None)
    }
}

fn text_of(value: ValueRef<'_>) -> Stored<&str> {
    value.as_str().map_err(|_| StoreError::Corrupt)
}

/// A word of given names, and where the first who has it stands in the order of a list.
struct GivenName {
    word: String,
    first: Vec<u8>,
}

/// The given name that is this word (`=`), or the first behind it (`>`).
fn given_name(connection: &Connection, compared: &str, word: &str) -> Stored<Option<GivenName>> {
    let sql =
        format!("SELECT word, name_order FROM given_word WHERE word {compared} ?1 ORDER BY word, name_order LIMIT 1");
    let read = |row: &Row<'_>| Ok(GivenName { word: row.get(0)?, first: row.get(1)? });
    Ok(connection.prepare_cached(&sql)?.query_row([word], read).optional()?)
}

/// The given names that begin with this and go on.
fn longer_given_names(connection: &Connection, word: &str) -> Stored<Vec<GivenName>> {
    let mut longer: Vec<GivenName> = Vec::new();
    loop {
        let after = longer.last().map_or(word, |name| name.word.as_str());
        match given_name(connection, ">", after)? {
            Some(found) if found.word.starts_with(word) => longer.push(found),
            _ => return Ok(longer),
        }
    }
}
