//! Consents of many people from one signed paper: the sheet on which sixty people have signed for one or several purposes.

use clubbook_model::id::RecordId;
use clubbook_model::registry::Person;
use clubbook_model::time::Day;
use clubbook_model::vocabulary::{ConsentMethod, Language, Purpose, Relation, Vocabulary};

use super::commands::put_consent;
use super::queries;
use super::views::{ConsentRequest, ConsentState};
use crate::features::people::queries as people;
use crate::features::people::views::PersonView;
use crate::features::{CommandError, Commanded, Invalid, Pen, reference};
use crate::store::entity;
use crate::wording;

/// A signed paper.
#[derive(Debug, Clone, PartialEq)]
pub struct SignedPaperRequest {
    /// Who signed.
    pub people: Vec<RecordId>,
    /// For what.
    pub purposes: Vec<Purpose>,
    /// The day on the paper; today when nothing is said.
    pub on: Option<Day>,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct SignedPaperView {
    /// How many consents were written down.
    pub recorded: usize,
    /// How many stood in the book already.
    pub known: usize,
    /// Who refused or withdrew before: a paper does not take that back, somebody asks them.
    pub left_alone: Vec<(PersonView, Purpose)>,
}

impl SignedPaperView {
    /// "Đã ghi 58 sự đồng ý. Bà Lan trước đây không đồng ý (số đo sức khỏe): hỏi lại từng người."
    pub fn words(&self, language: Language) -> String {
        let recorded = self.recorded;
        let mut words = match language {
            Language::Vi => format!("Đã ghi {recorded} sự đồng ý."),
            Language::En => format!("{recorded} consents were recorded."),
        };
        for (person, purpose) in &self.left_alone {
            let (who, purpose) = (wording::sentence(&person.said(language)), purpose.label(language));
            words.push_str(&match language {
                Language::Vi => format!(" {who} trước đây không đồng ý ({purpose}): hỏi lại riêng."),
                Language::En => format!(" {who} said no before ({purpose}): ask them alone."),
            });
        }
        words
    }
}

/// Writes down the consents of a signed paper, all of them or none, with the version of the text that was in force.
///
/// # Errors
/// Nobody, no purpose, somebody whom the book does not have, or a day that has not come.
pub fn record(pen: &mut Pen<'_>, request: &SignedPaperRequest) -> Commanded<SignedPaperView> {
    let on = request.on.unwrap_or_else(|| pen.today());
    if on > pen.today() {
        return Err(Invalid::InTheFuture.into());
    }
    if request.people.is_empty() || request.purposes.is_empty() {
        return Err(Invalid::NobodyChosen.into());
    }
    let mut done = SignedPaperView { recorded: 0, known: 0, left_alone: Vec::new() };
    for purpose in &request.purposes {
        let text_version = reference::queries::consent_text(pen.tx, *purpose, on)?.map(|text| text.version);
        for person in &request.people {
            entity::get::<Person>(pen.tx, *person)?.ok_or(CommandError::NotFound("person"))?;
            let stands = match queries::said_no(pen.tx, *person, *purpose)? {
                Some(no) => no,
                None => queries::consent(pen.tx, *person, *purpose)?,
            };
            match stands {
                ConsentState::Given => done.known += 1,
                ConsentState::Refused | ConsentState::Withdrawn => {
                    let view = people::person(pen.tx, *person, pen.today())?;
                    done.left_alone.push((view, *purpose));
                }
                ConsentState::Missing | ConsentState::OutOfSight => {
                    let signed = ConsentRequest {
                        method: ConsentMethod::PaperSigned,
                        relation: Relation::Oneself,
                        text_version: text_version.clone(),
                        ..ConsentRequest::spoken(*person, *purpose, true)
                    };
                    put_consent(pen, &signed, on)?;
                    done.recorded += 1;
                }
            }
        }
    }
    Ok(done)
}
