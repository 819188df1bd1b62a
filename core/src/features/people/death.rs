//! That somebody died. It is written down once, ends the memberships, and nothing reminds of the person
//! afterwards; what stands in the book stays there. Terms on the board stay as they are: who has died holds no post, and taking
//! a death back has nothing to restore.

use clubbook_model::id::RecordId;
use clubbook_model::registry::{Entity, Membership, Person};
use clubbook_model::time::{Day, PartialDate};
use clubbook_model::vocabulary::{Language, LeavingReason};

use super::queries;
use super::views::PersonView;
use crate::features::memberships::commands::not_their_own;
use crate::features::{CommandError, Commanded, Invalid, Pen};
use crate::store::entity;

/// That somebody died.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordDeathRequest {
    /// The person.
    pub person: RecordId,
    /// When, as far as it is known.
    pub died_on: PartialDate,
}

/// What was written down of a death.
#[derive(Debug, Clone, PartialEq)]
pub struct DeathView {
    /// The person.
    pub person: PersonView,
    /// Memberships that ended with it.
    pub ended: usize,
    /// Memberships that who leads has to end: the person had a task, and who wrote this down may not take it away.
    pub left_to_the_head: usize,
}

impl DeathView {
    /// "Đã ghi: bà Đinh Thị Lan đã mất. Máy không nhắc gì về bà nữa, sổ vẫn giữ."
    pub fn words(&self, language: Language) -> String {
        let mut words = match language {
            Language::Vi => format!(
                "Đã ghi: {} đã mất. Từ nay máy không nhắc gì nữa; những gì đã ghi trong sổ vẫn giữ.",
                self.person.titled()
            ),
            Language::En => {
                format!("Noted: {} died. Nothing will remind of it; what stands in the book is kept.", self.person.name)
            }
        };
        if self.left_to_the_head > 0 {
            words.push_str(match language {
                Language::Vi => " Người này có giữ việc trong câu lạc bộ: nhờ chủ nhiệm ghi thôi thành viên.",
                Language::En => " The person had a task in the club: ask the head to end the membership.",
            });
        }
        words
    }
}

/// Writes down that somebody died, and ends their memberships, under whichever of their records. Of a date that is known
/// in part, they end on the last day that it may mean, today at the latest.
///
/// # Errors
/// No such person, whoever writes, a date that has not come yet, or a death that is written down already: nobody's date is written over by who
/// may not have seen it. Take that one back first.
pub fn record_death(pen: &mut Pen<'_>, request: RecordDeathRequest) -> Commanded<DeathView> {
    let (first, last) = request.died_on.span();
    if first > pen.today() {
        return Err(Invalid::InTheFuture.into());
    }
    let seen = entity::state::<Person>(pen.tx, request.person)?.ok_or(CommandError::NotFound("person"))?;
    for record in queries::same_person(pen.tx, pen.club, request.person)? {
        if entity::get::<Person>(pen.tx, record)?.is_some_and(|person| person.died_on.is_some()) {
            return Err(Invalid::HasDied.into());
        }
    }
    not_their_own(pen, request.person)?;
    let roster = pen.roster();
    let mut draft = Person::edit(request.person, &seen);
    draft.set(Person::died_on, request.died_on);
    pen.record(&roster, draft)?;
    let (ended, left_to_the_head) = end_all(pen, request.person, last.min(pen.today()))?;
    Ok(DeathView { person: queries::person(pen.tx, request.person, pen.today())?, ended, left_to_the_head })
}

/// How many memberships ended, and how many the author may not end.
fn end_all(pen: &mut Pen<'_>, person: RecordId, on: Day) -> Commanded<(usize, usize)> {
    let roster = pen.roster();
    let records = queries::same_person(pen.tx, pen.club, person)?;
    let (mut ended, mut left) = (0, 0);
    for record in &records {
        for membership in queries::memberships_of(pen.tx, *record)? {
            let Some(seen) = entity::state::<Membership>(pen.tx, membership.id)? else { continue };
            if membership.left_on.is_none() {
                let mut draft = Membership::edit(membership.id, &seen);
                draft.set(Membership::left_on, on).set(Membership::leaving_reason, LeavingReason::Died);
                if pen.may_record(&roster, &draft)? {
                    pen.record(&roster, draft)?;
                    ended += 1;
                } else {
                    left += 1;
                }
            }
        }
    }
    Ok((ended, left))
}

/// Takes a death back: it was written down for the wrong person. Memberships that ended with it go on.
///
/// # Errors
/// Nobody wrote down that this person died.
pub fn take_back_death(pen: &mut Pen<'_>, person: RecordId) -> Commanded<PersonView> {
    let roster = pen.roster();
    let records = queries::same_person(pen.tx, pen.club, person)?;
    let before = pen.written();
    for record in &records {
        if let Some(seen) = entity::state::<Person>(pen.tx, *record)?
            && Person::read(*record, &seen).died_on.is_some()
        {
            let mut draft = Person::edit(*record, &seen);
            draft.clear(Person::died_on);
            pen.record(&roster, draft)?;
        }
        for membership in queries::memberships_of(pen.tx, *record)? {
            let Some(seen) = entity::state::<Membership>(pen.tx, membership.id)? else { continue };
            if membership.leaving_reason == Some(LeavingReason::Died) {
                let mut draft = Membership::edit(membership.id, &seen);
                draft.clear(Membership::left_on).clear(Membership::leaving_reason);
                pen.record(&roster, draft)?;
            }
        }
    }
    if pen.written() == before {
        return Err(Invalid::HasNotDied.into());
    }
    queries::person(pen.tx, person, pen.today())
}

/// "đã mất 11/2026": behind a name.
pub fn label(died_on: PartialDate, language: Language) -> String {
    let on = clubbook_model::entry::show_partial_date(died_on);
    match language {
        Language::Vi => format!("đã mất {on}"),
        Language::En => format!("died {on}"),
    }
}
