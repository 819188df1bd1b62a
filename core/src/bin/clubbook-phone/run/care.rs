//! Care at home, consents and circumstances.

use clubbook_core::features::care::commands;
use clubbook_core::features::care::queries;
use clubbook_core::features::care::signed_paper::{self, SignedPaperRequest};
use clubbook_core::features::care::views::{CareCaseView, CircumstanceRequest, ConsentRequest, OpenCareRequest};
use clubbook_core::features::care::why_asked;
use clubbook_core::features::people::queries::{Which, members};
use clubbook_core::features::reference::queries::consent_text;
use clubbook_core::phone::Saved;
use serde_json::{Value, json};

use super::{Session, people, record};
use crate::answer::{Answer, Answered};
use crate::args::{Care, Said};
use crate::{show, who};

const NO_TEXT: (&str, &str) = ("Sổ chưa có nội dung này.", "The book has no such text.");

pub(super) fn run(session: &Session, care: Care) -> Answered {
    match care {
        Care::Open { person, reason, services, every_days, volunteers, contact } => {
            let mut request = OpenCareRequest::of(who::person(session, &person)?);
            request.volunteers = people::several(session, &volunteers)?;
            request.contact = contact.map(|said| who::person(session, &said)).transpose()?;
            (request.reason, request.services, request.every_days) = (reason, services, every_days);
            case(session, &session.command(|pen| commands::open(pen, &request))?)
        }
        Care::Assign { person, volunteers } => {
            let (person, volunteers) = (who::person(session, &person)?, people::several(session, &volunteers)?);
            let shown = session.query(|q| queries::case(q.connection, person, q.today))?;
            case(session, &session.command(|pen| commands::assign(pen, &shown, &volunteers))?)
        }
        Care::Pause { person } => {
            let person = who::person(session, &person)?;
            let shown = session.query(|q| queries::case(q.connection, person, q.today))?;
            case(session, &session.command(|pen| commands::pause(pen, &shown))?)
        }
        Care::Close { person, reason, on } => {
            let (person, on) = (who::person(session, &person)?, on.on(session.today()));
            let shown = session.query(|q| queries::case(q.connection, person, q.today))?;
            case(session, &session.command(|pen| commands::close(pen, &shown, on, &reason))?)
        }
        Care::Consent { person, purpose, said, method, text_version, confirmed } => {
            let person = who::person(session, &person)?;
            let saved = if said == Said::Withdrawn {
                session.command(|pen| commands::withdraw(pen, person, purpose))?
            } else {
                let spoken = ConsentRequest::spoken(person, purpose, said == Said::Given);
                let request = ConsentRequest { method, text_version, confirmed, ..spoken };
                session.command(|pen| commands::consent(pen, &request))?
            };
            Ok(session.saved(&saved, &json!({ "consent": show::consent(saved.result) }), Vec::new()))
        }
        Care::Signed { people: said, purposes, on } => {
            let people = match said.is_empty() {
                true => {
                    let which = |today| Which::On(today);
                    let members = session.query(|q| members(q.connection, q.club, which(q.today), q.today))?;
                    members.iter().map(|member| member.person.id).collect()
                }
                false => people::several(session, &said)?,
            };
            let request = SignedPaperRequest { people, purposes, on: on.map(|day| day.on(session.today())) };
            let saved = session.command(|pen| signed_paper::record(pen, &request))?;
            let left: Value = saved.result.left_alone.iter().map(|(person, _)| show::person(person)).collect();
            let shown = json!({
                "recorded": saved.result.recorded, "known": saved.result.known, "left_alone": left,
            });
            Ok(session.saved(&saved, &shown, vec![saved.result.words(session.language)]))
        }
        Care::Text { purpose } => {
            let text = session.query(|q| consent_text(q.connection, purpose, q.today))?;
            let lines = text.iter().map(|text| text.text.clone()).collect();
            let json = text.as_ref().map(|text| json!({ "version": text.version, "text": text.text }));
            Ok(Answer::new(json!(json), show::or_nobody(lines, NO_TEXT, session.language)))
        }
        Care::Why { kind } => {
            let why = why_asked::circumstance(kind, session.language);
            Ok(Answer::new(json!({ "why": why }), vec![why.to_owned()]))
        }
        Care::EndCircumstance { circumstance, on } => {
            let (circumstance, on) = (record(&circumstance)?, on.on(session.today()));
            let saved = session.command(|pen| commands::end_circumstance(pen, circumstance, on))?;
            Ok(session.saved(&saved, &json!({ "circumstance": circumstance.to_string() }), Vec::new()))
        }
        Care::Circumstance { person, kind, year, document, detail, code, from, household, primary } => {
            let request = CircumstanceRequest {
                year,
                document,
                detail,
                code,
                from_day: from.map(|day| day.on(session.today())),
                is_primary: primary,
                ..CircumstanceRequest::of(who::person(session, &person)?, kind)
            };
            if let Some(household) = household {
                let household = record(&household)?;
                let saved = session.command(|pen| commands::add_for_household(pen, household, &request))?;
                return Ok(session.saved(&saved, &json!({ "people": saved.result }), Vec::new()));
            }
            let saved = session.command(|pen| commands::add_circumstance(pen, &request))?;
            Ok(session.saved(&saved, &json!({ "circumstance": saved.result.to_string() }), Vec::new()))
        }
        Care::Show { person: Some(person) } => {
            let person = who::person(session, &person)?;
            let case = session.query(|q| queries::case(q.connection, person, q.today))?;
            Ok(Answer::new(show::case(&case), show::case_lines(&case, session.language)))
        }
        Care::Show { person: None } => {
            let cases = session.query(|q| queries::cases(q.connection, q.today))?;
            let lines = cases.iter().flat_map(|case| show::case_lines(case, session.language)).collect();
            Ok(Answer::new(cases.iter().map(show::case).collect(), lines))
        }
    }
}

fn case(session: &Session, saved: &Saved<CareCaseView>) -> Answered {
    let lines = show::case_lines(&saved.result, session.language);
    Ok(session.saved(saved, &show::case(&saved.result), lines))
}
