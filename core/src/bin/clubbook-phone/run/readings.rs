//! The weighing of a meeting, and how readings changed.

use clubbook_core::features::care::views::Sensitive;
use clubbook_core::features::meetings::views::RollOrder;
use clubbook_core::features::people::queries::same_person;
use clubbook_core::features::readings::commands::weigh;
use clubbook_core::features::readings::queries::{trend, weighing};
use clubbook_core::features::readings::views::{WeighRequest, WeighingRow};
use clubbook_core::features::readings::{Readings as Measured, views::LastReadings};
use clubbook_model::id::RecordId;
use clubbook_model::vocabulary::Language;
use serde_json::{Value, json};

use super::{Session, meetings, visits};
use crate::answer::{Answer, Answered, Failure};
use crate::args::Readings;
use crate::{show, who};

const NONE: (&str, &str) = ("Chưa có số đo nào.", "Nothing was measured yet.");
const HIDDEN: (&str, &str) =
    ("Chưa có sự đồng ý nên không hiện số đo.", "There is no consent, so no reading is shown.");

pub(super) fn run(session: &Session, readings: Readings) -> Answered {
    let language = session.language;
    match readings {
        Readings::List { of } => {
            let rows = rows(session, meetings::id_of(session, &of)?)?;
            let lines = rows.iter().map(|row| show::weighing_line(row, language)).collect();
            Ok(Answer::new(rows.iter().map(show::weighing).collect(), lines))
        }
        Readings::Weigh { person, of, measured } => {
            let (meeting, person) = (meetings::id_of(session, &of)?, who::person(session, &person)?);
            let seen = rows(session, meeting)?.into_iter().find(|row| row.person.id == person).map(|row| row.seen);
            let readings = visits::readings(Measured::default(), &measured)?;
            let request = WeighRequest { meeting, person, seen: seen.unwrap_or_default(), readings };
            let saved = session.command(|pen| weigh(pen, &request))?;
            let words: Vec<String> = saved.result.advice.iter().map(|advice| advice.words(language)).collect();
            let shown = json!({
                "person": show::person(&saved.result.person),
                "readings": show::readings(&saved.result.readings),
                "advice": words,
                "measured": saved.result.measured,
            });
            let now = LastReadings { on: session.today(), readings: saved.result.readings };
            let mut lines = vec![saved.result.person.titled(), show::point_line(&now)];
            lines.extend(words);
            Ok(session.saved(&saved, &shown, lines))
        }
        Readings::Trend { person, limit } => {
            let person = who::person(session, &person)?;
            let found = session.query(|q| trend(q.connection, &same_person(q.connection, q.club, person)?, limit))?;
            Ok(match found {
                Sensitive::Shown(points) => {
                    let lines = points.iter().map(show::point_line).collect();
                    Answer::new(points.iter().map(point).collect(), show::or_nobody(lines, NONE, language))
                }
                Sensitive::Hidden(state) => {
                    let words = if language == Language::Vi { HIDDEN.0 } else { HIDDEN.1 };
                    Answer::new(json!({ "hidden": show::consent(state) }), vec![words.to_owned()])
                }
            })
        }
    }
}

fn rows(session: &Session, meeting: RecordId) -> Result<Vec<WeighingRow>, Failure> {
    Ok(session.query(|q| weighing(q.connection, q.club, meeting, RollOrder::Register, q.today))?.rows)
}

fn point(point: &LastReadings) -> Value {
    json!({ "on": show::iso(point.on), "readings": show::readings(&point.readings) })
}
