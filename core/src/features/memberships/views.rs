//! What screens show of memberships, and what they send.

use clubbook_model::entry::FieldEdit;
use clubbook_model::id::RecordId;
use clubbook_model::merge::EntityState;
use clubbook_model::time::{Day, PartialDate};
use clubbook_model::value::Value;
use clubbook_model::vocabulary::{Language, LeavingReason};

use crate::features::people::views::{MemberView, PersonView};

/// That a membership ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EndMembershipRequest {
    /// The person whose membership ends.
    pub person: RecordId,
    /// The first day on which the person is no longer a member.
    pub left_on: Day,
    /// Why.
    pub reason: LeavingReason,
}

/// That somebody whom the book knows becomes a member, for the first time or again.
#[derive(Debug, Clone, PartialEq)]
pub struct JoinRequest {
    /// The person.
    pub person: RecordId,
    /// The fields of the membership; joined today when nothing is said.
    pub fields: Vec<FieldEdit>,
    /// "Yes, this number": the answer to [`RegisterNoQuestion`].
    pub is_number_meant: bool,
}

/// A membership as a form tells it anew, all of it as the form shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct CorrectMembershipRequest {
    /// The form.
    pub form: MembershipForm,
    /// Number in the register; none while the member has none.
    pub register_no: Option<i64>,
    /// The group; none for who belongs to none.
    pub group: Option<RecordId>,
    /// They visit people at home.
    pub is_volunteer: bool,
    /// "Yes, this number": the answer to [`RegisterNoQuestion`].
    pub is_number_meant: bool,
}

/// A form over the membership under which a member stands in lists.
#[derive(Debug, Clone, PartialEq)]
pub struct MembershipForm {
    /// The membership.
    pub membership: RecordId,
    /// The person, by the record of it.
    pub person: RecordId,
    /// What was in it when the form opened.
    pub seen: EntityState,
}

/// That a member goes on in another club of the same centre.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveRequest {
    /// The person.
    pub person: RecordId,
    /// The first day on which the person is no longer a member here.
    pub left_on: Day,
    /// The other club, by its name or number.
    pub to: String,
}

/// What the other club needs to go on with somebody who moves there. It holds nothing that the law calls sensitive: care,
/// readings, circumstances and consents stay here, and are asked anew.
#[derive(Debug, Clone, PartialEq)]
pub struct TransferView {
    /// The club that they come from.
    pub from_club: String,
    /// Its number.
    pub from_number: Option<i64>,
    /// The record there.
    pub person: RecordId,
    /// The name, for people.
    pub name: String,
    /// What stands in the record, by the registry's names.
    pub fields: Vec<(&'static str, Value)>,
    /// Member there since.
    pub joined_on: Option<PartialDate>,
}

/// Somebody else has this number in the register.
#[derive(Debug, Clone, PartialEq)]
pub struct RegisterNoQuestion {
    /// The number.
    pub number: i64,
    /// Whose it is.
    pub holders: Vec<PersonView>,
    /// The next one that nobody had.
    pub next_free: i64,
}

impl RegisterNoQuestion {
    /// The question as people read it.
    pub fn words(&self, language: Language) -> String {
        let whose: Vec<String> = match language {
            Language::Vi => self.holders.iter().map(PersonView::titled).collect(),
            Language::En => self.holders.iter().map(|person| person.name.clone()).collect(),
        };
        let (number, whose, next) = (self.number, whose.join(", "), self.next_free);
        match language {
            Language::Vi => format!("Số {number} trong sổ là của {whose}. Vẫn ghi số {number}? Số chưa dùng: {next}."),
            Language::En => {
                format!("Number {number} in the register is {whose}. Is it meant? The next free one is {next}.")
            }
        }
    }
}

/// A number of the register that several people have.
#[derive(Debug, Clone, PartialEq)]
pub struct NumberTwice {
    /// The number.
    pub number: i64,
    /// Who has it today.
    pub members: Vec<MemberView>,
}

impl NumberTwice {
    /// "Số 12 ghi cho 2 người: bà Lan, ông Tùng."
    pub fn words(&self, language: Language) -> String {
        let names: Vec<String> = self.members.iter().map(|member| member.person.titled()).collect();
        let (number, count, names) = (self.number, names.len(), names.join(", "));
        match language {
            Language::Vi => format!("Số {number} ghi cho {count} người: {names}."),
            Language::En => format!("Number {number} stands for {count} people: {names}."),
        }
    }
}
