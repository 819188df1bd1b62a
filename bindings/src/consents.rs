//! Consents: of one person, and of many at once.

use clubbook_core::features::care::commands as care_commands;
use clubbook_core::features::care::signed_paper::{self, SignedPaperRequest};
use clubbook_core::features::care::views::{ConsentRequest as CoreConsentRequest, ConsentState as CoreConsent};
use clubbook_core::features::care::why_asked;
use clubbook_core::features::reference::queries::consent_text;
use clubbook_model::id::RecordId;
use clubbook_model::vocabulary::{Purpose, Vocabulary};

use crate::clubbook::{Asks, Clubbook};
use crate::people::{PersonView, of_people};
use crate::values::Choice;

/// Where a consent stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum ConsentState {
    /// Nobody asked yet.
    Missing,
    /// Given.
    Given,
    /// Refused.
    Refused,
    /// Given once and withdrawn since.
    Withdrawn,
    /// For those to know who care for the person, and those who lead.
    OutOfSight,
}

impl From<CoreConsent> for ConsentState {
    fn from(state: CoreConsent) -> Self {
        match state {
            CoreConsent::Missing => Self::Missing,
            CoreConsent::Given => Self::Given,
            CoreConsent::Refused => Self::Refused,
            CoreConsent::Withdrawn => Self::Withdrawn,
            CoreConsent::OutOfSight => Self::OutOfSight,
        }
    }
}

/// A consent of a person.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct ConsentView {
    /// For what.
    pub purpose: Choice,
    /// Where it stands.
    pub state: ConsentState,
    /// Why the club asks.
    pub why: String,
}

/// A purpose for which many are asked at once.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct PurposeView {
    /// For what.
    pub purpose: Choice,
    /// Why the club asks.
    pub why: String,
    /// The text that is read out first, where the reference book has one.
    pub text: Option<String>,
    /// How many members nobody has asked.
    pub not_asked: u32,
}

/// What many people agreed to at once.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ConsentsRequest {
    /// For what.
    pub purpose: u32,
    /// Who agreed.
    pub people: Vec<RecordId>,
    /// They signed a paper; else each of them said so aloud.
    pub is_signed: bool,
}

/// Consents of many people that were written down.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ConsentsNotedView {
    /// "Đã ghi 58 sự đồng ý. Bà Lan trước đây không đồng ý (số đo sức khỏe): hỏi lại riêng."
    pub words: String,
    /// Whose: goes back to [`Clubbook::take_back_consents`].
    pub people: Vec<RecordId>,
}

#[uniffi::export]
impl Clubbook {
    /// The purposes for which many may be asked at once, with how many members nobody has asked.
    pub fn consent_purposes(&self) -> Asks<Vec<PurposeView>> {
        let language = self.words_in();
        self.query(|q| {
            let mut purposes = Vec::new();
            for purpose in Purpose::ALL {
                let not_asked = signed_paper::not_asked(q.connection, q.club, *purpose, q.today)?.len();
                purposes.push(PurposeView {
                    purpose: Choice::of(*purpose, language),
                    why: why_asked::purpose(*purpose, language).to_owned(),
                    text: consent_text(q.connection, *purpose, q.today)?.map(|text| text.text),
                    not_asked: u32::try_from(not_asked).unwrap_or(u32::MAX),
                });
            }
            Ok(purposes)
        })
    }

    /// The members of today whom nobody has asked for a purpose, as a list of names.
    pub fn not_asked(&self, purpose: u32) -> Asks<Vec<PersonView>> {
        let language = self.words_in();
        self.query(|q| {
            let people = signed_paper::not_asked(q.connection, q.club, Purpose::from_number(purpose), q.today)?;
            Ok(of_people(people, language))
        })
    }

    /// Writes down that many people agreed, all of them or none. Who said no before is left alone, and named in the words.
    pub fn note_consents(&self, request: ConsentsRequest) -> Asks<ConsentsNotedView> {
        let language = self.words_in();
        let purposes = vec![Purpose::from_number(request.purpose)];
        let agreed = SignedPaperRequest { people: request.people, purposes, on: None };
        self.command(|pen| {
            let noted = match request.is_signed {
                true => signed_paper::record(pen, &agreed)?,
                false => signed_paper::record_spoken(pen, &agreed)?,
            };
            Ok(ConsentsNotedView { words: noted.words(language), people: noted.people })
        })
    }

    /// The undo of [`Clubbook::note_consents`]: nobody has asked these people then. How many it was taken back for.
    pub fn take_back_consents(&self, purpose: u32, people: Vec<RecordId>) -> Asks<u32> {
        self.command(|pen| {
            let taken_back = signed_paper::take_back(pen, &people, Purpose::from_number(purpose))?;
            Ok(u32::try_from(taken_back).unwrap_or(u32::MAX))
        })
    }

    /// Notes what a person said to one purpose. `confirmed` answers [`crate::Question::Withdrawn`].
    pub fn consent(&self, person: RecordId, purpose: u32, given: bool, confirmed: bool) -> Asks<ConsentState> {
        self.command(|pen| {
            let spoken = CoreConsentRequest::spoken(person, Purpose::from_number(purpose), given);
            let state = care_commands::consent(pen, &CoreConsentRequest { confirmed, ..spoken })?;
            Ok(state.into())
        })
    }

    /// Notes that a person withdrew a consent: what it covered is hidden at once.
    pub fn withdraw_consent(&self, person: RecordId, purpose: u32) -> Asks<ConsentState> {
        self.command(|pen| Ok(care_commands::withdraw(pen, person, Purpose::from_number(purpose))?.into()))
    }
}
