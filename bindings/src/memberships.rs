//! Memberships: joining, number and group, leaving, moving to another club, and that somebody died.

use clubbook_core::features::care::queries::living_alone;
use clubbook_core::features::groups::queries as groups;
use clubbook_core::features::groups::views::GroupView as CoreGroup;
use clubbook_core::features::memberships::commands;
use clubbook_core::features::memberships::queries::{self, suggested_number};
use clubbook_core::features::memberships::views as core;
use clubbook_core::features::people::death::{self, RecordDeathRequest};
use clubbook_core::features::people::queries as people;
use clubbook_core::features::rights;
use clubbook_core::features::{CommandError, Commanded, Invalid};
use clubbook_core::phone::Question;
use clubbook_model::entry::{EntryError, show_day, show_partial_date, show_value};
use clubbook_model::id::RecordId;
use clubbook_model::registry::{Entity, Membership, Person};
use clubbook_model::time::Day;
use clubbook_model::value::Value;
use clubbook_model::vocabulary::{CircumstanceKind, LeavingReason, Role, Vocabulary};

use crate::card::CardLine;
use crate::clubbook::{Asks, Clubbook};
use crate::people::{PersonView, label};
use crate::person_form::{TypedField, edits};
use crate::values::{Choice, Seen};

/// Some of the people of the book, by what they have in common.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct PeopleListView {
    /// Which.
    pub kind: PeopleListKind,
    /// "sống một mình", "Tổ 1".
    pub name: String,
    /// More about it: "Tổ 1 (xóm Trên): 12 người, tổ trưởng bà Đinh Thị Lan".
    pub words: Option<String>,
    /// Who, as a list of names.
    pub people: Vec<PersonView>,
}

/// What people of a list have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum PeopleListKind {
    /// They live alone, and agreed that this is shown.
    LivesAlone,
    /// They belong to a group.
    Group {
        /// Which.
        group: RecordId,
    },
    /// They belong to no group of the club, which has some.
    NoGroup,
}

/// A group to choose.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct GroupChoice {
    /// What is handed back.
    pub group: RecordId,
    /// What people read.
    pub name: String,
}

/// A form over the membership of a member of today.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct MembershipFormView {
    /// The membership.
    pub membership: RecordId,
    /// What the person saw.
    pub seen: Seen,
    /// Number in the register.
    pub register_no: Option<i64>,
    /// The group.
    pub group: Option<RecordId>,
    /// The groups of the club.
    pub groups: Vec<GroupChoice>,
    /// They visit people at home.
    pub is_volunteer: bool,
    /// "tình nguyện viên".
    pub volunteer_label: String,
    /// Whether the person at the phone gives tasks.
    pub may_give_tasks: bool,
}

/// A membership as a form tells it anew.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct CorrectMembershipRequest {
    /// The membership, of the form.
    pub membership: RecordId,
    /// Of the form.
    pub seen: Seen,
    /// Number in the register; none while the member has none.
    pub register_no: Option<i64>,
    /// The group.
    pub group: Option<RecordId>,
    /// They visit people at home.
    pub is_volunteer: bool,
    /// "Yes, this number": the answer to [`crate::Question::RegisterNo`].
    pub is_number_meant: bool,
}

/// What another club needs to go on with somebody.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct TransferView {
    /// The club that they come from.
    pub from_club: String,
    /// What to write down there: nothing of it is sensitive.
    pub lines: Vec<CardLine>,
    /// Member here since.
    pub joined_on: Option<String>,
}

/// The group of somebody, as lists show it.
pub(crate) fn group_of(q: &Question<'_>, person: RecordId) -> Commanded<Option<CoreGroup>> {
    let records = people::same_person(q.connection, q.club, person)?;
    let is_in = |group: &CoreGroup| group.members.iter().any(|member| records.contains(&member.person.id));
    Ok(groups::by_group(q.connection, q.club, q.today)?.groups.into_iter().find(is_in))
}

#[uniffi::export]
impl Clubbook {
    /// Who lives alone, and the members by group. A group of which nobody is a member is there, too.
    pub fn people_lists(&self) -> Asks<Vec<PeopleListView>> {
        let language = self.words_in();
        self.query(|q| {
            let view = |person| PersonView::of(person, language);
            let mut alone = Vec::new();
            for person in living_alone(q.connection, q.club, q.today)? {
                if people::is_living(q.connection, q.club, person)? {
                    alone.push(people::person(q.connection, person, q.today)?);
                }
            }
            people::in_order(q.connection, q.club, q.today, &mut alone)?;
            let mut lists = vec![PeopleListView {
                kind: PeopleListKind::LivesAlone,
                name: CircumstanceKind::LivesAlone.label(language).to_owned(),
                words: None,
                people: alone.into_iter().map(view).collect(),
            }];
            let by_group = groups::by_group(q.connection, q.club, q.today)?;
            let has_groups = !by_group.groups.is_empty();
            lists.extend(by_group.groups.into_iter().map(|group| PeopleListView {
                kind: PeopleListKind::Group { group: group.id },
                words: Some(group.words(language)),
                people: group.members.into_iter().map(|member| view(member.person)).collect(),
                name: group.name,
            }));
            if has_groups && !by_group.without.is_empty() {
                lists.push(PeopleListView {
                    kind: PeopleListKind::NoGroup,
                    name: clubbook_core::features::groups::views::without_words(language).to_owned(),
                    words: None,
                    people: by_group.without.into_iter().map(|member| view(member.person)).collect(),
                });
            }
            Ok(lists)
        })
    }

    /// Makes somebody whom the book knows a member, for the first time or again. Without a number they get the one they had, or
    /// the next free one; `is_number_meant` answers [`crate::Question::RegisterNo`].
    pub fn join(&self, person: RecordId, register_no: Option<i64>, is_number_meant: bool) -> Asks<()> {
        self.command(|pen| {
            let number = match register_no {
                Some(number) => number,
                None => suggested_number(pen.tx, pen.club, Some(person))?,
            };
            let region = people::region(pen.tx, pen.club)?;
            let number = TypedField { name: "register_no".to_owned(), text: number.to_string() };
            let fields = edits(Membership::DEF, &[number], region)?;
            commands::join(pen, &core::JoinRequest { person, fields, is_number_meant }).map(|_| ())
        })
    }

    /// The undo of [`Clubbook::join`]: that they joined was entered by mistake.
    pub fn take_back_join(&self, person: RecordId) -> Asks<()> {
        self.command(|pen| {
            let reason = LeavingReason::EnteredByMistake;
            let mistake = core::EndMembershipRequest { person, left_on: pen.today(), reason };
            commands::end(pen, mistake).map(|_| ())
        })
    }

    /// The form over number, group and tasks of a member of today.
    pub fn membership_form(&self, person: RecordId) -> Asks<MembershipFormView> {
        let language = self.words_in();
        self.query(|q| {
            let form = queries::form(q.connection, q.club, person, q.today)?;
            let stands = Membership::read(form.membership, &form.seen);
            let groups = groups::by_group(q.connection, q.club, q.today)?.groups;
            let choice = |group: CoreGroup| GroupChoice { group: group.id, name: group.name };
            Ok(MembershipFormView {
                membership: form.membership,
                register_no: stands.register_no,
                group: stands.group.map(|group| group.id),
                groups: groups.into_iter().map(choice).collect(),
                is_volunteer: stands.roles.contains(&Role::Volunteer),
                volunteer_label: Role::Volunteer.label(language).to_owned(),
                may_give_tasks: rights::of(q.connection, q.club, q.person, q.today)?.leads,
                seen: Seen(form.seen),
            })
        })
    }

    /// Writes the form over a membership down; only what was changed is written.
    pub fn correct_membership(&self, request: CorrectMembershipRequest) -> Asks<()> {
        self.command(|pen| {
            let CorrectMembershipRequest { membership, seen, register_no, group, is_volunteer, is_number_meant } =
                request;
            let person = Membership::read(membership, &seen.0).person.ok_or(CommandError::NotFound("membership"))?.id;
            let form = core::MembershipForm { membership, person, seen: seen.0 };
            let told = core::CorrectMembershipRequest { form, register_no, group, is_volunteer, is_number_meant };
            commands::correct(pen, &told)
        })
    }

    /// Writes down that somebody goes on in another club, and shows what that club needs. [`Clubbook::take_back_end`] undoes it.
    pub fn move_to_another_club(&self, person: RecordId, to: String, left_on: Option<Day>) -> Asks<TransferView> {
        let language = self.words_in();
        self.command(|pen| {
            let left_on = left_on.unwrap_or_else(|| pen.today());
            let moved = commands::move_to_another_club(pen, &core::MoveRequest { person, left_on, to })?;
            let line = |(name, value): &(&'static str, Value)| CardLine {
                field: (*name).to_owned(),
                label: label(name, language),
                value: show_value(Person::DEF.field_by_name(name), value, language),
            };
            Ok(TransferView {
                lines: moved.fields.iter().map(line).collect(),
                joined_on: moved.joined_on.map(show_partial_date),
                from_club: moved.from_club,
            })
        })
    }

    /// Writes down that somebody died, as far as the date is known: "2026", "11/2026", "21/11/2026"; today when nothing is said. What comes back is for the
    /// screen: "Đã ghi: bà Đinh Thị Lan đã mất. …"
    pub fn record_death(&self, person: RecordId, died_on: Option<String>) -> Asks<String> {
        let language = self.words_in();
        self.command(|pen| {
            let region = people::region(pen.tx, pen.club)?;
            let died_on = died_on.unwrap_or_else(|| show_day(pen.today()));
            let typed = TypedField { name: "died_on".to_owned(), text: died_on };
            let day = edits(Person::DEF, &[typed], region)?.into_iter().find_map(|edit| match edit.value {
                Value::PartialDate(day) => Some(day),
                _ => None,
            });
            let died_on = day.ok_or(CommandError::from(Invalid::from(EntryError::Value("died_on"))))?;
            Ok(death::record_death(pen, RecordDeathRequest { person, died_on })?.words(language))
        })
    }

    /// The undo of [`Clubbook::record_death`]: it was the wrong person. Memberships that ended with it go on.
    pub fn take_back_death(&self, person: RecordId) -> Asks<()> {
        self.command(|pen| death::take_back_death(pen, person).map(|_| ()))
    }

    /// The reasons for which somebody leaves.
    pub fn leaving_reasons(&self) -> Vec<Choice> {
        let offered = [LeavingReason::OwnWish, LeavingReason::MovedAway, LeavingReason::EnteredByMistake];
        Choice::all(&offered, self.words_in())
    }

    /// The reason of [`Clubbook::move_to_another_club`]: offered with the others, and then where to is asked.
    pub fn moving_reason(&self) -> Choice {
        Choice::of(LeavingReason::OtherClub, self.words_in())
    }

    /// Writes down that somebody left.
    pub fn end_membership(&self, person: RecordId, reason: u32, left_on: Option<Day>) -> Asks<()> {
        self.command(|pen| {
            let reason = LeavingReason::from_number(reason);
            let left_on = left_on.unwrap_or_else(|| pen.today());
            commands::end(pen, core::EndMembershipRequest { person, left_on, reason }).map(|_| ())
        })
    }

    /// The undo of [`Clubbook::end_membership`].
    pub fn take_back_end(&self, person: RecordId) -> Asks<()> {
        self.command(|pen| commands::take_back_end(pen, person).map(|_| ()))
    }
}
