//! Care at home, consents and circumstances.

use clubbook_core::features::care::commands;
use clubbook_core::features::care::queries;
use clubbook_core::features::care::views::{CareCaseView, CircumstanceRequest, ConsentRequest, OpenCareRequest};
use clubbook_core::phone::Saved;
use serde_json::json;

use super::{Session, people};
use crate::answer::{Answer, Answered};
use crate::args::{Care, Said};
use crate::{show, who};

pub(super) fn run(session: &Session, care: Care) -> Answered {
    match care {
        Care::Open { person, reason, services, every_days, volunteers } => {
            let mut request = OpenCareRequest::of(who::person(session, &person)?);
            request.volunteers = people::several(session, &volunteers)?;
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
        Care::Circumstance { person, kind, year, document, detail } => {
            let request = CircumstanceRequest {
                year,
                document,
                detail,
                ..CircumstanceRequest::of(who::person(session, &person)?, kind)
            };
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
