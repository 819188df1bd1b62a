//! Lists of people for a purpose that a law names: who is greeted for a long life, who may ask for the social pension or for
//! health insurance (`domain.md` §6.3-§6.5). The purposes are the lists of age rules that the reference book has in force, and
//! without such a rule there is no list: no names without a legal basis.

use std::collections::BTreeSet;

use clubbook_model::age::completes;
use clubbook_model::age_rule::{AgeRule, ByAge, Conditions};
use clubbook_model::id::Book;
use clubbook_model::reference::{in_force, label};
use clubbook_model::registry::{Person, Reference};
use clubbook_model::text;
use clubbook_model::time::{Day, Instant, PartialDate};
use clubbook_model::vocabulary::{CircumstanceKind, ClubStatus, Language, ReferenceKind, Vocabulary};

use super::access::{self, Look};
use super::club_sheet::{self, Roster};
use super::clubs::club_seen;
use super::reference;
use crate::centre::Centre;
use crate::error::{CentreError, Done};
use crate::store::Tx;
use crate::store::access::Deed;
use crate::store::figures::ClubFigure;
use crate::store::officers::OfficerRow;

/// People on one list: whoever needs more asks for one commune or club after the other.
pub(crate) const MOST_PEOPLE: usize = 5_000;

/// What a list is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ListPurpose {
    /// Greetings for a long life in a year.
    Longevity,
    /// The social pension.
    SocialPension,
    /// Health insurance that the State pays.
    HealthInsurance,
}

impl ListPurpose {
    /// Every purpose, as offered.
    pub(crate) const ALL: [Self; 3] = [Self::Longevity, Self::SocialPension, Self::HealthInsurance];

    /// What stands before the colon in the codes of its rules.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Longevity => "longevity",
            Self::SocialPension => "social_pension",
            Self::HealthInsurance => "health_insurance",
        }
    }

    /// The purpose with a code.
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.code() == code)
    }
}

/// What an officer asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ListRequest {
    /// What for.
    pub(crate) purpose: ListPurpose,
    /// The year: who has the age by its end.
    pub(crate) year: i32,
    /// Only this club; all of the officer's unit without it.
    pub(crate) club: Option<u64>,
    /// Why, in the officer's words.
    pub(crate) reason: String,
    /// Taken out as a file.
    pub(crate) is_export: bool,
}

/// A list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PurposeList {
    /// The documents that its rules name.
    pub(crate) legal_basis: Vec<String>,
    /// The people, by club and name.
    pub(crate) rows: Vec<ListRow>,
    /// How many clubs were looked through.
    pub(crate) clubs: u64,
    /// The day of the list.
    pub(crate) today: Day,
}

/// Somebody on a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ListRow {
    /// The club's number.
    pub(crate) club: u64,
    /// The club's name.
    pub(crate) club_name: String,
    /// The full name.
    pub(crate) name: String,
    /// Birth, as far as it is known.
    pub(crate) birth: PartialDate,
    /// The hamlet.
    pub(crate) hamlet: Option<String>,
    /// Completed years that the rule asks for, or marks.
    pub(crate) years: i32,
    /// The day on which they are completed; none when the papers do not say the day.
    pub(crate) on: Option<Day>,
    /// Whether the age is reached on the day of the list for sure.
    pub(crate) is_reached: bool,
    /// The rule, in Vietnamese and English.
    pub(crate) rule: (String, String),
    /// The circumstances that the rule asks for are not known, or nobody agreed that they are recorded.
    pub(crate) asks: bool,
}

impl Centre {
    /// The documents on which lists for each purpose stand today; a purpose without one has no list.
    ///
    /// # Errors
    /// The store's.
    pub(crate) async fn legal_bases(&self) -> Done<Vec<(ListPurpose, Vec<String>)>> {
        self.read(|tx, now| {
            let entries = reference::entries(tx)?;
            let of = |purpose| (purpose, basis(&rules(&entries, purpose, now.day_in_vietnam())));
            Ok(ListPurpose::ALL.into_iter().map(of).collect())
        })
        .await
    }

    /// A list for a purpose. It goes out only when the line that says so is in the log: who, what for, why, how many people.
    ///
    /// # Errors
    /// No rule in force, no reason, no such club in the officer's unit, more than [`MOST_PEOPLE`], or the store's.
    pub(crate) async fn list_for(&self, officer: OfficerRow, request: ListRequest) -> Done<PurposeList> {
        if request.reason.trim().is_empty() {
            return Err(CentreError::Invalid("a list needs a reason"));
        }
        let (unit, asked) = (officer.unit.clone(), request.clone());
        // Read beside the phones' exchanges: the writer has better to do than to read ten thousand clubs.
        let list = self.read(move |tx, now| list(tx, unit.as_deref(), &asked, now)).await?;
        let look = Look {
            deed: if request.is_export { Deed::ExportedList } else { Deed::SawList },
            club: request.club,
            clubs: list.clubs,
            people: list.rows.len() as u64,
            about: format!("{} {}", request.purpose.code(), request.year),
            reason: request.reason,
        };
        self.write(move |tx, _, now| access::note(tx, &officer, look, now)).await?;
        Ok(list)
    }
}

/// The rules of a purpose that are in force on a day.
fn rules(entries: &[Reference], purpose: ListPurpose, on: Day) -> Vec<AgeRule<'_>> {
    let found = in_force(entries, ReferenceKind::AgeRule, on);
    found.into_values().filter_map(AgeRule::read).filter(|rule| rule.list == purpose.code()).collect()
}

fn basis(rules: &[AgeRule<'_>]) -> Vec<String> {
    let documents: BTreeSet<&str> = rules.iter().filter_map(|rule| rule.entry.document.as_deref()).collect();
    documents.into_iter().map(str::to_owned).collect()
}

fn list(tx: &dyn Tx, unit: Option<&str>, request: &ListRequest, now: Instant) -> Done<PurposeList> {
    let today = now.day_in_vietnam();
    let end = Day::from_ymd(request.year, 12, 31).ok_or(CentreError::Invalid("there is no such year"))?;
    let entries = reference::entries(tx)?;
    // A greeting is planned by the rules of its year; what somebody may ask for today by those of today.
    let rules = rules(&entries, request.purpose, if request.purpose == ListPurpose::Longevity { end } else { today });
    if basis(&rules).is_empty() {
        return Err(CentreError::Invalid("no rule with a document is in force for this list"));
    }
    let clubs = match request.club {
        Some(number) => vec![club_seen(tx, number, unit)?],
        None => {
            let mut clubs = tx.club_figures()?;
            clubs.retain(|figure| club_seen(tx, figure.number, unit).is_ok());
            clubs
        }
    };
    let is_over = |figure: &ClubFigure| {
        let status = figure.status.map(ClubStatus::from_number);
        matches!(status, Some(ClubStatus::Dissolved | ClubStatus::Merged))
    };
    let mut found = PurposeList { legal_basis: basis(&rules), rows: Vec::new(), clubs: 0, today };
    for figure in clubs.iter().filter(|figure| !is_over(figure)) {
        found.clubs += 1;
        of_club(tx, figure, request, &rules, (today, end), &mut found.rows)?;
        if found.rows.len() > MOST_PEOPLE {
            return Err(CentreError::TooLarge);
        }
    }
    Ok(found)
}

fn of_club(
    tx: &dyn Tx,
    figure: &ClubFigure,
    request: &ListRequest,
    rules: &[AgeRule<'_>],
    (today, end): (Day, Day),
    rows: &mut Vec<ListRow>,
) -> Done<()> {
    let Some(book) = tx.book(&Book::roster(figure.club))? else { return Ok(()) };
    let roster = Roster::read(tx, figure.club, book.handle, today)?;
    let asks = rules.iter().any(|rule| !rule.entry.any_of.is_empty() || !rule.entry.none_of.is_empty());
    // Circumstances are looked at only where a rule asks for them, and only of those who agreed.
    let holding = if asks { Some(club_sheet::agreed_circumstances(tx, &roster)?) } else { None };
    let mut of_club: Vec<(Vec<u8>, ListRow)> = Vec::new();
    for (id, records) in &roster.members {
        let Some(birth) = club_sheet::birth(records) else { continue };
        let kinds = holding.as_ref().and_then(|holding| holding.get(id));
        let Some((rule, conditions)) = rule_for(rules, request, birth, kinds.map(Vec::as_slice), (today, end)) else {
            continue;
        };
        let row = row(figure, records, birth, &rule, conditions, request.year, today);
        of_club.push((text::order_key(&row.name, &text::given_name(&row.name, None)), row));
    }
    of_club.sort_by(|a, b| a.0.cmp(&b.0));
    rows.extend(of_club.into_iter().map(|(_, row)| row));
    Ok(())
}

/// The rule that puts somebody on the list: of those that hold the one that asks for the least.
fn rule_for<'a>(
    rules: &[AgeRule<'a>],
    request: &ListRequest,
    birth: PartialDate,
    holding: Option<&[CircumstanceKind]>,
    (today, end): (Day, Day),
) -> Option<(AgeRule<'a>, Conditions)> {
    let holds = |rule: &&AgeRule<'a>| match request.purpose {
        ListPurpose::Longevity => rule.in_year(birth, request.year).is_some(),
        _ => !matches!(rule.by_age(birth, today), ByAge::From(from) if from > end),
    };
    let standing = rules.iter().filter(holds).map(|rule| (*rule, rule.conditions(holding)));
    let is_to_come = |rule: &AgeRule<'_>| !matches!(rule.by_age(birth, today), ByAge::Since(_));
    standing.filter(|(_, conditions)| *conditions != Conditions::NotMet).min_by_key(|(rule, conditions)| {
        (*conditions == Conditions::Unknown, is_to_come(rule), !rule.entry.any_of.is_empty(), rule.years)
    })
}

fn row(
    figure: &ClubFigure,
    records: &[Person],
    birth: PartialDate,
    rule: &AgeRule<'_>,
    conditions: Conditions,
    year: i32,
    today: Day,
) -> ListRow {
    let years = rule.in_year(birth, year).map_or(rule.years, |(years, _, _)| years);
    let (first, last) = completes(birth, years);
    ListRow {
        club: figure.number,
        club_name: figure.name.clone(),
        name: records.iter().find_map(|person| person.full_name.clone()).unwrap_or_default(),
        birth,
        hamlet: records.iter().find_map(|person| person.hamlet.clone()),
        years,
        on: (first == last).then_some(first),
        is_reached: last <= today,
        rule: (label(rule.entry, Language::Vi).to_owned(), label(rule.entry, Language::En).to_owned()),
        asks: conditions == Conditions::Unknown,
    }
}
