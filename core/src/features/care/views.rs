//! What screens show of care cases, consents and circumstances, and what they send.

use clubbook_model::id::RecordId;
use clubbook_model::merge::EntityState;
use clubbook_model::time::Day;
use clubbook_model::vocabulary::{
    CareStatus, CircumstanceKind, ConsentMethod, Language, Purpose, Relation, Service, Vocabulary,
};

use crate::features::people::views::PersonView;
use crate::wording;

/// Where a consent stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConsentState {
    /// Nobody asked yet.
    Missing,
    /// Given.
    Given,
    /// Refused.
    Refused,
    /// Given once and withdrawn since.
    Withdrawn,
    /// Only those who care for the person, and those who lead, know: the person at the phone may add and not read.
    OutOfSight,
}

/// Something that may be shown only with a consent.
#[derive(Debug, Clone, PartialEq)]
pub enum Sensitive<T> {
    /// There is a consent.
    Shown(T),
    /// There is none: what stands in the book is not shown.
    Hidden(ConsentState),
}

impl<T> Sensitive<T> {
    /// What may be shown.
    pub fn shown(self) -> Option<T> {
        match self {
            Self::Shown(value) => Some(value),
            Self::Hidden(_) => None,
        }
    }
}

/// A circumstance of a person.
#[derive(Debug, Clone, PartialEq)]
pub struct CircumstanceView {
    /// The record.
    pub id: RecordId,
    /// What.
    pub kind: Option<CircumstanceKind>,
    /// Year it holds for.
    pub year: Option<i64>,
    /// The deciding document.
    pub document: Option<String>,
    /// From.
    pub from_day: Option<Day>,
    /// To; none while it lasts.
    pub to_day: Option<Day>,
    /// Code of the list, such as the number of one of the 54 peoples.
    pub code: Option<String>,
    /// Local group or a remark.
    pub detail: Option<String>,
    /// The one category under which officials print the person.
    pub is_primary: bool,
}

/// Why somebody needs care, as far as there is a consent.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CareReasons {
    /// Why care is needed.
    pub reason: Option<String>,
    /// What the needs are.
    pub assessment: Option<String>,
    /// How heavy the case is.
    pub stratum: Option<String>,
}

/// Somebody who is cared for at home.
#[derive(Debug, Clone, PartialEq)]
pub struct CareCaseView {
    /// The record.
    pub id: RecordId,
    /// The person.
    pub person: PersonView,
    /// Open, paused, closed.
    pub status: Option<CareStatus>,
    /// Since.
    pub opened_on: Option<Day>,
    /// Services that are planned.
    pub services: Vec<Service>,
    /// A visit is due every so many days.
    pub every_days: Option<i64>,
    /// The volunteers assigned.
    pub volunteers: Vec<PersonView>,
    /// Why care is needed.
    pub reasons: Sensitive<CareReasons>,
    /// Closed on.
    pub closed_on: Option<Day>,
    /// What was in the record: what is done to the case names it.
    pub seen: EntityState,
}

/// That somebody is cared for at home from now on.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OpenCareRequest {
    /// The person.
    pub person: RecordId,
    /// Since; today when nothing is said.
    pub opened_on: Option<Day>,
    /// Why care is needed.
    pub reason: Option<String>,
    /// What the needs are.
    pub assessment: Option<String>,
    /// How heavy the case is.
    pub stratum: Option<String>,
    /// Services that are planned.
    pub services: Vec<Service>,
    /// A visit is due every so many days, 1 to 366.
    pub every_days: Option<i64>,
    /// The volunteers who go.
    pub volunteers: Vec<RecordId>,
    /// The one person besides the head who hears of a suspicion of abuse.
    pub contact: Option<RecordId>,
}

impl OpenCareRequest {
    /// Care for a person.
    pub fn of(person: RecordId) -> Self {
        Self { person, ..Self::default() }
    }
}

/// What a person said to one purpose.
#[derive(Debug, Clone, PartialEq)]
pub struct ConsentRequest {
    /// The person.
    pub person: RecordId,
    /// What for.
    pub purpose: Purpose,
    /// Given, or refused.
    pub given: bool,
    /// Version of the text that was read.
    pub text_version: Option<String>,
    /// How.
    pub method: ConsentMethod,
    /// Who gave it, when not the person.
    pub given_by: Option<String>,
    /// What that is to the person.
    pub relation: Relation,
    /// "Yes, given anew": the answer to [`WithdrawnQuestion`].
    pub confirmed: bool,
}

impl ConsentRequest {
    /// What the person said themselves.
    pub fn spoken(person: RecordId, purpose: Purpose, given: bool) -> Self {
        Self {
            person,
            purpose,
            given,
            text_version: None,
            method: ConsentMethod::Spoken,
            given_by: None,
            relation: Relation::Oneself,
            confirmed: false,
        }
    }
}

/// Somebody withdrew this consent. Is it given anew? Asked so that a withdrawal which came from another phone is never
/// taken back by who has not seen it.
#[derive(Debug, Clone, PartialEq)]
pub struct WithdrawnQuestion {
    /// The person.
    pub person: PersonView,
    /// What for.
    pub purpose: Purpose,
    /// Withdrawn, or refused.
    pub was: ConsentState,
}

impl WithdrawnQuestion {
    /// The question as people read it.
    pub fn words(&self, language: Language) -> String {
        let (who, purpose) = (self.person.titled(), self.purpose.label(language));
        match language {
            Language::Vi if self.was == ConsentState::Refused => {
                format!("{} trước đây không đồng ý: {purpose}. Nay ông/bà đồng ý?", wording::sentence(&who))
            }
            Language::En if self.was == ConsentState::Refused => {
                format!("{} said no before: {purpose}. Is it given now?", self.person.name)
            }
            Language::Vi => {
                format!("{} đã rút lại sự đồng ý: {purpose}. Nay ông/bà đồng ý lại?", wording::sentence(&who))
            }
            Language::En => format!("{} withdrew this consent: {purpose}. Is it given anew?", self.person.name),
        }
    }
}

/// A circumstance of a person, as it was assessed.
#[derive(Debug, Clone, PartialEq)]
pub struct CircumstanceRequest {
    /// The person.
    pub person: RecordId,
    /// What.
    pub kind: CircumstanceKind,
    /// Year it holds for.
    pub year: Option<i64>,
    /// The deciding document.
    pub document: Option<String>,
    /// From.
    pub from_day: Option<Day>,
    /// Code of the list, for example of the 54 peoples.
    pub code: Option<String>,
    /// Local group or a remark.
    pub detail: Option<String>,
    /// The household that it was decided for.
    pub household: Option<RecordId>,
    /// It is the one category under which officials print the person.
    pub is_primary: bool,
}

impl CircumstanceRequest {
    /// A circumstance without more about it.
    pub fn of(person: RecordId, kind: CircumstanceKind) -> Self {
        Self {
            person,
            kind,
            year: None,
            document: None,
            from_day: None,
            code: None,
            detail: None,
            household: None,
            is_primary: false,
        }
    }
}
