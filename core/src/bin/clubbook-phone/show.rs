//! Views as JSON for programs and as lines for people. Days are ISO in JSON and as papers write them in lines.

mod entitlements;
mod meetings;
mod people;
mod roster;
mod sent;
mod visits;

use clubbook_core::features::Question;
use clubbook_core::features::care::views::{ConsentState, Sensitive};
use clubbook_core::features::meetings::views::MeetingQuestion;
use clubbook_core::features::notices::views::NoticeView;
use clubbook_core::features::people::views::PersonView;
use clubbook_core::features::status::views::{QuarantinedView, StatusView};
use clubbook_core::store::settings::Standing;
use clubbook_model::time::{Day, Month};
use clubbook_model::vocabulary::{Language, Vocabulary};
use serde_json::{Value, json};

pub(crate) use entitlements::{completing, hint};
pub(crate) use meetings::{
    agenda, agenda_lines, attended, attended_line, counts, late_mark, meeting, meeting_line, missed, next_meeting,
    roll, roll_lines, row, sheet,
};
pub(crate) use people::{
    answered, answered_lines, birthday, card, card_lines, double, double_line, found, found_line, member, member_lines,
    person, person_line,
};
pub(crate) use roster::{
    by_group, by_group_lines, composition, household, household_lines, post, post_line, term, term_line, volunteers,
    volunteers_lines,
};
pub(crate) use sent::{exchanges, unsent, unsent_lines};
pub(crate) use visits::{
    case, case_lines, due, due_line, new_visit, new_visit_lines, point_line, readings, visit, visit_line, visit_lines,
    weighing, weighing_line,
};

/// The lines of an answer, or the words for none.
pub(crate) fn or_nobody(lines: Vec<String>, (vi, en): (&str, &str), language: Language) -> Vec<String> {
    let nobody = match language {
        Language::Vi => vi,
        Language::En => en,
    };
    if lines.is_empty() { vec![nobody.to_owned()] } else { lines }
}

pub(crate) fn iso(day: Day) -> String {
    let (year, month, day) = day.ymd();
    format!("{year:04}-{month:02}-{day:02}")
}

pub(crate) fn iso_month(month: Month) -> String {
    format!("{:04}-{:02}", month.year, month.month)
}

fn code<V: Vocabulary>(choice: Option<V>) -> Value {
    choice.map_or(Value::Null, |choice| choice.code().map_or_else(|| json!(choice.number()), Value::from))
}

pub(crate) fn codes<V: Vocabulary>(choices: &[V]) -> Value {
    choices.iter().map(|choice| code(Some(*choice))).collect()
}

fn labels<V: Vocabulary>(choices: &[V], language: Language) -> String {
    choices.iter().map(|choice| choice.label(language)).collect::<Vec<_>>().join(", ")
}

pub(crate) fn consent(state: ConsentState) -> &'static str {
    match state {
        ConsentState::Missing => "missing",
        ConsentState::Given => "given",
        ConsentState::Refused => "refused",
        ConsentState::Withdrawn => "withdrawn",
        ConsentState::OutOfSight => "out_of_sight",
    }
}

fn sensitive<T>(value: &Sensitive<T>, show: impl FnOnce(&T) -> Value) -> Value {
    match value {
        Sensitive::Shown(value) => show(value),
        Sensitive::Hidden(state) => json!({ "hidden": consent(*state) }),
    }
}

pub(crate) fn notice(notice: &NoticeView) -> Value {
    json!({
        "id": notice.id.to_string(),
        "kind": code(notice.kind),
        "title": notice.title,
        "body": notice.body,
        "sender": notice.sender,
        "answer_until": notice.answer_until.map(iso),
        "read_by": notice.receipts.len(),
    })
}

pub(crate) fn notice_lines(notice: &NoticeView) -> Vec<String> {
    vec![format!("{}  {}", notice.id, notice.title), format!("  {}", notice.body)]
}

pub(crate) fn status(status: &StatusView, language: Language) -> Value {
    let standing = match status.standing {
        Standing::Good => "good",
        Standing::Revoked => "revoked",
        Standing::Forked => "forked",
        Standing::Unknown(_) => "unknown",
    };
    let put_aside = |records: &[QuarantinedView]| -> Value {
        let record = |one: &QuarantinedView| json!({ "seq": one.seq, "entity": one.entity.to_string(), "kind": one.kind, "reason": one.reason, "words": one.words(status, language) });
        records.iter().map(record).collect()
    };
    json!({
        "recorded": status.recorded,
        "waiting": status.waiting,
        "oldest": status.oldest.map(|at| at.0),
        "quarantined": put_aside(&status.quarantined),
        "refused": put_aside(&status.refused),
        "standing": standing,
        "trouble": status.trouble.map(|trouble| format!("{trouble:?}")),
        "last_exchange": status.last_exchange.map(|at| at.0),
        "lost_from": status.lost_from,
        "all_sent": status.is_all_sent(),
        "sentence": status.sentence(language),
        "remarks": status.remarks(language),
    })
}

/// Adds something to an answer.
pub(crate) fn add(json: &mut Value, name: &str, value: Value) {
    if let Some(fields) = json.as_object_mut() {
        fields.insert(name.to_owned(), value);
    }
}

/// What has to be answered before a command goes through.
pub(crate) fn question(question: &Question, language: Language) -> Value {
    let mut json = match question {
        Question::Duplicate(duplicate) => {
            json!({ "kind": "duplicate", "people": duplicate.people.iter().map(person).collect::<Value>() })
        }
        Question::Meeting(MeetingQuestion::NotOpen { meeting: known, .. }) => {
            json!({ "kind": "meeting_not_open", "meeting": meeting(known) })
        }
        Question::Meeting(MeetingQuestion::OtherMonth { month, .. }) => {
            json!({ "kind": "other_month", "month": iso_month(*month) })
        }
        Question::Meeting(MeetingQuestion::RollBegun) => json!({ "kind": "roll_begun" }),
        Question::Meeting(MeetingQuestion::SheetAgain { entered }) => {
            json!({ "kind": "sheet_again", "entered": entered })
        }
        Question::Meeting(MeetingQuestion::SheetDiffers { people }) => {
            json!({ "kind": "sheet_differs", "people": people.iter().map(person).collect::<Value>() })
        }
        Question::Meeting(MeetingQuestion::Unmarked { people }) => {
            json!({ "kind": "unmarked", "people": people.iter().map(person).collect::<Value>() })
        }
        Question::SameVisit(same) => {
            let recorded: Vec<String> = same.recorded.iter().map(|(visit, _)| visit.to_string()).collect();
            json!({ "kind": "same_visit", "visits": recorded, "on": iso(same.on) })
        }
        Question::PaperDays(paper) => {
            json!({ "kind": "paper_days", "days": paper.days.iter().map(|day| json!(iso(*day))).collect::<Value>() })
        }
        Question::Withdrawn(_) => json!({ "kind": "withdrawn" }),
        Question::RegisterNo(taken) => json!({
            "kind": "register_no",
            "number": taken.number,
            "people": taken.holders.iter().map(person).collect::<Value>(),
            "next_free": taken.next_free,
        }),
        Question::PostHeld(held) => {
            let holders = held.holders.iter().map(person).collect::<Value>();
            json!({ "kind": "post_held", "role": code(Some(held.role)), "holders": holders })
        }
        Question::OwnPost(own) => json!({ "kind": "own_post", "role": code(Some(own.role)) }),
    };
    add(&mut json, "words", json!(question.words(language)));
    json
}

/// With which option the command is repeated to answer a question.
pub(crate) fn how_to_answer(question: &Question, language: Language) -> String {
    let (vi, en) = match question {
        Question::Duplicate(_) => (
            "Cùng một người: không cần thêm. Người khác: ghi lại với --another".to_owned(),
            "The same person: nothing to add. Another one: repeat with --another".to_owned(),
        ),
        Question::SameVisit(same) => {
            let known = same.recorded.first().map(|(visit, _)| visit.to_string()).unwrap_or_default();
            (
                format!("Cùng một lần thăm: ghi lại với --same-as {known}. Lần khác: ghi lại với --another"),
                format!("The same visit: repeat with --same-as {known}. Another one: repeat with --another"),
            )
        }
        Question::Meeting(MeetingQuestion::Unmarked { people }) => {
            let names: Vec<String> = people.iter().map(PersonView::titled).collect();
            let names = names.join(", ");
            (
                format!(
                    "{names}. Từng người: ghi lại với --mark \"#số=excused\" (có lý do), absent (vắng), late (đến trễ). \
                     Chung cho những người còn lại: --rest absent"
                ),
                format!(
                    "{names}. One by one: repeat with --mark \"#number=excused\", absent or late. \
                     One mark for all who are left: --rest absent"
                ),
            )
        }
        Question::RegisterNo(taken) => (
            format!("Đúng số này: ghi lại với --number-meant. Số khác: ghi lại với register_no={}", taken.next_free),
            format!("This number: repeat with --number-meant. Another: repeat with register_no={}", taken.next_free),
        ),
        Question::PostHeld(_) => {
            ("Thay người cũ: ghi lại với --instead".to_owned(), "Instead of them: repeat with --instead".to_owned())
        }
        Question::PaperDays(_) => (
            "Cùng những lần thăm ấy: ghi lại với --same. Những lần khác: ghi lại với --others".to_owned(),
            "The same visits: repeat with --same. Other visits: repeat with --others".to_owned(),
        ),
        Question::Meeting(_) | Question::Withdrawn(_) | Question::OwnPost(_) => {
            ("Đúng vậy: ghi lại với --confirmed".to_owned(), "Yes: repeat with --confirmed".to_owned())
        }
    };
    match language {
        Language::Vi => vi,
        Language::En => en,
    }
}
