//! What the form of a visit offers: the day, who may have gone, who may be asked to act on what was noticed, and until when.

use clubbook_model::id::RecordId;
use clubbook_model::registry::HomeVisit;
use clubbook_model::time::Day;
use clubbook_model::vocabulary::Language;
use rusqlite::Connection;

use super::views::{NewVisitView, VisitView};
use crate::features::care::views::Sensitive;
use crate::features::people::directory::Directory;
use crate::features::people::views::PersonView;
use crate::features::{Commanded, rights};
use crate::wording;

/// A visit is told within so many days, today among them; what is older is entered from paper.
const DAYS: i32 = 14;
/// Somebody is asked to act today, by tomorrow, within three days, within a week.
const DAYS_TO_ACT: [i32; 4] = [0, 1, 3, 7];

/// What the form of a visit offers.
#[derive(Debug, Clone, PartialEq)]
pub struct OfferedView {
    /// Days on which the visit may have been, the nearest first.
    pub days: Vec<Day>,
    /// Who may have gone: who went the last time or is assigned, and who looks.
    pub may_have_gone: Vec<PersonView>,
    /// Who may be asked to act on what was noticed: they, and whoever has a task in the club.
    pub may_act: Vec<PersonView>,
    /// Until when they may be asked to act, the nearest first.
    pub until: Vec<Day>,
}

/// What stands in a visit that is corrected: the form offers that, too.
#[derive(Debug, Clone, Copy, Default)]
struct Stands {
    visited_on: Option<Day>,
    follow_up_by: Option<RecordId>,
    follow_up_until: Option<Day>,
}

/// What the form of a new visit offers.
///
/// # Errors
/// SQL.
pub fn for_new(
    connection: &Connection,
    club: RecordId,
    viewer: RecordId,
    form: &NewVisitView,
    today: Day,
) -> Commanded<OfferedView> {
    offered(connection, club, viewer, &form.visitors, Stands::default(), today)
}

/// What the form over a visit offers. Of what was noticed nothing is told where it may not be shown.
///
/// # Errors
/// SQL.
pub fn for_correction(
    connection: &Connection,
    club: RecordId,
    viewer: RecordId,
    (shown, told): (&VisitView, &HomeVisit),
    today: Day,
) -> Commanded<OfferedView> {
    let mut stands = Stands { visited_on: shown.visited_on, ..Stands::default() };
    if matches!(shown.remarks, Sensitive::Shown(_)) {
        stands.follow_up_by = told.follow_up_by.map(|by| by.id);
        stands.follow_up_until = told.follow_up_until;
    }
    offered(connection, club, viewer, &shown.visitors, stands, today)
}

fn offered(
    connection: &Connection,
    club: RecordId,
    viewer: RecordId,
    visitors: &[PersonView],
    stands: Stands,
    today: Day,
) -> Commanded<OfferedView> {
    let directory = Directory::of(connection, club, today)?;
    let mut days: Vec<Day> = (0..DAYS).map(|back| today.plus(-back)).collect();
    days.extend(stands.visited_on.filter(|on| !days.contains(on)));
    let mut until: Vec<Day> = DAYS_TO_ACT.iter().map(|days| today.plus(*days)).collect();
    until.extend(stands.follow_up_until.filter(|day| !until.contains(day)));
    until.sort_unstable();

    let mut may_have_gone = visitors.to_vec();
    add(&directory, &mut may_have_gone, &directory.view(viewer));
    let tasks = rights::with_task(connection, club, &directory, today)?;
    let mut may_act: Vec<PersonView> = Vec::new();
    let living = may_have_gone.iter().filter(|one| directory.is_living(one.id));
    living.chain(tasks.iter().map(|one| &one.person)).for_each(|one| add(&directory, &mut may_act, one));
    if let Some(by) = stands.follow_up_by.filter(|by| may_act.iter().all(|one| one.id != *by)) {
        may_act.insert(0, directory.view(by));
    }
    Ok(OfferedView { days, may_have_gone, may_act, until })
}

/// Adds somebody who does not stand there yet under another record.
fn add(directory: &Directory, people: &mut Vec<PersonView>, one: &PersonView) {
    if people.iter().all(|other| !directory.same().are_one(other.id, one.id)) {
        people.push(one.clone());
    }
}

/// Until when somebody is asked to act: "trong hôm nay", "trong ngày mai", "thứ Sáu 27/11".
pub fn until_words(until: Day, today: Day, language: Language) -> String {
    match (until.0.saturating_sub(today.0), language) {
        (0, Language::Vi) => "trong hôm nay".to_owned(),
        (0, Language::En) => "by tonight".to_owned(),
        (1, Language::Vi) => "trong ngày mai".to_owned(),
        (1, Language::En) => "by tomorrow".to_owned(),
        _ => wording::day(until, today, language),
    }
}
