//! What people do on a phone of the World.

use clubbook_core::features::care::{commands as care, views::OpenCareRequest};
use clubbook_core::features::meetings::agenda::{self, AddItemRequest};
use clubbook_core::features::meetings::views::{
    AllButRequest, CloseMeetingRequest, MarkRequest, MeetingQuestion, OpenMeetingRequest, RollOrder, RollView,
};
use clubbook_core::features::meetings::{commands as meetings, queries as meeting_queries};
use clubbook_core::features::memberships::commands::{self as memberships, EndMembershipRequest};
use clubbook_core::features::memberships::views::JoinRequest;
use clubbook_core::features::people::commands as people;
use clubbook_core::features::people::death::{RecordDeathRequest, record_death, take_back_death};
use clubbook_core::features::people::queries::{self as people_queries, Which};
use clubbook_core::features::people::views::AddPersonRequest;
use clubbook_core::features::visits::views::{RecordVisitRequest, SameVisit};
use clubbook_core::features::visits::{commands as visits, queries as visit_queries};
use clubbook_core::features::{CommandError, Commanded, Question};
use clubbook_model::entry::FieldEdit;
use clubbook_model::id::RecordId;
use clubbook_model::registry::{Entity, Person};
use clubbook_model::time::{Instant, Month, PartialDate};
use clubbook_model::vocabulary::{LeavingReason, Mark, MeetingKind, Vocabulary};

use super::VirtualPhone;
use crate::world::schedule::Act;

/// Nobody in the World answers "no" twice: each question is answered so that the command goes through.
fn again_with<T>(result: Commanded<T>, answer: impl FnOnce(&Question) -> Option<Commanded<T>>) -> Commanded<T> {
    match result {
        Err(CommandError::AskFirst(question)) => {
            let answered = answer(&question);
            answered.unwrap_or(Err(CommandError::AskFirst(question)))
        }
        other => other,
    }
}

impl VirtualPhone {
    /// Somebody without a task: who has one has a phone, and would lose the right to the books with the membership.
    fn without_task(&mut self, number: u16) -> Option<RecordId> {
        let members = self.phone().query(|q| people_queries::members(q.connection, q.club, Which::Ever, q.today));
        let members = members.expect("the member list").into_iter().filter(|member| member.roles.is_empty());
        let people: Vec<RecordId> = members.map(|member| member.person.id).collect();
        people.get(usize::from(number) % people.len().max(1)).copied()
    }

    fn person(&mut self, number: u16) -> Option<RecordId> {
        let people = self.people();
        people.get(usize::from(number) % people.len().max(1)).copied()
    }

    fn roll(&mut self) -> Option<RollView> {
        self.phone()
            .query(|q| {
                let month: Month = q.today.month();
                let meeting = meeting_queries::of_month(q.connection, q.club, month, MeetingKind::Regular)?;
                meeting
                    .map(|meeting| {
                        meeting_queries::roll(q.connection, q.club, meeting.id, RollOrder::Register, q.today)
                    })
                    .transpose()
            })
            .expect("the roll")
    }

    /// Somebody does something, or something happens to the phone.
    pub fn act(&mut self, act: &Act) {
        match *act {
            Act::AddMember(number) => {
                let mut request = AddPersonRequest::member(&format!("Đinh Thị Số {}", number % 50));
                request.is_another_person = true;
                self.command(|pen| people::add(pen, &request));
            }
            Act::OpenForm(number) => {
                if let Some(person) = self.person(number) {
                    self.form = self.phone().query(|q| people_queries::form(q.connection, person)).ok();
                }
            }
            Act::SaveForm(number) => self.save_form(number),
            Act::Settle => self.settle(),
            Act::OpenMeeting => {
                self.command(|pen| {
                    let request = OpenMeetingRequest::regular();
                    let yes = OpenMeetingRequest { confirmed: true, ..OpenMeetingRequest::regular() };
                    again_with(meetings::open(pen, &request), |_| Some(meetings::open(pen, &yes)))
                });
            }
            Act::Mark(number, mark) => self.mark(number, mark),
            Act::AllBut => {
                if let Some(roll) = self.roll() {
                    let request = AllButRequest { meeting: roll.meeting.id, mark: Mark::Present, seen: roll.seen };
                    self.command(|pen| meetings::all_but(pen, &request));
                }
            }
            Act::Guest(number) => {
                if let Some(roll) = self.roll() {
                    let name = format!("Khách {}", number % 7);
                    self.command(|pen| meetings::add_guest_by_name(pen, roll.meeting.id, &name));
                }
            }
            Act::CloseMeeting => self.close_meeting(),
            // A volunteer who opens care for whom the head opened it meanwhile has no right to that part: it waits for
            // review, which is right and would end the comparison. Who leads may.
            Act::OpenCare(number) if self.owner != "muoi" => {
                if let Some(person) = self.person(number) {
                    self.command(|pen| care::open(pen, &OpenCareRequest::of(person)));
                }
            }
            Act::OpenCare(_) => {}
            Act::Visit(number, what) => self.visit(number, what),
            Act::VoidVisit(number) => self.void_visit(number),
            Act::EndMembership(number) => {
                if let Some(person) = self.without_task(number) {
                    self.command(|pen| {
                        let request =
                            EndMembershipRequest { person, left_on: pen.today(), reason: LeavingReason::MovedAway };
                        memberships::end(pen, request)
                    });
                }
            }
            Act::Death(number, died) => {
                if let Some(person) = self.without_task(number) {
                    self.command(|pen| {
                        let died_on = PartialDate::of_day(pen.today()).ok_or(CommandError::NotFound("day"))?;
                        match died {
                            true => record_death(pen, RecordDeathRequest { person, died_on }).map(|_| ()),
                            false => take_back_death(pen, person).map(|_| ()),
                        }
                    });
                }
            }
            Act::Join(number) => {
                if let Some(person) = self.without_task(number) {
                    let request = JoinRequest { person, fields: Vec::new(), is_number_meant: false };
                    self.command(|pen| memberships::join(pen, &request));
                }
            }
            Act::Agenda(what, place) => self.agenda(what, place),
            Act::Link(one, other, linked) => {
                if let (Some(one), Some(other)) = (self.person(one), self.person(other))
                    && one != other
                {
                    self.command(|pen| people::link(pen, one, other, linked));
                }
            }
            Act::Crash => self.phone = None,
            Act::Sleep => {
                self.phone().pause().expect("a phone that sleeps");
                self.phone().resume().expect("a phone that wakes");
            }
            Act::Restart => {
                self.phone = None;
                self.clock.restart();
            }
            Act::SetClock(hours) => {
                let now = clubbook_core::clock::Clock::now(self.clock.as_ref());
                self.clock.set_wall(Instant(now.0 + i64::from(hours) * 3600));
            }
        }
    }

    fn save_form(&mut self, number: u16) {
        let Some(form) = self.form.clone() else { return };
        let fields = ["note", "phone", "common_name", "hamlet", "address"];
        let field = fields.get(usize::from(number) % fields.len()).copied().unwrap_or("note");
        let text = format!("{} {}", self.name, number % 5);
        if let Ok(edit) = FieldEdit::parse(Person::DEF, field, &text) {
            self.command(|pen| people::correct(pen, &form, &[edit]));
        }
    }

    fn settle(&mut self) {
        for person in self.people() {
            let card = self.phone().query(|q| people_queries::card(q.connection, q.club, person, q.today));
            let Ok(card) = card else { continue };
            let Some(unsettled) = card.unsettled.first() else { continue };
            let form = self.phone().query(|q| people_queries::form(q.connection, unsettled.entity));
            let (Ok(form), Some(last)) = (form, unsettled.entries.last()) else { continue };
            self.command(|pen| people::settle(pen, &form, &unsettled.field, &last.value));
            return;
        }
    }

    fn mark(&mut self, number: u16, mark: u16) {
        let Some(roll) = self.roll() else { return };
        let Some(row) = roll.rows.get(usize::from(number) % roll.rows.len().max(1)) else { return };
        let mark = Mark::ALL.get(usize::from(mark) % Mark::ALL.len()).copied().unwrap_or(Mark::Present);
        let request = MarkRequest::over(roll.meeting.id, row, mark);
        self.command(|pen| meetings::mark(pen, &request));
    }

    fn close_meeting(&mut self) {
        let Some(roll) = self.roll() else { return };
        let request = CloseMeetingRequest::over(&roll);
        let rest = CloseMeetingRequest { rest: Some(Mark::Absent), ..request.clone() };
        self.command(|pen| {
            again_with(meetings::close(pen, &request), |question| match question {
                Question::Meeting(MeetingQuestion::Unmarked { .. }) => Some(meetings::close(pen, &rest)),
                _ => None,
            })
        });
    }

    /// Adds an item at a place, or moves the one there.
    fn agenda(&mut self, what: u16, place: u16) {
        let place = usize::from(place % 4) + 1;
        let items = self.phone().query(|q| {
            let meeting = meeting_queries::meeting_id(q.club, q.today.month(), MeetingKind::Regular);
            Ok(agenda::agenda(q.connection, q.club, meeting, q.today)?.items)
        });
        match items.expect("the agenda").get(place) {
            Some(item) if what.is_multiple_of(2) => {
                self.command(|pen| agenda::move_item(pen, item.id, place));
            }
            _ => {
                let title = format!("{} nêu {what}", self.name);
                let request = AddItemRequest { title, place: Some(place), ..AddItemRequest::default() };
                self.command(|pen| agenda::add(pen, &request));
            }
        }
    }

    fn visit(&mut self, number: u16, what: u16) {
        let Some(person) = self.person(number) else { return };
        let mut request = RecordVisitRequest::of(person);
        if what.is_multiple_of(3) {
            request.note = Some(format!("{} ghi {}", self.name, what));
        }
        if what.is_multiple_of(2) {
            request.readings.systolic = Some(i64::from(110 + what % 50));
            request.readings.diastolic = Some(i64::from(65 + what % 25));
        }
        self.command(|pen| {
            again_with(visits::record(pen, &request), |question| match question {
                Question::SameVisit(_) if !what.is_multiple_of(5) => {
                    let another = RecordVisitRequest { same_visit: SameVisit::Another, ..request.clone() };
                    Some(visits::record(pen, &another))
                }
                _ => None,
            })
        });
    }

    fn void_visit(&mut self, number: u16) {
        let Some(person) = self.person(number) else { return };
        let visit = self.phone().query(|q| visit_queries::last_visit(q.connection, person)).expect("visits");
        if let Some(visit) = visit {
            self.command(|pen| visits::void(pen, visit.id, "ghi nhầm"));
        }
    }
}
