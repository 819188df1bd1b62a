//! Consents of many people at once: from the sheet that sixty people have signed for one or several purposes, or as each of them
//! said yes aloud at a meeting after the text was read.

use clubbook_model::id::RecordId;
use clubbook_model::registry::{Consent, Entity, Person};
use clubbook_model::time::Day;
use clubbook_model::value::Value;
use clubbook_model::vocabulary::{ConsentMethod, Language, Purpose, Relation, Vocabulary};
use rusqlite::Connection;

use super::commands::put_consent;
use super::queries;
use super::views::{ConsentRequest, ConsentState};
use crate::features::people::queries::{self as people, Which};
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
    /// Whose: who takes it back names them.
    pub people: Vec<RecordId>,
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
    record_by(pen, request, ConsentMethod::PaperSigned)
}

/// Writes down the consents of those who said yes aloud after the text was read to all of them: as [`record`].
///
/// # Errors
/// As [`record`].
pub fn record_spoken(pen: &mut Pen<'_>, request: &SignedPaperRequest) -> Commanded<SignedPaperView> {
    record_by(pen, request, ConsentMethod::Spoken)
}

fn record_by(pen: &mut Pen<'_>, request: &SignedPaperRequest, method: ConsentMethod) -> Commanded<SignedPaperView> {
    let on = request.on.unwrap_or_else(|| pen.today());
    if on > pen.today() {
        return Err(Invalid::InTheFuture.into());
    }
    if request.people.is_empty() || request.purposes.is_empty() {
        return Err(Invalid::NobodyChosen.into());
    }
    let mut done = SignedPaperView { recorded: 0, people: Vec::new(), known: 0, left_alone: Vec::new() };
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
                        method,
                        relation: Relation::Oneself,
                        text_version: text_version.clone(),
                        ..ConsentRequest::spoken(*person, *purpose, true)
                    };
                    put_consent(pen, &signed, on)?;
                    done.recorded += 1;
                    if !done.people.contains(person) {
                        done.people.push(*person);
                    }
                }
            }
        }
    }
    Ok(done)
}

/// Takes back that these people agreed, where the person at the phone wrote it down and nobody has written since: nobody has
/// asked them then. Returns how many it was taken back for.
///
/// # Errors
/// SQL, or somebody at a shared phone who may not write this.
pub fn take_back(pen: &mut Pen<'_>, people: &[RecordId], purpose: Purpose) -> Commanded<usize> {
    let mut taken_back = 0;
    for person in people {
        let id = Consent::derived_id(&[Value::Ref(Person::reference(*person)), Value::Enum(purpose.number())]);
        let Some(seen) = entity::state::<Consent>(pen.tx, id)? else { continue };
        let heads = seen.field(Consent::given.tag, &[]).map(|field| field.heads()).unwrap_or_default();
        let is_own = heads.iter().all(|(_, entry)| entry.author == pen.author());
        if is_own && queries::consent_of_record(pen.tx, *person, purpose)? == ConsentState::Given {
            let mut draft = Consent::edit(id, &seen);
            draft.clear(Consent::given);
            pen.record(&pen.care(*person), draft)?;
            taken_back += 1;
        }
    }
    Ok(taken_back)
}

/// The members of today, by name, whom nobody has asked for a purpose. Of whom the person at the phone may not read what they
/// said nothing is known.
///
/// # Errors
/// SQL.
pub fn not_asked(connection: &Connection, club: RecordId, purpose: Purpose, today: Day) -> Commanded<Vec<PersonView>> {
    let mut found = Vec::new();
    for member in people::members(connection, club, Which::On(today), today)? {
        if queries::consent(connection, member.person.id, purpose)? == ConsentState::Missing {
            found.push(member.person);
        }
    }
    Ok(found)
}
