//! The sign-in sheet on paper: what is printed before a meeting, and entering it afterwards by the numbers of the register.

use std::collections::{BTreeMap, BTreeSet};

use clubbook_model::id::RecordId;
use clubbook_model::op::Source;
use clubbook_model::registry::{Attendance, Club};
use clubbook_model::time::Day;
use clubbook_model::value::Value;
use clubbook_model::vocabulary::{Mark, Vocabulary};
use rusqlite::Connection;

use super::commands::{existing, put_mark, shown};
use super::queries;
use super::views::{MarkRequest, MeetingQuestion, RollRow, RollView};
use crate::features::people::views::PersonView;
use crate::features::{Commanded, Invalid, Pen, Question};
use crate::store::entity;

/// A line of the sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetRow {
    /// Number in the register.
    pub register_no: Option<i64>,
    /// The member.
    pub person: PersonView,
    /// Year of birth.
    pub born: Option<u16>,
}

/// The sign-in sheet of a meeting: members in the order of the paper register, with room for signatures, and for readings on a
/// page of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetView {
    /// The club.
    pub club: String,
    /// The day.
    pub on: Day,
    /// Where.
    pub place: Option<String>,
    /// The members.
    pub rows: Vec<SheetRow>,
}

/// The sign-in sheet for a day: of the members of that day, whether or not a meeting was opened.
///
/// # Errors
/// SQL.
pub fn sheet(connection: &Connection, club: RecordId, on: Day, today: Day) -> Commanded<SheetView> {
    let home = entity::get::<Club>(connection, club)?;
    let (name, place) = home.map(|home| (home.name, home.meeting_place)).unwrap_or_default();
    let members = queries::register_order(connection, club, on, today)?;
    let row = |(register_no, person): (Option<i64>, PersonView)| SheetRow {
        register_no,
        born: person.birth.map(|birth| birth.year),
        person,
    };
    Ok(SheetView { club: name.unwrap_or_default(), on, place, rows: members.into_iter().map(row).collect() })
}

/// Numbers of the register as they are read off a sheet: "1 2 5-9 12", with commas or without; `None` when it is not that.
/// No number is larger than 99,999, and none comes twice.
pub fn numbers(text: &str) -> Option<BTreeSet<i64>> {
    const LARGEST: i64 = 99_999;
    let number = |part: &str| part.parse::<i64>().ok().filter(|number| (1..=LARGEST).contains(number));
    let mut found = BTreeSet::new();
    let spaced = text.replace(" - ", "-").replace('–', "-");
    for part in spaced.split([' ', ',', ';', '\n', '\t']).filter(|part| !part.is_empty()) {
        match part.split_once('-') {
            Some((first, last)) => {
                let (first, last) = (number(first)?, number(last)?);
                if first > last {
                    return None;
                }
                found.extend(first..=last);
            }
            None => {
                found.insert(number(part)?);
            }
        }
    }
    Some(found)
}

/// A sheet that was signed, by the numbers of the register.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EnterSheetRequest {
    /// The meeting.
    pub meeting: RecordId,
    /// Who signed.
    pub present: BTreeSet<i64>,
    /// Who signed and came late.
    pub late: BTreeSet<i64>,
    /// Who had themselves excused.
    pub excused: BTreeSet<i64>,
    /// "Yes, once more": the answer to [`MeetingQuestion::SheetAgain`].
    pub again: bool,
    /// "Yes, as the sheet says": the answer to [`MeetingQuestion::SheetDiffers`].
    pub confirmed: bool,
}

/// Enters a sheet: everybody in it is marked by hand. Record it with the source paper, on behalf of whoever kept the sheet.
///
/// # Errors
/// No such meeting, or a number that no member has: then nothing is recorded. Asks first when the same hand has entered a sheet
/// of this meeting before, and, as a question of its own, when somebody was marked otherwise by hand.
pub fn enter_sheet(pen: &mut Pen<'_>, request: &EnterSheetRequest) -> Commanded<RollView> {
    let meeting = existing(pen, request.meeting)?;
    let roll = shown(pen, meeting.id)?;
    let marks = marks(&roll, request)?;
    if !request.again {
        let entered = entered_by_hand(pen, &roll, pen.author());
        if entered > 0 {
            return Err(Question::Meeting(MeetingQuestion::SheetAgain { entered }).into());
        }
    }
    if !request.confirmed {
        let differs = |(row, mark): &&(&RollRow, Mark)| row.by_hand && row.mark != Mark::Unset && row.mark != *mark;
        let people: Vec<PersonView> = marks.iter().filter(differs).map(|(row, _)| row.person.clone()).collect();
        if !people.is_empty() {
            return Err(Question::Meeting(MeetingQuestion::SheetDiffers { people }).into());
        }
    }
    for (row, mark) in &marks {
        put_mark(pen, &MarkRequest::over(meeting.id, row, *mark), false)?;
    }
    shown(pen, meeting.id)
}

/// The row and the mark of each number.
fn marks<'a>(roll: &'a RollView, request: &EnterSheetRequest) -> Commanded<Vec<(&'a RollRow, Mark)>> {
    let mut by_number: BTreeMap<i64, Vec<&RollRow>> = BTreeMap::new();
    for row in roll.rows.iter().filter(|row| !row.guest) {
        if let Some(number) = row.register_no {
            by_number.entry(number).or_default().push(row);
        }
    }
    let said = [(&request.present, Mark::Present), (&request.late, Mark::Late), (&request.excused, Mark::Excused)];
    let mut marks = Vec::new();
    let (mut unknown, mut ambiguous, mut twice) = (Vec::new(), Vec::new(), Vec::new());
    let mut seen = BTreeSet::new();
    for (number, mark) in said.iter().flat_map(|(numbers, mark)| numbers.iter().map(|number| (*number, *mark))) {
        if !seen.insert(number) {
            twice.push(number);
        }
        match by_number.get(&number).map(Vec::as_slice) {
            Some([row]) => marks.push((*row, mark)),
            Some(_) => ambiguous.push(number),
            None => unknown.push(number),
        }
    }
    for (numbers, invalid) in [
        (unknown, Invalid::NoSuchNumbers as fn(Vec<i64>) -> Invalid),
        (ambiguous, Invalid::NumbersTwice),
        (twice, Invalid::MarkedTwice),
    ] {
        if !numbers.is_empty() {
            return Err(invalid(numbers).into());
        }
    }
    Ok(marks)
}

/// How many marks of this meeting somebody has entered from paper.
fn entered_by_hand(pen: &Pen<'_>, roll: &RollView, author: RecordId) -> usize {
    let is_theirs = |row: &&RollRow| {
        let heads = row.seen.field(Attendance::mark.tag, &[]).map(|field| field.heads()).unwrap_or_default();
        heads.iter().any(|(_, entry)| {
            entry.source == Source::PAPER && entry.author == author && entry.value != Value::Enum(Mark::Unset.number())
        })
    };
    // Only paper is entered twice by mistake: marks on the screen show what was marked.
    if pen.recorder.author.source != Source::PAPER {
        return 0;
    }
    roll.rows.iter().filter(is_theirs).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_read_them_off_a_sheet() {
        let read = |text: &str| numbers(text).map(|found| found.into_iter().collect::<Vec<_>>());
        assert_eq!(read("1 2 5-9 12"), Some(vec![1, 2, 5, 6, 7, 8, 9, 12]));
        assert_eq!(read("1,2;3\n4  5 - 6, 7–8"), Some(vec![1, 2, 3, 4, 5, 6, 7, 8]));
        assert_eq!(read("3 3 3"), Some(vec![3]));
        assert_eq!(read(""), Some(vec![]));
        for wrong in ["a", "1-", "9-5", "0", "-3", "1.5", "1-999999999"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
