//! Home visits: who is due, the form, what was recorded, how readings changed.

use clubbook_core::features::care::views::Sensitive;
use clubbook_core::features::people::apart::{said_apart, titled_apart};
use clubbook_core::features::people::queries as people;
use clubbook_core::features::people::views::PersonView as CorePerson;
use clubbook_core::features::readings::Reading;
use clubbook_core::features::readings::queries::trend;
use clubbook_core::features::visits::offered::{OfferedView, until_words};
use clubbook_core::features::visits::views::{self, SameVisit as CoreSameVisit};
use clubbook_core::features::visits::{commands, offered, queries};
use clubbook_model::id::RecordId;
use clubbook_model::time::Day;
use clubbook_model::vocabulary::{Condition, Duration, Language, Service, VisitAlert, Vocabulary};

use crate::clubbook::{Asks, Clubbook};
use crate::consents::ConsentState;
use crate::people::{PersonView, of_people};
use crate::readings::{AdviceView, Readings, number};
use crate::values::Choice;

/// The lists that the form of a visit offers.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct VisitChoices {
    /// What was done.
    pub services: Vec<Choice>,
    /// How the person is.
    pub conditions: Vec<Choice>,
    /// What was noticed.
    pub alerts: Vec<Choice>,
    /// How long.
    pub durations: Vec<Choice>,
}

/// A new visit, as its form opens: services are filled in, readings never.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct NewVisitView {
    /// The person.
    pub person: PersonView,
    /// Today, by the corrected clock.
    pub today: Day,
    /// Days that the form offers, the nearest first, as people read them.
    pub days: Vec<DayChoice>,
    /// Numbers of the services that are planned.
    pub services: Vec<u32>,
    /// Who goes.
    pub visitors: Vec<PersonView>,
    /// Who may have gone: they, and the person at the phone.
    pub may_have_gone: Vec<PersonChoice>,
    /// Who of the commune went along the last time.
    pub partner: Option<String>,
    /// Who may be asked to act on what was noticed: they, and whoever has a task in the club.
    pub may_act: Vec<PersonChoice>,
    /// Until when they may be asked to act: "trong hôm nay", "thứ Sáu 27/11".
    pub until: Vec<DayChoice>,
    /// The day and words of the last readings, where they may be shown.
    pub last_readings: Option<LastReadings>,
    /// Why there are none to be shown.
    pub readings_hidden: Option<ConsentState>,
}

/// Somebody to choose.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct PersonChoice {
    /// The person.
    pub person: RecordId,
    /// "bà Lan"; more of the name and the birth where others beside them are called the same.
    pub words: String,
}

impl PersonChoice {
    fn all(people: &[CorePerson], words: Vec<String>) -> Vec<Self> {
        people.iter().zip(words).map(|(person, words)| Self { person: person.id, words }).collect()
    }
}

/// A day to choose.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct DayChoice {
    /// The day.
    pub day: Day,
    /// "hôm nay", "hôm qua", "thứ Bảy 21/11".
    pub words: String,
}

impl DayChoice {
    fn all(days: &[Day], words: impl Fn(Day) -> String) -> Vec<Self> {
        days.iter().map(|day| Self { day: *day, words: words(*day) }).collect()
    }
}

/// What a form offers, in words.
pub(crate) struct Offered {
    pub(crate) days: Vec<DayChoice>,
    pub(crate) may_have_gone: Vec<PersonChoice>,
    pub(crate) may_act: Vec<PersonChoice>,
    pub(crate) until: Vec<DayChoice>,
}

impl Offered {
    pub(crate) fn of(view: &OfferedView, today: Day, language: Language) -> Self {
        Self {
            days: DayChoice::all(&view.days, |day| clubbook_core::wording::day_near(day, today, language)),
            may_have_gone: PersonChoice::all(&view.may_have_gone, titled_apart(&view.may_have_gone, language)),
            may_act: PersonChoice::all(&view.may_act, said_apart(&view.may_act, language)),
            until: DayChoice::all(&view.until, |day| until_words(day, today, language)),
        }
    }
}

/// What was measured on a day.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct LastReadings {
    /// The day, in words.
    pub on: String,
    /// The values, as they would be typed.
    pub readings: Readings,
}

/// A visit to be recorded.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct RecordVisitRequest {
    /// The person visited.
    pub person: RecordId,
    /// All who went; who records it when nobody is named.
    pub visitors: Vec<RecordId>,
    /// The day; today when nothing is said.
    pub visited_on: Option<Day>,
    /// Nobody was at home: then nothing else of the form is written down but the note.
    pub not_at_home: bool,
    /// What was done.
    pub services: Vec<u32>,
    /// How the person is.
    pub condition: Option<u32>,
    /// What was noticed.
    pub alerts: Vec<u32>,
    /// Who has to act on it; nobody acts on what was not noticed.
    pub follow_up_by: Option<RecordId>,
    /// Until when.
    pub follow_up_until: Option<Day>,
    /// A note.
    pub note: String,
    /// How long.
    pub duration: Option<u32>,
    /// Next visit.
    pub next_due: Option<Day>,
    /// Who of the commune went along.
    pub partner: Option<String>,
    /// What was measured.
    pub readings: Readings,
    /// The answer to [`crate::Question::SameVisit`].
    pub same_visit: SameVisit,
}

/// Whether a visit was recorded before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum SameVisit {
    /// Nobody was asked.
    NotAsked,
    /// The same as another record.
    SameAs {
        /// Which.
        visit: RecordId,
    },
    /// Another visit on the same day.
    Another,
}

impl From<SameVisit> for CoreSameVisit {
    fn from(answer: SameVisit) -> Self {
        match answer {
            SameVisit::NotAsked => Self::NotAsked,
            SameVisit::SameAs { visit } => Self::SameAs(visit),
            SameVisit::Another => Self::Another,
        }
    }
}

/// A visit.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct VisitView {
    /// The record.
    pub id: RecordId,
    /// The person visited.
    pub person: PersonView,
    /// The day, in words.
    pub on: String,
    /// Who went.
    pub visitors: Vec<PersonView>,
    /// What was done.
    pub services: Vec<Choice>,
    /// Nobody was at home.
    pub not_at_home: bool,
    /// How the person is, what was noticed, the note; none when they may not be shown.
    pub remarks: Vec<String>,
    /// "huyết áp 130/80, cân nặng 54,3"; none when nothing was measured or it may not be shown.
    pub readings: Option<String>,
    /// Why remarks and readings are not shown.
    pub hidden: Option<ConsentState>,
    /// Why the record was taken back.
    pub voided: Option<String>,
    /// "bà Hoa đã sửa hôm nay"; none while it stands as it was recorded.
    pub corrected: Option<String>,
}

impl VisitView {
    pub(crate) fn of(visit: views::VisitView, today: Day, language: Language) -> Self {
        let hidden = match (&visit.remarks, &visit.readings) {
            (Sensitive::Hidden(state), _) | (_, Sensitive::Hidden(state)) => Some((*state).into()),
            _ => None,
        };
        let remarks = visit.remarks.shown().map(|remarks| {
            let condition = remarks.condition.map(|condition| condition.label(language).to_owned());
            let alerts = remarks.alerts.iter().map(|alert| alert.label(language).to_owned());
            condition.into_iter().chain(alerts).chain(remarks.note).collect()
        });
        Self {
            id: visit.id,
            on: visit.visited_on.map(|day| clubbook_core::wording::day_near(day, today, language)).unwrap_or_default(),
            visitors: of_people(visit.visitors, language),
            services: Choice::all(&visit.services, language),
            not_at_home: visit.not_at_home,
            remarks: remarks.unwrap_or_default(),
            readings: visit.readings.shown().flatten().map(|readings| readings.said(language)),
            hidden,
            voided: visit.voided,
            corrected: visit.corrected.map(|corrected| corrected.words(today, language)),
            person: PersonView::of(visit.person, language),
        }
    }
}

/// A visit that was saved.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct RecordedVisitView {
    /// The visit.
    pub visit: VisitView,
    /// What to do about the readings.
    pub advice: Vec<AdviceView>,
    /// "Đã lưu trong máy. Có mạng, máy sẽ tự gửi."
    pub saved_words: String,
    /// A suspicion was recorded that only the head and one contact get to read.
    pub is_confidential: bool,
}

impl RecordedVisitView {
    pub(crate) fn of(recorded: views::RecordedVisitView, is_practice: bool, today: Day, language: Language) -> Self {
        let saved = match is_practice {
            true => clubbook_core::features::status::words::saved_in_practice(language),
            false => clubbook_core::features::status::words::saved(language),
        };
        Self {
            advice: recorded.advice.iter().map(|one| AdviceView::of(one, language)).collect(),
            saved_words: saved.to_owned(),
            is_confidential: recorded.is_confidential,
            visit: VisitView::of(recorded.visit, today, language),
        }
    }
}

/// A point of a chart.
#[derive(Debug, Clone, Copy, PartialEq, uniffi::Record)]
pub struct TrendPoint {
    /// The day.
    pub on: Day,
    /// The value, in the unit of its reading.
    pub value: f64,
}

/// How one reading changed.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct TrendView {
    /// "cân nặng".
    pub label: String,
    /// In the order of the days.
    pub points: Vec<TrendPoint>,
}

#[uniffi::export]
impl Clubbook {
    /// The lists that the form of a visit offers.
    pub fn visit_choices(&self) -> VisitChoices {
        let language = self.words_in();
        VisitChoices {
            services: Choice::all(Service::ALL, language),
            conditions: Choice::all(Condition::ALL, language),
            alerts: Choice::all(VisitAlert::ALL, language),
            durations: Choice::all(Duration::ALL, language),
        }
    }

    /// The form of a new visit to somebody.
    pub fn new_visit(&self, person: RecordId) -> Asks<NewVisitView> {
        let language = self.words_in();
        self.query(|q| {
            let form = queries::new_visit(q.connection, person, q.today)?;
            let offered = offered::for_new(q.connection, q.club, q.person, &form, q.today)?;
            let Offered { days, may_have_gone, may_act, until } = Offered::of(&offered, q.today, language);
            let readings_hidden = match &form.last_readings {
                Sensitive::Hidden(state) => Some((*state).into()),
                Sensitive::Shown(_) => None,
            };
            let last = form.last_readings.shown().flatten().map(|last| LastReadings {
                on: clubbook_core::wording::day_near(last.on, q.today, language),
                readings: Readings::of(&last.readings),
            });
            Ok(NewVisitView {
                today: q.today,
                days,
                services: form.services.iter().map(|service| service.number()).collect(),
                visitors: of_people(form.visitors, language),
                may_have_gone,
                partner: form.partner,
                may_act,
                until,
                last_readings: last,
                readings_hidden,
                person: PersonView::of(form.person, language),
            })
        })
    }

    /// Records a visit.
    pub fn record_visit(&self, request: RecordVisitRequest) -> Asks<RecordedVisitView> {
        let language = self.words_in();
        let readings = self.readings(&request.readings)?;
        let is_practice = self.is_practice()?;
        let recording = views::RecordVisitRequest {
            person: request.person,
            visitors: request.visitors,
            visited_on: request.visited_on,
            duration: request.duration.map(Duration::from_number),
            services: request.services.into_iter().map(Service::from_number).collect(),
            condition: request.condition.map(Condition::from_number),
            alerts: request.alerts.into_iter().map(VisitAlert::from_number).collect(),
            follow_up_by: request.follow_up_by,
            follow_up_until: request.follow_up_until,
            note: Some(request.note).filter(|note| !note.trim().is_empty()),
            not_at_home: request.not_at_home,
            next_due: request.next_due,
            partner: request.partner,
            readings,
            same_visit: request.same_visit.into(),
        };
        self.command(|pen| {
            let recorded = commands::record(pen, &recording)?;
            Ok(RecordedVisitView::of(recorded, is_practice, pen.today(), language))
        })
    }

    /// The visits to somebody, under any of their records, the last first.
    pub fn visits_of(&self, person: RecordId, limit: u32) -> Asks<Vec<VisitView>> {
        let language = self.words_in();
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        self.query(|q| {
            let visits = queries::visits_of(q.connection, q.club, person, limit, q.today)?;
            Ok(visits.into_iter().map(|visit| VisitView::of(visit, q.today, language)).collect())
        })
    }

    /// Takes a record of a visit back: it stays, with the reason, and does not count.
    pub fn void_visit(&self, visit: RecordId, reason: String) -> Asks<VisitView> {
        let language = self.words_in();
        self.command(|pen| {
            let voided = commands::void(pen, visit, &reason)?;
            Ok(VisitView::of(voided, pen.today(), language))
        })
    }

    /// The undo of [`Clubbook::void_visit`].
    pub fn take_back_void(&self, visit: RecordId) -> Asks<VisitView> {
        let language = self.words_in();
        self.command(|pen| {
            let stands = commands::take_back_void(pen, visit)?;
            Ok(VisitView::of(stands, pen.today(), language))
        })
    }

    /// How the readings of somebody changed, the last `limit` of each day with some; empty where they may not be shown.
    pub fn trend(&self, person: RecordId, limit: u32) -> Asks<Vec<TrendView>> {
        let language = self.words_in();
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        self.query(|q| {
            let records = people::same_person(q.connection, q.club, person)?;
            let Sensitive::Shown(points) = trend(q.connection, &records, limit)? else { return Ok(Vec::new()) };
            let of = |reading: Reading| {
                let point = |last: &clubbook_core::features::readings::views::LastReadings| {
                    Some(TrendPoint { on: last.on, value: number(last.readings.get(reading)?) })
                };
                let mut points: Vec<TrendPoint> = points.iter().filter_map(point).collect();
                points.sort_by_key(|point| point.on);
                TrendView { label: reading.label(language).to_owned(), points }
            };
            Ok(Reading::ALL.into_iter().map(of).filter(|trend| !trend.points.is_empty()).collect())
        })
    }
}
