//! What others would send for the same history: the body of a plain REST API, and one document for each record.
//!
//! Both are as lean as somebody competent makes them: no nulls, no empty lists, readings inside their visit, marks inside their
//! meeting (REST) so that ids are not repeated, UUIDs of version 7 (RFC 9562), whose first half compresses. Who wrote a
//! record and when is there, because the ops carry it, too.

use crate::day::{iso, iso_instant};
use crate::history::{Attendance, History, Meeting, Weighing, instant};
use crate::json::{Object, array};
use crate::ledger::Posting;
use crate::person::Person;
use crate::rng::Rng;
use crate::visits::{ALERT_CODES, CareCase, Condition, SERVICE_CODES, Visit};
use crate::vitals::Vitals;

/// The ids of the records of a history.
struct Ids {
    club: String,
    persons: Vec<String>,
    households: Vec<String>,
    visits: Vec<String>,
    meetings: Vec<String>,
    weighings: Vec<String>,
    postings: Vec<String>,
}

/// A UUID of version 7 of a record made at this second.
fn uuid(rng: &mut Rng, seconds: i64) -> String {
    let millis = u64::try_from(seconds * 1000).expect("after 1970") + rng.below(1000);
    let (a, b) = (rng.below(1 << 12), rng.below(1 << 62));
    let high = (millis << 16) | 0x7000 | a;
    let low = (1 << 63) | b;
    let hex = format!("{high:016x}{low:016x}");
    let part = |from: usize, to: usize| hex.get(from..to).expect("thirty-two digits").to_owned();
    [part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)].join("-")
}

impl Ids {
    fn of(history: &History) -> Self {
        let rng = &mut Rng::of(history.club.seed, "ids");
        let club = &history.club;
        let founded = instant(club.founded_on, 480, 0);
        Self {
            club: uuid(rng, founded),
            persons: club.members.iter().map(|person| uuid(rng, instant(person.joined_on, 500, 0))).collect(),
            households: (0..club.households).map(|_| uuid(rng, founded)).collect(),
            visits: history.visits.iter().map(|visit| uuid(rng, visit.recorded_at)).collect(),
            meetings: history.meetings.iter().map(|meeting| uuid(rng, meeting.recorded_at)).collect(),
            weighings: history.weighings.iter().map(|weighing| uuid(rng, weighing.recorded_at)).collect(),
            postings: history.postings.iter().map(|posting| uuid(rng, posting.recorded_at)).collect(),
        }
    }

    fn person(&self, place: usize) -> &str {
        self.persons.get(place).map_or("", String::as_str)
    }
}

/// The answer of a plain REST API that is asked for the whole club: one JSON object, compact, UTF-8.
pub fn baseline_json(history: &History) -> String {
    let ids = Ids::of(history);
    let each = |object: Object| object.end();
    let persons = with_ids(&history.club.members, &ids.persons, |person, object| person_fields(person, &ids, object));
    let cases: Vec<String> =
        history.cases.iter().map(|case| each(case_fields(case, &ids, Object::default()))).collect();
    let visits = with_ids(&history.visits, &ids.visits, |visit, object| visit_fields(visit, &ids, object));
    let meetings = with_ids(&history.meetings, &ids.meetings, |meeting, object| {
        let marks: Vec<String> =
            meeting.attendance.iter().map(|mark| each(mark_fields(mark, &ids, Object::default()))).collect();
        meeting_fields(meeting, &ids, object).raw("attendance", &array(&marks))
    });
    let weighings =
        with_ids(&history.weighings, &ids.weighings, |weighing, object| weighing_fields(weighing, &ids, object));
    let postings = with_ids(&history.postings, &ids.postings, |posting, object| posting_fields(posting, &ids, object));
    Object::default()
        .raw("club", &club_fields(history, Object::default().text("id", &ids.club)).end())
        .raw("persons", &persons)
        .raw("care_cases", &array(&cases))
        .raw("visits", &visits)
        .raw("meetings", &meetings)
        .raw("measurements", &weighings)
        .raw("postings", &postings)
        .end()
}

/// One document for each record, as a document database keeps them: a JSON array, each with `_id` and `type`. A mark of a
/// meeting is a document of its own, because two phones may make two marks at once.
pub fn documents_json(history: &History) -> String {
    let ids = Ids::of(history);
    let mut documents = vec![club_fields(history, document("club", &ids.club)).end()];
    let mut add =
        |kind: &str, id: &str, fill: &dyn Fn(Object) -> Object| documents.push(fill(document(kind, id)).end());
    for (person, id) in history.club.members.iter().zip(&ids.persons) {
        add("person", id, &|object| person_fields(person, &ids, object));
    }
    for case in &history.cases {
        let id = format!("care_case:{}", ids.person(case.person));
        add("care_case", &id, &|object| case_fields(case, &ids, object));
    }
    for (visit, id) in history.visits.iter().zip(&ids.visits) {
        add("visit", id, &|object| visit_fields(visit, &ids, object));
    }
    for (meeting, id) in history.meetings.iter().zip(&ids.meetings) {
        add("meeting", id, &|object| meeting_fields(meeting, &ids, object));
        for mark in &meeting.attendance {
            let key = format!("{id}:{}", ids.person(mark.person));
            add("attendance", &key, &|object| mark_fields(mark, &ids, object.text("meeting_id", id)));
        }
    }
    for (weighing, id) in history.weighings.iter().zip(&ids.weighings) {
        add("measurement", id, &|object| weighing_fields(weighing, &ids, object));
    }
    for (posting, id) in history.postings.iter().zip(&ids.postings) {
        add("posting", id, &|object| posting_fields(posting, &ids, object));
    }
    array(&documents)
}

/// The visits alone as documents: what is pushed.
pub fn visit_documents_json(history: &History) -> String {
    let ids = Ids::of(history);
    let pairs = history.visits.iter().zip(&ids.visits);
    array(&pairs.map(|(visit, id)| visit_fields(visit, &ids, document("visit", id)).end()).collect::<Vec<_>>())
}

fn document(kind: &str, id: &str) -> Object {
    Object::default().text("_id", id).text("type", kind)
}

fn with_ids<T>(records: &[T], ids: &[String], fill: impl Fn(&T, Object) -> Object) -> String {
    let pairs = records.iter().zip(ids);
    array(&pairs.map(|(record, id)| fill(record, Object::default().text("id", id)).end()).collect::<Vec<_>>())
}

fn club_fields(history: &History, object: Object) -> Object {
    let club = &history.club;
    object
        .number("number", club.number)
        .text("name", &club.name)
        .text("unit_code", &club.commune_code)
        .text("unit_name", &club.commune_name)
        .text("former_area", &club.former_area)
        .texts("hamlets", club.hamlets.iter().map(String::as_str))
        .number("meeting_day", club.meeting_day)
        .text("decision_number", &club.decision_number)
        .text("decision_date", &iso(club.founded_on))
}

fn person_fields(person: &Person, ids: &Ids, object: Object) -> Object {
    let relative = person.relative.as_ref();
    object
        .number("register_no", person.register_no)
        .text("full_name", &person.full_name)
        .maybe_text("common_name", person.common_name.as_deref())
        .text("sex", person.sex.code())
        .text("birth", &person.birth.iso())
        .text("ethnicity", person.people.name())
        .text("hamlet", &person.hamlet)
        .text("address", &person.address)
        .maybe_text("household_id", ids.households.get(person.household).map(String::as_str))
        .maybe_text("phone", person.phone.as_deref())
        .maybe_text("relative_phone", relative.map(|(phone, _)| phone.as_str()))
        .maybe_text("relative_name", relative.map(|(_, name)| name.as_str()))
        .maybe_text("occupation", person.occupation.as_deref())
        .text("joined_on", &iso(person.joined_on))
        .texts("roles", person.roles.iter().map(|role| role.code()))
}

fn case_fields(case: &CareCase, ids: &Ids, object: Object) -> Object {
    object
        .text("person_id", ids.person(case.person))
        .text("opened_on", &iso(case.opened_on))
        .text("reason", &case.reason)
        .number("every_days", case.every_days)
        .texts("volunteer_ids", case.volunteers.iter().map(|place| ids.person(*place)))
        .texts("services", codes(&case.services, &SERVICE_CODES))
}

fn codes<'a>(numbers: &[u32], codes: &'a [&'a str]) -> Vec<&'a str> {
    let place = |number: &u32| usize::try_from(*number).ok().and_then(|number| codes.get(number.checked_sub(1)?));
    numbers.iter().filter_map(place).copied().collect()
}

fn visit_fields(visit: &Visit, ids: &Ids, object: Object) -> Object {
    let object = object
        .text("person_id", ids.person(visit.person))
        .texts("visitor_ids", visit.visitors.iter().map(|place| ids.person(*place)))
        .text("visited_on", &iso(visit.visited_on))
        .maybe_text("duration", visit.duration_number().map(duration_code))
        .texts("services", codes(&visit.services, &SERVICE_CODES))
        .maybe_text("condition", visit.condition.map(Condition::code))
        .texts("alerts", codes(&visit.alerts, &ALERT_CODES))
        .maybe_text("note", visit.note.as_deref())
        .maybe_text("partner", visit.partner.as_deref())
        .maybe_text("next_due", visit.next_due.map(iso).as_deref());
    let object = if visit.not_at_home { object.raw("not_at_home", "true") } else { object };
    let object = match &visit.vitals {
        Some(vitals) => object.raw("vitals", &vitals_fields(vitals, Object::default()).end()),
        None => object,
    };
    written(object, ids, visit.recorded_by, visit.recorded_at)
}

fn duration_code(number: u32) -> &'static str {
    match number {
        1 => "up_to_15",
        2 => "up_to_30",
        3 => "up_to_60",
        _ => "longer",
    }
}

fn vitals_fields(vitals: &Vitals, object: Object) -> Object {
    object
        .maybe_number("systolic", vitals.systolic)
        .maybe_number("diastolic", vitals.diastolic)
        .maybe_number("pulse", vitals.pulse)
        .tenths("weight", vitals.weight_tenths)
        .tenths("glucose", vitals.glucose_tenths)
        .tenths("waist", vitals.waist_tenths)
        .tenths("temperature", vitals.temperature_tenths)
}

fn meeting_fields(meeting: &Meeting, ids: &Ids, object: Object) -> Object {
    let month = format!("{:04}-{:02}", meeting.month.div_euclid(12), meeting.month.rem_euclid(12) + 1);
    let object = object
        .text("month", &month)
        .text("kind", "regular")
        .text("status", "closed")
        .text("held_on", &iso(meeting.held_on))
        .text("place", &meeting.place)
        .number("head_count", meeting.head_count)
        .text("chair_id", ids.person(meeting.chair));
    written(object, ids, meeting.recorded_by, meeting.recorded_at)
}

fn mark_fields(mark: &Attendance, ids: &Ids, object: Object) -> Object {
    object
        .text("person_id", ids.person(mark.person))
        .text("mark", mark.mark.code())
        .maybe_text("reason", mark.reason.as_deref())
        .text("created_at", &iso_instant(mark.recorded_at))
}

fn weighing_fields(weighing: &Weighing, ids: &Ids, object: Object) -> Object {
    let object = object
        .text("person_id", ids.person(weighing.person))
        .maybe_text("meeting_id", ids.meetings.get(weighing.meeting).map(String::as_str))
        .text("measured_on", &iso(weighing.measured_on));
    written(vitals_fields(&weighing.vitals, object), ids, weighing.recorded_by, weighing.recorded_at)
}

fn posting_fields(posting: &Posting, ids: &Ids, object: Object) -> Object {
    let reversed = posting.reversal_of.and_then(|place| ids.postings.get(place));
    let object = object
        .number("entry", posting.entry)
        .number("amount", posting.amount)
        .text("account", posting.account)
        .text("on_day", &iso(posting.on_day))
        .text("memo", &posting.memo)
        .maybe_text("reversal_of", reversed.map(String::as_str));
    written(object, ids, posting.recorded_by, posting.recorded_at)
}

fn written(object: Object, ids: &Ids, by: usize, at: i64) -> Object {
    object.text("created_by", ids.person(by)).text("created_at", &iso_instant(at))
}
