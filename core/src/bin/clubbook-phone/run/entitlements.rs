//! What people may ask for by their age.

use clubbook_core::features::entitlements::queries;

use super::Session;
use crate::answer::{Answer, Answered};
use crate::args::Entitlements;
use crate::{show, who};

const NOTHING: (&str, &str) = ("Chưa có chế độ nào theo tuổi.", "Nothing goes by this age.");
const NOBODY: (&str, &str) = ("Năm đó không có ai.", "Nobody in that year.");

pub(super) fn run(session: &Session, entitlements: Entitlements) -> Answered {
    let language = session.language;
    match entitlements {
        Entitlements::Of { person, on } => {
            let (person, on) = (who::person(session, &person)?, on.on(session.today()));
            let hints = session.query(|q| queries::hints(q.connection, q.club, person, on))?;
            let lines = show::or_nobody(hints.iter().map(|hint| hint.words(language)).collect(), NOTHING, language);
            Ok(Answer::new(hints.iter().map(|hint| show::hint(hint, language)).collect(), lines))
        }
        Entitlements::List { list, year } => {
            let year = year.unwrap_or_else(|| session.today().ymd().0);
            let found = session.query(|q| queries::completing(q.connection, q.club, &list, year, q.today))?;
            let lines = found.iter().map(|one| one.words(language)).collect();
            Ok(Answer::new(found.iter().map(show::completing).collect(), show::or_nobody(lines, NOBODY, language)))
        }
    }
}
